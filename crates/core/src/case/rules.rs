//! What must hold between the keys of one item, and between items.

use jiff::civil::Date;

use super::codes;
use super::faults::Faults;
use super::fields::{Fields, Reader, quoted};
use super::keys::Table;
use super::loops::{self, Link};
use super::model::{Asks, Case, Evidence, Forecast, Frame};
use crate::source::{Span, Spanned};

impl Reader<'_> {
    /// Checks keys of one item that only say something together.
    pub(super) fn check_item(&mut self, table: &Table, _span: Span, fields: &Fields) {
        match table.name {
            "forecasts" => {
                self.check_outcome(fields);
                self.check_forecast(fields);
            }
            "hypotheses" if self.frame == Some(Frame::Contributory) => self.check_prior(fields),
            "sources" => self.check_hash(fields),
            _ => {}
        }
    }

    fn check_outcome(&mut self, fields: &Fields) {
        match (fields.place("outcome"), fields.place("resolved_on")) {
            (Some(outcome), None) => {
                let fault = self
                    .faults
                    .error(
                        codes::OUTCOME_UNDATED,
                        "an outcome without the day it became known",
                        outcome,
                    )
                    .expected("`resolved_on` beside `outcome`")
                    .help("add the day: resolved_on = 2015-06-30")
                    .numbers_stand();
                self.faults.push(fault);
            }
            (None, Some(resolved)) => self.no_effect(
                "`resolved_on` without an outcome",
                resolved,
                "add what came of it: outcome = true or outcome = false",
            ),
            _ => {}
        }
    }

    /// Keys of a forecast that count for nothing beside what it has.
    fn check_forecast(&mut self, fields: &Fields) {
        if let (Some(by), Some(_)) = (fields.place("by"), fields.place("resolves_by")) {
            let message = "`by` beside `resolves_by`: only `resolves_by` counts";
            self.no_effect(message, by, "keep one of the two");
        }
        let resolved = fields.has("outcome");
        for key in ["resolution_note", "resolution_source"] {
            if let (Some(place), false) = (fields.place(key), resolved) {
                let message = format!("`{key}` without an outcome");
                self.no_effect(&message, place, "add what came of it: outcome = true");
            }
        }
        if self.asks == Asks::YesNo {
            return;
        }
        for key in ["given", "otherwise"] {
            if let Some(place) = fields.place(key) {
                let message = format!("`{key}` on a forecast that is not of yes or no");
                let help = "only what is true or false can follow from hypotheses: leave it out";
                self.no_effect(&message, place, help);
            }
        }
    }

    fn check_prior(&mut self, fields: &Fields) {
        if let (Some(prior), Some(_)) = (fields.place("prior"), fields.place("otherwise")) {
            self.no_effect(
                "`prior` beside `otherwise`: only `otherwise` counts",
                prior,
                "keep one of the two",
            );
        }
    }

    fn check_hash(&mut self, fields: &Fields) {
        if let (Some(hash), None) = (fields.place("sha256"), fields.place("file")) {
            self.no_effect(
                "`sha256` without `file`",
                hash,
                "add the file that it is the hash of",
            );
        }
    }

    fn no_effect(&mut self, message: &str, span: Span, help: &str) {
        let warning = self
            .faults
            .warning(codes::NO_EFFECT, message, span)
            .help(help);
        self.faults.push(warning);
    }
}

/// Checks what must hold between items of the whole case.
pub(super) fn check(case: &Case, links: &[Link], faults: &mut Faults) {
    loops::check(case, links, faults);
    for forecast in &case.forecasts {
        let date = forecast.date.as_ref();
        before(
            faults,
            ("date", date),
            ("resolves_by", forecast.resolves_by.as_ref()),
        );
        before(
            faults,
            ("date", date),
            ("resolved_on", forecast.resolved_on.as_ref()),
        );
    }
    for forecast in &case.forecasts {
        check_days(forecast, faults);
    }
    for item in &case.evidence {
        check_twice(case, item, faults);
    }
    for source in &case.sources {
        check_via_dates(case, source, faults);
    }
}

/// The days of a forecast beside those of its opening and its revisions.
fn check_days(forecast: &Forecast, faults: &mut Faults) {
    let opens = ("opens", forecast.opens.as_ref());
    before(faults, opens, ("date", forecast.date.as_ref()));
    let by = ("resolves_by", forecast.resolves_by.as_ref());
    if forecast.date.is_none() {
        before(faults, opens, by);
    }
    for revision in &forecast.revisions {
        let made = ("date", Some(&revision.date));
        if revision.source.is_none() {
            before(faults, ("date", forecast.date.as_ref()), made);
        }
        before(faults, made, ("resolved_on", forecast.resolved_on.as_ref()));
    }
}

fn before(
    faults: &mut Faults,
    (early, a): (&str, Option<&Spanned<Date>>),
    (late, b): (&str, Option<&Spanned<Date>>),
) {
    let (Some(a), Some(b)) = (a, b) else {
        return;
    };
    if b.value >= a.value {
        return;
    }
    let message = format!("`{late}` is before `{early}`");
    let fault = faults
        .error(codes::DATE_ORDER, message, b.span)
        .at(faults.file, a.span, format!("`{early}`"))
        .expected(format!("{} or later", a.value))
        .found(b.value.to_string())
        .help("correct one of the two dates")
        .numbers_stand();
    faults.push(fault);
}

/// A source that reports one item more than once.
fn check_twice(case: &Case, item: &Evidence, faults: &mut Faults) {
    let mut seen: std::collections::BTreeMap<usize, Span> = Default::default();
    for source in item.source.iter().chain(&item.also) {
        let Some(first) = seen.insert(source.value, source.span) else {
            continue;
        };
        let name = quoted(&case.sources[source.value].item.id);
        let fault = faults
            .error(
                codes::SOURCE_TWICE,
                format!("{name} is counted twice for {}", quoted(&item.item.id)),
                source.span,
            )
            .at(faults.file, first, "counted here already")
            .expected("each source once")
            .help("take it out of `also`")
            .numbers_stand();
        faults.push(fault);
    }
}

fn check_via_dates(case: &Case, source: &super::model::Source, faults: &mut Faults) {
    let via = source.via.as_ref().map(|via| &case.sources[via.value]);
    let outer = via.and_then(|via| via.date.as_ref());
    if let (Some(inner), Some(outer)) = (source.date.as_ref(), outer) {
        let message = "this source passes on what another says only later";
        later(faults, outer, inner, message);
    }
}

fn later(faults: &mut Faults, known: &Spanned<Date>, said: &Spanned<Date>, message: &str) {
    if known.value >= said.value {
        return;
    }
    let warning = faults
        .warning(codes::SOURCE_LATER, message, known.span)
        .at(faults.file, said.span, "the source's date")
        .expected(format!("{} or later", said.value))
        .found(known.value.to_string())
        .help("`date` is the day something is known from, not the day it happened");
    faults.push(warning);
}
