//! Compiling a network into a tree of cliques.

use std::sync::Arc;

use crate::error::bytes_of;
use crate::network::Factor;
use crate::order::{Effort, Graph, Refusal, search};
use crate::propagate::propagate;
use crate::shape::{Plan, Shape};
use crate::table::{Cell, IndexMap, spread};
use crate::wide::Wide;
use crate::{Error, FactorId, Findings, Network, Posterior, Variable};

/// What a cell of a clique may take: the network's numbers, those of a posterior, and those of
/// a propagation that needs the wide range.
const CLIQUE_CELL_BYTES: u64 = 32;
/// What a cell of a separator may take.
const SEPARATOR_CELL_BYTES: u64 = 16;

/// What the search for an order starts its numbers from.
const SEED: u64 = 1;

/// How to compile.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CompileOptions {
    /// The most that the tables of the tree and of one propagation may take together.
    pub memory_limit_bytes: u64,
    /// The variables that will be asked for or told of; the default, `None`, is all.
    ///
    /// The others are left out as far as they are barren: such that they, and all that depends
    /// on them, are neither asked for nor told of, so that they cannot matter (Shachter 1986).
    pub keep: Option<Vec<Variable>>,
}

impl Default for CompileOptions {
    /// 1 GiB, and all variables kept.
    fn default() -> CompileOptions {
        CompileOptions {
            memory_limit_bytes: 1 << 30,
            keep: None,
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
}

/// A network compiled for many queries: a tree of cliques with tables.
///
/// A query does not change it, so threads may share it.
#[derive(Debug, Clone)]
pub struct JunctionTree {
    network: Network,
    pub(crate) shape: Arc<Shape>,
    /// Per clique, the factors multiplied into it.
    members: Vec<Vec<Member>>,
    /// Per factor, where it is.
    places: Vec<Place>,
    /// The clique tables before any finding, each over a power of two of its own.
    base: Vec<f64>,
    /// Per clique, the exponent of that power, and whether `f64` could not hold a product.
    levels: Vec<(i64, bool)>,
}

/// Where a factor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Clique(usize),
    /// It has no variables.
    Constant,
    /// Its child was pruned.
    Nowhere,
}

/// A factor in a clique.
#[derive(Debug, Clone)]
struct Member {
    factor: FactorId,
    /// How many of the clique's variables, from the slowest, have all of the factor's.
    depth: usize,
    /// From a table over those to the factor's.
    map: IndexMap,
}

impl JunctionTree {
    /// Compiles a network. Nothing large is allocated before the whole size is known.
    ///
    /// # Errors
    /// [`Error::TooLarge`] when the tree needs more memory than
    /// [`CompileOptions::memory_limit_bytes`]; [`Error::Loop`]; [`Error::UnknownVariable`] or
    /// [`Error::RepeatedVariable`] for [`CompileOptions::keep`].
    pub fn compile(network: &Network, options: &CompileOptions) -> Result<JunctionTree, Error> {
        network.check_loops()?;
        let keep = kept(network, options.keep.as_deref())?;
        let plan = plan(network, &keep, options.memory_limit_bytes)?;
        let n_states = network.variables().map(|v| network.states(v)).collect();
        let shape = Shape::new(&plan, n_states);
        let mut tree = JunctionTree {
            members: vec![Vec::new(); shape.cliques.len()],
            places: Vec::with_capacity(network.n_factors()),
            base: vec![0.0; shape.n_table_cells],
            levels: vec![(0, false); shape.cliques.len()],
            network: network.clone(),
            shape: Arc::new(shape),
        };
        for (number, factor) in network.tables().iter().enumerate() {
            tree.place(FactorId(number as u32), factor);
        }
        for clique in 0..tree.members.len() {
            tree.members[clique].sort_by_key(|member| member.depth);
            tree.fill(clique);
        }
        Ok(tree)
    }

