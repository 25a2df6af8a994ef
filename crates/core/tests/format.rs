//! Putting a case in canonical form changes nothing that it says.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use std::path::{Path, PathBuf};

use abduce_core::case::{format, parse};
use abduce_core::source::SourceMap;

/// All cases of the repository: examples, vectors, and files with faults.
fn cases() -> Vec<PathBuf> {
    let found = cases_in(&["examples", "tests/errors", "crates/core/tests/vectors"]);
    assert!(found.len() > 60, "only {} cases were found", found.len());
    found
}

/// All case files below some folders of the repository.
fn cases_in(folders: &[&str]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "toml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What the parser makes of a text, its places left out.
fn meaning(text: &str) -> String {
    let mut texts = SourceMap::default();
    let file = texts.add("case.toml", text);
    let parsed = parse(text, file);
    let mut codes: Vec<&str> = parsed.diagnostics.iter().map(|d| d.code.0).collect();
    codes.sort_unstable();
    let shown = format!("{:?} {codes:?}", parsed.case);
    let mut parts = shown.split("Span { start: ");
    let mut meaning = parts.next().unwrap().to_owned();
    for part in parts {
        meaning.push_str(part.split_once('}').unwrap().1);
    }
    meaning
}

#[test]
fn canonical_form_means_the_same() {
    let mut n_formatted = 0;
    for path in cases() {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let Some(formatted) = format::format(&text) else {
            continue;
        };
        n_formatted += 1;
        assert_eq!(meaning(&text), meaning(&formatted), "{}", path.display());
        let again = format::format(&formatted);
        assert_eq!(again.as_ref(), Some(&formatted), "{}", path.display());
    }
    assert!(n_formatted > 60, "only {n_formatted} cases are well-formed");
}

#[test]
fn examples_are_in_canonical_form() {
    let examples = cases_in(&["examples"]);
    assert!(examples.len() >= 4, "only {} examples", examples.len());
    for path in examples {
        let text = std::fs::read_to_string(&path).unwrap();
        let path = path.display();
        let formatted = format::format(&text).unwrap();
        assert!(formatted == text, "abduce fmt {path} puts it in order");
    }
}
