//! Rule `counterfactual`: what would have been otherwise.
//!
//! Why: such sentences tell what the writer takes for a cause, but report nothing that
//! happened, so that they are neither evidence nor forecasts.

use crate::reader::outline::{Line, Outline};
use crate::reader::phrase::has_phrase;
use crate::reader::text::{Token, TokenKind};

/// Words that say so by themselves.
const SURE: &[&[&str]] = &[
    &[
        "would|wouldn't|would've",
        "not|never|have?",
        "_2",
        "have",
        "_1",
        "been",
    ],
    &["would|wouldn't", "_3", "have"],
    &["would've|wouldn't've"],
    &[
        "could|might",
        "never?",
        "have",
        "been",
        "avoided|prevented|averted|saved|spared",
    ],
    &["could|might", "easily|well", "have", "_"],
    &["cannot", "exclude|rule", "_9", "could|might", "have"],
];

/// Words that say so beside a condition.
const WITH_CONDITION: &[&[&str]] = &[
    &["could|might|should", "_3", "have"],
    &["could've|might've"],
    &["would|might|could", "_2", "be|still|now|today"],
];

/// Conditions contrary to fact.
const CONDITIONS: &[&[&str]] = &[
    &["if", "_5", "had|were|hadn't|weren't"],
    &["if", "only"],
    &["but", "for"],
    &["without"],
];

/// Words that keep "would have" from being contrary to fact.
const NOT: &[&[&str]] = &[
    &["would", "have", "to"],
    &["would", "have", "us|you|people|it|been?", "believe"],
    &["would", "like", "to", "have"],
    &["may|must", "have"],
];

/// Whether a line tells what would have been otherwise.
pub(crate) fn is(outline: &Outline<'_>, line: &Line) -> bool {
    let words = outline.words(line.tokens.clone());
    if NOT.iter().any(|p| has_phrase(words, p)) && !conditional(words) {
        return false;
    }
    SURE.iter().any(|p| has_phrase(words, p))
        || (conditional(words) && WITH_CONDITION.iter().any(|p| has_phrase(words, p)))
}

/// Whether a sentence poses a condition contrary to fact: "if", or "had it rained".
fn conditional(words: &[Token]) -> bool {
    let inverted = words.iter().enumerate().any(|(i, t)| {
        let opens = i == 0 || words[i - 1].kind == TokenKind::Mark;
        opens && t.is_any(&["had", "were"])
    });
    inverted || CONDITIONS.iter().any(|p| has_phrase(words, p))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn holds(text: &str) -> bool {
        let document = document(text);
        let text = Text::new(&document);
        let outline = Outline::new(&text, &[]);
        outline.lines.iter().any(|line| is(&outline, line))
    }

    #[test]
    fn counterfactuals() {
        for text in [
            "A second pump would have saved the mine.",
            "Had the council listened, the bridge might have stood.",
            "If the ferry had waited, it could have carried them all.",
            "Without the strike they would be rich today.",
            "All this could have been avoided.",
            "A warning would probably have helped.",
        ] {
            assert!(holds(text), "{text}");
        }
    }

    #[test]
    fn others() {
        for text in [
            "The pump may have failed.",
            "The strike could have played a part.",
            "He would have to go.",
            "She would like to know.",
            "The council had listened to the engineers.",
            "If it rains, the match will be moved.",
            "The critics would have us believe that it rained.",
        ] {
            assert!(!holds(text), "{text}");
        }
    }
}
