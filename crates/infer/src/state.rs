//! The numbers of a propagation, and its two passes (Lauritzen & Spiegelhalter 1988; Jensen et
//! al. 1990).

use std::sync::Arc;

use crate::cell::{Cell, Exponents, N_LANES, SAFE_REACH};
use crate::cliques::NONE;
use crate::plan::{Clique, Operand, Part, Place, Plan, Store};
use crate::view::View;
use crate::wide::Wide;
use crate::{FactorId, Network};

/// The inputs of a clique: a macro, because a function would borrow all of the state.
macro_rules! inputs {
    ($state:expr, $plan:expr, $at:expr) => {
        Inputs {
            plan: $plan,
            clique: &$plan.cliques[$at],
            fixed: &$state.fixed.cells,
            moving: &$state.moving,
            likelihoods: &$state.likelihoods,
            first: $state.first[$at],
        }
    };
}
/// The numbers that the network alone gives: per factor its part, and products of these.
#[derive(Debug, Clone)]
pub(crate) struct Fixed<C> {
    pub(crate) cells: Arc<Vec<C>>,
    /// Per factor, the reach of its part; see [`Cell::reach`].
    pub(crate) reaches: Vec<u32>,
}

impl<C: Cell> Fixed<C> {
    /// All zero, of factors without any reach.
    pub(crate) fn zero(plan: &Plan) -> Fixed<C> {
        Fixed {
            cells: Arc::new(vec![C::ZERO; plan.n_fixed]),
            reaches: vec![0; plan.parts.len()],
        }
    }

    /// Of the network that the plan was made for.
    pub(crate) fn new(plan: &Plan, network: &Network) -> Fixed<C> {
        let mut fixed = Fixed::zero(plan);
        for number in 0..plan.parts.len() {
            fixed.copy(plan, network, number);
        }
        for clique in 0..plan.cliques.len() {
            fixed.multiply(plan, clique);
        }
        fixed
    }

    /// Copies a factor's values again, and multiplies what they go into.
    pub(crate) fn renew(&mut self, plan: &Plan, network: &Network, factor: FactorId) {
        self.copy(plan, network, factor.index());
        if let Place::Clique(clique) = plan.parts[factor.index()].place {
            self.multiply(plan, clique as usize);
        }
    }

    fn copy(&mut self, plan: &Plan, network: &Network, number: usize) {
        let part = &plan.parts[number];
        let values = &network.tables()[number].values;
        if part.place == Place::Nowhere {
            return;
        }
        self.reaches[number] = f64::reach(values);
        if part.store == Store::Fixed {
            let cells = Arc::make_mut(&mut self.cells);
            let mut to = cells[part.start..part.start + part.len].iter_mut();
            plan.gather(part, values, &[], |value| {
                if let Some(cell) = to.next() {
                    *cell = C::new(value);
                }
            });
        }
    }

    pub(crate) fn multiply(&mut self, plan: &Plan, clique: usize) {
        let clique = &plan.cliques[clique];
        let base = plan.operands(&clique.base);
        if base.is_empty() {
            return;
        }
        let cells = Arc::make_mut(&mut self.cells);
        let kept = plan.operands(&clique.inputs).iter();
        let whole = kept.filter(|input| input.store == Store::Fixed);
        for to in whole {
            // The base is laid after all factors.
            let (factors, rest) = cells.split_at_mut(to.start);
            let product = &mut rest[..to.len];
            for (block, cells) in product.chunks_mut(clique.block_len).enumerate() {
                for (i, operand) in base.iter().enumerate() {
                    let table = operand.of(factors, &[]);
                    if i == 0 {
                        operand.view.set(cells, table, block, &plan.lists, C::ONE);
                    } else {
                        operand.view.multiply(cells, table, block, &plan.lists);
                    }
                }
            }
        }
    }
}

/// A likelihood that is multiplied into its variable's smallest clique.
#[derive(Debug, Clone)]
pub(crate) struct Likelihood {
    /// Along the clique, once it was needed.
    view: Option<View>,
    lists: Vec<u32>,
    /// The next variable with one in the same clique; [`UNTOLD`] when this one has none.
    pub(crate) next: u32,
    pub(crate) reach: u32,
}

/// Stands for no likelihood at all.
const UNTOLD: u32 = u32::MAX - 1;

impl Likelihood {
    fn is_told(&self) -> bool {
        self.next != UNTOLD
    }
}

/// What was taken out of a clique's message.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    pub(crate) taken: Exponents,
    reach: u32,
    /// The sum of the reaches of all that the clique is the product of.
    product_reach: u32,
    /// Whether a product may have been too small for the cells.
    lost: bool,
}

