//! Rule `forecasts/fate`: "it is only a matter of time", "his days are numbered", "the outlook
//! is bleak".
//!
//! Why: set phrases foresee without a verb in the future; in the past tense they tell.

use super::Clause;
use crate::reader::phrase::{any_of, find_phrase, has_any};
use crate::reader::text::Token;

const PATTERNS: &[&[&str]] = &[
    &[
        "is|are|seems|remains",
        "_1",
        "a",
        "matter|question",
        "of",
        "time",
    ],
    &["days|hours|weeks|months", "_4", "are", "_1", "numbered"],
    &["faces|face", "_2", "years|months|decades|weeks", "of"],
    &[
        "is|are|seems|looks",
        "_1",
        "headed|heading|destined|bound|doomed",
        "for|to",
    ],
    &[
        "future|outlook|prospects",
        "_5",
        "is|are|look|looks|seems|seem|remain|remains",
        "_1",
        "bleak|bright|grim|dim|poor|good|uncertain|dark|rosy",
    ],
    &["sooner", "or", "later"],
    &["has|have", "no|little", "future"],
    &["worse|more", "is", "to", "come"],
    &["worst", "is", "_1", "yet|over|still|behind"],
];

/// Whether the clause foresees by a set phrase.
pub(crate) fn is(clause: &Clause<'_>) -> bool {
    let own = clause.own();
    let past = any_of(own, &["was", "were", "had", "did"]);
    !past && (has_any(own, PATTERNS) || unseen(own))
}

/// "I cannot see the port reopening", "it is hard to see the mayor staying".
fn unseen(own: &[Token]) -> bool {
    const SEE: &[&[&str]] = &[
        &["cannot|can't", "_1", "see"],
        &["hard|difficult", "to", "see"],
    ];
    SEE.iter().any(|p| {
        find_phrase(own, 0, p).is_some_and(|hit| {
            let rest = &own[hit.end..(hit.end + 8).min(own.len())];
            let how = rest
                .first()
                .is_some_and(|t| t.is_any(&["how", "why", "what", "any", "that"]));
            let doing = rest.iter().skip(1).any(|t| {
                t.lower.ends_with("ing")
                    && t.lower.len() > 5
                    && !t.is_any(&["anything", "nothing", "something", "everything", "during"])
            });
            !how && doing
        })
    })
}
