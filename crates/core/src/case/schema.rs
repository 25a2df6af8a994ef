//! The JSON Schema (draft 2020-12) of the case file, made from [`keys`](super::keys).
//!
//! For editors that complete and check TOML by a schema. It allows whatever can only be
//! judged with the rest of the file in sight: ids that are not there, phrases of the other
//! scale, loops, dates out of order. `abduce check` says those.

use serde_json::{Map, Value, json};

use super::keys::{
    HISTORY_KEYS, Key, Kind, QUOTE_KEYS, REVISION_KEYS, Shape, TABLES, Table, VERSION,
};
use crate::credence::{GRADES, RATINGS, Scale};

/// What separates the ends of a percentage range.
const PERCENT: &str = r"^\s*[0-9]+(\.[0-9]+)?\s*([-–]\s*[0-9]+(\.[0-9]+)?\s*)?%\s*$";

/// The schema as it stands in `schema/case.schema.json`: indented, with a line break at its end.
pub fn schema() -> String {
    format!("{:#}\n", document())
}

fn document() -> Value {
    let mut properties = Map::new();
    for table in TABLES {
        match table.shape {
            Shape::Root => properties.extend(keys(table.keys)),
            _ => {
                properties.insert(table.name.to_owned(), whole_table(table));
            }
        }
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "abduce case",
        "description": "A question about an event with its hypotheses, evidence, sources and forecasts.",
        "type": "object",
        "properties": properties,
        "anyOf": [
            { "required": ["question", "hypotheses"] },
            {
                "required": ["forecasts"],
                "not": { "anyOf": [
                    { "required": ["evidence"] },
                    { "required": ["claims"] },
                ] },
            },
        ],
        "additionalProperties": false,
        "$defs": {
            "probability": { "type": "number", "minimum": 0, "maximum": 1 },
            "credence": credence(),
            "grade": grade(),
            "date": { "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
            "id": { "type": "string", "minLength": 1, "pattern": r"^[^\u0000-\u001f\u007f-\u009f]+$" },
            "given": {
                "type": "object",
                "propertyNames": { "$ref": "#/$defs/id" },
                "additionalProperties": { "$ref": "#/$defs/credence" },
            },
            "stated": stated(),
            "outcome": {
                "anyOf": [
                    { "type": "boolean" },
                    { "const": "void" },
                    { "type": ["string", "number"], "description": "An option, a number or a date." },
                ],
            },
            "revision": entry(REVISION_KEYS, &["date", "stated"]),
            "resolution": entry(HISTORY_KEYS, &[]),
            "quote": {
                "type": "object",
                "properties": keys(QUOTE_KEYS),
                "required": ["exact"],
                "additionalProperties": false,
            },
        },
    })
}

/// One entry of a list of tables.
fn entry(keys_of: &[Key], required: &[&str]) -> Value {
    json!({
        "type": "object",
        "properties": keys(keys_of),
        "required": required,
        "additionalProperties": false,
    })
}

/// What is believed of a forecast.
fn stated() -> Value {
    json!({
        "anyOf": [
            { "$ref": "#/$defs/credence" },
            {
                "type": "object",
                "additionalProperties": {
                    "anyOf": [
                        { "$ref": "#/$defs/credence" },
                        { "type": "number" },
                        { "$ref": "#/$defs/date" },
                    ],
                },
                "description": "Options with their credences, or percentages with quantiles.",
            },
        ],
    })
}

/// A table other than the top of the file.
fn whole_table(table: &Table) -> Value {
    let entry = || {
        json!({
            "type": "object",
            "properties": keys(table.keys),
            "additionalProperties": false,
        })
    };
    let mut whole = match table.shape {
        Shape::Root | Shape::Single => entry(),
        Shape::Credences => json!({
            "type": "object",
            "additionalProperties": { "$ref": "#/$defs/credence" },
        }),
        Shape::Keyed => {
            let mut entry = entry();
            match table.name {
                "forecasts" => entry["dependentRequired"] = json!({ "outcome": ["resolved_on"] }),
                "sources" => entry["dependentRequired"] = json!({ "file": ["sha256"] }),
                "remarks" => entry["required"] = json!(["kind"]),
                _ => {}
            }
            json!({
                "type": "object",
                "propertyNames": ids(table.name),
                "additionalProperties": entry,
            })
        }
    };
    if table.name == "hypotheses" {
        whole["minProperties"] = json!(1);
    }
    whole["description"] = json!(table.doc);
    whole
}

/// Ids of a table: those of propositions may not be `other`.
fn ids(table: &str) -> Value {
    match table {
        "sources" | "remarks" => json!({ "$ref": "#/$defs/id" }),
        _ => json!({ "$ref": "#/$defs/id", "not": { "const": "other" } }),
    }
}

