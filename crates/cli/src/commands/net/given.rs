//! What is asked of a network, in the words of its file: findings and variables.

use std::path::Path;

use abduce_infer::{Finding, Findings, Variable};
use abduce_netfile::{Limits, NamedNetwork, nearest, uai};

use super::file;
use crate::files;
use crate::output::{Output, Stop};

/// Findings, told as `VARIABLE=STATE` or as `VARIABLE:L,L,…`.
pub(super) fn findings(network: &NamedNetwork, given: &[String]) -> Result<Findings, Stop> {
    let mut findings = Findings::new();
    for text in given {
        let (variable, finding) = finding(network, text)?;
        if findings.get(variable).is_some() {
            let name = name_of(network, variable);
            return Err(Stop::because(format!("{name} is given twice")));
        }
        findings.set(variable, finding);
    }
    Ok(findings)
}

fn finding(network: &NamedNetwork, text: &str) -> Result<(Variable, Finding), Stop> {
    // A name may have such marks in it: the first one that leaves a variable's name counts.
    let parts = |mark: char| {
        text.match_indices(mark)
            .map(|(at, _)| (&text[..at], &text[at + 1..]))
    };
    let own = |(name, rest)| network.variable(name).map(|variable| (variable, rest));
    if let Some((variable, state)) = parts('=').find_map(own) {
        return Ok((
            variable,
            Finding::State(self::state(network, variable, state)?),
        ));
    }
    if let Some((variable, numbers)) = parts(':').find_map(own) {
        let likelihood = likelihood(network, variable, numbers)?;
        return Ok((variable, Finding::Likelihood(likelihood.into())));
    }
    match text.split_once(['=', ':']) {
        Some((name, _)) => Err(unknown(network, name)),
        None => Err(Stop::because(format!(
            "--given {text}: write VARIABLE=STATE, or VARIABLE:0.2,0.8 with a likelihood for each state"
        ))),
    }
}

fn state(network: &NamedNetwork, variable: Variable, name: &str) -> Result<usize, Stop> {
    network.state(variable, name).ok_or_else(|| {
        let states = network.named(variable).map(|v| v.states.as_slice());
        let states = states.unwrap_or_default();
        let hint = match nearest(name, states.iter().map(String::as_str)) {
            Some(near) => format!("is {near} meant?"),
            None => format!("it has {}", some_of(states.iter().map(String::as_str))),
        };
        let variable = name_of(network, variable);
        Stop::because(format!("{variable} has no state {name}; {hint}"))
    })
}

fn likelihood(network: &NamedNetwork, variable: Variable, text: &str) -> Result<Vec<f64>, Stop> {
    let name = name_of(network, variable);
    let n_states = network.named(variable).map_or(0, |v| v.states.len());
    let values: Result<Vec<f64>, _> = text.split(',').map(|part| part.trim().parse()).collect();
    let sound = |values: &Vec<f64>| {
        let right = |v: &f64| v.is_finite() && *v >= 0.0;
        values.len() == n_states && values.iter().all(right) && values.iter().any(|v| *v > 0.0)
    };
    values.ok().filter(sound).ok_or_else(|| {
        Stop::because(format!(
            "--given {name}:{text}: a likelihood for each of its {n_states} states is expected, \
             numbers from 0 parted by commas, one of them above 0"
        ))
    })
}

/// Adds the findings of a UAI evidence file.
pub(super) fn add_evidence(
    findings: &mut Findings,
    network: &NamedNetwork,
    path: &Path,
    output: &Output,
) -> Result<(), Stop> {
    let limits = Limits::DEFAULT;
    let bytes =
        files::read(path, limits.bytes as u64).map_err(|error| files::unreadable(path, &error))?;
    match uai::read_evidence(&bytes, network, &limits) {
        Ok(evidence) => {
            for (variable, state) in evidence {
                findings.set(variable, Finding::State(state));
            }
            Ok(())
        }
        Err(faults) => {
            file::tell(&faults, &files::name(path), &bytes, output)?;
            Err(Stop::because("the evidence does not fit the network"))
        }
    }
}

/// The variables of these names.
pub(super) fn variables(network: &NamedNetwork, names: &[String]) -> Result<Vec<Variable>, Stop> {
    let find = |name: &String| network.variable(name).ok_or_else(|| unknown(network, name));
    names.iter().map(find).collect()
}

fn unknown(network: &NamedNetwork, name: &str) -> Stop {
    let names = || network.variables().iter().map(|v| v.name.as_str());
    let hint = match nearest(name, names()) {
        Some(near) => format!("is {near} meant?"),
        None => format!("there are {}", some_of(names())),
    };
    Stop::because(format!("there is no variable {name}; {hint}"))
}

/// What a variable is called; its number when it has no name.
pub(super) fn name_of(network: &NamedNetwork, variable: Variable) -> String {
    network
        .named(variable)
        .map_or_else(|| format!("#{variable}"), |named| named.name.clone())
}

/// A finding as it would be given.
pub(super) fn written(network: &NamedNetwork, variable: Variable, finding: &Finding) -> String {
    let name = name_of(network, variable);
    match finding {
        Finding::State(state) => {
            let states = network.named(variable).map(|v| v.states.as_slice());
            let state = states.and_then(|states| states.get(*state));
            format!("{name}={}", state.map_or("?", String::as_str))
        }
        Finding::Likelihood(values) => {
            let values: Vec<String> = values.iter().map(|v| format!("{v:?}")).collect();
            format!("{name}:{}", values.join(","))
        }
    }
}

/// The first of many names.
pub(super) fn some_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const SOME: usize = 12;
    let mut names = names.into_iter();
    let first: Vec<&str> = names.by_ref().take(SOME).collect();
    match names.count() {
        0 => first.join(", "),
        n_more => format!("{} and {n_more} more", first.join(", ")),
    }
}
