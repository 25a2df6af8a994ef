//! Rule `hypotheses/according`: "according to the company, it rained", opening a paragraph
//! of an article that explains.
//!
//! Why: where a why is asked, what a source gives of the past at such a place is its answer.

use super::{Candidate, Place};
use crate::reader::outline::clause_end;
use crate::reader::phrase::match_any;
use crate::reader::stance::verdict::past;
use crate::reader::text::TokenKind;

const RULE: &str = "hypotheses/according";

const SOURCE: &[&[&str]] = &[
    &["according", "to"],
    &["in", "the", "view|eyes|opinion|telling", "of"],
    &["if", "we|you", "believe"],
    &["to", "hear"],
];

/// What the source says.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let body = place.body();
    if !(place.explanatory || place.weighing) || !place.line.first || place.line.question {
        return Vec::new();
    }
    let Some(start) = match_any(body, 0, SOURCE) else {
        return Vec::new();
    };
    let commas: Vec<usize> = (start..body.len().min(start + 16))
        .filter(|&i| body[i].is_mark(","))
        .collect();
    // "According to the agronomist, Ines Doret, the trees …": past the name.
    let comma = match commas.as_slice() {
        [] => return Vec::new(),
        [one] => *one,
        [one, two, ..] if two - one <= 5 && !past(&body[*one..*two]) => *two,
        [one, ..] => *one,
    };
    let range = comma + 1..clause_end(body, comma + 1, body.len());
    let own = &body[range.clone()];
    let counts = own.iter().take(3).any(|t| t.kind == TokenKind::Number);
    if own.len() < 4 || !past(own) || counts {
        return Vec::new();
    }
    vec![Candidate {
        fresh: true,
        speaker: Some(start..commas[0]),
        ..Candidate::reported(range, RULE)
    }]
}
