//! Patterns and lists of them, read once.

use std::ops::Range;

use super::{Phrase, Sieve};
use crate::reader::text::{Token, TokenKind, word_hash};

/// A pattern, read once.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// A bit for each hash (its lowest six bits) with which a match can begin; all bits
    /// where anything may.
    first: u64,
    elements: Vec<Element>,
    /// The element of which every match has a word, the least common one that there is;
    /// none where a match may begin with anything.
    needs: Option<usize>,
}

#[derive(Clone, Debug)]
enum Element {
    /// From none to so many tokens.
    Gap(usize),
    /// One of these words, with their hashes.
    Words {
        /// A bit for each of the hashes (its lowest six bits).
        bits: u64,
        words: Vec<(u32, &'static str)>,
        forms: Vec<Form>,
        optional: bool,
    },
    /// A token that begins with a digit.
    Digit { optional: bool },
    /// Any one token.
    Any { optional: bool },
}

/// What a word may look like.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// It ends so, and is longer.
    Ending(&'static str),
    /// It ends in a possessive "'s".
    Possessive,
}

impl Form {
    fn read(word: &'static str) -> Option<Form> {
        match word.strip_prefix('*') {
            Some(ending) => Some(Form::Ending(ending)),
            None => (word == "'s").then_some(Form::Possessive),
        }
    }

    fn fits(self, token: &Token) -> bool {
        match self {
            Form::Ending(ending) => {
                token.kind == TokenKind::Word
                    && token.lower.len() > ending.len() + 1
                    && token.lower.ends_with(ending)
            }
            Form::Possessive => token.is_possessive(),
        }
    }
}

impl Pattern {
    pub(super) fn new(pattern: Phrase) -> Pattern {
        let elements: Vec<Element> = pattern.iter().map(|e| Element::new(e)).collect();
        let first = match elements.first() {
            Some(Element::Words {
                words,
                forms,
                optional: false,
                ..
            }) if forms.is_empty() => words.iter().fold(0, |bits, (hash, _)| bits | bit(*hash)),
            _ => u64::MAX,
        };
        let plain = |i: &usize| elements[*i].plain_words().is_some();
        let rare = |i: &usize| elements[*i].plain_words().is_some_and(are_rare);
        let needs = (0..elements.len())
            .find(rare)
            .or_else(|| (0..elements.len()).find(plain));
        Pattern {
            first,
            elements,
            needs,
        }
    }

