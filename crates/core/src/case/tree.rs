//! TOML text as a tree of tables and values with their places, whatever is wrong with it.
//!
//! Built on the events of `toml_parser`, as its own `toml` crate is, but it keeps what a
//! checker needs and a deserialiser does not: both places of a key written twice, what
//! stands in the second, and the order of the file.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::lexer::{Token, TokenKind};
use toml_parser::parser::{EventReceiver, parse_document};
use toml_parser::{ErrorSink, ParseError, Raw, Source};

use super::keys;
use crate::source::Span;

/// How deep values, and the parts of a dotted key, may be nested.
pub(crate) const MAX_DEPTH: usize = 16;

/// How many syntax errors are kept.
const MAX_ERRORS: usize = 1000;

/// A table of a [`Tree`], as an index into [`Tree::tables`].
pub(crate) type TableId = usize;

/// The top of the file.
pub(crate) const ROOT: TableId = 0;

/// A whole file.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    /// All tables; the first is the top of the file.
    pub(crate) tables: Vec<Table>,
    /// What is wrong with the text as TOML.
    pub(crate) errors: Vec<SyntaxError>,
    /// Whether a stretch of the file was swallowed, so that what seems missing may be there.
    pub(crate) lost: bool,
}

/// One table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Its entries in the order of the file.
    pub(crate) entries: Vec<Entry>,
    index: BTreeMap<String, usize>,
    form: Form,
}

/// How a table came to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Form {
    /// As the parent of another table's header.
    #[default]
    Implicit,
    /// By its own header.
    Header,
    /// As the parent in a dotted key.
    Dotted,
    /// In braces.
    Inline,
}

/// One key and its value.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The key.
    pub(crate) key: String,
    /// Where it stands.
    pub(crate) key_span: Span,
    /// The value.
    pub(crate) node: Node,
    /// Whether the table has the same key before: a fault, told among the errors.
    pub(crate) repeated: bool,
}

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// What it is.
    pub(crate) value: Value,
    /// Where it stands; of a table with a header, the header.
    pub(crate) span: Span,
}

/// A value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// A string, decoded.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Another number.
    Float(f64),
    /// `true` or `false`.
    Bool(bool),
    /// A date, time or both, as written.
    Date(String),
    /// A list; `tables` tells `[[lists]]` from `[lists]`.
    Array {
        /// Its elements.
        items: Vec<Node>,
        /// Whether it was written with headers.
        tables: bool,
    },
    /// A table.
    Table(TableId),
    /// Something that cannot be read; told among the errors.
    Invalid,
}

/// One thing that is wrong with the text as TOML.
#[derive(Debug)]
pub(crate) enum SyntaxError {
    /// It cannot be read.
    Malformed {
        /// What is wrong.
        message: String,
        /// What should stand there.
        expected: Option<String>,
        /// Where.
        span: Span,
        /// What it belongs to: the bracket that is not closed, say.
        context: Option<Span>,
        /// The whole of the value that cannot be read, where it is one.
        value: Option<Span>,
    },
    /// A key or table that is there already.
    Duplicate {
        /// The key.
        key: String,
        /// Where it is written again.
        span: Span,
        /// Where it was written first.
        first: Span,
    },
    /// Nested too deeply.
    TooDeep(Span),
}

impl Table {
    /// The entry with that key: the first, where there are several.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        self.index.get(key).map(|&i| &self.entries[i])
    }

    fn push(&mut self, key: Key, node: Node) {
        let repeated = self.index.contains_key(&key.text);
        if !repeated {
            self.index.insert(key.text.clone(), self.entries.len());
        }
        self.entries.push(Entry {
            key: key.text,
            key_span: key.span,
            node,
            repeated,
        });
    }
}

