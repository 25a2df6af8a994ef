//! Rule `hypotheses/rejected`: explanations brought up only to be turned down: "nor was it
//! the referee", "what I do not accept is the idea that …".
//!
//! Why: they are hypotheses all the same, and what follows speaks against them.

use super::{Candidate, Place};
use crate::reader::outline::clause_end;
use crate::reader::phrase::{find_phrase, match_any};

const RULE: &str = "hypotheses/rejected";

const OPENINGS: &[&[&str]] = &[
    &[
        "nor|neither",
        "was|is|were|can|could|did|do|does",
        "it|this|the|we|i",
        "_1",
        "be|been|blame?",
    ],
    &["it|this", "was|is", "not|never"],
    &["it", "wasn't|isn't"],
    &["it|this", "cannot|can't|could", "not?", "have", "been"],
    &["what", "i|we", "do", "not", "accept|believe|buy", "is"],
    &["i|we", "do", "not", "accept|believe|buy"],
    &["forget", "about?", "the"],
    &["do", "not", "blame"],
    &["don't", "blame"],
];

/// Those that count even where the article asks nothing.
const SURE: &[&[&str]] = &[
    &["it|this", "cannot|can't", "have", "been"],
    &["nor|neither", "was|can|could", "it", "_1", "be|been|have?"],
];

/// The explanation that the line turns down.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let body = place.body();
    let sure = || place.weighing && match_any(body, 0, SURE).is_some();
    if !(place.explanatory || sure()) || !place.line.first || place.line.question {
        return Vec::new();
    }
    let Some(opening) = match_any(body, 0, OPENINGS) else {
        return Vec::new();
    };
    let end = clause_end(body, opening, body.len());
    let noun = find_phrase(
        body,
        opening,
        &["idea|theory|claim|story|notion|view|suggestion", "that"],
    );
    let start = match noun {
        Some(hit) if hit.end < end => hit.end,
        _ => opening,
    };
    // "It was not easy", "it is not clear how": nothing is explained.
    let clear = body[start..end].iter().take(3).any(|t| {
        t.is_any(&[
            "clear",
            "known",
            "easy",
            "enough",
            "only",
            "just",
            "until",
            "long",
            "always",
            "possible",
            "yet",
            "surprising",
        ])
    });
    let thing = body[start].is_any(&[
        "the", "because", "his", "her", "their", "its", "for", "that", "any", "our", "about", "in",
    ]) || place.outline.text.is_capital(place.line.body.start + start)
        || body[start].is_any(&["a", "an"])
            && body.get(start + 1).is_some_and(|t| {
                t.is_any(&[
                    "lack", "shortage", "matter", "question", "failure", "want", "fear",
                ])
            });
    if clear || !thing || end < start + 2 {
        return Vec::new();
    }
    vec![Candidate {
        rejected: true,
        fresh: true,
        ..Candidate::own(start..end, RULE)
    }]
}
