//! Many answers from one tree: items that differ in tables or findings, side by side in the
//! lanes of each number.

use std::ops::Range;

use crate::cell::{Cell, Lanes, N_LANES};
use crate::cliques::NONE;
use crate::findings::weights;
use crate::plan::{Fate, Operand, Place, Plan, Store};
use crate::posterior::normalise;
use crate::state::{Fixed, State};
use crate::{Error, FactorId, Finding, Findings, JunctionTree, Network, Session, Variable};

/// Many items that are asked of one tree.
///
/// Every item starts from the tree's tables and the findings of the batch, and then is given
/// tables or findings of its own. Items are computed eight at a time; the answers to an item are
/// those of [`JunctionTree::propagate`] to within rounding, and the same bits whatever the other
/// items are, and however many threads there are.
///
/// ```
/// # use abduce_infer::{CompileOptions, Findings, JunctionTree, Network};
/// # fn main() -> Result<(), abduce_infer::Error> {
/// let mut network = Network::new();
/// let fire = network.add_variable(2)?;
/// let alarm = network.add_variable(2)?;
/// let prior = network.add_cpt(fire, &[], vec![0.99, 0.01])?;
/// network.add_cpt(alarm, &[fire], vec![0.95, 0.05, 0.1, 0.9])?;
/// let tree = JunctionTree::compile(&network, &CompileOptions::default())?;
/// // How much does the prior matter, when the alarm rings?
/// let rings = Findings::new().with_state(alarm, 1);
/// let batch = tree.batch().telling(&rings)?.asking(&[fire])?;
/// let answers = batch.run(100, |item, tables| {
///     let p = (item as f64 + 0.5) / 100.0;
///     tables.set_values(prior, &[1.0 - p, p])
/// })?;
/// let p = 0.305;
/// let exact = 0.9 * p / (0.9 * p + 0.05 * (1.0 - p));
/// assert!((answers.marginal(30, fire)?[1] - exact).abs() < 1e-12);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Batch<'t> {
    tree: &'t JunctionTree,
    findings: Findings,
    targets: Vec<Variable>,
    n_threads: usize,
}

impl JunctionTree {
    /// A batch with nothing told, nothing asked but the probability of the findings, and one
    /// thread.
    pub fn batch(&self) -> Batch<'_> {
        Batch {
            tree: self,
            findings: Findings::new(),
            targets: Vec::new(),
            n_threads: 1,
        }
    }
}

