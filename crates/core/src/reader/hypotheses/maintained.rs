//! Rule `hypotheses/maintained`: somebody holds an opinion: "conventional wisdom has it
//! that", "the union insists that", "supporters will tell you that", "it is tempting to
//! conclude that".
//!
//! Why: these verbs are used of opinions that may be doubted, where "said" only reports.

use super::{Candidate, Place};
use crate::reader::outline::clause_end;
use crate::reader::phrase::{Phrase, any_of, find_each};
use crate::reader::stance::verdict::past;
use crate::reader::stems::{shared, stems};
use crate::reader::text::{Token, TokenKind};

const RULE: &str = "hypotheses/maintained";

/// Verbs of opinion.
const OPINES: &[&[&str]] = &[
    &["has|have|had", "it", "that"],
    &[
        "holds|hold|held|insists|insist|insisted|maintains|maintain|maintained|contends|contend|contended|reckons|reckon|swears|swear|suspects|suspect|argues|argue|argued|alleges|allege|alleged",
        "that",
    ],
    &["will|would", "tell", "you|us|anyone", "that?"],
    &["would", "have", "us|you", "believe|think", "that?"],
    &[
        "prefers|prefer|preferred|likes|like",
        "to",
        "think|believe|say",
        "that?",
    ],
    &[
        "tempting|easy|fashionable|comforting",
        "to",
        "conclude|think|believe|say|suppose|assume",
        "that?",
    ],
];

/// Verbs that report opinions and much else.
const REPORTS: &[&[&str]] = &[
    &[
        "wrote|writes|adds|added|concludes|concluded|believes|believed|claims|claimed",
        "that",
    ],
    &["said|says", "_2", "that"],
];

/// Whoever holds nothing, or not what is asked.
const NOBODY: &[&str] = &[
    "i", "we", "he", "she", "nobody", "no", "none", "this", "that", "who", "which", "report",
];

/// The opinion that the line gives to somebody.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let body = place.body();
    let begins = place.line.first || place.open && place.begun;
    if !place.explains() || !begins || place.line.question {
        return Vec::new();
    }
    let first = |patterns: &'static [Phrase]| {
        let hits = find_each(body, 1, patterns);
        hits.into_iter().min_by_key(|hit| hit.start)
    };
    let opines = first(OPINES);
    let reports = || first(REPORTS).filter(|_| !place.opening || place.weighing);
    let sure = opines.is_some();
    let Some(hit) = opines
        .or_else(reports)
        .filter(|hit| subject(body, hit.start))
    else {
        return Vec::new();
    };
    let range = hit.end..clause_end(body, hit.end, body.len());
    let own = &body[range.clone()];
    let about = shared(&stems(own), place.asked) >= 1 || body[hit.start].is_any(&["wrote", "adds"]);
    let plea = own
        .iter()
        .take(6)
        .any(|t| t.is_any(&["should", "must", "ought"]));
    let asks = own
        .first()
        .is_some_and(|t| t.is_any(&["he", "she", "i", "it", "there"]));
    if own.len() < 3 || !past(own) || plea || asks || !(sure || about && place.line.first) {
        return Vec::new();
    }
    let tempting = any_of(&body[hit.start..hit.end], &["to"]) && body[0].is_any(&["it"]);
    vec![Candidate {
        fresh: true,
        speaker: (!tempting).then_some(0..hit.start),
        ..Candidate::reported(range, RULE)
    }]
}

/// Whether what stands before the verb may hold an opinion: it is short, or an apposition
/// stands in it, and it is somebody.
fn subject(body: &[Token], verb: usize) -> bool {
    let head = body.first().is_some_and(|t| !t.is_any(NOBODY));
    let joint = body[..verb]
        .iter()
        .any(|t| t.is_quote() || t.is_any(&[";", ":", "that", "which", "if", "when", "not"]));
    let commas = body[..verb].iter().filter(|t| t.is_mark(",")).count();
    let plain = body[..verb]
        .iter()
        .filter(|t| t.kind == TokenKind::Word)
        .count()
        <= 9;
    head && !joint && plain && commas != 1
}
