//! A tree of cliques: which tables there are, and how they hang together.

use std::collections::BTreeMap;

use crate::order::Elimination;

/// Stands for no clique.
pub(crate) const NONE: u32 = u32::MAX;

/// The maximal cliques of an elimination as a tree, children before parents. It may be a
/// forest: one root per part of the graph, and the cliques of a part are consecutive.
#[derive(Debug)]
pub(crate) struct Cliques {
    starts: Vec<u32>,
    /// Variables, slowest first: by `ranks`, so that those of the separator to the parent come
    /// first.
    members: Vec<u32>,
    /// The clique nearer to the root; [`NONE`] at a root.
    pub(crate) parents: Vec<u32>,
    /// How many of the members, from the first, are the separator to the parent.
    pub(crate) n_separators: Vec<u32>,
    /// Per clique, the cells of its table, held at `u64::MAX`.
    pub(crate) n_cells: Vec<u64>,
    /// Per variable, a clique with it and all that it met when it was eliminated; [`NONE`] when
    /// it never was.
    pub(crate) eliminated_in: Vec<u32>,
    /// Per variable, when it was eliminated; [`NONE`] when it never was.
    pub(crate) steps: Vec<u32>,
    /// Per variable, the smallest clique with it; [`NONE`] when there is none.
    pub(crate) homes: Vec<u32>,
    /// Per variable, its place in the order that all tables follow.
    pub(crate) ranks: Vec<u32>,
}

impl Cliques {
    /// The tree of an elimination over a graph whose vertices have `n_states`. A clique with
    /// `root`, if any, is the root of its part; other parts have their largest as the root.
    pub(crate) fn new(elimination: &Elimination, n_states: &[u32], root: Option<u32>) -> Cliques {
        let mut nodes = join_steps(elimination, n_states.len());
        for node in &mut nodes.nodes {
            node.n_cells = cells_of(nodes_members(elimination, node), n_states);
        }
        shorten(elimination, &mut nodes.nodes);
        let order = rooted(elimination, &nodes.nodes, root);
        Cliques::laid_out(elimination, &nodes, &order, n_states)
    }

    /// How many cliques there are.
    pub(crate) fn len(&self) -> usize {
        self.parents.len()
    }

    /// The variables of a clique, slowest first.
    pub(crate) fn members(&self, clique: usize) -> &[u32] {
        &self.members[self.starts[clique] as usize..self.starts[clique + 1] as usize]
    }

    /// The variables that a clique shares with its parent, slowest first.
    pub(crate) fn separator(&self, clique: usize) -> &[u32] {
        let members = self.members(clique);
        &members[members.len() - self.n_separators[clique] as usize..]
    }

    /// The cells of all cliques together, held at `u64::MAX`.
    pub(crate) fn n_cells(&self) -> u64 {
        self.n_cells.iter().copied().fold(0, u64::saturating_add)
    }

    /// The cells of all separators together, held at `u64::MAX`.
    pub(crate) fn n_separator_cells(&self, n_states: &[u32]) -> u64 {
        let separators = (0..self.len()).filter(|c| self.parents[*c] != NONE);
        let cells = separators.map(|c| cells_of(self.separator(c), n_states));
        cells.fold(0, u64::saturating_add)
    }

    /// The variables of the largest clique, ascending.
    pub(crate) fn largest(&self) -> Vec<u32> {
        let largest = (0..self.len()).max_by_key(|c| self.n_cells[*c]);
        let mut members = largest.map_or(Vec::new(), |c| self.members(c).to_vec());
        members.sort_unstable();
        members
    }

    /// Puts the nodes into their places, in the reverse of `preorder`.
    fn laid_out(
        elimination: &Elimination,
        joined: &Joined,
        preorder: &[Rooted],
        n_states: &[u32],
    ) -> Cliques {
        let n = preorder.len();
        let ranks = ranks(elimination, joined, preorder, n_states.len());
        let mut places = vec![0; n];
        for (at, rooted) in preorder.iter().enumerate() {
            places[rooted.node as usize] = (n - 1 - at) as u32;
        }
        let mut cliques = Cliques {
            starts: Vec::with_capacity(n + 1),
            members: Vec::with_capacity(elimination.members.len()),
            parents: Vec::with_capacity(n),
            n_separators: Vec::with_capacity(n),
            n_cells: Vec::with_capacity(n),
            eliminated_in: vec![NONE; n_states.len()],
            steps: vec![NONE; n_states.len()],
            homes: vec![NONE; n_states.len()],
            ranks,
        };
        cliques.starts.push(0);
        let mut marks = vec![NONE; n_states.len()];
        for rooted in preorder.iter().rev() {
            cliques.place(elimination, joined, *rooted, &places, &mut marks);
        }
        for (step, vertex) in elimination.order.iter().enumerate() {
            cliques.steps[*vertex as usize] = step as u32;
            cliques.eliminated_in[*vertex as usize] = places[joined.node_of_step[step] as usize];
        }
        for clique in 0..n {
            for at in cliques.starts[clique]..cliques.starts[clique + 1] {
                let home = &mut cliques.homes[cliques.members[at as usize] as usize];
                if *home == NONE || cliques.n_cells[clique] < cliques.n_cells[*home as usize] {
                    *home = clique as u32;
                }
            }
        }
        cliques
    }

