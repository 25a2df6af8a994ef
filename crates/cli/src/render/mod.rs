//! Diagnostics drawn: for people as a compiler draws them, and for machines as JSON, SARIF
//! and GitHub annotations.
//!
//! Machines get lines and columns from 1, and offsets from 0, all in characters (Unicode
//! scalar values); ends are exclusive.

mod excerpt;
mod github;
mod human;
mod json;
mod page;
mod place;
pub(crate) mod safe;
mod sarif;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use abduce_core::diagnostic::{Diagnostic, Severity};
use abduce_core::source::SourceMap;

use place::Places;

pub(crate) use page::page;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For a person, as compilers do.
    #[default]
    Human,
    /// One JSON object; its keys are told in [`json`].
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands that GitHub shows beside the lines.
    Github,
}

/// What [`Format::Human`] goes by; the other formats look alike everywhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Whether to colour.
    pub(crate) colour: bool,
    /// The columns to fit into.
    pub(crate) width: usize,
}

/// Writes `diagnostics` about `texts` to `out`.
///
/// The order is kept. No control character of any text reaches `out` raw in the human and
/// GitHub formats, whatever the texts hold.
///
/// # Errors
/// When `out` cannot be written to.
pub(crate) fn diagnostics(
    diagnostics: &[Diagnostic],
    texts: &SourceMap,
    format: Format,
    out: &mut impl Write,
    look: Look,
) -> io::Result<()> {
    let places = Places::of(diagnostics, texts);
    match format {
        Format::Human => human::write(diagnostics, texts, &places, out, look),
        Format::Json => json::write(diagnostics, texts, &places, out),
        Format::Sarif => sarif::write(diagnostics, texts, &places, out),
        Format::Github => github::write(diagnostics, texts, &places, out),
    }
}

/// How many faults and how many warnings there are.
pub(crate) fn count(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let n_faults = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .count();
    (n_faults, diagnostics.len() - n_faults)
}

/// "3 faults, 2 warnings", without the parts that are none; `None` when there are neither.
pub(crate) fn summary(diagnostics: &[Diagnostic]) -> Option<String> {
    let (n_faults, n_warnings) = count(diagnostics);
    let parts: Vec<String> = [(n_faults, "fault"), (n_warnings, "warning")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}{}", if n == 1 { "" } else { "s" }))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
