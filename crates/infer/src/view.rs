//! How a table lies along the cells of a larger one, and the loops over both.
//!
//! A clique's cells are visited in blocks of consecutive cells. Along one block a smaller table
//! over some of the clique's variables is constant, or repeats, or each of its cells stands for
//! a run: then the loops are plain ones over slices. Where it is none of these, a list says
//! which cell belongs to which.

use crate::cell::Cell;

/// Calls a loop made for just this length when there is one, else does the other: short loops of
/// a length that the compiler knows need no counting.
macro_rules! by_length {
    ($n:expr, $f:ident($($arg:expr),*), $other:block) => {
        match $n {
            2 => $f::<C, 2>($($arg),*),
            3 => $f::<C, 3>($($arg),*),
            4 => $f::<C, 4>($($arg),*),
            5 => $f::<C, 5>($($arg),*),
            6 => $f::<C, 6>($($arg),*),
            7 => $f::<C, 7>($($arg),*),
            8 => $f::<C, 8>($($arg),*),
            9 => $f::<C, 9>($($arg),*),
            10 => $f::<C, 10>($($arg),*),
            11 => $f::<C, 11>($($arg),*),
            12 => $f::<C, 12>($($arg),*),
            16 => $f::<C, 16>($($arg),*),
            _ => $other,
        }
    };
}

/// Where the cells of a block are in a smaller table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One cell of the table for the whole block.
    One,
    /// The table's cells in turn.
    All,
    /// The block repeats `m` cells; after equal parts of the block, the next `m`.
    Tiles(u32),
    /// Each cell stands for a run of `r`; when all have had theirs, from the first again.
    Runs(u32),
    /// The positions are listed from here on.
    Listed(u32),
    /// The same, each block with a list of its own.
    Scattered(u32),
}

/// Where in the table a block begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// So many cells further with each block; 0 for all alike.
    Step(u32),
    /// The positions are listed from here on, one per block.
    Listed(u32),
}

/// How a table lies along a clique.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct View {
    pub(crate) kind: Kind,
    /// How many cells of the table one block touches, at most.
    pub(crate) span: u32,
    pub(crate) start: Start,
}

/// An axis of a clique: the number of states, and by how much the table moves with one step;
/// `None` when the table does not have the variable.
pub(crate) type Axis = (u32, Option<u32>);

impl View {
    /// A table that is the clique's own.
    pub(crate) fn whole(block_len: u32) -> View {
        View {
            kind: Kind::All,
            span: block_len,
            start: Start::Step(block_len),
        }
    }

    /// Of a table along listed cells, whose places in it are listed from `from` on.
    pub(crate) fn scattered(from: u32, block_len: u32) -> View {
        View {
            kind: Kind::Scattered(from),
            span: block_len,
            start: Start::Step(0),
        }
    }

    /// Of a table along dense blocks; `split` axes are outside the block. Variables are in the
    /// same order in both, slowest first. What must be listed is added to `lists`.
    pub(crate) fn dense(axes: &[Axis], split: usize, lists: &mut Vec<u32>) -> View {
        let (outer, inner) = axes.split_at(split);
        let span = n_cells(inner.iter().filter(|axis| axis.1.is_some()));
        let start = match outer.iter().all(|axis| axis.1.is_none()) {
            true => Start::Step(0),
            false if is_linear(outer, span) => Start::Step(span),
            false => {
                let from = lists.len() as u32;
                positions(outer, lists);
                Start::Listed(from)
            }
        };
        let kind = kind(inner).unwrap_or_else(|| {
            let from = lists.len() as u32;
            positions(inner, lists);
            Kind::Listed(from)
        });
        View { kind, span, start }
    }

    /// What a cell of the clique costs with this view, in units of a plain pass over the block.
    pub(crate) fn cost(axes: &[Axis], split: usize) -> f64 {
        let (outer, inner) = axes.split_at(split);
        let block = n_cells(inner.iter()) as f64;
        let listed = outer.iter().any(|axis| axis.1.is_some()) && split > 0;
        let start = if listed { 24.0 } else { 16.0 } / block;
        start
            + match kind(inner) {
                Some(Kind::One | Kind::All) => 1.0,
                Some(Kind::Tiles(m) | Kind::Runs(m)) => 1.0 + 16.0 / f64::from(m),
                _ => 8.0,
            }
    }

