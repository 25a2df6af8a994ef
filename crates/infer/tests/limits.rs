//! Numbers beyond the range of `f64`, networks beyond the limits, and long chains.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

use abduce_infer::{CompileOptions, Error, Findings, JunctionTree, Network, Variable, eliminate};

fn compile(network: &Network) -> JunctionTree {
    JunctionTree::compile(network, &CompileOptions::default()).unwrap()
}

/// One yes/no hypothesis, and `n` reports of it that are each `right` of the time.
fn reports(n: usize, right: f64) -> (Network, Variable, Vec<Variable>) {
    let mut network = Network::new();
    let hypothesis = network.add_variable(2).unwrap();
    network.add_cpt(hypothesis, &[], vec![0.5, 0.5]).unwrap();
    let table = vec![right, 1.0 - right, 1.0 - right, right];
    let report = |_| {
        let report = network.add_variable(2).unwrap();
        network
            .add_cpt(report, &[hypothesis], table.clone())
            .unwrap();
        report
    };
    let reports = (0..n).map(report).collect();
    (network, hypothesis, reports)
}

#[test]
fn evidence_of_one_in_many_googols() {
    let (network, hypothesis, reports) = reports(2000, 0.75);
    let all = reports
        .iter()
        .fold(Findings::new(), |all, v| all.with_state(*v, 1));
    let found = compile(&network).propagate(&all).unwrap();
    // 0.5 * (0.75^2000 + 0.25^2000), of which the second is far below the last digit.
    let expected = libm::log(0.5) + 2000.0 * libm::log(0.75);
    assert!((found.evidence_ln() - expected).abs() < 1e-9);
    assert!(found.evidence_ln() < -300.0 * std::f64::consts::LN_10 / 2.0);
    assert_eq!(found.marginal(hypothesis).unwrap()[1], 1.0);
}

#[test]
fn overwhelming_evidence_for_and_against_cancels() {
    // Either half alone is odds of 10^954: neither may be rounded to certainty on the way.
    let (network, hypothesis, reports) = reports(4001, 0.75);
    let half_each = |all: Findings, i: usize| all.with_state(reports[i], usize::from(i < 2000));
    let told = (0..4000).fold(Findings::new(), half_each);
    let tree = compile(&network);
    let even = tree.propagate(&told).unwrap();
    assert!((even.marginal(hypothesis).unwrap()[1] - 0.5).abs() < 1e-9);
    let expected = 2000.0 * libm::log(0.75_f64 * 0.25);
    assert!((even.evidence_ln() - expected).abs() < 1e-8);
    let tipped = tree.propagate(&told.with_state(reports[4000], 1)).unwrap();
    assert!((tipped.marginal(hypothesis).unwrap()[1] - 0.75).abs() < 1e-9);
}

/// The same fair coin, four times over, each time with its own likelihood.
fn coin_seen_four_times(likelihoods: [[f64; 2]; 4]) -> (f64, f64) {
    let mut network = Network::new();
    let coins: Vec<Variable> = (0..4).map(|_| network.add_variable(2).unwrap()).collect();
    network.add_cpt(coins[0], &[], vec![0.5, 0.5]).unwrap();
    for pair in coins.windows(2) {
        network
            .add_cpt(pair[1], &[pair[0]], vec![1.0, 0.0, 0.0, 1.0])
            .unwrap();
    }
    let told = coins
        .iter()
        .zip(likelihoods)
        .fold(Findings::new(), |all, (v, l)| {
            all.with_likelihood(*v, l.to_vec())
        });
    let found = compile(&network).propagate(&told).unwrap();
    (found.marginal(coins[0]).unwrap()[1], found.evidence_ln())
}

#[test]
fn likelihoods_beyond_f64_cancel() {
    let (against, fore) = ([1.0, 1e-300], [1e-300, 1.0]);
    let (posterior, evidence_ln) = coin_seen_four_times([against, against, fore, fore]);
    assert!((posterior - 0.5).abs() < 1e-12);
    assert!((evidence_ln - 2.0 * libm::log(1e-300)).abs() < 1e-9);
    let (against, fore, none) = ([1e300, 1e-300], [3e-300, 9e300], [1.0, 1.0]);
    let (posterior, evidence_ln) = coin_seen_four_times([against, none, none, fore]);
    assert!((posterior - 0.75).abs() < 1e-12);
    assert!((evidence_ln - libm::log(6.0)).abs() < 1e-9);
}

#[test]
fn tables_of_the_smallest_and_largest_numbers() {
    let mut network = Network::new();
    let a = network.add_variable(2).unwrap();
    let least = f64::from_bits(1);
    network.add_factor(&[a], vec![least, 3.0 * least]).unwrap();
    network.add_factor(&[a], vec![f64::MAX, f64::MAX]).unwrap();
    network.add_factor(&[a], vec![f64::MAX, f64::MAX]).unwrap();
    network.add_factor(&[a], vec![1.0, 1e-300]).unwrap();
    network.add_factor(&[a], vec![1e-300, 1.0]).unwrap();
    let found = compile(&network).propagate(&Findings::new()).unwrap();
    assert!((found.marginal(a).unwrap()[1] - 0.75).abs() < 1e-15);
    let expected =
        libm::log(4.0) + libm::log(least) + 2.0 * libm::log(f64::MAX) + libm::log(1e-300);
    assert!((found.evidence_ln() - expected).abs() < 1e-9);
}

