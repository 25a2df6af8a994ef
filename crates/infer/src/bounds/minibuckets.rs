//! Upper bounds on a sum of products, by buckets that are split (Dechter & Rish 2003).

use crate::wide::{Wide, exponent_of, power_of_two};

/// What a product that is not 0 is taken for when it is too small: a bound must not be 0 then.
const LEAST: f64 = 1e-300;

/// A table under way, its largest value between a half and 1.
#[derive(Debug, Clone)]
pub(super) struct Function {
    /// Slowest first.
    variables: Vec<u32>,
    values: Vec<f64>,
    /// The power of two that all values are to be multiplied by.
    exponent: i64,
}

impl Function {
    pub(super) fn new(variables: Vec<u32>, mut values: Vec<f64>) -> Function {
        let largest = values.iter().copied().fold(0.0, f64::max);
        let exponent = if largest > 0.0 {
            exponent_of(largest) + 1
        } else {
            0
        };
        // In two steps, since each has the range of f64.
        let half = exponent / 2;
        for value in values.iter_mut().filter(|value| **value > 0.0) {
            let scaled = *value * power_of_two(-half) * power_of_two(half - exponent);
            *value = scaled.max(LEAST);
        }
        Function {
            variables,
            values,
            exponent,
        }
    }

    fn at(&self, n_states: &[u32], state_of: impl Fn(u32) -> u32) -> Wide {
        let step = |at: usize, v: &u32| at * n_states[*v as usize] as usize + state_of(*v) as usize;
        let at = self.variables.iter().fold(0, step);
        Wide::new(self.values[at]).shifted(self.exponent)
    }
}

/// Bounds on the sum over all that has no state yet, for every choice of states of the first of
/// some variables.
#[derive(Debug)]
pub(super) struct Bounder {
    n_states: Vec<u32>,
    /// Per variable, its place among those to be chosen.
    depths: Vec<usize>,
    /// Per depth, the functions whose last variable is chosen there.
    chosen: Vec<Vec<Function>>,
    /// Per number of variables chosen, those functions that bound the sum over the rest.
    rest: Vec<Vec<usize>>,
    messages: Vec<Function>,
    constant: Wide,
}

impl Bounder {
    /// Sums out the variables in `order`, then those `held`, the last first; no function of
    /// more than `limit_cells` values is made.
    pub(super) fn new(
        n_states: &[u32],
        functions: Vec<Function>,
        order: &[u32],
        held: &[u32],
        limit_cells: u64,
    ) -> Bounder {
        let n_free = order.len();
        let mut places = vec![usize::MAX; n_states.len()];
        for (place, variable) in order.iter().chain(held.iter().rev()).enumerate() {
            places[*variable as usize] = place;
        }
        let mut depths = vec![usize::MAX; n_states.len()];
        for (depth, variable) in held.iter().enumerate() {
            depths[*variable as usize] = depth;
        }
        let mut buckets: Vec<Vec<Function>> = vec![Vec::new(); n_free + held.len() + 1];
        let last = buckets.len() - 1;
        let place = |f: &Function| {
            let places = f.variables.iter().map(|v| places[*v as usize]);
            places.min().map_or(last, |p| p.min(last))
        };
        for function in functions {
            buckets[place(&function)].push(function);
        }
        let mut bounder = Bounder {
            n_states: n_states.to_vec(),
            depths,
            chosen: vec![Vec::new(); held.len()],
            rest: vec![Vec::new(); held.len() + 1],
            messages: Vec::new(),
            constant: Wide::ONE,
        };
        for (at, variable) in order.iter().enumerate() {
            let bucket = std::mem::take(&mut buckets[at]);
            for message in split(bucket, *variable, n_states, limit_cells) {
                buckets[place(&message)].push(message);
            }
        }
        // What only the choice decides; its own bounds come after.
        for (depth, chosen) in bounder.chosen.iter_mut().enumerate() {
            chosen.extend(buckets[last - 1 - depth].iter().cloned());
        }
        for function in &buckets[last] {
            bounder.constant = bounder.constant.times(function.at(n_states, |_| 0));
        }
        for (depth, variable) in held.iter().enumerate().rev() {
            let bucket = std::mem::take(&mut buckets[last - 1 - depth]);
            for message in split(bucket, *variable, n_states, limit_cells) {
                let to = place(&message);
                buckets[to].push(message.clone());
                // It stands for what is chosen at `depth` or later, until that is chosen.
                let chosen_before = if to == last { 0 } else { last - to };
                for n_chosen in chosen_before..=depth {
                    bounder.rest[n_chosen].push(bounder.messages.len());
                }
                bounder.messages.push(message);
            }
        }
        bounder
    }

    /// What all that has no choice comes to.
    pub(super) fn constant(&self) -> Wide {
        self.constant
    }

