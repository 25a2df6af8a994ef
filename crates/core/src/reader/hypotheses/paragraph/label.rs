//! Labels: sentences that name an explanation or its owner, and leave it to the sentence
//! after them to state it.

use super::cut::speaker;
use super::{KIND, LABEL};
use crate::reader::hypotheses::NOUNS;
use crate::reader::outline::{Line, Opener, Outline};
use crate::reader::phrase::{any_of, find_any, has_any, match_any, match_at};
use crate::reader::text::{Token, TokenKind};
use crate::source::Span;

/// Words that no bare label has.
const FINITE: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "will", "would", "can",
    "could", "may", "might", "must", "should", "said", "says", "went", "came", "fell", "rose",
    "made", "took", "told", "ran", "won", "lost", "left", "knew", "know", "knows",
];

/// Labels that say whose explanation comes, or of what kind: what they hold comes next.
const OWNERS: &[&[&str]] = &[
    &[
        "see|sees|saw",
        "it|things|this|matters",
        "_1",
        "differently|otherwise",
    ],
    &[
        "not",
        "how",
        "_9",
        "see|sees|saw|tell|tells|told|put|puts",
        "it",
    ],
    &[
        "have|has|had",
        "_1",
        "account|theory|version|view|explanation|story|answer|reading",
        "_3",
        "own",
    ],
    &["tell|tells|told", "a|another", "different?", "story|tale"],
    &["disagree|disagrees|disagreed"],
    &["ask", "_5", "and", "he|she|they|you"],
    &["would", "rather|sooner", "blame"],
    &["prefer|prefers", "to", "blame"],
];

/// Openings that name a subject and leave the explanation to what comes next.
const BEGIN: &[&[&str]] = &[
    &[
        "i|we|let|one",
        "would|should|us|shall|must|will?",
        "begin|start",
        "with",
    ],
    &["begin|start", "with"],
    &["consider|take", "the|his|her|its|their"],
    &[
        "then|there|here",
        "there?",
        "is|was|remains",
        "also?",
        "the|this",
        "matter|question|business|problem",
        "of",
    ],
    &[
        "less|more|most|least|equally|just|scarcely",
        "_2",
        "is|was|were|are",
        "the|a|his|her|its|their",
        "_4",
        ".",
    ],
];

/// What kind of label a line is, if it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// A bare subject: "The frost."
    Subject,
    /// "The likeliest explanation is the dullest."
    Kind,
    /// "The producers see it differently."
    Owner,
}

pub(super) fn label(outline: &Outline<'_>, at: usize) -> Option<Label> {
    let line = &outline.lines[at];
    let body = outline.body(line);
    let whole = outline.words(line.tokens.clone());
    let then = |t: &Token| t.kind == TokenKind::Number || t.is_any(&["last", "next", "then"]);
    let counted = counted(outline, line) || whole.first().is_some_and(then);
    let verb = whole
        .iter()
        .any(|t| t.is_any(FINITE) || t.lower.len() > 4 && t.lower.ends_with("ed"));
    let bare = !verb && whole.iter().filter(|t| t.kind == TokenKind::Word).count() >= 1;
    let starts = body
        .first()
        .is_some_and(|t| t.is_any(&["the", "a", "an", "his", "her", "its", "their"]));
    if body.len() <= KIND && match_any(body, 0, BEGIN).is_some() {
        return Some(Label::Subject);
    }
    if body.len() <= KIND + 4 && has_any(body, OWNERS) {
        return Some(Label::Owner);
    }
    let plain = matches!(line.opener, Opener::Plain | Opener::Ordinal);
    if plain && (kind(body) || another(body)) {
        return Some(Label::Kind);
    }
    if bare && (counted && body.len() <= LABEL || starts && body.len() <= LABEL - 3) {
        return Some(Label::Subject);
    }
    None
}

/// Whether a line is counted: "First, …", "1. …".
pub(super) fn counted(outline: &Outline<'_>, line: &Line) -> bool {
    let blocks = &outline.text.document.blocks;
    let at = blocks.partition_point(|b| b.span.start <= line.span.start);
    let before = at
        .checked_sub(1)
        .and_then(|at| blocks.get(at))
        .and_then(|b| {
            outline
                .text
                .document
                .text
                .get(b.span.start..line.span.start)
        })
        .map_or("", str::trim);
    let digits = before.trim_end_matches(['.', ')']);
    let number = digits.len() < before.len()
        && (1..=2).contains(&digits.len())
        && digits.chars().all(|c| c.is_ascii_digit());
    line.opener == Opener::Ordinal || number || numeral(outline.body(line)) > 0
}