impl Batch<'_> {
    /// The same, with these findings told to all items.
    ///
    /// # Errors
    /// What [`Findings::check`] finds; [`Error::Pruned`]; [`Error::NotTold`] for a likelihood on
    /// a variable in [`crate::CompileOptions::observed`].
    pub fn telling(mut self, findings: &Findings) -> Result<Self, Error> {
        for (variable, finding) in findings.iter() {
            self.tree.check_one(variable, finding)?;
        }
        self.findings = findings.clone();
        Ok(self)
    }

    /// The same, asked for the marginals of these variables.
    ///
    /// # Errors
    /// [`Error::UnknownVariable`], [`Error::RepeatedVariable`], [`Error::Pruned`].
    pub fn asking(mut self, variables: &[Variable]) -> Result<Self, Error> {
        self.tree.network().check_variables(variables)?;
        for variable in variables {
            self.tree.plan.check(*variable)?;
        }
        self.targets = variables.to_vec();
        Ok(self)
    }

    /// The same on up to so many threads, which changes no bit of any answer.
    #[must_use]
    pub fn on_threads(mut self, n_threads: usize) -> Self {
        self.n_threads = n_threads.max(1);
        self
    }

    /// Answers items `0..n_items`. `prepare` is given the number of an item and what to set its
    /// tables and findings with; it may be called twice for one item and must do the same then.
    ///
    /// Only what `prepare` sets is held at once, for eight items per thread, and the answers:
    /// ten thousand drawn networks need not be in memory together. An item that `f64` cannot
    /// hold, or that is impossible, or has a value where the tree's tables had 0 and cells were
    /// left out for it, is answered by a [`Session`] of its own; what was wrong with an item,
    /// errors of `prepare` included, is told when its answers are read.
    ///
    /// # Errors
    /// [`Error::TooLarge`] when the tables of eight items are beyond
    /// [`crate::CompileOptions::memory_limit_bytes`]; fewer threads are used to stay within.
    pub fn run<F>(&self, n_items: usize, prepare: F) -> Result<BatchPosteriors, Error>
    where
        F: Fn(usize, &mut Item<'_>) -> Result<(), Error> + Sync,
    {
        let plan = &*self.tree.plan;
        let needed_bytes = plan.n_bytes().saturating_mul(N_LANES as u64);
        let limit_bytes = self.tree.options().memory_limit_bytes;
        if needed_bytes > limit_bytes {
            let largest = (0..plan.cliques.len()).max_by_key(|c| plan.cliques[*c].n_cells);
            let mut members = largest.map_or(Vec::new(), |c| plan.members(c).to_vec());
            members.sort_unstable();
            return Err(Error::TooLarge {
                needed_bytes,
                limit_bytes,
                variables: members.into_iter().map(Variable).collect(),
            });
        }
        let most = limit_bytes.checked_div(needed_bytes).unwrap_or(1);
        let n_groups = n_items.div_ceil(N_LANES);
        let n_threads = self.n_threads.min(n_groups.max(1));
        let n_threads = n_threads.min(usize::try_from(most).unwrap_or(n_threads));
        let n_each = n_groups.div_ceil(n_threads) * N_LANES;
        let range = |t: usize| (t * n_each).min(n_items)..((t + 1) * n_each).min(n_items);
        let mut all = BatchPosteriors::new(self);
        if n_threads == 1 {
            all.extend(Worker::new(self).run(range(0), &prepare));
            return Ok(all);
        }
        std::thread::scope(|scope| {
            let prepare = &prepare;
            let start = |t| scope.spawn(move || Worker::new(self).run(range(t), prepare));
            let started: Vec<_> = (0..n_threads).map(start).collect();
            for thread in started {
                match thread.join() {
                    Ok(part) => all.extend(part),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
        });
        Ok(all)
    }
}

/// The answers of a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchPosteriors {
    /// Per target: where its marginal is among those of an item.
    targets: Vec<(Variable, Range<usize>)>,
    width: usize,
    /// Item by item, target by target.
    marginals: Vec<f64>,
    evidence_ln: Vec<f64>,
    errors: Vec<Option<Error>>,
}

impl BatchPosteriors {
    fn new(batch: &Batch) -> BatchPosteriors {
        let mut width = 0;
        let mut place = |v: &Variable| {
            width += batch.tree.network().states(*v);
            (*v, width - batch.tree.network().states(*v)..width)
        };
        let targets = batch.targets.iter().map(&mut place).collect();
        BatchPosteriors {
            targets,
            width,
            marginals: Vec::new(),
            evidence_ln: Vec::new(),
            errors: Vec::new(),
        }
    }

    fn extend(&mut self, part: BatchPosteriors) {
        self.marginals.extend(part.marginals);
        self.evidence_ln.extend(part.evidence_ln);
        self.errors.extend(part.errors);
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.errors.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// P(variable | findings) of one item: linear, one value per state, summing to one.
    ///
    /// # Errors
    /// What was wrong with the item: what its preparing returned, [`Error::Impossible`],
    /// [`Error::NotTold`], [`Error::TooLarge`]; [`Error::UnknownVariable`] for one that the
    /// batch was not asked for; [`Error::NoSuchItem`].
    pub fn marginal(&self, item: usize, variable: Variable) -> Result<&[f64], Error> {
        self.check(item)?;
        let target = self.targets.iter().find(|target| target.0 == variable);
        let Some((_, range)) = target else {
            return Err(Error::UnknownVariable {
                variable,
                n_variables: self.targets.len(),
            });
        };
        Ok(&self.marginals[item * self.width..][range.clone()])
    }

    /// The natural logarithm of the probability of the findings of one item.
    ///
    /// # Errors
    /// As [`BatchPosteriors::marginal`].
    pub fn evidence_ln(&self, item: usize) -> Result<f64, Error> {
        self.check(item)?;
        Ok(self.evidence_ln[item])
    }

    fn check(&self, item: usize) -> Result<(), Error> {
        match self.errors.get(item) {
            None => Err(Error::NoSuchItem {
                item,
                n_items: self.len(),
            }),
            Some(Some(error)) => Err(error.clone()),
            Some(None) => Ok(()),
        }
    }
}

/// An item of a batch while it is prepared.
#[derive(Debug)]
pub struct Item<'a>(Inner<'a>);

#[derive(Debug)]
enum Inner<'a> {
    Lane(&'a mut Staging, &'a JunctionTree, usize),
    Alone(&'a mut Session),
}

impl Item<'_> {
    /// Gives a factor values of this item's own, in the order of the network's.
    ///
    /// # Errors
    /// Those of [`Network::set_values`]; nothing is changed then.
    pub fn set_values(&mut self, factor: FactorId, values: &[f64]) -> Result<(), Error> {
        match &mut self.0 {
            Inner::Lane(staging, tree, lane) => {
                tree.network().check_new(factor, values)?;
                staging.set_values(tree, *lane, factor, values);
                Ok(())
            }
            Inner::Alone(session) => session.set_values(factor, values.to_vec()),
        }
    }

    /// Tells of a variable in this item, in place of what the batch tells of it.
    ///
    /// # Errors
    /// Those of [`Session::set`]; nothing is changed then.
    pub fn set(&mut self, variable: Variable, finding: Finding) -> Result<(), Error> {
        match &mut self.0 {
            Inner::Lane(staging, tree, lane) => {
                tree.check_one(variable, &finding)?;
                staging.told.push((variable, *lane, finding));
                Ok(())
            }
            Inner::Alone(session) => session.set(variable, finding),
        }
    }
}

