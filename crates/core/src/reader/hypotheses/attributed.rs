//! Rule `hypotheses/attributed`: a named speaker gives a cause: "Vey says that the tram was
//! to blame".
//!
//! Why: in an article that asks why, what a person says with a word of cause is that
//! person's answer.

use std::ops::Range;

use super::{Candidate, Place};
use crate::reader::outline::Opener;
use crate::reader::phrase::{Phrase, any_of, has_any};
use crate::reader::stance::verdict::past;
use crate::reader::stems::{shared, stems};

const RULE: &str = "hypotheses/attributed";

/// Words that lay blame, whatever they lay it for.
const BLAME: &[&[&str]] = &[
    &["was|were|is", "_2", "to", "blame"],
    &["was|were|is", "_2", "fault"],
    &["was|were", "_1", "caused|triggered", "by"],
];

/// Words that can only give a cause.
const SURE: &[&[&str]] = &[
    &["because"],
    &["to", "blame"],
    &["caused|causes|cause|triggered"],
    &["due|owing|thanks", "to"],
    &["was|were|is", "_2", "responsible"],
];

/// Words that may, beside words of the question.
const PERHAPS: &[&[&str]] = &[
    &["led|forced|prompted|drove|made|stopped|kept"],
    &["reason|reasons|result|consequence|behind"],
    &["fear|fears|afraid|wanted|needed|hoped"],
];

/// Words of somebody who turns an account down, or gives none.
const DENIES: &[&str] = &[
    "recognise",
    "recognize",
    "deny",
    "denies",
    "denied",
    "declined",
    "comment",
    "speculate",
];

/// The explanation that a speaker in the line gives.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    // Where an article weighs explanations, a speaker's view that opens a paragraph is one.
    let weighing = place.weighing
        && place.begun
        && place.amid
        && place.line.first
        && place.line.opener == Opener::Plain;
    if !(place.may_begin() || weighing) || place.line.question {
        return Vec::new();
    }
    let base = place.line.body.start;
    let text = place.outline.text;
    place
        .said()
        .filter_map(|Range { start, end }| {
            let that = text.tokens.get(start).is_some_and(|t| t.is_any(&["that"]));
            let start = start + usize::from(that);
            let words = text.tokens.get(start..end).filter(|w| w.len() > 2)?;
            if any_of(words, DENIES) {
                return None;
            }
            let any = |patterns: &'static [Phrase]| has_any(words, patterns);
            let common = shared(&stems(words), place.asked);
            let sure = any(SURE) && (common >= 2 || common == 1 && place.line.first)
                || place.line.first && place.begun && any(BLAME);
            let past = weighing && past(words);
            (sure || past || any(PERHAPS) && common >= 2 && place.line.first).then(|| {
                let range = start - base..end - base;
                Candidate::reported(range, RULE)
            })
        })
        .take(1)
        .collect()
}
