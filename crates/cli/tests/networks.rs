//! `abduce net` and `abduce export` as people and scripts run them.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const WEATHER: &str = r#"network weather {}
variable rain { type discrete [ 2 ] { yes, no }; }
variable "lawn sprinkler" { type discrete [ 2 ] { on, off }; }
variable grass { type discrete [ 3 ] { wet, damp, dry }; }
probability ( rain ) { table 0.2, 0.8; }
probability ( "lawn sprinkler" | rain ) { (yes) 0.01, 0.99; (no) 0.4, 0.6; }
probability ( grass | rain, "lawn sprinkler" ) {
  (yes, on) 1, 0, 0; (no, on) 0.9, 0.1, 0; (yes, off) 0.7, 0.2, 0.1; (no, off) 0, 0, 1;
}
"#;

/// A folder of this test's own, with the network in it.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("weather.bif"), WEATHER).unwrap();
    folder
}

/// Exit code, output and errors.
fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_abduce"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let args = [args, &["--format", "json"]].concat();
    let (code, out, errors) = run(folder, &args);
    assert_eq!(code, 0, "{args:?}: {errors}");
    serde_json::from_str(&out).unwrap()
}

/// The probability of a variable's state in an answer.
fn probability(answer: &Value, variable: &str, state: &str) -> f64 {
    let posteriors = answer["posteriors"].as_array().unwrap();
    let marginal = posteriors
        .iter()
        .find(|m| m["variable"] == variable)
        .unwrap();
    let states = marginal["states"].as_array().unwrap();
    let found = states.iter().find(|s| s["state"] == state).unwrap();
    found["probability"].as_f64().unwrap()
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-12, "{a} {b}");
}

#[test]
fn a_network_answers_in_the_words_of_its_file() {
    let here = folder("net-ask");
    let wet = json(&here, &["net", "weather.bif", "--given", "grass=wet"]);
    // Rain and wet: 0.2 * (0.01 + 0.99 * 0.7); wet without: 0.8 * 0.4 * 0.9.
    let (rain, sprinkler) = (0.2 * (0.01 + 0.99 * 0.7), 0.8 * 0.4 * 0.9);
    near(
        wet["evidence"]["probability"].as_f64().unwrap(),
        rain + sprinkler,
    );
    near(probability(&wet, "rain", "yes"), rain / (rain + sprinkler));
    assert_eq!(wet["posteriors"].as_array().unwrap().len(), 2);
    let told = [
        "net",
        "weather.bif",
        "--given",
        "rain:3,1",
        "--query",
        "rain",
    ];
    near(
        probability(&json(&here, &told), "rain", "yes"),
        0.6 / (0.6 + 0.8),
    );
    let blank = [
        "net",
        "weather.bif",
        "--given",
        "lawn sprinkler=on",
        "--query",
        "rain",
    ];
    near(
        probability(&json(&here, &blank), "rain", "yes"),
        0.002 / (0.002 + 0.32),
    );
}

