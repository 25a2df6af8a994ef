//! One greedy order.

use super::adjacency::Adjacency;
use super::queue::Queue;
use super::{Elimination, Graph};

/// Which vertex goes next: the one with the least weighted sum of three logarithms; of equals, the
/// one whose clique has the smallest table. One whose neighbours lack no edge always goes first:
/// it cannot do harm. The edges that they lack count by the product of the states at their ends,
/// and have the weight 16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heuristic {
    /// The weight of the cells of its clique.
    clique: u64,
    /// The weight of its own states, taken off.
    own: u64,
}

impl Heuristic {
    /// The best alone first, which is weighted min-fill. The others are those of a grid that
    /// made up best for its failures on the networks of the bnlearn repository.
    pub(super) const ALL: [Heuristic; 3] = [
        Heuristic { clique: 0, own: 0 },
        Heuristic { clique: 32, own: 8 },
        Heuristic { clique: 0, own: 16 },
    ];
}

/// Why a run stopped.
#[derive(Debug)]
pub(super) enum Stop {
    /// A clique whose table is beyond the limit, ascending.
    Clique(Vec<u32>),
    Work,
}

/// What a run gave.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) elimination: Elimination,
    /// How many edges it put in.
    pub(super) n_fill: u64,
}

/// One order, within the work left.
pub(super) fn run<A: Adjacency>(
    graph: &Graph,
    near: A,
    heuristic: Heuristic,
    limit_cells: u64,
    work_left: &mut u64,
) -> Result<Done, Stop> {
    Run::new(graph, near, heuristic, limit_cells, work_left)?.finish(work_left)
}

/// An elimination under way.
struct Run<'a, A> {
    graph: &'a Graph,
    near: A,
    heuristic: Heuristic,
    limit_cells: u64,
    /// Per vertex, what it counts at the end of a lacking edge.
    end: Vec<u64>,
    /// Per vertex, the sum of that over its neighbours.
    ends: Vec<u64>,
    /// Per vertex, the lacking edges between its neighbours, each counting by its two ends.
    fill: Vec<u64>,
    /// Per vertex, log2 of its states in fixed point: exact to add and take away.
    own: Vec<u64>,
    /// Per vertex, the same of its clique's table.
    weight: Vec<u64>,
    queue: Queue,
    /// Vertices whose keys are to be told to the queue, and which these are.
    changed: Vec<u32>,
    is_changed: Vec<bool>,
    order: Vec<u32>,
    starts: Vec<u32>,
    members: Vec<u32>,
    n_fill: u64,
    /// Room for the neighbours of the vertex that goes, and of two of them.
    clique: Vec<u32>,
    common: Vec<u32>,
}

/// What telling the queue of a vertex costs.
const CHANGE_WORK: u64 = 8;

/// The most that a vertex counts at the end of a lacking edge, so that no sum overflows.
const MAX_END: u64 = 1 << 10;

