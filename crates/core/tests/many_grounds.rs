//! A proposition with many grounds in a few words is weighed exactly, and quickly.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use std::fmt::Write;

use abduce_core::case;
use abduce_core::credence::{Credence, Scale};
use abduce_core::network::NetworkError;
use abduce_core::source::SourceMap;
use abduce_core::weigh::{Options, WeighError, Weighing, weigh};

const WORDS: [&str; 7] = [
    "almost no chance",
    "very unlikely",
    "unlikely",
    "even",
    "likely",
    "very likely",
    "almost certain",
];

fn point(word: &str) -> f64 {
    Credence::parse(word, Scale::Icd203).unwrap().held().get()
}

fn logit(p: f64) -> f64 {
    libm::log(p / (1.0 - p))
}

fn expit(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// Claims that are each as probable as a word says when the first of two rivals is true, and an
/// even chance otherwise; and evidence, seen, whose grounds they all are.
fn text(on_first: &[&str], as_ground: &[String], otherwise: &str) -> String {
    let mut text = String::from(
        "abduce = 1\nquestion = \"Which?\"\nframe = \"rival\"\n\
         [hypotheses.first]\nprior = 0.4\n[hypotheses.second]\nprior = 0.5\n\
         [other]\nprior = 0.1\n",
    );
    for (i, word) in on_first.iter().enumerate() {
        write!(text, "[claims.c{i}]\ngiven = {{ first = \"{word}\" }}\n").unwrap();
    }
    let given = as_ground.iter().enumerate();
    let given: Vec<String> = given.map(|(i, word)| format!("c{i} = {word}")).collect();
    let given = given.join(", ");
    write!(
        text,
        "[evidence.seen]\ngiven = {{ {given} }}\notherwise = \"{otherwise}\"\n"
    )
    .unwrap();
    text
}

fn weighed(text: &str) -> Result<Weighing, WeighError> {
    let file = SourceMap::default().add("case.toml", text.to_owned());
    let parsed = case::parse(text, file);
    let blocked = parsed.diagnostics.iter().find(|d| d.blocks_weighing);
    assert!(blocked.is_none(), "{blocked:?}");
    weigh(&parsed.case, Options::default())
}

/// P(evidence) where claim `i` is true with probability `p[i]`: by convolution, adding up what
/// is equal to a billionth of a nat.
fn convolved(base: f64, p: &[f64], shifts: &[f64]) -> f64 {
    let mut sums = vec![(base, 1.0)];
    for (p, shift) in p.iter().zip(shifts) {
        let each = sums
            .iter()
            .flat_map(|(sum, q)| [(*sum, q * (1.0 - p)), (sum + shift, q * p)]);
        let mut next: Vec<(f64, f64)> = each.collect();
        next.sort_by(|a, b| a.0.total_cmp(&b.0));
        next.dedup_by(|b, a| {
            let same = (a.0 - b.0).abs() < 1e-9;
            a.1 += if same { b.1 } else { 0.0 };
            same
        });
        sums = next;
    }
    sums.iter().map(|(sum, q)| q * expit(*sum)).sum()
}

/// Weighs `n` claims and compares with the convolution; `k` words are used.
fn check(n: usize, k: usize, otherwise: &str) {
    let on_first: Vec<&str> = (0..n).map(|i| WORDS[(i * 3 + 1) % 7]).collect();
    let as_ground: Vec<&str> = (0..n).map(|i| WORDS[(i * 5 + i / 7) % 7 % k]).collect();
    let quoted: Vec<String> = as_ground.iter().map(|word| format!("\"{word}\"")).collect();
    let weighing = weighed(&text(&on_first, &quoted, otherwise)).unwrap();

    let base = logit(point(otherwise));
    let shifts: Vec<f64> = as_ground
        .iter()
        .map(|word| logit(point(word)) - base)
        .collect();
    let first: Vec<f64> = on_first.iter().map(|word| point(word)).collect();
    let if_first = convolved(base, &first, &shifts);
    let if_not = convolved(base, &vec![0.5; n], &shifts);
    let p_seen = 0.4 * if_first + 0.6 * if_not;
    assert!((weighing.evidence_ln - libm::log(p_seen)).abs() < 1e-9);
    let posterior = weighing.hypotheses[0].posterior;
    assert!((posterior - 0.4 * if_first / p_seen).abs() < 1e-9);
}

#[test]
fn few_grounds_and_many_are_weighed_alike() {
    for otherwise in ["even", "unlikely"] {
        for n in [1, 7, 9, 12, 16] {
            check(n, 7, otherwise);
        }
    }
}

#[test]
fn sixty_grounds_in_words() {
    check(60, 7, "even");
    check(60, 7, "unlikely");
}

#[test]
fn grounds_that_all_differ_are_refused_by_number() {
    let on_first = ["likely"; 30];
    let numbers: Vec<String> = (0..30).map(|i| format!("0.{}", 511 + 7 * i)).collect();
    let error = weighed(&text(&on_first, &numbers, "even")).unwrap_err();
    let WeighError::Network(NetworkError::TooManyGrounds {
        n_grounds, n_sums, ..
    }) = error
    else {
        panic!("{error}");
    };
    assert_eq!((n_grounds, n_sums), (30, 1 << 30));
}
