//! A tree of cliques: which tables there are, and how they hang together.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::order::{Elimination, Graph};
use crate::table::{IndexMap, strides};

/// One clique, and its edge to its parent.
#[derive(Debug)]
pub(crate) struct Clique {
    /// Slowest first; those of the separator to the parent come before all others.
    pub(crate) variables: Vec<u32>,
    /// Its table among all tables.
    pub(crate) cells: Range<usize>,
    /// The clique nearer to the root, which comes later; `None` at a root.
    pub(crate) parent: Option<usize>,
    /// Its separator's table among all separators; empty at a root.
    pub(crate) separator: Range<usize>,
    /// From the parent's table to the separator's.
    pub(crate) from_parent: IndexMap,
}

/// Where a variable's marginal is read and its finding entered: the smallest clique with it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Home {
    pub(crate) clique: usize,
    /// What one step of the variable moves by in that clique's table.
    pub(crate) stride: usize,
}

/// The tree, children before parents. It may be a forest: one root per part of the network.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) n_states: Vec<usize>,
    pub(crate) cliques: Vec<Clique>,
    /// Per variable; `None` when it was pruned.
    pub(crate) homes: Vec<Option<Home>>,
    /// Per variable, its marginal among all marginals.
    pub(crate) marginals: Vec<Range<usize>>,
    /// Per variable, the cliques that have it, ascending.
    pub(crate) cliques_with: Vec<Vec<usize>>,
    /// Per variable, the clique in which it was eliminated.
    pub(crate) eliminated_in: Vec<usize>,
    pub(crate) n_table_cells: usize,
    pub(crate) n_separator_cells: usize,
    /// The largest separator's cells.
    pub(crate) n_widest_separator: usize,
}

/// A tree before anything is allocated for it.
#[derive(Debug)]
pub(crate) struct Plan {
    nodes: Vec<Node>,
    /// Per variable, the node in which it was eliminated.
    eliminated_in: Vec<usize>,
    pub(crate) n_table_cells: u64,
    pub(crate) n_separator_cells: u64,
}

#[derive(Debug)]
struct Node {
    /// Latest eliminated first.
    variables: Vec<u32>,
    n_cells: u64,
    parent: Option<usize>,
    /// How many of `variables`, from the first, are the separator to the parent.
    n_separator: usize,
}

impl Plan {
    /// The maximal cliques of an elimination, as a tree.
    pub(crate) fn new(graph: &Graph, elimination: &Elimination) -> Plan {
        let mut steps = vec![usize::MAX; graph.len()];
        for (step, vertex) in elimination.order.iter().enumerate() {
            steps[*vertex as usize] = step;
        }
        let cliques: Vec<Vec<u32>> = elimination.cliques().map(<[u32]>::to_vec).collect();
        let joined = join_steps(&cliques, &steps);
        let mut nodes: Vec<Node> = joined.nodes;
        for node in &mut nodes {
            node.n_cells = graph.n_cells(&node.variables);
        }
        shorten(&mut nodes);
        let mut eliminated_in = vec![usize::MAX; graph.len()];
        for (step, vertex) in elimination.order.iter().enumerate() {
            eliminated_in[*vertex as usize] = joined.node_of_step[step];
        }
        let cells = nodes.iter().map(|node| node.n_cells);
        let separators = nodes.iter().filter(|node| node.parent.is_some());
        let separator_cells = separators.map(|n| graph.n_cells(&n.variables[..n.n_separator]));
        Plan {
            n_table_cells: cells.fold(0, u64::saturating_add),
            n_separator_cells: separator_cells.fold(0, u64::saturating_add),
            nodes,
            eliminated_in,
        }
    }

    /// The variables of the largest clique, ascending.
    pub(crate) fn largest_clique(&self) -> Vec<u32> {
        let largest = self.nodes.iter().max_by_key(|node| node.n_cells);
        let mut variables = largest
            .map(|node| node.variables.clone())
            .unwrap_or_default();
        variables.sort_unstable();
        variables
    }
}

/// The nodes of a tree, and which node each step of the elimination is in.
struct Joined {
    nodes: Vec<Node>,
    node_of_step: Vec<usize>,
}

