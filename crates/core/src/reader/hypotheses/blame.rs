//! Rule `hypotheses/blame`: verbs and prepositions of cause: "played a part", "was to
//! blame", "because of", "X blames Y".
//!
//! Why: in an article that asks why, the first such words of a paragraph give an answer.
//! Elsewhere they only tell a story.

use super::{Candidate, Place};
use crate::reader::outline::{Opener, clause_end, shared, stems};
use crate::reader::phrase::{find_phrase, has_phrase};
use crate::reader::remarks::counterfactual;
use crate::reader::text::Token;

const RULE: &str = "hypotheses/blame";

/// Words that make the whole clause an explanation.
const WHOLE: &[&[&str]] = &[
    &[
        "play|plays|played|playing",
        "its|a|some|no|their|his|her|the",
        "_2",
        "role|part",
    ],
    &["is|was|are|were|be|been", "_2", "to", "blame"],
    &["is|was|are|were|be", "_1", "responsible"],
    &["did|do", "the", "rest|damage"],
    &["did|does", "not", "help", "_1"],
    &["set", "it|this|everything", "off"],
    &["made", "matters|things", "worse"],
    &["contributed|contributes", "to"],
    &["comes|came|boils|boiled", "down", "to"],
    &["has|have|had", "_2", "to", "do", "with"],
    &["stems|stemmed|resulted|results", "_1", "from"],
    &["owes|owed|owe", "_3", "to"],
    &[
        "can|could|may|might",
        "be",
        "explained|put|attributed|traced|chalked",
    ],
    &[
        "was|were|is|are|been",
        "_2",
        "caused|triggered|driven|sparked|prompted",
        "_1",
        "by",
    ],
    &["tipped", "the", "balance|scales"],
    &[
        "cost",
        "him|her|them|it",
        "_3",
        "election|victory|game|match|job|title",
    ],
];

/// Words of someone who blames.
const BLAMES: &[&[&str]] = &[
    &["blame|blames|blamed|blaming"],
    &["point|points|pointed", "the", "finger", "at"],
    &["points|point", "at|to"],
    &["attribute|attributes|attributed", "_4", "to"],
    &["put|puts", "_4", "down", "to"],
    &["hinted|hints", "at"],
];

/// Words that join an effect to its cause.
const JOINS: &[&[&str]] = &[
    &["because"],
    &["due|owing|thanks", "to"],
    &["as", "a", "result", "of"],
    &["on", "account", "of"],
    &["out", "of", "fear|spite|anger|pride|habit|weakness|concern"],
    &["for", "fear", "of|that"],
];

/// The explanation that a word of cause gives.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let body = place.body();
    let credits = body.iter().any(|t| t.is_any(&["reporting", "reported"]));
    let weighing = place.weighing && place.line.first && place.line.opener != Opener::Contrast;
    if !(place.may_begin() || weighing) || place.line.question || credits {
        return Vec::new();
    }
    let whole = 0..clause_end(body, body.len().min(6), body.len());
    if counterfactual::is(place.outline, place.line)
        || has_phrase(body, &["blame|blames", "no|nobody|no-one"])
    {
        return Vec::new();
    }
    if let Some(hit) = BLAMES.iter().find_map(|p| find_phrase(body, 1, p))
        && hit.start <= 8
        && !body[..hit.start]
            .iter()
            .any(|t| t.is_any(&["it", "this", "i", "we", "report", "note", "article", "not"]))
    {
        return vec![Candidate::reported(whole, RULE)];
    }
    if place.told() || !place.explanatory {
        return Vec::new();
    }
    let opens = place.line.first || place.begun;
    if opens && WHOLE.iter().any(|p| has_phrase(body, p)) {
        let end = clause_end(body, 2, body.len());
        return vec![Candidate::own(0..end.max(whole.end), RULE)];
    }
    let joined = JOINS.iter().find_map(|p| find_phrase(body, 0, p));
    match joined {
        Some(hit) if effect(place, body, hit.start) => {
            vec![Candidate::own(
                0..clause_end(body, hit.end, body.len()),
                RULE,
            )]
        }
        _ => Vec::new(),
    }
}

/// Whether what stands before "because" is the event, or a pronoun for it.
fn effect(place: &Place<'_, '_>, body: &[Token], at: usize) -> bool {
    let before = stems(&body[..at]);
    let after = stems(&body[at..]);
    let pronoun = body
        .first()
        .is_some_and(|t| t.is_any(&["it", "this", "that", "they", "he", "she"]));
    let asked = shared(&before, place.asked) >= 2 || (at == 0 && shared(&after, place.asked) >= 2);
    (place.line.first || place.begun) && (asked || pronoun && at <= 6)
}
