//! Rule "quoted": words between quotation marks beside a verb of saying.
//!
//! Why: a quotation is the surest attribution there is. The verb stands right after it
//! ("…," said Ann Lee; "…," she said) or right before it (Lee said: "…").

use std::ops::Range;

use abduce_english::Xpos;

use super::cues::Frame;
use super::kinds::{self, uses};
use super::{Found, Scene, Used, speaker};
use crate::reader::quotes::Quotation;

/// How far from the quotation the verb may stand, in tokens.
const REACH: usize = 24;

/// Finds the quotations that have their verb beside them.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, _used: &Used) {
    let mut previous_end = 0;
    for quotation in scene.quotes {
        let found = after(scene, quotation)
            .or_else(|| signed(scene, quotation))
            .or_else(|| before(scene, &quotation.tokens, previous_end));
        previous_end = quotation.tokens.end;
        if let Some((speaker, cue)) = found {
            out.push(Found {
                speaker,
                cue,
                content: quotation.tokens.clone(),
                hole: None,
                quiet: false,
                rule: "quoted",
            });
        }
    }
}

/// Whether a verb form can go with a quotation; a plural ("records show") only where it
/// is tagged as one.
pub(super) fn can_quote(scene: &Scene, index: usize) -> bool {
    scene.may(index, kinds::QUOTING)
        || scene.may(index, kinds::VERB)
            && scene.xpos(index) == Xpos::Vbp
            && uses(scene.lower(index))
                .iter()
                .any(|v| v.frame == Frame::Clause && !v.wide && v.particle.is_empty())
}

/// "…," said Lee. / "…," Lee said.
fn after(scene: &Scene, quotation: &Quotation) -> Option<(Range<usize>, Range<usize>)> {
    let tokens = &scene.text.tokens;
    let inner = quotation.inner.clone();
    let last = inner
        .rev()
        .find(|&i| !tokens[i].is_any(&["'", "’", "\"", "”"]))?;
    let quotation = &quotation.tokens;
    if !is_whole(scene, quotation) {
        return None;
    }
    let sentence = scene.sentence_of(quotation.end - 1)?.tokens.clone();
    let mut at = quotation.end;
    let outer_comma = scene.lower(at) == ",";
    at += usize::from(outer_comma);
    if !outer_comma && !tokens[last].is_any(&[",", "?", "!", "—", "…", ".", "-"]) {
        return None;
    }
    if at >= sentence.end {
        return None;
    }
    if can_quote(scene, at) {
        let np = speaker::after(scene, at, sentence.end)?;
        return Some((np, at..at + 1));
    }
    let limit = sentence.end.min(at + REACH);
    let verb = (at + 1..limit)
        .find(|&i| can_quote(scene, i) && !scene.text.is_capital(i) || tokens[i].is_quote())?;
    if tokens[verb].is_quote() {
        return None;
    }
    let (np, cue) = speaker::before(scene, verb, at)?;
    let starts_there = np.start == at || np.start <= at + 1;
    (starts_there && !speaker::is_passive(scene, &cue)).then_some((np, cue))
}

/// Lee said: "…" / Lee told the court that "…" / as Lee put it, "…".
fn before(
    scene: &Scene,
    quotation: &Range<usize>,
    previous_end: usize,
) -> Option<(Range<usize>, Range<usize>)> {
    let sentence = scene.sentence_of(quotation.start)?.tokens.clone();
    let low = sentence.start.max(previous_end);
    let mark = quotation.start.checked_sub(1).filter(|&i| i >= low)?;
    let announced = scene.text.tokens[mark].is_any(&[":", ","]);
    let from = if announced { mark } else { quotation.start };
    let nearest = (low..from)
        .rev()
        .take(if announced { REACH / 2 } else { 2 })
        .find(|&i| can_quote(scene, i) && !scene.is_auxiliary(i))?;
    if !announced
        && scene.text.tokens[nearest + 1..from]
            .iter()
            .any(|t| t.lower != "that")
    {
        return None;
    }
    let colon = announced && scene.lower(mark) == ":";
    if !colon && !capital_inside(scene, quotation) {
        return None;
    }
    let (np, cue) = speaker::before(scene, nearest, low)?;
    (!speaker::is_passive(scene, &cue)).then_some((np, cue))
}

/// "…" — Ann Lee, in a line of its own or at the end of a block.
fn signed(scene: &Scene, quotation: &Quotation) -> Option<(Range<usize>, Range<usize>)> {
    let dash = quotation.tokens.end;
    let sentence = scene.sentence_of(dash)?;
    let dashes = scene.text.tokens.get(dash)?.is_any(&["—", "–", "―", "-"]);
    let mut name = dash + 1;
    while scene.lower(name) == "-" {
        name += 1;
    }
    let end = sentence.tokens.end;
    let fits = dashes && name < end && end - name <= 12 && scene.text.is_capital(name);
    (fits && sentence.tokens.contains(&dash)).then_some((name..end, dash..name))
}

/// Whether the quotation opens its sentence, or opens like one: a few quoted words
/// inside a clause are part of what the clause says.
fn is_whole(scene: &Scene, quotation: &Range<usize>) -> bool {
    let starts = scene
        .sentence_of(quotation.start)
        .is_some_and(|s| s.tokens.start == quotation.start);
    starts || capital_inside(scene, quotation)
}

/// Whether the quoted words open like a sentence.
fn capital_inside(scene: &Scene, quotation: &Range<usize>) -> bool {
    let mut words = quotation.clone();
    words
        .find(|&i| scene.text.tokens[i].kind != crate::reader::text::TokenKind::Mark)
        .is_some_and(|i| scene.text.is_capital(i))
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::cases;

    #[test]
    fn matches_and_must_not() {
        cases(
            "quoted",
            &[
                (
                    "“It rained,” said Ann Lee, a farmer.",
                    &["Ann Lee, a farmer | said | “It rained,”"],
                ),
                (
                    "\"It rained,\" she told the court.",
                    &["she | told | \"It rained,\""],
                ),
                (
                    "The report concluded: “Nobody came.”",
                    &["The report | concluded | “Nobody came.”"],
                ),
                (
                    "“Nobody came.” — Ann Lee",
                    &["Ann Lee | — | “Nobody came.”"],
                ),
                ("They spoke of “affairs” twice.", &[]),
                ("“Nobody came.” The dog barked.", &[]),
            ],
        );
    }
}
