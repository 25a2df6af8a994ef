//! What can be asked of the program; each option is documented here, once.

pub(crate) mod ledger;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use abduce_core::reader::reading::Depth;
use abduce_core::weigh::ranges::Draws;
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
    /// Ask a case what would follow if something were otherwise
    Ask(AskCase),
    /// Say what a hard reviewer of a case would attack
    Review(Review),
    /// Write a case as an assessment that a reader can question
    Report(Report),
    /// Find the faults of cases
    Check(Check),
    /// Put cases into canonical order, with comments kept
    Fmt(Fmt),
    /// Start a case from a commented example
    New(New),
    /// Print the JSON Schema of case files
    Schema,
    /// Keep score: list, resolve and score forecasts of cases
    Ledger(ledger::Ledger),
    /// Ask a network file: probabilities given what is known
    Net(Net),
    /// Write the network of a case as a file for other programs
    Export(Export),
    /// Tell what a diagnostic means and how to mend it
    ExplainCode(ExplainCode),
}

/// The format of a network file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NetworkFormat {
    /// BIF 0.15, the Interchange Format
    Bif,
    /// XMLBIF 0.3
    Xmlbif,
    /// XDSL, of GeNIe and SMILE
    Xdsl,
    /// NET, of Hugin
    Net,
    /// UAI, without names
    Uai,
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
    /// The articles: plain text, Markdown or HTML, or folders of such files; - for standard input
    #[arg(required = true, value_name = "ARTICLE")]
    pub(crate) articles: Vec<PathBuf>,
    /// How they are written; told from their names and content when not given
    #[arg(long = "as", value_name = "FORMAT")]
    pub(crate) written_as: Option<ArticleFormat>,
    /// Where to write the draft, or the folder for the drafts of several articles; standard
    /// output when not given
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write everything that is found, one JSON object a line, and no draft unless -o asks
    /// for it; - for standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) annotations: Option<PathBuf>,
    /// Tell each item that is found, with its place, the rule that found it and what spoke for
    /// it; of these labels only, as in --why=hypothesis,evidence; all for all labels
    #[arg(
        long,
        value_name = "LABEL,…",
        value_delimiter = ',',
        num_args = 0..,
        require_equals = true,
        conflicts_with_all = ["annotations", "output", "jsonl"]
    )]
    pub(crate) why: Option<Vec<String>>,
    /// The files hold one article a line, each a JSON object with a "text"
    #[arg(long, requires = "annotations")]
    pub(crate) jsonl: bool,
    /// Go on with a stream that was cut short, after the last article that is whole in the
    /// file of annotations
    #[arg(long, requires = "jsonl")]
    pub(crate) resume: bool,
    /// How many articles are read at once; as many as there are processors when not given
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Look at words alone, without their tags and trees: several times faster, and less is
    /// found (no causes, no certainty of events, fewer sayings)
    #[arg(long)]
    pub(crate) fast: bool,
    /// Write over a file that exists
    #[arg(long)]
    pub(crate) force: bool,
}

impl Read {
    /// How far the reader looks into sentences.
    pub(crate) fn depth(&self) -> Depth {
        match self.fast {
            true => Depth::Tokens,
            false => Depth::Trees,
        }
    }
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
    /// Also say what would turn the conclusion
    #[arg(long)]
    pub(crate) turning: bool,
    /// Also say what is worth finding out
    #[arg(long)]
    pub(crate) inquiry: bool,
    /// Also say how belief moved, day by day
    #[arg(long)]
    pub(crate) timeline: bool,
    /// Also say what items of evidence weigh alone, and what they share
    #[arg(long)]
    pub(crate) pairs: bool,
    /// Also show what tools that count inconsistencies would answer
    #[arg(long)]
    pub(crate) classic: bool,
    /// How intervals are drawn.
    #[command(flatten)]
    pub(crate) draws: DrawArgs,
    /// The most memory that exact inference may take, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 1024)]
    pub(crate) memory_limit: u64,
}

/// How intervals are drawn.
#[derive(Clone, Copy, Debug, ClapArgs)]
pub(crate) struct DrawArgs {
    /// How many times ranges are drawn from for the intervals; when not given as many as the
    /// intervals need, 0 for no intervals
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub(crate) draws: Option<u32>,
    /// Where the draws begin
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
}

impl DrawArgs {
    /// As the library takes them, on all processors.
    pub(crate) fn draws(self) -> Draws {
        let default = Draws {
            seed: self.seed,
            n_threads: std::thread::available_parallelism().map_or(1, usize::from),
            ..Draws::default()
        };
        match self.draws {
            None => default,
            Some(n) => Draws {
                least: n as usize,
                most: n as usize,
                ..default
            },
        }
    }
}

