//! Rule `forecasts/will`: "will", "is going to", "would" under a verb of saying.
//!
//! Why: the plain future foresees, unless it states a plan, a habit or what a relative
//! clause says in passing ("the men who will row").

use super::Clause;
use crate::reader::phrase::{Phrase, any_of, has_any, has_phrase};
use crate::reader::text::Token;

const GOING: &[&[&str]] = &[
    &["is|are|am", "_1", "going", "to"],
    &["is|are", "_1", "about", "to"],
    &["isn't|aren't", "going", "to"],
];

const SAYING: &[&str] = &[
    "said",
    "warned",
    "added",
    "predicted",
    "argued",
    "forecast",
    "thought",
    "believed",
    "insisted",
    "announced",
    "claimed",
    "told",
    "wrote",
];

/// Whether the clause foresees by its tense.
pub(crate) fn is(clause: &Clause<'_>) -> bool {
    let own = clause.own();
    let will = (0..own.len()).any(|i| {
        let modal = own[i].is_any(&["will", "won't", "'ll"]) || own[i].lower.ends_with("'ll");
        modal && !relative(own, i) && !noun(own, i) && !habit(own, i) && !asked(own, i)
    });
    will || has_any(own, GOING) || reported(clause)
}

/// "The men who will row", "a wave that will come".
fn relative(own: &[Token], at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|i| own.get(i))
        .is_some_and(|t| t.is_any(&["who", "which", "that", "what", "whoever", "whatever"]))
        || described(own, at)
}

/// "The price that buyers will pay": "that" after a noun with its article describes, unless
/// the noun is one of saying or of chance ("the fear that prices will rise").
fn described(own: &[Token], at: usize) -> bool {
    const HELD: &[&str] = &[
        "bet",
        "belief",
        "chance",
        "chances",
        "claim",
        "conclusion",
        "danger",
        "doubt",
        "evidence",
        "expectation",
        "fact",
        "fear",
        "fears",
        "forecast",
        "guess",
        "hope",
        "idea",
        "impression",
        "likelihood",
        "odds",
        "point",
        "possibility",
        "prediction",
        "probability",
        "promise",
        "prospect",
        "result",
        "risk",
        "sense",
        "sign",
        "signs",
        "truth",
        "view",
        "warning",
    ];
    const ARTICLES: &[&str] = &[
        "the", "a", "an", "any", "every", "some", "this", "its", "their", "his", "her", "no",
    ];
    (at.saturating_sub(6).max(2)..at).any(|i| {
        own[i].is_any(&["that"])
            && !own[i - 1].is_any(HELD)
            && any_of(&own[i.saturating_sub(3)..i - 1], ARTICLES)
            && !own[i - 1].is_any(&["clear", "likely", "certain", "sure", "said"])
    })
}

/// "Whether they will", "what kind of mayor will": asked, not foreseen.
fn asked(own: &[Token], at: usize) -> bool {
    // "What is certain is that they will" states.
    if has_phrase(own, &["what", "is|seems", "_2", "is", "that"]) {
        return false;
    }
    any_of(
        &own[at.saturating_sub(7)..at],
        &["whether", "how", "what", "who", "whose", "which", "why"],
    ) || at > 1
        && own[at.saturating_sub(5)..at]
            .iter()
            .skip(1)
            .any(|t| t.is_any(&["where"]))
}

/// "The notice had said that it would close": foreseen before what has come about since.
fn superseded(before: &[Token]) -> bool {
    before
        .windows(3)
        .any(|w| w[0].is_any(&["had"]) && any_of(&w[1..], SAYING))
}

/// "Would not lend until there was a truce": the future of a past day.
fn past(own: &[Token]) -> bool {
    const UNTIL: Phrase = &["until|till|before|unless", "_4", "was|were|had"];
    has_phrase(own, UNTIL)
}

/// "His will", "the political will", "fire at will".
fn noun(own: &[Token], at: usize) -> bool {
    let determined = own[at.saturating_sub(2)..at].iter().any(|t| {
        t.is_any(&[
            "the",
            "a",
            "political",
            "free",
            "good",
            "ill",
            "of",
            "no",
            "his",
            "their",
        ])
    });
    let next_verbal = own
        .get(at + 1)
        .is_some_and(|t| t.is_any(&["to", "of", ".", ",", "and"]));
    let at_will = at > 0 && own[at - 1].is_any(&["at"]);
    determined && next_verbal || at_will
}

/// "You will need", "will you": an instruction or an offer.
fn habit(own: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| own.get(i));
    let contracted = own[at].is_any(&["you'll"]);
    contracted || before.is_some_and(|t| t.is_any(&["you"]))
}

/// "They said that showers would ease", without a condition.
fn reported(clause: &Clause<'_>) -> bool {
    let own = clause.own();
    let Some(would) = own.iter().position(|t| t.is_any(&["would", "wouldn't"])) else {
        return false;
    };
    let before = &clause.words[..clause.range.start + would];
    let said = any_of(before, SAYING);
    let conditional = clause
        .words
        .iter()
        .any(|t| t.is_any(&["if", "unless", "without"]));
    let have = own[would..]
        .iter()
        .take(4)
        .any(|t| t.is_any(&["have", "like", "rather", "expect", "think"]));
    said && !superseded(before)
        && !past(&own[would..])
        && !conditional
        && !have
        && !relative(own, would)
        && !asked(own, would)
}
