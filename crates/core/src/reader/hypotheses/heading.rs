//! Rule `hypotheses/heading`: a subheading that asks whether something was so: "Was the crew
//! drunk?".
//!
//! Why: such sections take the explanations one by one; what stands in them is for or
//! against their heading.

use crate::reader::phrase::any_of;
use crate::reader::text::{Token, TokenKind};

pub(crate) const RULE: &str = "hypotheses/heading";

/// Whether a heading asks if something past was so.
pub(crate) fn asks(words: &[Token]) -> bool {
    let opens = words.first().is_some_and(|t| {
        t.is_any(&[
            "was", "were", "did", "had", "could", "might", "or", "has", "have", "is", "are",
        ])
    });
    let ends = words.last().is_some_and(|t| t.is_mark("?"));
    let ahead = any_of(words, &["will", "next", "going"]);
    opens && ends && !ahead && words.len() > 3
}

/// Whether a heading counts a reason: "1. Supply", "Second: the price".
pub(crate) fn counts(words: &[Token]) -> bool {
    let number = words.first().is_some_and(|t| {
        t.kind == TokenKind::Number && t.lower.len() <= 2
            || t.is_any(&[
                "first",
                "second",
                "third",
                "fourth",
                "fifth",
                "finally",
                "reason",
                "cause",
                "theory",
                "hypothesis",
                "explanation",
            ])
    });
    let mark = words
        .iter()
        .take(4)
        .any(|t| t.is_any(&[".", ":", ")", "—", "–", ",", "-"]));
    number && mark && words.len() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    #[test]
    fn headings() {
        for (text, expected) in [
            ("Was the crew drunk?", true),
            ("Could it have been the wind?", true),
            ("What follows?", false),
            ("Will it happen again?", false),
            ("The wind", false),
        ] {
            let document = document(text);
            let text = Text::new(&document);
            assert_eq!(asks(&text.tokens), expected);
        }
    }
}
