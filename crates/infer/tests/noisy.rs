//! A noisy-MAX as a chain is the table that it means.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

use abduce_infer::{
    CompileOptions, Error, Findings, JunctionTree, Network, NoisyMax, Rank, Variable, eliminate,
};
use proptest::prelude::*;

/// What a random model is drawn from.
#[derive(Debug, Clone)]
struct Recipe {
    n_states: usize,
    falling: bool,
    leak: bool,
    /// State counts of the parents.
    parents: Vec<usize>,
    /// Where all numbers come from, over and over.
    numbers: Vec<f64>,
    /// What is found of the child, if anything.
    found: Option<usize>,
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let number = prop_oneof![1 => Just(0.0), 4 => 0.01..1.0_f64, 1 => 1e-12..1e-9_f64];
    (
        1_usize..5,
        any::<bool>(),
        any::<bool>(),
        prop::collection::vec(1_usize..4, 0..6),
        prop::collection::vec(number, 7..80),
        prop::option::of(0_usize..5),
    )
        .prop_map(
            |(n_states, falling, leak, parents, numbers, found)| Recipe {
                n_states,
                falling,
                leak,
                parents,
                numbers,
                found,
            },
        )
}

/// A row that sums to one, from the next numbers of an endless supply.
fn row(numbers: &mut impl Iterator<Item = f64>, n: usize) -> Vec<f64> {
    let mut row: Vec<f64> = numbers.take(n).collect();
    let sum: f64 = row.iter().sum();
    if sum == 0.0 {
        row[n - 1] = 1.0;
    } else {
        row.iter_mut().for_each(|value| *value /= sum);
    }
    row
}

/// The parents with their priors, the child, and the model, not yet in the network.
fn build(recipe: &Recipe) -> (Network, Vec<Variable>, NoisyMax) {
    let mut numbers = recipe.numbers.iter().copied().cycle();
    let mut network = Network::new();
    let child = network.add_variable(recipe.n_states).unwrap();
    let mut model = NoisyMax::new(child, recipe.n_states);
    if recipe.falling {
        model = model.ranked(Rank::Falling);
    }
    let mut parents = Vec::new();
    for n in &recipe.parents {
        let parent = network.add_variable(*n).unwrap();
        network.add_cpt(parent, &[], row(&mut numbers, *n)).unwrap();
        let effects = (0..*n).flat_map(|_| row(&mut numbers, recipe.n_states));
        model = model.with_parent(parent, effects.collect());
        parents.push(parent);
    }
    if recipe.leak {
        model = model.with_leak(row(&mut numbers, recipe.n_states));
    }
    (network, parents, model)
}

/// P(child | parents) from the definition: the sum over all joint effects of their probability.
fn by_definition(recipe: &Recipe, model: &NoisyMax) -> Vec<f64> {
    let n = recipe.n_states;
    let n_rows: usize = recipe.parents.iter().product();
    let mut table = vec![0.0; n_rows * n];
    for (row, out) in table.chunks_exact_mut(n).enumerate() {
        let mut rest = row;
        let mut effects: Vec<Vec<f64>> = Vec::new();
        for (i, (_, link)) in model
            .links()
            .enumerate()
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
        {
            let state = rest % recipe.parents[i];
            rest /= recipe.parents[i];
            effects.push(link[state * n..][..n].to_vec());
        }
        effects.extend(model.leak().map(<[f64]>::to_vec));
        for joint in 0..n.pow(effects.len() as u32) {
            let states: Vec<usize> = (0..effects.len())
                .map(|i| joint / n.pow(i as u32) % n)
                .collect();
            let p: f64 = states.iter().zip(&effects).map(|(s, e)| e[*s]).product();
            let highest = if recipe.falling {
                states.iter().min().copied().unwrap_or(n - 1)
            } else {
                states.iter().max().copied().unwrap_or(0)
            };
            out[highest] += p;
        }
    }
    table
}

fn close(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|(a, b)| (a - b).abs() <= 1e-12 * a.max(*b) + 1e-300)
}

