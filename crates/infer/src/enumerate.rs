//! Posteriors by visiting every joint state: slow, plain, and a check on the other ways.

use crate::findings::weights;
use crate::wide::Wide;
use crate::{Error, Findings, Network, Variable};

/// What [`marginals`] finds.
#[derive(Debug, Clone)]
pub struct Enumerated {
    /// Per variable, by its index: P(variable | findings), linear, summing to one.
    pub marginals: Vec<Vec<f64>>,
    /// The natural logarithm of the probability of the findings.
    pub evidence_ln: f64,
}

/// Sums over all joint states of the network, which may be `max_joint_states` at most.
///
/// # Errors
/// [`Error::TooManyStates`] before anything is summed; [`Error::Impossible`], naming all
/// variables with findings; [`Error::Loop`]; what [`Findings::check`] finds.
pub fn marginals(
    network: &Network,
    findings: &Findings,
    max_joint_states: u64,
) -> Result<Enumerated, Error> {
    network.check_loops()?;
    findings.check(network)?;
    let n_states: Vec<usize> = network.variables().map(|v| network.states(v)).collect();
    let n_joint_states = n_states
        .iter()
        .fold(1_u64, |n, s| n.saturating_mul(*s as u64));
    if n_joint_states > max_joint_states {
        return Err(Error::TooManyStates {
            n_joint_states,
            max_joint_states,
        });
    }
    let told = told(findings, &n_states);
    let mut sums: Vec<Vec<Wide>> = n_states.iter().map(|n| vec![Wide::ZERO; *n]).collect();
    let mut total = Wide::ZERO;
    let mut states = vec![0; n_states.len()];
    loop {
        let weight = weight(network, &told, &states);
        total = total.plus(weight);
        for (sums, state) in sums.iter_mut().zip(&states) {
            sums[*state] = sums[*state].plus(weight);
        }
        if !advance(&mut states, &n_states) {
            break;
        }
    }
    if total.is_zero() {
        return Err(Error::Impossible {
            variables: findings.iter().map(|(v, _)| v).collect(),
        });
    }
    let share = |sums: Vec<Wide>| sums.iter().map(|sum| sum.over(total).to_f64()).collect();
    let marginals = sums.into_iter().map(share).collect();
    Ok(Enumerated {
        marginals,
        evidence_ln: total.ln(),
    })
}

/// The findings as one weight per state of each variable told of.
fn told(findings: &Findings, n_states: &[usize]) -> Vec<(Variable, Vec<f64>)> {
    let of_states = |(variable, finding): (Variable, _)| {
        let mut values = Vec::new();
        weights(finding, n_states[variable.index()], &mut values);
        (variable, values)
    };
    findings.iter().map(of_states).collect()
}

/// The product of all factors and findings at one joint state.
fn weight(network: &Network, told: &[(Variable, Vec<f64>)], states: &[usize]) -> Wide {
    let mut product = Wide::ONE;
    for factor in network.tables() {
        let step = |at: usize, v: &Variable| at * network.states(*v) + states[v.index()];
        let at = factor.variables.iter().fold(0, step);
        product = product.times(Wide::new(factor.values[at]));
    }
    for (variable, weights) in told {
        product = product.times(Wide::new(weights[states[variable.index()]]));
    }
    product
}

/// The next joint state, the last variable's changing fastest; false after the last one.
pub(crate) fn advance(states: &mut [usize], n_states: &[usize]) -> bool {
    for (state, n) in states.iter_mut().zip(n_states).rev() {
        *state += 1;
        if *state < *n {
            return true;
        }
        *state = 0;
    }
    false
}
