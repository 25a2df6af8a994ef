//! What the text expects of the future.

pub(crate) mod horizon;
