//! Orders against the definitions and known widths.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

const EFFORTS: [Effort; 3] = [Effort::Greedy, Effort::Default, Effort::Work(20_000)];

fn graph(n_states: &[u32], edges: &[(u32, u32)]) -> Graph {
    let mut graph = Graph::new(n_states.to_vec());
    for (a, b) in edges {
        graph.join(&[*a, *b]);
    }
    graph
}

fn widest(elimination: &Elimination) -> usize {
    elimination.cliques().map(<[u32]>::len).max().unwrap_or(0)
}

fn grid(rows: u32, columns: u32) -> Graph {
    let at = |row: u32, column: u32| row * columns + column;
    let across = (0..rows).flat_map(|r| (1..columns).map(move |c| (at(r, c - 1), at(r, c))));
    let down = (1..rows).flat_map(|r| (0..columns).map(move |c| (at(r - 1, c), at(r, c))));
    graph(
        &vec![2; (rows * columns) as usize],
        &across.chain(down).collect::<Vec<_>>(),
    )
}

#[test]
fn a_tree_has_cliques_of_two() {
    let edges: Vec<(u32, u32)> = (1..5000).map(|i| (i, (i - 1) / 3)).collect();
    for n in [50, 5000] {
        for effort in EFFORTS {
            let tree = graph(&vec![2; n], &edges[..n - 1]);
            let done = search(&tree, effort, 1, 4).unwrap();
            assert_eq!(widest(&done), 2);
            assert_eq!(done.cost(&tree).n_cells, 4.0 * (n - 1) as f64);
        }
    }
}

#[test]
fn grids_have_their_known_widths() {
    for n in 2..=6 {
        let done = search(&grid(n, n), Effort::Work(1_000_000), 1, u64::MAX).unwrap();
        assert_eq!(widest(&done), n as usize + 1);
    }
}

#[test]
fn a_variable_of_many_states_is_shunned() {
    // A square: to take out vertex 0 or 2 joins 1 and 3, which have many states.
    let square = graph(&[2, 50, 2, 50], &[(0, 1), (1, 2), (2, 3), (3, 0)]);
    for effort in EFFORTS {
        let done = search(&square, effort, 1, u64::MAX).unwrap();
        assert_eq!(done.cost(&square).n_cells, 400.0);
        let refused = search(&square, effort, 1, 199).unwrap_err();
        assert!(matches!(refused, Refusal::Clique(clique) if clique == [0, 1, 2]));
    }
}

#[test]
fn vertices_of_one_state_have_no_edges() {
    let star = graph(&[1, 2, 2, 1], &[(0, 1), (0, 2), (0, 3), (1, 2)]);
    let done = search(&star, Effort::Default, 1, 4).unwrap();
    assert_eq!(done.members.len(), 5);
}

#[test]
fn a_vertex_taken_out_is_in_no_order() {
    let mut path = graph(&[2; 3], &[(0, 1), (1, 2)]);
    path.remove(1);
    for effort in EFFORTS {
        let done = search(&path, effort, 1, 2).unwrap();
        assert_eq!(done.order, [0, 2]);
        assert_eq!(done.members, [0, 2]);
    }
}

#[test]
fn no_vertices_have_an_empty_order() {
    let done = search(&Graph::new(Vec::new()), Effort::Default, 1, 1).unwrap();
    assert_eq!((done.order.len(), done.starts), (0, vec![0]));
}

#[test]
fn what_is_joined_in_advance_can_be_too_large() {
    let mut graph = Graph::new(vec![2; 200]);
    graph.join(&(0..200).collect::<Vec<_>>());
    let refused = search(&graph, Effort::Default, 1, u64::MAX).unwrap_err();
    assert!(matches!(refused, Refusal::Clique(clique) if clique.len() == 200));
}

#[test]
fn huge_state_counts_do_not_overflow() {
    let edges: Vec<(u32, u32)> = (0..40).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
    for n in [u32::MAX, 1 << 16] {
        let refused = search(&graph(&[n; 40], &edges), Effort::Default, 1, u64::MAX);
        assert!(matches!(refused, Err(Refusal::Clique(_))));
    }
}

