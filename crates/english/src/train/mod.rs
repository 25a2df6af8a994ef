//! Trainers of the models that this crate reads. Seeded and deterministic: the same
//! examples in the same order give the same bytes on every platform.

pub mod linear;
mod number;
mod rows;
pub mod sequence;
pub mod syntax;

/// How to train.
#[derive(Debug, Clone)]
pub struct Options {
    /// How often every example is seen.
    pub epochs: usize,
    /// The first steps' size (AdaGrad).
    pub rate: f32,
    /// How much of every weight is taken away after each epoch.
    pub decay: f32,
    /// Features seen in fewer examples are left out.
    pub least: u32,
    /// At most so many features are kept, those with the largest weights.
    pub keep: usize,
    /// For the order in which examples are seen.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            epochs: 12,
            rate: 0.2,
            decay: 0.02,
            least: 2,
            keep: usize::MAX,
            seed: 1,
        }
    }
}
