//! What is kept and changed step by step, or compiled for what will be observed, answers as what
//! is computed from nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

mod common;

use abduce_infer::{
    CompileOptions, Error, Finding, Findings, JunctionTree, Session, Variable, enumerate,
};
use common::laws::{
    MAX_JOINT_STATES, assert_close, assert_conflict, assert_same, close, is_impossible,
};
use common::random::{Case, Choices, long, small};
use common::{compiled, config};
use proptest::prelude::*;

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..500)
}

/// Changes one thing, in the session and in the case.
fn step(choices: &mut Choices, case: &mut Case, session: &mut Session, observed: &[Variable]) {
    let variable = case.variables[choices.below(case.variables.len())];
    match choices.below(8) {
        0..3 => {
            let mut findings = Findings::new();
            choices.tell(case, &mut findings);
            for (variable, finding) in findings.iter() {
                let told = session.set(variable, finding.clone());
                if observed.contains(&variable) && !matches!(finding, Finding::State(_)) {
                    assert_eq!(told, Err(Error::NotTold { variable }));
                } else {
                    told.unwrap();
                    case.findings.set(variable, finding.clone());
                }
            }
        }
        3..5 if !observed.contains(&variable) => {
            session.unset(variable);
            case.findings.unset(variable);
        }
        5 => {
            let mut findings = told_of(choices, case, observed);
            for _ in 0..choices.below(4) {
                tell_open(choices, case, observed, &mut findings);
            }
            session.set_all(&findings).unwrap();
            case.findings = findings;
        }
        6 => {
            for factor in case.network.factors().collect::<Vec<_>>() {
                if choices.one_in(2) {
                    let values = choices.values_for(case, factor);
                    session.set_values(factor, values.clone()).unwrap();
                    case.network.set_values(factor, values).unwrap();
                }
            }
        }
        // Asking for a part must not spoil the whole.
        _ => drop(session.evidence_ln()),
    }
}

/// A state for each of these variables.
fn told_of(choices: &mut Choices, case: &Case, observed: &[Variable]) -> Findings {
    observed.iter().fold(Findings::new(), |all, v| {
        all.with_state(*v, choices.below(case.network.n_states(*v).unwrap()))
    })
}

/// Tells of a variable that is not observed, if there is one.
fn tell_open(choices: &mut Choices, case: &Case, observed: &[Variable], findings: &mut Findings) {
    let mut told = Findings::new();
    choices.tell(case, &mut told);
    for (variable, finding) in told.iter() {
        if !observed.contains(&variable) {
            findings.set(variable, finding.clone());
        }
    }
}

/// A session and a fresh propagation say the same of everything.
fn check_session(case: &Case, session: &mut Session) {
    assert_eq!(session.findings(), &case.findings);
    let fresh = match compiled(&case.network).propagate(&case.findings) {
        Ok(fresh) => fresh,
        Err(Error::Impossible { .. }) => {
            let Err(Error::Impossible { variables }) = session.evidence_ln() else {
                panic!("{:?} for what is impossible", session.evidence_ln());
            };
            let few = case.findings.len() <= 12;
            if few && enumerate::marginals(&case.network, &case.findings, MAX_JOINT_STATES).is_err()
            {
                check_named(case, &variables);
            }
            assert!(is_impossible(
                &session.marginal(case.variables[0]).map(|_| ())
            ));
            return;
        }
        Err(other) => panic!("{other}"),
    };
    assert_close(session.evidence_ln().unwrap(), fresh.evidence_ln());
    for v in &case.variables {
        assert_same(session.marginal(*v).unwrap(), fresh.marginal(*v).unwrap());
    }
    for factor in case.network.factors() {
        let family = case.network.factor_variables(factor).unwrap();
        let (found, expected) = (session.joint(family).unwrap(), fresh.joint(family).unwrap());
        assert_eq!(found.len(), expected.len());
        assert!(
            found.iter().zip(&expected).all(|(a, b)| close(*a, *b)),
            "{found:?} {expected:?}"
        );
    }
}

fn check_named(case: &Case, variables: &[Variable]) {
    let joint = case.variables.iter().fold(1_u64, |n, v| {
        n.saturating_mul(case.network.n_states(*v).unwrap() as u64)
    });
    if joint <= MAX_JOINT_STATES {
        assert_conflict(&case.network, &case.findings, variables);
    }
}

fn walk(choices: &mut Choices, case: &mut Case, n_steps: usize, observed: &[Variable]) {
    let options = CompileOptions::default().observing(observed.to_vec());
    let tree = JunctionTree::compile(&case.network, &options).unwrap();
    let mut session = tree.session();
    if !observed.is_empty() {
        let refused = session.evidence_ln().unwrap_err();
        let few = observed
            .iter()
            .all(|v| case.network.n_states(*v).unwrap() == 1);
        assert!(few || matches!(refused, Error::NotTold { .. }), "{refused}");
        case.findings = told_of(choices, case, observed);
    }
    session.set_all(&case.findings).unwrap();
    check_session(case, &mut session);
    for _ in 0..n_steps {
        step(choices, case, &mut session, observed);
        // Now and then several changes are made before anything is asked.
        if !choices.one_in(3) {
            check_session(case, &mut session);
        }
    }
    check_session(case, &mut session);
}

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn a_session_answers_as_a_fresh_tree(bytes in bytes()) {
        let choices = &mut Choices::new(&bytes);
        let mut case = small(choices, 2_000);
        walk(choices, &mut case, 12, &[]);
    }

    #[test]
    fn a_tree_for_what_is_observed_answers_as_one_for_anything(bytes in bytes()) {
        let choices = &mut Choices::new(&bytes);
        let mut case = small(choices, 2_000);
        let wide: Vec<Variable> = case.variables.iter().copied()
            .filter(|v| case.network.n_states(*v).unwrap() > 1).collect();
        let observed = choices.some(&wide, 5);
        walk(choices, &mut case, 6, &observed);
    }
}

proptest! {
    #![proptest_config(config(30))]

    #[test]
    fn long_networks_walk_too(bytes in bytes()) {
        let choices = &mut Choices::new(&bytes);
        let mut case = long(choices, 40);
        let observed = choices.some(&case.variables.clone(), 8);
        walk(choices, &mut case, 12, &observed);
    }

    #[test]
    fn many_threads_get_the_same_bits(bytes in bytes()) {
        let case = long(&mut Choices::new(&bytes), 40);
        let tree = compiled(&case.network);
        let bits = || -> Option<Vec<u64>> {
            let found = tree.propagate(&case.findings).ok()?;
            let all = case.variables.iter().flat_map(|v| found.marginal(*v).unwrap().to_vec());
            Some(all.chain([found.evidence_ln()]).map(f64::to_bits).collect())
        };
        let expected = bits();
        let found: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(bits)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        prop_assert!(found.iter().all(|bits| *bits == expected));
    }
}
