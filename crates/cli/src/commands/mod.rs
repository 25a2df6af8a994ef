//! What the program can do, one file for each command.

mod article;
mod ask;
mod case_file;
mod check;
mod explain;
mod explain_code;
mod export;
mod fmt;
pub(crate) mod ledger;
pub(crate) mod net;
mod new;
mod read;
mod report;
mod review;
mod schema;
mod weigh;

use crate::args::Command;
use crate::output::{Output, Status, Stop};

/// Carries out one command.
///
/// # Errors
/// When it could not run, or whoever read its output has gone.
pub(crate) fn run(command: Command, output: &Output) -> Result<Status, Stop> {
    match command {
        Command::Explain(args) => explain::run(&args, output),
        Command::Read(args) => read::run(&args, output),
        Command::Weigh(args) => weigh::run(&args, output),
        Command::Ask(args) => ask::run(&args, output),
        Command::Review(args) => review::run(&args, output),
        Command::Report(args) => report::run(&args, output),
        Command::Check(args) => check::run(&args, output),
        Command::Fmt(args) => fmt::run(&args, output),
        Command::New(args) => new::run(&args, output),
        Command::Ledger(args) => ledger::run(&args, output),
        Command::Net(args) => net::run(&args, output),
        Command::Export(args) => export::run(&args, output),
        Command::ExplainCode(args) => explain_code::run(&args, output),
        Command::Schema => schema::run(output),
    }
}
