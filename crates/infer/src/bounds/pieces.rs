//! What is left of a network's tables when some variables have known states.

use std::sync::Arc;

use crate::findings::Finding;
use crate::wide::Wide;
use crate::{Findings, Network, Variable};

/// A table without the variables whose states were found.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Slowest first.
    pub(super) variables: Vec<Variable>,
    /// Row-major.
    pub(super) values: Arc<[f64]>,
    /// Whose conditional table it was cut from, if from one.
    pub(super) child: Option<Variable>,
}

/// A network as the findings leave it.
#[derive(Debug, Clone)]
pub(super) struct Pieces {
    pub(super) pieces: Vec<Piece>,
    /// Per variable, its state if that was found.
    pub(super) found: Vec<Option<usize>>,
    /// Per variable, whether it is in no piece because it cannot matter.
    pub(super) barren: Vec<bool>,
    /// More than the probability of the findings can be.
    pub(super) most: Wide,
}

impl Pieces {
    /// The tables that bear on the asked variables or on the probability of the findings.
    pub(super) fn new(network: &Network, findings: &Findings, asked: &[Variable]) -> Pieces {
        let mut found = vec![None; network.n_variables()];
        for (variable, finding) in findings.iter() {
            if let Finding::State(state) = finding {
                found[variable.index()] = Some(*state);
            }
        }
        let mut needed = weighty(network, findings);
        needed.extend_from_slice(asked);
        let needed = with_ancestors(network, &needed);
        let likelihoods = findings
            .iter()
            .filter_map(|(variable, finding)| match finding {
                Finding::State(_) => None,
                Finding::Likelihood(values) => Some(Piece {
                    variables: vec![variable],
                    values: values.clone(),
                    child: None,
                }),
            });
        let whole = network.tables().iter().map(|factor| Piece {
            variables: factor.variables.clone(),
            values: factor.values.clone(),
            child: factor.child,
        });
        let of_use = |piece: &Piece| piece.child.is_none_or(|child| needed[child.index()]);
        let whole: Vec<Piece> = whole.chain(likelihoods).filter(of_use).collect();
        let states = |v: Variable| found[v.index()].map_or(network.states(v), |_| 1);
        let free = network.variables().filter(|v| network.cpt(*v).is_none());
        let most = free.fold(Wide::ONE, |m, v| m.times(Wide::new(states(v) as f64)));
        let largest = |piece: &Piece| piece.values.iter().copied().fold(0.0, f64::max);
        let loose = whole.iter().filter(|piece| piece.child.is_none());
        let most = loose.fold(most, |m, piece| m.times(Wide::new(largest(piece))));
        let pieces = whole.into_iter().map(|piece| {
            let known = |v: Variable| found[v.index()];
            piece.with(network, known)
        });
        Pieces {
            pieces: pieces.collect(),
            barren: needed.iter().map(|needed| !needed).collect(),
            found,
            most,
        }
    }
}

impl Piece {
    /// The table where the variables that `known` knows have the states that it says.
    pub(super) fn with(
        self,
        network: &Network,
        known: impl Fn(Variable) -> Option<usize>,
    ) -> Piece {
        if self.variables.iter().all(|v| known(*v).is_none()) {
            return self;
        }
        let layout = Layout::new(network, &self.variables, |v| known(v).is_none());
        let offset =
            |(at, stride): &(usize, usize)| stride * known(self.variables[*at]).unwrap_or(0);
        let first = layout.fixed.iter().map(offset).sum();
        Piece {
            values: layout.gather(&self.values, first).into(),
            variables: layout.open,
            child: self.child,
        }
    }
}

/// How a table is read where some of its variables are held.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// The variables that are not held, slowest first.
    pub(super) open: Vec<Variable>,
    /// State count and stride of each of them.
    dims: Vec<(usize, usize)>,
    /// Of each that is held: its place in the table, and stride.
    pub(super) fixed: Vec<(usize, usize)>,
}

impl Layout {
    pub(super) fn new(
        network: &Network,
        variables: &[Variable],
        is_open: impl Fn(Variable) -> bool,
    ) -> Layout {
        let mut layout = Layout {
            open: Vec::new(),
            dims: Vec::new(),
            fixed: Vec::new(),
        };
        let mut stride = 1;
        for (at, &variable) in variables.iter().enumerate().rev() {
            let n_states = network.states(variable);
            if is_open(variable) {
                layout.open.push(variable);
                layout.dims.push((n_states, stride));
            } else {
                layout.fixed.push((at, stride));
            }
            stride *= n_states;
        }
        layout.open.reverse();
        layout.dims.reverse();
        layout
    }

    /// The values from position `first` on, row-major in the open variables.
    pub(super) fn gather(&self, values: &[f64], first: usize) -> Vec<f64> {
        let mut states = vec![0; self.dims.len()];
        let mut out = Vec::with_capacity(self.dims.iter().map(|dim| dim.0).product());
        let mut at = first;
        loop {
            out.push(values[at]);
            let mut d = self.dims.len();
            loop {
                let Some(next) = d.checked_sub(1) else {
                    return out;
                };
                d = next;
                let (n_states, stride) = self.dims[d];
                states[d] += 1;
                at += stride;
                if states[d] < n_states {
                    break;
                }
                at -= stride * n_states;
                states[d] = 0;
            }
        }
    }
}

/// The variables on which the probability of the findings hangs, but for their ancestors.
fn weighty(network: &Network, findings: &Findings) -> Vec<Variable> {
    let told = findings.iter().map(|(variable, _)| variable);
    let loose = network.tables().iter().filter(|f| f.child.is_none());
    let loose = loose.flat_map(|factor| factor.variables.iter().copied());
    let unbound = network.variables().filter(|v| network.cpt(*v).is_none());
    told.chain(loose).chain(unbound).collect()
}

/// Per variable, whether it is one of these or an ancestor of one.
fn with_ancestors(network: &Network, variables: &[Variable]) -> Vec<bool> {
    let mut within = vec![false; network.n_variables()];
    let mut open = variables.to_vec();
    while let Some(variable) = open.pop() {
        if !std::mem::replace(&mut within[variable.index()], true) {
            open.extend_from_slice(network.parents(variable));
        }
    }
    within
}

/// Per piece, whether the probability of the findings with some variables held hangs on it.
pub(super) fn weigh_on(
    network: &Network,
    findings: &Findings,
    held: &[Variable],
    pieces: &[Piece],
) -> Vec<bool> {
    let mut needed = weighty(network, findings);
    needed.extend_from_slice(held);
    let needed = with_ancestors(network, &needed);
    let weighs = |piece: &Piece| piece.child.is_none_or(|child| needed[child.index()]);
    pieces.iter().map(weighs).collect()
}
