//! Which findings cannot hold together.

use crate::{CompileOptions, Error, Findings, JunctionTree, Variable};

/// How many cells the search for a conflict may visit, and how many trials it may make.
const CONFLICT_CELLS: usize = 1 << 26;
const CONFLICT_TRIALS: usize = 256;

/// The error for impossible findings, naming few of them that conflict already.
///
/// The shortest impossible beginning of the list ends with a finding that is needed; with that
/// one fixed, the same is asked of what stands before it, until those fixed conflict alone. When
/// the trials run out, all that is not yet ruled out is named.
pub(crate) fn impossible(tree: &JunctionTree, findings: &Findings) -> Error {
    let told: Vec<Variable> = findings.iter().map(|(v, _)| v).collect();
    if tree.options().observed.is_empty() && tree.n_cells() <= CONFLICT_CELLS / CONFLICT_TRIALS {
        return search(tree, findings, told);
    }
    // Findings are to be left out, so none may be presupposed; and only what is told matters.
    let options = CompileOptions {
        observed: Vec::new(),
        keep: Some(told.clone()),
        ..tree.options().clone()
    };
    match JunctionTree::compile(tree.network(), &options) {
        Ok(tree) => search(&tree, findings, told),
        Err(_) => Error::Impossible { variables: told },
    }
}

fn search(tree: &JunctionTree, findings: &Findings, told: Vec<Variable>) -> Error {
    let mut n_trials = (CONFLICT_CELLS / tree.n_cells().max(1)).min(CONFLICT_TRIALS);
    let mut needed: Vec<Variable> = Vec::new();
    // Those needed and the first `n_open` of all conflict.
    let mut n_open = told.len();
    let mut conflict = |needed: &[Variable], n_open: usize| {
        n_trials = n_trials.checked_sub(1)?;
        let open = |v| told[..n_open].binary_search(&v).is_ok();
        let findings = findings.only(|v| open(v) || needed.contains(&v));
        Some(!tree.is_possible(&findings))
    };
    while n_open > 0 {
        match conflict(&needed, 0) {
            Some(false) => {}
            Some(true) => break,
            None => {
                needed.extend(&told[..n_open]);
                break;
            }
        }
        let (mut low, mut high) = (1, n_open);
        while low < high {
            let middle = low.midpoint(high);
            match conflict(&needed, middle) {
                Some(true) => high = middle,
                Some(false) => low = middle + 1,
                None => break,
            }
        }
        n_open = high - 1;
        needed.push(told[n_open]);
    }
    needed.sort_unstable();
    Error::Impossible { variables: needed }
}
