//! Rule `hedges/may`: the word "may" as a hedge, and as something else.
//!
//! Why: of something definite ("it may", "Iran may", "the plan may") it tells that the
//! writer does not know. Of things in general ("cables may be fixed", "a letter may be
//! marked") it tells that some are so; and "May" is a month and a name.

use crate::reader::text::{Text, TokenKind};

/// Words that stand for something definite.
const DEFINITE: &[&str] = &["i", "we", "you", "he", "she", "it", "they", "this", "these"];

/// Words before a definite noun.
const DETERMINERS: &[&str] = &[
    "the", "this", "these", "that", "those", "his", "her", "its", "their", "our", "my", "your",
];

/// Whether "may" at token `at` of a sentence that begins at `first` is a month or a name.
pub(super) fn is_name(text: &Text<'_>, first: usize, at: usize) -> bool {
    let next = text.tokens.get(at + 1);
    let before_number = next.is_some_and(|t| t.kind == TokenKind::Number);
    at > first && text.is_capital(at) || before_number || next.is_none()
}

/// Whether "may" at token `at` is said of something definite.
pub(super) fn is_definite(text: &Text<'_>, first: usize, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|&i| i >= first) else {
        return false;
    };
    let subject = &text.tokens[before];
    // "Iran may" opens a sentence as "Cables may" does: a plural there is no name.
    let is_plural = subject.lower.ends_with('s');
    let is_name = text.is_capital(before) && (before > first || !is_plural);
    let near = &text.tokens[at.saturating_sub(4).max(first)..at];
    let ends = near.iter().rposition(|t| t.kind == TokenKind::Mark);
    let near = &near[ends.map_or(0, |i| i + 1)..];
    is_name
        || subject.is_any(DEFINITE)
        || near
            .iter()
            .any(|t| t.is_possessive() || t.is_any(DETERMINERS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;

    fn seen(text: &str) -> (bool, bool) {
        let document = document(text);
        let text = Text::new(&document);
        let at = text.tokens.iter().position(|t| t.lower == "may");
        let at = at.expect("may");
        (is_name(&text, 0, at), is_definite(&text, 0, at))
    }

    #[test]
    fn months_and_names() {
        for text in [
            "The vote was held in May.",
            "On 3 May the vote was held.",
            "The prime minister, Theresa May, resigned.",
            "It opens on may 12.",
        ] {
            assert!(seen(text).0, "{text}");
        }
        assert!(!seen("May it please the court.").0);
    }

    #[test]
    fn definite() {
        for text in [
            "It may rain.",
            "Iran may strike.",
            "The old bridge may fall.",
            "Yesterday Iran may have struck.",
            "Her party may split.",
            "The nation's party may split.",
        ] {
            assert_eq!(seen(text), (false, true), "{text}");
        }
        for text in [
            "Cables may be fixed.",
            "A letter may be marked.",
            "In the north, roads may be closed.",
        ] {
            assert_eq!(seen(text), (false, false), "{text}");
        }
    }
}
