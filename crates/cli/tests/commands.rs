//! The program as people and scripts run it: output, exit codes, and what it never does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn abduce(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abduce"));
    command
        .args(args)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE");
    command
}

fn run(command: &mut Command) -> (i32, String, String) {
    told(&command.output().unwrap())
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

fn run_with_input(args: &[&str], input: &str) -> (i32, String, String) {
    let mut child = abduce(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    told(&child.wait_with_output().unwrap())
}

const SOUND: &str = r#"abduce = 1
question = "Why did the lights go out?"
frame = "rival"

[hypotheses.storm]
prior = 0.5

[hypotheses.theft]
prior = 0.5

[evidence.mast_lies]
given = { storm = 0.9, theft = 0.1 }

[evidence.cable_gone]
given = { storm = 0.2, theft = 0.7 }
"#;

#[test]
fn a_case_is_weighed_from_standard_input() {
    let (code, out, _) = run_with_input(&["weigh", "-", "--format", "json"], SOUND);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 0);
    assert_eq!(report["frame"], "rival");
    assert_eq!(report["hypotheses"][2]["id"], "other");
    let storm = report["hypotheses"][0]["posterior"].as_f64().unwrap();
    let theft = report["hypotheses"][1]["posterior"].as_f64().unwrap();
    assert!((storm / theft - 18.0 / 7.0).abs() < 1e-9, "{storm} {theft}");
}

#[test]
fn a_person_sees_words_with_their_ranges() {
    let (code, out, _) = run_with_input(&["weigh", "-"], SOUND);
    assert_eq!(code, 0);
    assert!(out.contains("unlikely (20–45%)"), "{out}");
    assert!(!out.contains('\u{1b}'), "colours off a terminal: {out}");
    let too_wide: Vec<&str> = out
        .lines()
        .filter(|line| line.chars().count() > 80)
        .collect();
    assert!(too_wide.is_empty(), "{too_wide:?}");
}

#[test]
fn colours_come_when_asked_for() {
    let (_, out, _) = run_with_input(&["weigh", "-", "--color", "always"], SOUND);
    assert!(out.contains('\u{1b}'));
}

#[test]
fn faults_that_numbers_do_not_hang_on_are_told_and_the_case_is_weighed() {
    let misspelt = SOUND.replace(
        "[hypotheses.storm]",
        "[hypotheses.storm]\nstatment = \"A storm\"",
    );
    let (code, out, err) = run_with_input(&["weigh", "-", "--format", "json"], &misspelt);
    assert_eq!(code, 1);
    assert!(err.contains("E0012") && err.contains("statement"), "{err}");
    assert!(
        serde_json::from_str::<serde_json::Value>(&out).is_ok(),
        "{out}"
    );
}

#[test]
fn a_case_that_cannot_be_weighed_gives_no_numbers() {
    let unknown = SOUND.replace("storm = 0.9", "strom = 0.9");
    let (code, out, err) = run_with_input(&["weigh", "-", "--format", "json"], &unknown);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("strom") && err.contains("storm"), "{err}");
}

#[test]
fn a_case_too_large_is_refused_with_the_propositions_that_make_it_so() {
    let mut case = String::from("abduce = 1\nquestion = \"Why?\"\n");
    for i in 0..26 {
        case.push_str(&format!("[hypotheses.h{i}]\n"));
    }
    for i in 0..26 {
        let given: Vec<String> = (0..26)
            .filter(|j| (i + j) % 3 != 0)
            .map(|j| format!("h{j} = 0.6"))
            .collect();
        case.push_str(&format!(
            "[evidence.e{i}]\ngiven = {{ {} }}\n",
            given.join(", ")
        ));
    }
    let (code, out, err) = run_with_input(&["weigh", "-", "--memory-limit", "64"], &case);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains("h1") && err.contains("--memory-limit"),
        "{err}"
    );
}

#[test]
fn a_file_that_is_not_there_ends_with_two() {
    for command in ["check", "weigh"] {
        let (code, _, err) = run(&mut abduce(&[command, "no/such/case.toml"]));
        assert_eq!(code, 2, "{command}: {err}");
    }
    for command in ["explain", "read", "fmt"] {
        let (code, out, err) = run(&mut abduce(&[command, "no/such/file"]));
        assert_eq!((code, out.as_str()), (2, ""), "{command}");
        assert!(
            err.contains("no/such/file") && err.contains("no such file"),
            "{err}"
        );
    }
}

#[test]
fn fmt_puts_a_file_in_order_once() {
    let folder = folder("fmt");
    let path = folder.join("case.toml");
    let untidy = SOUND.replace(
        "question = \"Why did",
        "# asked by the mayor\nquestion    =   \"Why did",
    );
    fs::write(&path, untidy).unwrap();
    let path = path.to_str().unwrap();
    let (code, out, _) = run(&mut abduce(&["fmt", "--check", path]));
    assert_eq!(code, 1, "{out}");
    assert_eq!(run(&mut abduce(&["fmt", path])).0, 0);
    assert!(
        fs::read_to_string(path)
            .unwrap()
            .contains("# asked by the mayor")
    );
    assert_eq!(run(&mut abduce(&["fmt", "--check", path])).0, 0);
    let left = fs::read_dir(&folder).unwrap().count();
    assert_eq!(left, 1, "a temporary file was left behind");
}

#[test]
fn what_a_person_wrote_is_never_written_over() {
    let folder = folder("kept");
    let kept = folder.join("case.toml");
    let article = folder.join("article.md");
    fs::write(&kept, "# mine").unwrap();
    fs::write(&article, "# Why?\n\nNobody knows.\n").unwrap();
    let (kept, article) = (kept.to_str().unwrap(), article.to_str().unwrap());
    for args in [vec!["new", kept], vec!["read", article, "-o", kept]] {
        let (code, _, err) = run(&mut abduce(&args));
        assert_eq!(code, 2, "{args:?}");
        assert!(err.contains("exists"), "{err}");
    }
    assert_eq!(fs::read_to_string(kept).unwrap(), "# mine");
}

#[test]
fn a_case_given_for_an_article_is_told_from_one() {
    let path = folder("mistaken").join("case.toml");
    fs::write(&path, SOUND).unwrap();
    let (code, out, err) = run(&mut abduce(&["explain", path.to_str().unwrap()]));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("abduce weigh"), "{err}");
}

#[test]
fn a_new_case_has_no_faults() {
    let path = folder("new").join("case.toml");
    let path = path.to_str().unwrap();
    assert_eq!(run(&mut abduce(&["new", path])).0, 0);
    let (code, out, _) = run(&mut abduce(&["check", path]));
    assert_eq!(code, 0, "{out}");
    assert_eq!(run(&mut abduce(&["fmt", "--check", path])).0, 0);
}

#[test]
fn every_code_can_be_explained() {
    let (code, list, _) = run(&mut abduce(&["explain-code"]));
    assert_eq!(code, 0);
    for line in list.lines() {
        let (code, title) = line.split_once("  ").unwrap();
        let (status, page, _) = run(&mut abduce(&["explain-code", code]));
        assert_eq!(status, 0, "{code}");
        assert!(page.contains(title), "{code}: {page}");
    }
    assert_eq!(run(&mut abduce(&["explain-code", "E9999"])).0, 2);
}
