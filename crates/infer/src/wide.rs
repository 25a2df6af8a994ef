//! A non-negative number with the precision of `f64` and no limit to its range.

use std::cmp::Ordering;

/// `mantissa * 2^exponent`, the mantissa in `[1, 2)`; zero has mantissa 0 and exponent 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Wide {
    mantissa: f64,
    exponent: i64,
}

/// Bits of the mantissa of an `f64`.
const MANTISSA_BITS: u32 = 52;
/// What an `f64` adds to its exponent.
const BIAS: i64 = 1023;

impl Wide {
    pub(crate) const ZERO: Wide = Wide {
        mantissa: 0.0,
        exponent: 0,
    };
    pub(crate) const ONE: Wide = Wide {
        mantissa: 1.0,
        exponent: 0,
    };

    /// Of a finite number that is not negative; anything else counts as zero.
    pub(crate) fn new(value: f64) -> Wide {
        if !(value > 0.0 && value.is_finite()) {
            return Wide::ZERO;
        }
        let exponent = exponent_of(value);
        Wide {
            mantissa: scale(value, -exponent),
            exponent,
        }
    }

    /// `self * 2^exponent`.
    pub(crate) fn shifted(self, exponent: i64) -> Wide {
        if self.is_zero() {
            self
        } else {
            Wide {
                exponent: self.exponent + exponent,
                ..self
            }
        }
    }

    /// Of the power of two at or below it; 0 for zero.
    pub(crate) fn exponent(self) -> i64 {
        self.exponent
    }

    pub(crate) fn is_zero(self) -> bool {
        self.mantissa == 0.0
    }

    pub(crate) fn times(self, other: Wide) -> Wide {
        let product = Wide {
            mantissa: self.mantissa * other.mantissa,
            exponent: self.exponent + other.exponent,
        };
        product.carried()
    }

    /// `self / other`; 0 where `other` is 0.
    pub(crate) fn over(self, other: Wide) -> Wide {
        if self.is_zero() || other.is_zero() {
            return Wide::ZERO;
        }
        let mantissa = self.mantissa / other.mantissa;
        let exponent = self.exponent - other.exponent;
        if mantissa < 1.0 {
            Wide {
                mantissa: mantissa * 2.0,
                exponent: exponent - 1,
            }
        } else {
            Wide { mantissa, exponent }
        }
    }

    pub(crate) fn plus(self, other: Wide) -> Wide {
        if self.is_zero() {
            return other;
        }
        if other.is_zero() {
            return self;
        }
        let (large, small) = if self.exponent >= other.exponent {
            (self, other)
        } else {
            (other, self)
        };
        let below = large.exponent - small.exponent;
        if below > 64 {
            return large;
        }
        let mantissa = large.mantissa + small.mantissa * power_of_two(-below);
        Wide {
            mantissa,
            exponent: large.exponent,
        }
        .carried()
    }

    /// As `f64`: 0 where it is too small for one, infinite where too large.
    pub(crate) fn to_f64(self) -> f64 {
        scale(self.mantissa, self.exponent.clamp(-2200, 2200))
    }

    /// The natural logarithm; minus infinity for 0.
    pub(crate) fn ln(self) -> f64 {
        if self.is_zero() {
            return f64::NEG_INFINITY;
        }
        libm::log(self.mantissa) + self.exponent as f64 * std::f64::consts::LN_2
    }

    /// Which of two is the larger.
    pub(crate) fn total_cmp(self, other: Wide) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (false, false) => {
                (self.exponent.cmp(&other.exponent)).then(self.mantissa.total_cmp(&other.mantissa))
            }
            (a, b) => b.cmp(&a),
        }
    }

    fn carried(self) -> Wide {
        if self.mantissa >= 2.0 {
            Wide {
                mantissa: self.mantissa * 0.5,
                exponent: self.exponent + 1,
            }
        } else if self.mantissa == 0.0 {
            Wide::ZERO
        } else {
            self
        }
    }
}

/// The exponent of the power of two at or below a finite number other than 0, whatever its sign.
pub(crate) fn exponent_of(value: f64) -> i64 {
    let biased = (value.abs().to_bits() >> MANTISSA_BITS) as i64;
    if biased == 0 {
        // Subnormal: first made normal, exactly.
        return exponent_of(value * power_of_two(64)) - 64;
    }
    biased - BIAS
}

/// `2^exponent`, for exponents in `-1022..=1023`.
pub(crate) fn power_of_two(exponent: i64) -> f64 {
    let biased = (exponent + BIAS).clamp(1, 2046) as u64;
    f64::from_bits(biased << MANTISSA_BITS)
}

/// `value * 2^exponent`, exact unless the result leaves the range of `f64`.
pub(crate) fn scale(mut value: f64, mut exponent: i64) -> f64 {
    while exponent > 1000 {
        value *= power_of_two(1000);
        exponent -= 1000;
    }
    while exponent < -1000 {
        value *= power_of_two(-1000);
        exponent += 1000;
    }
    value * power_of_two(exponent)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Any finite number that is not negative, subnormal ones and zero among them.
    fn finite() -> impl Strategy<Value = f64> {
        (0..f64::INFINITY.to_bits()).prop_map(f64::from_bits)
    }

    /// Numbers whose sums, products and quotients are within the normal range.
    fn moderate() -> impl Strategy<Value = f64> {
        prop_oneof![1 => Just(0.0), 9 => 1e-150..1e150, 9 => 0.01..10.0]
    }

    fn is_normal(wide: Wide) -> bool {
        wide == Wide::ZERO || (1.0..2.0).contains(&wide.mantissa)
    }

    proptest! {
        #[test]
        fn any_number_goes_in_and_out(value in finite()) {
            let wide = Wide::new(value);
            prop_assert!(is_normal(wide));
            prop_assert_eq!(wide.to_f64().to_bits(), value.to_bits());
        }

        #[test]
        fn arithmetic_is_that_of_f64(a in moderate(), b in moderate()) {
            let (x, y) = (Wide::new(a), Wide::new(b));
            let near = |wide: Wide, value: f64| {
                is_normal(wide) && (wide.to_f64() - value).abs() <= 1e-15 * value
            };
            prop_assert!(near(x.plus(y), a + b));
            prop_assert!(near(x.times(y), a * b));
            let quotient = if b == 0.0 { 0.0 } else { a / b };
            prop_assert!(near(x.over(y), quotient));
            prop_assert_eq!(x.total_cmp(y), a.total_cmp(&b));
        }

        #[test]
        fn beyond_f64_products_undo_quotients(a in 1e-300..1e300, n in 1..50_i64) {
            let (wide, far) = (Wide::new(a), Wide::new(1.5).shifted(1000 * n));
            let back = wide.times(far).over(far).to_f64();
            prop_assert!((back / a - 1.0).abs() < 1e-15);
            let ln = wide.times(far).ln() - wide.ln() - far.ln();
            prop_assert!(ln.abs() < 1e-9);
        }
    }

    #[test]
    fn zero_absorbs_and_has_no_logarithm() {
        assert_eq!(Wide::ZERO.times(Wide::ONE.shifted(9000)), Wide::ZERO);
        assert_eq!(Wide::ZERO.shifted(7), Wide::ZERO);
        assert_eq!(Wide::ZERO.ln(), f64::NEG_INFINITY);
        assert_eq!(Wide::ONE.shifted(5000).to_f64(), f64::INFINITY);
    }
}
