//! A network as BIF.

use std::fmt::Write as _;

use super::NAME;
use crate::network::{NamedNetwork, NamedVariable};
use crate::{WriteError, odometer};

/// The network as a BIF file: a `table` for each prior, a row with names for each combination of
/// the parents' states. Numbers have as many digits as it takes to read them back to the bit.
///
/// # Errors
/// [`WriteError::NotBayesian`]; [`WriteError::TooLarge`]; [`WriteError::Name`] for a name with a double quote in it.
pub fn write(network: &NamedNetwork) -> Result<String, WriteError> {
    let tables = network.tables(NAME)?;
    let mut out = String::new();
    let name = if network.name.is_empty() {
        "unknown"
    } else {
        &network.name
    };
    push(&mut out, &["network ", &word(name)?, " {\n"]);
    properties(&mut out, &network.properties);
    out.push_str("}\n");
    for variable in network.variables() {
        declare(&mut out, variable)?;
    }
    for (variable, table) in network.variables().iter().zip(tables) {
        let named = |v: &abduce_infer::Variable| network.named(*v);
        let parents: Vec<&NamedVariable> = table.parents.iter().filter_map(named).collect();
        write_table(&mut out, variable, &parents, &table.values)?;
    }
    Ok(out)
}

fn push(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
}

fn properties(out: &mut String, properties: &[String]) {
    for property in properties {
        // There is no way to write a quote or a line break inside quotes.
        let text = property.replace('"', "'");
        push(out, &["  property \"", &text, "\" ;\n"]);
    }
}

fn declare(out: &mut String, variable: &NamedVariable) -> Result<(), WriteError> {
    let states: Result<Vec<String>, WriteError> = variable.states.iter().map(|s| word(s)).collect();
    push(out, &["variable ", &word(&variable.name)?, " {\n"]);
    let n_states = variable.states.len().to_string();
    let states = states?.join(", ");
    push(
        out,
        &["  type discrete [ ", &n_states, " ] { ", &states, " };\n"],
    );
    if let Some((x, y)) = variable.position {
        let _ = writeln!(out, "  property \"position = ({x}, {y})\" ;");
    }
    properties(out, &variable.properties);
    out.push_str("}\n");
    Ok(())
}

fn write_table(
    out: &mut String,
    child: &NamedVariable,
    parents: &[&NamedVariable],
    values: &[f64],
) -> Result<(), WriteError> {
    push(out, &["probability ( ", &word(&child.name)?]);
    for (i, parent) in parents.iter().enumerate() {
        push(
            out,
            &[if i == 0 { " | " } else { ", " }, &word(&parent.name)?],
        );
    }
    out.push_str(" ) {\n");
    let mut states: Vec<Vec<String>> = Vec::with_capacity(parents.len());
    for parent in parents {
        let words: Result<_, WriteError> = parent.states.iter().map(|state| word(state)).collect();
        states.push(words?);
    }
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
        for (i, value) in row.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            let _ = write!(out, "{comma}{value:?}");
        }
        out.push_str(";\n");
        odometer(&mut at, &sizes);
    }
    out.push_str("}\n");
    Ok(())
}

/// A name as a word, or in quotes where it is none.
fn word(name: &str) -> Result<String, WriteError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.+<>=%".contains(c);
    if !name.is_empty() && name.chars().all(plain) {
        Ok(name.to_owned())
    } else if name.contains('"') {
        Err(WriteError::Name {
            format: NAME,
            name: name.to_owned(),
        })
    } else {
        Ok(format!("\"{name}\""))
    }
}
