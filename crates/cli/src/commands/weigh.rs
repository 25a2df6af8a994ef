//! `abduce weigh`: the posteriors of a case and what each item of evidence did.

use abduce_core::diagnostic::Severity;
use abduce_core::report::Report;
use abduce_core::report::questions::{self, Questions};
use abduce_core::source::SourceMap;
use abduce_core::weigh::{Model, Options, WeighError, Weighing};

use crate::args::{Form, Weigh};
use crate::commands::case_file::CaseFile;
use crate::output::{Output, Status, Stop};
use crate::terminal::{self, weighing};

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
    let (Some(weighed), Some(model)) = (file.weighing()?, file.model(options)?) else {
        return Ok(file.status);
    };
    let ranges = model
        .ranges(&model.today(), args.draws.draws())
        .map_err(|error| file.too_large(&error))?;
    let report = Report::new(model.case(), weighed).with_ranges(&ranges);
    let questions = questions(&model, weighed, args).map_err(|error| file.too_large(&error))?;
    match args.format {
        Form::Json => output.print_json(&Answer { report, questions })?,
        Form::Human => {
            let mut screen = output.screen();
            if args.quiet {
                weighing::draw_hypotheses(&mut screen, &report);
            } else {
                weighing::draw(&mut screen, &report);
            }
            terminal::questions::draw(&mut screen, &questions);
            output.print(&screen.into_text())?;
        }
    }
    Ok(file.status)
}

/// What is printed for a program.
#[derive(serde::Serialize)]
struct Answer {
    #[serde(flatten)]
    report: Report,
    #[serde(flatten)]
    questions: Questions,
}

/// The answers that were asked for.
fn questions(model: &Model, weighed: &Weighing, args: &Weigh) -> Result<Questions, WeighError> {
    let today = model.today();
    let mut asked = Questions::default();
    if args.turning {
        let numbers = model.sensitivities(&today)?;
        let joint = model.joint_turn(&today, &numbers)?;
        asked.turning = Some(questions::turning(model, &numbers, joint.as_ref()));
    }
    if args.inquiry {
        let found = model.inquiries(&today)?;
        let now = weighed.posteriors();
        asked.inquiry = Some(questions::inquiry(model.case(), &now, &found));
    }
    if args.timeline {
        asked.timeline = Some(questions::timeline(model.case(), &model.timeline(&today)?));
    }
    if args.classic || args.pairs {
        let together = model.together(&today)?;
        if args.classic {
            let counted = model.classic(&today)?;
            asked.classic = Some(questions::classic(model, &counted, &together));
        }
        if args.pairs {
            asked.pairs = Some(questions::pairs(model.case(), &together));
        }
    }
    Ok(asked)
}
