//! Scores of probabilities over several options of which exactly one comes true.
//!
//! Probabilities are taken as they are; whoever calls has made them sum to one.

use super::ln_inside;
use super::quantity::count;

/// Brier's own loss (1950): the squared misses summed over all options, from 0 to 2. With
/// two options it is twice [`super::binary::brier`]; `brier / 2` compares with that.
pub fn brier(p: &[f64], happened: usize) -> f64 {
    p.iter()
        .enumerate()
        .map(|(i, p)| {
            let miss = p - if i == happened { 1.0 } else { 0.0 };
            miss * miss
        })
        .sum()
}

/// The logarithmic loss, in nats. What was not named at all had no probability.
pub fn logarithmic(p: &[f64], happened: usize) -> f64 {
    -ln_inside(given_to(p, happened))
}

/// The spherical score, from 0 to 1.
pub fn spherical(p: &[f64], happened: usize) -> f64 {
    let length = p.iter().map(|p| p * p).sum::<f64>().sqrt();
    if length > 0.0 {
        given_to(p, happened) / length
    } else {
        0.0
    }
}

/// Metaculus's baseline score: 100 for a certain hit, 0 for all options alike.
pub fn baseline(p: &[f64], happened: usize) -> f64 {
    let n = count(p.len().max(2));
    100.0 * (ln_inside(given_to(p, happened)) / libm::log(n) + 1.0)
}

/// The probability that was given to what happened.
pub fn given_to(p: &[f64], happened: usize) -> f64 {
    p.get(happened).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::super::binary;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_worked_figures() {
        let p = [0.2, 0.5, 0.3];
        // .04 + .25 + .09
        assert!((brier(&p, 1) - 0.38).abs() < 1e-12);
        assert!((logarithmic(&p, 1) - std::f64::consts::LN_2).abs() < 1e-12);
        // .5 / sqrt(.38)
        assert!((spherical(&p, 1) - 0.811_107_105_653_8).abs() < 1e-12);
        assert!(baseline(&[1.0 / 3.0; 3], 2).abs() < 1e-9);
        let original: Vec<f64> = [(0.9, 0), (0.7, 0), (0.6, 1), (0.2, 1)]
            .iter()
            .map(|&(p, happened)| brier(&[p, 1.0 - p], happened))
            .collect();
        assert!((super::super::mean(&original).unwrap() - 0.25).abs() < 1e-12);
    }

    /// All vectors of three probabilities on a grid of twentieths.
    fn grid() -> Vec<[f64; 3]> {
        let part = |i: u32| f64::from(i) / 20.0;
        (0..=20u32)
            .flat_map(|i| (0..=20 - i).map(move |j| [part(i), part(j), part(20 - i - j)]))
            .collect()
    }

    #[test]
    fn every_rule_is_proper_on_a_grid() {
        for belief in grid() {
            let expected = |rule: fn(&[f64], usize) -> f64, said: &[f64]| -> f64 {
                (0..3).map(|i| belief[i] * rule(said, i)).sum()
            };
            for said in grid().iter().filter(|said| **said != belief) {
                assert!(expected(brier, said) > expected(brier, &belief));
                assert!(expected(logarithmic, said) >= expected(logarithmic, &belief) - 2e-5);
                assert!(expected(spherical, said) < expected(spherical, &belief) + 1e-12);
            }
        }
    }

    proptest! {
        #[test]
        fn two_options_are_yes_and_no(p in 0.0..=1.0f64, yes: bool) {
            let both = [p, 1.0 - p];
            let happened = usize::from(!yes);
            prop_assert!((brier(&both, happened) / 2.0 - binary::brier(p, yes)).abs() < 1e-12);
            prop_assert!((logarithmic(&both, happened) - binary::logarithmic(p, yes)).abs() < 1e-9);
            prop_assert!((spherical(&both, happened) - binary::spherical(p, yes)).abs() < 1e-12);
            prop_assert!((baseline(&both, happened) - binary::baseline(p, yes)).abs() < 1e-9);
        }
    }
}
