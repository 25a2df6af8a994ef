//! Weights for three classes while they are learnt, each feature in one place of memory.

use super::weights::EASE;

/// A feature and its weights.
#[derive(Clone, Copy, Debug, Default)]
struct Three {
    key: u32,
    last: u32,
    weights: [f32; 3],
    moved: [f32; 3],
    sums: [f32; 3],
}

/// Weights of features for three classes.
#[derive(Clone, Debug)]
pub(crate) struct Threes {
    slots: Vec<Three>,
    n: usize,
    now: u32,
    rate: f32,
}

impl Threes {
    pub(crate) fn new(rate: f32) -> Threes {
        Threes {
            slots: vec![Three::default(); 1 << 16],
            n: 0,
            now: 1,
            rate,
        }
    }

    /// Where a key is, or could be; a place that was never moved is free.
    fn find(&self, key: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b1) >> 5) as usize & mask;
        while self.slots[at].last != 0 && self.slots[at].key != key {
            at = (at + 1) & mask;
        }
        at
    }

    /// The sums of the weights of `keys`.
    pub(crate) fn score(&self, keys: &[u32]) -> [f32; 3] {
        let mut sums = [0.0; 3];
        for &key in keys {
            let found = &self.slots[self.find(key)];
            for (sum, weight) in sums.iter_mut().zip(found.weights) {
                *sum += weight;
            }
        }
        sums
    }

    /// One more example was seen.
    pub(crate) fn tick(&mut self) {
        self.now += 1;
    }

    /// Moves the weights of one class up and of another down.
    pub(crate) fn step(&mut self, keys: &[u32], up: usize, down: usize) {
        for &key in keys {
            let at = self.find(key);
            let (now, rate) = (self.now, self.rate);
            let three = &mut self.slots[at];
            let is_new = three.last == 0;
            if is_new {
                *three = Three {
                    key,
                    last: now,
                    ..Three::default()
                };
            }
            let time = (now - three.last) as f32;
            three.last = now;
            for (sum, weight) in three.sums.iter_mut().zip(three.weights) {
                *sum += weight * time;
            }
            for (class, by) in [(up, 1.0), (down, -1.0)] {
                three.moved[class] += 1.0;
                three.weights[class] += by * rate / (EASE + three.moved[class]).sqrt();
            }
            self.n += usize::from(is_new);
            if self.n * 2 > self.slots.len() {
                self.grow();
            }
        }
    }

    fn grow(&mut self) {
        let n = self.slots.len() * 2;
        let old = std::mem::replace(&mut self.slots, vec![Three::default(); n]);
        for three in old.into_iter().filter(|t| t.last != 0) {
            let at = self.find(three.key);
            self.slots[at] = three;
        }
    }

    /// The average weights of every feature, by key.
    pub(crate) fn averages(&self) -> Vec<(u32, Vec<(u8, f32)>)> {
        let time = self.now.max(1) as f32;
        let mut all: Vec<_> = self.slots.iter().filter(|t| t.last != 0).collect();
        all.sort_by_key(|t| t.key);
        let average =
            |t: &Three, c: usize| (t.sums[c] + t.weights[c] * (self.now - t.last) as f32) / time;
        all.iter()
            .map(|t| (t.key, (0..3).map(|c| (c as u8, average(t, c))).collect()))
            .collect()
    }
}
