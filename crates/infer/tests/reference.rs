//! The published networks, where they are at hand, answer as two other engines do.
//!
//! The folder `shared/data/networks` beside the repository holds networks of the bnlearn
//! repository, and for each some sets of findings with all posteriors and log P(findings) by
//! pyAgrum's lazy propagation, checked there by a junction tree of another make. Without the
//! folder the tests say so and pass. Of the largest networks few sets are asked; of all, all,
//! with `ABDUCE_REFERENCE=all`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.
#![allow(clippy::print_stdout)] // It tells what it skips.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use abduce_infer::{
    CompileOptions, Error, Finding, Findings, JunctionTree, Network, Variable, condition,
};
use abduce_netfile::{Limits, bif};
use serde::Deserialize;

/// How far a posterior may be off.
const POSTERIOR: f64 = 1e-9;
/// How far log P(findings) may be off: of its own size where that is more than 1.
const EVIDENCE_LN: f64 = 1e-9;
/// The most that a tree may take.
const MEMORY_LIMIT_BYTES: u64 = 2 << 30;
/// Networks whose tree has more cells are asked less unless all is wanted.
const FEW_CELLS: usize = 4_000_000;

#[derive(Deserialize)]
struct Reference {
    networks: BTreeMap<String, Record>,
}

#[derive(Deserialize)]
struct Record {
    names: Vec<String>,
    cards: Vec<usize>,
    sets: Vec<Set>,
    impossible: Vec<Impossible>,
    gradient: Option<Derivatives>,
}

/// Of log P(findings), and of P(query = state | findings), by every entry of every table.
#[derive(Deserialize)]
struct Derivatives {
    query: usize,
    state: usize,
    hard: BTreeMap<usize, usize>,
    dlogpe: Vec<Vec<f64>>,
    dp: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Set {
    id: String,
    kind: String,
    hard: BTreeMap<usize, usize>,
    soft: BTreeMap<usize, Vec<f64>>,
    log_pe: f64,
    posteriors: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Impossible {
    hard: BTreeMap<usize, usize>,
}

/// Beside the repository, or beside the folder of a work tree of it.
fn folder() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["../../../shared", "../../../../shared"];
    let mut folders = folders
        .iter()
        .map(|folder| here.join(folder).join("data/networks"));
    folders.find(|folder| folder.is_dir())
}

fn unpacked(path: &Path) -> Vec<u8> {
    let packed = std::fs::read(path).unwrap();
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(&packed[..])
        .read_to_end(&mut bytes)
        .unwrap();
    bytes
}

fn are_all_wanted() -> bool {
    #[expect(
        clippy::disallowed_methods,
        reason = "who runs the suite may ask for more of it"
    )]
    std::env::var("ABDUCE_REFERENCE").is_ok_and(|wanted| wanted == "all")
}

/// The network of that name; its variables and states are those of the reference.
fn network(folder: &Path, name: &str, record: &Record) -> Network {
    let bytes = unpacked(&folder.join(format!("{name}.bif.gz")));
    let named = bif::read(&bytes, &Limits::DEFAULT).into_result().unwrap();
    let found: Vec<(&str, usize)> = named
        .variables()
        .iter()
        .map(|v| (&*v.name, v.states.len()))
        .collect();
    let names = record.names.iter().map(String::as_str);
    let expected: Vec<(&str, usize)> = names.zip(record.cards.iter().copied()).collect();
    assert_eq!(found, expected, "{name}");
    named.into_network()
}

fn findings(
    all: &[Variable],
    hard: &BTreeMap<usize, usize>,
    soft: &BTreeMap<usize, Vec<f64>>,
) -> Findings {
    let mut findings = Findings::new();
    for (v, state) in hard {
        findings.set(all[*v], Finding::State(*state));
    }
    for (v, values) in soft {
        findings.set(all[*v], Finding::Likelihood(values.as_slice().into()));
    }
    findings
}

/// What is asked of one network, and how far it was off.
struct Asked<'a> {
    name: &'a str,
    network: &'a Network,
    variables: Vec<Variable>,
    tree: JunctionTree,
    worst: (f64, f64),
}

