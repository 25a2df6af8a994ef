//! A tagger of sequences: stretches of words with labels (names, the parts of a relation),
//! as begin / inside / outside tags scored by a linear model and by what may follow what,
//! the best sequence found by Viterbi's method.
//!
//! Tag 0 is outside; label `k` begins with tag `2k + 1` and goes on with tag `2k + 2`.
//! Packed form: `SEQ1`, the [`Linear`] model of the tags, then the weight of each tag after
//! each tag (f32, a row per tag before; the last row is the start of the sequence).

use std::ops::Range;

use crate::feature::{Keys, Named};
use crate::linear::{Linear, Reason};
use crate::packed::Bytes;
pub use crate::packed::Fault;

/// Sequences longer than this are tagged in pieces of it.
const LONGEST: usize = 1 << 12;

/// The tag of a word that has no label.
pub const OUTSIDE: usize = 0;

/// A sequence tagger, as read from its packed form.
#[derive(Debug, Clone)]
pub struct Sequence {
    emission: Linear,
    labels: Vec<String>,
    /// `[before * n_tags + tag]`; the row after the last tag is the start.
    transition: Vec<f32>,
}

/// A stretch of words with a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Index of its label.
    pub label: usize,
    /// Its words.
    pub words: Range<usize>,
}

/// Room for tagging, to be kept between calls.
#[derive(Debug, Clone, Default)]
pub struct Room {
    scores: Vec<f32>,
    best: Vec<f32>,
    back: Vec<u8>,
    tags: Vec<u8>,
}

/// The tag with which a label begins.
pub fn begin(label: usize) -> usize {
    2 * label + 1
}

/// The tag with which a label goes on.
pub fn inside(label: usize) -> usize {
    2 * label + 2
}

/// Whether `tag` may follow `before` (nothing before: the start of the sequence).
pub(crate) fn may_follow(before: Option<usize>, tag: usize) -> bool {
    let goes_on = tag != OUTSIDE && tag.is_multiple_of(2);
    !goes_on || before.is_some_and(|before| before == tag || before + 1 == tag)
}

impl Sequence {
    /// Reads a packed model.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let mut bytes = Bytes::new(bytes);
        bytes.mark(b"SEQ1", "the mark SEQ1")?;
        let emission = Linear::take(&mut bytes)?;
        let n = emission.classes().len();
        if n.is_multiple_of(2) {
            return Err(bytes.fault("two tags a label and one for outside before this"));
        }
        let mut transition = Vec::new();
        for _ in 0..(n + 1) * n {
            transition.push(bytes.f32("the weight of a transition")?);
        }
        bytes.end()?;
        let begins = emission.classes().iter().skip(1).step_by(2);
        let labels = begins.map(|tag| tag.trim_start_matches("B-").to_owned());
        Ok(Self {
            labels: labels.collect(),
            emission,
            transition,
        })
    }

    /// The names of the labels.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// How many tags there are.
    fn n_tags(&self) -> usize {
        self.emission.classes().len()
    }

    fn step(&self, before: Option<usize>, tag: usize) -> f32 {
        let n = self.n_tags();
        match may_follow(before, tag) {
            true => self.transition[before.unwrap_or(n) * n + tag],
            false => f32::NEG_INFINITY,
        }
    }

    /// The best tag of each word. `allowed` says which tags a word may have (bit `t` for tag
    /// `t`); where it is short or rules everything out, nothing is ruled out.
    pub fn tags<'r>(&self, words: &Keys, allowed: &[u64], room: &'r mut Room) -> &'r [u8] {
        room.tags.clear();
        let mut start = 0;
        while start < words.len() {
            let end = words.len().min(start + LONGEST);
            self.piece(words, start..end, allowed, room);
            start = end;
        }
        &room.tags
    }

    fn piece(&self, words: &Keys, piece: Range<usize>, allowed: &[u64], room: &mut Room) {
        let n = self.n_tags();
        room.scores.resize(n, 0.0);
        room.best.clear();
        room.back.clear();
        for (at, word) in piece.clone().enumerate() {
            self.emission.scores(words.of(word), &mut room.scores);
            let all = (1u64 << (n - 1) << 1).wrapping_sub(1);
            let may = allowed.get(word).copied().unwrap_or(all) & all;
            let may = if may == 0 { all } else { may };
            for tag in 0..n {
                let (from, score) = match at {
                    0 => (OUTSIDE, self.step(None, tag)),
                    _ => self.arrive(&room.best[(at - 1) * n..at * n], tag),
                };
                // What is ruled out is only ever chosen when all else is impossible.
                let barred = if may >> tag & 1 == 1 { 0.0 } else { -1e6 };
                room.back.push(from as u8);
                room.best.push(score + room.scores[tag] + barred);
            }
        }
        let kept = room.tags.len();
        let mut tag = best(room.best.get((piece.len() - 1) * n..).unwrap_or_default());
        for at in (0..piece.len()).rev() {
            room.tags.push(tag as u8);
            tag = usize::from(room.back[at * n + tag]);
        }
        room.tags[kept..].reverse();
    }

    /// The best way to come to a tag: from which tag, and the score of it.
    fn arrive(&self, before: &[f32], tag: usize) -> (usize, f32) {
        let mut found = (OUTSIDE, f32::NEG_INFINITY);
        for (from, score) in before.iter().enumerate() {
            let score = score + self.step(Some(from), tag);
            if score > found.1 {
                found = (from, score);
            }
        }
        found
    }

    /// The features that spoke for giving word `i` the tag `tag` and not `rival`.
    pub fn reasons(&self, words: &Named, i: usize, tag: usize, rival: usize) -> Vec<Reason> {
        self.emission.reasons(words, i, tag, rival)
    }
}

fn best(scores: &[f32]) -> usize {
    let best = scores
        .iter()
        .enumerate()
        .reduce(|a, b| if b.1 > a.1 { b } else { a });
    best.map_or(OUTSIDE, |(tag, _)| tag)
}

/// The stretches that tags describe.
pub fn chunks(tags: &[u8]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for (i, &tag) in tags.iter().enumerate() {
        let Some(label) = (usize::from(tag)).checked_sub(1).map(|t| t / 2) else {
            continue;
        };
        let goes_on = usize::from(tag) == inside(label);
        match chunks.last_mut() {
            Some(last) if goes_on && last.label == label && last.words.end == i => {
                last.words.end = i + 1;
            }
            _ => chunks.push(Chunk {
                label,
                words: i..i + 1,
            }),
        }
    }
    chunks
}
