//! Conditioning on the most promising states first.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::cutset::{self, Cutset};
use super::minibuckets::{Bounder, Function};
use super::pieces::{Layout, Piece, Pieces, weigh_on};
use super::{Bounded, Bounds, BoundsOptions, less};
use crate::order::Graph;
use crate::wide::Wide;
use crate::{
    CompileOptions, Error, FactorId, Findings, JunctionTree, Network, Posterior, Variable,
};

/// What a clique's cell takes in a junction tree, at least.
const CELL_BYTES: u64 = 16;

/// A search for bounds on the posteriors of a network that is too large to be exact.
///
/// Some variables are held, so that what is left fits the memory. Each choice of their states
/// is propagated exactly and adds to what is known; of all choices not yet propagated the sum is
/// bounded from above. So the bounds are sure at any time, never widen, and are exact when all
/// is done. Choices are made one variable at a time, and the one with the highest bound comes
/// first.
///
/// ```
/// use abduce_infer::bounds::{BoundedSearch, BoundsOptions};
/// use abduce_infer::{CompileOptions, Error, Findings, JunctionTree, Network};
///
/// # fn main() -> Result<(), Error> {
/// // Thirty variables, each with an effect in common with every other: a clique of 2^30.
/// let mut network = Network::new();
/// let causes: Vec<_> = (0..30).map(|_| network.add_variable(2)).collect::<Result<_, _>>()?;
/// for cause in &causes {
///     network.add_cpt(*cause, &[], vec![0.99, 0.01])?;
/// }
/// let mut seen = Findings::new();
/// for (i, a) in causes.iter().enumerate() {
///     for b in &causes[i + 1..] {
///         let effect = network.add_variable(2)?;
///         network.add_cpt(effect, &[*a, *b], vec![0.9, 0.1, 0.5, 0.5, 0.4, 0.6, 0.3, 0.7])?;
///         seen = seen.with_state(effect, 0);
///     }
/// }
/// let exact = JunctionTree::compile(&network, &CompileOptions::default());
/// assert!(matches!(exact, Err(Error::TooLarge { .. })));
///
/// let options = BoundsOptions::default().with_memory_limit(1 << 20).asking(causes.clone());
/// let mut search = BoundedSearch::new(&network, &seen, &options)?;
/// let bounded = search.run(1000, 1e-3, |_| true)?;
/// let first = bounded.marginal(causes[0])?[1];
/// assert!(first.upper < 0.01 && first.width() <= 1e-3);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct BoundedSearch {
    network: Network,
    found: Vec<Option<usize>>,
    asked: Vec<Variable>,
    told: Vec<Variable>,
    held: Vec<Variable>,
    n_held_states: Vec<u32>,
    slices: Vec<Slice>,
    tree: JunctionTree,
    /// Per variable, which it is in the tree.
    in_tree: Vec<Option<Variable>>,
    bounder: Bounder,
    most: Wide,
    open: BinaryHeap<Open>,
    max_open: usize,
    given_up: Wide,
    n_opened: u64,
    n_propagations: u64,
    /// The choice that the tree has the tables of.
    current: Option<Vec<u32>>,
    /// The sum over all choices propagated.
    mass: Wide,
    /// Per variable asked for and state, its part of that.
    sums: Vec<Vec<Wide>>,
}

/// A table of the network as the choice of states cuts it.
#[derive(Debug)]
struct Slice {
    piece: Piece,
    layout: Layout,
    /// Per held variable in the table: which, and its stride.
    held: Vec<(usize, usize)>,
    /// The factor of the tree; none for one number.
    factor: Option<FactorId>,
}

impl Slice {
    fn values(&self, states: &[u32]) -> Vec<f64> {
        let offsets = self.held.iter();
        let first = offsets
            .map(|(held, stride)| stride * states[*held] as usize)
            .sum();
        self.layout.gather(&self.piece.values, first)
    }
}

/// States chosen for some of the held variables, with a bound on what all that is left comes to.
#[derive(Debug, Clone)]
struct Open {
    bound: Wide,
    number: u64,
    chosen: Wide,
    states: Vec<u32>,
}

