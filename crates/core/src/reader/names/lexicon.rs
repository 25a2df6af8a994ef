//! What a word can be by lists: a given name, a surname, a place, a title, a common word.
//!
//! One table for all lists, so that one look-up tells everything of a word. The large lists
//! stand in lexicon.txt, which says where they come from.

// Only ever looked up, never listed: no order can show.
#[allow(clippy::disallowed_types)]
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::words;

/// A set of classes, one bit each.
pub type Classes = u32;

/// A given name of men.
pub const MAN: Classes = 1;
/// A given name of women.
pub const WOMAN: Classes = 1 << 1;
/// A given name of either.
pub const GIVEN: Classes = 1 << 2;
/// A surname.
pub const SURNAME: Classes = 1 << 3;
/// A city.
pub const CITY: Classes = 1 << 4;
/// A country, a state, a part of the world.
pub const COUNTRY: Classes = 1 << 5;
/// A word that prose has in lower case.
pub const COMMON: Classes = 1 << 6;
/// A title or role.
pub const TITLE: Classes = 1 << 7;
/// A part of a title.
pub const TITLE_PART: Classes = 1 << 8;
/// A word of bodies.
pub const BODY: Classes = 1 << 9;
/// A word of places.
pub const PLACE_WORD: Classes = 1 << 10;
/// A people, a creed, a party.
pub const PEOPLE: Classes = 1 << 11;
/// A day, a month, a feast.
pub const CALENDAR: Classes = 1 << 12;
/// A word that opens sentences.
pub const OPENER: Classes = 1 << 13;
/// A word that closes the names of things.
pub const THING: Classes = 1 << 14;
/// "Jr" and the like.
pub const SUFFIX: Classes = 1 << 15;
/// A particle within a name.
pub const PARTICLE: Classes = 1 << 16;
/// A word of kin.
pub const KIN: Classes = 1 << 17;
/// A verb that people are the subject of.
pub const SPEAKS: Classes = 1 << 18;

/// A known body.
pub const KNOWN_BODY: Classes = 1 << 19;

/// How many classes there are.
pub const N_CLASSES: usize = 20;

/// Any given name.
pub const ANY_GIVEN: Classes = MAN | WOMAN | GIVEN;

/// FNV-1a: short words, and no need of more.
#[derive(Clone, Copy)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// A map from words, only ever looked up, never listed.
#[allow(clippy::disallowed_types)]
pub type WordMap<'w, V> = HashMap<&'w str, V, BuildHasherDefault<Fnv>>;

/// The first word of a phrase in the table, in the table only.
const OPENS_PHRASE: Classes = 1 << 31;

static TABLE: LazyLock<WordMap<'static, Classes>> = LazyLock::new(table);

fn table() -> WordMap<'static, Classes> {
    let lines = include_str!("lexicon.txt").lines();
    let mut table = WordMap::with_capacity_and_hasher(40_000, BuildHasherDefault::default());
    for line in lines.filter(|line| !line.starts_with('#')) {
        if let Some((word, letters)) = line.split_once('\t') {
            let classes = letters.bytes().map(class_of).fold(0, |all, one| all | one);
            table.insert(word, classes);
        }
    }
    let lists: [(&words::WordSet, Classes); 12] = [
        (&words::MEN, MAN),
        (&words::WOMEN, WOMAN),
        (&words::PLACES, COUNTRY),
        (&words::TITLES, TITLE),
        (&words::TITLE_PARTS, TITLE_PART),
        (&words::ORG_WORDS, BODY),
        (&words::PLACE_WORDS, PLACE_WORD),
        (&words::DEMONYMS, PEOPLE),
        (&words::CALENDAR, CALENDAR),
        (&words::OPENERS, OPENER),
        (&words::THING_WORDS, THING),
        (&words::KIN, KIN),
    ];
    let more = [
        (&words::NAME_SUFFIXES, SUFFIX),
        (&words::PARTICLES, PARTICLE),
        (&words::SPEAKS, SPEAKS),
    ];
    for (list, class) in lists.into_iter().chain(more) {
        for word in list.iter() {
            *table.entry(word).or_default() |= class;
        }
    }
    let phrases: Vec<&str> = table
        .keys()
        .filter_map(|words| words.split_once(' ').map(|(first, _)| first))
        .collect();
    for first in phrases {
        *table.entry(first).or_default() |= OPENS_PHRASE;
    }
    table
}

fn class_of(letter: u8) -> Classes {
    match letter {
        b'm' => MAN,
        b'w' => WOMAN,
        b'g' => GIVEN,
        b's' => SURNAME,
        b'c' => CITY,
        b'k' => COUNTRY,
        b'o' => KNOWN_BODY,
        b'l' => COMMON,
        _ => 0,
    }
}

/// What a word (or a phrase with single blanks), in lower case, can be.
pub fn classes(lower: &str) -> Classes {
    TABLE.get(lower).copied().unwrap_or(0) & !OPENS_PHRASE
}

/// Whether a phrase in the lists begins with this word.
pub fn opens_phrase(lower: &str) -> bool {
    TABLE.get(lower).is_some_and(|all| all & OPENS_PHRASE != 0)
}
