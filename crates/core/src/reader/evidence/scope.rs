//! Rule `evidence/scope`: which sentences after an explanation still speak of it.
//!
//! Why: writers give grounds right after what they ground, in the same paragraph or in the
//! next one, where it opens with a turn, points back, or repeats its words.

use crate::reader::hypotheses::NOUNS;
use crate::reader::outline::{Line, Opener, Outline};
use crate::reader::stems::{Stems, shared};
use crate::reader::text::{Token, TokenKind};

/// The most sentences in a row that ground one explanation.
pub(crate) const RUN: usize = 8;

/// The most sentences of a later paragraph that do.
pub(crate) const LATER_RUN: usize = 4;

/// Whether a line that opens a paragraph still speaks of an explanation with these stems,
/// those of the question left out; `next` when the paragraph before spoke of it.
pub(crate) fn reaches(outline: &Outline<'_>, line: &Line, own: &Stems, next: bool) -> bool {
    let body = outline.body(line);
    let names = body.iter().take(6).enumerate().any(|(i, t)| {
        i > 0 && t.is_any(NOUNS) && body[i - 1].is_any(&["this", "that", "the", "such", "these"])
    });
    let points = body
        .first()
        .is_some_and(|t| t.is_any(&["this", "that", "such", "these"]));
    let turns = matches!(
        line.opener,
        Opener::Contrast | Opener::Concession | Opener::Support
    );
    let common = shared(&line.stems, own);
    next && (turns || points) || names || common >= if next { 2 } else { 3 }
}

/// Whether a judgement in a line is of an explanation, and not of something in passing:
/// the writer speaks, or the words beside it point back.
pub(crate) fn judges(
    outline: &Outline<'_>,
    line: &Line,
    judgement: &std::ops::Range<usize>,
) -> bool {
    let body = outline.body(line);
    let from = judgement.start.saturating_sub(5);
    let to = (judgement.end + 4).min(body.len());
    let near = |t: &Token| {
        t.is_any(&[
            "this", "that", "it", "such", "these", "so", "i", "we", "one", "them", "there",
        ]) || t.is_any(NOUNS)
    };
    body[from..to].iter().any(near) || body.len() <= 10
}

/// Whether a line only judges and grounds nothing: "This theory is not convincing."
pub(crate) fn only_judges(
    outline: &Outline<'_>,
    line: &Line,
    judgement: &std::ops::Range<usize>,
) -> bool {
    let body = outline.body(line);
    let number = body.iter().any(|t| t.kind == TokenKind::Number);
    let rest = body.iter().enumerate().filter(|(i, t)| {
        !judgement.contains(i)
            && t.kind == TokenKind::Word
            && t.lower.len() > 3
            && !t.is_any(NOUNS)
            && !t.is_any(EMPTY)
    });
    !number && rest.count() <= 3
}

const EMPTY: &[&str] = &[
    "this",
    "that",
    "these",
    "those",
    "find",
    "there",
    "here",
    "therefore",
    "thus",
    "with",
    "events",
    "event",
    "appear",
    "appears",
    "seem",
    "seems",
    "very",
    "quite",
    "rather",
    "account",
    "most",
    "more",
    "have",
    "from",
    "which",
    "course",
    "been",
    "than",
    "such",
    "case",
    "though",
    "although",
    "however",
    "also",
    "them",
    "they",
];
