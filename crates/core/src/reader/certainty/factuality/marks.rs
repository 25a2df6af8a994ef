//! What hangs on a word and tells how sure it is by itself: modal verbs, negation, "to",
//! "if", "possible", "probably".

use abduce_english::{Parse, Relation, Upos, Word, Xpos};

use super::signs::{self, List, Signs};

/// Words that deny the word they hang on.
const NEGATORS: &[&str] = &[
    "not", "n't", "never", "no", "hardly", "scarcely", "neither", "nor",
];

/// Subjects and objects that deny their verb.
const NOBODY: &[&str] = &["nobody", "nothing", "none"];

/// Words after "not" with which it denies nothing ("not only fell but").
const ONLY: &[&str] = &["only", "just", "merely", "simply", "necessarily"];

/// What "no" before its object leaves of a verb ("had no plan"): readers are divided.
const NO_OBJECT: f64 = 0.35;

/// What "no" leaves of a noun, and "any".
const NO: f64 = -0.45;
const ANY: f64 = 0.2;

/// What "not" leaves of a verb: people are less sure that something did not happen than
/// that it did. Under "will" they are surer, under another modal less.
const NOT: f64 = -0.62;
const WILL_NOT: f64 = -0.8;
const MAY_NOT: f64 = -0.55;
const NOT_TO: f64 = -0.7;

/// Modal verbs of at least this strength tell what will be.
const WILL: f64 = 0.6;

/// What hangs on one word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    /// What the lists have about the word.
    pub(super) signs: Signs,
    /// Its modal verb.
    pub(super) modal: Option<f64>,
    /// Its negator.
    pub(super) negated: bool,
    /// Whether it is an infinitive with "to".
    pub(super) to: bool,
    /// Whether it has an auxiliary.
    pub(super) auxiliary: bool,
    /// Whether anything opens it as a clause.
    pub(super) opened: bool,
    /// What "if", "without" and the like make of it.
    pub(super) marker: Option<f64>,
    /// "no", "any" before a noun.
    determiner: Option<f64>,
    /// What its adverbs and adjectives leave of it.
    shade: f64,
}

/// The marks of all words of a parse, in one pass.
pub(super) fn of(text: &str, parse: &Parse) -> Vec<Marks> {
    let mut marks: Vec<Marks> = parse
        .words
        .iter()
        .map(|word| Marks {
            signs: signs::of(word.form(text)),
            modal: None,
            negated: false,
            to: false,
            auxiliary: false,
            opened: false,
            marker: None,
            determiner: None,
            shade: 1.0,
        })
        .collect();
    for (index, word) in parse.words.iter().enumerate() {
        let head = word.head as usize;
        if head == index || head >= marks.len() {
            continue;
        }
        let signs = marks[index].signs;
        let next = parse.words.get(index + 1);
        if word.relation == Relation::Advmod && next.is_some_and(|next| is(next, text, ONLY)) {
            continue;
        }
        hang(word, signs, text, &mut marks[head]);
        let argument = &parse.words[head];
        let above = argument.head as usize;
        if above != head && above < marks.len() && is(word, text, &["no", "neither"]) {
            marks[above].lack(argument.relation);
        }
    }
    marks
}

/// Adds what one word tells of its head.
fn hang(word: &Word, signs: Signs, text: &str, head: &mut Marks) {
    match word.relation {
        Relation::Aux | Relation::AuxPass => {
            head.auxiliary = true;
            head.modal = head.modal.or(signs.get(List::Modal));
        }
        Relation::Mark | Relation::Case => {
            head.opened |= word.relation == Relation::Mark;
            head.to |= word.relation == Relation::Mark && is(word, text, &["to"]);
            head.marker = head.marker.or(signs.get(List::Marker));
        }
        Relation::Advmod => {
            head.negated |= is(word, text, NEGATORS);
            head.marker = head.marker.or(signs.get(List::Marker));
            head.shade *= signs.get(List::Adverb).unwrap_or(1.0);
        }
        Relation::Cc | Relation::CcPreconj => head.negated |= is(word, text, NEGATORS),
        Relation::Amod => head.shade *= signs.get(List::Adjective).unwrap_or(1.0),
        Relation::Det if is(word, text, &["no"]) => head.determiner = Some(NO),
        Relation::Det if is(word, text, &["any", "either"]) => head.determiner = Some(ANY),
        relation if is(word, text, NOBODY) => head.lack(relation),
        _ => {}
    }
}

/// Whether a word is one of `forms` in lower case.
fn is(word: &Word, text: &str, forms: &[&str]) -> bool {
    let mut lower = [0; 24];
    // Most words are longer than any that is asked for.
    word.end - word.start <= 10
        && signs::fold(word.form(text), &mut lower).is_some_and(|form| forms.contains(&form))
}

/// Whether a word is a noun or a name.
pub(super) fn is_noun(word: &Word) -> bool {
    matches!(word.upos, Upos::Noun | Upos::Propn)
}

/// Whether it tells of the past by itself.
pub(super) fn is_past(word: &Word) -> bool {
    matches!(word.xpos, Xpos::Vbd | Xpos::Vbn)
}

impl Marks {
    /// Takes note that there is none of what hangs on the word by `relation`.
    fn lack(&mut self, relation: Relation) {
        match relation {
            Relation::Nsubj | Relation::NsubjPass => self.negated = true,
            Relation::Obj => self.shade *= NO_OBJECT,
            _ => {}
        }
    }

    /// How sure the word is by itself, from 1, sure, to -1, surely not.
    pub(super) fn own(&self, word: &Word) -> f64 {
        let bare = if is_noun(word) {
            self.determiner.unwrap_or(1.0)
        } else if self.to {
            if self.negated { NOT_TO } else { 1.0 }
        } else {
            match (self.negated, self.modal) {
                (false, modal) => modal.unwrap_or(1.0),
                (true, None) => NOT,
                (true, Some(modal)) if modal >= WILL => WILL_NOT,
                (true, Some(_)) => MAY_NOT,
            }
        };
        bare * self.shade
    }
}
