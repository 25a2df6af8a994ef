//! Phrases: small patterns over lower-case tokens, matched inside one sentence.
//!
//! A pattern is a list of elements, each of which is
//! - a word or a mark: `"according"`, `","`;
//! - alternatives: `"said|says|saying"` (longer forms: `"according to"` is two elements);
//! - an optional element: `"very?"`, `"the|a?"`;
//! - `"_"`: any one token; `"_4"`: from none to four tokens, as few as fit (at most 9);
//! - `"#"`: a token that begins with a digit;
//! - `"*ous"`: a longer word that ends so, alone or among alternatives;
//! - `"'s"`: a word that ends in a possessive "'s", alone or among alternatives.
//!
//! The first element of a pattern must be words, marks, `#` or `'s`, not optional, so that
//! a [`Table`] finds its patterns by their first word.
//!
//! Patterns stand where they are used, as lists of words; each is compiled when it is first
//! used, and found again by its address. So that a pattern costs a few nanoseconds a token,
//! it first looks whether the token's hash can be one of its first words at all. Who asks
//! for many patterns in one sentence takes a `glance` at it first: then a pattern without
//! a word there costs a few nanoseconds a sentence.

mod engine;
mod pattern;
mod table;

use std::ops::Range;

pub(crate) use self::engine::glance;
#[cfg(test)]
pub(crate) use self::engine::work;
use self::engine::{with_list, with_pattern, with_set};
use self::pattern::bit;
pub use self::table::{Hit, Table};
use super::text::Token;

/// A pattern as it is written: its elements, one a string.
pub type Phrase = &'static [&'static str];

/// Where the pattern matches first at or after token `from`, as a range of indices into
/// `tokens`.
pub fn find_phrase(tokens: &[Token], from: usize, pattern: Phrase) -> Option<Range<usize>> {
    with_pattern(pattern, tokens, |pattern| pattern.find(tokens, from)).flatten()
}

/// The first match of the first of the patterns that matches anywhere at or after token
/// `from`.
pub fn find_any(
    tokens: &[Token],
    from: usize,
    patterns: &'static [Phrase],
) -> Option<Range<usize>> {
    let after = tokens.get(from..)?;
    with_set(patterns, after, |set| {
        set.rows_in(after)
            .find_map(|row| set.find(row, tokens, from))
    })
    .flatten()
}

/// The first match of each of the patterns that matches at or after token `from`, in the
/// order of the patterns.
pub fn find_each(tokens: &[Token], from: usize, patterns: &'static [Phrase]) -> Vec<Range<usize>> {
    let after = tokens.get(from..).unwrap_or(&[]);
    with_set(patterns, after, |set| {
        let rows = set.rows_in(after);
        rows.filter_map(|row| set.find(row, tokens, from)).collect()
    })
    .unwrap_or_default()
}

/// One past the last token of the match of the first of the patterns that matches at
/// token `at`.
pub fn match_any(tokens: &[Token], at: usize, patterns: &'static [Phrase]) -> Option<usize> {
    let after = tokens.get(at..).filter(|after| !after.is_empty())?;
    with_set(patterns, after, |set| {
        set.rows_at(&tokens[at])
            .find_map(|row| set.match_at(row, tokens, at))
    })
    .flatten()
}

/// One past the last token of the match of each of the patterns that matches at token `at`,
/// in the order of the patterns.
pub fn match_each(tokens: &[Token], at: usize, patterns: &'static [Phrase]) -> Vec<usize> {
    let Some(after) = tokens.get(at..).filter(|after| !after.is_empty()) else {
        return Vec::new();
    };
    with_set(patterns, after, |set| {
        let rows = set.rows_at(&tokens[at]);
        rows.filter_map(|row| set.match_at(row, tokens, at))
            .collect()
    })
    .unwrap_or_default()
}

/// Whether the pattern matches anywhere.
pub fn has_phrase(tokens: &[Token], pattern: Phrase) -> bool {
    find_phrase(tokens, 0, pattern).is_some()
}

/// Whether any of the patterns matches anywhere: one pass over the tokens, however many
/// patterns there are.
pub fn has_any(tokens: &[Token], patterns: &'static [Phrase]) -> bool {
    with_set(patterns, tokens, |set| set.matches(tokens)).unwrap_or(false)
}

