//! The most probable explanation: the first pass with the largest where the posterior has the
//! sum, and the states that made it, from the roots down (Dawid 1992, "Applications of a general
//! propagation algorithm for probabilistic expert systems").

use crate::cell::{Cell, Exponents, N_LANES};
use crate::conflict::impossible;
use crate::plan::{Fate, Plan};
use crate::state::{Fixed, State};
use crate::tree::tell;
use crate::wide::Wide;
use crate::{Error, Findings, JunctionTree, Variable};

/// One state of every variable, together as probable as any that agree with the findings.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Per variable, by its index.
    pub states: Vec<usize>,
    /// The natural logarithm of the probability of these states together with the findings: the
    /// product of all factors and likelihoods. Less the logarithm of the probability of the
    /// findings it is that of P(states | findings).
    pub probability_ln: f64,
}

impl JunctionTree {
    /// The most probable states of all variables together, given the findings. They need not be
    /// those with the largest marginals. Where several are equally probable to within rounding,
    /// it is the same one each time: in each clique the first of its table.
    ///
    /// It costs about as much as one propagation.
    ///
    /// ```
    /// # use abduce_infer::{CompileOptions, Findings, JunctionTree, Network};
    /// # fn main() -> Result<(), abduce_infer::Error> {
    /// // The first of two is likely in state 0, yet the likeliest pair has it in state 1.
    /// let mut network = Network::new();
    /// let first = network.add_variable(2)?;
    /// let second = network.add_variable(3)?;
    /// network.add_cpt(first, &[], vec![0.6, 0.4])?;
    /// network.add_cpt(second, &[first], vec![0.4, 0.3, 0.3, 0.0, 1.0, 0.0])?;
    /// let tree = JunctionTree::compile(&network, &CompileOptions::default())?;
    /// let best = tree.most_probable(&Findings::new())?;
    /// assert_eq!(best.states, [1, 1]);
    /// assert!((best.probability_ln - 0.4_f64.ln()).abs() < 1e-12);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of [`JunctionTree::propagate`]; [`Error::Pruned`] when the tree was compiled without
    /// some variable, whose state would be wanted too.
    pub fn most_probable(&self, findings: &Findings) -> Result<Explanation, Error> {
        let pruned = |v: &Variable| self.plan.fates[v.index()] == Fate::Pruned;
        if let Some(variable) = self.network().variables().find(pruned) {
            return Err(Error::Pruned { variable });
        }
        self.check(findings)?;
        let narrow = self.largest::<f64>(findings);
        let found = if narrow.is_lost() {
            narrow_down(&self.plan, &self.largest::<Wide>(findings))
        } else {
            narrow_down(&self.plan, &narrow)
        };
        found.ok_or_else(|| impossible(self, findings))
    }

    /// The first pass.
    fn largest<C: Ranked>(&self, findings: &Findings) -> State<Most<C>> {
        let fixed = Fixed::new(&self.plan, self.network());
        let mut state = State::new(&self.plan, fixed);
        tell(&self.plan, &mut state, findings);
        state.collect(&self.plan, self.network());
        state
    }
}

/// The states that make the largest product; `None` when that is 0.
fn narrow_down<C: Ranked>(plan: &Plan, state: &State<Most<C>>) -> Option<Explanation> {
    let largest = state.evidence(plan)[0];
    if largest.is_zero() {
        return None;
    }
    let observed = (0..plan.n_states.len()).map(|v| match plan.fates[v] {
        Fate::Observed => state.state(v),
        _ => 0,
    });
    let mut states: Vec<usize> = observed.collect();
    for at in (0..plan.cliques.len()).rev() {
        choose(plan, state, at, &mut states);
    }
    Some(Explanation {
        states,
        probability_ln: largest.ln(),
    })
}

/// Chooses the states of a clique's variables, those of its separator being chosen.
fn choose<C: Ranked>(plan: &Plan, state: &State<Most<C>>, at: usize, states: &mut [usize]) {
    let clique = &plan.cliques[at];
    let members = plan.members(at);
    let n_states = |v: &u32| plan.n_states[*v as usize] as usize;
    // The separator changes fastest: its state is the rest of a cell's place.
    let width = clique.message.len;
    let (mut chosen, mut step) = (0, 1);
    for v in members.iter().rev() {
        if step < width {
            chosen += states[*v as usize] * step;
        }
        step *= n_states(v);
    }
    let listed = clique.listed.map(|from| &plan.lists[from as usize..]);
    let inputs = state.inputs(plan, at);
    let mut cells = vec![Most(C::ZERO); clique.block_len];
    let (mut best, mut place) = (Most(C::ZERO), chosen);
    for block in 0..clique.n_blocks() {
        let range = clique.block(block);
        let cells = &mut cells[..range.len()];
        if !inputs.multiply(cells, block, Most(C::ONE)) {
            continue;
        }
        for (number, cell) in range.zip(&*cells) {
            let here = listed.map_or(number, |listed| listed[number] as usize);
            if here % width == chosen && !best.plus(*cell).same(best) {
                (best, place) = (*cell, here);
            }
        }
    }
    for v in members.iter().rev() {
        states[*v as usize] = place % n_states(v);
        place /= n_states(v);
    }
}

/// Numbers of which one can be the largest.
trait Ranked: Cell {
    fn larger(self, other: Self) -> Self;
}

impl Ranked for f64 {
    fn larger(self, other: f64) -> f64 {
        if other > self { other } else { self }
    }
}

impl Ranked for Wide {
    fn larger(self, other: Wide) -> Wide {
        if other.total_cmp(self).is_gt() {
            other
        } else {
            self
        }
    }
}

/// A number whose sums are the largest of what is summed.
#[derive(Debug, Clone, Copy)]
struct Most<C>(C);

fn bare<C: Copy>(cells: &[Most<C>]) -> Vec<C> {
    cells.iter().map(|cell| cell.0).collect()
}

impl<C: Ranked> Cell for Most<C> {
    const ZERO: Most<C> = Most(C::ZERO);
    const ONE: Most<C> = Most(C::ONE);
    const IS_NARROW: bool = C::IS_NARROW;
    fn new(value: f64) -> Most<C> {
        Most(C::new(value))
    }
    #[inline(always)]
    fn plus(self, other: Most<C>) -> Most<C> {
        Most(self.0.larger(other.0))
    }
    #[inline(always)]
    fn times(self, other: Most<C>) -> Most<C> {
        Most(self.0.times(other.0))
    }
    fn over(self, other: Most<C>) -> Most<C> {
        Most(self.0.over(other.0))
    }
    #[inline(always)]
    fn is_zero(self) -> bool {
        self.0.is_zero()
    }
    #[inline(always)]
    fn same(self, other: Most<C>) -> bool {
        self.0.same(other.0)
    }
    fn sum(cells: &[Most<C>]) -> Most<C> {
        let first = Most(C::ZERO);
        cells.iter().fold(first, |most, cell| most.plus(*cell))
    }
    fn wide(self, exponents: &Exponents) -> [Wide; N_LANES] {
        self.0.wide(exponents)
    }
    fn level(cells: &mut [Most<C>], taken: &mut Exponents) {
        let mut levelled = bare(cells);
        C::level(&mut levelled, taken);
        for (cell, levelled) in cells.iter_mut().zip(levelled) {
            cell.0 = levelled;
        }
    }
    fn reach(cells: &[Most<C>]) -> u32 {
        C::reach(&bare(cells))
    }
    fn span(cells: &[Most<C>]) -> u32 {
        C::span(&bare(cells))
    }
}
