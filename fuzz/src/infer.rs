//! The engine: small networks made of the bytes, and calls that make no sense.

use abduce_infer::{
    CompileOptions, Error, FactorId, Finding, Findings, JunctionTree, Network, Session, Variable,
    condition, eliminate, enumerate,
};

use crate::random::{Case, Choices, small};

/// Builds a network with findings; all ways must agree, sessions and trees for what is observed
/// too, whatever nonsense is asked in between.
pub fn infer_network(data: &[u8]) {
    let choices = &mut Choices::new(data);
    let mut case = small(choices, 300);
    check_ways(&case);
    let observed = choices.some(&case.variables.clone(), 3);
    let options = CompileOptions::default().observing(observed.clone());
    let tree = JunctionTree::compile(&case.network, &options).expect("a small network");
    let mut session = tree.session();
    for variable in observed {
        let state = choices.below(n_states(&case, variable));
        case.findings.set(variable, Finding::State(state));
    }
    session.set_all(&case.findings).expect("findings that fit");
    check_session(&case, &mut session);
    for _ in 0..choices.below(6) {
        step(choices, &mut case, &mut session);
        check_session(&case, &mut session);
    }
}

/// Tells or takes back something, changes a table, or asks for nonsense.
fn step(choices: &mut Choices, case: &mut Case, session: &mut Session) {
    let before = (session.findings().clone(), values(session.network()));
    match choices.below(4) {
        0 => {
            let mut told = Findings::new();
            choices.tell(case, &mut told);
            for (variable, finding) in told.iter() {
                if session.set(variable, finding.clone()).is_ok() {
                    case.findings.set(variable, finding.clone());
                }
            }
        }
        1 => {
            let variable = case.variables[choices.below(case.variables.len())];
            let mut without = case.findings.clone();
            without.unset(variable);
            session.unset(variable);
            if matches!(session.evidence_ln(), Err(Error::NotTold { .. })) {
                session.set_all(&case.findings).expect("as it was");
            } else {
                case.findings = without;
            }
        }
        2 if case.network.n_factors() > 0 => {
            let at = choices.below(case.network.n_factors());
            let factor = case.network.factors().nth(at).expect("a factor");
            let new = choices.values_for(case, factor);
            session
                .set_values(factor, new.clone())
                .expect("values that fit");
            case.network
                .set_values(factor, new)
                .expect("values that fit");
        }
        _ => {
            nonsense(choices, case, session);
            assert_eq!(
                before,
                (session.findings().clone(), values(session.network()))
            );
        }
    }
}

/// What is refused changes nothing, and nothing panics.
fn nonsense(choices: &mut Choices, case: &Case, session: &mut Session) {
    let (variable, factor) = strangers();
    let own = case.variables[choices.below(case.variables.len())];
    let beyond = n_states(case, own) + choices.below(3);
    assert!(session.set(own, Finding::State(beyond)).is_err());
    assert!(session.set(variable, Finding::State(0)).is_err());
    let bad = [f64::NAN, -1.0, f64::INFINITY, f64::NEG_INFINITY][choices.below(4)];
    let likelihood = vec![bad; n_states(case, own)];
    assert!(
        session
            .set(own, Finding::Likelihood(likelihood.into()))
            .is_err()
    );
    assert!(
        session
            .set(own, Finding::Likelihood(vec![1.0; beyond + 1].into()))
            .is_err()
    );
    assert!(session.set_values(factor, vec![1.0]).is_err());
    assert!(session.marginal(variable).is_err());
    assert!(session.joint(&[own, variable]).is_err());
    assert!(session.joint(&[own, own]).is_err());
    let mut network = case.network.clone();
    assert!(network.add_factor(&[own, own], vec![1.0; 4]).is_err());
    assert!(
        network
            .add_factor(&[own], vec![bad; n_states(case, own)])
            .is_err()
    );
    assert!(network.add_cpt(own, &[variable], vec![1.0]).is_err());
    let options = CompileOptions::default().keeping(vec![variable]);
    assert!(JunctionTree::compile(&network, &options).is_err());
    let options = CompileOptions::default().with_memory_limit(choices.below(2_000) as u64);
    if let Ok(tree) = JunctionTree::compile(&network, &options) {
        assert!(tree.n_bytes() <= options.memory_limit_bytes);
    }
}

/// A variable and a factor that no small network has.
fn strangers() -> (Variable, FactorId) {
    let mut network = Network::new();
    let mut last = None;
    for _ in 0..40 {
        let variable = network.add_variable(1).expect("a variable");
        let factor = network.add_cpt(variable, &[], vec![1.0]).expect("a table");
        last = Some((variable, factor));
    }
    last.expect("forty of them")
}

fn n_states(case: &Case, variable: Variable) -> usize {
    case.network.n_states(variable).expect("its own variable")
}

fn values(network: &Network) -> Vec<Vec<u64>> {
    let bits = |factor| -> Vec<u64> {
        let values = network.factor_values(factor).expect("its own factor");
        values.iter().map(|value| value.to_bits()).collect()
    };
    network.factors().map(bits).collect()
}

/// Tree, enumeration, elimination and conditioning.
fn check_ways(case: &Case) {
    let Case {
        network,
        variables,
        findings,
        ..
    } = case;
    let tree = JunctionTree::compile(network, &CompileOptions::default()).expect("a small network");
    let listed = enumerate::marginals(network, findings, 1 << 20);
    let found = tree.propagate(findings);
    assert_eq!(found.is_ok(), listed.is_ok(), "{found:?} {listed:?}");
    for v in variables {
        let eliminated = eliminate::marginal(network, findings, *v, 1 << 26);
        let conditioned = condition::marginal(network, findings, *v, condition::Limits::default());
        assert_eq!(eliminated.is_ok(), listed.is_ok());
        assert_eq!(conditioned.is_ok(), listed.is_ok());
        let (Ok(found), Ok(listed)) = (&found, &listed) else {
            continue;
        };
        let expected = &listed.marginals[v.index()];
        assert_same(found.marginal(*v).expect("its own"), expected);
        assert_same(&eliminated.expect("possible").marginal, expected);
        assert_same(&conditioned.expect("possible").marginal, expected);
        assert_close(found.evidence_ln(), listed.evidence_ln);
    }
}

/// A session and enumeration.
fn check_session(case: &Case, session: &mut Session) {
    let listed = match enumerate::marginals(&case.network, &case.findings, 1 << 20) {
        Ok(listed) => listed,
        Err(_) => {
            let refused = session.evidence_ln();
            assert!(
                matches!(refused, Err(Error::Impossible { .. })),
                "{refused:?}"
            );
            return;
        }
    };
    assert_close(session.evidence_ln().expect("possible"), listed.evidence_ln);
    for v in &case.variables {
        assert_same(
            session.marginal(*v).expect("possible"),
            &listed.marginals[v.index()],
        );
    }
}

fn assert_same(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (a, b) in found.iter().zip(expected) {
        assert!((a - b).abs() <= 1e-10, "{found:?} {expected:?}");
    }
}

fn assert_close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-10 * b.abs().max(1.0), "{a} {b}");
}