    /// The words one of which every match has; empty where a match may be without any.
    pub(super) fn needed(&self) -> &[(u32, &'static str)] {
        let element = self.needs.and_then(|i| self.elements.get(i));
        element.and_then(Element::plain_words).unwrap_or(&[])
    }

    /// Where it matches first at or after token `from`.
    pub(super) fn find(&self, tokens: &[Token], from: usize) -> Option<Range<usize>> {
        (from..tokens.len()).find_map(|at| self.match_at(tokens, at).map(|end| at..end))
    }

    /// One past the last token of the match that begins at token `at`.
    pub(super) fn match_at(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let may = tokens
            .get(at)
            .is_none_or(|token| self.first & bit(token.hash) != 0);
        may.then(|| match_rest(tokens, at, &self.elements))
            .flatten()
    }
}

/// The bit of a hash in a set of 64.
pub(super) fn bit(hash: u32) -> u64 {
    1 << (hash & 63)
}

/// Words that stand in every other sentence: what needs one of them is no rarer.
const COMMON: &[&str] = &[
    "\"", "'s", "(", ")", ",", "-", ".", ":", ";", "?", "a", "about", "after", "all", "an", "and",
    "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do", "does", "for",
    "from", "had", "has", "have", "he", "her", "him", "his", "i", "if", "in", "into", "is", "it",
    "its", "more", "no", "not", "of", "on", "one", "or", "our", "out", "said", "says", "she", "so",
    "some", "than", "that", "the", "their", "them", "there", "they", "this", "to", "up", "was",
    "we", "were", "what", "when", "which", "who", "will", "with", "would", "you", "–", "—", "“",
    "”",
];

fn are_rare(words: &[(u32, &'static str)]) -> bool {
    words.iter().all(|(_, word)| !COMMON.contains(word))
}

impl Element {
    /// Its words, where one of them has to stand there.
    fn plain_words(&self) -> Option<&[(u32, &'static str)]> {
        match self {
            Element::Words {
                words,
                forms,
                optional: false,
                ..
            } if forms.is_empty() => Some(words),
            _ => None,
        }
    }

    fn new(element: &'static str) -> Element {
        if let Some(most) = gap(element) {
            return Element::Gap(most);
        }
        let (words, optional) = match element.strip_suffix('?') {
            Some(words) if !words.is_empty() => (words, true),
            _ => (element, false),
        };
        let list: Vec<&'static str> = match words {
            "_" => return Element::Any { optional },
            "#" => return Element::Digit { optional },
            "|" => vec!["|"],
            _ => words.split('|').collect(),
        };
        let words: Vec<(u32, &'static str)> =
            list.iter().map(|word| (word_hash(word), *word)).collect();
        Element::Words {
            bits: words.iter().fold(0, |bits, (hash, _)| bits | bit(*hash)),
            words,
            forms: list.into_iter().filter_map(Form::read).collect(),
            optional,
        }
    }

    fn is_optional(&self) -> bool {
        match *self {
            Element::Gap(_) => false,
            Element::Words { optional, .. }
            | Element::Digit { optional }
            | Element::Any { optional } => optional,
        }
    }

    /// Whether a token is one of the alternatives.
    fn fits(&self, token: &Token) -> bool {
        match self {
            Element::Words {
                bits, words, forms, ..
            } => {
                if bits & bit(token.hash) == 0 {
                    return forms.iter().any(|form| form.fits(token));
                }
                let mut same = words.iter().filter(|(hash, _)| *hash == token.hash);
                same.any(|(_, word)| token.lower == *word)
                    || forms.iter().any(|form| form.fits(token))
            }
            Element::Digit { .. } => token.kind == TokenKind::Number,
            Element::Any { .. } | Element::Gap(_) => true,
        }
    }
}

fn match_rest(tokens: &[Token], at: usize, elements: &[Element]) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else {
        return Some(at);
    };
    if let Element::Gap(most) = *element {
        return (0..=most).find_map(|n| {
            (at + n <= tokens.len())
                .then(|| match_rest(tokens, at + n, rest))
                .flatten()
        });
    }
    let taken = tokens
        .get(at)
        .filter(|token| element.fits(token))
        .and_then(|_| match_rest(tokens, at + 1, rest));
    match taken {
        None if element.is_optional() => match_rest(tokens, at, rest),
        taken => taken,
    }
}

/// The most tokens that a gap such as "_4" may take.
fn gap(element: &str) -> Option<usize> {
    let digit = element.strip_prefix('_')?;
    digit.parse().ok().filter(|&n: &usize| n <= 9)
}

/// The entries of a sorted list that have this hash.
pub(super) fn same_hash(sorted: &[(u32, usize)], hash: u32) -> &[(u32, usize)] {
    let from = sorted.partition_point(|&(h, _)| h < hash);
    let rest = &sorted[from..];
    let n = rest.iter().take_while(|(h, _)| *h == hash).count();
    &rest[..n]
}

/// Patterns any of which may match.
#[derive(Debug)]
pub(super) struct Set {
    /// The patterns that begin with one of certain words, by the hash of the word.
    by_first: Vec<(u32, usize)>,
    first: Sieve,
    /// Those that may begin with other tokens.
    others: Vec<usize>,
    /// The words one of which every match has, whatever the pattern; none when there are
    /// no such words.
    needs: Option<Sieve>,
    patterns: Vec<Pattern>,
}

impl Set {
    pub(super) fn new(patterns: &'static [Phrase]) -> Set {
        let patterns: Vec<Pattern> = patterns.iter().map(|p| Pattern::new(p)).collect();
        let mut by_first: Vec<(u32, usize)> = Vec::new();
        let mut others = Vec::new();
        for (i, pattern) in patterns.iter().enumerate() {
            match pattern.elements.first().and_then(Element::plain_words) {
                Some(words) => by_first.extend(words.iter().map(|&(hash, _)| (hash, i))),
                None => others.push(i),
            }
        }
        by_first.sort_unstable();
        by_first.dedup();
        let all_need = patterns.iter().all(|p| !p.needed().is_empty());
        let needed = patterns.iter().flat_map(Pattern::needed);
        Set {
            first: Sieve::new(by_first.iter().map(|&(hash, _)| hash)),
            by_first,
            others,
            needs: all_need.then(|| Sieve::new(needed.map(|&(hash, _)| hash))),
            patterns,
        }
    }

    /// Whether a word stands there that some pattern needs.
    fn may_match(&self, tokens: &[Token]) -> bool {
        let needs = self.needs.as_ref();
        needs.is_none_or(|needs| tokens.iter().any(|token| needs.may_have(token.hash)))
    }

    /// The patterns that may match somewhere in `tokens`, in their order.
    pub(super) fn rows_in(&self, tokens: &[Token]) -> Rows {
        let mut rows = Rows::default();
        if self.may_match(tokens) {
            for token in tokens {
                rows.add(self, token);
            }
            rows.others(self);
        }
        rows
    }

    /// The patterns that may match at a token, in their order.
    pub(super) fn rows_at(&self, token: &Token) -> Rows {
        let mut rows = Rows::default();
        rows.add(self, token);
        rows.others(self);
        rows
    }

    /// Where a pattern matches first at or after token `from`.
    pub(super) fn find(&self, row: usize, tokens: &[Token], from: usize) -> Option<Range<usize>> {
        self.patterns[row].find(tokens, from)
    }

    /// One past the last token of the match of a pattern that begins at token `at`.
    pub(super) fn match_at(&self, row: usize, tokens: &[Token], at: usize) -> Option<usize> {
        match_rest(tokens, at, &self.patterns[row].elements)
    }

    /// Whether any pattern matches anywhere.
    pub(super) fn matches(&self, tokens: &[Token]) -> bool {
        self.may_match(tokens) && (0..tokens.len()).any(|at| self.matches_at(tokens, at))
    }

    /// The hashes one of which every match has, whatever the pattern; none when there are
    /// no such words.
    pub(super) fn needed(&self) -> Option<impl Iterator<Item = u32> + '_> {
        let words = || self.patterns.iter().flat_map(Pattern::needed);
        self.needs.is_some().then(|| words().map(|&(hash, _)| hash))
    }

    fn matches_at(&self, tokens: &[Token], at: usize) -> bool {
        let hit = |i: &usize| match_rest(tokens, at, &self.patterns[*i].elements).is_some();
        let hash = tokens[at].hash;
        if self.first.may_have(hash) {
            let mut same = same_hash(&self.by_first, hash).iter();
            if same.any(|(_, i)| hit(i)) {
                return true;
            }
        }
        self.others.iter().any(hit)
    }
}

/// Some patterns of a set, to be looked at in their order: the first 64 as bits, and as
/// many more as there are when any of these is among them.
#[derive(Debug, Default)]
pub(super) struct Rows {
    bits: u64,
    more: Range<usize>,
}

impl Rows {
    /// The patterns that begin with a token.
    fn add(&mut self, set: &Set, token: &Token) {
        if set.first.may_have(token.hash) {
            for &(_, row) in same_hash(&set.by_first, token.hash) {
                self.add_row(set, row);
            }
        }
    }

    /// The patterns that may begin with anything.
    fn others(&mut self, set: &Set) {
        for &row in &set.others {
            self.add_row(set, row);
        }
    }

    fn add_row(&mut self, set: &Set, row: usize) {
        if row < 64 {
            self.bits |= 1 << row;
        } else {
            self.more = 64..set.patterns.len();
        }
    }
}

impl Iterator for Rows {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.bits == 0 {
            return self.more.next();
        }
        let row = self.bits.trailing_zeros();
        self.bits &= self.bits - 1;
        Some(row as usize)
    }
}