    /// What the network implies given the findings. Each call starts from the network alone.
    ///
    /// # Errors
    /// [`Error::Impossible`], naming findings that conflict; what [`Findings::check`] finds;
    /// [`Error::Pruned`] for a finding on a variable that was left out.
    pub fn propagate(&self, findings: &Findings) -> Result<Posterior, Error> {
        findings.check(&self.network)?;
        if let Some((variable, _)) = findings
            .iter()
            .find(|(v, _)| self.shape.homes[v.index()].is_none())
        {
            return Err(Error::Pruned { variable });
        }
        propagate(self, findings)
    }

    /// Gives a factor other values, in the order of the old ones: as if the network had been
    /// compiled with them, at the cost of one clique.
    ///
    /// # Errors
    /// Those of [`Network::set_values`].
    pub fn set_values(&mut self, factor: FactorId, values: Vec<f64>) -> Result<(), Error> {
        self.network.set_values(factor, values)?;
        if let Place::Clique(clique) = self.places[factor.index()] {
            self.fill(clique);
        }
        Ok(())
    }

    /// The network as compiled, with the values set since.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// How many numbers the clique tables hold together: the cost of one propagation.
    pub fn n_cells(&self) -> usize {
        self.shape.n_table_cells
    }

    /// The variables of every clique; those of a clique ascending.
    pub fn cliques(&self) -> Vec<Vec<Variable>> {
        let ascending = |variables: &[u32]| {
            let mut all: Vec<Variable> = variables.iter().copied().map(Variable).collect();
            all.sort_unstable();
            all
        };
        self.shape
            .cliques
            .iter()
            .map(|clique| ascending(&clique.variables))
            .collect()
    }

    /// The clique tables in wide numbers, and nothing taken out of them.
    pub(crate) fn wide_base(&self) -> Vec<Wide> {
        let mut base = vec![Wide::ZERO; self.shape.n_table_cells];
        for (number, clique) in self.shape.cliques.iter().enumerate() {
            self.multiply(number, &mut base[clique.cells.clone()]);
        }
        base
    }

    /// The clique tables over a power of two, and its exponent, unless `f64` cannot hold them.
    pub(crate) fn base(&self) -> Option<(&[f64], i64)> {
        let lost = self.levels.iter().any(|level| level.1);
        (!lost).then(|| (&*self.base, self.levels.iter().map(|level| level.0).sum()))
    }

    /// The product of the factors without variables.
    pub(crate) fn constant(&self) -> Wide {
        let placed = self.network.tables().iter().zip(&self.places);
        let constants = placed.filter(|(_, place)| **place == Place::Constant);
        constants.fold(Wide::ONE, |product, (f, _)| {
            product.times(Wide::new(f.values[0]))
        })
    }

    /// Gives a factor to the clique in which the first of its variables went, which has the
    /// rest too. Variables of one state are in no clique but their own.
    fn place(&mut self, id: FactorId, factor: &Factor) {
        let shape = &self.shape;
        let wide = |v: &&Variable| shape.n_states[v.index()] > 1;
        let in_clique = |v: &Variable| shape.eliminated_in[v.index()];
        let first = factor.variables.iter().filter(wide).map(in_clique).min();
        let place = match first.or_else(|| factor.variables.first().map(in_clique)) {
            _ if factor
                .variables
                .iter()
                .any(|v| shape.homes[v.index()].is_none()) =>
            {
                Place::Nowhere
            }
            Some(clique) => Place::Clique(clique),
            None => Place::Constant,
        };
        if let Place::Clique(clique) = place {
            let variables: Vec<u32> = factor.variables.iter().map(|v| v.0).collect();
            let held = &shape.cliques[clique].variables;
            let depth = held
                .iter()
                .rposition(|v| variables.contains(v))
                .map_or(0, |at| at + 1);
            let map = shape.map_between(&held[..depth], &variables);
            self.members[clique].push(Member {
                factor: id,
                depth,
                map,
            });
        }
        self.places.push(place);
    }

