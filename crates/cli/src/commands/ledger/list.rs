//! `abduce ledger` and `abduce ledger due`: what there is, and where it stands.

use abduce_core::ledger::{Question, Status as Standing};
use serde_json::{Map, Value, json};

use super::gather::gather;
use super::rows::{Row, csv, outcome, stated};
use crate::args::ledger::{LedgerForm, List};
use crate::output::{Output, Status, Stop};
use crate::terminal::ledger;

/// The columns of the list as CSV, one row for each belief.
pub(super) const COLUMNS: [&str; 19] = [
    "case",
    "forecast",
    "status",
    "statement",
    "kind",
    "tags",
    "opens",
    "by",
    "author",
    "date",
    "probability",
    "low",
    "high",
    "words",
    "stated",
    "outcome",
    "resolved_on",
    "resolution_note",
    "resolution_source",
];

/// Prints the list.
pub(super) fn run(args: &List, due: bool, output: &Output) -> Result<Status, Stop> {
    let mut gathered = gather(args, output)?;
    let today = gathered.today;
    if due {
        let status = |question: &Question| question.status(today);
        gathered
            .questions
            .retain(|question| status(question) <= Standing::Due);
    }
    // By status, then by day; the sort is stable, so files keep their order.
    gathered
        .questions
        .sort_by_key(|question| (question.status(today), question.by));
    match args.format {
        LedgerForm::Json => {
            let rows = gathered.questions.iter();
            let rows: Vec<Row<'_>> = rows.map(|question| Row::of(question, today)).collect();
            output.print_json(&json!({ "as_of": today, "forecasts": rows }))?;
        }
        LedgerForm::Csv => {
            let rows: Vec<Map<String, Value>> = gathered
                .questions
                .iter()
                .flat_map(|question| beliefs(question, question.status(today)))
                .collect();
            output.print(&csv(&COLUMNS, &rows)?)?;
        }
        LedgerForm::Human => {
            let mut screen = output.screen();
            ledger::list(&mut screen, &gathered.questions, today);
            output.print(&screen.into_text())?;
        }
    }
    Ok(gathered.status)
}

/// One row for each belief of each who forecast it; one without a belief where nobody did.
fn beliefs(question: &Question, status: Standing) -> Vec<Map<String, Value>> {
    let mut whole = Map::new();
    for (key, value) in [
        ("case", json!(question.case)),
        ("forecast", json!(question.id)),
        ("status", json!(status)),
        ("statement", json!(question.statement)),
        ("kind", json!(question.asks.name())),
        ("tags", json!(question.tags)),
        ("opens", json!(question.opens)),
        ("by", json!(question.by)),
        ("outcome", outcome(question)),
        ("resolved_on", json!(question.resolved_on)),
        ("resolution_note", json!(question.resolution_note)),
        ("resolution_source", json!(question.resolution_source)),
    ] {
        whole.insert(key.to_owned(), value);
    }
    let mut rows = Vec::new();
    for one in &question.forecasters {
        for said in &one.said {
            let mut row = whole.clone();
            row.insert("author".to_owned(), json!(one.author.name()));
            row.insert("date".to_owned(), json!(said.date));
            row.insert("words".to_owned(), json!(said.words));
            if let Some(credence) = said.belief.credence() {
                let (low, high) = (credence.low(), credence.high());
                row.insert("probability".to_owned(), json!(f64::midpoint(low, high)));
                row.insert("low".to_owned(), json!(low));
                row.insert("high".to_owned(), json!(high));
            } else {
                let stated = stated(question, &said.belief).to_string();
                row.insert("stated".to_owned(), json!(stated));
            }
            rows.push(row);
        }
    }
    if rows.is_empty() {
        rows.push(whole);
    }
    rows
}
