//! Forecasts without a date, or with words that cannot be resolved.
//!
//! A forecast that is never due is never wrong, and one that turns on "significantly" is
//! right to whoever likes it (Tetlock & Gardner, Superforecasting, 2015, chapter 3).

use super::{Look, words};
use crate::case::codes;
use crate::case::faults::Faults;
use crate::case::fields::quoted;

/// Words that two fair readers may take differently, unless a number stands by them.
const VAGUE: &[&str] = &[
    "significant",
    "significantly",
    "substantial",
    "substantially",
    "considerable",
    "considerably",
    "major",
    "serious",
    "seriously",
    "meaningful",
    "meaningfully",
    "improve",
    "improves",
    "improved",
    "improvement",
    "worsen",
    "worsens",
    "worsened",
    "deteriorate",
    "deteriorates",
    "deterioration",
    "better",
    "worse",
    "closer",
    "warmer",
    "cooler",
    "stronger",
    "weaker",
    "grow closer",
    "increasingly",
    "gradually",
    "soon",
    "eventually",
    "sooner or later",
    "in the long run",
    "one day",
    "in due course",
    "to some extent",
    "more or less",
    "somewhat",
    "remain stable",
    "stable",
    "normal",
    "normalise",
    "normalize",
    "successful",
    "successfully",
    "fail to deliver",
];

pub(super) fn check_dates(look: &Look<'_>, faults: &mut Faults) {
    for forecast in &look.case.forecasts {
        if forecast.resolves_by.is_some() || forecast.resolved_on.is_some() {
            continue;
        }
        let item = &forecast.item;
        let message = format!(
            "the forecast {} has no date to be decided by",
            quoted(&item.id)
        );
        let warning = faults
            .warning(codes::FORECAST_UNDATED, message, item.id_span)
            .expected("`resolves_by`")
            .help("add the day by which it is to be decided: resolves_by = 2015-12-31");
        faults.push(warning);
    }
}

pub(super) fn check_words(look: &Look<'_>, faults: &mut Faults) {
    for forecast in &look.case.forecasts {
        let Some(statement) = &forecast.item.statement else {
            continue;
        };
        if forecast.criteria.is_some() || statement.value.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let Some((word, at)) = words::find(&statement.value, VAGUE) else {
            continue;
        };
        let written = &statement.value[at];
        let message = format!("two readers could disagree on whether it came true: \"{word}\"");
        let span = look.word(statement.span, written);
        let warning = faults
            .warning(codes::FORECAST_VAGUE, message, span)
            .help("say what would be seen: who does what, how much, by when");
        faults.push(warning);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::places;
    use crate::case::codes::{FORECAST_UNDATED, FORECAST_VAGUE};

    #[test]
    fn forecasts_that_are_never_due_are_told() {
        for (keys, told) in [
            ("", &["f"][..]),
            ("resolves_by = 2020-01-01\n", &[]),
            ("outcome = true\nresolved_on = 2020-01-01\n", &[]),
        ] {
            let case = format!("[hypotheses.a]\n[forecasts.f]\n{keys}");
            assert_eq!(places(FORECAST_UNDATED, &case), told);
        }
    }

    #[test]
    fn words_that_cannot_be_resolved_are_told() {
        for (statement, told) in [
            ("Trade will improve next year", &["improve"][..]),
            ("Relations grow Significantly warmer", &["Significantly"]),
            ("Trade will improve by 10% in a year", &[]),
            ("The two leaders meet in Sochi", &[]),
            ("The majority party wins", &[]),
        ] {
            let case = format!("[hypotheses.a]\n[forecasts.f]\nstatement = \"{statement}\"\n");
            assert_eq!(places(FORECAST_VAGUE, &case), told, "{statement}");
        }
    }
}
