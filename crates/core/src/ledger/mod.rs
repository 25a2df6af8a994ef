//! The ledger: forecasts of many cases, what came of them, and how well they were made.
//!
//! [`questions`] gathers the forecasts of a case, one [`Question`] each, with everybody who
//! forecast it; [`judge()`] scores each of them; [`record()`] sums up a set of scored
//! forecasts; [`resolve`] writes an outcome into a case file. Nothing here reads a clock:
//! the day it is comes from outside.

pub mod by;
pub mod judge;
mod questions;
pub mod record;
pub mod resolve;
pub mod score;

pub use judge::{Judged, judge};
pub use questions::{Author, Forecaster, Question, Said, Status, questions};
pub use record::{Record, record};
