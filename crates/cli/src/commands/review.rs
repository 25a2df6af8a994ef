//! `abduce review`: what a hard reviewer of a case would attack.

use abduce_core::report::review::review;
use abduce_core::source::SourceMap;
use abduce_core::weigh::Options;

use crate::args::{Form, Review};
use crate::commands::case_file::CaseFile;
use crate::output::{Output, Status, Stop};
use crate::terminal::review as screen;

/// Prints the points, the gravest first; faults of the case go to standard error.
pub(super) fn run(args: &Review, output: &Output) -> Result<Status, Stop> {
    let options = Options {
        as_of: args.as_of,
        ..Options::default()
    };
    let mut texts = SourceMap::default();
    let file = CaseFile::open(&args.case, options, &mut texts);
    file.tell(&texts, output)?;
    let Some((model, analysis)) = file.analysed(options, args.draws.draws())? else {
        return Ok(file.status);
    };
    let text = texts.get(file.file);
    let points = review(&model, &analysis, |span| text.position(span.start).0);
    match args.format {
        Form::Json => output.print_json(&points)?,
        Form::Human => {
            let mut drawn = output.screen();
            screen::draw(&mut drawn, &text.name, &points);
            output.print(&drawn.into_text())?;
        }
    }
    Ok(file.status)
}
