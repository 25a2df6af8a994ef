//! Elimination orders: min-fill and min-weight (Kjaerulff 1990).

use std::collections::BTreeSet;

/// An undirected graph over `0..n`, each vertex with the number of its states.
#[derive(Debug, Clone)]
pub(crate) struct Graph {
    neighbours: Vec<BTreeSet<u32>>,
    n_states: Vec<u32>,
}

impl Graph {
    pub(crate) fn new(n_states: Vec<u32>) -> Graph {
        Graph {
            neighbours: vec![BTreeSet::new(); n_states.len()],
            n_states,
        }
    }

    /// Makes every two of `vertices` neighbours. Vertices of one state never get an edge: they
    /// take no room in any table.
    pub(crate) fn join(&mut self, vertices: &[u32]) {
        let wide = |v: &u32| self.n_states[*v as usize] > 1;
        let wide: Vec<u32> = vertices.iter().copied().filter(wide).collect();
        for (i, &a) in wide.iter().enumerate() {
            for &b in &wide[i + 1..] {
                self.connect(a, b);
            }
        }
    }

    /// Adds an edge, unless it is there.
    fn connect(&mut self, a: u32, b: u32) {
        self.neighbours[a as usize].insert(b);
        self.neighbours[b as usize].insert(a);
    }

    fn degree(&self, vertex: u32) -> usize {
        self.neighbours[vertex as usize].len()
    }

    fn adjacent(&self, a: u32, b: u32) -> bool {
        self.neighbours[a as usize].contains(&b)
    }

    /// The vertices next to both.
    fn common(&self, a: u32, b: u32) -> Vec<u32> {
        let (few, other) = if self.degree(a) <= self.degree(b) {
            (a, b)
        } else {
            (b, a)
        };
        let near = self.neighbours[few as usize].iter().copied();
        near.filter(|&v| self.adjacent(other, v)).collect()
    }

    /// The size of a table over `vertices`, held at `u64::MAX`.
    pub(crate) fn n_cells(&self, vertices: &[u32]) -> u64 {
        let states = vertices
            .iter()
            .map(|&v| u64::from(self.n_states[v as usize]));
        states.fold(1, u64::saturating_mul)
    }
}

/// Which vertex goes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heuristic {
    /// The one whose neighbours lack the fewest edges among them.
    MinFill,
    /// The one whose clique has the smallest table.
    MinWeight,
}

/// An order, and what each step puts together.
#[derive(Debug)]
pub(crate) struct Elimination {
    /// The vertices in the order of going.
    pub(crate) order: Vec<u32>,
    /// Per step, the vertex and those next to it then, ascending.
    pub(crate) cliques: Vec<Vec<u32>>,
}

/// Why there is no order.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// A clique whose table is beyond the limit, ascending.
    Clique(Vec<u32>),
    /// Finding the order is too much work: another heuristic may be cheaper.
    Work,
}

/// Looks at neighbours that one order by min-fill may cost.
const FILL_WORK: u64 = 1 << 28;

/// Eliminates all vertices, stopping at the first clique with a table beyond `limit_cells`.
pub(crate) fn eliminate(
    graph: Graph,
    heuristic: Heuristic,
    limit_cells: u64,
) -> Result<Elimination, Refusal> {
    let n = graph.n_states.len();
    let mut run = Run::new(graph, heuristic)?;
    let mut done = Elimination {
        order: Vec::with_capacity(n),
        cliques: Vec::with_capacity(n),
    };
    while let Some((_, _, vertex)) = run.queue.pop_first() {
        let mut clique: Vec<u32> = run.graph.neighbours[vertex as usize]
            .iter()
            .copied()
            .collect();
        clique.push(vertex);
        clique.sort_unstable();
        if run.graph.n_cells(&clique) > limit_cells {
            return Err(Refusal::Clique(clique));
        }
        run.take_out(vertex)?;
        done.order.push(vertex);
        done.cliques.push(clique);
    }
    Ok(done)
}

/// An elimination under way.
struct Run {
    graph: Graph,
    heuristic: Heuristic,
    /// Per vertex, the edges that its neighbours lack; kept only for min-fill.
    fill: Vec<u64>,
    /// Per vertex, log2 of its clique's table in fixed point: exact to add and take away.
    weight: Vec<u64>,
    /// log2 of the state count, in the same fixed point.
    own_weight: Vec<u64>,
    /// (first cost, second cost, vertex): the first goes next.
    queue: BTreeSet<(u64, u64, u32)>,
    work: u64,
}

