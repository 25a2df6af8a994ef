//! Writing XDSL.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt::Write as _;

use abduce_infer::{NoisyMax, Rank};

use super::NAME;
use crate::fit::{self, Renamed, Rule};
use crate::network::{NamedNetwork, NamedVariable};
use crate::xml::escaped;
use crate::{WriteError, Written, push, push_numbers};

/// The network as an XDSL file, parents before their children. Numbers have as many digits as it
/// takes to read them back to the bit.
///
/// A noisy-MAX is written as one when GeNIe can hold it: its first state is the highest, and each
/// parent has a state that has no effect. Others are written as tables.
///
/// # Errors
/// [`WriteError::NotBayesian`]; [`WriteError::TooLarge`].
pub fn write(network: &NamedNetwork) -> Result<Written, WriteError> {
    network.check_bayesian(NAME)?;
    let (variables, renamed) = fit::variables(network, Rule::Identifier, Rule::Identifier);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let id = Rule::Identifier.name(&network.name);
    let start = [
        "<smile version=\"1.0\" id=\"",
        &id,
        "\" numsamples=\"10000\" discsamples=\"10000\">\n",
    ];
    push(&mut out, &start);
    out.push_str("  <nodes>\n");
    for i in parents_first(network) {
        node(&mut out, network, &variables, i)?;
    }
    out.push_str("  </nodes>\n");
    extensions(&mut out, network, &variables, &renamed);
    out.push_str("</smile>\n");
    Ok(Written { text: out, renamed })
}

/// The variables with parents before their children, otherwise in their order.
fn parents_first(network: &NamedNetwork) -> Vec<usize> {
    let own = network.handles();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); own.len()];
    let mut n_waiting = vec![0; own.len()];
    for (i, &variable) in own.iter().enumerate() {
        let parents = network.network().declared_parents(variable);
        for parent in network.places(&parents.unwrap_or_default()) {
            children[parent].push(i);
            n_waiting[i] += 1;
        }
    }
    let ready = (0..own.len()).filter(|&i| n_waiting[i] == 0).map(Reverse);
    let mut ready: BinaryHeap<Reverse<usize>> = ready.collect();
    let mut order = Vec::with_capacity(own.len());
    while let Some(Reverse(i)) = ready.pop() {
        order.push(i);
        for &child in &children[i] {
            n_waiting[child] -= 1;
            if n_waiting[child] == 0 {
                ready.push(Reverse(child));
            }
        }
    }
    order
}

fn node(
    out: &mut String,
    network: &NamedNetwork,
    variables: &[NamedVariable],
    i: usize,
) -> Result<(), WriteError> {
    let (own, variable) = (network.handles()[i], &variables[i]);
    let noisy = network.network().noisy_max(own);
    let noisy = noisy.and_then(|model| parameters_of(model, variable.states.len()));
    let kind = if noisy.is_some() { "noisymax" } else { "cpt" };
    push(out, &["    <", kind, " id=\"", &variable.name, "\">\n"]);
    for state in &variable.states {
        push(out, &["      <state id=\"", state, "\" />\n"]);
    }
    let parents = network.network().declared_parents(own).unwrap_or_default();
    let names: Vec<&str> = network
        .places(&parents)
        .into_iter()
        .map(|parent| variables[parent].name.as_str())
        .collect();
    if !names.is_empty() {
        push(out, &["      <parents>", &names.join(" "), "</parents>\n"]);
    }
    match noisy {
        Some((strengths, parameters)) => {
            push(out, &["      <strengths>", &strengths, "</strengths>\n"]);
            out.push_str("      <parameters>");
            push_numbers(out, &parameters, " ");
            out.push_str("</parameters>\n");
        }
        None => {
            out.push_str("      <probabilities>");
            let table = network.table(own, &network.variables()[i])?;
            push_numbers(out, &table.values, " ");
            out.push_str("</probabilities>\n");
        }
    }
    push(out, &["    </", kind, ">\n"]);
    Ok(())
}

/// The strengths and parameters of a noisy-MAX, if GeNIe can hold it: the state of each parent
/// that has no effect must be the weakest, which a swap with its last state says.
fn parameters_of(model: &NoisyMax, n_states: usize) -> Option<(String, Vec<f64>)> {
    if model.rank() != Rank::Falling {
        return None;
    }
    let mut strengths = Vec::new();
    let mut parameters = Vec::new();
    for (_, effects) in model.links() {
        let rows: Vec<&[f64]> = effects.chunks_exact(n_states).collect();
        let has_no_effect = |row: &&[f64]| row.last() == Some(&1.0);
        let neutral = rows.iter().rposition(has_no_effect)?;
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.swap(neutral, rows.len() - 1);
        for state in order {
            strengths.push(state.to_string());
            parameters.extend_from_slice(rows[state]);
        }
    }
    match model.leak() {
        Some(leak) => parameters.extend_from_slice(leak),
        None => parameters.extend((1..=n_states).map(|i| if i == n_states { 1.0 } else { 0.0 })),
    }
    Some((strengths.join(" "), parameters))
}

/// What GeNIe draws: names and boxes. Variables without a place are laid out in rows.
fn extensions(
    out: &mut String,
    network: &NamedNetwork,
    variables: &[NamedVariable],
    renamed: &[Renamed],
) {
    const COLUMNS: usize = 8;
    out.push_str("  <extensions>\n    <genie version=\"1.0\" app=\"abduce\" name=\"");
    push(out, &[&escaped(&network.name), "\">\n"]);
    let changed: Vec<&str> = renamed
        .iter()
        .filter(|renamed| renamed.state.is_none())
        .map(|renamed| renamed.variable.as_str())
        .collect();
    for (i, (own, variable)) in network.variables().iter().zip(variables).enumerate() {
        let name = match &own.label {
            Some(label) => label,
            None if changed.contains(&own.name.as_str()) => &own.name,
            None => &variable.name,
        };
        #[expect(clippy::cast_precision_loss, reason = "places on a screen")]
        let (x, y) = own.position.unwrap_or((
            80.0 + 120.0 * (i % COLUMNS) as f64,
            50.0 + 80.0 * (i / COLUMNS) as f64,
        ));
        let (left, top, right, bottom) = (x - 50.0, y - 25.0, x + 50.0, y + 25.0);
        push(out, &["      <node id=\"", &variable.name, "\">\n"]);
        push(out, &["        <name>", &escaped(name), "</name>\n"]);
        out.push_str("        <interior color=\"e5f6f7\" />\n");
        out.push_str("        <outline color=\"000080\" />\n");
        out.push_str("        <font color=\"000000\" name=\"Arial\" size=\"8\" />\n");
        let _ = writeln!(
            out,
            "        <position>{left} {top} {right} {bottom}</position>"
        );
        out.push_str("      </node>\n");
    }
    out.push_str("    </genie>\n  </extensions>\n");
}