#[test]
fn logical_zeros_stay_zero_in_the_wide_range() {
    let (mut network, hypothesis, reports) = reports(1500, 0.25);
    let denial = network.add_variable(2).unwrap();
    network
        .add_cpt(denial, &[hypothesis], vec![0.5, 0.5, 0.0, 1.0])
        .unwrap();
    let told = reports
        .iter()
        .fold(Findings::new(), |all, v| all.with_state(*v, 0));
    // Odds of 10^715 for the hypothesis are nothing against what it rules out.
    let found = compile(&network)
        .propagate(&told.with_state(denial, 0))
        .unwrap();
    assert_eq!(found.marginal(hypothesis).unwrap(), [1.0, 0.0]);
    let expected = libm::log(0.25) + 1500.0 * libm::log(0.25);
    assert!((found.evidence_ln() - expected).abs() < 1e-9);
}

/// A chain of `n` yes/no variables that keep their state nine times in ten.
fn chain(n: usize) -> (Network, Vec<Variable>) {
    let mut network = Network::new();
    let variables: Vec<Variable> = (0..n).map(|_| network.add_variable(2).unwrap()).collect();
    network.add_cpt(variables[0], &[], vec![0.5, 0.5]).unwrap();
    for pair in variables.windows(2) {
        network
            .add_cpt(pair[1], &[pair[0]], vec![0.9, 0.1, 0.1, 0.9])
            .unwrap();
    }
    (network, variables)
}

