//! Packed weights: all classes of a feature stand together, so that a feature costs one
//! look into memory or two. A feature is found by its 32-bit key: the upper bits choose a
//! pair of places, the lower ones tell whether the feature stands in one of them. All of a
//! decision's features are looked up without a branch, so that memory answers for many at
//! once.

use std::hint::select_unpredictable;

use crate::packed::{Bytes, Fault};

/// Weights for three classes a feature. A pair holds two features of 32 bits, the first one
/// lowest: eight bits of the key, then three weights of eight bits, 128 for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Triples {
    pairs: Vec<u64>,
    shift: u32,
}

/// Three weights of nothing, for the key 0.
const NOTHING: u32 = 0x8080_8000;

impl Triples {
    /// A table of pairs, whose number is a power of two.
    pub(crate) fn of(pairs: Vec<u64>) -> Triples {
        let shift = 32 - pairs.len().max(2).trailing_zeros();
        Triples { pairs, shift }
    }

    pub(crate) fn read(bytes: &mut Bytes) -> Result<Triples, Fault> {
        let n = read_power(bytes)?;
        let cells = bytes.take(n * 8, "pairs of weights")?;
        Ok(Triples::of(cells.chunks_exact(8).map(long).collect()))
    }

    #[cfg(any(test, feature = "train"))]
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.pairs.len() as u32).to_le_bytes());
        out.extend(self.pairs.iter().flat_map(|pair| pair.to_le_bytes()));
    }

    /// The sums of the weights of `keys`.
    #[inline]
    pub(crate) fn score(&self, keys: &[u32]) -> [i32; 3] {
        let (mut even, mut odd) = (0u32, 0u32);
        for &key in keys {
            let pair = self.pairs.get((key >> self.shift) as usize);
            let pair = pair.copied().unwrap_or(0);
            let (first, second) = (pair as u32, (pair >> 32) as u32);
            let is = |found: u32| (found ^ key) & 0xff == 0;
            let found = select_unpredictable(is(first), first, second);
            let found = select_unpredictable(is(found), found, NOTHING);
            // Two sums of 16 bits each: no more than 256 keys fit.
            even = even.wrapping_add((found >> 8) & 0x00ff_00ff);
            odd = odd.wrapping_add((found >> 16) & 0xff);
        }
        let middle = 128 * keys.len() as i32;
        let sums = [even & 0xffff, odd, even >> 16];
        sums.map(|sum| sum as i32 - middle)
    }
}

/// Weights for many classes, few of them for each feature: a place holds up to three
/// classes with their weights, and a feature of more classes has a line of weights, one
/// for each class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    pairs: Vec<Pair>,
    lines: Vec<Line>,
    shift: u32,
}

/// Two places: thirteen bits that tell the feature, one that is set when the rest says
/// which line is the feature's; or else, from bit 16, three times a class and its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(align(16))]
pub(crate) struct Pair(pub(crate) [u64; 2]);

/// The weights of all classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(align(64))]
pub(crate) struct Line(pub(crate) [i8; LINE]);

/// How many classes there may be.
pub(crate) const LINE: usize = 64;

/// How many classes a place has room for.
#[cfg(any(test, feature = "train"))]
pub(crate) const FEW: usize = 3;

/// Says that a feature has a line.
pub(crate) const HAS_LINE: u64 = 1 << 13;

/// Sums of weights by class; the places after the classes are for what has no class.
pub(crate) type Sums = [i16; LINE * 2];

/// What tells the feature of a key: never 0.
pub(crate) fn check(key: u32) -> u64 {
    u64::from(key & 0xfff | 0x1000)
}

/// Whether a place holds the feature with this check.
fn holds(slot: u64, check: u64) -> bool {
    slot & 0x1fff == check
}

impl Rows {
    /// A table of pairs, whose number is a power of two, and its lines.
    pub(crate) fn of(pairs: Vec<Pair>, lines: Vec<Line>) -> Rows {
        let shift = 32 - pairs.len().max(2).trailing_zeros();
        Rows {
            pairs,
            lines,
            shift,
        }
    }

