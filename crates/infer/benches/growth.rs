//! Whether cost grows as predicted: chains of growing width and length, each compiled and asked,
//! and what was measured beside what the tree said in advance.
//!
//! ```text
//! cargo bench -p abduce-infer --bench growth
//! ```
//!
//! In a chain of width `w` each variable of `k` states depends on the `w` before it, so that its
//! cliques have `k^(w+1)` cells whatever the order. In a session two queries take turns, that tell
//! each tenth variable one state or another: all is computed again for all posteriors. Times are the least of several, as CPU time of this one thread.

#![allow(clippy::print_stdout)] // A benchmark: to print is what it is for.

use abduce_infer::{CompileOptions, Error, Findings, JunctionTree, Network, Variable};
use rustix::time::{ClockId, clock_gettime};

/// What a clique costs beside its cells, in cells.
const CLIQUE_UNITS: f64 = 40.0;

/// The most cells that a chain may have.
const MAX_CELLS: u64 = 1 << 24;

fn main() -> Result<(), Error> {
    println!(
        "states  width  length      cells  cliques   compile_ms   ask_us  ns/cell  ns/unit  bytes/cell"
    );
    for n_states in [2_u32, 3, 5] {
        for length in [100, 1_000, 10_000] {
            for width in 1..=16 {
                let cells = u64::from(n_states)
                    .saturating_pow(width + 1)
                    .saturating_mul(length);
                if cells <= MAX_CELLS {
                    measure(n_states as usize, width as usize, length as usize)?;
                }
            }
        }
    }
    Ok(())
}

/// Compiles and asks one chain, and prints a line.
fn measure(n_states: usize, width: usize, length: usize) -> Result<(), Error> {
    let (network, variables) = chain(n_states, width, length)?;
    let options = CompileOptions::default().with_memory_limit(4 << 30);
    let (tree, compile_s) = least(2, || JunctionTree::compile(&network, &options));
    let tree = tree?;
    let told = |state: usize| {
        let each_tenth = variables.iter().step_by(10);
        each_tenth.fold(Findings::new(), |all, v| all.with_state(*v, state))
    };
    let both = [told(0), told(1)];
    let n_rounds = (1 << 22) / tree.n_cells().max(1) + 3;
    let mut session = tree.session();
    let (asked, ask_s) = least(n_rounds, || -> Result<(), Error> {
        for findings in &both {
            session.set_all(findings)?;
            std::hint::black_box(session.marginal(variables[0])?);
        }
        Ok(())
    });
    asked?;
    let (ask_s, cells) = (ask_s / 2.0, tree.n_cells() as f64);
    let n_cliques = tree.cliques().len() as f64;
    println!(
        "{n_states:>6} {width:>6} {length:>7} {:>10} {:>8} {:>12.2} {:>8.0} {:>8.2} {:>8.2} {:>11.1}",
        tree.n_cells(),
        n_cliques,
        compile_s * 1e3,
        ask_s * 1e6,
        ask_s * 1e9 / cells,
        ask_s * 1e9 / (cells + CLIQUE_UNITS * n_cliques),
        tree.n_bytes() as f64 / cells,
    );
    Ok(())
}

/// A chain of variables that each depend on the last few before it, with numbers made up.
fn chain(n_states: usize, width: usize, length: usize) -> Result<(Network, Vec<Variable>), Error> {
    let mut network = Network::with_memory_limit(4 << 30);
    let mut variables = Vec::new();
    let mut state = 1_u64;
    for i in 0..length {
        let child = network.add_variable(n_states)?;
        let parents = &variables[i - width.min(i)..];
        let n_rows = network.table_len(parents)?;
        let mut values = Vec::with_capacity(n_rows * n_states);
        for _ in 0..n_rows {
            let row = values.len();
            for _ in 0..n_states {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                values.push(0.1 + (state >> 40) as f64 / (1_u64 << 24) as f64);
            }
            let sum: f64 = values[row..].iter().sum();
            values[row..].iter_mut().for_each(|value| *value /= sum);
        }
        network.add_cpt(child, parents, values)?;
        variables.push(child);
    }
    Ok((network, variables))
}

/// What something gives, and the least CPU time, in seconds, of several tries.
fn least<T>(n: usize, mut work: impl FnMut() -> T) -> (T, f64) {
    let mut once = || {
        let start = cpu_now();
        let done = work();
        (done, cpu_now() - start)
    };
    let (mut done, mut least) = once();
    for _ in 1..n {
        let took;
        (done, took) = once();
        least = least.min(took);
    }
    (done, least)
}

fn cpu_now() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
}
