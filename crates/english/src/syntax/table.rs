//! Packed weights: all classes of a feature stand together, so that a feature costs one
//! look into memory or two. A feature is found by its 32-bit key: the upper bits choose a
//! pair of places, the lower eight tell whether the feature stands in one of them.

use crate::packed::{Bytes, Fault};

/// Weights for three classes a feature, in one word: eight bits of the key, then three
/// weights of eight bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Triples {
    pairs: Vec<[u32; 2]>,
    shift: u32,
}

impl Triples {
    /// A table of `pairs`, whose number is a power of two.
    pub(crate) fn of(pairs: Vec<[u32; 2]>) -> Triples {
        let shift = 32 - pairs.len().max(2).trailing_zeros();
        Triples { pairs, shift }
    }

    /// The place of a key among `n` pairs, `n` a power of two.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn place(key: u32, n: usize) -> usize {
        (key >> (32 - n.max(2).trailing_zeros())) as usize
    }

    pub(crate) fn read(bytes: &mut Bytes) -> Result<Triples, Fault> {
        let n = read_power(bytes)?;
        let cells = bytes.take(n * 8, "pairs of weights")?;
        let pairs = cells
            .chunks_exact(8)
            .map(|c| [word(&c[..4]), word(&c[4..])]);
        Ok(Triples::of(pairs.collect()))
    }

    #[cfg(any(test, feature = "train"))]
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.pairs.len() as u32).to_le_bytes());
        let words = self.pairs.iter().flatten();
        out.extend(words.flat_map(|word| word.to_le_bytes()));
    }

    /// The sums of the weights of `keys`.
    #[inline]
    pub(crate) fn score(&self, keys: &[u32]) -> [i32; 3] {
        let mut sums = [0; 3];
        for &key in keys {
            let Some(pair) = self.pairs.get((key >> self.shift) as usize) else {
                continue;
            };
            let check = key & 0xff;
            let found = if pair[0] & 0xff == check {
                pair[0]
            } else {
                pair[1]
            };
            let found = if found & 0xff == check { found } else { 0 };
            sums[0] += i32::from((found >> 8) as u8 as i8);
            sums[1] += i32::from((found >> 16) as u8 as i8);
            sums[2] += i32::from((found >> 24) as u8 as i8);
        }
        sums
    }
}

/// Weights for many classes, few of them for each feature. A place holds the check of the
/// key and up to six classes with their weights, so that a feature costs one look into
/// memory; a feature of more classes has a line of weights, one for each class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    pairs: Vec<[Slot; 2]>,
    lines: Vec<[i8; LINE]>,
    shift: u32,
    /// After so many classes all lines have nothing.
    width: usize,
}

/// A place of a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Twelve bits of the key, and where the line is, plus one; 0 for a free place.
    pub(crate) head: u32,
    /// The classes and their weights.
    pub(crate) cells: [u8; 12],
}

/// How many classes there may be.
pub(crate) const LINE: usize = 128;

/// Sums of weights by class; the last place is for what has no class.
pub(crate) type Sums = [i16; 256];

/// The class that stands where a place has none.
#[cfg(any(test, feature = "train"))]
pub(crate) const NO_CLASS: u8 = 255;

/// The check of a key: never 0.
pub(crate) fn check(key: u32) -> u32 {
    key & 0xfff | 0x1000
}

impl Slot {
    /// A free place.
    #[cfg(any(test, feature = "train"))]
    pub(crate) const FREE: Slot = Slot {
        head: 0,
        cells: [
            NO_CLASS, 0, NO_CLASS, 0, NO_CLASS, 0, NO_CLASS, 0, NO_CLASS, 0, NO_CLASS, 0,
        ],
    };

    /// Whether it holds the feature with this check.
    fn holds(&self, check: u32) -> bool {
        self.head & 0x1fff == check
    }
}

impl Rows {
    /// A table of `pairs`, whose number is a power of two, and its lines.
    pub(crate) fn of(pairs: Vec<[Slot; 2]>, lines: Vec<[i8; LINE]>) -> Rows {
        let shift = 32 - pairs.len().max(2).trailing_zeros();
        let last = |line: &[i8; LINE]| line.iter().rposition(|&w| w != 0).map_or(0, |i| i + 1);
        let width = lines.iter().map(last).max().unwrap_or(0);
        Rows {
            pairs,
            lines,
            shift,
            width: width.next_multiple_of(16).min(LINE),
        }
    }