    /// A table without features.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn empty() -> Rows {
        Rows::of(vec![Pair([0; 2]); 2], Vec::new())
    }

    pub(crate) fn read(bytes: &mut Bytes) -> Result<Rows, Fault> {
        let n = read_power(bytes)?;
        let cells = bytes.take(n * 16, "places of features")?;
        let pairs = cells.chunks_exact(16);
        let pairs = pairs.map(|c| Pair([long(&c[..8]), long(&c[8..])]));
        let pairs = pairs.collect();
        let n = bytes.u32("a number of lines")? as usize;
        let cells = bytes.take(n.saturating_mul(LINE), "lines")?;
        let line = |c: &[u8]| Line(std::array::from_fn(|i| c[i] as i8));
        let lines = cells.chunks_exact(LINE).map(line).collect();
        Ok(Rows::of(pairs, lines))
    }

    #[cfg(any(test, feature = "train"))]
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.pairs.len() as u32).to_le_bytes());
        let slots = self.pairs.iter().flat_map(|pair| pair.0);
        out.extend(slots.flat_map(u64::to_le_bytes));
        out.extend((self.lines.len() as u32).to_le_bytes());
        out.extend(self.lines.iter().flat_map(|line| line.0.map(|w| w as u8)));
    }

    /// Adds the weights of `keys` to the sums of the classes.
    pub(crate) fn score(&self, keys: &[u32], sums: &mut Sums) {
        for keys in keys.chunks(MANY) {
            let (mut few, mut lines) = ([0; MANY], [0; MANY]);
            let (mut n_few, mut n_lines) = (0, 0);
            for &key in keys {
                let Some(&Pair([first, second])) = self.pairs.get((key >> self.shift) as usize)
                else {
                    continue;
                };
                let check = check(key);
                let slot = select_unpredictable(holds(first, check), first, second);
                let (found, has_line) = (holds(slot, check), slot & HAS_LINE != 0);
                few[n_few % MANY] = slot >> 16;
                lines[n_lines % MANY] = (slot >> 16) as usize;
                n_few += usize::from(found & !has_line);
                n_lines += usize::from(found & has_line);
            }
            self.add_lines(&lines[..n_lines], sums);
            for slot in &few[..n_few] {
                for cell in [*slot, slot >> 16, slot >> 32] {
                    sums[cell as usize % (LINE * 2)] += i16::from((cell >> 8) as i8);
                }
            }
        }
    }

    /// Adds lines to the sums of the classes.
    fn add_lines(&self, lines: &[usize], sums: &mut Sums) {
        // All are called from memory before the first is needed.
        let first = |&at: &usize| self.lines.get(at).map_or(0, |line| i16::from(line.0[0]));
        let first: i16 = lines.iter().map(first).sum();
        let before = sums[0];
        for line in lines.iter().filter_map(|&at| self.lines.get(at)) {
            for (sum, &weight) in sums[..LINE].iter_mut().zip(&line.0) {
                *sum += i16::from(weight);
            }
        }
        sums[0] = before + first;
    }
}

/// The class of `classes` (as bits) with the highest sum, the first of equals, and by how
/// much it leads.
#[inline]
pub(crate) fn best(classes: u64, sums: &Sums) -> (u8, i32) {
    let (mut best, mut top, mut next) = (0, i32::MIN, i32::MIN);
    let mut left = classes;
    while left != 0 {
        let class = left.trailing_zeros() as u8;
        left &= left - 1;
        let sum = i32::from(sums[usize::from(class)]);
        next = next.max(sum.min(top));
        best = select_unpredictable(sum > top, class, best);
        top = top.max(sum);
    }
    (best, top.saturating_sub(next))
}

/// How many keys are looked up before their weights are added.
const MANY: usize = 32;

/// The place of a key among `n` pairs, `n` a power of two.
#[cfg(any(test, feature = "train"))]
pub(crate) fn place(key: u32, n: usize) -> usize {
    (key >> (32 - n.max(2).trailing_zeros())) as usize
}

/// Pairs of triples without features.
#[cfg(any(test, feature = "train"))]
pub(crate) fn no_triples(n: usize) -> Vec<u64> {
    vec![u64::from(NOTHING) << 32 | u64::from(NOTHING); n]
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

fn long(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |n, &b| (n << 8) | u64::from(b))
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
