//! What can be asked of `abduce ledger`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use jiff::civil::Date;

/// `abduce ledger`
#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Ledger {
    /// Something else than to list.
    #[command(subcommand)]
    pub(crate) command: Option<LedgerCommand>,
    /// What to list.
    #[command(flatten)]
    pub(crate) list: List,
}

/// What else can be done with forecasts.
#[derive(Debug, Subcommand)]
pub(crate) enum LedgerCommand {
    /// List what is due within thirty days, or overdue
    Due(List),
    /// Write what came of a forecast into its case; what was written before is kept in its history
    Resolve(Resolve),
    /// Take back what came of a forecast; it is kept in its history
    Unresolve(Unresolve),
    /// Score forecasts: by author, tag, horizon and phrase
    Score(List),
    /// Write a page of who was right about what, with calibration curves
    Report(LedgerReport),
}

/// How to write lists and scores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LedgerForm {
    /// For a person
    #[default]
    Human,
    /// One JSON object with stable keys
    Json,
    /// Comma-separated values, a row a forecast
    Csv,
}

/// Which forecasts, and how to write them.
#[derive(Debug, ClapArgs)]
pub(crate) struct List {
    /// Case files, or folders of such files, with the folders in them; the working folder when
    /// not given
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Only forecasts of this author
    #[arg(long, value_name = "NAME")]
    pub(crate) author: Option<String>,
    /// Only forecasts with this tag
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Option<String>,
    /// Take this day for today, such as 2015-05-10
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: LedgerForm,
}

/// `abduce ledger report`
#[derive(Debug, ClapArgs)]
pub(crate) struct LedgerReport {
    /// Case files, or folders of such files, with the folders in them; the working folder when
    /// not given
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Only forecasts with this tag
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Option<String>,
    /// Take this day for today, such as 2015-05-10
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Where to write the page; standard output when not given
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// `abduce ledger resolve`
#[derive(Debug, ClapArgs)]
pub(crate) struct Resolve {
    /// The case
    pub(crate) case: PathBuf,
    /// The id of the forecast
    pub(crate) forecast: String,
    /// What came of it: yes, no or void; of other kinds an option, a number or a date
    #[arg(value_name = "OUTCOME", allow_hyphen_values = true)]
    pub(crate) outcome: String,
    /// The day that became known, such as 2015-05-10
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Date,
    /// Why that is the outcome
    #[arg(long, value_name = "WHY")]
    pub(crate) because: String,
    /// Where that can be read
    #[arg(long, value_name = "WHERE")]
    pub(crate) source: Option<String>,
}

/// `abduce ledger unresolve`
#[derive(Debug, ClapArgs)]
pub(crate) struct Unresolve {
    /// The case
    pub(crate) case: PathBuf,
    /// The id of the forecast
    pub(crate) forecast: String,
}
