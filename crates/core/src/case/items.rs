//! Builds a [`Case`] from a file's tables, item by item.

use std::collections::BTreeMap;

use super::codes;
use super::fields::{At, Fields, Reader, table_name};
use super::ids::Namespace;
use super::keys::{self, Kind, Shape, Table};
use super::model::{
    Asks, Case, Claim, Event, Evidence, EvidenceKind, Forecast, Frame, Grounds, Hypothesis, Item,
    Other, Remark, RemarkKind, Source, Unreliable,
};
use super::nearest::Nearest;
use super::tree::{Entry, ROOT, TableId, Value};
use crate::credence::Scale;
use crate::source::{Span, Spanned};

/// The tables of a file, by the names that they were surely meant to have.
#[derive(Default)]
pub(super) struct Sections<'a> {
    entries: BTreeMap<&'static str, Vec<&'a Entry>>,
}

/// One item as it stands: its key, and its table where it is one.
struct Raw<'a> {
    id: &'a str,
    id_span: Span,
    span: Span,
    table: Option<TableId>,
    /// Its place in the case's list; none when it is written twice, and left out.
    index: Option<usize>,
}

impl<'a> Reader<'a> {
    /// Reads the whole case.
    pub(super) fn case(&mut self) -> Case {
        let mut case = Case::default();
        let mut root = self.fields_of(ROOT, "", keys::TABLES[0].keys);
        self.read_root(&mut root, &mut case);
        let sections = self.sections();
        self.read_grades(&sections, &mut case);
        let raw: BTreeMap<&str, Vec<Raw<'a>>> = keys::TABLES
            .iter()
            .filter(|table| table.shape == Shape::Keyed)
            .map(|table| (table.name, self.enter_items(&sections, table)))
            .collect();
        self.read_singles(&sections, &mut case);
        for table in keys::TABLES {
            for raw in raw.get(table.name).into_iter().flatten() {
                self.read_item(table, raw, &mut case);
            }
        }
        self.check_question(&root, &case);
        self.check_hypotheses(&sections, &case);
        case
    }

    fn read_root(&mut self, root: &mut Fields, case: &mut Case) {
        case.title = root.text("title");
        case.question = root.text("question");
        case.as_of = root.date("as_of");
        case.notes = notes(root);
        case.frame = match self.frame {
            Some(Frame::Rival) => Frame::Rival,
            _ => Frame::Contributory,
        };
        case.scale = self.scale.unwrap_or_default();
    }

    /// What the file says of its frame and scale, which reading the rest hangs on.
    /// Faults are told when the top of the file is read.
    pub(super) fn peek(&mut self) {
        let root = &self.tree.tables[ROOT];
        let text = |key: &str| root.get(key).map(|entry| &entry.node.value);
        self.scale = match text("scale") {
            None => Some(Scale::default()),
            Some(Value::Text(name)) => Scale::from_name(name),
            Some(_) => None,
        };
        self.frame = match text("frame") {
            None => Some(Frame::default()),
            Some(Value::Text(name)) => [Frame::Rival, Frame::Contributory]
                .into_iter()
                .find(|frame| frame.name() == name),
            Some(_) => None,
        };
    }

