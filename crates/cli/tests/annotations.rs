//! `abduce read --annotations`, of files and of streams: places, order, and how a stream
//! that was cut short goes on.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The exit code and what was told.
fn read(here: &Path, args: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_abduce"))
        .arg("read")
        .args(args)
        .current_dir(here)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().unwrap(), told)
}

fn records(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

/// What a scorer sees at the places of a label.
fn seen(records: &[Value], label: &str, text: &str) -> Vec<String> {
    let text: Vec<char> = text.chars().collect();
    let of_label = records.iter().filter(|r| r["label"] == label);
    let place = |r: &Value| {
        let at = |key| usize::try_from(r[key].as_u64().unwrap()).unwrap();
        text[at("start")..at("end")].iter().collect()
    };
    of_label.map(place).collect()
}

const ARTICLES: [&str; 4] = [
    "Ferry stays in port\r\n\r\nThe ferry “Måken” did not sail\r\non 3 May 2021, Ånn Dahl said.\r\n",
    "\u{feff}“It may rain,”\u{a0}said Ole Berg.\n\nThe mill at Odda closed in 2019.",
    "# Mill closed\n\nThe *mill* at [Odda](http://a.example) closed, Ånn Dahl said.\n",
    "The council will probably meet on Monday. Kari Lund told reporters that she would not come.",
];

#[test]
fn places_are_those_of_the_file() {
    let here = folder("annotations-places");
    for (i, article) in ARTICLES.iter().enumerate() {
        fs::write(here.join(format!("a{i}.txt")), article).unwrap();
    }
    fs::write(here.join("notes.log"), "Not an article.").unwrap();
    assert_eq!(read(&here, &["--annotations", "out.jsonl", "."]).0, 0);
    let all = records(&here.join("out.jsonl"));
    let names: [&[&str]; 4] = [&["Ånn Dahl"], &["Ole Berg"], &["Ånn Dahl"], &["Kari Lund"]];
    for (i, (article, names)) in ARTICLES.iter().zip(names).enumerate() {
        let doc = Value::from(format!("a{i}"));
        let mine: Vec<Value> = all.iter().filter(|r| r["doc"] == doc).cloned().collect();
        assert!(!mine.is_empty(), "{i}");
        let seen = seen(&mine, "name", article);
        for name in names {
            assert!(seen.iter().any(|s| s == name), "{i}: {name} in {seen:?}");
        }
    }
}

#[test]
fn records_replace_records_but_nothing_else() {
    let here = folder("annotations-over");
    fs::write(here.join("a.txt"), ARTICLES[0]).unwrap();
    fs::write(here.join("b.txt"), ARTICLES[1]).unwrap();
    assert_eq!(read(&here, &["--annotations", "a.txt", "b.txt"]).0, 2);
    assert_eq!(read(&here, &["--annotations", "a.txt", "a.txt"]).0, 2);
    assert_eq!(fs::read_to_string(here.join("a.txt")).unwrap(), ARTICLES[0]);
    assert_eq!(read(&here, &["--annotations", "o.jsonl", "a.txt"]).0, 0);
    assert_eq!(read(&here, &["--annotations", "o.jsonl", "b.txt"]).0, 0);
    assert!(
        records(&here.join("o.jsonl"))
            .iter()
            .all(|r| r["doc"] == "b")
    );
    let (code, told) = read(&here, &["--annotations", "p.jsonl", "a.txt", "./a.txt"]);
    assert!(
        code == 2 && told.contains("both be the document `a`"),
        "{told}"
    );
    let (code, told) = read(&here, &["--annotations", "p.jsonl", "a.txt", "none.txt"]);
    assert!(code == 1 && told.contains("none.txt"), "{told}");
    assert!(
        records(&here.join("p.jsonl"))
            .iter()
            .any(|r| r["doc"] == "a")
    );
}

/// A stream of articles with some lines that are none.
fn stream() -> String {
    let mut lines = String::new();
    for n in 0..40 {
        let article = json!({
            "id": format!("s{n}"),
            "title": "A title",
            "date": "2021-05-04",
            "text": ARTICLES[n % ARTICLES.len()],
        });
        lines.push_str(&article.to_string());
        lines.push('\n');
        match n {
            7 => lines.push_str("{\"text\": \n\n"),
            9 => lines.push_str("{\"txt\": \"No text.\"}\n"),
            _ => {}
        }
    }
    lines
}

#[test]
fn a_stream_is_the_same_on_any_number_of_threads() {
    let here = folder("annotations-threads");
    fs::write(here.join("in.jsonl"), stream()).unwrap();
    let mut outs = Vec::new();
    for threads in ["1", "2", "5"] {
        let out = format!("out{threads}.jsonl");
        let args = [
            "--jsonl",
            "in.jsonl",
            "--threads",
            threads,
            "--annotations",
            &out,
        ];
        let (code, told) = read(&here, &args);
        assert_eq!(code, 1, "{told}");
        assert!(told.contains("in.jsonl:9: error[R0001]"), "{told}");
        assert!(told.contains("in.jsonl:13: error[R0002]"), "{told}");
        outs.push(fs::read_to_string(here.join(out)).unwrap());
    }
    assert!(outs[0] == outs[1] && outs[1] == outs[2]);
    let all = records(&here.join("out1.jsonl"));
    let docs = all.iter().filter(|r| r["label"] == "article");
    let docs: Vec<&str> = docs.map(|r| r["doc"].as_str().unwrap()).collect();
    let expected: Vec<String> = (0..40).map(|n| format!("s{n}")).collect();
    assert_eq!(docs, expected);
    let of_s1: Vec<Value> = all.iter().filter(|r| r["doc"] == "s1").cloned().collect();
    assert!(seen(&of_s1, "name", ARTICLES[1]).contains(&"Ole Berg".to_owned()));
}

#[test]
fn a_stream_goes_on_wherever_it_was_cut() {
    let here = folder("annotations-resume");
    fs::write(here.join("in.jsonl"), stream()).unwrap();
    let args = ["--jsonl", "in.jsonl", "--annotations", "out.jsonl"];
    read(&here, &args);
    let whole = fs::read(here.join("out.jsonl")).unwrap();
    let (code, told) = read(&here, &args);
    assert!(code == 2 && told.contains("--resume"), "{told}");
    let cuts = [
        0,
        1,
        100,
        whole.len() / 3,
        whole.len() / 2,
        whole.len() - 1,
        whole.len(),
    ];
    for cut in cuts {
        fs::write(here.join("out.jsonl"), &whole[..cut]).unwrap();
        let (code, told) = read(&here, &[&args[..], &["--resume"]].concat());
        assert!(code < 2, "{told}");
        let now = fs::read(here.join("out.jsonl")).unwrap();
        assert!(now == whole, "cut at {cut}");
    }
    fs::write(here.join("in.jsonl"), "{}\n").unwrap();
    let (code, told) = read(&here, &[&args[..], &["--resume"]].concat());
    assert!(
        code == 2 && told.contains("shorter than what was read"),
        "{told}"
    );
}

#[test]
fn drafts_of_several_articles_go_into_a_folder() {
    let here = folder("annotations-drafts");
    fs::write(here.join("in.jsonl"), stream()).unwrap();
    let args = [
        "--jsonl",
        "in.jsonl",
        "--annotations",
        "out.jsonl",
        "-o",
        "cases",
    ];
    read(&here, &args);
    assert_eq!(fs::read_dir(here.join("cases")).unwrap().count(), 40);
    let case = fs::read_to_string(here.join("cases/s3.toml")).unwrap();
    assert!(case.contains("A title"), "{case}");
    fs::write(
        here.join("one.jsonl"),
        "{\"id\": \"../x\", \"text\": \"It rained.\"}",
    )
    .unwrap();
    let args = [
        "--jsonl",
        "one.jsonl",
        "--annotations",
        "one.out",
        "-o",
        "cases",
    ];
    let (code, told) = read(&here, &args);
    assert!(code == 1 && told.contains("R0006"), "{told}");
    assert!(!here.join("x.toml").exists());
}
