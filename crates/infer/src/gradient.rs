//! Derivatives of probabilities with respect to every entry of every table, from one pass each
//! way (Darwiche 2003, "A differential approach to inference in Bayesian networks"; Park &
//! Darwiche 2004, "A differential semantics for jointree algorithms").
//!
//! The probability of the findings is linear in each entry, and its derivative is the sum of all
//! products that have the entry, without the entry. A clique gives it as the product of all that
//! it is multiplied by, but the table itself. Where a table or a message has zeros nothing may be
//! divided by it: then products are taken from both ends of the list of these.
//!
//! P(x | e) = P(x, e) / P(e) needs no second pass. With p its value, the derivative is that of
//! the sum over all states of (\[x\] - p) P(., e), over P(e): a finding on the one variable with
//! weights of both signs.

use crate::cell::{Cell, N_LANES, SAFE_REACH};
use crate::cliques::NONE;
use crate::findings::check_finding;
use crate::plan::{Fate, Operand, Place, Plan, Store};
use crate::posterior::Numbers;
use crate::state::State;
use crate::view::View;
use crate::wide::{Wide, scale};
use crate::{Error, FactorId, Finding, JunctionTree, Network, Session, Variable};

/// Derivatives with respect to every entry of every table of a network.
///
/// Each entry counts as a number of its own: nothing is made to sum to one again when it moves.
/// To learn how an answer depends on a number that several entries are made of, sum over them
/// the derivative times how fast the entry moves with the number (the chain rule):
///
/// ```
/// # use abduce_infer::{CompileOptions, Finding, JunctionTree, Network};
/// # fn main() -> Result<(), abduce_infer::Error> {
/// // An alarm that misses no fire and is false with probability `x`: P(fire | alarm).
/// let x = 0.02;
/// let mut network = Network::new();
/// let fire = network.add_variable(2)?;
/// let alarm = network.add_variable(2)?;
/// network.add_cpt(fire, &[], vec![0.99, 0.01])?;
/// let rings = network.add_cpt(alarm, &[fire], vec![1.0 - x, x, 0.0, 1.0])?;
/// let mut session = JunctionTree::compile(&network, &CompileOptions::default())?.session();
/// session.set(alarm, Finding::State(1))?;
///
/// let gradient = session.gradient(fire, 1)?;
/// // How fast each entry moves with `x`.
/// let moves = [-1.0, 1.0, 0.0, 0.0];
/// let by_x: f64 = gradient.of(rings)?.iter().zip(moves).map(|(d, m)| d * m).sum();
/// // P = 0.01 / (0.01 + 0.99 x).
/// let exact = -0.01 * 0.99 / ((0.01 + 0.99 * x) * (0.01 + 0.99 * x));
/// assert!((by_x - exact).abs() < 1e-12);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Gradient {
    values: Vec<f64>,
    /// Per factor, where its entries begin; at last the end.
    starts: Vec<usize>,
    /// Per factor, a variable of it that was left out of the tree.
    pruned: Vec<Option<Variable>>,
}

impl Gradient {
    /// One derivative per entry of a factor, in the order of its values.
    ///
    /// # Errors
    /// [`Error::UnknownFactor`]; [`Error::Pruned`] for a factor that the tree was compiled
    /// without, see [`crate::CompileOptions::keep`].
    pub fn of(&self, factor: FactorId) -> Result<&[f64], Error> {
        match self.pruned.get(factor.index()) {
            None => Err(Error::UnknownFactor {
                factor,
                n_factors: self.pruned.len(),
            }),
            Some(Some(variable)) => Err(Error::Pruned {
                variable: *variable,
            }),
            Some(None) => {
                let at = factor.index();
                Ok(&self.values[self.starts[at]..self.starts[at + 1]])
            }
        }
    }

    /// All zero.
    fn zero(plan: &Plan, network: &Network) -> Gradient {
        let mut starts = vec![0];
        let mut pruned = Vec::with_capacity(plan.parts.len());
        for table in network.tables() {
            starts.push(starts[starts.len() - 1] + table.values.len());
            let mut variables = table.variables.iter();
            let out = variables.find(|v| plan.fates[v.index()] == Fate::Pruned);
            pruned.push(out.copied());
        }
        Gradient {
            values: vec![0.0; starts[starts.len() - 1]],
            starts,
            pruned,
        }
    }
}