impl<'a, A: Adjacency> Run<'a, A> {
    fn new(
        graph: &'a Graph,
        near: A,
        heuristic: Heuristic,
        limit_cells: u64,
        work_left: &mut u64,
    ) -> Result<Run<'a, A>, Stop> {
        let n = graph.len();
        let end = |states: &u32| u64::from(*states).min(MAX_END);
        let mut starts = Vec::with_capacity(n + 1);
        starts.push(0);
        let mut run = Run {
            end: graph.n_states.iter().map(end).collect(),
            ends: vec![0; n],
            fill: vec![0; n],
            own: graph.n_states.iter().map(|n| log2(*n)).collect(),
            weight: vec![0; n],
            queue: Queue::new(n),
            changed: Vec::new(),
            is_changed: vec![false; n],
            order: Vec::with_capacity(n),
            starts,
            members: Vec::with_capacity(4 * n),
            n_fill: 0,
            clique: Vec::new(),
            common: Vec::new(),
            graph,
            near,
            heuristic,
            limit_cells,
        };
        run.count(work_left)?;
        for vertex in (0..n as u32).filter(|v| graph.is_present(*v)) {
            run.queue.put(vertex, run.key(vertex));
        }
        run.queue.build();
        Ok(run)
    }

    /// Each vertex lacks all pairs of its neighbours, less one per triangle.
    fn count(&mut self, work_left: &mut u64) -> Result<(), Stop> {
        let mut near = std::mem::take(&mut self.clique);
        for a in 0..self.end.len() as u32 {
            near.clear();
            self.near.neighbours(a, &mut near);
            let (mut ends, mut squares, mut weight) = (0, 0, self.own[a as usize]);
            for &b in &near {
                let end = self.end[b as usize];
                ends += end;
                squares += end * end;
                weight += self.own[b as usize];
            }
            self.weight[a as usize] = weight;
            self.ends[a as usize] = ends;
            self.fill[a as usize] = ends.wrapping_mul(ends).wrapping_sub(squares) / 2;
        }
        self.check_first()?;
        for a in 0..self.end.len() as u32 {
            near.clear();
            self.near.neighbours(a, &mut near);
            for &b in near.iter().filter(|b| **b > a) {
                let work = self.near.common(a, b, &mut self.common);
                spend(work_left, work)?;
                let both = self.end[a as usize] * self.end[b as usize];
                for &c in &self.common {
                    self.fill[c as usize] = self.fill[c as usize].wrapping_sub(both);
                }
            }
        }
        self.clique = near;
        Ok(())
    }

    /// Stops when any first step is beyond the limit.
    fn check_first(&self) -> Result<(), Stop> {
        let present = (0..self.weight.len() as u32).filter(|v| self.graph.is_present(*v));
        let Some(least) = present.min_by_key(|v| self.weight[*v as usize]) else {
            return Ok(());
        };
        let mut clique = vec![least];
        self.near.neighbours(least, &mut clique);
        clique.sort_unstable();
        if self.graph.n_cells(&clique) > self.limit_cells {
            return Err(Stop::Clique(clique));
        }
        Ok(())
    }

    fn key(&self, vertex: u32) -> u64 {
        let at = vertex as usize;
        let weight = self.weight[at];
        let score = if self.fill[at] == 0 {
            0
        } else {
            let score = (16 * log2_near(self.fill[at]) + self.heuristic.clique * weight + MOST_OWN)
                .saturating_sub(self.heuristic.own * self.own[at]);
            score.clamp(1, (1 << 39) - 1)
        };
        (score << 24) | (weight >> 6).min((1 << 24) - 1)
    }

    /// Eliminates all.
    fn finish(mut self, work_left: &mut u64) -> Result<Done, Stop> {
        while let Some(vertex) = self.queue.pop() {
            self.eliminate(vertex, work_left)?;
        }
        let n_fill = self.n_fill;
        Ok(Done {
            elimination: self.sorted(),
            n_fill,
        })
    }

    /// Eliminates a vertex that left the queue.
    fn eliminate(&mut self, vertex: u32, work_left: &mut u64) -> Result<(), Stop> {
        let mut near = std::mem::take(&mut self.clique);
        near.clear();
        self.near.neighbours(vertex, &mut near);
        spend(work_left, 8 + near.len() as u64)?;
        let own = u64::from(self.graph.n_states[vertex as usize]);
        if self.graph.n_cells(&near).saturating_mul(own) > self.limit_cells {
            near.push(vertex);
            near.sort_unstable();
            return Err(Stop::Clique(near));
        }
        self.order.push(vertex);
        self.members.extend_from_slice(&near);
        self.members.push(vertex);
        self.starts.push(self.members.len() as u32);
        self.take_out(vertex, &near, work_left)?;
        self.clique = near;
        Ok(())
    }

    /// Joins the neighbours of a vertex that left the queue, and takes it out of the graph.
    fn take_out(&mut self, vertex: u32, near: &[u32], work_left: &mut u64) -> Result<(), Stop> {
        if self.fill[vertex as usize] > 0 {
            for (i, &a) in near.iter().enumerate() {
                for &b in &near[i + 1..] {
                    if !self.near.adjacent(a, b) {
                        let work = self.fill_in(a, b);
                        spend(work_left, work)?;
                    }
                }
                spend(work_left, (near.len() - i) as u64)?;
            }
        }
        let (end, ends) = (self.end[vertex as usize], self.ends[vertex as usize]);
        for &u in near {
            // The neighbours are a clique now, so `u` loses the pairs of `vertex` with the rest.
            let at = u as usize;
            let beyond = self.ends[at] + self.end[at] - end - ends;
            self.fill[at] = self.fill[at].wrapping_sub(end * beyond);
            self.ends[at] -= end;
            self.weight[at] -= self.own[vertex as usize];
            self.change(u);
        }
        let work = self.near.detach(vertex, near) + CHANGE_WORK * self.changed.len() as u64;
        for &u in &self.changed {
            self.is_changed[u as usize] = false;
            if self.queue.contains(u) {
                let key = self.key(u);
                self.queue.update(u, key);
            }
        }
        self.changed.clear();
        spend(work_left, work)
    }

    fn change(&mut self, vertex: u32) {
        if !self.is_changed[vertex as usize] {
            self.is_changed[vertex as usize] = true;
            self.changed.push(vertex);
        }
    }

    /// Adds the edge `a`-`b`; gives its work.
    fn fill_in(&mut self, a: u32, b: u32) -> u64 {
        self.n_fill += 1;
        let mut common = std::mem::take(&mut self.common);
        let work = self.near.common(a, b, &mut common);
        let (end_a, end_b) = (self.end[a as usize], self.end[b as usize]);
        let mut both = 0;
        for &c in &common {
            both += self.end[c as usize];
            self.fill[c as usize] = self.fill[c as usize].wrapping_sub(end_a * end_b);
            self.change(c);
        }
        for (v, end, other) in [(a, end_b, b), (b, end_a, a)] {
            let at = v as usize;
            self.fill[at] = self.fill[at].wrapping_add(end * (self.ends[at] - both));
            self.ends[at] += end;
            self.weight[at] += self.own[other as usize];
        }
        self.common = common;
        work + self.near.connect(a, b)
    }

    /// The order as it is given out: each clique by the step of going, latest first.
    fn sorted(self) -> Elimination {
        let mut steps = self.own;
        for (step, vertex) in self.order.iter().enumerate() {
            steps[*vertex as usize] = step as u64;
        }
        let mut done = Elimination {
            order: self.order,
            starts: self.starts,
            members: self.members,
        };
        for end in done.starts.windows(2) {
            let clique = &mut done.members[end[0] as usize..end[1] as usize];
            clique.sort_unstable_by_key(|v| std::cmp::Reverse(steps[*v as usize]));
        }
        done
    }
}

