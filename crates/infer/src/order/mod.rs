//! Elimination orders: greedy heuristics (Kjaerulff 1990), then a seeded search within a stated
//! amount of work.

mod adjacency;
mod cost;
mod greedy;
mod improve;
mod queue;
mod random;
#[cfg(test)]
mod tests;
mod window;

use adjacency::{Adjacency, Lists, Rows};
use greedy::{Heuristic, Stop};
use improve::{Budget, Tree};

/// Up to so many vertices, who is next to whom is kept as a matrix of bits (2 MiB at most);
/// beyond, as sorted lists, so that memory stays linear in the edges.
const MAX_MATRIX: usize = 4096;
/// No table has this many cells, whatever the limit.
const MAX_CELLS: u64 = 1 << 62;
/// What all greedy orders of one search may cost together, in looks at a neighbour.
const GREEDY_WORK: u64 = 1 << 28;

/// What the search for a better order may do by default for what the tables cost as they are, and
/// at most.
const DEFAULT_PER_COST: f64 = 1.0 / 16.0;
const DEFAULT_WORK: u64 = 30_000_000;
/// What it may do at most when many propagations are expected: some tenths of a second.
const MOST_WORK: u64 = 300_000_000;
/// With less than this for each vertex, it is not begun.
const START_WORK: u64 = 64;
/// When the tables have fewer cells than this for each vertex, one heuristic is enough.
const FEW_CELLS: f64 = 64.0;
/// How far beyond the limit a first order may be from which the search starts.
const RESCUE: u64 = 1 << 10;

/// An undirected graph over `0..n`, each vertex with the number of its states: kept as the sets
/// whose members are all neighbours.
#[derive(Debug, Clone, Default)]
pub(crate) struct Graph {
    n_states: Vec<u32>,
    absent: Vec<bool>,
    /// Set `i` is `members[starts[i]..starts[i + 1]]`.
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Graph {
    pub(crate) fn new(n_states: Vec<u32>) -> Graph {
        Graph {
            absent: vec![false; n_states.len()],
            starts: vec![0],
            members: Vec::new(),
            n_states,
        }
    }

    /// Makes every two of `vertices` neighbours. Vertices of one state never get an edge: they
    /// take no room in any table.
    pub(crate) fn join(&mut self, vertices: &[u32]) {
        let start = self.members.len();
        let wide = |v: &&u32| self.n_states[**v as usize] > 1;
        self.members.extend(vertices.iter().filter(wide));
        if self.members.len() < start + 2 {
            self.members.truncate(start);
        } else {
            self.starts.push(self.members.len() as u32);
        }
    }

    /// Takes a vertex out with its edges: it is in no order.
    pub(crate) fn remove(&mut self, vertex: u32) {
        self.absent[vertex as usize] = true;
    }

    /// The size of a table over `vertices`, held at `u64::MAX`.
    pub(crate) fn n_cells(&self, vertices: &[u32]) -> u64 {
        let states = vertices
            .iter()
            .map(|&v| u64::from(self.n_states[v as usize]));
        states.fold(1, u64::saturating_mul)
    }

    /// How many vertices there are, present or not.
    pub(crate) fn len(&self) -> usize {
        self.n_states.len()
    }

    fn is_present(&self, vertex: u32) -> bool {
        !self.absent[vertex as usize]
    }

    fn sets(&self) -> impl Iterator<Item = &[u32]> {
        let ends = self.starts.windows(2);
        ends.map(|end| &self.members[end[0] as usize..end[1] as usize])
    }

    /// Calls `each` with both ends of every edge, some edges more than once.
    fn for_each_edge(&self, mut each: impl FnMut(u32, u32)) {
        for set in self.sets() {
            for (i, &a) in set.iter().enumerate().filter(|(_, a)| self.is_present(**a)) {
                for &b in &set[i + 1..] {
                    if a != b && self.is_present(b) {
                        each(a, b);
                    }
                }
            }
        }
    }

    /// The largest set that no order can do, ascending.
    fn hopeless_set(&self) -> Option<Vec<u32>> {
        let present = |set: &[u32]| -> Vec<u32> {
            let present = set.iter().copied().filter(|v| self.is_present(*v));
            let mut set: Vec<u32> = present.collect();
            set.sort_unstable();
            set.dedup();
            set
        };
        let hopeless = |set: &[u32]| self.n_cells(set) > MAX_CELLS;
        let sets = self.sets().filter(|set| hopeless(set)).map(present);
        sets.filter(|set| hopeless(set)).max_by_key(Vec::len)
    }
}

/// How much to look for a good order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// One good heuristic: the fastest.
    Greedy,
    /// Work in proportion to what one propagation will cost.
    Default,
    /// The same for so many propagations, within [`MOST_WORK`].
    Queries(u32),
    /// So much work: a unit is about a look at a neighbour, or a nanosecond.
    #[cfg(test)]
    Work(u64),
}

/// An order, and what each step puts together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Elimination {
    /// The vertices in the order of going.
    pub(crate) order: Vec<u32>,
    /// Where the cliques are among `members`, and at last its length.
    pub(crate) starts: Vec<u32>,
    /// The clique of step `i` is `members[starts[i]..starts[i + 1]]`: the vertex that goes and
    /// those next to it then, the latest to go first, so that the vertex itself is last.
    pub(crate) members: Vec<u32>,
}

impl Elimination {
    /// The clique of a step.
    pub(crate) fn clique(&self, step: usize) -> &[u32] {
        &self.members[self.starts[step] as usize..self.starts[step + 1] as usize]
    }

