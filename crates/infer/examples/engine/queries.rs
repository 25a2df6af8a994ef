//! The first form: sets of findings, each asked for all posteriors.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use serde_json::{Value, json};

use crate::SHORT_S;
use crate::answer::{Engine, Evidence};
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
    compile: Vec<Took>,
    prior: Vec<Took>,
    query: BTreeMap<String, Vec<Took>>,
    posteriors: BTreeMap<String, Value>,
    log_pe: BTreeMap<String, f64>,
}

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
    let mut kinds: Vec<&str> = request.sets.iter().map(|set| set.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut engine = Engine::compile(&network)?;
    for (number, kind) in kinds.iter().enumerate() {
        let sets: Vec<&Set> = request
            .sets
            .iter()
            .filter(|set| set.kind == *kind)
            .collect();
        let part = 0.4 + 0.6 * (number + 1) as f64 / kinds.len() as f64;
        let until = |done: usize| done < request.reps && budget.is_within(part);
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
        let (engine, compile) = timed(|| Engine::compile(network));
        let mut engine = engine?;
        let (asked, prior) = timed(|| engine.ask(&none));
        asked?;
        report.compile.push(compile);
        report.prior.push(prior);
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
    /// Asks the sets of one kind, in cycles; when time is up within the first cycle, the rest is
    /// left out.
    fn ask_all(
        &mut self,
        engine: &mut Engine,
        sets: &[&Set],
        more: impl Fn(usize) -> bool,
    ) -> Result<(), abduce_infer::Error> {
        let cycle = distinct(sets);
        let mut first = Vec::new();
        for told in &cycle {
            let (asked, took) = timed(|| engine.ask(told));
            asked?;
            first.push((*told, took));
            for set in sets.iter().filter(|set| set.told == **told) {
                self.keep(set, engine);
            }
            if !more(0) {
                break;
            }
        }
        let all: f64 = first.iter().map(|(_, took)| took.wall).sum();
        if all / (first.len() as f64) < SHORT_S {
            return self.ask_often(engine, sets, &cycle, more);
        }
        first
            .iter()
            .for_each(|(told, took)| self.note(sets, told, *took));
        for _ in (1..).take_while(|rep| more(*rep)) {
            for told in &cycle {
                let (asked, took) = timed(|| engine.ask(told));
                asked?;
                self.note(sets, told, took);
            }
        }
        Ok(())
    }

    /// Asks short queries, in as many cycles at a time as take a millisecond or so.
    fn ask_often(
        &mut self,
        engine: &mut Engine,
        sets: &[&Set],
        cycle: &[&Evidence],
        more: impl Fn(usize) -> bool,
    ) -> Result<(), abduce_infer::Error> {
        let mut asks = |n: usize| (0..n).try_for_each(|_| ask_cycle(engine, cycle));
        let (asked, once) = timed(|| asks(1));
        asked?;
        let n_cycles = (1e-3 / once.wall).ceil().max(1.0) as usize;
        let mut rep = 0;
        while rep == 0 || more(rep) {
            let (asked, took) = timed(|| asks(n_cycles));
            asked?;
            let share = took.share(n_cycles * cycle.len());
            cycle.iter().for_each(|told| self.note(sets, told, share));
            rep += 1;
        }
        Ok(())
    }

    /// Keeps the engine's last answer, which was to a set.
    fn keep(&mut self, set: &Set, engine: &Engine) {
        self.posteriors
            .insert(set.id.clone(), json!(engine.posteriors()));
        self.log_pe.insert(set.id.clone(), engine.evidence_ln());
    }

    /// Notes the time of every set with these findings.
    fn note(&mut self, sets: &[&Set], evidence: &Evidence, took: Took) {
        for set in sets.iter().filter(|set| set.told == *evidence) {
            self.query.entry(set.id.clone()).or_default().push(took);
        }
    }

    fn json(&self, engine: &Engine, used: Option<u64>) -> Value {
        let wall = |all: &[Took]| all.iter().map(|took| took.wall).collect::<Vec<f64>>();
        let cpu = |all: &[Took]| all.iter().map(|took| took.cpu).collect::<Vec<f64>>();
        let per_set = |times: &dyn Fn(&[Took]) -> Vec<f64>| -> BTreeMap<&str, Vec<f64>> {
            let all = self.query.iter();
            all.map(|(id, took)| (id.as_str(), times(took))).collect()
        };
        json!({
            "load_s": wall(&self.load), "load_cpu": cpu(&self.load),
            "compile_s": wall(&self.compile), "compile_cpu": cpu(&self.compile),
            "prior_s": wall(&self.prior), "prior_cpu": cpu(&self.prior),
            "query_s": per_set(&wall), "query_cpu": per_set(&cpu),
            "log_pe": self.log_pe, "posteriors": self.posteriors,
            "memory_used_bytes": used, "n_cells": engine.tree().n_cells(),
        })
    }
}

fn ask_cycle(engine: &mut Engine, cycle: &[&Evidence]) -> Result<(), abduce_infer::Error> {
    cycle.iter().try_for_each(|one| engine.ask(one))
}

/// Findings of some sets, none twice, and at least two of them.
fn distinct<'a>(sets: &[&'a Set]) -> Vec<&'a Evidence> {
    static NONE: Evidence = Evidence {
        hard: BTreeMap::new(),
        soft: BTreeMap::new(),
    };
    let mut cycle: Vec<&Evidence> = Vec::new();
    for set in sets {
        if !cycle.contains(&&set.told) {
            cycle.push(&set.told);
        }
    }
    if cycle.len() == 1 {
        cycle.push(&NONE);
    }
    cycle
}
