//! `abduce read`: articles into draft cases, or into everything that is found in them.

mod annotations;
pub(crate) mod codes;
mod inputs;
mod line;
mod lines;
mod progress;
mod resume;
mod stream;
mod why;

use std::num::NonZeroUsize;
use std::path::Path;

use abduce_core::reader::draft::Draft;

use crate::args::Read;
use crate::commands::article::{Article, relative};
use crate::files;
use crate::output::{Output, Status, Stop};

/// Reads the articles; writes what is asked for.
pub(super) fn run(args: &Read, output: &Output) -> Result<Status, Stop> {
    if let Some(labels) = &args.why {
        return why::print(args, labels, output);
    }
    if let (Some(target), true) = (args.annotations.as_deref(), args.jsonl) {
        return stream::run(args, target, output);
    }
    if let Some(target) = args.annotations.as_deref() {
        let articles = inputs::articles(&args.articles)?;
        return annotations::write(args, target, &articles, output);
    }
    let [article] = args.articles.as_slice() else {
        return Err(Stop::because(
            "one article a draft; for what is found in several: --annotations OUT.jsonl",
        ));
    };
    let target = args.output.as_deref();
    may_write(target, args.force)?;
    let opened = Article::open(article, args.written_as, output)?;
    let draft = opened.draft(args.depth());
    write_draft(&opened, article, &draft, target, output)?;
    Ok(Status::Clean)
}

/// How many articles are read at once.
fn threads(args: &Read) -> usize {
    let given = args.threads.map(NonZeroUsize::get);
    given.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, NonZeroUsize::get))
}

/// Whether a draft may be written to `target`.
fn may_write(target: Option<&Path>, force: bool) -> Result<(), Stop> {
    match target {
        Some(target) if target.exists() && !force => {
            let why = format!("{} exists; --force writes over it", target.display());
            Err(Stop::because(why))
        }
        _ => Ok(()),
    }
}

/// Writes the draft; tells what was found.
fn write_draft(
    article: &Article,
    path: &Path,
    draft: &Draft,
    target: Option<&Path>,
    output: &Output,
) -> Result<(), Stop> {
    let file = relative(path, target).unwrap_or_default();
    let toml = article.case_toml(draft, &file);
    let Some(target) = target else {
        return output.print(&toml);
    };
    files::write(target, &toml)?;
    let counts = [
        (draft.hypotheses.len(), "hypothesis", "hypotheses"),
        (
            draft.evidence.len(),
            "item of evidence",
            "items of evidence",
        ),
        (draft.forecasts.len(), "forecast", "forecasts"),
        (draft.remarks.len(), "remark", "remarks"),
    ];
    let counts = counts.map(|(n, one, many)| format!("{n} {}", if n == 1 { one } else { many }));
    output.tell(&format!(
        "{}: drafted {}",
        target.display(),
        counts.join(", ")
    ));
    output.tell(&format!(
        "next: check what its first lines name, then: abduce weigh {}",
        target.display()
    ));
    Ok(())
}
