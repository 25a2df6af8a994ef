//! Asking a network: what is probable given what is known.

use abduce_infer::bounds::{self, BoundsOptions};
use abduce_infer::{CompileOptions, Error, Finding, Findings, JunctionTree, Variable};
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
    /// Whether the numbers are exact; otherwise they are bounds.
    pub(crate) exact: bool,
    /// How many propagations the bounds took; null for exact numbers.
    pub(crate) n_propagations: Option<u64>,
    /// How probable that was.
    pub(crate) evidence: Evidence,
    /// What was asked for; empty when what was given cannot be.
    pub(crate) posteriors: Vec<Marginal>,
    /// With `--mpe`, unless what was given cannot be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) most_probable: Option<MostProbable>,
}

/// The most probable states of all variables together.
#[derive(Debug, Serialize)]
pub(crate) struct MostProbable {
    /// How probable they are, given what was given.
    pub(crate) probability: f64,
    /// Its natural logarithm.
    pub(crate) ln: f64,
    /// A state of every variable, in the order of the file.
    pub(crate) states: Vec<Chosen>,
}

/// A variable and its state.
#[derive(Debug, Serialize)]
pub(crate) struct Chosen {
    /// The variable.
    pub(crate) variable: String,
    /// Its state.
    pub(crate) state: String,
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
#[derive(Debug, Default, Serialize)]
pub(crate) struct Evidence {
    /// 0 for what cannot be, or is below the range of a 64-bit number; null for bounds.
    pub(crate) probability: Option<f64>,
    /// Its natural logarithm; null when what was given cannot be, and for bounds.
    pub(crate) ln: Option<f64>,
    /// It is not below this; null for an exact number, and for one that may be minus infinity.
    pub(crate) ln_lower: Option<f64>,
    /// It is not above this; null for an exact number.
    pub(crate) ln_upper: Option<f64>,
    /// Whether what was given can be.
    #[serde(skip)]
    pub(crate) is_possible: bool,
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
    /// Its probability; null where only bounds are known.
    pub(crate) probability: Option<f64>,
    /// Its probability is not below this; null for an exact number.
    pub(crate) lower: Option<f64>,
    /// Its probability is not above this; null for an exact number.
    pub(crate) upper: Option<f64>,
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
    let query = Query {
        named,
        asked,
        findings,
        memory_limit: args.memory_limit.saturating_mul(1 << 20),
        with_most_probable: args.mpe,
    };
    let reply = query.reply(args.bounds)?;
    let status = if reply.evidence.is_possible {
        Status::Clean
    } else {
        Status::Faults
    };
    let given = query.findings.iter();
    let answer = Answer {
        version: 1,
        file: file.name,
        format: file.format.name(),
        n_variables: named.variables().len(),
        given: given.map(|(v, f)| Given::of(named, v, f)).collect(),
        exact: reply.n_propagations.is_none(),
        n_propagations: reply.n_propagations,
        evidence: reply.evidence,
        posteriors: reply.posteriors,
        most_probable: reply.most_probable,
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

/// What is asked of which network.
struct Query<'a> {
    named: &'a NamedNetwork,
    asked: Vec<Variable>,
    findings: Findings,
    /// In bytes.
    memory_limit: u64,
    with_most_probable: bool,
}

/// What the engine answers.
struct Reply {
    evidence: Evidence,
    posteriors: Vec<Marginal>,
    /// None for exact numbers.
    n_propagations: Option<u64>,
    most_probable: Option<MostProbable>,
}

impl Query<'_> {
    /// The exact answer; where that would be too large, bounds from so many propagations.
    fn reply(&self, bounds: Option<u64>) -> Result<Reply, Stop> {
        let mut options = CompileOptions::default().with_memory_limit(self.memory_limit);
        if !self.with_most_probable {
            options = options.keeping(self.kept());
        }
        match (
            JunctionTree::compile(self.named.network(), &options),
            bounds,
        ) {
            (Ok(tree), _) => self.exact(&tree),
            (Err(Error::TooLarge { .. }), Some(n)) => self.bounded(n),
            (Err(error), _) => Err(compile::refused(&error, self.named)),
        }
    }

