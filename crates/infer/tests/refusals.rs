//! What is refused, and that the parameter that was bad is named.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

use abduce_infer::{CompileOptions, Error, Findings, JunctionTree, Network, Variable, enumerate};

fn pair() -> (Network, Variable, Variable) {
    let mut network = Network::new();
    let a = network.add_variable(2).unwrap();
    let b = network.add_variable(3).unwrap();
    (network, a, b)
}

/// A variable that a network of two lacks.
fn stranger() -> Variable {
    let mut other = Network::new();
    (0..3)
        .map(|_| other.add_variable(2).unwrap())
        .last()
        .unwrap()
}

#[test]
fn a_variable_without_states() {
    let refused = Network::new().add_variable(0);
    assert_eq!(refused, Err(Error::BadStateCount { n_states: 0 }));
    assert!(Network::new().add_variable(usize::MAX).is_err());
}

#[test]
fn tables_that_do_not_fit() {
    let (mut network, a, b) = pair();
    let length = Error::TableLength {
        variables: vec![a, b],
        expected: 6,
        found: 5,
    };
    assert_eq!(network.add_factor(&[a, b], vec![1.0; 5]), Err(length));
    let repeated = Error::RepeatedVariable { variable: a };
    assert_eq!(network.add_cpt(a, &[b, a], vec![0.5; 12]), Err(repeated));
    let variable = stranger();
    let unknown = Error::UnknownVariable {
        variable,
        n_variables: 2,
    };
    assert_eq!(
        network.add_factor(&[a, variable], vec![1.0; 4]),
        Err(unknown.clone())
    );
    assert_eq!(network.add_cpt(variable, &[a], vec![0.5; 4]), Err(unknown));
    assert_eq!(network.n_factors(), 0, "what is refused is not added");
}

#[test]
fn values_that_are_no_weights() {
    let (mut network, a, _) = pair();
    for value in [-0.25, f64::NAN, f64::INFINITY, -f64::MIN_POSITIVE] {
        let Err(Error::BadValue {
            variables,
            index,
            value: found,
        }) = network.add_factor(&[a], vec![0.5, value])
        else {
            panic!("{value} was taken")
        };
        assert_eq!(
            (variables, index, found.to_bits()),
            (vec![a], 1, value.to_bits())
        );
    }
    assert!(network.add_factor(&[a], vec![0.0, -0.0]).is_ok());
}

#[test]
fn rows_that_are_no_distributions() {
    let (mut network, a, b) = pair();
    let table = vec![0.5, 0.25, 0.25, 0.5, 0.5, 0.25];
    let refused = network.add_cpt(b, &[a], table);
    assert_eq!(
        refused,
        Err(Error::RowSum {
            child: b,
            row: 1,
            sum: 1.25
        })
    );
    let id = network
        .add_cpt(b, &[a], vec![0.5, 0.25, 0.25 + 1e-10, 0.0, 0.0, 1.0])
        .unwrap();
    let second = network.add_cpt(b, &[], vec![0.5, 0.25, 0.25]);
    assert_eq!(
        second,
        Err(Error::SecondCpt {
            child: b,
            first: id
        })
    );
    let reset = network.set_values(id, vec![0.5; 6]);
    assert_eq!(
        reset,
        Err(Error::RowSum {
            child: b,
            row: 0,
            sum: 1.5
        })
    );
}

