//! Calibration: of all that was called 70 percent, how much came true.

use super::binary::indicator;
use super::quantity::count;

/// How many bins a calibration table has.
pub const N_BINS: usize = 10;

/// The standard normal quantile of 95 percent: bands reach from the 5th to the 95th
/// percentile, as intervals of posteriors do.
const Z: f64 = 1.644_853_626_951_471_5;

/// Forecasts of about the same probability, with what came of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bin {
    /// The probability of yes, and whether it came to yes.
    pub pairs: Vec<(f64, bool)>,
}

impl Bin {
    /// The mean of what was said; where a bin is drawn (its middle may lie off all of them).
    pub fn mean(&self) -> f64 {
        self.pairs.iter().map(|&(p, _)| p).sum::<f64>() / count(self.pairs.len().max(1))
    }

    /// How many came true.
    pub fn n_yes(&self) -> usize {
        self.pairs.iter().filter(|&&(_, yes)| yes).count()
    }

    /// What part of them came true.
    pub fn frequency(&self) -> f64 {
        let sum: f64 = self.pairs.iter().map(|&(_, yes)| indicator(yes)).sum();
        sum / count(self.pairs.len().max(1))
    }
}

/// Sorts forecasts into `n` bins of the same width, from 0 up; 1 belongs to the last.
pub fn bins(pairs: &[(f64, bool)], n: usize) -> Vec<Bin> {
    let n = n.max(1);
    let mut bins = vec![Bin::default(); n];
    for &(p, yes) in pairs {
        // A hair of tolerance, so that 0.3 is not held to be less than 3/10.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let i = (p * count(n) + 1e-9) as usize;
        bins[i.min(n - 1)].pairs.push((p, yes));
    }
    bins
}

/// The band of a frequency: Wilson's score interval (1927), from the 5th to the 95th
/// percentile.
///
/// Wilson's and not Jeffreys': for samples as small as bins have, both keep what they promise
/// about alike well, unlike the textbook interval (Brown, Cai & DasGupta, Interval Estimation
/// for a Binomial Proportion, 2001). Wilson's is a closed form, so that every platform gives
/// the same bytes, and it needs no prior to be argued about. It never leaves 0 to 1, and of
/// nothing it is all of 0 to 1.
pub fn wilson(n_yes: usize, n: usize) -> (f64, f64) {
    if n == 0 {
        return (0.0, 1.0);
    }
    let (yes, n) = (count(n_yes.min(n)), count(n));
    let p = yes / n;
    let z2 = Z * Z;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let reach = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    ((centre - reach).max(0.0), (centre + reach).min(1.0))
}

/// The mean distance between what was said and what came, bins weighted by what they hold
/// (the "expected calibration error"). Not proper: it can be gamed by always saying the
/// base rate. None of nothing.
pub fn error(bins: &[Bin]) -> Option<f64> {
    let n: usize = bins.iter().map(|bin| bin.pairs.len()).sum();
    let off = |bin: &Bin| count(bin.pairs.len()) * (bin.mean() - bin.frequency()).abs();
    (n > 0).then(|| bins.iter().map(off).sum::<f64>() / count(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forecasts_fall_into_the_bin_that_starts_with_them() {
        let pairs: Vec<(f64, bool)> = (0..=10).map(|i| (f64::from(i) / 10.0, true)).collect();
        let sizes: Vec<usize> = bins(&pairs, N_BINS).iter().map(|b| b.pairs.len()).collect();
        assert_eq!(sizes, [1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
    }

    #[test]
    fn the_worked_figures() {
        // The roots of (.8 − x)² = z²·x·(1 − x)/10.
        let (low, high) = wilson(8, 10);
        assert!((low - 0.540_792_805_687_5).abs() < 1e-12, "{low}");
        assert!((high - 0.931_442_012_262_5).abs() < 1e-12, "{high}");
        // None of n: from 0 to z²/(n + z²).
        let (low, high) = wilson(0, 10);
        assert!(low.abs() < 1e-12);
        assert!((high - Z * Z / (10.0 + Z * Z)).abs() < 1e-12);
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }

    #[test]
    fn the_mean_distance() {
        let worked = [(0.9, true), (0.7, true), (0.6, false), (0.2, false)];
        let got = error(&bins(&worked, N_BINS)).unwrap();
        assert!((got - (0.1 + 0.3 + 0.6 + 0.2) / 4.0).abs() < 1e-12);
        assert_eq!(error(&bins(&[], N_BINS)), None);
    }

    proptest! {
        #[test]
        fn a_band_holds_its_frequency_and_narrows(n in 1usize..200, yes in 0usize..200) {
            let yes = yes.min(n);
            let (low, high) = wilson(yes, n);
            let p = count(yes) / count(n);
            prop_assert!(0.0 <= low && low <= p + 1e-12 && p <= high + 1e-12 && high <= 1.0);
            let (low4, high4) = wilson(4 * yes, 4 * n);
            prop_assert!(high4 - low4 < high - low);
        }
    }
}
