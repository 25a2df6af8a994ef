//! Rule `evidence/checkable`: away from what it grounds, a plain sentence is evidence only
//! where something in it could be checked.
//!
//! Why: right after an explanation nearly everything grounds it; further on, writers also
//! lead over, sum up and talk. A number, a date, a name, a report or a comparison can be
//! held against the world; "the personal side was no easier" cannot.

use crate::reader::outline::{Line, Outline};
use crate::reader::phrase::{has_any, has_phrase, match_any};
use crate::reader::text::{Token, TokenKind};

use super::aside::{counts, told};

/// Openings that lead over to something else.
const BRIDGES: &[&[&str]] = &[
    &[
        "let",
        "me|us",
        "_2",
        "tell|turn|start|begin|explain|look|go|take",
    ],
    &["let's|start|begin", "_1", "with|turn|look|start|begin"],
    &[
        "there",
        "is|are",
        "a|another|no",
        "_1",
        "pattern|lesson|moral|irony",
    ],
    &[
        "something|more|much|a",
        "word?",
        "also?",
        "has|must|should|remains",
        "also?",
        "to?",
        "be",
        "said",
    ],
    &[
        "we|i",
        "_1",
        "like|want|need|have",
        "to",
        "think|believe|say|ask",
    ],
    &["it", "has|had", "been", "objected|argued|said|asked"],
];

/// Words that only say how what follows will go.
const VERDICTS: &[&[&str]] = &[
    &[
        "fare|fares|fared",
        "no|little|not|hardly",
        "_1",
        "better|worse",
    ],
    &["makes|make|made", "_1", "reading"],
    &["neither", "here", "nor", "there"],
    &[
        "is|was",
        "no|hardly|scarcely",
        "easier|better|simpler|different|kinder|prettier",
    ],
    &["not", "much", "remains|survives|stands"],
    &["not", "_1", "to", "have", "come", "up"],
];

/// Longer sentences than this, in tokens, tell more than a verdict.
const LONGEST: usize = 14;

/// Words that compare or measure.
const COMPARED: &[&str] = &[
    "than", "fell", "rose", "fewer", "higher", "lower", "dropped", "climbed", "shrank", "grew",
    "same", "only", "earlier", "later", "before", "after", "when", "until", "without",
];

/// Words that rule a thing out altogether: one case to the contrary would refute them.
const RULED_OUT: &[&[&str]] = &[
    &["nobody|never|nothing|none"],
    &["no", "one"],
    &["there", "is|are|was|were", "no"],
];

/// What goes on in a mind, which nobody checks.
const INNER: &[&str] = &[
    "wanted", "feared", "hoped", "worried", "seemed", "wished", "liked", "hated", "needed",
];

/// Whether a line leads over or weighs without telling anything.
pub(crate) fn leads_over(outline: &Outline<'_>, line: &Line) -> bool {
    let body = outline.body(line);
    let number = body.iter().any(|t| t.kind == TokenKind::Number);
    let bridge = match_any(body, 0, BRIDGES).is_some();
    let verdict = body.len() <= LONGEST && has_any(body, VERDICTS);
    !number && (bridge || verdict)
}

/// Whether something in a line could be checked.
pub(crate) fn is(outline: &Outline<'_>, line: &Line) -> bool {
    let body = outline.body(line);
    let named = (line.body.start + 1..line.body.end)
        .any(|at| outline.text.is_capital(at) && !outline.text.tokens[at].is_any(&["i"]));
    let acts = body
        .get(1)
        .is_some_and(|t| t.lower.ends_with("ed") && !t.is_any(INNER));
    let equals = has_phrase(body, &["as", "_2", "as"]);
    named
        || has_any(body, RULED_OUT)
        || acts
        || equals
        || told(body)
        || body
            .iter()
            .any(|t: &Token| counts(t) || t.is_quote() || t.is_any(COMPARED))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn check(text: &str) -> (bool, bool) {
        let document = document(text);
        let text = Text::new(&document);
        let outline = Outline::new(&text, &[]);
        let line = &outline.lines[0];
        (leads_over(&outline, line), is(&outline, line))
    }

    #[test]
    fn bridges() {
        for text in [
            "Let me tell you about the Harbour Board.",
            "The dockers' tale fares no better.",
            "The human side was no easier.",
            "It has been objected that the sum was wrong.",
        ] {
            assert!(check(text).0, "{text}");
        }
        assert!(!check("Let me count: in 1904 it sank nine times.").0);
    }

    #[test]
    fn checked() {
        for text in [
            "The crew left for Bergen in the night.",
            "Wages fell by a third.",
            "The clerk said that the books were false.",
            "The river stood as high as the church door.",
            "The mates grumble, but they know that there is no one to take the helm.",
        ] {
            assert!(check(text).1, "{text}");
        }
        for text in [
            "It has a habit of looking away.",
            "He wanted to be seen to do something.",
        ] {
            assert!(!check(text).1, "{text}");
        }
    }
}
