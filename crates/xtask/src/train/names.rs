//! `cargo xtask train names`: the model that tells which capitalised words are a name, from
//! the genres of GUM that are CC-BY or in the public domain.
//!
//! GUM marks the names of entities, nested and with titles. What is learnt is flat: titles
//! are no part of a name, "Minister Lee of Ulm" is "Lee", and a proper noun within a noun
//! phrase that names something else is a name as well ("the `Ulm` office"), of the kind that
//! the same words are elsewhere; where that is not known, its run is left out.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use abduce_core::reader::names::lexicon::{
    self, BODY, CALENDAR, CITY, COUNTRY, PEOPLE, SURNAME, TITLE, TITLE_PART,
};
use abduce_core::reader::names::{tagger, words};
use abduce_core::reader::text::{Text, Token};
use abduce_core::source::document::{self, Document, Format};
use abduce_english::feature::Keys;
use abduce_english::sequence::Chunk;
use abduce_english::train::Options;
use abduce_english::train::sequence::{Example, train};
use serde_json::Value;

const GENRES: [&str; 6] = [
    "news",
    "interview",
    "speech",
    "academic",
    "court",
    "textbook",
];

const PERSON: usize = 0;
const BODIES: usize = 1;
const PLACES: usize = 2;
const OTHER: usize = 3;
/// Not known: the run is left out.
const UNKNOWN: usize = 4;

/// A stretch of tokens with what it names.
type Named = (Range<usize>, usize);

/// Trains on `data/gold.jsonl`, `data/pos.tsv` and `data/texts`, and packs the model.
pub(super) fn model(data: &Path) -> Result<Vec<u8>, String> {
    let gold = gold(&read(&data.join("gold.jsonl"))?)?;
    let tags = tags(&read(&data.join("pos.tsv"))?);
    let mut documents = Vec::new();
    for name in gold.keys() {
        let raw = read(&data.join("texts").join(format!("{name}.txt")))?;
        let document = document::read(raw.as_bytes(), Some(Format::Text), "gum.txt");
        documents.push((name, document.map_err(|e| format!("{name}: {e}"))?));
    }
    let empty = BTreeMap::new();
    let mut marked = Vec::new();
    for (name, document) in &documents {
        let text = Text::new(document);
        let proper = proper(document, &text, tags.get(*name).unwrap_or(&empty));
        let named = flat(&text, &chars_to_tokens(document, &text, &gold[*name]));
        marked.push((text, proper, named));
    }
    let votes = votes(&marked);
    let mut examples = Vec::new();
    for (text, proper, named) in &marked {
        let mut named = named.clone();
        rest(text, proper, &votes, &mut named);
        examples.extend(runs(text, &named));
    }
    let labels = tagger::LABELS.map(str::to_owned);
    Ok(train(&examples, &labels, &Options::default()))
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// A name of GUM in characters, with the end of the smallest named entity around it.
struct Gold {
    span: Range<usize>,
    entity_end: usize,
    kind: usize,
}

/// The names of the documents that may be trained on.
fn gold(lines: &str) -> Result<BTreeMap<String, Vec<Gold>>, String> {
    let mut names: BTreeMap<String, Vec<(Range<usize>, String, usize)>> = BTreeMap::new();
    let mut entities: BTreeMap<(String, String), Vec<Range<usize>>> = BTreeMap::new();
    for line in lines.lines() {
        let value: Value = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let word = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let at = |key: &str| value[key].as_u64().unwrap_or_default() as usize;
        let doc = word("doc");
        if !doc.split('_').nth(1).is_some_and(|g| GENRES.contains(&g)) {
            continue;
        }
        let (span, attrs) = (at("start")..at("end"), &value["attrs"]);
        match word("label").as_str() {
            "entity" if attrs["named"] == true => {
                entities.entry((doc, word("group"))).or_default().push(span);
            }
            "name" => {
                let kind = match attrs["type"].as_str().unwrap_or_default() {
                    "person" => PERSON,
                    "organization" => BODIES,
                    "place" => PLACES,
                    "time" => continue,
                    _ => OTHER,
                };
                names
                    .entry(doc)
                    .or_default()
                    .push((span, word("group"), kind));
            }
            _ => {}
        }
    }
    let with_end = |doc: &String, (span, group, kind): (Range<usize>, String, usize)| {
        let around = entities.get(&(doc.clone(), group)).into_iter().flatten();
        let around = around.filter(|e| e.start <= span.start && span.end <= e.end);
        let entity_end = around.map(|e| e.end).min().unwrap_or(span.end);
        Gold {
            span,
            entity_end,
            kind,
        }
    };
    let all = names.into_iter().map(|(doc, list)| {
        let list = list.into_iter().map(|name| with_end(&doc, name)).collect();
        (doc, list)
    });
    Ok(all.collect())
}

/// By document, the Penn tag of the word at each character.
fn tags(table: &str) -> BTreeMap<String, BTreeMap<usize, String>> {
    let mut tags: BTreeMap<String, BTreeMap<usize, String>> = BTreeMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [doc, start, _, _, _, tag, ..] = cells.as_slice()
            && let Ok(start) = start.parse()
        {
            tags.entry((*doc).to_owned())
                .or_default()
                .insert(start, (*tag).to_owned());
        }
    }
    tags
}

