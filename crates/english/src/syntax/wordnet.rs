//! What a dictionary (WordNet) knows of a form: which parts of speech it may have, and
//! what its first senses as a noun and as a verb are about.

use super::facts;
use crate::packed::{Bytes, Fault};

/// What is known of a form; all zero when nothing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Which parts of speech it may have, as the number of a set.
    pub(crate) kind: u8,
    /// The field of its first sense as a noun: person, act, place, ...
    pub(crate) noun: u8,
    /// The field of its first sense as a verb: communication, motion, ...
    pub(crate) verb: u8,
}

/// Entries by the hash of the lower form. A place holds 15 bits of the hash, the kind, and
/// the fields of the noun and the verb; the rest of the hash says where to look first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wordnet {
    slots: Vec<u32>,
    /// What each kind may be, as bits; kind 1 is the first.
    kinds: Vec<u16>,
}

/// A part of speech of lemmas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Noun,
    Verb,
    Adjective,
}

/// Bits for what a form may be.
pub(crate) mod kind {
    pub(crate) const NOUN: u16 = 1;
    pub(crate) const VERB: u16 = 4;
    pub(crate) const ADJECTIVE: u16 = 64;
    pub(crate) const ADVERB: u16 = 256;
}

/// How many places are looked at before a form is unknown.
const PROBES: usize = 16;

fn check(hash: u32) -> u32 {
    hash >> 17
}

fn start(hash: u32, n: usize) -> usize {
    hash as usize & (n - 1)
}

impl Wordnet {
    /// A table of `2^bits` places; forms that find no place are left out.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn of(entries: &[(u32, Entry)], kinds: &[u16], bits: u32) -> Wordnet {
        let n = 1usize << bits;
        let mut slots = vec![0; n];
        for &(hash, entry) in entries {
            let packed = u32::from(entry.kind) << 9
                | u32::from(entry.noun.min(31)) << 4
                | u32::from(entry.verb.min(15));
            let places = (0..PROBES).map(|i| (start(hash, n) + i) & (n - 1));
            if let Some(place) = places.into_iter().find(|&p| slots[p] == 0) {
                slots[place] = check(hash) << 17 | packed;
            }
        }
        Wordnet {
            slots,
            kinds: kinds.to_vec(),
        }
    }

    pub(crate) fn read(bytes: &mut Bytes) -> Result<Wordnet, Fault> {
        let n = bytes.u32("a number of forms")? as usize;
        if !n.is_power_of_two() || n > 1 << 20 {
            return Err(bytes.fault("a power of two"));
        }
        let cells = bytes.take(n * 4, "forms")?.chunks_exact(4);
        let slots = cells.map(|c| c.iter().rev().fold(0, |n, &b| (n << 8) | u32::from(b)));
        let slots = slots.collect();
        let n = bytes.take(1, "a number of kinds")?[0];
        let kinds = bytes.take(usize::from(n) * 2, "kinds")?.chunks_exact(2);
        let kinds = kinds
            .map(|c| u16::from(c[0]) | u16::from(c[1]) << 8)
            .collect();
        Ok(Wordnet { slots, kinds })
    }

    #[cfg(any(test, feature = "train"))]
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.slots.len() as u32).to_le_bytes());
        out.extend(self.slots.iter().flat_map(|slot| slot.to_le_bytes()));
        out.push(self.kinds.len() as u8);
        out.extend(self.kinds.iter().flat_map(|kind| kind.to_le_bytes()));
    }

    /// What is known of the form with this hash.
    pub(crate) fn get(&self, hash: u32) -> Entry {
        let n = self.slots.len();
        for i in 0..PROBES {
            let slot = self.slots[(start(hash, n) + i) & (n - 1)];
            if slot == 0 {
                break;
            }
            if slot >> 17 == check(hash) {
                return Entry {
                    kind: (slot >> 9) as u8,
                    noun: (slot >> 4) as u8 & 31,
                    verb: slot as u8 & 15,
                };
            }
        }
        Entry::default()
    }

    /// Whether a form is known as a lemma of this part of speech.
    pub(crate) fn is_base(&self, form: &str, part: Part) -> bool {
        let kind = usize::from(self.get(facts::hash(form)).kind);
        let bits = kind.checked_sub(1).and_then(|k| self.kinds.get(k));
        let wanted = match part {
            Part::Noun => kind::NOUN,
            Part::Verb => kind::VERB,
            Part::Adjective => kind::ADJECTIVE | kind::ADVERB,
        };
        bits.is_some_and(|bits| bits & wanted != 0)
    }
}
