//! A linear model over hashed features: each class's score is the sum of the weights that
//! the features at hand have for it. It can list the features that spoke for a decision.
//!
//! Packed form, little-endian: `LIN1`; the number of classes and their names (length in one
//! byte); the scale (f32); the number of rows; their keys (u32, ascending); their weights
//! (one i8 a class, in units of the scale).

use crate::feature::Named;
use crate::packed::Bytes;
pub use crate::packed::Fault;

/// More classes than any model here has use for.
const MOST_CLASSES: u32 = 64;

/// A linear classifier, as read from its packed form.
#[derive(Debug, Clone)]
pub struct Linear {
    classes: Vec<String>,
    scale: f32,
    /// Open addressing by the key's low bits: a key and its row; the key 0 is an empty place.
    slots: Vec<(u32, u32)>,
    /// A row of weights per known feature, one weight a class.
    weights: Vec<i8>,
    /// Bits by the key's high bits: most of the features that are not known are so at once.
    heard: Vec<u64>,
}

/// A feature that spoke for (above zero) or against a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The feature, as `template=part/part`.
    pub feature: String,
    /// How much it added to the score of the class over that of its rival.
    pub weight: f32,
}

impl Linear {
    /// Reads a packed model.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let mut bytes = Bytes::new(bytes);
        let model = Self::take(&mut bytes)?;
        bytes.end()?;
        Ok(model)
    }

    pub(crate) fn take(bytes: &mut Bytes) -> Result<Self, Fault> {
        bytes.mark(b"LIN1", "the mark LIN1")?;
        let n_classes = bytes.u32("the number of classes")?;
        if !(1..=MOST_CLASSES).contains(&n_classes) {
            return Err(bytes.fault("1 to 64 classes before this"));
        }
        let mut classes = Vec::new();
        for _ in 0..n_classes {
            classes.push(bytes.text("the name of a class")?.to_owned());
        }
        let scale = bytes.f32("the scale")?;
        let n_rows = bytes.u32("the number of rows")?;
        let keys = bytes.take(n_rows as usize * 4, "the keys of the rows")?;
        let n_weights = n_rows as usize * classes.len();
        let weights = bytes.take(n_weights, "a weight for each row and class")?;
        let slots = slots(keys).ok_or_else(|| bytes.fault("ascending keys before this"))?;
        Ok(Self {
            classes,
            scale,
            heard: heard(&slots),
            slots,
            weights: weights.iter().map(|&b| b as i8).collect(),
        })
    }

    /// The names of the classes.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// The class of this name.
    pub fn class(&self, name: &str) -> Option<usize> {
        self.classes.iter().position(|class| class == name)
    }

    /// Whether the model may have weights for a feature.
    fn may_know(&self, key: u32) -> bool {
        let (at, bit) = bit_of(key, self.heard.len());
        self.heard[at] >> bit & 1 == 1
    }

    /// Shows the weights of each feature that has some. First those are left out of which
    /// nothing is known, without a branch.
    fn rows<'m>(&'m self, features: &[u32], mut show: impl FnMut(&'m [i8])) {
        for features in features.chunks(MANY) {
            let (mut known, mut n) = ([0; MANY], 0);
            for &key in features {
                known[n % MANY] = key;
                n += usize::from(self.may_know(key));
            }
            for &key in &known[..n] {
                if let Some(row) = self.row(key) {
                    show(row);
                }
            }
        }
    }

    /// The weights of a feature, one a class, in units of the scale.
    fn row(&self, key: u32) -> Option<&[i8]> {
        let mask = self.slots.len() - 1;
        let mut place = key as usize & mask;
        // There is always an empty place: the table is at most half full.
        loop {
            match self.slots[place] {
                (0, _) => return None,
                (found, row) if found == key => {
                    let n = self.classes.len();
                    return self.weights.get(row as usize * n..)?.get(..n);
                }
                _ => place = (place + 1) & mask,
            }
        }
    }

    /// Whether the model has weights for a feature: without them it says nothing.
    pub fn knows(&self, key: u32) -> bool {
        self.may_know(key) && self.row(key).is_some()
    }

    /// Writes the score of each class to `scores`, which has one place a class.
    pub fn scores(&self, features: &[u32], scores: &mut [f32]) {
        let mut sums = [0i32; MOST_CLASSES as usize];
        self.rows(features, |row| {
            for (sum, &weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(weight);
            }
        });
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score = sum as f32 * self.scale;
        }
    }

    /// The score of one class over that of another: for a model trained by
    /// [`crate::train::linear`], the logarithm of the odds between the two.
    pub fn margin(&self, features: &[u32], class: usize, rival: usize) -> f32 {
        let mut sum = 0;
        self.rows(features, |row| {
            let weight = |class: usize| i32::from(row.get(class).copied().unwrap_or(0));
            sum += weight(class) - weight(rival);
        });
        sum as f32 * self.scale
    }

    /// The class with the highest score (the first of equals).
    pub fn decide(&self, features: &[u32]) -> usize {
        let mut scores = [0.0; MOST_CLASSES as usize];
        self.scores(features, &mut scores);
        let scores = &scores[..self.classes.len()];
        let best = scores
            .iter()
            .enumerate()
            .reduce(|a, b| if b.1 > a.1 { b } else { a });
        best.map_or(0, |(class, _)| class)
    }

    /// What one feature says for a class over a rival, in units of the scale.
    fn lean(&self, key: u32, class: usize, rival: usize) -> i32 {
        let row = self.row(key).unwrap_or_default();
        let weight = |class: usize| i32::from(row.get(class).copied().unwrap_or(0));
        weight(class) - weight(rival)
    }

    /// The features of decision `i` that moved the score of `class` over `rival`, those that
    /// moved it most first.
    pub fn reasons(&self, features: &Named, i: usize, class: usize, rival: usize) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = features
            .of(i)
            .map(|(key, name)| Reason {
                feature: name.to_owned(),
                weight: self.lean(key, class, rival) as f32 * self.scale,
            })
            .filter(|reason| reason.weight != 0.0)
            .collect();
        reasons.sort_by(|a, b| {
            let by_weight = b.weight.abs().total_cmp(&a.weight.abs());
            by_weight.then_with(|| a.feature.cmp(&b.feature))
        });
        reasons
    }
}