impl PartialEq for Open {
    fn eq(&self, other: &Open) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Open {}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Open) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Open {
    /// The highest bound first, then the one that was there first.
    fn cmp(&self, other: &Open) -> Ordering {
        (self.bound.total_cmp(other.bound)).then(other.number.cmp(&self.number))
    }
}

impl BoundedSearch {
    /// Chooses what to hold and sets up the bounds. Nothing is propagated yet.
    ///
    /// # Errors
    /// [`Error::Loop`]; [`Error::UnknownVariable`] or [`Error::RepeatedVariable`] for
    /// [`BoundsOptions::asked`]; what [`Findings::check`] finds; [`Error::TooLarge`] when the
    /// network does not fit even with all variables held.
    pub fn new(
        network: &Network,
        findings: &Findings,
        options: &BoundsOptions,
    ) -> Result<BoundedSearch, Error> {
        network.check_loops()?;
        findings.check(network)?;
        let asked = match &options.asked {
            Some(asked) => asked.clone(),
            None => network.variables().collect(),
        };
        network.check_variables(&asked)?;
        let pieces = Pieces::new(network, findings, &asked);
        let (cutset, rest) = fit(network, &pieces, options.memory_limit_bytes)?;
        let held: Vec<Variable> = cutset.held.iter().copied().map(Variable).collect();
        let bounder = bounder(network, findings, &pieces, &cutset, options);
        let mut search = BoundedSearch {
            sums: asked
                .iter()
                .map(|v| vec![Wide::ZERO; network.states(*v)])
                .collect(),
            network: network.clone(),
            found: pieces.found,
            asked,
            told: findings.iter().map(|(variable, _)| variable).collect(),
            n_held_states: held.iter().map(|v| network.states(*v) as u32).collect(),
            held,
            slices: rest.slices,
            tree: rest.tree,
            in_tree: rest.in_tree,
            most: pieces.most,
            open: BinaryHeap::new(),
            max_open: options.max_open.max(1),
            given_up: Wide::ZERO,
            n_opened: 0,
            n_propagations: 0,
            current: None,
            mass: Wide::ZERO,
            bounder,
        };
        let root = search.bounder.constant();
        let bound = search.bounder.bound(root, &[]);
        search.put(bound, root, Vec::new());
        Ok(search)
    }

    /// The variables that are held, the most useful first; none when the network fits, so that
    /// the first step makes all exact.
    pub fn held(&self) -> &[Variable] {
        &self.held
    }

    /// How many exact propagations there were.
    pub fn n_propagations(&self) -> u64 {
        self.n_propagations
    }

    /// How many numbers the tables of one propagation hold.
    pub fn n_cells(&self) -> usize {
        self.tree.n_cells()
    }

    /// Propagates the most promising choice. False when there is none left.
    ///
    /// # Errors
    /// [`Error::Impossible`], naming all variables with findings, when all was looked into and
    /// nothing was possible.
    pub fn step(&mut self) -> Result<bool, Error> {
        while let Some(mut open) = self.open.pop() {
            while open.states.len() < self.held.len() && !open.bound.is_zero() {
                open = self.choose(open);
            }
            if !open.bound.is_zero() {
                self.propagate(&open.states)?;
                return Ok(true);
            }
        }
        if self.mass.is_zero() && self.given_up.is_zero() {
            return Err(Error::Impossible {
                variables: self.told.clone(),
            });
        }
        Ok(false)
    }

    /// Steps until there were `max_propagations` in all, or no two bounds are further apart than
    /// `width`, or nothing is left, or `go_on` says no. That is asked after every step.
    ///
    /// The bounds are looked at after 1, 2, 3 steps and so on, and more rarely the longer it
    /// takes, so that looking takes a small part of the time.
    ///
    /// # Errors
    /// Those of [`BoundedSearch::step`].
    pub fn run(
        &mut self,
        max_propagations: u64,
        width: f64,
        mut go_on: impl FnMut(&BoundedSearch) -> bool,
    ) -> Result<Bounded, Error> {
        let mut look_at = self.n_propagations + 1;
        while self.n_propagations < max_propagations {
            if !self.step()? || !go_on(self) {
                break;
            }
            if self.n_propagations >= look_at {
                let bounded = self.bounds();
                if bounded.width() <= width {
                    return Ok(bounded);
                }
                look_at = self.n_propagations + 1 + self.n_propagations / 16;
            }
        }
        Ok(self.bounds())
    }

