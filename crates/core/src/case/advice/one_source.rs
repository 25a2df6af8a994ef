//! Everything from one source.
//!
//! Two reports that both come through one source are as good as that source. Where a
//! single one stands in the chain of every report, all of the evidence falls with it.

use std::collections::BTreeSet;

use super::Look;
use crate::case::codes;
use crate::case::faults::Faults;
use crate::case::fields::quoted;
use crate::case::model::Case;

pub(super) fn check(look: &Look<'_>, faults: &mut Faults) {
    let case = look.case;
    if case.evidence.len() < 2 {
        return;
    }
    let mut shared: Option<BTreeSet<usize>> = None;
    for item in &case.evidence {
        let mut reports = item.source.iter().chain(&item.also).peekable();
        if reports.peek().is_none() {
            return;
        }
        for report in reports {
            let chain = chain(case, report.value);
            shared = Some(match shared {
                None => chain,
                Some(shared) => &shared & &chain,
            });
        }
    }
    // The one that the others are heard through, if several are shared.
    let shared = shared.unwrap_or_default();
    let outermost = shared.iter().copied().find(|&i| {
        let via = case.sources[i].via.as_ref();
        via.is_none_or(|via| !shared.contains(&via.value))
    });
    let Some(source) = outermost.and_then(|i| case.sources.get(i)) else {
        return;
    };
    let message = format!(
        "all {} items of evidence come from, or through, {}",
        case.evidence.len(),
        quoted(&source.item.id)
    );
    let warning = faults
        .warning(codes::ONE_SOURCE, message, source.item.id_span)
        .help("find a source that does not hang on it, and add it with `also` or new evidence");
    faults.push(warning);
}

/// A source and all that it is heard through.
fn chain(case: &Case, source: usize) -> BTreeSet<usize> {
    let mut chain = BTreeSet::new();
    let mut at = Some(source);
    while let Some(i) = at {
        if !chain.insert(i) {
            break;
        }
        at = case.sources[i].via.as_ref().map(|via| via.value);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::super::tests::places;
    use crate::case::codes::ONE_SOURCE;

    #[test]
    fn what_all_evidence_hangs_on_is_told() {
        let case = |one: &str, two: &str| {
            format!(
                "[hypotheses.a]\n[evidence.one]\n{one}\n[evidence.two]\n{two}\n\
                 [sources.paper]\n[sources.aide]\nvia = \"paper\"\n[sources.embassy]\n"
            )
        };
        let (paper, aide) = ("source = \"paper\"", "source = \"aide\"");
        for (one, two, told) in [
            (paper, paper, &["paper"][..]),
            (paper, aide, &["paper"]),
            (aide, aide, &["paper"]),
            (paper, "source = \"embassy\"", &[]),
            (paper, "source = \"paper\"\nalso = [\"embassy\"]", &[]),
            (paper, "", &[]),
        ] {
            assert_eq!(places(ONE_SOURCE, &case(one, two)), told, "{one} {two}");
        }
        let single = "[hypotheses.a]\n[evidence.one]\nsource = \"s\"\n[sources.s]\n";
        assert!(places(ONE_SOURCE, single).is_empty());
    }
}
