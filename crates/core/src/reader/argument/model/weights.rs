//! What each feature counts for a sentence being an explanation, and for its being
//! evidence: added up, in units of log-odds.
//!
//! Why: no feature decides alone. The weights are set by hand, looking at how the features
//! fare on articles written for this project, and held against opinion pieces that are not
//! part of it.

use super::features::Feature;

/// What a sentence starts from: as an explanation, and as evidence.
const START: (f64, f64) = (-2.9, -2.2);

/// The features with their two weights, in the order of their names.
const WEIGHTS: &[(&str, f64, f64)] = &[
    ("adding", -0.1, 0.3),
    ("after a doubt", -0.6, 0.5),
    ("aim", 0.3, -0.3),
    ("aim of an actor", 0.3, 0.0),
    ("alone in its paragraph", 0.1, -0.3),
    ("answers", 1.4, -0.2),
    ("answers what others hold", -0.9, 0.5),
    ("article asks why", 0.0, 0.3),
    ("aside", -2.2, -0.4),
    ("asks", -0.8, -0.8),
    ("before the question", -0.4, -0.7),
    ("belief", 0.4, -0.3),
    ("belief of others", 0.3, -0.5),
    ("cause in a first sentence", 0.4, -0.2),
    ("cause of what is asked", 0.5, -0.1),
    ("claim that opens", 0.5, -0.2),
    ("concession", -0.6, -0.1),
    ("contrast", 0.0, 0.15),
    ("counted", 0.3, 0.0),
    ("degree", 0.1, 0.1),
    ("denial", -0.1, 0.0),
    ("denies and turns", -0.3, 0.2),
    ("digits", -0.5, 0.35),
    ("facts follow", 0.7, -0.1),
    ("factual", -0.7, 0.5),
    ("fault", 0.35, -0.1),
    ("first in its paragraph", 0.55, -1.0),
    ("ground by the rules", -0.4, 1.7),
    ("hedge", 0.6, -0.5),
    ("hedged cause", 0.2, -0.2),
    ("holder", 0.15, 0.0),
    ("instance", -0.3, 0.1),
    ("joint of cause", 0.3, -0.2),
    ("judges", -0.2, 0.2),
    ("last of several", -0.2, 0.2),
    ("last paragraph", -0.5, -0.6),
    ("long", 0.2, 0.2),
    ("looks ahead", -1.5, -0.35),
    ("measure", 0.0, 0.35),
    ("modal", -0.15, -0.6),
    ("much follows", -0.3, 0.0),
    ("names the cause", 1.0, -0.3),
    ("noun of cause", 0.2, -0.2),
    ("of explanations", -2.5, -1.0),
    ("opening paragraph", -0.4, -1.3),
    ("past", 0.5, 0.4),
    ("person", -0.35, -0.4),
    ("points back", -0.5, -0.2),
    ("quotation", -0.4, 0.5),
    ("report", -0.3, 0.1),
    ("second in its paragraph", 0.5, -0.2),
    ("second paragraph", 0.35, 0.35),
    ("short", -0.6, -0.4),
    ("soon after a question", 0.3, 0.4),
    ("source", -0.3, 0.65),
    ("speaks of what is asked", -0.1, -0.1),
    ("stated by its place", 1.6, -0.5),
    ("stated by its wording", 1.8, -0.4),
    ("stress", 0.35, -0.15),
    ("subject is asked about", 0.0, 0.5),
    ("sums up", 0.4, -0.2),
    ("time", -0.4, 0.5),
    ("title asks why", 0.3, 0.4),
    ("title for a section", 0.1, -0.2),
    ("told by others", 0.1, -0.1),
    ("turn", -0.5, -0.1),
    ("turn after the lead", 0.4, 0.0),
    ("verb of cause", 0.3, 0.3),
    ("what it was", 0.5, -0.4),
];

/// The two sums of a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Score {
    /// As an explanation.
    pub(crate) hypothesis: f64,
    /// As evidence.
    pub(crate) evidence: f64,
}

/// The score of a sentence with these features.
pub(crate) fn score(features: &[Feature]) -> Score {
    let start = Score {
        hypothesis: START.0,
        evidence: START.1,
    };
    features.iter().fold(start, |sum, &(name, value)| {
        let (hypothesis, evidence) = weights(name);
        Score {
            hypothesis: sum.hypothesis + hypothesis * value,
            evidence: sum.evidence + evidence * value,
        }
    })
}

/// What a feature counts; nothing where it has no weight.
pub(crate) fn weights(name: &str) -> (f64, f64) {
    WEIGHTS
        .binary_search_by(|row| row.0.cmp(name))
        .map_or((0.0, 0.0), |at| (WEIGHTS[at].1, WEIGHTS[at].2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_in_order() {
        assert!(WEIGHTS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn scores_add_up() {
        let none = score(&[]);
        let some = score(&[("digits", 2.0), ("unheard of", 9.0)]);
        let (hypothesis, evidence) = weights("digits");
        assert!((some.hypothesis - none.hypothesis - 2.0 * hypothesis).abs() < 1e-9);
        assert!((some.evidence - none.evidence - 2.0 * evidence).abs() < 1e-9);
    }
}
