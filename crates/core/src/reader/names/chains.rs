//! Runs of capitalised words that name something, with the titles before them.
//!
//! A capital at the start of a sentence proves nothing, so a word there is taken only
//! when something else speaks for it: it stands capitalised inside another sentence, it
//! is a known given name or place, it has a possessive ending, or a capital follows.
//! Headlines in capitals are read last, and only for names that the prose has.

use std::collections::BTreeSet;
use std::ops::Range;

use super::MAX_MENTIONS;
use super::words::{
    CALENDAR, DEMONYMS, HONORIFICS, MEN, NAME_SUFFIXES, OF_HEADS, OPENERS, ORG_WORDS, PARTICLES,
    PLACE_WORDS, PLACES, TITLE_PARTS, TITLES, WOMEN,
};
use crate::reader::text::{Sentence, Text, Token, TokenKind};

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
    /// What speaks for a person here.
    pub(super) person: u8,
    /// What speaks for an organisation here.
    pub(super) organization: u8,
    /// What speaks for a place here.
    pub(super) place: u8,
}

/// Verbs that people (and spokesmen) are the subject of.
const HUMAN_VERBS: &[&str] = &[
    "said",
    "says",
    "told",
    "asked",
    "wrote",
    "writes",
    "argued",
    "argues",
    "added",
    "thinks",
    "believes",
    "believed",
    "insisted",
    "insists",
    "explained",
    "explains",
    "who",
    "whose",
    "knew",
    "knows",
    "himself",
    "warned",
    "concluded",
    "continued",
    "declared",
    "announced",
    "noted",
    "recalled",
    "claimed",
    "responded",
    "acknowledged",
    "admitted",
    "suggested",
    "herself",
    "replied",
    "tweeted",
    "joked",
    "testified",
    "resigned",
];

/// How the document itself writes its words.
struct Vocabulary<'t> {
    /// Words that stand in lower case somewhere.
    lower: BTreeSet<&'t str>,
    /// Words that stand capitalised inside a sentence in ordinary prose.
    capital: BTreeSet<&'t str>,
}

/// All chains of a text, in order.
pub(super) fn find(text: &Text) -> Vec<Chain> {
    let loud: Vec<bool> = text.sentences.iter().map(|s| is_loud(text, s)).collect();
    let vocabulary = vocabulary(text, &loud);
    let mut chains = Vec::new();
    for (index, sentence) in text.sentences.iter().enumerate() {
        if !loud[index] && chains.len() < MAX_MENTIONS {
            in_sentence(text, index, sentence, &vocabulary, &mut chains);
        }
    }
    let known: BTreeSet<Vec<String>> = chains.iter().map(|c| c.parts.clone()).collect();
    for (index, sentence) in text.sentences.iter().enumerate() {
        if loud[index] && chains.len() < MAX_MENTIONS {
            in_headline(text, index, sentence, &known, &mut chains);
        }
    }
    chains.sort_by_key(|chain| chain.tokens.start);
    chains
}

/// Whether most longer words of a sentence are capitalised, as in a headline.
fn is_loud(text: &Text, sentence: &Sentence) -> bool {
    let (mut capital, mut all) = (0, 0);
    for index in sentence.tokens.clone().skip(1) {
        let token = &text.tokens[index];
        if token.kind == TokenKind::Word && token.lower.len() >= 4 {
            all += 1;
            capital += usize::from(text.is_capital(index));
        }
    }
    let stopped = text.words(sentence).last().is_some_and(|t| t.is_mark("."));
    if stopped && text.is_prose(sentence) {
        return all >= 5 && capital == all;
    }
    all >= 3 && capital * 4 >= all * 3
}

fn vocabulary<'t>(text: &'t Text, loud: &[bool]) -> Vocabulary<'t> {
    let mut lower = BTreeSet::new();
    let mut capital = BTreeSet::new();
    for (sentence, _) in text.sentences.iter().zip(loud).filter(|(_, loud)| !**loud) {
        for index in sentence.tokens.clone() {
            let token = &text.tokens[index];
            if token.kind != TokenKind::Word {
                continue;
            }
            if !text.is_capital(index) {
                lower.insert(token.stem());
            } else if !at_start(text, sentence, index) {
                capital.insert(token.stem());
            }
        }
    }
    Vocabulary { lower, capital }
}

