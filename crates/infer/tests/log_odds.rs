//! A log-odds model kept factored is the table that it means.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

use abduce_infer::{
    CompileOptions, Error, Findings, JunctionTree, LogOdds, Network, Variable, eliminate,
};
use proptest::prelude::*;

fn expit(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// A root that all parents depend on, so that they are not independent; the parents; the child.
fn with_parents(p: &[f64]) -> (Network, Vec<Variable>, Variable) {
    let mut network = Network::new();
    let root = network.add_variable(3).unwrap();
    network.add_cpt(root, &[], vec![0.5, 0.3, 0.2]).unwrap();
    let parents = p.iter().map(|p| {
        let parent = network.add_variable(2).unwrap();
        let yes = [*p, p * 0.5, 1.0 - p];
        let rows = yes.iter().flat_map(|p| [1.0 - p, *p]).collect();
        network.add_cpt(parent, &[root], rows).unwrap();
        parent
    });
    let parents: Vec<Variable> = parents.collect();
    let child = network.add_variable(2).unwrap();
    (network, parents, child)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn the_chains_answer_as_the_table_does(
        base in -1.0..1.0_f64,
        p in prop::collection::vec(0.05..0.95_f64, 6..11),
        picks in prop::collection::vec((0_usize..3, any::<bool>()), 11),
        amounts in prop::collection::vec(0.1..3.0_f64, 2),
        found in prop::option::of(0_usize..2),
        parent_found in any::<bool>(),
    ) {
        let (mut chained, parents, child) = with_parents(&p);
        let mut model = LogOdds::new(child, base);
        for (parent, (at, down)) in parents.iter().zip(&picks) {
            let amount = [0.0, amounts[0], amounts[1]][*at];
            model = model.with_ground(*parent, &[0.0, if *down { -amount } else { amount }]);
        }
        let mut tabled = chained.clone();
        let table = model.table(1 << 20).unwrap();
        tabled.add_cpt(child, &parents, table.clone()).unwrap();
        let auxiliary = chained.add_log_odds(model.clone()).unwrap();
        prop_assert_eq!(chained.log_odds(child), Some(&model));
        prop_assert_eq!(chained.full_table(child, 1 << 20).unwrap(), Some(table));
        prop_assert!(auxiliary.iter().all(|v| chained.auxiliary_of(*v) == Some(child)));

        let mut findings = Findings::new();
        if let Some(state) = found {
            findings = findings.with_state(child, state);
        }
        if parent_found {
            findings = findings.with_state(parents[1], 1);
        }
        let by_table = JunctionTree::compile(&tabled, &CompileOptions::default()).unwrap();
        let by_table = by_table.propagate(&findings).unwrap();
        let by_chain = JunctionTree::compile(&chained, &CompileOptions::default()).unwrap();
        let by_chain = by_chain.propagate(&findings).unwrap();
        prop_assert!((by_table.evidence_ln() - by_chain.evidence_ln()).abs() < 1e-12);
        for variable in tabled.variables() {
            let slow = eliminate::marginal(&chained, &findings, variable, 1 << 24).unwrap();
            let (a, b) = (by_table.marginal(variable).unwrap(), by_chain.marginal(variable).unwrap());
            for ((a, b), c) in a.iter().zip(b).zip(&slow.marginal) {
                prop_assert!((a - b).abs() < 1e-12 && (a - c).abs() < 1e-12);
            }
        }
    }
}

/// P(child), and P(first parent | child), of independent parents by convolution: the sums that
/// each parent may leave, equal to a billionth of a nat.
fn convolved(base: f64, p: &[f64], weights: &[f64]) -> (f64, f64) {
    let spread = |skip: usize| {
        let mut sums: Vec<(f64, f64)> = vec![(base, 1.0)];
        for (p, w) in p.iter().zip(weights).skip(skip) {
            let mut next: Vec<(f64, f64)> = sums
                .iter()
                .flat_map(|(sum, q)| [(*sum, q * (1.0 - p)), (sum + w, q * p)])
                .collect();
            next.sort_by(|a, b| a.0.total_cmp(&b.0));
            next.dedup_by(|b, a| {
                let same = (a.0 - b.0).abs() < 1e-9;
                a.1 += if same { b.1 } else { 0.0 };
                same
            });
            sums = next;
        }
        sums
    };
    let yes = |sums: &[(f64, f64)], shift: f64| -> f64 {
        sums.iter().map(|(sum, q)| q * expit(sum + shift)).sum()
    };
    let child = yes(&spread(0), 0.0);
    (child, p[0] * yes(&spread(1), weights[0]) / child)
}

#[test]
fn sixty_grounds_of_a_few_weights() {
    let mut network = Network::new();
    let child = network.add_variable(2).unwrap();
    let mut model = LogOdds::new(child, -0.4);
    let words = [0.3, 0.3, -0.3, 1.1, -2.5, 1.1];
    let weights: Vec<f64> = (0..60).map(|i| words[i % words.len()]).collect();
    let p: Vec<f64> = (0..60).map(|i| 0.2 + 0.01 * i as f64).collect();
    let mut parents = Vec::new();
    for (p, weight) in p.iter().zip(&weights) {
        let parent = network.add_variable(2).unwrap();
        network.add_cpt(parent, &[], vec![1.0 - p, *p]).unwrap();
        model = model.with_ground(parent, &[0.0, *weight]);
        parents.push(parent);
    }
    assert_eq!(model.n_sums(), 31 * 21 * 11);
    network.add_log_odds(model).unwrap();
    let tree = JunctionTree::compile(&network, &CompileOptions::default()).unwrap();
    let (p_child, p_first) = convolved(-0.4, &p, &weights);
    let before = tree.propagate(&Findings::new()).unwrap();
    assert!((before.marginal(child).unwrap()[1] - p_child).abs() < 1e-12);
    let after = tree
        .propagate(&Findings::new().with_state(child, 1))
        .unwrap();
    assert!((after.marginal(parents[0]).unwrap()[1] - p_first).abs() < 1e-12);
}

#[test]
fn one_parent_gives_back_the_numbers() {
    let (mut network, parents, child) = with_parents(&[0.5]);
    let logit = |p: f64| libm::log(p / (1.0 - p));
    let model =
        LogOdds::new(child, logit(0.2)).with_ground(parents[0], &[0.0, logit(0.9) - logit(0.2)]);
    assert_eq!(network.add_log_odds(model).unwrap(), []);
    let table = network.full_table(child, 4).unwrap().unwrap();
    for (got, want) in table.iter().zip([0.8, 0.2, 0.1, 0.9]) {
        assert!((got - want).abs() < 1e-15);
    }
}

/// Why a model is refused; nothing of it is left in the network.
fn refused(model: LogOdds, network: &mut Network) -> Error {
    let before = (network.n_variables(), network.n_factors());
    let error = network.add_log_odds(model).unwrap_err();
    assert_eq!((network.n_variables(), network.n_factors()), before);
    error
}

#[test]
fn what_does_not_fit_is_refused() {
    let (mut network, parents, child) = with_parents(&[0.5, 0.5]);
    let root = network.variables().next().unwrap();
    let model = || LogOdds::new(child, 0.0).with_ground(parents[0], &[0.0, 1.0]);
    let repeated = refused(model().with_ground(parents[0], &[0.0, 1.0]), &mut network);
    assert_eq!(
        repeated,
        Error::RepeatedVariable {
            variable: parents[0]
        }
    );
    let three = refused(model().with_ground(root, &[0.0, 1.0]), &mut network);
    assert!(matches!(
        three,
        Error::TableLength {
            expected: 3,
            found: 2,
            ..
        }
    ));
    let not_two = refused(LogOdds::new(root, 0.0), &mut network);
    assert!(matches!(
        not_two,
        Error::TableLength {
            expected: 3,
            found: 2,
            ..
        }
    ));
    for weight in [f64::NAN, f64::INFINITY, -1e101] {
        let bad = refused(
            model().with_ground(parents[1], &[0.0, weight]),
            &mut network,
        );
        assert!(matches!(bad, Error::BadValue { index: 1, .. }), "{bad}");
        let bad = refused(LogOdds::new(child, weight), &mut network);
        assert!(matches!(bad, Error::BadValue { index: 0, .. }), "{bad}");
    }
    network.add_log_odds(model()).unwrap();
    assert!(matches!(
        refused(model(), &mut network),
        Error::SecondCpt { .. }
    ));
}

#[test]
fn many_different_weights_are_refused_by_their_number() {
    let p = vec![0.5; 40];
    let (mut network, parents, child) = with_parents(&p);
    let model = parents
        .iter()
        .enumerate()
        .fold(LogOdds::new(child, 0.0), |model, (i, parent)| {
            model.with_ground(*parent, &[0.0, 1.0 + i as f64])
        });
    assert_eq!(model.n_sums(), 1 << 40);
    let error = refused(model, &mut network);
    assert!(matches!(error, Error::TableTooLarge { needed_bytes, .. } if needed_bytes == 1 << 44));
}