    /// What is known by now.
    pub fn bounds(&self) -> Bounded {
        let rest = self.rest();
        let mut marginals: Vec<Option<Vec<Bounds>>> = vec![None; self.network.n_variables()];
        for (variable, sums) in self.asked.iter().zip(&self.sums) {
            let bounds = match self.found[variable.index()] {
                Some(found) => (0..sums.len()).map(|s| sure(s == found)).collect(),
                None => self.of_states(*variable, sums, &rest),
            };
            marginals[variable.index()] = Some(bounds);
        }
        Bounded {
            marginals,
            evidence_ln: Bounds {
                lower: self.mass.ln(),
                upper: self.mass.plus(rest.total).ln(),
            },
            n_propagations: self.n_propagations,
            is_exact: rest.total.is_zero(),
        }
    }

    /// The bounds on the states of a variable with no known state.
    fn of_states(&self, variable: Variable, sums: &[Wide], rest: &Rest) -> Vec<Bounds> {
        let all = sums.iter().fold(Wide::ZERO, |all, sum| all.plus(*sum));
        let depth = self.held.iter().position(|held| *held == variable);
        let bounds = sums.iter().enumerate().map(|(state, sum)| {
            let (with, without) = rest.of_state(depth, state);
            let with_it = sum.plus(with).over(all.plus(with)).to_f64();
            let without_it = sum.over(all.plus(without)).to_f64();
            Bounds {
                lower: without_it.min(1.0),
                upper: with_it.min(1.0),
            }
        });
        bounds.collect()
    }

    /// Bounds on what was not propagated.
    fn rest(&self) -> Rest {
        let by_state = self.n_held_states.iter();
        let mut rest = Rest {
            total: self.given_up,
            most: less(self.most, self.mass),
            by_state: by_state.map(|n| vec![Wide::ZERO; *n as usize]).collect(),
            unchosen: vec![self.given_up; self.held.len()],
        };
        for open in &self.open {
            rest.total = rest.total.plus(open.bound);
            for (sums, state) in rest.by_state.iter_mut().zip(&open.states) {
                let sum = &mut sums[*state as usize];
                *sum = sum.plus(open.bound);
            }
            for sum in &mut rest.unchosen[open.states.len()..] {
                *sum = sum.plus(open.bound);
            }
        }
        rest.total = rest.cut(rest.total);
        rest
    }

    /// The best choice of a state for the next variable; the others wait.
    fn choose(&mut self, open: Open) -> Open {
        let mut best = Open {
            bound: Wide::ZERO,
            ..open.clone()
        };
        for state in 0..self.n_held_states[open.states.len()] {
            let mut states = open.states.clone();
            states.push(state);
            let chosen = self.bounder.choose(open.chosen, &states);
            let bound = self.bounder.bound(chosen, &states);
            // No part is more than the whole, whatever was rounded.
            let bound = if bound.total_cmp(open.bound).is_gt() {
                open.bound
            } else {
                bound
            };
            let mut other = Open {
                bound,
                number: open.number,
                chosen,
                states,
            };
            if bound.total_cmp(best.bound).is_gt() {
                std::mem::swap(&mut best, &mut other);
            }
            self.put(other.bound, other.chosen, other.states);
        }
        best
    }

    /// Lets a choice wait, unless nothing can come of it.
    fn put(&mut self, bound: Wide, chosen: Wide, states: Vec<u32>) {
        if bound.is_zero() {
            return;
        }
        self.n_opened += 1;
        self.open.push(Open {
            bound,
            number: self.n_opened,
            chosen,
            states,
        });
        if self.open.len() > self.max_open {
            self.give_up();
        }
    }

    /// Gives up the less promising half of what waits.
    fn give_up(&mut self) {
        let mut all = std::mem::take(&mut self.open).into_sorted_vec();
        for open in all.drain(..all.len().div_ceil(2)) {
            self.given_up = self.given_up.plus(open.bound);
        }
        self.open = all.into();
    }

