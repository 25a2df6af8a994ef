//! Rule `hypotheses/listed`: reasons counted off or added: "First, …", "Then there is …",
//! "It did not help that …", "Nor should we forget …".
//!
//! Why: a list after a question gives answers without a word that says so.

use super::{Candidate, NOUNS, Place};
use crate::reader::outline::{Opener, clause_end};
use crate::reader::phrase::{any_of, match_any};
use crate::reader::stance::verdict::past;

const RULE: &str = "hypotheses/listed";

/// Openings after which the rest is the explanation.
const REST: &[&[&str]] = &[
    &[
        "it|nor", "did|does", "not?", "it?", "help", "either?", "that",
    ],
    &["then|and", "there", "is|was|are|were", "also?"],
    &["there", "is|was", "also|then|further"],
    &["add", "to", "this|that|these", ":?"],
    &["to", "this|that|these", "_1", "be", "added"],
    &["on", "top", "of", "that|this|it|all", ",?"],
    &[
        "nor|neither|and|we",
        "should|must|can",
        "we|one|i|not?",
        "forget|overlook|ignore|underestimate|discount",
    ],
    &["do|let", "not|us", "not?", "forget|overlook|underestimate"],
    &["it", "also", "mattered|helped|hurt", "that"],
    &["begin|start|let", "us?", "begin|start?", "with"],
    &["last|next|finally|then|first", "comes|come|came"],
    &["that|this", "leaves|left", "us?", "with?"],
    &[
        "there|here",
        "remains|is",
        "also?",
        "the",
        "matter|question|business|problem",
        "of",
    ],
    &[
        "the",
        "second|third|fourth|other|last|next|final",
        "is|was|lies|concerns",
        "that?",
    ],
    &["equally|just", "as?", "important", "is|was", "that?"],
];

/// The reason that the line lists.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let body = place.body();
    let counted = place.opening && place.counting && past(body);
    if !(place.explanatory || place.weighing || counted) || place.line.question {
        return Vec::new();
    }
    if place.line.opener == Opener::Ordinal {
        let end = clause_end(body, 0, body.len());
        return fresh(0..end);
    }
    if !(place.explanatory || place.weighing) {
        return Vec::new();
    }
    let listed = match_any(body, 0, REST);
    match listed {
        Some(start) if (place.open && place.begun) || place.line.first => {
            let end = clause_end(body, start, body.len());
            let named = any_of(&body[start..end], NOUNS);
            let colon = body.get(end).is_some_and(|t| t.is_any(&[":", "—", "–"]));
            // "Then there is the theory that many prefer: it rained."
            if named && colon && end + 2 < body.len() {
                return fresh(end + 1..body.len());
            }
            fresh(start..end)
        }
        _ => Vec::new(),
    }
}

fn fresh(range: std::ops::Range<usize>) -> Vec<Candidate> {
    vec![Candidate {
        fresh: true,
        ..Candidate::own(range, RULE)
    }]
}
