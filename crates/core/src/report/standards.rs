//! The nine standards of US Intelligence Community Directive 203 for analytic products, each
//! asked of what can be checked in a case.

use super::assessment::{Block, Section};
use crate::case::model::Case;
use crate::plot::Table;
use crate::weigh::{Analysis, Model};

/// One standard: whether it is met, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// What it asks for.
    pub name: &'static str,
    /// Whether what can be checked here meets it.
    pub is_met: bool,
    /// What was checked.
    pub found: String,
}

/// The checklist.
pub fn section(model: &Model, analysis: &Analysis) -> Section {
    let rows = standards(model, analysis).into_iter().map(|s| {
        let met = if s.is_met { "met" } else { "not met" };
        vec![s.name.to_owned(), met.to_owned(), s.found]
    });
    let table = Table {
        caption: "The nine standards of ICD 203".to_owned(),
        head: ["", "", "what was checked"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    };
    Section {
        id: "standards",
        title: "Analytic standards",
        blocks: vec![Block::Table(table)],
    }
}

/// The nine, in the directive's order.
pub fn standards(model: &Model, analysis: &Analysis) -> Vec<Standard> {
    let case = model.case();
    let standard = |name, is_met, found| Standard {
        name,
        is_met,
        found,
    };
    vec![
        standard("Describes the quality and credibility of sources", share(graded(case)) >= 1.0, counted(graded(case), "sources have a grade")),
        standard("Expresses and explains uncertainties", share(ranged(model)) >= 0.5, counted(ranged(model), "written judgements are ranges or words with a range")),
        standard("Distinguishes information from assumptions and judgements", share(attributed(case)) >= 1.0, counted(attributed(case), "items of evidence name who reports them or quote it; assumptions stand apart as claims")),
        standard("Incorporates analysis of alternatives", case.hypotheses.len() >= 2, format!("{} explanations and “something not listed” are weighed", case.hypotheses.len())),
        standard("Demonstrates relevance and addresses implications", case.question.is_some() && !case.forecasts.is_empty(), format!("the question {}; {} forecasts follow from the case", if case.question.is_some() { "is asked" } else { "is missing" }, case.forecasts.len())),
        standard("Uses clear and logical argumentation", diagnostic(analysis).0 == diagnostic(analysis).1, counted(diagnostic(analysis), "known items of evidence tell the explanations apart (at least 0.5 decibans)")),
        standard("Explains change to or consistency of judgements", analysis.timeline.iter().filter(|s| s.date.is_some()).count() >= 2, format!("belief is shown over {} dated steps", analysis.timeline.iter().filter(|s| s.date.is_some()).count())),
        standard("Makes accurate judgements and assessments", share(decidable(case)) >= 1.0 && !case.forecasts.is_empty(), counted(decidable(case), "forecasts have a day by which they are decided, so that they can be scored")),
        standard("Incorporates effective visual information", true, "explanations, weights, what would turn it and what hangs on what are drawn, each with a table".to_owned()),
    ]
}

/// So many of so many.
type Count = (usize, usize);

fn share((some, all): Count) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "no case has 2^52 items")]
    let share = some as f64 / all.max(1) as f64;
    share
}

fn counted((some, all): Count, what: &str) -> String {
    format!("{some} of {all} {what}")
}

fn graded(case: &Case) -> Count {
    let graded = case.sources.iter().filter(|source| source.grade.is_some());
    (graded.count(), case.sources.len())
}

fn ranged(model: &Model) -> Count {
    let written = || {
        model
            .numbers()
            .iter()
            .filter(|number| number.span.is_some())
    };
    (
        written()
            .filter(|number| number.credence.is_range())
            .count(),
        written().count(),
    )
}

fn attributed(case: &Case) -> Count {
    let has_origin = case
        .evidence
        .iter()
        .filter(|item| item.source.is_some() || !item.item.quotes.is_empty());
    (has_origin.count(), case.evidence.len())
}

fn diagnostic(analysis: &Analysis) -> Count {
    let known = || {
        analysis
            .weighing
            .evidence
            .iter()
            .filter_map(|row| row.weight.as_ref())
    };
    (
        known()
            .filter(|weight| weight.diagnosticity() >= 0.5)
            .count(),
        known().count(),
    )
}

fn decidable(case: &Case) -> Count {
    let dated = case
        .forecasts
        .iter()
        .filter(|forecast| forecast.resolves_by.is_some());
    (dated.count(), case.forecasts.len())
}