    /// Propagates a choice and adds what comes of it.
    fn propagate(&mut self, states: &[u32]) -> Result<(), Error> {
        self.n_propagations += 1;
        let mut scale = Wide::ONE;
        for slice in &self.slices {
            let is_new = self.current.as_ref().is_none_or(|current| {
                slice
                    .held
                    .iter()
                    .any(|(held, _)| current[*held] != states[*held])
            });
            match slice.factor {
                Some(factor) if is_new => self.tree.set_values(factor, slice.values(states))?,
                Some(_) => {}
                None => scale = scale.times(Wide::new(slice.values(states)[0])),
            }
        }
        self.current = Some(states.to_vec());
        if scale.is_zero() {
            return Ok(());
        }
        match self.tree.propagate(&Findings::new()) {
            Ok(posterior) => self.add(states, scale, &posterior),
            Err(Error::Impossible { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn add(&mut self, states: &[u32], scale: Wide, posterior: &Posterior) -> Result<(), Error> {
        let mass = scale.times(exp(posterior.evidence_ln()));
        self.mass = self.mass.plus(mass);
        for (variable, sums) in self.asked.iter().zip(&mut self.sums) {
            if self.found[variable.index()].is_some() {
                continue;
            }
            if let Some(in_tree) = self.in_tree[variable.index()] {
                for (sum, p) in sums.iter_mut().zip(posterior.marginal(in_tree)?) {
                    *sum = sum.plus(mass.times(Wide::new(*p)));
                }
            } else if let Some(depth) = self.held.iter().position(|held| held == variable) {
                let sum = &mut sums[states[depth] as usize];
                *sum = sum.plus(mass);
            }
        }
        Ok(())
    }
}

/// Bounds on what was not propagated.
struct Rest {
    /// All of it.
    total: Wide,
    /// What it cannot be more than, whatever the others say.
    most: Wide,
    /// Per held variable and state, what has that state chosen.
    by_state: Vec<Vec<Wide>>,
    /// Per held variable, what has no state chosen for it yet.
    unchosen: Vec<Wide>,
}

impl Rest {
    fn cut(&self, bound: Wide) -> Wide {
        if bound.total_cmp(self.most).is_gt() {
            self.most
        } else {
            bound
        }
    }

    /// Bounds on what may have a state, and on what may have another.
    fn of_state(&self, depth: Option<usize>, state: usize) -> (Wide, Wide) {
        let Some(depth) = depth else {
            return (self.total, self.total);
        };
        let unchosen = self.unchosen[depth];
        let sums = self.by_state[depth].iter().enumerate();
        let others = sums.filter(|(other, _)| *other != state);
        let without = others.fold(unchosen, |all, (_, sum)| all.plus(*sum));
        let with = unchosen.plus(self.by_state[depth][state]);
        (self.cut(with), self.cut(without))
    }
}

fn sure(is_so: bool) -> Bounds {
    let p = f64::from(u8::from(is_so));
    Bounds { lower: p, upper: p }
}

/// e to a power, without limit to its range.
fn exp(ln: f64) -> Wide {
    let exponent = (ln / std::f64::consts::LN_2).floor();
    let rest = ln - exponent * std::f64::consts::LN_2;
    Wide::new(libm::exp(rest)).shifted(exponent as i64)
}

/// What is left of a network when some variables are held.
struct Held {
    slices: Vec<Slice>,
    tree: JunctionTree,
    in_tree: Vec<Option<Variable>>,
}

/// Holds as many variables as it takes for the rest to fit.
fn fit(network: &Network, pieces: &Pieces, limit_bytes: u64) -> Result<(Cutset, Held), Error> {
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
        let cutset = cutset::choose(&graph, &n_states, limit_cells);
        match hold(network, pieces, &cutset, limit_bytes) {
            Err(Error::TooLarge { .. }) if limit_cells > 0 => {
                limit_cells = (limit_cells / 2).min(limit_bytes / CELL_BYTES);
            }
            other => return Ok((cutset, other?)),
        }
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
fn bounder(
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
    // Every held variable keeps a table or a few until the end.
    let n_kept = 4 * (cutset.held.len() as u64 + 16);
    let limit_cells = (options.memory_limit_bytes / (4 * 8 * n_kept)).min(options.bound_cells);
    Bounder::new(&n_states, functions, &order, &cutset.held, limit_cells)
}