impl Session {
    /// The derivatives of the natural logarithm of the probability of the findings, which
    /// [`Session::evidence_ln`] gives: d ln P(e) / d entry. Exact at entries that are 0 too, and
    /// 0 at entries that do not agree with what is told. Infinite where beyond `f64`.
    ///
    /// It costs about two propagations. A tree from which cells are left out because some tables
    /// have zeros says nothing of the derivatives at these: then a tree without that saving is
    /// compiled, once, and pays for all its cells.
    ///
    /// # Errors
    /// Those of [`Session::evidence_ln`]; [`Error::TooLarge`] for such a tree.
    pub fn gradient_evidence(&mut self) -> Result<Gradient, Error> {
        if self.tree.plan.is_compressed() {
            return self.dense()?.gradient_evidence();
        }
        self.collect_whole()?;
        let plan = &*self.tree.plan;
        let mut gradient = Gradient::zero(plan, &self.tree.network);
        let narrow = match &self.numbers {
            Numbers::Narrow(state) => Sweep::new(plan, state, None).run(),
            Numbers::Wide(_) => None,
        };
        if let Some(sweep) = narrow {
            sweep.read(&gradient.starts, |at, value, by| {
                gradient.values[at] = value.times_wide(by);
            });
        } else {
            let state = self.tree.collect_wide(&self.findings);
            if let Some(sweep) = Sweep::new(plan, &state, None).run() {
                sweep.read(&gradient.starts, |at, value, by| {
                    gradient.values[at] = value.times_wide(by);
                });
            }
        }
        self.add_numbers(&mut gradient);
        Ok(gradient)
    }

    /// The derivatives of P(variable = state | findings), one per entry of each table: as for
    /// [`Session::gradient_evidence`], also in what it costs.
    ///
    /// # Errors
    /// [`Error::BadState`], and those of [`Session::marginal`] and
    /// [`Session::gradient_evidence`].
    pub fn gradient(&mut self, variable: Variable, state: usize) -> Result<Gradient, Error> {
        self.tree.plan.check(variable)?;
        let n_states = self.tree.network.n_states(variable)?;
        check_finding(variable, &Finding::State(state), n_states)?;
        if self.tree.plan.is_compressed() {
            return self.dense()?.gradient(variable, state);
        }
        self.collect_whole()?;
        let plan = &*self.tree.plan;
        let mut gradient = Gradient::zero(plan, &self.tree.network);
        if plan.fates[variable.index()] != Fate::Free {
            return Ok(gradient);
        }
        let narrow = match &self.numbers {
            Numbers::Narrow(numbers) => signed(plan, numbers, variable, state),
            Numbers::Wide(_) => None,
        };
        if let Some(sweep) = narrow {
            sweep.read(&gradient.starts, |at, value, by| {
                gradient.values[at] = value.times_wide(by);
            });
        } else {
            self.subtract(variable, state, &mut gradient);
        }
        Ok(gradient)
    }

    /// The derivative of P(x | e) as P(x, e)' / P(e) - p P(e)' / P(e), with wide numbers.
    fn subtract(&self, variable: Variable, asked: usize, gradient: &mut Gradient) {
        let plan = &*self.tree.plan;
        let state = self.tree.collect_wide(&self.findings);
        let mut both = Sweep::new(plan, &state, Some(variable.index()));
        both.weigh(one_hot(n_states(plan, variable), asked));
        let p = both.share();
        let mut sums = vec![[Wide::ZERO; 2]; gradient.values.len()];
        if let Some(both) = both.run() {
            both.read(&gradient.starts, |at, value, by| {
                sums[at][0] = value.times(by);
            });
        }
        if let Some(alone) = Sweep::new(plan, &state, Some(variable.index())).run() {
            alone.read(&gradient.starts, |at, value, by| {
                sums[at][1] = value.times(by).times(p);
            });
        }
        for (value, [more, less]) in gradient.values.iter_mut().zip(sums) {
            *value = more.minus(less);
        }
    }

    /// Adds the factors that are one number once the observed states are known.
    fn add_numbers(&self, gradient: &mut Gradient) {
        let Numbers::Narrow(State { states, .. }) = &self.numbers else {
            // Only to have the states in one place.
            let Numbers::Wide(state) = &self.numbers else {
                return;
            };
            return numbers(&self.tree, &state.states, gradient);
        };
        numbers(&self.tree, states, gradient);
    }