    /// Computes the base table of a clique anew.
    fn fill(&mut self, clique: usize) {
        let cells = self.shape.cliques[clique].cells.clone();
        let mut base = std::mem::take(&mut self.base);
        self.levels[clique] = self.multiply(clique, &mut base[cells]);
        self.base = base;
    }

    /// Makes `table` the product of a clique's factors over a power of two; gives its exponent,
    /// and whether any product was lost.
    ///
    /// The table grows by one variable after another, and each factor is multiplied in as soon
    /// as all of its variables are there.
    fn multiply<C: Cell>(&self, clique: usize, table: &mut [C]) -> (i64, bool) {
        let n_states = self.shape.states_of(&self.shape.cliques[clique].variables);
        let (mut exponent, mut lost) = (0, false);
        let (mut depth, mut len) = (0, 1);
        table[0] = C::new(1.0);
        for member in &self.members[clique] {
            let grown: usize = n_states[depth..member.depth].iter().product();
            spread(&mut table[..len * grown], len);
            (depth, len) = (member.depth, len * grown);
            let mut values = self.network.tables()[member.factor.index()].values.to_vec();
            let (taken, lost_here) = C::level_input(&mut values);
            let values: Vec<C> = values.into_iter().map(C::new).collect();
            lost |= lost_here | member.map.multiply(&mut table[..len], &values);
            exponent += taken + C::level(&mut table[..len]);
        }
        spread(table, len);
        (exponent, lost)
    }
}

/// Which variables are not barren.
fn kept(network: &Network, keep: Option<&[Variable]>) -> Result<Vec<bool>, Error> {
    let Some(asked) = keep else {
        return Ok(vec![true; network.n_variables()]);
    };
    network.check_variables(asked)?;
    let mut keep = vec![false; network.n_variables()];
    for variable in asked {
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

/// The tree of the best order found, if it is within the limit.
fn plan(network: &Network, keep: &[bool], limit_bytes: u64) -> Result<Plan, Error> {
    let graph = graph(network, keep);
    // Positions in a table are 32 bits wide.
    let limit_bytes = limit_bytes.min(bytes_of(u64::from(u32::MAX), CLIQUE_CELL_BYTES));
    let too_large = |needed_bytes: u64, variables: Vec<u32>| Error::TooLarge {
        needed_bytes,
        limit_bytes,
        variables: variables.into_iter().map(Variable).collect(),
    };
    let limit_cells = limit_bytes / CLIQUE_CELL_BYTES;
    match search(&graph, Effort::Default, SEED, limit_cells) {
        Ok(elimination) => {
            let plan = Plan::new(&graph, &elimination);
            if plan_bytes(&plan) <= limit_bytes {
                Ok(plan)
            } else {
                Err(too_large(plan_bytes(&plan), plan.largest_clique()))
            }
        }
        Err(Refusal::Clique(clique)) => Err(too_large(
            bytes_of(graph.n_cells(&clique), CLIQUE_CELL_BYTES),
            clique,
        )),
        Err(Refusal::Work) => Err(too_large(limit_bytes, Vec::new())),
    }
}

fn plan_bytes(plan: &Plan) -> u64 {
    bytes_of(plan.n_table_cells, CLIQUE_CELL_BYTES)
        .saturating_add(bytes_of(plan.n_separator_cells, SEPARATOR_CELL_BYTES))
}

/// Variables that share a factor are neighbours; pruned ones are left out.
fn graph(network: &Network, keep: &[bool]) -> Graph {
    let n_states = network
        .variables()
        .map(|v| network.states(v) as u32)
        .collect();
    let mut graph = Graph::new(n_states);
    for (vertex, _) in keep.iter().enumerate().filter(|(_, keep)| !**keep) {
        graph.remove(vertex as u32);
    }
    let mut vertices = Vec::new();
    for factor in network.tables() {
        vertices.clear();
        vertices.extend(factor.variables.iter().map(|v| v.0));
        graph.join(&vertices);
    }
    graph
}
