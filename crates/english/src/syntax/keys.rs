//! Features of a decision, hashed to 32 bits: a template's number and up to four values.

/// The most features of one decision.
const MOST: usize = 160;

/// The features of one decision.
pub(crate) struct Keys {
    keys: [u32; MOST],
    n: usize,
}

impl Keys {
    pub(crate) fn new() -> Keys {
        Keys {
            keys: [0; MOST],
            n: 0,
        }
    }

    /// Makes it empty.
    pub(crate) fn clear(&mut self) {
        self.n = 0;
    }

    /// The features so far.
    pub(crate) fn all(&self) -> &[u32] {
        &self.keys[..self.n]
    }

    /// Adds a feature of the next template with its values.
    #[inline(always)]
    pub(crate) fn add<const N: usize>(&mut self, values: [u32; N]) {
        // The template is the place of the feature among the decision's.
        let mut hash = (self.n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for value in values {
            hash = (hash.rotate_left(23) ^ u64::from(value)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        }
        let key = (hash >> 32) as u32;
        if let Some(place) = self.keys.get_mut(self.n) {
            *place = key;
            self.n += 1;
        }
    }
}

/// The key of a single feature.
#[inline]
pub(crate) fn key<const N: usize>(values: [u32; N]) -> u32 {
    let mut hash = 0x9e37_79b9_7f4a_7c15 ^ N as u64;
    for value in values {
        hash = (hash.rotate_left(23) ^ u64::from(value)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    }
    (hash >> 32) as u32
}
