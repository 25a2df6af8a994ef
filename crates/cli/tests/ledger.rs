//! The ledger as people and scripts use it: forecasts listed, resolved, taken back, scored.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const CASE: &str = "\
abduce = 1

# What the paper foresaw.
[forecasts.again]
statement   = \"The ferry misses another sailing by the end of June 2025\"
tags        = [\"ferry\"]
source      = \"paper\"
stated      = \"likely\" # its word
date        = 2025-03-04
resolves_by = 2025-06-30

[[forecasts.again.revisions]]
date   = 2025-03-10
source = \"pilot\"
stated = 0.4

[forecasts.bridge]
statement   = \"A bridge is ordered by the end of 2025\"
source      = \"pilot\"
stated      = \"10%\"
date        = 2025-03-04
resolves_by = 2025-12-31

[sources.paper]
name = \"The paper\"

[sources.pilot]
";

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("ledger-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("ferry.toml"), CASE).unwrap();
    folder
}

fn abduce(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abduce"));
    command
        .current_dir(folder)
        .args(args)
        .env_remove("CLICOLOR_FORCE");
    command
}

/// Runs; gives the exit code, standard output and standard error.
fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = abduce(folder, args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn resolve(folder: &Path, outcome: &str, because: &str) -> (i32, String, String) {
    let args = [
        "ledger",
        "resolve",
        "ferry.toml",
        "again",
        outcome,
        "--on",
        "2025-06-01",
        "--because",
        because,
    ];
    run(folder, &args)
}

fn json(folder: &Path, args: &[&str]) -> serde_json::Value {
    let (code, out, err) = run(folder, args);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn lists_go_by_day_and_what_is_due_comes_first() {
    let folder = folder("lists");
    fs::create_dir_all(folder.join("deeper/.hidden")).unwrap();
    fs::write(
        folder.join("deeper/more.toml"),
        CASE.replace("2025-06-30", "2025-05-01"),
    )
    .unwrap();
    fs::write(folder.join("deeper/.hidden/no.toml"), CASE).unwrap();
    fs::write(
        folder.join("deeper/other.toml"),
        "[package]\nname = \"x\"\n",
    )
    .unwrap();
    let list = json(
        &folder,
        &["ledger", "--as-of", "2025-06-01", "--format", "json"],
    );
    let status = |i: usize| {
        let row = &list["forecasts"][i];
        (
            row["status"].as_str().unwrap().to_owned(),
            row["case"].as_str().unwrap().to_owned(),
        )
    };
    assert_eq!(
        status(0),
        ("overdue".to_owned(), "deeper/more.toml".to_owned())
    );
    assert_eq!(status(1), ("due".to_owned(), "ferry.toml".to_owned()));
    assert_eq!(list["forecasts"].as_array().unwrap().len(), 4);
    let due = json(
        &folder,
        &["ledger", "due", "--as-of", "2025-06-01", "--format", "json"],
    );
    assert_eq!(due["forecasts"].as_array().unwrap().len(), 2);
    let (code, out, _) = run(
        &folder,
        &[
            "ledger",
            "--author",
            "The paper",
            "--tag",
            "ferry",
            "--as-of",
            "2025-06-01",
        ],
    );
    assert_eq!(code, 0);
    assert!(
        out.contains("likely (55–80%), 2025-03-04") && !out.contains("bridge"),
        "{out}"
    );
    let (code, _, err) = run(&folder, &["ledger", "deeper/other.toml"]);
    assert!(code == 2 || code == 1, "{err}");
}

#[test]
fn resolving_taking_back_and_resolving_again_lose_nothing() {
    let folder = folder("resolve");
    let file = folder.join("ferry.toml");
    let (code, _, err) = resolve(&folder, "yes", "Cancelled on 1 June.");
    assert_eq!(code, 0, "{err}");
    let first = fs::read_to_string(&file).unwrap();
    assert!(
        first.contains("outcome     = true\nresolved_on = 2025-06-01\n"),
        "{first}"
    );
    assert_eq!(resolve(&folder, "no", "It was the other ship.").0, 0);
    assert_eq!(
        run(&folder, &["ledger", "unresolve", "ferry.toml", "again"]).0,
        0
    );
    let (code, _, err) = run(&folder, &["ledger", "unresolve", "ferry.toml", "again"]);
    assert!(
        code == 2 && err.contains("no outcome to take back"),
        "{err}"
    );
    assert_eq!(resolve(&folder, "void", "The line was given up.").0, 0);
    let last = fs::read_to_string(&file).unwrap();
    for kept in [
        "# What the paper foresaw.",
        "# its word",
        "Cancelled on 1 June.",
        "It was the other ship.",
        "The line was given up.",
    ] {
        assert!(last.contains(kept), "{kept}\n{last}");
    }
    assert_eq!(last.matches("[[forecasts.again.history]]").count(), 2);
    assert_eq!(run(&folder, &["check", "ferry.toml"]).0, 0);
    // What was there at the start is there still, line by line.
    let mut lines = last.lines();
    for line in CASE.lines() {
        assert!(lines.any(|other| other == line), "{line}\n{last}");
    }
}

#[test]
fn what_would_be_faulty_is_not_written() {
    let folder = folder("refused");
    let early = [
        "ledger",
        "resolve",
        "ferry.toml",
        "again",
        "yes",
        "--on",
        "2025-01-01",
        "--because",
        "x",
    ];
    let (code, _, err) = run(&folder, &early);
    assert!(
        code == 2 && err.contains("`resolved_on` is before `date`"),
        "{err}"
    );
    let (code, _, err) = resolve(&folder, "perhaps", "x");
    assert!(code == 2 && err.contains("write yes, no or void"), "{err}");
    let (code, _, err) = resolve(&folder, "yes", "  ");
    assert!(code == 2 && err.contains("--because is empty"), "{err}");
    let missing = [
        "ledger",
        "resolve",
        "ferry.toml",
        "agian",
        "yes",
        "--on",
        "2025-07-01",
        "--because",
        "x",
    ];
    let (code, _, err) = run(&folder, &missing);
    assert!(code == 2 && err.contains("it has again, bridge"), "{err}");
    assert_eq!(fs::read_to_string(folder.join("ferry.toml")).unwrap(), CASE);
}

#[test]
fn a_kill_leaves_the_old_file_or_the_new_one() {
    let folder = folder("kill");
    let file = folder.join("ferry.toml");
    // Large, so that there is time to be killed while writing.
    let filler = "# a comment that makes the file long, line by line\n".repeat(60_000);
    let old = format!("{CASE}{filler}");
    let (mut n_old, mut n_new) = (0, 0);
    for i in 0..24 {
        fs::write(&file, &old).unwrap();
        let args = [
            "ledger",
            "resolve",
            "ferry.toml",
            "again",
            "yes",
            "--on",
            "2025-06-01",
            "--because",
            "So.",
        ];
        let mut child = abduce(&folder, &args)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(5 + 12 * i));
        let _ = child.kill();
        child.wait().unwrap();
        let found = fs::read_to_string(&file).unwrap();
        if found == old {
            n_old += 1;
        } else {
            n_new += 1;
            let added = "outcome     = true\nresolved_on = 2025-06-01\nresolution_note = \"So.\"\n";
            assert!(found.contains(added));
            assert_eq!(found.replace(added, ""), old);
        }
    }
    assert!(n_old > 0, "{n_new} were faster than the first kill");
}

#[test]
fn scores_are_those_worked_out_by_hand() {
    let folder = folder("scores");
    assert_eq!(resolve(&folder, "yes", "Cancelled.").0, 0);
    let scored = json(
        &folder,
        &[
            "ledger",
            "score",
            "--as-of",
            "2025-07-01",
            "--format",
            "json",
        ],
    );
    let close = |value: &serde_json::Value, expected: f64| {
        assert!(
            (value.as_f64().unwrap() - expected).abs() < 1e-9,
            "{value} {expected}"
        );
    };
    let paper = &scored["forecasts"][0];
    close(&paper["brier"], 0.325 * 0.325);
    close(&paper["brier_between"][0], 0.04);
    close(&paper["relative"], (0.325 * 0.325 - 0.36) / 2.0);
    close(&paper["peer"], 100.0 * libm::log(0.675 / 0.4));
    assert_eq!(scored["phrases"][0]["phrase"], "likely");
    // Before its day it is scored, but no calibration is drawn from it.
    let early = json(
        &folder,
        &[
            "ledger",
            "score",
            "--as-of",
            "2025-06-02",
            "--format",
            "json",
        ],
    );
    assert_eq!(early["overall"]["yes_no"]["n_scheduled"], 0);
    assert_eq!(early["phrases"].as_array().unwrap().len(), 0);
    let (code, out, _) = run(&folder, &["ledger", "score", "--as-of", "2025-07-01"]);
    assert!(
        code == 0 && out.contains("When The paper says \"likely\" it happens 100%"),
        "{out}"
    );
    let (code, out, _) = run(
        &folder,
        &[
            "ledger",
            "score",
            "--as-of",
            "2025-07-01",
            "--format",
            "csv",
        ],
    );
    assert!(code == 0 && out.lines().count() == 3, "{out}");
}

#[test]
fn a_ledger_is_checked_but_not_weighed() {
    let folder = folder("check");
    assert_eq!(run(&folder, &["check", "ferry.toml"]).0, 0);
    let (code, _, err) = run(&folder, &["weigh", "ferry.toml"]);
    assert!(code == 2 && err.contains("no hypotheses to weigh"), "{err}");
}

#[test]
fn the_page_stands_alone_and_hostile_text_stays_text() {
    let folder = folder("page");
    let evil = CASE
        .replace("The paper", "<script>alert(1)</script>")
        .replace("misses another", "\\\"><img src=x onerror=alert(2)>");
    fs::write(folder.join("ferry.toml"), evil).unwrap();
    assert_eq!(resolve(&folder, "yes", "Cancelled.").0, 0);
    let args = [
        "ledger",
        "report",
        "--as-of",
        "2025-07-01",
        "-o",
        "ledger.html",
    ];
    let (code, _, err) = run(&folder, &args);
    assert_eq!(code, 0, "{err}");
    let page = fs::read_to_string(folder.join("ledger.html")).unwrap();
    assert!(page.contains("&lt;script&gt;alert(1)") && page.contains("&lt;img src=x"));
    for absent in [
        "<script", "<img", "http://e", "https://", "src=\"", "@import", "url(",
    ] {
        assert!(!page.contains(absent), "{absent}");
    }
    assert!(
        page.contains("default-src 'none'") && page.contains("<svg class=\"plot calibration\"")
    );
    assert!(
        page.contains("“likely”, it happens 100% of the time"),
        "{page}"
    );
}