#[test]
fn the_most_probable_states_are_told_together() {
    let here = folder("net-mpe");
    let asked = [
        "net",
        "weather.bif",
        "--given",
        "grass=wet",
        "--query",
        "rain",
        "--mpe",
    ];
    let best = &json(&here, &asked)["most_probable"];
    // No rain and the sprinkler on: 0.8 * 0.4 * 0.9, of all ways for the grass to be wet.
    let (rain, sprinkler) = (0.2 * (0.01 + 0.99 * 0.7), 0.8 * 0.4 * 0.9);
    near(
        best["probability"].as_f64().unwrap(),
        sprinkler / (rain + sprinkler),
    );
    let states = best["states"].as_array().unwrap().iter();
    let states: Vec<&str> = states.map(|s| s["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["no", "on", "wet"]);
    let (code, out, _) = run(&here, &asked);
    assert_eq!(code, 0);
    assert!(out.contains("most probable together: 0.6720"), "{out}");
    let (code, _, errors) = run(&here, &[&asked[..], &["--bounds", "9"]].concat());
    assert!(code == 2 && errors.contains("--bounds"), "{errors}");
}

#[test]
fn what_cannot_be_is_told_with_what_conflicts() {
    let here = folder("net-conflict");
    let args = [
        "net",
        "weather.bif",
        "--given",
        "rain=no",
        "--given",
        "grass=damp",
        "--given",
        "lawn sprinkler=off",
    ];
    let (code, out, _) = run(&here, &args);
    assert_eq!(code, 1);
    assert!(out.contains("cannot hold together"), "{out}");
    let args = [&args[..], &["--format", "json"]].concat();
    let (code, out, _) = run(&here, &args);
    assert_eq!(code, 1);
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(answer["evidence"]["ln"], Value::Null);
    assert_eq!(answer["evidence"]["conflict"].as_array().unwrap().len(), 3);
}

#[test]
fn slips_are_told_with_what_may_be_meant() {
    let here = folder("net-slips");
    let cases: &[(&[&str], &str)] = &[
        (
            &["--given", "rian=yes"],
            "there is no variable rian; is rain meant?",
        ),
        (
            &["--given", "rain=yse"],
            "rain has no state yse; is yes meant?",
        ),
        (&["--given", "grass=soaked"], "it has wet, damp, dry"),
        (&["--given", "rain"], "write VARIABLE=STATE"),
        (
            &["--given", "rain:1,2,3"],
            "a likelihood for each of its 2 states",
        ),
        (&["--given", "rain:0,0"], "one of them above 0"),
        (
            &["--given", "rain=yes", "--given", "rain=no"],
            "rain is given twice",
        ),
        (&["--query", "gras"], "is grass meant?"),
        (&["--from", "uai"], "N0003"),
    ];
    for (more, said) in cases {
        let args = [&["net", "weather.bif"], *more].concat();
        let (code, _, errors) = run(&here, &args);
        assert_eq!(code, if *said == "N0003" { 1 } else { 2 }, "{args:?}");
        assert!(errors.contains(said), "{args:?}: {errors}");
    }
}

#[test]
fn faults_of_the_file_are_told_with_their_places() {
    let here = folder("net-faults");
    let bad = WEATHER.replace("(yes) 0.01, 0.99;", "(yes) 0.01, 0.89;");
    fs::write(here.join("bad.bif"), bad).unwrap();
    let (code, _, errors) = run(&here, &["net", "bad.bif"]);
    assert_eq!(code, 1);
    assert!(
        errors.contains("error[N0014]") && errors.contains("bad.bif:6:43"),
        "{errors}"
    );
    let (code, page, _) = run(&here, &["explain-code", "n0014"]);
    assert!(code == 0 && page.starts_with("# N0014: "), "{page}");
    fs::write(here.join("notes.txt"), "hello").unwrap();
    let (code, _, errors) = run(&here, &["net", "notes.txt"]);
    assert!(
        code == 2 && errors.contains("in no format that is known here"),
        "{errors}"
    );
    fs::write(here.join("named.xdsl"), WEATHER).unwrap();
    let (code, _, errors) = run(&here, &["net", "named.xdsl"]);
    assert!(
        code == 0 && errors.contains("named as XDSL, but written as BIF"),
        "{errors}"
    );
}

#[test]
fn a_network_is_converted_by_the_ending_of_the_name() {
    let here = folder("net-convert");
    for name in ["w.xdsl", "w.xmlbif", "w.net", "w.uai", "again.bif"] {
        let (code, _, errors) = run(&here, &["net", "convert", "weather.bif", name]);
        assert_eq!(code, 0, "{name}: {errors}");
        let named = name.ends_with(".xdsl") || name.ends_with(".net");
        assert_eq!(
            named,
            errors.contains("lawn sprinkler: lawn_sprinkler"),
            "{errors}"
        );
        let args: &[&str] = if name.ends_with(".uai") {
            &["net", name, "--given", "var2=state0", "--query", "var0"]
        } else {
            &["net", name, "--given", "grass=wet", "--query", "rain"]
        };
        let answer = json(&here, args);
        let ln = answer["evidence"]["ln"].as_f64().unwrap();
        near(ln, libm::log(0.2 * (0.01 + 0.99 * 0.7) + 0.8 * 0.4 * 0.9));
    }
    let (code, _, errors) = run(&here, &["net", "convert", "weather.bif", "w.net"]);
    assert!(code == 2 && errors.contains("--force"), "{errors}");
    let (code, _, errors) = run(&here, &["net", "convert", "weather.bif", "w.txt"]);
    assert!(code == 2 && errors.contains("--to"), "{errors}");
    let (code, out, _) = run(&here, &["net", "convert", "weather.bif", "--to", "uai"]);
    assert!(code == 0 && out.starts_with("BAYES\n3\n2 2 3\n"), "{out}");
}

#[test]
fn uai_evidence_is_read() {
    let here = folder("net-evidence");
    run(&here, &["net", "convert", "weather.bif", "w.uai"]);
    fs::write(here.join("w.uai.evid"), "1 2 0\n").unwrap();
    let with = json(&here, &["net", "w.uai", "--evidence", "w.uai.evid"]);
    let given = json(&here, &["net", "w.uai", "--given", "var2=state0"]);
    assert_eq!(with["posteriors"], given["posteriors"]);
    fs::write(here.join("w.uai.evid"), "1 2 3\n").unwrap();
    let (code, _, errors) = run(&here, &["net", "w.uai", "--evidence", "w.uai.evid"]);
    assert!(code == 2 && errors.contains("N0009"), "{errors}");
}

#[test]
fn the_cost_is_told_and_refused_by_name() {
    let here = folder("net-compile");
    let cost = json(&here, &["net", "compile", "weather.bif"]);
    assert_eq!(cost["width"], 2);
    assert_eq!(cost["n_table_cells"], 2 + 4 + 12);
    assert_eq!(cost["cliques"][0]["variables"].as_array().unwrap().len(), 3);
    let (code, out, _) = run(&here, &["net", "compile", "weather.bif"]);
    assert!(
        code == 0 && out.contains("12 numbers over rain, lawn sprinkler, grass"),
        "{out}"
    );
    let args = ["net", "compile", "weather.bif", "--memory-limit", "0"];
    let (code, _, errors) = run(&here, &args);
    assert_eq!(code, 2);
    assert!(
        errors.contains("too closely: rain, lawn sprinkler, grass"),
        "{errors}"
    );
}

/// A grid of `n` by `n`, in which each variable depends on the one above it and the one before.
fn grid(n: usize) -> String {
    let mut text = String::new();
    for i in 0..n * n {
        text += &format!("variable v{i} {{ type discrete [ 2 ] {{ a, b }}; }}\n");
        let above = (i >= n).then(|| format!("v{}", i.wrapping_sub(n)));
        let before = (i % n > 0).then(|| format!("v{}", i.wrapping_sub(1)));
        let parents: Vec<String> = above.into_iter().chain(before).collect();
        text += &format!("probability ( v{i} | {} ) {{\n", parents.join(", "));
        text += match parents.len() {
            0 => "table 0.3, 0.7; }\n",
            1 => "(a) 0.9, 0.1; (b) 0.2, 0.8; }\n",
            _ => "(a, a) 0.95, 0.05; (a, b) 0.4, 0.6; (b, a) 0.5, 0.5; (b, b) 0.1, 0.9; }\n",
        };
    }
    text
}

#[test]
fn bounds_hold_the_exact_numbers_and_are_told_as_bounds() {
    let here = folder("net-bounds");
    fs::write(here.join("grid.bif"), grid(18)).unwrap();
    let ask = [
        "net", "grid.bif", "--given", "v323=b", "--query", "v0", "--query", "v19",
    ];
    let exact = json(&here, &ask);
    assert_eq!(exact["exact"], true);
    let limit = [&ask[..], &["--memory-limit", "1"]].concat();
    let (code, _, errors) = run(&here, &limit);
    assert!(code == 2 && errors.contains("--bounds 1000"), "{errors}");
    let limit = [&limit[..], &["--bounds", "20"]].concat();
    let bounds = json(&here, &limit);
    assert_eq!(bounds["exact"], false);
    for (bounded, exact) in bounds["posteriors"]
        .as_array()
        .unwrap()
        .iter()
        .zip(exact["posteriors"].as_array().unwrap())
    {
        for (state, exact) in bounded["states"]
            .as_array()
            .unwrap()
            .iter()
            .zip(exact["states"].as_array().unwrap())
        {
            let p = exact["probability"].as_f64().unwrap();
            assert_eq!(state["probability"], Value::Null);
            let (lower, upper) = (
                state["lower"].as_f64().unwrap(),
                state["upper"].as_f64().unwrap(),
            );
            assert!(
                lower <= p + 1e-9 && p <= upper + 1e-9,
                "{lower} {p} {upper}"
            );
        }
    }
    let (code, out, _) = run(&here, &limit);
    assert!(
        code == 0 && out.contains("not exact: each number lies between two"),
        "{out}"
    );
}

/// The posteriors of hypotheses, by the network's variable and state.
fn hypotheses(weighed: &Value) -> Vec<(String, String, f64)> {
    let rival = weighed["frame"] == "rival";
    let list = weighed["hypotheses"].as_array().unwrap();
    list.iter()
        .map(|hypothesis| {
            let id = hypothesis["id"].as_str().unwrap().to_owned();
            let posterior = hypothesis["posterior"].as_f64().unwrap();
            if rival {
                ("hypotheses".to_owned(), id, posterior)
            } else {
                (id, "yes".to_owned(), posterior)
            }
        })
        .collect()
}

#[test]
fn an_exported_case_has_the_posteriors_of_the_case() {
    let here = folder("export");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut n_cases = 0;
    for entry in fs::read_dir(examples).unwrap() {
        let case = entry.unwrap().path().join("case.toml");
        if !case.exists() {
            continue;
        }
        n_cases += 1;
        let case = case.to_str().unwrap();
        let weighed = json(&here, &["weigh", case, "-q"]);
        for name in ["c.bif", "c.xmlbif", "c.xdsl", "c.net"] {
            let (code, _, told) = run(&here, &["export", case, "-o", name, "--force"]);
            assert_eq!(code, 0, "{told}");
            let next = told
                .lines()
                .find_map(|l| l.strip_prefix("next: abduce "))
                .unwrap();
            let args: Vec<&str> = next.split(' ').collect();
            let answer = json(&here, &args);
            let ln = answer["evidence"]["ln"].as_f64().unwrap();
            near(ln, weighed["log_evidence"].as_f64().unwrap());
            for (variable, state, posterior) in hypotheses(&weighed) {
                near(probability(&answer, &variable, &state), posterior);
            }
        }
        let (code, _, told) = run(&here, &["export", case, "-o", "c.uai", "--force"]);
        assert_eq!(code, 0, "{told}");
        let answer = json(&here, &["net", "c.uai", "--evidence", "c.uai.evid"]);
        let ln = answer["evidence"]["ln"].as_f64().unwrap();
        near(ln, weighed["log_evidence"].as_f64().unwrap());
    }
    assert!(n_cases >= 4);
}

#[test]
fn a_proposition_with_many_grounds_is_exported_in_parts() {
    let here = folder("export-many");
    let mut case = String::from("abduce = 1\nquestion = \"Why?\"\n\n[hypotheses.h]\nprior = 0.5\n");
    let mut given = Vec::new();
    for i in 0..30 {
        case += &format!("\n[claims.c{i}]\notherwise = 0.3\n");
        given.push(format!("c{i} = 0.6"));
    }
    case += &format!(
        "\n[evidence.e]\notherwise = 0.2\ngiven = {{ h = 0.9, {} }}\n",
        given.join(", ")
    );
    fs::write(here.join("case.toml"), case).unwrap();
    let weighed = json(&here, &["weigh", "case.toml", "-q"]);
    let (code, _, told) = run(&here, &["export", "case.toml", "-o", "c.bif"]);
    assert_eq!(code, 0, "{told}");
    let next = told
        .lines()
        .find_map(|l| l.strip_prefix("next: abduce "))
        .unwrap();
    let args: Vec<&str> = next.split(' ').collect();
    let answer = json(&here, &args);
    for (variable, state, posterior) in hypotheses(&weighed) {
        near(probability(&answer, &variable, &state), posterior);
    }
}

#[test]
fn a_case_that_cannot_be_weighed_is_not_exported() {
    let here = folder("export-bad");
    fs::write(here.join("bad.toml"), "abduce = 1\n").unwrap();
    let (code, out, errors) = run(&here, &["export", "bad.toml", "--to", "bif"]);
    assert!(
        code == 1 && out.is_empty() && errors.contains("error[E0019]"),
        "{errors}"
    );
    let (code, _, errors) = run(&here, &["net", "bad.toml"]);
    assert!(
        code == 2 && errors.contains("abduce export bad.toml"),
        "{errors}"
    );
}
