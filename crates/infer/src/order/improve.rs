//! Making an order better part by part: some connected cliques are taken out of the tree and
//! triangulated anew at random, what hangs on them held fast, and the better part is put back.

use super::random::Random;
use super::window::{MAX_WINDOW, Recipe, TABLE, Tally, Trial, Window, ones};
use super::{Elimination, Graph};

/// How much work a search may do.
#[derive(Debug, Clone, Copy)]
pub(super) enum Budget {
    #[cfg(test)]
    Work(u64),
    /// So much for what the tables cost as they are, up to a most.
    PerCost(f64, u64),
}

impl Budget {
    /// The work, when the tables cost so much.
    pub(super) fn work(self, cost: f64) -> u64 {
        match self {
            #[cfg(test)]
            Budget::Work(work) => work,
            // Too large for the number, it is the largest.
            Budget::PerCost(each, most) => ((each * cost) as u64).min(most),
        }
    }
}

/// Orders tried of each part.
const N_TRIALS: usize = 2;
/// How many vertices a part has at most, all equally often.
const SIZES: [usize; 4] = [24, 40, MAX_WINDOW, MAX_WINDOW];
/// The largest random additions to scores (see [`Recipe`]), all equally often.
const NOISE: [usize; 4] = [4, 16, 32, 64];
/// How much worse a part may become at most, while the search is young.
const WORSE: f64 = 0.03;

/// A vertex with more children is in no part.
const MAX_CHILDREN: usize = 128;

/// No vertex.
const NONE: u32 = u32::MAX;

/// An elimination as a tree: a vertex hangs on the next to go of its clique.
pub(super) struct Tree<'a> {
    graph: &'a Graph,
    /// Per vertex, the rest of its clique when it goes.
    ups: Vec<Vec<u32>>,
    parents: Vec<u32>,
    children: Vec<Vec<u32>>,
    /// Per vertex, the cells of the table that it is in: of the maximal clique.
    tables: Vec<f64>,
    /// Neighbours in the graph: those of `v` are `near[near_starts[v]..near_starts[v + 1]]`.
    near_starts: Vec<u32>,
    near: Vec<u32>,
    /// Per vertex of the window its number there, else `NONE`.
    local: Vec<u32>,
    window: Window,
    /// The vertices of the window by their numbers there.
    members: Vec<u32>,
    /// The hanging children, with what they share with the window.
    hanging: Vec<(u32, u64)>,
    random: Random,
    /// How much of the work is left, as a part: a search goes ever less uphill.
    heat: f64,
    pub(super) work: u64,
}

