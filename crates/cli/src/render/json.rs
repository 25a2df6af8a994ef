//! Diagnostics as one JSON object, with keys that stay:
//!
//! ```text
//! version      1; grows when a key changes its meaning or goes
//! n_errors     how many of the diagnostics are errors
//! n_warnings   how many are warnings
//! diagnostics  a list of
//!   code             "E0012"
//!   severity         "error" or "warning"
//!   blocks_weighing  true when the case cannot be weighed before this is mended
//!   message          one sentence
//!   labels           places, the first being the primary one, each
//!     file             the name of the text
//!     start, end       each {line, column, offset}; the end is exclusive
//!     text             what is said of the place; may be empty
//!   expected, found, help   text or null
//!   patch            null, or {file, start, end, replacement}
//! ```
//!
//! `line` and `column` count from 1 and `offset` from 0, all in characters.

use std::io::{self, Write};

use abduce_core::diagnostic::{Diagnostic, Severity};
use abduce_core::source::{FileId, SourceMap, Span};
use serde::Serialize;

use super::count;
use super::place::{Place, Places};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    n_errors: usize,
    n_warnings: usize,
    diagnostics: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    severity: Severity,
    blocks_weighing: bool,
    message: &'a str,
    labels: Vec<Region<'a>>,
    expected: Option<&'a str>,
    found: Option<&'a str>,
    help: Option<&'a str>,
    patch: Option<Region<'a>>,
}

#[derive(Serialize)]
struct Region<'a> {
    file: &'a str,
    start: Position,
    end: Position,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replacement: Option<&'a str>,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
    offset: usize,
}

impl From<Place> for Position {
    fn from(place: Place) -> Position {
        Position {
            line: place.line,
            column: place.column,
            offset: place.offset,
        }
    }
}

/// The whole object, indented, with a line break at its end.
pub(super) fn write(
    diagnostics: &[Diagnostic],
    texts: &SourceMap,
    places: &Places,
    out: &mut impl Write,
) -> io::Result<()> {
    let (n_errors, n_warnings) = count(diagnostics);
    let document = Document {
        version: 1,
        n_errors,
        n_warnings,
        diagnostics: diagnostics
            .iter()
            .map(|d| entry(d, texts, places))
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// A place, with nothing said of it.
fn region<'a>(texts: &'a SourceMap, places: &Places, file: FileId, span: Span) -> Region<'a> {
    let (start, end) = places.get(file, span);
    Region {
        file: &texts.get(file).name,
        start: start.into(),
        end: end.into(),
        text: None,
        replacement: None,
    }
}

fn entry<'a>(diagnostic: &'a Diagnostic, texts: &'a SourceMap, places: &Places) -> Entry<'a> {
    let region = |file: FileId, span: Span| region(texts, places, file, span);
    let labels = diagnostic.labels.iter().map(|label| Region {
        text: Some(&label.text),
        ..region(label.file, label.span)
    });
    let patch = diagnostic.patch.as_ref().map(|patch| Region {
        replacement: Some(&patch.replacement),
        ..region(patch.file, patch.span)
    });
    Entry {
        code: diagnostic.code.0,
        severity: diagnostic.severity,
        blocks_weighing: diagnostic.blocks_weighing,
        message: &diagnostic.message,
        labels: labels.collect(),
        expected: diagnostic.expected.as_deref(),
        found: diagnostic.found.as_deref(),
        help: diagnostic.help.as_deref(),
        patch,
    }
}
