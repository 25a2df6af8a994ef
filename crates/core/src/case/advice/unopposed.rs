//! No evidence against the leader.
//!
//! A hypothesis gains most from surviving what could have sunk it. Where nothing known
//! lowers the leader, either nobody looked or it cannot be shown wrong.

use super::{Look, PERCEPTIBLE_DB};
use crate::case::codes;
use crate::case::faults::Faults;
use crate::case::fields::quoted;

pub(super) fn check(look: &Look<'_>, faults: &mut Faults) {
    let Some(standing) = look.standing else {
        return;
    };
    let known: Vec<&Vec<f64>> = standing.decibans.iter().flatten().collect();
    let Some(leader) = standing.leader else {
        return;
    };
    let weights = known.iter().filter_map(|weights| weights.get(leader));
    let least = weights.copied().fold(f64::INFINITY, f64::min);
    let Some(hypothesis) = look.case.hypotheses.get(leader) else {
        return;
    };
    if known.is_empty() || least <= -PERCEPTIBLE_DB {
        return;
    }
    let item = &hypothesis.item;
    let message = format!(
        "no evidence speaks against {}, which leads",
        quoted(&item.id)
    );
    let warning = faults
        .warning(codes::LEADER_UNOPPOSED, message, item.id_span)
        .help(
            "ask what would be seen if it were false, look for that, and write down what you find",
        );
    faults.push(warning);
}

#[cfg(test)]
mod tests {
    use super::super::Standing;
    use super::super::tests::places_with;
    use crate::case::codes::LEADER_UNOPPOSED;

    const CASE: &str = "[hypotheses.storm]\n[hypotheses.cut]\n[evidence.mast]\n\
        given = { storm = 0.9 }\n[evidence.prints]\ngiven = { cut = 0.9 }\n";

    #[test]
    fn a_leader_that_nothing_lowers_is_told() {
        for (leader, mast, prints, told) in [
            (Some(0), Some(8.0), Some(-0.2), Some("storm")),
            (Some(0), Some(8.0), Some(-2.0), None),
            (Some(0), Some(8.0), None, Some("storm")),
            (Some(0), None, None, None),
            (None, Some(8.0), None, None),
        ] {
            let decibans = [mast, prints];
            let decibans = decibans.map(|weight| weight.map(|db| vec![db, 0.0, 0.0]));
            let decibans = decibans.to_vec();
            let standing = Standing { leader, decibans };
            let places = places_with(LEADER_UNOPPOSED, CASE, Some(&standing));
            assert_eq!(places.first().map(String::as_str), told);
        }
        assert!(places_with(LEADER_UNOPPOSED, CASE, None).is_empty());
    }
}
