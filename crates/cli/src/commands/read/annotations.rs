//! `abduce read --annotations`: everything that is found in articles, one JSON object a line.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use abduce_core::reader::annotation::{self, Record};
use abduce_core::reader::reading::Reading;
use abduce_core::reader::{self};

use super::inputs::Input;
use super::{may_write, write_draft};
use crate::args::Read;
use crate::commands::article::Article;
use crate::files;
use crate::output::{Output, Status, Stop};

/// Reads the articles and writes the records of all that could be read.
pub(super) fn write(
    args: &Read,
    target: &Path,
    articles: &[Input],
    output: &Output,
) -> Result<Status, Stop> {
    let case = args.output.as_deref();
    if case.is_some() && articles.len() > 1 {
        return Err(Stop::because("-o takes the draft of one article"));
    }
    may_write(case, args.force)?;
    may_replace(target, articles, args.force)?;
    let mut lines = Vec::new();
    let mut status = Status::Clean;
    for input in articles {
        let article = match Article::open(&input.path, args.written_as, output) {
            Ok(article) => article,
            Err(Stop::CouldNotRun(why)) if articles.len() > 1 => {
                output.complain(&why);
                status = Status::Faults;
                continue;
            }
            Err(stop) => return Err(stop),
        };
        let reading = Reading::new(&article.document);
        let draft = reader::draft(&reading);
        let found = annotation::annotations(&reading, &draft);
        let records = annotation::records(&input.doc, &article.document, &article.bytes, &found);
        add(&mut lines, &records)?;
        if case.is_some() {
            write_draft(&article, &input.path, &draft, case, output)?;
        }
    }
    let lines = String::from_utf8(lines).map_err(|error| Stop::because(error.to_string()))?;
    if files::is_standard_input(target) {
        output.print(&lines)?;
    } else {
        files::write(target, &lines)?;
    }
    Ok(status)
}

/// Adds one line for each record.
fn add(lines: &mut Vec<u8>, records: &[Record<'_>]) -> Result<(), Stop> {
    for record in records {
        serde_json::to_writer(&mut *lines, record)
            .map_err(|error| Stop::because(format!("could not write JSON: {error}")))?;
        lines.push(b'\n');
    }
    Ok(())
}

/// Whether records may be written to `target`: not over an article, and over a file that
/// does not look like records only when forced.
fn may_replace(target: &Path, articles: &[Input], force: bool) -> Result<(), Stop> {
    if files::is_standard_input(target) {
        return Ok(());
    }
    let same = |input: &&Input| match (target.canonicalize(), input.path.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    };
    if articles.iter().any(|input| same(&input)) {
        let why = format!("{} is one of the articles", target.display());
        return Err(Stop::because(why));
    }
    let mut first = [0];
    let read = File::open(target).and_then(|mut file| file.read(&mut first));
    if matches!(read, Ok(1..)) && first != *b"{" && !force {
        let why = format!("{} exists; --force writes over it", target.display());
        return Err(Stop::because(why));
    }
    Ok(())
}
