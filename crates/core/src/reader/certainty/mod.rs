//! How sure a text sounds: what it hedges, how sure it is of each event, and the numbers
//! that its words of probability stand for.
//!
//! - [`hedges`]: phrases that weaken a sentence, of two kinds: probability ("probably") and
//!   vagueness of source or quantity ("some say").
//! - [`probability`]: words and numbers of probability.
//!
//! Nothing here looks beyond one sentence.

pub mod hedges;
mod may;
mod odds;
pub mod probability;

use self::hedges::Hedges;
use self::probability::Numbers;
use super::annotation::{Annotation, Reason};
use super::reading::Reading;
use super::text::Sentence;

/// The label of hedges.
pub const UNCERTAIN: &str = "uncertain";

/// The label of words and numbers of probability.
pub const PROBABILITY: &str = "probability";

/// Adds the annotations of this layer.
pub fn annotate(reading: &Reading<'_>, out: &mut Vec<Annotation>) {
    for sentence in &reading.text.sentences {
        let found = hedges::of(&reading.text, sentence.tokens.clone());
        if found.is_uncertain() {
            uncertain(reading, &found, out);
        }
        probable(reading, sentence, out);
    }
}

/// The words and numbers of probability in a sentence.
fn probable(reading: &Reading<'_>, sentence: &Sentence, out: &mut Vec<Annotation>) {
    for estimate in probability::of(&reading.text, sentence.tokens.clone()) {
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
