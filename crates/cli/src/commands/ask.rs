//! `abduce ask`: the conclusion of a case under some changes, beside today's.

use abduce_core::report::asked::{Asked, Then, intervals};
use abduce_core::source::SourceMap;
use abduce_core::weigh::{Change, ChangeError, Model, Options};

use crate::args::{AskCase, Form};
use crate::commands::case_file::CaseFile;
use crate::output::{Output, Status, Stop};
use crate::terminal::asked as screen;

/// Prints both conclusions; faults of the case go to standard error.
pub(super) fn run(args: &AskCase, output: &Output) -> Result<Status, Stop> {
    let options = Options {
        as_of: args.as_of,
        ..Options::default()
    };
    let mut texts = SourceMap::default();
    let file = CaseFile::open(&args.case, options, &mut texts);
    file.tell_faults(&texts, output)?;
    let (Some(today), Some(model)) = (file.weighing()?, file.model(options)?) else {
        return Ok(file.status);
    };
    let changes = changes(&model, args)?;
    let situation = model
        .changed(&changes)
        .map_err(|error| Stop::because(error.to_string()))?;
    let weighing = model
        .weigh(&situation)
        .map_err(|error| Stop::because(format!("these changes cannot all be so: {error}")))?;
    let ranges = model
        .ranges(&situation, args.draws.draws())
        .map_err(|error| file.too_large(&error))?;
    let intervals = intervals(&ranges);
    let then = Then {
        weighing: &weighing,
        intervals: intervals.as_deref(),
    };
    let asked = Asked::new(&model, &changes, today, &then);
    match args.format {
        Form::Json => output.print_json(&asked)?,
        Form::Human => {
            let mut drawn = output.screen();
            screen::draw(&mut drawn, &asked);
            output.print(&drawn.into_text())?;
        }
    }
    Ok(file.status)
}

/// The changes asked for, or all that makes no sense among them.
fn changes(model: &Model, args: &AskCase) -> Result<Vec<Change>, Stop> {
    let without = |id: &String| {
        Ok(Change::Suppose {
            proposition: model.hypothesis_called(id)?,
            is_true: false,
        })
    };
    let drop = |id: &String| model.evidence_called(id).map(Change::Drop);
    let read = args.prior.iter().map(|text| model.read_prior(text));
    let read = read.chain(args.set.iter().map(|text| model.read_change(text)));
    let read = read.chain(args.suppose.iter().map(|text| model.read_supposed(text)));
    let read = read.chain(args.drop.iter().map(drop));
    let read: Vec<Result<Change, ChangeError>> =
        read.chain(args.without.iter().map(without)).collect();
    let faults = read.iter().filter_map(|change| change.as_ref().err());
    let faults: Vec<String> = faults.map(ToString::to_string).collect();
    if faults.is_empty() {
        Ok(read.into_iter().flatten().collect())
    } else {
        Err(Stop::because(faults.join("\n")))
    }
}
