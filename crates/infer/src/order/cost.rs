//! What the tables of an order cost, before there is any.

use super::window::TABLE;
use super::{Elimination, Graph};

/// The cost of the tree of an elimination's maximal cliques.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cost {
    /// Cells of all cliques.
    pub(crate) n_cells: f64,
    /// What the order is chosen by: per cell two, and one for each neighbour of its clique.
    pub(crate) total: f64,
    /// Multiply-adds of one propagation to the root and back: two per cell for each neighbour of
    /// its clique, and two per cell of a separator.
    pub(crate) n_operations: f64,
    /// Cells of the largest clique.
    pub(crate) largest: f64,
}

impl Elimination {
    /// The step of the clique above: that of the next to go of the clique of `step`.
    fn above(&self, step: usize, steps: &[u32]) -> Option<usize> {
        let clique = self.clique(step);
        let next = clique.len().checked_sub(2)?;
        Some(steps[clique[next] as usize] as usize)
    }

    /// What the clique of a step shares with those above.
    fn shared(&self, step: usize) -> &[u32] {
        let clique = self.clique(step);
        &clique[..clique.len() - 1]
    }

    /// Per step, the first step whose clique has all of its clique and is maximal.
    fn holders(&self, steps: &[u32]) -> Vec<u32> {
        let n = self.order.len();
        let mut holders: Vec<u32> = (0..n as u32).collect();
        for step in 0..n {
            let Some(above) = self.above(step, steps) else {
                continue;
            };
            let one_less = self.clique(above).len() + 1 == self.clique(step).len();
            if one_less && holders[above] as usize == above {
                holders[above] = holders[step];
            }
        }
        holders
    }

    /// What its tables cost.
    pub(crate) fn cost(&self, graph: &Graph) -> Cost {
        let mut steps = vec![0; graph.len()];
        for (step, vertex) in self.order.iter().enumerate() {
            steps[*vertex as usize] = step as u32;
        }
        let n = self.order.len();
        let holders = self.holders(&steps);
        let is_maximal = |step: &usize| holders[*step] as usize == *step;
        let mut cells = vec![0.0; n];
        for step in (0..n).filter(is_maximal) {
            cells[step] = cells_of(graph, self.clique(step));
        }
        let mut cost = Cost {
            n_cells: 0.0,
            total: 0.0,
            n_operations: 0.0,
            largest: 0.0,
        };
        // Each edge of the tree by the lower step, with the tables at its ends.
        let mut edges: Vec<(u32, u32, u32)> = Vec::with_capacity(n);
        for step in 0..n {
            if let Some(above) = self.above(step, &steps) {
                let (lower, upper) = (holders[step], holders[above]);
                if lower != upper {
                    cost.n_operations += 2.0 * cells_of(graph, self.shared(step));
                    edges.push((step as u32, lower, upper));
                }
            }
        }
        let degrees = self.degrees(edges, &cells);
        for step in (0..n).filter(is_maximal) {
            let degree = f64::from(degrees[step]);
            cost.n_cells += cells[step];
            cost.total += cells[step] * (TABLE + degree);
            cost.n_operations += 2.0 * cells[step] * degree.max(1.0);
            cost.largest = cost.largest.max(cells[step]);
        }
        cost
    }

    /// How many neighbours each table has, when of those that share the same with the table
    /// above the smallest takes the others, if it is smaller than that.
    fn degrees(&self, mut edges: Vec<(u32, u32, u32)>, cells: &[f64]) -> Vec<u32> {
        let shared = |edge: &(u32, u32, u32)| self.shared(edge.0 as usize);
        edges.sort_unstable_by(|a, b| shared(a).cmp(shared(b)).then(a.cmp(b)));
        let mut degrees = vec![0; cells.len()];
        for group in edges.chunk_by(|a, b| shared(a) == shared(b)) {
            let upper = group[0].2 as usize;
            let lowers = group.iter().map(|edge| edge.1 as usize);
            let least = lowers
                .clone()
                .min_by(|a, b| cells[*a].total_cmp(&cells[*b]));
            let hub = least.filter(|l| cells[*l] < cells[upper]).unwrap_or(upper);
            for lower in lowers {
                degrees[lower] += 1;
                degrees[if lower == hub { upper } else { hub }] += 1;
            }
        }
        degrees
    }
}

fn cells_of(graph: &Graph, vertices: &[u32]) -> f64 {
    let states = vertices
        .iter()
        .map(|v| f64::from(graph.n_states[*v as usize]));
    states.product()
}
