//! Rule `hypotheses/avowed`: the writer's own, announced as such: "the truth is that", "in
//! my view", "there can be little doubt that", "what nobody wants to admit is that".
//!
//! Why: of the past, and in an article that explains, these say what the writer takes to
//! be the explanation.

use super::{Candidate, Place};
use crate::reader::outline::clause_end;
use crate::reader::phrase::match_any;
use crate::reader::stance::verdict::past;

const RULE: &str = "hypotheses/avowed";

const OPENINGS: &[&[&str]] = &[
    &["the", "_1", "truth|fact", "is|was", ",?", "_3", "that"],
    &[
        "in|to",
        "my",
        "_1",
        "view|opinion|mind|judgement|judgment|reading",
        ",?",
    ],
    &[
        "there",
        "can|is|seems",
        "be?",
        "little|no",
        "_1",
        "doubt|question",
        "that",
    ],
    &[
        "what",
        "nobody|no-one|few|everybody|everyone|they",
        "_6",
        "is|was",
        "that",
    ],
    &["what", "is", "seldom|rarely|never", "_2", "is", "that"],
    &["make", "no", "mistake", ":|,|—"],
    &[
        "the",
        "simple|plain|awkward|uncomfortable|sad",
        "truth|fact",
        "is|was",
        "that?",
    ],
];

/// What the writer avows.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let body = place.body();
    if !(place.explains() && place.open) || place.line.question || place.told() {
        return Vec::new();
    }
    let Some(start) = match_any(body, 0, OPENINGS) else {
        return Vec::new();
    };
    let end = clause_end(body, start, body.len());
    // "In my view there is no mystery: the rents ruined it."
    let colon = body.get(end).is_some_and(|t| t.is_mark(":"));
    let range = if colon && end + 3 < body.len() && end - start <= 8 {
        end + 1..clause_end(body, end + 1, body.len())
    } else {
        start..end
    };
    if range.len() < 3 || !past(&body[range.clone()]) {
        return Vec::new();
    }
    vec![Candidate {
        fresh: true,
        ..Candidate::own(range, RULE)
    }]
}
