//! Derivatives: each is the sum of all products with an entry without it, which another way
//! finds by putting 1 in its place and 0 in all others of its table.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

mod common;

use abduce_infer::{
    CompileOptions, Error, FactorId, Finding, Findings, JunctionTree, Network, Session, Variable,
    eliminate,
};
use common::random::{Case, Choices, long, small};
use common::{compiled, config, deterministic};
use proptest::prelude::*;

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..500)
}

/// The same with other values in one table, which need not sum to one.
fn with_values(network: &Network, changed: FactorId, values: &[f64]) -> Network {
    let mut other = Network::new();
    for v in network.variables() {
        other.add_variable(network.n_states(v).unwrap()).unwrap();
    }
    for factor in network.factors() {
        let old = network.factor_values(factor).unwrap();
        let values = if factor == changed { values } else { old };
        let scope = network.factor_variables(factor).unwrap();
        other.add_factor(scope, values.to_vec()).unwrap();
    }
    other
}

/// The logarithm of P(findings), minus infinity for what cannot be, and P(x = state | findings).
fn told(network: &Network, findings: &Findings, x: Variable, state: usize) -> (f64, f64) {
    match eliminate::marginal(network, findings, x, 1 << 28) {
        Ok(found) => (found.evidence_ln, found.marginal[state]),
        Err(Error::Impossible { .. }) => (f64::NEG_INFINITY, 0.0),
        Err(other) => panic!("{other}"),
    }
}

/// `exp(a - b)`
fn over(a: f64, b: f64) -> f64 {
    libm::exp(a - b)
}

#[track_caller]
fn assert_near(found: f64, expected: f64, scale: f64, what: &str) {
    let near = (found - expected).abs() <= 1e-9 * scale;
    let both_beyond = found.is_infinite() && expected > 1e300;
    let both_small = found.abs() < 1e-290 && expected.abs() < 1e-290;
    assert!(
        near || both_beyond || both_small,
        "{what}: {found:e}, not {expected:e}, {scale:e}"
    );
}

/// Compares some entries of all derivatives with what propagations anew say.
fn check(choices: &mut Choices, network: &Network, session: &mut Session, n_each: usize) {
    let factors: Vec<FactorId> = network.factors().collect();
    check_of(choices, network, session, &factors.repeat(n_each));
}

fn check_some(choices: &mut Choices, network: &Network, session: &mut Session, n: usize) {
    let factors: Vec<FactorId> = network.factors().collect();
    let some: Vec<FactorId> = (0..n)
        .map(|_| factors[choices.below(factors.len())])
        .collect();
    check_of(choices, network, session, &some);
}

fn check_of(choices: &mut Choices, network: &Network, session: &mut Session, of: &[FactorId]) {
    let findings = session.findings().clone();
    let by_evidence = match session.gradient_evidence() {
        Ok(gradient) => gradient,
        Err(Error::Impossible { .. }) => return,
        Err(other) => panic!("{other}"),
    };
    let variables: Vec<Variable> = network.variables().collect();
    let x = variables[choices.below(variables.len())];
    let state = choices.below(network.n_states(x).unwrap());
    let by_posterior = session.gradient(x, state).unwrap();
    let (ln, p) = told(network, &findings, x, state);
    for factor in of.iter().copied() {
        let n = network.factor_values(factor).unwrap().len();
        let at = choices.below(n);
        let mut alone = vec![0.0; n];
        alone[at] = 1.0;
        let other = with_values(network, factor, &alone);
        let (other_ln, other_p) = told(&other, &findings, x, state);
        let slope = over(other_ln, ln);
        let found = by_evidence.of(factor).unwrap()[at];
        let what = format!("{factor:?} {at}, P({x} = {state})");
        assert_near(found, slope, slope, &what);
        let both = slope * other_p;
        let found = by_posterior.of(factor).unwrap()[at];
        if slope < 1e290 {
            // Probabilities below the range of f64 were rounded to it.
            let scale = both + p * slope + slope * 1e-300;
            assert_near(found, both - p * slope, scale, &what);
        }
    }
}

