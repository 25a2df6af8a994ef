//! Rows of conditional tables: published rounded, and divided by their sum.

/// A row further from one than this was not rounded but is wrong.
pub const ROW_LIMIT: f64 = 1e-2;

/// A row further from one than this is told of when it is divided by its sum: the rounding to
/// six digits of a row of a few numbers does not explain it.
pub const ROW_ROUNDING: f64 = 1e-6;

/// What a row's sum is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sum {
    /// As near to one as rounding keeps it.
    One,
    /// Within [`ROW_LIMIT`] of one but not within [`ROW_ROUNDING`].
    Near(f64),
    /// Neither.
    Off(f64),
}

/// The sum of a row, in its order.
pub(crate) fn sum_of(row: impl Iterator<Item = f64>) -> Sum {
    let sum: f64 = row.sum();
    let distance = (sum - 1.0).abs();
    if distance <= ROW_ROUNDING {
        Sum::One
    } else if distance <= ROW_LIMIT {
        Sum::Near(sum)
    } else {
        Sum::Off(sum)
    }
}

/// Divides a row by its sum, when that is within [`ROW_LIMIT`] of one. A row that a division
/// of `f64` leaves where it is stays as it is to the bit, so that what was divided once is
/// not changed when it is written and read again.
pub(crate) fn normalise(row: &mut [f64]) -> Sum {
    let sum: f64 = row.iter().sum();
    let found = sum_of(std::iter::once(sum));
    #[expect(
        clippy::cast_precision_loss,
        reason = "a row has less than 2^53 states"
    )]
    let noise = f64::EPSILON * row.len() as f64;
    if !matches!(found, Sum::Off(_)) && (sum - 1.0).abs() > noise {
        row.iter_mut().for_each(|value| *value /= sum);
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sums_are_told_apart() {
        assert_eq!(normalise(&mut [0.25, 0.75]), Sum::One);
        assert_eq!(normalise(&mut [0.333_333_3; 3]), Sum::One);
        assert_eq!(normalise(&mut [0.333; 3]), Sum::Near(0.333 * 3.0));
        assert_eq!(normalise(&mut [0.5, 0.25]), Sum::Off(0.75));
        assert_eq!(normalise(&mut [0.0, 0.0]), Sum::Off(0.0));
        assert!(matches!(normalise(&mut [f64::INFINITY]), Sum::Off(_)));
        assert!(matches!(normalise(&mut [f64::NAN]), Sum::Off(_)));
    }

    proptest! {
        #[test]
        fn what_was_divided_once_stays(row in prop::collection::vec(1e-9..1.0_f64, 1..300)) {
            let sum: f64 = row.iter().sum();
            let mut once: Vec<f64> = row.iter().map(|v| v / sum * 1.000_000_4).collect();
            normalise(&mut once);
            let mut twice = once.clone();
            normalise(&mut twice);
            prop_assert_eq!(once, twice);
        }
    }
}
