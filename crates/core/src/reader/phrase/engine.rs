//! What each thread has made of patterns and lists of words, and which of them can have a
//! word in the sentence that it looks at.

use std::cell::RefCell;
use std::marker::PhantomData;

use super::Phrase;
use super::pattern::{Pattern, Set, bit};
use crate::reader::text::{Token, word_hash};

thread_local! {
    static ENGINE: RefCell<Engine> = RefCell::default();
}

/// The patterns and lists that this thread has used, by where they stand in memory: static
/// data never moves or changes, so that the place names it.
#[derive(Default)]
struct Engine {
    patterns: Memo<(Id, Pattern)>,
    sets: Memo<(Id, Set)>,
    lists: Memo<(Id, [u64; 8])>,
    index: Index,
    now: Seen,
}

#[cfg(test)]
thread_local! {
    static WORK: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// How many tokens this thread was asked to look through so far, and how often: what tests
/// count instead of time.
#[cfg(test)]
pub(crate) fn work() -> u64 {
    WORK.get()
}

/// Counts a look through `tokens`, in tests.
#[inline]
fn count(tokens: &[Token]) {
    #[cfg(test)]
    WORK.set(WORK.get() + 1 + tokens.len() as u64);
    #[cfg(not(test))]
    let _ = tokens;
}

/// What `look` says of a pattern; none where a glance at the tokens tells that it cannot
/// match among them.
pub(super) fn with_pattern<R>(
    pattern: Phrase,
    tokens: &[Token],
    look: impl FnOnce(&Pattern) -> R,
) -> Option<R> {
    count(tokens);
    ENGINE.with_borrow_mut(|engine| {
        let Engine { index, now, .. } = engine;
        let (id, pattern) = engine.patterns.of(pattern, |pattern| {
            let pattern = Pattern::new(pattern);
            let needed = pattern.needed().iter().map(|&(hash, _)| hash);
            let id = index.add((!pattern.needed().is_empty()).then_some(needed));
            (id, pattern)
        });
        now.may_have(*id, tokens).then(|| look(pattern))
    })
}

/// The same of a list of patterns.
pub(super) fn with_set<R>(
    patterns: &'static [Phrase],
    tokens: &[Token],
    look: impl FnOnce(&Set) -> R,
) -> Option<R> {
    count(tokens);
    ENGINE.with_borrow_mut(|engine| {
        let Engine { index, now, .. } = engine;
        let (id, set) = engine.sets.of(patterns, |patterns| {
            let set = Set::new(patterns);
            (index.add(set.needed()), set)
        });
        now.may_have(*id, tokens).then(|| look(set))
    })
}

/// The same of a list of words, as bits of their hashes.
pub(super) fn with_list<R>(
    words: &'static [&'static str],
    tokens: &[Token],
    look: impl FnOnce(&[u64; 8]) -> R,
) -> Option<R> {
    count(tokens);
    ENGINE.with_borrow_mut(|engine| {
        let Engine { index, now, .. } = engine;
        let (id, bits) = engine.lists.of(words, |words| {
            let hashes = words.iter().map(|word| word_hash(word));
            let mut bits = [0_u64; 8];
            for hash in hashes.clone() {
                bits[(hash >> 6 & 7) as usize] |= bit(hash);
            }
            (index.add(Some(hashes)), bits)
        });
        now.may_have(*id, tokens).then(|| look(bits))
    })
}

/// Looks over some tokens: until the glance is dropped, this thread knows which patterns
/// have no word among them. One glance at a time: a second one in between ends the first.
pub(crate) fn glance(tokens: &[Token]) -> Glance<'_> {
    count(tokens);
    ENGINE.with_borrow_mut(|engine| engine.now = engine.index.look(tokens));
    Glance(PhantomData)
}

/// A look at some tokens, which it keeps from changing meanwhile.
#[derive(Debug)]
#[must_use]
pub(crate) struct Glance<'a>(PhantomData<&'a [Token]>);

impl Drop for Glance<'_> {
    fn drop(&mut self) {
        // Nothing to end where the thread itself ends.
        let _ = ENGINE.try_with(|engine| {
            if let Ok(mut engine) = engine.try_borrow_mut() {
                engine.now = Seen::default();
            }
        });
    }
}

/// The number of a pattern or list in the [`Index`]; none when it may match without any
/// particular word.
type Id = Option<u16>;

/// So many patterns and lists have numbers; others are looked for without.
const MOST: usize = 64 * WORDS;
const WORDS: usize = 20;

/// Which patterns and lists need which words.
#[derive(Default)]
struct Index {
    n_ids: usize,
    /// By hash, an open table, at most half full: the hash, and one more than the index
    /// into `needing`; 0 where it is free.
    slots: Vec<(u32, u32)>,
    /// For each word the numbers of those that need it, as words of bits.
    needing: Vec<Vec<(u8, u64)>>,
}

