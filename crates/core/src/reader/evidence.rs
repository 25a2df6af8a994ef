//! Evidence: which sentences bear on an explanation, and which way.

pub(crate) mod aside;
pub(crate) mod beside;
pub(crate) mod checkable;
pub(crate) mod emphasis;
pub(crate) mod polarity;
pub(crate) mod precedent;
pub(crate) mod restated;
pub(crate) mod scope;
pub(crate) mod taken_up;
