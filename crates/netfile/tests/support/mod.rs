//! What the tests of formats have in common.

#![allow(dead_code, reason = "each test uses a part")]

use abduce_infer::{Network, NoisyMax, Rank, Variable};
use abduce_netfile::{Fault, NamedNetwork, NamedVariable, Renamed, Severity};
use proptest::prelude::*;

/// The numbers of a variable's table.
pub(crate) fn values(network: &NamedNetwork, name: &str) -> Vec<f64> {
    let variable = network.variable(name).unwrap();
    let table = network.network().full_table(variable, 1 << 20).unwrap();
    table.unwrap()
}

/// The names of what a variable depends on.
pub(crate) fn parents(network: &NamedNetwork, name: &str) -> Vec<String> {
    let variable = network.variable(name).unwrap();
    let parents = network.network().declared_parents(variable).unwrap();
    let name = |v: &Variable| network.named(*v).unwrap().name.clone();
    parents.iter().map(name).collect()
}

/// Whether any of the faults is an error.
pub(crate) fn has_error(faults: &[Fault]) -> bool {
    faults.iter().any(|fault| fault.severity == Severity::Error)
}

/// That two networks are the same to the bit, apart from names that could not be written and the
/// order of variables.
pub(crate) fn assert_same(before: &NamedNetwork, after: &NamedNetwork, renamed: &[Renamed]) {
    assert_eq!(before.variables().len(), after.variables().len());
    let written = |variable: &str, state: Option<&str>, name: &str| {
        let own = |r: &&Renamed| r.variable == variable && r.state.as_deref() == state;
        let found = renamed.iter().find(own);
        found.map_or_else(|| name.to_owned(), |r| r.written.clone())
    };
    for variable in before.variables() {
        let name = written(&variable.name, None, &variable.name);
        let own = after.variable(&name).unwrap();
        let states = variable.states.iter();
        let states: Vec<String> = states
            .map(|state| written(&variable.name, Some(state), state))
            .collect();
        assert_eq!(after.named(own).unwrap().states, states, "{name}");
        let expected: Vec<String> = parents(before, &variable.name)
            .iter()
            .map(|parent| written(parent, None, parent))
            .collect();
        assert_eq!(parents(after, &name), expected, "{name}");
        let bits = |values: Vec<f64>| values.into_iter().map(f64::to_bits).collect::<Vec<_>>();
        let (own, other) = (values(before, &variable.name), values(after, &name));
        assert_eq!(bits(own), bits(other), "{name}");
    }
}

/// Names of all sorts, some of which some formats cannot hold.
const NAMES: [&str; 12] = [
    "rain",
    "Rain",
    "a_1",
    "1_1",
    "two words",
    "x,y",
    "über",
    "q\"t",
    "a;b{}",
    "<&>",
    "tail\\",
    "%",
];

/// One row: weights of which some are zero, not all.
fn row(n_states: usize) -> impl Strategy<Value = Vec<f64>> {
    let weight = prop_oneof![1 => Just(0.0), 4 => 1e-6..1.0_f64];
    prop::collection::vec(weight, n_states).prop_map(|mut row| {
        if row.iter().all(|w| *w == 0.0) {
            row[0] = 1.0;
        }
        let sum: f64 = row.iter().sum();
        row.iter().map(|w| w / sum).collect()
    })
}

fn rows(n_states: usize, n_rows: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(row(n_states), n_rows).prop_map(|rows| rows.concat())
}

/// How one variable comes about.
#[derive(Clone, Debug)]
pub(crate) struct Family {
    parents: Vec<usize>,
    values: Vec<f64>,
    /// For a noisy-MAX, `values` are its effects and its leak.
    noisy: bool,
}

fn family(
    child: usize,
    order: Vec<usize>,
    sizes: Vec<usize>,
    noisy: bool,
) -> BoxedStrategy<Family> {
    let place = order.iter().position(|&i| i == child).unwrap();
    let earlier = order[..place].to_vec();
    let most = earlier.len().min(3);
    prop::sample::subsequence(earlier, 0..=most)
        .prop_shuffle()
        .prop_flat_map(move |parents| {
            let states = parents.iter().map(|&i| sizes[i]);
            let n_rows = if noisy {
                states.sum::<usize>() + 1
            } else {
                states.product()
            };
            rows(sizes[child], n_rows).prop_map(move |values| Family {
                parents: parents.clone(),
                values,
                noisy,
            })
        })
        .boxed()
}

/// Networks of a few variables with names of all sorts.
pub(crate) fn networks() -> impl Strategy<Value = NamedNetwork> {
    let sizes = prop::collection::vec(1..4_usize, 1..7);
    sizes.prop_flat_map(|sizes| {
        let n = sizes.len();
        let order = Just((0..n).collect::<Vec<_>>()).prop_shuffle();
        let names = Just(NAMES.to_vec()).prop_shuffle();
        let noisy = prop::collection::vec(prop::bool::weighted(0.3), n);
        (Just(sizes), order, names, noisy).prop_flat_map(|(sizes, order, names, noisy)| {
            let families: Vec<_> = (0..sizes.len())
                .map(|i| family(i, order.clone(), sizes.clone(), noisy[i]))
                .collect();
            (Just(sizes), Just(names), families).prop_map(build)
        })
    })
}

fn build((sizes, names, families): (Vec<usize>, Vec<&str>, Vec<Family>)) -> NamedNetwork {
    let mut network = Network::new();
    let own: Vec<Variable> = sizes
        .iter()
        .map(|&size| network.add_variable(size).unwrap())
        .collect();
    for (child, family) in families.into_iter().enumerate() {
        let parents: Vec<Variable> = family.parents.iter().map(|&i| own[i]).collect();
        if !family.noisy || parents.is_empty() {
            let n_rows: usize = family.parents.iter().map(|&i| sizes[i]).product();
            let values = family.values[..n_rows * sizes[child]].to_vec();
            network.add_cpt(own[child], &parents, values).unwrap();
            continue;
        }
        let mut model = NoisyMax::new(own[child], sizes[child]).ranked(Rank::Falling);
        let mut rest = family.values.as_slice();
        for (parent, &i) in parents.iter().zip(&family.parents) {
            let (effects, others) = rest.split_at(sizes[i] * sizes[child]);
            let mut effects = effects.to_vec();
            // The first state has no effect.
            effects[..sizes[child]].fill(0.0);
            effects[sizes[child] - 1] = 1.0;
            model = model.with_parent(*parent, effects);
            rest = others;
        }
        network
            .add_noisy_max(model.with_leak(rest.to_vec()))
            .unwrap();
    }
    let variables = sizes.iter().enumerate().map(|(i, &size)| {
        let states = (0..size).map(|state| names[(i + state) % names.len()]);
        NamedVariable::new(names[i], states)
    });
    NamedNetwork::new("a network", variables.collect(), network).unwrap()
}
