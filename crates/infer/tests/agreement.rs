//! Junction tree, elimination and enumeration agree on random networks.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

use abduce_infer::{
    CompileOptions, Error, Finding, Findings, JunctionTree, Network, Variable, eliminate, enumerate,
};
use proptest::prelude::*;

/// What a random network is drawn from: everything is taken modulo what is possible.
#[derive(Debug, Clone)]
struct Recipe {
    /// Whether parents have larger numbers than their children.
    reversed: bool,
    n_states: Vec<usize>,
    /// Per variable: its parents (each modulo the variables before it), and its rows.
    parents: Vec<Vec<usize>>,
    factors: Vec<Vec<usize>>,
    findings: Vec<(usize, Option<usize>)>,
    /// Where the numbers of tables come from, over and over.
    numbers: Vec<Number>,
}

#[derive(Debug, Clone, Copy)]
enum Number {
    Zero,
    One,
    Plain(f64),
    Tiny(i32),
}

impl Number {
    fn value(self) -> f64 {
        match self {
            Number::Zero => 0.0,
            Number::One => 1.0,
            Number::Plain(value) => value,
            Number::Tiny(exponent) => 10.0_f64.powi(-exponent),
        }
    }
}

fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        2 => Just(Number::Zero),
        1 => Just(Number::One),
        8 => (0.001..1.0).prop_map(Number::Plain),
        1 => (1..320).prop_map(Number::Tiny),
    ]
}

fn recipe() -> impl Strategy<Value = Recipe> {
    (1_usize..9).prop_flat_map(|n| {
        let states = prop_oneof![1 => Just(1_usize), 6 => 2_usize..4, 1 => 4_usize..7];
        (
            any::<bool>(),
            prop::collection::vec(states, n),
            prop::collection::vec(prop::collection::vec(0_usize..100, 0..4), n),
            prop::collection::vec(prop::collection::vec(0_usize..100, 0..4), 0..4),
            prop::collection::vec((0_usize..100, prop::option::of(0_usize..100)), 0..5),
            prop::collection::vec(number(), 1..200),
        )
            .prop_map(
                |(reversed, n_states, parents, factors, findings, numbers)| Recipe {
                    reversed,
                    n_states,
                    parents,
                    factors,
                    findings,
                    numbers,
                },
            )
    })
}

struct Numbers<'a> {
    numbers: &'a [Number],
    next: usize,
}

impl Numbers<'_> {
    fn take(&mut self, n: usize) -> Vec<f64> {
        let take = (self.next..self.next + n).map(|i| self.numbers[i % self.numbers.len()].value());
        let taken = take.collect();
        self.next += n;
        taken
    }

    /// A distribution: what would be all zeros has its first state sure.
    fn row(&mut self, n: usize) -> Vec<f64> {
        let mut row = self.take(n);
        let sum: f64 = row.iter().sum();
        if sum < 1e-300 {
            row.fill(0.0);
            row[0] = 1.0;
        } else {
            row.iter_mut().for_each(|value| *value /= sum);
        }
        row
    }
}

fn distinct(picks: &[usize], among: usize) -> Vec<usize> {
    let mut all: Vec<usize> = picks
        .iter()
        .filter(|_| among > 0)
        .map(|p| p % among)
        .collect();
    let mut seen = vec![false; among];
    all.retain(|v| !std::mem::replace(&mut seen[*v], true));
    all
}

fn build(recipe: &Recipe) -> (Network, Vec<Variable>, Findings) {
    let mut network = Network::new();
    let mut numbers = Numbers {
        numbers: &recipe.numbers,
        next: 0,
    };
    let mut variables: Vec<Variable> = recipe
        .n_states
        .iter()
        .map(|n| network.add_variable(*n).unwrap())
        .collect();
    if recipe.reversed {
        variables.reverse();
    }
    let of = |picks: Vec<usize>| picks.into_iter().map(|p| variables[p]).collect::<Vec<_>>();
    for (i, picks) in recipe.parents.iter().enumerate() {
        let parents = of(distinct(picks, i));
        let n = network.n_states(variables[i]).unwrap();
        let mut whole = parents.clone();
        whole.push(variables[i]);
        let n_rows = network.table_len(&whole).unwrap() / n;
        let values = (0..n_rows).flat_map(|_| numbers.row(n)).collect();
        // One variable in eight has no table of its own.
        if picks.first().is_none_or(|p| p % 8 != 0) {
            network.add_cpt(variables[i], &parents, values).unwrap();
        }
    }
    for picks in &recipe.factors {
        let whole = of(distinct(picks, variables.len()));
        let values = numbers.take(network.table_len(&whole).unwrap());
        network.add_factor(&whole, values).unwrap();
    }
    let mut findings = Findings::new();
    for (pick, state) in &recipe.findings {
        let at = pick % variables.len();
        let n = network.n_states(variables[at]).unwrap();
        findings = match state {
            Some(state) => findings.with_state(variables[at], state % n),
            None => findings.with_likelihood(variables[at], numbers.take(n)),
        };
    }
    (network, variables, findings)
}