proptest! {
    #[test]
    fn the_table_is_that_of_the_definition(recipe in recipe()) {
        let (_, _, model) = build(&recipe);
        let table = model.table(1 << 20).unwrap();
        let defined = by_definition(&recipe, &model);
        prop_assert!(close(&table, &defined), "{table:?} {defined:?}");
    }

    #[test]
    fn the_chain_answers_as_the_table_does(recipe in recipe()) {
        let (mut chained, parents, model) = build(&recipe);
        let mut tabled = chained.clone();
        let child = model.child();
        tabled.add_cpt(child, &parents, model.table(1 << 20).unwrap()).unwrap();
        let auxiliary = chained.add_noisy_max(model.clone()).unwrap();
        prop_assert_eq!(auxiliary.len(), parents.len().saturating_sub(1));
        prop_assert!(auxiliary.iter().all(|v| chained.auxiliary_of(*v) == Some(child)));
        prop_assert_eq!(chained.noisy_max(child), Some(&model));
        prop_assert_eq!(chained.declared_parents(child).unwrap(), parents);
        let full = chained.full_table(child, 1 << 20).unwrap().unwrap();
        prop_assert_eq!(full, model.table(1 << 20).unwrap());

        let mut findings = Findings::new();
        if let Some(state) = recipe.found {
            findings = findings.with_state(child, state % recipe.n_states);
        }
        let tree = JunctionTree::compile(&chained, &CompileOptions::default()).unwrap();
        for variable in tabled.variables() {
            let slow = eliminate::marginal(&tabled, &findings, variable, 1 << 24);
            let fast = eliminate::marginal(&chained, &findings, variable, 1 << 24);
            let treed = tree.propagate(&findings);
            match (slow, fast) {
                (Ok(slow), Ok(fast)) => {
                    let treed = treed.unwrap();
                    prop_assert!((slow.evidence_ln - fast.evidence_ln).abs() < 1e-10);
                    prop_assert!((slow.evidence_ln - treed.evidence_ln()).abs() < 1e-10);
                    let of_tree = treed.marginal(variable).unwrap();
                    for (state, p) in slow.marginal.iter().enumerate() {
                        prop_assert!((p - fast.marginal[state]).abs() < 1e-10);
                        prop_assert!((p - of_tree[state]).abs() < 1e-10);
                    }
                }
                (slow, fast) => {
                    let impossible = |e: Error| matches!(e, Error::Impossible { .. });
                    prop_assert!(slow.is_err_and(impossible));
                    prop_assert!(fast.is_err_and(impossible));
                    prop_assert!(treed.is_err_and(impossible));
                }
            }
        }
    }
}

/// A yes/no child of two yes/no parents.
fn small() -> (Network, [Variable; 3]) {
    let mut network = Network::new();
    let all = [(); 3].map(|()| network.add_variable(2).unwrap());
    (network, all)
}

#[test]
fn a_thousand_parents_take_a_moment() {
    let mut network = Network::new();
    let child = network.add_variable(3).unwrap();
    let mut model = NoisyMax::new(child, 3);
    for _ in 0..1000 {
        let parent = network.add_variable(2).unwrap();
        network.add_cpt(parent, &[], vec![0.999, 0.001]).unwrap();
        model = model.with_parent(parent, vec![1.0, 0.0, 0.0, 0.5, 0.3, 0.2]);
    }
    assert!(matches!(
        model.table(1 << 30),
        Err(Error::TableTooLarge { .. })
    ));
    network.add_noisy_max(model).unwrap();
    let tree = JunctionTree::compile(&network, &CompileOptions::default()).unwrap();
    let posterior = tree.propagate(&Findings::new()).unwrap();
    let got = posterior.marginal(child).unwrap();
    let (none, not_two) = ((1.0 - 0.0005_f64).powi(1000), (1.0 - 0.0002_f64).powi(1000));
    assert!((got[0] - none).abs() < 1e-12);
    assert!((got[1] - (not_two - none)).abs() < 1e-12);
    assert!((got[2] - (1.0 - not_two)).abs() < 1e-12);
}