    /// `before`, times the functions that the last of `states` decides.
    pub(super) fn choose(&self, before: Wide, states: &[u32]) -> Wide {
        let decided = states.len().checked_sub(1).map(|depth| &self.chosen[depth]);
        self.product(before, decided.into_iter().flatten(), states)
    }

    /// `chosen`, times a bound on the sum over all that has no state yet.
    pub(super) fn bound(&self, chosen: Wide, states: &[u32]) -> Wide {
        let rest = self.rest[states.len()].iter().map(|at| &self.messages[*at]);
        self.product(chosen, rest, states)
    }

    fn product<'a>(
        &self,
        first: Wide,
        functions: impl Iterator<Item = &'a Function>,
        states: &[u32],
    ) -> Wide {
        functions.fold(first, |product, function| {
            let state_of = |v: u32| states[self.depths[v as usize]];
            product.times(function.at(&self.n_states, state_of))
        })
    }
}

/// Sums a variable out of the product of some functions, or bounds that from above by the
/// product of several functions: of groups of them that fit, each the first that it fits in.
/// One is summed, the others maximised.
fn split(
    mut bucket: Vec<Function>,
    gone: u32,
    n_states: &[u32],
    limit_cells: u64,
) -> Vec<Function> {
    bucket.sort_by_key(|f| std::cmp::Reverse(f.values.len()));
    let mut groups: Vec<(Vec<u32>, Vec<Function>)> = Vec::new();
    let cells = |scope: &[u32]| {
        let states = scope.iter().map(|v| u64::from(n_states[*v as usize]));
        states.fold(1, u64::saturating_mul)
    };
    for function in bucket {
        let fits = |(scope, _): &&mut (Vec<u32>, Vec<Function>)| {
            let more = function.variables.iter().filter(|v| !scope.contains(v));
            let more: Vec<u32> = more.copied().collect();
            more.is_empty() || cells(scope).saturating_mul(cells(&more)) <= limit_cells
        };
        match groups.iter_mut().find(fits) {
            Some((scope, group)) => {
                let more = function.variables.iter().filter(|v| !scope.contains(v));
                let more: Vec<u32> = more.copied().collect();
                scope.extend(more);
                group.push(function);
            }
            None => groups.push((function.variables.clone(), vec![function])),
        }
    }
    let mut out: Vec<Function> = Vec::new();
    for (i, (mut scope, group)) in groups.into_iter().enumerate() {
        scope.retain(|v| *v != gone);
        out.push(sum_out(&group, gone, scope, n_states, i == 0));
    }
    if out.is_empty() {
        // No function has it: each of its states counts once.
        out.push(Function::new(
            Vec::new(),
            vec![f64::from(n_states[gone as usize])],
        ));
    }
    out
}

/// The product of functions, summed or maximised over the states of one variable.
fn sum_out(
    group: &[Function],
    gone: u32,
    scope: Vec<u32>,
    n_states: &[u32],
    is_sum: bool,
) -> Function {
    let stride = |f: &Function, variable: u32| {
        let Some(at) = f.variables.iter().position(|v| *v == variable) else {
            return 0;
        };
        let faster = f.variables[at + 1..].iter();
        faster.map(|v| n_states[*v as usize] as usize).product()
    };
    let own: Vec<usize> = group.iter().map(|f| stride(f, gone)).collect();
    let steps: Vec<Vec<usize>> = scope
        .iter()
        .map(|v| group.iter().map(|f| stride(f, *v)).collect())
        .collect();
    let lens: Vec<usize> = scope
        .iter()
        .map(|v| n_states[*v as usize] as usize)
        .collect();
    let mut values = Vec::with_capacity(lens.iter().product());
    let mut states = vec![0; scope.len()];
    let mut offsets = vec![0; group.len()];
    'all: loop {
        let mut total: f64 = 0.0;
        for state in 0..n_states[gone as usize] as usize {
            let cells = group.iter().zip(&offsets).zip(&own);
            let product = product(cells.map(|((f, at), own)| f.values[at + own * state]));
            total = if is_sum {
                total + product
            } else {
                total.max(product)
            };
        }
        values.push(total);
        let mut d = scope.len();
        loop {
            let Some(next) = d.checked_sub(1) else {
                break 'all;
            };
            d = next;
            states[d] += 1;
            let is_within = states[d] < lens[d];
            for (offset, step) in offsets.iter_mut().zip(&steps[d]) {
                *offset += step;
                *offset -= if is_within { 0 } else { step * lens[d] };
            }
            if is_within {
                break;
            }
            states[d] = 0;
        }
    }
    let exponent: i64 = group.iter().map(|f| f.exponent).sum();
    let mut function = Function::new(scope, values);
    function.exponent += exponent;
    function
}

/// The product of numbers up to 1, never 0 unless one of them is.
fn product(cells: impl Iterator<Item = f64>) -> f64 {
    let mut product = 1.0;
    for cell in cells {
        if cell == 0.0 {
            return 0.0;
        }
        product = f64::max(product * cell, LEAST);
    }
    product
}
