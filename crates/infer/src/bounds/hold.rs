//! Variables held so that what is left of a network fits the memory.

use super::BoundsOptions;
use super::cutset::{self, Cutset};
use super::minibuckets::{Bounder, Function};
use super::pieces::{Layout, Piece, Pieces, weigh_on};
use crate::error::bytes_of;
use crate::order::Graph;
use crate::{CompileOptions, Error, FactorId, Findings, JunctionTree, Network, Variable};

/// What a clique's cell takes in a junction tree, at least.
const CELL_BYTES: u64 = 16;

/// A table of the network as the choice of states cuts it.
#[derive(Debug)]
pub(super) struct Slice {
    piece: Piece,
    layout: Layout,
    /// Per held variable in the table: which, and its stride.
    pub(super) held: Vec<(usize, usize)>,
    /// The factor of the tree; none for one number.
    pub(super) factor: Option<FactorId>,
}

impl Slice {
    /// Its values where the held variables have these states.
    pub(super) fn values(&self, states: &[u32]) -> Vec<f64> {
        let offsets = self.held.iter();
        let first = offsets
            .map(|(held, stride)| stride * states[*held] as usize)
            .sum();
        self.layout.gather(&self.piece.values, first)
    }
}

/// What is left of a network when some variables are held.
pub(super) struct Held {
    pub(super) slices: Vec<Slice>,
    pub(super) tree: JunctionTree,
    /// Per variable, which it is in the tree.
    pub(super) in_tree: Vec<Option<Variable>>,
}

/// Holds as many variables as it takes for the rest to fit.
pub(super) fn fit(
    network: &Network,
    pieces: &Pieces,
    limit_bytes: u64,
) -> Result<(Cutset, Held), Error> {
    let n_states: Vec<u32> = network
        .variables()
        .map(|v| network.states(v) as u32)
        .collect();
    let mut graph = Graph::new(n_states.clone());
    for variable in network.variables() {
        let i = variable.index();
        if pieces.barren[i] || pieces.found[i].is_some() {
            graph.remove(variable.0);
        }
    }
    for piece in &pieces.pieces {
        let scope: Vec<u32> = piece.variables.iter().map(|v| v.0).collect();
        graph.join(&scope);
    }
    let mut limit_cells = u64::MAX;
    loop {
        let cutset = cutset::choose(&graph, &n_states, limit_cells)
            .map_err(|cliques| too_large(&cliques, limit_bytes))?;
        match hold(network, pieces, &cutset, limit_bytes) {
            Err(Error::TooLarge { .. }) if limit_cells > 0 => {
                limit_cells = (limit_cells / 2).min(limit_bytes / CELL_BYTES);
            }
            other => return Ok((cutset, other?)),
        }
    }
}

/// That these cliques are left however much is held.
fn too_large(cliques: &[cutset::Sized], limit_bytes: u64) -> Error {
    let n_cells: f64 = cliques.iter().map(|clique| clique.1).sum();
    let largest = cliques.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let mut variables = largest.map_or_else(Vec::new, |clique| clique.0.clone());
    variables.sort_unstable();
    Error::TooLarge {
        needed_bytes: bytes_of(n_cells as u64, CELL_BYTES).max(limit_bytes.saturating_add(1)),
        limit_bytes,
        variables: variables.into_iter().map(Variable).collect(),
    }
}

/// Compiles what is left when some variables are held.
fn hold(
    network: &Network,
    pieces: &Pieces,
    cutset: &Cutset,
    limit_bytes: u64,
) -> Result<Held, Error> {
    let mut depths = vec![None; network.n_variables()];
    for (depth, held) in cutset.held.iter().enumerate() {
        depths[*held as usize] = Some(depth);
    }
    let mut rest = Network::with_memory_limit(u64::MAX);
    let mut in_tree = vec![None; network.n_variables()];
    for variable in network.variables() {
        let i = variable.index();
        if depths[i].is_none() && !pieces.barren[i] && pieces.found[i].is_none() {
            in_tree[i] = Some(rest.add_variable(network.states(variable))?);
        }
    }
    let first = vec![0; cutset.held.len()];
    let mut slices = Vec::new();
    for piece in &pieces.pieces {
        let layout = Layout::new(network, &piece.variables, |v| depths[v.index()].is_none());
        let held = layout.fixed.iter().filter_map(|(at, stride)| {
            let depth = depths[piece.variables[*at].index()];
            depth.map(|depth| (depth, *stride))
        });
        let mut slice = Slice {
            piece: piece.clone(),
            held: held.collect(),
            layout,
            factor: None,
        };
        if !slice.layout.open.is_empty() {
            let open = slice.layout.open.iter().filter_map(|v| in_tree[v.index()]);
            let open: Vec<Variable> = open.collect();
            slice.factor = Some(rest.add_factor(&open, slice.values(&first))?);
        }
        slices.push(slice);
    }
    let options = CompileOptions::default().with_memory_limit(limit_bytes);
    Ok(Held {
        slices,
        tree: JunctionTree::compile(&rest, &options)?,
        in_tree,
    })
}

/// Upper bounds on the probability of the findings for all choices.
pub(super) fn bounder(
    network: &Network,
    findings: &Findings,
    pieces: &Pieces,
    cutset: &Cutset,
    options: &BoundsOptions,
) -> Bounder {
    let n_states: Vec<u32> = network
        .variables()
        .map(|v| network.states(v) as u32)
        .collect();
    let held: Vec<Variable> = cutset.held.iter().copied().map(Variable).collect();
    let weighs = weigh_on(network, findings, &held, &pieces.pieces);
    let mut is_needed = vec![false; n_states.len()];
    let mut functions = Vec::new();
    for (piece, _) in pieces
        .pieces
        .iter()
        .zip(weighs)
        .filter(|(_, weighs)| *weighs)
    {
        let variables: Vec<u32> = piece.variables.iter().map(|v| v.0).collect();
        for variable in &variables {
            is_needed[*variable as usize] = true;
        }
        functions.push(Function::new(variables, piece.values.to_vec()));
    }
    let free = network.variables().filter(|v| network.cpt(*v).is_none());
    for variable in free.filter(|v| pieces.found[v.index()].is_none()) {
        is_needed[variable.index()] = true;
    }
    let order = cutset.order.iter().copied();
    let order: Vec<u32> = order.filter(|v| is_needed[*v as usize]).collect();
    Bounder::new(
        &n_states,
        functions,
        &order,
        &cutset.held,
        options.bound_cells,
    )
}
