//! Zero compression (Jensen & Andersen 1990): of a clique in which few cells can ever be other
//! than 0, only these are listed.
//!
//! A cell is out when a factor in its clique is 0 there, or when the message of a child or the
//! answer of the parent must be, whatever is told. The cells left are found without a table of
//! the clique: one variable after another is added to the assignments that are possible so far.

use crate::cliques::{Cliques, NONE};

/// Some variables of a clique, as a table over them lies.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// Slowest first.
    pub(crate) variables: Vec<u32>,
    /// Per cell of the table, whether it can be other than 0; `None` when all can.
    pub(crate) support: Option<Vec<bool>>,
}

/// The cells of a clique that can be other than 0.
#[derive(Debug, Clone)]
pub(crate) struct Entries {
    pub(crate) n: usize,
    /// Per scope, where each entry is in its table.
    pub(crate) places: Vec<Vec<u32>>,
}

/// Lists are worth it for up to this share of the cells.
const LISTED_SHARE: f64 = 0.2;
/// Cliques of up to so many cells are always looked through, for what they tell others.
const SMALL: u64 = 1 << 12;
/// Cliques of up to so many cells, when it may take long.
const THOROUGH: u64 = 1 << 22;
/// Larger cliques are looked through where so few cells are likely left.
const HOPEFUL_SHARE: f64 = 0.5;

/// Per clique, its entries, when they are worth listing.
///
/// `factors` gives the scopes of the factors of each clique. The scopes of each clique are
/// these, its children's separators in their order, its own separator, then `marginals`, and
/// at last all its variables.
pub(crate) fn find(
    tree: &Cliques,
    n_states: &[u32],
    children: &[Vec<u32>],
    is_thorough: bool,
    mut factors: impl FnMut(usize) -> Vec<Scope>,
    marginals: impl Fn(usize) -> Vec<u32>,
) -> Vec<Option<Entries>> {
    let n = tree.len();
    let mut found: Vec<Option<Entries>> = Vec::with_capacity(n);
    let mut messages: Vec<Option<Vec<bool>>> = Vec::with_capacity(n);
    // Where a clique's own separator is among its scopes.
    let mut own = Vec::with_capacity(n);
    for clique in 0..n {
        let mut scopes = factors(clique);
        for child in &children[clique] {
            scopes.push(Scope {
                variables: tree.separator(*child as usize).to_vec(),
                support: messages[*child as usize].take(),
            });
        }
        own.push(scopes.len());
        let plain = |variables: &[u32]| Scope {
            variables: variables.to_vec(),
            support: None,
        };
        scopes.push(plain(tree.separator(clique)));
        scopes.extend(marginals(clique).iter().map(|v| plain(&[*v])));
        scopes.push(plain(tree.members(clique)));
        let entries = join(tree.members(clique), n_states, &scopes, is_thorough);
        messages.push(entries.as_ref().and_then(|entries| {
            let separator = tree.separator(clique);
            support(&entries.places[own[clique]], separator, n_states)
        }));
        found.push(entries);
    }
    prune(tree, n_states, children, &own, &mut found);
    for (clique, entries) in found.iter_mut().enumerate() {
        let most = LISTED_SHARE * tree.n_cells[clique] as f64;
        let few = |entries: &Entries| tree.n_cells[clique] > 64 && entries.n as f64 <= most;
        if !entries.as_ref().is_some_and(few) {
            *entries = None;
        }
    }
    found
}

/// From the roots down, takes out what the parent's answer rules out.
fn prune(
    tree: &Cliques,
    n_states: &[u32],
    children: &[Vec<u32>],
    own: &[usize],
    found: &mut [Option<Entries>],
) {
    for clique in (0..tree.len()).rev() {
        let parent = tree.parents[clique];
        if parent == NONE {
            continue;
        }
        let Some(above) = &found[parent as usize] else {
            continue;
        };
        let Some(at) = children[parent as usize]
            .iter()
            .position(|child| *child as usize == clique)
        else {
            continue;
        };
        // The children's separators end where the parent's own begins.
        let first = own[parent as usize] - children[parent as usize].len();
        let places = &above.places[first + at];
        let Some(allowed) = support(places, tree.separator(clique), n_states) else {
            continue;
        };
        if let Some(entries) = &mut found[clique] {
            let place = |entry: usize| entries.places[own[clique]][entry];
            let keep: Vec<bool> = (0..entries.n).map(|e| allowed[place(e) as usize]).collect();
            for places in &mut entries.places {
                let mut kept = keep.iter();
                places.retain(|_| kept.next().is_some_and(|keep| *keep));
            }
            entries.n = keep.iter().filter(|keep| **keep).count();
        }
    }
}

/// Which cells of a table occur among `places`; `None` when all do.
fn support(places: &[u32], variables: &[u32], n_states: &[u32]) -> Option<Vec<bool>> {
    let n_cells: usize = variables
        .iter()
        .map(|v| n_states[*v as usize] as usize)
        .product();
    let mut support = vec![false; n_cells];
    for place in places {
        support[*place as usize] = true;
    }
    (!support.iter().all(|s| *s)).then_some(support)
}

