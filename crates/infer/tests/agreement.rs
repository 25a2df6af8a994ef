//! Junction tree, elimination, conditioning and enumeration agree on random networks.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

mod common;

use abduce_infer::enumerate::Enumerated;
use abduce_infer::{
    CompileOptions, Error, Finding, Findings, JunctionTree, Network, Variable, condition,
    eliminate, enumerate,
};
use common::laws::{MAX_JOINT_STATES, assert_close, assert_conflict, assert_same, is_impossible};
use common::random::{Choices, long, small};
use common::{compiled, config};
use proptest::prelude::*;

const LIMIT: u64 = 1 << 26;

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..400)
}

fn listed(network: &Network, findings: &Findings) -> Result<Enumerated, Error> {
    enumerate::marginals(network, findings, MAX_JOINT_STATES)
}

/// All that a tree says of some variables is what enumeration says; gives that.
fn check_tree(
    tree: &JunctionTree,
    network: &Network,
    findings: &Findings,
    variables: &[Variable],
) -> Option<Enumerated> {
    match (listed(network, findings), tree.propagate(findings)) {
        (Ok(listed), Ok(posterior)) => {
            assert_close(posterior.evidence_ln(), listed.evidence_ln);
            for v in variables {
                assert_same(
                    posterior.marginal(*v).unwrap(),
                    &listed.marginals[v.index()],
                );
            }
            Some(listed)
        }
        (Err(Error::Impossible { .. }), Err(Error::Impossible { variables })) => {
            assert_conflict(network, findings, &variables);
            None
        }
        (listed, posterior) => panic!("{listed:?} but {posterior:?}"),
    }
}