/// The numbers of a propagation under way.
#[derive(Debug, Clone)]
pub(crate) struct State<C> {
    pub(crate) fixed: Fixed<C>,
    pub(crate) moving: Vec<C>,
    pub(crate) products: Vec<C>,
    /// Per clique, the first variable with a likelihood there.
    pub(crate) first: Vec<u32>,
    /// Per variable.
    pub(crate) likelihoods: Vec<Likelihood>,
    /// Per variable, its state where it is observed.
    pub(crate) states: Vec<u32>,
    told: Vec<bool>,
    /// Per variable, whether its observed state changed since it was read.
    changed: Vec<bool>,
    pins_changed: bool,
    /// Per clique, whether its message has to be computed again.
    pub(crate) stale: Vec<bool>,
    /// Per clique, when messages are levelled.
    pub(crate) levels: Vec<Level>,
    /// The sum of the reaches of all factors and likelihoods.
    pub(crate) total_reach: i64,
    /// Whether messages are levelled: only when products might leave the range of the cells.
    pub(crate) levelled: bool,
    /// Whether the answers are those to the messages.
    answered: bool,
    /// Whether a product of an answer may have been too small for the cells.
    answer_lost: bool,
    block: Vec<C>,
    message: Vec<C>,
}

impl<C: Cell> State<C> {
    /// A state with nothing told, all to be computed.
    pub(crate) fn new(plan: &Plan, fixed: Fixed<C>) -> State<C> {
        let (n, n_variables) = (plan.cliques.len(), plan.n_states.len());
        let untold = Likelihood {
            view: None,
            lists: Vec::new(),
            next: UNTOLD,
            reach: 0,
        };
        State {
            total_reach: fixed.reaches.iter().map(|reach| i64::from(*reach)).sum(),
            fixed,
            moving: vec![C::ZERO; plan.n_moving],
            products: vec![C::ZERO; plan.n_products],
            first: vec![NONE; n],
            likelihoods: vec![untold; n_variables],
            states: vec![0; n_variables],
            told: vec![false; n_variables],
            changed: vec![false; n_variables],
            pins_changed: false,
            stale: vec![true; n],
            levels: Vec::new(),
            levelled: false,
            answered: false,
            answer_lost: false,
            block: vec![C::ZERO; plan.longest_block],
            message: Vec::new(),
        }
    }

    /// Tells the state of an observed variable. The factors with it are read at the next pass.
    pub(crate) fn observe(&mut self, variable: usize, state: u32) {
        if self.states[variable] != state || !self.told[variable] {
            self.states[variable] = state;
            self.told[variable] = true;
            self.pins_changed = true;
            self.changed[variable] = true;
        }
    }

    /// The state of an observed variable.
    pub(crate) fn state(&self, variable: usize) -> usize {
        self.states[variable] as usize
    }

    /// Tells a likelihood of a variable that is not observed, one cell per state.
    pub(crate) fn weigh(&mut self, plan: &Plan, variable: usize, weights: impl Iterator<Item = C>) {
        let n_states = plan.n_states[variable] as usize;
        let start = plan.likelihoods[variable];
        let table = &mut self.moving[start..start + n_states];
        let mut same = self.likelihoods[variable].is_told();
        for (old, new) in table.iter_mut().zip(weights) {
            same &= old.same(new);
            *old = new;
        }
        if same {
            return;
        }
        let reach = C::reach(table);
        self.total_reach += i64::from(reach) - i64::from(self.likelihoods[variable].reach);
        self.likelihoods[variable].reach = reach;
        self.link(plan, variable, plan.homes[variable]);
    }

    /// Takes back what is told of a variable that is not observed.
    pub(crate) fn unweigh(&mut self, plan: &Plan, variable: usize) {
        if self.likelihoods[variable].is_told() {
            self.total_reach -= i64::from(self.likelihoods[variable].reach);
            self.likelihoods[variable].reach = 0;
            self.unlink(variable, plan.homes[variable]);
        }
    }

    /// Hooks a likelihood to its clique; one of a constant to none.
    fn link(&mut self, plan: &Plan, variable: usize, clique: u32) {
        if clique != NONE {
            self.stale[clique as usize] = true;
        }
        let likelihood = &mut self.likelihoods[variable];
        if likelihood.is_told() {
            return;
        }
        likelihood.next = NONE;
        if clique == NONE {
            return;
        }
        let clique = clique as usize;
        if likelihood.view.is_none() {
            let view = plan.view(clique, &[variable as u32], &mut likelihood.lists);
            likelihood.view = Some(view);
        }
        likelihood.next = self.first[clique];
        self.first[clique] = variable as u32;
    }

