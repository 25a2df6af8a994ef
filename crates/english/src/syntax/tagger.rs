//! The tagger: from left to right, each word's tag by the weights of what stands around
//! it and the tags before it. A word that had one tag only is not weighed.

use super::facts::{Facts, OUTSIDE};
use super::keys::{Keys, key};
use super::table::{Dictionary, Rows};
use crate::packed::{Bytes, Fault};
use crate::word::{Upos, Word, Xpos};

/// The number of a tag: an index into the tagger's tags.
pub(crate) type Tag = u8;

/// What stands for the tag before the first word.
pub(crate) const NO_TAG: Tag = 255;

/// A packed tagger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tagger {
    /// The tags, fine and coarse together.
    pub(crate) tags: Vec<(Upos, Xpos)>,
    /// Which tags a word may have: a number of a set, by the hash of the lower form.
    pub(crate) lexicon: Dictionary,
    /// The sets: tags in order. Set 0 is that of words not in the lexicon.
    pub(crate) sets: Vec<Vec<Tag>>,
    /// Tags that are certain, plus one, by [`certain`].
    pub(crate) certain: Dictionary,
    /// The weights.
    pub(crate) weights: Rows,
}

impl Tagger {
    pub(crate) fn read(bytes: &mut Bytes) -> Result<Tagger, Fault> {
        let n = bytes.take(1, "a number of tags")?[0];
        let mut tags = Vec::new();
        for _ in 0..n.min(NO_TAG - 1) {
            let upos = Upos::of_label(bytes.text("a part of speech")?);
            let xpos = Xpos::of_label(bytes.text("a part of speech")?);
            let tag = upos.zip(xpos);
            tags.push(tag.ok_or_else(|| bytes.fault("a known part of speech"))?);
        }
        let n_sets = bytes.take(1, "a number of sets")?[0];
        let mut sets = Vec::new();
        for _ in 0..n_sets {
            let n = bytes.take(1, "the size of a set")?[0];
            let set = bytes.take(usize::from(n), "a set")?.to_vec();
            if set.is_empty() || set.iter().any(|&t| usize::from(t) >= tags.len()) {
                return Err(bytes.fault("a set of known tags"));
            }
            sets.push(set);
        }
        if sets.is_empty() {
            return Err(bytes.fault("the set of unknown words"));
        }
        let lexicon = Dictionary::read(bytes)?;
        let certain = Dictionary::read(bytes)?;
        let weights = Rows::read(bytes)?;
        Ok(Tagger {
            certain,
            tags,
            lexicon,
            sets,
            weights,
        })
    }

    /// The number of the set of tags that a word may have.
    pub(crate) fn set(&self, facts: &Facts) -> u8 {
        self.lexicon.get(facts.lower)
    }

    /// Tags the words of a sentence.
    pub(crate) fn tag(&self, facts: &[Facts], tags: &mut Vec<Tag>) {
        tags.clear();
        let mut keys = Keys::new();
        let sets: Vec<u8> = facts.iter().map(|f| self.set(f)).collect();
        let title = is_title(facts);
        for at in 0..facts.len() {
            let set = self
                .sets
                .get(usize::from(sets[at]))
                .unwrap_or(&self.sets[0]);
            let clear = match set.as_slice() {
                &[only] => Some(only),
                _ => self
                    .certain
                    .get(certain(facts, &sets, at, tags))
                    .checked_sub(1),
            };
            let tag = match clear {
                Some(tag) => tag,
                None => {
                    features(&mut keys, facts, &sets, at, tags, title);
                    let mut sums = [0; 256];
                    self.weights.score(keys.all(), &mut sums);
                    let best = set.iter().rev().max_by_key(|&&t| sums[usize::from(t)]);
                    best.copied().unwrap_or(0)
                }
            };
            tags.push(tag);
        }
    }

    /// Writes tags to words.
    pub(crate) fn give(&self, tags: &[Tag], words: &mut [Word]) {
        for (word, &tag) in words.iter_mut().zip(tags) {
            if let Some(&(upos, xpos)) = self.tags.get(usize::from(tag)) {
                word.upos = upos;
                word.xpos = xpos;
            }
        }
    }
}

/// The key by which the tag of a word may be certain.
pub(crate) fn certain(facts: &[Facts], sets: &[u8], at: usize, tags: &[Tag]) -> u32 {
    let before = tags.get(at.wrapping_sub(1)).copied().unwrap_or(NO_TAG);
    let after = sets.get(at + 1).map_or(999, |&s| u32::from(s));
    key([facts[at].lower, u32::from(before), after])
}

/// Whether most words begin with a capital, as in a headline: then capitals say little.
pub(crate) fn is_title(facts: &[Facts]) -> bool {
    let capitals = facts
        .iter()
        .filter(|f| f.shape & super::facts::CAPITAL != 0)
        .count();
    let marks = facts.iter().filter(|f| f.shape & 8 != 0).count();
    facts.len() - marks > 2 && capitals * 3 > (facts.len() - marks) * 2
}

/// The features of the word at `at`; `tags` are those of the words before it.
pub(crate) fn features(
    keys: &mut Keys,
    facts: &[Facts],
    sets: &[u8],
    at: usize,
    tags: &[Tag],
    title: bool,
) {
    keys.clear();
    let word = |offset: isize| {
        facts
            .get(at.wrapping_add_signed(offset))
            .unwrap_or(&OUTSIDE)
    };
    let set = |offset: isize| {
        sets.get(at.wrapping_add_signed(offset))
            .map_or(999, |&s| u32::from(s))
    };
    let tag = |offset: isize| {
        tags.get(at.wrapping_add_signed(offset))
            .map_or(u32::from(NO_TAG), |&t| u32::from(t))
    };
    let (w, before, after) = (word(0), word(-1), word(1));
    let (t1, t2) = (tag(-1), tag(-2));
    let shape = w.shape | u32::from(at == 0) << 5 | u32::from(title) << 6;
    keys.add([w.lower]);
    keys.add([w.form, u32::from(at == 0)]);
    keys.add([w.tails[1]]);
    keys.add([w.tails[2]]);
    keys.add([w.tails[3], shape & 1]);
    keys.add([w.starts[2]]);
    keys.add([shape]);
    keys.add([shape, w.tails[1]]);
    keys.add([t1]);
    keys.add([t1, t2]);
    keys.add([t1, w.lower]);
    keys.add([t1, t2, set(0)]);
    keys.add([t1, set(0), set(1)]);
    keys.add([t1, shape]);
    keys.add([t1, w.tails[2]]);
    keys.add([before.lower]);
    keys.add([before.lower, w.lower]);
    keys.add([after.lower]);
    keys.add([after.lower, w.lower]);
    keys.add([after.lower, set(0)]);
    keys.add([after.tails[2], set(1)]);
    keys.add([set(1), set(0)]);
    keys.add([set(1), set(2), set(0)]);
    keys.add([word(2).lower]);
    keys.add([after.shape, shape]);
    keys.add([w.lower, set(1)]);
    let kind = |f: &Facts| u32::from(f.known.kind);
    keys.add([kind(w)]);
    keys.add([kind(w), t1]);
    keys.add([kind(w), w.tails[1]]);
    keys.add([kind(w), shape]);
    keys.add([kind(w), kind(after)]);
    keys.add([kind(w), set(1), t1]);
    keys.add([set(0), kind(after)]);
    keys.add([kind(w), after.lower]);
    keys.add([u32::from(w.known.noun), u32::from(w.known.verb), t1]);
    keys.add([0]);
}
