//! Documents for the tests of the reader's rules.

use crate::source::Span;
use crate::source::document::{Block, BlockKind, Document};

/// A document of paragraphs parted by blank lines; a line "# …" (to "###### …") is a
/// heading.
pub(crate) fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive("\n\n") {
        let inner = part.trim();
        let start = at + (part.len() - part.trim_start().len());
        at += part.len();
        if inner.is_empty() {
            continue;
        }
        let marks = inner.len() - inner.trim_start_matches('#').len();
        let (kind, skip) = match u8::try_from(marks) {
            Ok(level @ 1..=6) if inner[marks..].starts_with(' ') => {
                (BlockKind::Heading(level), marks + 1)
            }
            _ => (BlockKind::Paragraph, 0),
        };
        blocks.push(Block {
            kind,
            span: Span::new(start + skip, start + inner.len()),
        });
    }
    Document {
        text: text.to_owned(),
        blocks,
        ..Document::default()
    }
}
