//! `abduce read`: an article into a draft case.

use crate::args::Read;
use crate::commands::article::{Article, relative};
use crate::files;
use crate::output::{Output, Status, Stop};

/// Writes the draft; tells what was found.
pub(super) fn run(args: &Read, output: &Output) -> Result<Status, Stop> {
    let target = args.output.as_deref();
    if let Some(target) = target
        && target.exists()
        && !args.force
    {
        let why = format!("{} exists; --force writes over it", target.display());
        return Err(Stop::because(why));
    }
    let article = Article::open(&args.article, output)?;
    let file = relative(&args.article.article, target).unwrap_or_default();
    let toml = article.case_toml(&file);
    let Some(target) = target else {
        output.print(&toml)?;
        return Ok(Status::Clean);
    };
    files::write(target, &toml)?;
    let draft = &article.draft;
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
    Ok(Status::Clean)
}
