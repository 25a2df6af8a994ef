//! A draft turned into a network.

use abduce_infer::{Error, Network, NoisyMax, Rank, Variable};

use super::{Draft, DraftTable, Model};
use crate::fault::{Fault, Span, listed, quoted};
use crate::network::{NamedNetwork, NamedVariable};
use crate::{Reading, codes};

impl Draft {
    /// The network, when no error was found.
    pub(crate) fn finish(mut self) -> Reading {
        if self.variables.is_empty() && !self.faults.has_error() {
            let fault = Fault::error(codes::EMPTY, 0..0, "there is no variable in the file");
            self.faults
                .push(fault.help("declare at least one variable"));
        }
        // Of a file that is cut off most tables are missing: that it is has been told.
        if !self.is_markov && !self.faults.is_cut() {
            self.tell_missing();
        }
        let network = if self.faults.has_error() {
            None
        } else {
            self.network()
        };
        Reading {
            network,
            faults: self.faults.finish(),
        }
    }

    /// Tells which variables have no table.
    fn tell_missing(&mut self) {
        for variable in &self.variables {
            if variable.table.is_none() && variable.sound {
                let name = quoted(&variable.named.name);
                let message = format!("{name} has no table");
                let fault = Fault::error(codes::MISSING_TABLE, variable.span.clone(), message);
                let help = "say how probable its states are: a prior, or a table given its parents";
                self.faults.push(fault.label("declared here").help(help));
            }
        }
    }

    /// The network, when it is sound as a whole.
    fn network(&mut self) -> Option<NamedNetwork> {
        let variables = std::mem::take(&mut self.variables);
        let mut network = Network::with_memory_limit(self.limits.cells as u64 * 8);
        let mut tables = Vec::with_capacity(variables.len());
        let mut names = Vec::with_capacity(variables.len());
        let mut own = Vec::with_capacity(variables.len());
        for variable in variables {
            let added = network.add_variable(variable.n_states());
            own.push(self.sound(added, &variable.span)?);
            names.push(variable.named);
            tables.push(variable.table);
        }
        let spans: Vec<Span> = tables
            .iter()
            .map(|table| table.as_ref().map_or(0..0, |table| table.span.clone()))
            .collect();
        for ((&child, table), span) in own.iter().zip(tables).zip(&spans) {
            if let Some(table) = table {
                let added = add_table(&mut network, child, &own, table);
                self.sound(added, span)?;
            }
        }
        for (variables, values, span) in std::mem::take(&mut self.factors) {
            let variables: Vec<Variable> = variables.iter().map(|&i| own[i as usize]).collect();
            let added = network.add_factor(&variables, values);
            self.sound(added, &span)?;
        }
        if let Err(Error::Loop { variables }) = network.check_loops() {
            self.faults.push(ring(&variables, &names, &spans));
            return None;
        }
        let name = std::mem::take(&mut self.name);
        let mut named = NamedNetwork::new(name, names, network).ok()?;
        named.properties = std::mem::take(&mut self.properties);
        Some(named)
    }

    /// What the engine made, or a fault in its words: there is none that was not looked for
    /// before.
    fn sound<T>(&mut self, made: Result<T, Error>, span: &Span) -> Option<T> {
        let told = |error| Fault::error(codes::TOO_LARGE, span.clone(), format!("{error}"));
        made.map_err(|error| self.faults.push(told(error))).ok()
    }
}

/// Adds a table or a local model. `own` has the network's variables by number.
fn add_table(
    network: &mut Network,
    child: Variable,
    own: &[Variable],
    table: DraftTable,
) -> Result<(), Error> {
    let parents: Vec<Variable> = table.parents.iter().map(|&i| own[i as usize]).collect();
    let rows = match table.model {
        Some(Model::Table(values)) => return network.add_cpt(child, &parents, values).map(drop),
        Some(Model::NoisyMax(rows)) => rows,
        None => return Ok(()),
    };
    let n_states = network.n_states(child)?;
    let mut model = NoisyMax::new(child, n_states).ranked(Rank::Falling);
    let mut rest = rows.as_slice();
    for parent in parents {
        let n_cells = n_states * network.n_states(parent)?;
        let (effects, others) = rest.split_at_checked(n_cells).unwrap_or((rest, &[]));
        model = model.with_parent(parent, effects.to_vec());
        rest = others;
    }
    network
        .add_noisy_max(model.with_leak(rest.to_vec()))
        .map(drop)
}

/// That variables depend on one another in a ring.
fn ring(variables: &[Variable], names: &[NamedVariable], spans: &[Span]) -> Fault {
    const SHOWN: usize = 8;
    // Not those that a local model brings with it.
    let variables: Vec<Variable> = variables
        .iter()
        .copied()
        .filter(|v| v.index() < names.len())
        .collect();
    let name = |v: &Variable| names[v.index()].name.as_str();
    let first = variables.first().map_or(0..0, |v| spans[v.index()].clone());
    let around = listed(variables.iter().map(name));
    let message = format!("these depend on one another in a ring: {around}");
    let fault = Fault::error(codes::LOOP, first, message)
        .help("remove the dependence that is not meant, or turn it around");
    let others = variables.iter().skip(1).take(SHOWN);
    others.fold(fault, |fault, v| {
        fault.also(spans[v.index()].clone(), "and this table")
    })
}
