//! Articles as text: any charset, plain, Markdown or HTML, with their blocks and metadata.

use super::Span;

/// How an article is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Plain text; blocks are parted by blank lines.
    #[default]
    Text,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
}

/// What a block of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of this level, from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list item.
    ListItem,
    /// A quotation set off from the text.
    Quotation,
    /// A table row, code, a caption: not prose.
    Aside,
}

/// A stretch of the text that stands by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in [`Document::text`], without white space around it.
    pub span: Span,
}

/// What an article says of itself outside its text: meta tags, JSON-LD, front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Its title.
    pub title: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// When it was published, as written.
    pub date: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
}

/// An article as text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// How it was written.
    pub format: Format,
    /// Its text. For plain text exactly what the file holds, decoded.
    pub text: String,
    /// Its blocks, in order, not overlapping.
    pub blocks: Vec<Block>,
    /// What it says of itself outside its text.
    pub metadata: Metadata,
    /// SHA-256 of its bytes.
    pub sha256: String,
}
