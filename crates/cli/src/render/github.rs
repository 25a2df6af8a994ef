//! Diagnostics as GitHub workflow commands, shown beside the lines of a pull request.
//!
//! Escapes as in GitHub's `@actions/core` (`escapeData`, `escapeProperty`).

use std::io::{self, Write};

use abduce_core::diagnostic::{Diagnostic, Severity};
use abduce_core::source::SourceMap;

use super::place::Places;
use super::safe::{short_line, short_lines};

/// GitHub cuts a message at 64 KiB; we cut long before.
const LIMIT: usize = 4_000;

/// One command a line.
pub(super) fn write(
    diagnostics: &[Diagnostic],
    texts: &SourceMap,
    places: &Places,
    out: &mut impl Write,
) -> io::Result<()> {
    for diagnostic in diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(out, "::{command} ")?;
        if let Some(label) = diagnostic.labels.first() {
            let (start, end) = places.get(label.file, label.span);
            let name = short_line(&texts.get(label.file).name, LIMIT);
            write!(out, "file={},line={},", property(&name), start.line)?;
            write!(out, "endLine={},", end.line)?;
            // GitHub takes columns only within one line; its last column is inside.
            if start.line == end.line {
                let last = (end.column.saturating_sub(1)).max(start.column);
                write!(out, "col={},endColumn={last},", start.column)?;
            }
        }
        let (title, body) = (property(diagnostic.code.0), data(&body(diagnostic)));
        writeln!(out, "title={title}::{body}")?;
    }
    Ok(())
}

/// The message with what was expected, what was found and what to do, a line each.
fn body(diagnostic: &Diagnostic) -> String {
    let mut body = diagnostic.message.clone();
    let notes = [
        ("expected", &diagnostic.expected),
        ("found", &diagnostic.found),
        ("help", &diagnostic.help),
    ];
    for (name, text) in notes {
        if let Some(text) = text {
            body.push_str(&format!("\n{name}: {text}"));
        }
    }
    short_lines(&body, LIMIT)
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