/// Puts each clique that a larger one holds into that one.
///
/// The clique of step `i` hangs on that of the next of its variables to go. A clique that is one
/// of its children without the variable that went there is no maximal clique, and no other is.
fn join_steps(cliques: &[Vec<u32>], steps: &[usize]) -> Joined {
    let n = cliques.len();
    // Latest first, so the second to last is the next to go.
    let parent_step = |i: usize| {
        let clique = &cliques[i];
        clique
            .len()
            .checked_sub(2)
            .map(|at| steps[clique[at] as usize])
    };
    // Per step, the step whose clique stands for it.
    let mut holder: Vec<usize> = (0..n).collect();
    // Per holder, the last step that it stands for.
    let mut top: Vec<usize> = (0..n).collect();
    for i in 0..n {
        let Some(parent) = parent_step(i) else {
            continue;
        };
        if cliques[parent].len() + 1 == cliques[i].len() && holder[parent] == parent {
            holder[parent] = holder[i];
            top[holder[i]] = parent;
        }
    }
    let mut node_at_top = vec![usize::MAX; n];
    let mut nodes = Vec::new();
    for i in 0..n {
        let held = holder[i];
        if top[held] == i {
            node_at_top[held] = nodes.len();
            let n_separator = cliques[i].len() - 1;
            let variables = cliques[held].clone();
            nodes.push(Node {
                variables,
                n_cells: 0,
                parent: None,
                n_separator,
            });
        }
    }
    for i in 0..n {
        if top[holder[i]] == i {
            let parent = parent_step(i).map(|p| node_at_top[holder[p]]);
            nodes[node_at_top[holder[i]]].parent = parent;
        }
    }
    let node_of_step = holder.iter().map(|held| node_at_top[*held]).collect();
    Joined {
        nodes,
        node_of_step,
    }
}

/// Hangs nodes with the same separator on the smallest of them, where that is smaller than the
/// parent: any later node that has the separator will do as the parent.
fn shorten(nodes: &mut [Node]) {
    let mut smallest: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    for i in (0..nodes.len()).rev() {
        let Some(parent) = nodes[i].parent else {
            continue;
        };
        let separator = nodes[i].variables[..nodes[i].n_separator].to_vec();
        let best = smallest.entry(separator).or_insert(parent);
        if nodes[*best].n_cells < nodes[parent].n_cells {
            nodes[i].parent = Some(*best);
        }
        if nodes[i].n_cells < nodes[*best].n_cells {
            *best = i;
        }
    }
}

impl Shape {
    /// Lays out the tables of a plan.
    pub(crate) fn new(plan: &Plan, n_states: Vec<usize>) -> Shape {
        let mut shape = Shape {
            cliques: Vec::with_capacity(plan.nodes.len()),
            homes: vec![None; n_states.len()],
            marginals: Vec::with_capacity(n_states.len()),
            cliques_with: vec![Vec::new(); n_states.len()],
            eliminated_in: plan.eliminated_in.clone(),
            n_table_cells: 0,
            n_separator_cells: 0,
            n_widest_separator: 0,
            n_states,
        };
        for node in &plan.nodes {
            shape.lay_out(plan, node);
        }
        shape.find_homes();
        let mut end = 0;
        for (variable, home) in shape.homes.iter().enumerate() {
            let len = if home.is_some() {
                shape.n_states[variable]
            } else {
                0
            };
            shape.marginals.push(end..end + len);
            end += len;
        }
        shape
    }

    /// The state counts of some variables.
    pub(crate) fn states_of(&self, variables: &[u32]) -> Vec<usize> {
        variables
            .iter()
            .map(|v| self.n_states[*v as usize])
            .collect()
    }

    fn lay_out(&mut self, plan: &Plan, node: &Node) {
        let n_states = self.states_of(&node.variables);
        let n_cells: usize = n_states.iter().product();
        let cells = self.n_table_cells..self.n_table_cells + n_cells;
        self.n_table_cells = cells.end;
        let mut separator = self.n_separator_cells..self.n_separator_cells;
        let mut from_parent = IndexMap::new(&[], &[]);
        if let Some(parent) = node.parent {
            let shared = &node.variables[..node.n_separator];
            let width: usize = n_states[..node.n_separator].iter().product();
            separator.end += width;
            self.n_separator_cells = separator.end;
            self.n_widest_separator = self.n_widest_separator.max(width);
            from_parent = self.map_between(&plan.nodes[parent].variables, shared);
        }
        let (variables, parent) = (node.variables.clone(), node.parent);
        self.cliques.push(Clique {
            variables,
            cells,
            parent,
            separator,
            from_parent,
        });
    }

