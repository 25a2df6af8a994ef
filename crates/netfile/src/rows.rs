//! Rows of conditional tables: published rounded, and divided by their sum.

use crate::codes;
use crate::fault::{Fault, Span, quoted};

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

/// The rows of one table while they are divided by their sums.
#[derive(Debug)]
pub(crate) struct Rows {
    /// How many rows were far enough from one to be told of, and the worst of them.
    n_near: usize,
    worst: Option<(f64, Span)>,
    /// How many rows were refused.
    n_off: usize,
}

impl Rows {
    pub(crate) fn new() -> Rows {
        Rows {
            n_near: 0,
            worst: None,
            n_off: 0,
        }
    }

    /// Divides a row by its sum. `span` is where it stands, `of` says which it is. Of many rows
    /// that are off the first is told.
    pub(crate) fn take(
        &mut self,
        row: &mut [f64],
        span: &Span,
        of: impl FnOnce() -> String,
    ) -> Option<Fault> {
        match normalise(row) {
            Sum::One => None,
            Sum::Near(sum) => {
                self.n_near += 1;
                let far = |sum: f64| (sum - 1.0).abs();
                if self
                    .worst
                    .as_ref()
                    .is_none_or(|(worst, _)| far(sum) > far(*worst))
                {
                    self.worst = Some((sum, span.clone()));
                }
                None
            }
            Sum::Off(sum) => {
                self.n_off += 1;
                // Without the noise of adding up.
                let sum = (sum * 1e12).round() / 1e12;
                (self.n_off == 1).then(|| {
                    let message = format!("{} sums to {sum}, not to 1", of());
                    Fault::error(codes::ROW_SUM, span.clone(), message)
                        .expected(format!("a sum of 1, give or take {ROW_LIMIT}"))
                        .found(sum.to_string())
                        .help("mend the row; is a number missing, or of another row?")
                })
            }
        }
    }

    /// What is to be told of rows that were not quite one, and whether all were sound.
    pub(crate) fn finish(self, child: &str) -> (Option<Fault>, bool) {
        let n_near = self.n_near;
        let told = self.worst.map(|(sum, span)| {
            let sum = (sum * 1e12).round() / 1e12;
            let rows = if n_near == 1 {
                "a row".to_owned()
            } else {
                format!("{n_near} rows")
            };
            let message = format!("{rows} of {} divided by the sum", quoted(child));
            Fault::warning(codes::ROUNDED, span, message)
                .label(format!("sums to {sum}"))
                .help("write more digits, if you have them")
        });
        (told, self.n_off == 0)
    }
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