/// Reads `text` as TOML. Time is linear in its length but for a logarithm.
pub(crate) fn read(text: &str) -> Tree {
    let tokens = Source::new(text).lex().into_vec();
    let tree = read_chunks(text, &[&tokens]);
    if tree.errors.iter().any(is_unclosed) {
        // A bracket that is never closed swallows all tables after it: read each by itself.
        read_chunks(text, &chunks(text, &tokens))
    } else {
        tree
    }
}

fn read_chunks(text: &str, chunks: &[&[Token]]) -> Tree {
    let errors = RefCell::new(Vec::new());
    let mut builder = Builder::new(text, &errors);
    for chunk in chunks {
        parse_document(chunk, &mut builder, &mut Sink(&errors));
        builder.end_chunk();
    }
    let mut tree = builder.tree;
    tree.errors = errors.into_inner();
    tree
}

fn is_unclosed(error: &SyntaxError) -> bool {
    matches!(error, SyntaxError::Malformed { message, context: Some(_), .. }
        if message == UNCLOSED_ARRAY || message == UNCLOSED_TABLE)
}

const UNCLOSED_ARRAY: &str = "unclosed array";
const UNCLOSED_TABLE: &str = "unclosed inline table";

/// The tokens, cut before each header at the start of a line that names a table of a case.
fn chunks<'t>(text: &str, tokens: &'t [Token]) -> Vec<&'t [Token]> {
    let mut cuts = vec![0];
    for i in 1..tokens.len() {
        let line_start = tokens[i - 1].kind() == TokenKind::Newline;
        if line_start && is_case_header(text, &tokens[i..]) {
            cuts.push(i);
        }
    }
    cuts.push(tokens.len());
    cuts.windows(2).map(|cut| &tokens[cut[0]..cut[1]]).collect()
}

fn is_case_header(text: &str, tokens: &[Token]) -> bool {
    let brackets = tokens
        .iter()
        .take(2)
        .take_while(|token| token.kind() == TokenKind::LeftSquareBracket)
        .count();
    let (Some(name), Some(next)) = (tokens.get(brackets), tokens.get(brackets + 1)) else {
        return false;
    };
    let name = &text[name.span().start()..name.span().end()];
    let ends = matches!(next.kind(), TokenKind::Dot | TokenKind::RightSquareBracket);
    brackets > 0 && ends && keys::TABLES[1..].iter().any(|table| table.name == name)
}

/// Takes what `toml_parser` complains of.
struct Sink<'a>(&'a RefCell<Vec<SyntaxError>>);

impl ErrorSink for Sink<'_> {
    fn report_error(&mut self, error: ParseError) {
        let mut errors = self.0.borrow_mut();
        if errors.len() < MAX_ERRORS {
            errors.push(malformed(&error));
        }
    }
}

fn malformed(error: &ParseError) -> SyntaxError {
    let context = error.context().map(place);
    let at = error
        .unexpected()
        .map(place)
        .or(context)
        .unwrap_or_default();
    SyntaxError::Malformed {
        message: error.description().to_owned(),
        expected: error.expected().and_then(expected),
        span: at,
        context,
        value: None,
    }
}

fn expected(list: &[toml_parser::Expected]) -> Option<String> {
    let words: Vec<String> = list
        .iter()
        .map(|expected| match expected {
            toml_parser::Expected::Literal("\n") => "a new line".to_owned(),
            toml_parser::Expected::Literal(text) => format!("`{text}`"),
            toml_parser::Expected::Description(text) => (*text).to_owned(),
            _ => "something else".to_owned(),
        })
        .collect();
    (!words.is_empty()).then(|| words.join(" or "))
}

fn place(span: toml_parser::Span) -> Span {
    Span::new(span.start(), span.end())
}

#[derive(Clone, Debug)]
struct Key {
    text: String,
    span: Span,
    /// Nothing, where a key should stand; told among the errors.
    missing: bool,
}

