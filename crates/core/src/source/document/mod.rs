//! Articles as text: any charset, plain, Markdown or HTML, with their blocks and metadata.

mod charset;
mod front_matter;
mod html;
mod markdown;
mod plain;
#[cfg(test)]
mod tests;
mod writer;

use super::{Span, sha256_hex};

/// An article has at most so many bytes, as a file and decoded.
pub const MAX_BYTES: usize = 32 << 20;

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

/// A stretch of the text that links elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it stands in [`Document::text`].
    pub span: Span,
    /// Its address, as written.
    pub address: String,
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
    /// Its links, in the order of their ends.
    pub links: Vec<Link>,
    /// What it says of itself outside its text.
    pub metadata: Metadata,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The name of the charset that it was decoded from, such as `UTF-8`.
    pub charset: &'static str,
    /// Whether some bytes made no sense in that charset and stand as U+FFFD.
    pub lossy: bool,
    /// Where the text's bytes come from in the file.
    pub(crate) origin: Origin,
}

/// Which bytes of a file a document's text comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Not known: decoded from another charset, or HTML.
    #[default]
    Unknown,
    /// Byte for byte, each stretch from its own place.
    Stretches(Vec<Stretch>),
}

/// A stretch of text that stands byte for byte in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Where it starts in the text.
    pub(crate) text: usize,
    /// Where it starts in the file.
    pub(crate) raw: usize,
    /// Its length in bytes.
    pub(crate) length: usize,
}

/// Why an article could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// It is too large.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// It is no text at all, but a file of this kind.
    #[error("not a text but {kind}")]
    NotText {
        /// What it is.
        kind: &'static str,
    },
    /// It has no words.
    #[error("no text in it")]
    Empty,
}

/// Reads an article: decodes it and finds its text, blocks and metadata.
///
/// The format is `format`, else what the ending of `name` says, else what the content
/// looks like; `.txt` leaves open whether it is Markdown. The charset is that of a byte order mark, else UTF-8 when the bytes are
/// valid UTF-8, else what HTML declares, else what detection says. Linear time.
///
/// # Errors
/// When the file or its text has more than [`MAX_BYTES`] bytes, is plainly something
/// else than text, or has no text in it.
pub fn read(bytes: &[u8], format: Option<Format>, name: &str) -> Result<Document, DocumentError> {
    let too_large = DocumentError::TooLarge { limit: MAX_BYTES };
    if bytes.len() > MAX_BYTES {
        return Err(too_large);
    }
    if let Some(kind) = charset::binary_kind(bytes) {
        return Err(DocumentError::NotText { kind });
    }
    let decoded = charset::decode(bytes);
    if decoded.text.len() > MAX_BYTES {
        return Err(too_large);
    }
    if format.is_none() && is_noise(&decoded.text) {
        let kind = "bytes of some other kind";
        return Err(DocumentError::NotText { kind });
    }
    let format = format.unwrap_or_else(|| match format_of_name(name) {
        Some(Format::Text) if opens_with_heading(&decoded.text) => Format::Markdown,
        Some(format) => format,
        None => sniff(&decoded.text),
    });
    let mut document = match format {
        Format::Text => plain::read(&decoded),
        Format::Markdown => markdown::read(&decoded),
        Format::Html => html::read(&decoded),
    };
    if document.text.chars().all(char::is_whitespace) {
        return Err(DocumentError::Empty);
    }
    document.format = format;
    document.sha256 = sha256_hex(bytes);
    document.charset = decoded.charset;
    document.lossy = decoded.lossy;
    Ok(document)
}

/// Whether more than one character in a hundred is a control character, which people do
/// not type: the text is no text.
fn is_noise(text: &str) -> bool {
    let typed = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    let controls = text
        .chars()
        .filter(|&c| c.is_ascii_control() && !typed(c))
        .count();
    controls > 1 && controls > text.len() / 100
}

/// The format that a file's name ends in.
fn format_of_name(name: &str) -> Option<Format> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "txt" | "text" => Some(Format::Text),
        "md" | "markdown" | "mdown" | "mkd" => Some(Format::Markdown),
        "html" | "htm" | "xhtml" | "xht" => Some(Format::Html),
        _ => None,
    }
}

/// The format that a text looks like: HTML when it opens with a tag of HTML, Markdown
/// when it opens with front matter or has a heading or a link of its kind near its start.
fn sniff(text: &str) -> Format {
    let head = &text[..text.floor_char_boundary(4096)];
    let start = head.trim_start().to_ascii_lowercase();
    let tags = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<?xml",
        "<!--",
        "<article",
        "<meta",
        "<div",
        "<p>",
        "<h1",
        "<title",
    ];
    if tags.iter().any(|tag| start.starts_with(tag)) {
        return Format::Html;
    }
    let is_markdown = markdown::has_front_matter(text)
        || head.lines().any(is_heading)
        || head.contains("](http")
        || head.contains("](#");
    if is_markdown {
        Format::Markdown
    } else {
        Format::Text
    }
}

/// Whether a line is a heading of Markdown.
fn is_heading(line: &str) -> bool {
    let level = line.bytes().take_while(|&b| b == b'#').count();
    (1..=6).contains(&level) && line[level..].starts_with(' ')
}

/// Whether the first line with words is a heading of Markdown.
fn opens_with_heading(text: &str) -> bool {
    text.trim_start().lines().next().is_some_and(is_heading)
}

impl Document {
    /// The bytes of the file that a stretch of the text comes from, where that is known:
    /// for UTF-8 plain text always, for Markdown when both its ends stand in the file.
    pub fn raw_span(&self, span: Span) -> Option<Span> {
        let Origin::Stretches(stretches) = &self.origin else {
            return None;
        };
        if span.start >= span.end {
            return None;
        }
        let raw = |at: usize| {
            let after = stretches.partition_point(|stretch| stretch.text <= at);
            let stretch = stretches.get(after.checked_sub(1)?)?;
            let inside = at - stretch.text;
            (inside < stretch.length).then_some(stretch.raw + inside)
        };
        Some(Span::new(raw(span.start)?, raw(span.end - 1)? + 1))
    }

    /// The bytes of the file from the first to the last byte of a stretch of the text that
    /// stands in the file; none when that is not known, empty when nothing of it does.
    pub fn raw_part(&self, span: Span) -> Option<Span> {
        let Origin::Stretches(stretches) = &self.origin else {
            return None;
        };
        let first = stretches.partition_point(|s| s.text + s.length <= span.start);
        let after = stretches.partition_point(|s| s.text < span.end);
        let inside = first < after && span.start < span.end;
        let ends = inside.then(|| (stretches[first], stretches[after - 1]));
        let part = ends.map_or(Span::default(), |(first, last)| {
            let end = last.length.min(span.end - last.text);
            let start = span.start.saturating_sub(first.text);
            Span::new(first.raw + start, last.raw + end)
        });
        Some(part)
    }
}
