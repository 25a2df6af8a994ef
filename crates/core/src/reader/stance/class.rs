//! The class of a writer's stance on an explanation: endorses, leans, allows, neutral or
//! doubts.
//!
//! Why: analysts tell stances apart by such words before they put numbers on them. What is
//! stated flatly is endorsed; what is only reported, with no word for or against it, leaves
//! the writer neutral.

use crate::reader::draft::DraftHypothesis;

/// From here up, in the middle of the range, the writer endorses.
const ENDORSES: f64 = 0.78;

/// From here up the writer leans to it.
const LEANS: f64 = 0.56;

/// From here up the writer allows it; below, doubts it.
const ALLOWS: f64 = 0.36;

/// The class of the stance on an explanation.
pub(crate) fn of(hypothesis: &DraftHypothesis) -> &'static str {
    let Some(stance) = hypothesis.stance else {
        return match hypothesis.attribution {
            Some(_) => "neutral",
            None => "allows",
        };
    };
    let middle = (stance.low + stance.high) / 2.0;
    if middle >= ENDORSES {
        "endorses"
    } else if middle >= LEANS {
        "leans"
    } else if middle >= ALLOWS {
        "allows"
    } else {
        "doubts"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::draft::{Found, Stance};
    use crate::source::Span;

    fn class(range: Option<(f64, f64)>, attribution: Option<usize>) -> &'static str {
        let span = Span::new(0, 1);
        of(&DraftHypothesis {
            found: Found { span, rule: "test" },
            more: Vec::new(),
            attribution,
            stance: range.map(|(low, high)| Stance { low, high, span }),
        })
    }

    #[test]
    fn classes() {
        assert_eq!(class(Some((0.7, 0.95)), None), "endorses");
        assert_eq!(class(Some((0.6, 0.85)), None), "leans");
        assert_eq!(class(Some((0.4, 0.6)), None), "allows");
        assert_eq!(class(Some((0.1, 0.4)), None), "doubts");
        assert_eq!(class(None, Some(0)), "neutral");
        assert_eq!(class(None, None), "allows");
    }
}
