//! Attributions as relations: source, cue, and what is said in one or more pieces.
//!
//! Why: one act of saying can hold several stretches of text ("A," said Lee. "B." or
//! "Lee, he said, was late"), and what is said can tell of further saying. A relation has
//! all pieces of one act; those that stand inside another's content are nested: the
//! outer speaker tells of them.

use std::ops::Range;

use super::{Found, Scene};
use crate::reader::quotes;
use crate::source::Span;

/// One act of saying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Who says it; none when nobody is named.
    pub source: Option<Span>,
    /// The words of saying.
    pub cue: Span,
    /// What is said, in order, in pieces that do not touch.
    pub content: Vec<Span>,
    /// Whether it is told by the speaker of another, or stands in a quotation.
    pub nested: bool,
    /// The name of the rule that found it.
    pub rule: &'static str,
}

/// The relations of what was found, in order of their cue.
pub(super) fn of(scene: &Scene, found: &[Found]) -> Vec<Relation> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| (found[i].cue.start, found[i].cue.end, found[i].content.start));
    let nested = nested(scene, found);
    let mut out: Vec<Relation> = Vec::new();
    let mut last: Option<&Range<usize>> = None;
    for index in order {
        let item = &found[index];
        let pieces = pieces(scene, item);
        match out.last_mut() {
            Some(relation) if last == Some(&item.cue) => relation.content.extend(pieces),
            _ => {
                let span = |tokens: &Range<usize>| scene.text.span_of(tokens.clone());
                out.push(Relation {
                    source: (!item.speaker.is_empty()).then(|| span(&item.speaker)),
                    cue: span(&item.cue),
                    content: pieces,
                    nested: nested[index],
                    rule: item.rule,
                });
            }
        }
        last = Some(&item.cue);
    }
    for relation in &mut out {
        relation.content.sort_by_key(|s| (s.start, s.end));
        relation.content.dedup();
    }
    out
}

/// The content without what interrupts it.
fn pieces(scene: &Scene, item: &Found) -> Vec<Span> {
    let content = &item.content;
    let hole = item.hole.clone().unwrap_or(content.end..content.end);
    [content.start..hole.start, hole.end..content.end]
        .into_iter()
        .map(|piece| super::trim(scene, piece))
        .filter(|piece| !piece.is_empty())
        .map(|piece| scene.text.span_of(piece))
        .collect()
}

/// For each whether it stands inside the content of another, or in a quotation.
fn nested(scene: &Scene, found: &[Found]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| {
        let content = &found[i].content;
        (
            content.start,
            std::cmp::Reverse(content.end),
            found[i].cue.start,
        )
    });
    let mut nested = vec![false; found.len()];
    // What the last outer ones hold.
    let mut covers: [Option<usize>; 3] = [None; 3];
    for index in order {
        let item = &found[index];
        let cue = item.cue.start;
        let inside = covers.iter().flatten().any(|&outer| {
            let (content, hole) = (&found[outer].content, &found[outer].hole);
            found[outer].cue != item.cue
                && content.contains(&cue)
                && !hole.as_ref().is_some_and(|h| h.contains(&cue))
        });
        let quoted = quotes::around(scene.quotes, cue).is_some();
        if inside || quoted {
            nested[index] = true;
        } else {
            covers.rotate_right(1);
            covers[0] = Some(index);
        }
    }
    nested
}
