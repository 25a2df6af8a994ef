//! How sure a text sounds: what it hedges, how sure it is of each event, and the numbers
//! that its words of probability stand for.
//!
//! - [`hedges`]: phrases that weaken a sentence, of two kinds: probability ("probably") and
//!   vagueness of source or quantity ("some say").
//! - [`probability`]: words and numbers of probability.
//! - [`factuality`]: how sure the text sounds of each event.
//!
//! Nothing here looks beyond one sentence.

use std::ops::Range;

pub mod factuality;
pub mod hedges;
mod may;
mod odds;
pub mod probability;

use self::hedges::Hedges;
use self::probability::{Estimate, Numbers};
use super::annotation::{Annotation, Reason};
use super::reading::Reading;
use super::text::Text;
use crate::source::Span;

/// How sure one sentence sounds, without its tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Certainty {
    /// What weakens it.
    pub hedges: Hedges,
    /// What it says outright of how probable something is.
    pub estimates: Vec<Estimate>,
}

/// How sure the sentence (or clause) at `tokens` sounds. Events need the trees of the text:
/// [`factuality::of`].
pub fn of(text: &Text<'_>, tokens: Range<usize>) -> Certainty {
    Certainty {
        hedges: hedges::of(text, tokens.clone()),
        estimates: probability::of(text, tokens),
    }
}

/// The label of hedges.
pub const UNCERTAIN: &str = "uncertain";

/// The label of words and numbers of probability.
pub const PROBABILITY: &str = "probability";

/// The label of events.
pub const FACTUALITY: &str = "factuality";

/// Adds the annotations of this layer.
pub fn annotate(reading: &Reading<'_>, out: &mut Vec<Annotation>) {
    for sentence in &reading.text.sentences {
        let found = of(&reading.text, sentence.tokens.clone());
        if found.hedges.is_uncertain() {
            uncertain(reading, &found.hedges, out);
        }
        probable(reading, found.estimates, out);
    }
    if reading.syntax.has_trees() {
        events(reading, out);
    }
}

/// The events and how sure the text sounds of them.
fn events(reading: &Reading<'_>, out: &mut Vec<Annotation>) {
    let (text, parse) = (&reading.text.document.text, &reading.syntax.parse);
    for event in factuality::of(text, parse) {
        let Some(word) = parse.word(event.word) else {
            continue;
        };
        let parts = [("itself", event.own), ("its place", event.context)];
        let why = parts.iter().filter(|(_, part)| *part < 1.0);
        let why = why.map(|&(feature, weight)| Reason {
            feature: feature.to_owned(),
            weight,
        });
        let span = Span::new(word.start as usize, word.end as usize);
        out.push(Annotation {
            why: why.collect(),
            ..Annotation::new(FACTUALITY, span, "factuality").with_number(event.value)
        });
    }
}

/// The words and numbers of probability in a sentence.
fn probable(reading: &Reading<'_>, estimates: Vec<Estimate>, out: &mut Vec<Annotation>) {
    for estimate in estimates {
        let span = reading.text.span_of(estimate.tokens);
        let Numbers { middle, half, .. } = estimate.numbers;
        out.push(
            Annotation::new(PROBABILITY, span, "probability")
                .with_number(middle)
                .between(half.0, half.1),
        );
    }
}

/// The hedges of an uncertain sentence.
fn uncertain(reading: &Reading<'_>, found: &Hedges, out: &mut Vec<Annotation>) {
    for hedge in found.counted() {
        let span = reading.text.span_of(hedge.tokens.clone());
        let why = vec![Reason {
            feature: reading.text.slice(span).to_lowercase(),
            weight: f64::from(hedge.strength),
        }];
        out.push(Annotation {
            why,
            ..Annotation::new(UNCERTAIN, span, "hedge").of_class(hedge.kind.name())
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use proptest::prelude::*;

    /// Words that the rules look at, in any order.
    const WORDS: &[&str] = &[
        "may",
        "May",
        "not",
        "the",
        "odds",
        "are",
        "3",
        "to",
        "1",
        "70",
        "%",
        "percent",
        "per",
        "cent",
        "chance",
        "of",
        "out",
        "in",
        "some",
        "most",
        "it",
        "is",
        "said",
        "one-in-five",
        "0",
        "likely",
        "hardly",
        "no",
        "if",
        "?",
        ".",
        "Kim's",
        "“",
        "refused",
        "resign",
    ];

    proptest! {
        #[test]
        fn any_order_of_words(picks in prop::collection::vec(0..WORDS.len(), 0..40)) {
            let text: Vec<&str> = picks.iter().map(|&i| WORDS[i]).collect();
            let document = document(&text.join(" "));
            let reading = Reading::new(&document);
            let mut found = Vec::new();
            annotate(&reading, &mut found);
            for a in &found {
                prop_assert!(a.span.start < a.span.end && a.span.end <= document.text.len());
                if let Some((low, high)) = a.range {
                    prop_assert!(0.0 <= low && low <= high && high <= 1.0);
                }
            }
        }
    }
}
