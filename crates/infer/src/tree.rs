//! Compiling a network into a tree of cliques.

use std::sync::Arc;

use crate::cell::Cell;
use crate::cliques::Cliques;
use crate::conflict::impossible;
use crate::error::bytes_of;
use crate::findings::check_finding;
use crate::order::{Effort, Graph, Refusal, search};
use crate::plan::{Fate, Plan};
use crate::posterior::Numbers;
use crate::state::{Fixed, State};
use crate::wide::Wide;
use crate::{Error, FactorId, Finding, Findings, Network, Posterior, Session, Variable};

/// How to compile.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CompileOptions {
    /// The most that the tables of the tree and of one propagation may take together. Large
    /// cliques count here although they are never kept whole, because a query has to go through
    /// all their cells; what is really taken is [`JunctionTree::n_bytes`].
    pub memory_limit_bytes: u64,
    /// The variables that will be asked for or told of; the default, `None`, is all.
    ///
    /// The others are left out as far as they are barren: such that they, and all that depends
    /// on them, are neither asked for nor told of, so that they cannot matter (Shachter 1986).
    pub keep: Option<Vec<Variable>>,
    /// The variables of which each query will tell the state. They take no room in the tables
    /// and cut them apart, so that queries cost less, often much less.
    pub observed: Vec<Variable>,
    /// For how many queries it is compiled. The more, the more work goes into a good order of
    /// elimination, and into leaving out cells that are always 0; by default 30.
    pub n_queries: u32,
}

impl Default for CompileOptions {
    /// 1 GiB, all variables kept, and none observed.
    fn default() -> CompileOptions {
        CompileOptions {
            memory_limit_bytes: 1 << 30,
            keep: None,
            observed: Vec::new(),
            n_queries: 30,
        }
    }
}

impl CompileOptions {
    /// The same with another memory limit.
    #[must_use]
    pub fn with_memory_limit(mut self, bytes: u64) -> CompileOptions {
        self.memory_limit_bytes = bytes;
        self
    }

    /// The same with only these variables to be asked for or told of.
    #[must_use]
    pub fn keeping(mut self, variables: Vec<Variable>) -> CompileOptions {
        self.keep = Some(variables);
        self
    }

    /// The same for so many queries.
    #[must_use]
    pub fn expecting(mut self, n_queries: u32) -> CompileOptions {
        self.n_queries = n_queries;
        self
    }

    /// The same for queries that all tell the states of these variables.
    #[must_use]
    pub fn observing(mut self, variables: Vec<Variable>) -> CompileOptions {
        self.observed = variables;
        self
    }
}

/// A network compiled for many queries: a tree of cliques with tables.
///
/// A query does not change it, so threads may share it.
#[derive(Debug, Clone)]
pub struct JunctionTree {
    pub(crate) network: Network,
    options: CompileOptions,
    pub(crate) plan: Arc<Plan>,
    pub(crate) fixed: Fixed<f64>,
}

impl JunctionTree {
    /// Compiles a network. Nothing large is allocated before the whole size is known.
    ///
    /// # Errors
    /// [`Error::TooLarge`] when the tree needs more memory than
    /// [`CompileOptions::memory_limit_bytes`]; [`Error::Loop`]; [`Error::UnknownVariable`] or
    /// [`Error::RepeatedVariable`] for [`CompileOptions::keep`] and
    /// [`CompileOptions::observed`].
    pub fn compile(network: &Network, options: &CompileOptions) -> Result<JunctionTree, Error> {
        network.check_loops()?;
        let fates = fates(network, options)?;
        let cliques = cliques(network, &fates, options)?;
        JunctionTree::of_cliques(network, options.clone(), fates, &cliques)
    }

