//! How one forecaster did beside others on the same question.
//!
//! With nobody to compare with there is no such score: every function gives none for fewer
//! than two forecasters.

use super::quantity::count;
use super::{ln_inside, mean, median};

/// The peer scores of Metaculus, one for each forecaster: a hundred times how much more, in
/// nats, one gave to what happened than the others did on average,
/// 100·N/(N − 1)·ln(p/geometric mean). They sum to zero. `given` is what each gave to what
/// happened.
pub fn peer(given: &[f64]) -> Option<Vec<f64>> {
    if given.len() < 2 {
        return None;
    }
    let logs: Vec<f64> = given.iter().map(|&p| ln_inside(p)).collect();
    let centre = mean(&logs)?;
    let n = count(given.len());
    Some(
        logs.iter()
            .map(|log| 100.0 * n / (n - 1.0) * (log - centre))
            .collect(),
    )
}

/// Each one's loss less the median loss of all: below zero is better than most (the relative
/// Brier score of forecasting tournaments, when the loss is Brier's).
pub fn to_median(losses: &[f64]) -> Option<Vec<f64>> {
    if losses.len() < 2 {
        return None;
    }
    let middle = median(losses)?;
    Some(losses.iter().map(|loss| loss - middle).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_worked_figures() {
        // 100·ln(.8/.4) and its opposite.
        let two = peer(&[0.8, 0.4]).unwrap();
        assert!((two[0] - 69.314_718_056).abs() < 1e-9);
        assert!((two[1] + 69.314_718_056).abs() < 1e-9);
        // 150·ln(.9/(.9·.6·.3)^⅓)
        let three = peer(&[0.9, 0.6, 0.3]).unwrap();
        let centre: f64 = 0.545_136_177_849_642;
        assert!((three[0] - 150.0 * libm::log(0.9 / centre)).abs() < 1e-9);
        assert_eq!(to_median(&[0.01, 0.09, 0.25]).unwrap()[1], 0.0);
    }

    #[test]
    fn nobody_to_compare_with() {
        assert_eq!(peer(&[0.9]), None);
        assert_eq!(to_median(&[0.1]), None);
        assert_eq!(peer(&[]), None);
    }

    proptest! {
        #[test]
        fn peers_sum_to_zero(given in prop::collection::vec(0.001..0.999f64, 2..12)) {
            let sum: f64 = peer(&given).unwrap().iter().sum();
            prop_assert!(sum.abs() < 1e-8);
        }

        #[test]
        fn a_peer_score_is_the_lead_over_the_others(
            given in prop::collection::vec(0.001..0.999f64, 2..12),
        ) {
            let others: Vec<f64> = given[1..].iter().map(|&p| libm::log(p)).collect();
            let lead = 100.0 * (libm::log(given[0]) - mean(&others).unwrap());
            prop_assert!((peer(&given).unwrap()[0] - lead).abs() < 1e-8);
        }
    }
}
