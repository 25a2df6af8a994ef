//! Marks hang where the treebanks' rules put them: brackets and quotes on the top of what
//! they enclose, others on the highest word beside them that keeps arcs from crossing.
//! The parser leaves them out of sight, and they are attached to the finished tree.

use crate::word::{Relation, Upos, Word};

/// Whether the parser leaves a word out of sight.
pub(crate) fn is_mark(upos: Upos) -> bool {
    upos == Upos::Punct
}

/// Where a mark hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left(usize),
    Right(usize),
}

/// Attaches the marks among `words`, which begin at index `first` of the parse; the other
/// words have their heads already.
pub(crate) fn attach(words: &mut [Word], text: &str, first: u32) {
    let pairs = pairs(words, text);
    let mut before: Option<Side> = None;
    for at in 0..words.len() {
        if !is_mark(words[at].upos) {
            before = None;
            continue;
        }
        let enclosed = pairs[at].and_then(|pair| top_between(words, first, at, pair));
        let enclosed = enclosed.map(|top| match top > at {
            true => Side::Right(top),
            false => Side::Left(top),
        });
        let enclosed = enclosed.filter(|&side| !crosses(words, first, at, side));
        let Some(side) = enclosed.or_else(|| beside(words, text, first, at)) else {
            continue;
        };
        // Marks that stand together must not cross each other.
        let side = match (before, side) {
            (Some(Side::Right(target)), _) => Side::Right(target),
            (Some(Side::Left(far)), Side::Left(near)) => Side::Left(near.min(far)),
            (_, side) => side,
        };
        before = Some(side);
        let (Side::Left(head) | Side::Right(head)) = side;
        words[at].head = first + head as u32;
        words[at].relation = Relation::Punct;
    }
}

/// The mark that closes or opens what each mark opens or closes.
fn pairs(words: &[Word], text: &str) -> Vec<Option<usize>> {
    let mut pairs = vec![None; words.len()];
    let (mut open, mut quote) = (Vec::new(), None);
    for (at, word) in words.iter().enumerate().filter(|(_, w)| is_mark(w.upos)) {
        let other = match word.form(text) {
            "(" | "[" | "{" | "“" => {
                open.push(at);
                None
            }
            ")" | "]" | "}" | "”" => open.pop(),
            "\"" => match quote.take() {
                None => {
                    quote = Some(at);
                    None
                }
                found => found,
            },
            _ => None,
        };
        if let Some(other) = other {
            pairs[at] = Some(other);
            pairs[other] = Some(at);
        }
    }
    pairs
}

/// The index of the head of a word within its sentence; none for a root.
fn head(words: &[Word], first: u32, at: usize) -> Option<usize> {
    let head = (words[at].head - first) as usize;
    (head != at).then_some(head)
}

/// The only word between two marks whose head is not between them.
fn top_between(words: &[Word], first: u32, a: usize, b: usize) -> Option<usize> {
    let inside = a.min(b) + 1..a.max(b);
    let is_top = |&at: &usize| {
        !is_mark(words[at].upos) && head(words, first, at).is_none_or(|h| !inside.contains(&h))
    };
    let mut tops = inside.clone().filter(is_top);
    let top = tops.next();
    top.filter(|_| tops.next().is_none())
}

/// The highest word on each side of a mark that is reached without passing the mark.
fn tops(words: &[Word], first: u32, at: usize) -> (Option<usize>, Option<usize>) {
    let seen = |i: &usize| !is_mark(words[*i].upos);
    let mut left = (0..at).rev().find(seen);
    let mut right = (at + 1..words.len()).find(seen);
    while let Some(h) = left.and_then(|l| head(words, first, l)).filter(|&h| h < at) {
        left = Some(h);
    }
    while let Some(h) = right
        .and_then(|r| head(words, first, r))
        .filter(|&h| h > at)
    {
        right = Some(h);
    }
    (left, right)
}

/// Whether the arc of a mark would cross one of those that pass over it.
fn crosses(words: &[Word], first: u32, at: usize, side: Side) -> bool {
    let (left, right) = tops(words, first, at);
    match side {
        Side::Left(target) => right
            .and_then(|r| head(words, first, r))
            .is_some_and(|h| h > target),
        Side::Right(target) => left
            .and_then(|l| head(words, first, l))
            .is_some_and(|h| h < target),
    }
}

/// Where a mark hangs that encloses nothing.
fn beside(words: &[Word], text: &str, first: u32, at: usize) -> Option<Side> {
    let (left, right) = tops(words, first, at);
    let ends = matches!(words[at].form(text), "." | "?" | "!" | "...");
    match (left, right) {
        (Some(left), _) if ends && !crosses(words, first, at, Side::Left(left)) => {
            Some(Side::Left(left))
        }
        (Some(left), Some(right)) if is_below(words, first, right, left) => {
            Some(Side::Right(right))
        }
        (Some(left), _) => Some(Side::Left(left)),
        (None, right) => right.map(Side::Right),
    }
}

/// Whether a word hangs below another.
fn is_below(words: &[Word], first: u32, mut at: usize, above: usize) -> bool {
    for _ in 0..words.len() {
        if at == above {
            return true;
        }
        match head(words, first, at) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}
