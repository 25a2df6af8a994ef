//! What the suites share: random networks, and what must hold of answers.

#![allow(dead_code)] // Each suite uses a part.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

pub(crate) mod laws;
pub(crate) mod random;

use abduce_infer::{CompileOptions, JunctionTree, Network, Variable};
use proptest::test_runner::Config;

pub(crate) fn compiled(network: &Network) -> JunctionTree {
    JunctionTree::compile(network, &CompileOptions::default()).unwrap()
}

/// So many random cases, or `ABDUCE_TEST_FACTOR` times as many.
pub(crate) fn config(cases: u32) -> Config {
    #[expect(
        clippy::disallowed_methods,
        reason = "who runs the suite may ask for more of it"
    )]
    let factor = std::env::var("ABDUCE_TEST_FACTOR").ok();
    let factor: u32 = factor.and_then(|n| n.parse().ok()).unwrap_or(1);
    Config {
        cases: cases * factor,
        failure_persistence: None,
        ..Config::default()
    }
}

/// Four variables, four more that are sure given two of them, and a last one that depends on all
/// of these: its tree leaves out most cells.
pub(crate) fn deterministic() -> (Network, Vec<Variable>) {
    let mut network = Network::new();
    let first: Vec<Variable> = (0..4).map(|_| network.add_variable(4).unwrap()).collect();
    let prior = || vec![0.1, 0.2, 0.3, 0.4];
    for v in &first {
        network.add_cpt(*v, &[], prior()).unwrap();
    }
    let mut all = first.clone();
    for i in 0..4 {
        let v = network.add_variable(4).unwrap();
        let parents = [first[i], first[(i + 1) % 4]];
        let row = |at: usize| (0..4).map(move |s| f64::from(u8::from(s == (at / 4 + at) % 4)));
        network
            .add_cpt(v, &parents, (0..16).flat_map(row).collect())
            .unwrap();
        all.push(v);
    }
    let last = network.add_variable(2).unwrap();
    let n = network.table_len(&all).unwrap();
    let fine = |at: usize| (at as f64 * 0.618).fract() * 0.98 + 0.01;
    let values = (0..n).flat_map(|at| [fine(at), 1.0 - fine(at)]).collect();
    network.add_cpt(last, &all, values).unwrap();
    all.push(last);
    let tree = compiled(&network);
    let n_dense: usize = tree
        .cliques()
        .iter()
        .map(|clique| 1 << (2 * clique.len()))
        .sum();
    assert!(tree.n_cells() < n_dense / 4, "{} {n_dense}", tree.n_cells());
    (network, all)
}
