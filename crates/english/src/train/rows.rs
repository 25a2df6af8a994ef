//! The weights of a model while it is trained: a row per feature, AdaGrad's steps, and
//! the packed form at the end.

use super::Options;

/// A table of weights in the making.
pub(super) struct Rows {
    /// Of the features that are kept, ascending.
    keys: Vec<u32>,
    n_classes: usize,
    weights: Vec<f32>,
    squares: Vec<f32>,
    rate: f32,
}

impl Rows {
    /// Rows for the features that enough of the decisions have.
    pub(super) fn new<'a>(
        decisions: impl Iterator<Item = &'a [u32]>,
        n_classes: usize,
        options: &Options,
    ) -> Self {
        let mut all = Vec::new();
        for features in decisions {
            let start = all.len();
            all.extend_from_slice(features);
            all[start..].sort_unstable();
            let mut kept = start;
            for i in start..all.len() {
                if i == start || all[i] != all[kept - 1] {
                    all[kept] = all[i];
                    kept += 1;
                }
            }
            all.truncate(kept);
        }
        all.sort_unstable();
        let groups = all.chunk_by(|a, b| a == b);
        let often = groups.filter(|group| group.len() >= options.least as usize);
        let keys: Vec<u32> = often.filter_map(|group| group.first().copied()).collect();
        let n = keys.len() * n_classes;
        Self {
            keys,
            n_classes,
            weights: vec![0.0; n],
            squares: vec![1e-4; n],
            rate: options.rate,
        }
    }

    /// The rows of these features.
    pub(super) fn find(&self, features: &[u32]) -> Vec<u32> {
        let found = features
            .iter()
            .filter_map(|key| self.keys.binary_search(key).ok());
        found.map(|row| row as u32).collect()
    }

    pub(super) fn scores(&self, rows: &[u32], scores: &mut [f32]) {
        scores.fill(0.0);
        for &row in rows {
            let weights = &self.weights[row as usize * self.n_classes..][..self.n_classes];
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight;
            }
        }
    }

    /// A step against a gradient, which is the same for all these rows.
    pub(super) fn step(&mut self, rows: &[u32], gradient: &[f32]) {
        for &row in rows {
            let at = row as usize * self.n_classes;
            let weights = &mut self.weights[at..at + self.n_classes];
            let squares = &mut self.squares[at..at + self.n_classes];
            for ((weight, square), g) in weights.iter_mut().zip(squares).zip(gradient) {
                *square += g * g;
                *weight -= self.rate * g / square.sqrt();
            }
        }
    }

    pub(super) fn shrink(&mut self, decay: f32) {
        self.weights
            .iter_mut()
            .for_each(|weight| *weight *= 1.0 - decay);
    }

    /// The packed form, as `Linear::read` takes it.
    pub(super) fn pack(&self, classes: &[String], keep: usize) -> Vec<u8> {
        let row = |i: usize| &self.weights[i * self.n_classes..][..self.n_classes];
        let size = |i: usize| row(i).iter().fold(0.0f32, |most, w| most.max(w.abs()));
        let mut order: Vec<usize> = (0..self.keys.len()).collect();
        order.sort_by(|&a, &b| size(b).total_cmp(&size(a)));
        let largest = order.first().map_or(1.0, |&i| size(i)).max(1e-6);
        let scale = largest / 127.0;
        order.truncate(keep);
        // What would be rounded to nothing need not be kept.
        order.retain(|&i| size(i) >= scale / 2.0);
        order.sort_unstable();
        let mut bytes = b"LIN1".to_vec();
        bytes.extend((classes.len() as u32).to_le_bytes());
        for class in classes {
            bytes.push(class.len() as u8);
            bytes.extend(class.as_bytes());
        }
        bytes.extend(scale.to_le_bytes());
        bytes.extend((order.len() as u32).to_le_bytes());
        order
            .iter()
            .for_each(|&i| bytes.extend(self.keys[i].to_le_bytes()));
        for &i in &order {
            bytes.extend(row(i).iter().map(|w| (w / scale).round() as i8 as u8));
        }
        bytes
    }
}
