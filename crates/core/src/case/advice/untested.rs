//! A hypothesis that no evidence tests.
//!
//! Nothing that is known could speak against it, so it ranks where its prior put
//! it. Evidence tests a hypothesis when it depends on it, directly or by way of other
//! propositions, or when it tells of what the hypothesis itself depends on. A rival that is
//! not named takes `otherwise`, so what weighs against it tests it too; what it only gains
//! because others lose does not: it cannot win by being untested.

use super::{Look, PERCEPTIBLE_DB};
use crate::case::codes;
use crate::case::faults::Faults;
use crate::case::fields::quoted;
use crate::case::model::{Case, Given, Proposition};

pub(super) fn check(look: &Look<'_>, faults: &mut Faults) {
    let case = look.case;
    let evidence = (0..case.evidence.len()).map(Proposition::Evidence);
    let known_claims = (0..case.claims.len())
        .filter(|&i| case.claims[i].observed.is_some())
        .map(Proposition::Claim);
    let told_of = grounds_of(case, evidence.chain(known_claims).collect());
    for (i, hypothesis) in case.hypotheses.iter().enumerate() {
        let own = vec![Proposition::Hypothesis(i)];
        let reached = grounds_of(case, own).iter().any(|p| told_of.contains(p));
        if reached || weighed_against(look, i) {
            continue;
        }
        let item = &hypothesis.item;
        let message = format!("no evidence tests {}", quoted(&item.id));
        let warning = faults
            .warning(codes::UNTESTED, message, item.id_span)
            .help("add evidence that is more or less probable if it is true: name it in `given`");
        faults.push(warning);
    }
}

/// Whether any evidence weighs against a hypothesis, named there or not.
fn weighed_against(look: &Look<'_>, hypothesis: usize) -> bool {
    let weights = look.standing.map_or(&[][..], |standing| &standing.decibans);
    let against = |weights: &Vec<f64>| weights[hypothesis] <= -PERCEPTIBLE_DB;
    weights.iter().flatten().any(against)
}

/// `start` and all that it depends on, however far.
fn grounds_of(case: &Case, start: Vec<Proposition>) -> std::collections::BTreeSet<Proposition> {
    let mut todo = start;
    let mut seen = std::collections::BTreeSet::new();
    while let Some(proposition) = todo.pop() {
        if seen.insert(proposition) {
            todo.extend(
                given(case, proposition)
                    .iter()
                    .map(|given| given.proposition),
            );
        }
    }
    seen
}

fn given(case: &Case, proposition: Proposition) -> &[Given] {
    match proposition {
        Proposition::Hypothesis(i) => &case.hypotheses[i].grounds.given,
        Proposition::Other => &[],
        Proposition::Claim(i) => &case.claims[i].grounds.given,
        Proposition::Evidence(i) => &case.evidence[i].grounds.given,
        Proposition::Forecast(i) => &case.forecasts[i].grounds.given,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Standing;
    use super::super::tests::{places, places_with};
    use crate::case::codes::UNTESTED;

    #[test]
    fn hypotheses_that_nothing_reaches_are_told() {
        let case = |rest: &str| format!("[hypotheses.a]\n[hypotheses.b]\n{rest}");
        for (rest, told) in [
            ("", &["a", "b"][..]),
            ("[evidence.e]\ngiven = { a = 0.9 }\n", &["b"]),
            (
                "[evidence.e]\ngiven = { c = 0.9 }\n[claims.c]\ngiven = { a = 0.1, b = 0.9 }\n",
                &[],
            ),
            ("[claims.c]\ngiven = { a = 0.1, b = 0.9 }\n", &["a", "b"]),
            (
                "[claims.c]\nobserved = true\ngiven = { a = 0.1, b = 0.9 }\n",
                &[],
            ),
            ("[forecasts.f]\ngiven = { a = 0.1, b = 0.9 }\n", &["a", "b"]),
        ] {
            assert_eq!(places(UNTESTED, &case(rest)), told, "{rest}");
        }
    }

    #[test]
    fn evidence_on_a_ground_of_a_hypothesis_tests_it() {
        let case = "[hypotheses.a]\ngiven = { c = 0.9 }\n[claims.c]\n\
            [evidence.e]\ngiven = { c = 0.9 }\n";
        assert!(places(UNTESTED, case).is_empty());
    }

    #[test]
    fn a_rival_is_tested_by_what_weighs_against_it_unnamed() {
        let case = "[hypotheses.a]\n[hypotheses.b]\n[evidence.e]\ngiven = { a = 0.9 }\n";
        for (on_b, told) in [(-11.4, &[][..]), (3.0, &["b"])] {
            let decibans = vec![Some(vec![2.0, on_b, 0.0])];
            let standing = Standing {
                leader: None,
                decibans,
            };
            assert_eq!(places_with(UNTESTED, case, Some(&standing)), told, "{on_b}");
        }
    }
}
