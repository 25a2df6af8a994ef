//! English text into tokens, tags, lemmas and dependency trees, and small statistical
//! models that can say why they decided as they did. It knows no cases and no documents.

pub mod feature;
pub mod linear;
mod packed;
pub mod sequence;
#[cfg(feature = "train")]
pub mod train;
