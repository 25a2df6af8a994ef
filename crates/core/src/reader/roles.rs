//! The roles of an article's paragraphs: the opening tells what happened, each paragraph of
//! the body treats an explanation, the closing tells what follows; asides do none of this.
//!
//! Why: opinion pieces and post-mortems are built like that, whatever words they use.

use std::ops::Range;

use super::forecasts::answer;
use super::outline::{Line, Outline};
use super::phrase::{Phrase, any_of, has_any, has_phrase, match_any};
use super::remarks::{counterfactual, unknowable};
use super::text::Token;

/// What a paragraph does in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It tells what happened.
    Opening,
    /// It may treat an explanation.
    Body,
    /// It asks, announces, or tells what would have been.
    Aside,
    /// It tells what follows.
    Closing,
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Its lines, as indices into [`Outline::lines`].
    pub(crate) lines: Range<usize>,
    /// What it does.
    pub(crate) role: Role,
}

impl Paragraph {
    /// Its tokens.
    pub(crate) fn words<'a>(&self, outline: &'a Outline<'_>) -> &'a [Token] {
        let lines = &outline.lines[self.lines.clone()];
        match (lines.first(), lines.last()) {
            (Some(first), Some(last)) => outline.words(first.tokens.start..last.tokens.end),
            _ => &[],
        }
    }
}

/// Words of a heading over what follows, or over what would have been.
const CLOSING: &[&str] = &[
    "next",
    "follows",
    "follow",
    "outlook",
    "follow-up",
    "ahead",
    "lessons",
    "lesson",
    "future",
    "prospects",
    "actions",
    "means",
    "mean",
    "conclusion",
    "aftermath",
    "consequences",
];

/// Openings of a paragraph that turns to what follows.
const TURNS: &[&[&str]] = &[
    &["what", "follows|now|next"],
    &["what", "_1", "happens|comes|next"],
    &["what", "does|will|is", "_2", "mean|do|to"],
    &["and|so", "now|next"],
    &["as", "for", "the?", "next|coming|future|what|rest"],
    &["looking", "ahead|forward"],
    &["from", "here", "on?"],
    &["in", "the", "future|meantime"],
];

/// Headings over what might have been.
const MIGHT: &[&[&str]] = &[&["might|could|would", "have", "been|happened"]];

/// The paragraphs, in order.
pub(crate) fn of(outline: &Outline<'_>) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut closing = false;
    let mut section = None;
    let mut at = 0;
    let mut stopped = false;
    while at < outline.lines.len() {
        let end = outline.paragraph_end(at) + 1;
        let line = &outline.lines[at];
        if line.section != section {
            section = line.section;
            closing = closes(outline, line);
        }
        closing = closing || turns(outline, line);
        let role = if closing {
            Role::Closing
        } else if !stopped {
            Role::Opening
        } else if aside(outline, &outline.lines[at..end]) {
            Role::Aside
        } else {
            Role::Body
        };
        found.push(Paragraph {
            lines: at..end,
            role,
        });
        stopped = stopped || outline.lines[at..end].iter().any(|l| outline.stops(l));
        at = end;
    }
    found
}

/// Whether the heading over a line turns to what follows or would have been.
fn closes(outline: &Outline<'_>, line: &Line) -> bool {
    let heading = line.section.and_then(|s| outline.headings.get(s));
    let words = heading.map_or(&[] as &[Token], |h| outline.words(h.clone()));
    any_of(words, CLOSING) || has_any(words, MIGHT)
}

/// Whether a paragraph's first line turns to what follows.
fn turns(outline: &Outline<'_>, line: &Line) -> bool {
    let words = outline.words(line.tokens.clone());
    let opens = match_any(words, 0, TURNS).is_some();
    opens && (line.question || words.len() > 4) || answer::asks_ahead(outline, line)
}

/// Whether a paragraph only asks, or is about what would have been or nobody knows.
fn aside(outline: &Outline<'_>, lines: &[Line]) -> bool {
    let first = &lines[0];
    let might: Phrase = &["could|would", "_5", "have"];
    let asks = first.question && (lines.len() == 1 || has_phrase(outline.body(first), might));
    asks || counterfactual::is(outline, first) || unknowable::is(outline, first)
}
