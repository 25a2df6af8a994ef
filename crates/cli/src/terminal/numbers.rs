//! Numbers as people read them.

use abduce_core::report::Words;

/// A probability as a percentage: whole, halves upwards as people round, but
/// with one digit more near 0 and 1.
pub(crate) fn percent(p: f64) -> String {
    // What was written as 0.01 or 0.285 may be a little less than that as a float.
    let percent = (1e11 * p).round() / 1e9;
    match percent {
        x if (1.0..=99.0).contains(&x) || p == 0.0 || p == 1.0 => {
            format!("{:.0}%", x.round())
        }
        x if x < 0.05 => "<0.1%".to_owned(),
        x if x > 99.95 => ">99.9%".to_owned(),
        x => format!("{x:.1}%"),
    }
}

/// A phrase with its range beside it: "unlikely (20–45%)".
pub(crate) fn words(words: &Words) -> String {
    let end = |p: f64| format!("{:.0}", 100.0 * p);
    format!("{} ({}–{}%)", words.phrase, end(words.low), end(words.high))
}

/// A weight of evidence: its sign always shown, zero without one.
pub(crate) fn decibans(weight: f64) -> String {
    let text = format!("{weight:+.1}");
    if matches!(text.as_str(), "+0.0" | "-0.0") {
        "0.0".to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_never_round_to_certainty() {
        let written: Vec<String> = [0.0, 1e-7, 0.004, 0.01, 0.274, 0.99, 0.9961, 0.9999, 1.0]
            .map(percent)
            .to_vec();
        assert_eq!(
            written,
            [
                "0%", "<0.1%", "0.4%", "1%", "27%", "99%", "99.6%", ">99.9%", "100%"
            ]
        );
    }

    #[test]
    fn halves_round_upwards() {
        let written = [0.025, 0.125, 0.265, 0.285, 0.325, 0.985].map(percent);
        assert_eq!(written, ["3%", "13%", "27%", "29%", "33%", "99%"]);
    }

    #[test]
    fn weights_have_a_sign_unless_they_are_nothing() {
        assert_eq!([2.04, -0.26, -0.001].map(decibans), ["+2.0", "-0.3", "0.0"]);
    }
}
