//! Rule `evidence/taken_up`: "as for the bandits", "the bandit theory", "and the bandits?",
//! "back to the bandits", "the bandits, by contrast": an explanation named again.
//!
//! Why: writers list what others hold first and answer it paragraphs later, by its head
//! noun. What follows then bears on that explanation, not on the one spoken of last.

use std::ops::Range;

use crate::reader::outline::{Line, Outline};
use crate::reader::phrase::match_any;
use crate::reader::text::{Token, TokenKind};

/// What names an explanation again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TakenUp {
    /// The tokens that name it, as indices into the line's body.
    pub(crate) name: Range<usize>,
    /// Whether the line does no more than name it, or weigh it in passing.
    pub(crate) only: bool,
    /// Whether it is named as a theory: "the bandit theory".
    pub(crate) held: bool,
}

impl TakenUp {
    /// The words of a theory with its noun, "bandit theory"; none where it has no noun.
    pub(crate) fn theory<'t>(&self, body: &'t [Token]) -> &'t [Token] {
        let whole = self.name.start..self.name.end + usize::from(self.held);
        body.get(whole).filter(|_| self.held).unwrap_or(&[])
    }
}

/// Openings after which the name stands.
const BEFORE: &[&[&str]] = &[
    &["as", "for|to"],
    &["back", "to"],
    &["turn|turning|return|returning|now", "to"],
    &["what", "about|of"],
    &["so", "much", "for"],
    &["first|now|then|next", "the"],
];

/// Nouns of explanations that their name stands before: "the bandit theory".
const HELD: &[&str] = &[
    "theory",
    "story",
    "hypothesis",
    "explanation",
    "account",
    "version",
    "argument",
    "thesis",
    "claim",
    "idea",
    "rumour",
    "rumor",
    "tale",
];

/// Words by which a subject is set against another.
const CONTRASTS: &[&[&str]] = &[
    &[",", "by", "contrast", ","],
    &[",", "on", "the", "other", "hand", ","],
    &[",", "meanwhile", ","],
    &[",", "for", "its|their|his|her", "part", ","],
];

/// A name has at most so many tokens.
const NAME: usize = 5;

/// A line that only names has at most so many.
const ONLY: usize = 7;

/// What a line names again, if it opens by doing so.
pub(crate) fn of(outline: &Outline<'_>, line: &Line) -> Option<TakenUp> {
    let body = outline.body(line);
    let theory = held(body);
    let held = theory.is_some();
    let name = theory
        .or_else(|| asked(line, body))
        .or_else(|| introduced(body))
        .or_else(|| contrasted(body))?;
    let only = body.len() <= ONLY || line.question;
    Some(TakenUp { name, only, held })
}

/// "And the bandits?"
fn asked(line: &Line, body: &[Token]) -> Option<Range<usize>> {
    let end = until(body, 0, &["?", ","]);
    let verb = body[..end].iter().any(|t| {
        t.is_any(&[
            "is", "are", "was", "were", "did", "do", "does", "has", "have", "had", "can", "could",
            "would", "will", "why", "how", "who", "what", "where", "when", "which", "so", "not",
        ])
    });
    (line.question && line.body.start > line.tokens.start && end > 0 && end <= NAME && !verb)
        .then_some(0..end)
}

/// "As for the bandits, …", "Back to the bandits."
fn introduced(body: &[Token]) -> Option<Range<usize>> {
    let start = match_any(body, 0, BEFORE)?;
    let end = until(body, start, &[",", ".", "?", ":", "—", "–", ";"]);
    (end > start && end - start <= NAME).then_some(start..end)
}

/// "The bandit theory fares no better."
fn held(body: &[Token]) -> Option<Range<usize>> {
    if !body.first()?.is_any(&["the"]) {
        return None;
    }
    let noun = (2..body.len().min(NAME)).find(|&i| body[i].is_any(HELD))?;
    let words = body[1..noun]
        .iter()
        .all(|t| t.kind == TokenKind::Word && !t.is_any(&["of", "that", "to", "in", "for", "and"]));
    words.then_some(1..noun)
}

/// "The bandits, by contrast, …"
fn contrasted(body: &[Token]) -> Option<Range<usize>> {
    let end = (1..body.len().min(NAME + 1)).find(|&at| match_any(body, at, CONTRASTS).is_some())?;
    Some(0..end)
}

/// Where the first of some marks stands, or the end.
fn until(body: &[Token], from: usize, marks: &'static [&'static str]) -> usize {
    (from..body.len())
        .find(|&i| body[i].kind == TokenKind::Mark && body[i].is_any(marks))
        .unwrap_or(body.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn name(text: &str) -> Option<String> {
        let document = document(text);
        let text = Text::new(&document);
        let outline = Outline::new(&text, &[]);
        let line = outline.lines.first()?;
        let taken = of(&outline, line)?;
        let words = &outline.body(line)[taken.name];
        Some(
            words
                .iter()
                .map(|t| t.lower.as_str())
                .collect::<Vec<_>>()
                .join(" "),
        )
    }

    #[test]
    fn named_again() {
        for (text, want) in [
            (
                "As for the bandits, six of them were in gaol.",
                "the bandits",
            ),
            ("The bandit theory fares no better.", "bandit"),
            ("And the bandits?", "the bandits"),
            ("Back to the bandits.", "the bandits"),
            (
                "Bandits, by contrast, had not been seen for years.",
                "bandits",
            ),
        ] {
            assert_eq!(name(text).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn a_theory_is_named_with_its_noun() {
        let document = document("The bandit theory fares no better.");
        let text = Text::new(&document);
        let outline = Outline::new(&text, &[]);
        let line = &outline.lines[0];
        let body = outline.body(line);
        let words = of(&outline, line).map(|t| t.theory(body).len());
        assert_eq!(words, Some(2));
    }

    #[test]
    fn others() {
        for text in [
            "The theory of bandits is old.",
            "And did the bandits go?",
            "The bandits rode off, and the mill burned.",
            "He told the story of the mill.",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}