fn keys(keys: &[Key]) -> Map<String, Value> {
    keys.iter()
        .map(|key| {
            let mut value = kind(key.kind);
            value["description"] = json!(key.doc);
            (key.name.to_owned(), value)
        })
        .collect()
}

fn kind(kind: Kind) -> Value {
    match kind {
        Kind::Version => json!({ "type": "integer", "minimum": 1, "maximum": VERSION }),
        Kind::Text | Kind::Quote => json!({ "type": "string", "pattern": r"\S" }),
        Kind::Path => json!({
            "type": "string",
            "pattern": r"\S",
            "not": { "pattern": r"^/|^.:|://|\\|[\u0000-\u001f]" },
        }),
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Date => json!({ "$ref": "#/$defs/date" }),
        Kind::Credence => json!({ "$ref": "#/$defs/credence" }),
        Kind::Grade => json!({ "$ref": "#/$defs/grade" }),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Source => json!({ "$ref": "#/$defs/id" }),
        Kind::Sources => json!({
            "type": "array",
            "items": { "$ref": "#/$defs/id" },
            "uniqueItems": true,
        }),
        Kind::Given => json!({ "$ref": "#/$defs/given" }),
        Kind::Quotes => json!({ "type": "array", "items": { "$ref": "#/$defs/quote" } }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Stated => json!({ "$ref": "#/$defs/stated" }),
        Kind::Outcome => json!({ "$ref": "#/$defs/outcome" }),
        Kind::Revisions => json!({ "type": "array", "items": { "$ref": "#/$defs/revision" } }),
        Kind::History => json!({ "type": "array", "items": { "$ref": "#/$defs/resolution" } }),
        Kind::Sha256 => json!({ "type": "string", "pattern": "^[0-9a-fA-F]{64}$" }),
    }
}

/// All ways to write a credence. Phrases come twice: as words, for editors to propose, and
/// in any case.
fn credence() -> Value {
    let phrases = phrases();
    let ratings: Vec<&str> = RATINGS.iter().map(|(name, _)| *name).collect();
    let any_case: Vec<String> = phrases.iter().map(|phrase| any_case(phrase)).collect();
    json!({
        "anyOf": [
            { "$ref": "#/$defs/probability", "description": "A number from 0 to 1." },
            {
                "type": "array",
                "items": { "$ref": "#/$defs/probability" },
                "minItems": 2,
                "maxItems": 2,
                "description": "A range, the lower end first.",
            },
            { "enum": phrases, "description": "A phrase of the case's scale." },
            { "enum": ratings, "description": "A rating of an Analysis of Competing Hypotheses." },
            { "type": "string", "pattern": PERCENT, "description": "A percentage or a range of them." },
            { "type": "string", "pattern": format!(r"^\s*({})\s*$", any_case.join("|")) },
        ],
    })
}

/// A grade may bear any name that `[grades]` gives it, so any text will do.
fn grade() -> Value {
    let letters: Vec<&str> = GRADES.iter().map(|(letter, _)| *letter).collect();
    json!({
        "anyOf": [
            { "enum": letters, "description": "An Admiralty letter." },
            { "$ref": "#/$defs/credence" },
            { "type": "string", "description": "A grade of `[grades]`." },
        ],
    })
}

/// The phrases of all scales, each once.
fn phrases() -> Vec<&'static str> {
    let mut phrases = Vec::new();
    for scale in [Scale::Icd203, Scale::Phia] {
        for name in scale.grades().iter().flat_map(|grade| grade.names) {
            if !phrases.contains(name) {
                phrases.push(name);
            }
        }
    }
    phrases
}

/// A pattern that matches an ASCII phrase in any case.
fn any_case(phrase: &str) -> String {
    phrase
        .chars()
        .map(|c| match c {
            'a'..='z' => format!("[{}{c}]", c.to_ascii_uppercase()),
            _ => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_schema_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema/case.schema.json");
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            committed == schema(),
            "schema/case.schema.json is not made from the keys; mend it with\n    \
             cargo run -q -p abduce -- schema > schema/case.schema.json"
        );
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = document();
        let text = document.to_string();
        for (at, _) in text.match_indices("\"#/$defs/") {
            let name = text[at + 9..].split('"').next().unwrap();
            assert!(document["$defs"].get(name).is_some(), "{name}");
        }
    }

    #[test]
    fn patterns_in_any_case_hold_no_special_characters() {
        for phrase in phrases() {
            let plain = |c: char| c.is_ascii_lowercase() || c == ' ';
            assert!(phrase.chars().all(plain), "{phrase}");
        }
    }
}