    /// Adds one clique.
    fn place(
        &mut self,
        elimination: &Elimination,
        joined: &Joined,
        rooted: Rooted,
        places: &[u32],
        marks: &mut [u32],
    ) {
        let node = &joined.nodes[rooted.node as usize];
        let from = self.members.len();
        self.members
            .extend_from_slice(nodes_members(elimination, node));
        let ranks = &self.ranks;
        self.members[from..].sort_unstable_by_key(|v| ranks[*v as usize]);
        self.starts.push(self.members.len() as u32);
        self.n_cells.push(node.n_cells);
        let (mut parent, mut n_separator) = (NONE, 0);
        if rooted.parent != NONE {
            parent = places[rooted.parent as usize];
            let above = nodes_members(elimination, &joined.nodes[rooted.parent as usize]);
            for vertex in above {
                marks[*vertex as usize] = rooted.node;
            }
            let shared = |v: &&u32| marks[**v as usize] == rooted.node;
            n_separator = self.members[from..].iter().filter(shared).count();
        }
        self.parents.push(parent);
        self.n_separators.push(n_separator as u32);
    }
}

/// The product of the state counts, held at `u64::MAX`.
pub(crate) fn cells_of(members: &[u32], n_states: &[u32]) -> u64 {
    let states = members.iter().map(|v| u64::from(n_states[*v as usize]));
    states.fold(1, u64::saturating_mul)
}

/// A maximal clique before the tree is rooted.
#[derive(Debug)]
struct Node {
    /// The step whose clique it is.
    step: u32,
    /// How many of its variables, latest eliminated first, it shares with its parent.
    n_separator: u32,
    parent: u32,
    n_cells: u64,
}

fn nodes_members<'e>(elimination: &'e Elimination, node: &Node) -> &'e [u32] {
    clique(elimination, node.step as usize)
}

/// The clique of a step: latest eliminated first, its own vertex last.
fn clique(elimination: &Elimination, step: usize) -> &[u32] {
    let range = elimination.starts[step] as usize..elimination.starts[step + 1] as usize;
    &elimination.members[range]
}

/// The nodes of a tree, and which node each step of the elimination is in.
struct Joined {
    nodes: Vec<Node>,
    node_of_step: Vec<u32>,
}

/// Puts each clique that a larger one holds into that one.
///
/// The clique of step `i` hangs on that of the next of its variables to go. A clique that is one
/// of its children without the variable that went there is no maximal clique, and no other is.
fn join_steps(elimination: &Elimination, n_vertices: usize) -> Joined {
    let n = elimination.order.len();
    let mut steps = vec![NONE; n_vertices];
    for (step, vertex) in elimination.order.iter().enumerate() {
        steps[*vertex as usize] = step as u32;
    }
    // Latest first, so the second to last is the next to go.
    let parent_step = |i: usize| {
        let clique = clique(elimination, i);
        clique
            .len()
            .checked_sub(2)
            .map(|at| steps[clique[at] as usize] as usize)
    };
    // Per step, the step whose clique stands for it.
    let mut holder: Vec<u32> = (0..n as u32).collect();
    // Per holder, the last step that it stands for.
    let mut top: Vec<u32> = (0..n as u32).collect();
    for i in 0..n {
        let Some(parent) = parent_step(i) else {
            continue;
        };
        let one_less = clique(elimination, parent).len() + 1 == clique(elimination, i).len();
        if one_less && holder[parent] as usize == parent {
            holder[parent] = holder[i];
            top[holder[i] as usize] = parent as u32;
        }
    }
    let mut nodes = Vec::with_capacity(n);
    let mut node_of_holder = vec![NONE; n];
    for (i, held) in holder.iter().copied().enumerate() {
        if top[held as usize] as usize == i {
            node_of_holder[held as usize] = nodes.len() as u32;
            nodes.push(Node {
                step: held,
                n_separator: clique(elimination, i).len() as u32 - 1,
                parent: i as u32,
                n_cells: 0,
            });
        }
    }
    for node in &mut nodes {
        let parent = parent_step(node.parent as usize);
        node.parent = parent.map_or(NONE, |p| node_of_holder[holder[p] as usize]);
    }
    let node_of_step = holder.iter().map(|held| node_of_holder[*held as usize]);
    Joined {
        node_of_step: node_of_step.collect(),
        nodes,
    }
}

