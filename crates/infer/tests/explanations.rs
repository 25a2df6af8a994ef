//! The most probable explanation: no joint state is more probable.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

mod common;

use abduce_infer::{
    CompileOptions, Error, Finding, Findings, JunctionTree, Network, Variable, eliminate,
};
use common::laws::assert_close;
use common::random::{Case, Choices, long, small};
use common::{compiled, config, deterministic};
use proptest::prelude::*;

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..500)
}

/// The logarithm of the product of all factors and findings at one joint state.
fn product_ln(network: &Network, findings: &Findings, states: &[usize]) -> f64 {
    let factors = network.factors().map(|factor| {
        let scope = network.factor_variables(factor).unwrap();
        let step = |at: usize, v: &Variable| at * network.n_states(*v).unwrap() + states[v.index()];
        network.factor_values(factor).unwrap()[scope.iter().fold(0, step)]
    });
    let told = findings.iter().map(|(v, finding)| match finding {
        Finding::State(state) => f64::from(u8::from(*state == states[v.index()])),
        Finding::Likelihood(values) => values[states[v.index()]],
    });
    factors.chain(told).map(libm::log).sum()
}

/// The largest over all joint states.
fn largest_ln(network: &Network, findings: &Findings) -> f64 {
    let n: Vec<usize> = network
        .variables()
        .map(|v| network.n_states(v).unwrap())
        .collect();
    let n_joint: usize = n.iter().product();
    let mut states = vec![0; n.len()];
    let mut largest = f64::NEG_INFINITY;
    for mut joint in 0..n_joint {
        for (state, n) in states.iter_mut().zip(&n) {
            *state = joint % n;
            joint /= n;
        }
        largest = largest.max(product_ln(network, findings, &states));
    }
    largest
}

fn check(case: &Case, observed: &[Variable], choices: &mut Choices) {
    let options = CompileOptions::default().observing(observed.to_vec());
    let tree = JunctionTree::compile(&case.network, &options).unwrap();
    let mut findings = case.findings.clone();
    for v in observed {
        let state = choices.below(case.network.n_states(*v).unwrap());
        findings = findings.with_state(*v, state);
    }
    let largest = largest_ln(&case.network, &findings);
    match tree.most_probable(&findings) {
        Ok(best) => {
            assert_close(best.probability_ln, largest);
            assert_close(product_ln(&case.network, &findings, &best.states), largest);
            assert_eq!(Ok(best), tree.most_probable(&findings));
        }
        Err(Error::Impossible { .. }) => assert_eq!(largest, f64::NEG_INFINITY),
        Err(other) => panic!("{other}"),
    }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn small_networks(bytes in bytes()) {
        let mut choices = Choices::new(&bytes);
        let case = small(&mut choices, 1000);
        check(&case, &[], &mut choices);
    }

    #[test]
    fn with_observed_variables(bytes in bytes()) {
        let mut choices = Choices::new(&bytes);
        let case = small(&mut choices, 1000);
        let observed = choices.some(&case.variables, 3);
        check(&case, &observed, &mut choices);
    }
}

proptest! {
    #![proptest_config(config(6))]

    /// Changing any one state makes it no more probable; nor can it be more than all are.
    #[test]
    fn long_networks(bytes in bytes()) {
        let mut choices = Choices::new(&bytes);
        let case = long(&mut choices, 300);
        let (network, findings) = (&case.network, &case.findings);
        let Ok(best) = compiled(network).most_probable(findings) else {
            return Ok(());
        };
        assert_close(product_ln(network, findings, &best.states), best.probability_ln);
        for v in &case.variables {
            for state in 0..network.n_states(*v).unwrap() {
                let mut other = best.states.clone();
                other[v.index()] = state;
                prop_assert!(product_ln(network, findings, &other) < best.probability_ln + 1e-9);
            }
        }
        let all = eliminate::marginal(network, findings, case.variables[0], 1 << 28).unwrap();
        prop_assert!(best.probability_ln < all.evidence_ln + 1e-9);
    }
}

#[test]
fn a_tree_without_some_variables_has_no_explanation() {
    let mut network = Network::new();
    let a = network.add_variable(2).unwrap();
    let b = network.add_variable(2).unwrap();
    network.add_cpt(a, &[], vec![0.5, 0.5]).unwrap();
    network
        .add_cpt(b, &[a], vec![0.5, 0.5, 0.25, 0.75])
        .unwrap();
    let options = CompileOptions::default().keeping(vec![a]);
    let tree = JunctionTree::compile(&network, &options).unwrap();
    let refused = tree.most_probable(&Findings::new());
    assert_eq!(refused, Err(Error::Pruned { variable: b }));
    // The same probability twice: the same answer each time.
    let both = compiled(&network)
        .most_probable(&Findings::new().with_state(b, 1))
        .unwrap();
    assert_eq!(both.states, [1, 1]);
}

#[test]
fn a_compressed_tree() {
    let (network, all) = deterministic();
    let tree = compiled(&network);
    for told in [Findings::new(), Findings::new().with_state(all[8], 1)] {
        let told = told.with_likelihood(all[5], vec![0.3, 0.0, 1.0, 2.0]);
        let best = tree.most_probable(&told).unwrap();
        let largest = largest_ln(&network, &told);
        assert_close(best.probability_ln, largest);
        assert_close(product_ln(&network, &told, &best.states), largest);
    }
}