/// The tables and findings of eight items, before they are laid side by side.
#[derive(Debug)]
struct Staging {
    /// Lane by lane, factor by factor.
    values: Vec<f64>,
    starts: Vec<usize>,
    n_values: usize,
    /// Per lane, the factors that do not have the network's values.
    set: Vec<Vec<u32>>,
    /// Per lane and factor, in which group its values were set; 0 for the network's.
    stamps: Vec<u32>,
    group: u32,
    /// The factors to be laid again, and whether each is among them.
    touched: Vec<u32>,
    is_touched: Vec<bool>,
    told: Vec<(Variable, usize, Finding)>,
    /// Per lane, whether a value is not 0 where a cell may have been left out for it.
    outgrown: [bool; N_LANES],
}

impl Staging {
    fn new(network: &Network) -> Staging {
        let mut starts = Vec::with_capacity(network.n_factors());
        let mut n_values = 0;
        for table in network.tables() {
            starts.push(n_values);
            n_values += table.values.len();
        }
        let all = || network.tables().iter().flat_map(|table| &*table.values);
        Staging {
            values: (0..N_LANES).flat_map(|_| all()).copied().collect(),
            n_values,
            set: vec![Vec::new(); N_LANES],
            stamps: vec![0; N_LANES * starts.len()],
            group: 0,
            touched: (0..starts.len() as u32).collect(),
            is_touched: vec![true; starts.len()],
            told: Vec::new(),
            outgrown: [false; N_LANES],
            starts,
        }
    }

    fn start_group(&mut self) {
        self.group += 1;
        self.told.clear();
        self.outgrown = [false; N_LANES];
    }

    fn set_values(&mut self, tree: &JunctionTree, lane: usize, factor: FactorId, values: &[f64]) {
        let stamp = &mut self.stamps[lane * self.starts.len() + factor.index()];
        if *stamp == 0 {
            self.set[lane].push(factor.0);
        }
        *stamp = self.group;
        self.touch(factor.0);
        if tree.plan.is_compressed() {
            let old = &tree.network().tables()[factor.index()].values;
            let grown = |(old, new): (&f64, &f64)| *old == 0.0 && *new != 0.0;
            self.outgrown[lane] |= old.iter().zip(values).any(grown);
        }
        let start = lane * self.n_values + self.starts[factor.index()];
        self.values[start..start + values.len()].copy_from_slice(values);
    }

