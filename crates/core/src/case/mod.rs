//! The case file: one plain TOML file, parsed with all its faults at once.

pub mod codes;
pub mod format;
pub mod keys;
pub mod model;
pub mod schema;
pub mod template;
