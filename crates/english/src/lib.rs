//! English text into tokens, tags, lemmas and dependency trees, and small statistical
//! models that can say why they decided as they did. It knows no cases and no documents.

pub mod feature;
mod lemma;
pub mod linear;
mod packed;
pub mod parse;
pub mod sequence;
pub mod syntax;
mod tokens;
#[cfg(any(test, feature = "train"))]
pub mod train;
mod tree;
pub mod word;

pub use parse::{Depth, Parse, parse};
pub use word::{Relation, Upos, Word, Xpos};
