//! XML files as a tree of elements in one list, within limits.
//!
//! No document type is obeyed: an entity that XML does not define itself is a fault, so that
//! there is nothing to expand.

use std::borrow::Cow;

use quick_xml::escape::unescape;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::codes;
use crate::fault::{Fault, Span, quoted};

/// More elements than these make no network that is read here.
const MOST_ELEMENTS: usize = 1 << 20;
/// Elements within elements: networks have some five levels, and folders in folders.
const DEEPEST: usize = 64;
/// More attributes than these in one tag are not looked at.
const MOST_ATTRIBUTES: usize = 64;

/// A stretch of text between tags.
#[derive(Clone, Debug)]
pub(crate) struct Piece<'a> {
    /// Where it stands.
    pub(crate) start: usize,
    pub(crate) text: Cow<'a, str>,
}

/// One element.
#[derive(Debug)]
struct Node<'a> {
    /// What stands between `<` and `>`.
    tag: &'a str,
    name_len: usize,
    /// Where the tag stands.
    span: Span,
    /// The number after the last of the elements inside.
    end: usize,
    pieces: Vec<Piece<'a>>,
}

/// A file's elements, each before those inside it.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    nodes: Vec<Node<'a>>,
}

/// One element of a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'d, 'a> {
    document: &'d Document<'a>,
    number: usize,
}

/// The elements of a file.
///
/// # Errors
/// The first fault of its XML: what follows it has no sure meaning.
pub(crate) fn parse(text: &str) -> Result<Document<'_>, Box<Fault>> {
    // The reader would not count a byte order mark.
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut reader = Reader::from_str(&text[start..]);
    let position = |offset: u64| start + usize::try_from(offset).unwrap_or(0);
    let mut document = Document { nodes: Vec::new() };
    let mut open: Vec<usize> = Vec::new();
    loop {
        let before = position(reader.buffer_position());
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = text.floor_char_boundary(position(reader.error_position()));
                return Err(malformed(at, &error.to_string()));
            }
        };
        let span = before..position(reader.buffer_position());
        match event {
            Event::Eof => break,
            Event::Start(_) | Event::Empty(_) if document.nodes.len() >= MOST_ELEMENTS => {
                let message = format!("there are more than {MOST_ELEMENTS} elements");
                return Err(Box::new(Fault::error(codes::TOO_LARGE, span, message)));
            }
            Event::Start(_) if open.len() >= DEEPEST => {
                let message = format!("elements lie more than {DEEPEST} deep in one another");
                return Err(Box::new(Fault::error(codes::TOO_LARGE, span, message)));
            }
            Event::Start(tag) => {
                open.push(document.nodes.len());
                document.push(text, &tag, span, false);
            }
            Event::Empty(tag) => document.push(text, &tag, span, true),
            Event::End(_) => {
                if let Some(number) = open.pop() {
                    document.nodes[number].end = document.nodes.len();
                }
            }
            event => {
                if let Some(&number) = open.last() {
                    document.add_text(number, text, event, span)?;
                }
            }
        }
    }
    match open.last() {
        Some(&number) => Err(unclosed(&document.nodes[number])),
        None => Ok(document),
    }
}

fn malformed(at: usize, why: &str) -> Box<Fault> {
    let fault = Fault::error(codes::SYNTAX, at..at, "the file is not well-formed XML");
    Box::new(
        fault
            .label(why)
            .help("open it in the program that wrote it and save it again"),
    )
}

fn unclosed(node: &Node<'_>) -> Box<Fault> {
    let name = quoted(&node.tag[..node.name_len]);
    let message = format!("the element {name} is never closed");
    let fault = Fault::error(codes::ENDS_EARLY, node.span.clone(), message);
    Box::new(fault.help("the file seems to be cut off"))
}