    /// Sorts the tables of the file by name.
    fn sections(&mut self) -> Sections<'a> {
        let tree = self.tree;
        let mut sections = Sections::default();
        for entry in &tree.tables[ROOT].entries {
            let table = keys::TABLES[1..].iter().find(|t| t.name == entry.key);
            if let Some(table) = table {
                sections.entries.entry(table.name).or_default().push(entry);
            }
        }
        let unknown = tree.tables[ROOT]
            .entries
            .iter()
            .filter(|entry| is_table(entry) && !is_known_table(entry));
        for entry in unknown {
            if let Some(name) = self.unknown_table(entry) {
                sections.entries.entry(name).or_default().push(entry);
            }
        }
        sections
    }

    /// Tells of an unknown table; returns the one that it surely stands for.
    fn unknown_table(&mut self, entry: &Entry) -> Option<&'static str> {
        if self.faults.is_full(false) {
            return None;
        }
        let names: Vec<&'static str> = keys::TABLES[1..].iter().map(|t| t.name).collect();
        let near = self.faults.nearest(&entry.key, names.clone());
        let message = format!(
            "there is no table [{}]",
            super::fields::shortened(&entry.key)
        );
        let fault = self
            .faults
            .error(codes::UNKNOWN_TABLE, message, entry.key_span)
            .expected(names.join(", "))
            .found(format!("[{}]", super::fields::shortened(&entry.key)));
        let fault = match near {
            // Its items are read all the same, so that the rest of the file can be checked
            // against them; the case as it stands lacks them, and is not weighed.
            Some(Nearest::Sure(name)) => fault.help(format!("did you mean [{name}]?")).patch(
                self.faults.file,
                entry.key_span,
                name,
            ),
            Some(Nearest::Perhaps(name)) => fault
                .help(format!("did you mean [{name}]?"))
                .numbers_stand(),
            None => fault
                .help("what is not weighed goes into `notes` or [remarks]")
                .numbers_stand(),
        };
        self.faults.push(fault);
        match near {
            Some(Nearest::Sure(name)) => Some(name),
            _ => None,
        }
    }

    fn read_grades(&mut self, sections: &Sections<'a>, case: &mut Case) {
        const KEY: keys::Key = keys::Key {
            name: "grades",
            kind: Kind::Credence,
            doc: "",
        };
        let at = At {
            table: "grades",
            key: &KEY,
        };
        for entry in self.tables_of(sections, "grades") {
            for grade in &self.tree.tables[entry.0].entries {
                let credence = self.credence(at, &grade.node);
                if grade.repeated {
                    continue;
                }
                self.grades.insert(grade.key.clone(), credence);
                if let Some(credence) = credence {
                    let spanned = Spanned::new(credence, grade.node.span);
                    case.grades.insert(grade.key.clone(), spanned);
                }
            }
        }
    }

    /// The tables of that name, with their places; tells of what is no table.
    fn tables_of(
        &mut self,
        sections: &Sections<'a>,
        name: &'static str,
    ) -> Vec<(TableId, &'a Entry)> {
        let mut tables = Vec::new();
        for &entry in sections.entries.get(name).into_iter().flatten() {
            match &entry.node.value {
                Value::Table(id) => tables.push((*id, entry)),
                Value::Invalid => {}
                _ => self.not_a_table(&table_name(name), &format!("[{name}]"), entry.node.span),
            }
        }
        tables
    }

    fn not_a_table(&mut self, what: &str, header: &str, span: Span) {
        let fault = self
            .faults
            .error(codes::WRONG_TYPE, format!("{what} is a table"), span)
            .expected(format!("a table with the header {header}"))
            .found(super::fields::shortened(&self.text[span.range()]))
            .help(format!("write the header {header} on a line of its own"));
        self.faults.push(fault);
    }

    /// Takes up the ids of a table's items.
    fn enter_items(&mut self, sections: &Sections<'a>, table: &'static Table) -> Vec<Raw<'a>> {
        let namespace = Namespace::of(table.name);
        let (mut items, mut n) = (Vec::new(), 0);
        for (id, _) in self.tables_of(sections, table.name) {
            for entry in &self.tree.tables[id].entries {
                let inner = match &entry.node.value {
                    Value::Table(inner) => Some(*inner),
                    Value::Invalid => None,
                    _ => {
                        self.item_no_table(table, entry);
                        None
                    }
                };
                let index = (!entry.repeated).then_some(n);
                if let Some(index) = index {
                    self.enter_id(namespace, index, &entry.key, entry.key_span);
                    n += 1;
                }
                items.push(Raw {
                    id: &entry.key,
                    id_span: entry.key_span,
                    span: entry.node.span,
                    table: inner,
                    index,
                });
            }
        }
        items
    }

    /// Tells that what should be an item is none: often a key right under `[hypotheses]`.
    fn item_no_table(&mut self, table: &'static Table, entry: &Entry) {
        let key = super::ids::key_text(&entry.key);
        let header = format!("[{}.{key}]", table.name);
        let message = format!("[{}] takes a table for each id", table.name);
        let help = if table.key(&entry.key).is_some() {
            format!(
                "give the item an id: [{}.some_id], and write `{key}` below it",
                table.name
            )
        } else {
            format!("write the header {header} on a line of its own, and its keys below it")
        };
        let found = match entry.node.value {
            Value::Array { tables: true, .. } => format!("[[{}.{key}]]", table.name),
            _ => format!("{key} = {}", self.written(&entry.node)),
        };
        let fault = self
            .faults
            .error(codes::WRONG_TYPE, message, entry.key_span)
            .expected(format!("a table such as {header}"))
            .found(found)
            .help(help);
        self.faults.push(fault);
    }

    fn read_singles(&mut self, sections: &Sections<'a>, case: &mut Case) {
        for name in ["event", "other"] {
            let Some(spec) = keys::table(name) else {
                continue;
            };
            for (id, entry) in self.tables_of(sections, spec.name) {
                let mut fields = self.fields(id, spec);
                if entry.repeated {
                    continue;
                }
                match name {
                    "event" => case.event = event(&mut fields),
                    _ => {
                        case.other = Other {
                            prior: fields.credence("prior"),
                            strength: fields.credence("strength"),
                        }
                    }
                }
            }
        }
    }

    fn read_item(&mut self, table: &'static Table, raw: &Raw<'a>, case: &mut Case) {
        self.current = match (Namespace::of(table.name), raw.index) {
            (Namespace::Propositions(make), Some(index)) => Some(make(index)),
            _ => None,
        };
        if table.name == "forecasts" {
            self.asks = super::beliefs::peek(self.tree, raw.table);
        }
        let mut fields = match raw.table {
            Some(id) => self.fields(id, table),
            None => Fields::default(),
        };
        if table.name == "remarks" && raw.table.is_some() && !fields.has("kind") {
            self.missing_key("a remark", "kind", raw.id_span);
        }
        self.check_item(table, raw.span, &fields);
        if raw.index.is_none() {
            return;
        }
        let fields = &mut fields;
        let item = item(raw, table, fields);
        match table.name {
            "hypotheses" => case.hypotheses.push(hypothesis(item, fields)),
            "claims" => case.claims.push(claim(item, fields)),
            "evidence" => case.evidence.push(evidence(item, fields)),
            "forecasts" => {
                let asks = std::mem::take(&mut self.asks);
                case.forecasts.push(forecast(item, asks, fields));
            }
            "sources" => case.sources.push(source(item, fields)),
            _ => case.remarks.extend(remark(item, fields)),
        }
    }

    fn check_question(&mut self, root: &Fields, case: &Case) {
        if case.is_ledger() {
            return;
        }
        let strayed = self.strayed.iter().any(|key| key == "question");
        if case.question.is_some() || root.has("question") || strayed || self.hidden("question") {
            return;
        }
        let fault = self
            .faults
            .error(
                codes::MISSING_QUESTION,
                "the case has no question",
                self.top(),
            )
            .expected("`question` at the top of the file")
            .help("write what is asked: question = \"Why did …?\"")
            .numbers_stand();
        self.faults.push(fault);
    }

    fn check_hypotheses(&mut self, sections: &Sections<'a>, case: &Case) {
        if case.is_ledger() || !case.hypotheses.is_empty() || self.hidden("hypotheses") {
            return;
        }
        let written = sections
            .entries
            .get("hypotheses")
            .and_then(|all| all.first());
        if written.is_some_and(|entry| !matches!(entry.node.value, Value::Table(_))) {
            return;
        }
        let place = written.map_or(self.top(), |entry| entry.node.span);
        let fault = self
            .faults
            .error(
                codes::MISSING_HYPOTHESES,
                "the case has no hypotheses",
                place,
            )
            .expected("at least one table [hypotheses.…]")
            .help("add a table for each candidate answer: [hypotheses.some_id]");
        self.faults.push(fault);
    }

    /// Where what is missing from the top of the file is told.
    fn top(&self) -> Span {
        let first = self.tree.tables[ROOT].entries.first();
        first.map_or(Span::default(), |entry| entry.key_span)
    }

    /// Whether a word stands in something that cannot be read, so that it may be there.
    fn hidden(&self, word: &str) -> bool {
        self.tree.lost
            || self
                .faults
                .malformed_lines(self.text)
                .any(|line| line.contains(word))
    }
}

