//! One compiled network, asked again and again.
//!
//! A query changes what is told since the last one; only what that touches is computed again.

use std::collections::BTreeMap;

use abduce_infer::{
    CompileOptions, Error, Finding, Findings, JunctionTree, Network, Session, Variable,
};

/// The most that a network, or its tree, may take.
pub(crate) const MEMORY_LIMIT_BYTES: u64 = 6 << 30;

/// How many queries a tree is compiled for that is kept.
pub(crate) const MANY: u32 = 1_000;

/// Findings as they come in: numbers of variables, numbers of states, likelihoods.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Evidence {
    pub(crate) hard: BTreeMap<usize, usize>,
    pub(crate) soft: BTreeMap<usize, Vec<f64>>,
}

/// A propagation that is kept from one query to the next, and room for its answers.
pub(crate) struct Engine {
    session: Session,
    n_cells: usize,
    n_bytes: u64,
    variables: Vec<Variable>,
    /// Where each variable's posterior ends in `posteriors`.
    ends: Vec<usize>,
    posteriors: Vec<f64>,
    evidence_ln: f64,
}

impl Engine {
    /// Compiles for so many queries with any findings.
    pub(crate) fn compile(network: &Network, n_queries: u32) -> Result<Engine, Error> {
        Engine::new(network, &options().expecting(n_queries))
    }

    /// Compiles for [`MANY`] queries that all tell the states of these variables.
    pub(crate) fn observing(network: &Network, observed: &[usize]) -> Result<Engine, Error> {
        let is_observed = |v: &Variable| observed.contains(&v.index());
        let observed = network.variables().filter(is_observed).collect();
        Engine::new(network, &options().expecting(MANY).observing(observed))
    }

    fn new(network: &Network, options: &CompileOptions) -> Result<Engine, Error> {
        let tree = JunctionTree::compile(network, options)?;
        let variables: Vec<Variable> = network.variables().collect();
        let mut ends = Vec::with_capacity(variables.len());
        let mut end = 0;
        for variable in &variables {
            end += network.n_states(*variable)?;
            ends.push(end);
        }
        Ok(Engine {
            session: tree.session(),
            n_cells: tree.n_cells(),
            n_bytes: tree.n_bytes(),
            variables,
            ends,
            posteriors: vec![0.0; end],
            evidence_ln: 0.0,
        })
    }

    /// How many numbers the cliques hold.
    pub(crate) fn n_cells(&self) -> usize {
        self.n_cells
    }

    /// What the tree and one propagation were said to take.
    pub(crate) fn n_bytes(&self) -> u64 {
        self.n_bytes
    }

    /// How many states a variable has.
    pub(crate) fn n_states(&self, variable: usize) -> usize {
        let start = variable
            .checked_sub(1)
            .map_or(0, |before| self.ends[before]);
        self.ends[variable] - start
    }

    /// All posteriors, copied out, and P(evidence).
    pub(crate) fn ask(&mut self, evidence: &Evidence) -> Result<(), Error> {
        self.ask_evidence(evidence)?;
        let mut start = 0;
        for (variable, end) in self.variables.iter().zip(&self.ends) {
            self.posteriors[start..*end].copy_from_slice(self.session.marginal(*variable)?);
            start = *end;
        }
        std::hint::black_box(&self.posteriors);
        Ok(())
    }

    /// P(evidence) alone.
    pub(crate) fn ask_evidence(&mut self, evidence: &Evidence) -> Result<(), Error> {
        let mut findings = Findings::new();
        for (number, state) in &evidence.hard {
            findings.set(self.variables[*number], Finding::State(*state));
        }
        for (number, values) in &evidence.soft {
            let likelihood = Finding::Likelihood(values.as_slice().into());
            findings.set(self.variables[*number], likelihood);
        }
        self.session.set_all(&findings)?;
        self.evidence_ln = self.session.evidence_ln()?;
        Ok(())
    }

    /// The last answer: per variable, per state.
    pub(crate) fn posteriors(&self) -> Vec<&[f64]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let ranges = starts.zip(&self.ends);
        ranges
            .map(|(start, end)| &self.posteriors[start..*end])
            .collect()
    }

    /// The last answer's log P(evidence).
    pub(crate) fn evidence_ln(&self) -> f64 {
        self.evidence_ln
    }
}

fn options() -> CompileOptions {
    CompileOptions::default().with_memory_limit(MEMORY_LIMIT_BYTES)
}
