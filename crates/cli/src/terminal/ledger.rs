//! The ledger as a person sees it: forecasts by where they stand, and how they scored.

use abduce_core::case::model::{Asks, Belief, Outcome};
use abduce_core::credence::Credence;
use abduce_core::ledger::by::PhraseRow;
use abduce_core::ledger::record::BinRow;
use abduce_core::ledger::score::murphy::Decomposition;
use abduce_core::ledger::{Forecaster, Question, Record, Said, Status};
use jiff::civil::Date;

use super::bar::bar;
use super::lines::{columns, cut, pad, pad_left};
use super::numbers::percent;
use super::{Screen, Tone};
use crate::commands::ledger::{Group, Scored};

const DATE: usize = 12;
const NAME: usize = 30;

/// What the columns of a record are.
const COLUMNS: &str = "Brier: mean loss, 0 is best, 0.25 is always saying 50%; range: with the best and the \
                 worst number of each range of words; log: mean loss in nats; skill: what part of the \
                 loss of always saying 50%, and of always saying the base rate, was saved; peer: above \
                 0 is better than others on the same questions.";

/// Draws a list of forecasts, sorted by status.
pub(crate) fn list(screen: &mut Screen, questions: &[Question], today: Date) {
    let counts: Vec<String> = Status::ALL
        .iter()
        .map(|status| (status, n_with(questions, *status, today)))
        .filter(|(_, n)| *n > 0)
        .map(|(status, n)| format!("{n} {}", status.name()))
        .collect();
    let counts = if counts.is_empty() {
        "nothing is due".to_owned()
    } else {
        counts.join(", ")
    };
    screen.paragraph(Tone::Faint, "", 0, &format!("as of {today}: {counts}"));
    for status in Status::ALL {
        let n = n_with(questions, status, today);
        if n > 0 {
            let name = status.name();
            let (first, rest) = name.split_at(1);
            screen.heading(&format!("{}{rest}", first.to_uppercase()));
        }
        for question in questions.iter().filter(|q| q.status(today) == status) {
            one(screen, question, status);
        }
    }
}

fn n_with(questions: &[Question], status: Status, today: Date) -> usize {
    let is = |question: &&Question| question.status(today) == status;
    questions.iter().filter(is).count()
}

fn one(screen: &mut Screen, question: &Question, status: Status) {
    let day = match status {
        Status::Resolved | Status::Void => question.resolved_on,
        _ => question.by,
    };
    let day = day.map_or_else(|| "no day".to_owned(), |day| day.to_string());
    let tone = if status == Status::Overdue {
        Tone::Against
    } else {
        Tone::Plain
    };
    screen.paragraph(tone, &pad(&day, DATE), DATE, &question.statement);
    let indent = " ".repeat(DATE);
    let place = format!("{}: {}", question.case, question.id);
    screen.paragraph(Tone::Faint, &indent, DATE, &place);
    if let Some(outcome) = question.outcome.filter(|_| status == Status::Resolved) {
        let came = format!("came: {}", outcome_text(question, outcome));
        screen.paragraph(Tone::Plain, &indent, DATE, &came);
    }
    for forecaster in &question.forecasters {
        if let Some(last) = forecaster.said.last() {
            let text = said(question, forecaster, last);
            screen.paragraph(Tone::Plain, &indent, DATE, &text);
        }
    }
}

fn outcome_text(question: &Question, outcome: Outcome) -> String {
    match (outcome, &question.asks) {
        (Outcome::YesNo(true), _) => "yes".to_owned(),
        (Outcome::YesNo(false), _) => "no".to_owned(),
        (Outcome::Option(i), Asks::Options(options)) => options.get(i).cloned().unwrap_or_default(),
        (Outcome::Quantity(number), _) => {
            let unit = question.unit.as_deref().unwrap_or_default();
            format!("{number} {unit}").trim_end().to_owned()
        }
        (Outcome::Date(date), _) => date.to_string(),
        (Outcome::Option(_) | Outcome::Void, _) => "void".to_owned(),
    }
}

/// What somebody said last: "The local paper: likely (55–80%), since 2025-05-01".
fn said(question: &Question, forecaster: &Forecaster, last: &Said) -> String {
    let belief = match (&last.belief, &question.asks) {
        (Belief::YesNo { credence, .. }, _) => with_words(*credence, last.words.as_deref()),
        (Belief::Options(credences), Asks::Options(options)) => {
            let pairs = options.iter().zip(credences);
            let pairs = pairs.map(|(option, c)| format!("{option} {}", range(*c)));
            pairs.collect::<Vec<_>>().join(", ")
        }
        (Belief::Quantiles(quantiles), _) => format!("{} quantiles", quantiles.len()),
        _ => String::new(),
    };
    let n = forecaster.said.len();
    let revised = match n {
        0 | 1 => String::new(),
        2 => ", revised once".to_owned(),
        n => format!(", revised {} times", n - 1),
    };
    let since = last
        .date
        .map_or_else(String::new, |date| format!(", {date}"));
    format!("{}: {belief}{since}{revised}", forecaster.author.name())
}

fn with_words(credence: Credence, words: Option<&str>) -> String {
    match words {
        Some(words) => format!("{words} ({})", range(credence)),
        None => range(credence),
    }
}

fn range(credence: Credence) -> String {
    let (low, high) = (credence.low(), credence.high());
    if high - low < 1e-9 {
        percent(low)
    } else {
        format!("{:.0}–{:.0}%", 100.0 * low, 100.0 * high)
    }
}

