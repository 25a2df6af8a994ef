//! Bounds hold, never widen, and end up exact.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

use abduce_infer::bounds::{self, Bounded, BoundedSearch, Bounds, BoundsOptions};
use abduce_infer::{Error, Findings, Network, Variable, eliminate};
use proptest::prelude::*;

/// What a random network is drawn from.
#[derive(Debug, Clone)]
struct Recipe {
    n_states: Vec<usize>,
    /// Per variable: its parents, each modulo the variables before it; without, it has no table.
    parents: Vec<Option<Vec<usize>>>,
    /// A further factor on two variables each.
    factors: Vec<(usize, usize)>,
    /// A state, or a likelihood.
    findings: Vec<(usize, Option<usize>)>,
    /// Where all numbers come from, over and over.
    numbers: Vec<f64>,
    memory: u64,
    bound_cells: u64,
    asked: Option<Vec<usize>>,
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let number = prop_oneof![2 => Just(0.0), 8 => 0.01..1.0_f64, 1 => 1e-200..1e-190_f64];
    (4_usize..10)
        .prop_flat_map(move |n| {
            let parents = prop::collection::vec(0_usize..100, 0..4);
            (
                prop::collection::vec(prop_oneof![1 => Just(1_usize), 9 => 2_usize..4], n),
                prop::collection::vec(prop::option::weighted(0.95, parents), n),
                prop::collection::vec((0_usize..100, 0_usize..100), 0..3),
                prop::collection::vec((0_usize..100, prop::option::of(0_usize..100)), 0..4),
                prop::collection::vec(number.clone(), 7..60),
                0_u64..4000,
                1_u64..100,
                prop::option::of(prop::collection::vec(0_usize..100, 1..3)),
            )
        })
        .prop_map(
            |(n_states, parents, factors, findings, numbers, memory, bound_cells, asked)| Recipe {
                n_states,
                parents,
                factors,
                findings,
                numbers,
                memory,
                bound_cells,
                asked,
            },
        )
}

fn build(recipe: &Recipe) -> (Network, Findings) {
    let mut numbers = recipe.numbers.iter().copied().cycle();
    let mut network = Network::new();
    let all: Vec<Variable> = recipe
        .n_states
        .iter()
        .map(|n| network.add_variable(*n).unwrap())
        .collect();
    for (i, picks) in recipe.parents.iter().enumerate() {
        let Some(picks) = picks else { continue };
        let mut parents: Vec<Variable> =
            picks.iter().filter(|_| i > 0).map(|p| all[p % i]).collect();
        parents.sort_unstable();
        parents.dedup();
        let n = recipe.n_states[i];
        let n_rows: usize = parents.iter().map(|p| recipe.n_states[p.index()]).product();
        let mut table = Vec::new();
        for _ in 0..n_rows {
            let row: Vec<f64> = numbers.by_ref().take(n).collect();
            let sum: f64 = row.iter().sum();
            let sure = |s: usize| f64::from(u8::from(s == 0));
            let share = |(s, v): (usize, &f64)| if sum < 1e-100 { sure(s) } else { v / sum };
            table.extend(row.iter().enumerate().map(share));
        }
        network.add_cpt(all[i], &parents, table).unwrap();
    }
    for (a, b) in &recipe.factors {
        let (a, b) = (all[a % all.len()], all[b % all.len()]);
        if a != b {
            let len = network.table_len(&[a, b]).unwrap();
            let values = numbers.by_ref().take(len).map(|v| v * 1e3).collect();
            network.add_factor(&[a, b], values).unwrap();
        }
    }
    let mut findings = Findings::new();
    for (pick, state) in &recipe.findings {
        let variable = all[pick % all.len()];
        let n = recipe.n_states[variable.index()];
        findings = match state {
            Some(state) => findings.with_state(variable, state % n),
            None => findings.with_likelihood(variable, numbers.by_ref().take(n).collect()),
        };
    }
    (network, findings)
}

