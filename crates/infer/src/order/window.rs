//! A part of a graph, small enough that a set of its vertices is one word, and the trial of
//! random greedy orders on it.

use super::greedy::log2_near;
use super::random::Random;

/// What a cell of a table costs by itself; each neighbour of the table costs one more.
pub(super) const TABLE: f64 = 2.0;

/// The most vertices of a window.
pub(super) const MAX_WINDOW: usize = 64;

/// A part of a graph to be eliminated anew, its vertices numbered from 0.
#[derive(Debug, Clone)]
pub(super) struct Window {
    /// The vertices to eliminate.
    pub(super) inner: u64,
    /// Per vertex, its neighbours.
    pub(super) rows: [u64; MAX_WINDOW],
    pub(super) n_states: [u32; MAX_WINDOW],
    /// The most cells that a table may have.
    pub(super) limit_cells: f64,
    /// What hangs below.
    pub(super) hanging: Tally,
    /// Those that stay, all neighbours of each other.
    pub(super) top: u64,
    /// The clique of the first of them to go has just those of `top` and is maximal, unless
    /// another has all of it.
    pub(super) top_is_free: bool,
    /// Those that stay, the first to go first, and the cells of the table that each is in then.
    pub(super) above: Vec<(u64, f64)>,
}

/// What the tables of an elimination cost, step by step.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub(super) cost: f64,
    /// What is shared with a clique to come, and the cells of the table that is to hang there.
    pending: Vec<(u64, f64)>,
}

impl Tally {
    pub(super) fn clear(&mut self) {
        self.cost = 0.0;
        self.pending.clear();
    }

    /// Lets a table of so many cells wait for a clique with all of `shared`. Of two that share
    /// the same, the larger hangs on the smaller.
    pub(super) fn wait(&mut self, shared: u64, cells: f64) {
        if shared == 0 {
            return;
        }
        match self.pending.iter_mut().find(|p| p.0 == shared) {
            Some(same) => {
                self.cost += cells + same.1;
                same.1 = same.1.min(cells);
            }
            None => self.pending.push((shared, cells)),
        }
    }

    /// Hangs what waits for `vertex` on its clique; gives the cells of the table that it is in.
    fn settle(&mut self, vertex: usize, clique: u64, window: &Window) -> f64 {
        let (mut held, mut n_hung, mut hung) = (None, 0.0, 0.0);
        let mut at = 0;
        while at < self.pending.len() {
            let (shared, cells) = self.pending[at];
            if shared >> vertex & 1 == 0 {
                at += 1;
                continue;
            }
            if shared == clique {
                held = Some(cells);
            } else {
                n_hung += 1.0;
                hung += cells;
            }
            self.pending.swap_remove(at);
        }
        let cells = held.unwrap_or_else(|| {
            let cells = window.cells(clique);
            self.cost += TABLE * cells;
            if cells > window.limit_cells {
                self.cost = f64::INFINITY;
            }
            cells
        });
        self.cost += hung + n_hung * cells;
        cells
    }

    /// Hangs what is left on what is above.
    fn settle_top(&mut self, window: &Window) {
        let mut is_held = false;
        for (shared, cells) in self.pending.drain(..) {
            if window.top_is_free && shared == window.top {
                is_held = true;
                continue;
            }
            let above = window.above.iter().find(|above| shared & above.0 != 0);
            self.cost += cells + above.map_or(0.0, |above| above.1);
        }
        if window.top_is_free && !is_held {
            self.cost += TABLE * window.cells(window.top);
        }
    }

    /// The cost of an elimination of a window as it is known.
    pub(super) fn of(&mut self, window: &Window, order: &[u32], ups: &[u64; MAX_WINDOW]) -> f64 {
        self.clone_from(&window.hanging);
        for &vertex in order {
            let vertex = vertex as usize;
            let cells = self.settle(vertex, ups[vertex] | 1 << vertex, window);
            self.wait(ups[vertex], cells);
        }
        self.settle_top(window);
        self.cost
    }
}

/// How a trial scores a vertex: by the logarithm of the edges that its neighbours lack, less a
/// quarter of that of its states, and a random addition. The least goes next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recipe {
    /// Whether a lacking edge counts by the states at its ends.
    pub(super) by_states: bool,
    /// The largest addition, in sixteenths of a bit.
    pub(super) noise: usize,
}

/// One order of a window.
#[derive(Debug, Clone)]
pub(super) struct Trial {
    pub(super) order: Vec<u32>,
    /// Per vertex, those of its clique that stay when it goes.
    pub(super) ups: [u64; MAX_WINDOW],
    /// Per vertex, the cells of the table that it is in.
    pub(super) cells: [f64; MAX_WINDOW],
    pub(super) tally: Tally,
    pub(super) work: u64,
    graph: State,
}

/// A window while vertices go.
#[derive(Debug, Clone)]
struct State {
    rows: [u64; MAX_WINDOW],
    /// See [`super::greedy::Run`] for these.
    end: [u64; MAX_WINDOW],
    ends: [u64; MAX_WINDOW],
    fill: [u64; MAX_WINDOW],
    own: [i64; MAX_WINDOW],
    score: [i64; MAX_WINDOW],
    noise: [i64; MAX_WINDOW],
    /// Those that lack no edge.
    simplicial: u64,
    left: u64,
}

/// The numbers of the bits set.
pub(super) fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let first = bits.trailing_zeros() as usize;
        let any = bits != 0;
        bits &= bits.wrapping_sub(1);
        any.then_some(first)
    })
}

