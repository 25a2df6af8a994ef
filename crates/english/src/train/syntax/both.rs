//! Weights of many classes in two stages: those of the features that are looked at first,
//! which learn to choose alone and with the others, and those of the others.

use super::pack;
use super::weights::Weights;
use crate::syntax::keys::Keys;
use crate::syntax::table::{LINE, Rows};

/// Weights of features in two stages.
#[derive(Clone, Debug)]
pub(crate) struct Both {
    first: Weights,
    others: Weights,
    margin: f32,
}

/// The class with the highest sum, the first of equals; `but` aside.
fn best(classes: u64, sums: &[f32; LINE], but: Option<u8>) -> Option<u8> {
    let among = (0..LINE as u8).filter(|&c| classes >> c & 1 == 1 && Some(c) != but);
    among.reduce(|a, b| {
        if sums[usize::from(b)] > sums[usize::from(a)] {
            b
        } else {
            a
        }
    })
}

impl Both {
    pub(crate) fn new(rate: f32, margin: f32) -> Both {
        Both {
            first: Weights::new(rate),
            others: Weights::new(rate),
            margin,
        }
    }

    /// The best of `classes` (as bits); learns when it is told the right one.
    pub(crate) fn learn(&mut self, keys: &Keys, classes: u64, right: Option<u8>) -> u8 {
        let mut sums = [0.0; LINE];
        self.first.score(keys.first(), &mut sums);
        let is_close = |sums: &[f32; LINE], margin: f32| {
            let right = right?;
            let wrong = best(classes, sums, Some(right))?;
            (sums[usize::from(right)] - sums[usize::from(wrong)] < margin).then_some((right, wrong))
        };
        let early = is_close(&sums, self.margin);
        self.others.score(keys.others(), &mut sums);
        let guess = best(classes, &sums, None).unwrap_or(0);
        let late = is_close(&sums, self.margin);
        if let Some((right, wrong)) = early {
            self.first.step(keys.first(), right, 1.0);
            self.first.step(keys.first(), wrong, -1.0);
        }
        if let Some((right, wrong)) = late {
            self.first.step(keys.first(), right, 1.0);
            self.first.step(keys.first(), wrong, -1.0);
            self.others.step(keys.others(), right, 1.0);
            self.others.step(keys.others(), wrong, -1.0);
        }
        if right.is_some() {
            self.first.tick();
            self.others.tick();
        }
        guess
    }

    /// The weights packed, with `2^first` and `2^others` pairs.
    pub(crate) fn pack(&self, least: f32, first: u32, others: u32) -> (Rows, Rows) {
        let (early, late) = (self.first.averages(), self.others.averages());
        let scale = pack::scale(&[&early, &late]);
        (
            pack::rows(early, least, first, scale),
            pack::rows(late, least, others, scale),
        )
    }
}
