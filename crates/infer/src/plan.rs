//! The plan of a propagation: which tables there are, where they are, and the straight list of
//! operations over them. It has no numbers of the network, only places.

use std::ops::Range;

use crate::cliques::{Cliques, NONE};
use crate::sparse::{self, Entries, Scope};
use crate::view::{Axis, Kind, View};
use crate::{Network, Variable};

/// Which store a table is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Store {
    /// What the network alone says: the same for all findings.
    Fixed,
    /// What findings change.
    Moving,
}

/// A table, and how it lies along the cells of a clique or a separator.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operand {
    pub(crate) store: Store,
    pub(crate) start: usize,
    pub(crate) len: usize,
    pub(crate) view: View,
}

impl Operand {
    /// Its table.
    #[inline(always)]
    pub(crate) fn of<'t, C>(&self, fixed: &'t [C], moving: &'t [C]) -> &'t [C] {
        let store = match self.store {
            Store::Fixed => fixed,
            Store::Moving => moving,
        };
        &store[self.start..self.start + self.len]
    }
}

/// What becomes of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It cannot matter, and was left out.
    Pruned,
    /// It has one state only, and takes no room.
    Constant,
    /// Its state is told with every query, and takes no room.
    Observed,
    /// It is in cliques.
    Free,
}

/// Where a factor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// It has a variable that was pruned.
    Nowhere,
    /// No free variable: one number, once the observed states are known.
    Number,
    /// In a clique.
    Clique(u32),
}

/// A factor's own table: the part that the observed states leave, its variables in the order
/// of all tables.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) factor: u32,
    pub(crate) place: Place,
    pub(crate) store: Store,
    pub(crate) start: usize,
    pub(crate) len: usize,
    /// Its free variables, slowest first, and their steps in the network's table.
    axes: Range<u32>,
    /// Its observed variables, and their steps in the network's table.
    pins: Range<u32>,
}

/// One clique: its table and what is done with it.
#[derive(Debug, Clone)]
pub(crate) struct Clique {
    pub(crate) parent: u32,
    /// How many cells it has: all, or those that are listed.
    pub(crate) n_cells: usize,
    /// Where the listed cells are among all of the table, in the lists; `None` when all are
    /// there, in their order.
    pub(crate) listed: Option<u32>,
    /// Its cells in the store of products; empty when its product is computed anew, block by
    /// block, whenever it is needed, and never kept.
    pub(crate) kept: Range<usize>,
    pub(crate) block_len: usize,
    /// Factors without observed variables that are multiplied once into a table of their own:
    /// operands along the clique. Empty when there is no such table.
    pub(crate) base: Range<u32>,
    /// All whose product is the clique's: the base or factors, and the messages of children.
    pub(crate) inputs: Range<u32>,
    /// How many of the inputs, from the first, have one cell for each block.
    pub(crate) n_ones: u32,
    /// The message to the parent; at a root the sum of all.
    pub(crate) message: Operand,
    /// Where the parent's answer goes.
    pub(crate) answer: usize,
    /// The answers to its children, and the marginals that are read here.
    pub(crate) outputs: Range<u32>,
    /// The marginals that are read from the answer to this clique, along its cells.
    pub(crate) reads: Range<u32>,
    /// Its free variables, slowest first.
    pub(crate) members: Range<u32>,
}

impl Clique {
    pub(crate) fn n_blocks(&self) -> usize {
        self.n_cells.div_ceil(self.block_len)
    }

    /// The cells of a block; the last one of listed cells may be shorter.
    pub(crate) fn block(&self, block: usize) -> Range<usize> {
        let from = block * self.block_len;
        from..(from + self.block_len).min(self.n_cells)
    }
}

