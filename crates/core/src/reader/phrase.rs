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

use std::collections::BTreeMap;
use std::ops::Range;

use super::text::{Token, TokenKind};

/// Where the pattern matches first at or after token `from`, as a range of indices into
/// `tokens`.
pub fn find_phrase(tokens: &[Token], from: usize, pattern: &[&str]) -> Option<Range<usize>> {
    (from..tokens.len()).find_map(|at| match_at(tokens, at, pattern).map(|end| at..end))
}

/// Whether the pattern matches anywhere.
pub fn has_phrase(tokens: &[Token], pattern: &[&str]) -> bool {
    find_phrase(tokens, 0, pattern).is_some()
}

/// One past the last token of the match that begins at token `at`, if there is one.
///
/// Costs at most 10 to the number of gaps in the pattern: two gaps at most are allowed
/// in a rule.
pub fn match_at(tokens: &[Token], at: usize, pattern: &[&str]) -> Option<usize> {
    let Some((&element, rest)) = pattern.split_first() else {
        return Some(at);
    };
    if let Some(most) = gap(element) {
        return (0..=most).find_map(|n| {
            (at + n <= tokens.len())
                .then(|| match_at(tokens, at + n, rest))
                .flatten()
        });
    }
    let (words, optional) = match element.strip_suffix('?') {
        Some(words) if !words.is_empty() => (words, true),
        _ => (element, false),
    };
    let taken = tokens
        .get(at)
        .filter(|token| fits(token, words))
        .and_then(|_| match_at(tokens, at + 1, rest));
    match taken {
        None if optional => match_at(tokens, at, rest),
        taken => taken,
    }
}

/// The most tokens that a gap such as "_4" may take.
fn gap(element: &str) -> Option<usize> {
    let digit = element.strip_prefix('_')?;
    digit.parse().ok().filter(|&n: &usize| n <= 9)
}

/// Whether a token is one of the alternatives.
fn fits(token: &Token, words: &str) -> bool {
    match words {
        "_" => true,
        "#" => token.kind == TokenKind::Number,
        "|" => token.lower == "|",
        _ => words.split('|').any(|word| is(token, word)),
    }
}

/// Whether a token is this word, or a word that ends as it says.
fn is(token: &Token, word: &str) -> bool {
    if token.lower == word {
        return true;
    }
    match word.strip_prefix('*') {
        Some(ending) => {
            token.kind == TokenKind::Word
                && token.lower.len() > ending.len() + 1
                && token.lower.ends_with(ending)
        }
        None => word == "'s" && token.is_possessive(),
    }
}

/// Patterns, each with what it stands for, found by their first word.
#[derive(Clone, Debug)]
pub struct Table<T: 'static> {
    rows: &'static [(&'static [&'static str], T)],
    by_first: BTreeMap<&'static str, Vec<usize>>,
}

/// One place where a pattern of a [`Table`] matches.
#[derive(Debug)]
pub struct Hit<'t, T> {
    /// The tokens, as indices into those that were searched.
    pub tokens: Range<usize>,
    /// What the pattern stands for.
    pub value: &'t T,
    /// The pattern's row in the table.
    pub row: usize,
}

impl<T> Table<T> {
    /// A table of `rows`. Where several match at one place, the longest match wins, then
    /// the earlier row.
    pub fn new(rows: &'static [(&'static [&'static str], T)]) -> Table<T> {
        let mut by_first: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (row, (pattern, _)) in rows.iter().enumerate() {
            let first = pattern.first().copied().unwrap_or("");
            for word in first.split('|') {
                by_first.entry(word).or_default().push(row);
            }
        }
        Table { rows, by_first }
    }

    /// A table read from lines of text: `value pattern…`, what the pattern stands for and
    /// its elements, parted by spaces; lines that begin with "# " are remarks. Lines whose
    /// value `read` does not know are left out. Its rows are kept for good: for tables that
    /// are made once.
    pub fn read(lines: &'static str, read: impl Fn(&'static str) -> Option<T>) -> Table<T> {
        let rows: Vec<(&'static [&'static str], T)> = lines
            .lines()
            .filter(|line| !line.starts_with("# "))
            .filter_map(|line| {
                let (value, pattern) = line.split_once(' ')?;
                let pattern: Vec<&'static str> = pattern.split_whitespace().collect();
                Some((&*pattern.leak(), read(value)?))
            })
            .collect();
        Table::new(rows.leak())
    }

    /// The best match that begins at token `at`.
    pub fn match_at(&self, tokens: &[Token], at: usize) -> Option<Hit<'_, T>> {
        let token = tokens.get(at)?;
        let by_word = self.by_first.get(token.lower.as_str());
        let by_kind = match token.kind {
            TokenKind::Number => self.by_first.get("#"),
            TokenKind::Word if token.is_possessive() => self.by_first.get("'s"),
            _ => None,
        };
        let mut best: Option<(usize, usize)> = None;
        for &row in by_word.into_iter().chain(by_kind).flatten() {
            let Some(end) = match_at(tokens, at, self.rows[row].0) else {
                continue;
            };
            if best.is_none_or(|(longest, _)| end > longest) {
                best = Some((end, row));
            }
        }
        best.map(|(end, row)| Hit {
            tokens: at..end,
            value: &self.rows[row].1,
            row,
        })
    }

    /// All matches from left to right, not overlapping.
    pub fn find_all(&self, tokens: &[Token]) -> Vec<Hit<'_, T>> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.match_at(tokens, at) {
                Some(hit) => {
                    at = hit.tokens.end.max(at + 1);
                    hits.push(hit);
                }
                None => at += 1,
            }
        }
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn found(text: &str, pattern: &[&str]) -> Option<String> {
        let document = document(text);
        let text = Text::new(&document);
        let range = find_phrase(&text.tokens, 0, pattern)?;
        Some(text.slice(text.span_of(range)).to_owned())
    }

    #[test]
    fn elements() {
        let text = "It does not seem very likely to end in 1995, he said.";
        let cases: &[(&[&str], Option<&str>)] = &[
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
        let cases: &[(&[&str], Option<&str>)] = &[
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
