//! `cargo xtask measure-reader`: reads the public gold corpora, scores what is found with
//! the corpora's own scorer, and reports it beside floors and goals.

mod corpus;
mod report;
mod table;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use self::corpus::{Half, Speed};
use self::table::{Figure, ROWS, Row};

/// Measure the reader on gold data
#[derive(Debug, clap::Args)]
pub(crate) struct MeasureReader {
    /// The folder of the corpora, with score.py in it or beside it (needs python3);
    /// ../shared/data/reader, seen from this repository, when not given
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The documents to look at; each half by itself when not given
    #[arg(long)]
    half: Option<Half>,
    /// Only this yardstick, or those of this corpus; may be given several times
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Keep what is found, as JSON lines, in this folder
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Write docs/measurements/reader.md
    #[arg(long, conflicts_with_all = ["only", "half"])]
    write: bool,
}

/// What was measured.
#[derive(Debug, Default)]
struct Measured {
    /// By yardstick, figure and half.
    figures: BTreeMap<(&'static str, &'static str, &'static str), f64>,
    /// By corpus and half: how many documents.
    n_documents: BTreeMap<(&'static str, &'static str), usize>,
    /// By corpus.
    speed: BTreeMap<&'static str, Speed>,
}

/// Measures; gives the report.
pub(crate) fn run(args: &MeasureReader) -> Result<String, String> {
    let rows: Vec<&Row> = ROWS
        .iter()
        .filter(|row| is_asked(row, &args.only))
        .collect();
    if rows.is_empty() {
        let names: Vec<&str> = ROWS.iter().map(|row| row.name).collect();
        return Err(format!(
            "no such yardstick; there are: {}",
            names.join(", ")
        ));
    }
    let halves = match args.half {
        Some(half) => vec![half],
        None => vec![Half::Tuning, Half::Checking],
    };
    let scratch = std::env::temp_dir().join(format!("measure-reader-{}", std::process::id()));
    let keep = args.keep.clone().unwrap_or_else(|| scratch.clone());
    fs::create_dir_all(&keep).map_err(|error| format!("{}: {error}", keep.display()))?;
    let measured = measure(args, &rows, &halves, &keep);
    if scratch.exists() {
        let _ = fs::remove_dir_all(&scratch);
    }
    let measured = measured?;
    if args.write {
        report::write(&measured)?;
    }
    Ok(report::terminal(&rows, &halves, &measured))
}

fn is_asked(row: &Row, only: &[String]) -> bool {
    let named = |name: &String| row.name == name || row.corpus.contains(&name.as_str());
    only.is_empty() || only.iter().any(named)
}

fn measure(
    args: &MeasureReader,
    rows: &[&Row],
    halves: &[Half],
    keep: &Path,
) -> Result<Measured, String> {
    let mut out = Measured::default();
    let data = data(args)?;
    let scorer = scorer(&data)?;
    let mut read: BTreeMap<(&str, &str), bool> = BTreeMap::new();
    for row in rows {
        let corpus = row.corpus[0];
        for &half in halves {
            let Some(folder) = folder(&data, row, half) else {
                continue;
            };
            let stem = format!("{corpus}-{}", half.name());
            let (found, docs) = (
                keep.join(format!("{stem}.jsonl")),
                keep.join(format!("{stem}.docs")),
            );
            if read.insert((corpus, half.name()), true).is_none() {
                let names = corpus::documents(&folder, half)?;
                out.n_documents.insert((corpus, half.name()), names.len());
                let speed = corpus::annotate(&folder, &names, &found)?;
                out.speed.entry(corpus).or_default().add(speed);
                let lines: String = names.iter().map(|name| format!("{name}\n")).collect();
                fs::write(&docs, lines).map_err(|e| format!("{}: {e}", docs.display()))?;
            }
            if out.n_documents.get(&(corpus, half.name())) == Some(&0) {
                continue;
            }
            let scores = score(&scorer, row, &folder, &found, &docs)?;
            for figure in row.figures {
                if let Some(number) = number(&scores, figure) {
                    out.figures
                        .insert((row.name, figure.name, half.name()), number);
                }
            }
        }
    }
    Ok(out)
}

/// The folder of a row's corpus: among the public ones, or else among our own, which have a
/// folder for each half.
fn folder(data: &Path, row: &Row, half: Half) -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests");
    let public = row.corpus.iter().map(|name| data.join(name));
    let own = row
        .corpus
        .iter()
        .map(|name| own.join(name).join(half.name()));
    public.chain(own).find(|f| f.join("gold.jsonl").exists())
}

/// The folder of the corpora.
fn data(args: &MeasureReader) -> Result<PathBuf, String> {
    if let Some(data) = &args.data {
        return Ok(data.clone());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    // A work tree lies one folder deeper.
    let places = ["../shared/data/reader", "../../shared/data/reader"];
    let found = places
        .iter()
        .map(|place| root.join(place))
        .find(|p| p.exists());
    found.ok_or_else(|| "no ../shared/data/reader here: --data DIR".to_owned())
}

/// Where score.py is.
fn scorer(data: &Path) -> Result<PathBuf, String> {
    let places = [data.join("score.py"), data.join("../score.py")];
    let found = places.into_iter().find(|path| path.exists());
    found.ok_or_else(|| format!("no score.py in {} or beside it", data.display()))
}

/// What score.py says of one yardstick.
fn score(
    scorer: &Path,
    row: &Row,
    gold: &Path,
    found: &Path,
    docs: &Path,
) -> Result<Value, String> {
    let mut words = row.score.split(' ');
    let task = words.next().unwrap_or_default();
    let mut command = Command::new("python3");
    command.arg(scorer).arg(task).arg(gold).arg(found);
    command.args(words).arg("--docs").arg(docs).arg("--json");
    let output = command.output().map_err(|e| format!("python3: {e}"))?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        return Err(format!("score.py, {}: {}", row.name, why.trim()));
    }
    serde_json::from_slice(&output.stdout).map_err(|e| format!("score.py, {}: {e}", row.name))
}

/// One figure of what score.py says.
fn number(scores: &Value, figure: &Figure) -> Option<f64> {
    let step = |value: &'_ Value, key: &&str| match key.parse::<usize>() {
        Ok(at) => value.get(at).cloned(),
        Err(_) => value.get(key).cloned(),
    };
    let at = figure
        .path
        .iter()
        .try_fold(scores.clone(), |v, key| step(&v, key));
    at?.as_f64()
}
