//! Markdown (CommonMark with tables, footnotes, strikethrough, task lists and front
//! matter): its rendered text, with its blocks.
//!
//! Emphasis, link addresses, images and footnote marks are not in the text; tags of
//! inline HTML are left out and what they enclose is kept; HTML blocks keep their text.

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::charset::Decoded;
use super::writer::Writer;
use super::{BlockKind, Document, front_matter, html};

/// The rendered text of a decoded Markdown file.
pub(super) fn read(decoded: &Decoded) -> Document {
    let text = decoded.text.as_str();
    let mut renderer = Renderer::default();
    // Front matter is only at a file's very start.
    let lead = text.len() - text.trim_start().len();
    for (event, range) in Parser::new_ext(&text[lead..], options()).into_offset_iter() {
        let raw = lead + range.start;
        let source = text.get(raw..lead + range.end).unwrap_or_default();
        renderer.take(event, source, raw);
    }
    let mut document = renderer.writer.finish(decoded.raw_start);
    document.metadata = front_matter::metadata(&renderer.front_matter);
    document
}

/// Whether a text opens with YAML or TOML front matter.
pub(super) fn has_front_matter(text: &str) -> bool {
    let mut lines = text.trim_start().lines();
    let Some(fence @ ("---" | "+++")) = lines.next().map(str::trim_end) else {
        return false;
    };
    let mut body = lines.take(100).take_while(|line| !line.trim().is_empty());
    body.any(|line| line.trim_end() == fence)
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
}

#[derive(Default)]
struct Renderer {
    writer: Writer,
    /// The kinds that open containers give to the blocks in them, innermost last.
    kinds: Vec<BlockKind>,
    /// Where open links start, and their addresses.
    links: Vec<(usize, String)>,
    /// The HTML block that is open.
    html: String,
    front_matter: String,
    in_front_matter: bool,
    n_images: usize,
}

impl Renderer {
    fn take(&mut self, event: Event, source: &str, raw: usize) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, source, raw),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => {
                // Within its backticks or dollars.
                let inside = source.find(&*code).filter(|_| !code.is_empty());
                let at = inside.map_or(raw, |i| raw + i);
                let source = if inside.is_some() { &*code } else { "" };
                self.text(&code, source, at);
            }
            Event::SoftBreak | Event::HardBreak => self.writer.push_break(),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(tag) => {
                let name = tag.trim_start_matches('<').get(..2);
                if name.is_some_and(|name| name.eq_ignore_ascii_case("br")) {
                    self.writer.push_break();
                }
            }
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn text(&mut self, text: &str, source: &str, raw: usize) {
        if self.in_front_matter {
            self.front_matter.push_str(text);
        } else if self.n_images == 0 {
            // Entities and the like do not stand in the file as they are read.
            self.writer.push(text, (text == source).then_some(raw));
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(level as u8)),
            Tag::BlockQuote(_) => self.open(BlockKind::Quotation),
            Tag::Item => self.open(BlockKind::ListItem),
            Tag::CodeBlock(_) | Tag::FootnoteDefinition(_) | Tag::TableHead | Tag::TableRow => {
                self.open(BlockKind::Aside);
            }
            Tag::TableCell if !self.writer.is_fresh() => self.writer.push(" | ", None),
            Tag::Link { dest_url, .. } => {
                self.links.push((self.writer.here(), dest_url.to_string()));
            }
            Tag::Image { .. } => self.n_images += 1,
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => {
                self.in_front_matter = true;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.writer.end(self.kind()),
            TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::TableHead
            | TagEnd::TableRow => {
                self.writer.end(self.kind());
                self.kinds.pop();
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.writer.end(self.kind());
                self.writer.push_collapsed(&html::text_of(&html));
                self.writer.end(BlockKind::Aside);
            }
            TagEnd::Link => {
                if let Some((start, address)) = self.links.pop() {
                    self.writer.link(start, &address);
                }
            }
            TagEnd::Image => self.n_images = self.n_images.saturating_sub(1),
            TagEnd::MetadataBlock(_) => self.in_front_matter = false,
            _ => {}
        }
    }

    /// Ends the block that is open and opens a container.
    fn open(&mut self, kind: BlockKind) {
        self.writer.end(self.kind());
        self.kinds.push(kind);
    }

    fn kind(&self) -> BlockKind {
        self.kinds.last().copied().unwrap_or(BlockKind::Paragraph)
    }
}
