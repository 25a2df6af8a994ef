//! What a cell of a table may be: one number, one of any range, or one in each of several lanes.

use crate::wide::{Wide, exponent_of, scale};

/// How many numbers lie side by side in a batch.
pub(crate) const N_LANES: usize = 8;

/// One number in each lane.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
pub(crate) struct Lanes(pub(crate) [f64; N_LANES]);

/// A number in a table.
pub(crate) trait Cell: Copy + Send + Sync + 'static {
    const ZERO: Self;
    const ONE: Self;
    /// Whether products can be too small for it.
    const IS_NARROW: bool;
    fn new(value: f64) -> Self;
    fn plus(self, other: Self) -> Self;
    fn times(self, other: Self) -> Self;
    /// 0 where `other` is 0.
    fn over(self, other: Self) -> Self;
    /// Whether it is 0, in all lanes.
    fn is_zero(self) -> bool;
    /// Whether both are the same bits.
    fn same(self, other: Self) -> bool;
    /// The sum, always in the same order.
    fn sum(cells: &[Self]) -> Self;
    /// Each lane as a number of any range, shifted by its exponent.
    fn wide(self, exponents: &Exponents) -> [Wide; N_LANES];
    /// Divides all by a power of two such that the largest is near 1, and adds its exponent to
    /// `taken`; lane by lane.
    fn level(cells: &mut [Self], taken: &mut Exponents);
    /// The largest distance of an exponent from 0; 0 when all cells are 0.
    fn reach(cells: &[Self]) -> u32;
    /// The largest distance of two exponents in one lane.
    fn span(cells: &[Self]) -> u32;
}

/// An exponent of two per lane.
pub(crate) type Exponents = [i64; N_LANES];

/// The sum of the reaches of the factors of a product up to which no product of cells leaves
/// the range of `f64`: below 1022, with room for rounding up.
pub(crate) const SAFE_REACH: u32 = 1000;

/// How far the exponent of the largest cell may be from 0 before a table is levelled.
const SLACK: i64 = 32;

impl Cell for f64 {
    const ZERO: f64 = 0.0;
    const ONE: f64 = 1.0;
    const IS_NARROW: bool = true;
    #[inline(always)]
    fn new(value: f64) -> f64 {
        value
    }
    #[inline(always)]
    fn plus(self, other: f64) -> f64 {
        self + other
    }
    #[inline(always)]
    fn times(self, other: f64) -> f64 {
        self * other
    }
    #[inline(always)]
    fn over(self, other: f64) -> f64 {
        if other == 0.0 { 0.0 } else { self / other }
    }
    #[inline(always)]
    fn is_zero(self) -> bool {
        self == 0.0
    }
    #[inline(always)]
    fn same(self, other: f64) -> bool {
        self.to_bits() == other.to_bits()
    }
    /// Eight partial sums, so that the adds need not wait for each other.
    #[inline(always)]
    fn sum(cells: &[f64]) -> f64 {
        let (eights, rest) = cells.as_chunks::<8>();
        let mut total = 0.0;
        if !eights.is_empty() {
            let mut parts = [0.0; 8];
            for eight in eights {
                for (part, cell) in parts.iter_mut().zip(eight) {
                    *part += cell;
                }
            }
            let [a, b, c, d, e, f, g, h] = parts;
            total = ((a + e) + (c + g)) + ((b + f) + (d + h));
        }
        for cell in rest {
            total += cell;
        }
        total
    }
    fn wide(self, exponents: &Exponents) -> [Wide; N_LANES] {
        [Wide::new(self).shifted(exponents[0]); N_LANES]
    }
    fn level(cells: &mut [f64], taken: &mut Exponents) {
        let largest = cells
            .iter()
            .fold(0.0, |most, cell| f64::max(most, cell.abs()));
        let exponent = level_exponent(largest);
        if exponent != 0 {
            for cell in cells {
                *cell = scale(*cell, -exponent);
            }
            taken[0] += exponent;
        }
    }
    fn reach(cells: &[f64]) -> u32 {
        cells
            .iter()
            .fold(0, |reach, cell| reach.max(reach_of(*cell)))
    }
    fn span(cells: &[f64]) -> u32 {
        span_of(cells.iter().copied())
    }
}

/// The distance of the largest and the smallest exponent; zeros have none.
fn span_of(values: impl Iterator<Item = f64>) -> u32 {
    let (mut least, mut most) = (i64::MAX, i64::MIN);
    for value in values.filter(|value| *value != 0.0) {
        let exponent = exponent_of(value);
        (least, most) = (least.min(exponent), most.max(exponent));
    }
    if least > most {
        0
    } else {
        (most - least) as u32
    }
}

