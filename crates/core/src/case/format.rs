//! The canonical form of a case file: tables and keys in the order of [`keys`](super::keys),
//! `=` aligned, one empty line between tables.
//!
//! Works on lines of the text, not on values: what is written as a value, and every comment,
//! comes out byte for byte. Items keep the order that the file has them in, for it may mean
//! something to their author. A comment goes with what it stands directly above, else with
//! what it stands directly below, else with what follows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use toml_parser::parser::{Event, EventKind, parse_document};
use toml_parser::{ParseError, Source};

use super::keys::{HISTORY_KEYS, Key, QUOTE_KEYS, REVISION_KEYS, Shape, TABLES};

/// Keys longer than this many characters do not move the `=` of their neighbours.
const ALIGNED_KEY: usize = 24;

/// The canonical form of a case file; `None` when the text is not well-formed TOML.
///
/// The canonical form of the result is the result. What the text means stays the same;
/// should it not (that would be a fault of this function), the text comes back unchanged.
pub fn format(text: &str) -> Option<String> {
    let before: toml::Table = toml::from_str(text).ok()?;
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    let formatted = format!("{mark}{}", layout(body));
    match toml::from_str::<toml::Table>(&formatted) {
        Ok(after) if after == before => Some(formatted),
        _ => Some(text.to_owned()),
    }
}

/// A line without a statement: a comment, or `None` for any number of empty lines.
type Line<'a> = Option<&'a str>;

/// A header or a key with its value.
#[derive(Debug, Default)]
struct Statement<'a> {
    /// Comments and empty lines above it.
    lead: Vec<Line<'a>>,
    /// The parts of the header or key.
    path: Vec<String>,
    /// `[a]`, not `a = 1`.
    is_header: bool,
    /// `[[a]]`, not `[a]`.
    is_array: bool,
    /// The key as written; empty for a header.
    key: &'a str,
    /// The value or the whole header, as written.
    body: &'a str,
    /// The comment on its last line, with the white space before it.
    comment: &'a str,
    /// Comments directly below it.
    tail: Vec<&'a str>,
}

/// A header with the keys below it; the first block has no header.
#[derive(Debug, Default)]
struct Block<'a> {
    header: Option<Statement<'a>>,
    pairs: Vec<Statement<'a>>,
}

/// A whole file in pieces.
#[derive(Debug, Default)]
struct File<'a> {
    /// Comments at the top that belong to no statement.
    opening: Vec<Line<'a>>,
    blocks: Vec<Block<'a>>,
    /// Comments at the end that belong to no statement.
    closing: Vec<Line<'a>>,
}

/// The canonical form of well-formed TOML.
fn layout(text: &str) -> String {
    let newline = if text.find('\n').is_some_and(|n| text[..n].ends_with('\r')) {
        "\r\n"
    } else {
        "\n"
    };
    let mut file = gather(scan(text));
    sort_blocks(&mut file.blocks);
    for block in &mut file.blocks {
        let path = block.header.as_ref().map_or(&[][..], |header| &header.path);
        let order = key_order(path);
        block.pairs.sort_by_key(|pair| order(&pair.path));
    }
    Writer::default().file(&file).finish(newline)
}

/// One piece of the text.
enum Piece<'a> {
    Line(Line<'a>),
    Statement(Statement<'a>),
}

/// Cuts the text into statements, comments and empty lines.
fn scan(text: &str) -> Vec<Piece<'_>> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    let mut error: Option<ParseError> = None;
    parse_document(&tokens, &mut events, &mut error);
    let mut scanner = Scanner {
        text,
        ..Scanner::default()
    };
    for event in events {
        scanner.event(event);
    }
    scanner.pieces
}

#[derive(Default)]
struct Scanner<'a> {
    text: &'a str,
    pieces: Vec<Piece<'a>>,
    /// How many arrays and inline tables are open.
    depth: usize,
    statement: Statement<'a>,
    /// Where the statement's key starts and ends, and where its value starts.
    key: Option<(usize, usize)>,
    body: Option<usize>,
    /// Where the statement that this line ends with ended.
    ended: Option<usize>,
    /// Whether the line holds a comment only.
    commented: bool,
}

