//! Whether an article that asks nothing weighs explanations, by the words it uses.

use super::attribution_of;
use crate::reader::draft::Attribution;
use crate::reader::hypotheses::heading;
use crate::reader::outline::{Line, Outline};
use crate::reader::phrase::any_of;
use crate::reader::stance::verdict;
use crate::reader::text::Token;

/// Whether an article weighs explanations: clear signs count two, words that are used for
/// much else one, and three are enough.
pub(super) fn weighs(outline: &Outline<'_>, attributions: &[Attribution]) -> bool {
    let asked = outline
        .headings
        .iter()
        .filter(|h| heading::asks(outline.words((*h).clone())))
        .count();
    let said = |line: &Line| {
        let body = outline.body(line);
        let told = attribution_of(attributions, line.span).is_some();
        if told || body.iter().any(Token::is_quote) {
            0
        } else if verdict::of(outline, line).is_some() || any_of(body, WEIGHED) {
            2
        } else {
            usize::from(any_of(body, PERHAPS))
        }
    };
    let said: usize = outline.lines.iter().map(said).sum();
    2 * asked + said >= 3
}

/// Words of an article that weighs explanations.
const WEIGHED: &[&str] = &[
    "explanation",
    "explanations",
    "hypothesis",
    "hypotheses",
    "theories",
    "theory",
    "culprit",
];

/// Words that such an article has, and others too.
const PERHAPS: &[&str] = &[
    "blame", "blames", "blamed", "version", "versions", "reasons", "accounts", "why",
];
