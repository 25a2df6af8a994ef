//! Tables: patterns, each with what it stands for.

use std::ops::Range;

use super::pattern::{Pattern, same_hash};
use super::{Phrase, Sieve};
use crate::reader::text::{Token, TokenKind, word_hash};

/// Patterns, each with what it stands for, found by their first word.
#[derive(Clone, Debug)]
pub struct Table<T: 'static> {
    rows: &'static [(Phrase, T)],
    patterns: Vec<Pattern>,
    /// The rows that begin with a word, by its hash.
    by_first: Vec<(u32, usize)>,
    first: Sieve,
    /// The rows that begin with any number, or any possessive.
    numbers: Vec<usize>,
    possessives: Vec<usize>,
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
    pub fn new(rows: &'static [(Phrase, T)]) -> Table<T> {
        let firsts = rows.iter().enumerate().flat_map(|(row, (pattern, _))| {
            let first = pattern.first().copied().unwrap_or("");
            first.split('|').map(move |word| (word, row))
        });
        let of = |word| firsts.clone().filter(move |(w, _)| *w == word);
        let mut by_first: Vec<(u32, usize)> = firsts
            .clone()
            .map(|(word, row)| (word_hash(word), row))
            .collect();
        by_first.sort_unstable();
        Table {
            rows,
            patterns: rows
                .iter()
                .map(|(pattern, _)| Pattern::new(pattern))
                .collect(),
            first: Sieve::new(by_first.iter().map(|&(hash, _)| hash)),
            by_first,
            numbers: of("#").map(|(_, row)| row).collect(),
            possessives: of("'s").map(|(_, row)| row).collect(),
        }
    }

    /// A table read from lines of text: `value pattern…`, what the pattern stands for and
    /// its elements, parted by spaces; lines that begin with "# " are remarks. Lines whose
    /// value `read` does not know are left out. Its rows are kept for good: for tables that
    /// are made once.
    pub fn read(lines: &'static str, read: impl Fn(&'static str) -> Option<T>) -> Table<T> {
        let rows: Vec<(Phrase, T)> = lines
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
        let by_kind: &[usize] = match token.kind {
            TokenKind::Number => &self.numbers,
            TokenKind::Word if token.is_possessive() => &self.possessives,
            _ => &[],
        };
        let by_word = match self.first.may_have(token.hash) {
            true => same_hash(&self.by_first, token.hash),
            false => &[],
        };
        let rows = by_word.iter().map(|&(_, row)| row);
        let mut best: Option<(usize, usize)> = None;
        for row in rows.chain(by_kind.iter().copied()) {
            let Some(end) = self.patterns[row].match_at(tokens, at) else {
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