    fn unlink(&mut self, variable: usize, clique: u32) {
        let next = std::mem::replace(&mut self.likelihoods[variable].next, UNTOLD);
        if clique == NONE {
            return;
        }
        let clique = clique as usize;
        self.stale[clique] = true;
        if self.first[clique] as usize == variable {
            self.first[clique] = next;
            return;
        }
        let mut at = self.first[clique];
        while at != NONE {
            let likelihood = &mut self.likelihoods[at as usize];
            if likelihood.next as usize == variable {
                likelihood.next = next;
                return;
            }
            at = likelihood.next;
        }
    }

    /// A factor has other values.
    pub(crate) fn renew(&mut self, plan: &Plan, network: &Network, factor: FactorId) {
        self.total_reach -= i64::from(self.fixed.reaches[factor.index()]);
        self.fixed.renew(plan, network, factor);
        self.total_reach += i64::from(self.fixed.reaches[factor.index()]);
        let part = &plan.parts[factor.index()];
        if part.store == Store::Moving {
            self.slice(plan, network, part);
        }
        if let Place::Clique(clique) = part.place {
            self.stale[clique as usize] = true;
        }
    }

    /// Reads the part of a factor that the observed states leave.
    fn slice(&mut self, plan: &Plan, network: &Network, part: &Part) {
        let values = &network.tables()[part.factor as usize].values;
        let mut to = self.moving[part.start..part.start + part.len].iter_mut();
        plan.gather(part, values, &self.states, |value| {
            if let Some(cell) = to.next() {
                *cell = C::new(value);
            }
        });
    }

    /// Sends the messages towards the roots that are not up to date.
    pub(crate) fn collect(&mut self, plan: &Plan, network: &Network) {
        self.read_pins(plan, network);
        let levelled = self.total_reach > i64::from(SAFE_REACH);
        if levelled != self.levelled {
            self.levelled = levelled;
            self.stale.fill(true);
        }
        if levelled && self.levels.is_empty() {
            let none = Level {
                taken: [0; N_LANES],
                reach: 0,
                product_reach: 0,
                lost: false,
            };
            self.levels = vec![none; plan.cliques.len()];
        }
        for clique in 0..plan.cliques.len() {
            if !self.stale[clique] {
                continue;
            }
            self.stale[clique] = false;
            self.answered = false;
            self.answer_lost = false;
            if self.send(plan, clique) && plan.cliques[clique].parent != NONE {
                self.stale[plan.cliques[clique].parent as usize] = true;
            }
        }
    }

    /// Reads again the factors with an observed variable whose state changed.
    fn read_pins(&mut self, plan: &Plan, network: &Network) {
        if !std::mem::take(&mut self.pins_changed) {
            return;
        }
        for number in &plan.pinned {
            let part = &plan.parts[*number as usize];
            if plan
                .pins(part)
                .iter()
                .any(|pin| self.changed[pin.0.index()])
            {
                self.slice(plan, network, part);
                if let Place::Clique(clique) = part.place {
                    self.stale[clique as usize] = true;
                }
            }
        }
        self.changed.fill(false);
    }

    /// Computes a clique's product and its message; whether the message is another than before.
    fn send(&mut self, plan: &Plan, at: usize) -> bool {
        let clique = &plan.cliques[at];
        self.message.clear();
        self.message.resize(clique.message.len, C::ZERO);
        let inputs = inputs!(self, plan, at);
        let view = &clique.message.view;
        if clique.kept.is_empty() {
            for block in 0..clique.n_blocks() {
                let cells = &mut self.block[..clique.block(block).len()];
                if inputs.multiply(cells, block, C::ONE) {
                    view.add_into(cells, &mut self.message, block, &plan.lists);
                }
            }
        } else {
            let cells = &mut self.products[clique.kept.clone()];
            for (block, cells) in cells.chunks_mut(clique.block_len).enumerate() {
                if inputs.multiply(cells, block, C::ONE) {
                    view.add_into(cells, &mut self.message, block, &plan.lists);
                } else {
                    cells.fill(C::ZERO);
                }
            }
        }
        if self.levelled {
            self.level(plan, at);
        }
        let start = clique.message.start;
        let old = &mut self.moving[start..start + self.message.len()];
        let same = old
            .iter()
            .zip(&self.message)
            .all(|(old, new)| old.same(*new));
        old.copy_from_slice(&self.message);
        !same || self.levelled
    }

