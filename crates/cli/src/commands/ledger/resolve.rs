//! `abduce ledger resolve` and `unresolve`: what came of a forecast, written into its file.

use std::path::Path;

use abduce_core::case::{self, Parsed};
use abduce_core::diagnostic::{Diagnostic, Severity};
use abduce_core::ledger::resolve::{
    Resolution, ResolveError, answer, resolve as written, unresolve as taken_back,
};
use abduce_core::source::{SourceMap, World as _};

use crate::args::ledger::{Resolve, Unresolve};
use crate::files::{self, Disk};
use crate::output::{Output, Status, Stop};

/// Writes an outcome.
pub(super) fn resolve(args: &Resolve, output: &Output) -> Result<Status, Stop> {
    let file = CaseText::open(&args.case)?;
    if args.because.trim().is_empty() {
        return Err(Stop::because(
            "--because is empty: say what decided it, for whoever doubts it later",
        ));
    }
    let because = Some(args.because.trim().to_owned());
    let outcome = answer(&file.parsed.case, &args.forecast, &args.outcome)
        .map_err(|error| file.stop(&error))?;
    let resolution = Resolution {
        outcome,
        on: args.on,
        because,
        source: args.source.clone(),
    };
    let today = Disk::beside(&args.case).today();
    let text = written(&file.text, &args.forecast, &resolution, today)
        .map_err(|error| file.stop(&error))?;
    file.replace(&text)?;
    output.tell(&format!(
        "{}: {} is {} as of {}; abduce ledger unresolve takes it back",
        file.name, args.forecast, args.outcome, args.on
    ));
    Ok(Status::Clean)
}

/// Takes an outcome back.
pub(super) fn unresolve(args: &Unresolve, output: &Output) -> Result<Status, Stop> {
    let file = CaseText::open(&args.case)?;
    let today = Disk::beside(&args.case).today();
    let text = taken_back(&file.text, &args.forecast, today).map_err(|error| file.stop(&error))?;
    file.replace(&text)?;
    output.tell(&format!(
        "{}: {} is open again; what was written is kept in its history",
        file.name, args.forecast
    ));
    Ok(Status::Clean)
}

/// A case file about to be changed.
struct CaseText<'a> {
    path: &'a Path,
    name: String,
    text: String,
    parsed: Parsed,
}

impl<'a> CaseText<'a> {
    fn open(path: &'a Path) -> Result<CaseText<'a>, Stop> {
        let name = files::name(path);
        if files::is_standard_input(path) {
            return Err(Stop::because(
                "standard input cannot be changed in place; name a file",
            ));
        }
        let bytes = files::read(path, case::MAX_BYTES as u64)
            .map_err(|error| files::unreadable(path, &error))?;
        let Ok(text) = String::from_utf8(bytes) else {
            return Err(Stop::because(format!("{name}: not UTF-8 text")));
        };
        let parsed = parse(&text);
        Ok(CaseText {
            path,
            name,
            text,
            parsed,
        })
    }

    fn stop(&self, error: &ResolveError) -> Stop {
        Stop::because(format!("{}: {error}", self.name))
    }

    /// Writes the changed text in one step, unless that would bring a fault into the file.
    fn replace(&self, text: &str) -> Result<(), Stop> {
        if text.len() > case::MAX_BYTES {
            let why = format!("{}: the file would grow too large", self.name);
            return Err(Stop::because(why));
        }
        let after = parse(text);
        let before = errors(&self.parsed).count();
        let Some(new) = errors(&after).nth(before) else {
            return files::write(self.path, text);
        };
        let known: Vec<&str> = errors(&self.parsed).map(|d| d.message.as_str()).collect();
        let new = errors(&after)
            .find(|d| !known.contains(&d.message.as_str()))
            .unwrap_or(new);
        Err(Stop::because(format!(
            "{}: left as it is, for {}{}",
            self.name,
            new.message,
            new.expected
                .as_ref()
                .map_or_else(String::new, |expected| format!(" (expected: {expected})"))
        )))
    }
}

fn parse(text: &str) -> Parsed {
    let mut texts = SourceMap::default();
    let file = texts.add("", text);
    case::parse(text, file)
}

fn errors(parsed: &Parsed) -> impl Iterator<Item = &Diagnostic> {
    let all = parsed.diagnostics.iter();
    all.filter(|diagnostic| diagnostic.severity == Severity::Error)
}
