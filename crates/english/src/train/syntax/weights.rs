//! Weights while they are learnt: for each feature a row of classes, each with its weight,
//! how often it was moved, and the sum of its weights over time, for the average.

/// How much slower the first steps are: a feature that is met once weighs little.
pub(crate) const EASE: f32 = 3.0;

/// One class of a feature.
#[derive(Clone, Copy, Debug)]
struct Cell {
    class: u8,
    weight: f32,
    moved: f32,
    sum: f32,
    last: u32,
}

/// Weights of features.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    slots: Vec<(u32, u32)>,
    keys: Vec<u32>,
    rows: Vec<Vec<Cell>>,
    now: u32,
    rate: f32,
}

impl Weights {
    pub(crate) fn new(rate: f32) -> Weights {
        Weights {
            slots: vec![(0, u32::MAX); 1 << 16],
            keys: Vec::new(),
            rows: Vec::new(),
            now: 0,
            rate,
        }
    }

    fn find(&self, key: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b1) >> 7) as usize & mask;
        while self.slots[at].1 != u32::MAX && self.slots[at].0 != key {
            at = (at + 1) & mask;
        }
        at
    }

    /// Adds the weights of `keys` to the sums of the classes.
    pub(crate) fn score(&self, keys: &[u32], sums: &mut [f32]) {
        for &key in keys {
            let (_, row) = self.slots[self.find(key)];
            if row != u32::MAX {
                for cell in &self.rows[row as usize] {
                    sums[usize::from(cell.class)] += cell.weight;
                }
            }
        }
    }

    fn row(&mut self, key: u32) -> &mut Vec<Cell> {
        let at = self.find(key);
        if self.slots[at].1 != u32::MAX {
            return &mut self.rows[self.slots[at].1 as usize];
        }
        self.slots[at] = (key, self.rows.len() as u32);
        self.keys.push(key);
        self.rows.push(Vec::new());
        if self.rows.len() * 2 > self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![(0, u32::MAX); old.len() * 2];
            for slot in old.into_iter().filter(|s| s.1 != u32::MAX) {
                let at = self.find(slot.0);
                self.slots[at] = slot;
            }
        }
        let last = self.rows.len() - 1;
        &mut self.rows[last]
    }

    /// One more example was seen.
    pub(crate) fn tick(&mut self) {
        self.now += 1;
    }

    /// Moves the weights of a class by a step up or down.
    pub(crate) fn step(&mut self, keys: &[u32], class: u8, by: f32) {
        let (now, rate) = (self.now, self.rate);
        for &key in keys {
            let row = self.row(key);
            let at = row
                .iter()
                .position(|c| c.class == class)
                .unwrap_or_else(|| {
                    row.push(Cell {
                        class,
                        weight: 0.0,
                        moved: 0.0,
                        sum: 0.0,
                        last: now,
                    });
                    row.len() - 1
                });
            let cell = &mut row[at];
            cell.sum += cell.weight * (now - cell.last) as f32;
            cell.last = now;
            cell.moved += by * by;
            cell.weight += by * rate / (EASE + cell.moved).sqrt();
        }
    }

    /// The average weights of every feature, in the order in which features were met.
    pub(crate) fn averages(&self) -> Vec<(u32, Vec<(u8, f32)>)> {
        let time = self.now.max(1) as f32;
        let rows = self.keys.iter().zip(&self.rows);
        rows.map(|(&key, row)| {
            let average = |c: &Cell| (c.sum + c.weight * (self.now - c.last) as f32) / time;
            (key, row.iter().map(|c| (c.class, average(c))).collect())
        })
        .collect()
    }
}
