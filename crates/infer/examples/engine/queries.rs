//! The first form: sets of findings, each asked for all posteriors.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use serde_json::{Value, json};

use crate::SHORT_S;
use crate::answer::{Engine, Evidence, MANY};
use crate::clock::{Budget, Took, resident_bytes, timed};
use crate::load;

/// What is asked.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Request {
    reps: usize,
    budget_s: f64,
    sets: Vec<Set>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(from = "Listed")]
struct Set {
    id: String,
    kind: String,
    told: Evidence,
}

/// A set as it is listed.
#[derive(serde::Deserialize)]
struct Listed {
    id: String,
    kind: String,
    hard: BTreeMap<usize, usize>,
    soft: BTreeMap<usize, Vec<f64>>,
}

impl From<Listed> for Set {
    fn from(listed: Listed) -> Set {
        let Listed {
            id,
            kind,
            hard,
            soft,
        } = listed;
        let told = Evidence { hard, soft };
        Set { id, kind, told }
    }
}

/// What is answered.
#[derive(Default)]
struct Report {
    load: Vec<Took>,
    /// What the tree for one query was said to take, in bytes.
    stated: u64,
    /// For one query.
    compile: Vec<Took>,
    /// For many.
    compile_kept: Vec<Took>,
    prior: Vec<Took>,
    query: BTreeMap<String, Vec<Took>>,
    /// P(evidence) alone.
    evidence: BTreeMap<String, Vec<Took>>,
    posteriors: BTreeMap<String, Value>,
    log_pe: BTreeMap<String, f64>,
}

/// The kinds of sets, and by which part of the budget each is to be done.
const KINDS: &[(&str, f64)] = &[
    ("prior", 0.4),
    ("panel", 0.6),
    ("p10", 0.8),
    ("p20", 0.85),
    ("p50", 0.9),
    ("one", 0.95),
    ("soft", 1.0),
];

/// Answers and times all sets.
pub(crate) fn run(path: &Path, request: &Request) -> Result<Value, Box<dyn Error>> {
    let budget = Budget::new(request.budget_s);
    let mut report = Report::default();
    let network = load::network(path)?;
    let used = cold(&network, request, &budget, &mut report)?;
    for _ in 0..request.reps {
        report.load.push(load::timed(path)?);
        if !budget.is_within(0.4) {
            break;
        }
    }
    let (engine, kept) = timed(|| Engine::compile(&network, MANY));
    let mut engine = engine?;
    report.compile_kept.push(kept);
    for (kind, part) in KINDS {
        let of_kind = |set: &&Set| set.kind == *kind;
        let sets: Vec<&Set> = request.sets.iter().filter(of_kind).collect();
        if sets.is_empty() {
            continue;
        }
        let until = |done: usize| done < request.reps && budget.is_within(*part);
        match (*kind, &sets[..]) {
            ("prior", [set]) => {
                engine.ask(&set.told)?;
                report.keep(set, &engine);
                report.query.insert(set.id.clone(), report.prior.clone());
            }
            ("panel", [first, ..]) => {
                let observed: Vec<usize> = first.told.hard.keys().copied().collect();
                let mut engine = Engine::observing(&network, &observed)?;
                report.ask_all(&mut engine, &sets, until)?;
            }
            _ => report.ask_all(&mut engine, &sets, until)?,
        }
    }
    Ok(report.json(&engine, used))
}

/// Compiles and asks without findings, each time anew; gives the bytes that the first took.
fn cold(
    network: &abduce_infer::Network,
    request: &Request,
    budget: &Budget,
    report: &mut Report,
) -> Result<Option<u64>, abduce_infer::Error> {
    let none = Evidence::default();
    let mut used = None;
    for rep in 0..request.reps.max(1) {
        let before = resident_bytes();
        let (engine, compile) = timed(|| Engine::compile(network, 1));
        let mut engine = engine?;
        let (asked, prior) = timed(|| engine.ask(&none));
        asked?;
        report.compile.push(compile);
        report.prior.push(prior);
        report.stated = engine.n_bytes();
        if rep == 0 {
            let after = resident_bytes();
            used = before
                .zip(after)
                .map(|(before, after)| after.saturating_sub(before));
        }
        if !budget.is_within(0.3) {
            break;
        }
    }
    Ok(used)
}

impl Report {
    /// Asks the sets of one kind, over and over, and keeps the first answers; then again for
    /// P(evidence) alone.
    fn ask_all(
        &mut self,
        engine: &mut Engine,
        sets: &[&Set],
        more: impl Fn(usize) -> bool,
    ) -> Result<(), abduce_infer::Error> {
        let cycle = distinct(engine, sets);
        let all = times(engine, &cycle, Engine::ask, &more, |engine, told| {
            for set in sets.iter().filter(|set| set.told == *told) {
                self.keep(set, engine);
            }
        })?;
        self.query.extend(by_set(sets, &cycle, &all));
        if more(0) {
            let evidence = times(engine, &cycle, Engine::ask_evidence, &more, |_, _| {})?;
            self.evidence.extend(by_set(sets, &cycle, &evidence));
        }
        Ok(())
    }

    /// Keeps the engine's last answer, which was to a set.
    fn keep(&mut self, set: &Set, engine: &Engine) {
        let posteriors = json!(engine.posteriors());
        self.posteriors.insert(set.id.clone(), posteriors);
        self.log_pe.insert(set.id.clone(), engine.evidence_ln());
    }