/// Why a model is refused; nothing of it is left in the network.
fn refused(model: NoisyMax, network: &mut Network) -> Error {
    let before = (network.n_variables(), network.n_factors());
    let error = network.add_noisy_max(model).unwrap_err();
    assert_eq!((network.n_variables(), network.n_factors()), before);
    error
}

#[test]
fn what_does_not_fit_is_refused_and_leaves_nothing_behind() {
    let (mut network, [child, a, b]) = small();
    let good = NoisyMax::new(child, 2).with_parent(a, vec![1.0, 0.0, 0.5, 0.5]);
    let sure = vec![1.0, 0.0, 0.0, 1.0];
    let repeated = good.clone().with_parent(a, sure.clone());
    assert_eq!(
        refused(repeated, &mut network),
        Error::RepeatedVariable { variable: a }
    );
    let own = good.clone().with_parent(child, sure.clone());
    assert_eq!(
        refused(own, &mut network),
        Error::RepeatedVariable { variable: child }
    );
    let short = good.clone().with_parent(b, vec![1.0, 0.0]);
    let length = refused(short, &mut network);
    assert!(matches!(
        length,
        Error::TableLength {
            expected: 4,
            found: 2,
            ..
        }
    ));
    let negative = good.clone().with_parent(b, vec![1.5, -0.5, 0.0, 1.0]);
    assert!(matches!(
        refused(negative, &mut network),
        Error::BadValue { index: 1, .. }
    ));
    let half = good.clone().with_parent(b, vec![1.0, 0.0, 0.5, 0.25]);
    let sum = refused(half, &mut network);
    assert_eq!(
        sum,
        Error::EffectSum {
            child,
            parent: Some(b),
            row: 1,
            sum: 0.75
        }
    );
    assert_eq!(
        sum.to_string(),
        "effect 1 on variable 0 of variable 2 sums to 0.75, not 1"
    );
    let leak = refused(good.clone().with_leak(vec![0.5, 0.0]), &mut network);
    assert_eq!(
        leak.to_string(),
        "effect 0 on variable 0 of the leak sums to 0.5, not 1"
    );
    let states = refused(NoisyMax::new(child, 3), &mut network);
    assert!(matches!(
        states,
        Error::TableLength {
            expected: 2,
            found: 3,
            ..
        }
    ));
    network
        .add_noisy_max(good.clone().with_parent(b, sure))
        .unwrap();
    assert!(matches!(
        refused(good, &mut network),
        Error::SecondCpt { .. }
    ));
}

#[test]
fn a_chain_beyond_the_memory_is_refused() {
    let mut full = Network::with_memory_limit(11 * 8);
    let [child, a, b] = [(); 3].map(|()| full.add_variable(2).unwrap());
    let model = NoisyMax::new(child, 2)
        .with_parent(a, vec![1.0, 0.0, 0.0, 1.0])
        .with_parent(b, vec![1.0, 0.0, 0.0, 1.0]);
    assert!(matches!(
        refused(model, &mut full),
        Error::TableTooLarge {
            needed_bytes: 96,
            ..
        }
    ));
}

#[test]
fn a_model_whose_tables_were_changed_is_none_any_more() {
    let (mut network, [child, a, b]) = small();
    let model = NoisyMax::new(child, 2)
        .with_parent(a, vec![1.0, 0.0, 0.5, 0.5])
        .with_parent(b, vec![1.0, 0.0, 0.5, 0.5]);
    network.add_noisy_max(model.clone()).unwrap();
    assert_eq!(network.noisy_max(child), Some(&model));
    let last = network.factors().last().unwrap();
    network.set_values(last, vec![0.5; 8]).unwrap();
    assert_eq!(network.noisy_max(child), None);
    let auxiliary: Vec<Variable> = network
        .variables()
        .filter(|v| network.is_auxiliary(*v))
        .collect();
    assert_eq!(auxiliary.len(), 1);
}