    /// The part of `table` that block `block` touches.
    #[inline(always)]
    fn part<'t, C>(&self, table: &'t [C], block: usize, lists: &[u32]) -> &'t [C] {
        let at = self.at(block, lists);
        &table[at..at + self.span as usize]
    }

    #[inline(always)]
    fn at(&self, block: usize, lists: &[u32]) -> usize {
        match self.start {
            Start::Step(step) => block * step as usize,
            Start::Listed(from) => lists[from as usize + block] as usize,
        }
    }

    /// The cell of the table for a whole block, when there is one.
    #[inline(always)]
    pub(crate) fn one<C: Cell>(&self, table: &[C], block: usize, lists: &[u32]) -> Option<C> {
        (self.kind == Kind::One).then(|| table[self.at(block, lists)])
    }

    /// Sets the cells of a block to those of the table times a weight.
    pub(crate) fn set<C: Cell>(
        &self,
        cells: &mut [C],
        table: &[C],
        block: usize,
        lists: &[u32],
        weight: C,
    ) {
        self.each(cells, table, block, lists, |_, by| by.times(weight));
    }

    /// Multiplies the cells of a block by those of the table.
    pub(crate) fn multiply<C: Cell>(
        &self,
        cells: &mut [C],
        table: &[C],
        block: usize,
        lists: &[u32],
    ) {
        self.each(cells, table, block, lists, C::times);
    }

    /// Gives each cell of a block and its cell of the table to `f`.
    #[inline(always)]
    fn each<C: Cell>(
        &self,
        cells: &mut [C],
        table: &[C],
        block: usize,
        lists: &[u32],
        f: impl Fn(C, C) -> C,
    ) {
        if let Kind::Scattered(from) = self.kind {
            let from = from as usize + block * self.span as usize;
            for (cell, at) in cells.iter_mut().zip(&lists[from..]) {
                *cell = f(*cell, table[*at as usize]);
            }
            return;
        }
        let part = match self.start {
            // The last block of a sparse clique is shorter.
            Start::Step(step) if step == self.span && self.kind == Kind::All => {
                let at = block * step as usize;
                &table[at..at + cells.len()]
            }
            _ => self.part(table, block, lists),
        };
        match self.kind {
            Kind::One => {
                let by = part[0];
                for cell in cells {
                    *cell = f(*cell, by);
                }
            }
            Kind::All => {
                for (cell, by) in cells.iter_mut().zip(part) {
                    *cell = f(*cell, *by);
                }
            }
            Kind::Tiles(m) => {
                let repeat = repeat(cells.len(), part.len(), m as usize);
                by_length!(m, each_tile(cells, part, repeat, &f), {
                    let parts = part.chunks_exact(m as usize);
                    for (cells, tile) in cells.chunks_exact_mut(repeat).zip(parts) {
                        for cells in cells.chunks_exact_mut(tile.len()) {
                            for (cell, by) in cells.iter_mut().zip(tile) {
                                *cell = f(*cell, *by);
                            }
                        }
                    }
                });
            }
            Kind::Runs(r) => by_length!(r, each_run(cells, part, &f), {
                for cells in cells.chunks_exact_mut(part.len() * r as usize) {
                    for (run, by) in cells.chunks_exact_mut(r as usize).zip(part) {
                        for cell in run {
                            *cell = f(*cell, *by);
                        }
                    }
                }
            }),
            Kind::Listed(from) => {
                let list = &lists[from as usize..from as usize + cells.len()];
                for (cell, at) in cells.iter_mut().zip(list) {
                    *cell = f(*cell, part[*at as usize]);
                }
            }
            Kind::Scattered(_) => {}
        }
    }

    /// Adds the cells of a block to those of the table.
    pub(crate) fn add_into<C: Cell>(
        &self,
        cells: &[C],
        table: &mut [C],
        block: usize,
        lists: &[u32],
    ) {
        if let Kind::Scattered(from) = self.kind {
            let from = from as usize + block * self.span as usize;
            for (cell, at) in cells.iter().zip(&lists[from..]) {
                let place = &mut table[*at as usize];
                *place = place.plus(*cell);
            }
            return;
        }
        let at = self.at(block, lists);
        let part = match self.kind {
            Kind::All => &mut table[at..at + cells.len()],
            _ => &mut table[at..at + self.span as usize],
        };
        match self.kind {
            Kind::One => part[0] = part[0].plus(C::sum(cells)),
            Kind::All => {
                for (place, cell) in part.iter_mut().zip(cells) {
                    *place = place.plus(*cell);
                }
            }
            Kind::Tiles(m) => {
                let repeat = repeat(cells.len(), part.len(), m as usize);
                by_length!(m, add_tiles(cells, part, repeat), {
                    let parts = part.chunks_exact_mut(m as usize);
                    for (cells, tile) in cells.chunks_exact(repeat).zip(parts) {
                        for cells in cells.chunks_exact(tile.len()) {
                            for (place, cell) in tile.iter_mut().zip(cells) {
                                *place = place.plus(*cell);
                            }
                        }
                    }
                });
            }
            Kind::Runs(r) => by_length!(r, add_runs(cells, part), {
                for cells in cells.chunks_exact(part.len() * r as usize) {
                    for (run, place) in cells.chunks_exact(r as usize).zip(&mut *part) {
                        *place = place.plus(C::sum(run));
                    }
                }
            }),
            Kind::Listed(from) => {
                let list = &lists[from as usize..from as usize + cells.len()];
                for (cell, at) in cells.iter().zip(list) {
                    let place = &mut part[*at as usize];
                    *place = place.plus(*cell);
                }
            }
            Kind::Scattered(_) => {}
        }
    }
}