/// Draws scores.
pub(crate) fn scores(screen: &mut Screen, scored: &Scored) {
    let about = format!(
        "as of {}: {} resolved, {} void, {} not resolved; {} forecasts scored",
        scored.as_of, scored.n_resolved, scored.n_void, scored.n_open, scored.overall.n
    );
    screen.paragraph(Tone::Faint, "", 0, &about);
    table(screen, "Record", &[("all", &scored.overall)]);
    for (title, groups) in [
        ("By author", &scored.by_author),
        ("By tag", &scored.by_tag),
        ("By horizon", &scored.by_horizon),
    ] {
        let rows = groups
            .iter()
            .map(|Group { name, record }| (name.as_str(), record));
        table(screen, title, &rows.collect::<Vec<_>>());
    }
    screen.blank();
    screen.paragraph(Tone::Faint, "", 0, COLUMNS);
    if let Some(yes_no) = &scored.overall.yes_no {
        calibration(screen, &yes_no.calibration, yes_no.n - yes_no.n_scheduled);
        if let Some(parts) = &yes_no.decomposition {
            decomposition(screen, parts);
        }
    }
    phrase_rows(screen, &scored.phrases);
}

fn table(screen: &mut Screen, title: &str, rows: &[(&str, &Record)]) {
    if rows.is_empty() {
        return;
    }
    screen.heading(title);
    let width = rows.iter().map(|(name, _)| columns(name)).max();
    let width = width.unwrap_or(0).clamp(6, NAME);
    let head = ["n", "Brier", "range", "log", "skill", "base", "peer"];
    let widths = [4, 7, 12, 7, 7, 7, 7];
    let cells = |cells: &[String; 7]| -> String {
        let padded = cells.iter().zip(widths);
        padded.map(|(cell, width)| pad_left(cell, width)).collect()
    };
    let head = cells(&head.map(str::to_owned));
    screen.line(Tone::Faint, &format!("  {}{head}", pad("", width)));
    for (name, record) in rows {
        let name = pad(&cut(name, width), width);
        let line = format!("  {name}{}", cells(&numbers(record)));
        screen.line(Tone::Plain, line.trim_end());
        for of in &record.quantities {
            let text = format!("{} in {}: CRPS {:.4}", of.n, of.unit, of.crps);
            screen.line(Tone::Faint, &format!("  {} {text}", pad("", width)));
        }
    }
}

fn numbers(record: &Record) -> [String; 7] {
    let three = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.3}"));
    let skill = |value: Option<f64>| {
        let rounded = value.map(|value| (100.0 * value).round());
        rounded.map_or_else(String::new, |value| format!("{:+}%", value + 0.0))
    };
    let yes_no = record.yes_no.as_ref();
    let between = record.brier_between.filter(|[a, b]| b - a > 1e-9);
    [
        record.n.to_string(),
        three(record.brier),
        between.map_or_else(String::new, |[a, b]| format!("{a:.2}–{b:.2}")),
        three(record.logarithmic),
        skill(yes_no.map(|of| of.skill_against_even)),
        skill(yes_no.and_then(|of| of.skill_against_base_rate)),
        record
            .peer
            .map(|peer| (10.0 * peer).round() / 10.0 + 0.0)
            .map_or_else(String::new, |peer| format!("{peer:+.1}")),
    ]
}

fn calibration(screen: &mut Screen, rows: &[BinRow], n_early: usize) {
    if rows.is_empty() {
        return;
    }
    screen.heading("Calibration");
    screen.line(Tone::Faint, "  said           n   mean   came   5–95%");
    for row in rows {
        let bin = format!("{:.0}–{:.0}%", 100.0 * row.from, 100.0 * row.to);
        let band = format!("{:.0}–{:.0}%", 100.0 * row.band[0], 100.0 * row.band[1]);
        let line = format!(
            "  {}{}{}{}   {} {}",
            pad(&bin, 10),
            pad_left(&row.n.to_string(), 6),
            pad_left(&percent(row.said), 7),
            pad_left(&percent(row.came), 7),
            pad(&band, 9),
            bar(row.came, 20),
        );
        let off = row.said < row.band[0] || row.said > row.band[1];
        let tone = if off { Tone::Against } else { Tone::Plain };
        screen.line(tone, &line);
    }
    if n_early > 0 {
        let about = format!(
            "{n_early} not counted here: decided before their day, which has not come, or without one."
        );
        screen.paragraph(Tone::Faint, "  ", 2, &about);
    }
}

fn decomposition(screen: &mut Screen, parts: &Decomposition) {
    screen.heading("The Brier score taken apart");
    let line = format!(
        "{:.4} = {:.4} unreliability − {:.4} resolution + {:.4} uncertainty + {:.4} variance − {:.4} \
         covariance within bins; sharpness {:.4}",
        parts.brier,
        parts.reliability,
        parts.resolution,
        parts.uncertainty,
        parts.within_variance,
        parts.within_covariance + 0.0,
        parts.sharpness
    );
    screen.paragraph(Tone::Plain, "  ", 2, &line);
}

fn phrase_rows(screen: &mut Screen, rows: &[PhraseRow]) {
    if rows.is_empty() {
        return;
    }
    screen.heading("What words came to mean");
    for row in rows {
        let who = row.author.as_deref().unwrap_or("anybody");
        let times = if row.n == 1 { "time" } else { "times" };
        let text = format!(
            "When {who} says \"{}\" it happens {} of the time ({:.0}–{:.0}%, {} {times}); taken for {}.",
            row.phrase,
            percent(row.came),
            100.0 * row.band[0],
            100.0 * row.band[1],
            row.n,
            percent(row.said),
        );
        let tone = if row.off { Tone::Against } else { Tone::Plain };
        screen.paragraph(tone, "  ", 2, &text);
    }
}
