//! `cargo xtask measure-syntax`: how right the tagger and the parser are, and how fast.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Instant;

use abduce_english::Depth;
use abduce_english::syntax::{Model, shipped};
use abduce_english::train::syntax::wordnet::Dictionary;
use abduce_english::train::syntax::{Options, measure, train, treebank, treebank::Sentence};

/// Where to look and where to write.
#[derive(clap::Args)]
pub(crate) struct MeasureSyntax {
    /// The folder with the treebanks' tables.
    #[arg(long, default_value = "../shared/data/reader/syntax")]
    data: PathBuf,
    /// The folder with WordNet 3.0's files: also trains without an eighth of the sentences
    /// and measures on that eighth, which takes a minute.
    #[arg(long)]
    wordnet: Option<PathBuf>,
    /// Where the table goes.
    #[arg(long, default_value = "docs/measurements/syntax.md")]
    out: PathBuf,
}

const HEAD: &str = "# Tags and trees, measured\n\n\
    Made by `cargo xtask measure-syntax --wordnet FOLDER` (FOLDER: the files of WordNet 3.0). Words are those of the treebank; \
    punctuation counts; LAS asks for the whole relation, plain LAS for the part before the colon.\n\n\
    | measured on | words | UPOS | XPOS | UAS | LAS | plain LAS |\n| --- | --- | --- | --- | --- | --- | --- |\n";

/// Measures, and writes the table.
pub(crate) fn run(args: &MeasureSyntax) -> Result<String, String> {
    let Ok(gum) = load(&args.data, "gum_ccby_train") else {
        return Ok(format!("SKIPPED: no treebanks in {}", args.data.display()));
    };
    let ewt = load(&args.data, "ewt_dev")?;
    let known: Vec<&str> = gum.iter().map(|s| s.text.as_str()).collect();
    let others = load(&args.data, "gum_sa_train")?;
    let others: Vec<Sentence> = others
        .into_iter()
        .filter(|s| !known.contains(&s.text.as_str()))
        .collect();
    let model = shipped().ok_or("the shipped model cannot be read")?;
    let mut table = HEAD.to_owned();
    if let Some(wordnet) = &args.wordnet {
        let words = Dictionary::read(wordnet).map_err(|e| format!("{}: {e}", wordnet.display()))?;
        let is_held = |i: usize| i / 60 % 8 == 5;
        let part = |held: bool| {
            let some = gum.iter().enumerate().filter(|(i, _)| is_held(*i) == held);
            some.map(|(_, s)| s.clone()).collect::<Vec<_>>()
        };
        let bytes = train(&part(false), &words, &Options::default());
        let model = Model::read(&bytes).map_err(|e| e.to_string())?;
        row(
            &mut table,
            &model,
            "GUM CC-BY, an eighth held back (a model trained without it)",
            &part(true),
        );
    }
    row(
        &mut table,
        model,
        "GUM bio and voyage (genres never trained on)",
        &others,
    );
    row(
        &mut table,
        model,
        "EWT dev (reviews, mail, blogs, news; never trained on)",
        &ewt,
    );
    speeds(&mut table, model, &ewt);
    std::fs::write(&args.out, &table).map_err(|e| format!("{}: {e}", args.out.display()))?;
    Ok(table)
}

fn load(folder: &Path, name: &str) -> Result<Vec<Sentence>, String> {
    let path = folder.join(format!("{name}.tsv"));
    let table = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    treebank::read(&table).map_err(|e| format!("{}: {e}", path.display()))
}

fn row(table: &mut String, model: &Model, name: &str, sentences: &[Sentence]) {
    let score = measure(model, sentences, |_, _| {});
    let share = |n: usize| format!("{:.3}", n as f64 / score.n.max(1) as f64);
    let [upos, xpos, heads] = [score.upos, score.xpos, score.heads].map(share);
    let [arcs, plain] = [score.arcs, score.plain_arcs].map(share);
    let _ = writeln!(
        table,
        "| {name} | {} | {upos} | {xpos} | {heads} | {arcs} | {plain} |",
        score.n
    );
}

/// Adds the speed of each stage on one core.
fn speeds(table: &mut String, model: &Model, sentences: &[Sentence]) {
    let mut text = String::new();
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for sentence in sentences {
        let start = text.len();
        text.push_str(&sentence.text);
        stretches.push(start..text.len());
        text.push('\n');
    }
    table.push_str("\n| as far as | MB/s on one core, mean of 40 runs |\n| --- | --- |\n");
    for (name, depth) in [
        ("words", Depth::Tokens),
        ("tags", Depth::Tags),
        ("trees", Depth::Trees),
    ] {
        let start = seconds();
        for _ in 0..40 {
            std::hint::black_box(&model.parse(&text, &stretches, depth));
        }
        let once = (seconds() - start) / 40.0;
        let _ = writeln!(
            table,
            "| {name} | {:.1} |",
            text.len() as f64 / once.max(1e-9) / 1e6
        );
    }
}

/// Processor time of this thread where the system tells it, so that other work on the
/// machine counts little; else the time of the clock.
fn seconds() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let start = START.get_or_init(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|t| t.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or(start.elapsed().as_secs_f64(), |n| n / 1e9)
}
