//! The parser: from left to right, one action after the other, the best by the weights;
//! a label for each arc as it is made.

use super::facts::Facts;
use super::features::{self, Sight};
use super::keys::Keys;
use super::marks;
use super::state::{ACTIONS, Action, State};
use super::table::{self, Dictionary, LINE, Rows, Triples};
use crate::packed::{Bytes, Fault};
use crate::word::{Relation, Upos, Word, Xpos};

/// A packed parser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parser {
    /// The labels.
    pub(crate) labels: Vec<Relation>,
    /// Which labels an arc may have, as bits, by [`features::kind_of_arc`].
    pub(crate) allowed: Vec<u64>,
    /// Labels of which arcs are certain, plus one, by [`features::certain`].
    pub(crate) certain: Dictionary,
    /// The weights of the actions by few features.
    pub(crate) quick: Triples,
    /// By how much an action must lead by those to be taken at once.
    pub(crate) lead: i32,
    /// The weights of the actions by the other features.
    pub(crate) actions: Triples,
    /// The weights of the labels by the features that are looked at first.
    pub(crate) first: Rows,
    /// By how much a label must lead by those to be taken at once.
    pub(crate) label_lead: i32,
    /// The weights of the labels by the other features.
    pub(crate) weights: Rows,
}

/// What parsing needs again and again.
pub(crate) struct Room {
    pub(crate) sight: Sight,
    pub(crate) state: State,
    pub(crate) keys: Keys,
}

impl Room {
    pub(crate) fn new() -> Room {
        Room {
            sight: Sight::default(),
            state: State::default(),
            keys: Keys::new(),
        }
    }
}

impl Parser {
    pub(crate) fn read(bytes: &mut Bytes) -> Result<Parser, Fault> {
        let n = bytes.take(1, "a number of labels")?[0];
        if n == 0 || n > 63 {
            return Err(bytes.fault("1 to 63 labels"));
        }
        let mut labels = Vec::new();
        for _ in 0..n {
            let label = Relation::of_label(bytes.text("a label")?);
            labels.push(label.ok_or_else(|| bytes.fault("a known label"))?);
        }
        let allowed = bytes.take(features::KINDS_OF_ARCS * 8, "the labels of arcs")?;
        let allowed = allowed.chunks_exact(8);
        let allowed = allowed.map(|c| c.iter().rev().fold(0, |n, &b| (n << 8) | u64::from(b)));
        let allowed = allowed.collect();
        let certain = Dictionary::read(bytes)?;
        let quick = Triples::read(bytes)?;
        let lead = read_lead(bytes)?;
        let actions = Triples::read(bytes)?;
        let first = Rows::read(bytes)?;
        let label_lead = read_lead(bytes)?;
        let weights = Rows::read(bytes)?;
        Ok(Parser {
            labels,
            allowed,
            certain,
            quick,
            lead,
            actions,
            first,
            label_lead,
            weights,
        })
    }

    /// Parses one sentence of tagged words, which begin at index `first` of the parse.
    pub(crate) fn parse(
        &self,
        facts: &[Facts],
        text: &str,
        words: &mut [Word],
        first: u32,
        room: &mut Room,
    ) {
        let Room { sight, state, keys } = room;
        let n = sight.look(facts, words.iter().map(|w| (w.upos, w.xpos)));
        state.start(n);
        while !state.is_done() {
            let action = self.choose(sight, state, keys);
            match state.arc(action) {
                None => state.shift(),
                Some((head, word)) => {
                    let label = self.label(sight, state, keys, head, word);
                    state.attach(head, label);
                }
            }
        }
        for (&place, node) in sight.places().iter().zip(&state.nodes) {
            let head = sight.places().get(usize::from(node.head));
            let word = &mut words[usize::from(place)];
            word.head = first + u32::from(head.copied().unwrap_or(place));
            word.relation = self.relation(node.label, head.is_none());
        }
        if n == 0 {
            // Marks alone: they hang on the first.
            for (i, word) in words.iter_mut().enumerate() {
                word.head = first;
                word.relation = if i == 0 {
                    Relation::Root
                } else {
                    Relation::Punct
                };
            }
        } else {
            marks::attach(words, text, first);
        }
    }

    /// The next action: by few features when those are clear, by all of them if not.
    fn choose(&self, sight: &Sight, state: &State, keys: &mut Keys) -> Action {
        let possible = state.possible();
        if let [true, false, false] = possible {
            return Action::Shift;
        }
        features::quick(keys, sight, state);
        let quick = self.quick.score(keys.first());
        let (action, lead) = best(possible, quick);
        if lead >= self.lead {
            return action;
        }
        features::action(keys, sight, state);
        let sums = self.actions.score(keys.others());
        best(possible, std::array::from_fn(|i| quick[i] + sums[i])).0
    }

    /// The relation of a label; only the root is `root`.
    fn relation(&self, label: u8, is_root: bool) -> Relation {
        let relation = self.labels.get(usize::from(label)).copied();
        match relation {
            _ if is_root => Relation::Root,
            Some(Relation::Root) | None => Relation::Dep,
            Some(relation) => relation,
        }
    }

    fn label(&self, sight: &Sight, state: &State, keys: &mut Keys, head: u16, word: u16) -> u8 {
        let kind = features::kind_of_arc(sight, head, word);
        let allowed = self.allowed.get(kind).copied().unwrap_or(0);
        if allowed.count_ones() == 1 {
            return allowed.trailing_zeros() as u8;
        }
        for key in features::certain(sight, state, head, word) {
            if let Some(label) = self.certain.get(key).checked_sub(1) {
                return label;
            }
        }
        let allowed = match allowed {
            0 => (1 << self.labels.len()) - 1,
            allowed => allowed,
        };
        let arc = features::label(keys, sight, state, head, word);
        let mut sums = [0; LINE * 2];
        self.first.score(keys.first(), &mut sums);
        let (label, lead) = table::best(allowed, &sums);
        if lead >= self.label_lead {
            return label;
        }
        arc.others(keys);
        self.weights.score(keys.others(), &mut sums);
        table::best(allowed, &sums).0
    }
}

/// The possible action with the highest sum, and by how much it leads; one is always
/// possible before the end.
pub(crate) fn best(possible: [bool; 3], sums: [i32; 3]) -> (Action, i32) {
    let (mut best, mut top, mut next) = (0, i32::MIN, i32::MIN);
    for i in 0..3 {
        if possible[i] && sums[i] > top {
            (best, next, top) = (i, top, sums[i]);
        } else if possible[i] {
            next = next.max(sums[i]);
        }
    }
    (ACTIONS[best], top.saturating_sub(next))
}

/// By how much a choice must lead.
pub(super) fn read_lead(bytes: &mut Bytes) -> Result<i32, Fault> {
    Ok(bytes.u32("a lead")?.min(1 << 20) as i32)
}

/// The tags of a word as one number.
pub(crate) fn tag_number(upos: Upos, xpos: Xpos) -> u32 {
    upos as u32 * 64 + xpos as u32
}
