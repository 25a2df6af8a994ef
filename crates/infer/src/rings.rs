//! Finding a ring of conditional tables.

use crate::{Network, Variable};

/// One ring, each the parent of the next and the last of the first; `None` when there is none.
///
/// Variables are taken away once all their parents are (Kahn 1962); what is left has a parent
/// that is left, so walking from parent to parent must come round.
pub(crate) fn find_ring(network: &Network) -> Option<Vec<Variable>> {
    let left = left_over(network);
    let mut at = network.variables().find(|v| left[v.index()])?;
    let mut seen = vec![usize::MAX; network.n_variables()];
    let mut walk = Vec::new();
    while seen[at.index()] == usize::MAX {
        seen[at.index()] = walk.len();
        walk.push(at);
        at = *network.parents(at).iter().find(|p| left[p.index()])?;
    }
    let mut ring = walk.split_off(seen[at.index()]);
    ring.reverse();
    Some(ring)
}

/// Per variable, whether it stays when variables without parents are taken away, over and over.
fn left_over(network: &Network) -> Vec<bool> {
    let n = network.n_variables();
    let mut n_parents: Vec<usize> = network
        .variables()
        .map(|v| network.parents(v).len())
        .collect();
    let mut children: Vec<Vec<Variable>> = vec![Vec::new(); n];
    for child in network.variables() {
        for parent in network.parents(child) {
            children[parent.index()].push(child);
        }
    }
    let mut ready: Vec<Variable> = network
        .variables()
        .filter(|v| n_parents[v.index()] == 0)
        .collect();
    let mut left = vec![true; n];
    while let Some(variable) = ready.pop() {
        left[variable.index()] = false;
        for child in &children[variable.index()] {
            n_parents[child.index()] -= 1;
            if n_parents[child.index()] == 0 {
                ready.push(*child);
            }
        }
    }
    left
}
