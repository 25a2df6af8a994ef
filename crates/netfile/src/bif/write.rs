//! A network as BIF.

use std::fmt::Write as _;

use super::NAME;
use crate::fit::{self, Rule};
use crate::network::{NamedNetwork, NamedVariable};
use crate::{WriteError, Written, odometer, push, push_numbers};

/// The network as a BIF file: a `table` for each prior, a row with names for each combination of
/// the parents' states. Numbers have as many digits as it takes to read them back to the bit.
/// Names keep all characters but double quotes and control characters.
///
/// # Errors
/// [`WriteError::NotBayesian`]; [`WriteError::TooLarge`].
pub fn write(network: &NamedNetwork) -> Result<Written, WriteError> {
    let tables = network.tables(NAME)?;
    let (variables, renamed) = fit::variables(network, Rule::Quotable, Rule::Quotable);
    let mut out = String::new();
    let name = if network.name.is_empty() {
        "unknown"
    } else {
        &network.name
    };
    push(&mut out, &["network ", &word(name), " {\n"]);
    properties(&mut out, &network.properties);
    out.push_str("}\n");
    for variable in &variables {
        declare(&mut out, variable);
    }
    for (variable, table) in variables.iter().zip(&tables) {
        let parents = network.places(&table.parents).into_iter();
        let parents: Vec<&NamedVariable> = parents.map(|i| &variables[i]).collect();
        write_table(&mut out, variable, &parents, &table.values);
    }
    Ok(Written { text: out, renamed })
}

fn properties(out: &mut String, properties: &[String]) {
    for property in properties {
        // There is no way to write a quote inside quotes.
        let text = property.replace('"', "'");
        push(out, &["  property \"", &text, "\" ;\n"]);
    }
}

fn declare(out: &mut String, variable: &NamedVariable) {
    let states: Vec<String> = variable.states.iter().map(|state| word(state)).collect();
    push(out, &["variable ", &word(&variable.name), " {\n"]);
    let (n_states, states) = (states.len(), states.join(", "));
    let _ = writeln!(out, "  type discrete [ {n_states} ] {{ {states} }};");
    if let Some((x, y)) = variable.position {
        let _ = writeln!(out, "  property \"position = ({x}, {y})\" ;");
    }
    properties(out, &variable.properties);
    out.push_str("}\n");
}

fn write_table(
    out: &mut String,
    child: &NamedVariable,
    parents: &[&NamedVariable],
    values: &[f64],
) {
    push(out, &["probability ( ", &word(&child.name)]);
    for (i, parent) in parents.iter().enumerate() {
        push(
            out,
            &[if i == 0 { " | " } else { ", " }, &word(&parent.name)],
        );
    }
    out.push_str(" ) {\n");
    let words = |parent: &&NamedVariable| parent.states.iter().map(|s| word(s)).collect();
    let states: Vec<Vec<String>> = parents.iter().map(words).collect();
    let sizes: Vec<usize> = states.iter().map(Vec::len).collect();
    let mut at = vec![0; parents.len()];
    for row in values.chunks_exact(child.states.len()) {
        if parents.is_empty() {
            out.push_str("  table ");
        } else {
            for (i, (&state, names)) in at.iter().zip(&states).enumerate() {
                push(out, &[if i == 0 { "  (" } else { ", " }, &names[state]]);
            }
            out.push_str(") ");
        }
        push_numbers(out, row, ", ");
        out.push_str(";\n");
        odometer(&mut at, &sizes);
    }
    out.push_str("}\n");
}

/// A name as a word, or in quotes where it is none.
fn word(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.+<>=%".contains(c);
    if !name.is_empty() && name.chars().all(plain) {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "'"))
    }
}