impl Run {
    fn new(graph: Graph, heuristic: Heuristic) -> Result<Run, Refusal> {
        let fixed = |n: &u32| (libm::log2(f64::from(*n)) * f64::from(1 << 24)) as u64;
        let own_weight: Vec<u64> = graph.n_states.iter().map(fixed).collect();
        let n = own_weight.len();
        let weight = (0..n).map(|v| {
            let near = graph.neighbours[v].iter().map(|&u| own_weight[u as usize]);
            own_weight[v] + near.sum::<u64>()
        });
        let mut run = Run {
            weight: weight.collect(),
            fill: vec![0; n],
            queue: BTreeSet::new(),
            work: 0,
            graph,
            heuristic,
            own_weight,
        };
        run.count_fill()?;
        for vertex in 0..n as u32 {
            run.queue.insert(run.key(vertex));
        }
        Ok(run)
    }

    /// Each vertex lacks all pairs of its neighbours, less one per triangle.
    fn count_fill(&mut self) -> Result<(), Refusal> {
        if self.heuristic != Heuristic::MinFill {
            return Ok(());
        }
        for v in 0..self.fill.len() as u32 {
            let degree = self.graph.degree(v) as u64;
            self.fill[v as usize] = degree * degree.saturating_sub(1) / 2;
        }
        for a in 0..self.fill.len() as u32 {
            let later: Vec<u32> = self.graph.neighbours[a as usize]
                .iter()
                .copied()
                .filter(|&b| b > a)
                .collect();
            for b in later {
                self.spend(a, b)?;
                for c in self.graph.common(a, b) {
                    self.fill[c as usize] -= 1;
                }
            }
        }
        Ok(())
    }

    fn spend(&mut self, a: u32, b: u32) -> Result<(), Refusal> {
        self.work += 1 + self.graph.degree(a).min(self.graph.degree(b)) as u64;
        if self.work > FILL_WORK {
            Err(Refusal::Work)
        } else {
            Ok(())
        }
    }

    fn key(&self, vertex: u32) -> (u64, u64, u32) {
        let (fill, weight) = (self.fill[vertex as usize], self.weight[vertex as usize]);
        match self.heuristic {
            Heuristic::MinFill => (fill, weight, vertex),
            Heuristic::MinWeight => (weight, self.graph.degree(vertex) as u64, vertex),
        }
    }

    /// Joins the neighbours of a vertex that left the queue, and takes it out of the graph.
    fn take_out(&mut self, vertex: u32) -> Result<(), Refusal> {
        let near: Vec<u32> = std::mem::take(&mut self.graph.neighbours[vertex as usize])
            .into_iter()
            .collect();
        for &u in &near {
            self.queue.remove(&self.key(u));
        }
        for (i, &a) in near.iter().enumerate() {
            for &b in &near[i + 1..] {
                self.fill_in(a, b)?;
            }
        }
        for &u in &near {
            // The neighbours are a clique now, so `u` loses the pairs of `vertex` with the rest.
            let beyond = (self.graph.degree(u) - near.len()) as u64;
            if self.heuristic == Heuristic::MinFill {
                self.fill[u as usize] -= beyond;
            }
            self.weight[u as usize] -= self.own_weight[vertex as usize];
            self.graph.neighbours[u as usize].remove(&vertex);
            self.queue.insert(self.key(u));
        }
        Ok(())
    }

    /// Adds the edge `a`-`b`, both out of the queue, if it lacks.
    fn fill_in(&mut self, a: u32, b: u32) -> Result<(), Refusal> {
        if self.graph.adjacent(a, b) {
            return Ok(());
        }
        if self.heuristic == Heuristic::MinFill {
            self.spend(a, b)?;
            let both = self.graph.common(a, b);
            for &v in &[a, b] {
                self.fill[v as usize] += (self.graph.degree(v) - both.len()) as u64;
            }
            for c in both {
                self.lower_fill(c);
            }
        }
        self.graph.connect(a, b);
        self.weight[a as usize] += self.own_weight[b as usize];
        self.weight[b as usize] += self.own_weight[a as usize];
        Ok(())
    }

