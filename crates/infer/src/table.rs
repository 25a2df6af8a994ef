//! Flat tables and the loops over them.

use crate::wide::{Wide, exponent_of, scale};

/// A number in a table.
pub(crate) trait Cell: Copy {
    const ZERO: Self;
    fn new(value: f64) -> Self;
    fn wide(self) -> Wide;
    fn plus(self, other: Self) -> Self;
    fn times(self, other: Self) -> Self;
    /// 0 where `other` is 0.
    fn over(self, other: Self) -> Self;
    fn is_zero(self) -> bool;
    /// Whether `product`, of factors that are not zero, is too small to be relied on.
    fn is_lost(product: Self) -> bool;
    /// Divides all by one power of two, when the largest is far from one, and returns its
    /// exponent.
    fn level(cells: &mut [Self]) -> i64;
    /// The same for numbers from outside; also whether any was lost.
    fn level_input(values: &mut [f64]) -> (i64, bool);
}

/// Products below `2^-800` may lose digits later on, and `level` keeps the largest cell of a
/// table near 1: what is reported as lost is that much smaller than the largest.
const LEAST: f64 = f64::from_bits((1023 - 800) << 52);
/// How far the exponent of the largest cell may be from 0 before a table is levelled.
const SLACK: i64 = 64;

impl Cell for f64 {
    const ZERO: f64 = 0.0;
    fn new(value: f64) -> f64 {
        value
    }
    fn wide(self) -> Wide {
        Wide::new(self)
    }
    fn plus(self, other: f64) -> f64 {
        self + other
    }
    fn times(self, other: f64) -> f64 {
        self * other
    }
    fn over(self, other: f64) -> f64 {
        if other == 0.0 { 0.0 } else { self / other }
    }
    fn is_zero(self) -> bool {
        self == 0.0
    }
    fn is_lost(product: f64) -> bool {
        product < LEAST
    }
    fn level(cells: &mut [f64]) -> i64 {
        let largest = cells.iter().copied().fold(0.0, f64::max);
        if largest == 0.0 {
            return 0;
        }
        let exponent = exponent_of(largest);
        if exponent.abs() <= SLACK {
            return 0;
        }
        for cell in cells {
            *cell = scale(*cell, -exponent);
        }
        exponent
    }
    fn level_input(values: &mut [f64]) -> (i64, bool) {
        let n_zeros = |values: &[f64]| values.iter().filter(|v| **v == 0.0).count();
        let before = n_zeros(values);
        let exponent = f64::level(values);
        (exponent, n_zeros(values) != before)
    }
}

impl Cell for Wide {
    const ZERO: Wide = Wide::ZERO;
    fn new(value: f64) -> Wide {
        Wide::new(value)
    }
    fn wide(self) -> Wide {
        self
    }
    fn plus(self, other: Wide) -> Wide {
        Wide::plus(self, other)
    }
    fn times(self, other: Wide) -> Wide {
        Wide::times(self, other)
    }
    fn over(self, other: Wide) -> Wide {
        Wide::over(self, other)
    }
    fn is_zero(self) -> bool {
        Wide::is_zero(self)
    }
    fn is_lost(_: Wide) -> bool {
        false
    }
    fn level(_: &mut [Wide]) -> i64 {
        0
    }
    fn level_input(_: &mut [f64]) -> (i64, bool) {
        (0, false)
    }
}

/// From each cell of a table to the cell of a smaller one that has some of its variables.
///
/// The position there is a sum of one part that the slow variables give and one that the fast
/// variables give, so two short lists stand for one as long as the table.
#[derive(Debug, Clone)]
pub(crate) struct IndexMap {
    slow: Vec<u32>,
    fast: Vec<u32>,
}

/// The fast variables of an [`IndexMap`] make a block of about so many cells at least; in larger
/// tables, of about the square root of all, so that both lists are short.
const BLOCK: usize = 64;

impl IndexMap {
    /// Of a table whose variables, slowest first, have `n_states`, to one in which a step of
    /// each moves by `strides` (0 for a variable that is not in it).
    pub(crate) fn new(n_states: &[usize], strides: &[usize]) -> IndexMap {
        let n_cells: usize = n_states.iter().product();
        let widest = n_cells.isqrt().max(BLOCK);
        let mut split = n_states.len();
        let mut block = 1;
        while split > 0 && (block == 1 || block * n_states[split - 1] <= widest) {
            split -= 1;
            block *= n_states[split];
        }
        IndexMap {
            slow: offsets(&n_states[..split], &strides[..split]),
            fast: offsets(&n_states[split..], &strides[split..]),
        }
    }

