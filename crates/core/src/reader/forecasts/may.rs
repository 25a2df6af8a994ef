//! Rule `forecasts/may`: "may", "might" and "could" where the text looks ahead.
//!
//! Why: the same words tell what is possible now and what may have been; only a horizon, a
//! question about the future, a forecast beside them or a speaker who foresees makes them
//! forecasts.

use super::{Clause, horizon_words};
use crate::reader::hypotheses::SURE_NOUNS;
use crate::reader::phrase::{any_of, has_any};
use crate::reader::text::{Token, TokenKind};

/// Words beside the modal that look ahead.
const COMING: &[&[&str]] = &[
    &[
        "may|might|could",
        "never|yet|still|soon|eventually|someday",
        "_",
    ],
    &["to", "come"],
    &["one", "day"],
];

/// Whether the clause foresees by a modal of possibility.
pub(crate) fn is(clause: &Clause<'_>) -> bool {
    let own = clause.own();
    let modal = (0..own.len())
        .any(|i| own[i].is_any(&["may", "might", "could"]) && open(own, i) && !name(clause, i));
    if own
        .iter()
        .any(|t| t.is_any(SURE_NOUNS) || t.is_any(&["answer", "reason"]))
    {
        return false;
    }
    let said = clause.said && any_of(own, &["could", "might"]);
    let coming = has_any(own, COMING);
    modal && (clause.ahead || coming || said || horizon_words::find(own).is_some())
}

/// "Mrs May": a name.
fn name(clause: &Clause<'_>, at: usize) -> bool {
    let index = clause.start + clause.range.start + at;
    at + clause.range.start > 0 && clause.text.is_capital(index)
}

/// A bare verb follows: no perfect, and it is not the month.
fn open(own: &[Token], at: usize) -> bool {
    let next = &own[(at + 1).min(own.len())..(at + 4).min(own.len())];
    let month = next.first().is_none_or(|t| t.kind != TokenKind::Word);
    let subject =
        at > 0 && !own[at - 1].is_any(&["in", "by", "of", "on", "since", "until", "last"]);
    // "Fearing that rivals might act", "it could well be right": no outlook of the writer's.
    let feared = any_of(&own[at.saturating_sub(8)..at], FEARED);
    let judged = any_of(next, &["right", "true", "wrong", "correct"]);
    let relative = at > 0 && own[at - 1].is_any(&["who", "which", "that"]);
    !month && subject && !relative && !feared && !judged && !any_of(next, &["have", "not", "'ve"])
}

/// Words whose object is what someone feared or wished, in the past.
const FEARED: &[&str] = &[
    "feared",
    "fearing",
    "worried",
    "worrying",
    "afraid",
    "lest",
    "hoped",
    "hoping",
    "suspected",
    "suspecting",
    "wondered",
    "wondering",
    "thought",
    "believed",
    "idea",
    "notion",
];