/// P(pair | findings) by conditioning on each state of the first.
fn joint_by_conditioning(
    network: &Network,
    findings: &Findings,
    (a, b): (Variable, Variable),
) -> Vec<f64> {
    let whole = listed(network, findings).unwrap();
    let n_a = network.n_states(a).unwrap();
    let weights = match findings.get(a) {
        Some(Finding::Likelihood(values)) => values.to_vec(),
        Some(Finding::State(state)) => (0..n_a).map(|s| f64::from(s == *state)).collect(),
        None => vec![1.0; n_a],
    };
    let n = network.n_states(b).unwrap();
    let row = |(state, weight): (usize, &f64)| {
        let told = findings.clone().with_state(a, state);
        match listed(network, &told) {
            Ok(told) if *weight > 0.0 => {
                let p = libm::exp(told.evidence_ln + libm::log(*weight) - whole.evidence_ln);
                let row = told.marginals[b.index()].iter();
                row.map(|value| value * p).collect()
            }
            _ => vec![0.0; n],
        }
    };
    weights.iter().enumerate().flat_map(row).collect()
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn four_ways_agree(bytes in bytes(), remembers in any::<bool>()) {
        let case = small(&mut Choices::new(&bytes), 5_000);
        let (network, findings) = (&case.network, &case.findings);
        let expected = check_tree(&compiled(network), network, findings, &case.variables);
        let mut limits = condition::Limits::default();
        if !remembers && network.n_factors() < 6 {
            // Room for the tables and nothing more.
            let cells = network.factors().map(|f| network.factor_values(f).unwrap().len());
            limits.memory_bytes = 16 * (cells.sum::<usize>() as u64 + 100);
        }
        for v in &case.variables {
            let eliminated = eliminate::marginal(network, findings, *v, LIMIT);
            let conditioned = condition::marginal(network, findings, *v, limits);
            let Some(expected) = &expected else {
                prop_assert!(is_impossible(&eliminated) && is_impossible(&conditioned));
                continue;
            };
            let (eliminated, conditioned) = (eliminated.unwrap(), conditioned.unwrap());
            assert_same(&eliminated.marginal, &expected.marginals[v.index()]);
            assert_close(eliminated.evidence_ln, expected.evidence_ln);
            assert_same(&conditioned.marginal, &expected.marginals[v.index()]);
            assert_close(conditioned.evidence_ln, expected.evidence_ln);
        }
        let total = condition::evidence_ln(network, findings, limits).unwrap();
        let expected = expected.map_or(f64::NEG_INFINITY, |expected| expected.evidence_ln);
        prop_assert!(total == expected || (total - expected).abs() < 1e-10 * expected.abs().max(1.0));
    }

    #[test]
    fn pruning_changes_nothing(bytes in bytes()) {
        let choices = &mut Choices::new(&bytes);
        let case = small(choices, 5_000);
        let mut keep: Vec<Variable> = case.findings.iter().map(|(v, _)| v).collect();
        keep.extend(choices.some(&case.variables, 3));
        keep.sort_unstable();
        keep.dedup();
        let options = CompileOptions::default().keeping(keep.clone());
        let tree = JunctionTree::compile(&case.network, &options).unwrap();
        check_tree(&tree, &case.network, &case.findings, &keep);
    }

    #[test]
    fn a_tree_serves_all_findings_and_values(bytes in bytes()) {
        let choices = &mut Choices::new(&bytes);
        let mut case = small(choices, 5_000);
        let mut tree = compiled(&case.network);
        for (told, _) in case.findings.iter() {
            let fewer = case.findings.without(told);
            check_tree(&tree, &case.network, &fewer, &case.variables);
        }
        for factor in case.network.factors() {
            let values = choices.values_for(&case, factor);
            case.network.set_values(factor, values.clone()).unwrap();
            tree.set_values(factor, values).unwrap();
        }
        check_tree(&tree, &case.network, &case.findings, &case.variables);
        let fresh = compiled(&case.network).propagate(&case.findings);
        let (Ok(changed), Ok(fresh)) = (tree.propagate(&case.findings), fresh) else { return Ok(()) };
        for v in &case.variables {
            prop_assert_eq!(changed.marginal(*v).unwrap(), fresh.marginal(*v).unwrap());
        }
        prop_assert_eq!(changed.evidence_ln().to_bits(), fresh.evidence_ln().to_bits());
    }

    #[test]
    fn joints_of_families_agree(bytes in bytes()) {
        let case = small(&mut Choices::new(&bytes), 2_000);
        let network = &case.network;
        let Ok(posterior) = compiled(network).propagate(&case.findings) else { return Ok(()) };
        for factor in network.factors() {
            let family = network.factor_variables(factor).unwrap();
            for (i, a) in family.iter().enumerate() {
                for b in &family[i + 1..] {
                    let expected = joint_by_conditioning(network, &case.findings, (*a, *b));
                    let found = posterior.joint(&[*a, *b]).unwrap();
                    let near = found.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-10);
                    prop_assert!(near && found.len() == expected.len(), "{:?} {:?}", found, expected);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn larger_networks_agree_without_enumeration(bytes in bytes(), asked in 0_usize..60) {
        let case = long(&mut Choices::new(&bytes), 60);
        let (network, findings) = (&case.network, &case.findings);
        let asked = case.variables[asked];
        let eliminated = eliminate::marginal(network, findings, asked, LIMIT);
        let conditioned =
            condition::marginal(network, findings, asked, condition::Limits::default());
        match (eliminated, conditioned, compiled(network).propagate(findings)) {
            (Ok(eliminated), Ok(conditioned), Ok(found)) => {
                assert_close(found.evidence_ln(), eliminated.evidence_ln);
                assert_same(found.marginal(asked).unwrap(), &eliminated.marginal);
                assert_close(conditioned.evidence_ln, eliminated.evidence_ln);
                assert_same(&conditioned.marginal, &eliminated.marginal);
            }
            (eliminated, conditioned, found) => {
                prop_assert!(is_impossible(&eliminated), "{:?}", eliminated);
                prop_assert!(is_impossible(&conditioned), "{:?}", conditioned);
                prop_assert!(is_impossible(&found), "{:?}", found);
            }
        }
    }
}

/// Of what is drawn here, enough is of each kind that the tests are about.
#[test]
fn random_networks_are_varied() {
    let (mut impossible, mut tiny, mut parts, mut many, mut ones, mut soft) = (0, 0, 0, 0, 0, 0);
    let mut state = 1_u64;
    for _ in 0..1_000 {
        let mut bytes = Vec::new();
        for _ in 0..200 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            bytes.push((state >> 56) as u8);
        }
        let case = small(&mut Choices::new(&bytes), 5_000);
        let tree = compiled(&case.network);
        match tree.propagate(&case.findings) {
            Ok(found) => {
                tiny += usize::from(found.evidence_ln() < -300.0 * std::f64::consts::LN_10)
            }
            Err(_) => impossible += 1,
        }
        let n_states = case
            .variables
            .iter()
            .map(|v| case.network.n_states(*v).unwrap());
        let n_states: Vec<usize> = n_states.collect();
        many += usize::from(n_states.iter().any(|n| *n > 6));
        ones += usize::from(n_states.contains(&1));
        let has_likelihood =
            |(_, finding): (_, &Finding)| matches!(finding, Finding::Likelihood(_));
        soft += usize::from(case.findings.iter().any(has_likelihood));
        let alone = |v: &&Variable| tree.cliques().contains(&vec![**v]);
        parts += usize::from(case.variables.len() > 1 && case.variables.iter().any(|v| alone(&v)));
    }
    let counts = [impossible, tiny, parts, many, ones, soft];
    assert!(counts.iter().all(|n| *n >= 25), "{counts:?}");
    assert!(impossible < 600, "{impossible} of 1,000 are impossible");
}
