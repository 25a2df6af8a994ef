//! `abduce read --jsonl`: a stream of articles, one JSON object a line, in one pass and with
//! bounded memory.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use abduce_core::reader::draft::Draft;
use abduce_core::reader::reading::Depth;
use abduce_core::reader::write;
use abduce_core::source::document::Format;

use super::annotations::{self, is_no_input, make_folder};
use super::codes::{Code, FAILED, NO_FILE_NAME, TOO_LONG};
use super::line::{self, Fault, Item};
use super::lines::{Batch, Line, Lines, MAX_LINE, Place};
use super::progress::Progress;
use super::resume::{self, ARTICLE, End, Until};
use super::threads;
use crate::args::Read;
use crate::commands::article::format;
use crate::files;
use crate::ordered::in_order;
use crate::output::{Output, Status, Stop};

/// So many faults are told one by one.
const MAX_TOLD: usize = 100;

/// What was made of some lines.
#[derive(Default)]
struct Done {
    records: Vec<u8>,
    n_articles: usize,
    /// What was wrong, to be told.
    faults: Vec<String>,
    /// The bytes of the input.
    n_bytes: u64,
}

/// Reads the streams.
pub(super) fn run(args: &Read, target: &Path, output: &Output) -> Result<Status, Stop> {
    let paths = &args.articles;
    let (mut file, place) = target_of(args, target)?;
    if let Some(folder) = &args.output {
        make_folder(folder)?;
    }
    let mut lines = Lines::after(place, paths);
    let mut progress = Progress::start(paths, bytes_before(paths, place));
    let stream = Stream {
        paths,
        format: args.written_as.map(format),
        depth: args.depth(),
        cases: args.output.as_deref(),
        force: args.force || args.resume,
    };
    let (mut n_articles, mut n_faults) = (0, 0);
    let take = |done: Result<Done, Stop>| {
        let done = done?;
        match &mut file {
            Some(file) => file
                .write_all(&done.records)
                .map_err(|error| files::unwritable(target, &error))?,
            None => output.print_bytes(&done.records)?,
        }
        n_articles += done.n_articles;
        for fault in done.faults {
            n_faults += 1;
            if n_faults <= MAX_TOLD {
                progress.clear();
                output.tell(&fault);
            }
        }
        progress.add(done.n_bytes);
        Ok(())
    };
    let work = |batch: Result<Batch, Stop>| Ok(stream.batch(&batch?));
    let end = in_order(threads(args), || lines.next(), work, take);
    progress.clear();
    if n_faults > MAX_TOLD {
        output.tell(&format!("and {} faults more", n_faults - MAX_TOLD));
    }
    end?;
    output.tell(&format!(
        "{n_articles} articles read, {n_faults} faults; {}",
        progress.summary()
    ));
    Ok(if n_faults > 0 {
        Status::Faults
    } else {
        Status::Clean
    })
}

/// The file to write to, none for standard output, and where the input goes on.
fn target_of(args: &Read, target: &Path) -> Result<(Option<File>, Place), Stop> {
    if files::is_standard_input(target) {
        if args.resume {
            return Err(Stop::because("--resume needs a file of annotations"));
        }
        return Ok((None, Place::default()));
    }
    let paths: Vec<&Path> = args.articles.iter().map(PathBuf::as_path).collect();
    is_no_input(target, &paths)?;
    let unwritable = |error: std::io::Error| files::unwritable(target, &error);
    if args.resume {
        let (file, place) = resume::reopen(target).map_err(unwritable)?;
        return Ok((Some(file), place));
    }
    let there = fs::metadata(target).is_ok_and(|about| about.len() > 0);
    if there && !args.force {
        let why = format!(
            "{} exists; --resume goes on with it, --force writes over it",
            target.display()
        );
        return Err(Stop::because(why));
    }
    Ok((
        Some(File::create(target).map_err(unwritable)?),
        Place::default(),
    ))
}

/// How many bytes of the inputs were read before `place`.
fn bytes_before(paths: &[PathBuf], place: Place) -> u64 {
    let whole = paths.iter().take(place.input);
    let whole: u64 = whole
        .filter_map(|p| fs::metadata(p).ok())
        .map(|m| m.len())
        .sum();
    whole + place.offset
}

/// What all lines have in common.
struct Stream<'a> {
    paths: &'a [PathBuf],
    format: Option<Format>,
    depth: Depth,
    /// The folder for drafts.
    cases: Option<&'a Path>,
    force: bool,
}

impl Stream<'_> {
    /// Reads the articles of some lines.
    fn batch(&self, batch: &Batch) -> Done {
        let mut done = Done::default();
        for line in &batch.lines {
            let bytes = line.bytes.as_deref();
            done.n_bytes += line.length;
            if bytes.is_some_and(|bytes| bytes.trim_ascii().is_empty()) {
                continue;
            }
            if let Err((code, why)) = self.line(batch.input, line, &mut done) {
                let name = files::name(&self.paths[batch.input]);
                let Code { code, title, .. } = code;
                let at = line.number;
                done.faults
                    .push(format!("{name}:{at}: error[{code}]: {title}: {why}"));
            }
        }
        done
    }

    fn line(&self, input: usize, line: &Line, done: &mut Done) -> Result<(), Fault> {
        let too_long = || (&TOO_LONG, format!("more than {} MiB", MAX_LINE >> 20));
        let bytes = line.bytes.as_deref().ok_or_else(too_long)?;
        let item = line::item(bytes, self.format)?;
        let doc = item.doc.clone();
        let doc = doc.unwrap_or_else(|| self.unnamed(input, line));
        let made = annotations::lines(&doc, &item.document, item.text.as_bytes(), self.depth);
        let failed = || (&FAILED, format!("document `{doc}`"));
        let (mut records, draft) = made.ok_or_else(failed)?;
        let end = End {
            doc: doc.as_str(),
            label: ARTICLE,
            start: 0,
            end: item.text.chars().count(),
            attrs: Until {
                input,
                line: line.number,
                offset: line.end,
            },
        };
        serde_json::to_writer(&mut records, &end).map_err(|e| (&FAILED, e.to_string()))?;
        records.push(b'\n');
        done.records.append(&mut records);
        done.n_articles += 1;
        self.write_case(&doc, &item, &draft)
    }

    /// What an article is called whose line does not say.
    fn unnamed(&self, input: usize, line: &Line) -> String {
        let path = &self.paths[input];
        let stem = path.file_stem().filter(|_| !files::is_standard_input(path));
        let stem = stem.map_or("stdin".into(), |stem| stem.to_string_lossy());
        format!("{stem}-{}", line.number)
    }

    /// Writes a draft into the folder for drafts. Not by way of a second file: after a
    /// crash the article is read again and its draft written anew.
    fn write_case(&self, doc: &str, item: &Item, draft: &Draft) -> Result<(), Fault> {
        let Some(folder) = self.cases else {
            return Ok(());
        };
        let plain = |c: char| c.is_alphanumeric() || "._-".contains(c);
        if doc.is_empty() || doc.starts_with('.') || !doc.chars().all(plain) || doc.len() > 200 {
            return Err((&NO_FILE_NAME, format!("`{doc}`")));
        }
        let path = folder.join(format!("{doc}.toml"));
        if path.exists() && !self.force {
            let why = format!("{} exists; --force writes over it", path.display());
            return Err((&NO_FILE_NAME, why));
        }
        let toml = write::case_toml(draft, &item.document, "");
        fs::write(&path, toml).map_err(|e| (&NO_FILE_NAME, e.to_string()))
    }
}