    fn of_cliques(
        network: &Network,
        options: CompileOptions,
        fates: Vec<Fate>,
        cliques: &Cliques,
    ) -> Result<JunctionTree, Error> {
        let plan = Plan::new(network, fates, cliques, options.n_queries);
        if plan.n_bytes() > options.memory_limit_bytes {
            return Err(Error::TooLarge {
                needed_bytes: plan.n_bytes(),
                limit_bytes: options.memory_limit_bytes,
                variables: cliques.largest().into_iter().map(Variable).collect(),
            });
        }
        Ok(JunctionTree {
            network: network.clone(),
            options,
            fixed: Fixed::new(&plan, network),
            plan: Arc::new(plan),
        })
    }

    /// A smaller tree for queries that tell the states of these variables, when its cells and
    /// `overhead` are fewer than `n_cells`.
    pub(crate) fn cut(
        &self,
        observed: &[Variable],
        n_cells: usize,
        overhead: usize,
    ) -> Option<JunctionTree> {
        if overhead >= n_cells {
            return None;
        }
        let options = CompileOptions {
            observed: observed.to_vec(),
            n_queries: 1,
            ..self.options.clone()
        };
        let fates = fates(&self.network, &options).ok()?;
        if fates == self.plan.fates {
            return None;
        }
        let cliques = cliques(&self.network, &fates, &options).ok()?;
        if cliques.n_cells().saturating_add(overhead as u64) >= n_cells as u64 {
            return None;
        }
        JunctionTree::of_cliques(&self.network, options, fates, &cliques).ok()
    }

    /// What the network implies given the findings. Each call starts from the network alone.
    ///
    /// # Errors
    /// [`Error::Impossible`], naming findings that conflict; what [`Findings::check`] finds;
    /// [`Error::Pruned`] for a finding on a variable that was left out; [`Error::NotTold`] when
    /// the state of a variable in [`CompileOptions::observed`] is not told.
    pub fn propagate(&self, findings: &Findings) -> Result<Posterior, Error> {
        self.check(findings)?;
        let collected = self.collect(findings);
        let mut posterior = Posterior::new(self.plan.clone(), collected);
        if posterior.as_ref().is_some_and(Posterior::is_lost) {
            let wide = Numbers::Wide(self.collect_wide(findings));
            posterior = Posterior::new(self.plan.clone(), wide);
        }
        posterior.ok_or_else(|| impossible(self, findings))
    }

    /// The first pass, with `f64` where that can hold all products, else with wide numbers.
    pub(crate) fn collect(&self, findings: &Findings) -> Numbers {
        let mut narrow = State::new(&self.plan, self.fixed.clone());
        tell(&self.plan, &mut narrow, findings);
        narrow.collect(&self.plan, &self.network);
        if !narrow.is_lost() {
            return Numbers::Narrow(narrow);
        }
        Numbers::Wide(self.collect_wide(findings))
    }

    /// The first pass with wide numbers.
    pub(crate) fn collect_wide(&self, findings: &Findings) -> State<Wide> {
        let mut wide = State::new(&self.plan, Fixed::new(&self.plan, &self.network));
        tell(&self.plan, &mut wide, findings);
        wide.collect(&self.plan, &self.network);
        wide
    }

    /// Whether the findings can hold together.
    pub(crate) fn is_possible(&self, findings: &Findings) -> bool {
        !self.collect(findings).evidence(&self.plan).is_zero()
    }

    /// Gives a factor other values, in the order of the old ones: as if the network had been
    /// compiled with them, at the cost of one clique; or of compiling, when a value is no longer
    /// 0 and cells were left out because it was.
    ///
    /// # Errors
    /// Those of [`Network::set_values`], and [`Error::TooLarge`].
    pub fn set_values(&mut self, factor: FactorId, values: Vec<f64>) -> Result<(), Error> {
        let old = self.network.factor(factor)?.values.clone();
        self.network.set_values(factor, values)?;
        if self.outgrown(factor, &old) {
            *self = JunctionTree::compile(&self.network, &self.options)?;
        } else {
            self.fixed.renew(&self.plan, &self.network, factor);
        }
        Ok(())
    }

    /// Whether a factor has a value where it had 0, and cells were left out for that.
    pub(crate) fn outgrown(&self, factor: FactorId, old: &[f64]) -> bool {
        let new = self.network.tables()[factor.index()].values.iter();
        let grown = |(old, new): (&f64, &f64)| *old == 0.0 && *new != 0.0;
        self.plan.is_compressed() && old.iter().zip(new).any(grown)
    }