/// Whether any of the tokens is one of `words`.
pub fn any_of(tokens: &[Token], words: &'static [&'static str]) -> bool {
    let hit = |bits: &[u64; 8]| {
        let may = |token: &&Token| bits[(token.hash >> 6 & 7) as usize] & bit(token.hash) != 0;
        tokens
            .iter()
            .filter(may)
            .any(|token| token.is_one_of(words))
    };
    with_list(words, tokens, hit).unwrap_or(false)
}

/// Whether a word with this hash may be one of `words`: a long list is looked through
/// seldom.
pub(crate) fn may_be(words: &'static [&'static str], hash: u32) -> bool {
    let may = |bits: &[u64; 8]| bits[(hash >> 6 & 7) as usize] & bit(hash) != 0;
    with_list(words, &[], may).unwrap_or(false)
}

/// One past the last token of the match that begins at token `at`, if there is one.
///
/// Costs at most 10 to the number of gaps in the pattern: two gaps at most are allowed
/// in a rule.
pub fn match_at(tokens: &[Token], at: usize, pattern: Phrase) -> Option<usize> {
    with_pattern(pattern, &[], |pattern| pattern.match_at(tokens, at)).flatten()
}

/// A set of hashes that may say yes to another one: 4,096 bits.
#[derive(Clone, Debug)]
pub(crate) struct Sieve([u64; 64]);

impl Sieve {
    /// The set of these hashes.
    pub(crate) fn new(hashes: impl Iterator<Item = u32>) -> Sieve {
        let mut bits = [0; 64];
        for hash in hashes {
            bits[(hash >> 6 & 63) as usize] |= bit(hash);
        }
        Sieve(bits)
    }

    /// Whether the hash may be in the set.
    pub(crate) fn may_have(&self, hash: u32) -> bool {
        self.0[(hash >> 6 & 63) as usize] & bit(hash) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn found(text: &str, pattern: Phrase) -> Option<String> {
        let document = document(text);
        let text = Text::new(&document);
        let range = find_phrase(&text.tokens, 0, pattern)?;
        Some(text.slice(text.span_of(range)).to_owned())
    }

    #[test]
    fn elements() {
        let text = "It does not seem very likely to end in 1995, he said.";
        let cases: &[(Phrase, Option<&str>)] = &[
            (
                &["seem|appear", "very?", "likely"],
                Some("seem very likely"),
            ),
            (&["does", "very?", "not"], Some("does not")),
            (&["not", "_2", "likely"], Some("not seem very likely")),
            (&["not", "_1", "likely"], None),
            (&["in", "#", ","], Some("in 1995,")),
            (&["very", "_", "to"], Some("very likely to")),
            (&["said", ".", "_"], None),
        ];
        for (pattern, expected) in cases {
            assert_eq!(found(text, pattern).as_deref(), *expected, "{pattern:?}");
        }
    }

    #[test]
    fn endings() {
        let text = "Kim's most famous speech is the nation's most important event.";
        let cases: &[(Phrase, Option<&str>)] = &[
            (&["'s", "most", "old|*ous|*ant"], Some("Kim's most famous")),
            (&["'s", "most", "*ant"], Some("nation's most important")),
            (&["is", "*s"], None),
        ];
        for (pattern, expected) in cases {
            assert_eq!(found(text, pattern).as_deref(), *expected, "{pattern:?}");
        }
        let table = Table::read("# a remark\n1 's most *ant\nx speech\n2 speech is", |v| {
            v.parse().ok()
        });
        let document = document(text);
        let values: Vec<u8> = table
            .find_all(&Text::new(&document).tokens)
            .iter()
            .map(|h| *h.value)
            .collect();
        assert_eq!(values, [2, 1]);
    }

    #[test]
    fn tables_take_the_longest() {
        static ROWS: &[(&[&str], f64)] = &[
            (&["likely"], 0.7),
            (&["likely|probably", "not"], 0.3),
            (&["#", "percent"], 0.1),
        ];
        let table = Table::new(ROWS);
        let document = document("It is likely, but likely not 9 percent.");
        let text = Text::new(&document);
        let values: Vec<f64> = table
            .find_all(&text.tokens)
            .iter()
            .map(|h| *h.value)
            .collect();
        assert_eq!(values, [0.7, 0.3, 0.1]);
    }
}
