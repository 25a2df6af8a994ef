//! Networks whose answers are known from hand or from the literature.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

use abduce_infer::{
    CompileOptions, Error, Findings, JunctionTree, Network, Posterior, Variable, eliminate,
    enumerate,
};

const NO: usize = 0;
const YES: usize = 1;

/// Rows of (no, yes) from the probabilities of yes.
fn rows(yes: &[f64]) -> Vec<f64> {
    yes.iter().flat_map(|p| [1.0 - p, *p]).collect()
}

fn add(network: &mut Network, parents: &[Variable], yes: &[f64]) -> Variable {
    let child = network.add_variable(2).unwrap();
    network.add_cpt(child, parents, rows(yes)).unwrap();
    child
}

fn posterior(network: &Network, findings: &Findings) -> Posterior {
    let tree = JunctionTree::compile(network, &CompileOptions::default()).unwrap();
    tree.propagate(findings).unwrap()
}

#[track_caller]
fn assert_close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
}

/// Tree, elimination and enumeration all say so.
#[track_caller]
fn assert_yes(network: &Network, findings: &Findings, variable: Variable, expected: f64) {
    assert_close(
        posterior(network, findings).marginal(variable).unwrap()[YES],
        expected,
    );
    let eliminated = eliminate::marginal(network, findings, variable, 1 << 20).unwrap();
    assert_close(eliminated.marginal[YES], expected);
    let listed = enumerate::marginals(network, findings, 1 << 20).unwrap();
    assert_close(listed.marginals[variable.index()][YES], expected);
}

struct Sprinkler {
    network: Network,
    sprinkler: Variable,
    rain: Variable,
    wet: Variable,
}

/// Cloudy, sprinkler, rain and wet grass, with the numbers of Murphy (1998).
fn sprinkler() -> Sprinkler {
    let mut network = Network::new();
    let cloudy = add(&mut network, &[], &[0.5]);
    let sprinkler = add(&mut network, &[cloudy], &[0.5, 0.1]);
    let rain = add(&mut network, &[cloudy], &[0.2, 0.8]);
    let wet = add(&mut network, &[sprinkler, rain], &[0.0, 0.9, 0.9, 0.99]);
    Sprinkler {
        network,
        sprinkler,
        rain,
        wet,
    }
}

#[test]
fn rain_explains_the_sprinkler_away() {
    let Sprinkler {
        network,
        sprinkler,
        rain,
        wet,
    } = sprinkler();
    let seen = Findings::new().with_state(wet, YES);
    assert_yes(&network, &Findings::new(), wet, 0.6471);
    assert_yes(&network, &seen, sprinkler, 0.2781 / 0.6471);
    assert_yes(&network, &seen, rain, 0.4581 / 0.6471);
    assert_yes(
        &network,
        &seen.clone().with_state(rain, YES),
        sprinkler,
        0.0891 / 0.4581,
    );
    assert_close(posterior(&network, &seen).evidence_ln(), libm::log(0.6471));
}

#[test]
fn joint_of_a_family_has_the_order_asked_for() {
    let Sprinkler {
        network,
        sprinkler,
        rain,
        wet,
    } = sprinkler();
    let posterior = posterior(&network, &Findings::new().with_state(wet, YES));
    let joint = posterior.joint(&[sprinkler, rain]).unwrap();
    // P(sprinkler, rain, wet) / P(wet), by hand.
    let expected = [0.0, 0.369, 0.189, 0.0891].map(|p| p / 0.6471);
    for (found, expected) in joint.iter().zip(expected) {
        assert_close(*found, expected);
    }
    assert_eq!(joint[0], 0.0, "dry and no rain cannot be when it is wet");
    let turned = posterior.joint(&[rain, sprinkler]).unwrap();
    assert_eq!(turned, [joint[0], joint[2], joint[1], joint[3]]);
    assert_eq!(posterior.joint(&[]).unwrap(), [1.0]);
}

#[test]
fn a_likelihood_counts_up_to_scale() {
    let Sprinkler {
        network, rain, wet, ..
    } = sprinkler();
    let once = Findings::new().with_likelihood(wet, vec![0.1, 0.3]);
    let many = Findings::new().with_likelihood(wet, vec![1e250, 3e250]);
    // P(rain, likelihood) / P(likelihood): (0.1 * 0.0419 + 0.3 * 0.4581) / 0.22942.
    assert_yes(&network, &once, rain, 0.14162 / 0.22942);
    assert_yes(&network, &many, rain, 0.14162 / 0.22942);
    let ratio_ln =
        posterior(&network, &many).evidence_ln() - posterior(&network, &once).evidence_ln();
    assert!((ratio_ln - 251.0 * std::f64::consts::LN_10).abs() < 1e-9);
}

/// The chest clinic of Lauritzen & Spiegelhalter (1988); expected values summed in fractions.
fn asia() -> (Network, [Variable; 8]) {
    let mut network = Network::new();
    let asia = add(&mut network, &[], &[0.01]);
    let tuberculosis = add(&mut network, &[asia], &[0.01, 0.05]);
    let smoker = add(&mut network, &[], &[0.5]);
    let cancer = add(&mut network, &[smoker], &[0.01, 0.1]);
    let bronchitis = add(&mut network, &[smoker], &[0.3, 0.6]);
    let either = add(&mut network, &[tuberculosis, cancer], &[0.0, 1.0, 1.0, 1.0]);
    let x_ray = add(&mut network, &[either], &[0.05, 0.98]);
    let dyspnoea = add(&mut network, &[either, bronchitis], &[0.1, 0.8, 0.7, 0.9]);
    (
        network,
        [
            asia,
            tuberculosis,
            smoker,
            cancer,
            bronchitis,
            either,
            x_ray,
            dyspnoea,
        ],
    )
}