/// A value in brackets or braces that is not closed yet.
struct Frame {
    kind: FrameKind,
    start: usize,
    /// In braces: the key whose value comes next.
    pending: Vec<Key>,
    /// Errors before it was opened.
    n_errors: usize,
    /// Whether something in it is nested too deeply, so that nothing is said of the whole.
    too_deep: bool,
}

enum FrameKind {
    Array(Vec<Node>),
    Inline(TableId),
    /// Too deep, or where a key should stand: nothing in it is read.
    Ignored,
}

/// A header that is being read: where it starts, and whether it is `[[doubled]]`.
#[derive(Clone, Copy)]
struct Header {
    start: usize,
    doubled: bool,
}

/// Builds the tree from the parser's events.
struct Builder<'a> {
    source: Source<'a>,
    len: usize,
    errors: &'a RefCell<Vec<SyntaxError>>,
    tree: Tree,
    /// The table that keys at the start of a line go into.
    current: TableId,
    header: Option<Header>,
    /// The parts of the key that is being read.
    key: Vec<Key>,
    /// At the top level: the key whose value comes next.
    pending: Vec<Key>,
    /// The table and place in it of the value that this line has given.
    last: Option<(TableId, usize)>,
    frames: Vec<Frame>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, errors: &'a RefCell<Vec<SyntaxError>>) -> Builder<'a> {
        let root = Table {
            form: Form::Header,
            ..Table::default()
        };
        Builder {
            source: Source::new(text),
            len: text.len(),
            errors,
            tree: Tree {
                tables: vec![root],
                ..Tree::default()
            },
            current: ROOT,
            header: None,
            key: Vec::new(),
            pending: Vec::new(),
            last: None,
            frames: Vec::new(),
        }
    }

    fn note(&self, error: SyntaxError) {
        let mut errors = self.errors.borrow_mut();
        if errors.len() < MAX_ERRORS {
            errors.push(error);
        }
    }

    fn n_errors(&self) -> usize {
        self.errors.borrow().len()
    }

    /// Ends whatever a chunk left open.
    fn end_chunk(&mut self) {
        self.end_header(self.len);
        while let Some(frame) = self.frames.pop() {
            self.tree.lost = true;
            self.value(Node {
                value: Value::Invalid,
                span: Span::new(frame.start, self.len),
            });
        }
        self.key.clear();
        self.pending.clear();
    }

    /// Ends a header, closed or not.
    fn end_header(&mut self, end: usize) {
        let Some(header) = self.header.take() else {
            return;
        };
        let span = Span::new(header.start, end);
        let mut path = std::mem::take(&mut self.key);
        let Some(last) = path.pop() else {
            return;
        };
        self.current = if path.len() >= MAX_DEPTH {
            self.note(SyntaxError::TooDeep(span));
            self.table(Form::Header)
        } else {
            self.open_table(&path, last, span, header.doubled)
        };
    }

    fn table(&mut self, form: Form) -> TableId {
        self.tree.tables.push(Table {
            form,
            ..Table::default()
        });
        self.tree.tables.len() - 1
    }

    /// The table that a header opens; a detached one when it cannot be.
    fn open_table(&mut self, path: &[Key], last: Key, span: Span, doubled: bool) -> TableId {
        if last.missing || path.iter().any(|key| key.missing) {
            return self.table(Form::Header);
        }
        let Some(parent) = self.descend(ROOT, path, Form::Implicit) else {
            return self.table(Form::Header);
        };
        let found = self.tree.tables[parent].get(&last.text);
        let first = found.map(|entry| entry.key_span);
        match found.map(|entry| &entry.node.value) {
            Some(Value::Table(id)) if !doubled && self.tree.tables[*id].form == Form::Implicit => {
                let id = *id;
                self.tree.tables[id].form = Form::Header;
                self.set_span(parent, &last, span);
                return id;
            }
            Some(Value::Array { tables: true, .. }) if doubled => {
                let id = self.table(Form::Header);
                self.append(parent, &last.text, id, span);
                return id;
            }
            _ => {}
        }
        if let Some(first) = first {
            self.note(SyntaxError::Duplicate {
                key: last.text.clone(),
                span: last.span,
                first,
            });
        }
        let id = self.table(Form::Header);
        let table = Node {
            value: Value::Table(id),
            span,
        };
        let node = if doubled {
            let items = vec![table];
            let value = Value::Array {
                items,
                tables: true,
            };
            Node { value, span }
        } else {
            table
        };
        self.tree.tables[parent].push(last, node);
        id
    }

    /// Makes an implicit table's own header its place.
    fn set_span(&mut self, parent: TableId, key: &Key, span: Span) {
        let table = &mut self.tree.tables[parent];
        if let Some(&i) = table.index.get(&key.text) {
            table.entries[i].node.span = span;
            table.entries[i].key_span = key.span;
        }
    }

    fn append(&mut self, parent: TableId, key: &str, id: TableId, span: Span) {
        let table = &mut self.tree.tables[parent];
        let Some(&i) = table.index.get(key) else {
            return;
        };
        if let Value::Array { items, .. } = &mut table.entries[i].node.value {
            items.push(Node {
                value: Value::Table(id),
                span,
            });
        }
    }

    /// The table at `path` below `from`, made where there is none; `None`, with an error,
    /// where something else stands there.
    fn descend(&mut self, from: TableId, path: &[Key], form: Form) -> Option<TableId> {
        let mut at = from;
        for key in path {
            let found = self.tree.tables[at].get(&key.text);
            let next = match found.map(|entry| &entry.node.value) {
                None => {
                    let id = self.table(form);
                    let value = Value::Table(id);
                    let span = key.span;
                    self.tree.tables[at].push(key.clone(), Node { value, span });
                    id
                }
                Some(Value::Table(id)) => *id,
                Some(Value::Array {
                    items,
                    tables: true,
                }) if form == Form::Implicit => match items.last().map(|node| &node.value) {
                    Some(Value::Table(id)) => *id,
                    _ => return None,
                },
                Some(Value::Invalid) => return None,
                Some(_) => usize::MAX,
            };
            let open = self
                .tree
                .tables
                .get(next)
                .is_some_and(|table| may_enter(table.form, form));
            if !open {
                let first = self.tree.tables[at].get(&key.text)?.key_span;
                self.note(SyntaxError::Duplicate {
                    key: key.text.clone(),
                    span: key.span,
                    first,
                });
                return None;
            }
            if form == Form::Dotted {
                self.tree.tables[next].form = form;
            }
            at = next;
        }
        Some(at)
    }

    /// Puts a value where it belongs.
    fn value(&mut self, node: Node) {
        let (table, mut path) = match self.frames.last_mut() {
            None => (self.current, std::mem::take(&mut self.pending)),
            Some(frame) => match &mut frame.kind {
                FrameKind::Array(items) => {
                    items.push(node);
                    return;
                }
                FrameKind::Ignored => return,
                FrameKind::Inline(id) => (*id, std::mem::take(&mut frame.pending)),
            },
        };
        if path.iter().any(|key| key.missing) {
            return;
        }
        let Some(last) = path.pop() else {
            return;
        };
        if path.len() >= MAX_DEPTH {
            self.note(SyntaxError::TooDeep(last.span));
            return;
        }
        let Some(parent) = self.descend(table, &path, Form::Dotted) else {
            return;
        };
        if let Some(first) = self.tree.tables[parent].get(&last.text) {
            self.note(SyntaxError::Duplicate {
                key: last.text.clone(),
                span: last.span,
                first: first.key_span,
            });
        }
        self.tree.tables[parent].push(last, node);
        if self.frames.is_empty() {
            self.last = Some((parent, self.tree.tables[parent].entries.len() - 1));
        }
    }

    /// Forgets what the value of this line is.
    fn spoil_last(&mut self) {
        if let Some((table, i)) = self.last.take()
            && let Some(entry) = self.tree.tables[table].entries.get_mut(i)
        {
            entry.node.value = Value::Invalid;
        }
    }

    fn open(&mut self, kind: FrameKind, span: toml_parser::Span) -> bool {
        let deep = self.frames.len() >= MAX_DEPTH;
        if deep {
            self.note(SyntaxError::TooDeep(place(span)));
        }
        let kind = if deep { FrameKind::Ignored } else { kind };
        self.frames.push(Frame {
            kind,
            start: span.start(),
            pending: Vec::new(),
            n_errors: self.n_errors(),
            too_deep: deep,
        });
        !deep
    }

    fn close(&mut self, is_array: bool, span: toml_parser::Span) {
        let fits = |frame: &mut Frame| match frame.kind {
            FrameKind::Array(_) => is_array,
            FrameKind::Inline(_) => !is_array,
            FrameKind::Ignored => true,
        };
        let Some(frame) = self.frames.pop_if(fits) else {
            return;
        };
        self.key.clear();
        let span = Span::new(frame.start, span.end().max(frame.start));
        if let Some(outer) = self.frames.last_mut() {
            outer.too_deep |= frame.too_deep;
        }
        let value = if self.was_unclosed(&frame) || frame.too_deep {
            Value::Invalid
        } else {
            match frame.kind {
                FrameKind::Array(items) => Value::Array {
                    items,
                    tables: false,
                },
                FrameKind::Inline(id) => Value::Table(id),
                FrameKind::Ignored => Value::Invalid,
            }
        };
        self.value(Node { value, span });
    }

    /// Whether the frame was closed by the end of the text. If so, of the errors in it only
    /// this one is kept, and told of the bracket: the rest come from reading on.
    fn was_unclosed(&self, frame: &Frame) -> bool {
        let mut errors = self.errors.borrow_mut();
        if !errors.last().is_some_and(is_unclosed) || errors.len() <= frame.n_errors {
            return false;
        }
        errors.truncate(frame.n_errors + 1);
        let (message, bracket) = match frame.kind {
            FrameKind::Inline(_) => (UNCLOSED_TABLE, "}"),
            _ => (UNCLOSED_ARRAY, "]"),
        };
        let span = Span::new(frame.start, (frame.start + 1).min(self.len));
        errors[frame.n_errors] = SyntaxError::Malformed {
            message: message.to_owned(),
            expected: Some(format!("`{bracket}`")),
            span,
            context: Some(span),
            value: None,
        };
        true
    }

    fn raw(&self, span: toml_parser::Span, encoding: Option<Encoding>) -> Raw<'a> {
        let text = self
            .source
            .input()
            .get(span.start()..span.end())
            .unwrap_or_default();
        Raw::new_unchecked(text, encoding, span)
    }

    fn scalar_value(&self, span: toml_parser::Span, encoding: Option<Encoding>) -> Value {
        let before = self.n_errors();
        let mut text = Cow::Borrowed("");
        let raw = self.raw(span, encoding);
        let kind = raw.decode_scalar(&mut text, &mut Sink(self.errors));
        if self.n_errors() > before || self.n_errors() >= MAX_ERRORS {
            self.keep_one(before, place(span));
            return Value::Invalid;
        }
        match kind {
            ScalarKind::String => Value::Text(text.into_owned()),
            ScalarKind::Boolean(value) => Value::Bool(value),
            ScalarKind::DateTime => Value::Date(text.into_owned()),
            ScalarKind::Float => text.parse().map_or(Value::Invalid, Value::Float),
            ScalarKind::Integer(radix) => i64::from_str_radix(&text, radix.value())
                .map_or(Value::Float(f64::INFINITY), Value::Integer),
        }
    }

    /// Keeps one error of a value, with the place of all of it.
    fn keep_one(&self, before: usize, at: Span) {
        let mut errors = self.errors.borrow_mut();
        errors.truncate(before + 1);
        if let Some(SyntaxError::Malformed { value, .. }) = errors.get_mut(before) {
            *value = Some(at);
        }
    }
}

