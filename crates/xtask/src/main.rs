//! Chores of this repository: `cargo xtask train` makes the models that are shipped,
//! `cargo xtask measure-reader` measures the reader on public gold data.

mod split;

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
}

fn main() {
    match Args::parse().chore {
        Chore::Half { doc } => {
            let half = if split::is_tuning(&doc) {
                "tuning"
            } else {
                "checking"
            };
            print(half);
        }
    }
}

#[allow(clippy::print_stdout)]
fn print(line: &str) {
    println!("{line}");
}
