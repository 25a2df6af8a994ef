//! Who is next to whom: a matrix of bits, or sorted lists.

use super::Graph;

/// A graph from which vertices go. What a method returns beside its answer is its work.
pub(super) trait Adjacency {
    /// The neighbours of a vertex, ascending, put at the end of `into`.
    fn neighbours(&self, vertex: u32, into: &mut Vec<u32>);
    fn adjacent(&self, a: u32, b: u32) -> bool;
    /// Makes `into` the vertices next to both, ascending.
    fn common(&self, a: u32, b: u32, into: &mut Vec<u32>) -> u64;
    /// Makes two that are not neighbours so.
    fn connect(&mut self, a: u32, b: u32) -> u64;
    /// Takes `vertex` out of the rows of its neighbours, which are `near`.
    fn detach(&mut self, vertex: u32, near: &[u32]) -> u64;
}

/// A matrix of bits, a row of words per vertex.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    n_words: usize,
    bits: Vec<u64>,
}

impl Rows {
    pub(super) fn new(graph: &Graph) -> Rows {
        let n_words = graph.len().div_ceil(64);
        let mut rows = Rows {
            n_words,
            bits: vec![0; n_words * graph.len()],
        };
        graph.for_each_edge(|a, b| {
            rows.set(a, b);
            rows.set(b, a);
        });
        rows
    }

    fn row(&self, vertex: u32) -> &[u64] {
        let start = vertex as usize * self.n_words;
        &self.bits[start..start + self.n_words]
    }

    fn at(&self, row: u32, column: u32) -> (usize, u64) {
        let word = row as usize * self.n_words + column as usize / 64;
        (word, 1 << (column % 64))
    }

    fn set(&mut self, row: u32, column: u32) {
        let (word, bit) = self.at(row, column);
        self.bits[word] |= bit;
    }
}

/// The numbers of the bits set in word `word`.
fn ones(word: usize, mut bits: u64, into: &mut Vec<u32>) {
    while bits != 0 {
        into.push(word as u32 * 64 + bits.trailing_zeros());
        bits &= bits - 1;
    }
}

impl Adjacency for Rows {
    fn neighbours(&self, vertex: u32, into: &mut Vec<u32>) {
        for (word, bits) in self.row(vertex).iter().enumerate() {
            ones(word, *bits, into);
        }
    }

    fn adjacent(&self, a: u32, b: u32) -> bool {
        let (word, bit) = self.at(a, b);
        self.bits[word] & bit != 0
    }

    fn common(&self, a: u32, b: u32, into: &mut Vec<u32>) -> u64 {
        into.clear();
        for (word, (x, y)) in self.row(a).iter().zip(self.row(b)).enumerate() {
            ones(word, x & y, into);
        }
        (self.n_words + into.len()) as u64
    }

    fn connect(&mut self, a: u32, b: u32) -> u64 {
        self.set(a, b);
        self.set(b, a);
        1
    }

    fn detach(&mut self, vertex: u32, near: &[u32]) -> u64 {
        for &u in near {
            let (word, bit) = self.at(u, vertex);
            self.bits[word] &= !bit;
        }
        near.len() as u64
    }
}

/// Sorted lists of neighbours. Those that went stay in a list until they are half of it.
#[derive(Debug, Clone)]
pub(super) struct Lists {
    of: Vec<Vec<u32>>,
    gone: Vec<bool>,
    /// Per list, how many of it went.
    n_gone: Vec<u32>,
}

impl Lists {
    pub(super) fn new(graph: &Graph) -> Lists {
        let mut of: Vec<Vec<u32>> = vec![Vec::new(); graph.len()];
        graph.for_each_edge(|a, b| {
            of[a as usize].push(b);
            of[b as usize].push(a);
        });
        for list in &mut of {
            list.sort_unstable();
            list.dedup();
        }
        Lists {
            gone: vec![false; of.len()],
            n_gone: vec![0; of.len()],
            of,
        }
    }

    /// The shorter list, then the longer.
    fn by_length(&self, a: u32, b: u32) -> (&[u32], &[u32]) {
        let (a, b) = (&self.of[a as usize], &self.of[b as usize]);
        if a.len() <= b.len() { (a, b) } else { (b, a) }
    }
}

/// What moving `n` numbers along costs.
fn moving(n: usize) -> u64 {
    8 + n as u64 / 16
}

impl Adjacency for Lists {
    fn neighbours(&self, vertex: u32, into: &mut Vec<u32>) {
        let list = self.of[vertex as usize].iter().copied();
        into.extend(list.filter(|v| !self.gone[*v as usize]));
    }

    fn adjacent(&self, a: u32, b: u32) -> bool {
        let (list, other) = (&self.of[a as usize], &self.of[b as usize]);
        if list.len() <= other.len() {
            list.binary_search(&b).is_ok()
        } else {
            other.binary_search(&a).is_ok()
        }
    }

    fn common(&self, a: u32, b: u32, into: &mut Vec<u32>) -> u64 {
        into.clear();
        let (few, many) = self.by_length(a, b);
        let is_here = |v: &u32| !self.gone[*v as usize];
        if few.len() * 16 < many.len() {
            let few_here = few.iter().copied().filter(is_here);
            into.extend(few_here.filter(|v| many.binary_search(v).is_ok()));
            return 8 + 16 * few.len() as u64;
        }
        let mut rest = many.iter().copied().peekable();
        for &v in few {
            while rest.next_if(|u| *u < v).is_some() {}
            if rest.next_if_eq(&v).is_some() && is_here(&v) {
                into.push(v);
            }
        }
        8 + 2 * (few.len() + many.len()) as u64
    }

    fn connect(&mut self, a: u32, b: u32) -> u64 {
        let mut work = 0;
        for (row, other) in [(a, b), (b, a)] {
            let list = &mut self.of[row as usize];
            if let Err(at) = list.binary_search(&other) {
                list.insert(at, other);
            }
            work += moving(list.len());
        }
        work
    }

    fn detach(&mut self, vertex: u32, near: &[u32]) -> u64 {
        let mut work = 0;
        self.gone[vertex as usize] = true;
        for &u in near {
            let list = &mut self.of[u as usize];
            let n_gone = &mut self.n_gone[u as usize];
            *n_gone += 1;
            work += 2;
            if *n_gone as usize * 2 > list.len() {
                list.retain(|v| !self.gone[*v as usize]);
                work += 2 * u64::from(*n_gone);
                *n_gone = 0;
            }
        }
        self.of[vertex as usize] = Vec::new();
        work
    }
}
