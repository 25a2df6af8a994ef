//! Rule `hypotheses/second_thoughts`: someone changed their mind, acted on impulse, lost
//! their nerve.
//!
//! Why: these verbs explain a reversal by themselves, without any word of cause.

use super::{Candidate, Place};
use crate::reader::phrase::has_any;
use crate::reader::stems::shared;

const PATTERNS: &[&[&str]] = &[
    &["rethought|reconsidered|relented"],
    &["changed|changes|change", "his|her|their|its", "mind|minds"],
    &["thought", "better", "of"],
    &["had|having|has", "_1", "second", "thoughts"],
    &[
        "lost",
        "his|her|their|its",
        "nerve|patience|temper|appetite",
    ],
    &["got|had|has|gets", "cold", "feet"],
    &["on", "impulse"],
    &["on", "a", "whim"],
    &[
        "famous|known|notorious|renowned",
        "for",
        "his|her|their|its|being?",
        "_2",
        "impulsive|sudden|erratic|rash|capricious|unpredictable|impulsiveness|caprice|temper",
    ],
    &[
        "is|was",
        "_1",
        "impulsive|erratic|capricious|unpredictable|mercurial|rash",
    ],
];

/// The change of mind that the line tells.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let line = place.line;
    let near = shared(&line.stems, place.asked) >= 1;
    let here = place.may_begin() && place.begun && line.first && !line.question && near;
    if here && has_any(place.body(), PATTERNS) {
        vec![Candidate::own(place.whole(), "hypotheses/second_thoughts")]
    } else {
        Vec::new()
    }
}
