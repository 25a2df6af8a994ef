//! Which rules a word can set off: one look-up a token for all of them.
//!
//! Why: most words set off none. A rule asks for its own bit before it looks closer.

use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::cues::{self, Frame, Tense, Verb};
use super::{adjectives, light, nouns, passive, polls};

/// A verb of saying, thinking or judging.
pub(super) const VERB: u16 = 1;
/// A form of a verb that can stand beside a quotation.
pub(super) const QUOTING: u16 = 1 << 1;
/// A participle that reports.
pub(super) const REPORTED: u16 = 1 << 2;
/// An adjective of view.
pub(super) const ADJECTIVE: u16 = 1 << 3;
/// A noun of saying or thinking.
pub(super) const NOUN: u16 = 1 << 4;
/// A noun that a light verb carries.
pub(super) const LIGHT: u16 = 1 << 5;
/// A verb of seeming.
pub(super) const SEEMING: u16 = 1 << 6;
/// "asked" and its like.
pub(super) const ASKED: u16 = 1 << 7;
/// A poll.
pub(super) const POLL: u16 = 1 << 8;
/// The first word of a preposition that names a source.
pub(super) const ACCORDING: u16 = 1 << 9;

/// What is known of a word.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Its bits.
    pub(super) kinds: u16,
    /// How it is used as a verb.
    pub(super) verbs: Vec<Verb>,
}

/// A quick hash for short words: the map is never walked, so its order shows nowhere.
#[derive(Default)]
struct Fnv(u64);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        // The low bits choose the place, the high bits the tag.
        self.0 ^ self.0 >> 32
    }
}

#[expect(
    clippy::disallowed_types,
    reason = "only looked up, never walked through"
)]
type Table = std::collections::HashMap<String, Known, BuildHasherDefault<Fnv>>;

static KNOWN: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for (form, verbs) in cues::verbs() {
        let quotes = |v: &Verb| {
            matches!(v.frame, Frame::Clause | Frame::Told)
                && (v.tense != Tense::Base || form == "say")
                && v.particle.is_empty()
                && !v.wide
        };
        let quoting = if verbs.iter().any(quotes) { QUOTING } else { 0 };
        let known = table.entry(form).or_default();
        known.kinds |= VERB | quoting;
        known.verbs = verbs;
    }
    let mut mark = |words: &mut dyn Iterator<Item = &str>, kind: u16| {
        for word in words {
            table.entry(word.to_owned()).or_default().kinds |= kind;
        }
    };
    mark(&mut passive::REPORTED.iter().copied(), REPORTED);
    mark(
        &mut adjectives::ADJECTIVES.iter().map(|(w, _)| *w),
        ADJECTIVE,
    );
    mark(&mut nouns::all(), NOUN);
    mark(&mut light::NOUNS.iter().copied(), LIGHT);
    let seeming = "seem seems seemed appear appears appeared sound sounds sounded \
        purportedly reportedly";
    mark(&mut seeming.split(' '), SEEMING);
    mark(&mut "asked pressed questioned quizzed".split(' '), ASKED);
    mark(&mut polls::POLLS.iter().copied(), POLL);
    mark(&mut "according as in".split(' '), ACCORDING);
    table
});

/// The bits of a word.
pub(super) fn of(lower: &str) -> u16 {
    KNOWN.get(lower).map_or(0, |known| known.kinds)
}

/// The uses of a form as a verb, the more particular first.
pub(super) fn uses(lower: &str) -> &'static [Verb] {
    KNOWN.get(lower).map_or(&[], |known| &known.verbs)
}
