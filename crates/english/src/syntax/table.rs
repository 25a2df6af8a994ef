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
    #[cfg(feature = "train")]
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

    #[cfg(feature = "train")]
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

/// Weights for many classes, few of them for each feature: a pair of places holds eight
/// bits of the key and where the feature's row starts; a row is its length and then a
/// class and a weight in turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    pairs: Vec<[u32; 2]>,
    cells: Vec<u8>,
    shift: u32,
}

impl Rows {
    /// A table of `pairs`, whose number is a power of two, and its rows. The first row is
    /// empty.
    pub(crate) fn of(pairs: Vec<[u32; 2]>, cells: Vec<u8>) -> Rows {
        let shift = 32 - pairs.len().max(2).trailing_zeros();
        Rows {
            pairs,
            cells,
            shift,
        }
    }

    pub(crate) fn read(bytes: &mut Bytes) -> Result<Rows, Fault> {
        let n = read_power(bytes)?;
        let cells = bytes.take(n * 8, "pairs of rows")?;
        let pairs = cells
            .chunks_exact(8)
            .map(|c| [word(&c[..4]), word(&c[4..])]);
        let pairs = pairs.collect();
        let n = bytes.u32("a number of cells")? as usize;
        let cells = bytes.take(n, "cells")?.to_vec();
        Ok(Rows::of(pairs, cells))
    }

    #[cfg(feature = "train")]
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.pairs.len() as u32).to_le_bytes());
        let words = self.pairs.iter().flatten();
        out.extend(words.flat_map(|word| word.to_le_bytes()));
        out.extend((self.cells.len() as u32).to_le_bytes());
        out.extend(&self.cells);
    }

    /// Adds the weights of `keys` to the sums of the classes.
    #[inline]
    pub(crate) fn score<const N: usize>(&self, keys: &[u32], sums: &mut [i32; N]) {
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
            if found & 0xff != check {
                continue;
            }
            let row = self.cells.get((found >> 8) as usize..).unwrap_or_default();
            let Some((&n, row)) = row.split_first() else {
                continue;
            };
            let row = row.get(..usize::from(n) * 2).unwrap_or_default();
            for cell in row.chunks_exact(2) {
                if let Some(sum) = sums.get_mut(usize::from(cell[0])) {
                    *sum += i32::from(cell[1] as i8);
                }
            }
        }
    }
}

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

    #[cfg(feature = "train")]
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
