//! A parsed page as blocks of text.

use dom_query::{NodeData, NodeRef};

use super::super::BlockKind;
use super::super::writer::Writer;
use super::tidy::unmasked;

/// How much of the blocks is prose, to tell an article from what surrounds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Prose {
    /// Bytes in paragraphs long enough to be sentences and not mostly links.
    pub(super) bytes: usize,
}

/// A paragraph with fewer bytes is no prose.
const MIN_PROSE: usize = 60;
/// A table cell with more bytes is a paragraph of a page laid out by tables.
const MAX_CELL: usize = 200;

enum Visit<'a> {
    Enter(NodeRef<'a>),
    Exit(Element),
}

/// An element that is open.
struct Element {
    name: String,
    is_block: bool,
    has_kind: bool,
    /// Where a link starts, and its address.
    link: Option<(usize, String)>,
}

/// Writes what can be read under `root`; with `skip_margins` without navigation, footers,
/// asides and notices.
pub(super) fn write(root: NodeRef, skip_margins: bool) -> (Writer, Prose) {
    let mut walk = Walk {
        writer: Writer::default(),
        kinds: Vec::new(),
        n_rows: 0,
        prose: Prose::default(),
        link_bytes: 0,
        skip_margins,
    };
    let mut stack = vec![Visit::Enter(root)];
    while let Some(visit) = stack.pop() {
        match visit {
            Visit::Exit(element) => walk.exit(element),
            Visit::Enter(node) => {
                if let Some(text) = text_of(&node) {
                    walk.text(&text);
                } else if !walk.is_skipped(&node) {
                    stack.push(Visit::Exit(walk.enter(&node)));
                    stack.extend(node.children_it(true).map(Visit::Enter));
                }
            }
        }
    }
    walk.end_block();
    (walk.writer, walk.prose)
}

fn text_of(node: &NodeRef) -> Option<String> {
    node.query(|node| match &node.data {
        NodeData::Text { contents } => Some(unmasked(contents)),
        _ => None,
    })?
}

struct Walk {
    writer: Writer,
    /// The kinds that open elements give to their blocks, innermost last.
    kinds: Vec<BlockKind>,
    /// How many table rows are open.
    n_rows: usize,
    prose: Prose,
    /// Bytes of the open block that are links.
    link_bytes: usize,
    skip_margins: bool,
}

impl Walk {
    fn text(&mut self, text: &str) {
        if self.kinds.last() == Some(&BlockKind::Aside) && text.contains('\n') {
            // Code keeps its lines; in a table they do no harm.
            for (i, line) in text.split('\n').enumerate() {
                if i > 0 {
                    self.writer.push_break();
                }
                self.writer.push_collapsed(line);
            }
        } else {
            self.writer.push_collapsed(text);
        }
    }

    fn is_skipped(&self, node: &NodeRef) -> bool {
        let name = node.node_name().unwrap_or_default();
        let names_hidden = ["script", "style", "noscript", "template", "head"];
        let style = node.attr("style").unwrap_or_default().to_ascii_lowercase();
        let is_hidden = names_hidden.contains(&&*name)
            || node.has_attr("hidden")
            || node.attr("aria-hidden").as_deref() == Some("true")
            || style.replace(' ', "").contains("display:none");
        is_hidden || self.skip_margins && is_margin(&name, node)
    }

    fn enter(&mut self, node: &NodeRef) -> Element {
        let name = node.node_name().unwrap_or_default().to_string();
        let is_block = !matches!(name.as_str(), "a" | "span" | "br" | "");
        if name == "br" {
            self.writer.push_break();
        }
        let is_cell = matches!(name.as_str(), "td" | "th");
        if is_cell && self.n_rows > 0 && !self.writer.is_fresh() {
            self.writer.push(" | ", None);
        } else if is_block && !is_cell {
            self.end_block();
        }
        self.n_rows += usize::from(name == "tr");
        let kind = kind_of(&name);
        self.kinds.extend(kind);
        let link = (name == "a").then(|| {
            let address = node.attr("href").unwrap_or_default().to_string();
            (self.writer.here(), address)
        });
        Element {
            is_block: is_block && !is_cell,
            has_kind: kind.is_some(),
            name,
            link,
        }
    }

    fn exit(&mut self, element: Element) {
        if let Some((start, address)) = element.link {
            self.link_bytes += self.writer.here().saturating_sub(start);
            self.writer.link(start, &address);
        }
        let is_long_cell = matches!(element.name.as_str(), "td" | "th")
            && self.writer.open_words().len() > MAX_CELL;
        if element.is_block || is_long_cell {
            self.end_block();
        }
        self.n_rows -= usize::from(element.name == "tr");
        if element.has_kind {
            self.kinds.pop();
        }
    }

    fn end_block(&mut self) {
        let mut kind = self.kinds.last().copied().unwrap_or(BlockKind::Paragraph);
        let words = self.writer.open_words();
        let is_cell = kind == BlockKind::Aside && self.n_rows > 0;
        if is_cell && words.len() > MAX_CELL && !words.contains(" | ") {
            kind = BlockKind::Paragraph;
        }
        let is_prose = matches!(kind, BlockKind::Paragraph | BlockKind::Quotation)
            && words.len() >= MIN_PROSE
            && self.link_bytes * 3 < words.len();
        if is_prose {
            self.prose.bytes += words.len();
        }
        self.link_bytes = 0;
        self.writer.end(kind);
    }
}

/// The kind that an element gives to its blocks, if it differs from its parent's.
fn kind_of(name: &str) -> Option<BlockKind> {
    match name {
        "h1" => Some(BlockKind::Heading(1)),
        "h2" => Some(BlockKind::Heading(2)),
        "h3" => Some(BlockKind::Heading(3)),
        "h4" => Some(BlockKind::Heading(4)),
        "h5" => Some(BlockKind::Heading(5)),
        "h6" => Some(BlockKind::Heading(6)),
        "li" | "dt" | "dd" => Some(BlockKind::ListItem),
        "blockquote" => Some(BlockKind::Quotation),
        "figure" | "figcaption" | "caption" | "pre" | "tr" => Some(BlockKind::Aside),
        _ => None,
    }
}

/// Whether an element is beside the article: navigation, footers, notices.
fn is_margin(name: &str, node: &NodeRef) -> bool {
    const WORDS: &[&str] = &[
        "cookie",
        "cookies",
        "consent",
        "gdpr",
        "newsletter",
        "sidebar",
        "comments",
        "related",
        "share",
        "sharing",
        "social",
        "breadcrumb",
        "breadcrumbs",
        "menu",
        "navbar",
        "promo",
        "advert",
        "advertisement",
        "subscribe",
        "footer",
        "nav",
    ];
    if matches!(name, "nav" | "footer" | "aside") {
        return true;
    }
    if matches!(name, "body" | "html" | "article" | "main" | "p" | "") {
        return false;
    }
    let role = node.attr("role").unwrap_or_default();
    if matches!(
        &*role,
        "navigation" | "banner" | "contentinfo" | "dialog" | "alertdialog"
    ) {
        return true;
    }
    let class = node.class().unwrap_or_default();
    let id = node.id_attr().unwrap_or_default();
    class
        .split(|c: char| !c.is_ascii_alphanumeric())
        .chain(id.split(|c: char| !c.is_ascii_alphanumeric()))
        .any(|word| WORDS.contains(&word.to_ascii_lowercase().as_str()))
}
