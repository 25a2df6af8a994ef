//! Sentences and tokens of a document, as byte spans into its text.

use std::ops::Range;

use crate::source::Span;
use crate::source::document::Document;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and hyphens ("nobody's", "would-be").
    Word,
    /// Digits, with inner separators ("1,200", "3.5").
    Number,
    /// Anything else that is not white space, one character each.
    Mark,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Its text in lower case, typographic apostrophes as `'`: what rules compare.
    pub lower: String,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, with its final stop and closing quotes.
    pub span: Span,
    /// Its tokens, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
    /// The block it stands in, as an index into the document's blocks.
    pub block: usize,
}

/// A document cut into sentences and tokens.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// The document.
    pub document: &'a Document,
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// All sentences, in order; none crosses a block.
    pub sentences: Vec<Sentence>,
}

impl<'a> Text<'a> {
    /// The words that stand at `span`.
    pub fn slice(&self, span: Span) -> &'a str {
        &self.document.text[span.range()]
    }
}
