//! Reads the keys of a table by their kinds (`keys.rs`), each value with its faults.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::codes;
use super::faults::Faults;
use super::forecast::{Asks, Belief, Outcome, Resolution, Revision};
use super::ids::Ids;
use super::keys::{self, Key, Kind};
use super::loops::Link;
use super::model::{Frame, Given, Proposition, Quote};
use super::nearest::Nearest;
use super::tree::{Node, TableId, Tree, Value};
use crate::credence::{Credence, Scale};
use crate::diagnostic::Diagnostic;
use crate::source::{Span, Spanned};

/// Reads one file: its tree, what is known of it so far, and its faults.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) tree: &'a Tree,
    pub(super) faults: Faults,
    /// The file's scale; `None` when it names one that does not exist.
    pub(super) scale: Option<Scale>,
    /// The file's frame; `None` when it names one that does not exist.
    pub(super) frame: Option<Frame>,
    pub(super) ids: Ids,
    /// Reliabilities of grades; `None` where the file's own is faulty.
    pub(super) grades: BTreeMap<String, Option<Credence>>,
    /// Keys of the top of the file that stand below a table's header.
    pub(super) strayed: Vec<String>,
    /// The item that is being read, where it is a proposition.
    pub(super) current: Option<Proposition>,
    /// What the forecast that is being read asks.
    pub(super) asks: Asks,
    /// What depends on what, whatever is wrong with the credence beside it.
    pub(super) links: Vec<Link>,
}

/// A value, read.
#[derive(Clone, Debug)]
pub(super) enum Val {
    Text(Spanned<String>),
    Bool(Spanned<bool>),
    Date(Spanned<Date>),
    Credence(Spanned<Credence>),
    Grade((Spanned<Credence>, Option<String>)),
    Choice(&'static str),
    Source(Spanned<usize>),
    Sources(Vec<Spanned<usize>>),
    Given(Vec<Given>),
    Quotes(Vec<Quote>),
    Texts(Vec<Spanned<String>>),
    Belief(Spanned<Belief>),
    Outcome(Spanned<Outcome>),
    Revisions(Vec<Revision>),
    History(Vec<Resolution>),
}

/// The keys of one table: those that could be read, and the places of all keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    values: BTreeMap<&'static str, Val>,
    places: BTreeMap<&'static str, Span>,
}

macro_rules! takers {
    ($($name:ident, $variant:ident, $type:ty;)*) => {
        $(pub(super) fn $name(&mut self, key: &str) -> Option<$type> {
            match self.values.remove(key) {
                Some(Val::$variant(value)) => Some(value),
                _ => None,
            }
        })*
    };
}

impl Fields {
    takers! {
        text, Text, Spanned<String>;
        bool, Bool, Spanned<bool>;
        date, Date, Spanned<Date>;
        credence, Credence, Spanned<Credence>;
        grade, Grade, (Spanned<Credence>, Option<String>);
        choice, Choice, &'static str;
        source, Source, Spanned<usize>;
        sources, Sources, Vec<Spanned<usize>>;
        given, Given, Vec<Given>;
        quotes, Quotes, Vec<Quote>;
        texts, Texts, Vec<Spanned<String>>;
        belief, Belief, Spanned<Belief>;
        outcome, Outcome, Spanned<Outcome>;
        revisions, Revisions, Vec<Revision>;
        history, History, Vec<Resolution>;
    }

    /// Where `key` stands, faulty or not.
    pub(super) fn place(&self, key: &str) -> Option<Span> {
        self.places.get(key).copied()
    }

    /// Whether `key` is written, faulty or not.
    pub(super) fn has(&self, key: &str) -> bool {
        self.places.contains_key(key)
    }
}

/// A key of a table: what faults about its value need to know.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub(super) table: &'static str,
    pub(super) key: &'static Key,
}

impl At {
    /// The fault, with or without numbers.
    pub(super) fn weigh(self, fault: Diagnostic) -> Diagnostic {
        if keys::is_weighed(self.table, self.key.name) {
            fault
        } else {
            fault.numbers_stand()
        }
    }
}

impl<'a> Reader<'a> {
    /// Reads table `id` as `spec` says. At the top of the file, tables are passed over.
    pub(super) fn fields(&mut self, id: TableId, spec: &'static keys::Table) -> Fields {
        self.fields_of(id, spec.name, spec.keys)
    }