    /// One pair of the neighbours of `vertex` was joined.
    fn lower_fill(&mut self, vertex: u32) {
        let queued = self.queue.remove(&self.key(vertex));
        self.fill[vertex as usize] -= 1;
        if queued {
            self.queue.insert(self.key(vertex));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn graph(n_states: &[u32], edges: &[(u32, u32)]) -> Graph {
        let mut graph = Graph::new(n_states.to_vec());
        for (a, b) in edges {
            graph.join(&[*a, *b]);
        }
        graph
    }

    fn widest(elimination: &Elimination) -> usize {
        elimination.cliques.iter().map(Vec::len).max().unwrap_or(0)
    }

    #[test]
    fn a_tree_has_cliques_of_two() {
        let edges: Vec<(u32, u32)> = (1..50).map(|i| (i, (i - 1) / 3)).collect();
        for heuristic in [Heuristic::MinFill, Heuristic::MinWeight] {
            let done = eliminate(graph(&[2; 50], &edges), heuristic, 4).unwrap();
            assert_eq!(widest(&done), 2);
        }
    }

    #[test]
    fn a_grid_of_four_by_four_has_width_four() {
        let at = |row: u32, column: u32| row * 4 + column;
        let across = (0..4).flat_map(|r| (0..3).map(move |c| (at(r, c), at(r, c + 1))));
        let down = (0..3).flat_map(|r| (0..4).map(move |c| (at(r, c), at(r + 1, c))));
        let grid = graph(&[2; 16], &across.chain(down).collect::<Vec<_>>());
        let done = eliminate(grid, Heuristic::MinFill, u64::MAX).unwrap();
        assert_eq!(widest(&done), 5);
    }

    #[test]
    fn min_weight_shuns_the_variable_of_many_states() {
        // A square: to take out vertex 0 or 2 joins 1 and 3, which have many states.
        let square = graph(&[2, 50, 2, 50], &[(0, 1), (1, 2), (2, 3), (3, 0)]);
        let done = eliminate(square.clone(), Heuristic::MinWeight, u64::MAX).unwrap();
        assert_eq!(done.order[0], 1);
        let refused = eliminate(square, Heuristic::MinWeight, 199).unwrap_err();
        assert!(matches!(refused, Refusal::Clique(clique) if clique == [0, 1, 2]));
    }

    #[test]
    fn vertices_of_one_state_have_no_edges() {
        let star = graph(&[1, 2, 2, 1], &[(0, 1), (0, 2), (0, 3), (1, 2)]);
        let done = eliminate(star, Heuristic::MinFill, 4).unwrap();
        assert_eq!(done.cliques.concat().len(), 5);
    }

    /// The fill of a vertex, by its definition.
    fn fill_of(graph: &Graph, vertex: u32) -> u64 {
        let near: Vec<u32> = graph.neighbours[vertex as usize].iter().copied().collect();
        let pairs = near
            .iter()
            .enumerate()
            .flat_map(|(i, a)| near[i + 1..].iter().map(|b| (*a, *b)));
        pairs.filter(|(a, b)| !graph.adjacent(*a, *b)).count() as u64
    }

    proptest! {
        #[test]
        fn costs_are_kept_right_all_along(
            n_states in prop::collection::vec(1_u32..5, 12),
            edges in prop::collection::vec((0_u32..12, 0_u32..12), 0..40),
        ) {
            let edges: Vec<(u32, u32)> = edges.into_iter().filter(|(a, b)| a != b).collect();
            for heuristic in [Heuristic::MinFill, Heuristic::MinWeight] {
                let Ok(mut run) = Run::new(graph(&n_states, &edges), heuristic) else {
                    panic!("too much work")
                };
                while let Some((_, _, vertex)) = run.queue.pop_first() {
                    prop_assert!(run.take_out(vertex).is_ok());
                    for (_, _, left) in &run.queue {
                        let near = &run.graph.neighbours[*left as usize];
                        let weights = near.iter().map(|v| run.own_weight[*v as usize]);
                        let weight = run.own_weight[*left as usize] + weights.sum::<u64>();
                        prop_assert_eq!(run.weight[*left as usize], weight);
                        if heuristic == Heuristic::MinFill {
                            prop_assert_eq!(run.fill[*left as usize], fill_of(&run.graph, *left));
                        }
                        prop_assert!(run.queue.contains(&run.key(*left)));
                    }
                }
            }
        }
    }
}
