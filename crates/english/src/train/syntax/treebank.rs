//! A treebank in a table: one word a line (form, UPOS, XPOS, lemma, head, relation), a
//! blank line after each sentence.

use std::fmt;

use crate::syntax::facts::Facts;
use crate::syntax::wordnet::Wordnet;
use crate::word::{Relation, Upos, Word, Xpos};

/// One sentence of a treebank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The words with single spaces between them.
    pub text: String,
    /// The words with their right tags, heads and relations.
    pub words: Vec<Word>,
    /// The right lemmas.
    pub lemmas: Vec<String>,
}

/// Why a treebank cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    line: usize,
    expected: &'static str,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "line {}: expected {}", self.line, self.expected)
    }
}

impl std::error::Error for Fault {}

/// Reads a treebank.
///
/// # Errors
/// When a line has other columns, an unknown label or a head that is not there.
pub fn read(table: &str) -> Result<Vec<Sentence>, Fault> {
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    for (i, line) in table.lines().chain([""]).enumerate() {
        if line.trim().is_empty() {
            if !sentence.words.is_empty() {
                check(&sentence).ok_or(Fault {
                    line: i,
                    expected: "heads that are there",
                })?;
                sentences.push(std::mem::take(&mut sentence));
            }
            continue;
        }
        let expected = "form, UPOS, XPOS, lemma, head, relation";
        add(&mut sentence, line).ok_or(Fault {
            line: i + 1,
            expected,
        })?;
    }
    Ok(sentences)
}

/// Adds the word of a line.
fn add(sentence: &mut Sentence, line: &str) -> Option<()> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[form, upos, xpos, lemma, head, relation, ..] = columns.as_slice() else {
        return None;
    };
    if !sentence.words.is_empty() {
        sentence.text.push(' ');
    }
    let start = sentence.text.len();
    sentence.text.push_str(form);
    let index = sentence.words.len() as u32;
    let mut word = Word::bare(start..sentence.text.len(), index);
    word.upos = Upos::of_label(upos)?;
    word.xpos = Xpos::of_label(xpos).unwrap_or(Xpos::Xx);
    word.head = head.parse::<u32>().ok()?.checked_sub(1).unwrap_or(index);
    let plain = relation.split(':').next().unwrap_or(relation);
    word.relation = Relation::of_label(relation).or(Relation::of_label(plain))?;
    sentence.words.push(word);
    sentence.lemmas.push(lemma.to_owned());
    Some(())
}

fn check(sentence: &Sentence) -> Option<()> {
    let n = sentence.words.len() as u32;
    let there = sentence.words.iter().all(|w| w.head < n);
    (there && n < 1000).then_some(())
}

impl Sentence {
    /// What models see of its words.
    pub(crate) fn facts(&self, wordnet: &Wordnet) -> Vec<Facts> {
        let words = self.words.iter();
        words
            .map(|word| Facts::of(word, &self.text, wordnet))
            .collect()
    }
}

/// The sentences, and some of them once more as headlines and notes have them: without
/// their final stop, or without capitals.
pub fn vary(sentences: &[Sentence]) -> Vec<Sentence> {
    let mut all = Vec::new();
    for (i, sentence) in sentences.iter().enumerate() {
        all.push(sentence.clone());
        match i % 40 {
            3 | 23 => all.extend(without_stop(sentence)),
            7 => all.extend(without_capitals(sentence)),
            _ => {}
        }
    }
    all
}

fn without_stop(sentence: &Sentence) -> Option<Sentence> {
    let mut short = sentence.clone();
    let stop = short.words.pop()?;
    let index = short.words.len() as u32;
    let bare = short.words.iter().all(|w| w.head != index);
    let ends = stop.form(&sentence.text) == "." && bare && index > 0;
    short.lemmas.pop();
    short.text.truncate(stop.start.saturating_sub(1) as usize);
    ends.then_some(short)
}

fn without_capitals(sentence: &Sentence) -> Option<Sentence> {
    let mut lower = sentence.clone();
    lower.text.make_ascii_lowercase();
    Some(lower)
}

/// Makes arcs cross no others: a word whose arc crosses hangs on the head of its head
/// instead.
pub(crate) fn flatten(heads: &mut [u32]) {
    for _ in 0..heads.len() {
        let Some(word) = shortest_crossing(heads) else {
            break;
        };
        let above = heads[word] as usize;
        heads[word] = heads[above];
    }
}

/// The word with the shortest arc that some word inside of does not hang below.
fn shortest_crossing(heads: &[u32]) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (word, &head) in heads.iter().enumerate() {
        let head = head as usize;
        let (from, to) = (word.min(head), word.max(head));
        let crossed = (from + 1..to).any(|inside| !is_below(heads, inside, head));
        if crossed && heads[head] as usize != head && best.is_none_or(|b| to - from < b.0) {
            best = Some((to - from, word));
        }
    }
    best.map(|b| b.1)
}

fn is_below(heads: &[u32], mut word: usize, above: usize) -> bool {
    for _ in 0..heads.len() {
        if word == above {
            return true;
        }
        if heads[word] as usize == word {
            return false;
        }
        word = heads[word] as usize;
    }
    false
}
