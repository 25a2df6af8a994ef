//! Reading XDSL.

use crate::draft::Draft;
use crate::fault::{Fault, quoted};
use crate::limits::Limits;
use crate::network::NamedVariable;
use crate::numbers::{Numbers, Step};
use crate::xml::{self, Element};
use crate::{Reading, codes};

/// Reads an XDSL file.
pub fn read(bytes: &[u8], limits: &Limits) -> Reading {
    let text = match crate::xml_text_of(bytes, limits) {
        Ok(text) => text,
        Err(fault) => return fault.into(),
    };
    let document = match xml::parse(&text) {
        Ok(document) => document,
        Err(fault) => return fault.into(),
    };
    let mut draft = Draft::new(limits);
    let root = document.root().filter(|root| root.name() == "smile");
    match root.and_then(|root| Some((root, root.child("nodes")?))) {
        Some((root, nodes)) => {
            draft.name = root.attribute("id").unwrap_or_default();
            let agrum = written_by_agrum(root);
            if let Some(app) = agrum {
                let message = "the tables of this file are in the order of pyAgrum, not of GeNIe";
                let fault = Fault::warning(codes::OTHER_ORDER, app.span(), message);
                let help = "compare a table with what it should be, if GeNIe has saved it since";
                draft.faults.push(fault.help(help));
            }
            read_nodes(nodes, &looks_of(root), agrum.is_some(), &mut draft);
        }
        None => draft.faults.push(
            Fault::error(codes::WRONG_FORMAT, 0..0, "this is not an XDSL file")
                .expected("an element smile with an element nodes in it"),
        ),
    }
    draft.finish()
}

/// The element that says that pyAgrum wrote the file. In its tables the state of the first
/// parent changes before those of the others, in GeNIe's that of the last.
fn written_by_agrum<'d, 'a>(root: Element<'d, 'a>) -> Option<Element<'d, 'a>> {
    let genie = root.child("extensions")?.child("genie")?;
    let app = genie.attribute("app")?;
    app.starts_with("aGrUM").then_some(genie)
}

/// What GeNIe keeps of a node: its name before a person, and where it stands.
struct Look {
    id: String,
    name: Option<String>,
    position: Option<(f64, f64)>,
}

/// The looks of all nodes, in the order of their ids.
fn looks_of(root: Element<'_, '_>) -> Vec<Look> {
    let extensions = root.child("extensions");
    let nodes = extensions.into_iter().flat_map(Element::descendants);
    let mut looks: Vec<Look> = nodes
        .filter(|element| element.name() == "node")
        .filter_map(|element| {
            Some(Look {
                id: element.attribute("id")?,
                name: element.child("name").map(Element::text),
                position: element.child("position").and_then(middle_of),
            })
        })
        .collect();
    looks.sort_by(|a, b| a.id.cmp(&b.id));
    looks
}

/// The middle of the box `left top right bottom`.
fn middle_of(position: Element<'_, '_>) -> Option<(f64, f64)> {
    let mut numbers = Numbers::of_xml(position);
    let mut next = || match numbers.next() {
        Step::Number(value, _) => Some(value),
        _ => None,
    };
    let (left, top, right, bottom) = (next()?, next()?, next()?, next()?);
    Some((f64::midpoint(left, right), f64::midpoint(top, bottom)))
}

/// Declares all nodes, then reads their tables; see [`define`] for `turned`.
fn read_nodes(nodes: Element<'_, '_>, looks: &[Look], turned: bool, draft: &mut Draft) {
    for node in nodes.children() {
        declare(node, looks, draft);
    }
    for node in nodes.children() {
        if matches!(node.name(), "cpt" | "deterministic" | "noisymax") {
            define(node, turned, draft);
        }
    }
}

/// The variable of a node.
fn declare(node: Element<'_, '_>, looks: &[Look], draft: &mut Draft) {
    let id = node.attribute("id").unwrap_or_default();
    let span = node.span();
    let is_chance = matches!(node.name(), "cpt" | "deterministic" | "noisymax");
    let dynamic = node.attribute("dynamic").is_some();
    if !is_chance || dynamic {
        let kind = if dynamic { "dynamic" } else { node.name() };
        let message = format!("{} is a node of kind {}", quoted(&id), quoted(kind));
        let fault = Fault::error(codes::UNSUPPORTED, span.clone(), message)
            .expected("cpt, deterministic or noisymax")
            .help("only variables with finitely many states are read; remove it in GeNIe");
        draft.faults.push(fault);
    }
    let mut named = NamedVariable::new(id, [""; 0]);
    for (i, state) in node.children().filter(|c| c.name() == "state").enumerate() {
        if draft.may_have_states(1, &state.span()) {
            let id = state.attribute("id").filter(|id| !id.is_empty());
            named.states.push(id.unwrap_or_else(|| format!("state{i}")));
        }
    }
    if let Ok(at) = looks.binary_search_by(|look| look.id.cmp(&named.name)) {
        let name = looks[at].name.clone();
        named.label = name.filter(|name| !name.is_empty() && *name != named.name);
        named.position = looks[at].position;
    }
    draft.add_declared(named, span, is_chance && !dynamic);
}

