//! Rule `hypotheses/motive`: what moved somebody, told as a plain fact: "the owners could
//! not afford the crew", "she feared for the bank", "the club has a habit of waiting".
//!
//! Why: where an article explains what somebody did, the wishes, fears and habits of
//! those it tells of are explanations without any word of cause. One to a paragraph.

use std::ops::Range;

use super::{Candidate, Place};
use crate::reader::outline::Outline;
use crate::reader::phrase::find_phrase;
use crate::reader::remarks::{counterfactual, unknowable};
use crate::reader::text::Token;

pub(crate) const RULE: &str = "hypotheses/motive";

/// The subject has at most so many tokens.
const SUBJECT: usize = 5;

/// Words of a wish, a fear or a habit.
const MOVED: &[&[&str]] = &[
    &["wanted|hoped|needed|longed|feared|dreaded", "_"],
    &["could", "not", "afford|bear|stand|face|resist"],
    &["couldn't", "afford|bear|stand|face|resist"],
    &["worried", "that|about"],
    &["was|were", "_1", "afraid|terrified|desperate|anxious", "_"],
    &[
        "had",
        "no|little",
        "wish|desire|appetite|stomach|incentive|interest",
        "_",
    ],
    &["has|have|had", "a|the", "_1", "habit", "of"],
    &["did|dared", "not", "dare|trust|want|like"],
];

/// Who is moved: those that the article speaks of.
const WHO: &[&str] = &[
    "he", "she", "they", "it", "the", "his", "her", "their", "its",
];

/// Words of a lasting trait.
const ALWAYS: &[&str] = &["has|have|had", "always|never|long", "_"];

/// The trait that a speaker in the line gives: "The line has never paid its way," said …
fn quoted(body: &[Token]) -> Option<Range<usize>> {
    let open = body.iter().position(Token::is_quote)?;
    let close = (open + 1..body.len()).find(|&i| body[i].is_quote())?;
    let own = body.get(open + 1..close)?;
    let hit = find_phrase(own, 1, ALWAYS).filter(|hit| hit.start <= SUBJECT)?;
    let who = own.first().is_some_and(|t| !t.is_any(&["i", "we", "you"]));
    (who && hit.end < own.len()).then_some(open + 1..close)
}

/// The motive that the line tells.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let weighs = (place.explanatory || place.weighing) && place.open && place.begun;
    if let Some(range) = quoted(place.body()).filter(|_| weighs && !place.line.question) {
        return vec![Candidate {
            fresh: true,
            ..Candidate::reported(range, RULE)
        }];
    }
    told(place)
}

/// The motive that the writer tells.
fn told(place: &Place<'_, '_>) -> Vec<Candidate> {
    let line = place.line;
    let body = place.body();
    let free = place.open || answers(place.outline, line.paragraph);
    let here = (place.explanatory || place.weighing) && line.paragraph > 0 && free;
    if !here || line.question || spoken(body) || !moved(place, body) {
        return Vec::new();
    }
    let other = counterfactual::is(place.outline, line) || unknowable::is(place.outline, line);
    if other || body.iter().any(|t| t.is_any(&["will", "if"])) {
        return Vec::new();
    }
    vec![Candidate {
        fresh: place.open,
        ..Candidate::own(place.whole(), RULE)
    }]
}

/// Whether somebody the article speaks of is moved.
fn moved(place: &Place<'_, '_>, body: &[Token]) -> bool {
    let named = place.outline.text.is_capital(place.line.body.start)
        && body.first().is_some_and(|t| t.lower.len() > 3);
    let who = body.first().is_some_and(|t| t.is_any(WHO)) || named;
    who && MOVED
        .iter()
        .any(|p| find_phrase(body, 1, p).is_some_and(|hit| hit.start <= SUBJECT))
}

/// Whether somebody speaks in the line; "she feared that" is no speech.
fn spoken(body: &[Token]) -> bool {
    let says = |t: &Token| t.is_any(&["said", "says", "told", "added"]);
    body.iter().any(Token::is_quote) || body.iter().take(SUBJECT + 3).any(says)
}

/// Whether a paragraph opens with a question: what it tells then is its answer.
fn answers(outline: &Outline<'_>, paragraph: usize) -> bool {
    let at = outline.lines.partition_point(|l| l.paragraph < paragraph);
    outline.lines.get(at).is_some_and(|l| l.question)
}
