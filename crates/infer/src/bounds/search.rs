//! Conditioning on the most promising states first.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::hold::{Slice, bounder, fit};
use super::minibuckets::Bounder;
use super::pieces::Pieces;
use super::rest::Rest;
use super::{Bounded, Bounds, BoundsOptions, less};
use crate::wide::Wide;
use crate::{Error, Findings, Network, Session, Variable};

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
    /// Per variable, which of the held ones it is.
    depths: Vec<Option<usize>>,
    slices: Vec<Slice>,
    session: Session,
    n_cells: usize,
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
        let mut depths = vec![None; network.n_variables()];
        for (depth, variable) in held.iter().enumerate() {
            depths[variable.index()] = Some(depth);
        }
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
            depths,
            held,
            slices: rest.slices,
            n_cells: rest.tree.n_cells(),
            session: rest.tree.session(),
            in_tree: rest.in_tree,
            most: pieces.most,
            open: BinaryHeap::new(),
            max_open: most_open(options.waiting_limit_bytes, cutset.held.len()),
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
        self.n_cells
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
            if self.n_propagations >= look_at && self.may_be_within(width) {
                let bounded = self.bounds();
                if bounded.width() <= width {
                    return Ok(bounded);
                }
            }
            if self.n_propagations >= look_at {
                look_at = self.n_propagations + 1 + self.n_propagations / 16;
            }
        }
        Ok(self.bounds())
    }

    /// Whether the bounds may be so near, by what is quickly known: how near are those on the
    /// variables that are not held.
    fn may_be_within(&self, width: f64) -> bool {
        let is_free = |v: &&Variable| self.in_tree[v.index()].is_some();
        if self.asked.iter().find(is_free).is_none() {
            return true;
        }
        let open = self.open.iter();
        let rest = open.fold(self.given_up, |rest, open| rest.plus(open.bound));
        let most = less(self.most, self.mass);
        let rest = if rest.total_cmp(most).is_gt() {
            most
        } else {
            rest
        };
        rest.over(self.mass.plus(rest)).to_f64() <= width
    }

    /// What is known by now.
    pub fn bounds(&self) -> Bounded {
        let rest = self.rest();
        let mut marginals: Vec<Option<Vec<Bounds>>> = vec![None; self.network.n_variables()];
        for (variable, sums) in self.asked.iter().zip(&self.sums) {
            let bounds = match self.found[variable.index()] {
                Some(found) => (0..sums.len()).map(|s| sure(s == found)).collect(),
                None => rest.bounds(self.depths[variable.index()], sums),
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
                Some(factor) if is_new => self.session.set_values(factor, slice.values(states))?,
                Some(_) => {}
                None => scale = scale.times(Wide::new(slice.values(states)[0])),
            }
        }
        self.current = Some(states.to_vec());
        if scale.is_zero() {
            return Ok(());
        }
        match self.session.evidence_ln() {
            Ok(evidence_ln) => self.add(states, scale.times(exp(evidence_ln))),
            Err(Error::Impossible { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Adds the posteriors of a choice and the probability of it and the findings.
    fn add(&mut self, states: &[u32], mass: Wide) -> Result<(), Error> {
        self.mass = self.mass.plus(mass);
        for (variable, sums) in self.asked.iter().zip(&mut self.sums) {
            if self.found[variable.index()].is_some() {
                continue;
            }
            if let Some(in_tree) = self.in_tree[variable.index()] {
                for (sum, p) in sums.iter_mut().zip(self.session.marginal(in_tree)?) {
                    *sum = sum.plus(mass.times(Wide::new(*p)));
                }
            } else if let Some(depth) = self.depths[variable.index()] {
                let sum = &mut sums[states[depth] as usize];
                *sum = sum.plus(mass);
            }
        }
        Ok(())
    }
}

/// How many choices may wait, each with the states of up to `n_held` variables.
fn most_open(limit_bytes: u64, n_held: usize) -> usize {
    let bytes = size_of::<Open>() + n_held * size_of::<u32>();
    // Two, since the better half of them stays when there are too many.
    usize::try_from(limit_bytes / bytes as u64).map_or(usize::MAX, |n| n.max(2))
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
