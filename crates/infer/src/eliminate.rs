//! One posterior by bucket elimination (Dechter 1999): plain, and a check on the other ways.

use crate::enumerate::advance;
use crate::error::bytes_of;
use crate::findings::Finding;
use crate::network::Factor;
use crate::wide::Wide;
use crate::{Error, Findings, Network, Variable};

/// What [`marginal`] finds.
#[derive(Debug, Clone)]
pub struct Eliminated {
    /// P(variable | findings): linear, one value per state, summing to one.
    pub marginal: Vec<f64>,
    /// The natural logarithm of the probability of the findings.
    pub evidence_ln: f64,
}

/// Sums out all variables but one, each time the one that leaves the smallest table.
///
/// The time to choose grows with the square of the number of variables.
///
/// # Errors
/// [`Error::TooLarge`] before a table beyond `memory_limit_bytes` is made;
/// [`Error::Impossible`], naming all variables with findings; [`Error::Loop`];
/// [`Error::UnknownVariable`]; what [`Findings::check`] finds.
pub fn marginal(
    network: &Network,
    findings: &Findings,
    variable: Variable,
    memory_limit_bytes: u64,
) -> Result<Eliminated, Error> {
    network.check_loops()?;
    network.check_variables(&[variable])?;
    findings.check(network)?;
    let mut tables = reduced(network, findings);
    let mut open: Vec<Variable> = network
        .variables()
        .filter(|v| *v != variable && !matches!(findings.get(*v), Some(Finding::State(_))))
        .collect();
    while let Some(at) = cheapest(network, &tables, &open) {
        let gone = open.swap_remove(at);
        let (bucket, rest) = tables.into_iter().partition(|table| table.has(gone));
        tables = rest;
        let product = multiply(network, bucket, gone, memory_limit_bytes)?;
        tables.push(sum_out(network, product));
    }
    let last = multiply(network, tables, variable, memory_limit_bytes)?;
    let total = last
        .values
        .iter()
        .fold(Wide::ZERO, |sum, value| sum.plus(*value));
    if total.is_zero() {
        return Err(Error::Impossible {
            variables: findings.iter().map(|(v, _)| v).collect(),
        });
    }
    let marginal = last.values.iter().map(|value| value.over(total).to_f64());
    let marginal = match findings.get(variable) {
        // The tables know it no more: the finding stands for every state alike.
        Some(Finding::State(state)) => (0..network.states(variable))
            .map(|s| f64::from(s == *state))
            .collect(),
        _ => marginal.collect(),
    };
    let n_copies = match findings.get(variable) {
        Some(Finding::State(_)) => network.states(variable) as f64,
        _ => 1.0,
    };
    Ok(Eliminated {
        marginal,
        evidence_ln: total.over(Wide::new(n_copies)).ln(),
    })
}

/// A table under way: the variables slowest first, the values row-major.
struct Table {
    variables: Vec<Variable>,
    values: Vec<Wide>,
}

impl Table {
    fn has(&self, variable: Variable) -> bool {
        self.variables.contains(&variable)
    }

    /// The value where each variable has the state that `state_of` gives.
    fn at(&self, network: &Network, state_of: impl Fn(Variable) -> usize) -> Wide {
        let step = |at: usize, v: &Variable| at * network.states(*v) + state_of(*v);
        self.values[self.variables.iter().fold(0, step)]
    }
}

/// The factors without the variables whose state is known, and the likelihoods.
fn reduced(network: &Network, findings: &Findings) -> Vec<Table> {
    let slices = network
        .tables()
        .iter()
        .map(|factor| slice(network, factor, findings));
    let mut tables: Vec<Table> = slices.collect();
    for (variable, finding) in findings.iter() {
        if let Finding::Likelihood(values) = finding {
            let values = values.iter().copied().map(Wide::new).collect();
            tables.push(Table {
                variables: vec![variable],
                values,
            });
        }
    }
    tables
}

/// A factor where the variables whose state is known have that state.
fn slice(network: &Network, factor: &Factor, findings: &Findings) -> Table {
    let known = |v: Variable| match findings.get(v) {
        Some(Finding::State(state)) => Some(*state),
        _ => None,
    };
    let whole = Table {
        variables: factor.variables.clone(),
        values: factor.values.iter().copied().map(Wide::new).collect(),
    };
    let variables: Vec<Variable> = factor
        .variables
        .iter()
        .copied()
        .filter(|v| known(*v).is_none())
        .collect();
    let values = each_state(network, &variables, |states| {
        whole.at(network, |v| {
            known(v).unwrap_or_else(|| state_in(&variables, states, v))
        })
    });
    Table { variables, values }
}

/// The value of every assignment of `variables`, row-major.
fn each_state(
    network: &Network,
    variables: &[Variable],
    mut value: impl FnMut(&[usize]) -> Wide,
) -> Vec<Wide> {
    let n_states: Vec<usize> = variables.iter().map(|v| network.states(*v)).collect();
    let mut states = vec![0; variables.len()];
    let mut values = Vec::new();
    loop {
        values.push(value(&states));
        if !advance(&mut states, &n_states) {
            return values;
        }
    }
}

/// The state of `variable` among the states of `variables`; 0 for one that is not there.
fn state_in(variables: &[Variable], states: &[usize], variable: Variable) -> usize {
    variables
        .iter()
        .position(|v| *v == variable)
        .map_or(0, |at| states[at])
}

/// Of the open variables, which leaves the smallest table; the first of equals.
fn cheapest(network: &Network, tables: &[Table], open: &[Variable]) -> Option<usize> {
    let cost = |at: &usize| {
        let with = tables.iter().filter(|table| table.has(open[*at]));
        let mut near: Vec<Variable> = with.flat_map(|t| t.variables.iter().copied()).collect();
        near.sort_unstable();
        near.dedup();
        (n_values(network, &near), open[*at])
    };
    (0..open.len()).min_by_key(cost)
}

fn n_values(network: &Network, variables: &[Variable]) -> u64 {
    variables
        .iter()
        .fold(1, |n, v| n.saturating_mul(network.states(*v) as u64))
}

/// The product of some tables, with `last` as its fastest variable.
fn multiply(
    network: &Network,
    tables: Vec<Table>,
    last: Variable,
    limit_bytes: u64,
) -> Result<Table, Error> {
    let mut variables: Vec<Variable> = tables
        .iter()
        .flat_map(|table| table.variables.iter().copied())
        .collect();
    variables.sort_unstable();
    variables.dedup();
    variables.retain(|v| *v != last);
    variables.push(last);
    let needed_bytes = bytes_of(n_values(network, &variables), size_of::<Wide>() as u64);
    if needed_bytes > limit_bytes {
        variables.sort_unstable();
        return Err(Error::TooLarge {
            needed_bytes,
            limit_bytes,
            variables,
        });
    }
    let values = each_state(network, &variables, |states| {
        let at = |table: &Table| table.at(network, |v| state_in(&variables, states, v));
        tables
            .iter()
            .fold(Wide::ONE, |product, table| product.times(at(table)))
    });
    Ok(Table { variables, values })
}

/// Sums out a table's fastest variable.
fn sum_out(network: &Network, mut table: Table) -> Table {
    let Some(gone) = table.variables.pop() else {
        return table;
    };
    let sum = |run: &[Wide]| run.iter().fold(Wide::ZERO, |sum, value| sum.plus(*value));
    let values = table
        .values
        .chunks_exact(network.states(gone))
        .map(sum)
        .collect();
    Table {
        variables: table.variables,
        values,
    }
}
