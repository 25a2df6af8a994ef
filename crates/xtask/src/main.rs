//! Chores of this repository: `cargo xtask train` makes the models that are shipped,
//! `cargo xtask measure-reader` measures the reader on public gold data.

mod causes;
mod measure;
mod split;
mod syntax;
mod train;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Chores of this repository.
#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Say which half of the development data a document belongs to.
    Half {
        /// The document's name.
        doc: String,
    },
    /// Train a model that is shipped.
    Train {
        #[command(subcommand)]
        what: train::What,
    },
    /// Measure the tagger and the parser.
    MeasureSyntax(syntax::MeasureSyntax),
    /// Measure the reader on public gold data.
    MeasureReader(measure::MeasureReader),
}

fn main() -> ExitCode {
    let done = match Args::parse().chore {
        Chore::Half { doc } => Ok(half(&doc).to_owned()),
        Chore::Train { what } => train::run(&what),
        Chore::MeasureSyntax(args) => syntax::run(&args),
        Chore::MeasureReader(args) => measure::run(&args),
    };
    match done {
        Ok(line) => {
            print(&line);
            ExitCode::SUCCESS
        }
        Err(why) => {
            warn(&why);
            ExitCode::FAILURE
        }
    }
}

fn half(doc: &str) -> &'static str {
    if split::is_tuning(doc) {
        "tuning"
    } else {
        "checking"
    }
}

#[allow(clippy::print_stdout)]
fn print(line: &str) {
    println!("{line}");
}

#[allow(clippy::print_stderr)]
fn warn(line: &str) {
    eprintln!("{line}");
}
