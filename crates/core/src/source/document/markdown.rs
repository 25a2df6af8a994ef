//! Markdown: its rendered text, with its blocks.

use super::Document;
use super::charset::Decoded;
use super::plain;

/// The rendered text of a decoded Markdown file.
pub(super) fn read(decoded: &Decoded) -> Document {
    plain::read(decoded)
}

/// Whether a text opens with YAML or TOML front matter.
pub(super) fn has_front_matter(text: &str) -> bool {
    text.starts_with("---\n") || text.starts_with("+++\n")
}
