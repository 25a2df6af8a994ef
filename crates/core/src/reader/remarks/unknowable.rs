//! Rule `unknowable`: what the writer says nobody knows, or ever will.
//!
//! Why: it bounds what any weighing may claim, and such words ("only time will tell")
//! would else be taken for forecasts.

use crate::reader::outline::{Line, Outline};
use crate::reader::phrase::has_phrase;

const PATTERNS: &[&[&str]] = &[
    &[
        "only",
        "future?",
        "historians|history|time|posterity",
        "_3",
        "tell|know|say|show|judge|decide|can|will",
    ],
    &["time", "will|alone", "will?", "tell"],
    &[
        "impossible|difficult|hard",
        "to",
        "know|say|tell|determine|establish|be",
        "_3",
        "whether|why|what|how|who|which|for|with|sure|certain|if",
    ],
    &["impossible", "to", "know|say|tell|determine|establish"],
    &["no|nobody|none", "one?", "_5", "knows|know|say|tell"],
    &["cannot|can't|never|may", "never?", "be", "known"],
    &[
        "may|might|will|shall|can",
        "never",
        "_3",
        "know|learn|discover|be",
    ],
    &["never", "_2", "know", "for|whether|why|what|who|how"],
    &[
        "unlikely",
        "_2",
        "ever",
        "to",
        "know|learn|settle|find|discover|establish",
    ],
    &[
        "remain|remains|remained|is|are|was",
        "still?",
        "unclear|unknown|unexplained|uncertain|unknowable",
    ],
    &["remain|remains", "a", "mystery|riddle|puzzle|secret"],
    &["anyone's|anybody's", "guess"],
    &["too", "early|soon", "to", "say|tell|know|judge"],
    &[
        "we|i",
        "do|does|can|simply|still|just",
        "not|n't",
        "know|say|tell",
    ],
    &["we|i", "don't|can't|cannot", "know|say|tell"],
    &["we", "shall|will", "never"],
    &["who", "knows"],
];

/// Words beside which these are about something else.
const NOT: &[&[&str]] = &[
    &[
        "will|shall|would",
        "never",
        "be",
        "_1",
        "same|forgotten|enough",
    ],
    &["no", "one", "to"],
    &["nobody|no", "one?", "_4", "to", "say"],
];

/// Whether a line says that something is not known, or cannot be.
pub(crate) fn is(outline: &Outline<'_>, line: &Line) -> bool {
    let words = outline.words(line.tokens.clone());
    PATTERNS.iter().any(|p| has_phrase(words, p)) && !NOT.iter().any(|p| has_phrase(words, p))
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
    fn unknowables() {
        for text in [
            "Whether he meant it we may never know.",
            "Only time will tell.",
            "It is impossible to know how many came.",
            "Nobody outside the room can say.",
            "The cause remains unclear.",
            "It is too early to say which of them is right.",
            "How it got there is anyone's guess.",
        ] {
            assert!(holds(text), "{text}");
        }
    }

    #[test]
    fn others() {
        for text in [
            "She knows why the pump failed.",
            "The town will never be the same.",
            "It is hard to see him leaving.",
            "There was no one to help.",
        ] {
            assert!(!holds(text), "{text}");
        }
    }
}