/// Hangs nodes with the same separator on the smallest of them, where that is smaller than the
/// parent: any later node that has the separator will do as the parent.
fn shorten(elimination: &Elimination, nodes: &mut [Node]) {
    let mut n_children = vec![0_u32; nodes.len()];
    for node in nodes.iter().filter(|node| node.parent != NONE) {
        n_children[node.parent as usize] += 1;
    }
    if n_children.iter().all(|n| *n < 3) {
        return;
    }
    let mut smallest: BTreeMap<&[u32], u32> = BTreeMap::new();
    for i in (0..nodes.len()).rev() {
        let parent = nodes[i].parent;
        if parent == NONE {
            continue;
        }
        let members = clique(elimination, nodes[i].step as usize);
        let separator = &members[..nodes[i].n_separator as usize];
        let best = smallest.entry(separator).or_insert(parent);
        if nodes[*best as usize].n_cells < nodes[parent as usize].n_cells {
            nodes[i].parent = *best;
        }
        if nodes[i].n_cells < nodes[*best as usize].n_cells {
            *best = i as u32;
        }
    }
}

/// A node and its parent, once the tree is rooted.
#[derive(Debug, Clone, Copy)]
struct Rooted {
    node: u32,
    parent: u32,
}

/// The nodes with the parents first, part by part.
fn rooted(elimination: &Elimination, nodes: &[Node], root: Option<u32>) -> Vec<Rooted> {
    let (starts, edges) = edges(nodes);
    let mut order: Vec<Rooted> = Vec::with_capacity(nodes.len());
    let mut stack = Vec::new();
    for node in roots(elimination, nodes, root) {
        let parent = NONE;
        stack.push(Rooted { node, parent });
        while let Some(rooted) = stack.pop() {
            order.push(rooted);
            let at = rooted.node as usize;
            let near = &edges[starts[at] as usize..starts[at + 1] as usize];
            let parent = rooted.node;
            let below = near.iter().filter(|near| **near != rooted.parent);
            stack.extend(below.map(|node| Rooted {
                node: *node,
                parent,
            }));
        }
    }
    order
}

/// Of each part its largest node, or the smallest with the variable that is wanted at a root.
fn roots(elimination: &Elimination, nodes: &[Node], root: Option<u32>) -> Vec<u32> {
    let parts = parts(nodes);
    let mut largest = parts.clone();
    for (at, node) in nodes.iter().enumerate() {
        let best = &mut largest[parts[at] as usize];
        if node.n_cells > nodes[*best as usize].n_cells {
            *best = at as u32;
        }
    }
    if let Some(root) = root {
        let has = |at: &usize| nodes_members(elimination, &nodes[*at]).contains(&root);
        let wanted = (0..nodes.len()).filter(has);
        if let Some(at) = wanted.min_by_key(|at| nodes[*at].n_cells) {
            largest[parts[at] as usize] = at as u32;
        }
    }
    // A part is known by its last node.
    let parts = parts.iter().enumerate();
    let last = parts.filter(|(at, part)| *at == **part as usize);
    last.map(|(at, _)| largest[at]).collect()
}

/// Per node, the last node of its part.
fn parts(nodes: &[Node]) -> Vec<u32> {
    let mut parts: Vec<u32> = (0..nodes.len() as u32).collect();
    // Parents come later.
    for at in (0..nodes.len()).rev() {
        if nodes[at].parent != NONE {
            parts[at] = parts[nodes[at].parent as usize];
        }
    }
    parts
}

/// Per node, its neighbours in the tree: where they start, and all of them.
fn edges(nodes: &[Node]) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; nodes.len() + 1];
    let inner = || nodes.iter().enumerate().filter(|(_, n)| n.parent != NONE);
    for (at, node) in inner() {
        starts[at + 1] += 1;
        starts[node.parent as usize + 1] += 1;
    }
    for at in 0..nodes.len() {
        starts[at + 1] += starts[at];
    }
    let mut next = starts.clone();
    let mut edges = vec![0; starts[nodes.len()] as usize];
    for (at, node) in inner() {
        for (from, to) in [(at, node.parent), (node.parent as usize, at as u32)] {
            edges[next[from] as usize] = to;
            next[from] += 1;
        }
    }
    (starts, edges)
}

