//! Names as they stand in the text, with the titles before them.
//!
//! A model ([`super::tagger`]) says which words are a name; rules find the title that
//! belongs to it. Headlines in capitals are read last, and only for names that the prose has.

use std::collections::BTreeSet;
use std::ops::Range;

use super::MAX_MENTIONS;
use super::lexicon::{self, ANY_GIVEN, CALENDAR, OPENER, PEOPLE, TITLE, WordMap};
use super::tagger::{Label, Tagger, Usage, is_piece};
use super::words::{self, DEMONYMS, HONORIFICS, PLACES, TITLE_PARTS, TITLES};
use crate::reader::text::{Sentence, Text, TokenKind};

/// A name before it is known whom it names.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    /// The tokens of the name itself.
    pub(super) tokens: Range<usize>,
    /// The tokens of the title before it; may be empty.
    pub(super) title: Range<usize>,
    /// The sentence.
    pub(super) sentence: usize,
    /// The parts in lower case, without marks and possessive endings.
    pub(super) parts: Vec<String>,
    /// What the model takes it for.
    pub(super) label: Label,
}

/// All chains of a text, in order.
pub(super) fn find(text: &Text) -> Vec<Chain> {
    let usage = Usage::of_text(text);
    let mut tagger = Tagger::new(text, &usage);
    let mut chains = Vec::new();
    for (index, sentence) in text.sentences.iter().enumerate() {
        if !usage.loud[index] && chains.len() < MAX_MENTIONS {
            tagger.names(index, |label, tokens| {
                push(text, index, sentence, tokens, label, &usage, &mut chains);
            });
        }
    }
    let known = Known::of(&chains);
    let mut more = Vec::new();
    let mut next = 0;
    for (index, sentence) in text.sentences.iter().enumerate() {
        let first = next;
        while chains
            .get(next)
            .is_some_and(|c| c.tokens.start < sentence.tokens.end)
        {
            next += 1;
        }
        if chains.len() + more.len() >= MAX_MENTIONS {
            break;
        }
        let before = more.len();
        known.again(text, index, &usage, &chains[first..next], &mut more);
        if usage.loud[index] {
            // In a headline every word is capitalised: what the prose names comes first.
            let taken: Vec<Range<usize>> =
                more[before..].iter().map(|c| c.tokens.clone()).collect();
            tagger.names(index, |label, tokens| {
                if !taken
                    .iter()
                    .any(|t| t.start < tokens.end && tokens.start < t.end)
                {
                    push(text, index, sentence, tokens, label, &usage, &mut more);
                }
            });
        }
    }
    drop(known);
    if !more.is_empty() {
        chains.extend(more);
        chains.sort_by_key(|chain| chain.tokens.start);
    }
    chains
}

/// The most words of a name that is sought again.
const LONGEST_AGAIN: usize = 5;

/// What the prose names: full names, names of one word, and the surnames and given names of
/// people.
struct Known<'c> {
    first: WordMap<'c, Label>,
    full: BTreeSet<&'c [String]>,
}

impl<'c> Known<'c> {
    fn of(chains: &'c [Chain]) -> Known<'c> {
        let mut first: WordMap<Label> = WordMap::default();
        let mut full: BTreeSet<&[String]> = BTreeSet::new();
        for chain in chains {
            let parts = &chain.parts;
            match (chain.label, parts.as_slice()) {
                (_, [only]) => {
                    first.insert(only, chain.label);
                }
                (Label::Person, [front, .., last]) => {
                    first.insert(last, Label::Person);
                    first.insert(front, Label::Person);
                }
                (_, [front, ..]) => {
                    first.entry(front).or_insert(Label::Other);
                }
                _ => {}
            }
            full.insert(parts);
        }
        Known { first, full }
    }

    /// What the prose names elsewhere, and the model passed over in a sentence; `there` are
    /// the names that it found.
    fn again(
        &self,
        text: &Text,
        number: usize,
        usage: &Usage,
        there: &[Chain],
        out: &mut Vec<Chain>,
    ) {
        let sentence = &text.sentences[number];
        let mut next = there.iter().peekable();
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            while next.next_if(|c| c.tokens.end <= at).is_some() {}
            if let Some(chain) = next.peek().filter(|c| c.tokens.start <= at) {
                at = chain.tokens.end;
                continue;
            }
            let limit = next.peek().map_or(sentence.tokens.end, |c| c.tokens.start);
            let found = is_piece(text, at)
                .then(|| self.first.get(text.tokens[at].stem()))
                .flatten()
                .and_then(|&label| {
                    repeated(
                        text,
                        usage,
                        at..limit,
                        label,
                        &self.full,
                        usage.loud[number],
                    )
                });
            match found {
                Some((tokens, label)) => {
                    at = tokens.end;
                    push(text, number, sentence, tokens, label, usage, out);
                }
                None => at += 1,
            }
        }
    }
}

/// The longest known name that begins the range; a lone word only where the document never
/// has it in lower case, and it can be no other name that goes on.
fn repeated(
    text: &Text,
    usage: &Usage,
    range: Range<usize>,
    label: Label,
    full: &BTreeSet<&[String]>,
    loud: bool,
) -> Option<(Range<usize>, Label)> {
    let mut parts: Vec<String> = Vec::new();
    let mut found = None;
    for index in range.start..range.end.min(range.start + LONGEST_AGAIN) {
        let token = &text.tokens[index];
        if token.kind != TokenKind::Word {
            break;
        }
        parts.push(token.stem().to_owned());
        if index > range.start && full.contains(parts.as_slice()) {
            found = Some((range.start..index + 1, label));
        }
        if token.is_possessive() {
            break;
        }
    }
    let stem = text.tokens[range.start].stem();
    let alone = loud
        || !(range.start + 1 < range.end && is_piece(text, range.start + 1))
        || text.tokens[range.start].is_possessive();
    let plain = lexicon::classes(stem) & (OPENER | CALENDAR | TITLE | PEOPLE) == 0;
    found.or_else(|| {
        (alone && plain && label != Label::Other && usage.of(stem).lower == 0)
            .then(|| (range.start..range.start + 1, label))
    })
}

