//! Rule `stance/short`: a verdict of a word or two that stands as a sentence: "Perhaps.",
//! "Possibly so."
//!
//! Why: right after an explanation it is the writer's stance on it; inside a longer
//! sentence the same words hedge something else.

use super::judgement::Judgement;
use crate::reader::draft::Bearing;
use crate::reader::text::{Token, TokenKind};

/// Words that neither accept nor reject.
const MAYBE: &[&str] = &[
    "perhaps",
    "maybe",
    "possibly",
    "conceivably",
    "plausible",
    "who",
];

/// Words that accept.
const YES: &[&str] = &[
    "probably",
    "quite",
    "indeed",
    "exactly",
    "certainly",
    "true",
];

/// Words that reject.
const NO: &[&str] = &[
    "hardly",
    "unlikely",
    "doubtful",
    "no",
    "not",
    "implausible",
    "scarcely",
];

/// Words that may follow "not" in one.
const AFTER_NOT: &[&str] = &[
    "so",
    "really",
    "quite",
    "at",
    "likely",
    "that",
    "necessarily",
    "even",
    "very",
    "for",
    "convincing",
    "true",
    "chance",
    "doubt",
    "way",
    "exactly",
    "entirely",
    "only",
    "much",
];

/// The most words of such a sentence.
const MOST: usize = 3;

/// The verdict that a sentence is, if it is nothing else.
pub(crate) fn of(words: &[Token]) -> Option<Judgement> {
    let only = words.iter().filter(|t| t.kind == TokenKind::Word).count();
    let first = words.first().filter(|_| only <= MOST)?;
    let make = |bearing, low, high| {
        Some(Judgement {
            bearing,
            low,
            high,
            tokens: 0..words.len(),
        })
    };
    // "Not Surrey." answers another question.
    let named = first.is_any(&["not", "no"])
        && words
            .get(1)
            .is_some_and(|t| t.kind == TokenKind::Word && !t.is_any(AFTER_NOT));
    if named {
        None
    } else if first.is_any(MAYBE) {
        make(Bearing::For, 0.35, 0.65)
    } else if first.is_any(YES) {
        make(Bearing::For, 0.60, 0.85)
    } else if first.is_any(NO) {
        make(Bearing::Against, 0.05, 0.25)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    #[test]
    fn verdicts() {
        for (text, expected) in [
            ("Perhaps.", Some(Bearing::For)),
            ("Possibly so.", Some(Bearing::For)),
            ("Hardly.", Some(Bearing::Against)),
            ("Not so.", Some(Bearing::Against)),
            ("Perhaps it rained on them.", None),
            ("The lock froze.", None),
        ] {
            let document = document(text);
            let text = Text::new(&document);
            assert_eq!(of(&text.tokens).map(|j| j.bearing), expected);
        }
    }
}
