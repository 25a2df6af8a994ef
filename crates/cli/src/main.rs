//! The binary `abduce`: arguments in, text or JSON out.
//!
//! Exit codes: 0 clean, 1 the case has faults, 2 could not run.

mod args;
mod commands;
mod files;
mod ordered;
mod output;
mod render;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let output = output::Output::of(args.colour);
    match commands::run(args.command, &output) {
        Ok(status) => ExitCode::from(status as u8),
        Err(output::Stop::ReaderGone) => ExitCode::SUCCESS,
        Err(output::Stop::CouldNotRun(why)) => {
            output.complain(&why);
            ExitCode::from(output::Status::CouldNotRun as u8)
        }
    }
}
