//! Asking a network: what is probable given what is known.

use abduce_infer::{CompileOptions, Error, Finding, Findings, JunctionTree, Posterior, Variable};
use abduce_netfile::NamedNetwork;
use serde::Serialize;

use super::file::NetworkFile;
use super::{compile, given};
use crate::args::{Ask, Form};
use crate::output::{Output, Status, Stop};
use crate::terminal::network;

/// What a network was asked and what it answered; the keys of its JSON stay.
#[derive(Debug, Serialize)]
pub(crate) struct Answer {
    /// 1; grows when a key changes its meaning or goes.
    pub(crate) version: u32,
    /// The file.
    pub(crate) file: String,
    /// Its format.
    pub(crate) format: &'static str,
    /// How many variables the network has.
    pub(crate) n_variables: usize,
    /// What was given.
    pub(crate) given: Vec<Given>,
    /// How probable that was.
    pub(crate) evidence: Evidence,
    /// What was asked for; empty when what was given cannot be.
    pub(crate) posteriors: Vec<Marginal>,
}

/// One finding.
#[derive(Debug, Serialize)]
pub(crate) struct Given {
    /// The variable.
    pub(crate) variable: String,
    /// Its state, or null for a likelihood.
    pub(crate) state: Option<String>,
    /// A number for each state, or null for a state.
    pub(crate) likelihood: Option<Vec<f64>>,
    /// As it would be given.
    #[serde(skip)]
    pub(crate) written: String,
}

/// How probable the findings are.
#[derive(Debug, Serialize)]
pub(crate) struct Evidence {
    /// 0 for what cannot be, or is below the range of a 64-bit number.
    pub(crate) probability: f64,
    /// Its natural logarithm; null when what was given cannot be.
    pub(crate) ln: Option<f64>,
    /// Variables whose findings conflict by themselves.
    pub(crate) conflict: Vec<String>,
}

/// The probabilities of one variable's states.
#[derive(Debug, Serialize)]
pub(crate) struct Marginal {
    /// The variable.
    pub(crate) variable: String,
    /// Its states in their order.
    pub(crate) states: Vec<StateProbability>,
}

/// The probability of one state.
#[derive(Debug, Serialize)]
pub(crate) struct StateProbability {
    /// The state.
    pub(crate) state: String,
    /// Its probability.
    pub(crate) probability: f64,
}

/// Prints the probabilities asked for.
pub(super) fn run(args: &Ask, output: &Output) -> Result<Status, Stop> {
    let path = args
        .file
        .as_deref()
        .ok_or_else(|| Stop::because("no network is named"))?;
    let file = NetworkFile::open(path, args.from, output)?;
    let Some(named) = &file.network else {
        return Ok(Status::Faults);
    };
    let mut findings = given::findings(named, &args.given)?;
    if let Some(path) = &args.evidence {
        given::add_evidence(&mut findings, named, path, output)?;
    }
    let asked = asked(named, args, &findings)?;
    let options = CompileOptions::default()
        .with_memory_limit(args.memory_limit.saturating_mul(1 << 20))
        .keeping(kept(&asked, &findings));
    let tree = JunctionTree::compile(named.network(), &options)
        .map_err(|error| compile::refused(&error, named))?;
    let (evidence, posteriors) = match tree.propagate(&findings) {
        Ok(posterior) => (
            Evidence::of(posterior.evidence_ln()),
            marginals(named, &asked, &posterior)?,
        ),
        Err(Error::Impossible { variables }) => (Evidence::none(named, &variables), Vec::new()),
        Err(error) => return Err(compile::refused(&error, named)),
    };
    let status = if evidence.ln.is_some() {
        Status::Clean
    } else {
        Status::Faults
    };
    let answer = Answer {
        version: 1,
        file: file.name,
        format: file.format.name(),
        n_variables: named.variables().len(),
        given: findings
            .iter()
            .map(|(v, f)| Given::of(named, v, f))
            .collect(),
        evidence,
        posteriors,
    };
    match args.format {
        Form::Json => output.print_json(&answer)?,
        Form::Human => {
            let mut screen = output.screen();
            network::draw_answer(&mut screen, &answer);
            output.print(&screen.into_text())?;
        }
    }
    Ok(status)
}

/// The variables to tell of: those asked for, else all whose state is not given.
fn asked(named: &NamedNetwork, args: &Ask, findings: &Findings) -> Result<Vec<Variable>, Stop> {
    if !args.query.is_empty() {
        return given::variables(named, &args.query);
    }
    let is_open = |v: &Variable| !matches!(findings.get(*v), Some(Finding::State(_)));
    Ok(named.handles().iter().copied().filter(is_open).collect())
}

/// The variables that the answer hangs on, each once.
fn kept(asked: &[Variable], findings: &Findings) -> Vec<Variable> {
    let mut kept: Vec<Variable> = asked.to_vec();
    kept.extend(findings.iter().map(|(variable, _)| variable));
    kept.sort_unstable();
    kept.dedup();
    kept
}

fn marginals(
    named: &NamedNetwork,
    asked: &[Variable],
    posterior: &Posterior,
) -> Result<Vec<Marginal>, Stop> {
    let marginal = |&variable: &Variable| {
        let values = posterior
            .marginal(variable)
            .map_err(|error| compile::refused(&error, named))?;
        let states = named.named(variable).map(|v| v.states.as_slice());
        let states = states.unwrap_or_default().iter().zip(values);
        Ok(Marginal {
            variable: given::name_of(named, variable),
            states: states
                .map(|(state, &probability)| StateProbability {
                    state: state.clone(),
                    probability,
                })
                .collect(),
        })
    };
    asked.iter().map(marginal).collect()
}

impl Given {
    fn of(named: &NamedNetwork, variable: Variable, finding: &Finding) -> Given {
        let (state, likelihood) = match finding {
            Finding::State(state) => {
                let states = named.named(variable).map(|v| v.states.as_slice());
                (states.and_then(|s| s.get(*state)).cloned(), None)
            }
            Finding::Likelihood(values) => (None, Some(values.to_vec())),
        };
        Given {
            variable: given::name_of(named, variable),
            state,
            likelihood,
            written: given::written(named, variable, finding),
        }
    }
}

impl Evidence {
    fn of(ln: f64) -> Evidence {
        Evidence {
            probability: libm::exp(ln),
            ln: Some(ln),
            conflict: Vec::new(),
        }
    }

    /// That findings cannot hold together.
    fn none(named: &NamedNetwork, variables: &[Variable]) -> Evidence {
        Evidence {
            probability: 0.0,
            ln: None,
            conflict: variables
                .iter()
                .map(|&v| given::name_of(named, v))
                .collect(),
        }
    }
}