#[track_caller]
fn assert_asia(told: &[(usize, usize)], evidence: f64, expected: [f64; 8]) {
    let (network, variables) = asia();
    let findings = told.iter().fold(Findings::new(), |all, (v, state)| {
        all.with_state(variables[*v], *state)
    });
    for (variable, expected) in variables.into_iter().zip(expected) {
        assert_yes(&network, &findings, variable, expected);
    }
    assert_close(
        posterior(&network, &findings).evidence_ln(),
        libm::log(evidence),
    );
}

#[test]
fn asia_before_anything_is_known() {
    let expected = [
        0.01, 0.0104, 0.5, 0.055, 0.45, 0.064828, 0.11029004, 0.4359706,
    ];
    assert_asia(&[], 1.0, expected);
}

#[test]
fn asia_of_a_visitor_short_of_breath() {
    let expected = [
        1.0,
        0.087750964982922,
        0.625919857821221,
        0.099525145094554,
        0.811402071589237,
        0.182299852822749,
        0.219538863125156,
        1.0,
    ];
    assert_asia(&[(0, YES), (7, YES)], 0.004501375, expected);
}

#[test]
fn asia_when_the_x_ray_is_clear() {
    let expected = [
        1.0,
        0.002248695311961,
        0.604511921749957,
        0.002550418986731,
        0.862760773047366,
        0.004671593349356,
        0.0,
        1.0,
    ];
    assert_asia(&[(0, YES), (6, NO), (7, YES)], 0.00351314825, expected);
}

#[test]
fn asia_cliques_are_those_of_the_paper() {
    let (
        network,
        [
            asia,
            tub,
            smoker,
            cancer,
            bronchitis,
            either,
            x_ray,
            dyspnoea,
        ],
    ) = asia();
    let tree = JunctionTree::compile(&network, &CompileOptions::default()).unwrap();
    let mut cliques = tree.cliques();
    cliques.sort();
    let mut expected = vec![
        vec![asia, tub],
        vec![tub, cancer, either],
        vec![smoker, cancer, bronchitis],
        vec![cancer, bronchitis, either],
        vec![either, x_ray],
        vec![bronchitis, either, dyspnoea],
    ];
    // The cycle smoker, cancer, either, bronchitis may be cut the other way.
    if !cliques.contains(&expected[2]) {
        expected[2] = vec![smoker, cancer, either];
        expected[3] = vec![smoker, bronchitis, either];
    }
    expected.sort();
    assert_eq!(cliques, expected);
    assert_eq!(tree.n_cells(), 4 * 8 + 2 * 4);
}

#[test]
fn conflicting_findings_are_named_and_no_others() {
    let (network, [asia, tub, smoker, cancer, _, either, x_ray, dyspnoea]) = asia();
    let tree = JunctionTree::compile(&network, &CompileOptions::default()).unwrap();
    let findings = Findings::new()
        .with_state(asia, YES)
        .with_state(smoker, NO)
        .with_state(cancer, YES)
        .with_state(either, NO)
        .with_state(x_ray, YES)
        .with_state(dyspnoea, NO);
    let refused = tree.propagate(&findings).unwrap_err();
    assert_eq!(
        refused,
        Error::Impossible {
            variables: vec![cancer, either]
        }
    );
    // All three are needed: the disease is one of the two, and it is neither.
    let neither = Findings::new()
        .with_state(smoker, YES)
        .with_state(tub, NO)
        .with_state(cancer, NO)
        .with_state(either, YES);
    let refused = tree.propagate(&neither).unwrap_err();
    assert_eq!(
        refused,
        Error::Impossible {
            variables: vec![tub, cancer, either]
        }
    );
}

#[test]
fn a_network_without_possible_states_says_so() {
    let mut network = Network::new();
    let a = network.add_variable(2).unwrap();
    network.add_factor(&[a], vec![0.0, 0.0]).unwrap();
    let tree = JunctionTree::compile(&network, &CompileOptions::default()).unwrap();
    for findings in [Findings::new(), Findings::new().with_state(a, 1)] {
        let refused = tree.propagate(&findings).unwrap_err();
        assert_eq!(refused, Error::Impossible { variables: vec![] });
    }
}

#[test]
fn unbound_variables_count_their_states() {
    let mut network = Network::new();
    let free = network.add_variable(5).unwrap();
    let pair = network.add_variable(2).unwrap();
    network.add_factor(&[pair], vec![3.0, 1.0]).unwrap();
    network.add_factor(&[], vec![0.5]).unwrap();
    let found = posterior(&network, &Findings::new());
    assert_eq!(found.marginal(free).unwrap(), [0.2; 5]);
    assert_eq!(found.marginal(pair).unwrap(), [0.75, 0.25]);
    assert_close(found.evidence_ln(), libm::log(10.0));
}

#[test]
fn an_empty_network_is_certain() {
    let found = posterior(&Network::new(), &Findings::new());
    assert_eq!(found.evidence_ln(), 0.0);
}
