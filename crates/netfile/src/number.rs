//! Decimal numbers, read fast and rounded right.

/// Powers of ten that `f64` holds exactly.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// The number that `bytes` opens with and how many bytes it takes; none when they do not open
/// with one. Signs, a point and an exponent are taken; words such as `nan` are not numbers.
///
/// Digits that make an integer below 2^53 over a power of ten to 10^22 are one division of two
/// exact numbers, which IEEE 754 rounds right (Clinger, "How to read floating point numbers
/// accurately", PLDI 1990); all else is left to the standard library.
pub(crate) fn number(bytes: &[u8]) -> Option<(f64, usize)> {
    let mut at = usize::from(matches!(bytes.first(), Some(b'-' | b'+')));
    let mut digits = 0_u64;
    let (whole, end) = digits_of(bytes, at, &mut digits);
    at = end;
    let mut n_decimals = 0;
    if bytes.get(at) == Some(&b'.') {
        (n_decimals, at) = digits_of(bytes, at + 1, &mut digits);
    }
    let n_digits = whole + n_decimals;
    if n_digits == 0 {
        return None;
    }
    let exponent = exponent(bytes, at);
    if exponent == 0 && n_digits <= 19 && digits < 1 << 53 {
        #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
        let value = digits as f64 / TENS[n_decimals];
        return Some((if bytes[0] == b'-' { -value } else { value }, at));
    }
    let end = at + exponent;
    let text = std::str::from_utf8(&bytes[..end]).ok()?;
    text.parse().ok().map(|value| (value, end))
}

/// Runs over digits from `at`: how many there are, and where they end. `value` takes them
/// up, which is right for as long as there are not more than 19 in all.
fn digits_of(bytes: &[u8], at: usize, value: &mut u64) -> (usize, usize) {
    let mut end = at;
    while let Some(digit) = bytes.get(end).map(|b| b.wrapping_sub(b'0'))
        && digit < 10
    {
        *value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
        end += 1;
    }
    (end - at, end)
}

/// How many bytes the exponent at `at` takes; 0 where there is none.
fn exponent(bytes: &[u8], at: usize) -> usize {
    if !matches!(bytes.get(at), Some(b'e' | b'E')) {
        return 0;
    }
    let sign = usize::from(matches!(bytes.get(at + 1), Some(b'-' | b'+')));
    match digits_of(bytes, at + 1 + sign, &mut 0) {
        (0, _) => 0,
        (n_digits, _) => 1 + sign + n_digits,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::number;

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "nan", "inf", "-", ".", "+.", "e5", "x1", "-inf"] {
            assert_eq!(number(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_number_ends_where_it_ends() {
        for (text, value, len) in [
            ("0.25,", 0.25, 4),
            ("1.", 1.0, 2),
            (".5;", 0.5, 2),
            ("1e", 1.0, 1),
            ("1e-", 1.0, 1),
            ("1e-3x", 1e-3, 4),
            ("-2E+2 ", -200.0, 5),
            ("0000000000000000000000000.5", 0.5, 27),
            ("9007199254740993", 9_007_199_254_740_992.0, 16),
            ("1e999", f64::INFINITY, 5),
        ] {
            assert_eq!(number(text.as_bytes()), Some((value, len)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_standard_library(text in r"-?[0-9]{0,24}(\.[0-9]{0,24})?([eE][-+]?[0-9]{1,3})?") {
            if let Ok(value) = text.parse::<f64>() {
                let (own, len) = number(text.as_bytes()).unwrap();
                prop_assert_eq!(own.to_bits(), value.to_bits());
                prop_assert_eq!(len, text.len());
            }
        }

        #[test]
        fn what_is_printed_is_read_to_the_bit(value in 0.0..1.0) {
            let text = format!("{value:?}");
            prop_assert_eq!(number(text.as_bytes()).unwrap().0.to_bits(), f64::to_bits(value));
        }
    }
}
