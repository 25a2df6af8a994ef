//! What the text says that is kept but not weighed. What is not known is the writer's to say:
//! a quoted "I don't know" bounds nothing.

pub(crate) mod counterfactual;
pub(crate) mod unknowable;

use super::argument::attribution_of;
use super::draft::{Attribution, DraftRemark, Found};
use super::outline::{Line, Outline};
use super::phrase::glance;
use crate::case::model::RemarkKind;

/// No more than this many of each kind are kept.
const MOST: usize = 100;

/// The counterfactuals and unknowables of the text, in its order.
pub(crate) fn find(outline: &Outline<'_>, attributions: &[Attribution]) -> Vec<DraftRemark> {
    let mut remarks = Vec::new();
    for line in &outline.lines {
        let _glance = glance(outline.words(line.tokens.clone()));
        let kind = if counterfactual::is(outline, line) {
            Some((RemarkKind::Counterfactual, "remarks/counterfactual"))
        } else if unknowable::is(outline, line) && !told(outline, attributions, line) {
            Some((RemarkKind::Unknowable, "remarks/unknowable"))
        } else {
            None
        };
        if let Some((kind, rule)) = kind {
            remarks.push(DraftRemark {
                found: Found {
                    span: outline.statement(line),
                    rule,
                },
                kind,
                comment: String::new(),
            });
        }
        if remarks.len() >= 2 * MOST {
            break;
        }
    }
    remarks
}

/// Whether someone else says it; "nobody", "God" and "time" in "time will tell" are no one.
fn told(outline: &Outline<'_>, attributions: &[Attribution], line: &Line) -> bool {
    const NO_ONE: &[&str] = &[
        "nobody", "no", "none", "god", "heaven", "time", "history", "who", "few",
    ];
    attribution_of(attributions, line.span)
        .and_then(|at| attributions.get(at))
        .is_some_and(|a| {
            let speaker = outline.words(outline.text.tokens_in(a.speaker));
            !speaker.first().is_some_and(|t| t.is_any(NO_ONE))
        })
}