/// `abduce ask`
#[derive(Debug, ClapArgs)]
pub(crate) struct AskCase {
    /// The case; - for standard input
    pub(crate) case: PathBuf,
    /// Suppose that a hypothesis is false
    #[arg(long, value_name = "HYPOTHESIS")]
    pub(crate) without: Vec<String>,
    /// Give a number another value (evidence.x.given.y=0.3, sources.s.grade=B), or suppose that
    /// something is so (claims.x=true)
    #[arg(long, value_name = "PATH=VALUE")]
    pub(crate) set: Vec<String>,
    /// Suppose that something is so or not, whatever is heard of it (evidence.x=false)
    #[arg(long, value_name = "PATH=true|false")]
    pub(crate) suppose: Vec<String>,
    /// Take an item of evidence as never known
    #[arg(long, value_name = "EVIDENCE")]
    pub(crate) drop: Vec<String>,
    /// Give a hypothesis another prior probability; rivals keep their proportions
    #[arg(long, value_name = "HYPOTHESIS=VALUE")]
    pub(crate) prior: Vec<String>,
    /// Leave out what was not known by this day, such as 2015-05-10
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// For a person or for a program
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Form,
    /// How intervals are drawn.
    #[command(flatten)]
    pub(crate) draws: DrawArgs,
}

/// `abduce review`
#[derive(Debug, ClapArgs)]
pub(crate) struct Review {
    /// The case; - for standard input
    pub(crate) case: PathBuf,
    /// Leave out what was not known by this day, such as 2015-05-10
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// For a person or for a program
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Form,
    /// How intervals are drawn.
    #[command(flatten)]
    pub(crate) draws: DrawArgs,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// One page that needs nothing else
    #[default]
    Html,
    /// Markdown
    Md,
    /// The same sections as JSON; pictures as their tables
    Json,
}

/// `abduce report`
#[derive(Debug, ClapArgs)]
pub(crate) struct Report {
    /// The case; - for standard input
    pub(crate) case: PathBuf,
    /// Where to write it; standard output when not given
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "html")]
    pub(crate) format: ReportFormat,
    /// Leave out what was not known by this day, such as 2015-05-10
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// How intervals are drawn.
    #[command(flatten)]
    pub(crate) draws: DrawArgs,
    /// Print no warnings
    #[arg(short, long)]
    pub(crate) quiet: bool,
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

/// `abduce net`
#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Net {
    /// Something else than to ask.
    #[command(subcommand)]
    pub(crate) command: Option<NetCommand>,
    /// What to ask.
    #[command(flatten)]
    pub(crate) ask: Ask,
}

/// What else can be done with a network file.
#[derive(Debug, Subcommand)]
pub(crate) enum NetCommand {
    /// Write a network file in another format
    Convert(Convert),
    /// Say what inference in a network will cost
    Compile(Compile),
}

/// A question to a network.
#[derive(Debug, ClapArgs)]
pub(crate) struct Ask {
    /// The network: BIF, XMLBIF, XDSL, NET or UAI; - for standard input
    #[arg(required = true)]
    pub(crate) file: Option<PathBuf>,
    /// What is known: VARIABLE=STATE, or VARIABLE:L,L,… with a likelihood for each state
    #[arg(long, value_name = "FINDING")]
    pub(crate) given: Vec<String>,
    /// Findings in a UAI evidence file
    #[arg(long, value_name = "FILE")]
    pub(crate) evidence: Option<PathBuf>,
    /// What to tell the probabilities of; all variables when not given
    #[arg(long, value_name = "VARIABLE")]
    pub(crate) query: Vec<String>,
    /// The format of the network; told from its content when not given
    #[arg(long, value_name = "FORMAT")]
    pub(crate) from: Option<NetworkFormat>,
    /// Where exact inference would be too large, give bounds from this many propagations
    #[arg(long, value_name = "N")]
    pub(crate) bounds: Option<u64>,
    /// Tell the most probable states of all variables together, too
    #[arg(long, conflicts_with = "bounds")]
    pub(crate) mpe: bool,
    /// For a person or for a program
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Form,
    /// The most memory that exact inference may take, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 1024)]
    pub(crate) memory_limit: u64,
}

/// `abduce net convert`
#[derive(Debug, ClapArgs)]
pub(crate) struct Convert {
    /// The network; - for standard input
    pub(crate) file: PathBuf,
    /// The file to write, by the ending of its name; standard output when not given
    pub(crate) output: Option<PathBuf>,
    /// The format of the network; told from its content when not given
    #[arg(long, value_name = "FORMAT")]
    pub(crate) from: Option<NetworkFormat>,
    /// The format to write, whatever the name of the file
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<NetworkFormat>,
    /// Write over a file that exists
    #[arg(long)]
    pub(crate) force: bool,
}

/// `abduce net compile`
#[derive(Debug, ClapArgs)]
pub(crate) struct Compile {
    /// The network; - for standard input
    pub(crate) file: PathBuf,
    /// The format of the network; told from its content when not given
    #[arg(long, value_name = "FORMAT")]
    pub(crate) from: Option<NetworkFormat>,
    /// For a person or for a program
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Form,
    /// The most memory that exact inference may take, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 1024)]
    pub(crate) memory_limit: u64,
}

/// `abduce export`
#[derive(Debug, ClapArgs)]
pub(crate) struct Export {
    /// The case; - for standard input
    pub(crate) case: PathBuf,
    /// The format to write; told from the name of the file when not given
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<NetworkFormat>,
    /// Where to write the network; standard output when not given
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Leave out what was not known by this day, such as 2015-05-10
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Write over a file that exists
    #[arg(long)]
    pub(crate) force: bool,
}

/// `abduce explain-code`
#[derive(Debug, ClapArgs)]
pub(crate) struct ExplainCode {
    /// The code, such as E0012; all of them in a list when not given
    pub(crate) code: Option<String>,
}