    fn touch(&mut self, factor: u32) {
        if !std::mem::replace(&mut self.is_touched[factor as usize], true) {
            self.touched.push(factor);
        }
    }

    fn touch_all(&mut self) {
        (0..self.starts.len() as u32).for_each(|factor| self.touch(factor));
    }

    /// Gives a lane the network's values for all factors that this group did not set; or for
    /// all.
    fn restore(&mut self, network: &Network, lane: usize, all: bool) {
        let mut set = std::mem::take(&mut self.set[lane]);
        set.retain(|factor| {
            let number = *factor as usize;
            let stamp = &mut self.stamps[lane * self.starts.len() + number];
            if *stamp == self.group && !all {
                return true;
            }
            *stamp = 0;
            let values = &network.tables()[number].values;
            let start = lane * self.n_values + self.starts[number];
            self.values[start..start + values.len()].copy_from_slice(values);
            self.touch(*factor);
            false
        });
        self.set[lane] = set;
    }
}

/// One thread's part of a batch.
struct Worker<'b, 't> {
    batch: &'b Batch<'t>,
    plan: &'t Plan,
    staging: Staging,
    state: State<Lanes>,
    /// Per factor, where each cell of its table is in the network's, at the first state of
    /// observed variables.
    places: Vec<Vec<u32>>,
    /// Per variable, the observed states.
    states: Vec<[u32; N_LANES]>,
    /// The variables of which some item of the last group was told, ascending.
    told: Vec<Variable>,
    /// The cliques whose answers are needed, the roots first.
    way: Vec<usize>,
    out: BatchPosteriors,
}

impl<'b, 't> Worker<'b, 't> {
    fn new(batch: &'b Batch<'t>) -> Worker<'b, 't> {
        let plan = &*batch.tree.plan;
        let network = batch.tree.network();
        let zeros = vec![0; plan.n_states.len()];
        let places = plan.parts.iter().map(|part| {
            let mut places = Vec::with_capacity(part.len);
            plan.places(part, &zeros, |at| places.push(at as u32));
            places
        });
        let mut worker = Worker {
            batch,
            plan,
            staging: Staging::new(network),
            state: State::new(plan, Fixed::zero(plan)),
            places: places.collect(),
            states: vec![[0; N_LANES]; plan.n_states.len()],
            told: Vec::new(),
            way: way(plan, &batch.targets),
            out: BatchPosteriors::new(batch),
        };
        for (variable, _) in batch.findings.iter() {
            worker.tell(variable, None);
        }
        worker
    }

