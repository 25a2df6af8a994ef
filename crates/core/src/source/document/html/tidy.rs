//! HTML made small, well-formed and shallow before libraries see it.
//!
//! Kept are block elements, links and spans, with the few attributes that tell what they
//! are for. Every element is closed in order, so a parser's tree has the depth counted
//! here; past [`MAX_DEPTH`] or [`MAX_ELEMENTS`] tags become white space. This bounds what
//! in HTML parsers and in readability grows with the square of depth or recurses over it.
//! Character references are decoded, and the characters at which parsers cut a text in
//! pieces (or which they write as references) stand as noncharacters ([`unmasked`] gives them back): parsers put the pieces
//! together in time that grows with the square of their number.

use super::entities::Entities;
use super::scan::{Tag, Token};

/// Elements nest at most so deep.
const MAX_DEPTH: usize = 100;
/// A page has at most so many elements.
const MAX_ELEMENTS: usize = 100_000;
/// An attribute keeps at most so many bytes.
const MAX_VALUE: usize = 1024;

const AMPERSAND: char = '\u{FDD0}';
const LESS: char = '\u{FDD1}';
const LINE: char = '\u{FDD2}';
const GREATER: char = '\u{FDD3}';
const NO_BREAK: char = '\u{FDD4}';

/// A text of a tidied page as it was meant.
pub(super) fn unmasked(text: &str) -> String {
    let meant = text.chars().map(|c| match c {
        AMPERSAND => '&',
        LESS => '<',
        GREATER => '>',
        NO_BREAK => '\u{A0}',
        LINE => '\n',
        c => c,
    });
    meant.collect()
}

/// Tidied HTML and its size.
#[derive(Default)]
pub(super) struct Tidied {
    /// The content of a body.
    pub(super) html: String,
    /// How many elements it has.
    pub(super) n_elements: usize,
    entities: Entities,
    open: Vec<&'static str>,
    /// How many of the open elements a start tag can close.
    n_closable: usize,
}