    /// Levels the message of a clique, and notes whether its product can have lost anything.
    fn level(&mut self, plan: &Plan, at: usize) {
        let mut reach = 0_u32;
        let mut v = self.first[at];
        while v != NONE {
            reach = reach.saturating_add(self.likelihoods[v as usize].reach);
            v = self.likelihoods[v as usize].next;
        }
        for number in plan.factors(at) {
            reach = reach.saturating_add(self.fixed.reaches[*number as usize]);
        }
        for child in plan.children(at) {
            reach = reach.saturating_add(self.levels[*child as usize].reach);
        }
        let lost = reach.max(C::span(&self.message)) > SAFE_REACH;
        let mut level = Level {
            taken: [0; N_LANES],
            reach: 0,
            product_reach: reach,
            lost,
        };
        C::level(&mut self.message, &mut level.taken);
        level.reach = C::reach(&self.message);
        self.levels[at] = level;
    }

    /// Whether a product may have been too small for the cells, of the first pass or, when the
    /// second is done, of that.
    pub(crate) fn is_lost(&self) -> bool {
        let sent = |level: &Level| level.lost;
        let lost = self.answer_lost || self.levels.iter().any(sent);
        self.levelled && C::IS_NARROW && lost
    }

    /// The probability of what is told, in each lane.
    pub(crate) fn evidence(&self, plan: &Plan) -> [Wide; N_LANES] {
        let mut product = [Wide::ONE; N_LANES];
        let mut times = |by: [Wide; N_LANES]| {
            for (product, by) in product.iter_mut().zip(by) {
                *product = product.times(by);
            }
        };
        for clique in plan.cliques.iter().filter(|clique| clique.parent == NONE) {
            times(self.moving[clique.message.start].wide(&[0; N_LANES]));
        }
        for part in plan.parts.iter().filter(|part| part.place == Place::Number) {
            let store = match part.store {
                Store::Fixed => &*self.fixed.cells,
                Store::Moving => &self.moving,
            };
            times(store[part.start].wide(&[0; N_LANES]));
        }
        for (v, likelihood) in self.likelihoods.iter().enumerate() {
            // Of one state: in no clique.
            if plan.homes[v] == NONE && likelihood.is_told() {
                times(self.moving[plan.likelihoods[v]].wide(&[0; N_LANES]));
            }
        }
        if self.levelled {
            for level in &self.levels {
                for (product, taken) in product.iter_mut().zip(level.taken) {
                    *product = product.shifted(taken);
                }
            }
        }
        product
    }

    /// Sends the answers back, and sums up the marginals. After [`State::collect`].
    pub(crate) fn distribute(&mut self, plan: &Plan) {
        if std::mem::replace(&mut self.answered, true) {
            return;
        }
        self.answer_lost = false;
        for at in (0..plan.cliques.len()).rev() {
            self.answer(plan, at);
        }
    }

    /// Sends the answers of a clique to its children.
    pub(crate) fn answer(&mut self, plan: &Plan, at: usize) {
        let clique = &plan.cliques[at];
        if clique.parent != NONE {
            let answer = clique.answer..clique.answer + clique.message.len;
            self.message.clear();
            self.message.extend_from_slice(&self.moving[answer]);
            for read in plan.operands(&clique.reads) {
                let table = &mut self.moving[read.start..read.start + read.len];
                table.fill(C::ZERO);
                read.view.add_into(&self.message, table, 0, &plan.lists);
            }
            self.divide(clique);
            if self.levelled {
                let reach = self.levels[at].product_reach;
                let reach = reach.saturating_add(C::reach(&self.message));
                self.answer_lost |= reach > SAFE_REACH;
            }
        }
        let outputs = plan.operands(&clique.outputs);
        if outputs.is_empty() {
            return;
        }
        for output in outputs {
            self.moving[output.start..output.start + output.len].fill(C::ZERO);
        }
        if clique.parent == NONE {
            self.message.clear();
            self.message.push(C::ONE);
        }
        let view = &clique.message.view;
        for block in 0..clique.n_blocks() {
            let own = &mut self.block[..clique.block(block).len()];
            let weight = view.one(&self.message, block, &plan.lists);
            if !clique.kept.is_empty() {
                let kept = &self.products[clique.kept.clone()][clique.block(block)];
                own.copy_from_slice(kept);
                view.multiply(own, &self.message, block, &plan.lists);
            } else if !inputs!(self, plan, at).multiply(own, block, weight.unwrap_or(C::ONE)) {
                continue;
            } else if weight.is_none() {
                view.multiply(own, &self.message, block, &plan.lists);
            }
            for output in outputs {
                let table = &mut self.moving[output.start..output.start + output.len];
                output.view.add_into(own, table, block, &plan.lists);
            }
        }
    }