/// Whether a table of form `have` may be entered by a header (`Implicit`) or a dotted key.
fn may_enter(have: Form, by: Form) -> bool {
    match have {
        Form::Inline => false,
        Form::Implicit | Form::Dotted => true,
        Form::Header => by == Form::Implicit,
    }
}

impl EventReceiver for Builder<'_> {
    fn std_table_open(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.key.clear();
        self.header = Some(Header {
            start: span.start(),
            doubled: false,
        });
    }

    fn array_table_open(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.key.clear();
        self.header = Some(Header {
            start: span.start(),
            doubled: true,
        });
    }

    fn std_table_close(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.end_header(span.end());
    }

    fn array_table_close(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.end_header(span.end());
    }

    fn inline_table_open(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) -> bool {
        let id = self.table(Form::Inline);
        self.open(FrameKind::Inline(id), span)
    }

    fn inline_table_close(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.close(false, span);
    }

    fn array_open(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) -> bool {
        self.open(FrameKind::Array(Vec::new()), span)
    }

    fn array_close(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.close(true, span);
    }

    fn simple_key(
        &mut self,
        span: toml_parser::Span,
        encoding: Option<Encoding>,
        _: &mut dyn ErrorSink,
    ) {
        let mut text = Cow::Borrowed("");
        self.raw(span, encoding)
            .decode_key(&mut text, &mut Sink(self.errors));
        self.key.push(Key {
            missing: encoding.is_none() && span.is_empty(),
            text: text.into_owned(),
            span: place(span),
        });
    }

    fn key_val_sep(&mut self, _: toml_parser::Span, _: &mut dyn ErrorSink) {
        let key = std::mem::take(&mut self.key);
        match self.frames.last_mut() {
            Some(frame) => frame.pending = key,
            None => self.pending = key,
        }
    }

    fn scalar(
        &mut self,
        span: toml_parser::Span,
        encoding: Option<Encoding>,
        _: &mut dyn ErrorSink,
    ) {
        let value = self.scalar_value(span, encoding);
        let multi_line = matches!(
            encoding,
            Some(Encoding::MlBasicString | Encoding::MlLiteralString)
        );
        if multi_line && span.end() == self.len && matches!(value, Value::Invalid) {
            self.tree.lost = true;
        }
        self.value(Node {
            value,
            span: place(span),
        });
    }

    fn error(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        if self.frames.is_empty() {
            // Something stands after a header or value that should have ended: what is read
            // of it is not what was meant.
            if self.header.take().is_some() {
                self.key.clear();
                self.current = self.table(Form::Header);
            }
            self.spoil_last();
            return;
        }
        // Where a key should stand in braces, the parser skips a bracket up to its close,
        // which it tells, without telling of the opening.
        let in_braces =
            matches!(self.frames.last(), Some(f) if matches!(f.kind, FrameKind::Inline(_)));
        if in_braces && matches!(self.raw(span, None).as_str(), "[" | "{") {
            self.frames.push(Frame {
                kind: FrameKind::Ignored,
                start: span.start(),
                pending: Vec::new(),
                n_errors: self.n_errors(),
                too_deep: false,
            });
        }
    }

    fn value_sep(&mut self, _: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.key.clear();
    }

    fn comment(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.raw(span, None).decode_comment(&mut Sink(self.errors));
    }

    fn newline(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.raw(span, None).decode_newline(&mut Sink(self.errors));
        if self.frames.is_empty() {
            self.end_header(span.start());
            self.key.clear();
            self.pending.clear();
            self.last = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn same(tree: &Tree, ours: &Value, theirs: &toml::Value) -> bool {
        match (ours, theirs) {
            (Value::Text(ours), toml::Value::String(theirs)) => ours == theirs,
            (Value::Integer(ours), toml::Value::Integer(theirs)) => ours == theirs,
            (Value::Float(ours), toml::Value::Float(theirs)) => ours.total_cmp(theirs).is_eq(),
            (Value::Bool(ours), toml::Value::Boolean(theirs)) => ours == theirs,
            (Value::Date(ours), toml::Value::Datetime(theirs)) => *ours == theirs.to_string(),
            (Value::Array { items, .. }, toml::Value::Array(theirs)) => {
                items.len() == theirs.len()
                    && items
                        .iter()
                        .zip(theirs)
                        .all(|(ours, theirs)| same(tree, &ours.value, theirs))
            }
            (Value::Table(id), toml::Value::Table(theirs)) => {
                let ours = &tree.tables[*id].entries;
                ours.len() == theirs.len()
                    && ours.iter().all(|ours| {
                        let theirs = theirs.get(&ours.key);
                        theirs.is_some_and(|theirs| same(tree, &ours.node.value, theirs))
                    })
            }
            _ => false,
        }
    }

    fn is_duplicate(error: &SyntaxError) -> bool {
        matches!(error, SyntaxError::Duplicate { .. })
    }

    /// Holds the tree against the reading of the `toml` crate.
    fn check(text: &str) {
        let tree = read(text);
        match toml::from_str::<toml::Table>(text) {
            // The `toml` crate lets a dotted key reach into a list of tables; TOML does not.
            Ok(_) if text.contains("[[") && !tree.errors.is_empty() => {
                assert!(tree.errors.iter().all(is_duplicate), "{text}");
            }
            Ok(table) => {
                assert!(tree.errors.is_empty(), "{text}\n{:?}", tree.errors);
                let theirs = toml::Value::Table(table);
                assert!(
                    same(&tree, &Value::Table(ROOT), &theirs),
                    "{text}\n{tree:?}"
                );
            }
            Err(error) => assert!(!tree.errors.is_empty(), "{text}\n{error}"),
        }
    }

    #[test]
    fn the_sound_case_reads_as_by_the_toml_crate() {
        check(include_str!("../../tests/data/sound.toml"));
        check(include_str!("template.toml"));
    }

    #[test]
    fn what_toml_allows_and_forbids() {
        for text in [
            "[a.b]\n[a]\nc = 1\n",
            "[a]\nb.c = 1\nb.d = 2\n",
            "[a]\nb.c = 1\n[a.b]\nd = 2\n",
            "[a.b]\nx = 1\n[a]\nb.y = 2\n",
            "a = { b = 1 }\n[a.c]\n",
            "a = { b = 1 }\na.c = 2\n",
            "a = { b.c = 1, b.d = 2 }\n",
            "a = [{ b = 1 }]\n[[a]]\n",
            "[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3\n",
            "[[a]]\n[a]\n",
            "[a]\n[[a]]\n",
            "a = 1\n[a]\n",
            "a = 1\na.b = 2\n",
            "\"\" = 1\n'x y' = 2\n",
            "a = \"\"\"\nb\"\"\"\nc = '''d'''\n",
        ] {
            check(text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn tables_and_keys_read_as_by_the_toml_crate(
            lines in prop::collection::vec(
                r"\[[ab](\.[ab]){0,2}\]|\[\[[ab](\.[ab])?\]\]|[abc](\.[abc]){0,2} = (1|'x'|\{ a = 1 \}|\{ b\.c = 2, b\.a = 3 \}|\[\]|\[\{ a = 1 \}\])",
                0..7,
            )
        ) {
            check(&lines.join("\n"));
        }

        #[test]
        fn marks_read_as_by_the_toml_crate(
            text in r#"([\[\]{}=,."'# \n]|a|b|1|"x"|true){0,24}"#
        ) {
            check(&text);
        }
    }
}
