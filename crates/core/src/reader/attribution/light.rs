//! Rule "light": "S expressed concern about C", "S made it clear that C", "S has doubts
//! about C".
//!
//! Why: much of saying is done by a verb that says little and a noun that says what is
//! done. Verb, noun and preposition together are the cue.

use std::ops::Range;

use abduce_english::Upos;

use super::kinds;
use super::{Found, Scene, Used, extent, speaker, subject};
use crate::reader::quotes;
use crate::reader::text::Sentence;

/// Verbs that carry a noun of saying, in all their forms, sorted.
const VERBS: &[&str] = &[
    "announced",
    "cast",
    "deliver",
    "delivered",
    "delivering",
    "delivers",
    "drew",
    "echoed",
    "express",
    "expressed",
    "expresses",
    "expressing",
    "find",
    "found",
    "gave",
    "get",
    "give",
    "given",
    "gives",
    "giving",
    "got",
    "had",
    "has",
    "have",
    "having",
    "held",
    "hold",
    "holding",
    "holds",
    "issue",
    "issued",
    "issues",
    "issuing",
    "launched",
    "launching",
    "lend",
    "lent",
    "level",
    "leveled",
    "leveling",
    "made",
    "make",
    "makes",
    "making",
    "offer",
    "offered",
    "offering",
    "offers",
    "pose",
    "posed",
    "posted",
    "pressed",
    "raise",
    "raised",
    "raises",
    "raising",
    "reiterated",
    "released",
    "releasing",
    "renewed",
    "repeated",
    "reversed",
    "send",
    "sending",
    "sent",
    "share",
    "shared",
    "show",
    "showed",
    "stated",
    "take",
    "taken",
    "takes",
    "taking",
    "took",
    "unleashed",
    "voice",
    "voiced",
    "voices",
    "voicing",
];

/// Nouns of saying and thinking, sorted.
pub(super) const NOUNS: &[&str] = &[
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "anger",
    "announcement",
    "apology",
    "appeal",
    "appeals",
    "argument",
    "arguments",
    "assertion",
    "attack",
    "attacks",
    "backing",
    "belief",
    "call",
    "calls",
    "charge",
    "charges",
    "claim",
    "claims",
    "clear",
    "comment",
    "comments",
    "commitment",
    "complaint",
    "complaints",
    "concern",
    "concerns",
    "confidence",
    "conviction",
    "criticism",
    "criticisms",
    "critique",
    "decision",
    "defense",
    "desire",
    "disagreement",
    "disappointment",
    "dismay",
    "doubt",
    "doubts",
    "endorsement",
    "enthusiasm",
    "faith",
    "fear",
    "fears",
    "frustration",
    "gratitude",
    "hope",
    "hopes",
    "impression",
    "interest",
    "mention",
    "objection",
    "objections",
    "opinion",
    "opinions",
    "opposition",
    "optimism",
    "outrage",
    "plea",
    "pleas",
    "pledge",
    "pledges",
    "praise",
    "prediction",
    "predictions",
    "promise",
    "promises",
    "question",
    "questions",
    "recommendation",
    "recommendations",
    "reference",
    "references",
    "regret",
    "remark",
    "remarks",
    "request",
    "reservations",
    "skepticism",
    "statement",
    "statements",
    "suggestion",
    "suggestions",
    "support",
    "surprise",
    "sympathy",
    "testimony",
    "thoughts",
    "threat",
    "threats",
    "view",
    "views",
    "vow",
    "warning",
    "warnings",
    "willingness",
    "worries",
];

/// The most tokens between verb and noun.
const MAX_BETWEEN: usize = 5;

/// Finds verbs with their nouns.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, used: &Used) {
    if !scene.tagged() {
        return;
    }
    for sentence in &scene.text.sentences {
        for noun in sentence.tokens.clone().skip(2) {
            if scene.may(noun, kinds::LIGHT) && !used.contains(&noun) {
                out.extend(at(scene, sentence, noun));
            }
        }
    }
}

fn at(scene: &Scene, sentence: &Sentence, noun: usize) -> Option<Found> {
    let (end, inside) = complement(scene, sentence, noun)?;
    let low = sentence
        .tokens
        .start
        .max(noun.saturating_sub(MAX_BETWEEN + 1));
    let verb = (low..noun)
        .rev()
        .take_while(|&i| !scene.text.tokens[i].is_any(&[",", ";", "of", "that", "and", "or"]))
        .find(|&i| VERBS.binary_search(&scene.lower(i)).is_ok())?;
    if !carries(scene, verb + 1..noun) || quotes::around(scene.quotes, verb).is_some() {
        return None;
    }
    let (np, cue) = speaker::before(scene, verb, sentence.tokens.start)
        .or_else(|| subject::shared(scene, (sentence.tokens.start, verb)))?;
    let (cue, content) = (
        cue.start..end,
        extent::object(scene, sentence, inside, noun)?,
    );
    Some(Found {
        speaker: np,
        cue,
        content,
        hole: None,
        quiet: true,
        rule: "light",
    })
}

/// Where the cue ends and where the content begins: a preposition belongs to the cue,
/// "that" to the content, "saying" to the cue.
fn complement(scene: &Scene, sentence: &Sentence, noun: usize) -> Option<(usize, usize)> {
    let next = noun + 1;
    if next + 1 >= sentence.tokens.end {
        return None;
    }
    Some(match scene.lower(next) {
        "that" | "whether" => (next, next),
        "to" if matches!(scene.upos(next + 1), Upos::Verb | Upos::Aux) => (next, next),
        "about" | "for" | "of" | "on" | "over" | "against" | "in" | "at" | "with" | "from"
        | "regarding" | "saying" | "toward" | "towards" | "to" => (next + 1, next + 1),
        _ => return None,
    })
}

/// Whether only what belongs to the noun stands between verb and noun.
fn carries(scene: &Scene, between: Range<usize>) -> bool {
    between.into_iter().all(|i| {
        matches!(
            scene.upos(i),
            Upos::Det | Upos::Adj | Upos::Adv | Upos::Num | Upos::Noun | Upos::Propn | Upos::Pron
        ) && !scene.text.tokens[i].is_possessive()
            || scene.lower(i) == "-"
            || matches!(scene.upos(i), Upos::Verb) && scene.lower(i).ends_with("ed")
    })
}

#[cfg(test)]
mod tests {
    use super::{NOUNS, VERBS};
    use crate::reader::attribution::check::relations;

    #[test]
    fn the_lists_are_sorted_for_binary_search() {
        assert!(NOUNS.is_sorted() && VERBS.is_sorted());
    }

    #[test]
    fn matches_and_must_not() {
        relations(
            "light",
            &[
                (
                    "The regulator expressed concern about the merger.",
                    &["The regulator | expressed concern about | the merger"],
                ),
                (
                    "The captain made it clear that he would stay.",
                    &["The captain | made it clear | that he would stay"],
                ),
                ("The captain made tea for the crew.", &[]),
            ],
        );
    }
}
