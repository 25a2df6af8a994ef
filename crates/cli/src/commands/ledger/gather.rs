//! The forecasts of the case files that arguments name.

use std::fs;
use std::path::{Path, PathBuf};

use abduce_core::case::{self, model::Case};
use abduce_core::diagnostic::Severity;
use abduce_core::ledger::{Question, questions};
use abduce_core::source::{SourceMap, World as _};
use jiff::civil::Date;

use crate::args::ledger::List;
use crate::files::{self, Disk};
use crate::output::{Output, Status, Stop};

/// How deep folders are looked into.
const DEPTH: usize = 16;

/// How many files are read at most.
const MAX_FILES: usize = 100_000;

/// The most memory that weighing one case may take, to know what it implies.
const MEMORY: u64 = 256 << 20;

/// All that a ledger holds.
pub(super) struct Gathered {
    /// The forecasts, in the order of the files' names and within each of the file.
    pub(super) questions: Vec<Question>,
    /// The day it is taken to be.
    pub(super) today: Date,
    /// Whether some file had faults.
    pub(super) status: Status,
}

/// Gathers the forecasts that are asked for.
///
/// # Errors
/// When a file that was named cannot be read, or nothing at all has forecasts.
pub(super) fn gather(args: &List, output: &Output) -> Result<Gathered, Stop> {
    let here = [PathBuf::from(".")];
    let paths: &[PathBuf] = if args.paths.is_empty() {
        &here
    } else {
        &args.paths
    };
    let mut gathered = Gathered {
        questions: Vec::new(),
        today: args
            .as_of
            .unwrap_or_else(|| Disk::beside(Path::new(".")).today()),
        status: Status::Clean,
    };
    for path in paths {
        if !files::is_standard_input(path) && path.is_dir() {
            let mut found = Vec::new();
            in_folder(path, DEPTH, &mut found)?;
            found.sort();
            for file in &found {
                gathered.add(file, false, output)?;
            }
        } else {
            gathered.add(path, true, output)?;
        }
    }
    if gathered.questions.is_empty() {
        let named: Vec<String> = paths.iter().map(|path| files::name(path)).collect();
        let why = format!("{}: no case file with forecasts", named.join(", "));
        return Err(Stop::because(why));
    }
    gathered.retain(args);
    Ok(gathered)
}

impl Gathered {
    /// Adds the forecasts of a file. In a folder, TOML files of other kinds are passed over.
    fn add(&mut self, path: &Path, named: bool, output: &Output) -> Result<(), Stop> {
        let bytes = match files::read(path, case::MAX_BYTES as u64) {
            Ok(bytes) => bytes,
            Err(error) if named => return Err(files::unreadable(path, &error)),
            Err(_) => return Ok(()),
        };
        let name = files::name(path.strip_prefix(".").unwrap_or(path));
        let mut texts = SourceMap::default();
        let (_, parsed) = case::parse_bytes(&bytes, &name, &mut texts);
        let n_faults = parsed
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .count();
        let is_case = named || !parsed.case.forecasts.is_empty();
        if n_faults > 0 && is_case {
            let faults = if n_faults == 1 { "fault" } else { "faults" };
            output.tell(&format!(
                "{name}: {n_faults} {faults}, left out where it is faulty; abduce check says which"
            ));
            self.status = Status::Faults;
        }
        self.questions.extend(questions_of(&parsed.case, &name));
        Ok(())
    }

    /// Keeps what is asked for alone.
    fn retain(&mut self, args: &List) {
        if let Some(tag) = &args.tag {
            self.questions
                .retain(|question| question.tags.contains(tag));
        }
        if let Some(author) = &args.author {
            self.questions.retain(|question| {
                let mut all = question.forecasters.iter();
                all.any(|one| one.author.name() == author)
            });
        }
    }
}

fn questions_of(case: &Case, name: &str) -> Vec<Question> {
    questions(case, name, MEMORY)
}

/// The TOML files of a folder and of those in it; hidden ones are passed over.
fn in_folder(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Stop> {
    let unreadable =
        |error: std::io::Error| Stop::because(format!("{}: {error}", folder.display()));
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(unreadable)?);
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        // Links to folders are not followed: they may lead in a ring.
        if kind.is_dir() && depth > 0 {
            in_folder(&path, depth - 1, found)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") && path.is_file() {
            found.push(path);
        }
        if found.len() > MAX_FILES {
            let why = format!("{}: more than {MAX_FILES} files", folder.display());
            return Err(Stop::because(why));
        }
    }
    Ok(())
}