const LIMIT: u64 = 1 << 26;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-10 * b.abs().max(1.0)
}

fn all_close(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| close(*a, *b))
}

/// P(pair | findings) by conditioning on each state of the first.
fn joint_by_conditioning(
    network: &Network,
    findings: &Findings,
    (a, b): (Variable, Variable),
) -> Vec<f64> {
    let whole = enumerate::marginals(network, findings, LIMIT).unwrap();
    let weights = match findings.get(a) {
        Some(Finding::Likelihood(values)) => values.to_vec(),
        Some(Finding::State(state)) => (0..network.n_states(a).unwrap())
            .map(|s| f64::from(s == *state))
            .collect(),
        None => vec![1.0; network.n_states(a).unwrap()],
    };
    let n = network.n_states(b).unwrap();
    let row = |(state, weight): (usize, &f64)| {
        let told = findings.clone().with_state(a, state);
        match enumerate::marginals(network, &told, LIMIT) {
            Ok(told) if *weight > 0.0 => {
                let p = libm::exp(told.evidence_ln + libm::log(*weight) - whole.evidence_ln);
                told.marginals[b.index()]
                    .iter()
                    .map(|value| value * p)
                    .collect()
            }
            _ => vec![0.0; n],
        }
    };
    weights.iter().enumerate().flat_map(row).collect()
}

/// All that a tree says of kept variables is what enumeration says.
fn check_tree(
    tree: &JunctionTree,
    network: &Network,
    findings: &Findings,
    variables: &[Variable],
) -> Result<bool, TestCaseError> {
    let listed = enumerate::marginals(network, findings, LIMIT);
    let (listed, posterior) = match (listed, tree.propagate(findings)) {
        (Ok(listed), Ok(posterior)) => (listed, posterior),
        (Err(Error::Impossible { .. }), Err(Error::Impossible { variables })) => {
            check_conflict(network, findings, &variables)?;
            return Ok(false);
        }
        (listed, posterior) => panic!("{listed:?} but {posterior:?}"),
    };
    prop_assert!(close(posterior.evidence_ln(), listed.evidence_ln));
    for v in variables {
        let (found, expected) = (
            posterior.marginal(*v).unwrap(),
            &listed.marginals[v.index()],
        );
        prop_assert!(all_close(found, expected));
        for (a, b) in found.iter().zip(expected) {
            // Small ones too, as far as an `f64` can say.
            prop_assert!(*b < 1e-200 || (a / b - 1.0).abs() < 1e-10, "{a} {b}");
            prop_assert!(*b > 0.0 || *a < 1e-250, "{a} for an impossible state");
        }
    }
    Ok(true)
}

/// The findings named conflict, and no longer do when any of them is left out.
fn check_conflict(
    network: &Network,
    findings: &Findings,
    named: &[Variable],
) -> Result<(), TestCaseError> {
    let only = |keep: &dyn Fn(Variable) -> bool| {
        findings
            .iter()
            .filter(|(v, _)| keep(*v))
            .fold(Findings::new(), |mut all, (v, finding)| {
                all.set(v, finding.clone());
                all
            })
    };
    let possible = |told: &Findings| enumerate::marginals(network, told, LIMIT).is_ok();
    prop_assert!(!possible(&only(&|v| named.contains(&v))));
    for left_out in named {
        prop_assert!(possible(&only(&|v| v != *left_out && named.contains(&v))));
    }
    Ok(())
}

/// A variable per pick, each with two parents among the last few before it.
fn long_network(
    wide: bool,
    picks: &[(usize, usize)],
    numbers: &[Number],
) -> (Network, Vec<Variable>) {
    let mut network = Network::new();
    let mut numbers = Numbers { numbers, next: 0 };
    let mut variables: Vec<Variable> = Vec::new();
    for (a, b) in picks {
        let n = if wide { 2 + a % 3 } else { 2 };
        let reach = variables.len().min(if wide { 4 } else { 8 });
        let last = &variables[variables.len() - reach..];
        let picked = distinct(&[*a, *b], reach);
        let parents: Vec<Variable> = picked.into_iter().map(|p| last[p]).collect();
        let child = network.add_variable(n).unwrap();
        let n_rows = network.table_len(&parents).unwrap();
        let values = (0..n_rows).flat_map(|_| numbers.row(n)).collect();
        network.add_cpt(child, &parents, values).unwrap();
        variables.push(child);
    }
    (network, variables)
}