/// Checks that an elimination is one of the graph: each clique is the vertex and those that it
/// is next to when it goes, all edges put in counted.
fn check_cliques(graph: &Graph, done: &Elimination) {
    let mut near: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); graph.len()];
    graph.for_each_edge(|a, b| {
        near[a as usize].insert(b);
        near[b as usize].insert(a);
    });
    let mut steps = vec![usize::MAX; graph.len()];
    for (step, vertex) in done.order.iter().enumerate() {
        assert!(graph.is_present(*vertex));
        assert_eq!(steps[*vertex as usize], usize::MAX, "twice");
        steps[*vertex as usize] = step;
    }
    let n_present = (0..graph.len() as u32)
        .filter(|v| graph.is_present(*v))
        .count();
    assert_eq!(done.order.len(), n_present);
    assert_eq!(done.starts.len(), n_present + 1);
    for (step, vertex) in done.order.iter().enumerate() {
        let rest = std::mem::take(&mut near[*vertex as usize]);
        let clique = done.clique(step);
        assert!(clique.is_sorted_by_key(|v| std::cmp::Reverse(steps[*v as usize])));
        assert_eq!(clique.last(), Some(vertex));
        let others: BTreeSet<u32> = clique[..clique.len() - 1].iter().copied().collect();
        assert_eq!(others, rest);
        for a in &rest {
            near[*a as usize].remove(vertex);
            near[*a as usize].extend(rest.iter().filter(|b| *b != a));
        }
    }
}

/// The cells of the cliques that are in no other.
fn cells_of_maximal(graph: &Graph, done: &Elimination) -> u64 {
    let sets: BTreeSet<BTreeSet<u32>> = done
        .cliques()
        .map(|clique| clique.iter().copied().collect())
        .collect();
    let is_maximal = |set: &&BTreeSet<u32>| !sets.iter().any(|o| o != *set && o.is_superset(set));
    let cells = |set: &BTreeSet<u32>| graph.n_cells(&set.iter().copied().collect::<Vec<_>>());
    sets.iter().filter(is_maximal).map(cells).sum()
}

fn any_graph(n: u32, n_edges: usize) -> impl Strategy<Value = Graph> {
    let states = prop::collection::vec(1_u32..5, n as usize);
    let edges = prop::collection::vec((0..n, 0..n), 0..n_edges);
    let gone = prop::collection::vec(0..n, 0..3);
    (states, edges, gone).prop_map(|(states, edges, gone)| {
        let mut graph = graph(&states, &edges);
        for vertex in gone {
            graph.remove(vertex);
        }
        graph
    })
}

proptest! {
    #[test]
    fn it_is_an_elimination(graph in any_graph(16, 40), seed in any::<u64>()) {
        for effort in EFFORTS {
            let done = search(&graph, effort, seed, u64::MAX).unwrap();
            check_cliques(&graph, &done);
            let cost = done.cost(&graph);
            prop_assert_eq!(cost.n_cells, cells_of_maximal(&graph, &done) as f64);
            let largest = done.cliques().map(|clique| graph.n_cells(clique)).max();
            prop_assert_eq!(cost.largest, largest.unwrap_or(0) as f64);
            prop_assert_eq!(done, search(&graph, effort, seed, u64::MAX).unwrap());
        }
    }

    #[test]
    fn more_work_is_never_worse(graph in any_graph(30, 60), seed in any::<u64>()) {
        let cost = |effort| search(&graph, effort, seed, u64::MAX).unwrap().cost(&graph).total;
        prop_assert!(cost(Effort::Default) <= cost(Effort::Greedy));
        prop_assert!(cost(Effort::Work(100_000)) <= cost(Effort::Greedy));
    }

    #[test]
    fn the_limit_is_held(graph in any_graph(16, 60), limit in 1_u64..2000) {
        for effort in EFFORTS {
            match search(&graph, effort, 1, limit) {
                Ok(done) => prop_assert!(done.cost(&graph).largest <= limit as f64),
                Err(Refusal::Clique(clique)) => {
                    prop_assert!(graph.n_cells(&clique) > limit);
                    prop_assert!(clique.is_sorted());
                }
                Err(Refusal::Work) => prop_assert!(false, "so little cannot be too much work"),
            }
        }
    }
}

#[test]
fn two_hubs_of_many_vertices_are_no_trouble() {
    let n: u32 = 20_000;
    let edges: Vec<(u32, u32)> = (2..n).flat_map(|v| [(0, v), (1, v)]).collect();
    let hubs = graph(&vec![3; n as usize], &edges);
    let done = search(&hubs, Effort::Default, 1, 27).unwrap();
    assert_eq!(widest(&done), 3);
}

#[test]
fn a_large_random_graph_is_refused() {
    let n = 20_000;
    let mut random = random::Random::new(1);
    let mut end = || random.below(n) as u32;
    let edges: Vec<(u32, u32)> = (0..2 * n).map(|_| (end(), end())).collect();
    let refused = search(&graph(&vec![2; n], &edges), Effort::Default, 1, 1 << 20);
    assert!(refused.is_err());
}
