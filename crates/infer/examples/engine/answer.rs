//! One compiled network, asked again and again.

use std::collections::BTreeMap;

use abduce_infer::{CompileOptions, Error, Findings, JunctionTree, Network, Variable};

/// The most that a network, or its tree, may take.
pub(crate) const MEMORY_LIMIT_BYTES: u64 = 6 << 30;

/// Findings as they come in: numbers of variables, numbers of states, likelihoods.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Evidence {
    pub(crate) hard: BTreeMap<usize, usize>,
    pub(crate) soft: BTreeMap<usize, Vec<f64>>,
}

/// A tree, and room for its answers.
pub(crate) struct Engine {
    tree: JunctionTree,
    variables: Vec<Variable>,
    /// Where each variable's posterior ends in `posteriors`.
    ends: Vec<usize>,
    posteriors: Vec<f64>,
    evidence_ln: f64,
}

impl Engine {
    /// Compiles for any findings.
    pub(crate) fn compile(network: &Network) -> Result<Engine, Error> {
        let options = CompileOptions::default().with_memory_limit(MEMORY_LIMIT_BYTES);
        Engine::new(JunctionTree::compile(network, &options)?)
    }

    /// Compiles for findings on just these variables.
    pub(crate) fn observing(network: &Network, _observed: &[usize]) -> Result<Engine, Error> {
        Engine::compile(network)
    }

    fn new(tree: JunctionTree) -> Result<Engine, Error> {
        let variables: Vec<Variable> = tree.network().variables().collect();
        let mut ends = Vec::new();
        let mut end = 0;
        for variable in &variables {
            end += tree.network().n_states(*variable)?;
            ends.push(end);
        }
        Ok(Engine {
            tree,
            variables,
            ends,
            posteriors: vec![0.0; end],
            evidence_ln: 0.0,
        })
    }

    pub(crate) fn tree(&self) -> &JunctionTree {
        &self.tree
    }

    /// All posteriors and P(evidence), copied out of the tree's own memory.
    pub(crate) fn ask(&mut self, evidence: &Evidence) -> Result<(), Error> {
        let mut findings = Findings::new();
        for (number, state) in &evidence.hard {
            findings = findings.with_state(self.variables[*number], *state);
        }
        for (number, values) in &evidence.soft {
            findings = findings.with_likelihood(self.variables[*number], values.clone());
        }
        let posterior = self.tree.propagate(&findings)?;
        let mut start = 0;
        for (variable, end) in self.variables.iter().zip(&self.ends) {
            self.posteriors[start..*end].copy_from_slice(posterior.marginal(*variable)?);
            start = *end;
        }
        self.evidence_ln = posterior.evidence_ln();
        std::hint::black_box(&self.posteriors);
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
