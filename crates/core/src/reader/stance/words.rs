//! Rule `stance/words`: words of probability, as the ranges that they have in a case.
//!
//! Why: the words of ICD 203 have declared ranges, and others take the range of the word
//! they stand nearest to. The words themselves are those of
//! [`certainty::probability`](crate::reader::certainty::probability).

use std::ops::Range;

use crate::reader::certainty::probability;
use crate::reader::text::Text;

/// A range and the tokens it was read from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Words {
    /// Its lower end.
    pub(crate) low: f64,
    /// Its upper end.
    pub(crate) high: f64,
    /// The tokens, as indices into those that were searched.
    pub(crate) tokens: Range<usize>,
}

/// The words of probability among the tokens of `range`, negation taken into account;
/// their places are counted from its start.
pub(crate) fn all(text: &Text<'_>, range: Range<usize>) -> Vec<Words> {
    let first = range.start;
    let found = probability::words(text, range).into_iter();
    found
        .map(|estimate| Words {
            low: estimate.numbers.case.0,
            high: estimate.numbers.case.1,
            tokens: estimate.tokens.start - first..estimate.tokens.end - first,
        })
        .collect()
}

/// The words that judge the whole clause: those nearest its verb, here the most doubtful,
/// since "may well be certain" is no more than "may well".
pub(crate) fn of_clause(text: &Text<'_>, range: Range<usize>) -> Option<Words> {
    all(text, range)
        .into_iter()
        .min_by(|a, b| (a.low + a.high).total_cmp(&(b.low + b.high)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;

    fn range(text: &str) -> Option<(f64, f64, String)> {
        let document = document(text);
        let text = Text::new(&document);
        let found = of_clause(&text, 0..text.tokens.len())?;
        let round = |x: f64| (x * 100.0).round() / 100.0;
        let words = text.slice(text.span_of(found.tokens)).to_owned();
        Some((round(found.low), round(found.high), words))
    }

    #[test]
    fn ranges() {
        let cases = [
            ("It will probably rain.", 0.55, 0.80, "probably"),
            ("It is not likely to rain.", 0.20, 0.45, "not likely"),
            (
                "It is almost certain to rain.",
                0.95,
                0.99,
                "almost certain",
            ),
            ("It may well rain.", 0.50, 0.75, "may well"),
            ("It could rain.", 0.30, 0.60, "could"),
            (
                "In all likelihood it rained.",
                0.80,
                0.95,
                "In all likelihood",
            ),
            ("We cannot exclude rain.", 0.10, 0.45, "cannot exclude"),
            (
                "It is hard to imagine that it rains.",
                0.05,
                0.25,
                "hard to imagine",
            ),
            ("There is no doubt that it rained.", 0.90, 0.99, "no doubt"),
            (
                "It is highly unlikely that it rained.",
                0.05,
                0.20,
                "highly unlikely",
            ),
        ];
        for (text, low, high, words) in cases {
            assert_eq!(range(text), Some((low, high, words.to_owned())), "{text}");
        }
    }

    #[test]
    fn none() {
        for text in [
            "It rained in May.",
            "Then Mrs May resigned.",
            "It rained on 9 May, and all day.",
            "She could not find the key.",
            "Some say that it rained.",
            "It rained last May.",
        ] {
            assert_eq!(range(text), None, "{text}");
        }
    }
}
