//! Which items of a draft a person should look at before any other.

use super::layout::brief;
use super::slice;
use crate::case::model::RemarkKind;
use crate::reader::draft::{Bearing, Draft, DraftEvidence};
use crate::source::document::Document;

/// The ids that the case file gives to what the draft has.
pub(super) struct Names<'a> {
    /// Of its hypotheses.
    pub(super) hypotheses: &'a [String],
    /// Of its evidence.
    pub(super) evidence: &'a [String],
}

/// How many items of one sort are named before the rest are only counted.
const NAMED: usize = 4;

/// Rules that see structure or position rather than words that say what a thing is.
const GUESSES: &[(&str, &str)] = &[
    (
        "hypotheses/topic_sentence",
        "stated as fact; a hypothesis by its place only",
    ),
    ("hypotheses/cause", "a cause named in passing"),
    (
        "hypotheses/second_thoughts",
        "a change of mind taken as an explanation",
    ),
];

/// What to check, in order, one line each.
pub(super) fn points(draft: &Draft, document: &Document, names: &Names<'_>) -> Vec<String> {
    let mut points = Vec::new();
    whole(draft, &mut points);
    for remark in &draft.remarks {
        if remark.kind == RemarkKind::Anomaly {
            let words = brief(slice(document, remark.found.span), 60);
            points.push(format!("\"{words}\": does not fit the rest of the text"));
        }
    }
    points.truncate(NAMED * 2);
    for &(rule, why) in GUESSES {
        let ids = draft.hypotheses.iter().zip(names.hypotheses);
        let ids = ids.filter(|(h, _)| h.found.rule == rule).map(|(_, id)| id);
        named(ids, "hypotheses", why, &mut points);
    }
    let against = |e: &DraftEvidence| e.bears_on.iter().any(|b| b.1 == Bearing::Against);
    let ids = draft.evidence.iter().zip(names.evidence);
    let ids = ids.filter(|(e, _)| against(e)).map(|(_, id)| id);
    named(ids, "evidence", "taken as speaking against", &mut points);
    let ids = draft.hypotheses.iter().zip(names.hypotheses);
    let ids = ids.filter(|(h, _)| h.stance.is_none()).map(|(_, id)| id);
    named(
        ids,
        "hypotheses",
        "the writer's stance was not seen",
        &mut points,
    );
    points.push("every `given`: the rules saw a direction, not a strength".to_string());
    points
}

/// What the draft as a whole lacks or assumes.
fn whole(draft: &Draft, points: &mut Vec<String>) {
    if draft.hypotheses.is_empty() {
        points.push("hypotheses: the article offers none that a rule could see".to_string());
    }
    match (&draft.question, &draft.event) {
        (Some(_), _) => {}
        (None, Some(_)) if !draft.hypotheses.is_empty() => {
            points.push("question: the article asks none; made from the event".to_string());
        }
        _ => points.push("question: the article asks none that a rule could see".to_string()),
    }
    if draft.event.is_none() && !draft.hypotheses.is_empty() {
        points.push("event: say what is to be explained".to_string());
    }
    if draft.rival.is_some() {
        points.push("frame: taken as rival; is exactly one of these true?".to_string());
    } else if draft.hypotheses.len() > 1 {
        points.push("frame: may these causes be at work together, or is one true?".to_string());
    }
}

/// One line for all of `ids`.
fn named<'a>(
    ids: impl Iterator<Item = &'a String>,
    table: &str,
    why: &str,
    points: &mut Vec<String>,
) {
    let ids: Vec<&String> = ids.collect();
    if ids.is_empty() {
        return;
    }
    let shown: Vec<&str> = ids.iter().take(NAMED).map(|id| id.as_str()).collect();
    let rest = match ids.len() - shown.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    points.push(format!("{table} {}{rest}: {why}", shown.join(", ")));
}