    fn json(&self, engine: &Engine, used: Option<u64>) -> Value {
        let wall = |all: &[Took]| all.iter().map(|took| took.wall).collect::<Vec<f64>>();
        let cpu = |all: &[Took]| all.iter().map(|took| took.cpu).collect::<Vec<f64>>();
        json!({
            "load_s": wall(&self.load), "load_cpu": cpu(&self.load),
            "compile_s": wall(&self.compile), "compile_cpu": cpu(&self.compile),
            "compile_kept_s": wall(&self.compile_kept), "compile_kept_cpu": cpu(&self.compile_kept),
            "prior_s": wall(&self.prior), "prior_cpu": cpu(&self.prior),
            "query_s": per_set(&self.query, &wall), "query_cpu": per_set(&self.query, &cpu),
            "logpe_s": per_set(&self.evidence, &wall), "logpe_cpu": per_set(&self.evidence, &cpu),
            "log_pe": self.log_pe, "posteriors": self.posteriors,
            "memory_stated_bytes": self.stated, "memory_kept_bytes": engine.n_bytes(), "memory_used_bytes": used,
            "n_cells": engine.n_cells(), "predicted_cost": engine.n_cells(),
        })
    }
}

/// Each set with the times of its findings.
fn by_set(sets: &[&Set], cycle: &[Evidence], times: &[Vec<Took>]) -> Vec<(String, Vec<Took>)> {
    let of = |set: &&Set| {
        let at = cycle.iter().position(|told| set.told == *told)?;
        Some((set.id.clone(), times[at].clone()))
    };
    sets.iter().filter_map(of).collect()
}

/// The times of each set that has any.
fn per_set<'a>(
    all: &'a BTreeMap<String, Vec<Took>>,
    times: &dyn Fn(&[Took]) -> Vec<f64>,
) -> BTreeMap<&'a str, Vec<f64>> {
    let timed = all.iter().filter(|(_, took)| !took.is_empty());
    timed.map(|(id, took)| (id.as_str(), times(took))).collect()
}

type Query = fn(&mut Engine, &Evidence) -> Result<(), abduce_infer::Error>;

/// What each query of a cycle took, in each repetition: as many as `more` wants, and one at
/// least. When time is up within the first, the rest is left out. `seen` is told of each answer
/// of the first.
fn times(
    engine: &mut Engine,
    cycle: &[Evidence],
    query: Query,
    more: impl Fn(usize) -> bool,
    mut seen: impl FnMut(&Engine, &Evidence),
) -> Result<Vec<Vec<Took>>, abduce_infer::Error> {
    let mut times = vec![Vec::new(); cycle.len()];
    for (told, times) in cycle.iter().zip(&mut times) {
        let (asked, took) = timed(|| query(engine, told));
        asked?;
        times.push(took);
        seen(engine, told);
        if !more(0) {
            break;
        }
    }
    if times
        .iter()
        .flatten()
        .any(|took| took.wall < 10.0 * SHORT_S)
        && more(0)
    {
        let cycle_s = cycles(engine, cycle, query, 1)?.wall;
        if cycle_s / (cycle.len() as f64) < SHORT_S {
            let n = (1e-3 / cycle_s).ceil().max(1.0) as usize;
            times.iter_mut().for_each(Vec::clear);
            for _ in (0..).take_while(|rep| *rep == 0 || more(*rep)) {
                let share = cycles(engine, cycle, query, n)?.share(n * cycle.len());
                times.iter_mut().for_each(|times| times.push(share));
            }
            return Ok(times);
        }
    }
    for _ in (1..).take_while(|rep| more(*rep)) {
        for (told, times) in cycle.iter().zip(&mut times) {
            let (asked, took) = timed(|| query(engine, told));
            asked?;
            times.push(took);
        }
    }
    Ok(times)
}

/// What a whole cycle takes, so many times over.
fn cycles(
    engine: &mut Engine,
    cycle: &[Evidence],
    query: Query,
    n: usize,
) -> Result<Took, abduce_infer::Error> {
    let mut once = || cycle.iter().try_for_each(|told| query(engine, told));
    let (asked, took) = timed(|| (0..n).try_for_each(|_| once()));
    asked.map(|()| took)
}

/// Findings of some sets, none twice, and at least two of them: those of a set that is alone
/// take turns with one of its variables in another state, or with nothing told.
fn distinct(engine: &mut Engine, sets: &[&Set]) -> Vec<Evidence> {
    let mut cycle: Vec<Evidence> = Vec::new();
    for set in sets {
        if !cycle.contains(&set.told) {
            cycle.push(set.told.clone());
        }
    }
    if let [one] = &cycle[..] {
        let other = |(variable, state): (&usize, &usize)| {
            let n_states = engine.n_states(*variable);
            let states = (1..n_states).map(|step| (state + step) % n_states);
            let changed = states.map(|state| {
                let mut told = one.clone();
                told.hard.insert(*variable, state);
                told
            });
            changed.into_iter().find(|told| engine.ask(told).is_ok())
        };
        let other = one.hard.iter().find_map(other);
        cycle.push(other.unwrap_or_default());
    }
    cycle
}
