//! `abduce report`: a case as an assessment that a reader can question.

use abduce_core::diagnostic::Severity;
use abduce_core::report::assessment::{Section, sections};
use abduce_core::report::html::{self, Page};
use abduce_core::report::markdown::markdown;
use abduce_core::source::SourceMap;
use abduce_core::weigh::Options;

use crate::args::{Report, ReportFormat};
use crate::commands::case_file::CaseFile;
use crate::files;
use crate::output::{Output, Status, Stop};

/// Writes the assessment; faults and warnings of the case go to standard error.
pub(super) fn run(args: &Report, output: &Output) -> Result<Status, Stop> {
    let options = Options {
        as_of: args.as_of,
        ..Options::default()
    };
    let mut texts = SourceMap::default();
    let mut file = CaseFile::open(&args.case, options, &mut texts);
    if args.quiet {
        file.diagnostics
            .retain(|diagnostic| diagnostic.severity == Severity::Error);
    }
    file.tell(&texts, output)?;
    let Some((model, analysis)) = file.analysed(options, args.draws.draws())? else {
        return Ok(file.status);
    };
    let text = match args.format {
        ReportFormat::Html => {
            let page = Page {
                texts: &texts,
                file: file.file,
                verified: &file.verified,
                engine: None,
            };
            html::page(&model, &analysis, page)
        }
        ReportFormat::Md => markdown(&model, &analysis),
        ReportFormat::Json => json(&sections(&model, &analysis))?,
    };
    match &args.output {
        Some(path) => files::write(path, &text)?,
        None => output.print(&text)?,
    }
    Ok(file.status)
}

fn json(sections: &[Section]) -> Result<String, Stop> {
    serde_json::to_string_pretty(sections)
        .map(|text| text + "\n")
        .map_err(|error| Stop::because(format!("could not write JSON: {error}")))
}