/// Whether a capital here may be due to the place alone.
fn at_start(text: &Text, sentence: &Sentence, index: usize) -> bool {
    let before = sentence.tokens.start..index;
    match text.tokens[before].last() {
        None => true,
        Some(last) => {
            last.is_quote()
                || last.is_any(&[":", "-", "—", "–", "•", "*", "'", "(", "…", "?", "!", "."])
        }
    }
}

/// Whether the token can be part of a name by its form alone.
fn name_like(text: &Text, index: usize) -> bool {
    let Some(token) = text.tokens.get(index) else {
        return false;
    };
    if token.kind != TokenKind::Word {
        return false;
    }
    if text.is_capital(index) {
        return true;
    }
    // "al-Assad", "d'Estaing"
    let raw = text.slice(token.span);
    let inner = raw.split(['-', '\'', '’']).nth(1);
    let prefix = raw.find(['-', '\'', '’']).is_some_and(|at| at <= 2);
    prefix && inner.is_some_and(|part| part.starts_with(char::is_uppercase))
}

fn is_given(word: &str) -> bool {
    MEN.contains(word) || WOMEN.contains(word)
}

fn is_acronym(text: &Text, index: usize) -> bool {
    let token = &text.tokens[index];
    let raw = text.slice(token.span);
    let stem = raw
        .strip_suffix("'s")
        .or(raw.strip_suffix("’s"))
        .unwrap_or(raw);
    stem.chars().filter(|c| c.is_uppercase()).count() >= 2 && !stem.chars().any(char::is_lowercase)
}

/// Whether a name may begin at the token.
fn begins(text: &Text, sentence: &Sentence, index: usize, words: &Vocabulary) -> bool {
    if !name_like(text, index) {
        return false;
    }
    let token = &text.tokens[index];
    let stem = token.stem();
    let capital_next =
        name_like(text, index + 1) || initial_dot(text, index) && name_like(text, index + 2);
    if OPENERS.contains(token.lower.as_str()) || stem == "i" {
        return is_given(stem) && capital_next && stem.len() > 2;
    }
    let next = text.tokens.get(index + 1).map_or("", Token::stem);
    if stem == "new" {
        return capital_next && !CALENDAR.contains(next);
    }
    if CALENDAR.contains(stem) {
        // "June Lee", but not "In June Lee left".
        let when = index
            .checked_sub(1)
            .and_then(|i| text.tokens.get(i))
            .is_some_and(|t| t.is_any(&["in", "on", "of", "since", "by", "last", "this", "until"]));
        return is_given(stem) && capital_next && !when && !CALENDAR.contains(next);
    }
    if !at_start(text, sentence, index) || words.capital.contains(stem) {
        return true;
    }
    if is_given(stem) || PLACES.contains(stem) || is_acronym(text, index) {
        return true;
    }
    if is_given(text.tokens.get(index + 1).map_or("", Token::stem))
        && !TITLES.contains(stem)
        && !DEMONYMS.contains(stem)
    {
        // "Notice Ann Lee": the given name comes second.
        return false;
    }
    if TITLES.contains(stem) || DEMONYMS.contains(stem) {
        return capital_next || text.tokens.get(index + 1).is_some_and(|t| t.is_mark("."));
    }
    if words.lower.contains(stem) || stem.ends_with("ly") || stem.ends_with("ing") {
        return false;
    }
    let next = text.tokens.get(index + 1);
    capital_next || token.is_possessive() || next.is_some_and(|t| t.is_any(HUMAN_VERBS))
}

/// Whether the token is an initial or an abbreviated title with its stop after it.
fn initial_dot(text: &Text, index: usize) -> bool {
    let (Some(token), Some(next)) = (text.tokens.get(index), text.tokens.get(index + 1)) else {
        return false;
    };
    let short = token.lower.chars().count() == 1
        || HONORIFICS.contains(token.lower.as_str())
        || TITLES.contains(token.lower.as_str())
        || NAME_SUFFIXES.contains(token.lower.as_str());
    short && next.is_mark(".") && !text.space_before(index + 1)
}

fn in_sentence(
    text: &Text,
    number: usize,
    sentence: &Sentence,
    words: &Vocabulary,
    out: &mut Vec<Chain>,
) {
    let mut at = sentence.tokens.start;
    while at < sentence.tokens.end {
        if !begins(text, sentence, at, words) {
            at += 1;
            continue;
        }
        let end = extend(text, at, sentence.tokens.end);
        split(text, number, sentence, at..end, out);
        at = end;
    }
}

