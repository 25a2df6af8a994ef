//! What a person sees in a terminal: text of a stated width, coloured where asked.

pub(crate) mod asked;
mod bar;
pub(crate) mod explanation;
pub(crate) mod found;
pub(crate) mod ledger;
mod lines;
pub(crate) mod network;
pub(crate) mod numbers;
pub(crate) mod questions;
pub(crate) mod review;
pub(crate) mod too_large;
pub(crate) mod weighing;

pub(crate) use lines::{Screen, Tone};