    pub(super) fn fields_of(
        &mut self,
        id: TableId,
        table: &'static str,
        known: &'static [Key],
    ) -> Fields {
        let tree = self.tree;
        let mut fields = Fields::default();
        for entry in &tree.tables[id].entries {
            if table.is_empty() && super::items::is_table(entry) {
                continue;
            }
            let place = entry.key_span;
            let Some(key) = known.iter().find(|key| key.name == entry.key) else {
                let taken = |name: &str| tree.tables[id].get(name).is_some();
                let Some(key) = self.unknown_key(&entry.key, place, table, known, &taken) else {
                    continue;
                };
                // What is wrong with its value is told too; but it is not taken.
                self.value(At { table, key }, &entry.node, place);
                fields.places.entry(key.name).or_insert(place);
                continue;
            };
            let value = self.value(At { table, key }, &entry.node, place);
            if !entry.repeated {
                fields.places.insert(key.name, place);
                if let Some(value) = value {
                    fields.values.insert(key.name, value);
                }
            }
        }
        fields
    }

    /// Tells of an unknown key; returns the key that it surely stands for, if not `taken`.
    fn unknown_key(
        &mut self,
        name: &str,
        place: Span,
        table: &'static str,
        known: &'static [Key],
        taken: &dyn Fn(&str) -> bool,
    ) -> Option<&'static Key> {
        if self.faults.is_full(false) {
            return None;
        }
        let of = table_name(table);
        let near = self
            .faults
            .nearest(name, known.iter().map(|key| key.name).collect::<Vec<_>>());
        let mut fault = self
            .faults
            .error(
                codes::UNKNOWN_KEY,
                format!("{} is not a key of {of}", quoted(name)),
                place,
            )
            .expected(one_of(known.iter().map(|key| key.name)))
            .found(quoted(name))
            .numbers_stand();
        let elsewhere = tables_with(name);
        fault = match near {
            Some(Nearest::Sure(near)) if !taken(near) => fault
                .help(format!("did you mean `{near}`?"))
                .patch(self.faults.file, place, near),
            _ if elsewhere.contains(&"") && !table.is_empty() => {
                self.strayed.push(name.to_owned());
                fault.help(format!(
                    "`{name}` belongs at the top of the file, above the first table"
                ))
            }
            _ if !elsewhere.is_empty() => {
                let names: Vec<String> = elsewhere.iter().map(|t| table_name(t)).collect();
                fault.help(format!("`{name}` is a key of {}", names.join(", ")))
            }
            Some(near) => fault.help(format!("did you mean `{}`?", near.name())),
            None => fault.help("free text goes into `notes`; a comment starts with `#`"),
        };
        self.faults.push(fault);
        let sure = near.filter(|near| matches!(near, Nearest::Sure(name) if !taken(name)))?;
        known.iter().find(|key| key.name == sure.name())
    }

    /// Reads one value by its kind; `None`, with its fault told, when it cannot be taken.
    fn value(&mut self, at: At, node: &Node, place: Span) -> Option<Val> {
        if self.has_no_meaning(at, place) || matches!(node.value, Value::Invalid) {
            return None;
        }
        let span = node.span;
        Some(match at.key.kind {
            Kind::Version => {
                self.version(node);
                return None;
            }
            Kind::Text => Val::Text(Spanned::new(self.some_text(at, node)?, span)),
            Kind::Bool => Val::Bool(Spanned::new(self.bool(at, node)?, span)),
            Kind::Date => Val::Date(Spanned::new(self.date(at, node)?, span)),
            Kind::Credence => Val::Credence(Spanned::new(self.credence(at, node)?, span)),
            Kind::Grade => {
                let credence = Spanned::new(self.grade(at, node)?, span);
                Val::Grade((credence, self.letter(node)))
            }
            Kind::Choice(words) => Val::Choice(self.choice(at, node, words)?),
            Kind::Source => Val::Source(self.source(at, node)?),
            Kind::Sources => Val::Sources(self.sources(at, node)?),
            Kind::Given => Val::Given(self.given(at, node)?),
            Kind::Quote => Val::Quotes(vec![Quote {
                source: None,
                exact: Spanned::new(self.some_text(at, node)?, span),
                prefix: None,
                suffix: None,
            }]),
            Kind::Quotes => Val::Quotes(self.quotes(at, node)?),
            Kind::Path => Val::Text(Spanned::new(self.path(at, node)?, span)),
            Kind::Sha256 => Val::Text(Spanned::new(self.sha256(at, node)?, span)),
            Kind::Texts | Kind::Stated | Kind::Outcome | Kind::Revisions | Kind::History => {
                self.forecast_value(at, node)?
            }
        })
    }

    /// Tells of keys that mean nothing where exactly one hypothesis is true.
    fn has_no_meaning(&mut self, at: At, place: Span) -> bool {
        if self.frame != Some(Frame::Rival) {
            return false;
        }
        let name = at.key.name;
        let fault = match (at.table, name) {
            ("hypotheses", "given" | "otherwise") => self
                .faults
                .error(
                    codes::RIVAL_GIVEN,
                    format!("`{name}` on a rival hypothesis"),
                    place,
                )
                .help(
                    "let evidence and claims depend on hypotheses, not the other way round; \
                     or write `frame = \"contributory\"` if several may be true",
                ),
            ("hypotheses" | "other", "strength") => self
                .faults
                .error(
                    codes::RIVAL_STRENGTH,
                    "`strength` where exactly one hypothesis is true",
                    place,
                )
                .help("leave it out, or write `frame = \"contributory\"` if several may be true"),
            _ => return false,
        };
        self.faults.push(fault.numbers_stand());
        true
    }

    /// Tells that a value is of the wrong type; `mend` is what to write instead, if sure.
    pub(super) fn wrong_type(&mut self, at: At, node: &Node, mend: Option<String>) {
        let fault = self
            .faults
            .error(
                codes::WRONG_TYPE,
                format!("`{}` takes {}", at.key.name, takes(at.key.kind)),
                node.span,
            )
            .expected(takes(at.key.kind))
            .found(self.found(node));
        let mut fault = at.weigh(fault);
        fault.help = help_on_type(at.key.kind).map(str::to_owned);
        if let Some(mend) = mend {
            fault = fault.patch(self.faults.file, node.span, mend);
        }
        self.faults.push(fault);
    }

    /// What stands there, in words.
    pub(super) fn found(&self, node: &Node) -> String {
        match &node.value {
            Value::Text(text) => format!("the text {}", quoted(text)),
            Value::Integer(_) | Value::Float(_) => format!("the number {}", self.written(node)),
            Value::Bool(value) => format!("`{value}`"),
            Value::Date(_) => format!("the date {}", self.written(node)),
            Value::Array { .. } => "a list".to_owned(),
            Value::Table(_) => "a table".to_owned(),
            Value::Invalid => "something that cannot be read".to_owned(),
        }
    }

    /// A value as written, cut where it is long.
    pub(super) fn written(&self, node: &Node) -> String {
        shortened(&self.text[node.span.range()])
    }

    /// A text, empty or not.
    pub(super) fn plain_text(&mut self, at: At, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            Value::Integer(_) | Value::Float(_) | Value::Bool(_) | Value::Date(_) => {
                let mend = format!("\"{}\"", self.written(node));
                self.wrong_type(at, node, Some(mend));
                None
            }
            _ => {
                self.wrong_type(at, node, None);
                None
            }
        }
    }

    /// A text that says something.
    fn some_text(&mut self, at: At, node: &Node) -> Option<String> {
        let text = self.plain_text(at, node)?;
        if !text.trim().is_empty() {
            return Some(text);
        }
        let fault = self
            .faults
            .error(
                codes::EMPTY_TEXT,
                format!("`{}` is empty", at.key.name),
                node.span,
            )
            .expected(takes(at.key.kind))
            .found(self.found(node))
            .help("write it, or leave the key out")
            .numbers_stand();
        self.faults.push(fault);
        None
    }

    fn version(&mut self, node: &Node) {
        if matches!(node.value, Value::Integer(1..)) {
            return;
        }
        let mut fault = self
            .faults
            .error(
                codes::BAD_VERSION,
                "the format's version is a whole number from 1",
                node.span,
            )
            .expected(format!("{}", keys::VERSION))
            .found(self.found(node))
            .numbers_stand();
        let is_one = matches!(&node.value, Value::Text(text) if text.trim() == "1")
            || matches!(node.value, Value::Float(1.0));
        if is_one {
            fault = fault.patch(self.faults.file, node.span, "1");
        }
        self.faults
            .push(fault.help(format!("write `abduce = {}`", keys::VERSION)));
    }

    pub(super) fn bool(&mut self, at: At, node: &Node) -> Option<bool> {
        if let Value::Bool(value) = node.value {
            return Some(value);
        }
        let word = match &node.value {
            Value::Text(text) => text.trim().to_lowercase(),
            _ => String::new(),
        };
        let mend = match word.as_str() {
            "true" | "yes" => Some("true".to_owned()),
            "false" | "no" => Some("false".to_owned()),
            _ => None,
        };
        self.wrong_type(at, node, mend);
        None
    }

    pub(super) fn date(&mut self, at: At, node: &Node) -> Option<Date> {
        let written = match &node.value {
            Value::Date(text) | Value::Text(text) => text.trim(),
            _ => {
                self.wrong_type(at, node, None);
                return None;
            }
        };
        let day = written.get(..10).and_then(|text| text.parse::<Date>().ok());
        let day = day.or_else(|| padded(written));
        if let (Value::Date(_), Some(day), 10) = (&node.value, day, written.len()) {
            return Some(day);
        }
        let message = match (&node.value, day) {
            (Value::Text(_), Some(_)) => "a date stands without quotes",
            (Value::Date(_), Some(_)) if written.len() < 10 => "months and days have two digits",
            (Value::Date(_), Some(_)) => "a date without a time is wanted here",
            _ => "there is no such date",
        };
        let mut fault = self
            .faults
            .error(codes::BAD_DATE, message, node.span)
            .expected(takes(Kind::Date))
            .found(self.found(node));
        if let Some(day) = day {
            fault = fault.patch(self.faults.file, node.span, day.to_string());
        }
        let fault = at.weigh(fault);
        self.faults
            .push(fault.help("write it as year-month-day, without quotes"));
        None
    }

    fn choice(
        &mut self,
        at: At,
        node: &Node,
        words: &'static [&'static str],
    ) -> Option<&'static str> {
        let Value::Text(text) = &node.value else {
            self.wrong_type(at, node, None);
            return None;
        };
        if let Some(word) = words.iter().find(|word| *word == text) {
            return Some(word);
        }
        let fault = self
            .faults
            .error(
                codes::BAD_CHOICE,
                format!("{} is no value of `{}`", quoted(text), at.key.name),
                node.span,
            )
            .expected(takes(at.key.kind))
            .found(self.found(node));
        let mut fault = at.weigh(fault);
        match self.faults.nearest(text, words.to_vec()) {
            Some(Nearest::Sure(word)) => {
                fault = fault.help(format!("did you mean \"{word}\"?")).patch(
                    self.faults.file,
                    node.span,
                    format!("\"{word}\""),
                );
            }
            Some(Nearest::Perhaps(word)) => fault = fault.help(format!("did you mean \"{word}\"?")),
            None => fault = fault.help(at.key.doc),
        }
        self.faults.push(fault);
        None
    }

    fn path(&mut self, at: At, node: &Node) -> Option<String> {
        let path = self.some_text(at, node)?;
        let help = if path.contains("://") {
            "addresses go into `url`; `file` is a copy of the text beside the case"
        } else if path.starts_with('/') || path.as_bytes().get(1) == Some(&b':') {
            "write it from the folder of the case file on"
        } else if path.contains('\\') {
            "separate folders with `/` on every system"
        } else if path.chars().any(char::is_control) {
            "a path has no control characters"
        } else {
            return Some(path);
        };
        let fault = self
            .faults
            .error(
                codes::BAD_PATH,
                "not a path relative to the case file",
                node.span,
            )
            .expected("a path such as \"articles/news.html\"")
            .found(self.found(node))
            .help(help)
            .numbers_stand();
        self.faults.push(fault);
        None
    }

    fn sha256(&mut self, at: At, node: &Node) -> Option<String> {
        let hash = self.some_text(at, node)?;
        if hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Some(hash.to_ascii_lowercase());
        }
        let fault = self
            .faults
            .error(codes::BAD_SHA256, "not a SHA-256", node.span)
            .expected("64 hexadecimal digits")
            .found(format!("{} characters", hash.chars().count()))
            .help("`abduce check` shows the hash of the file when the key is left out")
            .numbers_stand();
        self.faults.push(fault);
        None
    }

    fn quotes(&mut self, at: At, node: &Node) -> Option<Vec<Quote>> {
        let Value::Array { items, .. } = &node.value else {
            let mend = match node.value {
                Value::Text(_) => {
                    Some(format!("[{{ exact = {} }}]", &self.text[node.span.range()]))
                }
                Value::Table(_) => Some(format!("[{}]", &self.text[node.span.range()]))
                    .filter(|text| text.starts_with("[{")),
                _ => None,
            };
            self.wrong_type(at, node, mend);
            return None;
        };
        Some(
            items
                .iter()
                .filter_map(|item| self.one_quote(at, item))
                .collect(),
        )
    }

    fn one_quote(&mut self, at: At, node: &Node) -> Option<Quote> {
        let id = match node.value {
            Value::Table(id) => id,
            Value::Invalid => return None,
            _ => {
                let mend = matches!(node.value, Value::Text(_))
                    .then(|| format!("{{ exact = {} }}", &self.text[node.span.range()]));
                self.wrong_type(at, node, mend);
                return None;
            }
        };
        let mut fields = self.fields_of(id, "quotes", keys::QUOTE_KEYS);
        if !fields.has("exact") {
            self.missing_key("a quote", "exact", node.span);
        }
        Some(Quote {
            source: fields.source("source"),
            exact: fields.text("exact")?,
            prefix: fields.text("prefix"),
            suffix: fields.text("suffix"),
        })
    }

    pub(super) fn missing_key(&mut self, of: &str, key: &str, span: Span) {
        let fault = self
            .faults
            .error(codes::MISSING_KEY, format!("{of} without `{key}`"), span)
            .expected(format!("`{key}`"))
            .help(format!("add `{key}`"))
            .numbers_stand();
        self.faults.push(fault);
    }
}

