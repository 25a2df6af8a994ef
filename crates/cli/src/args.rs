//! What can be asked of the program; each option is documented here, once.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ColorChoice, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::render;

/// Explain an event and answer for it later.
///
/// An article is read into a draft case, the case is weighed exactly, and every number
/// leads back to a line of the case and every quote to a place in the article.
#[derive(Debug, Parser)]
#[command(name = "abduce", version, max_term_width = 100, after_help = EXITS)]
pub(crate) struct Args {
    /// When to use colours: auto asks the terminal and NO_COLOR, always and never do not
    #[arg(
        long = "color",
        value_name = "WHEN",
        global = true,
        default_value = "auto"
    )]
    pub(crate) colour: ColorChoice,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXITS: &str = "Exit codes: 0 clean, 1 the case has faults, 2 could not run.";

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read an article, weigh what it offers, and say where that parts from what it claims
    Explain(Explain),
    /// Read an article into a draft case
    Read(Read),
    /// Weigh a case
    Weigh(Weigh),
    /// Find the faults of cases
    Check(Check),
    /// Put cases into canonical order, with comments kept
    Fmt(Fmt),
    /// Start a case from a commented example
    New(New),
    /// Print the JSON Schema of case files
    Schema,
    /// Tell what a diagnostic means and how to mend it
    ExplainCode(ExplainCode),
}

/// How an article is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ArticleFormat {
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// HTML
    Html,
}

/// For a person, or for a program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For a person
    #[default]
    Human,
    /// One JSON object with stable keys
    Json,
}

/// An article and how to take it.
#[derive(Debug, ClapArgs)]
pub(crate) struct Article {
    /// The article: plain text, Markdown or HTML; - for standard input
    pub(crate) article: PathBuf,
    /// How it is written; told from its name and content when not given
    #[arg(long = "as", value_name = "FORMAT")]
    pub(crate) written_as: Option<ArticleFormat>,
}

/// `abduce explain`
#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// The article.
    #[command(flatten)]
    pub(crate) article: Article,
    /// For a person or for a program
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Form,
}

/// `abduce read`
#[derive(Debug, ClapArgs)]
pub(crate) struct Read {
    /// The article.
    #[command(flatten)]
    pub(crate) article: Article,
    /// Where to write the draft; standard output when not given
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write over a file that exists
    #[arg(long)]
    pub(crate) force: bool,
}

/// `abduce weigh`
#[derive(Debug, ClapArgs)]
pub(crate) struct Weigh {
    /// The case; - for standard input
    pub(crate) case: PathBuf,
    /// Leave out what was not known by this day, such as 2015-05-10
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// For a person or for a program
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Form,
    /// Print the hypotheses alone, and no warnings
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// The most memory that exact inference may take, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 1024)]
    pub(crate) memory_limit: u64,
}

/// `abduce check`
#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    /// The cases; - for standard input
    #[arg(required = true)]
    pub(crate) cases: Vec<PathBuf>,
    /// How to write what was found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: render::Format,
    /// Leave out warnings
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// `abduce fmt`
#[derive(Debug, ClapArgs)]
pub(crate) struct Fmt {
    /// The cases; - to read standard input and write standard output
    #[arg(required = true)]
    pub(crate) cases: Vec<PathBuf>,
    /// Change nothing; say which files are not in canonical order
    #[arg(long)]
    pub(crate) check: bool,
}

/// `abduce new`
#[derive(Debug, ClapArgs)]
pub(crate) struct New {
    /// The file to write; standard output when not given
    pub(crate) case: Option<PathBuf>,
}

/// `abduce explain-code`
#[derive(Debug, ClapArgs)]
pub(crate) struct ExplainCode {
    /// The code, such as E0012; all of them in a list when not given
    pub(crate) code: Option<String>,
}
