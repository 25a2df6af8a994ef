//! What is known of a case by a day.

use abduce_infer::{Finding, Findings};
use jiff::civil::Date;

use super::causes::NONE;
use super::{CaseNetwork, Hypotheses};
use crate::case::model::Case;
use crate::source::Spanned;

/// Whether an item is known as of a day, by its own date or else its source's.
pub fn is_known(
    case: &Case,
    date: Option<&Spanned<Date>>,
    source: Option<&Spanned<usize>>,
    as_of: Option<Date>,
) -> bool {
    let source_date = || source.and_then(|source| case.sources[source.value].date.as_ref());
    match (date.or_else(source_date), as_of) {
        (Some(date), Some(as_of)) => date.value <= as_of,
        _ => true,
    }
}

/// Whether the event happened, as far as the case says.
pub(super) fn event_happened(case: &Case) -> bool {
    case.event
        .happened
        .as_ref()
        .is_none_or(|happened| happened.value)
}

fn state(yes: bool) -> Finding {
    Finding::State(usize::from(yes))
}

/// All that is known as of a day, but for the evidence item `leave_out`.
pub(super) fn findings(
    built: &CaseNetwork,
    as_of: Option<Date>,
    leave_out: Option<usize>,
) -> Findings {
    let case = built.case;
    let mut findings = Findings::new();
    if let Hypotheses::Contributory(causes) = &built.hypotheses {
        let acting = if event_happened(case) {
            Finding::Likelihood([0.0, 1.0, 1.0].into())
        } else {
            Finding::State(NONE)
        };
        findings.set(causes.acting, acting);
    }
    for (i, item) in case.evidence.iter().enumerate() {
        let known = is_known(case, item.date.as_ref(), item.source.as_ref(), as_of);
        if !known || leave_out == Some(i) {
            continue;
        }
        if built.reports[i].is_empty() {
            let observed = item.observed.as_ref().is_none_or(|observed| observed.value);
            findings.set(built.evidence[i], state(observed));
        }
        for &report in &built.reports[i] {
            findings.set(report, state(true));
        }
    }
    for (i, claim) in case.claims.iter().enumerate() {
        let known = is_known(case, claim.date.as_ref(), claim.source.as_ref(), as_of);
        if let (Some(observed), true) = (&claim.observed, known) {
            findings.set(built.claims[i], state(observed.value));
        }
    }
    for (i, forecast) in case.forecasts.iter().enumerate() {
        let resolved = forecast.resolved_on.as_ref().zip(as_of);
        if let (Some(came_true), Some((on, as_of))) = (forecast.came_true(), resolved)
            && on.value <= as_of
        {
            findings.set(built.forecasts[i], state(came_true));
        }
    }
    findings
}