fn compiled(network: &Network) -> JunctionTree {
    JunctionTree::compile(network, &CompileOptions::default()).unwrap()
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn three_ways_agree(recipe in recipe()) {
        let (network, variables, findings) = build(&recipe);
        if !check_tree(&compiled(&network), &network, &findings, &variables)? {
            let refused = eliminate::marginal(&network, &findings, variables[0], LIMIT);
            let is_impossible = matches!(refused, Err(Error::Impossible { .. }));
            prop_assert!(is_impossible);
            return Ok(());
        }
        let listed = enumerate::marginals(&network, &findings, LIMIT).unwrap();
        for v in variables {
            let one = eliminate::marginal(&network, &findings, v, LIMIT).unwrap();
            prop_assert!(all_close(&one.marginal, &listed.marginals[v.index()]));
            prop_assert!(close(one.evidence_ln, listed.evidence_ln));
        }
    }

    #[test]
    fn pruning_changes_nothing(recipe in recipe(), also in prop::collection::vec(0_usize..100, 0..3)) {
        let (network, variables, findings) = build(&recipe);
        let mut keep: Vec<Variable> = findings.iter().map(|(v, _)| v).collect();
        keep.extend(distinct(&also, variables.len()).into_iter().map(|v| variables[v]));
        keep.sort_unstable();
        keep.dedup();
        let options = CompileOptions::default().keeping(keep.clone());
        let tree = JunctionTree::compile(&network, &options).unwrap();
        check_tree(&tree, &network, &findings, &keep)?;
    }

    #[test]
    fn a_tree_serves_all_findings_and_values(recipe in recipe(), seed in 0_usize..100) {
        let (mut network, variables, findings) = build(&recipe);
        let mut tree = compiled(&network);
        for (told, _) in findings.iter() {
            check_tree(&tree, &network, &findings.without(told), &variables)?;
        }
        let mut numbers = Numbers { numbers: &recipe.numbers, next: seed };
        for factor in network.factors() {
            let len = network.factor_values(factor).unwrap().len();
            let child = *network.factor_variables(factor).unwrap().last().unwrap_or(&variables[0]);
            let n = network.n_states(child).unwrap();
            let values: Vec<f64> = match len / n {
                0 => numbers.take(1),
                n_rows => (0..n_rows).flat_map(|_| numbers.row(n)).collect(),
            };
            network.set_values(factor, values.clone()).unwrap();
            tree.set_values(factor, values).unwrap();
        }
        check_tree(&tree, &network, &findings, &variables)?;
    }

    #[test]
    fn joints_of_families_agree(recipe in recipe()) {
        let (network, _, findings) = build(&recipe);
        let Ok(posterior) = compiled(&network).propagate(&findings) else { return Ok(()) };
        for factor in network.factors() {
            let family = network.factor_variables(factor).unwrap();
            for (i, a) in family.iter().enumerate() {
                for b in &family[i + 1..] {
                    let expected = joint_by_conditioning(&network, &findings, (*a, *b));
                    prop_assert!(all_close(&posterior.joint(&[*a, *b]).unwrap(), &expected));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn larger_networks_agree_with_elimination(
        (wide, picks) in (any::<bool>(), prop::collection::vec((0_usize..100, 0_usize..100), 60)),
        numbers in prop::collection::vec(number(), 1..300),
        told in prop::collection::vec((0_usize..60, 0_usize..100), 0..12),
        asked in 0_usize..60,
    ) {
        let (network, variables) = long_network(wide, &picks, &numbers);
        let findings = told.iter().fold(Findings::new(), |all, (v, state)| {
            all.with_state(variables[*v], state % network.n_states(variables[*v]).unwrap())
        });
        let asked = variables[asked];
        let expected = eliminate::marginal(&network, &findings, asked, LIMIT);
        let (expected, found) = match (expected, compiled(&network).propagate(&findings)) {
            (Ok(expected), Ok(found)) => (expected, found),
            (Err(Error::Impossible { .. }), Err(Error::Impossible { .. })) => return Ok(()),
            (expected, found) => panic!("{expected:?} but {found:?}"),
        };
        prop_assert!(close(found.evidence_ln(), expected.evidence_ln));
        prop_assert!(all_close(found.marginal(asked).unwrap(), &expected.marginal));
    }
}