/// Whether an entry at the top of the file is one of the case's tables.
fn is_known_table(entry: &Entry) -> bool {
    keys::TABLES[1..]
        .iter()
        .any(|table| table.name == entry.key)
}

/// Whether an entry at the top of the file is a table, known or not, rather than a key.
pub(super) fn is_table(entry: &Entry) -> bool {
    let shaped = matches!(
        entry.node.value,
        Value::Table(_) | Value::Array { tables: true, .. }
    );
    is_known_table(entry) || (shaped && keys::TABLES[0].key(&entry.key).is_none())
}

fn notes(fields: &mut Fields) -> Option<String> {
    fields.text("notes").map(|notes| notes.value)
}

fn all_quotes(fields: &mut Fields) -> Vec<super::model::Quote> {
    let mut quotes = fields.quotes("quote").unwrap_or_default();
    quotes.extend(fields.quotes("quotes").unwrap_or_default());
    quotes
}

fn item(raw: &Raw<'_>, table: &Table, fields: &mut Fields) -> Item {
    let statement = if table.name == "sources" {
        "name"
    } else {
        "statement"
    };
    Item {
        id: raw.id.to_owned(),
        id_span: raw.id_span,
        statement: fields.text(statement),
        quotes: all_quotes(fields),
        notes: notes(fields),
    }
}