impl<'a> Scanner<'a> {
    fn event(&mut self, event: Event) {
        let (start, end) = (event.span().start(), event.span().end());
        match event.kind() {
            EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                self.body.get_or_insert(start);
                self.depth += 1;
            }
            EventKind::ArrayClose | EventKind::InlineTableClose => {
                self.depth = self.depth.saturating_sub(1);
                self.end_value(end);
            }
            EventKind::Scalar => {
                self.body.get_or_insert(start);
                self.end_value(end);
            }
            _ if self.depth > 0 => {}
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                self.statement.is_header = true;
                self.statement.is_array = event.kind() == EventKind::ArrayTableOpen;
                self.body = Some(start);
            }
            EventKind::StdTableClose | EventKind::ArrayTableClose => self.end(end),
            EventKind::SimpleKey => self.part(event),
            EventKind::Comment => self.comment(start, end),
            EventKind::Newline => self.newline(),
            _ => {}
        }
    }

    /// One part of a header or key.
    fn part(&mut self, event: Event) {
        let (start, end) = (event.span().start(), event.span().end());
        let raw =
            toml_parser::Raw::new_unchecked(&self.text[start..end], event.encoding(), event.span());
        let mut part = std::borrow::Cow::Borrowed("");
        let mut error: Option<ParseError> = None;
        raw.decode_key(&mut part, &mut error);
        self.statement.path.push(part.into_owned());
        let first = self.key.map_or(start, |(first, _)| first);
        self.key = Some((first, end));
    }

    fn end_value(&mut self, end: usize) {
        if self.depth == 0 {
            self.end(end);
        }
    }

    fn end(&mut self, end: usize) {
        let mut statement = std::mem::take(&mut self.statement);
        let (first, last) = self.key.take().unwrap_or_default();
        if !statement.is_header {
            statement.key = &self.text[first..last];
        }
        let start = self.body.take().unwrap_or(end);
        statement.body = &self.text[start..end];
        self.pieces.push(Piece::Statement(statement));
        self.ended = Some(end);
    }

    fn comment(&mut self, start: usize, end: usize) {
        match (self.ended, self.pieces.last_mut()) {
            (Some(ended), Some(Piece::Statement(statement))) => {
                statement.comment = self.text[ended..end].trim_end();
            }
            _ => {
                let comment = self.text[start..end].trim_end();
                self.pieces.push(Piece::Line(Some(comment)));
                self.commented = true;
            }
        }
    }

    fn newline(&mut self) {
        if self.ended.take().is_none() && !std::mem::take(&mut self.commented) {
            self.pieces.push(Piece::Line(None));
        }
    }
}

/// Gives each statement its comments, and each header its keys.
fn gather(pieces: Vec<Piece<'_>>) -> File<'_> {
    let mut file = File::default();
    file.blocks.push(Block::default());
    let mut gap: Vec<Line<'_>> = Vec::new();
    let mut is_first = true;
    for piece in pieces {
        match piece {
            // Empty lines in a row count as one.
            Piece::Line(None) if matches!(gap.last(), Some(None)) => {}
            Piece::Line(line) => gap.push(line),
            Piece::Statement(mut statement) => {
                if std::mem::take(&mut is_first) {
                    let n_opening = gap.iter().rposition(Option::is_none).map_or(0, |n| n + 1);
                    file.opening = gap.drain(..n_opening).collect();
                } else {
                    take_tail(&mut gap, &mut file.blocks, false);
                }
                statement.lead = std::mem::take(&mut gap);
                push(&mut file.blocks, statement);
            }
        }
    }
    if !is_first {
        take_tail(&mut gap, &mut file.blocks, true);
    }
    file.closing = gap;
    file
}

/// Gives the comments directly below the last statement to it, unless something stands
/// directly below them.
fn take_tail<'a>(gap: &mut Vec<Line<'a>>, blocks: &mut [Block<'a>], at_end: bool) {
    let n_tail = match gap.iter().position(Option::is_none) {
        Some(n) => n,
        None if at_end => gap.len(),
        None => 0,
    };
    if let Some(last) = blocks.last_mut().and_then(Block::last_mut) {
        last.tail = gap.drain(..n_tail).flatten().collect();
    }
}

fn push<'a>(blocks: &mut Vec<Block<'a>>, statement: Statement<'a>) {
    if statement.is_header {
        blocks.push(Block {
            header: Some(statement),
            pairs: Vec::new(),
        });
    } else if let Some(block) = blocks.last_mut() {
        block.pairs.push(statement);
    }
}

