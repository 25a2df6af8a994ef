//! `abduce net`: network files asked, converted, and told what they cost.

mod ask;
mod compile;
mod convert;
mod file;
mod given;

use crate::args::{Net, NetCommand};
use crate::output::{Output, Status, Stop};

pub(crate) use ask::{Answer, Marginal};
pub(crate) use compile::Cost;
pub(super) use convert::{lost_names, told_format};

/// Asks a network, or what the subcommand says.
pub(super) fn run(args: &Net, output: &Output) -> Result<Status, Stop> {
    match &args.command {
        None => ask::run(&args.ask, output),
        Some(NetCommand::Convert(args)) => convert::run(args, output),
        Some(NetCommand::Compile(args)) => compile::run(args, output),
    }
}

/// How many of something, in words.
fn counted(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}
