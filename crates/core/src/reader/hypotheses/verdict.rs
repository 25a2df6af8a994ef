//! Rule `hypotheses/verdict`: what a probability of the past is put on is an explanation.
//!
//! Why: post-mortems and inquiries weigh causes one by one without calling them so.

use super::{Candidate, Place};
use crate::reader::stance::verdict;

/// The explanation that the line weighs.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    if !(place.explanatory || place.weighing) || place.told() {
        return Vec::new();
    }
    verdict::of(place.outline, place.line)
        .filter(|v| !v.points_back)
        .map(|v| Candidate::own(v.about, "hypotheses/verdict"))
        .into_iter()
        .collect()
}