/// All that a propagation needs to know but the numbers.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) n_states: Vec<u32>,
    pub(crate) fates: Vec<Fate>,
    pub(crate) cliques: Vec<Clique>,
    pub(crate) operands: Vec<Operand>,
    pub(crate) lists: Vec<u32>,
    /// Per factor.
    pub(crate) parts: Vec<Part>,
    axes: Vec<(u32, u32)>,
    pins: Vec<(Variable, u32)>,
    /// The factors with an observed variable.
    pub(crate) pinned: Vec<u32>,
    members: Vec<u32>,
    /// Per clique, its factors.
    factors: Vec<Vec<u32>>,
    children: Vec<Vec<u32>>,
    /// Per variable, its smallest clique.
    pub(crate) homes: Vec<u32>,
    /// Per variable, where its marginal is in the moving store.
    pub(crate) marginals: Vec<usize>,
    /// The marginals are the first so many cells of the moving store.
    pub(crate) n_marginals: usize,
    /// Per variable, where its likelihood is in the moving store.
    pub(crate) likelihoods: Vec<usize>,
    pub(crate) n_fixed: usize,
    pub(crate) n_moving: usize,
    pub(crate) n_products: usize,
    /// The cells of all cliques, kept or not.
    pub(crate) n_cells: usize,
    pub(crate) longest_block: usize,
}

/// Up to so many cells, a clique's factors are multiplied once and kept; beyond, each time.
const BASE_CELLS: u64 = 1 << 13;
/// Up to so many cells, a clique's product is kept: in near caches that is cheaper than to
/// compute it again, and from memory it is dearer.
const KEPT_CELLS: usize = 1 << 13;

impl Plan {
    /// Lays out the tables for a tree of cliques.
    pub(crate) fn new(network: &Network, fates: Vec<Fate>, tree: &Cliques, n_queries: u32) -> Plan {
        let n = network.n_variables();
        let plan = Plan {
            n_states: network
                .variables()
                .map(|v| network.states(v) as u32)
                .collect(),
            fates,
            cliques: Vec::with_capacity(tree.len()),
            operands: Vec::with_capacity(6 * tree.len() + n),
            lists: Vec::new(),
            parts: Vec::with_capacity(network.n_factors()),
            axes: Vec::with_capacity(4 * n),
            pins: Vec::new(),
            pinned: Vec::new(),
            factors: vec![Vec::new(); tree.len()],
            children: vec![Vec::new(); tree.len()],
            members: Vec::new(),
            homes: tree.homes.clone(),
            marginals: vec![0; n],
            n_marginals: 0,
            likelihoods: vec![0; n],
            n_fixed: 0,
            n_moving: 0,
            n_products: 0,
            n_cells: 0,
            longest_block: 0,
        };
        let mut layout = Layout {
            plan,
            tree,
            axes: Vec::new(),
            entries: Vec::new(),
            next_scope: 0,
            own: own_marginals(tree, n),
        };
        layout.lay_out(network, n_queries);
        layout.plan
    }

    /// What the tables of a propagation and of the network take, and the lists.
    pub(crate) fn n_bytes(&self) -> u64 {
        let n_cells = self.n_products + self.n_fixed + self.n_moving + self.longest_block;
        (n_cells * size_of::<f64>() + self.lists.len() * size_of::<u32>()) as u64
    }

    /// The variables of a clique, slowest first.
    pub(crate) fn members(&self, clique: usize) -> &[u32] {
        let range = &self.cliques[clique].members;
        &self.members[range.start as usize..range.end as usize]
    }

    /// Whether cells are left out because they are 0 with the factors' present zeros.
    pub(crate) fn is_compressed(&self) -> bool {
        self.cliques.iter().any(|clique| clique.listed.is_some())
    }

    /// The factors multiplied into a clique.
    pub(crate) fn factors(&self, clique: usize) -> &[u32] {
        &self.factors[clique]
    }

    /// The cliques that have this one as their parent.
    pub(crate) fn children(&self, clique: usize) -> &[u32] {
        &self.children[clique]
    }

    /// The observed variables of a factor, and their steps in its table.
    pub(crate) fn pins(&self, part: &Part) -> &[(Variable, u32)] {
        &self.pins[part.pins.start as usize..part.pins.end as usize]
    }

