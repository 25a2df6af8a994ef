//! Texts that things are said about: their bytes, spans, lines and hashes.

pub mod document;
pub mod quote;

use std::ops::Range;

use jiff::civil::Date;

/// A half-open range of byte offsets into one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The span as a range, to slice a text with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// A value and the place it was written at.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where, in the file that the value was parsed from.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

/// One text among those that diagnostics may point into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

/// A text and the name it goes by in messages.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// The path as the user gave it, or a name such as `<stdin>`.
    pub name: String,
    /// The text, decoded.
    pub text: String,
}

impl SourceText {
    /// The line (from 1) and column (from 1, in characters) of a byte offset.
    ///
    /// An offset past the end counts as the end; one inside a character counts
    /// as its start.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset);
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }
}

/// All the texts that a set of diagnostics points into.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    texts: Vec<SourceText>,
}

impl SourceMap {
    /// Adds a text and returns the id that labels use for it.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.texts.push(SourceText {
            name: name.into(),
            text: text.into(),
        });
        FileId(self.texts.len() - 1)
    }

    /// The text behind an id that this map returned.
    pub fn get(&self, id: FileId) -> &SourceText {
        &self.texts[id.0]
    }
}

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is no such file.
    #[error("no such file")]
    NotFound,
    /// The file is larger than the limit that was asked for, in bytes.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// Anything else, in the operating system's words.
    #[error("{0}")]
    Other(String),
}

/// What the library may know of the world outside: files and the date.
pub trait World {
    /// The bytes of the file at `path`, relative to the case file's folder.
    ///
    /// # Errors
    /// When the file cannot be read or has more than `limit` bytes.
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, ReadError>;

    /// Today, for whoever asks.
    fn today(&self) -> Date;
}

/// The SHA-256 of `bytes` in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
