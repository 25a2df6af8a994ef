//! What the place of a word makes of it: the verb or noun it hangs on, and how.
//!
//! Why: "managed to leave", "tried to leave" and "refused to leave" tell differently of a
//! leaving (Karttunen 1971; Nairn, Condoravdi and Karttunen 2006), and what stands under a
//! verb is no surer than the verb.

use abduce_english::{Relation, Upos, Word, Xpos};

use super::marks::{Marks, is_noun, is_past};
use super::signs::List;

/// A word over another, with how sure it was found to be.
pub(super) struct Above<'a> {
    pub(super) word: &'a Word,
    pub(super) marks: &'a Marks,
    /// From 1, sure, to -1, surely not.
    pub(super) value: f64,
    /// What its own place made of it.
    pub(super) context: f64,
}

/// A verb that no list has, over "to" or "-ing", and over a clause.
const SOME_VERB_TO: f64 = 0.55;
const SOME_VERB_ING: f64 = 0.9;
const SOME_VERB_THAT: f64 = 0.95;

/// A noun that no list has, over "to" and over another clause.
const SOME_NOUN_TO: f64 = 0.5;
const SOME_NOUN_THAT: f64 = 0.9;

/// A purpose ("to win").
const PURPOSE: f64 = 0.6;

/// Verbs of at least this strength are turned over by "not" ("did not manage to").
const TWO_WAY: f64 = 0.7;

/// What a word's place makes of it, from 1, sure, to -1, surely not.
pub(super) fn of(word: &Word, marks: &Marks, above: &Above<'_>) -> f64 {
    let context = match word.relation {
        Relation::Xcomp | Relation::Ccomp | Relation::Csubj | Relation::CsubjPass => {
            clause(word, marks, above)
        }
        Relation::Advcl | Relation::Obl if is_goal(marks, above) => clause(word, marks, above),
        Relation::Advcl | Relation::AdvclRelcl => return aside(word, marks, above),
        Relation::Acl => of_noun(word, marks, above),
        Relation::Conj => joined(word, marks, above),
        relation if is_part(relation) => part(word, above),
        _ => 1.0,
    };
    context * marks.marker.unwrap_or(1.0)
}

/// "Tried hard to win", hung on the verb as a purpose would be.
fn is_goal(marks: &Marks, above: &Above<'_>) -> bool {
    marks.to
        && matches!(above.word.upos, Upos::Verb | Upos::Adj)
        && above.marks.signs.get(List::To).is_some()
}

/// A clause under a verb or an adjective.
fn clause(word: &Word, marks: &Marks, above: &Above<'_>) -> f64 {
    let signs = above.marks.signs;
    let value = above.value;
    if !marks.to && word.relation != Relation::Xcomp {
        let sign = signs.get(List::That).unwrap_or(SOME_VERB_THAT);
        return match value {
            v if v < 0.0 => 0.45 * sign,
            v if v > 0.9 => sign,
            v => sign * (0.5 + 0.5 * v),
        };
    }
    let default = if marks.to {
        SOME_VERB_TO
    } else {
        SOME_VERB_ING
    };
    let sign = signs.get(List::To).unwrap_or(default);
    match value {
        v if v < 0.0 && sign >= TWO_WAY => -sign,
        v if v < 0.0 && sign > 0.0 => 0.3,
        v if v < 0.0 => -sign * TWO_WAY,
        v if sign > 0.0 => sign * v,
        v => sign * v.max(0.3),
    }
}

/// A clause beside the sentence: a condition, a purpose, a reason, a time.
fn aside(word: &Word, marks: &Marks, above: &Above<'_>) -> f64 {
    if let Some(marker) = marks.marker {
        return marker;
    }
    if marks.to {
        return if above.value > 0.8 { PURPOSE } else { 0.5 };
    }
    let itself = marks.modal.is_some() || marks.auxiliary || is_past(word);
    if itself || above.value >= 0.8 {
        1.0
    } else {
        0.4 + 0.6 * above.value.max(0.0)
    }
}

/// A clause under a noun.
fn of_noun(word: &Word, marks: &Marks, above: &Above<'_>) -> f64 {
    let sign = above.marks.signs.get(List::Noun);
    if marks.to {
        let weak = if above.value > 0.6 { 1.0 } else { 0.8 };
        sign.unwrap_or(SOME_NOUN_TO) * weak
    } else if marks.opened {
        sign.unwrap_or(SOME_NOUN_THAT)
    } else if above.value < 0.6 && word.upos == Upos::Verb {
        0.5 + 0.5 * above.value.max(0.0)
    } else {
        1.0
    }
}

/// One of several: it shares the place of the first, and its modal verb if it has none.
fn joined(word: &Word, marks: &Marks, above: &Above<'_>) -> f64 {
    let shares = word.xpos == Xpos::Vb && marks.modal.is_none();
    let modal = above.marks.modal.filter(|_| shares);
    above.context * modal.unwrap_or(1.0)
}

fn is_part(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Obj
            | Relation::Obl
            | Relation::OblAgent
            | Relation::OblUnmarked
            | Relation::Nsubj
            | Relation::NsubjPass
            | Relation::Iobj
            | Relation::Nmod
            | Relation::NmodPoss
            | Relation::NmodUnmarked
            | Relation::Compound
            | Relation::Amod
            | Relation::Advmod
    )
}

/// A noun or an adjective that takes part in an event, or belongs to a noun.
fn part(word: &Word, above: &Above<'_>) -> f64 {
    let value = above.value;
    let signs = above.marks.signs;
    if matches!(above.word.upos, Upos::Verb | Upos::Adj) {
        let reached = matches!(
            word.relation,
            Relation::Obj | Relation::Obl | Relation::NsubjPass
        );
        let object = signs.get(List::Object).filter(|_| reached).unwrap_or(1.0);
        let held = match word.relation {
            Relation::Obl if value < 0.0 => 0.8,
            _ if value < 0.0 => 0.45,
            Relation::Obj if value < 0.85 => 0.35 + 0.65 * value,
            _ if value < 0.85 => 0.55 + 0.45 * value,
            _ => 1.0,
        };
        return object * held;
    }
    if !is_noun(above.word) {
        return 1.0;
    }
    let belongs = matches!(word.relation, Relation::Nmod | Relation::Compound);
    let noun = signs.get(List::Of).filter(|_| belongs).unwrap_or(1.0);
    let held = if value < 0.85 {
        0.4 + 0.6 * value.max(0.0)
    } else {
        1.0
    };
    noun * held
}