fn check_case(choices: &mut Choices, case: &Case, observed: &[Variable]) {
    let options = CompileOptions::default().observing(observed.to_vec());
    let tree = JunctionTree::compile(&case.network, &options).unwrap();
    let mut session = tree.session();
    for v in observed {
        let state = choices.below(case.network.n_states(*v).unwrap());
        session.set(*v, Finding::State(state)).unwrap();
    }
    for (v, finding) in case.findings.iter().filter(|(v, _)| !observed.contains(v)) {
        session.set(v, finding.clone()).unwrap();
    }
    check(choices, &case.network, &mut session, 3);
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn small_networks(bytes in bytes()) {
        let mut choices = Choices::new(&bytes);
        let case = small(&mut choices, 2000);
        check_case(&mut choices, &case, &[]);
    }

    #[test]
    fn with_observed_variables(bytes in bytes()) {
        let mut choices = Choices::new(&bytes);
        let case = small(&mut choices, 2000);
        let observed = choices.some(&case.variables, 3);
        check_case(&mut choices, &case, &observed);
    }
}

proptest! {
    #![proptest_config(config(8))]

    #[test]
    fn long_networks(bytes in bytes()) {
        let mut choices = Choices::new(&bytes);
        let case = long(&mut choices, 40);
        check_case(&mut choices, &case, &[]);
    }

    // Products are too small for f64, or nearly so.
    #[test]
    fn very_long_networks(bytes in bytes()) {
        let mut choices = Choices::new(&bytes);
        let case = long(&mut choices, 300);
        let mut session = compiled(&case.network).session();
        session.set_all(&case.findings).unwrap();
        check_some(&mut choices, &case.network, &mut session, 10);
    }
}

#[test]
fn a_compressed_tree() {
    let (mut network, all) = deterministic();
    let tree = compiled(&network);
    let mut session = tree.session();
    let mut choices = Choices::new(&[1, 7, 13, 100, 55, 3, 200, 31]);
    for told in [None, Some(1)] {
        if let Some(state) = told {
            session.set(all[8], Finding::State(state)).unwrap();
            session
                .set(all[5], Finding::Likelihood([0.3, 0.0, 1.0, 2.0].into()))
                .unwrap();
        }
        check_some(&mut choices, &network, &mut session, 1);
    }
    // Other values, and the tree with all cells must have them.
    let zero = network.cpt_of(all[4]).unwrap().unwrap();
    let values: Vec<f64> = (0..16).flat_map(|_| [0.1, 0.2, 0.3, 0.4]).collect();
    network.set_values(zero, values.clone()).unwrap();
    session.set_values(zero, values).unwrap();
    check_some(&mut choices, &network, &mut session, 1);
}

#[test]
fn refusals() {
    let mut network = Network::new();
    let a = network.add_variable(2).unwrap();
    let b = network.add_variable(2).unwrap();
    let of_a = network.add_cpt(a, &[], vec![1.0, 0.0]).unwrap();
    let of_b = network
        .add_cpt(b, &[a], vec![0.5, 0.5, 0.25, 0.75])
        .unwrap();
    let options = CompileOptions::default().keeping(vec![a]);
    let tree = JunctionTree::compile(&network, &options).unwrap();
    let mut session = tree.session();
    let gradient = session.gradient_evidence().unwrap();
    assert_eq!(gradient.of(of_a), Ok(&[1.0, 1.0][..]));
    assert_eq!(gradient.of(of_b), Err(Error::Pruned { variable: b }));
    assert_eq!(session.gradient(b, 0), Err(Error::Pruned { variable: b }));
    let bad = Error::BadState {
        variable: a,
        state: 2,
        n_states: 2,
    };
    assert_eq!(session.gradient(a, 2), Err(bad));
    let mut other = Network::new();
    let v = other.add_variable(2).unwrap();
    for _ in 0..3 {
        other.add_factor(&[v], vec![1.0, 2.0]).unwrap();
    }
    let third = other.factors().last().unwrap();
    let unknown = Error::UnknownFactor {
        factor: third,
        n_factors: 2,
    };
    assert_eq!(gradient.of(third), Err(unknown));
    session.set(a, Finding::State(1)).unwrap();
    assert!(matches!(
        session.gradient_evidence(),
        Err(Error::Impossible { .. })
    ));
    assert!(matches!(
        session.gradient(a, 0),
        Err(Error::Impossible { .. })
    ));
}
