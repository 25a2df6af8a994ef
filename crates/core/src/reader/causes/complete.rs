//! What the model of arguments left out, taken from the tree: the subject of a verb that
//! causes ("the regulator that helps ..."), the clause that a subordinator or a preposition
//! hangs on ("The verdict, I think, should be annulled because ...").

use std::ops::Range;

use abduce_english::{Relation, Upos, Xpos};

use super::links::{children, introduced};
use super::models::Proposal;
use super::view::View;

/// Fills in the side that is missing, where the tree has it.
pub(super) fn complete(view: &View, proposal: &mut Proposal) {
    let link = proposal.link;
    let is_verb = view.words[link].upos == Upos::Verb;
    match proposal.class {
        2 if is_verb && proposal.cause.is_empty() && !proposal.effect.is_empty() => {
            let found = subject(view, link).unwrap_or(link..link);
            proposal.cause = apart(found, &proposal.effect);
        }
        1 if proposal.effect.is_empty() && !proposal.cause.is_empty() => {
            let found = clause(view, link).unwrap_or(link..link);
            proposal.effect = apart(found, &proposal.cause);
        }
        _ => {}
    }
}

/// A stretch, unless it meets another.
fn apart(found: Range<usize>, other: &Range<usize>) -> Range<usize> {
    match found.start < other.end && other.start < found.end {
        true => found.start..found.start,
        false => found,
    }
}

/// What does what a verb says: its subject, that of the verb that it completes, or the clause
/// before a participle (", making ...").
fn subject(view: &View, link: usize) -> Option<Range<usize>> {
    let mut verb = link;
    for _ in 0..4 {
        let is_subject = |&i: &usize| {
            let relation = view.words[i].relation;
            matches!(
                relation,
                Relation::Nsubj | Relation::NsubjPass | Relation::Csubj
            )
        };
        if let Some(found) = children(view, verb).find(is_subject) {
            return (found < link)
                .then(|| view.words[found].left..view.words[found].right.min(link));
        }
        let head = view.head(verb)?;
        match view.words[verb].relation {
            Relation::Xcomp | Relation::Conj => verb = head,
            Relation::Advcl if view.words[verb].tag.text() == Xpos::Vbg.label() => {
                return (view.words[head].left < link).then(|| view.words[head].left..link);
            }
            _ => return None,
        }
    }
    None
}

/// The clause that what the link introduces hangs on, without that: what stands before it, or
/// what follows when it comes first.
fn clause(view: &View, link: usize) -> Option<Range<usize>> {
    let argument = introduced(view, link);
    let governor = view.head(argument)?;
    let top = &view.words[view.words[governor].clause];
    let start = link.min(view.words[argument].left);
    let found = match start <= top.left + 1 {
        true => view.words[argument].right.max(link + 1)..top.right,
        false => top.left..start,
    };
    (found.start < found.end).then_some(found)
}