#[test]
fn a_long_chain_needs_no_stack() {
    let run = || {
        let (network, variables) = chain(10_000);
        let tree = compile(&network);
        let told = Findings::new()
            .with_state(variables[0], 1)
            .with_state(variables[9_999], 0);
        let found = tree.propagate(&told).unwrap();
        assert!((found.evidence_ln() - libm::log(0.25)).abs() < 1e-9);
        assert!((found.marginal(variables[5_000]).unwrap()[1] - 0.5).abs() < 1e-9);
        // One step off a known end: 0.9 * 0.5 / 0.5.
        assert!((found.marginal(variables[1]).unwrap()[1] - 0.9).abs() < 1e-9);
        let ring = vec![0.5; 8];
        let mut ringed = Network::new();
        let all: Vec<Variable> = (0..10_000)
            .map(|_| ringed.add_variable(2).unwrap())
            .collect();
        for i in 0..all.len() {
            let parents = [all[(i + 1) % all.len()], all[(i + 2) % all.len()]];
            ringed.add_cpt(all[i], &parents, ring.clone()).unwrap();
        }
        assert!(matches!(ringed.check_loops(), Err(Error::Loop { .. })));
    };
    // A recursion over the chain would want more than this.
    std::thread::Builder::new()
        .stack_size(128 << 10)
        .spawn(run)
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn a_hub_of_thousands_costs_no_more_than_its_leaves() {
    let (network, hypothesis, reports) = reports(20_000, 0.6);
    let tree = compile(&network);
    assert_eq!(tree.n_cells(), 4 * 20_000);
    let told = Findings::new().with_state(reports[0], 1);
    let found = tree.propagate(&told).unwrap();
    assert!((found.marginal(hypothesis).unwrap()[1] - 0.6).abs() < 1e-12);
    assert!((found.marginal(reports[19_999]).unwrap()[1] - 0.52).abs() < 1e-12);
}

/// `n` yes/no variables, every two of which share a factor: one clique, whatever the order.
fn complete(n: usize) -> (Network, Vec<Variable>) {
    let mut network = Network::new();
    let all: Vec<Variable> = (0..n).map(|_| network.add_variable(2).unwrap()).collect();
    for (i, a) in all.iter().enumerate() {
        for b in &all[i + 1..] {
            network
                .add_factor(&[*a, *b], vec![1.0, 2.0, 3.0, 4.0])
                .unwrap();
        }
    }
    (network, all)
}

#[test]
fn too_wide_a_network_is_refused_before_memory_is_spent() {
    let (network, all) = complete(60);
    let refused = JunctionTree::compile(&network, &CompileOptions::default()).unwrap_err();
    let Error::TooLarge {
        needed_bytes,
        limit_bytes,
        variables,
    } = refused
    else {
        panic!("{refused}")
    };
    assert_eq!(variables, all);
    assert_eq!(limit_bytes, 1 << 30);
    assert_eq!(needed_bytes, 1 << 63, "2^60 cells");
    let eliminated = eliminate::marginal(&network, &Findings::new(), all[0], 1 << 30);
    assert!(matches!(eliminated, Err(Error::TooLarge { .. })));
}

#[test]
fn the_limit_is_what_the_refusal_says() {
    let (network, all) = complete(10);
    let at = |bytes| {
        let options = CompileOptions::default().with_memory_limit(bytes);
        JunctionTree::compile(&network, &options)
    };
    let needed = |bytes| match at(bytes) {
        Err(Error::TooLarge {
            needed_bytes,
            variables,
            ..
        }) => {
            assert_eq!(variables, all);
            needed_bytes
        }
        other => panic!("{bytes} bytes are not enough: {other:?}"),
    };
    let clique = needed(0);
    assert_eq!(clique, 8 << 10, "the largest table alone");
    let all = needed(clique);
    assert!((clique..4 * clique).contains(&all), "{all}");
    assert_eq!(needed(all - 1), all);
    let tree = at(all).unwrap();
    assert_eq!((tree.n_cells(), tree.n_bytes()), (1 << 10, all));
}

#[test]
fn many_small_tables_are_too_large_together() {
    let (network, _) = chain(10_000);
    let options = CompileOptions::default().with_memory_limit(1 << 19);
    let refused = JunctionTree::compile(&network, &options).unwrap_err();
    let Error::TooLarge {
        needed_bytes,
        variables,
        ..
    } = refused
    else {
        panic!("{refused}")
    };
    // 9999 cliques of 4 cells and 9998 separators of 2, with a message each way.
    assert_eq!(needed_bytes, 9_999 * 4 * 8 + 9_998 * 2 * 16);
    assert_eq!(variables.len(), 2);
}

#[test]
fn a_table_is_refused_before_it_is_made() {
    let mut network = Network::with_memory_limit(1 << 10);
    let all: Vec<Variable> = (0..100).map(|_| network.add_variable(2).unwrap()).collect();
    assert_eq!(network.table_len(&all[..7]).unwrap(), 128);
    let too_large = |n: usize, needed_bytes, left_bytes| Error::TableTooLarge {
        variables: all[..n].to_vec(),
        needed_bytes,
        left_bytes,
    };
    assert_eq!(
        network.table_len(&all[..8]).unwrap_err(),
        too_large(8, 2048, 1024)
    );
    assert_eq!(
        network.table_len(&all).unwrap_err(),
        too_large(100, u64::MAX, 1024)
    );
    network.add_factor(&all[..6], vec![1.0; 64]).unwrap();
    assert_eq!(
        network.table_len(&all[..7]).unwrap_err(),
        too_large(7, 1024, 512)
    );
}

#[test]
fn variables_of_one_state_take_no_room() {
    let mut network = Network::new();
    let ones: Vec<Variable> = (0..5_000)
        .map(|_| network.add_variable(1).unwrap())
        .collect();
    let coin = network.add_variable(2).unwrap();
    network.add_cpt(coin, &ones, vec![0.25, 0.75]).unwrap();
    let tree = compile(&network);
    assert_eq!(tree.n_cells(), 2);
    let told = Findings::new()
        .with_likelihood(ones[7], vec![0.5])
        .with_state(coin, 1);
    let found = tree.propagate(&told).unwrap();
    assert!((found.evidence_ln() - libm::log(0.375)).abs() < 1e-12);
    assert_eq!(found.marginal(ones[4_999]).unwrap(), [1.0]);
    assert_eq!(found.joint(&[ones[0], coin, ones[1]]).unwrap(), [0.0, 1.0]);
}

#[test]
fn the_same_network_gives_the_same_bits() {
    let (network, variables) = chain(500);
    let told = Findings::new()
        .with_state(variables[250], 1)
        .with_state(variables[20], 0);
    let bits = || {
        let found = compile(&network).propagate(&told).unwrap();
        let all = variables
            .iter()
            .flat_map(|v| found.marginal(*v).unwrap().to_vec());
        let bits: Vec<u64> = all.chain([found.evidence_ln()]).map(f64::to_bits).collect();
        bits
    };
    assert_eq!(bits(), bits());
}

#[test]
fn an_answer_of_tiny_numbers_is_not_rounded_to_impossible() {
    // The tables of one clique are near the least `f64`, and what the other answers makes one
    // state of it less probable still.
    for (scale, odds) in [(1e-250, 1e-60), (1e-250, 1e-75), (1e-200, 1e-120)] {
        let mut network = Network::new();
        let all: Vec<Variable> = (0..3).map(|_| network.add_variable(2).unwrap()).collect();
        network.add_cpt(all[0], &[], vec![0.5, 0.5]).unwrap();
        let same = vec![1.0, 0.0, 0.0, 1.0];
        network.add_cpt(all[1], &[all[0]], same).unwrap();
        let seen = vec![1.0, 0.0, odds, 1.0];
        network.add_factor(&[all[0], all[2]], seen).unwrap();
        network.add_factor(&[all[1]], vec![scale, scale]).unwrap();
        let tree = compile(&network);
        let told = Findings::new().with_state(all[2], 0);
        let mut session = tree.session();
        session.set_all(&told).unwrap();
        for v in &all[..2] {
            let found = tree.propagate(&told).unwrap();
            assert!((found.marginal(*v).unwrap()[1] / odds - 1.0).abs() < 1e-12);
            assert!((session.marginal(*v).unwrap()[1] / odds - 1.0).abs() < 1e-12);
        }
    }
}