/// A date whose month or day lacks its leading zero.
fn padded(written: &str) -> Option<Date> {
    let parts: Vec<&str> = written.split('-').collect();
    let [year, month, day] = parts[..] else {
        return None;
    };
    let fits = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
    let padded = format!("{year}-{month:0>2}-{day:0>2}");
    fits.then(|| padded.parse().ok()).flatten()
}

/// The tables, by name, that have a key of that name.
fn tables_with(key: &str) -> Vec<&'static str> {
    keys::TABLES
        .iter()
        .filter(|table| table.key(key).is_some())
        .map(|table| table.name)
        .collect()
}

/// What a table is called before a person.
pub(super) fn table_name(table: &str) -> String {
    match table {
        "" => "the top of the file".to_owned(),
        "quotes" => "a quote".to_owned(),
        "revisions" => "a revision".to_owned(),
        "history" => "a former resolution".to_owned(),
        name => format!("[{name}]"),
    }
}

fn takes(kind: Kind) -> String {
    match kind {
        Kind::Version => "a whole number".to_owned(),
        Kind::Text | Kind::Quote => "text in quotes".to_owned(),
        Kind::Bool => "true or false, without quotes".to_owned(),
        Kind::Date => "a date such as 2015-05-18, without quotes".to_owned(),
        Kind::Credence => {
            "a credence: 0.3, \"30%\", [0.2, 0.4], \"20-40%\", a phrase of the scale or a rating"
                .to_owned()
        }
        Kind::Grade => "a grade such as \"B\", or a credence".to_owned(),
        Kind::Choice(words) => one_of(words.iter().map(|word| format!("\"{word}\""))),
        Kind::Source => "the id of a source, in quotes".to_owned(),
        Kind::Sources => "a list of ids of sources".to_owned(),
        Kind::Given => "a table from propositions to credences".to_owned(),
        Kind::Quotes => "a list of quotes".to_owned(),
        Kind::Path => "a path relative to the case file, in quotes".to_owned(),
        Kind::Sha256 => "a SHA-256 in quotes".to_owned(),
        Kind::Texts => "a list of texts".to_owned(),
        Kind::Stated => "a credence, or a table of options or quantiles".to_owned(),
        Kind::Outcome => "true, false, \"void\", an option, a number or a date".to_owned(),
        Kind::Revisions => "a list of revisions".to_owned(),
        Kind::History => "a list of former resolutions".to_owned(),
    }
}

