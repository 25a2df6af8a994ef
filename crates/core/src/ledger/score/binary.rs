//! Scores of a probability of yes, once it is known whether it came to yes or no.

use super::ln_inside;

/// 1 for yes, 0 for no.
pub fn indicator(yes: bool) -> f64 {
    if yes { 1.0 } else { 0.0 }
}

/// The Brier loss (p − o)², from 0 to 1. Half of what Brier (1950) wrote down, which sums over
/// both yes and no: [`super::options::brier`] gives that.
pub fn brier(p: f64, yes: bool) -> f64 {
    let miss = p - indicator(yes);
    miss * miss
}

/// The logarithmic loss, in nats: how surprising the outcome was (Good 1952).
pub fn logarithmic(p: f64, yes: bool) -> f64 {
    -ln_inside(given_to(p, yes))
}

/// The spherical score, from 0 to 1: the probability of what happened over the length of
/// the vector of probabilities.
pub fn spherical(p: f64, yes: bool) -> f64 {
    given_to(p, yes) / (p * p + (1.0 - p) * (1.0 - p)).sqrt()
}

/// Metaculus's baseline score: 100 for a certain hit, 0 for "even".
pub fn baseline(p: f64, yes: bool) -> f64 {
    100.0 * (ln_inside(given_to(p, yes)) / std::f64::consts::LN_2 + 1.0)
}

/// The probability that was given to what happened.
pub fn given_to(p: f64, yes: bool) -> f64 {
    if yes { p } else { 1.0 - p }
}

/// Of the probabilities from `low` to `high`, the one that scores best once the outcome is
/// known, and the one that scores worst. Every loss here falls as the probability of what
/// happened rises, so they are the ends.
pub fn best_and_worst(low: f64, high: f64, yes: bool) -> (f64, f64) {
    if yes { (high, low) } else { (low, high) }
}

#[cfg(test)]
mod tests {
    use super::super::mean;
    use super::*;
    use proptest::prelude::*;

    /// Forecasts and outcomes whose scores are worked out beside the tests' numbers.
    const WORKED: [(f64, bool); 4] = [(0.9, true), (0.7, true), (0.6, false), (0.2, false)];

    fn mean_of(loss: fn(f64, bool) -> f64) -> f64 {
        let losses: Vec<f64> = WORKED.iter().map(|&(p, yes)| loss(p, yes)).collect();
        mean(&losses).unwrap()
    }

    #[test]
    fn the_worked_figures() {
        assert!((mean_of(brier) - 0.125).abs() < 1e-12);
        // -(ln .9 + ln .7 + ln .4 + ln .8) / 4
        assert!((mean_of(logarithmic) - 0.400_367_435_7).abs() < 1e-9);
        let points: Vec<f64> = WORKED.iter().map(|&(p, yes)| baseline(p, yes)).collect();
        let expected = [
            84.799_690_655_495,
            48.542_682_717_024,
            -32.192_809_488_736,
            67.807_190_511_264,
        ];
        for (got, expected) in points.iter().zip(expected) {
            assert!((got - expected).abs() < 1e-9, "{got} {expected}");
        }
        // .9 / sqrt(.82)
        assert!((spherical(0.9, true) - 0.993_883_734_673_6).abs() < 1e-12);
    }

    #[test]
    fn a_certain_miss_costs_much_but_not_everything() {
        assert!((logarithmic(0.0, true) - 13.815_510_557_964_274).abs() < 1e-9);
        assert_eq!(brier(0.0, true), 1.0);
        assert_eq!(spherical(0.0, true), 0.0);
    }

    /// What one expects of a rule when saying `said` and believing `belief`.
    fn expected(rule: fn(f64, bool) -> f64, said: f64, belief: f64) -> f64 {
        belief * rule(said, true) + (1.0 - belief) * rule(said, false)
    }

    #[test]
    fn every_rule_is_proper_on_a_grid() {
        let grid = || (1..100).map(|i| f64::from(i) / 100.0);
        for belief in grid() {
            for said in grid().filter(|said| *said != belief) {
                for loss in [brier as fn(f64, bool) -> f64, logarithmic] {
                    assert!(expected(loss, said, belief) > expected(loss, belief, belief));
                }
                for score in [spherical as fn(f64, bool) -> f64, baseline] {
                    assert!(expected(score, said, belief) < expected(score, belief, belief));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn yes_and_no_mirror_each_other(p in 0.0..=1.0f64, yes: bool) {
            for rule in [brier as fn(f64, bool) -> f64, logarithmic, spherical, baseline] {
                prop_assert!((rule(p, yes) - rule(1.0 - p, !yes)).abs() < 1e-9);
            }
        }

        #[test]
        fn every_number_of_a_range_scores_between_its_best_and_worst(
            a in 0.0..=1.0f64, b in 0.0..=1.0f64, t in 0.0..=1.0f64, yes: bool,
        ) {
            let (low, high) = (a.min(b), a.max(b));
            let (best, worst) = best_and_worst(low, high, yes);
            let p = low + t * (high - low);
            prop_assert!(brier(best, yes) <= brier(p, yes) + 1e-12);
            prop_assert!(brier(p, yes) <= brier(worst, yes) + 1e-12);
        }
    }
}
