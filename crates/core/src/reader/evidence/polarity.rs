//! Rule `evidence/polarity`: words that say which way a sentence points, whatever stands
//! before it.
//!
//! Why: a sentence points the way that the sentence before it did, until a word turns it;
//! some sentences say by themselves which way they point.

use crate::reader::draft::Bearing;
use crate::reader::phrase::{find_phrase, has_phrase};
use crate::reader::text::Token;

const FOR: &[&[&str]] = &[
    &["not|hardly", "unprecedented"],
    &["would", "explain|account"],
    &["consistent|tallies|fits|chimes|squares|agrees", "with"],
    &["points|points", "the", "same", "way"],
    &["no", "wonder|surprise|coincidence|accident"],
    &["not", "_2", "surprised|surprising"],
    &["lends|lent|gives", "_2", "weight|credence|support"],
    &["do|does|did", "show|confirm|suggest"],
];

const AGAINST: &[&[&str]] = &[
    &["hard|difficult|impossible", "to", "square|reconcile"],
    &["contradicts|contradict|contradicted|undermines|undermine|refutes|disproves|belies"],
    &["no", "_1", "evidence|proof|sign|trace|data|indication"],
    &["inconsistent|at|incompatible", "odds?", "with"],
    &["made|makes", "no", "difference"],
    &["just|equally", "as", "many|much|bad|often"],
    &["in", "fact"],
    &["actually"],
    &["hardly|scarcely|barely", "any|a"],
    &["so", "did|do|does|was|were|have|had", "_9", "_"],
    &["denies|denied|disputes|disputed|rejects|rejected"],
];

/// The way that the words point by themselves, where they do.
pub(crate) fn of(words: &[Token]) -> Option<Bearing> {
    if FOR.iter().any(|p| has_phrase(words, p)) {
        return Some(Bearing::For);
    }
    let opens_so = words.first().is_some_and(|t| t.is_any(&["so"]));
    let against = AGAINST.iter().any(|p| {
        find_phrase(words, 0, p).is_some_and(|hit| {
            let negated = words[hit.start.saturating_sub(3)..hit.start]
                .iter()
                .any(|t| t.is_any(&["nobody", "not", "never", "none", "no"]));
            (p[0] != "so" || opens_so) && (!negated || p[0].starts_with("no"))
        })
    });
    against.then_some(Bearing::Against)
}