fn options(recipe: &Recipe, network: &Network) -> (BoundsOptions, Vec<Variable>) {
    let all: Vec<Variable> = network.variables().collect();
    let options = BoundsOptions::default()
        .with_memory_limit(recipe.memory)
        .with_bound_cells(recipe.bound_cells);
    let Some(asked) = &recipe.asked else {
        return (options, all);
    };
    let mut asked: Vec<Variable> = asked.iter().map(|pick| all[pick % all.len()]).collect();
    asked.sort_unstable();
    asked.dedup();
    (options.asking(asked.clone()), asked)
}

fn holds(bounds: Bounds, value: f64) -> bool {
    let slack = 1e-9 * value.abs().max(1.0);
    bounds.lower <= value + slack && value <= bounds.upper + slack
}

fn within(later: Bounds, earlier: Bounds) -> bool {
    later.lower >= earlier.lower - 1e-9 && later.upper <= earlier.upper + 1e-9
}

/// A search over a network in which the memory suffices at least for single variables.
fn search(network: &Network, findings: &Findings, options: &BoundsOptions) -> BoundedSearch {
    let mut options = options.clone();
    loop {
        match BoundedSearch::new(network, findings, &options) {
            Err(Error::TooLarge { .. }) => options.memory_limit_bytes += 100,
            other => return other.unwrap(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn bounds_hold_and_never_widen_and_end_up_exact(recipe in recipe()) {
        let (network, findings) = build(&recipe);
        let (options, asked) = options(&recipe, &network);
        let exact: Vec<_> = asked
            .iter()
            .map(|v| eliminate::marginal(&network, &findings, *v, 1 << 24))
            .collect();
        let mut search = search(&network, &findings, &options);
        let mut earlier: Option<Bounded> = None;
        loop {
            let more = search.step();
            if exact[0].is_err() {
                let impossible = |e: Error| matches!(e, Error::Impossible { .. });
                if more.is_err_and(impossible) {
                    break;
                }
                continue;
            }
            let more = more.unwrap();
            let bounded = search.bounds();
            for (variable, exact) in asked.iter().zip(&exact) {
                let exact = exact.as_ref().unwrap();
                prop_assert!(holds(bounded.evidence_ln(), exact.evidence_ln));
                let bounds = bounded.marginal(*variable).unwrap();
                for (state, (bounds, p)) in bounds.iter().zip(&exact.marginal).enumerate() {
                    prop_assert!(holds(*bounds, *p), "{bounds:?} {p}");
                    if let Some(earlier) = &earlier {
                        let earlier = earlier.marginal(*variable).unwrap()[state];
                        prop_assert!(within(*bounds, earlier), "{bounds:?} after {earlier:?}");
                    }
                    if !more {
                        prop_assert!(bounds.is_exact() && (bounds.lower - p).abs() < 1e-9);
                    }
                }
            }
            if !more {
                prop_assert!(bounded.is_exact());
                prop_assert!(bounded.width() == 0.0 && bounded.evidence_ln().is_exact());
                break;
            }
            earlier = Some(bounded);
        }
    }
}

/// Causes of which every two have an effect in common, seen or not: a clique over all causes.
fn tangle(n: usize, p: f64) -> (Network, Vec<Variable>, Findings) {
    let mut network = Network::new();
    let causes: Vec<Variable> = (0..n).map(|_| network.add_variable(2).unwrap()).collect();
    for (i, cause) in causes.iter().enumerate() {
        let p = p * (1.0 + 0.01 * i as f64);
        network.add_cpt(*cause, &[], vec![1.0 - p, p]).unwrap();
    }
    let mut findings = Findings::new();
    for (i, a) in causes.iter().enumerate() {
        for (j, b) in causes.iter().enumerate().skip(i + 1) {
            let effect = network.add_variable(2).unwrap();
            let yes = [0.05, 0.5, 0.6, 0.8];
            let table = yes.iter().flat_map(|p| [1.0 - p, *p]).collect();
            network.add_cpt(effect, &[*a, *b], table).unwrap();
            findings = findings.with_state(effect, usize::from((i * j) % 17 == 3));
        }
    }
    (network, causes, findings)
}

#[test]
fn a_tangle_is_bounded_soon() {
    let (network, causes, findings) = tangle(16, 0.1);
    let exact = eliminate::marginal(&network, &findings, causes[3], 1 << 24).unwrap();
    let options = BoundsOptions::default()
        .with_memory_limit(1 << 14)
        .asking(causes.clone());
    let mut last = 1.0;
    for n_propagations in [1, 10, 100] {
        let bounded =
            bounds::marginals(&network, &findings, &options, n_propagations, 0.0).unwrap();
        assert_eq!(bounded.n_propagations(), n_propagations);
        assert!(holds(
            bounded.marginal(causes[3]).unwrap()[1],
            exact.marginal[1]
        ));
        assert!(holds(bounded.evidence_ln(), exact.evidence_ln));
        assert!(bounded.width() <= last);
        last = bounded.width();
    }
    assert!(last < 0.05, "{last}");
}

#[test]
fn what_fits_is_exact_at_once() {
    let (network, causes, findings) = tangle(6, 0.1);
    let bounded =
        bounds::marginals(&network, &findings, &BoundsOptions::default(), 1, 0.0).unwrap();
    assert!(bounded.is_exact());
    let exact = eliminate::marginal(&network, &findings, causes[0], 1 << 20).unwrap();
    let got = bounded.marginal(causes[0]).unwrap();
    assert!(got[1].is_exact() && (got[1].lower - exact.marginal[1]).abs() < 1e-12);
}

#[test]
fn what_is_given_up_stays_between_the_bounds() {
    let (network, causes, findings) = tangle(12, 0.3);
    let exact = eliminate::marginal(&network, &findings, causes[0], 1 << 20).unwrap();
    let options = BoundsOptions::default()
        .with_memory_limit(2000)
        .with_bound_cells(4)
        .with_waiting_limit(2000)
        .asking(causes.clone());
    let bounded = bounds::marginals(&network, &findings, &options, u64::MAX, 0.0).unwrap();
    assert!(!bounded.is_exact() && bounded.width() > 0.0);
    assert!(holds(
        bounded.marginal(causes[0]).unwrap()[1],
        exact.marginal[1]
    ));
    assert!(holds(bounded.evidence_ln(), exact.evidence_ln));
}

#[test]
fn the_caller_may_stop_it() {
    let (network, _, findings) = tangle(12, 0.3);
    let options = BoundsOptions::default().with_memory_limit(4000);
    let mut search = BoundedSearch::new(&network, &findings, &options).unwrap();
    assert!(!search.held().is_empty());
    let bounded = search
        .run(u64::MAX, 0.0, |search| search.n_propagations() < 7)
        .unwrap();
    assert_eq!(bounded.n_propagations(), 7);
    let further = search.run(8, 0.0, |_| true).unwrap();
    assert_eq!(further.n_propagations(), 8);
}

#[test]
fn what_cannot_be_held_is_refused() {
    let mut network = Network::new();
    let wide: Vec<Variable> = (0..5000)
        .map(|_| network.add_variable(2).unwrap())
        .collect();
    let options = BoundsOptions::default().with_memory_limit(8);
    let refused = BoundedSearch::new(&network, &Findings::new(), &options).unwrap_err();
    let Error::TooLarge {
        needed_bytes,
        limit_bytes,
        variables,
    } = refused
    else {
        panic!("{refused}");
    };
    assert!(needed_bytes > limit_bytes && limit_bytes == 8);
    assert!(variables.len() == 1 && wide.contains(&variables[0]));
}

#[test]
fn what_was_not_asked_for_has_no_bounds() {
    let (network, causes, findings) = tangle(4, 0.3);
    let options = BoundsOptions::default().asking(vec![causes[0]]);
    let bounded = bounds::marginals(&network, &findings, &options, 1, 0.0).unwrap();
    let pruned = bounded.marginal(causes[1]).unwrap_err();
    assert_eq!(
        pruned,
        Error::Pruned {
            variable: causes[1]
        }
    );
    let mut other = Network::new();
    let stranger = (0..99)
        .map(|_| other.add_variable(2).unwrap())
        .last()
        .unwrap();
    let unknown = bounded.marginal(stranger).unwrap_err();
    assert!(matches!(unknown, Error::UnknownVariable { .. }));
    let twice = options.asking(vec![causes[1], causes[1]]);
    let refused = BoundedSearch::new(&network, &findings, &twice).unwrap_err();
    assert_eq!(
        refused,
        Error::RepeatedVariable {
            variable: causes[1]
        }
    );
}
