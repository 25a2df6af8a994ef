//! The example `engine` answers both forms of request as `bn_bench.py` writes them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

/// Rain, a sprinkler that runs less often in the rain, and grass that either makes wet.
const NETWORK: &str = "network lawn {}
variable rain { type discrete [ 2 ] { no, yes }; }
variable sprinkler { type discrete [ 2 ] { off, on }; }
variable grass { type discrete [ 2 ] { dry, wet }; }
probability ( rain ) { table 0.75, 0.25; }
probability ( sprinkler | rain ) { (no) 0.5, 0.5; (yes) 0.75, 0.25; }
probability ( grass | rain, sprinkler ) {
  (no, off) 1.0, 0.0; (no, on) 0.25, 0.75; (yes, off) 0.25, 0.75; (yes, on) 0.0, 1.0;
}
";

/// Cargo builds examples beside the tests.
fn engine() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let folder = here.parent().unwrap().parent().unwrap();
    folder
        .join("examples")
        .join(format!("engine{}", std::env::consts::EXE_SUFFIX))
}

fn answer(name: &str, request: &Value) -> Value {
    let folder = std::env::temp_dir().join(format!("abduce-engine-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name);
    std::fs::write(path("lawn.bif"), NETWORK).unwrap();
    std::fs::write(path("request.json"), request.to_string()).unwrap();
    let files = ["lawn.bif", "request.json", "result.json"].map(path);
    let ran = Command::new(engine()).args(&files).output();
    let ran = ran.expect("cargo test builds it, unless told to build one suite alone");
    assert!(ran.status.success(), "{ran:?}");
    let result = serde_json::from_slice(&std::fs::read(&files[2]).unwrap()).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    result
}

#[track_caller]
fn assert_close(found: &Value, expected: f64) {
    let found = found.as_f64().unwrap();
    assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
}

#[track_caller]
fn assert_times(times: &Value) {
    let times = times.as_array().unwrap();
    assert!(
        !times.is_empty() && times.iter().all(|s| s.as_f64().unwrap() >= 0.0),
        "{times:?}"
    );
}

#[test]
fn sets_are_answered_and_timed() {
    let set = |id: &str, kind: &str, hard: Value, soft: Value| json!({"id": id, "kind": kind, "hard": hard, "soft": soft});
    let result = answer(
        "sets",
        &json!({
            "network": "lawn", "threads": 1, "reps": 3, "budget_s": 5.0,
            "sets": [
                set("prior", "prior", json!({}), json!({})),
                set("p10-0", "p10", json!({"2": 1}), json!({})),
                set("p10-1", "p10", json!({"1": 1}), json!({})),
                set("panel-0", "panel", json!({"2": 1}), json!({})),
                set("panel-1", "panel", json!({"2": 1}), json!({})),
                set("soft-0", "soft", json!({}), json!({"2": [0.5, 1.0]})),
            ],
        }),
    );
    // P(wet) = 0.375 * 0.75 + 0.1875 * 0.75 + 0.0625.
    let wet = 0.484_375;
    for id in ["p10-0", "panel-0", "panel-1"] {
        assert_close(&result["log_pe"][id], libm::log(wet));
        assert_close(
            &result["posteriors"][id][0][1],
            (0.1875 * 0.75 + 0.0625) / wet,
        );
        assert_close(&result["posteriors"][id][2][1], 1.0);
    }
    assert_close(&result["posteriors"]["prior"][2][1], wet);
    assert_close(
        &result["log_pe"]["soft-0"],
        libm::log(wet + 0.5 * (1.0 - wet)),
    );
    for key in [
        "load_s",
        "compile_s",
        "prior_s",
        "load_cpu",
        "compile_cpu",
        "prior_cpu",
    ] {
        assert_times(&result[key]);
    }
    for key in ["query_s", "query_cpu"] {
        assert_eq!(result[key].as_object().unwrap().len(), 6);
        result[key]
            .as_object()
            .unwrap()
            .values()
            .for_each(assert_times);
    }
    assert!(result["n_cells"].as_u64().unwrap() >= 8);
    assert!(result["memory_stated_bytes"].as_u64().unwrap() > 0);
}

#[test]
fn changes_and_draws_are_answered_and_timed() {
    let result = answer(
        "batch",
        &json!({
            "network": "lawn", "threads": 1, "query": 0, "state": 1, "panel_hard": {"2": 1},
            "evidence_changes": (0..30).map(|i| json!([2, i % 2])).collect::<Vec<_>>(),
            "cpt_changes": (0..30).map(|i| json!([1, [i % 2], [0.25, 0.75]])).collect::<Vec<_>>(),
            "gradient_hard": {"2": 1},
            "mc": {"draws": 50, "ess": 100.0, "hard": {"2": 1}},
        }),
    );
    for key in [
        "evidence1_one_s",
        "evidence1_all_s",
        "cpt1_one_s",
        "cpt1_all_s",
        "gradient_s",
        "mc_s",
    ] {
        assert_times(&result[key]);
    }
    assert_close(&result["final"][1], (0.1875 * 0.75 + 0.0625) / 0.484_375);
    // P(rain | wet) = p / P(wet) with p = P(rain, wet), both linear in P(rain = yes).
    let (p, wet, given_rain) = (0.203_125, 0.484_375, 0.75 * 0.75 + 0.25);
    assert_close(
        &result["gradient"][0][1],
        given_rain * (wet - p) / (wet * wet),
    );
    let (mean, sd) = (
        result["mc_mean"].as_f64().unwrap(),
        result["mc_sd"].as_f64().unwrap(),
    );
    // The tables are drawn around their own values, each row as if seen 100 times.
    assert!((mean - 0.203_125 / 0.484_375).abs() < 0.05, "{mean}");
    assert!(sd > 0.01 && sd < 0.2, "{sd}");
}