#[test]
fn tables_in_a_ring() {
    let mut network = Network::new();
    let all: Vec<Variable> = (0..4).map(|_| network.add_variable(2).unwrap()).collect();
    let even = vec![0.5; 4];
    network.add_cpt(all[3], &[all[1]], even.clone()).unwrap();
    network.add_cpt(all[2], &[all[1]], even.clone()).unwrap();
    network.add_cpt(all[1], &[all[0]], even.clone()).unwrap();
    assert_eq!(network.check_loops(), Ok(()));
    network.add_cpt(all[0], &[all[2]], even).unwrap();
    let Err(Error::Loop { variables }) =
        JunctionTree::compile(&network, &CompileOptions::default()).map(|_| ())
    else {
        panic!("a ring was compiled")
    };
    // Each is the parent of the next, wherever the ring is opened.
    let start = variables.iter().position(|v| *v == all[0]).unwrap();
    let turned: Vec<Variable> = (0..3).map(|i| variables[(start + i) % 3]).collect();
    assert_eq!(turned, [all[0], all[1], all[2]]);
    assert!(enumerate::marginals(&network, &Findings::new(), 100).is_err());
}

#[test]
fn findings_that_do_not_fit() {
    let (network, a, b) = pair();
    let tree = JunctionTree::compile(&network, &CompileOptions::default()).unwrap();
    let refused = |findings: Findings| tree.propagate(&findings).unwrap_err();
    let state = Error::BadState {
        variable: b,
        state: 3,
        n_states: 3,
    };
    assert_eq!(
        refused(Findings::new().with_state(a, 1).with_state(b, 3)),
        state
    );
    let length = Error::LikelihoodLength {
        variable: a,
        expected: 2,
        found: 1,
    };
    assert_eq!(
        refused(Findings::new().with_likelihood(a, vec![1.0])),
        length
    );
    let value = Error::BadLikelihood {
        variable: a,
        state: 1,
        value: -1.0,
    };
    assert_eq!(
        refused(Findings::new().with_likelihood(a, vec![1.0, -1.0])),
        value
    );
    let variable = stranger();
    let unknown = Error::UnknownVariable {
        variable,
        n_variables: 2,
    };
    assert_eq!(refused(Findings::new().with_state(variable, 0)), unknown);
    let impossible = Error::Impossible { variables: vec![a] };
    assert_eq!(
        refused(Findings::new().with_likelihood(a, vec![0.0, 0.0])),
        impossible
    );
}

#[test]
fn queries_that_have_no_answer() {
    let (mut network, a, b) = pair();
    network.add_cpt(a, &[], vec![0.5, 0.5]).unwrap();
    network
        .add_cpt(b, &[a], vec![0.2, 0.3, 0.5, 0.5, 0.3, 0.2])
        .unwrap();
    let options = CompileOptions::default().keeping(vec![a]);
    let tree = JunctionTree::compile(&network, &options).unwrap();
    let found = tree.propagate(&Findings::new()).unwrap();
    assert_eq!(found.marginal(b), Err(Error::Pruned { variable: b }));
    assert_eq!(found.joint(&[a, b]), Err(Error::Pruned { variable: b }));
    let told = Findings::new().with_state(b, 0);
    assert_eq!(
        tree.propagate(&told).unwrap_err(),
        Error::Pruned { variable: b }
    );
    let variable = stranger();
    let unknown = Error::UnknownVariable {
        variable,
        n_variables: 2,
    };
    assert_eq!(found.marginal(variable), Err(unknown));
    let whole = JunctionTree::compile(&network, &CompileOptions::default()).unwrap();
    let found = whole.propagate(&Findings::new()).unwrap();
    assert_eq!(
        found.joint(&[b, a, b]),
        Err(Error::RepeatedVariable { variable: b })
    );
    let (apart, a, b) = pair();
    let tree = JunctionTree::compile(&apart, &CompileOptions::default()).unwrap();
    let found = tree.propagate(&Findings::new()).unwrap();
    assert_eq!(
        found.joint(&[a, b]),
        Err(Error::NotOneClique {
            variables: vec![a, b]
        })
    );
}

#[test]
fn an_enumeration_without_end() {
    let (network, ..) = pair();
    let refused = enumerate::marginals(&network, &Findings::new(), 5).unwrap_err();
    assert_eq!(
        refused,
        Error::TooManyStates {
            n_joint_states: 6,
            max_joint_states: 5
        }
    );
}
