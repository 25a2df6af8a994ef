//! Trains a [`crate::linear::Linear`]: logistic regression over several classes, by
//! stochastic steps of AdaGrad's size.

use super::Options;
use super::number::{exp, shuffle};
use super::rows::Rows;

/// A decision that was made rightly.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its features (see [`crate::feature::Keys::of`]).
    pub features: Vec<u32>,
    /// The right class.
    pub class: usize,
}

/// Trains a model and packs it, for `Linear::read`.
pub fn train(examples: &[Example], classes: &[String], options: &Options) -> Vec<u8> {
    let features = examples.iter().map(|e| e.features.as_slice());
    let mut rows = Rows::new(features, classes.len(), options);
    let mut found: Vec<(Vec<u32>, usize)> = examples
        .iter()
        .map(|e| (rows.find(&e.features), e.class))
        .collect();
    let mut scores = vec![0.0; classes.len()];
    let mut seed = options.seed;
    for _ in 0..options.epochs {
        shuffle(&mut found, &mut seed);
        for (features, class) in &found {
            rows.scores(features, &mut scores);
            softmax(&mut scores);
            scores[*class] -= 1.0;
            rows.step(features, &scores);
        }
        rows.shrink(options.decay);
    }
    rows.pack(classes, options.keep)
}

fn softmax(scores: &mut [f32]) {
    let most = scores.iter().fold(f32::NEG_INFINITY, |a, &b| a.max(b));
    scores
        .iter_mut()
        .for_each(|score| *score = exp(*score - most));
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linear::Linear;

    fn examples() -> Vec<Example> {
        // The class is whether feature 7 is there; the rest is noise.
        let example = |i: u32| Example {
            features: if i.is_multiple_of(3) {
                vec![i % 5 + 10, 7]
            } else {
                vec![i % 5 + 10]
            },
            class: usize::from(i.is_multiple_of(3)),
        };
        (0..60).map(example).collect()
    }

    #[test]
    fn it_learns_what_decides() {
        let classes = ["no", "yes"].map(str::to_owned);
        let packed = train(&examples(), &classes, &Options::default());
        let model = Linear::read(&packed).unwrap();
        assert!(
            examples()
                .iter()
                .all(|e| model.decide(&e.features) == e.class)
        );
        assert!(model.margin(&[7, 10], 1, 0) > 1.0);
        assert_eq!(packed, train(&examples(), &classes, &Options::default()));
    }
}
