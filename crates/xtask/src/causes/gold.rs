//! Gold annotations of causes: corpora in the form of score.py, with their texts.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use serde_json::Value;

/// A relation between a cause and its effect, in bytes of the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Relation {
    pub(super) cause: Option<Range<usize>>,
    pub(super) effect: Option<Range<usize>>,
    pub(super) signal: Option<Range<usize>>,
}

/// A text with its annotations.
#[derive(Clone, Debug, Default)]
pub(super) struct Gold {
    pub(super) doc: String,
    pub(super) text: String,
    pub(super) relations: Vec<Relation>,
    /// Sentences that were judged, and whether they tell of a cause.
    pub(super) sentences: Vec<(Range<usize>, bool)>,
}

/// Reads the texts of a folder and what is annotated in them.
pub(super) fn read(folder: &Path) -> Result<Vec<Gold>, String> {
    let path = folder.join("gold.jsonl");
    let gold = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut records: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in gold.lines() {
        let record: Value = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let doc = record["doc"].as_str().unwrap_or_default().to_owned();
        records.entry(doc).or_default().push(record);
    }
    let read = |(doc, records): (String, Vec<Value>)| {
        let path = folder.join("texts").join(format!("{doc}.txt"));
        let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(annotated(doc, text, &records))
    };
    records.into_iter().map(read).collect()
}

/// The sentences that were written for this, as a text of their own.
pub(super) fn own() -> Gold {
    let mut gold = Gold {
        doc: "own".to_owned(),
        ..Gold::default()
    };
    let mut last = String::new();
    let lines = include_str!("sentences.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let (plain, spans) = unmarked(line);
        if plain != last {
            // As running text: these follow its conventions.
            gold.text.push(' ');
            gold.text.push_str(&plain);
            last.clone_from(&plain);
        }
        let start = gold.text.len() - plain.len();
        let hull = |label: char| {
            let of_label = spans.iter().filter(|(l, _)| *l == label);
            let hull = of_label
                .map(|(_, span)| span.clone())
                .reduce(|a, b| a.start..b.end);
            hull.map(|span| span.start + start..span.end + start)
        };
        // Of a signal in parts, the first.
        let signal = spans.iter().find(|(l, _)| *l == 's').map(|(_, span)| span);
        let signal = signal.map(|span| span.start + start..span.end + start);
        gold.relations.push(Relation {
            cause: hull('c'),
            effect: hull('e'),
            signal,
        });
    }
    gold
}

/// A line without its marks, and what was marked, by label and in order of place.
fn unmarked(line: &str) -> (String, Vec<(char, Range<usize>)>) {
    let (mut plain, mut spans, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '{' => {
                let label = chars.next().unwrap_or(' ');
                chars.next();
                open.push((label, plain.len()));
            }
            '}' => {
                if let Some((label, start)) = open.pop() {
                    spans.push((label, start..plain.len()));
                }
            }
            c => plain.push(c),
        }
    }
    spans.sort_by_key(|(_, span)| span.start);
    (plain, spans)
}

fn annotated(doc: String, text: String, records: &[Value]) -> Gold {
    let mut places: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    places.push(text.len());
    let byte = |value: &Value| {
        let at = value.as_u64().unwrap_or(0) as usize;
        places.get(at).copied().unwrap_or(text.len())
    };
    let mut groups: BTreeMap<String, Relation> = BTreeMap::new();
    let mut sentences = Vec::new();
    for record in records {
        let span = byte(&record["start"])..byte(&record["end"]);
        let group = record["group"].as_str().unwrap_or_default().to_owned();
        match record["label"].as_str() {
            Some("sentence") => sentences.push((span, record["value"] == "causal")),
            Some("cause") => groups.entry(group).or_default().cause = Some(span),
            Some("effect") => groups.entry(group).or_default().effect = Some(span),
            Some("signal") => {
                // Of a signal in parts, the first part.
                let end = match &record["parts"][0][1] {
                    Value::Null => span.end,
                    end => byte(end),
                };
                groups.entry(group).or_default().signal = Some(span.start..end);
            }
            _ => {}
        }
    }
    Gold {
        doc,
        text,
        relations: groups.into_values().collect(),
        sentences,
    }
}
