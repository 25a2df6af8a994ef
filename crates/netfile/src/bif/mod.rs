//! BIF, the Interchange Format for Bayesian Networks, version 0.15, as written by JavaBayes, by
//! bnlearn and its repository, by pyAgrum and by pgmpy.
//!
//! F. G. Cozman, "The Interchange Format for Bayesian Networks" (1998). Read beyond it: rows in
//! any order of the parents' states, names in quotes, commas and bars or none, `//` and `/* */`
//! between any two words.
//!
//! The numbers of a conditional `table` are in the format's order with the child's state changing
//! slowest, and in the files of some programs with it changing fastest; the last parent's state
//! changes before the others' in both. The order is taken in which every row sums to one. When
//! that holds for both and they differ, or for neither, the table is refused.

mod lex;
mod names;
mod read;
mod table;
mod write;

pub(crate) use read::position_of;
pub use read::read;
pub use write::write;

/// The format's name in messages.
pub(crate) const NAME: &str = "BIF";
