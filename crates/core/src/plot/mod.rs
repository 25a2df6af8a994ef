//! Pictures as accessible SVG, from plain data: the same bytes every time.
//!
//! Every picture has a title, a description and a table of the same numbers beside it. Colours
//! are classes that the page's style gives (`style.css`); whatever a colour says is also said by
//! a shape, a dash or a label, so that it reads in grey.

pub mod calibration;
pub mod graph;
pub mod over_time;
pub mod posteriors;
mod svg;
#[cfg(test)]
mod tests;
pub mod tornado;
pub mod waterfall;

pub use svg::{escaped, percent, signed};

/// What the classes in the pictures look like, with the variables that a page may set.
pub const STYLE: &str = include_str!("style.css");

/// A picture and the same in a table.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Figure {
    /// An `svg` element.
    #[serde(skip)]
    pub svg: String,
    /// What it shows.
    pub table: Table,
}

/// A table: plain text, to be escaped by whoever writes it out.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Table {
    /// What it holds.
    pub caption: String,
    /// The heads of its columns.
    pub head: Vec<String>,
    /// Its rows; the first cell of each is its head.
    pub rows: Vec<Vec<String>>,
}