    /// Some operands.
    #[inline(always)]
    pub(crate) fn operands(&self, range: &Range<u32>) -> &[Operand] {
        &self.operands[range.start as usize..range.end as usize]
    }

    /// The free variables of a factor, slowest first.
    pub(crate) fn scope(&self, part: &Part) -> impl DoubleEndedIterator<Item = u32> + Clone {
        let axes = &self.axes[part.axes.start as usize..part.axes.end as usize];
        axes.iter().map(|axis| axis.0)
    }

    /// Copies the part of a factor's values that the observed states leave.
    pub(crate) fn gather(
        &self,
        part: &Part,
        values: &[f64],
        states: &[u32],
        mut put: impl FnMut(f64),
    ) {
        self.places(part, states, |at| put(values[at]));
    }

    /// Where each number of a factor's own table is in the network's.
    #[inline(always)]
    pub(crate) fn places(&self, part: &Part, states: &[u32], mut put: impl FnMut(usize)) {
        let pinned = self
            .pins(part)
            .iter()
            .map(|(v, step)| states[v.index()] * step);
        let from = pinned.sum::<u32>() as usize;
        let axes = &self.axes[part.axes.start as usize..part.axes.end as usize];
        let Some(((last, step), outer)) = axes.split_last() else {
            return put(from);
        };
        let n = self.n_states[*last as usize];
        let mut state = [0_u32; 32];
        let mut at = from;
        loop {
            for i in 0..n {
                put(at + (i * step) as usize);
            }
            // The next row: like an odometer.
            let mut axis = outer.len();
            loop {
                let Some(less) = axis.checked_sub(1) else {
                    return;
                };
                axis = less;
                let (v, step) = outer[axis];
                state[axis] += 1;
                at += step as usize;
                if state[axis] < self.n_states[v as usize] {
                    break;
                }
                at -= (state[axis] * step) as usize;
                state[axis] = 0;
            }
        }
    }

    /// A view of a table over `scope`, in the order of all tables, along a clique.
    pub(crate) fn view(&self, clique: usize, scope: &[u32], lists: &mut Vec<u32>) -> View {
        let mut axes = Vec::new();
        fill_axes(&mut axes, self.members(clique), scope, &self.n_states);
        if let Some(from) = self.cliques[clique].listed {
            let listed = &self.lists[from as usize..from as usize + self.cliques[clique].n_cells];
            let start = lists.len() as u32;
            lists.extend(listed.iter().map(|cell| place(&axes, *cell)));
            return View::scattered(start, self.cliques[clique].block_len as u32);
        }
        let split = split_of(&axes, self.cliques[clique].block_len);
        View::dense(&axes, split, lists)
    }
}

/// Where the cell of a clique with these axes is in the table.
fn place(axes: &[Axis], cell: u32) -> u32 {
    let (mut rest, mut place) = (cell, 0);
    for (n, step) in axes.iter().rev() {
        place += rest % n * step.unwrap_or(0);
        rest /= n;
    }
    place
}

/// How many axes are outside of a block.
fn split_of(axes: &[Axis], block_len: usize) -> usize {
    let (mut split, mut len) = (axes.len(), 1);
    while split > 0 && len < block_len {
        split -= 1;
        len *= axes[split].0 as usize;
    }
    split
}

/// The axes of a table over `scope` along `members`, both in the order of all tables.
fn fill_axes(axes: &mut Vec<Axis>, members: &[u32], scope: &[u32], n_states: &[u32]) {
    axes.clear();
    let mut next = scope.len();
    let mut step = 1;
    for v in members.iter().rev() {
        let n = n_states[*v as usize];
        if next > 0 && scope[next - 1] == *v {
            axes.push((n, Some(step)));
            step *= n;
            next -= 1;
        } else {
            axes.push((n, None));
        }
    }
    axes.reverse();
}

