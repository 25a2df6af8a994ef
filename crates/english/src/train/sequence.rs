//! Trains a [`crate::sequence::Sequence`]: a conditional random field over begin / inside /
//! outside tags, by stochastic steps of AdaGrad's size.

use super::Options;
use super::number::{exp, shuffle};
use super::rows::Rows;
use crate::feature::Keys;
use crate::sequence::{Chunk, OUTSIDE, begin, inside, may_follow};

/// A sequence with its right labels.
#[derive(Debug, Clone)]
pub struct Example {
    /// The features of its words.
    pub words: Keys,
    /// The right stretches; they do not overlap.
    pub chunks: Vec<Chunk>,
}

impl Example {
    fn tags(&self) -> Vec<usize> {
        let mut tags = vec![OUTSIDE; self.words.len()];
        for chunk in &self.chunks {
            for (i, word) in chunk.words.clone().enumerate() {
                if let Some(tag) = tags.get_mut(word) {
                    *tag = if i == 0 {
                        begin(chunk.label)
                    } else {
                        inside(chunk.label)
                    };
                }
            }
        }
        tags
    }
}

/// Trains a model and packs it, for `Sequence::read`.
pub fn train(examples: &[Example], labels: &[String], options: &Options) -> Vec<u8> {
    let mut names = vec!["O".to_owned()];
    for label in labels {
        names.push(format!("B-{label}"));
        names.push(format!("I-{label}"));
    }
    let words = examples
        .iter()
        .flat_map(|e| (0..e.words.len()).map(|i| e.words.of(i)));
    let mut field = Field::new(Rows::new(words, names.len(), options), names.len(), options);
    let mut found: Vec<Found> = examples
        .iter()
        .filter(|e| !e.words.is_empty())
        .map(|e| Found {
            rows: (0..e.words.len())
                .map(|i| field.rows.find(e.words.of(i)))
                .collect(),
            tags: e.tags(),
        })
        .collect();
    let mut seed = options.seed;
    for _ in 0..options.epochs {
        shuffle(&mut found, &mut seed);
        for example in &found {
            field.learn(example);
        }
        field.rows.shrink(options.decay);
    }
    let mut bytes = b"SEQ1".to_vec();
    bytes.extend(field.rows.pack(&names, options.keep));
    field
        .transition
        .iter()
        .for_each(|w| bytes.extend(w.to_le_bytes()));
    bytes
}

/// An example whose features were looked up.
struct Found {
    rows: Vec<Vec<u32>>,
    tags: Vec<usize>,
}

/// The model in the making, and room for one sequence.
struct Field {
    rows: Rows,
    n: usize,
    /// As in `Sequence`: a row per tag before, the last for the start.
    transition: Vec<f32>,
    squares: Vec<f32>,
    rate: f32,
    scores: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
}

impl Field {
    fn new(rows: Rows, n: usize, options: &Options) -> Self {
        Self {
            rows,
            n,
            transition: vec![0.0; (n + 1) * n],
            squares: vec![1e-2; (n + 1) * n],
            rate: options.rate,
            scores: Vec::new(),
            forward: Vec::new(),
            backward: Vec::new(),
        }
    }

    /// What a step from one tag to another multiplies by.
    fn factors(&self) -> Vec<f32> {
        let n = self.n;
        let factor = |i: usize| {
            let before = (i / n < n).then_some(i / n);
            if may_follow(before, i % n) {
                exp(self.transition[i])
            } else {
                0.0
            }
        };
        (0..(n + 1) * n).map(factor).collect()
    }

    /// A step towards the right tags of one example.
    fn learn(&mut self, example: &Found) {
        let (n, length) = (self.n, example.tags.len());
        let factors = self.factors();
        self.sweep(example, &factors);
        let mut gradient = vec![0.0; self.transition.len()];
        let mut word = vec![0.0; n];
        for at in 0..length {
            let here = at * n..(at + 1) * n;
            let both = self.forward[here.clone()]
                .iter()
                .zip(&self.backward[here.clone()]);
            word.iter_mut().zip(both).for_each(|(w, (f, b))| *w = f * b);
            let sum: f32 = word.iter().sum();
            word.iter_mut().for_each(|w| *w /= sum);
            self.expect(at, &word, &factors, &mut gradient);
            let before = at.checked_sub(1).map_or(n, |i| example.tags[i]);
            gradient[before * n + example.tags[at]] -= 1.0;
            word[example.tags[at]] -= 1.0;
            self.rows.step(&example.rows[at], &word);
        }
        for ((weight, square), g) in self
            .transition
            .iter_mut()
            .zip(&mut self.squares)
            .zip(&gradient)
        {
            *square += g * g;
            *weight -= self.rate * g / square.sqrt();
        }
    }