    fn exact(&self, tree: &JunctionTree) -> Result<Reply, Stop> {
        let posterior = match tree.propagate(&self.findings) {
            Ok(posterior) => posterior,
            Err(error) => return self.conflict(&error),
        };
        let marginal = |&variable: &Variable| {
            let values = posterior.marginal(variable);
            let values = values.map_err(|error| compile::refused(&error, self.named))?;
            Ok(self.marginal(variable, values, |&p| (Some(p), None, None)))
        };
        let ln = posterior.evidence_ln();
        Ok(Reply {
            evidence: Evidence {
                probability: Some(libm::exp(ln)),
                ln: Some(ln),
                is_possible: true,
                ..Evidence::default()
            },
            posteriors: self
                .asked
                .iter()
                .map(marginal)
                .collect::<Result<_, Stop>>()?,
            n_propagations: None,
            most_probable: match self.with_most_probable {
                true => Some(self.most_probable(tree, ln)?),
                false => None,
            },
        })
    }

    /// The most probable states, given findings whose probability has the logarithm `given_ln`.
    fn most_probable(&self, tree: &JunctionTree, given_ln: f64) -> Result<MostProbable, Stop> {
        let found = tree.most_probable(&self.findings);
        let found = found.map_err(|error| compile::refused(&error, self.named))?;
        let chosen = |&variable: &Variable| {
            let state = *found.states.get(variable.index())?;
            Some(Chosen {
                variable: given::name_of(self.named, variable),
                state: self.named.named(variable)?.states.get(state)?.clone(),
            })
        };
        let ln = found.probability_ln - given_ln;
        Ok(MostProbable {
            probability: libm::exp(ln),
            ln,
            states: self.named.handles().iter().filter_map(chosen).collect(),
        })
    }

    /// Bounds, from at most `n` propagations of what the network falls into.
    fn bounded(&self, n: u64) -> Result<Reply, Stop> {
        let options = BoundsOptions::default()
            .with_memory_limit(self.memory_limit)
            .asking(self.asked.clone());
        let network = self.named.network();
        let bounded = match bounds::marginals(network, &self.findings, &options, n, 0.0) {
            Ok(bounded) => bounded,
            Err(error) => return self.conflict(&error),
        };
        let marginal = |&variable: &Variable| {
            let values = bounded.marginal(variable);
            let values = values.map_err(|error| compile::refused(&error, self.named))?;
            Ok(self.marginal(variable, values, |b| (None, Some(b.lower), Some(b.upper))))
        };
        let ln = bounded.evidence_ln();
        let finite = |value: f64| value.is_finite().then_some(value);
        Ok(Reply {
            evidence: Evidence {
                ln_lower: finite(ln.lower),
                ln_upper: finite(ln.upper),
                is_possible: true,
                ..Evidence::default()
            },
            posteriors: self
                .asked
                .iter()
                .map(marginal)
                .collect::<Result<_, Stop>>()?,
            n_propagations: Some(bounded.n_propagations()),
            most_probable: None,
        })
    }

    /// That the findings cannot hold together, if that is the error.
    fn conflict(&self, error: &Error) -> Result<Reply, Stop> {
        let Error::Impossible { variables } = error else {
            return Err(compile::refused(error, self.named));
        };
        let names = variables.iter().map(|&v| given::name_of(self.named, v));
        Ok(Reply {
            evidence: Evidence {
                probability: Some(0.0),
                conflict: names.collect(),
                ..Evidence::default()
            },
            posteriors: Vec::new(),
            n_propagations: None,
            most_probable: None,
        })
    }

    /// The states of a variable with what is known of each: its probability, or bounds.
    fn marginal<T>(
        &self,
        variable: Variable,
        values: &[T],
        known: impl Fn(&T) -> (Option<f64>, Option<f64>, Option<f64>),
    ) -> Marginal {
        let states = self.named.named(variable).map(|v| v.states.as_slice());
        let states = states.unwrap_or_default().iter().zip(values);
        Marginal {
            variable: given::name_of(self.named, variable),
            states: states
                .map(|(state, value)| {
                    let (probability, lower, upper) = known(value);
                    StateProbability {
                        state: state.clone(),
                        probability,
                        lower,
                        upper,
                    }
                })
                .collect(),
        }
    }

    /// The variables that the answer hangs on, each once.
    fn kept(&self) -> Vec<Variable> {
        let mut kept: Vec<Variable> = self.asked.clone();
        kept.extend(self.findings.iter().map(|(variable, _)| variable));
        kept.sort_unstable();
        kept.dedup();
        kept
    }
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