/// Over how many cells one tile of `m` is repeated.
#[inline(always)]
fn repeat(n_cells: usize, part_len: usize, m: usize) -> usize {
    // Nearly always there is one, and divisions are slow.
    if part_len == m {
        n_cells
    } else {
        n_cells / (part_len / m)
    }
}

#[inline(always)]
fn each_tile<C: Cell, const M: usize>(
    cells: &mut [C],
    part: &[C],
    repeat: usize,
    f: impl Fn(C, C) -> C,
) {
    let tiles = part.as_chunks::<M>().0;
    for (cells, tile) in cells.chunks_exact_mut(repeat).zip(tiles) {
        for cells in cells.as_chunks_mut::<M>().0 {
            for (cell, by) in cells.iter_mut().zip(tile) {
                *cell = f(*cell, *by);
            }
        }
    }
}

#[inline(always)]
fn each_run<C: Cell, const R: usize>(cells: &mut [C], part: &[C], f: impl Fn(C, C) -> C) {
    for cells in cells.chunks_exact_mut(part.len() * R) {
        for (run, by) in cells.as_chunks_mut::<R>().0.iter_mut().zip(part) {
            for cell in run {
                *cell = f(*cell, *by);
            }
        }
    }
}

#[inline(always)]
fn add_tiles<C: Cell, const M: usize>(cells: &[C], part: &mut [C], repeat: usize) {
    let tiles = part.as_chunks_mut::<M>().0;
    for (cells, tile) in cells.chunks_exact(repeat).zip(tiles) {
        let mut sums = *tile;
        for cells in cells.as_chunks::<M>().0 {
            for (sum, cell) in sums.iter_mut().zip(cells) {
                *sum = sum.plus(*cell);
            }
        }
        *tile = sums;
    }
}

#[inline(always)]
fn add_runs<C: Cell, const R: usize>(cells: &[C], part: &mut [C]) {
    for cells in cells.chunks_exact(part.len() * R) {
        for (run, place) in cells.as_chunks::<R>().0.iter().zip(&mut *part) {
            let sum = run[1..].iter().fold(run[0], |sum, cell| sum.plus(*cell));
            *place = place.plus(sum);
        }
    }
}

/// The product of the state counts.
fn n_cells<'a>(axes: impl Iterator<Item = &'a Axis>) -> u32 {
    axes.map(|axis| axis.0).product()
}

/// Whether the table moves by `span` with each step over the outer axes.
fn is_linear(outer: &[Axis], span: u32) -> bool {
    let mut next = span;
    for (n, step) in outer.iter().rev() {
        if *step != Some(next) {
            return false;
        }
        next *= n;
    }
    true
}