    /// Adds how often each step into word `at` is expected.
    fn expect(&self, at: usize, word: &[f32], factors: &[f32], gradient: &mut [f32]) {
        let n = self.n;
        if at == 0 {
            gradient[n * n..]
                .iter_mut()
                .zip(word)
                .for_each(|(g, w)| *g += w);
            return;
        }
        let before = &self.forward[(at - 1) * n..at * n];
        for tag in 0..n {
            let into: f32 = (0..n)
                .map(|from| before[from] * factors[from * n + tag])
                .sum();
            if into > 0.0 {
                for from in 0..n {
                    gradient[from * n + tag] +=
                        word[tag] * before[from] * factors[from * n + tag] / into;
                }
            }
        }
    }

    /// Forward and backward sums, each word's scaled to 1.
    fn sweep(&mut self, example: &Found, factors: &[f32]) {
        let (n, length) = (self.n, example.tags.len());
        self.scores.resize(length * n, 0.0);
        self.forward.resize(length * n, 0.0);
        self.backward.resize(length * n, 0.0);
        for at in 0..length {
            let scores = &mut self.scores[at * n..(at + 1) * n];
            self.rows.scores(&example.rows[at], scores);
            let most = scores.iter().fold(f32::NEG_INFINITY, |a, &b| a.max(b));
            scores.iter_mut().for_each(|s| *s = exp(*s - most));
            for tag in 0..n {
                let into = match at {
                    0 => factors[n * n + tag],
                    _ => (0..n)
                        .map(|from| self.forward[(at - 1) * n + from] * factors[from * n + tag])
                        .sum(),
                };
                self.forward[at * n + tag] = into * self.scores[at * n + tag];
            }
            scale(&mut self.forward[at * n..(at + 1) * n]);
        }
        self.backward[(length - 1) * n..length * n].fill(1.0);
        for at in (0..length - 1).rev() {
            for tag in 0..n {
                let next = |to: usize| {
                    let there = (at + 1) * n + to;
                    factors[tag * n + to] * self.scores[there] * self.backward[there]
                };
                self.backward[at * n + tag] = (0..n).map(next).sum();
            }
            scale(&mut self.backward[at * n..(at + 1) * n]);
        }
    }
}

fn scale(values: &mut [f32]) {
    let sum: f32 = values.iter().sum();
    if sum > 0.0 {
        values.iter_mut().for_each(|v| *v /= sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feature::{Atom, Sink};
    use crate::sequence::{Room, Sequence, chunks};

    fn words(sentence: &str) -> Keys {
        let mut keys = Keys::default();
        for word in sentence.split(' ') {
            keys.add(Atom::of("bias"), &[]);
            keys.add(Atom::of("word"), &[Atom::of(word)]);
            keys.end();
        }
        keys
    }

    fn model() -> (Sequence, Vec<u8>) {
        let example = |sentence: &str, names: (usize, usize)| Example {
            words: words(sentence),
            chunks: vec![Chunk {
                label: 0,
                words: names.0..names.1,
            }],
        };
        let examples = [
            example("we saw Ada Stone there", (2, 4)),
            example("Ada Stone saw us", (0, 2)),
            example("they met Stone there", (2, 3)),
            example("Ada saw that they met", (0, 1)),
        ];
        let options = Options {
            least: 1,
            ..Options::default()
        };
        let packed = train(&examples, &["name".to_owned()], &options);
        (Sequence::read(&packed).unwrap(), packed)
    }

    #[test]
    fn it_learns_stretches() {
        let (model, _) = model();
        let mut room = Room::default();
        let tags = model.tags(&words("they saw Ada Stone"), &[], &mut room);
        assert_eq!(
            chunks(tags),
            [Chunk {
                label: 0,
                words: 2..4
            }]
        );
        assert_eq!(model.labels(), ["name"]);
    }

    #[test]
    fn what_is_ruled_out_is_not_chosen() {
        let (model, _) = model();
        let mut room = Room::default();
        let tags = model.tags(&words("they saw Ada Stone"), &[7, 7, 1, 7], &mut room);
        assert_eq!(
            chunks(tags),
            [Chunk {
                label: 0,
                words: 3..4
            }]
        );
    }

    #[test]
    fn cut_off_files_are_errors() {
        let (_, packed) = model();
        assert!((0..packed.len()).all(|end| Sequence::read(&packed[..end]).is_err()));
    }

    #[test]
    fn a_long_sequence_is_tagged_in_pieces() {
        let (model, _) = model();
        let mut room = Room::default();
        let long = words("they saw Ada ".repeat(3000).trim_end());
        let tags = model.tags(&long, &[], &mut room);
        assert_eq!(chunks(tags).len(), 3000);
        assert!(model.tags(&Keys::default(), &[], &mut room).is_empty());
    }
}
