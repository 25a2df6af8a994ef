//! Writes a document's text block by block: what Markdown and HTML have in common.

use super::{Block, BlockKind, Document, Link, Origin, Stretch};
use crate::source::Span;

/// A document in the making. Blocks are parted by a blank line in the text.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    blocks: Vec<Block>,
    links: Vec<Link>,
    stretches: Vec<Stretch>,
    /// Where the open block starts; none before its first words.
    start: Option<usize>,
}

impl Writer {
    /// Adds words to the open block as they are; `raw` is where they stand in the file,
    /// if byte for byte. White space at a block's start is left out.
    pub(super) fn push(&mut self, words: &str, raw: Option<usize>) {
        let kept = match self.start {
            Some(_) => words,
            None => words.trim_start(),
        };
        if kept.is_empty() {
            return;
        }
        if self.start.is_none() {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.start = Some(self.text.len());
        }
        if let Some(raw) = raw {
            self.push_stretch(raw + words.len() - kept.len(), kept.len());
        }
        self.text.push_str(kept);
    }

    fn push_stretch(&mut self, raw: usize, length: usize) {
        let text = self.text.len();
        match self.stretches.last_mut() {
            Some(last) if last.text + last.length == text && last.raw + last.length == raw => {
                last.length += length;
            }
            _ => self.stretches.push(Stretch { text, raw, length }),
        }
    }

    /// Adds words to the open block, each run of white space as one space.
    pub(super) fn push_collapsed(&mut self, words: &str) {
        let mut rest = words;
        while let Some(first) = rest.chars().next() {
            let is_space = is_html_space(first);
            let length = rest
                .find(|c| is_html_space(c) != is_space)
                .unwrap_or(rest.len());
            if !is_space {
                self.push(&rest[..length], None);
            } else if !self.text.ends_with([' ', '\n']) {
                self.push(" ", None);
            }
            rest = &rest[length..];
        }
    }

    /// Breaks the line within the open block.
    pub(super) fn push_break(&mut self) {
        if self.start.is_some() {
            self.trim();
            self.push("\n", None);
        }
    }

    /// Where the next words will stand, if they are in the open block.
    pub(super) fn here(&self) -> usize {
        self.text.len()
    }

    /// Whether the open block has no words yet.
    pub(super) fn is_fresh(&self) -> bool {
        self.start.is_none()
    }

    /// The words of the open block so far.
    pub(super) fn open_words(&self) -> &str {
        self.start.map_or("", |start| &self.text[start..])
    }

    /// Notes that what was written since `start` links to `address`.
    pub(super) fn link(&mut self, start: usize, address: &str) {
        let slice = self.text.get(start..).unwrap_or_default();
        let kept = slice.trim();
        if kept.is_empty() || address.is_empty() {
            return;
        }
        let first = start + slice.len() - slice.trim_start().len();
        self.links.push(Link {
            span: Span::new(first, first + kept.len()),
            address: address.to_owned(),
        });
    }

    /// Ends the open block, if it has words.
    pub(super) fn end(&mut self, kind: BlockKind) {
        self.trim();
        if let Some(start) = self.start.take() {
            self.blocks.push(Block {
                kind,
                span: Span::new(start, self.text.len()),
            });
        }
    }

    /// Takes white space off the open block's end.
    fn trim(&mut self) {
        let start = self.start.unwrap_or(self.text.len());
        let length = start + self.text[start..].trim_end().len();
        self.text.truncate(length);
        while let Some(last) = self.stretches.last_mut() {
            last.length = last.length.min(length.saturating_sub(last.text));
            if last.length > 0 {
                break;
            }
            self.stretches.pop();
        }
    }

    /// The document, without metadata; `raw_start` is where the decoded text starts in
    /// the file, if it stands there byte for byte.
    pub(super) fn finish(mut self, raw_start: Option<usize>) -> Document {
        self.end(BlockKind::Paragraph);
        let origin = match raw_start {
            Some(raw_start) => {
                let moved = self.stretches.into_iter().map(|stretch| Stretch {
                    raw: stretch.raw + raw_start,
                    ..stretch
                });
                Origin::Stretches(moved.collect())
            }
            None => Origin::Unknown,
        };
        Document {
            text: self.text,
            blocks: self.blocks,
            links: self.links,
            origin,
            ..Document::default()
        }
    }
}

/// White space that HTML collapses: not no-break spaces.
fn is_html_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}