    /// The same findings in a tree of all cells.
    fn dense(&mut self) -> Result<&mut Session, Error> {
        let mut dense = match self.dense.take() {
            Some(dense) => dense,
            None => {
                let mut options = self.tree.options().clone();
                options.n_queries = 1;
                let tree = JunctionTree::compile(&self.tree.network, &options)?;
                Box::new(tree.session())
            }
        };
        dense.set_all(&self.findings)?;
        Ok(self.dense.insert(dense))
    }
}

/// d ln P(e) / d entry of the factors without a free variable.
fn numbers(tree: &JunctionTree, states: &[u32], gradient: &mut Gradient) {
    let parts = tree.plan.parts.iter();
    for part in parts.filter(|part| part.place == Place::Number) {
        let number = part.factor as usize;
        tree.plan.places(part, states, |at| {
            let value = tree.network.tables()[number].values[at];
            gradient.values[gradient.starts[number] + at] = 1.0 / value;
        });
    }
}

/// The pass for P(variable = state | e); `None` where products may be too small for `f64`.
fn signed<'s>(
    plan: &'s Plan,
    state: &'s State<f64>,
    variable: Variable,
    asked: usize,
) -> Option<Sweep<'s, f64>> {
    let mut sweep = Sweep::new(plan, state, Some(variable.index()));
    let mut weights = one_hot(n_states(plan, variable), asked);
    sweep.weigh(weights.clone());
    let p = sweep.share().to_f64();
    weights.iter_mut().for_each(|weight| *weight -= p);
    sweep.weigh(weights);
    sweep.run()
}

fn n_states(plan: &Plan, variable: Variable) -> usize {
    plan.n_states[variable.index()] as usize
}

fn one_hot<C: Cell>(n_states: usize, state: usize) -> Vec<C> {
    let mut weights = vec![C::ZERO; n_states];
    weights[state] = C::ONE;
    weights
}

/// A cell that can be given back as `f64`.
pub(crate) trait Slope: Cell {
    fn times_wide(self, by: Wide) -> f64;
}

impl Slope for f64 {
    fn times_wide(self, by: Wide) -> f64 {
        Wide::new(self.abs()).times(by).to_f64().copysign(self)
    }
}

impl Slope for Wide {
    fn times_wide(self, by: Wide) -> f64 {
        self.times(by).to_f64()
    }
}

impl Wide {
    /// `self - other`, of either sign.
    fn minus(self, other: Wide) -> f64 {
        let large = match self.total_cmp(other) {
            std::cmp::Ordering::Less => other,
            _ => self,
        };
        let exponent = large.exponent();
        let near = |number: Wide| number.shifted(-exponent).to_f64();
        scale(near(self) - near(other), exponent.clamp(-2200, 2200))
    }
}

/// The weights on the variable that is asked for.
struct Weight<C> {
    table: Vec<C>,
    view: View,
    lists: Vec<u32>,
}

/// A factor or message that a clique is multiplied by, and where its derivatives go.
#[derive(Debug, Clone, Copy)]
struct Term {
    input: Operand,
    out: usize,
    has_zeros: bool,
}

/// What a clique is multiplied by, apart.
struct Terms {
    /// Those that derivatives are wanted of.
    all: Vec<Term>,
    /// The product of all that have no zeros.
    plain: Vec<Operand>,
}

/// A pass from the roots that divides by nothing that may be 0.
///
/// A table `t` of clique `c` stands for `t` times two to the power of `above[c]` or `below[c]`.
struct Sweep<'s, C> {
    plan: &'s Plan,
    state: &'s State<C>,
    /// The messages: those of the state, but for the cliques above the weights.
    moving: Vec<C>,
    /// Per clique, the exponents that were taken out of its message and of all below it.
    below: Vec<i64>,
    /// Per clique, those taken out of what all but its own message gives.
    above: Vec<i64>,
    /// Per clique, the root of its part of the network.
    roots: Vec<u32>,
    /// Per root, the sum of its part.
    totals: Vec<Wide>,
    /// The clique of the variable asked for: other parts of the network have no derivative.
    home: Option<usize>,
    variable: usize,
    weight: Option<Weight<C>>,
    /// Per clique, whether it is above the weights.
    is_weighed: Vec<bool>,
    /// The derivatives, by factor; then what each clique is told by all others.
    outs: Vec<C>,
    starts: Vec<usize>,
    answers: Vec<usize>,
    is_lost: bool,
}