impl Asked<'_> {
    fn compare(&mut self, set: &Set, evidence_ln: f64, marginals: &[Vec<f64>]) {
        let Asked { name, worst, .. } = self;
        let off = (evidence_ln - set.log_pe).abs() / set.log_pe.abs().max(1.0);
        assert!(
            off <= EVIDENCE_LN,
            "{name} {}: log P {evidence_ln}, not {}",
            set.id,
            set.log_pe
        );
        worst.1 = worst.1.max(off);
        assert_eq!(marginals.len(), set.posteriors.len());
        for (v, (found, expected)) in marginals.iter().zip(&set.posteriors).enumerate() {
            assert_eq!(found.len(), expected.len());
            for (a, b) in found.iter().zip(expected) {
                let off = (a - b).abs();
                assert!(
                    off <= POSTERIOR,
                    "{name} {}: variable {v} is {found:?}, not {expected:?}",
                    set.id
                );
                worst.0 = worst.0.max(off);
            }
        }
    }

    /// By a propagation of its own.
    fn fresh(&mut self, set: &Set) {
        let found = self
            .tree
            .propagate(&findings(&self.variables, &set.hard, &set.soft))
            .unwrap();
        let marginals = self
            .variables
            .iter()
            .map(|v| found.marginal(*v).unwrap().to_vec());
        let marginals: Vec<Vec<f64>> = marginals.collect();
        self.compare(set, found.evidence_ln(), &marginals);
    }

    /// By a session that goes from one set to the next.
    fn walk<'s>(&mut self, tree: &JunctionTree, sets: impl Iterator<Item = &'s Set>) {
        let mut session = tree.session();
        for set in sets {
            session
                .set_all(&findings(&self.variables, &set.hard, &set.soft))
                .unwrap();
            let evidence_ln = session.evidence_ln().unwrap();
            let marginals = self
                .variables
                .iter()
                .map(|v| session.marginal(*v).unwrap().to_vec());
            let marginals: Vec<Vec<f64>> = marginals.collect();
            self.compare(set, evidence_ln, &marginals);
        }
    }

    /// Derivatives of log P(findings), of the posterior, and how many.
    fn derive(&self, wanted: &Derivatives) -> usize {
        let mut session = self.tree.session();
        let told = findings(&self.variables, &wanted.hard, &BTreeMap::new());
        session.set_all(&told).unwrap();
        let evidence = session.gradient_evidence().unwrap();
        let query = self.variables[wanted.query];
        let posterior = session.gradient(query, wanted.state).unwrap();
        let mut n = 0;
        for (found, wanted) in [(evidence, &wanted.dlogpe), (posterior, &wanted.dp)] {
            for (factor, expected) in self.network.factors().zip(wanted) {
                let found = found.of(factor).unwrap();
                assert_eq!(found.len(), expected.len());
                for (a, b) in found.iter().zip(expected) {
                    let near = (a - b).abs() <= POSTERIOR * b.abs().max(1.0);
                    assert!(near, "{}: table {factor}: {a}, not {b}", self.name);
                    n += 1;
                }
            }
        }
        n
    }

    /// Refused as impossible, with a conflict that is one and of which nothing can be left out.
    fn refuse(&self, told: &Findings) {
        let Err(Error::Impossible { variables }) = self.tree.propagate(told) else {
            panic!("{}: {told:?} is possible", self.name);
        };
        let only = |keep: &dyn Fn(Variable) -> bool| {
            let mut less = told.clone();
            for (v, _) in told.iter().filter(|(v, _)| !keep(*v)) {
                less.unset(v);
            }
            less
        };
        let conflict = only(&|v| variables.contains(&v));
        assert_eq!(
            conflict.len(),
            variables.len(),
            "{}: all were told",
            self.name
        );
        assert!(
            self.tree.propagate(&conflict).is_err(),
            "{}: {conflict:?}",
            self.name
        );
        for left_out in &variables {
            let rest = conflict.without(*left_out);
            assert!(
                self.tree.propagate(&rest).is_ok(),
                "{}: without {left_out}",
                self.name
            );
        }
        if self.network.n_variables() < 100 {
            match condition::evidence_ln(self.network, &conflict, condition::Limits::default()) {
                Ok(ln) => assert_eq!(ln, f64::NEG_INFINITY, "{}", self.name),
                Err(Error::TooLarge { .. } | Error::TooManyCalls { .. }) => {}
                Err(other) => panic!("{other}"),
            }
        }
    }
}

fn check(folder: &Path, name: &str, record: &Record, all: bool) {
    let start = std::time::Instant::now();
    let network = network(folder, name, record);
    let options = CompileOptions::default().with_memory_limit(MEMORY_LIMIT_BYTES);
    let tree = JunctionTree::compile(&network, &options).unwrap();
    let (n_cells, n_bytes) = (tree.n_cells(), tree.n_bytes());
    let mut asked = Asked {
        name,
        network: &network,
        variables: network.variables().collect(),
        tree: tree.clone(),
        worst: (0.0, 0.0),
    };
    let few = !all && n_cells > FEW_CELLS;
    let is_asked =
        |set: &&Set| !few || ["p10-0", "soft-0", "panel-0", "panel-1"].contains(&&*set.id);
    let sets: Vec<&Set> = record.sets.iter().filter(is_asked).collect();
    if few {
        sets.iter().take(2).for_each(|set| asked.fresh(set));
    } else {
        sets.iter().for_each(|set| asked.fresh(set));
        asked.walk(&tree, sets.iter().copied());
    }
    let panel = || sets.iter().copied().filter(|set| set.kind == "panel");
    let observed: Vec<Variable> = panel()
        .next()
        .unwrap()
        .hard
        .keys()
        .map(|v| asked.variables[*v])
        .collect();
    let narrow = JunctionTree::compile(&network, &options.observing(observed)).unwrap();
    asked.walk(&narrow, panel());
    for told in &record.impossible {
        asked.refuse(&findings(&asked.variables, &told.hard, &BTreeMap::new()));
    }
    let n_derivatives = record
        .gradient
        .as_ref()
        .map_or(0, |wanted| asked.derive(wanted));
    println!(
        "{name}: {n_derivatives} derivatives, {} of {} sets, {} impossible; posteriors within {:.1e}, log P within {:.1e}; {n_cells} cells, {n_bytes} bytes; {:.1?}",
        sets.len(),
        record.sets.len(),
        record.impossible.len(),
        asked.worst.0,
        asked.worst.1,
        start.elapsed()
    );
}

#[test]
fn published_networks_answer_as_the_reference_says() {
    let Some(folder) = folder() else {
        println!("SKIPPED: there is no folder shared/data/networks beside the repository");
        return;
    };
    let text = unpacked(&folder.join("reference.json.gz"));
    let reference: Reference = serde_json::from_slice(&text).unwrap();
    assert!(reference.networks.len() >= 24);
    let all = are_all_wanted();
    if !all {
        println!("SKIPPED: most sets of the largest networks; ABDUCE_REFERENCE=all asks for them");
    }
    // Two at a time, the largest first.
    let mut names: Vec<&String> = reference.networks.keys().collect();
    names.sort_by_key(|name| (!["link", "munin1"].contains(&name.as_str()), *name));
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(name) =
                    names.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
                {
                    check(&folder, name, &reference.networks[*name], all);
                }
            });
        }
    });
}
