//! Writing NET.

use std::fmt::Write as _;

use super::NAME;
use crate::fit::{self, Rule};
use crate::network::NamedNetwork;
use crate::{WriteError, Written, odometer, push, push_numbers};

/// The network as a NET file, with one level of parentheses for each parent. Numbers have as many
/// digits as it takes to read them back to the bit.
///
/// # Errors
/// [`WriteError::NotBayesian`]; [`WriteError::TooLarge`].
pub fn write(network: &NamedNetwork) -> Result<Written, WriteError> {
    let tables = network.tables(NAME)?;
    let (variables, renamed) = fit::variables(network, Rule::Identifier, Rule::Text);
    let mut out = String::from("net\n{\n");
    if !network.name.is_empty() {
        push(&mut out, &["    name = ", &text(&network.name), ";\n"]);
    }
    out.push_str("}\n");
    for (own, variable) in network.variables().iter().zip(&variables) {
        let states: Vec<String> = variable.states.iter().map(|state| text(state)).collect();
        push(&mut out, &["\nnode ", &variable.name, "\n{\n"]);
        push(&mut out, &["    states = (", &states.join(" "), ");\n"]);
        let changed = (own.name != variable.name).then_some(&own.name);
        if let Some(label) = own.label.as_ref().or(changed) {
            push(&mut out, &["    label = ", &text(label), ";\n"]);
        }
        if let Some((x, y)) = own.position {
            let _ = writeln!(out, "    position = ({x} {y});");
        }
        out.push_str("}\n");
    }
    for (variable, table) in variables.iter().zip(&tables) {
        push(&mut out, &["\npotential (", &variable.name]);
        let parents = network.places(&table.parents);
        for (i, &parent) in parents.iter().enumerate() {
            push(
                &mut out,
                &[if i == 0 { " | " } else { " " }, &variables[parent].name],
            );
        }
        out.push_str(")\n{\n    data = ");
        let sizes: Vec<usize> = parents.iter().map(|&i| variables[i].states.len()).collect();
        nested(&mut out, &table.values, variable.states.len(), &sizes);
        out.push_str(";\n}\n");
    }
    Ok(Written { text: out, renamed })
}

/// Rows of `n_states` numbers in parentheses, and one more level around those that belong to
/// the states of each of the parents.
fn nested(out: &mut String, values: &[f64], n_states: usize, sizes: &[usize]) {
    let mut at = vec![0; sizes.len()];
    for row in values.chunks_exact(n_states) {
        let n_open = at.iter().rev().take_while(|state| **state == 0).count();
        out.extend(std::iter::repeat_n('(', n_open + 1));
        push_numbers(out, row, " ");
        odometer(&mut at, sizes);
        let n_close = at.iter().rev().take_while(|state| **state == 0).count();
        out.extend(std::iter::repeat_n(')', n_close + 1));
        if n_close < sizes.len() {
            out.push_str("\n            ");
        }
    }
}

/// A text in quotes.
fn text(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}
