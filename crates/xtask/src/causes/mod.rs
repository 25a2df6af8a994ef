//! `cargo xtask causes`: trains the models of causes, or says by cross-validation how well
//! such models do.

mod examples;
mod gold;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use abduce_core::reader::causes::models::{self, Desk, Models, Proposal};
use abduce_core::reader::causes::{arguments, links, sentence, signals};
use abduce_english::feature::Keys;
use abduce_english::linear::Linear;
use abduce_english::sequence::Chunk;
use abduce_english::train::{self, Options};
use serde_json::json;

use self::examples::{Link, Read, Sentence};

/// In how many parts the data is cut for cross-validation.
const FOLDS: usize = 5;

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the development data.
    #[arg(long, default_value = "../shared/data/reader")]
    data: PathBuf,
    /// Where to write the models.
    #[arg(long, default_value = "crates/core/src/reader/causes/causes.model")]
    out: PathBuf,
    /// Cross-validate, and write what was proposed for each sentence to this file.
    #[arg(long)]
    cross: Option<PathBuf>,
    /// The corpora to learn from.
    #[arg(long, value_delimiter = ',', default_value = "cnc,because,own")]
    corpora: Vec<String>,
}

/// A text with the part of the cross-validation that each sentence belongs to.
struct Item {
    corpus: String,
    read: Read,
    fold: Vec<usize>,
}