/// A scope while a clique is looked through.
struct Open<'a> {
    scope: &'a Scope,
    /// How many of its variables are assigned.
    depth: usize,
    /// Per number of its first variables, whether anything is possible with them.
    levels: Vec<Vec<bool>>,
}

impl<'a> Open<'a> {
    fn new(scope: &'a Scope, n_states: &[u32]) -> Open<'a> {
        let mut levels = Vec::new();
        if let Some(support) = &scope.support {
            levels.push(support.clone());
            for v in scope.variables.iter().rev() {
                let n = n_states[*v as usize] as usize;
                let last = &levels[levels.len() - 1];
                let shorter = last.chunks_exact(n).map(|cells| cells.iter().any(|c| *c));
                levels.push(shorter.collect());
            }
            levels.reverse();
        }
        Open {
            scope,
            depth: 0,
            levels,
        }
    }

    fn share(&self) -> f64 {
        let full = self.levels.last();
        full.map_or(1.0, |full| {
            full.iter().filter(|c| **c).count() as f64 / full.len() as f64
        })
    }
}

/// The cells that no scope rules out; `None` when they are too many to be worth a list.
fn join(members: &[u32], n_states: &[u32], scopes: &[Scope], is_thorough: bool) -> Option<Entries> {
    let n_cells = crate::cliques::cells_of(members, n_states);
    if n_cells > u64::from(u32::MAX) {
        return None;
    }
    let small = n_cells <= if is_thorough { THOROUGH } else { SMALL };
    let mut open: Vec<Open> = scopes.iter().map(|s| Open::new(s, n_states)).collect();
    let share: f64 = open.iter().map(Open::share).product();
    if !small && share > HOPEFUL_SHARE {
        return None;
    }
    let most = if small {
        n_cells as usize
    } else {
        (LISTED_SHARE * 2.0 * n_cells as f64) as usize
    };
    let width = open.len();
    // The assignments so far, each as its place in every scope's table.
    let mut rows = vec![0_u32; width];
    let mut longer: Vec<u32> = Vec::new();
    for v in members {
        let n = n_states[*v as usize];
        longer.clear();
        let with: Vec<bool> = open
            .iter()
            .map(|o| o.scope.variables.get(o.depth) == Some(v))
            .collect();
        for (open, with) in open.iter_mut().zip(&with) {
            open.depth += usize::from(*with);
        }
        for row in rows.chunks_exact(width) {
            for state in 0..n {
                let from = longer.len();
                let mut possible = true;
                for ((open, place), with) in open.iter().zip(row).zip(&with) {
                    let mut place = *place;
                    if *with {
                        place = place * n + state;
                        possible &= open
                            .levels
                            .get(open.depth)
                            .is_none_or(|level| level[place as usize]);
                    }
                    longer.push(place);
                }
                if !possible {
                    longer.truncate(from);
                }
            }
        }
        std::mem::swap(&mut rows, &mut longer);
        if rows.len() / width > most {
            return None;
        }
    }
    let places = (0..width).map(|scope| rows.iter().skip(scope).step_by(width).copied().collect());
    Some(Entries {
        n: rows.len() / width,
        places: places.collect(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn entries_are_the_cells_that_no_scope_rules_out(
            n_states in prop::collection::vec(1_u32..5, 4),
            which in prop::collection::vec((1_u8..16, any::<u64>()), 0..4),
        ) {
            let members = [0, 1, 2, 3];
            let scope = |(mask, bits): (u8, u64)| {
                let variables: Vec<u32> = members.into_iter().filter(|v| mask >> v & 1 == 1).collect();
                let n: u32 = variables.iter().map(|v| n_states[*v as usize]).product();
                let support = (0..n).map(|i| bits.rotate_left(i) & 3 != 0).collect();
                Scope { variables, support: Some(support) }
            };
            let mut scopes: Vec<Scope> = which.into_iter().map(scope).collect();
            scopes.push(Scope { variables: members.to_vec(), support: None });
            let entries = join(&members, &n_states, &scopes, true).unwrap();
            // All assignments, the last variable fastest.
            let n: u32 = n_states.iter().product();
            let place = |cell: u32, variables: &[u32]| {
                let mut state = [0; 4];
                let mut rest = cell;
                for v in (0..4).rev() {
                    state[v] = rest % n_states[v];
                    rest /= n_states[v];
                }
                variables.iter().fold(0, |at, v| at * n_states[*v as usize] + state[*v as usize])
            };
            let possible = |cell: &u32| scopes.iter().all(|scope| {
                let at = place(*cell, &scope.variables) as usize;
                scope.support.as_ref().is_none_or(|support| support[at])
            });
            let expected: Vec<u32> = (0..n).filter(possible).collect();
            prop_assert_eq!(entries.n, expected.len());
            for (scope, places) in scopes.iter().zip(&entries.places) {
                let own: Vec<u32> = expected.iter().map(|c| place(*c, &scope.variables)).collect();
                prop_assert_eq!(&own, places);
            }
        }
    }
}