fn help_on_type(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Given => Some("write it as `given = { coup = \"likely\", snub = 0.2 }`"),
        Kind::Source => Some("one source stands here; further ones go into `also`"),
        Kind::Sources => Some("write it as `also = [\"agency\", \"embassy\"]`"),
        Kind::Texts => Some("write it as [\"one\", \"another\"]"),
        Kind::Revisions => {
            Some("write each below a header of its own: [[forecasts.some_id.revisions]]")
        }
        Kind::Quotes => Some("write it as `quotes = [{ exact = \"the words\" }]`"),
        _ => None,
    }
}

fn one_of<T: AsRef<str>>(words: impl Iterator<Item = T>) -> String {
    let words: Vec<T> = words.collect();
    match words.split_last() {
        Some((last, [])) => last.as_ref().to_owned(),
        Some((last, rest)) => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} or {}", rest.join(", "), last.as_ref())
        }
        None => String::new(),
    }
}

/// A text in quotes, cut where it is long, control characters escaped.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", shortened(text))
}

/// A text cut to a length that fits a line, control characters escaped.
pub(super) fn shortened(text: &str) -> String {
    const LIMIT: usize = 60;
    let mut short = String::new();
    for (i, c) in text.chars().enumerate() {
        if i == LIMIT {
            short.push('…');
            break;
        }
        if c.is_control() {
            short.extend(c.escape_default());
        } else {
            short.push(c);
        }
    }
    short
}
