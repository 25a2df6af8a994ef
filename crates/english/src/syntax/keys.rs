//! Features of a decision, hashed to 32 bits: a template's number and up to five values.
//! A value is mixed once, for all features that it is part of; a feature then adds up its
//! values, each turned by its place.

/// The most features of one decision.
const MOST: usize = 128;

/// The features of one decision: few that are looked at first, and the others.
pub(crate) struct Keys {
    keys: [u32; MOST],
    n: usize,
    first: usize,
}

/// A value of 32 bits as features take it.
#[inline(always)]
pub(crate) const fn mix(value: u32) -> u64 {
    mix_set(value as u64)
}

/// A value of 64 bits as features take it.
#[inline(always)]
pub(crate) const fn mix_set(value: u64) -> u64 {
    let product = (value ^ 0x5851_f42d).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (product ^ (product >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Values in their places; `template` keeps the features of templates apart.
#[inline(always)]
fn join<const N: usize>(template: u64, values: [u64; N]) -> u32 {
    let mut sum = template.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    for (value, turn) in values.into_iter().zip([0, 13, 29, 43, 53]) {
        sum = sum.wrapping_add(value.rotate_left(turn));
    }
    (sum >> 32) as u32
}

impl Keys {
    pub(crate) fn new() -> Keys {
        Keys {
            keys: [0; MOST],
            n: 0,
            first: 0,
        }
    }

    /// Makes it empty.
    #[inline(always)]
    pub(crate) fn clear(&mut self) {
        self.n = 0;
        self.first = 0;
    }

    /// What was added so far is looked at first.
    #[inline(always)]
    pub(crate) fn end_first(&mut self) {
        self.first = self.n;
    }

    /// The features that are looked at first.
    pub(crate) fn first(&self) -> &[u32] {
        &self.keys[..self.first.min(MOST)]
    }

    /// The features after those.
    pub(crate) fn others(&self) -> &[u32] {
        self.keys.get(self.first..self.n).unwrap_or_default()
    }

    /// Adds a feature of the next template with its values.
    #[inline(always)]
    pub(crate) fn add<const N: usize>(&mut self, values: [u64; N]) {
        // The template is the place of the feature among the decision's.
        let key = join(self.n as u64 + 1, values);
        if let Some(place) = self.keys.get_mut(self.n) {
            *place = key;
            self.n += 1;
        }
    }
}

/// The key of a single feature.
#[inline]
pub(crate) fn key<const N: usize>(values: [u64; N]) -> u32 {
    join(1000 + N as u64, values)
}