impl<'a> Tree<'a> {
    pub(super) fn new(
        graph: &'a Graph,
        done: &Elimination,
        seed: u64,
        limit_cells: f64,
    ) -> Tree<'a> {
        let n = graph.len();
        let mut tree = Tree {
            ups: vec![Vec::new(); n],
            parents: vec![NONE; n],
            children: vec![Vec::new(); n],
            tables: vec![1.0; n],
            near_starts: Vec::new(),
            near: Vec::new(),
            local: vec![NONE; n],
            window: Window {
                inner: 0,
                rows: [0; MAX_WINDOW],
                n_states: [1; MAX_WINDOW],
                limit_cells,
                hanging: Tally::default(),
                top: 0,
                top_is_free: false,
                above: Vec::new(),
            },
            members: Vec::new(),
            hanging: Vec::new(),
            random: Random::new(seed),
            heat: 1.0,
            work: 0,
            graph,
        };
        for clique in done.cliques() {
            if let [rest @ .., vertex] = clique {
                tree.ups[*vertex as usize] = rest.to_vec();
                if let Some(parent) = rest.last() {
                    tree.parents[*vertex as usize] = *parent;
                    tree.children[*parent as usize].push(*vertex);
                }
            }
        }
        for vertex in &done.order {
            tree.tables[*vertex as usize] = tree.table(*vertex);
        }
        tree.list_neighbours();
        tree
    }

    fn list_neighbours(&mut self) {
        let mut near: Vec<Vec<u32>> = vec![Vec::new(); self.graph.len()];
        self.graph.for_each_edge(|a, b| {
            near[a as usize].push(b);
            near[b as usize].push(a);
        });
        self.near_starts.push(0);
        for list in &mut near {
            list.sort_unstable();
            list.dedup();
            self.near.extend_from_slice(list);
            self.near_starts.push(self.near.len() as u32);
        }
    }

    fn cells(&self, vertex: u32) -> f64 {
        let states = |v: &u32| f64::from(self.graph.n_states[*v as usize]);
        states(&vertex)
            * self.ups[vertex as usize]
                .iter()
                .map(states)
                .product::<f64>()
    }

    /// The cells of the table that a vertex is in, from those of its children.
    fn table(&self, vertex: u32) -> f64 {
        let n = self.ups[vertex as usize].len() + 1;
        let children = self.children[vertex as usize].iter();
        let holders = children.filter(|c| self.ups[**c as usize].len() == n);
        let least = holders.map(|c| self.tables[*c as usize]).reduce(f64::min);
        least.unwrap_or_else(|| self.cells(vertex))
    }

    /// Whether the table that a vertex is in is not its own; those of the window are not asked.
    fn is_held(&self, vertex: u32) -> bool {
        let n = self.ups[vertex as usize].len() + 1;
        let outside = |c: &&u32| self.local[**c as usize] == NONE;
        let mut outside = self.children[vertex as usize].iter().filter(outside);
        outside.any(|c| self.ups[*c as usize].len() == n)
    }

    /// Searches until the work is spent, or none is left to do.
    pub(super) fn improve(&mut self, budget: Budget) {
        let (mut trial, mut best) = (Trial::new(), Trial::new());
        let mut sums: Vec<(f64, u32)> = Vec::new();
        loop {
            sums.clear();
            let (mut sum, mut cost) = (0.0, 0.0);
            for vertex in 0..self.graph.len() as u32 {
                if !self.ups[vertex as usize].is_empty() && !self.is_held(vertex) {
                    let table = self.tables[vertex as usize];
                    // A table has two neighbours on average, less the root's.
                    cost += (TABLE + 2.0) * table;
                    sum += table.sqrt() * table.sqrt().sqrt();
                    sums.push((sum, vertex));
                }
            }
            self.work += 8 * self.graph.len() as u64;
            let max_work = budget.work(cost);
            if sums.len() < 2 {
                return;
            }
            self.heat = (1.0 - self.work as f64 / max_work as f64).max(0.0);
            for _ in 0..sums.len().div_ceil(8).max(8) {
                if self.work >= max_work {
                    return;
                }
                let aim = self.random.unit() * sum;
                let at = sums.partition_point(|s| s.0 <= aim).min(sums.len() - 1);
                self.renew(sums[at].1, &mut trial, &mut best);
            }
        }
    }

    /// Triangulates anew around a vertex.
    fn renew(&mut self, seed: u32, trial: &mut Trial, best: &mut Trial) {
        self.choose(seed);
        let inner = self.window.inner;
        if inner.count_ones() > 2 {
            self.fill_window();
            let old = self.old_cost();
            let mut bound = old * (1.0 + WORSE * self.heat * self.random.unit());
            let mut found = false;
            trial.work = 0;
            for _ in 0..N_TRIALS {
                let recipe = self.recipe();
                if trial.run(&self.window, recipe, &mut self.random, bound) {
                    found = true;
                    bound = trial.tally.cost;
                    std::mem::swap(trial, best);
                    trial.work = best.work;
                }
            }
            self.work += trial.work;
            if found {
                self.put_back(best);
            }
        }
        for vertex in self.members.drain(..) {
            self.local[vertex as usize] = NONE;
        }
    }

    fn recipe(&mut self) -> Recipe {
        Recipe {
            by_states: self.random.below(4) > 0,
            noise: NOISE[self.random.below(NOISE.len())],
        }
    }

    fn take_in(&mut self, vertex: u32) -> usize {
        let known = self.local[vertex as usize];
        if known != NONE {
            return known as usize;
        }
        let number = self.members.len();
        self.local[vertex as usize] = number as u32;
        self.members.push(vertex);
        number
    }

    /// How many of the clique of `vertex` are not in the window yet.
    fn n_new(&self, vertex: u32) -> usize {
        let new = |v: &&u32| self.local[**v as usize] == NONE;
        self.ups[vertex as usize].iter().filter(new).count() + usize::from(new(&&vertex))
    }

    /// Chooses a connected part of the tree around `seed`; all of its cliques' vertices are
    /// in the window.
    fn choose(&mut self, seed: u32) {
        self.window.inner = 0;
        let size = SIZES[self.random.below(SIZES.len())];
        let mut top = seed;
        if self.n_new(seed) > MAX_WINDOW || self.is_hub(seed) {
            return;
        }
        let mut border: Vec<u32> = Vec::new();
        self.add(seed, &mut border);
        loop {
            let parent = self.parents[top as usize];
            let n = border.len() + usize::from(parent != NONE);
            if n == 0 {
                break;
            }
            let at = self.random.below(n);
            self.work += 4;
            if at == border.len() {
                let n_members = self.members.len() + self.n_new(parent);
                if n_members <= size && !self.is_hub(parent) {
                    self.add(parent, &mut border);
                    top = parent;
                } else if border.is_empty() || self.random.below(4) == 0 {
                    break;
                }
            } else {
                let child = border.swap_remove(at);
                if self.members.len() + 1 > size {
                    break;
                }
                if !self.is_hub(child) {
                    self.add(child, &mut border);
                }
            }
        }
        self.see_top(top);
    }

    /// Whether so much hangs on a vertex that it is better left alone.
    fn is_hub(&self, vertex: u32) -> bool {
        self.children[vertex as usize].len() > MAX_CHILDREN
    }

    /// Notes what stays when the clique of `top` has gone, and what is above.
    fn see_top(&mut self, top: u32) {
        let window = &mut self.window;
        let stay = &self.ups[top as usize];
        window.top = stay
            .iter()
            .fold(0, |set, v| set | 1 << self.local[*v as usize]);
        let n_later = |v: u32| {
            self.ups[v as usize]
                .iter()
                .filter(|u| stay.contains(u))
                .count()
        };
        let mut by_going: Vec<(usize, u32)> = stay.iter().map(|v| (n_later(*v), *v)).collect();
        by_going.sort_unstable_by_key(|v| std::cmp::Reverse(v.0));
        let above = by_going
            .iter()
            .map(|(_, v)| (1 << self.local[*v as usize], self.tables[*v as usize]));
        window.above.clear();
        window.above.extend(above);
        self.work += (stay.len() * stay.len()) as u64;
        self.window.top_is_free = by_going.first().is_some_and(|(_, first)| {
            stay.len() == self.ups[*first as usize].len() + 1 && !self.is_held(*first)
        });
        if self.window.top_is_free {
            let first = self.parents[top as usize];
            self.window.above[0].1 = self.cells(first);
        }
    }

    fn add(&mut self, vertex: u32, border: &mut Vec<u32>) {
        let number = self.take_in(vertex);
        self.window.inner |= 1 << number;
        for i in 0..self.ups[vertex as usize].len() {
            let up = self.ups[vertex as usize][i];
            self.take_in(up);
        }
        for &child in &self.children[vertex as usize] {
            let local = self.local[child as usize];
            if local == NONE {
                border.push(child);
            }
        }
        self.work += 2
            + self.ups[vertex as usize].len() as u64
            + self.children[vertex as usize].len() as u64;
    }

    fn fill_window(&mut self) {
        let window = &mut self.window;
        self.hanging.clear();
        window.hanging.clear();
        for (number, &vertex) in self.members.iter().enumerate() {
            window.n_states[number] = self.graph.n_states[vertex as usize];
            let range = self.near_starts[vertex as usize] as usize
                ..self.near_starts[vertex as usize + 1] as usize;
            self.work += range.len() as u64;
            let mut row = 0_u64;
            for &near in &self.near[range] {
                let local = self.local[near as usize];
                if local != NONE {
                    row |= 1 << local;
                }
            }
            window.rows[number] = row;
        }
        for (number, &vertex) in self.members.iter().enumerate() {
            if window.inner >> number & 1 == 0 {
                continue;
            }
            for &child in &self.children[vertex as usize] {
                let local = self.local[child as usize];
                if local == NONE {
                    let mut set = 0_u64;
                    for &up in &self.ups[child as usize] {
                        set |= 1 << self.local[up as usize];
                    }
                    self.work += 4 + self.ups[child as usize].len() as u64;
                    self.hanging.push((child, set));
                    window.hanging.wait(set, self.tables[child as usize]);
                    window.join(set);
                }
            }
        }
        window.join(window.top);
    }

    /// What the window costs as it is.
    fn old_cost(&mut self) -> f64 {
        let mut ups = [0; MAX_WINDOW];
        let mut levels: Vec<(usize, u32)> = Vec::new();
        for number in ones(self.window.inner) {
            let mut vertex = self.members[number];
            let set = self.ups[vertex as usize].iter();
            ups[number] = set.fold(0, |set, v| set | 1 << self.local[*v as usize]);
            let mut level = 0;
            loop {
                vertex = self.parents[vertex as usize];
                if vertex == NONE || self.window.inner >> self.local[vertex as usize] & 1 == 0 {
                    break;
                }
                level += 1;
            }
            levels.push((level, number as u32));
            self.work += 4 + level as u64;
        }
        levels.sort_unstable_by_key(|l| std::cmp::Reverse(*l));
        let order: Vec<u32> = levels.into_iter().map(|l| l.1).collect();
        Tally::default().of(&self.window, &order, &ups)
    }

    /// Makes a trial's order that of the window.
    fn put_back(&mut self, trial: &Trial) {
        // Who goes when: those of the top after all others, as they did.
        let mut ranks = [u32::MAX; MAX_WINDOW];
        for (rank, &number) in trial.order.iter().enumerate() {
            ranks[number as usize] = rank as u32;
        }
        for (rank, (bit, _)) in self.window.above.iter().enumerate() {
            ranks[bit.trailing_zeros() as usize] = (trial.order.len() + rank) as u32;
        }
        for number in ones(self.window.inner) {
            let vertex = self.members[number];
            let parent = self.parents[vertex as usize];
            if parent != NONE {
                let children = &mut self.children[parent as usize];
                children.retain(|c| *c != vertex);
                self.work += children.len() as u64 / 4;
            }
            self.children[vertex as usize].clear();
        }
        for number in ones(self.window.inner) {
            let vertex = self.members[number];
            let mut ups = std::mem::take(&mut self.ups[vertex as usize]);
            ups.clear();
            ups.extend(ones(trial.ups[number]).map(|u| self.members[u]));
            self.ups[vertex as usize] = ups;
            self.tables[vertex as usize] = trial.cells[number];
            self.hang(vertex, trial.ups[number], &ranks);
        }
        for i in 0..self.hanging.len() {
            let (child, set) = self.hanging[i];
            self.hang(child, set, &ranks);
        }
        let first = self.window.above.first();
        let mut above = first.map_or(NONE, |(bit, _)| self.members[bit.trailing_zeros() as usize]);
        while above != NONE {
            let table = self.table(above);
            if table == self.tables[above as usize] {
                break;
            }
            self.tables[above as usize] = table;
            above = self.parents[above as usize];
        }
    }

    fn hang(&mut self, vertex: u32, set: u64, ranks: &[u32; MAX_WINDOW]) {
        let parent = ones(set).min_by_key(|u| ranks[*u]);
        let parent = parent.map_or(NONE, |u| self.members[u]);
        self.parents[vertex as usize] = parent;
        if parent != NONE {
            self.children[parent as usize].push(vertex);
        }
    }

    /// The tree as an order, children before parents.
    pub(super) fn elimination(&self) -> Elimination {
        let mut order = Vec::new();
        let mut stack: Vec<(u32, usize)> = Vec::new();
        for root in 0..self.graph.len() as u32 {
            if self.graph.is_present(root) && self.parents[root as usize] == NONE {
                stack.push((root, 0));
            }
            while let Some((vertex, at)) = stack.pop() {
                if let Some(&child) = self.children[vertex as usize].get(at) {
                    stack.push((vertex, at + 1));
                    stack.push((child, 0));
                } else {
                    order.push(vertex);
                }
            }
        }
        let mut steps = vec![0; self.graph.len()];
        for (step, vertex) in order.iter().enumerate() {
            steps[*vertex as usize] = step;
        }
        let (mut starts, mut members) = (vec![0], Vec::new());
        for &vertex in &order {
            let start = members.len();
            members.extend_from_slice(&self.ups[vertex as usize]);
            members[start..].sort_unstable_by_key(|v| std::cmp::Reverse(steps[*v as usize]));
            members.push(vertex);
            starts.push(members.len() as u32);
        }
        Elimination {
            order,
            starts,
            members,
        }
    }
}