/// Which tokens begin with a proper noun.
fn proper(document: &Document, text: &Text, tags: &BTreeMap<usize, String>) -> Vec<bool> {
    let starts: BTreeMap<usize, usize> = byte_to_char(document);
    let tag = |token: &Token| starts.get(&token.span.start).and_then(|at| tags.get(at));
    let is = |(i, token)| text.is_capital(i) && tag(token).is_some_and(|t| t.starts_with("NNP"));
    text.tokens.iter().enumerate().map(is).collect()
}

fn byte_to_char(document: &Document) -> BTreeMap<usize, usize> {
    let bytes = document.text.char_indices().enumerate();
    bytes.map(|(char, (byte, _))| (byte, char)).collect()
}

/// A name in tokens, and one past the last token of the entity.
type Raw = (Range<usize>, usize, usize);

fn chars_to_tokens(document: &Document, text: &Text, gold: &[Gold]) -> Vec<Raw> {
    let mut bytes: Vec<usize> = document.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(document.text.len());
    let byte = |char: usize| bytes.get(char).copied().unwrap_or(document.text.len());
    let end_of = |i: usize| {
        let span = text.tokens[i].span;
        let raw = text.slice(span);
        let cut = raw
            .rfind(['\'', '’', 'ʼ', '‘'])
            .filter(|_| text.tokens[i].is_possessive());
        span.start + cut.unwrap_or(raw.len())
    };
    let until = |start: usize, end: usize| {
        let mut at = start;
        while at < text.tokens.len() && end_of(at) <= end {
            at += 1;
        }
        at
    };
    let tokens = gold.iter().map(|g| {
        let first = byte(g.span.start);
        let start = text.tokens.partition_point(|t| t.span.start < first);
        let end = until(start, byte(g.span.end));
        (start..end, until(start, byte(g.entity_end)), g.kind)
    });
    tokens.filter(|(range, ..)| !range.is_empty()).collect()
}

/// The outermost names, titles and what follows "of" after a person cut off.
fn flat(text: &Text, raw: &[Raw]) -> Vec<Named> {
    let mut out: Vec<Named> = Vec::new();
    for (range, entity_end, kind) in raw {
        if *kind == PERSON {
            for piece in people(text, range.clone()) {
                let piece = without_titles(text, piece);
                let lone = piece.len() == 1 && is_people(text.tokens[piece.start].stem());
                out.push((piece, if lone { OTHER } else { PERSON }));
            }
        } else {
            out.push((with_of(text, range.clone(), *entity_end, *kind), *kind));
        }
    }
    out.retain(|(range, _)| range.clone().any(|i| tagger::is_piece(text, i)));
    out.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
    let mut kept: Vec<Named> = Vec::new();
    for named in out {
        if kept
            .last()
            .is_none_or(|(last, _)| last.end <= named.0.start)
        {
            kept.push(named);
        }
    }
    kept
}

fn is_people(stem: &str) -> bool {
    [stem, stem.trim_end_matches('s')]
        .iter()
        .any(|s| lexicon::classes(s) & PEOPLE != 0)
}

/// "Ann Lee and Tom Hale" are two; "Lee of Ulm" ends before "of".
fn people(text: &Text, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    for at in range.clone() {
        let lower = text.tokens[at].lower.as_str();
        if matches!(lower, "of" | "and" | "&") {
            out.push(start..at);
            start = at + 1;
            if lower == "of" {
                start = range.end;
                break;
            }
        }
    }
    out.push(start..range.end);
    out.retain(|piece| !piece.is_empty());
    out
}

fn without_titles(text: &Text, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    let classes = |at: usize| match text.tokens.get(at) {
        Some(token) if at < range.end => lexicon::classes(token.stem()),
        _ => 0,
    };
    while start < range.end {
        let stop = start > range.start && text.tokens[start].is_mark(".");
        let part =
            classes(start) & TITLE_PART != 0 && classes(start + 1) & (TITLE | TITLE_PART) != 0;
        if !stop && !part && classes(start) & TITLE == 0 {
            break;
        }
        start += 1;
    }
    start..range.end
}

