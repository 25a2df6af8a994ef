//! Numbers as people read them.

pub(crate) use abduce_core::plot::percent;
use abduce_core::report::Words;

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