impl Window {
    pub(super) fn cells(&self, set: u64) -> f64 {
        ones(set).map(|v| f64::from(self.n_states[v])).product()
    }

    /// Makes every two of `set` neighbours.
    pub(super) fn join(&mut self, set: u64) {
        for v in ones(set) {
            self.rows[v] |= set & !(1 << v);
        }
    }
}

impl Trial {
    pub(super) fn new() -> Trial {
        let none = [0; MAX_WINDOW];
        Trial {
            order: Vec::with_capacity(MAX_WINDOW),
            ups: none,
            cells: [0.0; MAX_WINDOW],
            tally: Tally::default(),
            work: 0,
            graph: State {
                rows: none,
                end: none,
                ends: none,
                fill: none,
                own: [0; MAX_WINDOW],
                score: [0; MAX_WINDOW],
                noise: [0; MAX_WINDOW],
                simplicial: 0,
                left: 0,
            },
        }
    }

    /// Eliminates the window; false when that came to cost more than `bound` and stopped.
    pub(super) fn run(
        &mut self,
        window: &Window,
        recipe: Recipe,
        random: &mut Random,
        bound: f64,
    ) -> bool {
        self.order.clear();
        self.tally.clone_from(&window.hanging);
        self.work += self.graph.start(window, recipe, random);
        while self.graph.left != 0 {
            let vertex = self.graph.first();
            let near = self.graph.rows[vertex];
            self.work += 8 + self.tally.pending.len() as u64 / 2;
            let cells = self.tally.settle(vertex, near | 1 << vertex, window);
            if self.tally.cost > bound {
                return false;
            }
            self.tally.wait(near, cells);
            self.cells[vertex] = cells;
            self.ups[vertex] = near;
            self.order.push(vertex as u32);
            self.work += self.graph.take_out(vertex);
        }
        self.tally.settle_top(window);
        self.tally.cost <= bound
    }
}

impl State {
    fn start(&mut self, window: &Window, recipe: Recipe, random: &mut Random) -> u64 {
        self.rows = window.rows;
        self.left = window.inner;
        self.simplicial = 0;
        let all = window.inner | window.top;
        for v in ones(all) {
            let states = u64::from(window.n_states[v]);
            self.end[v] = if recipe.by_states {
                states.min(1 << 20)
            } else {
                1
            };
            self.own[v] = log2_near(states) as i64;
            self.noise[v] = random.below(recipe.noise + 1) as i64 * (1 << 14);
            self.fill[v] = 0;
        }
        let mut work = 0;
        for v in ones(all) {
            let (mut ends, mut squares) = (0, 0);
            for u in ones(self.rows[v]) {
                ends += self.end[u];
                squares += self.end[u] * self.end[u];
            }
            self.ends[v] = ends;
            self.fill[v] = self.fill[v].wrapping_add((ends * ends - squares) / 2);
            for u in ones(self.rows[v] >> v >> 1) {
                let u = u + v + 1;
                let both = self.end[v] * self.end[u];
                for c in ones(self.rows[v] & self.rows[u]) {
                    self.fill[c] = self.fill[c].wrapping_sub(both);
                    work += 1;
                }
                work += 2;
            }
        }
        for v in ones(window.inner) {
            self.rate(v);
        }
        work + 4 * u64::from(all.count_ones())
    }

    fn rate(&mut self, v: usize) {
        if self.fill[v] == 0 {
            self.simplicial |= 1 << v;
        } else {
            self.simplicial &= !(1 << v);
        }
        self.score[v] = 4 * log2_near(self.fill[v]) as i64 - self.own[v] + self.noise[v];
    }

    /// The next to go.
    fn first(&self) -> usize {
        let simplicial = self.simplicial & self.left;
        if simplicial != 0 {
            return simplicial.trailing_zeros() as usize;
        }
        let (mut best, mut least) = (0, i64::MAX);
        for v in ones(self.left) {
            if self.score[v] < least {
                (best, least) = (v, self.score[v]);
            }
        }
        best
    }

    fn take_out(&mut self, vertex: usize) -> u64 {
        let near = self.rows[vertex];
        let mut changed = near;
        let mut work = 0;
        if self.fill[vertex] > 0 {
            for a in ones(near) {
                let lacks = near & !self.rows[a] & (!1 << a);
                for b in ones(lacks) {
                    let common = self.rows[a] & self.rows[b];
                    changed |= common;
                    work += 8 + u64::from(common.count_ones());
                    self.fill_in(a, b, common);
                }
            }
            work += u64::from(self.left.count_ones()) / 2;
        }
        let (end, ends) = (self.end[vertex], self.ends[vertex]);
        for u in ones(near) {
            let beyond = self.ends[u] + self.end[u] - end - ends;
            self.fill[u] -= end * beyond;
            self.ends[u] -= end;
            self.rows[u] &= !(1 << vertex);
        }
        self.left &= !(1 << vertex);
        for u in ones(changed & self.left) {
            self.rate(u);
        }
        work + 4 * u64::from(near.count_ones())
    }

    fn fill_in(&mut self, a: usize, b: usize, common: u64) {
        let (end_a, end_b) = (self.end[a], self.end[b]);
        let mut both = 0;
        for c in ones(common) {
            both += self.end[c];
            self.fill[c] -= end_a * end_b;
        }
        self.fill[a] += end_b * (self.ends[a] - both);
        self.fill[b] += end_a * (self.ends[b] - both);
        self.ends[a] += end_b;
        self.ends[b] += end_a;
        self.rows[a] |= 1 << b;
        self.rows[b] |= 1 << a;
    }
}
