//! Skill: how much of what a plain forecaster would have lost was saved.

use super::binary::{brier, indicator};
use super::mean;

/// A mean loss beside those of forecasters who know nothing of the questions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Skill {
    /// How often it was yes.
    pub base_rate: f64,
    /// 1 − loss / loss of whoever always says the base rate. Hard to beat: that rate is known
    /// only afterwards. None when it was always yes or always no.
    pub against_base_rate: Option<f64>,
    /// 1 − loss / loss of whoever always says 50 percent (which is 1/4).
    pub against_even: f64,
}

/// The Brier skill of probabilities of yes with what came of them; none of nothing.
pub fn brier_skill(pairs: &[(f64, bool)]) -> Option<Skill> {
    let losses: Vec<f64> = pairs.iter().map(|&(p, yes)| brier(p, yes)).collect();
    let outcomes: Vec<f64> = pairs.iter().map(|&(_, yes)| indicator(yes)).collect();
    let (loss, base_rate) = (mean(&losses)?, mean(&outcomes)?);
    let reference = base_rate * (1.0 - base_rate);
    Some(Skill {
        base_rate,
        against_base_rate: (reference > 0.0).then(|| 1.0 - loss / reference),
        against_even: 1.0 - loss / 0.25,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worked_figures() {
        let worked = [(0.9, true), (0.7, true), (0.6, false), (0.2, false)];
        let skill = brier_skill(&worked).unwrap();
        assert_eq!(skill.base_rate, 0.5);
        assert!((skill.against_base_rate.unwrap() - 0.5).abs() < 1e-12);
        assert!((skill.against_even - 0.5).abs() < 1e-12);
    }

    #[test]
    fn plain_forecasters_have_no_skill() {
        let even = brier_skill(&[(0.5, true), (0.5, false), (0.5, true)]).unwrap();
        assert!(even.against_even.abs() < 1e-12);
        let third = 1.0 / 3.0;
        let rate = brier_skill(&[(third, true), (third, false), (third, false)]).unwrap();
        assert!(rate.against_base_rate.unwrap().abs() < 1e-12);
        let always = brier_skill(&[(0.9, true), (0.8, true)]).unwrap();
        assert_eq!(always.against_base_rate, None);
        assert_eq!(brier_skill(&[]), None);
    }
}
