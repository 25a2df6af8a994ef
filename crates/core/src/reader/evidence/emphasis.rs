//! Rule `evidence/emphasis`: "sales did rise": a fact that the writer grants.
//!
//! Why: an emphatic "do" answers a doubt. Among the grounds of an explanation it marks the
//! fact that speaks for it, whatever the sentences around it say.

use crate::reader::text::{Token, TokenKind};

/// Words before "did" that make it no emphasis: questions, comparisons, other verbs.
const BEFORE: &[&str] = &[
    "so", "as", "than", "nor", "neither", "what", "how", "why", "when", "where", "to", "can",
    "will", "would", "could", "should", "must", "may", "might", "who", "which", "whom", "also",
    "all", "much",
];

/// Words after it that are no bare verb.
const AFTER: &[&str] = &[
    "not",
    "so",
    "it",
    "this",
    "that",
    "the",
    "a",
    "an",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "nothing",
    "no",
    "little",
    "much",
    "more",
    "less",
    "well",
    "badly",
    "better",
    "business",
    "everything",
    "something",
    "away",
    "without",
    "with",
    "for",
    "in",
    "on",
    "at",
    "by",
    "of",
    "and",
    "or",
    "but",
    "too",
    "what",
    "he",
    "she",
    "they",
    "we",
    "you",
    "i",
    "any",
    "some",
    "good",
    "harm",
    "likewise",
    "damage",
    "work",
    "things",
    "as",
];

/// Whether a "do" in `words` is emphatic.
pub(crate) fn is(words: &[Token]) -> bool {
    (1..words.len().saturating_sub(1)).any(|at| {
        let next = &words[at + 1];
        words[at].is_any(&["do", "does", "did"])
            && words[at - 1].kind == TokenKind::Word
            && !words[at - 1].is_any(BEFORE)
            && next.kind == TokenKind::Word
            && !next.is_any(AFTER)
            && !["ed", "s", "ly", "ing"]
                .iter()
                .any(|end| next.lower.ends_with(end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    #[test]
    fn emphasis() {
        let holds = |text: &str| is(&Text::new(&document(text)).tokens);
        for text in [
            "Complaints did triple in those years.",
            "The licence does appear in the register.",
        ] {
            assert!(holds(text), "{text}");
        }
        for text in [
            "Complaints did not triple.",
            "How did complaints rise?",
            "They did the work.",
            "It fell faster than wages did in May.",
            "He did so twice.",
            "She had to do without.",
        ] {
            assert!(!holds(text), "{text}");
        }
    }
}