/// More than is ever taken off a score.
const MOST_OWN: u64 = (16 * 33) << 16;

/// log2 in fixed point, of 16 bits after the point.
fn log2(n: u32) -> u64 {
    (libm::log2(f64::from(n)) * f64::from(1 << 16)) as u64
}

/// About log2 in the same fixed point: a straight line between powers of two.
pub(super) fn log2_near(n: u64) -> u64 {
    let n = n.max(1);
    let whole = n.ilog2();
    let rest = ((n << (63 - whole)) >> 47) & 0xffff;
    (u64::from(whole) << 16) + rest
}

fn spend(left: &mut u64, work: u64) -> Result<(), Stop> {
    match left.checked_sub(work) {
        Some(rest) => {
            *left = rest;
            Ok(())
        }
        None => {
            *left = 0;
            Err(Stop::Work)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::adjacency::{Lists, Rows};
    use super::*;

    /// The fill and the weight of a vertex, by their definitions.
    fn costs<A: Adjacency>(run: &Run<'_, A>, vertex: u32) -> (u64, u64) {
        let mut near = Vec::new();
        run.near.neighbours(vertex, &mut near);
        let mut weight = run.own[vertex as usize];
        let mut fill = 0;
        for (i, &a) in near.iter().enumerate() {
            weight += run.own[a as usize];
            for &b in near[i + 1..].iter().filter(|b| !run.near.adjacent(a, **b)) {
                fill += run.end[a as usize] * run.end[b as usize];
            }
        }
        (fill, weight)
    }

    fn check<A: Adjacency>(graph: &Graph, near: A, heuristic: Heuristic) -> Vec<u32> {
        let mut work = u64::MAX;
        let mut run = Run::new(graph, near, heuristic, u64::MAX, &mut work).unwrap();
        while let Some(vertex) = run.queue.pop() {
            run.eliminate(vertex, &mut work).unwrap();
            for left in 0..graph.len() as u32 {
                if run.queue.contains(left) {
                    let kept = (run.fill[left as usize], run.weight[left as usize]);
                    assert_eq!(kept, costs(&run, left));
                    assert_eq!(run.queue.key(left), run.key(left));
                }
            }
        }
        run.order
    }

    proptest! {
        #[test]
        fn costs_are_kept_right_all_along(
            n_states in prop::collection::vec(1_u32..5, 12),
            edges in prop::collection::vec((0_u32..12, 0_u32..12), 0..40),
        ) {
            let mut graph = Graph::new(n_states);
            for (a, b) in edges {
                graph.join(&[a, b]);
            }
            for heuristic in Heuristic::ALL {
                let by_rows = check(&graph, Rows::new(&graph), heuristic);
                prop_assert_eq!(by_rows, check(&graph, Lists::new(&graph), heuristic));
            }
        }
    }
}
