//! Rule `hypotheses/topic_sentence`: a paragraph among the explanations opens with a plain
//! statement about what the question is about, and goes on with facts.
//!
//! Why: writers state their own explanations as facts, without a word of cause; that the
//! paragraph stands among explanations is the only sign.

use super::{Candidate, Place};
use crate::reader::forecasts::{clauses, will};
use crate::reader::outline::Opener;
use crate::reader::phrase::{any_of, has_any};
use crate::reader::remarks::{counterfactual, unknowable};
use crate::reader::stems::shared;
use crate::reader::text::{Token, TokenKind};

/// Nouns that announce a trait or a circumstance: "has one weakness — …".
const TRAITS: &[&str] = &[
    "advantage",
    "attribute",
    "characteristic",
    "circumstance",
    "complication",
    "detail",
    "difference",
    "difficulty",
    "fact",
    "fault",
    "feature",
    "flaw",
    "habit",
    "handicap",
    "obstacle",
    "peculiarity",
    "problem",
    "quality",
    "quirk",
    "trait",
    "trouble",
    "weakness",
];

/// The statement that opens the paragraph, where it may be an explanation.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let line = place.line;
    if !(place.may_begin() && place.begun && line.first && line.opener == Opener::Plain)
        || line.question
    {
        return Vec::new();
    }
    let told = unknowable::is(place.outline, line)
        || counterfactual::is(place.outline, line)
        || ahead(place);
    if told || said_by_others(place) || bids(place.body()) {
        return Vec::new();
    }
    let body = place.body();
    let colon = body.iter().position(|t| t.is_any(&["—", "–", ":"]));
    let trait_named = colon.is_some_and(|at| at >= 2 && any_of(&body[..at], TRAITS));
    let about = place.amid && subject_asked(place) && facts_follow(place);
    if trait_named || about {
        vec![Candidate {
            fresh: true,
            ..Candidate::own(place.whole(), "hypotheses/topic_sentence")
        }]
    } else {
        Vec::new()
    }
}

/// "Follow the money": the reader is told what to do.
fn bids(body: &[Token]) -> bool {
    const BIDS: &[&str] = &[
        "follow", "look", "see", "imagine", "ask", "remember", "compare", "picture", "recall",
    ];
    body.first().is_some_and(|t| t.is_any(BIDS))
}

/// Whether the sentence looks ahead.
fn ahead(place: &Place<'_, '_>) -> bool {
    let body = place.body();
    clauses(body, 0).into_iter().any(|range| {
        will::is(&crate::reader::forecasts::Clause {
            words: body,
            range,
            text: place.outline.text,
            start: place.line.body.start,
            said: false,
            ahead: false,
        })
    })
}

/// Whether a speaker, and not the writer, says most of it.
fn said_by_others(place: &Place<'_, '_>) -> bool {
    let line = place.line.span;
    let length = line.end - line.start;
    place
        .attributions
        .iter()
        .skip_while(|a| a.content.end <= line.start)
        .take_while(|a| a.content.start < line.end)
        .any(|a| {
            let overlap = a
                .content
                .end
                .min(line.end)
                .saturating_sub(a.content.start.max(line.start));
            overlap * 2 > length
        })
}

/// Whether the first words speak of what the question speaks of.
fn subject_asked(place: &Place<'_, '_>) -> bool {
    let body = place.body();
    let head = crate::reader::stems::stems(&body[..body.len().min(7)]);
    shared(&head, place.asked) >= 1
}

/// Whether the paragraph goes on with dates, numbers or what was never so.
fn facts_follow(place: &Place<'_, '_>) -> bool {
    let outline = place.outline;
    let end = outline.paragraph_end(place.at);
    let rest = outline.lines.get(place.at + 1..=end).unwrap_or(&[]);
    rest.iter().any(|line| is_fact(outline.body(line)))
}

/// Whether a sentence tells a fact that could be looked up.
pub(crate) fn is_fact(words: &[Token]) -> bool {
    const NEVER: &[&[&str]] = &[
        &["never", "once|yet|before"],
        &["not", "a?", "single|once"],
        &["never"],
        &["every", "time|year|day|morning"],
        &[
            "since|last|in",
            "january|february|march|april|june|july|august|september|october|november|december",
        ],
    ];
    words.iter().any(|t| t.kind == TokenKind::Number) || has_any(words, NEVER)
}
