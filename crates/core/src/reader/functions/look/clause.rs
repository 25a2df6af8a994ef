//! What the tree of a sentence tells: the tense of what it states, and where its modal
//! verbs stand.

use abduce_english::{Depth, Relation, Word, Xpos};

use crate::reader::functions::sign::{Sign, Signs};
use crate::reader::reading::Reading;

/// Modal verbs that may look ahead.
const MODALS: &[&str] = &[
    "will", "'ll", "’ll", "would", "'d", "’d", "could", "may", "might", "wo",
];

/// The most modal verbs of a sentence that are looked at.
const MOST: usize = 8;

/// Adds the signs of the tree of a sentence, where there is one.
pub(super) fn see(reading: &Reading<'_>, sentence: usize, signs: &mut Signs) {
    let words = reading.syntax.words(sentence);
    let Some(first) = first(reading, sentence) else {
        return;
    };
    if reading.syntax.depth == Depth::Tokens || words.is_empty() {
        return;
    }
    let finite = words.iter().any(|w| is_finite(w.xpos));
    // The tags know better than the endings.
    match finite {
        true => signs.remove(Sign::NoFinite),
        false => signs.add(Sign::NoFinite),
    }
    if reading.syntax.has_trees() {
        let tree = Tree {
            text: &reading.text.document.text,
            words,
            first,
        };
        let core = tree.stated();
        tree.core(core, signs);
        tree.modals(core, signs);
    }
}

fn first(reading: &Reading<'_>, sentence: usize) -> Option<u32> {
    reading
        .syntax
        .parse
        .sentences
        .get(sentence)
        .map(|s| s.start)
}

fn is_finite(tag: Xpos) -> bool {
    matches!(tag, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
}

/// The tree of one sentence.
struct Tree<'a> {
    text: &'a str,
    words: &'a [Word],
    first: u32,
}

impl<'a> Tree<'a> {
    /// The place of a word's head in the sentence.
    fn head(&self, word: &Word) -> usize {
        word.head.saturating_sub(self.first) as usize
    }

    fn form(&self, word: &Word) -> &'a str {
        word.form(self.text)
    }

    /// Adds the tense of what the sentence states: of the verb of its main clause, or of
    /// what is said where that verb says.
    fn core(&self, core: usize, signs: &mut Signs) {
        let Some(verb) = self.words.get(core) else {
            return;
        };
        signs.add_if(verb.xpos == Xpos::Jj, Sign::CoreAdjective);
        let helpers = || {
            let own = self
                .words
                .iter()
                .enumerate()
                .filter(move |(i, w)| *i != core && self.head(w) == core);
            own.map(|(_, w)| w).filter(|w| {
                matches!(
                    w.relation,
                    Relation::Aux | Relation::AuxPass | Relation::Cop
                )
            })
        };
        if helpers().any(|w| w.xpos == Xpos::Md) {
            return;
        }
        let finite = helpers().find(|w| is_finite(w.xpos)).unwrap_or(verb);
        match finite.xpos {
            Xpos::Vbd => signs.add(Sign::CorePast),
            Xpos::Vbz | Xpos::Vbp => {
                let has = matches!(self.form(finite), "has" | "have" | "'ve" | "’ve" | "Have");
                let perfect = has && finite.relation == Relation::Aux;
                signs.add(match perfect {
                    true => Sign::CorePerfect,
                    false => Sign::CorePresent,
                });
            }
            Xpos::Md => {}
            _ => signs.add(Sign::CoreBare),
        }
    }

    /// The place of the verb that states: that of what is said rather than "said".
    fn stated(&self) -> usize {
        let is_root = |(i, w): &(usize, &Word)| self.head(w) == *i;
        let root = self
            .words
            .iter()
            .enumerate()
            .find(is_root)
            .map_or(0, |r| r.0);
        let says = self
            .words
            .get(root)
            .is_some_and(|w| is_saying(self.form(w)));
        let said = |(i, w): &(usize, &Word)| {
            *i != root
                && self.head(w) == root
                && matches!(w.relation, Relation::Ccomp | Relation::Parataxis)
        };
        let content = self.words.iter().enumerate().find(said).filter(|_| says);
        content.map_or(root, |c| c.0)
    }

    /// Adds where modal verbs stand, and whether they are denied.
    fn modals(&self, core: usize, signs: &mut Signs) {
        let mut heads = [usize::MAX; MOST];
        let modal = |w: &&Word| {
            w.xpos == Xpos::Md && MODALS.iter().any(|m| self.form(w).eq_ignore_ascii_case(m))
        };
        let found = self.words.iter().filter(modal);
        for (slot, word) in heads.iter_mut().zip(found) {
            *slot = self.head(word);
            let verb = self.words.get(*slot);
            let relative = verb.is_some_and(|v| v.relation == Relation::AclRelcl);
            signs.add_if(relative, Sign::ModalRelative);
        }
        if heads[0] == usize::MAX {
            return;
        }
        signs.add_if(heads.contains(&core), Sign::ModalCore);
        let denied = self.words.iter().any(|w| {
            let not = matches!(self.form(w), "not" | "n't" | "n’t" | "never" | "no");
            not && heads.contains(&self.head(w))
        });
        signs.add_if(denied, Sign::ModalDenied);
        let copula = |w: &Word| w.relation == Relation::Cop && heads.contains(&self.head(w));
        signs.add_if(self.words.iter().any(copula), Sign::ModalCopula);
    }
}

/// Verbs of saying, whose content states.
fn is_saying(form: &str) -> bool {
    matches!(
        form,
        "said"
            | "says"
            | "say"
            | "told"
            | "tells"
            | "added"
            | "adding"
            | "adds"
            | "wrote"
            | "warned"
            | "predicted"
            | "announced"
            | "noted"
            | "argued"
    )
}
