//! Rule `forecasts/condition`: what hangs on a condition is no forecast.
//!
//! Why: "if the dam goes, the town will flood" says nothing of how likely the flood is.
//! "Even if", "if not sooner" and "I would be surprised if" are no conditions.

use super::Clause;
use crate::reader::phrase::any_of;
use crate::reader::text::{Token, TokenKind};

/// Words before "if" that take the condition out of it.
const BEFORE: &[&str] = &[
    "even", "as", "what", "asked", "ask", "asks", "doubt", "know", "see", "wonder", "wonders",
    "say", "said", "tell", "matter", "sure",
];

/// Words after it that do.
const AFTER: &[&str] = &[
    "not",
    "anything",
    "any",
    "ever",
    "at",
    "possible",
    "necessary",
];

/// Words that are astonished at what follows "if".
pub(crate) const ASTONISHED: &[&str] = &[
    "surprised",
    "surprising",
    "surprise",
    "astonished",
    "astonishing",
    "amazed",
    "amazing",
    "astounded",
    "shocked",
    "miracle",
    "bet",
    "wonder",
];

/// Modal verbs, which end the reach of a condition.
const MODAL: &[&str] = &["will", "won't", "would", "may", "might", "could", "'ll"];

/// Whether the clause, or the one before it in its sentence, poses a condition.
pub(crate) fn is(clause: &Clause<'_>) -> bool {
    let words = clause.words;
    let own = clause.own();
    let strong = |t: &Token| t.kind == TokenKind::Mark && t.is_any(&[";", ":", "—", "–"]);
    let from = words[..clause.range.start]
        .iter()
        .rposition(strong)
        .map_or(0, |i| i + 1);
    let earlier = &words[from..clause.range.start];
    let spent = |at: usize| any_of(&earlier[at..], MODAL);
    let before = (0..earlier.len()).any(|i| poses(earlier, i) && !spent(i));
    before
        || (0..own.len()).any(|i| poses(own, i))
        || own
            .first()
            .is_some_and(|t| t.is_any(&["should", "suppose", "assuming", "provided"]))
}

/// Whether the token at `at` is an "if" that poses a condition.
fn poses(words: &[Token], at: usize) -> bool {
    let near = &words[at.saturating_sub(3)..at];
    words[at].is_any(&["if"])
        && near.last().is_none_or(|t| !t.is_any(BEFORE))
        && !any_of(near, ASTONISHED)
        && words.get(at + 1).is_some_and(|t| !t.is_any(AFTER))
}
