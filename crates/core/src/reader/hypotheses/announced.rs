//! Rule `hypotheses/announced`: "I have heard three accounts": what speakers then say, one
//! after the other, are the accounts.
//!
//! Why: after such an announcement no sentence calls its explanation one.

use std::ops::Range;

use super::{Candidate, NOUNS, Place};
use crate::reader::outline::{Line, Outline};

/// Words that count what is announced.
const COUNTS: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "several",
    "many",
    "other",
    "various",
    "competing",
    "different",
    "these",
    "such",
    "following",
    "rival",
    "conflicting",
];

/// Whether a line announces explanations.
pub(crate) fn announces(outline: &Outline<'_>, line: &Line) -> bool {
    let body = outline.body(line);
    const NONE: &[&str] = &["not", "no", "none", "neither", "little", "nothing", "few"];
    // "Of the five explanations this is the best" judges, and announces nothing.
    let judges = body.first().is_some_and(|t| t.is_any(&["of"]));
    body.len() <= 16
        && !judges
        && !line.question
        && !body.iter().any(|t| t.is_any(NONE))
        && body.iter().enumerate().any(|(i, t)| {
            let plural = t.is_any(NOUNS) && t.lower.ends_with('s');
            plural
                && body[i.saturating_sub(3)..i]
                    .iter()
                    .any(|t| t.is_any(COUNTS))
        })
}

/// What a speaker in the line gives as an account.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    if !place.announced || !(place.explanatory || place.weighing) || place.line.question {
        return Vec::new();
    }
    let base = place.line.body.start;
    place
        .said()
        .filter_map(|Range { start, end }| {
            (start + 2 < end).then(|| Candidate {
                fresh: true,
                ..Candidate::reported(start - base..end - base, "hypotheses/announced")
            })
        })
        .take(1)
        .collect()
}
