//! Scores of forecasts of quantities, given by quantiles or by a distribution function.

/// A count as a number.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn count(n: usize) -> f64 {
    n as f64
}

pub use crate::credence::Quantile;

/// The quantile score, also called pinball loss, in the quantity's unit: what a quantile is
/// off, times `level` below the outcome and times `1 − level` above it (Koenker & Bassett 1978).
pub fn quantile_score(quantile: Quantile, outcome: f64) -> f64 {
    let over = outcome - quantile.value;
    if over >= 0.0 {
        quantile.level * over
    } else {
        (quantile.level - 1.0) * over
    }
}

/// The CRPS estimated from quantiles alone: twice their mean quantile score (Berrisch & Ziel
/// 2022, as `crps_quantile` of scoringrules). Proper; equal to [`crps`] in the limit of
/// many evenly spaced levels. None of no quantiles.
pub fn crps_of_quantiles(quantiles: &[Quantile], outcome: f64) -> Option<f64> {
    let losses: Vec<f64> = quantiles
        .iter()
        .map(|&quantile| quantile_score(quantile, outcome))
        .collect();
    super::mean(&losses).map(|mean| 2.0 * mean)
}

/// A corner of a distribution function: at most `x` with probability `p`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corner {
    /// In the quantity's unit.
    pub x: f64,
    /// From 0 to 1.
    pub p: f64,
}

/// The distribution function that is straight between the quantiles. What lies beyond the
/// outermost quantiles is taken to lie right at them: nothing was said of how far.
pub fn distribution(quantiles: &[Quantile]) -> Vec<Corner> {
    let corner = |x, p| Corner { x, p };
    let mut corners = Vec::with_capacity(quantiles.len() + 2);
    if let Some(first) = quantiles.first() {
        corners.push(corner(first.value, 0.0));
    }
    corners.extend(quantiles.iter().map(|q| corner(q.value, q.level)));
    if let Some(last) = quantiles.last() {
        corners.push(corner(last.value, 1.0));
    }
    corners
}

/// The distribution function of equally probable values.
pub fn distribution_of_values(values: &[f64]) -> Vec<Corner> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = count(sorted.len());
    let step = |(i, x): (usize, f64)| {
        let p = |i: usize| count(i) / n;
        [Corner { x, p: p(i) }, Corner { x, p: p(i + 1) }]
    };
    sorted.into_iter().enumerate().flat_map(step).collect()
}

/// The continuous ranked probability score, in the quantity's unit:
/// ∫ (F(x) − 1{x ≥ outcome})² dx (Matheson & Winkler 1976), exactly, for a distribution
/// function that is straight between `corners` (ascending in both), 0 before the first and 1
/// after the last. Two corners at one place are a step.
pub fn crps(corners: &[Corner], outcome: f64) -> Option<f64> {
    let (first, last) = (corners.first()?, corners.last()?);
    let mut sum = (first.x - outcome).max(0.0) + (outcome - last.x).max(0.0);
    for pair in corners.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        if b.x <= a.x {
            continue;
        }
        let at = outcome.clamp(a.x, b.x);
        let middle = a.p + (b.p - a.p) * (at - a.x) / (b.x - a.x);
        sum += square_under(a.p, middle, at - a.x);
        sum += square_under(1.0 - middle, 1.0 - b.p, b.x - at);
    }
    Some(sum)
}

/// ∫ of the square of what goes straight from `from` to `to` over a stretch.
fn square_under(from: f64, to: f64, stretch: f64) -> f64 {
    stretch * (from * from + from * to + to * to) / 3.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const QUANTILES: [Quantile; 3] = [
        Quantile {
            level: 0.1,
            value: 20.0,
        },
        Quantile {
            level: 0.5,
            value: 30.0,
        },
        Quantile {
            level: 0.9,
            value: 60.0,
        },
    ];

    #[test]
    fn the_worked_figures() {
        let scores: Vec<f64> = QUANTILES.iter().map(|&q| quantile_score(q, 50.0)).collect();
        for (got, expected) in scores.iter().zip([3.0, 10.0, 1.0]) {
            assert!((got - expected).abs() < 1e-12);
        }
        let crps = crps_of_quantiles(&QUANTILES, 50.0).unwrap();
        assert!((crps - 2.0 * 14.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn the_exact_crps_of_an_even_spread() {
        // Evenly from 0 to 1: (y³ + (1 − y)³) / 3.
        let even = [Corner { x: 0.0, p: 0.0 }, Corner { x: 1.0, p: 1.0 }];
        for y in [0.0, 0.25, 0.5, 1.0] {
            let expected = (y * y * y + (1.0 - y) * (1.0 - y) * (1.0 - y)) / 3.0;
            assert!((crps(&even, y).unwrap() - expected).abs() < 1e-12);
        }
        assert!((crps(&even, 3.0).unwrap() - (2.0 + 1.0 / 3.0)).abs() < 1e-12);
        assert!((crps(&even, -1.0).unwrap() - (1.0 + 1.0 / 3.0)).abs() < 1e-12);
        assert_eq!(crps(&[], 1.0), None);
    }

    #[test]
    fn the_exact_crps_of_the_normal_distribution() {
        // 2φ(0) − 1/√π at its middle, by a fine grid of its own distribution function.
        let corners: Vec<Corner> = (-8000..=8000)
            .map(|i| f64::from(i) / 1000.0)
            .map(|x| Corner {
                x,
                p: 0.5 * libm::erfc(-x / std::f64::consts::SQRT_2),
            })
            .collect();
        let got = crps(&corners, 0.0).unwrap();
        assert!((got - 0.233_695_0).abs() < 1e-6, "{got}");
    }

    /// E|X − y| − E|X − X'|/2: the other way to the same number (Gneiting & Raftery 2007).
    fn by_differences(values: &[f64], y: f64) -> f64 {
        let n = count(values.len());
        let off: f64 = values.iter().map(|x| (x - y).abs()).sum::<f64>() / n;
        let apart: f64 = values
            .iter()
            .flat_map(|a| values.iter().map(move |b| (a - b).abs()))
            .sum();
        off - apart / (2.0 * n * n)
    }

    proptest! {
        #[test]
        fn steps_agree_with_mean_differences(
            values in prop::collection::vec(-50.0..50.0f64, 1..20), y in -60.0..60.0f64,
        ) {
            let got = crps(&distribution_of_values(&values), y).unwrap();
            prop_assert!((got - by_differences(&values, y)).abs() < 1e-9);
        }

        #[test]
        fn exact_and_quantile_crps_meet_with_many_levels(y in -1.0..2.0f64) {
            let quantiles: Vec<Quantile> = (0..2000)
                .map(|i| (f64::from(i) + 0.5) / 2000.0)
                .map(|level| Quantile { level, value: level })
                .collect();
            let exact = crps(&distribution(&quantiles), y).unwrap();
            let estimated = crps_of_quantiles(&quantiles, y).unwrap();
            prop_assert!((exact - estimated).abs() < 1e-4);
        }

        #[test]
        fn a_quantile_is_best_where_it_belongs(level in 0.05..0.95f64, said in 0.0..1.0f64) {
            // The outcome is one of many, evenly spread over 0..1.
            let expected = |value: f64| -> f64 {
                (0..1000)
                    .map(|i| (f64::from(i) + 0.5) / 1000.0)
                    .map(|y| quantile_score(Quantile { level, value }, y))
                    .sum()
            };
            prop_assert!(expected(level) <= expected(said) + 1e-3);
        }
    }
}