/// "University" of "University of Ulm" with the rest of it.
fn with_of(text: &Text, range: Range<usize>, entity_end: usize, kind: usize) -> Range<usize> {
    let mut end = range.end;
    let is = |at: usize, words: &'static [&'static str]| {
        at < entity_end && text.tokens[at].is_any(words)
    };
    loop {
        let head = text.tokens[end - 1].stem();
        let open = words::OF_HEADS.contains(head)
            || lexicon::classes(head) & BODY != 0
            || range.len() == 1 && kind != PLACES;
        if !open || !is(end, &["of", "for", "on", "in"]) {
            return range.start..end;
        }
        let first = end + 1 + usize::from(is(end + 1, &["the"]));
        let mut next = first;
        while next < entity_end {
            let joins =
                is(next, &["and", "&", "of"]) && next + 1 < entity_end && text.is_capital(next + 1);
            if !text.is_capital(next) && !joins {
                break;
            }
            next += 1;
        }
        if next == first {
            return range.start..end;
        }
        end = next;
    }
}

/// How often the same words are each kind.
type Votes = BTreeMap<String, [usize; 4]>;

fn votes(marked: &[(Text, Vec<bool>, Vec<Named>)]) -> Votes {
    let mut votes = Votes::new();
    for (text, _, named) in marked {
        for (range, kind) in named {
            votes.entry(written(text, range)).or_default()[*kind] += 1;
        }
    }
    votes
}

fn written(text: &Text, range: &Range<usize>) -> String {
    let stems: Vec<&str> = text.tokens[range.clone()].iter().map(Token::stem).collect();
    stems.join(" ")
}

/// Adds the proper nouns that stand in no name.
fn rest(text: &Text, proper: &[bool], votes: &Votes, named: &mut Vec<Named>) {
    let mut free = proper.to_vec();
    for (range, _) in named.iter() {
        free[range.clone()].fill(false);
    }
    let mut at = 0;
    while at < free.len() {
        let mut end = at;
        while end < free.len() && free[end] && (end == at || !text.tokens[end - 1].is_possessive())
        {
            end += 1;
        }
        let mut start = at;
        let dull = |i: usize| {
            lexicon::classes(text.tokens[i].stem()) & (TITLE | TITLE_PART | CALENDAR) != 0
        };
        while start < end && dull(start) {
            start += 1;
        }
        if start < end
            && let Some(kind) = kind(text, start..end, votes)
        {
            named.push((start..end, kind));
        }
        at = end.max(at + 1);
    }
    named.sort_by_key(|(range, _)| range.start);
}

/// What proper nouns name by what they name elsewhere and by lists; none for peoples.
fn kind(text: &Text, range: Range<usize>, votes: &Votes) -> Option<usize> {
    let words = written(text, &range);
    let classes = lexicon::classes(&words);
    if words.chars().count() < 2 {
        return Some(UNKNOWN);
    }
    if let Some(votes) = votes.get(&words) {
        let most = votes.iter().max().copied().unwrap_or(0);
        return votes.iter().position(|&v| v == most);
    }
    let given = lexicon::ANY_GIVEN | SURNAME | lexicon::COMMON;
    let body = lexicon::classes(text.tokens[range.end - 1].stem()) & BODY != 0;
    if classes & COUNTRY != 0 || classes & CITY != 0 && classes & given == 0 {
        Some(PLACES)
    } else if range.len() > 1 && body {
        Some(BODIES)
    } else if classes & PEOPLE != 0 {
        None
    } else {
        Some(UNKNOWN)
    }
}

/// The runs of a text with the features of their words, those left out that hold something
/// unknown.
fn runs(text: &Text, named: &[Named]) -> Vec<Example> {
    let usage = tagger::Usage::of_text(text);
    let mut out = Vec::new();
    for (number, sentence) in text.sentences.iter().enumerate() {
        tagger::runs(text, sentence, |run| {
            let inside = named
                .iter()
                .filter(|(r, _)| r.start < run.end && run.start < r.end);
            let inside: Vec<&Named> = inside.collect();
            if inside.iter().any(|(_, kind)| *kind == UNKNOWN) {
                return;
            }
            let mut words = Keys::default();
            tagger::features(text, number, run.clone(), &usage, &mut words);
            let whole = inside
                .iter()
                .filter(|(r, _)| run.start <= r.start && r.end <= run.end);
            let chunks = whole.map(|(r, kind)| Chunk {
                label: *kind,
                words: r.start - run.start..r.end - run.start,
            });
            let chunks = chunks.collect();
            out.push(Example { words, chunks });
        });
    }
    out
}