    fn run<F>(mut self, items: Range<usize>, prepare: &F) -> BatchPosteriors
    where
        F: Fn(usize, &mut Item<'_>) -> Result<(), Error>,
    {
        let mut first = items.start;
        while first < items.end {
            let group = first..(first + N_LANES).min(items.end);
            first = group.end;
            self.group(group, prepare);
        }
        self.out
    }

    fn group<F>(&mut self, items: Range<usize>, prepare: &F)
    where
        F: Fn(usize, &mut Item<'_>) -> Result<(), Error>,
    {
        let network = self.batch.tree.network();
        self.staging.start_group();
        let mut errors: [Option<Error>; N_LANES] = [const { None }; N_LANES];
        for (lane, error) in errors.iter_mut().enumerate() {
            if lane < items.len() {
                let mut item = Item(Inner::Lane(&mut self.staging, self.batch.tree, lane));
                let done = prepare(items.start + lane, &mut item);
                *error = done.and_then(|()| self.check_told(lane)).err();
            }
            let unused = lane >= items.len() || error.is_some();
            if unused {
                self.staging.told.retain(|told| told.1 != lane);
                self.staging.outgrown[lane] = false;
            }
            self.staging.restore(network, lane, unused);
        }
        self.compute(None);
        let all_lost = self.state.is_lost();
        let (evidence, mut is_alone) = (self.state.evidence(self.plan), self.staging.outgrown);
        for (lane, (item, error)) in items.zip(errors).enumerate() {
            let mut evidence = evidence[lane];
            if all_lost && error.is_none() {
                self.compute(Some(lane));
                evidence = self.state.evidence(self.plan)[lane];
                is_alone[lane] |= self.state.is_lost();
            }
            if error.is_some() {
                self.refuse(error);
            } else if is_alone[lane] || evidence.is_zero() {
                self.alone(item, prepare);
            } else {
                self.read(lane);
                self.out.evidence_ln.push(evidence.ln());
                self.out.errors.push(None);
            }
        }
        if all_lost {
            self.staging.touch_all();
        }
    }

    /// That the observed variables of a lane are told.
    fn check_told(&self, lane: usize) -> Result<(), Error> {
        let told = &self.staging.told;
        let is_told = |v: Variable| {
            self.batch.findings.get(v).is_some()
                || told.iter().any(|told| (told.0, told.1) == (v, lane))
        };
        let observed = self.batch.tree.options().observed.iter();
        let mut observed = observed.filter(|v| self.plan.fates[v.index()] == Fate::Observed);
        match observed.find(|v| !is_told(**v)) {
            Some(variable) => Err(Error::NotTold {
                variable: *variable,
            }),
            None => Ok(()),
        }
    }

    /// Both passes for what is staged, or for one lane of it in all lanes.
    fn compute(&mut self, only: Option<usize>) {
        if only.is_some() {
            self.staging.touch_all();
        }
        let mut variables: Vec<Variable> = self.staging.told.iter().map(|t| t.0).collect();
        variables.append(&mut self.told.clone());
        variables.sort_unstable();
        variables.dedup();
        for variable in variables {
            self.tell(variable, only);
        }
        self.told = self.staging.told.iter().map(|told| told.0).collect();
        self.load(only);
        self.state.collect(self.plan, self.batch.tree.network());
        for at in &self.way {
            self.state.answer(self.plan, *at);
        }
    }

    /// Tells all lanes of a variable: what the batch tells, or the item.
    fn tell(&mut self, variable: Variable, only: Option<usize>) {
        let v = variable.index();
        let n_states = self.plan.n_states[v] as usize;
        let common = self.batch.findings.get(variable);
        let mut lanes: [Option<&Finding>; N_LANES] = [common; N_LANES];
        for (_, lane, finding) in (self.staging.told.iter()).filter(|told| told.0 == variable) {
            lanes[*lane] = Some(finding);
        }
        if let Some(lane) = only {
            lanes = [lanes[lane]; N_LANES];
        }
        if self.plan.fates[v] == Fate::Observed {
            let state = |finding: Option<&Finding>| match finding {
                Some(Finding::State(state)) => *state as u32,
                _ => 0,
            };
            let states = lanes.map(state);
            if states != self.states[v] {
                self.states[v] = states;
                for factor in &self.plan.pinned {
                    self.staging.touch(*factor);
                }
            }
            return;
        }
        if lanes.iter().all(Option::is_none) {
            return self.state.unweigh(self.plan, v);
        }
        let mut table = vec![Lanes::ONE; n_states];
        let mut values = Vec::new();
        for (lane, finding) in lanes.iter().enumerate() {
            if let Some(finding) = finding {
                weights(finding, n_states, &mut values);
                for (cell, value) in table.iter_mut().zip(&values) {
                    cell.0[lane] = *value;
                }
            }
        }
        self.state.weigh(self.plan, v, table.into_iter());
    }

    /// Lays the touched tables side by side.
    fn load(&mut self, only: Option<usize>) {
        let plan = self.plan;
        let mut bases: Vec<u32> = Vec::new();
        for number in std::mem::take(&mut self.staging.touched) {
            self.staging.is_touched[number as usize] = false;
            let part = &plan.parts[number as usize];
            if part.place == Place::Nowhere {
                continue;
            }
            self.load_factor(number as usize, only);
            if let Place::Clique(clique) = part.place {
                self.state.stale[clique as usize] = true;
                if part.store == Store::Fixed {
                    bases.push(clique);
                }
            }
        }
        bases.sort_unstable();
        bases.dedup();
        for clique in bases {
            self.state.fixed.multiply(plan, clique as usize);
        }
    }

    fn load_factor(&mut self, number: usize, only: Option<usize>) {
        let part = &self.plan.parts[number];
        let start = self.staging.starts[number];
        let lanes: [&[f64]; N_LANES] = std::array::from_fn(|lane| {
            let lane = only.unwrap_or(lane);
            let pins = self.plan.pins(part).iter();
            let pinned = pins.map(|(v, step)| (self.states[v.index()][lane] * step) as usize);
            let from = lane * self.staging.n_values + start;
            &self.staging.values[from + pinned.sum::<usize>()..]
        });
        let cells = match part.store {
            Store::Fixed => std::sync::Arc::make_mut(&mut self.state.fixed.cells),
            Store::Moving => &mut self.state.moving,
        };
        let cells = &mut cells[part.start..part.start + part.len];
        for (cell, at) in cells.iter_mut().zip(&self.places[number]) {
            *cell = Lanes(std::array::from_fn(|lane| lanes[lane][*at as usize]));
        }
        let reach = Lanes::reach(cells);
        let old = std::mem::replace(&mut self.state.fixed.reaches[number], reach);
        self.state.total_reach += i64::from(reach) - i64::from(old);
    }

    /// Copies the answers of a lane.
    fn read(&mut self, lane: usize) {
        for target in &self.batch.targets {
            let v = target.index();
            let from = self.out.marginals.len();
            let n_states = self.plan.n_states[v] as usize;
            let out = &mut self.out.marginals;
            match self.plan.fates[v] {
                Fate::Free => {
                    let cells = &self.state.moving[self.plan.marginal(v)];
                    out.extend(cells.iter().map(|cell| cell.0[lane]));
                    normalise(&mut out[from..]);
                }
                Fate::Observed => {
                    let told = self.states[v][lane] as usize;
                    out.extend((0..n_states).map(|s| f64::from(u8::from(s == told))));
                }
                Fate::Constant | Fate::Pruned => out.extend((0..n_states).map(|_| 1.0)),
            }
        }
    }

    fn refuse(&mut self, error: Option<Error>) {
        let width = self.out.marginals.len() + self.out.width;
        self.out.marginals.resize(width, 0.0);
        self.out.evidence_ln.push(f64::NEG_INFINITY);
        self.out.errors.push(error);
    }

    /// Answers an item by a session.
    fn alone<F>(&mut self, item: usize, prepare: &F)
    where
        F: Fn(usize, &mut Item<'_>) -> Result<(), Error>,
    {
        let mut session = self.batch.tree.session();
        let from = self.out.marginals.len();
        let mut ask = || {
            session.set_all(&self.batch.findings)?;
            prepare(item, &mut Item(Inner::Alone(&mut session)))?;
            for target in &self.batch.targets {
                let marginal = session.marginal(*target)?;
                self.out.marginals.extend_from_slice(marginal);
            }
            session.evidence_ln()
        };
        match ask() {
            Ok(evidence_ln) => {
                self.out.evidence_ln.push(evidence_ln);
                self.out.errors.push(None);
            }
            Err(error) => {
                self.out.marginals.truncate(from);
                self.refuse(Some(error));
            }
        }
    }
}

/// The cliques from which the marginals of some variables are read, and those above; the roots
/// first.
fn way(plan: &Plan, targets: &[Variable]) -> Vec<usize> {
    let free = targets.iter().map(|v| v.index());
    let starts: Vec<usize> = free
        .filter(|v| plan.fates[*v] == Fate::Free)
        .map(|v| plan.marginals[v])
        .collect();
    let is_target =
        |operand: &Operand| operand.store == Store::Moving && starts.contains(&operand.start);
    let mut needed = vec![false; plan.cliques.len()];
    for (at, clique) in plan.cliques.iter().enumerate() {
        let outputs = plan.operands(&clique.outputs).iter();
        let mut read = outputs.chain(plan.operands(&clique.reads));
        needed[at] |= read.any(is_target);
        // A parent comes after its children.
        if needed[at] && clique.parent != NONE {
            needed[clique.parent as usize] = true;
        }
    }
    (0..needed.len()).rev().filter(|at| needed[*at]).collect()
}