    /// Adds every cell of `from` to its place in `to`.
    pub(crate) fn add_into<C: Cell>(&self, from: &[C], to: &mut [C]) {
        for (cells, slow) in from.chunks_exact(self.fast.len()).zip(&self.slow) {
            for (cell, fast) in cells.iter().zip(&self.fast) {
                let place = &mut to[(slow + fast) as usize];
                *place = place.plus(*cell);
            }
        }
    }

    /// Multiplies every cell of `table` by its place in `by`; whether any product was lost.
    pub(crate) fn multiply<C: Cell>(&self, table: &mut [C], by: &[C]) -> bool {
        let mut lost = false;
        for (cells, slow) in table.chunks_exact_mut(self.fast.len()).zip(&self.slow) {
            for (cell, fast) in cells.iter_mut().zip(&self.fast) {
                lost |= multiply_cell(cell, by[(slow + fast) as usize]);
            }
        }
        lost
    }
}

fn multiply_cell<C: Cell>(cell: &mut C, by: C) -> bool {
    let product = cell.times(by);
    let lost = C::is_lost(product) & !cell.is_zero() & !by.is_zero();
    *cell = product;
    lost
}

/// The offset of every assignment, row-major.
fn offsets(n_states: &[usize], strides: &[usize]) -> Vec<u32> {
    let mut all = vec![0_u32];
    for (&n, &stride) in n_states.iter().zip(strides) {
        let steps = |base: u32| (0..n).map(move |state| base + (state * stride) as u32);
        all = all.iter().copied().flat_map(steps).collect();
    }
    all
}

/// Of a table, what one step of each variable moves by: the last moves by 1.
pub(crate) fn strides(n_states: &[usize]) -> Vec<usize> {
    let mut strides = vec![1; n_states.len()];
    for i in (1..n_states.len()).rev() {
        strides[i - 1] = strides[i] * n_states[i];
    }
    strides
}

/// Spreads the first `len` cells over the whole table, each over a run of its own.
pub(crate) fn spread<C: Cell>(table: &mut [C], len: usize) {
    let run = table.len() / len;
    for at in (0..len).rev() {
        let cell = table[at];
        table[at * run..(at + 1) * run].fill(cell);
    }
}

/// Sums the runs of `from` that belong to each cell of `to`: `to` has its slowest variables.
pub(crate) fn sum_runs<C: Cell>(from: &[C], to: &mut [C]) {
    let run = from.len() / to.len();
    for (cells, place) in from.chunks_exact(run).zip(to) {
        *place = cells.iter().fold(C::ZERO, |sum, cell| sum.plus(*cell));
    }
}

/// Multiplies each run of `table` by the cell of `by` that it belongs to.
pub(crate) fn multiply_runs<C: Cell>(table: &mut [C], by: &[C]) {
    let run = table.len() / by.len();
    for (cells, factor) in table.chunks_exact_mut(run).zip(by) {
        for cell in cells {
            *cell = cell.times(*factor);
        }
    }
}

/// Multiplies by the weight of each state of the variable that moves by `stride`; whether any
/// product was lost.
pub(crate) fn multiply_states<C: Cell>(table: &mut [C], stride: usize, weights: &[f64]) -> bool {
    let mut lost = false;
    for block in table.chunks_exact_mut(stride * weights.len()) {
        for (cells, weight) in block.chunks_exact_mut(stride).zip(weights) {
            for cell in cells {
                lost |= multiply_cell(cell, C::new(*weight));
            }
        }
    }
    lost
}

/// Sums over all but the variable that moves by `stride`, into one cell per state.
pub(crate) fn sum_states<C: Cell>(table: &[C], stride: usize, out: &mut [C]) {
    out.fill(C::ZERO);
    for block in table.chunks_exact(stride * out.len()) {
        for (cells, place) in block.chunks_exact(stride).zip(&mut *out) {
            *place = cells.iter().fold(*place, |sum, cell| sum.plus(*cell));
        }
    }
}