impl<'s, C: Slope> Sweep<'s, C> {
    /// After the first pass of `state`; of all the network, or for one free variable.
    fn new(plan: &'s Plan, state: &'s State<C>, variable: Option<usize>) -> Sweep<'s, C> {
        let n = plan.cliques.len();
        let mut end = 0;
        let mut take = |len: usize| {
            end += len;
            end - len
        };
        let starts = plan.parts.iter().map(|part| take(part.len)).collect();
        let messages = plan.cliques.iter().map(|clique| clique.message.len);
        let answers = messages.map(&mut take).collect();
        let mut sweep = Sweep {
            plan,
            state,
            moving: state.moving.clone(),
            below: vec![0; n],
            above: vec![0; n],
            roots: (0..n as u32).collect(),
            totals: vec![Wide::ZERO; n],
            home: variable.map(|v| plan.homes[v] as usize),
            variable: variable.unwrap_or(0),
            weight: None,
            is_weighed: vec![false; n],
            outs: vec![C::ZERO; end],
            starts,
            answers,
            is_lost: false,
        };
        for at in 0..n {
            sweep.below[at] = sweep.children_below(at) + sweep.taken(at);
        }
        for at in (0..n).rev() {
            match plan.cliques[at].parent {
                NONE => sweep.totals[at] = sweep.total(at),
                parent => sweep.roots[at] = sweep.roots[parent as usize],
            }
        }
        sweep
    }

    fn taken(&self, at: usize) -> i64 {
        match self.state.levelled {
            true => self.state.levels[at].taken[0],
            false => 0,
        }
    }

    fn children_below(&self, at: usize) -> i64 {
        let children = self.plan.children(at).iter();
        children.map(|child| self.below[*child as usize]).sum()
    }

    /// The sum of a root.
    fn total(&self, root: usize) -> Wide {
        let sum = self.moving[self.plan.cliques[root].message.start];
        sum.wide(&[self.below[root]; N_LANES])[0]
    }

    /// Puts weights on the variable asked for, and sends the messages above it again.
    fn weigh(&mut self, table: Vec<C>) {
        let Some(home) = self.home else {
            return;
        };
        let mut lists = Vec::new();
        let view = self.plan.view(home, &[self.variable as u32], &mut lists);
        let reach = i64::from(C::reach(&table)) + self.state.total_reach;
        self.is_lost |= C::IS_NARROW && !self.state.levelled && reach > i64::from(SAFE_REACH);
        self.weight = Some(Weight { table, view, lists });
        let mut at = home;
        loop {
            self.is_weighed[at] = true;
            self.send(at);
            match self.plan.cliques[at].parent {
                NONE => break,
                parent => at = parent as usize,
            }
        }
    }

    /// The weighted sum over the sum.
    fn share(&self) -> Wide {
        let root = self.roots[self.home.unwrap_or(0)] as usize;
        self.total(root).over(self.totals[root])
    }

    /// Computes the message of a clique above the weights.
    fn send(&mut self, at: usize) {
        let plan = self.plan;
        let clique = &plan.cliques[at];
        let mut message = vec![C::ZERO; clique.message.len];
        let mut own = vec![C::ZERO; clique.block_len];
        let mut inputs = self.state.inputs(plan, at);
        inputs.moving = &self.moving;
        for block in 0..clique.n_blocks() {
            let own = &mut own[..clique.block(block).len()];
            if !inputs.multiply(own, block, C::ONE) {
                continue;
            }
            self.multiply_weight(at, own, block);
            let view = &clique.message.view;
            view.add_into(own, &mut message, block, &plan.lists);
        }
        let mut taken = [0; N_LANES];
        if self.state.levelled {
            C::level(&mut message, &mut taken);
        }
        self.below[at] = self.children_below(at) + taken[0];
        self.moving[clique.message.start..][..message.len()].copy_from_slice(&message);
    }

    fn multiply_weight(&self, at: usize, cells: &mut [C], block: usize) {
        if let (Some(weight), true) = (&self.weight, self.home == Some(at)) {
            let Weight { table, view, lists } = weight;
            view.multiply(cells, table, block, lists);
        }
    }

    /// From the roots down; `None` where products may have been too small for the cells.
    fn run(mut self) -> Option<Sweep<'s, C>> {
        let part = self.home.map(|home| self.roots[home]);
        for at in (0..self.plan.cliques.len()).rev() {
            if !self.is_lost && part.is_none_or(|part| self.roots[at] == part) {
                self.clique(at);
            }
        }
        (!self.is_lost).then_some(self)
    }

    /// The derivatives of a clique's factors, and what it tells its children.
    fn clique(&mut self, at: usize) {
        let clique = &self.plan.cliques[at];
        let answer = self.answer(at);
        let terms = self.terms(at);
        self.check_reach(at, &answer);
        let mut outs = std::mem::take(&mut self.outs);
        let zeros: Vec<Term> = terms.all.iter().filter(|t| t.has_zeros).copied().collect();
        let mut products = vec![vec![C::ONE; clique.block_len]; zeros.len() + 1];
        let mut rest = vec![C::ONE; clique.block_len];
        for block in 0..clique.n_blocks() {
            let len = clique.block(block).len();
            self.start(at, &terms, &answer, &mut products[0][..len], block);
            self.up(&zeros, &mut products, len, block);
            self.down(&zeros, &mut products, &mut rest[..len], block, &mut outs);
            let all = &products[zeros.len()][..len];
            for term in terms.all.iter().filter(|term| !term.has_zeros) {
                let out = &mut outs[term.out..term.out + term.input.len];
                let view = &term.input.view;
                view.add_into(all, out, block, &self.plan.lists);
            }
        }
        for term in terms.all.iter().filter(|term| !term.has_zeros) {
            let table = term.input.of(&self.state.fixed.cells, &self.moving);
            for (out, by) in outs[term.out..].iter_mut().zip(table) {
                *out = out.over(*by);
            }
        }
        self.outs = outs;
    }

    /// What all other cliques tell this one; nothing at a root.
    fn answer(&mut self, at: usize) -> Vec<C> {
        let clique = &self.plan.cliques[at];
        if clique.parent == NONE {
            return vec![C::ONE];
        }
        let parent = clique.parent as usize;
        let start = self.answers[at];
        let mut answer = self.outs[start..start + clique.message.len].to_vec();
        let mut taken = [0; N_LANES];
        if self.state.levelled {
            C::level(&mut answer, &mut taken);
        }
        let siblings = self.children_below(parent) - self.below[at];
        self.above[at] = self.above[parent] + siblings + taken[0];
        answer
    }

    fn terms(&self, at: usize) -> Terms {
        let (plan, clique) = (self.plan, &self.plan.cliques[at]);
        let base = plan.operands(&clique.base);
        let inputs = plan.operands(&clique.inputs);
        let factors = plan.factors(at).iter().map(|number| {
            let part = &plan.parts[*number as usize];
            (part.store, part.start, self.starts[*number as usize])
        });
        let messages = plan.children(at).iter().map(|child| {
            let message = &plan.cliques[*child as usize].message;
            (message.store, message.start, self.answers[*child as usize])
        });
        let mut all = Vec::new();
        for (store, start, out) in factors.chain(messages) {
            let is_it = |input: &&Operand| input.store == store && input.start == start;
            if let Some(input) = base.iter().chain(inputs).find(is_it) {
                let table = input.of(&self.state.fixed.cells, &self.moving);
                all.push(Term {
                    input: *input,
                    out,
                    has_zeros: table.iter().any(|cell| cell.is_zero()),
                });
            }
        }
        let splits = |term: &Term| term.has_zeros && term.input.store == Store::Fixed;
        let plain = if !base.is_empty() && all.iter().any(splits) {
            let plain = all.iter().filter(|term| !term.has_zeros);
            plain.map(|term| term.input).collect()
        } else {
            let starts: Vec<(Store, usize)> = (all.iter().filter(|term| term.has_zeros))
                .map(|term| (term.input.store, term.input.start))
                .collect();
            let has_none = |input: &&Operand| !starts.contains(&(input.store, input.start));
            inputs.iter().filter(has_none).copied().collect()
        };
        Terms { all, plain }
    }

    /// Whether a product of this clique may be too small for the cells.
    fn check_reach(&mut self, at: usize, answer: &[C]) {
        if !C::IS_NARROW || !self.state.levelled {
            return;
        }
        let mut reach = u64::from(C::span(answer));
        for number in self.plan.factors(at) {
            reach += u64::from(self.state.fixed.reaches[*number as usize]);
        }
        for child in self.plan.children(at) {
            let message = &self.plan.cliques[*child as usize].message;
            reach += u64::from(C::reach(&self.moving[message.start..][..message.len]));
        }
        let mut v = self.state.first[at];
        while v != NONE {
            reach += u64::from(self.state.likelihoods[v as usize].reach);
            v = self.state.likelihoods[v as usize].next;
        }
        if let (Some(weight), true) = (&self.weight, self.home == Some(at)) {
            reach += u64::from(C::reach(&weight.table));
        }
        self.is_lost |= reach > u64::from(SAFE_REACH);
    }

    /// Sets a block to the product of all that have no zeros, or whose derivatives nobody wants.
    fn start(&self, at: usize, terms: &Terms, answer: &[C], cells: &mut [C], block: usize) {
        let (plan, clique) = (self.plan, &self.plan.cliques[at]);
        let has_zeros = terms.all.iter().any(|term| term.has_zeros);
        if !has_zeros && !clique.kept.is_empty() && !self.is_weighed[at] {
            let kept = &self.state.products[clique.kept.clone()];
            cells.copy_from_slice(&kept[clique.block(block)]);
        } else {
            self.multiply(&terms.plain, cells, block);
            self.state.inputs(plan, at).weigh(cells, block);
            self.multiply_weight(at, cells, block);
        }
        if clique.parent != NONE {
            let view = &clique.message.view;
            view.multiply(cells, answer, block, &plan.lists);
        }
    }

    fn multiply(&self, inputs: &[Operand], cells: &mut [C], block: usize) {
        let lists = &self.plan.lists;
        let table = |input: &Operand| input.of(&self.state.fixed.cells, &self.moving);
        let Some((first, rest)) = inputs.split_first() else {
            return cells.fill(C::ONE);
        };
        first.view.set(cells, table(first), block, lists, C::ONE);
        for input in rest {
            input.view.multiply(cells, table(input), block, lists);
        }
    }

    /// The products from the start up to each of the tables with zeros.
    fn up(&self, zeros: &[Term], products: &mut [Vec<C>], len: usize, block: usize) {
        for (i, Term { input, .. }) in zeros.iter().enumerate() {
            let [from, to] = &mut products[i..i + 2] else {
                return;
            };
            to[..len].copy_from_slice(&from[..len]);
            let table = input.of(&self.state.fixed.cells, &self.moving);
            let view = &input.view;
            view.multiply(&mut to[..len], table, block, &self.plan.lists);
        }
    }

    /// The products from the end down to each of the tables with zeros, and so of all but it.
    fn down(
        &self,
        zeros: &[Term],
        products: &mut [Vec<C>],
        rest: &mut [C],
        block: usize,
        outs: &mut [C],
    ) {
        let lists = &self.plan.lists;
        rest.fill(C::ONE);
        for (i, Term { input, out, .. }) in zeros.iter().enumerate().rev() {
            let cells = &mut products[i][..rest.len()];
            if i + 1 < zeros.len() {
                for (cell, rest) in cells.iter_mut().zip(&*rest) {
                    *cell = cell.times(*rest);
                }
            }
            let out = &mut outs[*out..*out + input.len];
            input.view.add_into(cells, out, block, lists);
            if i > 0 {
                let table = input.of(&self.state.fixed.cells, &self.moving);
                input.view.multiply(rest, table, block, lists);
            }
        }
    }

    /// Gives each derivative that is not 0 for a reason to `put`: where it is among all entries,
    /// and what it is to be multiplied by to be one of P(e) over P(e).
    fn read(&self, starts: &[usize], mut put: impl FnMut(usize, C, Wide)) {
        let part = self.home.map(|home| self.roots[home]);
        for (number, factor) in self.plan.parts.iter().enumerate() {
            let Place::Clique(at) = factor.place else {
                continue;
            };
            let (at, root) = (at as usize, self.roots[at as usize]);
            if part.is_some_and(|part| part != root) {
                continue;
            }
            let exponent = self.above[at] + self.children_below(at);
            let one = Wide::ONE.shifted(exponent);
            let by = one.over(self.totals[root as usize]);
            let mut from = self.outs[self.starts[number]..].iter();
            self.plan.places(factor, &self.state.states, |to| {
                if let Some(value) = from.next() {
                    put(starts[number] + to, *value, by);
                }
            });
        }
    }
}
