//! Every item of a batch is answered as if it were alone, and in the same bits whatever the
//! others are.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

mod common;

use abduce_infer::{
    BatchPosteriors, CompileOptions, Error, Findings, Item, JunctionTree, Network, Variable,
};
use common::laws::{assert_close, assert_same, is_impossible};
use common::random::{Case, Choices, long, small};
use common::{compiled, config, deterministic};
use proptest::prelude::*;

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..500)
}

/// What is done with an item: some tables, some findings; all of it now and then.
struct Change {
    tables: Vec<(abduce_infer::FactorId, Vec<f64>)>,
    findings: Findings,
}

/// The same for the same number.
fn change(case: &Case, bytes: &[u8], item: usize, observed: &[Variable]) -> Change {
    let mut seed = bytes.to_vec();
    seed.push(item as u8);
    seed.rotate_right(1);
    let mut choices = Choices::new(&seed);
    let all = choices.one_in(3);
    let few = if choices.one_in(3) { usize::MAX } else { 3 };
    let mut tables = Vec::new();
    for factor in case.network.factors() {
        if all || choices.one_in(few) {
            tables.push((factor, choices.values_for(case, factor)));
        }
    }
    let mut findings = Findings::new();
    for _ in 0..choices.below(3) {
        choices.tell(case, &mut findings);
    }
    for v in observed {
        if choices.one_in(2) {
            let state = choices.below(case.network.n_states(*v).unwrap());
            findings = findings.with_state(*v, state);
        } else {
            findings.unset(*v);
        }
    }
    Change { tables, findings }
}

fn prepare(change: &Change, item: &mut Item<'_>) -> Result<(), Error> {
    for (factor, values) in &change.tables {
        item.set_values(*factor, values)?;
    }
    for (variable, finding) in change.findings.iter() {
        item.set(variable, finding.clone())?;
    }
    Ok(())
}

/// The network of one item, and what is told of it.
fn apart(case: &Case, common: &Findings, change: &Change) -> (Network, Findings) {
    let mut network = case.network.clone();
    for (factor, values) in &change.tables {
        network.set_values(*factor, values.clone()).unwrap();
    }
    let mut findings = common.clone();
    for (variable, finding) in change.findings.iter() {
        findings.set(variable, finding.clone());
    }
    (network, findings)
}

fn assert_item(
    found: &BatchPosteriors,
    at: usize,
    case: &Case,
    network: &Network,
    told: &Findings,
) {
    let expected = match compiled(network).propagate(told) {
        Ok(expected) => expected,
        Err(Error::Impossible { .. }) => {
            assert!(is_impossible(&found.evidence_ln(at)));
            assert!(is_impossible(&found.marginal(at, case.variables[0])));
            return;
        }
        Err(other) => panic!("{other}"),
    };
    assert_close(found.evidence_ln(at).unwrap(), expected.evidence_ln());
    for v in &case.variables {
        assert_same(
            found.marginal(at, *v).unwrap(),
            expected.marginal(*v).unwrap(),
        );
    }
}

fn check(case: &Case, bytes: &[u8], observed: &[Variable], n_items: usize) {
    let options = CompileOptions::default().observing(observed.to_vec());
    let tree = JunctionTree::compile(&case.network, &options).unwrap();
    let mut findings = Findings::new();
    for (variable, finding) in case.findings.iter() {
        if !observed.contains(&variable) {
            findings.set(variable, finding.clone());
        }
    }
    let findings = observed
        .iter()
        .fold(findings, |all, v| all.with_state(*v, 0));
    let changes: Vec<Change> = (0..n_items)
        .map(|item| change(case, bytes, item, observed))
        .collect();
    let batch = tree
        .batch()
        .telling(&findings)
        .unwrap()
        .asking(&case.variables)
        .unwrap();
    let found = batch
        .run(n_items, |at, item| prepare(&changes[at], item))
        .unwrap();
    for (at, change) in changes.iter().enumerate() {
        let (network, told) = apart(case, &findings, change);
        assert_item(&found, at, case, &network, &told);
    }
    // In other company, on several threads.
    let threads = batch.clone().on_threads(3);
    let other = threads
        .run(n_items, |at, item| prepare(&changes[at], item))
        .unwrap();
    assert_eq!(found, other);
    let back = batch
        .run(n_items, |at, item| {
            prepare(&changes[n_items - 1 - at], item)
        })
        .unwrap();
    for at in 0..n_items {
        let mirrored = n_items - 1 - at;
        assert_eq!(found.evidence_ln(at), back.evidence_ln(mirrored));
        for v in &case.variables {
            assert_eq!(found.marginal(at, *v), back.marginal(mirrored, *v));
        }
    }
}