/// How many features are looked up at once.
const MANY: usize = 64;

/// The place of a key among `n` words of bits, `n` a power of two.
fn bit_of(key: u32, n: usize) -> (usize, u32) {
    let bit = (u64::from(key) * (n as u64 * 64)) >> 32;
    ((bit >> 6) as usize, bit as u32 & 63)
}

/// Eight bits and more for each key, its own bit set.
fn heard(slots: &[(u32, u32)]) -> Vec<u64> {
    let mut heard = vec![0; (slots.len() / 16).max(1)];
    for &(key, _) in slots.iter().filter(|slot| slot.0 != 0) {
        let (at, bit) = bit_of(key, heard.len());
        heard[at] |= 1 << bit;
    }
    heard
}

/// The table that finds rows by key; nothing when the keys do not ascend.
fn slots(keys: &[u8]) -> Option<Vec<(u32, u32)>> {
    let n = keys.len() / 4;
    let mut slots = vec![(0, 0); (n * 2).next_power_of_two().max(2)];
    let mask = slots.len() - 1;
    let mut last = 0;
    for (row, bytes) in keys.chunks_exact(4).enumerate() {
        let key = u32::from_le_bytes(bytes.try_into().ok()?);
        if key <= last {
            return None;
        }
        last = key;
        let mut place = key as usize & mask;
        while slots[place].0 != 0 {
            place = (place + 1) & mask;
        }
        slots[place] = (key, row as u32);
    }
    Some(slots)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feature::{Atom, Sink, key};

    const WORD: Atom = Atom::of("word");

    fn packed(rows: &[(&str, [i8; 2])]) -> Vec<u8> {
        let mut rows: Vec<_> = rows
            .iter()
            .map(|(w, r)| (key(WORD, &[Atom::of(w)]), r))
            .collect();
        rows.sort();
        let mut bytes = b"LIN1".to_vec();
        bytes.extend(2u32.to_le_bytes());
        bytes.extend(b"\x02no\x03yes");
        bytes.extend(0.5f32.to_le_bytes());
        bytes.extend((rows.len() as u32).to_le_bytes());
        rows.iter()
            .for_each(|(key, _)| bytes.extend(key.to_le_bytes()));
        rows.iter()
            .for_each(|(_, row)| bytes.extend(row.map(|w| w as u8)));
        bytes
    }

    #[test]
    fn it_adds_up_and_says_why() {
        let model = Linear::read(&packed(&[("so", [-2, 4]), ("if", [1, -3])])).unwrap();
        let mut named = Named::default();
        for word in ["so", "if", "unheard"] {
            named.add(WORD, &[Atom::of(word)]);
        }
        named.end();
        let mut scores = [0.0; 2];
        model.scores(named.keys(), &mut scores);
        assert_eq!(scores, [-0.5, 0.5]);
        assert_eq!(model.decide(named.keys()), 1);
        assert_eq!(model.margin(named.keys(), 1, 0), 1.0);
        let reasons = model.reasons(&named, 0, 1, 0);
        let said: Vec<_> = reasons
            .iter()
            .map(|r| (r.feature.as_str(), r.weight))
            .collect();
        assert_eq!(said, [("word=so", 3.0), ("word=if", -2.0)]);
    }

    #[test]
    fn every_wrong_file_is_an_error() {
        let good = packed(&[("so", [-2, 4]), ("if", [1, -3])]);
        for end in 0..good.len() {
            assert!(Linear::read(&good[..end]).is_err());
        }
        for i in 0..good.len() {
            for flip in [1, 0x80, 0xff] {
                let mut bad = good.clone();
                bad[i] ^= flip;
                // It may be another model, it may be none; it may not panic.
                if let Ok(model) = Linear::read(&bad) {
                    model.decide(&[1, 2, 3]);
                }
            }
        }
        let fault = Linear::read(b"LIN2").unwrap_err().to_string();
        assert_eq!(
            fault,
            "not a model that can be read: expected the mark LIN1 at byte 0"
        );
    }
}
