//! Rule `evidence/scope`: which sentences after an explanation still speak of it.
//!
//! Why: writers give grounds right after what they ground, in the same paragraph or in the
//! next one, where it opens with a turn, points back, or repeats its words.

use std::collections::BTreeSet;

use crate::reader::hypotheses::NOUNS;
use crate::reader::outline::{Line, Opener, Outline, shared};
use crate::reader::text::TokenKind;

/// Whether a line that opens a paragraph still speaks of an explanation with these stems,
/// those of the question left out.
pub(crate) fn reaches(outline: &Outline<'_>, line: &Line, own: &BTreeSet<String>) -> bool {
    let body = outline.body(line);
    let points_back = body.iter().take(6).enumerate().any(|(i, t)| {
        t.is_any(&["this", "that", "such", "these"]) && i < 2
            || i > 0
                && t.is_any(NOUNS)
                && body[i - 1].is_any(&["this", "that", "the", "such", "these"])
    });
    let turns = matches!(
        line.opener,
        Opener::Contrast | Opener::Concession | Opener::Support
    );
    turns || points_back || shared(&line.stems, own) >= 2
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
