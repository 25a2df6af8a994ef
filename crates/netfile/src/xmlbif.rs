//! XMLBIF 0.3, the XML form of BIF, as written by JavaBayes, Weka, SamIam and pgmpy.
//!
//! Tables are in the format's order: the state of the variable that a definition is `FOR` changes
//! fastest, that of the last `GIVEN` next.

use std::fmt::Write as _;

use crate::draft::Draft;
use crate::fault::{Fault, quoted};
use crate::fit::{self, Rule};
use crate::limits::Limits;
use crate::network::{NamedNetwork, NamedVariable};
use crate::numbers::Numbers;
use crate::xml::{self, Element, escaped};
use crate::{Reading, WriteError, Written, bif, codes, push};

/// The format's name in messages.
const NAME: &str = "XMLBIF";

/// Reads an XMLBIF file.
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
    let root = document.root().filter(|root| root.name() == "BIF");
    let network = root.and_then(|root| root.child("NETWORK"));
    match network {
        Some(network) => read_network(network, &mut draft),
        None => draft.faults.push(
            Fault::error(codes::WRONG_FORMAT, 0..0, "this is not an XMLBIF file")
                .expected("an element BIF with an element NETWORK in it"),
        ),
    }
    draft.finish()
}

fn read_network(network: Element<'_, '_>, draft: &mut Draft) {
    for element in network.children() {
        match element.name() {
            "NAME" => draft.name = element.text(),
            "PROPERTY" => draft.properties.push(element.text()),
            "VARIABLE" => read_variable(element, draft),
            _ => {}
        }
    }
    let mut passed_over: Option<Element<'_, '_>> = None;
    for element in network.children() {
        match element.name() {
            "DEFINITION" => read_definition(element, draft),
            "NAME" | "PROPERTY" | "VARIABLE" => {}
            _ => {
                passed_over.get_or_insert(element);
            }
        }
    }
    if let Some(element) = passed_over {
        draft.passed_over(&format!("the element {}", element.name()), element.span());
    }
}

fn read_variable(element: Element<'_, '_>, draft: &mut Draft) {
    let kind = element.attribute("TYPE");
    let mut named = NamedVariable::default();
    for part in element.children() {
        match part.name() {
            "NAME" => named.name = part.text(),
            "OUTCOME" | "VALUE" if draft.may_have_states(1, &part.span()) => {
                named.states.push(part.text());
            }
            "PROPERTY" => {
                let property = part.text();
                match bif::position_of(&property) {
                    Some(position) => named.position = Some(position),
                    None => named.properties.push(property),
                }
            }
            _ => {}
        }
    }
    let span = element.span();
    let is_nature = kind.is_none_or(|kind| kind == "nature");
    if !is_nature {
        let name = quoted(&named.name);
        let message = format!("{name} is a decision or a utility");
        let fault = Fault::error(codes::UNSUPPORTED, span.clone(), message);
        let help = "only variables of nature are read: remove it, or make it one";
        draft.faults.push(fault.help(help));
    }
    draft.add_declared(named, span, is_nature);
}

fn read_definition(element: Element<'_, '_>, draft: &mut Draft) {
    let span = element.span();
    let mut child = None;
    let mut parents = Vec::new();
    let mut known = true;
    for part in element.children() {
        let is_child = part.name() == "FOR";
        if !is_child && part.name() != "GIVEN" {
            continue;
        }
        match draft.find_or_tell(&part.text(), part.span()) {
            Some(i) if is_child && child.is_none() => child = Some(i),
            Some(_) if is_child => {
                let message = "a definition is for one variable";
                let fault = Fault::error(codes::UNSUPPORTED, part.span(), message);
                draft
                    .faults
                    .push(fault.help("write one definition for each variable"));
                known = false;
            }
            Some(i) => parents.push(i),
            None => known = false,
        }
    }
    let Some(child) = child else {
        if known {
            let fault = Fault::error(codes::SYNTAX, span, "a definition without `FOR`");
            draft
                .faults
                .push(fault.help("name the variable that it defines"));
        }
        return;
    };
    let table = element.child("TABLE");
    if !draft.open_table(child, &parents, &span) || !known {
        return;
    }
    match table {
        Some(table) => draft.fill_table(child, &parents, table.span(), Numbers::of_xml(table)),
        None => draft.no_numbers(child, span),
    }
}

/// The network as an XMLBIF file. Numbers have as many digits as it takes to read them back to
/// the bit; names keep all characters that XML has.
///
/// # Errors
/// [`WriteError::NotBayesian`]; [`WriteError::TooLarge`].
pub fn write(network: &NamedNetwork) -> Result<Written, WriteError> {
    let tables = network.tables(NAME)?;
    let (variables, renamed) = fit::variables(network, Rule::Xml, Rule::Xml);
    let mut out = String::from(HEAD);
    element(&mut out, "NAME", &network.name);
    properties(&mut out, &network.properties);
    for variable in &variables {
        out.push_str("<VARIABLE TYPE=\"nature\">\n");
        element(&mut out, "NAME", &variable.name);
        for state in &variable.states {
            element(&mut out, "OUTCOME", state);
        }
        if let Some((x, y)) = variable.position {
            let _ = writeln!(out, "<PROPERTY>position = ({x}, {y})</PROPERTY>");
        }
        properties(&mut out, &variable.properties);
        out.push_str("</VARIABLE>\n");
    }
    for (variable, table) in variables.iter().zip(&tables) {
        out.push_str("<DEFINITION>\n");
        element(&mut out, "FOR", &variable.name);
        for parent in network.places(&table.parents) {
            element(&mut out, "GIVEN", &variables[parent].name);
        }
        out.push_str("<TABLE>");
        for row in table.values.chunks(variable.states.len()) {
            crate::push_numbers(&mut out, row, " ");
            out.push('\n');
        }
        out.push_str("</TABLE>\n</DEFINITION>\n");
    }
    out.push_str("</NETWORK>\n</BIF>\n");
    Ok(Written { text: out, renamed })
}

fn element(out: &mut String, name: &str, text: &str) {
    push(out, &["<", name, ">", &escaped(text), "</", name, ">\n"]);
}

fn properties(out: &mut String, properties: &[String]) {
    for property in properties {
        element(out, "PROPERTY", &property.replace(char::is_control, " "));
    }
}

/// What every file opens with. Not a document type: pyAgrum cannot read a file that has one.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<BIF VERSION=\"0.3\">\n<NETWORK>\n";
