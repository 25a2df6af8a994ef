//! Priors of rivals that had to be scaled, and by how much.
//!
//! Exactly one rival is true, so their priors and that of `other` share out one whole.
//! Where they do not sum to one each is scaled, and counts for other than what is written.

use super::Look;
use crate::case::codes;
use crate::case::faults::Faults;
use crate::case::model::Frame;
use crate::credence::{Credence, Scale};

/// Sums this near to one are taken for rounding.
const TOLERANCE: f64 = 0.01;

/// How many scaled priors are listed.
const MAX_LISTED: usize = 12;

pub(super) fn check(look: &Look<'_>, faults: &mut Faults) {
    let case = look.case;
    let first = case.hypotheses.iter().find_map(|x| x.prior.as_ref());
    let (Frame::Rival, Some(first)) = (case.frame, first) else {
        return;
    };
    #[allow(clippy::cast_precision_loss)]
    let even = 1.0 / case.hypotheses.len() as f64;
    let mut rows: Vec<(&str, f64)> = case
        .hypotheses
        .iter()
        .map(|x| {
            let prior = x.prior.as_ref();
            let weight = prior.map_or(even, |prior| prior.value.held().get());
            (x.item.id.as_str(), weight)
        })
        .collect();
    let other = case.other.prior.as_ref();
    let unlisted = Credence::parse("unlikely", Scale::default());
    let unlisted = Credence::parse("unlikely", case.scale).or(unlisted);
    let other_weight = match (other, unlisted) {
        (Some(prior), _) => prior.value.held().get(),
        (None, Ok(prior)) => prior.held().get(),
        (None, Err(_)) => return,
    };
    rows.push(("other", other_weight));
    let sum: f64 = rows.iter().map(|(_, weight)| weight).sum();
    if (sum - 1.0).abs() <= TOLERANCE || sum <= 0.0 {
        return;
    }
    let listed: Vec<String> = rows
        .iter()
        .take(MAX_LISTED)
        .map(|(id, weight)| format!("{id} {weight:.3} to {:.3}", weight / sum))
        .collect();
    let more = if rows.len() > MAX_LISTED { ", …" } else { "" };
    let with = if other.is_some() {
        ""
    } else {
        " (\"unlikely\", as it is not written)"
    };
    let message =
        format!("the priors and that of `other`{with} sum to {sum:.3}, so each is divided by that");
    let warning = faults
        .warning(codes::PRIORS_SCALED, message, first.span)
        .expected("priors that sum to 1 with that of `other`")
        .found(format!("{sum:.3}"))
        .help(format!("as weighed: {}{more}", listed.join(", ")));
    faults.push(warning);
}

#[cfg(test)]
mod tests {
    use super::super::tests::places;
    use crate::case::codes::PRIORS_SCALED;

    #[test]
    fn priors_that_do_not_sum_to_one_are_told() {
        let rival = "frame = \"rival\"\n";
        for (case, told) in [
            (
                "[hypotheses.a]\nprior = 0.5\n[hypotheses.b]\nprior = 0.8\n",
                Some("0.5"),
            ),
            ("[hypotheses.a]\n[hypotheses.b]\nprior = 0.5\n", Some("0.5")),
            (
                "[hypotheses.a]\nprior = 0.5\n[hypotheses.b]\nprior = 0.4\n[other]\nprior = 0.1\n",
                None,
            ),
            ("[hypotheses.a]\n[hypotheses.b]\n", None),
        ] {
            let places = places(PRIORS_SCALED, &format!("{rival}{case}"));
            assert_eq!(places.first().map(String::as_str), told, "{case}");
        }
        let causes = "[hypotheses.a]\nprior = 0.5\n[hypotheses.b]\nprior = 0.8\n";
        assert!(places(PRIORS_SCALED, causes).is_empty());
    }
}
