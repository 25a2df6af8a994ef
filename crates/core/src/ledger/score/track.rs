//! A forecast that was revised: which belief stood when, and its score over time.

/// A score from one day on, until the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing<T> {
    /// The day, counted from anywhere.
    pub from: i64,
    /// What stood from then.
    pub value: T,
}

/// What stood at the end: the last that was said before day `end`; when all was said on it or
/// later, nothing.
pub fn last_before<T: Copy>(track: &[Standing<T>], end: i64) -> Option<T> {
    let before = track.iter().rev().find(|standing| standing.from < end);
    before.map(|standing| standing.value)
}

/// A mean over time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverTime {
    /// The mean score, each day counting alike.
    pub mean: f64,
    /// What part of the days from `open` to `end` had a forecast standing.
    pub coverage: f64,
}

/// The mean of scores over the days from `open` up to `end`, each in force from its day
/// until the next. Days before the first forecast are not scored, but told as coverage. `track`
/// is in the order of its days. None when no forecast stood on any day.
pub fn over_time(track: &[Standing<f64>], open: i64, end: i64) -> Option<OverTime> {
    let (mut sum, mut days) = (0.0, 0.0);
    for (i, standing) in track.iter().enumerate() {
        let next = track.get(i + 1).map_or(end, |next| next.from.min(end));
        let n = n_days(standing.from.max(open), next);
        sum += n * standing.value;
        days += n;
    }
    let all = n_days(open, end);
    (days > 0.0).then(|| OverTime {
        mean: sum / days,
        coverage: days / all,
    })
}

#[allow(clippy::cast_precision_loss)]
fn n_days(from: i64, to: i64) -> f64 {
    to.saturating_sub(from).max(0) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(from: i64, value: f64) -> Standing<f64> {
        Standing { from, value }
    }

    #[test]
    fn each_day_counts_alike() {
        // 6 days at .36, 2 days at .16, 2 days at .04.
        let track = [at(0, 0.36), at(6, 0.16), at(8, 0.04)];
        let got = over_time(&track, 0, 10).unwrap();
        assert!((got.mean - (6.0 * 0.36 + 2.0 * 0.16 + 2.0 * 0.04) / 10.0).abs() < 1e-12);
        assert_eq!(got.coverage, 1.0);
    }

    #[test]
    fn days_without_a_forecast_are_told_and_not_scored() {
        let got = over_time(&[at(5, 0.25)], 0, 10).unwrap();
        assert_eq!(
            got,
            OverTime {
                mean: 0.25,
                coverage: 0.5
            }
        );
        assert_eq!(over_time(&[at(10, 0.25)], 0, 10), None);
        assert_eq!(over_time(&[], 0, 10), None);
    }

    #[test]
    fn what_was_said_on_the_day_or_later_is_hindsight() {
        let track = [at(0, 0.3), at(4, 0.6), at(9, 1.0)];
        assert_eq!(last_before(&track, 9), Some(0.6));
        assert_eq!(last_before(&track, 10), Some(1.0));
        assert_eq!(last_before(&track, 0), None);
    }

    proptest! {
        #[test]
        fn saying_the_same_again_changes_nothing(
            value in 0.0..1.0f64, cut in 1i64..99, later in 0.0..1.0f64,
        ) {
            let once = [at(0, value), at(99, later)];
            let twice = [at(0, value), at(cut, value), at(99, later)];
            let (a, b) = (over_time(&once, 0, 120).unwrap(), over_time(&twice, 0, 120).unwrap());
            prop_assert!((a.mean - b.mean).abs() < 1e-12);
        }
    }
}
