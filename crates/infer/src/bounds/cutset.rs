//! Which variables to hold, so that what is left fits the memory.

use crate::order::{Effort, Elimination, Graph, Refusal, search};

/// Where ties of an elimination order are broken from.
const SEED: u64 = 0x5EED;

/// Variables to hold, and an order for the others.
pub(super) struct Cutset {
    /// The most useful first.
    pub(super) held: Vec<u32>,
    /// All others, in the order of going.
    pub(super) order: Vec<u32>,
}

/// So many held variables, and no more, are each tried without: a plan is made for each.
const MOST_TRIED: usize = 64;

/// Among the states of more held variables than this no search would come to anything.
const MOST_HELD: usize = 4096;

/// Holds one variable after another, each time the one that takes most from the largest tables
/// for what holding it costs, until all tables together have at most `limit_cells`; or else gives
/// back the cliques that are left when that cannot be.
pub(super) fn choose(
    graph: &Graph,
    n_states: &[u32],
    limit_cells: u64,
) -> Result<Cutset, Vec<Sized>> {
    let mut held: Vec<u32> = Vec::new();
    loop {
        let mut cliques = match plan(graph, &held, limit_cells) {
            Ok(order) if held.len() <= MOST_TRIED => {
                return Ok(give_back(graph, held, order, limit_cells));
            }
            Ok(order) => return Ok(Cutset { held, order }),
            Err(cliques) => cliques,
        };
        // Where many are to be held, several at a time, so that few plans are made.
        for n_more in 0..=held.len() / 8 {
            match best(&cliques, n_states) {
                Some(vertex) if held.len() < MOST_HELD => {
                    held.push(vertex);
                    take_out(&mut cliques, vertex, n_states);
                }
                None if n_more > 0 => break,
                _ => return Err(cliques),
            }
        }
    }
}

/// The cliques when a vertex is held.
fn take_out(cliques: &mut [Sized], vertex: u32, n_states: &[u32]) {
    for (clique, size) in cliques {
        if let Some(at) = clique.iter().position(|v| *v == vertex) {
            clique.swap_remove(at);
            *size /= f64::from(n_states[vertex as usize]);
        }
    }
}

/// Without those that turn out not to be needed.
fn give_back(graph: &Graph, mut held: Vec<u32>, mut order: Vec<u32>, limit_cells: u64) -> Cutset {
    let mut at = 0;
    while at + 1 < held.len() {
        let vertex = held.remove(at);
        match plan(graph, &held, limit_cells) {
            Ok(better) => order = better,
            Err(_) => {
                held.insert(at, vertex);
                at += 1;
            }
        }
    }
    Cutset { held, order }
}

/// A clique and its size.
pub(super) type Sized = (Vec<u32>, f64);

/// An order of all that is not held, or else the cliques that are too large together.
fn plan(graph: &Graph, held: &[u32], limit_cells: u64) -> Result<Vec<u32>, Vec<Sized>> {
    let mut graph = graph.clone();
    for vertex in held {
        graph.remove(*vertex);
    }
    match search(&graph, Effort::Greedy, SEED, u64::MAX) {
        Ok(elimination) => {
            let cliques = maximal(&graph, &elimination);
            let n_cells: f64 = cliques.iter().map(|clique| clique.1).sum();
            if n_cells <= limit_cells as f64 {
                Ok(elimination.order)
            } else {
                Err(cliques)
            }
        }
        Err(Refusal::Clique(clique)) => Err(vec![(clique, 1.0)]),
        Err(Refusal::Work) => Err(vec![((0..graph.len() as u32).collect(), 1.0)]),
    }
}

/// The cliques that are within no other, with their sizes.
fn maximal(graph: &Graph, elimination: &Elimination) -> Vec<Sized> {
    let mut steps = vec![0; graph.len()];
    for (step, vertex) in elimination.order.iter().enumerate() {
        steps[*vertex as usize] = step;
    }
    let mut within = vec![false; elimination.order.len()];
    for (step, clique) in elimination.cliques().enumerate() {
        let later = clique
            .iter()
            .map(|v| steps[*v as usize])
            .filter(|s| *s != step);
        if let Some(next) = later.min() {
            within[next] |= elimination.clique(next).len() + 1 == clique.len();
        }
    }
    let maximal = elimination
        .cliques()
        .zip(within)
        .filter(|(_, within)| !within);
    maximal
        .map(|(clique, _)| (clique.to_vec(), graph.n_cells(clique) as f64))
        .collect()
}

/// The vertex that takes most away, per bit of what is then to be gone through; the first of
/// equals; none when all have one state.
fn best(cliques: &[Sized], n_states: &[u32]) -> Option<u32> {
    let mut gains = vec![0.0; n_states.len()];
    for (clique, size) in cliques {
        for vertex in clique {
            gains[*vertex as usize] += size;
        }
    }
    let mut best = None;
    for (vertex, gain) in gains.into_iter().enumerate() {
        let n = f64::from(n_states[vertex]);
        let score = gain * (1.0 - 1.0 / n) / libm::log2(n).max(1.0);
        if n > 1.0 && gain > 0.0 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, vertex as u32));
        }
    }
    best.map(|(_, vertex)| vertex)
}