    /// From a table over `large` to one over `small`, both slowest first. Variables of `small`
    /// that `large` lacks must have one state.
    pub(crate) fn map_between(&self, large: &[u32], small: &[u32]) -> IndexMap {
        let mut steps: Vec<(u32, usize)> = small
            .iter()
            .copied()
            .zip(strides(&self.states_of(small)))
            .collect();
        steps.sort_unstable();
        let step = |v: &u32| match steps.binary_search_by_key(v, |s| s.0) {
            Ok(at) => steps[at].1,
            Err(_) => 0,
        };
        let moves: Vec<usize> = large.iter().map(step).collect();
        IndexMap::new(&self.states_of(large), &moves)
    }

    fn find_homes(&mut self) {
        for (number, clique) in self.cliques.iter().enumerate() {
            let moves = strides(&self.states_of(&clique.variables));
            for (&v, &stride) in clique.variables.iter().zip(&moves) {
                let v = v as usize;
                self.cliques_with[v].push(number);
                let smaller = self.homes[v]
                    .is_none_or(|home| clique.cells.len() < self.cliques[home.clique].cells.len());
                if smaller {
                    self.homes[v] = Some(Home {
                        clique: number,
                        stride,
                    });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::order::{Effort, search};

    fn shape(n_states: &[u32], edges: &[(u32, u32)], effort: Effort) -> Shape {
        let mut graph = Graph::new(n_states.to_vec());
        for (a, b) in edges {
            graph.join(&[*a, *b]);
        }
        let elimination = search(&graph, effort, 1, u64::MAX).unwrap();
        let plan = Plan::new(&graph, &elimination);
        let shape = Shape::new(&plan, n_states.iter().map(|n| *n as usize).collect());
        assert_eq!(plan.n_table_cells, shape.n_table_cells as u64);
        assert_eq!(plan.n_separator_cells, shape.n_separator_cells as u64);
        shape
    }

    /// How many of the cliques with a variable have a parent without it: one, when they hang
    /// together.
    fn n_tops(shape: &Shape, variable: u32) -> usize {
        let has = |clique: usize| shape.cliques[clique].variables.contains(&variable);
        let with = &shape.cliques_with[variable as usize];
        with.iter()
            .filter(|c| !shape.cliques[**c].parent.is_some_and(has))
            .count()
    }

    proptest! {
        #[test]
        fn it_is_a_junction_tree(
            n_states in prop::collection::vec(1_u32..4, 14),
            edges in prop::collection::vec((0_u32..14, 0_u32..14), 0..30),
            greedy in any::<bool>(),
        ) {
            let edges: Vec<(u32, u32)> = edges.into_iter().filter(|(a, b)| a != b).collect();
            let effort = if greedy { Effort::Greedy } else { Effort::Default };
            let shape = shape(&n_states, &edges, effort);
            for variable in 0..14 {
                prop_assert_eq!(n_tops(&shape, variable), 1);
            }
            let wide = |v: u32| n_states[v as usize] > 1;
            for (a, b) in edges.into_iter().filter(|(a, b)| wide(*a) && wide(*b)) {
                let both = |c: &Clique| c.variables.contains(&a) && c.variables.contains(&b);
                prop_assert!(shape.cliques.iter().any(both));
            }
            for (number, clique) in shape.cliques.iter().enumerate() {
                let inside = |other: &Clique| {
                    clique.variables.iter().all(|v| other.variables.contains(v))
                };
                prop_assert_eq!(shape.cliques.iter().filter(|c| inside(c)).count(), 1, "maximal");
                let Some(parent) = clique.parent else { continue };
                prop_assert!(parent > number);
                let parent = &shape.cliques[parent];
                let shared = clique.variables.iter().take_while(|v| parent.variables.contains(v));
                let cells: usize = shared.map(|v| shape.n_states[*v as usize]).product();
                prop_assert_eq!(clique.separator.len(), cells);
            }
        }
    }

    #[test]
    fn leaves_of_a_hub_hang_on_a_leaf() {
        // 0 is in a large clique with 1 to 5, and has ten neighbours of its own.
        let mut edges: Vec<(u32, u32)> = (6..16).map(|leaf| (0, leaf)).collect();
        edges.extend((0..6).flat_map(|a| (a + 1..6).map(move |b| (a, b))));
        let shape = shape(&[2; 16], &edges, Effort::Greedy);
        let large = shape
            .cliques
            .iter()
            .position(|c| c.variables.len() == 6)
            .unwrap();
        let on_large = shape
            .cliques
            .iter()
            .filter(|c| c.parent == Some(large))
            .count();
        assert!(
            on_large <= 1,
            "{on_large} leaves multiply into the large table"
        );
    }
}
