//! Rule `stance/last_word`: the writer's stance on an explanation, from all that is said of
//! it: the last word counts.
//!
//! Why: writers grant before they turn, and turn before they grant. Words in the sentence
//! that brings an explanation up count first, then each judgement replaces what was before;
//! facts against it, with no judgement after them, lower it.

use crate::reader::draft::{Bearing, Stance};
use crate::source::Span;

/// One thing said of an explanation, in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Said {
    /// Words of probability or a judgement.
    Words(Stance),
    /// A fact that bears on it.
    Fact(Bearing, Span),
}

/// A plain statement, without a word that says how sure it is.
const STATED: (f64, f64) = (0.70, 0.95);

/// Reported, and facts speak for it alone.
const LEANING: (f64, f64) = (0.45, 0.80);

/// Facts speak against it, and nothing speaks for it after them.
const REBUTTED: (f64, f64) = (0.10, 0.40);

/// Facts speak for it and then against it.
const DISPUTED: (f64, f64) = (0.20, 0.50);

/// Words that only grant something to others' explanation sum to no more than this.
const GRANTED: f64 = 1.2;

/// The writer's own, with facts against it and then for it, or qualified.
const QUALIFIED: (f64, f64) = (0.40, 0.70);

/// The stance on an explanation at `span`, brought up by others or not.
pub(crate) fn of(span: Span, reported: bool, said: &[Said]) -> Option<Stance> {
    let spoken = said.iter().rposition(|s| matches!(s, Said::Words(_)));
    let after = &said[spoken.map_or(0, |at| at + 1)..];
    let (favour, against, last) = tally(after);
    let words = spoken.and_then(|at| match said[at] {
        Said::Words(stance) => Some(stance),
        Said::Fact(..) => None,
    });
    let make = |(low, high): (f64, f64), span| Some(Stance { low, high, span });
    match (words, last) {
        (Some(stance), Some((Bearing::Against, at))) if favour == 0 || against > favour => {
            // Doubts added after the words lower them, never raise them.
            let (low, high) = (
                stance.low.min(REBUTTED.0),
                stance.high.min(QUALIFIED.1 - 0.1),
            );
            if stance.low + stance.high <= GRANTED && stance.low >= 0.4 {
                make(DISPUTED, at)
            } else if stance.high > 0.5 {
                make((low.max(0.2), high), at)
            } else {
                words
            }
        }
        (Some(stance), _) => Some(stance),
        (None, None) if reported => None,
        (None, None) => make(STATED, span),
        (None, Some((bearing, at))) => match (reported, bearing) {
            (true, Bearing::For) if against == 0 => make(LEANING, at),
            (true, Bearing::For) => make(QUALIFIED, at),
            (true, Bearing::Against) if favour == 0 => make(REBUTTED, at),
            (true, Bearing::Against) => make(DISPUTED, at),
            (false, Bearing::For) if against == 0 => make(STATED, span),
            (false, Bearing::For) => make(QUALIFIED, at),
            (false, Bearing::Against) if against > favour => make(DISPUTED, at),
            (false, Bearing::Against) => make(QUALIFIED, at),
        },
    }
}

/// How many facts speak for and against, and the last of them.
fn tally(said: &[Said]) -> (usize, usize, Option<(Bearing, Span)>) {
    let (mut favour, mut against, mut last) = (0, 0, None);
    for said in said {
        if let Said::Fact(bearing, span) = *said {
            match bearing {
                Bearing::For => favour += 1,
                Bearing::Against => against += 1,
            }
            last = Some((bearing, span));
        }
    }
    (favour, against, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn middle(reported: bool, said: &[Said]) -> Option<f64> {
        of(Span::new(0, 1), reported, said).map(|s| (s.low + s.high) / 2.0)
    }

    #[test]
    fn the_last_word_counts() {
        let at = Span::new(2, 3);
        let favour = Said::Fact(Bearing::For, at);
        let against = Said::Fact(Bearing::Against, at);
        let words = |low, high| {
            Said::Words(Stance {
                low,
                high,
                span: at,
            })
        };
        assert_eq!(middle(true, &[]), None);
        let stated = middle(false, &[]).unwrap();
        assert!(stated > 0.8);
        assert!(middle(true, &[against]).unwrap() < 0.3);
        assert!(middle(true, &[favour, against]).unwrap() < 0.4);
        assert!(middle(true, &[favour]).unwrap() > 0.55);
        assert!(middle(false, &[favour, against]).unwrap() < stated);
        assert!(middle(true, &[favour, words(0.05, 0.2)]).unwrap() < 0.2);
        assert!(middle(true, &[words(0.05, 0.2), words(0.6, 0.85)]).unwrap() > 0.7);
        assert!(middle(false, &[words(0.6, 0.85), against]).unwrap() < 0.5);
    }
}
