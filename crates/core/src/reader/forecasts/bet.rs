//! Rule `forecasts/bet`: "my bet is that", "I would not bet on", "nobody should count on",
//! "I would be surprised if".
//!
//! Why: a writer who stakes something on what is to come foresees it, often without a
//! verb in the future.

use std::ops::Range;

use super::{Clause, looks_back};
use crate::reader::phrase::find_each;
use crate::reader::text::{Token, TokenKind};

/// Bets, after which the clause may still be about the past ("my guess is that he lied").
const BETS: &[&[&str]] = &[
    &[
        "my|our",
        "_1",
        "bet|guess|hunch|money|wager|prediction|forecast|expectation|prognosis",
        "is|remains|:",
    ],
    &["odds", "_1", "favour|favor"],
    &["odds", "are|lie|look|seem", "_1", "against"],
    &[
        "not|don't",
        "hold",
        "your|my|our|one's|their",
        "breath",
        "until",
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
        "don't|not",
        "be",
        "_1",
        "surprised|astonished|shocked",
        "if|when",
    ],
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

/// Whether the words before a colon announce a bet: "my prediction:".
pub(crate) fn announces(words: &[Token]) -> bool {
    words.len() <= 4
        && words.first().is_some_and(|t| t.is_any(&["my", "our"]))
        && words.last().is_some_and(|t| {
            t.is_any(&["bet", "guess", "prediction", "forecast", "hunch", "wager"])
        })
}

/// "I would not count on it": a bet on what was said before.
fn only_points(rest: &[Token]) -> bool {
    let mut words = rest
        .iter()
        .filter(|t| t.kind == TokenKind::Word && !t.is_any(&["on"]));
    words
        .next()
        .is_none_or(|t| t.is_any(&["it", "this", "that", "them"]))
        && words.next().is_none()
}

/// Whether the clause bets.
pub(crate) fn is(clause: &Clause<'_>) -> bool {
    let own = clause.own();
    let bets = find_each(own, 0, BETS).into_iter();
    let bet = bets
        .into_iter()
        .any(|hit| !looks_back(own, hit.end) && !only_points(&own[hit.end..]));
    let stunned = find_each(own, 0, ASTONISHMENT).into_iter();
    // "Surprised if it had been so" looks back, "if he is ill" looks around; "if it fell"
    // does not. "Do not be surprised if it is sold" does not either.
    let ahead = |hit: &Range<usize>| {
        let warned = own[hit.start].is_any(&["not", "don't"]);
        !own[hit.end..].iter().any(|t| {
            t.is_any(&["had", "have", "has", "was", "hadn't"])
                || !warned && t.is_any(&["is", "are"])
        })
    };
    bet || stunned.into_iter().any(|hit| ahead(&hit))
}