impl<'a> Block<'a> {
    fn last_mut(&mut self) -> Option<&mut Statement<'a>> {
        self.pairs.last_mut().or(self.header.as_mut())
    }

    fn path(&self) -> &[String] {
        self.header.as_ref().map_or(&[], |header| &header.path)
    }
}

/// Puts tables in canonical order and the parts of each item together. Items keep
/// their order, and so does all that stands below a `[[header]]`.
fn sort_blocks(blocks: &mut [Block<'_>]) {
    let arrays: BTreeSet<Vec<String>> = blocks
        .iter()
        .filter_map(|block| block.header.as_ref())
        .filter(|header| header.is_array)
        .map(|header| header.path.clone())
        .collect();
    let is_array = |path: &[String]| arrays.contains(path);
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    blocks.sort_by_cached_key(|block| {
        let path = block.path();
        let Some(name) = path.first() else {
            return (0, String::new(), 0, false);
        };
        let n_item = if is_array(&path[..1]) {
            1
        } else {
            path.len().min(2)
        };
        let n_seen = seen.len();
        let item = *seen.entry(path[..n_item].to_vec()).or_insert(n_seen);
        let below = path.len() > 2 && n_item == 2 && !is_array(&path[..2]);
        let (rank, name) =
            table_rank(name).map_or((usize::MAX, name.clone()), |rank| (rank, String::new()));
        (rank, name, item, below)
    });
}

fn table_rank(name: &str) -> Option<usize> {
    TABLES.iter().position(|table| table.name == name)
}

/// How the keys below a header rank; equal where their order is the author's.
fn key_order(path: &[String]) -> impl Fn(&[String]) -> usize + use<> {
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    let table = names.first().map_or(Some(&TABLES[0]), |name| {
        TABLES.iter().skip(1).find(|table| table.name == *name)
    });
    let keys: &'static [Key] = match (table.map(|table| table.shape), names.as_slice()) {
        (Some(Shape::Root), _) => TABLES[0].keys,
        (Some(Shape::Single), [_]) | (Some(Shape::Keyed), [_, _]) => {
            table.map_or(&[], |table| table.keys)
        }
        (Some(_), [.., "quotes"]) if names.len() > 1 => QUOTE_KEYS,
        (Some(_), ["forecasts", _, "revisions"]) => REVISION_KEYS,
        (Some(_), ["forecasts", _, "history"]) => HISTORY_KEYS,
        _ => &[],
    };
    let is_root = names.is_empty();
    move |path| {
        let name = path.first().map_or("", String::as_str);
        let known = keys.iter().position(|key| key.name == name);
        let table = table_rank(name).filter(|_| is_root);
        match (known, table) {
            (Some(n), _) => n,
            (None, Some(n)) => keys.len() + n,
            (None, None) if keys.is_empty() => 0,
            (None, None) => usize::MAX,
        }
    }
}

/// Lines written one after another.
#[derive(Default)]
struct Writer {
    lines: Vec<String>,
}

impl Writer {
    fn file(mut self, file: &File<'_>) -> Writer {
        self.comments(&file.opening);
        for block in &file.blocks {
            if let Some(header) = &block.header {
                self.blank();
                self.lead(header);
                self.lines
                    .push(format!("{}{}", header.body, gapped(header.comment)));
                self.comments(&header.tail.iter().copied().map(Some).collect::<Vec<_>>());
            }
            self.pairs(block);
        }
        if !file.closing.is_empty() {
            self.blank();
            self.comments(&file.closing);
        }
        self
    }