/// What to take out of a table with this largest cell.
fn level_exponent(largest: f64) -> i64 {
    if largest == 0.0 {
        return 0;
    }
    let exponent = exponent_of(largest);
    if exponent.abs() <= SLACK { 0 } else { exponent }
}

/// The distance of the exponent from 0.
#[inline(always)]
fn reach_of(value: f64) -> u32 {
    if value == 0.0 {
        return 0;
    }
    exponent_of(value).unsigned_abs() as u32
}

impl Cell for Lanes {
    const ZERO: Lanes = Lanes([0.0; N_LANES]);
    const ONE: Lanes = Lanes([1.0; N_LANES]);
    const IS_NARROW: bool = true;
    #[inline(always)]
    fn new(value: f64) -> Lanes {
        Lanes([value; N_LANES])
    }
    #[inline(always)]
    fn plus(self, other: Lanes) -> Lanes {
        Lanes(std::array::from_fn(|i| self.0[i] + other.0[i]))
    }
    #[inline(always)]
    fn times(self, other: Lanes) -> Lanes {
        Lanes(std::array::from_fn(|i| self.0[i] * other.0[i]))
    }
    #[inline(always)]
    fn over(self, other: Lanes) -> Lanes {
        Lanes(std::array::from_fn(|i| self.0[i].over(other.0[i])))
    }
    #[inline(always)]
    fn is_zero(self) -> bool {
        self.0 == [0.0; N_LANES]
    }
    #[inline(always)]
    fn same(self, other: Lanes) -> bool {
        self.0.map(f64::to_bits) == other.0.map(f64::to_bits)
    }
    #[inline(always)]
    fn sum(cells: &[Lanes]) -> Lanes {
        cells.iter().fold(Lanes::ZERO, |sum, cell| sum.plus(*cell))
    }
    fn wide(self, exponents: &Exponents) -> [Wide; N_LANES] {
        std::array::from_fn(|i| Wide::new(self.0[i]).shifted(exponents[i]))
    }
    fn level(cells: &mut [Lanes], taken: &mut Exponents) {
        let largest = |max: [f64; N_LANES], cell: &Lanes| {
            std::array::from_fn(|i| f64::max(max[i], cell.0[i]))
        };
        let largest: [f64; N_LANES] = cells.iter().fold([0.0; N_LANES], largest);
        let exponents = largest.map(level_exponent);
        if exponents == [0; N_LANES] {
            return;
        }
        for cell in cells {
            *cell = Lanes(std::array::from_fn(|i| scale(cell.0[i], -exponents[i])));
        }
        for (taken, exponent) in taken.iter_mut().zip(exponents) {
            *taken += exponent;
        }
    }
    fn reach(cells: &[Lanes]) -> u32 {
        // Exponents rise with numbers: the largest and the smallest tell.
        let (mut most, mut least) = ([0.0_f64; N_LANES], [f64::INFINITY; N_LANES]);
        for cell in cells {
            for ((most, least), value) in most.iter_mut().zip(&mut least).zip(cell.0) {
                let value = value.abs();
                *most = if value > *most { value } else { *most };
                let other = if value == 0.0 { f64::INFINITY } else { value };
                *least = if other < *least { other } else { *least };
            }
        }
        let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
        let ends = most.into_iter().chain(least.map(finite));
        ends.fold(0, |reach, end| reach.max(reach_of(end)))
    }
    fn span(cells: &[Lanes]) -> u32 {
        let lanes = (0..N_LANES).map(|lane| span_of(cells.iter().map(|cell| cell.0[lane])));
        lanes.max().unwrap_or(0)
    }
}

impl Cell for Wide {
    const ZERO: Wide = Wide::ZERO;
    const ONE: Wide = Wide::ONE;
    const IS_NARROW: bool = false;
    fn new(value: f64) -> Wide {
        Wide::new(value)
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
    fn same(self, other: Wide) -> bool {
        self == other
    }
    fn sum(cells: &[Wide]) -> Wide {
        cells.iter().fold(Wide::ZERO, |sum, cell| sum.plus(*cell))
    }
    fn wide(self, exponents: &Exponents) -> [Wide; N_LANES] {
        std::array::from_fn(|i| self.shifted(exponents[i]))
    }
    fn level(_: &mut [Wide], _: &mut Exponents) {}
    fn reach(_: &[Wide]) -> u32 {
        0
    }
    fn span(_: &[Wide]) -> u32 {
        0
    }
}
