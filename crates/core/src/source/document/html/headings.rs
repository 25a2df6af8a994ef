//! The headings that readability takes away: levels, and the one that is the title.

use std::collections::BTreeMap;

use super::super::{Block, BlockKind, Document};
use super::clean;
use crate::source::Span;

/// The article with its headings at the levels that they have in the `whole` page, and
/// with the page's main heading before it: the first of level 1 that stands in the page's
/// title, or the only one.
pub(super) fn restore(mut article: Document, whole: &Document, page_title: &str) -> Document {
    let headings: Vec<(u8, &str)> = whole
        .blocks
        .iter()
        .filter_map(|block| match block.kind {
            BlockKind::Heading(level) => Some((level, &whole.text[block.span.range()])),
            _ => None,
        })
        .collect();
    let levels: BTreeMap<&str, u8> = headings
        .iter()
        .rev()
        .map(|&(n, words)| (words, n))
        .collect();
    for block in &mut article.blocks {
        let words = &article.text[block.span.range()];
        if matches!(block.kind, BlockKind::Heading(_))
            && let Some(&level) = levels.get(words)
        {
            block.kind = BlockKind::Heading(level);
        }
    }
    match main_heading(&headings, page_title) {
        Some(heading) if !begins_with(&article, heading) => prepend(article, heading),
        _ => article,
    }
}

fn main_heading<'a>(headings: &[(u8, &'a str)], page_title: &str) -> Option<&'a str> {
    let title = clean(page_title).unwrap_or_default().to_lowercase();
    let mut firsts = headings.iter().filter(|(level, _)| *level == 1);
    let in_title = |(_, words): &&(u8, &str)| {
        let words: Vec<&str> = words.split_whitespace().collect();
        // The name of the site stands in the title too, at its end.
        title.starts_with(&words.join(" ").to_lowercase())
    };
    match (firsts.clone().find(in_title), firsts.next(), firsts.next()) {
        (Some((_, heading)), ..) | (None, Some((_, heading)), None) => Some(heading),
        _ => None,
    }
}

/// Whether the heading is among the article's first blocks already.
fn begins_with(article: &Document, heading: &str) -> bool {
    let first = article.blocks.iter().take(5);
    first
        .map(|block| &article.text[block.span.range()])
        .any(|words| words == heading)
}

/// The article after a heading of level 1.
fn prepend(mut article: Document, heading: &str) -> Document {
    let shift = heading.len() + 2;
    let moved = |span: Span| Span::new(span.start + shift, span.end + shift);
    for block in &mut article.blocks {
        block.span = moved(block.span);
    }
    for link in &mut article.links {
        link.span = moved(link.span);
    }
    let first = Block {
        kind: BlockKind::Heading(1),
        span: Span::new(0, heading.len()),
    };
    article.blocks.insert(0, first);
    article.text = format!("{heading}\n\n{}", article.text);
    article
}
