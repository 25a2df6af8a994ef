//! HTML: the article's text with its blocks, and what the page says of it.
//!
//! The page is tidied first (`tidy.rs`), then readability finds the article in it; where
//! that fails, finds much less prose than the page has, or the page is past
//! [`MAX_READABLE`], the text is the page's own, without navigation and notices.

mod blocks;
mod entities;
mod headings;
mod json_ld;
pub(super) mod metadata;
mod scan;
mod tidy;

use dom_query::Document as Page;
use dom_smoothie::{Config, Readability};

use super::charset::Decoded;
use super::{Document, Metadata};
use blocks::Prose;
use entities::Entities;
use metadata::{Found, Heard};
use scan::{Token, scan};
use tidy::Tidied;

/// Readability reads pages of at most so many bytes, tidied: its time can grow with the
/// product of size and depth.
const MAX_READABLE: usize = 2 << 20;
/// And of at most so many elements.
const MAX_READABLE_ELEMENTS: usize = 20_000;

/// The main text of a decoded HTML file.
pub(super) fn read(decoded: &Decoded) -> Document {
    let mut found = Found::default();
    let mut tidied = Tidied::default();
    for token in scan(&decoded.text) {
        found.take(&token);
        tidied.take(&token);
    }
    let tidied = tidied.finish();
    let (whole, page_prose) = page_text(&tidied);
    let (document, heard) = match article_text(&tidied, found.title()) {
        Some((article, prose, heard)) if prose.bytes * 3 >= page_prose.bytes => {
            (headings::restore(article, &whole, found.title()), heard)
        }
        _ => (whole, Heard::default()),
    };
    Document {
        metadata: found.metadata(heard),
        ..document
    }
}

/// The text of a piece of HTML, its tags left out.
pub(super) fn text_of(html: &str) -> String {
    let mut text = String::new();
    for token in scan(html) {
        match token {
            Token::Text(words) => text.push_str(words),
            Token::Start(_) | Token::End(_) => text.push(' '),
            Token::Raw(..) => {}
        }
    }
    decode(text.trim())
}

/// The page's own text.
fn page_text(tidied: &Tidied) -> (Document, Prose) {
    let page = Page::from(format!("<body>{}</body>", tidied.html));
    let (writer, prose) = blocks::write(page.root(), true);
    let document = writer.finish(None);
    if !document.text.is_empty() {
        return (document, prose);
    }
    // All of it seemed to be margins.
    let (writer, prose) = blocks::write(page.root(), false);
    (writer.finish(None), prose)
}

/// The article as readability finds it, less a heading that repeats the page's title.
fn article_text(tidied: &Tidied, title: &str) -> Option<(Document, Prose, Heard)> {
    if tidied.html.len() > MAX_READABLE || tidied.n_elements > MAX_READABLE_ELEMENTS {
        return None;
    }
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let title = title.replace('<', "&lt;");
    let html = format!("<title>{title}</title><body>{}</body>", tidied.html);
    let mut readability = Readability::new(html, None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    let content = readability.doc.select_single("#readability-page-1");
    let (writer, prose) = blocks::write(*content.nodes().first()?, false);
    let heard = Heard {
        title: clean(&tidy::unmasked(&article.title)),
        byline: article.byline.as_deref().map(tidy::unmasked),
    };
    Some((writer.finish(None), prose, heard))
}

/// Text with its entities decoded.
fn decode(text: &str) -> String {
    Entities::default().decode(text)
}

/// Metadata's text: entities decoded, white space collapsed; none when empty.
fn clean(text: &str) -> Option<String> {
    let decoded = decode(text);
    let words: Vec<&str> = decoded.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Takes from `other` what is missing.
fn fill(metadata: &mut Metadata, other: Metadata) {
    let slots = [
        (&mut metadata.title, other.title),
        (&mut metadata.date, other.date),
        (&mut metadata.publisher, other.publisher),
        (&mut metadata.url, other.url),
        (&mut metadata.language, other.language),
    ];
    for (slot, value) in slots {
        if slot.is_none() {
            *slot = value;
        }
    }
    if metadata.authors.is_empty() {
        metadata.authors = other.authors;
    }
}
