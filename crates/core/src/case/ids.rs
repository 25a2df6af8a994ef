//! Ids: which there are, which are faulty or written twice, and what a reference means.

use std::collections::BTreeMap;

use super::codes;
use super::fields::{At, Reader, quoted};
use super::loops::Link;
use super::model::{Given, Proposition};
use super::nearest::Nearest;
use super::tree::{Node, Value};
use crate::source::{Span, Spanned};

/// The id of whatever is not listed among the hypotheses.
pub const OTHER: &str = "other";

/// All ids of a file.
#[derive(Debug, Default)]
pub(super) struct Ids {
    propositions: BTreeMap<String, (Proposition, Span)>,
    sources: BTreeMap<String, usize>,
}

/// What the ids of a table name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Namespace {
    Propositions(fn(usize) -> Proposition),
    Sources,
    Remarks,
}

impl Namespace {
    /// The namespace of a table of ids.
    pub(super) fn of(table: &str) -> Namespace {
        match table {
            "hypotheses" => Namespace::Propositions(Proposition::Hypothesis),
            "claims" => Namespace::Propositions(Proposition::Claim),
            "evidence" => Namespace::Propositions(Proposition::Evidence),
            "forecasts" => Namespace::Propositions(Proposition::Forecast),
            "sources" => Namespace::Sources,
            _ => Namespace::Remarks,
        }
    }
}

/// What a proposition is called before a person.
pub(super) fn kind_of(proposition: Proposition) -> &'static str {
    match proposition {
        Proposition::Hypothesis(_) => "a hypothesis",
        Proposition::Other => "whatever is not listed",
        Proposition::Claim(_) => "a claim",
        Proposition::Evidence(_) => "evidence",
        Proposition::Forecast(_) => "a forecast",
    }
}