    /// The network as compiled, with the values set since.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The options that it was compiled with.
    pub(crate) fn options(&self) -> &CompileOptions {
        &self.options
    }

    /// How many numbers the clique tables hold together: the cost of one propagation.
    pub fn n_cells(&self) -> usize {
        self.plan.n_cells
    }

    /// What the tables of the tree and of one propagation take, in bytes.
    pub fn n_bytes(&self) -> u64 {
        self.plan.n_bytes()
    }

    /// The variables of every clique; those of a clique ascending. Variables of one state, and
    /// observed ones, are in none.
    pub fn cliques(&self) -> Vec<Vec<Variable>> {
        let ascending = |clique: usize| {
            let members = self.plan.members(clique).iter();
            let mut all: Vec<Variable> = members.copied().map(Variable).collect();
            all.sort_unstable();
            all
        };
        (0..self.plan.cliques.len()).map(ascending).collect()
    }

    /// A propagation to be kept and changed step by step, with nothing told.
    pub fn session(&self) -> Session {
        Session::new(self.clone())
    }

    /// That the findings fit the network, and this tree.
    pub(crate) fn check(&self, findings: &Findings) -> Result<(), Error> {
        for (variable, finding) in findings.iter() {
            self.check_one(variable, finding)?;
        }
        self.check_told(findings)
    }

    /// That a finding fits the network, and this tree.
    pub(crate) fn check_one(&self, variable: Variable, finding: &Finding) -> Result<(), Error> {
        check_finding(variable, finding, self.network.n_states(variable)?)?;
        match (self.plan.fates[variable.index()], finding) {
            (Fate::Pruned, _) => Err(Error::Pruned { variable }),
            (Fate::Observed, Finding::Likelihood(_)) => Err(Error::NotTold { variable }),
            _ => Ok(()),
        }
    }

    /// That the state of every observed variable is told.
    pub(crate) fn check_told(&self, findings: &Findings) -> Result<(), Error> {
        let observed = |v: &&Variable| self.plan.fates[v.index()] == Fate::Observed;
        let mut observed = self.options.observed.iter().filter(observed);
        match observed.find(|v| findings.get(**v).is_none()) {
            Some(variable) => Err(Error::NotTold {
                variable: *variable,
            }),
            None => Ok(()),
        }
    }
}

/// Tells a state all findings.
pub(crate) fn tell<C: Cell>(plan: &Plan, state: &mut State<C>, findings: &Findings) {
    for (variable, finding) in findings.iter() {
        tell_one(plan, state, variable, finding);
    }
}

/// Tells a state one finding.
pub(crate) fn tell_one<C: Cell>(
    plan: &Plan,
    state: &mut State<C>,
    variable: Variable,
    finding: &Finding,
) {
    let v = variable.index();
    match (plan.fates[v], finding) {
        (Fate::Observed, Finding::State(told)) => state.observe(v, *told as u32),
        (Fate::Pruned | Fate::Observed, _) => {}
        (_, Finding::State(told)) => {
            let weight = |s: u32| if s as usize == *told { C::ONE } else { C::ZERO };
            state.weigh(plan, v, (0..plan.n_states[v]).map(weight));
        }
        (_, Finding::Likelihood(values)) => {
            state.weigh(plan, v, values.iter().map(|value| C::new(*value)));
        }
    }
}

/// What becomes of each variable.
fn fates(network: &Network, options: &CompileOptions) -> Result<Vec<Fate>, Error> {
    network.check_variables(&options.observed)?;
    let kept = kept(network, options)?;
    let fate = |v: Variable| match (kept[v.index()], network.states(v)) {
        (false, _) => Fate::Pruned,
        (true, 1) => Fate::Constant,
        (true, _) => Fate::Free,
    };
    let mut fates: Vec<Fate> = network.variables().map(fate).collect();
    for variable in &options.observed {
        let fate = &mut fates[variable.index()];
        if *fate == Fate::Free {
            *fate = Fate::Observed;
        }
    }
    Ok(fates)
}