    /// The cliques of all steps.
    pub(crate) fn cliques(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.order.len()).map(|step| self.clique(step))
    }
}

/// Why there is no order.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The smallest clique found whose table is beyond the limit, ascending.
    Clique(Vec<u32>),
    /// Finding any order is too much work.
    Work,
}

/// An order in which no clique has a table beyond `limit_cells`.
pub(crate) fn search(
    graph: &Graph,
    effort: Effort,
    seed: u64,
    limit_cells: u64,
) -> Result<Elimination, Refusal> {
    let limit_cells = limit_cells.min(MAX_CELLS);
    if let Some(set) = graph.hopeless_set() {
        return Err(Refusal::Clique(set));
    }
    let mut work_left = GREEDY_WORK;
    match greedy_order(graph, effort, limit_cells, &mut work_left) {
        Ok(first) => Ok(improve(graph, first, effort, seed, limit_cells)),
        Err(Refusal::Clique(clique)) if effort != Effort::Greedy => {
            rescue(graph, effort, seed, limit_cells, clique, &mut work_left)
        }
        Err(refusal) => Err(refusal),
    }
}

/// A greedy order and what it costs.
struct First {
    elimination: Elimination,
    cost: f64,
    /// It put in no edge, so that none is better.
    is_perfect: bool,
}

/// The best greedy order that the effort allows.
fn greedy_order(
    graph: &Graph,
    effort: Effort,
    limit_cells: u64,
    work_left: &mut u64,
) -> Result<First, Refusal> {
    if graph.len() <= MAX_MATRIX {
        greedy_orders(graph, || Rows::new(graph), effort, limit_cells, work_left)
    } else {
        greedy_orders(graph, || Lists::new(graph), effort, limit_cells, work_left)
    }
}

/// Makes an order better as far as the effort goes.
fn improve(
    graph: &Graph,
    first: First,
    effort: Effort,
    seed: u64,
    limit_cells: u64,
) -> Elimination {
    let budget = match effort {
        Effort::Greedy => return first.elimination,
        Effort::Default => Budget::PerCost(DEFAULT_PER_COST, DEFAULT_WORK),
        Effort::Queries(n) => Budget::PerCost(DEFAULT_PER_COST * f64::from(n), MOST_WORK),
        #[cfg(test)]
        Effort::Work(work) => Budget::Work(work),
    };
    let least_work = START_WORK * graph.len() as u64;
    if first.is_perfect || budget.work(first.cost) < least_work {
        return first.elimination;
    }
    let mut tree = Tree::new(graph, &first.elimination, seed, limit_cells as f64);
    tree.improve(budget);
    let better = tree.elimination();
    if better.cost(graph).total < first.cost {
        better
    } else {
        first.elimination
    }
}

/// Starts from an order beyond the limit, in the hope to get within; `refused` is the smallest
/// clique beyond it so far.
fn rescue(
    graph: &Graph,
    effort: Effort,
    seed: u64,
    limit_cells: u64,
    refused: Vec<u32>,
    work_left: &mut u64,
) -> Result<Elimination, Refusal> {
    let high_limit = limit_cells.saturating_mul(RESCUE).min(MAX_CELLS);
    let Ok(first) = greedy_order(graph, effort, high_limit, work_left) else {
        return Err(Refusal::Clique(refused));
    };
    let done = improve(graph, first, effort, seed, high_limit);
    let largest = done.cliques().max_by_key(|clique| graph.n_cells(clique));
    match largest {
        Some(largest) if graph.n_cells(largest) > limit_cells => {
            let mut largest = largest.to_vec();
            largest.sort_unstable();
            let is_smaller = graph.n_cells(&largest) < graph.n_cells(&refused);
            Err(Refusal::Clique(if is_smaller { largest } else { refused }))
        }
        _ => Ok(done),
    }
}

/// The best order of the heuristics that the effort allows.
fn greedy_orders<A: Adjacency>(
    graph: &Graph,
    near: impl Fn() -> A,
    effort: Effort,
    limit_cells: u64,
    work_left: &mut u64,
) -> Result<First, Refusal> {
    let mut refused: Option<Vec<u32>> = None;
    let mut best: Option<First> = None;
    for heuristic in Heuristic::ALL {
        match greedy::run(graph, near(), heuristic, limit_cells, work_left) {
            Ok(done) => {
                let is_perfect = done.n_fill == 0;
                let is_last = is_perfect || effort == Effort::Greedy;
                let cost = if is_last {
                    // Nobody will ask.
                    None
                } else {
                    Some(done.elimination.cost(graph))
                };
                let total = cost.map_or(0.0, |cost| cost.total);
                if best.as_ref().is_none_or(|best| total < best.cost) {
                    best = Some(First {
                        elimination: done.elimination,
                        cost: total,
                        is_perfect,
                    });
                }
                if cost.is_none_or(|cost| cost.n_cells < FEW_CELLS * graph.len() as f64) {
                    break;
                }
            }
            Err(Stop::Clique(clique)) => {
                let n_cells = graph.n_cells(&clique);
                if refused
                    .as_ref()
                    .is_none_or(|other| n_cells < graph.n_cells(other))
                {
                    refused = Some(clique);
                }
            }
            Err(Stop::Work) => {}
        }
    }
    match (best, refused) {
        (Some(best), _) => Ok(best),
        (None, Some(clique)) => Err(Refusal::Clique(clique)),
        (None, None) => Err(Refusal::Work),
    }
}
