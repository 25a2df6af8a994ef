//! Scores of forecasts, as pure functions of probabilities and outcomes.
//!
//! Whatever is called a loss is better the lower it is: [`binary::brier`], [`binary::logarithmic`],
//! [`quantity::crps`]. Whatever is called a score, a skill or a point is better the higher it
//! is. Every function here is *proper*: nobody can expect to do better by saying anything
//! other than what they believe (Gneiting & Raftery, Strictly Proper Scoring Rules,
//! Prediction, and Estimation, 2007); relative figures apart, which say so.
//!
//! Logarithms hold probabilities [`EDGE`] inside 0 and 1, as credences are held elsewhere:
//! one certain forecast that fails then costs 13.8 nats and not infinity.

pub mod binary;
pub mod calibration;
pub mod murphy;
pub mod options;
pub mod quantity;
pub mod relative;
pub mod skill;
pub mod track;

use crate::credence::EDGE;

/// The natural logarithm of a probability, held [`EDGE`] inside.
pub(crate) fn ln_inside(p: f64) -> f64 {
    libm::log(p.clamp(EDGE, 1.0 - EDGE))
}

/// The mean; none of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    #[allow(clippy::cast_precision_loss)]
    let n = values.len() as f64;
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / n)
}

/// The middle value; of an even number the mean of the two in the middle; none of nothing.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match (sorted.len() % 2, sorted.get(half)) {
        (1, Some(middle)) => Some(*middle),
        (_, Some(upper)) => Some(f64::midpoint(sorted[half - 1], *upper)),
        (_, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_and_medians() {
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[1.0, 2.0, 6.0]), Some(3.0));
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[5.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[5.0, 1.0]), Some(3.0));
    }
}
