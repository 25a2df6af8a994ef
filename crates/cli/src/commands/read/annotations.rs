//! `abduce read --annotations`: everything that is found in articles, one JSON object a line.

use std::fs::{self, File};
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use abduce_core::reader::annotation;
use abduce_core::reader::draft::Draft;
use abduce_core::reader::reading::{Depth, Reading};
use abduce_core::reader::{self};
use abduce_core::source::document::Document;

use super::inputs::Input;
use super::{may_write, threads, write_draft};
use crate::args::Read;
use crate::commands::article::Article;
use crate::files::{self, Replacement};
use crate::ordered::in_order;
use crate::output::{Output, Status, Stop};

/// Reads the articles and writes the records of all that could be read.
pub(super) fn write(
    args: &Read,
    target: &Path,
    articles: &[Input],
    output: &Output,
) -> Result<Status, Stop> {
    may_replace(target, articles, args.force)?;
    let case = case_of(args, articles)?;
    let mut records = Records::to(target)?;
    let mut inputs = articles.iter();
    let mut status = Status::Clean;
    let work = |input: &Input| one(args, input, case(input).as_deref(), output);
    let take = |lines: Result<Vec<u8>, Stop>| match lines {
        Ok(lines) => records.add(&lines, output),
        Err(Stop::CouldNotRun(why)) if articles.len() > 1 => {
            output.complain(&why);
            status = Status::Faults;
            Ok(())
        }
        Err(stop) => Err(stop),
    };
    in_order(threads(args), || inputs.next(), work, take)?;
    records.finish()?;
    Ok(status)
}

/// Where the draft of each article goes, if drafts are asked for.
fn case_of<'a>(
    args: &'a Read,
    articles: &[Input],
) -> Result<impl Fn(&Input) -> Option<PathBuf> + Sync + use<'a>, Stop> {
    let several = articles.len() > 1;
    if let (true, Some(folder)) = (several, &args.output) {
        make_folder(folder)?;
    }
    let of = move |input: &Input| match (&args.output, several) {
        (Some(folder), true) => Some(folder.join(format!("{}.toml", input.doc))),
        (target, _) => target.clone(),
    };
    for case in articles.iter().map(of) {
        may_write(case.as_deref(), args.force)?;
    }
    Ok(of)
}

/// Makes a folder for drafts.
pub(super) fn make_folder(folder: &Path) -> Result<(), Stop> {
    fs::create_dir_all(folder).map_err(|error| files::unwritable(folder, &error))
}

/// The lines of one article; writes its draft, too, when there is a place for it.
fn one(args: &Read, input: &Input, case: Option<&Path>, output: &Output) -> Result<Vec<u8>, Stop> {
    let article = Article::open(&input.path, args.written_as, output)?;
    let failed = || Stop::because(format!("{}: {FAILED}", files::name(&input.path)));
    let (lines, draft) =
        lines(&input.doc, &article.document, &article.bytes, args.depth()).ok_or_else(failed)?;
    if case.is_some() {
        write_draft(&article, &input.path, &draft, case, output)?;
    }
    Ok(lines)
}

/// What to say when the reader fails.
pub(super) const FAILED: &str = "the reader failed on it, which is a fault of this program";

/// What is found in a document, one line for each record, and the draft; none when the
/// reader fails, which must not end the reading of other articles.
pub(super) fn lines(
    doc: &str,
    document: &Document,
    bytes: &[u8],
    depth: Depth,
) -> Option<(Vec<u8>, Draft)> {
    let made = catch_unwind(AssertUnwindSafe(|| {
        let reading = Reading::to(document, depth);
        let draft = reader::draft(&reading);
        let found = annotation::annotations(&reading, &draft);
        let mut lines = Vec::new();
        annotation::write_records(doc, document, bytes, &found, &mut lines).ok()?;
        Some((lines, draft))
    }));
    made.ok().flatten()
}

/// Where records go.
enum Records {
    Screen,
    File(Replacement),
}

impl Records {
    fn to(target: &Path) -> Result<Records, Stop> {
        Ok(if files::is_standard_input(target) {
            Records::Screen
        } else {
            Records::File(Replacement::of(target)?)
        })
    }

    fn add(&mut self, lines: &[u8], output: &Output) -> Result<(), Stop> {
        match self {
            Records::Screen => output.print_bytes(lines),
            Records::File(file) => file.add(lines),
        }
    }

    fn finish(self) -> Result<(), Stop> {
        match self {
            Records::Screen => Ok(()),
            Records::File(file) => file.finish(),
        }
    }
}

/// Whether records may be written to `target`: not over an article, and over a file that
/// does not look like records only when forced.
fn may_replace(target: &Path, articles: &[Input], force: bool) -> Result<(), Stop> {
    if files::is_standard_input(target) {
        return Ok(());
    }
    let paths: Vec<&Path> = articles.iter().map(|input| input.path.as_path()).collect();
    is_no_input(target, &paths)?;
    let mut first = [0];
    let read = File::open(target).and_then(|mut file| file.read(&mut first));
    if matches!(read, Ok(1..)) && first != *b"{" && !force {
        let why = format!("{} exists; --force writes over it", target.display());
        return Err(Stop::because(why));
    }
    Ok(())
}

/// Refuses to write over what is read.
pub(super) fn is_no_input(target: &Path, inputs: &[&Path]) -> Result<(), Stop> {
    let Ok(there) = target.canonicalize() else {
        return Ok(());
    };
    let same = |path: &&Path| path.canonicalize().is_ok_and(|path| path == there);
    if inputs.iter().any(same) {
        let why = format!("{} is one of the articles", target.display());
        return Err(Stop::because(why));
    }
    Ok(())
}
