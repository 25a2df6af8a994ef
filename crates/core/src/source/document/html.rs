//! HTML: its main text.

use super::Document;
use super::charset::Decoded;
use super::plain;

/// The main text of a decoded HTML file.
pub(super) fn read(decoded: &Decoded) -> Document {
    plain::read(decoded)
}