/// One past the last token of the run that begins at `at`.
fn extend(text: &Text, at: usize, limit: usize) -> usize {
    let tokens = &text.tokens;
    let mut end = at + 1;
    loop {
        if tokens[end - 1].is_possessive() {
            return end;
        }
        let mut next = end;
        if initial_dot(text, end - 1) && next < limit {
            next += 1;
            let suffix = NAME_SUFFIXES.contains(tokens[end - 1].lower.as_str());
            if suffix || !goes_on(text, next, limit) {
                return if suffix { next } else { end };
            }
        }
        let joined = skip_joiner(text, at, next, limit);
        if !goes_on(text, joined, limit) {
            return end;
        }
        end = joined + 1;
    }
}

/// Whether the token at `index` continues a name.
fn goes_on(text: &Text, index: usize, limit: usize) -> bool {
    if index >= limit || !name_like(text, index) {
        return false;
    }
    let token = &text.tokens[index];
    let stem = token.stem();
    if stem == "i" || OPENERS.contains(stem) && stem.len() <= 3 {
        return false;
    }
    let number_next = text
        .tokens
        .get(index + 1)
        .is_some_and(|t| t.kind == TokenKind::Number);
    !(CALENDAR.contains(stem) && (number_next || stem != "may"))
}

/// The token after particles, "of", "of the" or "&" where they join two parts of a name.
fn skip_joiner(text: &Text, start: usize, at: usize, limit: usize) -> usize {
    let tokens = &text.tokens[..limit];
    let Some(token) = tokens.get(at) else {
        return at;
    };
    if token.is_mark("&") {
        return at + 1;
    }
    if token.lower == "of" && at > start {
        let head = OF_HEADS.contains(tokens[at - 1].stem());
        let the = usize::from(tokens.get(at + 1).is_some_and(|t| t.lower == "the"));
        return if head { at + 1 + the } else { at };
    }
    let mut next = at;
    while next < at + 3
        && tokens
            .get(next)
            .is_some_and(|t| PARTICLES.contains(t.lower.as_str()))
    {
        next += 1;
    }
    next
}

/// Parts a run into a title and a name, and maybe an organisation before the title.
fn split(text: &Text, number: usize, sentence: &Sentence, run: Range<usize>, out: &mut Vec<Chain>) {
    let tokens = &text.tokens;
    let stem = |i: usize| tokens[i].stem();
    let org_at = run.clone().rev().find(|&i| ORG_WORDS.contains(stem(i)));
    let title_at = run
        .clone()
        .rev()
        .find(|&i| TITLES.contains(stem(i)) && after_title(text, i, run.end) < run.end);
    if let Some(title) = title_at.filter(|&t| org_at.is_none_or(|org| org < t)) {
        let name = after_title(text, title, run.end)..run.end;
        let mut first = title;
        while first > run.start && in_title(text, first - 1) {
            first -= 1;
        }
        if first > run.start {
            push(text, number, sentence, run.start..first, first..first, out);
        }
        let title = lower_title(text, sentence, first);
        push(text, number, sentence, name.clone(), title..name.start, out);
        return;
    }
    let mut first = run.start;
    while first + 1 < run.end && DEMONYMS.contains(stem(first)) && is_given(stem(first + 1)) {
        first += 1;
    }
    let title = lower_title(text, sentence, first);
    push(text, number, sentence, first..run.end, title..first, out);
}

/// The token after a title, its stop, and what belongs to it ("of State").
fn after_title(text: &Text, title: usize, end: usize) -> usize {
    let mut next = title + 1;
    if initial_dot(text, title) {
        next += 1;
    }
    if text.tokens.get(next).is_some_and(|t| t.lower == "of") {
        next += 2;
    }
    next.min(end)
}

fn in_title(text: &Text, index: usize) -> bool {
    let token = &text.tokens[index];
    let stem = token.stem();
    TITLES.contains(stem)
        || TITLE_PARTS.contains(stem)
        || DEMONYMS.contains(stem)
        || token.is_mark(".") && index > 0 && TITLES.contains(text.tokens[index - 1].stem())
}

