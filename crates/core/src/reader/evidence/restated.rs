//! Rule `evidence/restated`: an explanation told again, which is no ground for itself.
//!
//! Why: after "another theory looks to the drought", "it supposes that the wells were dry"
//! says what the theory is, and nothing that speaks for it.

use crate::reader::outline::{Line, Outline};
use crate::reader::phrase::match_any;

const PATTERNS: &[&[&str]] = &[
    &[
        "it|this|that",
        "supposes|assumes|holds|posits|presumes|presupposes|maintains|claims|argues|contends|says|states|asserts",
        "that",
    ],
    &[
        "the|this|that|their|his|her",
        "_1",
        "idea|suggestion|argument|theory|claim|thinking|story|reasoning|hypothesis|explanation|implication|thought|thesis",
        "is|was|goes|runs|being|here",
        "that|:|,|as|is|was|like",
    ],
    &[
        "on|in|under|according",
        "to?",
        "this|that|such",
        "a?",
        "view|reading|account|theory|version|telling|hypothesis",
        ",?",
    ],
    &[
        "so",
        "the",
        "argument|theory|story|reasoning|thinking",
        "goes|runs|went",
    ],
];

/// Whether a line tells the explanation at hand again.
pub(crate) fn is(outline: &Outline<'_>, line: &Line) -> bool {
    let body = outline.body(line);
    match_any(body, 0, PATTERNS).is_some()
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
    fn restated() {
        for text in [
            "It supposes that the wells were dry.",
            "The idea was that the king would wait for the snow to melt.",
            "On this view, the owners wanted the mill to fail.",
            "The argument goes like this.",
        ] {
            assert!(holds(text), "{text}");
        }
        for text in [
            "It says on the gate that the mill is shut.",
            "The idea came from a clerk.",
            "This mill holds two hundred sacks.",
            "On this river, the owners built four mills.",
        ] {
            assert!(!holds(text), "{text}");
        }
    }
}
