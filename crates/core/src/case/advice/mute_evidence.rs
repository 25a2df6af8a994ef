//! Evidence that does not discriminate.
//!
//! What is as probable whichever hypothesis is true decides nothing, however true it is
//! (Heuer, Psychology of Intelligence Analysis, 1999, chapter 8).

use super::{Look, PERCEPTIBLE_DB};
use crate::case::codes;
use crate::case::faults::Faults;
use crate::case::fields::quoted;
use crate::case::model::{Case, Evidence, Given, Proposition};
use crate::credence::Credence;

pub(super) fn check(look: &Look<'_>, faults: &mut Faults) {
    let case = look.case;
    for (i, item) in case.evidence.iter().enumerate() {
        let standing = look.standing.map(|standing| standing.decibans.get(i));
        let mute = match standing {
            // Not known yet, so it says nothing for now; that is no fault of its own.
            Some(None | Some(None)) => false,
            Some(Some(Some(weights))) => spread(weights) < PERCEPTIBLE_DB,
            None => says_nothing(case, i, item),
        };
        if !mute {
            continue;
        }
        let id = &item.item.id;
        let message = format!("{} does not tell the hypotheses apart", quoted(id));
        let warning = faults
            .warning(codes::NOT_DIAGNOSTIC, message, item.item.id_span)
            .help("leave it out, or say under which hypothesis it is more or less probable");
        faults.push(warning);
    }
}

/// The largest difference between the weights on any two hypotheses.
fn spread(weights: &[f64]) -> f64 {
    let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let least = weights.iter().copied().fold(f64::INFINITY, f64::min);
    most - least
}

/// Without weights: whether it is as probable in any case, and nothing depends on it.
fn says_nothing(case: &Case, index: usize, item: &Evidence) -> bool {
    let grounds = &item.grounds;
    let even = Credence::parse("even", case.scale).ok();
    let otherwise = grounds.otherwise.as_ref().map(|c| c.value).or(even);
    let same = |given: &Given| Some(given.credence.value) == otherwise;
    grounds.given.iter().all(same) && !is_named(case, Proposition::Evidence(index))
}

fn is_named(case: &Case, proposition: Proposition) -> bool {
    let hypotheses = case.hypotheses.iter().map(|x| &x.grounds);
    let claims = case.claims.iter().map(|x| &x.grounds);
    let evidence = case.evidence.iter().map(|x| &x.grounds);
    hypotheses
        .chain(claims)
        .chain(evidence)
        .flat_map(|grounds| &grounds.given)
        .any(|given| given.proposition == proposition)
}

#[cfg(test)]
mod tests {
    use super::super::Standing;
    use super::super::tests::{places, places_with};
    use crate::case::codes::NOT_DIAGNOSTIC;

    #[test]
    fn what_is_as_probable_in_any_case_is_told() {
        for (item, told) in [
            ("given = { a = \"likely\" }\notherwise = \"likely\"\n", true),
            ("given = { a = \"even\" }\n", true),
            ("", true),
            (
                "given = { a = \"likely\" }\notherwise = \"unlikely\"\n",
                false,
            ),
            ("[claims.c]\ngiven = { e = 0.9 }\n", false),
        ] {
            let case = format!("[hypotheses.a]\n[evidence.e]\n{item}");
            assert_eq!(!places(NOT_DIAGNOSTIC, &case).is_empty(), told, "{item}");
        }
    }

    #[test]
    fn weights_decide_where_there_are_some() {
        let case = "[hypotheses.a]\n[evidence.e]\ngiven = { a = 0.9 }\notherwise = 0.1\n";
        for (weights, told) in [
            (Some(vec![0.4, -0.4]), true),
            (Some(vec![6.0, -0.4]), false),
            (None, false),
        ] {
            let standing = Standing {
                leader: Some(0),
                decibans: vec![weights],
            };
            let places = places_with(NOT_DIAGNOSTIC, case, Some(&standing));
            assert_eq!(!places.is_empty(), told);
        }
    }
}
