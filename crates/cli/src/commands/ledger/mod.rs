//! `abduce ledger`: forecasts listed, resolved and scored, over any set of case files.

mod gather;
mod list;
mod report;
mod resolve;
mod rows;
mod score;

pub(crate) use score::{Group, Scored};

use crate::args::ledger::{Ledger, LedgerCommand};
use crate::output::{Output, Status, Stop};

/// Carries out what is asked of the ledger.
pub(super) fn run(args: &Ledger, output: &Output) -> Result<Status, Stop> {
    match &args.command {
        None => list::run(&args.list, false, output),
        Some(LedgerCommand::Due(args)) => list::run(args, true, output),
        Some(LedgerCommand::Resolve(args)) => resolve::resolve(args, output),
        Some(LedgerCommand::Unresolve(args)) => resolve::unresolve(args, output),
        Some(LedgerCommand::Report(args)) => report::run(args, output),
        Some(LedgerCommand::Score(args)) => score::run(args, output),
    }
}
