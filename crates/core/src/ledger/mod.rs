//! The ledger: forecasts of many cases, what came of them, and how well they were made.

pub mod score;
