//! JSON-LD: what schema.org articles in `<script type="application/ld+json">` say.

use serde_json::Value;

use super::super::Metadata;
use super::metadata::names_in;
use super::{clean, fill};

/// Lists are read up to so many items.
const MAX_ITEMS: usize = 1000;

/// What the articles in these blocks say, the first first. Blocks that are no JSON are
/// passed over.
///
/// `page_title` tells which is the title of an article that has a name and a headline.
pub(super) fn metadata(blocks: &[String], page_title: &str) -> Metadata {
    let values: Vec<Value> = blocks.iter().filter_map(|block| parse(block)).collect();
    let mut items = Vec::new();
    for value in &values {
        gather(value, &mut items);
    }
    let mut metadata = Metadata::default();
    for item in items.iter().filter(|item| is_article(item)) {
        fill(&mut metadata, article(item, &items, page_title));
    }
    metadata
}

/// Parses one block, with what pages wrap it in and the raw line breaks that they leave
/// in its strings. Depth is bounded by the parser.
fn parse(block: &str) -> Option<Value> {
    let text: String = block
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let text = text.replace("<![CDATA[", "").replace("]]>", "");
    let start = text.find(['{', '['])?;
    let end = text.rfind(['}', ']'])?;
    serde_json::from_str(text.get(start..=end)?).ok()
}

/// All objects of a block: of its lists, `@graph` and `mainEntity`.
fn gather<'a>(value: &'a Value, items: &mut Vec<&'a Value>) {
    if items.len() >= MAX_ITEMS {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, items)),
        Value::Object(object) => {
            items.push(value);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.get(key) {
                    gather(inner, items);
                }
            }
        }
        _ => {}
    }
}

fn is_article(item: &Value) -> bool {
    let is_type = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report"
        })
    };
    match item.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_type),
        Some(kind) => is_type(kind),
        None => false,
    }
}

fn article(item: &Value, items: &[&Value], page_title: &str) -> Metadata {
    let text = |key: &str| item.get(key).and_then(Value::as_str).and_then(clean);
    let names = |key: &str| {
        item.get(key)
            .map_or_else(Vec::new, |value| names(value, items))
    };
    let page = item.get("mainEntityOfPage");
    let page = page.and_then(|page| page.as_str().or_else(|| page.get("@id")?.as_str()));
    let mut authors: Vec<String> = names("author");
    if authors.is_empty() {
        authors = names("creator");
    }
    let in_title = |title: &String| page_title.contains(title.as_str());
    let title = [text("headline"), text("name")].into_iter().flatten();
    Metadata {
        title: title
            .clone()
            .find(in_title)
            .or_else(|| title.clone().next()),
        authors,
        date: text("datePublished").or_else(|| text("dateCreated")),
        publisher: names("publisher").into_iter().next(),
        url: text("url").or_else(|| page.filter(|page| page.contains("://")).and_then(clean)),
        language: text("inLanguage"),
    }
}

/// The names of persons or organisations: strings, objects, references, lists of them.
fn names(value: &Value, items: &[&Value]) -> Vec<String> {
    match value {
        Value::String(name) => clean(name).map_or_else(Vec::new, |name| names_in(&name)),
        Value::Array(values) => {
            let values = values
                .iter()
                .take(MAX_ITEMS)
                .filter(|value| !value.is_array());
            values.flat_map(|value| names(value, items)).collect()
        }
        Value::Object(object) => {
            let own = object.get("name").or_else(|| {
                let id = object.get("@id")?;
                let same =
                    |item: &&&Value| item.get("@id") == Some(id) && item.get("name").is_some();
                items.iter().find(same)?.get("name")
            });
            match own {
                Some(Value::String(name)) => clean(name).into_iter().collect(),
                Some(Value::Array(names)) => names
                    .iter()
                    .filter_map(Value::as_str)
                    .filter_map(clean)
                    .collect(),
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}
