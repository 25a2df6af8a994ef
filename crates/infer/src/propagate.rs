//! Messages to the roots and back (Lauritzen & Spiegelhalter 1988; Jensen et al. 1990).

use crate::findings::weights;
use crate::posterior::Posterior;
use crate::shape::Shape;
use crate::table::{Cell, multiply_runs, multiply_states, sum_runs};
use crate::tree::JunctionTree;
use crate::wide::Wide;
use crate::{Error, Findings, Variable};

/// Propagates with `f64` where that can hold all products, else with wide numbers.
pub(crate) fn propagate(tree: &JunctionTree, findings: &Findings) -> Result<Posterior, Error> {
    let (tables, evidence) = match collect(tree, findings) {
        None => return Err(impossible(tree, findings)),
        Some(Collected::Narrow(mut pass)) => {
            pass.distribute();
            (pass.tables, pass.roots.shifted(pass.exponent))
        }
        Some(Collected::Wide(mut pass)) => {
            pass.distribute();
            (
                narrow(&tree.shape, &pass.tables),
                pass.roots.shifted(pass.exponent),
            )
        }
    };
    let evidence_ln = evidence.times(tree.constant()).ln();
    Ok(Posterior::new(tree.shape.clone(), tables, evidence_ln))
}

/// A propagation half done, with all messages at the roots.
enum Collected<'a> {
    Narrow(Pass<'a, f64>),
    Wide(Pass<'a, Wide>),
}

/// The first half of a propagation; `None` when the findings are impossible.
fn collect<'a>(tree: &'a JunctionTree, findings: &Findings) -> Option<Collected<'a>> {
    if tree.constant().is_zero() {
        return None;
    }
    if let Some((base, exponent)) = tree.base() {
        let mut pass = Pass::new(&tree.shape, base.to_vec(), exponent);
        pass.enter(findings);
        let possible = pass.collect();
        if !pass.lost {
            return possible.then_some(Collected::Narrow(pass));
        }
    }
    let mut pass = Pass::new(&tree.shape, tree.wide_base(), 0);
    pass.enter(findings);
    pass.collect().then_some(Collected::Wide(pass))
}

/// Each clique's table over its sum.
fn narrow(shape: &Shape, tables: &[Wide]) -> Vec<f64> {
    let mut narrow = Vec::with_capacity(tables.len());
    for clique in &shape.cliques {
        let cells = &tables[clique.cells.clone()];
        let sum = cells.iter().fold(Wide::ZERO, |sum, cell| sum.plus(*cell));
        narrow.extend(cells.iter().map(|cell| cell.over(sum).to_f64()));
    }
    narrow
}

/// One propagation under way.
struct Pass<'a, C> {
    shape: &'a Shape,
    tables: Vec<C>,
    separators: Vec<C>,
    /// The product of the sums of the roots so far.
    roots: Wide,
    /// All powers of two taken out so far.
    exponent: i64,
    /// Whether any product was too small for the cells.
    lost: bool,
}

impl<'a, C: Cell> Pass<'a, C> {
    fn new(shape: &'a Shape, tables: Vec<C>, exponent: i64) -> Pass<'a, C> {
        let separators = vec![C::ZERO; shape.n_separator_cells];
        Pass {
            shape,
            tables,
            separators,
            roots: Wide::ONE,
            exponent,
            lost: false,
        }
    }

    /// Multiplies each finding into the home of its variable.
    fn enter(&mut self, findings: &Findings) {
        let mut values = Vec::new();
        for (variable, finding) in findings.iter() {
            let Some(home) = self.shape.homes[variable.index()] else {
                continue;
            };
            weights(finding, self.shape.n_states[variable.index()], &mut values);
            let (taken, lost) = C::level_input(&mut values);
            let table = &mut self.tables[self.shape.cliques[home.clique].cells.clone()];
            self.lost |= lost | multiply_states(table, home.stride, &values);
            self.exponent += taken + C::level(table);
        }
    }

    /// Sends the messages towards the roots; whether the findings are possible.
    fn collect(&mut self) -> bool {
        for clique in &self.shape.cliques {
            let Some(parent) = clique.parent else {
                let cells = &self.tables[clique.cells.clone()];
                let sum = cells.iter().fold(C::ZERO, |sum, cell| sum.plus(*cell));
                self.roots = self.roots.times(sum.wide());
                continue;
            };
            let parent = &self.shape.cliques[parent];
            let message = &mut self.separators[clique.separator.clone()];
            sum_runs(&self.tables[clique.cells.clone()], message);
            self.exponent += C::level(message);
            let table = &mut self.tables[parent.cells.clone()];
            self.lost |= clique.from_parent.multiply(table, message);
            self.exponent += C::level(table);
        }
        !self.roots.is_zero()
    }

    /// Sends the messages back. Each clique's table is then in proportion to its posterior.
    fn distribute(&mut self) {
        let mut back = vec![C::ZERO; self.shape.n_widest_separator];
        for clique in self.shape.cliques.iter().rev() {
            let Some(parent) = clique.parent else {
                continue;
            };
            let parent = &self.shape.cliques[parent];
            let sent = &self.separators[clique.separator.clone()];
            let back = &mut back[..sent.len()];
            back.fill(C::ZERO);
            clique
                .from_parent
                .add_into(&self.tables[parent.cells.clone()], back);
            C::level(back);
            for (cell, sent) in back.iter_mut().zip(sent) {
                *cell = cell.over(*sent);
            }
            multiply_runs(&mut self.tables[clique.cells.clone()], back);
        }
    }
}

/// How many cells the search for a conflict may visit, and how many trials it may make.
const CONFLICT_CELLS: usize = 1 << 26;
const CONFLICT_TRIALS: usize = 256;

/// The error for impossible findings, naming few of them that conflict already.
///
/// The shortest impossible beginning of the list ends with a finding that is needed; with that
/// one fixed, the same is asked of what stands before it, until those fixed conflict alone. When
/// the trials run out, all that is not yet ruled out is named.
fn impossible(tree: &JunctionTree, findings: &Findings) -> Error {
    let mut n_trials = (CONFLICT_CELLS / tree.n_cells().max(1)).min(CONFLICT_TRIALS);
    let told: Vec<Variable> = findings.iter().map(|(v, _)| v).collect();
    let mut needed: Vec<Variable> = Vec::new();
    // Those needed and the first `n_open` of all conflict.
    let mut n_open = told.len();
    let mut conflict = |needed: &[Variable], n_open: usize| {
        n_trials = n_trials.checked_sub(1)?;
        let open = |v| told[..n_open].binary_search(&v).is_ok();
        Some(collect(tree, &findings.only(|v| open(v) || needed.contains(&v))).is_none())
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
