//! Rule `forecasts/probable`: "a second strike seems likely", "a repeal cannot be ruled
//! out", where the text looks ahead.
//!
//! Why: a noun and a word of probability may as well weigh what has been ("arson seems
//! likely"); only words of time, or forecasts beside it, make a forecast of it. With a
//! pronoun for subject it judges what was said before.

use super::{Clause, horizon_words};
use crate::reader::hypotheses::SURE_NOUNS;
use crate::reader::phrase::{any_of, find_each, has_any};

const PATTERNS: &[&[&str]] = &[
    &[
        "is|are|seems|seem|looks|look|appears|remains|remain",
        "_2",
        "likely|unlikely|probable|improbable|inevitable|certain|doubtful|possible|conceivable|unthinkable|probably",
    ],
    &[
        "cannot|can't|not|hardly",
        "_1",
        "be",
        "_1",
        "ruled|excluded|discounted",
    ],
    &["is|are", "_1", "on", "the", "cards|way|horizon"],
];

const COMING: &[&[&str]] = &[
    &["in|over|during", "the", "next|coming|new", "_"],
    &[
        "next|this|coming",
        "year|month|week|season|winter|spring|summer|autumn|parliament|term|round",
    ],
    &["again|soon|eventually"],
];

/// Whether the clause foresees by a noun and a word of probability.
pub(crate) fn is(clause: &Clause<'_>) -> bool {
    let own = clause.own();
    let hit = find_each(own, 0, PATTERNS)
        .into_iter()
        .min_by_key(|h| h.start);
    let Some(hit) = hit else { return false };
    let Some(before) = hit.start.checked_sub(1).and_then(|i| own.get(i)) else {
        return false;
    };
    let pronoun = before.is_any(&[
        "it", "this", "that", "he", "she", "they", "which", "what", "who", "these", "there",
        "none", "neither", "both", "i", "we", "you",
    ]);
    let infinitive = own.get(hit.end).is_some_and(|t| t.is_any(&["to", "that"]));
    let compares = own[hit.clone()]
        .iter()
        .any(|t| t.is_any(&["more", "less", "most"]));
    let about = any_of(own, SURE_NOUNS);
    let more = own
        .first()
        .is_some_and(|t| t.is_any(&["more", "further", "another", "new", "fresh", "renewed"]));
    let ahead = clause.ahead || more || horizon_words::find(own).is_some() || has_any(own, COMING);
    ahead && !pronoun && !infinitive && !compares && !about
}