/// The table of a node; `turned` when the first parent's state changes first in it.
fn define(node: Element<'_, '_>, turned: bool, draft: &mut Draft) {
    let id = node.attribute("id").unwrap_or_default();
    let span = node.span();
    let Some(child) = draft.find(&id) else {
        return;
    };
    if draft.variable(child).span != span {
        return;
    }
    let mut parents = Vec::new();
    let names = node.child("parents");
    let mut known = true;
    for name in names
        .map(Element::text)
        .unwrap_or_default()
        .split_whitespace()
    {
        let place = names.map_or(span.clone(), Element::span);
        match draft.find_or_tell(name, place) {
            Some(parent) => parents.push(parent),
            None => known = false,
        }
    }
    if turned && node.name() != "noisymax" {
        parents.reverse();
    }
    if !draft.open_table(child, &parents, &span) || !known {
        return;
    }
    let part = match node.name() {
        "cpt" => "probabilities",
        "noisymax" => "parameters",
        _ => "resultingstates",
    };
    let Some(table) = node.child(part) else {
        return draft.no_numbers(child, span);
    };
    let numbers = Numbers::of_xml(table);
    match node.name() {
        "cpt" => draft.fill_table(child, &parents, table.span(), numbers),
        "noisymax" => {
            if let Some(columns) = columns_of(node, &parents, draft) {
                draft.fill_noisy_max(child, table.span(), numbers, &columns);
            }
        }
        _ => read_states(table, child, &parents, draft),
    }
}

/// Where the row of each state of each parent stands among the parameters of a noisy-MAX: they
/// are in the order of strength, the strongest first, which is that of the states when it is not
/// told. Orders are only told apart from their opposites by swaps, so that others are refused.
fn columns_of(node: Element<'_, '_>, parents: &[u32], draft: &mut Draft) -> Option<Vec<usize>> {
    let sizes = parents
        .iter()
        .map(|&parent| draft.variable(parent).n_states());
    let sizes: Vec<usize> = sizes.collect();
    let n_columns: usize = sizes.iter().sum();
    let Some(strengths) = node.child("strengths") else {
        return Some((0..n_columns).collect());
    };
    let text = strengths.text();
    let order: Vec<usize> = text
        .split_whitespace()
        .map_while(|n| n.parse().ok())
        .collect();
    let mut columns = Vec::with_capacity(n_columns);
    let mut rest = order.as_slice();
    for size in sizes {
        let own = rest.get(..size).unwrap_or_default();
        rest = rest.get(size..).unwrap_or_default();
        // Swapping twice is swapping nothing: such an order reads the same both ways.
        let is_swap = |(i, &state): (usize, &usize)| own.get(state) == Some(&i);
        if own.len() != size || !own.iter().enumerate().all(is_swap) {
            let fault = Fault::error(
                codes::UNSUPPORTED,
                strengths.span(),
                "these strengths of a noisy-MAX cannot be told",
            )
            .expected("for each parent the order of its states, with swaps of two states only")
            .help("turn the node into a table (General) in GeNIe and save again");
            draft.faults.push(fault);
            return None;
        }
        let first = columns.len();
        columns.extend(own.iter().map(|state| first + state));
    }
    Some(columns)
}

/// The table of a deterministic node: one state for each combination of the parents' states.
fn read_states(table: Element<'_, '_>, child: u32, parents: &[u32], draft: &mut Draft) {
    let family: Vec<u32> = parents.iter().copied().chain([child]).collect();
    let Some(n_cells) = draft.take_cells(&family, &table.span()) else {
        return;
    };
    let n_states = draft.variable(child).n_states();
    let text = table.text();
    let mut values = Vec::with_capacity(n_cells.min(text.len().saturating_mul(n_states)));
    let (mut n_rows, mut guess) = (0, 0);
    for name in text.split_whitespace() {
        let Some(state) = draft.variable(child).state(name, guess) else {
            return draft.unknown_state(child, name, table.span());
        };
        guess = state;
        n_rows += 1;
        if values.len() < n_cells {
            values.extend((0..n_states).map(|i| if i == state { 1.0 } else { 0.0 }));
        }
    }
    if n_rows * n_states == n_cells {
        return draft.close_table(child, values);
    }
    let name = quoted(&draft.variable(child).named.name);
    let message = format!("the table of {name} has {n_rows} states");
    let fault = Fault::error(codes::WRONG_COUNT, table.span(), message)
        .expected(format!("{} states", n_cells / n_states))
        .found(format!("{n_rows} states"))
        .help("give one state for each combination of its parents' states");
    draft.faults.push(fault);
}
