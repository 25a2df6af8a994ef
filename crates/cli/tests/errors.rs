//! Every kind of diagnostic has a file under `tests/errors/` that brings it about and a page of
//! the manual that shows the file and what `abduce check` says of it.
//!
//! After a change of messages, `ABDUCE_BLESS=1 cargo test -p abduce --test errors` writes the
//! pages' examples anew; look at what it changed.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Once;

use abduce_core::case::MAX_BYTES;
use abduce_core::case::codes::CODES;

/// Codes whose file cannot be kept, or cannot be shown on a page.
const NO_FILE: [&str; 2] = ["E0001", "E0002"];
const NOT_SHOWN: [&str; 4] = ["E0001", "E0002", "E0003", "E0005"];

/// Errors that come with the one that the file is for, and cannot be told from it.
const WITH: [(&str, &str); 3] = [("E0005", "E0012"), ("E0008", "E0013"), ("E0016", "E0039")];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn page(code: &str) -> PathBuf {
    root().join(format!("docs/src/codes/{code}.md"))
}

/// What `abduce check FORMAT FILE` prints, run where the file is.
fn check(folder: &Path, format: &str, file: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_abduce"))
        .args(["check", "--format", format, file])
        .env("NO_COLOR", "1")
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        output.stderr.is_empty(),
        "{file}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The folder and name of the file that brings `code` about.
fn file_of(code: &str) -> (PathBuf, String) {
    let name = format!("{code}.toml");
    let mut folder = root().join("tests/errors");
    if code == "E0002" {
        folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        static WRITTEN: Once = Once::new();
        WRITTEN.call_once(|| {
            fs::write(folder.join(&name), " ".repeat(MAX_BYTES + 1)).unwrap();
        });
    }
    (folder, name)
}

/// All codes of the diagnostics that a file brings about.
fn codes_of(code: &str) -> Vec<String> {
    let (folder, name) = file_of(code);
    let json: serde_json::Value = serde_json::from_str(&check(&folder, "json", &name)).unwrap();
    let all = json["diagnostics"].as_array().unwrap();
    all.iter()
        .map(|d| d["code"].as_str().unwrap().to_owned())
        .collect()
}

/// What a person is told, of that code only; the last part where there are many.
fn told(code: &str) -> String {
    let (folder, name) = file_of(code);
    let human = check(&folder, "human", &name);
    let heading = format!("[{code}]: ");
    let is_own = |part: &&str| {
        part.lines()
            .next()
            .is_some_and(|line| line.contains(&heading))
    };
    human
        .split("\n\n")
        .filter(is_own)
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// The names of the folder's files without their ending.
fn names(folder: &str, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(ending).map(str::to_owned))
        .collect();
    names.sort();
    names
}

fn all_codes() -> impl Iterator<Item = &'static str> {
    CODES.iter().map(|entry| entry.code.0)
}

#[test]
fn each_code_has_a_page_and_a_file_and_each_of_these_a_code() {
    assert_eq!(
        names("docs/src/codes", ".md"),
        all_codes().collect::<Vec<_>>()
    );
    let with_file = all_codes().filter(|code| !NO_FILE.contains(code));
    assert_eq!(
        names("tests/errors", ".toml"),
        with_file.collect::<Vec<_>>()
    );
}

#[test]
fn each_file_brings_its_diagnostic_about() {
    for code in all_codes() {
        let codes = codes_of(code);
        assert!(
            codes.iter().any(|c| c == code),
            "{code}: not among {codes:?}"
        );
        let expected = |c: &String| c == code || WITH.contains(&(code, c));
        let others: Vec<&String> = codes
            .iter()
            .filter(|c| c.starts_with('E') && !expected(c))
            .collect();
        assert!(others.is_empty(), "{code}: also {others:?}");
    }
}

#[test]
fn each_page_shows_its_file_and_what_is_said_of_it() {
    #[expect(
        clippy::disallowed_methods,
        reason = "asked for by whoever runs the test"
    )]
    let bless = std::env::var("ABDUCE_BLESS").is_ok();
    let mut stale = Vec::new();
    for code in all_codes() {
        let path = page(code);
        let found = fs::read_to_string(&path).unwrap();
        let mut text = found.clone();
        if !NOT_SHOWN.contains(&code) {
            let (folder, name) = file_of(code);
            let example = fs::read_to_string(folder.join(name)).unwrap();
            text = with_block(&text, "## Example\n\n```toml\n", &example);
        }
        text = with_block(&text, "`abduce check` says\n\n```text\n", &told(code));
        if text != found {
            stale.push(code);
            if bless {
                fs::write(&path, text).unwrap();
            }
        }
    }
    assert!(
        stale.is_empty() || bless,
        "pages that show something else: {}\nmend them with\n    \
         ABDUCE_BLESS=1 cargo test -p abduce --test errors",
        stale.join(", ")
    );
}

/// The page with `inner` in the code block that `opening` opens.
fn with_block(page: &str, opening: &str, inner: &str) -> String {
    let (before, rest) = page
        .split_once(opening)
        .ok_or_else(|| format!("no {opening}: {page}"))
        .unwrap();
    let after = match rest.strip_prefix("```\n") {
        Some(after) => after,
        None => rest.split_once("\n```\n").unwrap().1,
    };
    let inner = inner.trim_end_matches('\n');
    let end = if inner.is_empty() { "" } else { "\n" };
    format!("{before}{opening}{inner}{end}```\n{after}")
}
