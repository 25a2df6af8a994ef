//! XDSL, the format of GeNIe and SMILE (BayesFusion).
//!
//! Read are `cpt`, `deterministic` and `noisymax` nodes, with the names and positions that GeNIe
//! keeps beside them. In tables the state of the node changes fastest, then that of the last of
//! its parents. A noisy-MAX stays one; its first state is the highest, its last what it is in
//! when nothing acts on it.
//!
//! Ids are letters, digits and underscores there: other names are changed when they are written,
//! and told.

mod read;
mod write;

pub use read::read;
pub use write::write;

/// The format's name in messages.
const NAME: &str = "XDSL";
