//! Rule `forecasts/bet`: "my bet is that", "I would not bet on", "nobody should count on",
//! "I would be surprised if".
//!
//! Why: a writer who stakes something on what is to come foresees it, often without a
//! verb in the future.

use super::{Clause, looks_back};
use crate::reader::phrase::find_phrase;

/// Bets, after which the clause may still be about the past ("my guess is that he lied").
const BETS: &[&[&str]] = &[
    &[
        "my|our",
        "_1",
        "bet|guess|hunch|money|wager|prediction|forecast|expectation|prognosis",
        "is|remains",
    ],
    &[
        "i|we",
        "would|wouldn't|will|won't",
        "not?",
        "_1",
        "bet|wager|gamble|count|bank|rely",
    ],
    &["i'd|we'd", "not?", "_1", "bet|wager|gamble|count|bank"],
    &[
        "nobody|few|none",
        "should|can|ought",
        "to?",
        "count|bank|bet|rely",
        "on",
    ],
    &[
        "no",
        "one",
        "should|can|ought",
        "to?",
        "count|bank|bet|rely",
        "on",
    ],
    &[
        "do|should|must|would|can",
        "not",
        "count|bank|bet|rely",
        "on",
    ],
    &[
        "don't|shouldn't|never|can't|cannot|wouldn't",
        "count|bank|bet|rely",
        "on",
    ],
    &["it|that|this", "is", "a", "safe|fair|good", "bet"],
    &["a|the", "safe|safer|safest|best", "bet", "is"],
];

/// Astonishment at what may come.
const ASTONISHMENT: &[&[&str]] = &[
    &[
        "i|we|nobody|few|anyone|i'd|we'd|one|you",
        "would|wouldn't|should|shouldn't|be",
        "_2",
        "surprised|astonished|amazed|astounded|shocked",
        "if|to|were|should",
    ],
    &[
        "it|that",
        "would|will",
        "_1",
        "be",
        "_2",
        "surprising|surprise|astonishing|amazing|miracle|wonder",
        "if|were|should",
    ],
];

/// Whether the clause bets.
pub(crate) fn is(clause: &Clause<'_>) -> bool {
    let own = clause.own();
    let bets = BETS.iter().filter_map(|p| find_phrase(own, 0, p));
    let bet = bets.into_iter().any(|hit| !looks_back(own, hit.end));
    let stunned = ASTONISHMENT.iter().filter_map(|p| find_phrase(own, 0, p));
    // "Surprised if it had been so" looks back; "if it fell" does not.
    let ahead = |rest: &[crate::reader::text::Token]| {
        !rest
            .iter()
            .any(|t| t.is_any(&["had", "have", "has", "was", "hadn't", "is", "are"]))
    };
    bet || stunned.into_iter().any(|hit| ahead(&own[hit.end..]))
}
