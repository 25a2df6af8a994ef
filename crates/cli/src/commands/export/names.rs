//! Names for the variables of a case's network, and what is known as states alone.

use std::collections::BTreeSet;

use abduce_core::case::model::{Case, Proposition, Unreliable};
use abduce_core::network::{CaseNetwork, Origin};
use abduce_infer::{Error, Finding, Findings, Network, Variable};
use abduce_netfile::{NamedNetwork, NamedVariable};

use crate::output::Stop;

/// The network of a case with names.
pub(super) struct Exported {
    /// The network, with a variable more for each finding that is no state.
    pub(super) network: NamedNetwork,
    /// What is known: names of variables with their states.
    pub(super) known: Vec<(String, usize)>,
}

/// Names the variables of a case's network. A likelihood becomes a variable of its own, seen in
/// its first state, so that programs that know only states can be told.
pub(super) fn exported(
    case: &Case,
    built: &CaseNetwork<'_>,
    findings: &Findings,
) -> Result<Exported, Stop> {
    let mut network = built.network().clone();
    let mut namer = Namer::default();
    let mut variables = Vec::new();
    for variable in network.variables() {
        if !network.is_auxiliary(variable) {
            let states = network.n_states(variable).unwrap_or(0);
            variables.push(namer.named(case, built.origin(variable), states));
        }
    }
    let mut known = Vec::new();
    let own: Vec<Variable> = network
        .variables()
        .filter(|&v| !network.is_auxiliary(v))
        .collect();
    for (variable, finding) in findings.iter() {
        let Some(at) = own.iter().position(|&v| v == variable) else {
            continue;
        };
        match finding {
            Finding::State(state) => known.push((variables[at].name.clone(), *state)),
            Finding::Likelihood(values) => {
                let name = match built.origin(variable) {
                    Origin::Acting(_) => "event_happened".to_owned(),
                    _ => format!("{}_seen", variables[at].name),
                };
                let name = namer.fresh(name);
                see(&mut network, variable, values).map_err(|e| Stop::because(e.to_string()))?;
                variables.push(NamedVariable::new(name.clone(), ["yes", "no"]));
                known.push((name, 0));
            }
        }
    }
    let title = case.title.as_ref().map(|title| title.value.clone());
    let network = NamedNetwork::new(title.unwrap_or_default(), variables, network)
        .map_err(|error| Stop::because(error.to_string()))?;
    Ok(Exported { network, known })
}

/// A variable that is seen in its first state with this likelihood.
fn see(network: &mut Network, variable: Variable, likelihood: &[f64]) -> Result<(), Error> {
    let most = likelihood.iter().copied().fold(0.0, f64::max);
    let seen = network.add_variable(2)?;
    let rows = likelihood.iter().flat_map(|value| {
        let yes = value / most;
        [yes, 1.0 - yes]
    });
    network.add_cpt(seen, &[variable], rows.collect()).map(drop)
}

/// Names, each given once.
#[derive(Debug, Default)]
struct Namer {
    taken: BTreeSet<String>,
}

impl Namer {
    fn named(&mut self, case: &Case, origin: Origin, n_states: usize) -> NamedVariable {
        const YES_NO: [&str; 2] = ["no", "yes"];
        let id = |p: Proposition| case.id(p);
        let (name, states): (String, Vec<&str>) = match origin {
            Origin::Hypotheses => {
                let ids = case.hypotheses.iter().map(|h| h.item.id.as_str());
                ("hypotheses".to_owned(), ids.chain(["other"]).collect())
            }
            Origin::Proposition(p) => (id(p).to_owned(), YES_NO.to_vec()),
            Origin::Fires(p) => (format!("{}_acts", id(p)), YES_NO.to_vec()),
            Origin::Acting(p) => (
                format!("acting_to_{}", id(p)),
                vec!["none", "one", "several"],
            ),
            Origin::Source(i) => {
                let source = &case.sources[i];
                let states = match source.unreliable {
                    Unreliable::Random => vec!["reliable", "random"],
                    Unreliable::Slanted => vec!["reliable", "slanted_for", "slanted_against"],
                };
                (format!("{}_reliable", source.item.id), states)
            }
            Origin::Report(i) => {
                let id = id(Proposition::Evidence(i));
                (format!("{id}_reported"), YES_NO.to_vec())
            }
            Origin::Sum(p) => (format!("{}_sum", id(p)), Vec::new()),
        };
        let name = self.fresh(name);
        if states.len() == n_states {
            NamedVariable::new(name, states)
        } else {
            NamedVariable::new(name, (0..n_states).map(|state| format!("s{state}")))
        }
    }

    /// The name, or with a number after it when it was given before.
    fn fresh(&mut self, name: String) -> String {
        let mut own = name.clone();
        let mut number = 2;
        while !self.taken.insert(own.clone()) {
            own = format!("{name}_{number}");
            number += 1;
        }
        own
    }
}