impl Reader<'_> {
    /// Takes up the id of item `index` of a table, and tells what is wrong with it.
    pub(super) fn enter_id(&mut self, namespace: Namespace, index: usize, id: &str, span: Span) {
        let is_proposition = matches!(namespace, Namespace::Propositions(_));
        let fault = if id.is_empty() {
            Some("an id is empty")
        } else if id.chars().any(char::is_control) {
            Some("an id has a control character")
        } else if is_proposition && id == OTHER {
            Some("`other` always means whatever is not listed among the hypotheses")
        } else {
            None
        };
        if let Some(message) = fault {
            let fault = self
                .faults
                .error(codes::BAD_ID, message, span)
                .expected("any other key without control characters")
                .found(quoted(id))
                .help("choose another id; the table [other] holds the prior of what is not listed");
            self.faults.push(fault);
            return;
        }
        match namespace {
            Namespace::Propositions(make) => self.enter_proposition(make(index), id, span),
            Namespace::Sources => {
                self.ids.sources.entry(id.to_owned()).or_insert(index);
            }
            Namespace::Remarks => {}
        }
    }

    fn enter_proposition(&mut self, proposition: Proposition, id: &str, span: Span) {
        let Some((first, first_span)) = self.ids.propositions.get(id).copied() else {
            self.ids
                .propositions
                .insert(id.to_owned(), (proposition, span));
            return;
        };
        let message = format!(
            "{} is both {} and {}",
            quoted(id),
            kind_of(first),
            kind_of(proposition)
        );
        let mut fault = self
            .faults
            .error(codes::DUPLICATE_ID, message, span)
            .at(self.faults.file, first_span, "first used here")
            .expected("an id that no other proposition has")
            .found(quoted(id))
            .help("rename one of the two, and its mentions in `given`");
        fault.labels[0].text = "used again here".to_owned();
        self.faults.push(fault);
    }

    /// The source that a value names.
    pub(super) fn source(&mut self, at: At, node: &Node) -> Option<Spanned<usize>> {
        let Value::Text(id) = &node.value else {
            if !matches!(node.value, Value::Invalid) {
                self.wrong_type(at, node, None);
            }
            return None;
        };
        if let Some(&index) = self.ids.sources.get(id) {
            return Some(Spanned::new(index, node.span));
        }
        if self.tree.lost || self.faults.is_full(true) {
            return None;
        }
        let near = self
            .faults
            .nearest(id, self.ids.sources.keys().map(String::as_str));
        let near = near.map(own);
        let fault = self
            .faults
            .error(
                codes::UNKNOWN_SOURCE,
                format!("there is no source {}", quoted(id)),
                node.span,
            )
            .expected("the id of a table [sources.…]")
            .found(quoted(id));
        let mut fault = at.weigh(fault);
        fault = match near {
            Some((near, true)) => fault
                .help(format!("did you mean {}?", quoted(&near)))
                .patch(self.faults.file, node.span, toml_text(&near)),
            Some((near, false)) => fault.help(format!("did you mean {}?", quoted(&near))),
            None if self.ids.propositions.contains_key(id) => fault.help(format!(
                "{} is {}; what depends on it says so in `given`",
                quoted(id),
                kind_of(self.ids.propositions[id].0)
            )),
            None => fault.help(format!("add a table [sources.{}]", key_text(id))),
        };
        self.faults.push(fault);
        None
    }

    /// The sources that a list names.
    pub(super) fn sources(&mut self, at: At, node: &Node) -> Option<Vec<Spanned<usize>>> {
        let Value::Array { items, .. } = &node.value else {
            let mend = matches!(node.value, Value::Text(_))
                .then(|| format!("[{}]", &self.text[node.span.range()]));
            self.wrong_type(at, node, mend);
            return None;
        };
        Some(
            items
                .iter()
                .filter_map(|item| self.source(at, item))
                .collect(),
        )
    }

    /// The entries of a `given` table, in the order of the file.
    pub(super) fn given(&mut self, at: At, node: &Node) -> Option<Vec<Given>> {
        let Value::Table(id) = node.value else {
            self.wrong_type(at, node, None);
            return None;
        };
        let tree = self.tree;
        let mut list = Vec::new();
        for entry in &tree.tables[id].entries {
            let proposition = self.proposition(at, &entry.key, entry.key_span);
            if let (Some(from), Some(to)) = (self.current, proposition) {
                let span = entry.key_span;
                self.links.push(Link { from, to, span });
            }
            let credence = self.credence(at, &entry.node);
            if let (Some(proposition), Some(credence), false) =
                (proposition, credence, entry.repeated)
            {
                list.push(Given {
                    proposition,
                    id_span: entry.key_span,
                    credence: Spanned::new(credence, entry.node.span),
                });
            }
        }
        Some(list)
    }

    fn proposition(&mut self, at: At, id: &str, span: Span) -> Option<Proposition> {
        if id == OTHER {
            return Some(Proposition::Other);
        }
        if let Some(&(proposition, _)) = self.ids.propositions.get(id) {
            if matches!(proposition, Proposition::Forecast(_)) {
                let warning = self
                    .faults
                    .warning(
                        codes::GIVEN_FORECAST,
                        format!("this depends on the forecast {}", quoted(id)),
                        span,
                    )
                    .help("make it a claim, and let the forecast depend on that claim too");
                self.faults.push(warning);
            }
            return Some(proposition);
        }
        if self.tree.lost || self.faults.is_full(true) {
            return None;
        }
        let near = self
            .faults
            .nearest(id, self.ids.propositions.keys().map(String::as_str));
        let near = near.map(own);
        let fault = self
            .faults
            .error(
                codes::UNKNOWN_ID,
                format!("there is no proposition {}", quoted(id)),
                span,
            )
            .expected("the id of a hypothesis, claim or evidence, or `other`")
            .found(quoted(id));
        let mut fault = at.weigh(fault);
        fault = match near {
            Some((near, true)) => fault
                .help(format!("did you mean {}?", quoted(&near)))
                .patch(self.faults.file, span, key_text(&near)),
            Some((near, false)) => fault.help(format!("did you mean {}?", quoted(&near))),
            None if self.ids.sources.contains_key(id) => fault.help(format!(
                "{} is a source; what it reports says so in `source`",
                quoted(id)
            )),
            None => fault.help(format!("add a table [claims.{}]", key_text(id))),
        };
        self.faults.push(fault);
        None
    }
}

/// A near name of its own, and whether it is sure.
fn own(near: Nearest<'_>) -> (String, bool) {
    (near.name().to_owned(), matches!(near, Nearest::Sure(_)))
}

/// `text` as a TOML string.
pub(super) fn toml_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// `text` as a TOML key: bare where it can be.
pub(super) fn key_text(text: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !text.is_empty() && text.chars().all(bare) {
        text.to_owned()
    } else {
        toml_text(text)
    }
}