/// How many tokens of a line are its number: 2 of "1. The sums never added up."
pub(super) fn numeral(body: &[Token]) -> usize {
    let number = body
        .first()
        .is_some_and(|t| t.kind == TokenKind::Number && t.lower.len() <= 2);
    let stop = body.get(1).is_some_and(|t| t.is_any(&[".", ")"]));
    if number && stop { 2 } else { 0 }
}

/// "There is a third possibility, which nobody likes to mention."
fn another(body: &[Token]) -> bool {
    const THERE: &[&str] = &[
        "there",
        "is|was|remains",
        "also?",
        "a|another|one|the",
        "_2",
    ];
    let Some(noun) = body.iter().take(8).position(|t| t.is_any(NOUNS)) else {
        return false;
    };
    let states = any_of(body, &["that", ":", "—", "–", "no"]);
    match_at(&body[..noun], 0, THERE).is_some() && !states && body.len() <= KIND
}

/// "The simplest explanation is the dullest."
fn kind(body: &[Token]) -> bool {
    let Some(noun) = body.iter().take(6).position(|t| t.is_any(NOUNS)) else {
        return false;
    };
    let Some(copula) =
        (noun + 1..body.len()).find(|&i| body[i].is_any(&["is", "was", "may", "seems"]))
    else {
        return false;
    };
    // "This theory is not the best" judges.
    let back = any_of(&body[..noun], &["this", "that", "these", "such"]);
    let not = any_of(body, &["not", "hardly", "no", "never", "isn't", "neither"]);
    if back || not {
        return false;
    }
    let rest = &body[copula + 1..];
    let clause = rest
        .iter()
        .any(|t| t.is_any(&["that", ":", "—", "–"]) || t.is_any(FINITE));
    let adjective = rest
        .iter()
        .rev()
        .find(|t| t.kind == TokenKind::Word)
        .is_some_and(|t| {
            t.lower.ends_with("est")
                || t.is_any(&[
                    "simple",
                    "dull",
                    "duller",
                    "different",
                    "obvious",
                    "familiar",
                    "old",
                    "simpler",
                    "plain",
                    "likely",
                ])
        });
    let most = any_of(rest, &["most", "least"]);
    body.len() <= KIND && !clause && (adjective || most)
}

/// Whose explanation a label announces: "the producers" of "The producers see it
/// differently".
pub(super) fn owner(outline: &Outline<'_>, line: &Line) -> Option<Span> {
    let body = outline.body(line);
    let hit = find_any(body, 0, OWNERS)?;
    let range = match body[hit.clone()].iter().position(|t| t.is_any(&["how"])) {
        Some(how) => hit.start + how + 1..hit.end.saturating_sub(2),
        None if body[hit.start].is_any(&["ask"]) => hit.start + 1..hit.end.saturating_sub(2),
        None => 0..hit.start,
    };
    speaker(outline, line, range)
}

/// No more tokens of a heading are looked at, which stands over many paragraphs.
const HEADING: usize = 40;

/// Whether the heading over a line denies what it names: "The attack that wasn't".
pub(super) fn denied(outline: &Outline<'_>, line: &Line) -> bool {
    const ENDS: &[&str] = &["wasn't", "weren't", "isn't", "aren't", "didn't"];
    const NEVER: &[&str] = &["was", "were", "happened", "came", "existed"];
    let heading = line.section.and_then(|s| outline.headings.get(s));
    let words = heading.map_or(&[] as &[Token], |h| outline.words(h.clone()));
    let words = words.get(..words.len().min(HEADING)).unwrap_or(&[]);
    let asks = words.iter().any(|t| t.is_mark("?"));
    let first = words.first().is_some_and(|t| t.is_any(&["not"]));
    let myth = any_of(words, &["myth", "phantom"]);
    let last = words.iter().rev().find(|t| t.kind == TokenKind::Word);
    let ends = last.is_some_and(|t| {
        let never = t.is_any(NEVER) && any_of(words, &["never"]);
        t.is_any(ENDS) || never
    });
    !asks && (first || myth || ends)
}
