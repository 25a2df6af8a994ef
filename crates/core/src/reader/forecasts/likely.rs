//! Rule `forecasts/likely`: "is likely to", "is expected to", "we expect", "is all but
//! certain", "it is hard to see X doing".
//!
//! Why: words of probability before an infinitive look ahead; before a perfect ("is
//! likely to have failed") or about the past they do not.

use std::ops::Range;

use super::Clause;
use crate::reader::phrase::{any_of, find_phrase};
use crate::reader::stance::verdict::past;
use crate::reader::text::Token;

const PATTERNS: &[&[&str]] = &[
    &[
        "is|are|am|be|remain|remains|looks|seems|look",
        "_3",
        "likely|unlikely|certain|sure|bound|destined|doomed|guaranteed|poised|set|due",
        "to",
    ],
    &["isn't|aren't", "_2", "likely|certain|expected|going", "to"],
    &[
        "is|are|was|were",
        "_2",
        "expected|forecast|predicted|projected|tipped|slated",
        "to",
    ],
    &[
        "it",
        "is|seems|looks|appears|remains",
        "_2",
        "likely|unlikely|probable|improbable|doubtful|inevitable",
        "that",
    ],
    &[
        "expect|expects|predict|predicts|forecasts|foresee|foresees|anticipate|anticipates|predicted|expected",
        "_9",
        "to|will|would|by|within|that",
    ],
    &["expect", "no|little|more|another|some|further|a"],
    &["i|we", "_1", "expect|predict"],
    &[
        "is|are|seems|looks",
        "_1",
        "all|almost|virtually|nearly",
        "but?",
        "certain|inevitable|assured|over",
    ],
    &["is|are", "inevitable|unavoidable"],
    &[
        "hard|difficult",
        "to",
        "see|imagine|envisage",
        "him|her|it|them|the|a|an|this|that|any|much|anyone|anything",
        "_6",
        "doing|making|having|being|coming|going|winning|losing|changing|returning|surviving|lasting",
    ],
    &["stands|stand", "to", "gain|lose|win|benefit"],
    &["threatens|threaten|promises|promise", "to"],
    &["chances|odds", "are", "that"],
    &["the", "likeliest", "outcome|result"],
];

/// Whether the clause foresees by a word of probability.
pub(crate) fn is(clause: &Clause<'_>) -> bool {
    let own = clause.own();
    PATTERNS.iter().any(|pattern| {
        find_phrase(own, 0, pattern).is_some_and(|hit| {
            // "Is likely to have failed" looks back.
            // "More likely to vote" compares.
            let compares = own[hit.clone()].iter().any(|t| t.is_any(&["more", "less"]));
            let will = any_of(own, &["will", "would"]);
            // "It is likely that it fell" weighs the past.
            let that = own[hit.end - 1].is_any(&["that"]);
            let perfect = own[hit.end..]
                .iter()
                .take(2)
                .any(|t| t.is_any(&["have", "had"]));
            let weighs = that && past(&own[hit.end..]);
            !weighs && !perfect && !hoped(own, &hit) && (!compares || will)
        })
    })
}

/// "His rival expected to become chair": what someone in the past wished for, where no other
/// verb makes an aside of it ("the bridge, expected to open in May, is late").
fn hoped(own: &[Token], hit: &Range<usize>) -> bool {
    let to = own.get(hit.start + 1).is_some_and(|t| t.is_any(&["to"]));
    let verb = |t: &Token| {
        t.is_any(&[
            "is", "are", "was", "were", "be", "been", "has", "have", "had", "will",
        ]) || t.lower.ends_with("ed")
    };
    let other = own[..hit.start].iter().any(verb);
    let aside = own[hit.end..].iter().any(|t| t.is_mark(","));
    own[hit.start].is_any(&["expected"]) && to && !other && !aside
}