/// How a table lies along the inner axes; `None` when only a list can tell.
fn kind(inner: &[Axis]) -> Option<Kind> {
    // Runs of axes that the table has or has not, as (whether it has them, their cells).
    let mut runs = [(false, 1_u32); 3];
    let mut n_runs = 0;
    for (n, step) in inner {
        if *n == 1 {
            continue;
        }
        let has = step.is_some();
        if n_runs > 0 && runs[n_runs - 1].0 == has {
            runs[n_runs - 1].1 *= n;
        } else if n_runs == 3 {
            return None;
        } else {
            runs[n_runs] = (has, *n);
            n_runs += 1;
        }
    }
    let part_len = |from: usize| runs[from..n_runs].iter().map(|run| run.1).product::<u32>();
    match &runs[..n_runs] {
        [] | [(false, _)] => Some(Kind::One),
        [(true, _)] => Some(Kind::All),
        [(false, _), (true, m)] => Some(Kind::Tiles(*m)),
        [(true, _), (false, r)] => Some(Kind::Runs(*r)),
        [(true, _), (false, _), (true, m)] => {
            (part_len(1) >= LEAST_PART).then_some(Kind::Tiles(*m))
        }
        [(false, _), (true, _), (false, r)] => {
            (part_len(1) >= LEAST_PART).then_some(Kind::Runs(*r))
        }
        _ => None,
    }
}

/// Shorter parts of a block are better listed cell by cell.
const LEAST_PART: u32 = 6;

/// The table's position for every assignment of the axes, the last fastest.
fn positions(axes: &[Axis], out: &mut Vec<u32>) {
    let from = out.len();
    out.push(0);
    for (n, step) in axes {
        let step = step.unwrap_or(0);
        let n_before = out.len() - from;
        out.resize(from + n_before * *n as usize, 0);
        for at in (0..n_before).rev() {
            let base = out[from + at];
            for state in (0..*n).rev() {
                out[from + at * *n as usize + state as usize] = base + state * step;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Random axes, which of them the table has, and how many are outside of a block.
    fn axes() -> impl Strategy<Value = (Vec<Axis>, usize)> {
        let axis = (1_u32..8, any::<bool>());
        prop::collection::vec(axis, 1..6).prop_flat_map(|axes| {
            let mut step = 1;
            let mut made: Vec<Axis> = Vec::new();
            for (n, has) in axes.into_iter().rev() {
                made.push((n, has.then_some(step)));
                step *= if has { n } else { 1 };
            }
            made.reverse();
            let n = made.len();
            (Just(made), 0..n)
        })
    }

    /// The table's position of each cell of the clique, by its definition.
    fn places(axes: &[Axis]) -> Vec<usize> {
        let n_cells: u32 = axes.iter().map(|axis| axis.0).product();
        let place = |cell: u32| {
            let (mut rest, mut at) = (cell, 0);
            for (n, step) in axes.iter().rev() {
                at += rest % n * step.unwrap_or(0);
                rest /= n;
            }
            at as usize
        };
        (0..n_cells).map(place).collect()
    }

    proptest! {
        #[test]
        fn loops_do_what_a_list_of_positions_says((axes, split) in axes(), listed in any::<bool>()) {
            let places = places(&axes);
            let mut lists = vec![7; 3];
            let block_len = axes[split..].iter().map(|axis| axis.0 as usize).product::<usize>();
            let (view, block_len) = if listed {
                let from = lists.len() as u32;
                lists.extend(places.iter().map(|at| *at as u32));
                (View::scattered(from, 5), 5)
            } else {
                (View::dense(&axes, split, &mut lists), block_len)
            };
            let table: Vec<f64> = (0..=places.iter().copied().max().unwrap())
                .map(|i| i as f64 + 0.5)
                .collect();
            let start: Vec<f64> = (0..places.len()).map(|i| (i % 13) as f64).collect();
            let mut product = start.clone();
            let mut copy = start.clone();
            let mut sums = vec![1.0; table.len()];
            let blocks = product.chunks_mut(block_len).zip(copy.chunks_mut(block_len));
            for (block, (product, copy)) in blocks.enumerate() {
                view.multiply(product, &table, block, &lists);
                view.set(copy, &table, block, &lists, 2.0);
                let from = block * block_len;
                view.add_into(&start[from..from + product.len()], &mut sums, block, &lists);
                if let Some(one) = view.one(&table, block, &lists) {
                    prop_assert!(places[from..from + copy.len()].iter().all(|at| table[*at] == one));
                }
            }
            let mut expected = vec![1.0; table.len()];
            for (i, at) in places.iter().enumerate() {
                prop_assert_eq!(product[i], start[i] * table[*at]);
                prop_assert_eq!(copy[i], 2.0 * table[*at]);
                expected[*at] += start[i];
            }
            prop_assert_eq!(sums, expected);
        }
    }
}