    /// A table without features.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn empty() -> Rows {
        Rows::of(vec![[Slot::FREE; 2]; 2], Vec::new())
    }

    pub(crate) fn read(bytes: &mut Bytes) -> Result<Rows, Fault> {
        let n = read_power(bytes)?;
        let cells = bytes.take(n * 32, "places of features")?;
        let slot = |c: &[u8]| Slot {
            head: word(&c[..4]),
            cells: std::array::from_fn(|i| c[4 + i]),
        };
        let pairs = cells
            .chunks_exact(32)
            .map(|c| [slot(&c[..16]), slot(&c[16..])]);
        let pairs = pairs.collect();
        let n = bytes.u32("a number of lines")? as usize;
        let cells = bytes.take(n.saturating_mul(LINE), "lines")?;
        let line = |c: &[u8]| std::array::from_fn(|i| c[i] as i8);
        let lines = cells.chunks_exact(LINE).map(line).collect();
        Ok(Rows::of(pairs, lines))
    }

    #[cfg(any(test, feature = "train"))]
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.pairs.len() as u32).to_le_bytes());
        for slot in self.pairs.iter().flatten() {
            out.extend(slot.head.to_le_bytes());
            out.extend(slot.cells);
        }
        out.extend((self.lines.len() as u32).to_le_bytes());
        out.extend(self.lines.iter().flatten().map(|&w| w as u8));
    }

    /// Adds the weights of `keys` to the sums of the classes. First all are looked up,
    /// without a branch, so that memory answers for many at once.
    pub(crate) fn score(&self, keys: &[u32], sums: &mut Sums) {
        for keys in keys.chunks(MANY) {
            let (mut few, mut lines) = ([0; MANY], [0; MANY]);
            let (mut n_few, mut n_lines) = (0, 0);
            for &key in keys {
                let at = (key >> self.shift) as usize;
                let Some(pair) = self.pairs.get(at) else {
                    continue;
                };
                let check = check(key);
                let second = !pair[0].holds(check);
                let head = pair[usize::from(second)].head;
                let found = head & 0x1fff == check;
                let line = head >> 13;
                few[n_few % MANY] = at * 2 + usize::from(second);
                lines[n_lines % MANY] = line.wrapping_sub(1) as usize;
                n_few += usize::from(found & (line == 0));
                n_lines += usize::from(found & (line != 0));
            }
            for line in lines[..n_lines].iter().filter_map(|&at| self.lines.get(at)) {
                for (sum, &weight) in sums[..self.width].iter_mut().zip(&line[..self.width]) {
                    *sum += i16::from(weight);
                }
            }
            let slots = self.pairs.as_flattened();
            for slot in few[..n_few].iter().filter_map(|&at| slots.get(at)) {
                for cell in slot.cells.chunks_exact(2) {
                    sums[usize::from(cell[0])] += i16::from(cell[1] as i8);
                }
            }
        }
    }
}

/// How many keys are looked up before their weights are added.
const MANY: usize = 64;

/// A set of 32-bit keys with a byte each, found by binary search in a bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dictionary {
    slots: Vec<(u32, u8)>,
    mask: usize,
}

impl Dictionary {
    /// A dictionary of these keys, each once, each with a byte that is not 0.
    pub(crate) fn of(entries: &[(u32, u8)]) -> Dictionary {
        let n = (entries.len() * 2).next_power_of_two().max(2);
        let mut slots = vec![(0, 0); n];
        for &(key, value) in entries {
            let mut at = key as usize & (n - 1);
            while slots[at].1 != 0 {
                at = (at + 1) & (n - 1);
            }
            slots[at] = (key, value);
        }
        Dictionary { slots, mask: n - 1 }
    }

    pub(crate) fn read(bytes: &mut Bytes) -> Result<Dictionary, Fault> {
        let n = bytes.u32("a number of entries")? as usize;
        let cells = bytes.take(n.saturating_mul(5), "entries")?;
        let entries: Vec<_> = cells
            .chunks_exact(5)
            .map(|c| (word(&c[..4]), c[4]))
            .collect();
        match entries.iter().all(|e| e.1 != 0) {
            true => Ok(Dictionary::of(&entries)),
            false => Err(bytes.fault("entries that are not 0")),
        }
    }

    #[cfg(any(test, feature = "train"))]
    pub(crate) fn write(entries: &[(u32, u8)], out: &mut Vec<u8>) {
        out.extend((entries.len() as u32).to_le_bytes());
        for (key, value) in entries {
            out.extend(key.to_le_bytes());
            out.push(*value);
        }
    }

    /// The byte of a key; 0 when it has none.
    #[inline]
    pub(crate) fn get(&self, key: u32) -> u8 {
        let mut at = key as usize & self.mask;
        // Half of the slots are empty, so this ends.
        while let Some(&(found, value)) = self.slots.get(at) {
            if value == 0 || found == key {
                return value;
            }
            at = (at + 1) & self.mask;
        }
        0
    }
}

fn word(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |n, &b| (n << 8) | u32::from(b))
}

/// A number of pairs: a power of two, and at most 2^24.
fn read_power(bytes: &mut Bytes) -> Result<usize, Fault> {
    let n = bytes.u32("a number of pairs")? as usize;
    match n.is_power_of_two() && (2..=1 << 24).contains(&n) {
        true => Ok(n),
        false => Err(bytes.fault("a power of two")),
    }
}
