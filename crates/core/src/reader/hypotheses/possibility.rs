//! Rule `hypotheses/possibility`: "it may be that", "perhaps", "could it have been X?".
//!
//! Why: under a question why, a possibility of the past is a possible answer. "May" of the
//! future is left to the forecasts.

use super::{Candidate, Place};
use crate::reader::outline::clause_end;
use crate::reader::phrase::{any_of, find_any, match_any, match_at};
use crate::reader::stance::verdict::past;
use crate::reader::stems::shared;
use crate::reader::text::Token;

const RULE: &str = "hypotheses/possibility";

/// Openings after which the rest is the explanation.
const REST: &[&[&str]] = &[
    &["it", "may|might|could", "_1", "be", "that"],
    &["perhaps|maybe|possibly|conceivably", ",?"],
    &[
        "it",
        "is|seems|remains",
        "_1",
        "possible|conceivable|plausible|likely|probable",
        "that",
    ],
    &["could|might|may", "it", "_1", "be", "that"],
    &["or", "perhaps|maybe|possibly", ",?"],
    &["my", "_1", "guess|suspicion|hunch", "is", "that?"],
    &["i", "suspect|believe|think", "that?"],
    &["in", "all", "likelihood|probability", ",?"],
];

/// Words that make a whole clause one.
const WHOLE: &[&[&str]] = &[
    &["may|might|could", "_2", "have", "_"],
    &["is|are|was|were", "_1", "likely", "to", "have"],
];

/// Questions that offer an answer.
const ASKED: &[&[&str]] = &[
    &["could|can|might|may", "it|this", "_1", "have", "been"],
    &["could|can|might|did|was|were|is|has|had"],
];

/// The possible answer that the line gives.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let body = place.body();
    if let Some(range) = what_about(place) {
        return vec![Candidate {
            fresh: true,
            ..Candidate::reported(range, RULE)
        }];
    }
    if place.line.question && !place.explanatory && place.explains() {
        return wondered(place);
    }
    if !place.may_begin() || !place.begun {
        return perhaps(place);
    }
    if place.line.question {
        return asked(place);
    }
    if let Some(start) = match_any(body, 0, REST) {
        let end = clause_end(body, start, body.len());
        let ahead = any_of(&body[start..end], &["will", "would", "should"]);
        if !ahead && end > start + 1 {
            return vec![Candidate::own(start..end, RULE)];
        }
        return Vec::new();
    }
    let perfect = find_any(body, 1, WHOLE);
    let conditional = any_of(body, &["if", "had", "without", "exclude"]);
    let relative = perfect
        .as_ref()
        .is_some_and(|hit| body[hit.start - 1].is_any(&["who", "which", "that", "what"]));
    let about = shared(&place.line.stems, place.asked) >= 1 && !place.told();
    match perfect {
        Some(hit) if place.line.first && about && !conditional && !relative => {
            vec![Candidate::own(
                0..clause_end(body, hit.end, body.len()),
                RULE,
            )]
        }
        _ => Vec::new(),
    }
}

/// "Perhaps the bridge was too low", among explanations of an article that asks nothing.
fn perhaps(place: &Place<'_, '_>) -> Vec<Candidate> {
    let body = place.body();
    let weighs = place.weighing && place.open && place.begun && !place.line.question;
    let Some(start) = match_at(body, 0, &["perhaps|maybe|possibly", ",?"]).filter(|_| weighs)
    else {
        return Vec::new();
    };
    let range = start..clause_end(body, start, body.len());
    if range.len() < 4 || !past(&body[range.clone()]) || any_of(body, &["if"]) {
        return Vec::new();
    }
    vec![Candidate {
        fresh: true,
        ..Candidate::own(range, RULE)
    }]
}

/// "What about sabotage?"
fn what_about(place: &Place<'_, '_>) -> Option<std::ops::Range<usize>> {
    let body = place.body();
    let start = match_at(body, 0, &["what", "about|of"])?;
    let asks = place.line.question && place.line.first && body.len() <= 12;
    let stands = place.begun && (place.explanatory || place.weighing);
    (asks && stands && start + 1 < body.len()).then_some(start..body.len())
}

/// Words of a question that offers no cause.
const NO_CAUSE: &[&str] = &[
    "worth",
    "always",
    "avoided",
    "prevented",
    "saved",
    "different",
    "otherwise",
    "stopped",
    "averted",
    "better",
    "worse",
    "done",
    "enough",
];

/// "Was it the supermarket, then?", where the article asked no question before.
fn wondered(place: &Place<'_, '_>) -> Vec<Candidate> {
    const WAS_IT: &[&[&str]] = &[
        &["was", "it", "_"],
        &["could|can|might|may", "it|this", "_1", "have", "been"],
        BE_THAT,
    ];
    let body = place.body();
    let opens = match_any(body, 0, WAS_IT).is_some();
    let rates = place.line.stems.is_empty() || any_of(body, NO_CAUSE);
    if !place.line.first || !opens || rates {
        return Vec::new();
    }
    vec![Candidate {
        fresh: true,
        ..Candidate::own(0..body.len(), RULE)
    }]
}

/// Words of a question before the answer it offers.
const BE_THAT: &[&str] = &["could|can|might|may", "it|this", "_1", "be", "that"];

/// Whether a question offers an answer: "could it be that it rained?"
pub(crate) fn offers(body: &[Token]) -> bool {
    match_at(body, 0, BE_THAT).is_some()
}

/// "Could it have been the weather?", "Was the pilot tired?"
fn asked(place: &Place<'_, '_>) -> Vec<Candidate> {
    let body = place.body();
    if let Some(start) = match_at(body, 0, BE_THAT).filter(|_| place.line.first) {
        let end = clause_end(body, start, body.len());
        return vec![Candidate::own(start..end, RULE)];
    }
    let opens = match_any(body, 0, ASKED).is_some();
    let past = body
        .iter()
        .take(6)
        .any(|t| t.is_any(&["have", "did", "was", "were", "had"]));
    if !place.line.first || !opens || !past {
        return Vec::new();
    }
    vec![Candidate {
        fresh: true,
        ..Candidate::own(0..body.len(), RULE)
    }]
}