proptest! {
    #![proptest_config(config(80))]

    #[test]
    fn small_networks(bytes in bytes()) {
        let mut choices = Choices::new(&bytes);
        let case = small(&mut choices, 2000);
        check(&case, &bytes, &[], 1 + choices.below(30));
    }

    #[test]
    fn with_observed_variables(bytes in bytes()) {
        let mut choices = Choices::new(&bytes);
        let case = small(&mut choices, 2000);
        let observed = choices.some(&case.variables, 3);
        check(&case, &bytes, &observed, 1 + choices.below(30));
    }
}

proptest! {
    #![proptest_config(config(4))]

    #[test]
    fn long_networks(bytes in bytes()) {
        let mut choices = Choices::new(&bytes);
        let case = long(&mut choices, 150);
        check(&case, &bytes, &[], 11);
    }
}

/// Each target is found on its own, wherever it is read.
#[test]
fn one_target_at_a_time() {
    let bytes = [3, 200, 17, 90, 41, 5, 77, 130, 61];
    let case = long(&mut Choices::new(&bytes), 30);
    let tree = compiled(&case.network);
    let all = tree.batch().asking(&case.variables).unwrap();
    let all = all.run(3, |_, _| Ok(())).unwrap();
    for v in &case.variables {
        let one = tree
            .batch()
            .asking(&[*v])
            .unwrap()
            .run(3, |_, _| Ok(()))
            .unwrap();
        assert_eq!(one.marginal(2, *v), all.marginal(2, *v));
    }
}

#[test]
fn what_is_wrong_with_one_item_is_told_of_it_alone() {
    let mut network = Network::new();
    let a = network.add_variable(2).unwrap();
    let b = network.add_variable(2).unwrap();
    let prior = network.add_cpt(a, &[], vec![0.25, 0.75]).unwrap();
    network.add_cpt(b, &[a], vec![0.5, 0.5, 0.0, 1.0]).unwrap();
    let options = CompileOptions::default().observing(vec![b]);
    let tree = JunctionTree::compile(&network, &options).unwrap();
    let batch = tree.batch().asking(&[a]).unwrap();
    let told = |item: &mut Item<'_>, state| item.set(b, abduce_infer::Finding::State(state));
    let found = batch.run(5, |at, item| match at {
        0 => told(item, 0).and_then(|()| item.set_values(prior, &[0.0, 1.0])),
        1 => item.set_values(prior, &[0.5, 0.6]),
        2 => Ok(()),
        3 => told(item, 2),
        _ => told(item, 1),
    });
    let found = found.unwrap();
    assert_eq!(found.len(), 5);
    assert!(is_impossible(&found.evidence_ln(0)));
    assert!(matches!(found.marginal(1, a), Err(Error::RowSum { .. })));
    assert_eq!(found.evidence_ln(2), Err(Error::NotTold { variable: b }));
    assert!(matches!(found.evidence_ln(3), Err(Error::BadState { .. })));
    assert_same(found.marginal(4, a).unwrap(), &[1.0 / 7.0, 6.0 / 7.0]);
    assert_eq!(
        found.evidence_ln(5),
        Err(Error::NoSuchItem {
            item: 5,
            n_items: 5
        })
    );
    assert!(found.marginal(4, b).is_err());
    assert!(batch.run(0, |_, _| Ok(())).unwrap().is_empty());
    let small = CompileOptions::default().with_memory_limit(tree.n_bytes() * 4);
    let tree = JunctionTree::compile(&network, &small).unwrap();
    assert!(matches!(
        tree.batch().run(1, |_, _| Ok(())),
        Err(Error::TooLarge { .. })
    ));
}

/// Cells were left out for zeros that some items do not have.
#[test]
fn a_compressed_tree() {
    let (network, all) = deterministic();
    let sure = network.cpt_of(all[4]).unwrap().unwrap();
    let prior = network.cpt_of(all[0]).unwrap().unwrap();
    let tree = compiled(&network);
    let told = Findings::new().with_state(all[8], 1);
    let batch = tree.batch().telling(&told).unwrap().asking(&all).unwrap();
    let values = |item: usize| match item {
        3 => (sure, [0.1, 0.2, 0.3, 0.4].repeat(16)),
        _ => (prior, vec![0.4, 0.3, 0.2, 0.1]),
    };
    let found = batch.run(10, |item, tables| {
        let (factor, values) = values(item);
        tables.set_values(factor, &values)
    });
    let found = found.unwrap();
    for item in [2, 3, 4, 9] {
        let (factor, values) = values(item);
        let mut network = network.clone();
        network.set_values(factor, values).unwrap();
        let expected = compiled(&network).propagate(&told).unwrap();
        assert_close(found.evidence_ln(item).unwrap(), expected.evidence_ln());
        for v in &all {
            assert_same(
                found.marginal(item, *v).unwrap(),
                expected.marginal(*v).unwrap(),
            );
        }
    }
}
