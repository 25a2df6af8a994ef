//! What the tables of an order cost, before there is any.

use super::{Elimination, Graph};

/// The cost of the tree of an elimination's maximal cliques.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cost {
    /// Cells of all cliques.
    pub(crate) n_cells: f64,
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

    /// What its tables cost.
    pub(crate) fn cost(&self, graph: &Graph) -> Cost {
        let mut steps = vec![0; graph.len()];
        for (step, vertex) in self.order.iter().enumerate() {
            steps[*vertex as usize] = step as u32;
        }
        let n = self.order.len();
        // Per step, whether its clique is in that of the step itself or in one before.
        let mut holder: Vec<u32> = (0..n as u32).collect();
        let cells = |vertices: &[u32]| {
            let states = vertices
                .iter()
                .map(|v| f64::from(graph.n_states[*v as usize]));
            states.product::<f64>()
        };
        for step in 0..n {
            let Some(above) = self.above(step, &steps) else {
                continue;
            };
            let one_less = self.clique(above).len() + 1 == self.clique(step).len();
            if one_less && holder[above] as usize == above {
                holder[above] = holder[step];
            }
        }
        let mut degrees = vec![0_u32; n];
        let mut cost = Cost {
            n_cells: 0.0,
            n_operations: 0.0,
            largest: 0.0,
        };
        for step in 0..n {
            let Some(above) = self.above(step, &steps) else {
                continue;
            };
            let (held, above) = (holder[step] as usize, holder[above] as usize);
            if held != above {
                degrees[held] += 1;
                degrees[above] += 1;
                let clique = self.clique(step);
                cost.n_operations += 2.0 * cells(&clique[..clique.len() - 1]);
            }
        }
        for step in 0..n {
            if holder[step] as usize == step {
                let n_cells = cells(self.clique(step));
                cost.n_cells += n_cells;
                cost.n_operations += 2.0 * n_cells * f64::from(degrees[step].max(1));
                cost.largest = cost.largest.max(n_cells);
            }
        }
        cost
    }
}