/// Does the chore.
pub(crate) fn run(args: &Args) -> Result<String, String> {
    let mut items = Vec::new();
    for corpus in &args.corpora {
        items.extend(load(&args.data.join(corpus), corpus)?);
    }
    match &args.cross {
        Some(path) => cross(&items, path)?,
        None => write(&args.out, &trained(&items, None)?)?,
    }
    Ok(format!("{} texts", items.len()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
}

fn load(folder: &Path, corpus: &str) -> Result<Vec<Item>, String> {
    let mut items = Vec::new();
    let found = match corpus {
        "own" => vec![gold::own()],
        _ => gold::read(folder)?,
    };
    for (number, gold) in found.into_iter().enumerate() {
        let read = Read::new(gold)?;
        let n = read.sentences.len().max(1);
        // Texts of unconnected sentences go whole into a part; others are cut in parts.
        let fold = |i: usize| match corpus {
            "cnc" => number % FOLDS,
            _ => (i * FOLDS / n + number) % FOLDS,
        };
        let fold = (0..read.sentences.len()).map(fold).collect();
        items.push(Item {
            corpus: corpus.to_owned(),
            read,
            fold,
        });
    }
    Ok(items)
}

/// What was said of each sentence by models that had not seen it.
fn cross(items: &[Item], path: &Path) -> Result<(), String> {
    let mut lines = String::new();
    for fold in 0..FOLDS {
        let models = Models::read(&trained(items, Some(fold))?).ok_or("a model was not packed")?;
        let mut desk = Desk::default();
        for item in items {
            let places = places(&item.read.gold.text);
            let sentences = item.read.sentences.iter().zip(&item.fold);
            for (sentence, _) in sentences.filter(|(_, f)| **f == fold) {
                let lowered = item.read.lowered(sentence);
                let view = item.read.view(&lowered, sentence);
                models.lay(&view, &mut desk);
                let odds = models.sentence_odds(&view, &mut desk);
                let found = models.proposals(&view, -4.0, -4.0, |_| true, &mut desk);
                let span = |words: &std::ops::Range<usize>| {
                    let words = &item.read.parse.words[sentence.words.clone()][words.clone()];
                    let (first, last) = (words.first()?, words.last()?);
                    Some([places[first.start as usize], places[last.end as usize]])
                };
                let proposal = |p: &Proposal| {
                    let [link, signal, cause, effect] =
                        [&(p.link..p.link + 1), &p.signal, &p.cause, &p.effect].map(span);
                    json!({"link": link, "class": p.class, "odds": p.odds,
                        "signal": signal, "cause": cause, "effect": effect})
                };
                let gold: Vec<_> = sentence
                    .links
                    .iter()
                    .map(|l| span(&(l.at..l.at + 1)))
                    .collect();
                let line = json!({"corpus": item.corpus, "doc": item.read.gold.doc,
                    "at": span(&(0..sentence.words.len())), "odds": odds, "gold": gold,
                    "causal": sentence.causal,
                    "found": found.iter().map(proposal).collect::<Vec<_>>()});
                let _ = writeln!(lines, "{line}");
            }
        }
    }
    write(path, lines.as_bytes())
}

/// For each byte, how many characters stand before it.
fn places(text: &str) -> Vec<usize> {
    let mut places = vec![0; text.len() + 1];
    for (n, (i, c)) in text.char_indices().enumerate() {
        places[i..i + c.len_utf8()].fill(n);
        places[i + c.len_utf8()] = n + 1;
    }
    places
}

/// Trains the models on all sentences but those of one part, and packs them.
fn trained(items: &[Item], but: Option<usize>) -> Result<Vec<u8>, String> {
    let mut seen = Vec::new();
    for item in items {
        let sentences = item.read.sentences.iter().zip(&item.fold);
        let sentences = sentences.filter(|(_, fold)| Some(**fold) != but);
        seen.extend(sentences.map(|(sentence, _)| (&item.read, sentence)));
    }
    let packed = gate(&seen);
    let gate = Linear::read(&packed).map_err(|e| e.to_string())?;
    let mut examples = Examples::default();
    for (read, sentence) in seen {
        examples.add(read, sentence, &gate);
    }
    Ok(examples.train(&packed))
}

/// Trains the gate.
fn gate(seen: &[(&Read, &Sentence)]) -> Vec<u8> {
    let (mut examples, mut keys) = (Vec::new(), Keys::default());
    for (read, sentence) in seen {
        let lowered = read.lowered(sentence);
        let view = read.view(&lowered, sentence);
        for i in (0..view.len()).filter(|&i| links::may_link(&view, i)) {
            links::gate_features(&view, i, &mut keys);
            let is_link = sentence.links.iter().any(|l| l.at == i);
            examples.push(example(&mut keys, usize::from(is_link)));
        }
    }
    let options = Options {
        epochs: 8,
        rate: 0.05,
        decay: 0.05,
        keep: 20_000,
        ..Options::default()
    };
    train::linear::train(&examples, &links::GATE.map(str::to_owned), &options)
}

/// What the four models learn from.
#[derive(Default)]
struct Examples {
    links: Vec<train::linear::Example>,
    arguments: Vec<train::sequence::Example>,
    signals: Vec<train::linear::Example>,
    sentences: Vec<train::linear::Example>,
}

impl Examples {
    fn add(&mut self, read: &Read, sentence: &Sentence, gate: &Linear) {
        let lowered = read.lowered(sentence);
        let view = read.view(&lowered, sentence);
        let (mut keys, mut possible) = (Keys::default(), Vec::new());
        models::possible(gate, &view, &mut keys, &mut possible);
        if let Some(causal) = sentence.causal {
            sentence::features(&view, &possible, &mut keys);
            self.sentences.push(example(&mut keys, usize::from(causal)));
        }
        for i in 0..view.len() {
            let class = sentence
                .links
                .iter()
                .find(|l| l.at == i)
                .map_or(0, |l| l.class);
            if class != 0 || possible.binary_search(&i).is_ok() {
                links::features(&view, i, &mut keys);
                self.links.push(example(&mut keys, class));
            }
        }
        for link in &sentence.links {
            arguments::features(&view, link.at, link.class, &mut keys);
            let words = std::mem::take(&mut keys);
            self.arguments.push(train::sequence::Example {
                words,
                chunks: stretches(link),
            });
            signals::features(&view, link.at, link.class, &mut keys);
            let reach = link.signal.as_ref().map_or(0, |s| {
                signals::class_of(link.at - s.start, (s.end - 1).saturating_sub(link.at))
            });
            self.signals.push(example(&mut keys, reach));
        }
    }

    /// Trains the others, and packs them with the gate.
    fn train(&self, gate: &[u8]) -> Vec<u8> {
        let options = |epochs, rate, decay, keep| Options {
            epochs,
            rate,
            decay,
            keep,
            ..Options::default()
        };
        let names = |names: &[&str]| names.iter().map(|&n| n.to_owned()).collect::<Vec<_>>();
        let links = train::linear::train(
            &self.links,
            &names(&links::CLASSES),
            &options(10, 0.02, 0.05, 60_000),
        );
        let arguments = train::sequence::train(
            &self.arguments,
            &names(&arguments::LABELS),
            &options(10, 0.05, 0.05, 80_000),
        );
        let signals = train::linear::train(
            &self.signals,
            &names(&signals::CLASSES),
            &options(12, 0.05, 0.02, 6_000),
        );
        let sentences = train::linear::train(
            &self.sentences,
            &names(&sentence::CLASSES),
            &options(8, 0.003, 0.03, 40_000),
        );
        Models::pack([gate, &links, &arguments, &signals, &sentences])
    }
}

/// An example with these features, each once.
fn example(keys: &mut Keys, class: usize) -> train::linear::Example {
    let mut features = keys.keys().to_vec();
    features.sort_unstable();
    features.dedup();
    keys.clear();
    train::linear::Example { features, class }
}

/// The stretches of a relation; where they overlap, the first gives way to the second.
fn stretches(link: &Link) -> Vec<Chunk> {
    let named = [(0, &link.cause), (1, &link.effect)];
    let mut chunks: Vec<Chunk> = named
        .into_iter()
        .filter_map(|(label, words)| {
            Some(Chunk {
                label,
                words: words.clone()?,
            })
        })
        .collect();
    chunks.sort_by_key(|chunk| chunk.words.start);
    if let [first, second] = &mut chunks[..] {
        first.words.end = first.words.end.min(second.words.start);
    }
    chunks.retain(|chunk| !chunk.words.is_empty());
    chunks
}
