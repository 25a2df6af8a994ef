//! Learnt weights into packed tables: eight bits a weight, small ones left out.

use crate::syntax::table::{
    self, FEW, HAS_LINE, LINE, Line, Pair, Rows, Triples, check, no_triples,
};

/// The average weights of a feature by class.
pub(crate) type Row = (u32, Vec<(u8, f32)>);

/// Weights in eight bits: what the largest of all tables that are added up are multiplied
/// by, clipping one in 2000.
pub(crate) fn scale(tables: &[&[Row]]) -> f32 {
    let rows = tables.iter().flat_map(|rows| rows.iter());
    let mut sizes: Vec<f32> = rows.flat_map(|r| r.1.iter().map(|c| c.1.abs())).collect();
    sizes.sort_by(f32::total_cmp);
    let top = sizes
        .get(sizes.len() * 9995 / 10000)
        .copied()
        .unwrap_or(1.0);
    127.0 / top.max(1e-6)
}

fn size(row: &Row) -> f32 {
    row.1.iter().map(|c| c.1.abs()).fold(0.0, f32::max)
}

fn quantize(weight: f32, scale: f32) -> i8 {
    (weight * scale).round().clamp(-127.0, 127.0) as i8
}

/// Rows from the largest to the smallest, those below `least` (in steps of the packed
/// weights) left out.
fn sorted(mut rows: Vec<Row>, least: f32, scale: f32) -> Vec<Row> {
    rows.retain(|row| size(row) * scale >= least);
    rows.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.0.cmp(&b.0)));
    rows
}

/// What all of three classes have in common decides nothing: taken from each row.
pub(crate) fn center(rows: &mut [Row]) {
    for (_, row) in rows {
        let weight = |class: u8| row.iter().find(|c| c.0 == class).map_or(0.0, |c| c.1);
        let weights = [weight(0), weight(1), weight(2)];
        let middle = (weights.iter().copied().fold(f32::MIN, f32::max)
            + weights.iter().copied().fold(f32::MAX, f32::min))
            / 2.0;
        *row = (0..3)
            .map(|c| (c, weights[usize::from(c)] - middle))
            .collect();
    }
}

/// A table of three classes, with `2^bits` pairs.
pub(crate) fn triples(rows: Vec<Row>, least: f32, bits: u32, scale: f32) -> Triples {
    let nothing = no_triples(1)[0];
    let mut pairs = no_triples(1 << bits);
    for (key, row) in sorted(rows, least, scale) {
        let cell = |c: &(u8, f32)| {
            u64::from(quantize(c.1, scale) as u8 ^ 0x80) << (8 + 8 * u32::from(c.0))
        };
        let value = u64::from(key & 0xff) | row.iter().map(cell).sum::<u64>();
        let pair = &mut pairs[table::place(key, 1 << bits)];
        if *pair == nothing {
            *pair = nothing >> 32 << 32 | value;
        } else if *pair >> 32 == nothing >> 32 && (*pair ^ value) & 0xff != 0 {
            *pair = *pair & 0xffff_ffff | value << 32;
        }
    }
    Triples::of(pairs)
}

/// A table of many classes, with `2^bits` pairs.
pub(crate) fn rows(rows: Vec<Row>, least: f32, bits: u32, scale: f32) -> Rows {
    let mut pairs = vec![Pair([0; 2]); 1 << bits];
    let mut lines = Vec::new();
    for (key, row) in sorted(rows, least, scale) {
        let packed = row.iter().map(|c| (c.0, quantize(c.1, scale)));
        let packed: Vec<_> = packed
            .filter(|c| f32::from(c.1.unsigned_abs()) >= least / 2.0)
            .collect();
        let Pair(pair) = &mut pairs[table::place(key, 1 << bits)];
        let free = pair.iter().position(|slot| *slot == 0);
        let Some(free) = free.filter(|_| pair[0] & 0x1fff != check(key)) else {
            continue;
        };
        pair[free] = check(key) | few(&packed);
        if packed.len() > FEW {
            pair[free] = check(key) | HAS_LINE | (lines.len() as u64) << 16;
            lines.push(line(&packed));
        }
    }
    Rows::of(pairs, lines)
}

/// A few classes with their weights; what has no class is a place of its own with nothing.
fn few(cells: &[(u8, i8)]) -> u64 {
    let cell = |i: usize| {
        let (class, weight) = cells.get(i).copied().unwrap_or((LINE as u8 + i as u8, 0));
        u64::from(class) | u64::from(weight as u8) << 8
    };
    (0..FEW).map(|i| cell(i) << (16 + 16 * i)).sum()
}

/// The weights of all classes.
fn line(cells: &[(u8, i8)]) -> Line {
    let mut line = [0; LINE];
    for &(class, weight) in cells {
        if let Some(place) = line.get_mut(usize::from(class)) {
            *place = weight;
        }
    }
    Line(line)
}
