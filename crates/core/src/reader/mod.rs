//! The reader: an article in, a draft case out, every item tied to an exact quote.

pub mod attribution;
pub mod draft;
pub mod forecasts;
pub mod names;
pub mod phrase;
pub mod quotes;
#[cfg(test)]
pub(crate) mod sample;
pub mod text;
pub mod write;
