//! One file with twelve different faults, drawn in each format, with places that hold in text
//! beyond ASCII.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const FILE: &str = "twelve-faults.toml";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/rendering")
}

fn text() -> String {
    fs::read_to_string(folder().join(FILE)).unwrap()
}

fn check(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_abduce"))
        .arg("check")
        .args(args)
        .arg(FILE)
        .env_remove("NO_COLOR")
        .current_dir(folder())
        .output()
        .unwrap()
}

/// What is drawn, with the version of the program left out.
fn drawn(format: &str) -> String {
    let drawn = String::from_utf8(check(&["--format", format]).stdout).unwrap();
    drawn.replace(env!("CARGO_PKG_VERSION"), "[version]")
}

fn json() -> Value {
    serde_json::from_str(&drawn("json")).unwrap()
}

#[test]
fn twelve_different_faults_are_told_each_at_its_place() {
    let expected: Vec<(String, u64)> = (1..)
        .zip(text().lines())
        .filter_map(|(line, text)| Some((text.split_once("# E")?.1.to_owned(), line)))
        .map(|(code, line)| (format!("E{code}"), line))
        .collect();
    let json = json();
    let mut told: Vec<(String, u64)> = json["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|d| d["severity"] == "error")
        .map(|d| {
            let line = d["labels"][0]["start"]["line"].as_u64().unwrap();
            (d["code"].as_str().unwrap().to_owned(), line)
        })
        .collect();
    told.sort_by_key(|(_, line)| *line);
    assert_eq!(told, expected);
    told.sort();
    told.dedup_by(|a, b| a.0 == b.0);
    assert_eq!(told.len(), 12);
    assert_eq!(check(&[]).status.code(), Some(1));
}

/// Lines, columns and offsets all count characters, so any of them finds the place.
#[test]
fn places_count_characters() {
    let text = text();
    let json = json();
    let mut n_beyond_ascii = 0;
    for diagnostic in json["diagnostics"].as_array().unwrap() {
        for label in diagnostic["labels"].as_array().unwrap() {
            let at = |end: &str, key: &str| label[end][key].as_u64().unwrap() as usize;
            let (start, end) = (at("start", "offset"), at("end", "offset"));
            let by_offset: String = text.chars().skip(start).take(end - start).collect();
            let line = text.lines().nth(at("start", "line") - 1).unwrap();
            let (first, last) = (at("start", "column"), at("end", "column"));
            let by_column: String = line.chars().skip(first - 1).take(last - first).collect();
            assert_eq!(by_offset, by_column, "{diagnostic:#}");
            n_beyond_ascii += usize::from(text.chars().take(start).any(|c| !c.is_ascii()));
        }
    }
    assert!(n_beyond_ascii > 10, "{n_beyond_ascii}");
}

#[test]
fn human() {
    insta::assert_snapshot!(drawn("human"));
}

#[test]
fn github() {
    insta::assert_snapshot!(drawn("github"));
}

#[test]
fn json_keys() {
    let json = json();
    assert_eq!(json["version"], 1);
    insta::assert_snapshot!(format!("{:#}", json["diagnostics"][3]));
}

#[test]
fn sarif_result() {
    let sarif: Value = serde_json::from_str(&drawn("sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
    }
    insta::assert_snapshot!(format!("{:#}", run["results"][3]));
}

#[test]
fn colour_is_for_terminals_only() {
    let has_colour = |args: &[&str]| check(args).stdout.contains(&0x1b);
    assert!(!has_colour(&[]));
    assert!(!has_colour(&["--color", "never"]));
    assert!(has_colour(&["--color", "always"]));
}
