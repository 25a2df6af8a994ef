//! NET, the format of Hugin.
//!
//! Read are `net`, `node` and `potential` with `data`, in any nesting of its parentheses: the
//! state of the child changes fastest, then that of the last of its parents. Other fields are
//! passed over. Node names are letters, digits and underscores there: others are changed when
//! they are written, and told. Names of states are any text.

mod lex;
mod read;
mod write;

pub use read::read;
pub use write::write;

/// The format's name in messages.
const NAME: &str = "NET";
