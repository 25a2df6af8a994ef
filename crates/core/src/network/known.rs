//! What is known of a case by a day.

use abduce_infer::{Finding, Findings};
use jiff::civil::Date;

use super::causes::NONE;
use super::{CaseNetwork, Hypotheses};
use crate::case::model::{Case, Forecast, Proposition};
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

/// All that is known as of a day, with the day that it became known; none for what is not dated.
/// In the order of the case: evidence, claims, forecasts.
pub fn known_on(case: &Case, as_of: Option<Date>) -> Vec<(Proposition, Option<Date>)> {
    let day = |date: Option<&Spanned<Date>>, source: Option<&Spanned<usize>>| {
        let source_date = || source.and_then(|source| case.sources[source.value].date.as_ref());
        date.or_else(source_date).map(|date| date.value)
    };
    let mut known = Vec::new();
    for (i, item) in case.evidence.iter().enumerate() {
        let (date, source) = (item.date.as_ref(), item.source.as_ref());
        if is_known(case, date, source, as_of) {
            known.push((Proposition::Evidence(i), day(date, source)));
        }
    }
    for (i, claim) in case.claims.iter().enumerate() {
        let (date, source) = (claim.date.as_ref(), claim.source.as_ref());
        if claim.observed.is_some() && is_known(case, date, source, as_of) {
            known.push((Proposition::Claim(i), day(date, source)));
        }
    }
    for (i, forecast) in case.forecasts.iter().enumerate() {
        if let Some(on) = resolved_on(forecast, as_of) {
            known.push((Proposition::Forecast(i), Some(on)));
        }
    }
    known
}

/// The day that a forecast's outcome became known, when that is by `as_of`.
fn resolved_on(forecast: &Forecast, as_of: Option<Date>) -> Option<Date> {
    let on = forecast.resolved_on.as_ref()?.value;
    (forecast.came_true().is_some() && on <= as_of?).then_some(on)
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
