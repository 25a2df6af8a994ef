//! `abduce ledger score`: how well forecasts were made.

use std::collections::BTreeMap;

use abduce_core::ledger::by::{By, PhraseRow, groups, phrases};
use abduce_core::ledger::{Judged, Question, Record, Status as Standing, judge, record};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use super::gather::{Gathered, gather};
use super::rows::csv;
use crate::args::ledger::{LedgerForm, List};
use crate::output::{Output, Status, Stop};
use crate::terminal::ledger;

/// All that scoring says.
#[derive(Debug, Serialize)]
pub(crate) struct Scored {
    /// The day it is taken to be.
    pub(crate) as_of: Date,
    /// How many questions are resolved.
    pub(crate) n_resolved: usize,
    /// How many fell away.
    pub(crate) n_void: usize,
    /// How many are not resolved.
    pub(crate) n_open: usize,
    /// All together.
    pub(crate) overall: Record,
    /// For each author.
    pub(crate) by_author: Vec<Group>,
    /// For each tag.
    pub(crate) by_tag: Vec<Group>,
    /// For each horizon.
    pub(crate) by_horizon: Vec<Group>,
    /// What phrases came to mean.
    pub(crate) phrases: Vec<PhraseRow>,
    /// Every scored forecast.
    pub(crate) forecasts: Vec<Judged>,
}

/// The record of a group.
#[derive(Debug, Serialize)]
pub(crate) struct Group {
    /// Its name.
    pub(crate) name: String,
    /// Its record.
    #[serde(flatten)]
    pub(crate) record: Record,
}

const COLUMNS: [&str; 24] = [
    "case",
    "forecast",
    "statement",
    "author",
    "tags",
    "kind",
    "date",
    "by",
    "resolved_on",
    "words",
    "probability",
    "came_true",
    "scheduled",
    "brier",
    "brier_between",
    "logarithmic",
    "spherical",
    "baseline",
    "over_time",
    "coverage",
    "crps",
    "quantile",
    "peer",
    "relative",
];

/// Prints the scores.
pub(super) fn run(args: &List, output: &Output) -> Result<Status, Stop> {
    let gathered = gather(args, output)?;
    let scored = scored(&gathered, args.author.as_deref());
    match args.format {
        LedgerForm::Json => output.print_json(&scored)?,
        LedgerForm::Csv => {
            let rows: Vec<Map<String, Value>> = scored
                .forecasts
                .iter()
                .filter_map(|one| match serde_json::to_value(one) {
                    Ok(Value::Object(row)) => Some(row),
                    _ => None,
                })
                .collect();
            output.print(&csv(&COLUMNS, &rows)?)?;
        }
        LedgerForm::Human => {
            let mut screen = output.screen();
            ledger::scores(&mut screen, &scored);
            output.print(&screen.into_text())?;
        }
    }
    Ok(gathered.status)
}

/// Scores what is resolved; of one author alone where asked for, still beside the others.
pub(super) fn scored(gathered: &Gathered, author: Option<&str>) -> Scored {
    let questions = &gathered.questions;
    let today = gathered.today;
    let count = |wanted: &[Standing]| {
        let status = |question: &&Question| wanted.contains(&question.status(today));
        questions.iter().filter(status).count()
    };
    let mut forecasts: Vec<Judged> = questions
        .iter()
        .flat_map(|question| judge(question, today))
        .collect();
    if let Some(author) = author {
        forecasts.retain(|one| one.author.name() == author);
    }
    let units = units(questions);
    let unit = |one: &Judged| -> String {
        let key = (one.case.as_str(), one.forecast.as_str());
        units.get(&key).cloned().unwrap_or_default()
    };
    let all: Vec<&Judged> = forecasts.iter().collect();
    let grouped = |by: By| -> Vec<Group> {
        let groups = groups(&all, by).into_iter();
        let group = |(name, group): (String, Vec<&Judged>)| Group {
            name,
            record: record(&group, &unit),
        };
        groups.map(group).collect()
    };
    Scored {
        as_of: today,
        n_resolved: count(&[Standing::Resolved]),
        n_void: count(&[Standing::Void]),
        n_open: questions.len() - count(&[Standing::Resolved, Standing::Void]),
        overall: record(&all, &unit),
        by_author: grouped(By::Author),
        by_tag: grouped(By::Tag),
        by_horizon: grouped(By::Horizon),
        phrases: phrases(&all),
        forecasts,
    }
}

/// The unit of each forecast of a quantity; days of dates.
fn units(questions: &[Question]) -> BTreeMap<(&str, &str), String> {
    let unit = |question: &Question| match question.asks.name() {
        "date" => "days".to_owned(),
        _ => question.unit.clone().unwrap_or_default(),
    };
    questions
        .iter()
        .map(|question| {
            (
                (question.case.as_str(), question.id.as_str()),
                unit(question),
            )
        })
        .collect()
}
