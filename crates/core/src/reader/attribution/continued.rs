//! Rule "continued": a quotation that goes on without a new cue.
//!
//! Why: "A," said Lee. "B. C." — the second quotation is Lee's too. It must stand in the
//! same block, or open the next one while the one before never closed, and it must be a
//! whole sentence, not a few quoted words.

use std::collections::BTreeMap;

use super::{Found, Scene};
use crate::reader::text::TokenKind;

/// The fewest words that a quotation without a cue of its own must have.
const MIN_WORDS: usize = 4;

/// Adds the quotations that continue one that has a speaker.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>) {
    let with_cue: BTreeMap<usize, usize> = out
        .iter()
        .enumerate()
        .filter(|(_, f)| matches!(f.rule, "quoted"))
        .map(|(index, f)| (f.content.start, index))
        .collect();
    let mut contents: Vec<(usize, usize)> = out
        .iter()
        .map(|f| (f.content.start, f.content.end))
        .collect();
    contents.sort_unstable();
    let mut current: Option<(usize, usize, bool)> = None;
    for quotation in scene.quotes {
        let Some(block) = scene.sentence_of(quotation.tokens.start).map(|s| s.block) else {
            continue;
        };
        let start = quotation.tokens.start;
        if let Some(&index) = with_cue.get(&start) {
            current = Some((index, block, quotation.closed));
            continue;
        }
        let Some((index, last_block, closed)) = current else {
            continue;
        };
        let near = block == last_block || !closed && block == last_block + 1;
        if !near || !is_whole(scene, quotation) || inside_other(&contents, start) {
            if block != last_block {
                current = None;
            }
            continue;
        }
        let Found { speaker, cue, .. } = out[index].clone();
        out.push(Found {
            speaker,
            cue,
            content: quotation.tokens.clone(),
            hole: None,
            quiet: false,
            rule: "continued",
        });
        current = Some((index, block, quotation.closed));
    }
}

/// Whether the quotation is part of what another attribution already holds.
fn inside_other(contents: &[(usize, usize)], start: usize) -> bool {
    let after = contents.partition_point(|&(s, _)| s <= start);
    contents[..after]
        .iter()
        .rev()
        .take(8)
        .any(|&(_, end)| start < end)
}

/// Whether the quotation stands as a sentence of its own.
fn is_whole(scene: &Scene, quotation: &crate::reader::quotes::Quotation) -> bool {
    let inner = &scene.text.tokens[quotation.inner.clone()];
    let words = inner.iter().filter(|t| t.kind != TokenKind::Mark).count();
    let opens = scene
        .sentence_of(quotation.tokens.start)
        .is_some_and(|s| s.tokens.start == quotation.tokens.start);
    let begins = opens || scene.lower(quotation.tokens.start.saturating_sub(1)) == ",";
    words >= if opens { 1 } else { MIN_WORDS } && begins
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::cases;

    #[test]
    fn matches_and_must_not() {
        cases(
            "continued",
            &[
                (
                    "“It rained,” said Ann Lee. “Then it snowed for days.”",
                    &["Ann Lee | said | “Then it snowed for days.”"],
                ),
                ("“It rained,” said Ann Lee. They spoke of “snow” too.", &[]),
                (
                    "“It rained,” said Ann Lee.\n\n“Then it snowed for days.”",
                    &[],
                ),
            ],
        );
    }
}