    /// Makes of the parent's answer, in `message`, the factor of each cell of the separator.
    fn divide(&mut self, clique: &Clique) {
        let mut message = std::mem::take(&mut self.message);
        self.divide_by_sent(clique, &mut message);
        self.message = message;
    }

    /// Divides the parent's answer by what was sent to it.
    fn divide_by_sent(&self, clique: &Clique, answer: &mut [C]) {
        if self.levelled {
            C::level(answer, &mut [0; N_LANES]);
        }
        let start = clique.message.start;
        let sent = &self.moving[start..start + answer.len()];
        for (cell, sent) in answer.iter_mut().zip(sent) {
            *cell = cell.over(*sent);
        }
    }

    /// The sums of a clique's cells, given all that is told, for each assignment of some of its
    /// variables, in the order of all tables. After [`State::distribute`].
    pub(crate) fn sums(&self, plan: &Plan, at: usize, scope: &[u32]) -> Vec<C> {
        let clique = &plan.cliques[at];
        let mut lists = Vec::new();
        let view = plan.view(at, scope, &mut lists);
        let states = scope.iter().map(|v| plan.n_states[*v as usize] as usize);
        let mut out = vec![C::ZERO; states.product()];
        let ratio = self.ratio(clique);
        let mut own = vec![C::ZERO; clique.block_len];
        let inputs = self.inputs(plan, at);
        for block in 0..clique.n_blocks() {
            let own = &mut own[..clique.block(block).len()];
            if !inputs.multiply(own, block, C::ONE) {
                continue;
            }
            if clique.parent != NONE {
                let view = &clique.message.view;
                view.multiply(own, &ratio, block, &plan.lists);
            }
            view.add_into(own, &mut out, block, &lists);
        }
        out
    }

    /// What a clique is the product of, borrowing all of the state.
    pub(crate) fn inputs<'s>(&'s self, plan: &'s Plan, at: usize) -> Inputs<'s, C> {
        inputs!(self, plan, at)
    }

    /// What the parent's answer multiplies each cell of a clique's separator by.
    fn ratio(&self, clique: &Clique) -> Vec<C> {
        let answer = clique.answer..clique.answer + clique.message.len;
        let mut ratio = self.moving[answer].to_vec();
        self.divide_by_sent(clique, &mut ratio);
        ratio
    }
}

/// What a clique is the product of.
pub(crate) struct Inputs<'s, C> {
    plan: &'s Plan,
    clique: &'s Clique,
    fixed: &'s [C],
    pub(crate) moving: &'s [C],
    likelihoods: &'s [Likelihood],
    /// The first variable with a likelihood in the clique.
    first: u32,
}

impl<C: Cell> Inputs<'_, C> {
    /// Sets a block of the clique to their product times `weight`; whether it can be other than
    /// 0 at all: when not, the block is as it was.
    #[inline(always)]
    pub(crate) fn multiply(&self, cells: &mut [C], block: usize, weight: C) -> bool {
        let lists = &self.plan.lists;
        let table = |input: &Operand| input.of(self.fixed, self.moving);
        let inputs = self.plan.operands(&self.clique.inputs);
        let (ones, rest) = inputs.split_at(self.clique.n_ones as usize);
        let each = ones
            .iter()
            .filter_map(|one| one.view.one(table(one), block, lists));
        let weight = each.fold(weight, C::times);
        if weight.is_zero() {
            return false;
        }
        match rest.split_first() {
            None => cells.fill(weight),
            Some((first, rest)) => {
                first.view.set(cells, table(first), block, lists, weight);
                for input in rest {
                    input.view.multiply(cells, table(input), block, lists);
                }
            }
        }
        self.weigh(cells, block);
        true
    }

    /// Multiplies a block of the clique by the likelihoods that are told there.
    #[inline(always)]
    pub(crate) fn weigh(&self, cells: &mut [C], block: usize) {
        let mut v = self.first;
        while v != NONE {
            let likelihood = &self.likelihoods[v as usize];
            if let Some(view) = &likelihood.view {
                let start = self.plan.likelihoods[v as usize];
                let len = self.plan.n_states[v as usize] as usize;
                let table = &self.moving[start..start + len];
                view.multiply(cells, table, block, &likelihood.lists);
            }
            v = likelihood.next;
        }
    }
}