/// Per clique, the variables that stand in no separator: their marginals are read there.
fn own_marginals(tree: &Cliques, n_variables: usize) -> Vec<u32> {
    let mut smallest = vec![NONE; n_variables];
    let mut least = vec![u32::MAX; n_variables];
    for clique in (0..tree.len()).filter(|c| tree.parents[*c] != NONE) {
        let separator = tree.separator(clique);
        // The fewest variables, rather than cells, for haste.
        let n_cells = tree.n_separators[clique];
        for v in separator {
            if n_cells < least[*v as usize] {
                least[*v as usize] = n_cells;
                smallest[*v as usize] = clique as u32;
            }
        }
    }
    smallest
}

/// A plan under way.
struct Layout<'a> {
    plan: Plan,
    tree: &'a Cliques,
    axes: Vec<Axis>,
    /// Per clique, its cells, where only few can be other than 0.
    entries: Vec<Option<Entries>>,
    /// Which scope of the clique comes next.
    next_scope: usize,
    /// Per variable, the clique whose separator is the best to read its marginal from; [`NONE`]
    /// when it is in no separator.
    own: Vec<u32>,
}

impl Layout<'_> {
    fn lay_out(&mut self, network: &Network, n_queries: u32) {
        for clique in 0..self.tree.len() {
            let parent = self.tree.parents[clique];
            if parent != NONE {
                self.plan.children[parent as usize].push(clique as u32);
            }
        }
        self.lay_variables();
        for number in 0..network.n_factors() {
            self.lay_factor(network, number);
        }
        self.entries = self.entries(network, n_queries);
        for clique in 0..self.tree.len() {
            self.lay_tables(clique);
        }
        for clique in 0..self.tree.len() {
            self.lay_operands(clique);
        }
    }

    /// Per clique, its cells, where only few can be other than 0.
    fn entries(&self, network: &Network, n_queries: u32) -> Vec<Option<Entries>> {
        let tree = self.tree;
        let has_zeros = || {
            let tables = network.tables().iter();
            tables
                .flat_map(|table| table.values.iter())
                .any(|value| *value == 0.0)
        };
        if n_queries < COMPRESSED_QUERIES || tree.n_cells() < COMPRESSED_CELLS || !has_zeros() {
            return vec![None; tree.len()];
        }
        let scopes = |clique: usize| {
            let numbers = self.plan.factors[clique].iter();
            numbers
                .map(|number| self.support(network, *number as usize))
                .collect()
        };
        let own = |clique: usize| {
            let members = tree.members(clique).iter().copied();
            members.filter(|v| self.own[*v as usize] == NONE).collect()
        };
        let is_thorough = n_queries >= THOROUGH_QUERIES;
        sparse::find(
            tree,
            &self.plan.n_states,
            &self.plan.children,
            is_thorough,
            scopes,
            own,
        )
    }

    /// The scope of a factor, and where it is 0 whatever is observed.
    fn support(&self, network: &Network, number: usize) -> Scope {
        let part = &self.plan.parts[number];
        let values = &network.tables()[number].values;
        let mut support = vec![false; part.len];
        let pins = self.plan.pins(part);
        let mut states = vec![
            0;
            if pins.is_empty() {
                0
            } else {
                self.plan.n_states.len()
            }
        ];
        loop {
            let mut cells = support.iter_mut();
            self.plan.gather(part, values, &states, |value| {
                if let Some(cell) = cells.next() {
                    *cell |= value != 0.0;
                }
            });
            // The next states of the observed variables: like an odometer.
            let turned = pins.iter().find(|(v, _)| {
                let state = &mut states[v.index()];
                *state = (*state + 1) % self.plan.n_states[v.index()];
                *state != 0
            });
            if turned.is_none() {
                break;
            }
        }
        Scope {
            variables: self.plan.scope(part).collect(),
            support: (!support.iter().all(|cell| *cell)).then_some(support),
        }
    }

    fn take(&mut self, store: Store, len: usize) -> usize {
        let end = match store {
            Store::Fixed => &mut self.plan.n_fixed,
            Store::Moving => &mut self.plan.n_moving,
        };
        *end += len;
        *end - len
    }

    fn lay_variables(&mut self) {
        for v in 0..self.plan.n_states.len() {
            self.plan.marginals[v] = self.take(Store::Moving, self.n_weights(v));
        }
        self.plan.n_marginals = self.plan.n_moving;
        for v in 0..self.plan.n_states.len() {
            self.plan.likelihoods[v] = self.take(Store::Moving, self.n_weights(v));
        }
    }

    fn n_weights(&self, variable: usize) -> usize {
        match self.plan.fates[variable] {
            Fate::Pruned => 0,
            _ => self.plan.n_states[variable] as usize,
        }
    }

    /// Finds a factor's place, and room for its table.
    fn lay_factor(&mut self, network: &Network, number: usize) {
        let factor = &network.tables()[number];
        let from = (self.plan.axes.len() as u32, self.plan.pins.len() as u32);
        let mut scope: Vec<(u32, u32, u32)> = Vec::with_capacity(factor.variables.len());
        let mut step = 1_u32;
        let mut nowhere = false;
        for v in factor.variables.iter().rev() {
            let n = self.plan.n_states[v.index()];
            match self.plan.fates[v.index()] {
                Fate::Pruned => nowhere = true,
                Fate::Constant => {}
                Fate::Observed => self.plan.pins.push((*v, step)),
                Fate::Free => scope.push((self.tree.ranks[v.index()], v.0, step)),
            }
            step = step.saturating_mul(n);
        }
        scope.sort_unstable();
        let states = |v: u32| self.plan.n_states[v as usize] as usize;
        let len = scope.iter().map(|(_, v, _)| states(*v)).product();
        self.plan
            .axes
            .extend(scope.iter().map(|(_, v, step)| (*v, *step)));
        let pins = from.1..self.plan.pins.len() as u32;
        let store = if pins.is_empty() {
            Store::Fixed
        } else {
            Store::Moving
        };
        let place = match nowhere {
            true => Place::Nowhere,
            false if scope.is_empty() => Place::Number,
            false => Place::Clique(self.clique_of(&scope)),
        };
        let mut part = Part {
            factor: number as u32,
            place,
            store,
            start: 0,
            len,
            axes: from.0..self.plan.axes.len() as u32,
            pins,
        };
        if place != Place::Nowhere && store == Store::Moving {
            self.plan.pinned.push(number as u32);
        }
        if place != Place::Nowhere {
            part.start = self.take(store, len);
        }
        if let Place::Clique(clique) = place {
            self.plan.factors[clique as usize].push(number as u32);
        }
        self.plan.parts.push(part);
    }

    /// A small clique that has all of the scope.
    fn clique_of(&self, scope: &[(u32, u32, u32)]) -> u32 {
        let mut best = NONE;
        let mut first = NONE;
        for (_, v, _) in scope {
            let step = self.tree.steps[*v as usize];
            if step < first {
                (first, best) = (step, self.tree.eliminated_in[*v as usize]);
            }
        }
        for (_, v, _) in scope {
            let home = self.tree.homes[*v as usize];
            let members = self.tree.members(home as usize);
            let smaller = self.tree.n_cells[home as usize] < self.tree.n_cells[best as usize];
            if smaller && scope.iter().all(|(_, v, _)| members.contains(v)) {
                best = home;
            }
        }
        best
    }

    fn lay_tables(&mut self, clique: usize) {
        let tree = self.tree;
        let members = tree.members(clique);
        let from = self.plan.members.len() as u32;
        self.plan.members.extend_from_slice(members);
        let entries = self.entries[clique].as_mut();
        let listed = entries
            .and_then(|entries| entries.places.pop())
            .map(|cells| {
                self.plan.lists.extend(&cells);
                ((self.plan.lists.len() - cells.len()) as u32, cells.len())
            });
        let n_cells = listed.map_or(tree.n_cells[clique] as usize, |listed| listed.1);
        let separator = tree.separator(clique).iter();
        let width: usize = separator
            .map(|v| self.plan.n_states[*v as usize] as usize)
            .product();
        let block_len = match listed {
            Some((_, n)) => n.clamp(1, LISTED_BLOCK),
            None => self.block_len(clique, n_cells),
        };
        let message = Operand {
            store: Store::Moving,
            start: self.take(Store::Moving, width),
            len: width,
            view: View::whole(0),
        };
        let n_kept = if n_cells <= KEPT_CELLS { n_cells } else { 0 };
        let kept = self.plan.n_products..self.plan.n_products + n_kept;
        self.plan.n_products = kept.end;
        self.plan.n_cells += n_cells;
        self.plan.longest_block = self.plan.longest_block.max(block_len);
        let answer = self.take(Store::Moving, width);
        self.plan.cliques.push(Clique {
            parent: tree.parents[clique],
            n_cells,
            listed: listed.map(|listed| listed.0),
            kept,
            block_len,
            base: 0..0,
            inputs: 0..0,
            n_ones: 0,
            message,
            answer,
            outputs: 0..0,
            reads: 0..0,
            members: from..self.plan.members.len() as u32,
        });
    }

    /// How many cells a block of a clique has: the fastest variables' states, such that all
    /// tables lie well along it.
    fn block_len(&mut self, clique: usize, n_cells: usize) -> usize {
        if n_cells <= LEAST_BLOCK {
            return n_cells;
        }
        let scopes = self.scopes(clique);
        let members = self.tree.members(clique);
        let (mut best, mut least) = (n_cells, f64::INFINITY);
        let mut len = 1;
        for split in (0..members.len()).rev() {
            len *= self.plan.n_states[members[split] as usize] as usize;
            if len < LEAST_BLOCK / 2 {
                continue;
            }
            if len > LARGEST_BLOCK && least < f64::INFINITY {
                break;
            }
            let mut cost = 0.0;
            for scope in &scopes {
                fill_axes(&mut self.axes, members, scope, &self.plan.n_states);
                cost += View::cost(&self.axes, split);
            }
            if cost < least {
                (best, least) = (len, cost);
            }
        }
        best
    }

    /// The scopes of all tables along a clique, each as often as a propagation uses it.
    fn scopes(&self, clique: usize) -> Vec<Vec<u32>> {
        let own = self.tree.separator(clique).to_vec();
        let mut scopes = vec![own.clone(), own];
        for child in &self.plan.children[clique] {
            let separator = self.tree.separator(*child as usize).to_vec();
            scopes.push(separator.clone());
            scopes.push(separator);
        }
        for number in &self.plan.factors[clique] {
            let part = &self.plan.parts[*number as usize];
            scopes.push(self.plan.scope(part).collect());
        }
        for v in self.tree.members(clique) {
            if self.own[*v as usize] == NONE {
                scopes.push(vec![*v]);
            }
        }
        scopes
    }

    /// The operations of a clique.
    fn lay_operands(&mut self, clique: usize) {
        let block_len = self.plan.cliques[clique].block_len as u32;
        let n_cells = self.plan.cliques[clique].n_cells;
        let listed = self.plan.cliques[clique].listed.is_some();
        self.next_scope = 0;
        let members = self.tree.members(clique);
        let split = {
            fill_axes(&mut self.axes, members, &[], &self.plan.n_states);
            split_of(&self.axes, block_len as usize)
        };
        let factors = self.plan.factors[clique].clone();
        let mut inputs: Vec<Operand> = Vec::with_capacity(factors.len() + 2);
        for number in &factors {
            let part = &self.plan.parts[*number as usize];
            let scope: Vec<u32> = self.plan.scope(part).collect();
            let (store, start, len) = (part.store, part.start, part.len);
            let view = self.view(clique, &scope, split);
            inputs.push(Operand {
                store,
                start,
                len,
                view,
            });
        }
        let fixed = |input: &Operand| input.store == Store::Fixed;
        let n_fixed = inputs.iter().filter(|input| fixed(input)).count();
        if n_cells as u64 <= BASE_CELLS && n_fixed > 1 || listed && n_fixed > 0 {
            let from = self.plan.operands.len() as u32;
            inputs.sort_by_key(|input| std::cmp::Reverse(input.len));
            self.plan
                .operands
                .extend(inputs.iter().filter(|input| fixed(input)));
            inputs.retain(|input| !fixed(input));
            let base = Operand {
                store: Store::Fixed,
                start: self.take(Store::Fixed, n_cells),
                len: n_cells,
                view: View::whole(block_len),
            };
            inputs.push(base);
            self.plan.cliques[clique].base = from..self.plan.operands.len() as u32;
        }
        let mut outputs = Vec::with_capacity(2);
        for child in self.plan.children[clique].clone() {
            let view = self.view(clique, self.tree.separator(child as usize), split);
            let child = &self.plan.cliques[child as usize];
            inputs.push(Operand {
                view,
                ..child.message
            });
            outputs.push(Operand {
                view,
                start: child.answer,
                ..child.message
            });
        }
        let own = self.tree.separator(clique);
        self.plan.cliques[clique].message.view = self.view(clique, own, split);
        // Of those that do not stay the same along a block the first is copied, so the largest
        // is the best.
        let is_one = |input: &Operand| input.view.kind == Kind::One;
        inputs.sort_by_key(|input| (!is_one(input), std::cmp::Reverse(input.len)));
        self.plan.cliques[clique].n_ones = inputs.iter().filter(|i| is_one(i)).count() as u32;
        self.lay_marginals(clique, split, &mut outputs);
        let at = |plan: &Plan| plan.operands.len() as u32;
        let from = at(&self.plan);
        self.plan.operands.extend(inputs);
        let middle = at(&self.plan);
        self.plan.operands.extend(outputs);
        let plan = &mut self.plan.cliques[clique];
        plan.inputs = from..middle;
        plan.outputs = middle..self.plan.operands.len() as u32;
    }

    /// The marginals that are read from a clique, and those from its separator.
    fn lay_marginals(&mut self, clique: usize, split: usize, outputs: &mut Vec<Operand>) {
        let members = self.tree.members(clique);
        let own = self.tree.separator(clique);
        let from = self.plan.operands.len() as u32;
        for v in members {
            let len = self.plan.n_states[*v as usize] as usize;
            let (store, start) = (Store::Moving, self.plan.marginals[*v as usize]);
            if self.own[*v as usize] == NONE {
                let view = self.view(clique, &[*v], split);
                outputs.push(Operand {
                    store,
                    start,
                    len,
                    view,
                });
            } else if self.own[*v as usize] as usize == clique {
                fill_axes(&mut self.axes, own, &[*v], &self.plan.n_states);
                let view = View::dense(&self.axes, 0, &mut self.plan.lists);
                self.plan.operands.push(Operand {
                    store,
                    start,
                    len,
                    view,
                });
            }
        }
        self.plan.cliques[clique].reads = from..self.plan.operands.len() as u32;
    }

    /// A view along a clique. Scopes must come in the order of [`sparse::find`].
    fn view(&mut self, clique: usize, scope: &[u32], split: usize) -> View {
        if let Some(entries) = &self.entries[clique] {
            let places = &entries.places[self.next_scope];
            self.next_scope += 1;
            let from = self.plan.lists.len() as u32;
            self.plan.lists.extend(places);
            return View::scattered(from, self.plan.cliques[clique].block_len as u32);
        }
        let members = self.tree.members(clique);
        fill_axes(&mut self.axes, members, scope, &self.plan.n_states);
        View::dense(&self.axes, split, &mut self.plan.lists)
    }
}

/// For fewer queries the search for zeros does not pay.
const COMPRESSED_QUERIES: u32 = 20;
/// For so many queries it may look at every cell.
const THOROUGH_QUERIES: u32 = 1000;
/// Trees of fewer cells are not worth the search for zeros.
const COMPRESSED_CELLS: u64 = 1 << 13;
/// Listed cells are taken so many at a time.
const LISTED_BLOCK: usize = 512;
/// Cliques of up to so many cells are one block.
const LEAST_BLOCK: usize = 64;
/// A block of up to so many cells stays in the nearest cache, with some tables beside it.
const LARGEST_BLOCK: usize = 2048;
