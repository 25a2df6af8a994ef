//! Rule `forecasts/answer`: a question about the future and its short answer.
//!
//! Why: "Will prices fall? Probably not." foresees in two sentences; the answer alone has
//! no verb that another rule could see.

use crate::reader::draft::{DraftForecast, Found, Stance};
use crate::reader::outline::{Line, Outline};
use crate::reader::phrase::{any_of, has_any, match_any};

use super::{PLAIN, sureness};

const AHEAD: &[&[&str]] = &[
    &["will|won't|shall"],
    &["what", "_1", "next|now"],
    &["what", "happens", "_2", "next|now"],
    &["might|could|may|can|would", "_9", "_"],
    &["going", "to"],
    &[
        "what|where",
        "comes|from|to|do|does",
        "next|here|now|this|that?",
    ],
];

const SHORT: &[&[&str]] = &[
    &["probably|possibly|perhaps|maybe|certainly|surely|almost|presumably|hardly|unlikely|likely"],
    &["chances|odds", "are"],
    &["in", "all", "likelihood|probability"],
    &[
        "not",
        "at|likely|much|very|necessarily|really|any|soon|for|yet",
    ],
    &["no|yes|never|nothing|little|i"],
    &["it", "is", "_1", "possible|likely|unlikely|doubtful"],
];

/// The longest answer, in tokens, that is taken whole.
const LONGEST: usize = 12;

/// Whether a line asks about the future, and not what has been.
pub(crate) fn asks_ahead(outline: &Outline<'_>, line: &Line) -> bool {
    let body = outline.body(line);
    let perfect = any_of(body, &["have", "did", "was", "were", "been", "had"]);
    line.question && !perfect && has_any(body, AHEAD)
}

/// The forecast in the answer to the question at line `at`, if its answer is short.
pub(crate) fn find(outline: &Outline<'_>, at: usize) -> Option<DraftForecast> {
    let line = outline.lines.get(at + 1)?;
    let body = outline.body(line);
    let same = line.paragraph == outline.lines[at].paragraph;
    if !same || line.question || body.len() > LONGEST {
        return None;
    }
    match_any(body, 0, SHORT)?;
    let (low, high, span) = match sureness::of(outline.text, line.body.clone()) {
        Some(found) => {
            let start = line.body.start;
            let range = start + found.tokens.start..start + found.tokens.end;
            (found.low, found.high, outline.text.span_of(range))
        }
        None => (PLAIN.0, PLAIN.1, outline.statement(line)),
    };
    Some(DraftForecast {
        found: Found {
            span: outline.statement(line),
            rule: "forecasts/answer",
        },
        stance: Some(Stance { low, high, span }),
        horizon: None,
        attribution: None,
    })
}
