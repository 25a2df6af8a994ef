//! Documents for the tests of the reader's rules.

use crate::source::Span;
use crate::source::document::{Block, BlockKind, Document};

/// A document of paragraphs parted by blank lines; a line "# …" is a heading.
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
        let (kind, skip) = match inner.strip_prefix("# ") {
            Some(_) => (BlockKind::Heading(1), 2),
            None => (BlockKind::Paragraph, 0),
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