    /// The keys of a block, in runs that align with each other.
    fn pairs(&mut self, block: &Block<'_>) {
        let mut has_tail = block
            .header
            .as_ref()
            .is_some_and(|header| !header.tail.is_empty());
        let mut rest = &block.pairs[..];
        let mut is_first = !has_tail;
        while let Some((first, others)) = rest.split_first() {
            let runs_on = |pair: &Statement<'_>| pair.lead.is_empty();
            let n_others = if first.tail.is_empty() {
                let n = others.iter().take_while(|pair| runs_on(pair)).count();
                // A tail ends its run.
                others[..n]
                    .iter()
                    .position(|pair| !pair.tail.is_empty())
                    .map_or(n, |n| n + 1)
            } else {
                0
            };
            let (run, after) = rest.split_at(n_others + 1);
            if has_tail {
                self.blank();
            }
            if is_first {
                self.comments(first.lead.strip_prefix(&[None]).unwrap_or(&first.lead));
            } else {
                self.lead(first);
            }
            self.run(run);
            has_tail = run.last().is_some_and(|pair| !pair.tail.is_empty());
            is_first = false;
            rest = after;
        }
    }

    fn run(&mut self, pairs: &[Statement<'_>]) {
        let width = |pair: &Statement<'_>| pair.key.chars().count();
        let widths = pairs
            .iter()
            .map(width)
            .filter(|width| *width <= ALIGNED_KEY);
        let column = widths.max().unwrap_or(0);
        for pair in pairs {
            let mut line = format!("{:column$} = {}", pair.key, pair.body);
            line.push_str(&gapped(pair.comment));
            self.lines.push(line);
            self.comments(&pair.tail.iter().copied().map(Some).collect::<Vec<_>>());
        }
    }

    fn lead(&mut self, statement: &Statement<'_>) {
        self.comments(&statement.lead);
    }

    fn comments(&mut self, lines: &[Line<'_>]) {
        for line in lines {
            match line {
                Some(comment) => self.lines.push((*comment).to_owned()),
                None => self.blank(),
            }
        }
    }

    /// One empty line, unless there is one or nothing stands above.
    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn finish(mut self, newline: &str) -> String {
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        let mut text = String::new();
        for line in self.lines {
            // Writing to a string cannot fail.
            let _ = write!(text, "{line}{newline}");
        }
        text
    }
}

/// A comment with white space before it, whether it had any or not.
fn gapped(comment: &str) -> String {
    let gap = if comment.starts_with('#') { " " } else { "" };
    format!("{gap}{comment}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MESSY: &str = r#"# Why the lights went out.
# Kept by the night shift.

title="Lights"   # short
# The version.
abduce = 1



[evidence.wind]   # measured
# by the harbour mast
given = { storm = "likely", cut = "unlikely" }
statement = "Gusts of 40 m/s"
# Ask for the log.

source="met"
[hypotheses.storm]
prior = [
    0.2, # low
    0.4,
]
  statement = """
A storm
  felled the mast"""

# --- rest ---

[hypotheses]
cut = { prior = 0.2, statement = "A cut cable" }
[[evidence.wind.quotes]]
exact = "40 m/s"
source = "met"
[sources."met"]
url = "https://met.example"
name = "The met office"
mystery = 1
# The end.

# Really.
"#;

    #[test]
    fn tables_and_keys_come_in_canonical_order() {
        insta::assert_snapshot!(format(MESSY).unwrap());
    }

    #[test]
    fn what_is_not_toml_is_left_alone() {
        for text in [
            "a = ",
            "[a]\n[a]\n",
            "a = 1\na = 2\n",
            "a = \"\u{1}\"",
            "a.b = 1\n[a]\n",
        ] {
            assert_eq!(format(text), None, "{text:?}");
        }
    }

    #[test]
    fn line_ends_and_the_mark_at_the_start_are_kept() {
        let formatted = format("\u{feff}title = \"\"\"\r\na\r\n\"\"\"\r\nabduce = 1").unwrap();
        assert_eq!(
            formatted,
            "\u{feff}abduce = 1\r\ntitle  = \"\"\"\r\na\r\n\"\"\"\r\n"
        );
        assert_eq!(format("").unwrap(), "");
        assert_eq!(
            format("\n\n# only\n\n\n# comments").unwrap(),
            "# only\n\n# comments\n"
        );
    }

    #[test]
    fn parts_below_an_array_of_tables_stay_where_they_are() {
        let text = "[[remarks]]\nkind = \"x\"\n\n[remarks.a]\nb = 1\n\n[[remarks]]\nkind = \"y\"\n";
        assert_eq!(format(text).unwrap(), text);
    }

    /// Texts of headers, keys, comments and empty lines in any order; most are valid.
    fn any_file() -> impl Strategy<Value = String> {
        let header = prop::sample::select(vec![
            "[event]",
            "[other]",
            "[grades]",
            "[hypotheses]",
            "[hypotheses.a]",
            " [evidence . b]",
            "[evidence.b.given]",
            "[[evidence.b.quotes]]",
            "[[evidence.c.quotes]]",
            "[evidence.c]",
            "[sources.'a b']",
            "[unknown]",
            "[unknown.z.z]",
            "[claims.\"é\"]",
            "[[remarks]]",
        ]);
        let key = prop::sample::select(vec![
            "abduce",
            "title",
            "question",
            "statement",
            "prior",
            "given.a",
            "given.c",
            "source",
            "quotes",
            "exact",
            "other.prior",
            "event.happened",
            "\"odd key\"",
            "notes",
            "zz",
            "a-key-that-is-longer-than-most-keys-are",
            "x . y",
        ]);
        let value = prop::sample::select(vec![
            "1",
            "\"a # b\"",
            "[0.1, 0.2]",
            "[\n  1, # one\n\n  2,\n]",
            "{ a = 1, b = \"x\" }",
            "'''\n# no comment\n'''",
            "2015-05-18",
            "true",
            "[ { exact = \"é\" } ]",
        ]);
        let comment = prop::sample::select(vec!["", "", "# c", "#d", " \t# é"]);
        let pair = (key, "[ \t]{0,3}", value, comment)
            .prop_map(|(key, gap, value, comment)| format!("{key}{gap}={gap}{value}{comment}"));
        let line = prop_oneof![
            2 => header.prop_map(str::to_owned),
            5 => pair,
            1 => Just(String::new()),
            2 => "#[ a-z]{0,4}",
        ];
        let lines = prop::collection::vec(line, 0..25);
        (lines, any::<bool>(), any::<bool>()).prop_map(|(lines, crlf, ends)| {
            let mut kept = String::new();
            // Keep a line only while the text is valid TOML with it.
            for line in lines {
                let longer = format!("{kept}{line}\n");
                if longer.parse::<toml::Table>().is_ok() {
                    kept = longer;
                }
            }
            let kept = if ends {
                kept
            } else {
                kept.trim_end().to_owned()
            };
            if crlf {
                kept.replace('\n', "\r\n")
            } else {
                kept
            }
        })
    }

    /// All comments outside values, and all values, sorted.
    fn parts(text: &str) -> Vec<String> {
        let mut parts = Vec::new();
        for piece in scan(text) {
            match piece {
                Piece::Line(line) => parts.extend(line.map(str::to_owned)),
                Piece::Statement(statement) => {
                    parts.push(format!("{}={}", statement.key, statement.body));
                    parts.push(statement.comment.trim_start().to_owned());
                }
            }
        }
        parts.retain(|part| !part.is_empty());
        parts.sort();
        parts
    }

    /// The items of each table, each where it is first named. (`toml` itself moves a table
    /// whose header comes after that of a part of it to the end.)
    fn item_order(text: &str) -> BTreeMap<String, Vec<String>> {
        let mut order: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut header = Vec::new();
        for piece in scan(text) {
            let Piece::Statement(statement) = piece else {
                continue;
            };
            let path = if statement.is_header {
                header = statement.path;
                header.clone()
            } else {
                [header.clone(), statement.path].concat()
            };
            let keyed = ["hypotheses", "evidence", "claims", "sources"];
            if let [table, item, ..] = path.as_slice()
                && keyed.contains(&table.as_str())
            {
                let items = order.entry(table.clone()).or_default();
                if !items.contains(item) {
                    items.push(item.clone());
                }
            }
        }
        order
    }

    proptest! {
        #[test]
        fn formatting_loses_nothing_and_settles(text in any_file()) {
            let once = format(&text).unwrap();
            let before: toml::Table = toml::from_str(&text).unwrap();
            let after: toml::Table = toml::from_str(&layout(&text)).unwrap();
            prop_assert_eq!(before, after, "{}", once);
            prop_assert_eq!(parts(&text), parts(&once));
            prop_assert_eq!(item_order(&text), item_order(&once));
            prop_assert_eq!(format(&once), Some(once));
        }
    }
}
