//! Forecasts as rows of JSON and CSV.

use abduce_core::case::model::{Asks, Belief, Outcome};
use abduce_core::ledger::{Author, Forecaster, Question, Said, Status};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::output::Stop;

/// A forecast in a list.
#[derive(Debug, Serialize)]
pub(super) struct Row<'q> {
    case: &'q str,
    forecast: &'q str,
    status: Status,
    statement: &'q str,
    kind: &'static str,
    tags: &'q [String],
    opens: Option<Date>,
    by: Option<Date>,
    outcome: Value,
    resolved_on: Option<Date>,
    resolution_note: Option<&'q str>,
    resolution_source: Option<&'q str>,
    forecasters: Vec<ForecasterRow<'q>>,
}

#[derive(Debug, Serialize)]
struct ForecasterRow<'q> {
    author: &'q Author,
    said: Vec<SaidRow<'q>>,
}

#[derive(Debug, Serialize)]
struct SaidRow<'q> {
    date: Option<Date>,
    words: Option<&'q str>,
    stated: Value,
}

impl<'q> Row<'q> {
    pub(super) fn of(question: &'q Question, today: Date) -> Row<'q> {
        Row {
            case: &question.case,
            forecast: &question.id,
            status: question.status(today),
            statement: &question.statement,
            kind: question.asks.name(),
            tags: &question.tags,
            opens: question.opens,
            by: question.by,
            outcome: outcome(question),
            resolved_on: question.resolved_on,
            resolution_note: question.resolution_note.as_deref(),
            resolution_source: question.resolution_source.as_deref(),
            forecasters: question
                .forecasters
                .iter()
                .map(|one| forecaster(question, one))
                .collect(),
        }
    }
}

fn forecaster<'q>(question: &'q Question, one: &'q Forecaster) -> ForecasterRow<'q> {
    let said = |said: &'q Said| SaidRow {
        date: said.date,
        words: said.words.as_deref(),
        stated: stated(question, &said.belief),
    };
    ForecasterRow {
        author: &one.author,
        said: one.said.iter().map(said).collect(),
    }
}

/// A belief: a range of two numbers, or a table as in the case file.
pub(super) fn stated(question: &Question, belief: &Belief) -> Value {
    match (belief, &question.asks) {
        (Belief::YesNo { credence, .. }, _) => json!([credence.low(), credence.high()]),
        (Belief::Options(credences), Asks::Options(options)) => {
            let pairs = options.iter().zip(credences);
            let range = |c: &abduce_core::credence::Credence| json!([c.low(), c.high()]);
            Value::Object(pairs.map(|(o, c)| (o.clone(), range(c))).collect())
        }
        (Belief::Quantiles(quantiles), asks) => {
            let mut table = Map::new();
            for quantile in quantiles {
                // Such as 10 or 2.5, without what floats add to them.
                let percent = (quantile.level * 1e10).round() / 1e8;
                let value = match asks {
                    Asks::Date => json!(date_of(quantile.value)),
                    _ => json!(quantile.value),
                };
                table.insert(format!("{percent}%"), value);
            }
            Value::Object(table)
        }
        _ => Value::Null,
    }
}

/// The date of a count of days from 1970-01-01.
fn date_of(days: f64) -> Option<Date> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "within the calendar, as it was made from a date"
    )]
    let days = days as i64;
    let span = jiff::Span::new().try_days(days).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}

/// What came: true, false, "void", an option, a number or a date.
pub(super) fn outcome(question: &Question) -> Value {
    match (question.outcome, &question.asks) {
        (None, _) => Value::Null,
        (Some(Outcome::YesNo(yes)), _) => json!(yes),
        (Some(Outcome::Void), _) => json!("void"),
        (Some(Outcome::Quantity(number)), _) => json!(number),
        (Some(Outcome::Date(date)), _) => json!(date),
        (Some(Outcome::Option(i)), Asks::Options(options)) => json!(options.get(i)),
        (Some(Outcome::Option(_)), _) => Value::Null,
    }
}

/// Objects as comma-separated values; the keys of `head` as columns.
pub(super) fn csv(head: &[&str], rows: &[Map<String, Value>]) -> Result<String, Stop> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let stop = |error: csv::Error| Stop::because(format!("could not write CSV: {error}"));
    writer.write_record(head).map_err(stop)?;
    for row in rows {
        let cells = head.iter().map(|key| cell(row.get(*key)));
        writer.write_record(cells).map_err(stop)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| Stop::because(format!("could not write CSV: {error}")))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) if items.iter().all(Value::is_string) => {
            let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            texts.join("; ")
        }
        Some(other) => other.to_string(),
    }
}
