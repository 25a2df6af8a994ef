//! Weighing agrees with the executable specification on every vector, to 1e-9.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use std::fs;
use std::path::{Path, PathBuf};

use abduce_core::case;
use abduce_core::report::Report;
use abduce_core::source::SourceMap;
use abduce_core::weigh::{Options, weigh};
use serde_json::Value;

const TOLERANCE: f64 = 1e-9;

#[test]
fn every_vector_is_met() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut n_met = 0;
    let mut failures = Vec::new();
    for expected in json_files(&folder) {
        let stem = expected.file_stem().unwrap().to_str().unwrap();
        let (name, as_of) = stem
            .split_once('@')
            .map_or((stem, None), |(n, d)| (n, Some(d)));
        let case = folder.join(format!("{name}.toml"));
        compare(&case, &expected, as_of, &mut failures);
        n_met += 1;
    }
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    for expected in json_files(&folder.join("examples")) {
        let stem = expected.file_stem().unwrap().to_str().unwrap();
        let (stem, as_of) = stem
            .split_once('@')
            .map_or((stem, None), |(n, d)| (n, Some(d)));
        let (name, variant) = stem.split_once('.').unwrap_or((stem, "case"));
        let case = examples.join(name).join(format!("{variant}.toml"));
        compare(&case, &expected, as_of, &mut failures);
        n_met += 1;
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(n_met >= 80, "only {n_met} vectors were found");
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    files.sort();
    files
}

fn compare(case: &Path, expected: &Path, as_of: Option<&str>, failures: &mut Vec<String>) {
    let text = fs::read_to_string(case).unwrap_or_else(|e| panic!("{}: {e}", case.display()));
    let mut texts = SourceMap::default();
    let file = texts.add(case.display().to_string(), text.clone());
    let parsed = case::parse(&text, file);
    let blocked = parsed.diagnostics.iter().filter(|d| d.blocks_weighing);
    let blocked: Vec<_> = blocked.map(|d| d.message.clone()).collect();
    if !blocked.is_empty() {
        failures.push(format!("{}: refused: {blocked:?}", case.display()));
        return;
    }
    let options = Options {
        as_of: as_of.map(|day| day.parse().unwrap()),
        ..Options::default()
    };
    let weighing = match weigh(&parsed.case, options) {
        Ok(weighing) => weighing,
        Err(error) => return failures.push(format!("{}: {error}", case.display())),
    };
    let found = serde_json::to_value(Report::new(&parsed.case, &weighing)).unwrap();
    let wanted: Value = serde_json::from_str(&fs::read_to_string(expected).unwrap()).unwrap();
    let name = expected.file_stem().unwrap().to_str().unwrap();
    differences(name, &wanted, &found, failures);
}

/// Where `found` lacks or contradicts what `wanted` holds; it may hold more.
fn differences(place: &str, wanted: &Value, found: &Value, failures: &mut Vec<String>) {
    match (wanted, found) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            if (a - b).abs() > TOLERANCE || !b.is_finite() {
                failures.push(format!("{place}: {b}, not {a}"));
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (i, (a, b)) in a.iter().zip(b).enumerate() {
                differences(&format!("{place}[{i}]"), a, b, failures);
            }
        }
        (Value::Object(a), Value::Object(b)) => {
            for (key, a) in a {
                let b = b
                    .get(key)
                    .unwrap_or(&Value::String("absent".to_owned()))
                    .clone();
                differences(&format!("{place}.{key}"), a, &b, failures);
            }
        }
        (a, b) if a == b => {}
        (a, b) => failures.push(format!("{place}: {b}, not {a}")),
    }
}

#[test]
fn a_difference_is_seen() {
    let mut failures = Vec::new();
    let wanted = serde_json::json!({"a": [1.0, null], "b": "x"});
    differences(
        "",
        &wanted,
        &serde_json::json!({"a": [1.0, null], "b": "x", "c": 1}),
        &mut failures,
    );
    assert!(failures.is_empty(), "{failures:?}");
    differences(
        "",
        &wanted,
        &serde_json::json!({"a": [1.1, 0.0]}),
        &mut failures,
    );
    assert_eq!(failures.len(), 3, "{failures:?}");
}