impl Index {
    /// A number for what needs one of these words.
    fn add(&mut self, words: Option<impl Iterator<Item = u32>>) -> Id {
        let words = words.filter(|_| self.n_ids < MOST)?;
        let id = self.n_ids;
        self.n_ids += 1;
        let (at, bit) = ((id / 64) as u8, 1 << (id % 64));
        for hash in words {
            let needing = self.entry(hash);
            match needing.last_mut() {
                Some((last, bits)) if *last == at => *bits |= bit,
                _ => needing.push((at, bit)),
            }
        }
        u16::try_from(id).ok()
    }

    /// The slot of a word, or the free one that it belongs into.
    fn slot(&self, hash: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot].1 != 0 && self.slots[slot].0 != hash {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn entry(&mut self, hash: u32) -> &mut Vec<(u8, u64)> {
        if self.needing.len() * 2 >= self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![(0, 0); (old.len() * 2).max(1024)];
            for (hash, index) in old.into_iter().filter(|(_, index)| *index != 0) {
                let slot = self.slot(hash);
                self.slots[slot] = (hash, index);
            }
        }
        let slot = self.slot(hash);
        if self.slots[slot].1 == 0 {
            self.needing.push(Vec::new());
            self.slots[slot] = (hash, self.needing.len() as u32);
        }
        let index = self.slots[slot].1 as usize - 1;
        &mut self.needing[index]
    }

    /// What has a word that it needs among `tokens`.
    fn look(&self, tokens: &[Token]) -> Seen {
        let mut seen = Seen {
            place: place(tokens),
            n_ids: self.n_ids as u16,
            may: [0; WORDS],
        };
        if self.slots.is_empty() {
            return seen;
        }
        for token in tokens {
            let index = self.slots[self.slot(token.hash)].1;
            if index != 0 {
                for &(at, bits) in &self.needing[index as usize - 1] {
                    seen.may[usize::from(at)] |= bits;
                }
            }
        }
        seen
    }
}

/// Where tokens stand in memory.
fn place(tokens: &[Token]) -> (usize, usize) {
    let range = tokens.as_ptr_range();
    (range.start as usize, range.end as usize)
}

/// What a glance at some tokens saw.
#[derive(Default)]
struct Seen {
    place: (usize, usize),
    /// How many patterns and lists had numbers then.
    n_ids: u16,
    may: [u64; WORDS],
}

impl Seen {
    /// Whether what has this number may match among `tokens`.
    fn may_have(&self, id: Id, tokens: &[Token]) -> bool {
        let Some(id) = id.filter(|id| *id < self.n_ids) else {
            return true;
        };
        let (start, end) = place(tokens);
        let inside = self.place.0 <= start && end <= self.place.1 && start < end;
        !inside || self.may[usize::from(id) / 64] & 1 << (id % 64) != 0
    }
}

/// What was made of static lists: an open table by the list's place, at most half full.
struct Memo<T> {
    /// Place of a list, one more than its length, and the index of what was made of it; 0
    /// for the length where a slot is free. A power of two.
    slots: Vec<(usize, u32, u32)>,
    made: Vec<T>,
}

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo {
            slots: vec![(0, 0, 0); 64],
            made: Vec::new(),
        }
    }
}

impl<T> Memo<T> {
    /// What was made of the list before, or is made of it now.
    #[inline]
    fn of<E>(&mut self, list: &'static [E], new: impl FnOnce(&'static [E]) -> T) -> &T {
        let (place, len) = (list.as_ptr() as usize, list.len() as u32 + 1);
        let slot = self.slot(place, len);
        let (_, found, index) = self.slots[slot];
        if found == 0 {
            let made = new(list);
            return self.add(slot, (place, len), made);
        }
        &self.made[index as usize]
    }

    #[cold]
    fn add(&mut self, slot: usize, (place, len): (usize, u32), made: T) -> &T {
        self.slots[slot] = (place, len, self.made.len() as u32);
        self.made.push(made);
        if self.made.len() * 3 > self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![(0, 0, 0); old.len() * 2];
            for entry in old.into_iter().filter(|entry| entry.1 != 0) {
                let slot = self.slot(entry.0, entry.1);
                self.slots[slot] = entry;
            }
        }
        &self.made[self.made.len() - 1]
    }

    /// The slot of a list, or the free one that it belongs into.
    #[inline]
    fn slot(&self, place: usize, len: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (place >> 3 ^ place >> 12 ^ len as usize) & mask;
        loop {
            let (own, found, _) = self.slots[slot];
            if found == 0 || own == place && found == len {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }
}