/// Keeps a name with its title, unless only titles and days are left of it.
fn push(
    text: &Text,
    number: usize,
    sentence: &Sentence,
    tokens: Range<usize>,
    label: Label,
    usage: &Usage,
    out: &mut Vec<Chain>,
) {
    let mut tokens = tokens;
    trim(text, sentence, usage, &mut tokens, label);
    let first = tokens.start;
    let mut title = first..first;
    if label == Label::Person || first > sentence.tokens.start && is_role(text, first - 1) {
        title = title_before(text, sentence, first)..first;
    }
    let parts: Vec<String> = text.tokens[tokens.clone()]
        .iter()
        .filter(|t| t.kind == TokenKind::Word)
        .map(|t| t.stem().trim_end_matches('.').to_owned())
        .collect();
    let empty = |part: &String| {
        let part = part.as_str();
        words::CALENDAR.contains(part) || TITLES.contains(part) || part == "of"
    };
    let lone = parts.len() == 1 && !PLACES.contains(parts[0].as_str());
    if parts.is_empty() || lone && parts.iter().all(empty) {
        return;
    }
    out.push(Chain {
        tokens,
        title,
        sentence: number,
        parts,
        label,
    });
}

/// Takes away what opens the sentence or is a title, and adds the stop of "Jr.".
fn trim(text: &Text, sentence: &Sentence, usage: &Usage, tokens: &mut Range<usize>, label: Label) {
    // "On Monday Hale left", but "May Hale left".
    while tokens.len() > 1
        && lexicon::classes(text.tokens[tokens.start].stem()) & (CALENDAR | ANY_GIVEN) == CALENDAR
    {
        tokens.start += 1;
    }
    let first = &text.tokens[tokens.start];
    if tokens.len() > 1 && tokens.start == sentence.tokens.start {
        let seen = usage.of(first.stem());
        let opens = lexicon::classes(first.stem()) & (OPENER | ANY_GIVEN) == OPENER;
        if opens && seen.middle == 0 && text.tokens[tokens.start + 1].kind == TokenKind::Word {
            tokens.start += 1;
        }
    }
    while label == Label::Person
        && tokens.len() > 1
        && HONORIFICS.contains(text.tokens[tokens.start].lower.as_str())
    {
        let stop = text.tokens[tokens.start + 1].is_mark(".");
        if stop && tokens.len() == 2 {
            break;
        }
        tokens.start += 1 + usize::from(stop);
    }
    // "Kansas Gov. Ann Hale": the name begins after the title.
    if label == Label::Person {
        let stops = |at: &usize| {
            let token = text.tokens[*at].lower.as_str();
            let stop = text.tokens[*at + 1].is_mark(".") && *at + 2 < tokens.end;
            HONORIFICS.contains(token) && (stop || token.len() > 4)
        };
        if let Some(title) = (tokens.start + 1..tokens.end - 1).rev().find(stops) {
            tokens.start = title + 1 + usize::from(text.tokens[title + 1].is_mark("."));
        }
    }
    let last = &text.tokens[tokens.end - 1];
    if tokens.end < sentence.tokens.end
        && text.tokens[tokens.end].is_mark(".")
        && !text.space_before(tokens.end)
        && last.is_any(&["jr", "sr", "inc", "corp", "co", "ltd", "bros", "d.c", "u.s"])
    {
        tokens.end += 1;
    }
}

/// Whether the token is a role in lower case ("envoy"), after which a person is named.
fn is_role(text: &Text, index: usize) -> bool {
    let token = &text.tokens[index];
    !text.is_capital(index) && TITLES.contains(token.lower.as_str())
}

/// The most tokens of a title.
const LONGEST_TITLE: usize = 8;

/// Where the title that ends right before token `first` begins ("Mr.", "former economy
/// minister", "Secretary of State"); `first` when there is none.
fn title_before(text: &Text, sentence: &Sentence, first: usize) -> usize {
    let tokens = &text.tokens;
    let word = |at: usize| {
        let token = &tokens[at];
        (token.kind == TokenKind::Word && !token.is_possessive()).then_some(token.lower.as_str())
    };
    let title = |at: usize| word(at).is_some_and(|w| TITLES.contains(w));
    let low = sentence
        .tokens
        .start
        .max(first.saturating_sub(LONGEST_TITLE));
    let mut at = first;
    loop {
        let before = |n: usize| at.checked_sub(n).filter(|&i| i >= low);
        if before(1).is_some_and(title) {
            at -= 1;
        } else if before(2).is_some_and(title) && tokens[at - 1].is_mark(".") {
            at -= 2;
        } else if before(3).is_some_and(title)
            && tokens[at - 2].lower == "of"
            && word(at - 1).is_some_and(|w| TITLE_PARTS.contains(w))
        {
            at -= 3;
        } else if at < first
            && before(1)
                .and_then(word)
                .is_some_and(|w| TITLE_PARTS.contains(w) || DEMONYMS.contains(w))
        {
            at -= 1;
        } else {
            return at;
        }
    }
}
