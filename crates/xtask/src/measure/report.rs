//! What was measured, for the terminal and as a page.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::corpus::Half;
use super::table::{Figure, Goal, ROWS, Row};
use super::{Measured, Speed};

/// The table for a terminal.
pub(super) fn terminal(rows: &[&Row], halves: &[Half], measured: &Measured) -> String {
    let mut out = format!("{:<13} {:<30} {:>6} {:>7}", "", "", "floor", "goal");
    for half in halves {
        let _ = write!(out, " {:>9}", half.name());
    }
    for row in rows {
        for (i, figure) in row.figures.iter().enumerate() {
            let name = if i == 0 { row.name } else { "" };
            let _ = write!(
                out,
                "\n{name:<13} {:<30} {:>6} {:>7}",
                figure.name,
                floor(figure),
                goal(figure)
            );
            for half in halves {
                let _ = write!(out, " {:>9}", cell(measured, row, figure, *half, "*"));
            }
        }
    }
    let speed = total(measured);
    if let Some(rate) = speed.rate() {
        let _ = write!(
            out,
            "\n* goal met; (trained on these very sentences). Read {:.1} MB at {rate:.2} MB/s of CPU time{}",
            speed.bytes as f64 / 1e6,
            build()
        );
    }
    out
}

/// How this program was built, when not for speed.
fn build() -> &'static str {
    if cfg!(debug_assertions) {
        " (not a release build)"
    } else {
        ""
    }
}

fn total(measured: &Measured) -> Speed {
    let mut all = Speed::default();
    for speed in measured.speed.values() {
        all.add(*speed);
    }
    all
}

fn floor(figure: &Figure) -> String {
    figure.floor.map(short).unwrap_or_default()
}

fn goal(figure: &Figure) -> String {
    match figure.goal {
        Goal::AtLeast(goal) => format!("≥ {}", short(goal)),
        Goal::AtMost(goal) => format!("≤ {}", short(goal)),
        Goal::None => String::new(),
    }
}

/// A number as scores are written: .548.
fn short(number: f64) -> String {
    let text = format!("{number:.3}");
    let text = text.strip_prefix('0').unwrap_or(&text);
    text.replacen("-0.", "-.", 1)
}

/// A figure, with `mark` where it meets its goal; in parentheses where it says nothing.
fn cell(measured: &Measured, row: &Row, figure: &Figure, half: Half, mark: &str) -> String {
    let Some(&number) = measured.figures.get(&(row.name, figure.name, half.name())) else {
        return "-".to_owned();
    };
    if row.is_trained_on() {
        return format!("({})", short(number));
    }
    let mark = if figure.goal.met(number) == Some(true) {
        mark
    } else {
        ""
    };
    short(number) + mark
}

/// The repository's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Writes docs/measurements/reader.md; reader-notes.md beside it is put in.
pub(super) fn write(measured: &Measured) -> Result<(), String> {
    let folder = root().join("docs/measurements");
    let notes = fs::read_to_string(folder.join("reader-notes.md")).unwrap_or_default();
    let page = folder.join("reader.md");
    fs::write(&page, markdown(measured, &notes)).map_err(|e| format!("{}: {e}", page.display()))
}

const HEAD: &str = "\
# The reader, measured

Made by `cargo xtask measure-reader --write`; no number in the tables is written by hand. The reader reads the
development splits of public corpora, and the corpora's own scorer (`score.py`) compares what it finds with what people
marked. The corpora are not in this repository: most may not be redistributed.

Each corpus is cut in two by a hash of the documents' names. Rules are tuned while looking at the first half; the second
is only for checking, so its figures are the ones to believe. Goals are for splits that are not here at all.

## Table

| what | corpus | figure | floor | goal | tuning half | checking half |
| --- | --- | --- | --- | --- | --- | --- |
";

fn markdown(measured: &Measured, notes: &str) -> String {
    let mut out = HEAD.to_owned();
    for row in ROWS {
        for (i, figure) in row.figures.iter().enumerate() {
            let (what, corpus) = if i == 0 {
                (row.what, row.corpus[0])
            } else {
                ("", "")
            };
            let bold = |half| {
                let text = cell(measured, row, figure, half, "");
                let met = measured
                    .figures
                    .get(&(row.name, figure.name, half.name()))
                    .and_then(|&number| figure.goal.met(number));
                if met == Some(true) && !row.is_trained_on() {
                    format!("**{text}**")
                } else {
                    text
                }
            };
            let _ = writeln!(
                out,
                "| {what} | {corpus} | {} | {} | {} | {} | {} |",
                figure.name,
                floor(figure),
                goal(figure),
                bold(Half::Tuning),
                bold(Half::Checking)
            );
        }
    }
    out.push_str("\nBold: the goal is met. \"-\": no such corpus here, or nothing of the kind is read yet. \
         In parentheses:\nmodels that are shipped were trained on these very sentences; below are figures of \
         cross-validation.\n");
    speeds(measured, &mut out);
    if !notes.is_empty() {
        let _ = write!(out, "\n## What stands in the way\n\n{}\n", notes.trim());
    }
    out
}

/// How fast each corpus was read.
fn speeds(measured: &Measured, out: &mut String) {
    let _ = write!(
        out,
        "\n## Speed\n\nThe whole reading, from bytes to annotations: CPU time of one thread{}.\n\n\
         | corpus | documents | MB | MB/s |\n| --- | --- | --- | --- |\n",
        build()
    );
    for (corpus, speed) in &measured.speed {
        let n = measured.n_documents.iter();
        let n: usize = n.filter(|((c, _), _)| c == corpus).map(|(_, n)| n).sum();
        let _ = writeln!(
            out,
            "| {corpus} | {n} | {:.2} | {:.1} |",
            speed.bytes as f64 / 1e6,
            speed.rate().unwrap_or(0.0)
        );
    }
    let all = total(measured);
    let _ = writeln!(
        out,
        "| all | | {:.2} | {:.1} |",
        all.bytes as f64 / 1e6,
        all.rate().unwrap_or(0.0)
    );
}
