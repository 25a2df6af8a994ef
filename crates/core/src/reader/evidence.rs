//! Evidence: which sentences bear on an explanation, and which way.

pub(crate) mod polarity;
pub(crate) mod precedent;
pub(crate) mod scope;
