//! What the trees say of a subject.

use std::ops::Range;

use abduce_english::{Parse, Relation, Upos};

use super::Scene;

/// How many heads a shared subject may be away.
const MAX_CLIMB: usize = 5;

/// How far from its verb a subject is looked for, in words.
const MAX_WORDS: u32 = 60;

/// Who or what does what a word says: its subject, the one that it shares with the verb
/// it hangs on, or the noun that it describes.
pub(super) fn subject(parse: &Parse, word: u32) -> Option<u32> {
    let mut at = word;
    for _ in 0..MAX_CLIMB {
        if let Some(subject) = child(parse, at, &[Relation::Nsubj, Relation::NsubjPass]) {
            return (subject < word).then_some(subject);
        }
        let head = parse.head(at)?;
        match parse.word(at)?.relation {
            Relation::Xcomp => {
                let object = child(parse, head, &[Relation::Obj]);
                if let Some(object) = object.filter(|&o| o < at) {
                    return Some(object);
                }
            }
            Relation::Acl if parse.word(head)?.upos != Upos::Verb => {
                return (head < word).then_some(head);
            }
            Relation::Conj | Relation::Advcl | Relation::Parataxis | Relation::Acl => {}
            _ => return None,
        }
        at = head;
    }
    None
}

/// The nearest word to the left that hangs on this one by one of `relations`, else one
/// to the right; only so far away that asking stays cheap.
fn child(parse: &Parse, of: u32, relations: &[Relation]) -> Option<u32> {
    let subtree = parse.subtree(of);
    let fits = |&i: &u32| {
        parse
            .word(i)
            .is_some_and(|w| w.head == of && i != of && relations.contains(&w.relation))
    };
    let left = subtree.start.max(of.saturating_sub(MAX_WORDS))..of;
    let right = of + 1..subtree.end.min(of.saturating_add(MAX_WORDS));
    left.rev()
        .find(fits)
        .or_else(|| right.into_iter().find(fits))
}

/// The tokens of a word with all that hangs on it, without a clause that follows it.
pub(super) fn phrase(scene: &Scene, head: u32) -> Range<usize> {
    let parse = &scene.syntax.parse;
    let subtree = parse.subtree(head);
    let low = subtree.start.max(head.saturating_sub(MAX_WORDS));
    let high = subtree.end.min(head.saturating_add(MAX_WORDS));
    let end = (head + 1..high).find(|&i| {
        parse.word(i).is_some_and(|w| {
            w.head == head
                && matches!(
                    w.relation,
                    Relation::Acl | Relation::AclRelcl | Relation::Parataxis | Relation::Punct
                )
        })
    });
    let end = end.map_or(high, |i| parse.word(i).map_or(i, |w| w.left.max(head + 1)));
    let (text, syntax) = (scene.text, scene.syntax);
    let start = syntax.tokens_of(text, low).start;
    start..syntax.tokens_of(text, end.saturating_sub(1)).end.max(start)
}
