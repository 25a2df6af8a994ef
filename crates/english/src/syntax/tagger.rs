//! The tagger: from left to right, each word's tag by the weights of what stands around
//! it and the tags before it. A word that had one tag only is not weighed.

use super::facts::{Facts, OUTSIDE};
use super::keys::{Keys, key, mix};
use super::parser::read_lead;
use super::table::{self, Dictionary, LINE, Rows};
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
    /// The sets: tags as bits. Set 0 is that of words not in the lexicon.
    pub(crate) sets: Vec<u64>,
    /// Tags that are certain, plus one, by [`certain`].
    pub(crate) certain: Dictionary,
    /// The weights of the features that are looked at first.
    pub(crate) first: Rows,
    /// By how much a tag must lead by those to be taken at once.
    pub(crate) lead: i32,
    /// The weights of the others.
    pub(crate) weights: Rows,
}

impl Tagger {
    pub(crate) fn read(bytes: &mut Bytes) -> Result<Tagger, Fault> {
        let n = bytes.take(1, "a number of tags")?[0];
        let mut tags = Vec::new();
        for _ in 0..n.min(LINE as u8) {
            let upos = Upos::of_label(bytes.text("a part of speech")?);
            let xpos = Xpos::of_label(bytes.text("a part of speech")?);
            let tag = upos.zip(xpos);
            tags.push(tag.ok_or_else(|| bytes.fault("a known part of speech"))?);
        }
        let n_sets = bytes.take(1, "a number of sets")?[0];
        let mut sets = Vec::new();
        for _ in 0..n_sets {
            let set = bytes.take(8, "a set")?.iter().rev();
            let set = set.fold(0, |n, &b| (n << 8) | u64::from(b));
            if set == 0 || set.ilog2() as usize >= tags.len() {
                return Err(bytes.fault("a set of known tags"));
            }
            sets.push(set);
        }
        if sets.is_empty() {
            return Err(bytes.fault("the set of unknown words"));
        }
        let lexicon = Dictionary::read(bytes)?;
        let certain = Dictionary::read(bytes)?;
        let first = Rows::read(bytes)?;
        let lead = read_lead(bytes)?;
        let weights = Rows::read(bytes)?;
        Ok(Tagger {
            certain,
            tags,
            lexicon,
            sets,
            first,
            lead,
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
            let set = self.sets.get(usize::from(sets[at]));
            let set = set.copied().unwrap_or(self.sets[0]);
            if set.is_power_of_two() {
                tags.push(set.trailing_zeros() as Tag);
                continue;
            }
            let certain = self.certain.get(certain(facts, &sets, at, tags));
            if let Some(tag) = certain.checked_sub(1) {
                tags.push(tag);
                continue;
            }
            let others = features(&mut keys, facts, &sets, at, tags, title);
            let mut sums = [0; LINE * 2];
            self.first.score(keys.first(), &mut sums);
            let (mut tag, lead) = table::best(set, &sums);
            if lead < self.lead {
                others.add(&mut keys);
                self.weights.score(keys.others(), &mut sums);
                tag = table::best(set, &sums).0;
            }
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
    let after = set_at(sets, at + 1);
    key([mix(facts[at].lower), mix(u32::from(before)), mix(after)])
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

/// What the features of a word are made of, mixed.
pub(crate) struct View<'a> {
    facts: &'a [Facts],
    at: usize,
    t1: u64,
    t2: u64,
    set0: u64,
    set1: u64,
    set2: u64,
    shape: u64,
    lower: u64,
    last_lower: u64,
    next_lower: u64,
    tails: [u64; 3],
    known: u64,
}

/// The features of the word at `at` that are looked at first; the view has the others.
/// `tags` are those of the words before it.
pub(crate) fn features<'a>(
    keys: &mut Keys,
    facts: &'a [Facts],
    sets: &[u8],
    at: usize,
    tags: &[Tag],
    title: bool,
) -> View<'a> {
    keys.clear();
    let w = &facts[at];
    let lower = |at: usize| mix(facts.get(at).map_or(OUTSIDE.lower, |f| f.lower));
    let set = |at: usize| mix(set_at(sets, at));
    let tag = |back: usize| {
        let tag = tags.get(at.wrapping_sub(back));
        mix(tag.map_or(u32::from(NO_TAG), |&t| u32::from(t)))
    };
    let start = u32::from(at == 0);
    let view = View {
        facts,
        at,
        t1: tag(1),
        t2: tag(2),
        set0: set(at),
        set1: set(at + 1),
        set2: set(at + 2),
        shape: mix(w.shape | start << 5 | u32::from(title) << 6),
        lower: lower(at),
        last_lower: lower(at.wrapping_sub(1)),
        next_lower: lower(at + 1),
        tails: [1, 2, 3].map(|n| mix(w.tails[n])),
        known: mix(u32::from(w.known.kind)),
    };
    view.first(keys, mix(w.form), mix(start), mix(w.shape & 1));
    keys.end_first();
    view
}

impl View<'_> {
    /// The features by which most tags are clear.
    fn first(&self, keys: &mut Keys, form: u64, start: u64, capital: u64) {
        let Self {
            t1,
            lower,
            set0,
            set1,
            known,
            shape,
            tails: [tail1, tail2, tail3],
            ..
        } = self;
        keys.add([*lower]);
        keys.add([*t1, *lower]);
        keys.add([*lower, *set1]);
        keys.add([form, start]);
        keys.add([*t1, *set0, *set1]);
        keys.add([self.next_lower, *set0]);
        keys.add([*tail3, capital]);
        keys.add([*tail2]);
        keys.add([*known, *set1, *t1]);
        keys.add([*known, *shape]);
        keys.add([*shape, *tail1]);
        keys.add([*t1, *shape]);
    }

    /// The other features.
    pub(crate) fn add(&self, keys: &mut Keys) {
        let Self {
            t1,
            t2,
            set0,
            set1,
            set2,
            shape,
            lower,
            last_lower,
            next_lower,
            known,
            tails: [tail1, tail2, _],
            ..
        } = self;
        let w = &self.facts[self.at];
        let after = self.facts.get(self.at + 1).unwrap_or(&OUTSIDE);
        let second = self.facts.get(self.at + 2).unwrap_or(&OUTSIDE);
        let known_next = mix(u32::from(after.known.kind));
        keys.add([*known]);
        keys.add([*shape]);
        keys.add([*t1]);
        keys.add([*t1, *t2]);
        keys.add([*t1, *tail2]);
        keys.add([*t1, *known]);
        keys.add([mix(w.starts[2])]);
        keys.add([*last_lower]);
        keys.add([*last_lower, *lower]);
        keys.add([*next_lower]);
        keys.add([mix(after.tails[2]), *set1]);
        keys.add([mix(after.shape), *shape]);
        keys.add([*known, known_next]);
        keys.add([*set0, known_next]);
        keys.add([*t1, *t2, *set0]);
        keys.add([*t1, *lower, *set1]);
        keys.add([*lower, *set1, *set2]);
        keys.add([*last_lower, *set0]);
        keys.add([*known, *tail1]);
        keys.add([*known, *next_lower]);
        keys.add([*next_lower, *lower]);
        keys.add([*set1, *set2, *set0]);
        keys.add([mix(second.lower)]);
        let about = u32::from(w.known.noun) << 8 | u32::from(w.known.verb);
        keys.add([mix(about), *t1]);
    }
}

/// The number of the set of a word; another one outside of the sentence.
fn set_at(sets: &[u8], at: usize) -> u32 {
    sets.get(at).map_or(999, |&s| u32::from(s))
}
