//! What the rules of wording do not see: an additive model of what each sentence does in
//! the argument, from its signs, its place and what stands around it. It adds explanations
//! and evidence to those that the rules found, and takes away what nothing else speaks for.
//!
//! Why: authors state explanations flatly, and where they stand says what they are. The
//! more explanations an article has already, the better a further one must look.

mod choose;
pub(crate) mod features;
pub(crate) mod signs;
mod stand;
mod weights;

pub(crate) use choose::complete;

#[cfg(test)]
mod tests;
