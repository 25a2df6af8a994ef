//! Rule `forecasts/chance`: "there is little prospect of", "the chances that … are slim",
//! "stands every chance of".
//!
//! Why: nouns of chance weigh what is to come and say how sure the writer is, without a
//! verb in the future.

use std::ops::Range;

use super::{Clause, looks_back};
use crate::reader::phrase::{find_any, has_any, match_each};
use crate::reader::text::Token;

/// How sure "the chances are …" is, by the word at its end.
const WEIGHTS: &[(&[&str], (f64, f64))] = &[
    (
        &[
            "slim", "small", "low", "poor", "thin", "minimal", "slight", "bleak", "dim", "grim",
            "little", "scant", "faint", "long", "meagre", "against", "few",
        ],
        (0.05, 0.20),
    ),
    (&["remote", "negligible", "nil", "zero", "no"], (0.01, 0.08)),
    (
        &[
            "fair",
            "even",
            "reasonable",
            "real",
            "decent",
            "some",
            "a",
            "growing",
            "serious",
        ],
        (0.35, 0.65),
    ),
    (
        &[
            "good",
            "high",
            "strong",
            "excellent",
            "bright",
            "great",
            "every",
            "better",
            "considerable",
            "overwhelming",
            "favourable",
            "favorable",
        ],
        (0.65, 0.85),
    ),
];

/// The nouns, after "there is" or "has".
const THERE: &[&[&str]] = &[
    &[
        "the|a|one|real|biggest|main",
        "risk|danger",
        "_1",
        "is",
        "that",
    ],
    &[
        "there",
        "is|are|remains|seems|exists",
        "_5",
        "chance|prospect|prospects|likelihood|hope|danger|risk|probability|possibility",
        "of|that|for|,",
    ],
    &[
        "stand|stands|has|have",
        "_4",
        "chance|prospect|hope",
        "of|to",
    ],
];

const NOUNS: &[&[&str]] = &[
    &[
        "chances|odds|likelihood|probability|prospects|prospect|hopes|chance",
        "that|of|for",
    ],
    &["outlook", "for?"],
];

/// Whether the clause weighs a chance that is yet to come.
pub(crate) fn is(clause: &Clause<'_>) -> bool {
    let own = clause.own();
    weighed(own).is_some_and(|hit| !looks_back(own, hit.opens))
}

/// A chance and the words that weigh it.
pub(crate) struct Weighed {
    /// The words that weigh it.
    pub(crate) tokens: Range<usize>,
    /// How sure they are.
    pub(crate) range: (f64, f64),
    /// Where what is weighed begins.
    opens: usize,
}

/// The chance that `own` weighs, if it does.
pub(crate) fn weighed(own: &[Token]) -> Option<Weighed> {
    there(own).or_else(|| noun(own))
}

/// "There is a fair chance that".
fn there(own: &[Token]) -> Option<Weighed> {
    let hit = find_any(own, 0, THERE)?;
    if let Some(at) = (hit.start..hit.end).find(|&at| percent(own, at)) {
        let share: f64 = own[at].lower.parse().unwrap_or(50.0) / 100.0;
        return Some(Weighed {
            tokens: at..hit.end - 1,
            range: ((share - 0.05).max(0.01), (share + 0.05).min(0.99)),
            opens: hit.end,
        });
    }
    let weight = (hit.start + 1..hit.end).rev().find_map(|at| {
        weight(&own[at])
            .filter(|_| !own[at].is_any(&["a"]))
            .map(|w| (at, w))
    });
    let (at, range) = weight.unwrap_or((hit.start, (0.35, 0.65)));
    Some(Weighed {
        tokens: at..hit.end - 1,
        range,
        opens: hit.end,
    })
}

/// "70 per cent", "70%".
fn percent(own: &[Token], at: usize) -> bool {
    let number = own[at]
        .lower
        .parse::<f64>()
        .is_ok_and(|n| (0.0..=100.0).contains(&n));
    number
        && own
            .get(at + 1)
            .is_some_and(|t| t.is_any(&["per", "percent", "%"]))
}

/// "The chances that it is found are slim".
fn noun(own: &[Token]) -> Option<Weighed> {
    if !has_any(own, NOUNS) {
        return None;
    }
    let opens = (0..own.len()).find_map(|at| {
        let ends = match_each(own, at, NOUNS);
        ends.into_iter().max()
    })?;
    let verb = (opens..own.len()).rev().find(|&i| {
        own[i].is_any(&[
            "is", "are", "look", "looks", "seem", "seems", "remain", "remains",
        ])
    })?;
    let rest = &own[verb + 1..(verb + 5).min(own.len())];
    let found = rest
        .iter()
        .enumerate()
        .find_map(|(i, t)| weight(t).filter(|_| !t.is_any(&["a"])).map(|w| (i, w)));
    let (i, range) = found?;
    Some(Weighed {
        tokens: verb..verb + 2 + i,
        range,
        opens,
    })
}

fn weight(token: &Token) -> Option<(f64, f64)> {
    WEIGHTS
        .iter()
        .find(|(words, _)| token.is_any(words))
        .map(|(_, range)| *range)
}
