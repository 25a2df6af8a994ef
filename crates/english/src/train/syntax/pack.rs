//! Learnt weights into packed tables: eight bits a weight, small ones left out.

use crate::syntax::table::{LINE, Rows, Slot, Triples, check};

/// The average weights of a feature by class.
pub(crate) type Row = (u32, Vec<(u8, f32)>);

/// Weights in eight bits: what the largest are divided by, clipping one in 1000.
fn scale(rows: &[Row]) -> f32 {
    let mut sizes: Vec<f32> = rows
        .iter()
        .flat_map(|r| r.1.iter().map(|c| c.1.abs()))
        .collect();
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

/// Puts `value` at the place of `key`, if there is room.
fn put(pairs: &mut [[u32; 2]], key: u32, value: u32) -> bool {
    let pair = &mut pairs[Triples::place(key, pairs.len())];
    let check = key & 0xff;
    if pair[0] != 0 && pair[0] & 0xff == check || pair[1] != 0 {
        return false;
    }
    let free = usize::from(pair[0] != 0);
    pair[free] = value << 8 | check;
    true
}

/// A table of three classes, with `2^bits` pairs at most.
pub(crate) fn triples(mut rows: Vec<Row>, least: f32, bits: u32) -> Triples {
    for (_, row) in &mut rows {
        // What all classes have in common decides nothing.
        let weight = |class: u8| row.iter().find(|c| c.0 == class).map_or(0.0, |c| c.1);
        let weights = [weight(0), weight(1), weight(2)];
        let middle = (weights.iter().copied().fold(f32::MIN, f32::max)
            + weights.iter().copied().fold(f32::MAX, f32::min))
            / 2.0;
        *row = (0..3)
            .map(|c| (c, weights[usize::from(c)] - middle))
            .collect();
    }
    let scale = scale(&rows);
    let rows = sorted(rows, least, scale);
    let mut pairs = vec![[0; 2]; 1 << bits];
    for (key, row) in &rows {
        let cell = |at: usize| u32::from(quantize(row[at].1, scale) as u8) << (8 * at);
        put(&mut pairs, *key, cell(0) | cell(1) | cell(2));
    }
    Triples::of(pairs)
}

/// A table of many classes, with `2^bits` pairs at most.
pub(crate) fn rows(rows: Vec<Row>, least: f32, bits: u32) -> Rows {
    let scale = scale(&rows);
    let mut pairs = vec![[Slot::FREE; 2]; 1 << bits];
    let mut lines = Vec::new();
    for (key, row) in sorted(rows, least, scale) {
        let packed = row.iter().map(|c| (c.0, quantize(c.1, scale)));
        let packed: Vec<_> = packed
            .filter(|c| f32::from(c.1.unsigned_abs()) >= least / 2.0)
            .collect();
        let pair = &mut pairs[Triples::place(key, 1 << bits)];
        let free = pair.iter().position(|slot| slot.head == 0);
        let Some(free) = free.filter(|_| pair[0].head & 0x1fff != check(key)) else {
            continue;
        };
        let slot = &mut pair[free];
        slot.head = check(key);
        for (to, from) in slot.cells.chunks_exact_mut(2).zip(&packed) {
            (to[0], to[1]) = (from.0, from.1 as u8);
        }
        if packed.len() > slot.cells.len() / 2 {
            lines.push(line(&packed));
            slot.head |= (lines.len() as u32) << 13;
        }
    }
    Rows::of(pairs, lines)
}

/// The weights of all classes.
fn line(cells: &[(u8, i8)]) -> [i8; LINE] {
    let mut line = [0; LINE];
    for &(class, weight) in cells {
        if let Some(place) = line.get_mut(usize::from(class)) {
            *place = weight;
        }
    }
    line
}
