//! `abduce check`: the faults of cases, all at once.

use abduce_core::diagnostic::{Diagnostic, Severity};
use abduce_core::source::SourceMap;
use abduce_core::weigh::Options;

use crate::args::Check;
use crate::commands::case_file::CaseFile;
use crate::output::{Output, Status, Stop};
use crate::render;

/// Prints what is wrong with each case.
pub(super) fn run(args: &Check, output: &Output) -> Result<Status, Stop> {
    let mut texts = SourceMap::default();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut status = Status::Clean;
    for path in &args.cases {
        let file = CaseFile::open(path, Options::default(), &mut texts);
        status = status.max(file.status);
        diagnostics.extend(file.diagnostics);
    }
    if args.quiet {
        diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    }
    let mut text = Vec::new();
    render::diagnostics(&diagnostics, &texts, args.format, &mut text, output.look())?;
    output.print(&String::from_utf8_lossy(&text))?;
    Ok(status)
}