/// What becomes of an element.
enum Fate {
    /// It is kept as a block of this name.
    Block(&'static str),
    /// It is kept within a line.
    Inline(&'static str),
    /// It is kept and has no end tag.
    Void(&'static str),
    /// It and all in it is not to be read.
    Hidden,
    /// Its tags are left out, its content stays.
    Dropped,
}

fn fate(name: &str) -> Fate {
    // In alphabetical order.
    const BLOCKS: &[&str] = &[
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    match name {
        "a" => Fate::Inline("a"),
        "span" | "time" => Fate::Inline("span"),
        "br" => Fate::Void("br"),
        "hr" => Fate::Void("hr"),
        "form" | "dir" | "menu" | "hgroup" | "dialog" => Fate::Block("div"),
        "button" | "select" | "svg" | "math" | "object" | "canvas" | "audio" | "video"
        | "template" | "datalist" | "map" | "applet" => Fate::Hidden,
        _ => match BLOCKS.binary_search(&name) {
            Ok(i) => Fate::Block(BLOCKS[i]),
            Err(_) => Fate::Dropped,
        },
    }
}

impl Tidied {
    /// Takes the next token.
    pub(super) fn take(&mut self, token: &Token) {
        match token {
            Token::Text(text) => self.text(text),
            Token::Start(tag) => self.start(tag),
            Token::End(name) => self.end(name),
            Token::Raw(..) => {}
        }
    }

    /// Closes what is still open.
    pub(super) fn finish(mut self) -> Tidied {
        self.close_to(0);
        self
    }

    fn text(&mut self, text: &str) {
        let keeps_lines = self.open.contains(&"pre");
        let decoded = self.entities.decode(text);
        self.html.extend(decoded.chars().map(|c| match c {
            '&' => AMPERSAND,
            '<' => LESS,
            '>' => GREATER,
            '\u{A0}' => NO_BREAK,
            '\n' if keeps_lines => LINE,
            '\n' | '\r' => ' ',
            '\0' | '\u{FDD0}'..='\u{FDEF}' => char::REPLACEMENT_CHARACTER,
            c => c,
        }));
    }

    fn start(&mut self, tag: &Tag) {
        match fate(&tag.name) {
            Fate::Block(name) => {
                self.close_implied(name);
                self.open(name, tag, "");
            }
            Fate::Inline("a") if tag.get("href").is_none() || self.open.contains(&"a") => {}
            Fate::Inline(name) => self.open(name, tag, ""),
            Fate::Hidden => self.open("span", tag, " hidden=\"\""),
            Fate::Void(name) => {
                if name == "hr" {
                    self.close_implied(name);
                }
                if self.n_elements < MAX_ELEMENTS {
                    self.n_elements += 1;
                    self.html.push('<');
                    self.html.push_str(name);
                    self.html.push('>');
                } else {
                    self.part();
                }
            }
            Fate::Dropped => {}
        }
    }

    fn open(&mut self, name: &'static str, tag: &Tag, more: &str) {
        if self.open.len() >= MAX_DEPTH || self.n_elements >= MAX_ELEMENTS {
            self.part();
            return;
        }
        self.n_elements += 1;
        self.open.push(name);
        self.n_closable += usize::from(is_closable(name));
        self.html.push('<');
        self.html.push_str(name);
        for key in [
            "class",
            "id",
            "href",
            "hidden",
            "style",
            "aria-hidden",
            "role",
            "rel",
            "itemprop",
        ] {
            if let Some(value) = tag.get(key) {
                let value = &value[..value.floor_char_boundary(MAX_VALUE)];
                let value = value.replace('"', "&quot;");
                self.html.extend([" ", key, "=\"", &value, "\""]);
            }
        }
        self.html.push_str(more);
        self.html.push('>');
    }

    fn end(&mut self, name: &str) {
        let (name, is_block) = match fate(name) {
            Fate::Block(name) => (name, true),
            Fate::Inline(name) => (name, false),
            Fate::Hidden => ("span", false),
            Fate::Void(_) | Fate::Dropped => return,
        };
        match self.find(stops(name), |open| {
            open == name || is_heading(open) && is_heading(name)
        }) {
            Some(at) => self.close_to(at),
            None if is_block => self.html.push('\n'),
            None => {}
        }
    }

    /// Closes what the start of `name` closes by the rules of HTML.
    fn close_implied(&mut self, name: &str) {
        if self.n_closable == 0 {
            return;
        }
        let closes = |open: &str| match name {
            "li" => open == "li",
            "dt" | "dd" => matches!(open, "dt" | "dd"),
            "td" | "th" => matches!(open, "td" | "th"),
            "tr" => open == "tr",
            "thead" | "tbody" | "tfoot" | "caption" => {
                matches!(open, "thead" | "tbody" | "tfoot" | "caption")
            }
            _ => open == "p" || is_heading(open) && is_heading(name),
        };
        if let Some(at) = self.find(stops(name), closes) {
            self.close_to(at);
        } else if matches!(name, "li" | "dt" | "dd")
            && let Some(at) = self.find(stops("p"), |open| open == "p")
        {
            self.close_to(at);
        }
    }

    /// Parts the words on both sides of a tag that is left out.
    fn part(&mut self) {
        if !self.html.ends_with(' ') {
            self.html.push(' ');
        }
    }

    /// The innermost open element that is `wanted`, looking out as far as one of `stops`.
    fn find(&self, stops: &[&str], wanted: impl Fn(&str) -> bool) -> Option<usize> {
        for (at, open) in self.open.iter().enumerate().rev() {
            if wanted(open) {
                return Some(at);
            }
            if stops.contains(open) {
                return None;
            }
        }
        None
    }

    fn close_to(&mut self, at: usize) {
        for name in self.open.drain(at..).rev() {
            self.n_closable -= usize::from(is_closable(name));
            self.html.extend(["</", name, ">"]);
        }
    }
}

/// Whether the start of some other element can close this one.
fn is_closable(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "p" | "li" | "dt" | "dd" | "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "caption"
        )
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements out of which a tag of this name does not reach.
fn stops(name: &str) -> &'static [&'static str] {
    match name {
        "table" => &[],
        "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "caption" => &["table"],
        "li" => &["ul", "ol", "table", "td", "th", "caption"],
        "dt" | "dd" => &["dl", "table", "td", "th", "caption"],
        _ => &["table", "td", "th", "caption"],
    }
}
