//! What is not propagated yet, and how near that leaves the bounds.

use super::Bounds;
use crate::wide::Wide;

/// Bounds on what was not propagated.
pub(super) struct Rest {
    /// All of it.
    pub(super) total: Wide,
    /// What it cannot be more than, whatever the others say.
    pub(super) most: Wide,
    /// Per held variable and state, what has that state chosen.
    pub(super) by_state: Vec<Vec<Wide>>,
    /// Per held variable, what has no state chosen for it yet.
    pub(super) unchosen: Vec<Wide>,
}

impl Rest {
    /// A bound, unless it is known that there cannot be so much.
    pub(super) fn cut(&self, bound: Wide) -> Wide {
        if bound.total_cmp(self.most).is_gt() {
            self.most
        } else {
            bound
        }
    }

    /// Bounds on what may have a state, and on what may have another.
    fn of_state(&self, depth: Option<usize>, state: usize) -> (Wide, Wide) {
        let Some(depth) = depth else {
            return (self.total, self.total);
        };
        let unchosen = self.unchosen[depth];
        let sums = self.by_state[depth].iter().enumerate();
        let others = sums.filter(|(other, _)| *other != state);
        let without = others.fold(unchosen, |all, (_, sum)| all.plus(*sum));
        let with = unchosen.plus(self.by_state[depth][state]);
        (self.cut(with), self.cut(without))
    }

    /// Bounds on P(state) of every state of a variable, held at `depth` or not, of which `sums`
    /// was propagated.
    pub(super) fn bounds(&self, depth: Option<usize>, sums: &[Wide]) -> Vec<Bounds> {
        let all = sums.iter().fold(Wide::ZERO, |all, sum| all.plus(*sum));
        let bounds = sums.iter().enumerate().map(|(state, sum)| {
            let (with, without) = self.of_state(depth, state);
            // At worst all that is left is of other states, or of this one.
            let lower = sum.over(all.plus(without)).to_f64();
            let upper = sum.plus(with).over(all.plus(with)).to_f64();
            Bounds {
                lower: lower.min(1.0),
                upper: upper.min(1.0),
            }
        });
        bounds.collect()
    }
}
