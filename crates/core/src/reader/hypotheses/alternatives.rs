//! Rule `hypotheses/alternatives`: "either X or Y".
//!
//! Why: it gives two explanations at once, and says that they exclude each other.

use super::{Candidate, Place};
use crate::reader::outline::clause_end;
use crate::reader::phrase::find_phrase;
use crate::reader::stems::stems;

const RULE: &str = "hypotheses/alternatives";

/// Shorter alternatives than this, in content words, are no explanations.
const CONTENT: usize = 2;

/// The explanations of "either … or …".
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let body = place.body();
    let asked = place.line.question || !place.explanatory || !place.line.first;
    if asked {
        return Vec::new();
    }
    let Some(either) = find_phrase(body, 0, &["either"]).filter(|hit| hit.start <= 4) else {
        return Vec::new();
    };
    let end = clause_end(body, either.end, body.len());
    let Some(or) = (either.end + 2..end).find(|&i| body[i].is_any(&["or"])) else {
        return Vec::new();
    };
    let first = either.end..or;
    let mut second = or + 1..end;
    while second.start < second.end
        && body[second.start].is_any(&["else", "perhaps", "that", "maybe"])
    {
        second.start += 1;
    }
    let thin = |range: &std::ops::Range<usize>| stems(&body[range.clone()]).len() < CONTENT;
    if thin(&first) || thin(&second) {
        return Vec::new();
    }
    [first, second]
        .into_iter()
        .map(|range| Candidate {
            fresh: true,
            ..Candidate::own(range, RULE)
        })
        .collect()
}