/// Where the lower-case title that ends right before token `first` begins ("former
/// economy minister", "North Korean leader"); `first` when there is none.
fn lower_title(text: &Text, sentence: &Sentence, first: usize) -> usize {
    let mut start = first;
    let mut at = first;
    while at > sentence.tokens.start && first - at < 5 {
        let token = &text.tokens[at - 1];
        if token.kind != TokenKind::Word || token.is_possessive() {
            break;
        }
        let is_title = TITLES.contains(token.lower.as_str());
        if start == first && !is_title && !text.is_capital(first - 1) {
            break;
        }
        if !is_title && !in_title(text, at - 1) {
            break;
        }
        at -= 1;
        if is_title || start < first {
            start = at;
        }
    }
    start
}

/// Keeps a name, unless only titles, peoples or days are left of it.
fn push(
    text: &Text,
    number: usize,
    sentence: &Sentence,
    tokens: Range<usize>,
    title: Range<usize>,
    out: &mut Vec<Chain>,
) {
    let parts: Vec<String> = text.tokens[tokens.clone()]
        .iter()
        .filter(|t| t.kind == TokenKind::Word)
        .map(|t| t.stem().trim_end_matches('.').to_owned())
        .collect();
    let empty = |part: &String| {
        let part = part.as_str();
        TITLES.contains(part)
            || TITLE_PARTS.contains(part)
            || DEMONYMS.contains(part)
            || CALENDAR.contains(part)
            || part == "of"
    };
    if parts.is_empty() || parts.iter().all(empty) && !(parts.len() >= 2 && is_given(&parts[0])) {
        return;
    }
    let mut chain = Chain {
        tokens,
        title,
        sentence: number,
        parts,
        person: 0,
        organization: 0,
        place: 0,
    };
    weigh(text, sentence, &mut chain);
    out.push(chain);
}

/// Counts what speaks for a person, an organisation, a place.
fn weigh(text: &Text, sentence: &Sentence, chain: &mut Chain) {
    let tokens = &text.tokens;
    let (first, last) = (
        chain.parts[0].as_str(),
        chain.parts[chain.parts.len() - 1].as_str(),
    );
    let many = chain.parts.len() >= 2;
    let any = |set: &BTreeSet<&str>| chain.parts.iter().any(|p| set.contains(p.as_str()));
    if any(&ORG_WORDS) && (many || is_acronym(text, chain.tokens.start)) {
        chain.organization += 3;
    }
    if !many && is_acronym(text, chain.tokens.start) && !PLACES.contains(first) {
        chain.organization += 2;
    }
    if chain
        .parts
        .iter()
        .all(|p| PLACES.contains(p.as_str()) || DEMONYMS.contains(p.as_str()))
        || many
            && (PLACE_WORDS.contains(last) || first == "new" || first == "mount" || first == "lake")
    {
        chain.place += 2;
    }
    if !chain.title.is_empty() {
        chain.person += 3;
    }
    if is_given(first) {
        chain.person += if many { 2 } else { 1 };
    }
    let next = tokens
        .get(chain.tokens.end)
        .filter(|_| chain.tokens.end < sentence.tokens.end);
    if next.is_some_and(|t| t.is_any(HUMAN_VERBS)) {
        chain.person += 1;
    }
    let start = chain.tokens.start;
    if start > sentence.tokens.start && chain.title.is_empty() {
        let before = &tokens[start - 1];
        if before.lower == "the" {
            chain.organization += 1;
        }
        if before.is_any(&["in", "near", "at", "across", "throughout"]) {
            chain.place += 1;
        }
    }
}

/// In a headline, the longest runs that are names in the prose.
fn in_headline(
    text: &Text,
    number: usize,
    sentence: &Sentence,
    known: &BTreeSet<Vec<String>>,
    out: &mut Vec<Chain>,
) {
    let mut at = sentence.tokens.start;
    while at < sentence.tokens.end {
        let mut found = None;
        let mut parts = Vec::new();
        for end in at..sentence.tokens.end.min(at + 6) {
            let token = &text.tokens[end];
            if token.kind == TokenKind::Word {
                parts.push(token.stem().trim_end_matches('.').to_owned());
                if known.contains(&parts) {
                    found = Some(end + 1);
                }
            } else if !token.is_mark(".") {
                break;
            }
            if token.is_possessive() {
                break;
            }
        }
        match found.filter(|_| text.tokens[at].kind == TokenKind::Word) {
            Some(end) => {
                push(text, number, sentence, at..end, at..at, out);
                at = end;
            }
            None => at += 1,
        }
    }
}
