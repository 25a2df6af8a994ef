//! Rule `evidence/aside`: what a writer says in passing bears on nothing.
//!
//! Why: "I have seen the file", "he declined to say which", "perhaps it was a whim" and
//! "they did plenty of it" stand among the grounds of an explanation, but report no fact,
//! number, date or saying that one could weigh.

use crate::reader::outline::{Line, Outline};
use crate::reader::phrase::{Phrase, has_any, has_phrase, match_any};
use crate::reader::text::{Token, TokenKind};

use super::polarity;

/// What is only about what was not said.
const UNSAID: &[&[&str]] = &[
    &[
        "declined|declines|refused|refuses",
        "to",
        "say|comment|elaborate|answer|discuss|specify|explain|be",
    ],
    &["not", "_1", "comment|elaborate|respond|reply"],
    &[
        "not",
        "want",
        "_4",
        "used|published|printed|named|mentioned",
    ],
];

/// Openings of a guess.
const GUESSES: &[&[&str]] = &[&["perhaps|maybe|possibly"], &["then", ",", "it", "seems"]];

/// What only says that there are grounds: "the evidence for this is plain".
const META: &[&[&str]] = &[
    &[
        "the",
        "evidence|proof|case|record",
        "for|against|of",
        "this|that|it|these|them",
        "_1",
        "is|are|was|looks|seems",
    ],
    &[
        "numbers|figures|facts|dates|records|accounts|data",
        "_1",
        "point|say|tell|speak|suggest",
        "otherwise|the|another|a|against|differently|for",
    ],
];

/// Verbs by which a writer tells what he saw himself.
const SAW: &[&str] = &[
    "saw",
    "found",
    "counted",
    "measured",
    "asked",
    "watched",
    "heard",
    "checked",
    "interviewed",
    "visited",
    "read",
    "spoke",
    "met",
];

/// Longer sentences than this, in tokens, say more than that there are grounds.
const LONGEST_META: usize = 16;

/// Fewer content words than this say too little by themselves.
const FEW: usize = 3;

/// Whether a line among the grounds says nothing that could be weighed.
pub(crate) fn is(outline: &Outline<'_>, line: &Line) -> bool {
    let body = outline.body(line);
    let one_of = has_phrase(body, &["one", "of"]);
    let counted = one_of || body.iter().any(counts);
    let any = |patterns: &'static [Phrase]| has_any(body, patterns);
    let guesses = match_any(body, 0, GUESSES).is_some();
    if any(META) && !counted && body.len() <= LONGEST_META {
        return true;
    }
    if guesses && !counted || any(UNSAID) && !told(body) {
        return true;
    }
    speaks_of_himself(body) || bare(outline, line, counted)
}

/// "I have seen the file", "one sympathises", "you will have read it".
fn speaks_of_himself(body: &[Token]) -> bool {
    let Some(first) = body.first() else {
        return false;
    };
    let number = body.iter().any(|t| t.kind == TokenKind::Number);
    let saw = body.iter().take(2).any(|t| t.is_any(SAW));
    let person = first.is_any(&["i", "you"]) || first.is_any(&["one"]) && !of(body);
    let we = first.is_any(&["we"])
        && body
            .get(1)
            .is_some_and(|t| t.is_any(&["should", "may", "might", "must", "can", "all"]));
    (person || we) && !number && !saw
}

/// "One of them", "one reason": a count, not a person.
fn of(body: &[Token]) -> bool {
    body.get(1)
        .is_some_and(|t| !t.lower.ends_with('s') || t.is_any(&["is", "was", "has"]))
}

/// Few words, no number, no name, and nothing that points either way.
fn bare(outline: &Outline<'_>, line: &Line, counted: bool) -> bool {
    let body = outline.body(line);
    let named = (line.body.start + 1..line.body.end).any(|at| outline.text.is_capital(at));
    !counted && !named && line.stems.len() < FEW && polarity::of(body).is_none() && !told(body)
}

/// Whether someone tells something in it.
pub(super) fn told(body: &[Token]) -> bool {
    body.iter().any(|t| {
        t.is_any(&[
            "said",
            "says",
            "told",
            "reported",
            "reports",
            "testified",
            "shows",
            "showed",
            "found",
        ])
    })
}

/// A number in digits or letters, or a measure of time.
pub(super) fn counts(token: &Token) -> bool {
    const NUMBERS: &[&str] = &[
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "hundred",
        "hundreds",
        "thousand",
        "thousands",
        "million",
        "dozen",
        "dozens",
        "twice",
        "once",
        "half",
        "third",
        "quarter",
        "doubled",
        "tripled",
        "halved",
        "none",
        "never",
        "nobody",
        "every",
    ];
    token.kind == TokenKind::Number || token.is_any(NUMBERS)
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
    fn asides() {
        for text in [
            "I have seen the repair book.",
            "You will have read it everywhere this week.",
            "One sympathises.",
            "He declined to say which part.",
            "The worker did not want his name used.",
            "Perhaps it was only a whim of his.",
            "They ran plenty.",
            "The evidence for this is about as plain as it gets.",
            "The trouble is that the numbers point the other way.",
        ] {
            assert!(holds(text), "{text}");
        }
    }

    #[test]
    fn others() {
        for text in [
            "Six mills suffered more, and five of the six survived.",
            "The firm sold its barges in March.",
            "I counted eleven lorries at the gate.",
            "One of the pumps stood still.",
            "He never met them.",
            "There is no sign of it.",
            "A clerk who asked not to be named said that the books were false.",
            "The valves opened slowly on cold mornings.",
        ] {
            assert!(!holds(text), "{text}");
        }
    }
}
