//! The Brier score taken apart: how far off, how telling, how hard.
//!
//! Murphy's identity (1973), Brier = reliability − resolution + uncertainty, holds only where
//! all forecasts of a bin are equal. With bins of unequal forecasts two terms are missing, the
//! variance of forecasts within bins and their covariance with outcomes; with them it is
//! exact whatever the bins (Stephenson, Coelho & Jolliffe, Two Extra Components in the Brier
//! Score Decomposition, 2008).

use super::binary::indicator;
use super::calibration::Bin;
use super::mean;
use super::quantity::count;

/// The parts of a mean Brier loss.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Decomposition {
    /// The mean Brier loss itself.
    pub brier: f64,
    /// How far what was said lies from what came, bin by bin; 0 is best.
    pub reliability: f64,
    /// How far outcomes differ between bins; more is better.
    pub resolution: f64,
    /// How hard the questions were: base rate · (1 − base rate).
    pub uncertainty: f64,
    /// The variance of forecasts within bins.
    pub within_variance: f64,
    /// Twice the covariance of forecasts and outcomes within bins.
    pub within_covariance: f64,
    /// The variance of all forecasts: how bold they were.
    pub sharpness: f64,
}

impl Decomposition {
    /// The parts put together again: the mean Brier loss.
    pub fn sum(&self) -> f64 {
        self.reliability - self.resolution + self.uncertainty + self.within_variance
            - self.within_covariance
    }
}

/// Takes the mean Brier loss of `bins` apart; none when they hold nothing.
pub fn decompose(bins: &[Bin]) -> Option<Decomposition> {
    let pairs: Vec<(f64, bool)> = bins.iter().flat_map(|bin| bin.pairs.clone()).collect();
    let outcomes: Vec<f64> = pairs.iter().map(|&(_, yes)| indicator(yes)).collect();
    let forecasts: Vec<f64> = pairs.iter().map(|&(p, _)| p).collect();
    let loss = |&(p, yes): &(f64, bool)| super::binary::brier(p, yes);
    let losses: Vec<f64> = pairs.iter().map(loss).collect();
    let (base, centre) = (mean(&outcomes)?, mean(&forecasts)?);
    let mut parts = Decomposition {
        brier: mean(&losses)?,
        reliability: 0.0,
        resolution: 0.0,
        uncertainty: base * (1.0 - base),
        within_variance: 0.0,
        within_covariance: 0.0,
        sharpness: mean_of(&forecasts, |p| (p - centre) * (p - centre)),
    };
    let n = count(pairs.len());
    for bin in bins.iter().filter(|bin| !bin.pairs.is_empty()) {
        let (f, o) = (bin.mean(), bin.frequency());
        let share = count(bin.pairs.len()) / n;
        parts.reliability += share * (f - o) * (f - o);
        parts.resolution += share * (o - base) * (o - base);
        for &(p, yes) in &bin.pairs {
            parts.within_variance += (p - f) * (p - f) / n;
            parts.within_covariance += 2.0 * (p - f) * (indicator(yes) - o) / n;
        }
    }
    Some(parts)
}

fn mean_of(values: &[f64], f: impl Fn(f64) -> f64) -> f64 {
    values.iter().map(|&x| f(x)).sum::<f64>() / count(values.len().max(1))
}

#[cfg(test)]
mod tests {
    use super::super::calibration::{N_BINS, bins};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_worked_figures() {
        // One bin of .9 and .7 (both yes), one of .6 and .2 (both no).
        let two = |pairs: &[(f64, bool)]| Bin {
            pairs: pairs.to_vec(),
        };
        let got = decompose(&[
            two(&[(0.9, true), (0.7, true)]),
            two(&[(0.6, false), (0.2, false)]),
        ])
        .unwrap();
        assert!((got.brier - 0.125).abs() < 1e-12);
        // (.2² + .4²) / 2
        assert!((got.reliability - 0.1).abs() < 1e-12);
        assert!((got.resolution - 0.25).abs() < 1e-12);
        assert!((got.uncertainty - 0.25).abs() < 1e-12);
        // (.1² + .1² + .2² + .2²) / 4
        assert!((got.within_variance - 0.025).abs() < 1e-12);
        assert!(got.within_covariance.abs() < 1e-12);
        assert!((got.sum() - got.brier).abs() < 1e-12);
        // The mean is .6: (.09 + .01 + 0 + .16) / 4.
        assert!((got.sharpness - 0.065).abs() < 1e-12);
    }

    #[test]
    fn without_the_two_terms_it_does_not_sum() {
        let pairs = [(0.31, false), (0.39, true), (0.38, false)];
        let got = decompose(&bins(&pairs, N_BINS)).unwrap();
        let classic = got.reliability - got.resolution + got.uncertainty;
        assert!((classic - got.brier).abs() > 1e-3);
        assert!((got.sum() - got.brier).abs() < 1e-12);
        assert_eq!(decompose(&[]), None);
    }

    proptest! {
        #[test]
        fn the_parts_always_sum(
            pairs in prop::collection::vec((0.0..=1.0f64, any::<bool>()), 1..200),
            n_bins in 1usize..30,
        ) {
            let got = decompose(&bins(&pairs, n_bins)).unwrap();
            prop_assert!((got.sum() - got.brier).abs() < 1e-12);
            prop_assert!(got.reliability >= 0.0 && got.resolution >= 0.0);
        }
    }
}
