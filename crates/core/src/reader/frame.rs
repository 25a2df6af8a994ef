//! Rule `frame`: whether the explanations exclude each other.
//!
//! Why: causes may add up, unless the writer says that they do not, or asks who did it.

use super::draft::{DraftHypothesis, Found};
use super::outline::Outline;
use super::phrase::has_any;
use super::question::Question;

const EXCLUDE: &[&[&str]] = &[
    &["only", "one", "of", "them|these|the", "_4", "can|could"],
    &[
        "both|they",
        "cannot|can't",
        "_1",
        "be",
        "true|right|correct",
    ],
    &["cannot|can't", "both|all", "be", "true|right|correct"],
    &["mutually", "exclusive"],
    &["one|two", "or", "the", "other"],
];

/// The words that pose the explanations as rivals, if any do.
pub(crate) fn rival(
    outline: &Outline<'_>,
    question: Option<&Question>,
    hypotheses: &[DraftHypothesis],
) -> Option<Found> {
    if hypotheses.is_empty() {
        return None;
    }
    let said = outline.lines.iter().find(|line| {
        let body = outline.body(line);
        has_any(body, EXCLUDE)
    });
    if let Some(line) = said {
        return Some(Found {
            span: outline.statement(line),
            rule: "frame/exclude",
        });
    }
    let either = hypotheses
        .iter()
        .find(|h| h.found.rule == "hypotheses/alternatives");
    if let Some(either) = either {
        return Some(Found {
            span: either.found.span,
            rule: "frame/either",
        });
    }
    question.filter(|q| q.who).map(|q| Found {
        span: q.found.span,
        rule: "frame/who",
    })
}