/// The order of the variables in all tables: those of a parent first; within a clique those in
/// most cliques first, so that what is summed out for most neighbours changes fastest.
fn ranks(
    elimination: &Elimination,
    joined: &Joined,
    preorder: &[Rooted],
    n_vertices: usize,
) -> Vec<u32> {
    let mut n_cliques = vec![0_u32; n_vertices];
    for node in &joined.nodes {
        for vertex in nodes_members(elimination, node) {
            n_cliques[*vertex as usize] += 1;
        }
    }
    let mut ranks = vec![NONE; n_vertices];
    let mut next = n_vertices as u32;
    let mut fresh: Vec<u32> = Vec::new();
    for rooted in preorder {
        let members = nodes_members(elimination, &joined.nodes[rooted.node as usize]);
        fresh.clear();
        fresh.extend(members.iter().filter(|v| ranks[**v as usize] == NONE));
        // Stable, so that ties stay in the order of elimination, latest first.
        fresh.sort_by_key(|v| std::cmp::Reverse(n_cliques[*v as usize]));
        for vertex in &fresh {
            next -= 1;
            ranks[*vertex as usize] = next;
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::order::{Effort, Graph, search};

    fn cliques(n_states: &[u32], edges: &[(u32, u32)], root: Option<u32>) -> Cliques {
        let mut graph = Graph::new(n_states.to_vec());
        for (a, b) in edges {
            graph.join(&[*a, *b]);
        }
        let elimination = search(&graph, Effort::Default, 1, u64::MAX).unwrap();
        Cliques::new(&elimination, n_states, root)
    }

    proptest! {
        #[test]
        fn it_is_a_junction_tree(
            n_states in prop::collection::vec(1_u32..4, 14),
            edges in prop::collection::vec((0_u32..14, 0_u32..14), 0..30),
            root in prop::option::of(0_u32..14),
        ) {
            let edges: Vec<(u32, u32)> = edges.into_iter().filter(|(a, b)| a != b).collect();
            let tree = cliques(&n_states, &edges, root);
            let has = |clique: usize, v: u32| tree.members(clique).contains(&v);
            for v in (0..14).filter(|v| tree.homes[*v as usize] != NONE) {
                let with: Vec<usize> = (0..tree.len()).filter(|c| has(*c, v)).collect();
                let is_top = |c: &&usize| {
                    tree.parents[**c] == NONE || !has(tree.parents[**c] as usize, v)
                };
                prop_assert_eq!(with.iter().filter(is_top).count(), 1, "they hang together");
                let smallest = with.iter().map(|c| tree.n_cells[*c]).min();
                prop_assert_eq!(Some(tree.n_cells[tree.homes[v as usize] as usize]), smallest);
            }
            let wide = |v: u32| n_states[v as usize] > 1;
            for (a, b) in edges.into_iter().filter(|(a, b)| wide(*a) && wide(*b)) {
                prop_assert!((0..tree.len()).any(|c| has(c, a) && has(c, b)));
            }
            for clique in 0..tree.len() {
                let inside = |other: &usize| tree.members(clique).iter().all(|v| has(*other, *v));
                prop_assert_eq!((0..tree.len()).filter(inside).count(), 1, "maximal");
                let ranks: Vec<u32> =
                    tree.members(clique).iter().map(|v| tree.ranks[*v as usize]).collect();
                prop_assert!(ranks.is_sorted());
                let parent = tree.parents[clique];
                if parent == NONE {
                    prop_assert!(tree.separator(clique).is_empty());
                    continue;
                }
                prop_assert!(parent as usize > clique, "children before parents");
                let shared = tree.members(clique).iter().filter(|v| has(parent as usize, **v));
                prop_assert!(shared.eq(tree.separator(clique)));
            }
            if let Some(root) = root.filter(|v| tree.homes[*v as usize] != NONE) {
                prop_assert!((0..tree.len()).any(|c| tree.parents[c] == NONE && has(c, root)));
            }
        }
    }

    #[test]
    fn leaves_of_a_hub_hang_on_a_leaf() {
        // 0 is in a large clique with 1 to 5, and has ten neighbours of its own.
        let mut edges: Vec<(u32, u32)> = (6..16).map(|leaf| (0, leaf)).collect();
        edges.extend((0..6).flat_map(|a| (a + 1..6).map(move |b| (a, b))));
        let tree = cliques(&[2; 16], &edges, None);
        let large = (0..tree.len())
            .find(|c| tree.members(*c).len() == 6)
            .unwrap();
        let on_large = tree
            .parents
            .iter()
            .filter(|p| **p as usize == large)
            .count();
        assert!(
            on_large <= 1,
            "{on_large} leaves multiply into the large table"
        );
    }
}
