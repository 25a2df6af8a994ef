//! `abduce weigh`: the posteriors of a case and what each item of evidence did.

use abduce_core::diagnostic::Severity;
use abduce_core::source::SourceMap;
use abduce_core::weigh::Options;

use crate::args::{Form, Weigh};
use crate::commands::case_file::CaseFile;
use crate::output::{Output, Status, Stop};
use crate::terminal::weighing;

/// Prints the case weighed; its faults and warnings go to standard error.
pub(super) fn run(args: &Weigh, output: &Output) -> Result<Status, Stop> {
    let memory_limit = args.memory_limit.saturating_mul(1 << 20);
    let mut texts = SourceMap::default();
    let options = Options {
        as_of: args.as_of,
        memory_limit,
    };
    let mut file = CaseFile::open(&args.case, options, &mut texts);
    if args.quiet {
        file.diagnostics
            .retain(|diagnostic| diagnostic.severity == Severity::Error);
    }
    file.tell(&texts, output)?;
    let Some(report) = file.report()? else {
        return Ok(file.status);
    };
    match args.format {
        Form::Json => output.print_json(&report)?,
        Form::Human => {
            let mut screen = output.screen();
            if args.quiet {
                weighing::draw_hypotheses(&mut screen, &report);
            } else {
                weighing::draw(&mut screen, &report);
            }
            output.print(&screen.into_text())?;
        }
    }
    Ok(file.status)
}
