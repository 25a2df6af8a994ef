//! Whether an article explains: what it asks, and what it announces.

use super::KIND;
use super::label::counted;
use crate::reader::event::TURNS;
use crate::reader::outline::{Line, Outline};
use crate::reader::phrase::{any_of, has_phrase, match_any};
use crate::reader::roles::{Paragraph, Role};
use crate::reader::stance::verdict::past;
use crate::reader::text::Token;

/// Questions that ask for an explanation by themselves.
const ASKS: &[&[&str]] = &[
    &["what", "did", "for", "_"],
    &["what", "_1", "went", "wrong"],
    &[
        "what",
        "really?",
        "happened|took|stopped|brought|killed|caused",
    ],
    &["what", "_3", "are", "we", "left", "with"],
    &["what", "explains|explain|lies|lay"],
    &["why", "did|was|were|is|are|has|have|had|does|do"],
    &["how", "did", "_2", "happen|fail|go|come"],
];

pub(super) fn asks(words: &[Token]) -> bool {
    let start = usize::from(
        words
            .first()
            .is_some_and(|t| t.is_any(&["so", "and", "then", "but"])),
    );
    match_any(words, start, ASKS).is_some()
}

/// Whether a title speaks of causes.
pub(super) fn hints(title: &str) -> bool {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|w| !w.is_empty())
        .collect();
    let opens = match words.as_slice() {
        ["why", next, ..] => !["i", "you", "we"].contains(next),
        [
            "what",
            "really" | "caused" | "killed" | "went" | "took" | "stopped" | "brought" | "sank"
            | "did" | "drove",
            ..,
        ] => true,
        [
            "how",
            _,
            "lost" | "failed" | "fell" | "won" | "collapsed",
            ..,
        ] => true,
        _ => false,
    };
    let names = words.iter().any(|w| {
        [
            "reason", "reasons", "blame", "cause", "causes", "culprit", "mystery",
        ]
        .contains(w)
    });
    let by = words.windows(2).any(|w| {
        matches!(
            w,
            [
                "killed" | "sunk" | "undone" | "ruined" | "doomed" | "caused",
                "by"
            ]
        )
    });
    opens || names || by
}

/// Words that count what is announced.
const COUNTS: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "several",
    "many",
    "various",
    "competing",
    "different",
    "rival",
    "these",
    "following",
    "other",
];

/// What is announced.
const ANNOUNCED: &[&str] = &[
    "candidates",
    "explanations",
    "theories",
    "reasons",
    "causes",
    "accounts",
    "suspects",
    "culprits",
    "factors",
    "hypotheses",
    "versions",
    "suspicions",
];

/// The paragraph that announces explanations: "There are three candidates."
pub(super) fn announced(outline: &Outline<'_>, paragraphs: &[Paragraph]) -> Option<usize> {
    let announces = |line: &Line| {
        let body = outline.body(line);
        let plural = |i: usize| body[i].is_any(ANNOUNCED);
        let counted =
            (0..body.len()).any(|i| plural(i) && any_of(&body[i.saturating_sub(3)..i], COUNTS));
        let everyone = has_phrase(
            body,
            &[
                "everyone|everybody|each",
                "_3",
                "has|had",
                "_3",
                "explanation|theory|version|story",
            ],
        );
        let held = has_phrase(body, &["held|are|were", "_2", "responsible|blame"])
            && body.first().is_some_and(|t| t.is_any(COUNTS));
        body.len() <= KIND && !line.question && (counted || held || everyone)
    };
    let said = paragraphs.iter().position(|p| {
        let last = outline.lines.get(p.lines.end - 1);
        p.role != Role::Closing && last.is_some_and(announces)
    });
    said.or_else(|| enumerated(outline, paragraphs))
}

/// The paragraph before a list of things past, under an opening that tells of an end: what
/// is counted off then are its reasons.
fn enumerated(outline: &Outline<'_>, paragraphs: &[Paragraph]) -> Option<usize> {
    let lines = |p: &Paragraph| outline.lines.get(p.lines.clone()).unwrap_or(&[]).iter();
    let ended = paragraphs.first().is_some_and(|p| {
        lines(p)
            .take(2)
            .any(|l| outline.body(l).iter().any(|t| t.is_any(TURNS)))
    });
    let item = |p: &Paragraph| {
        p.role != Role::Closing
            && lines(p).next().is_some_and(|l| counted(outline, l))
            && lines(p).take(2).any(|l| past(outline.body(l)))
    };
    let first = paragraphs.iter().position(item)?;
    let items = paragraphs.iter().filter(|p| item(p)).count();
    (ended && items >= 3).then(|| first.saturating_sub(1))
}

/// Whether a paragraph of the body opens with a noun that names an explanation.
pub(super) fn names(outline: &Outline<'_>, paragraph: &Paragraph) -> bool {
    const NAMES: &[&str] = &[
        "reason",
        "reasons",
        "cause",
        "causes",
        "explanation",
        "possibility",
        "theory",
        "culprit",
        "factor",
        "blame",
        "suspect",
    ];
    let first = outline.lines.get(paragraph.lines.start);
    paragraph.role == Role::Body
        && first.is_some_and(|l| outline.body(l).iter().any(|t| t.is_any(NAMES)))
}