/// Which variables are not barren.
fn kept(network: &Network, options: &CompileOptions) -> Result<Vec<bool>, Error> {
    let Some(asked) = &options.keep else {
        return Ok(vec![true; network.n_variables()]);
    };
    network.check_variables(asked)?;
    let mut keep = vec![false; network.n_variables()];
    for variable in asked.iter().chain(&options.observed) {
        keep[variable.index()] = true;
    }
    // How many factors each variable stands in: a barren one stands in its own table alone.
    let mut uses = vec![0_usize; network.n_variables()];
    let mut has_cpt = vec![false; network.n_variables()];
    for factor in network.tables() {
        for variable in &factor.variables {
            uses[variable.index()] += 1;
        }
        if let Some(child) = factor.child {
            has_cpt[child.index()] = true;
        }
    }
    let asked = keep.clone();
    let barren = |v: Variable, uses: &[usize]| {
        !asked[v.index()] && has_cpt[v.index()] && uses[v.index()] == 1
    };
    let mut ready: Vec<Variable> = network.variables().filter(|v| barren(*v, &uses)).collect();
    keep.fill(true);
    while let Some(variable) = ready.pop() {
        keep[variable.index()] = false;
        for parent in network.parents(variable) {
            uses[parent.index()] -= 1;
            if barren(*parent, &uses) {
                ready.push(*parent);
            }
        }
    }
    Ok(keep)
}

/// The tree, if it is within the limit.
fn cliques(network: &Network, fates: &[Fate], options: &CompileOptions) -> Result<Cliques, Error> {
    // Positions are 32 bits wide.
    let limit_bytes = options
        .memory_limit_bytes
        .min(bytes_of(u64::from(u32::MAX), CELL_BYTES));
    let graph = graph(network, fates);
    let too_large = |needed_bytes: u64, variables: Vec<u32>| Error::TooLarge {
        needed_bytes,
        limit_bytes,
        variables: variables.into_iter().map(Variable).collect(),
    };
    let effort = match options.n_queries {
        0 | 1 => Effort::Default,
        n => Effort::Queries(n),
    };
    let found = search(&graph, effort, SEED, limit_bytes / CELL_BYTES);
    let elimination = found.map_err(|refusal| match refusal {
        Refusal::Clique(clique) => too_large(bytes_of(graph.n_cells(&clique), CELL_BYTES), clique),
        Refusal::Work => too_large(u64::MAX, Vec::new()),
    })?;
    let n_states: Vec<u32> = network
        .variables()
        .map(|v| network.states(v) as u32)
        .collect();
    let root = match options.keep.as_deref() {
        Some([one]) => Some(one.0),
        _ => None,
    };
    let cliques = Cliques::new(&elimination, &n_states, root);
    let needed = bytes_of(cliques.n_cells(), CELL_BYTES).saturating_add(bytes_of(
        cliques.n_separator_cells(&n_states),
        2 * CELL_BYTES,
    ));
    if needed > limit_bytes {
        return Err(too_large(needed, cliques.largest()));
    }
    Ok(cliques)
}

/// What the search for an order starts its numbers from.
const SEED: u64 = 1;
/// Bytes of a number in a table.
const CELL_BYTES: u64 = size_of::<f64>() as u64;

/// Variables that share a factor are neighbours; those that are not free are not there.
fn graph(network: &Network, fates: &[Fate]) -> Graph {
    let states = network.variables().map(|v| network.states(v) as u32);
    let mut graph = Graph::new(states.collect());
    for variable in network.variables() {
        if fates[variable.index()] != Fate::Free {
            graph.remove(variable.0);
        }
    }
    for factor in network.tables() {
        if factor
            .variables
            .iter()
            .all(|v| fates[v.index()] != Fate::Pruned)
        {
            let vertices: Vec<u32> = factor.variables.iter().map(|v| v.0).collect();
            graph.join(&vertices);
        }
    }
    graph
}