fn grounds(fields: &mut Fields) -> Grounds {
    Grounds {
        given: fields.given("given").unwrap_or_default(),
        otherwise: fields.credence("otherwise"),
    }
}

fn event(fields: &mut Fields) -> Event {
    Event {
        statement: fields.text("statement"),
        happened: fields.bool("happened"),
        date: fields.date("date"),
        quotes: all_quotes(fields),
    }
}

fn hypothesis(item: Item, fields: &mut Fields) -> Hypothesis {
    Hypothesis {
        item,
        prior: fields.credence("prior"),
        strength: fields.credence("strength"),
        grounds: grounds(fields),
        stance: fields.credence("stance"),
        source: fields.source("source"),
    }
}

fn claim(item: Item, fields: &mut Fields) -> Claim {
    Claim {
        item,
        grounds: grounds(fields),
        observed: fields.bool("observed"),
        source: fields.source("source"),
        date: fields.date("date"),
    }
}

fn evidence(item: Item, fields: &mut Fields) -> Evidence {
    Evidence {
        item,
        kind: match fields.choice("kind") {
            Some("precedent") => EvidenceKind::Precedent,
            _ => EvidenceKind::Fact,
        },
        grounds: grounds(fields),
        observed: fields.bool("observed"),
        source: fields.source("source"),
        also: fields.sources("also").unwrap_or_default(),
        date: fields.date("date"),
    }
}

fn forecast(item: Item, asks: Asks, fields: &mut Fields) -> Forecast {
    let written = grounds(fields);
    let by = fields.date("by");
    let mut texts = |key: &str| {
        let texts = fields.texts(key).unwrap_or_default();
        texts.into_iter().map(|text| text.value).collect()
    };
    let tags = texts("tags");
    let mut text = |key: &str| fields.text(key).map(|text| text.value);
    Forecast {
        item,
        unit: text("unit"),
        words: text("words"),
        resolution_note: text("resolution_note"),
        resolution_source: text("resolution_source"),
        tags,
        criteria: fields.text("criteria"),
        grounds: match asks {
            Asks::YesNo => written,
            // Only what is true or false can follow from hypotheses.
            _ => Grounds::default(),
        },
        asks,
        source: fields.source("source"),
        stated: fields.belief("stated"),
        opens: fields.date("opens"),
        date: fields.date("date"),
        resolves_by: fields.date("resolves_by").or(by),
        revisions: fields.revisions("revisions").unwrap_or_default(),
        outcome: fields.outcome("outcome"),
        resolved_on: fields.date("resolved_on"),
        history: fields.history("history").unwrap_or_default(),
    }
}

fn source(item: Item, fields: &mut Fields) -> Source {
    let (grade, letter) = fields.grade("grade").unzip();
    Source {
        item,
        grade,
        letter: letter.flatten(),
        unreliable: match fields.choice("unreliable") {
            Some("slanted") => Unreliable::Slanted,
            _ => Unreliable::Random,
        },
        noise: fields.credence("noise"),
        via: fields.source("via"),
        date: fields.date("date"),
        file: fields.text("file"),
        sha256: fields.text("sha256"),
        url: fields.text("url"),
    }
}

fn remark(item: Item, fields: &mut Fields) -> Option<Remark> {
    let kind = match fields.choice("kind")? {
        "counterfactual" => RemarkKind::Counterfactual,
        "unknowable" => RemarkKind::Unknowable,
        "anomaly" => RemarkKind::Anomaly,
        "attribution" => RemarkKind::Attribution,
        _ => RemarkKind::Provenance,
    };
    Some(Remark {
        item,
        kind,
        source: fields.source("source"),
    })
}
