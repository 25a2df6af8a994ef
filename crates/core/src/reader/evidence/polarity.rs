//! Rule `evidence/polarity`: words that say which way a sentence points, whatever stands
//! before it.
//!
//! Why: a sentence points the way that the sentence before it did, until a word turns it;
//! some sentences say by themselves which way they point.

use super::emphasis;
use crate::reader::draft::Bearing;
use crate::reader::phrase::{any_of, find_phrase, has_any, match_any};
use crate::reader::text::Token;

const FOR: &[&[&str]] = &[
    &["not|hardly", "unprecedented"],
    &["would", "explain|account"],
    &["consistent|tallies|fits|chimes|squares|agrees", "with"],
    &["points|points", "the", "same", "way"],
    &["no", "wonder|surprise|coincidence|accident"],
    &["not", "_2", "surprised|surprising"],
    &["lends|lent|gives", "_2", "weight|credence|support"],
];

const AGAINST: &[&[&str]] = &[
    &[
        "trouble|problem|difficulty|snag|flaw|catch",
        "_3",
        "is|are",
        "that|:|how|,",
    ],
    &["the", "other|opposite|wrong", "way|direction"],
    &["neither|none|nobody|nor", "_9", "anything|unusual|amiss"],
    &[
        "saw|found|showed|shows|noticed|revealed|turned",
        "up?",
        "nothing",
    ],
    &["not", "bear|bears", "_2", "out"],
    &[
        "not",
        "tell|tells|show|support|supports|agree|match|confirm",
    ],
    &["nobody|none", "has|have", "_1", "reported|seen|found|shown"],
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

/// Words that point against at the start of a sentence only.
const OPENS_AGAINST: &[&[&str]] = &[&["against", "it|this|that|which", ","], &["nor"]];

/// The way that the words point by themselves, where they do.
pub(crate) fn of(words: &[Token]) -> Option<Bearing> {
    if match_any(words, 0, OPENS_AGAINST).is_some() {
        return Some(Bearing::Against);
    }
    if emphasis::is(words) || has_any(words, FOR) {
        return Some(Bearing::For);
    }
    let opens_so = words.first().is_some_and(|t| t.is_any(&["so"]));
    let against = AGAINST.iter().any(|p| {
        find_phrase(words, 0, p).is_some_and(|hit| {
            let negated = any_of(
                &words[hit.start.saturating_sub(3)..hit.start],
                &["nobody", "not", "never", "none", "no"],
            );
            (p[0] != "so" || opens_so) && (!negated || p[0].starts_with("no"))
        })
    });
    against.then_some(Bearing::Against)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    #[test]
    fn ways() {
        let way = |text: &str| of(&Text::new(&document(text)).tokens);
        for text in [
            "The trouble is that the numbers point the other way.",
            "Neither of the carriers saw anything unusual.",
            "Against it, the older pumps failed as well.",
            "Nor did the floods of 2011 move a single vote.",
            "The divers found nothing.",
            "There is no evidence of a leak.",
        ] {
            assert_eq!(way(text), Some(Bearing::Against), "{text}");
        }
        for text in [
            "Complaints did triple in those years.",
            "Such raids are not unprecedented.",
            "The dates are consistent with that.",
        ] {
            assert_eq!(way(text), Some(Bearing::For), "{text}");
        }
        for text in [
            "The mill burned in May.",
            "He was against it.",
            "They found a key.",
        ] {
            assert_eq!(way(text), None, "{text}");
        }
    }
}