impl<'a> Document<'a> {
    fn push(&mut self, text: &'a str, tag: &BytesStart<'_>, span: Span, is_empty: bool) {
        let number = self.nodes.len();
        let close = if is_empty { 2 } else { 1 };
        self.nodes.push(Node {
            tag: text
                .get(span.start + 1..span.end.saturating_sub(close))
                .unwrap_or_default(),
            name_len: tag.name().as_ref().len(),
            span,
            end: number + 1,
            pieces: Vec::new(),
        });
    }

    fn add_text(
        &mut self,
        number: usize,
        text: &'a str,
        event: Event<'_>,
        span: Span,
    ) -> Result<(), Box<Fault>> {
        const CDATA: (usize, usize) = ("<![CDATA[".len(), "]]>".len());
        let mut start = span.start;
        let text = match event {
            Event::Text(_) => Cow::Borrowed(text.get(span).unwrap_or_default()),
            Event::CData(_) => {
                start += CDATA.0;
                let inside = text.get(start..span.end.saturating_sub(CDATA.1));
                Cow::Borrowed(inside.unwrap_or_default())
            }
            Event::GeneralRef(_) => match unescape(text.get(span.clone()).unwrap_or_default()) {
                Ok(text) => Cow::Owned(text.into_owned()),
                Err(_) => {
                    let name = quoted(text.get(span.clone()).unwrap_or_default());
                    let message = format!("{name} is not defined");
                    let fault = Fault::error(codes::SYNTAX, span, message);
                    let help = "write the character itself; entities of a DTD are not read";
                    return Err(Box::new(fault.help(help)));
                }
            },
            _ => return Ok(()),
        };
        self.nodes[number].pieces.push(Piece { start, text });
        Ok(())
    }

    /// The outermost element.
    pub(crate) fn root(&self) -> Option<Element<'_, 'a>> {
        (!self.nodes.is_empty()).then_some(Element {
            document: self,
            number: 0,
        })
    }
}

impl<'d, 'a> Element<'d, 'a> {
    fn node(self) -> &'d Node<'a> {
        &self.document.nodes[self.number]
    }

    pub(crate) fn name(self) -> &'a str {
        let node = self.node();
        &node.tag[..node.name_len]
    }

    /// Where its opening tag stands.
    pub(crate) fn span(self) -> Span {
        self.node().span.clone()
    }

    /// The elements directly inside.
    pub(crate) fn children(self) -> impl Iterator<Item = Element<'d, 'a>> {
        let document = self.document;
        let end = self.node().end;
        let first = (self.number + 1 < end).then_some(self.number + 1);
        let next = move |&number: &usize| {
            let next = document.nodes[number].end;
            (next < end).then_some(next)
        };
        std::iter::successors(first, next).map(move |number| Element { document, number })
    }

    /// The first element of that name directly inside.
    pub(crate) fn child(self, name: &str) -> Option<Element<'d, 'a>> {
        self.children().find(|child| child.name() == name)
    }

    /// All elements inside, at any depth.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Element<'d, 'a>> {
        let document = self.document;
        (self.number + 1..self.node().end).map(move |number| Element { document, number })
    }

    /// The value of an attribute; none where it is not there or cannot be read.
    pub(crate) fn attribute(self, name: &str) -> Option<String> {
        let node = self.node();
        let mut attributes = Attributes::new(node.tag, node.name_len);
        let attributes = attributes.with_checks(false).take(MOST_ATTRIBUTES);
        let found = attributes.flatten().find(|a| a.key.as_ref() == name)?;
        unescape(&found.value).ok().map(Cow::into_owned)
    }

    /// The stretches of text directly inside.
    pub(crate) fn pieces(self) -> &'d [Piece<'a>] {
        &self.node().pieces
    }

    /// The text directly inside, without blanks around it.
    pub(crate) fn text(self) -> String {
        let text: String = self.pieces().iter().map(|piece| &*piece.text).collect();
        text.trim().to_owned()
    }
}

/// Text as it stands in XML, between tags or quotes.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    quick_xml::escape::escape(text)
}
