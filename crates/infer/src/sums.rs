//! Sums of weights of many parents as chains that count: which sums there are, and the tables.

use std::collections::{BTreeMap, BTreeSet};

/// More numbers than any network holds.
const MAX_CELLS: u64 = u32::MAX as u64;

/// More rows than a table of a chain may have: each leads to one count, and there are at least
/// as many counts after it as before.
const MAX_ROWS: usize = 1 << 24;

/// A weight as amounts and how many times each: no amount twice, none negative, none 0 times.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Terms(Vec<(f64, i64)>);

impl Terms {
    pub(crate) fn new(terms: &[(f64, i32)]) -> Terms {
        let mut counts: BTreeMap<u64, i64> = BTreeMap::new();
        for (amount, count) in terms {
            let count = i64::from(*count);
            let count = if *amount < 0.0 { -count } else { count };
            *counts.entry(amount.abs().to_bits()).or_default() += count;
        }
        let counts = counts.into_iter();
        let terms = counts.map(|(bits, count)| (f64::from_bits(bits), count));
        Terms(terms.filter(|term| term.0 != 0.0 && term.1 != 0).collect())
    }

    /// The amounts, each at least 0 when it is a number.
    pub(crate) fn amounts(&self) -> impl Iterator<Item = f64> {
        self.0.iter().map(|term| term.0)
    }

    /// What they come to.
    pub(crate) fn value(&self) -> f64 {
        self.0
            .iter()
            .fold(0.0, |sum, term| sum + term.0 * term.1 as f64)
    }

    /// The whole weight as what is counted; its opposite counts as -1.
    fn by_weight(&self) -> Vec<(Key, i64)> {
        let Some(first) = self.0.first() else {
            return Vec::new();
        };
        let sign = first.1.signum();
        let key = self.0.iter().map(|term| (term.0.to_bits(), term.1 * sign));
        vec![(key.collect(), sign)]
    }

    /// The same, where a multiple of a weight counts as many times.
    fn by_multiple(&self) -> Vec<(Key, i64)> {
        let divisor = self
            .0
            .iter()
            .fold(0, |d, term| gcd(d, term.1.unsigned_abs()));
        let divisor = i64::try_from(divisor).unwrap_or(1).max(1);
        let mut counted = self.by_weight();
        for (key, count) in &mut counted {
            key.iter_mut().for_each(|term| term.1 /= divisor);
            *count *= divisor;
        }
        counted
    }
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// What is counted: a weight, by the bits of its amounts.
type Key = Vec<(u64, i64)>;

/// A parent's states, each with how many times it adds what is counted.
type Step = Vec<i64>;

/// How a sum over parents is put together.
pub(crate) struct Plan {
    counters: Vec<Counter>,
    /// The parents that stand in the last table themselves.
    direct: Vec<usize>,
    /// What each state of each of those adds.
    direct_weights: Vec<Vec<f64>>,
    n_cells: u64,
    n_sums: u64,
}

/// A chain that counts one thing over at least two parents.
struct Counter {
    /// What one count comes to.
    amount: f64,
    /// The parents with how their states count.
    steps: Vec<(usize, Step)>,
    /// After the second parent and each further one, the counts there can be, ascending.
    reached: Vec<Vec<i64>>,
}

/// One table of a chain.
pub(crate) struct Link {
    /// The parents in it, besides the count before; two in the first, one in the others.
    pub(crate) grounds: Vec<usize>,
    /// How many different counts there are after it.
    pub(crate) n_sums: usize,
    /// Sure of the count, given the count before and the parents.
    pub(crate) table: Vec<f64>,
}

impl Plan {
    /// All parents in one table.
    pub(crate) fn table(grounds: &[&[Terms]]) -> Plan {
        let weights = |ground: &&[Terms]| ground.iter().map(Terms::value).collect();
        Plan {
            direct: (0..grounds.len()).collect(),
            ..Plan::new(Vec::new(), grounds.iter().map(weights).collect())
        }
    }

    /// Whichever takes the fewest numbers: one table, equal weights counted, or multiples of the
    /// same weight. Weights that share an amount are not taken apart: a parent would then be in
    /// several chains, which hang together so closely that the tree is larger than what is saved.
    pub(crate) fn smallest(grounds: &[&[Terms]]) -> Plan {
        let mut best = Plan::table(grounds);
        for counted in [
            Plan::counting(grounds, Terms::by_weight),
            Plan::counting(grounds, Terms::by_multiple),
        ] {
            match counted {
                Some(plan) if plan.n_cells < best.n_cells => best = plan,
                _ => {}
            }
        }
        best
    }

    /// The plan with a chain for each thing that `counts` finds in at least two parents; none
    /// when a chain would be too large for any network.
    fn counting(grounds: &[&[Terms]], counts: impl Fn(&Terms) -> Vec<(Key, i64)>) -> Option<Plan> {
        let counted: Vec<BTreeMap<Key, Step>> = grounds
            .iter()
            .map(|states| {
                let mut steps: BTreeMap<Key, Step> = BTreeMap::new();
                for (state, terms) in states.iter().enumerate() {
                    for (key, count) in counts(terms) {
                        let step = steps.entry(key).or_insert_with(|| vec![0; states.len()]);
                        step[state] = count;
                    }
                }
                steps
            })
            .collect();
        let direct = alone(&counted);
        let mut by_key: BTreeMap<&Key, Vec<(usize, Step)>> = BTreeMap::new();
        for (ground, steps) in counted.iter().enumerate() {
            if !direct.contains(&ground) {
                for (key, step) in steps {
                    by_key.entry(key).or_default().push((ground, step.clone()));
                }
            }
        }
        let mut left = MAX_CELLS;
        let counters = by_key
            .into_iter()
            .map(|(key, steps)| Counter::new(key, steps, &mut left))
            .collect::<Option<Vec<Counter>>>()?;
        let direct: Vec<usize> = direct.into_iter().collect();
        let weights = |ground: &usize| grounds[*ground].iter().map(Terms::value).collect();
        let direct_weights = direct.iter().map(weights).collect();
        Some(Plan {
            direct,
            ..Plan::new(counters, direct_weights)
        })
    }

    fn new(counters: Vec<Counter>, direct_weights: Vec<Vec<f64>>) -> Plan {
        let counts = counters.iter().map(|counter| counter.last().len());
        let states = direct_weights.iter().map(Vec::len);
        let n_sums = counts
            .chain(states)
            .fold(1_u64, |n, s| n.saturating_mul(s as u64));
        let chains = counters.iter().map(Counter::n_cells);
        let n_cells = chains.fold(n_sums.saturating_mul(2), u64::saturating_add);
        Plan {
            counters,
            direct: Vec::new(),
            direct_weights,
            n_cells,
            n_sums,
        }
    }

    pub(crate) fn n_cells(&self) -> u64 {
        self.n_cells
    }

    pub(crate) fn n_sums(&self) -> u64 {
        self.n_sums
    }

    /// The parents that stand in the last table after the ends of the chains.
    pub(crate) fn direct(&self) -> &[usize] {
        &self.direct
    }

    /// The tables of each chain.
    pub(crate) fn chains(&self) -> impl Iterator<Item = Vec<Link>> {
        self.counters.iter().map(Counter::links)
    }

    /// P(child | ends of the chains, direct parents), the child fastest.
    pub(crate) fn last_table(&self, base: f64) -> Vec<f64> {
        let mut totals = vec![base];
        let counted = self.counters.iter().map(|counter| {
            let values = counter.last().iter();
            values.map(|n| counter.amount * *n as f64).collect()
        });
        for adds in counted.chain(self.direct_weights.iter().cloned()) {
            let adds: Vec<f64> = adds;
            let each = totals.iter().flat_map(|t| adds.iter().map(move |a| t + a));
            totals = each.collect();
        }
        totals
            .into_iter()
            .flat_map(|t| [expit(-t), expit(t)])
            .collect()
    }
}

impl Counter {
    /// The chain over `steps`, taking what its tables need from `left`.
    fn new(key: &Key, steps: Vec<(usize, Step)>, left: &mut u64) -> Option<Counter> {
        let amounts = key.iter().map(|(bits, n)| (f64::from_bits(*bits), *n));
        let amount = Terms(amounts.collect()).value();
        let mut reached: Vec<Vec<i64>> = Vec::new();
        let mut before = vec![0];
        for (i, (_, step)) in steps.iter().enumerate() {
            if before.len().saturating_mul(step.len()) > MAX_ROWS {
                return None;
            }
            let after: BTreeSet<i64> = before
                .iter()
                .flat_map(|b| step.iter().map(move |s| b + s))
                .collect();
            // The first parent has no table of its own, and its states are not merged.
            let n_before = if i == 1 {
                steps[0].1.len()
            } else {
                before.len()
            };
            if i > 0 {
                let n_cells = [n_before, step.len(), after.len()];
                let n_cells = n_cells
                    .iter()
                    .fold(1, |n: u64, s| n.saturating_mul(*s as u64));
                *left = left.checked_sub(n_cells)?;
                reached.push(after.iter().copied().collect());
            }
            before = after.into_iter().collect();
        }
        Some(Counter {
            amount,
            steps,
            reached,
        })
    }

    /// The counts there can be at its end.
    fn last(&self) -> &[i64] {
        self.reached.last().map_or(&[], Vec::as_slice)
    }

    fn n_cells(&self) -> u64 {
        let mut before = self.steps[0].1.len();
        let links = self.steps[1..].iter().zip(&self.reached);
        links.fold(0, |n: u64, ((_, step), after)| {
            let cells = before as u64 * step.len() as u64 * after.len() as u64;
            before = after.len();
            n.saturating_add(cells)
        })
    }

    fn links(&self) -> Vec<Link> {
        let mut grounds = vec![self.steps[0].0];
        let mut before = &self.steps[0].1;
        let mut links = Vec::new();
        for ((ground, step), after) in self.steps[1..].iter().zip(&self.reached) {
            grounds.push(*ground);
            let mut table = Vec::with_capacity(before.len() * step.len() * after.len());
            for count in before.iter().flat_map(|b| step.iter().map(move |s| b + s)) {
                table.extend(after.iter().map(|a| f64::from(u8::from(*a == count))));
            }
            links.push(Link {
                grounds: std::mem::take(&mut grounds),
                n_sums: after.len(),
                table,
            });
            before = after;
        }
        links
    }
}

/// The parents that share what they count with too few others: those with something that no
/// other parent counts, again and again until there is none.
fn alone(counted: &[BTreeMap<Key, Step>]) -> BTreeSet<usize> {
    let mut sharing: BTreeMap<&Key, BTreeSet<usize>> = BTreeMap::new();
    for (ground, steps) in counted.iter().enumerate() {
        for key in steps.keys() {
            sharing.entry(key).or_default().insert(ground);
        }
    }
    let single = |with: &BTreeSet<usize>| (with.len() == 1).then(|| with.first().copied());
    let mut open: Vec<usize> = sharing.values().filter_map(single).flatten().collect();
    let mut out = BTreeSet::new();
    while let Some(ground) = open.pop() {
        if !out.insert(ground) {
            continue;
        }
        for key in counted[ground].keys() {
            if let Some(with) = sharing.get_mut(key) {
                with.remove(&ground);
                open.extend(single(with).flatten());
            }
        }
    }
    out
}

/// The probability with these log-odds.
fn expit(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::enumerate::advance;

    /// The probability that a plan gives in a joint state: its chains followed to their ends.
    fn follow(plan: &Plan, base: f64, n_states: &[usize], states: &[usize]) -> f64 {
        let mut row = 0;
        for links in plan.chains() {
            let mut count = None;
            let mut n_counts = 1;
            for link in links {
                let mut at = count.unwrap_or(0);
                for ground in &link.grounds {
                    at = at * n_states[*ground] + states[*ground];
                }
                let sure = &link.table[at * link.n_sums..][..link.n_sums];
                assert!((sure.iter().sum::<f64>() - 1.0).abs() == 0.0);
                count = sure.iter().position(|p| *p == 1.0);
                n_counts = link.n_sums;
            }
            row = row * n_counts + count.unwrap();
        }
        for ground in plan.direct() {
            row = row * n_states[*ground] + states[*ground];
        }
        plan.last_table(base)[2 * row + 1]
    }

    fn n_cells_made(plan: &Plan) -> u64 {
        let chains = plan.chains().flatten().map(|link| link.table.len());
        (chains.sum::<usize>() + plan.last_table(0.0).len()) as u64
    }

    proptest! {
        #[test]
        fn every_plan_adds_up(
            base in -2.0..2.0_f64,
            amounts in prop::collection::vec(0.1..3.0_f64, 1..4),
            grounds in prop::collection::vec(
                prop::collection::vec(
                    prop::collection::vec((0_usize..4, -2_i32..3), 0..3),
                    1..4,
                ),
                0..7,
            ),
        ) {
            let terms = |picks: &Vec<(usize, i32)>| {
                let terms = picks.iter().map(|(at, n)| (amounts[at % amounts.len()], *n));
                Terms::new(&terms.collect::<Vec<_>>())
            };
            let grounds: Vec<Vec<Terms>> =
                grounds.iter().map(|g| g.iter().map(terms).collect()).collect();
            let grounds: Vec<&[Terms]> = grounds.iter().map(Vec::as_slice).collect();
            let n_states: Vec<usize> = grounds.iter().map(|g| g.len()).collect();
            let by_weight = Plan::counting(&grounds, Terms::by_weight).unwrap();
            let by_multiple = Plan::counting(&grounds, Terms::by_multiple).unwrap();
            let best = Plan::smallest(&grounds).n_cells();
            for plan in [Plan::table(&grounds), by_weight, by_multiple] {
                prop_assert_eq!(plan.n_cells(), n_cells_made(&plan));
                prop_assert_eq!(2 * plan.n_sums(), plan.last_table(base).len() as u64);
                prop_assert!(best <= plan.n_cells());
                let mut states = vec![0; grounds.len()];
                loop {
                    let adds = states.iter().zip(&grounds).map(|(s, g)| g[*s].value());
                    let p = expit(base + adds.sum::<f64>());
                    let got = follow(&plan, base, &n_states, &states);
                    prop_assert!((got - p).abs() < 1e-13, "{got} {p}");
                    if !advance(&mut states, &n_states) {
                        break;
                    }
                }
            }
        }
    }

    fn yes_no(weights: &[&[(f64, i32)]]) -> Vec<Vec<Terms>> {
        let ground = |terms: &&[(f64, i32)]| vec![Terms::new(&[]), Terms::new(terms)];
        weights.iter().map(ground).collect()
    }

    fn smallest(weights: &[&[(f64, i32)]]) -> Plan {
        let grounds = yes_no(weights);
        Plan::smallest(&grounds.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    #[test]
    fn equal_weights_are_counted_and_opposite_ones_with_them() {
        let (up, down): (&[_], &[_]) = (&[(0.7, 1)], &[(-0.7, 1)]);
        let plan = smallest(&[[up; 10], [down; 10]].concat());
        assert_eq!(plan.n_sums(), 21);
        let few = smallest(&[up; 3]);
        assert_eq!((few.n_sums(), few.n_cells()), (8, 16));
    }

    #[test]
    fn multiples_are_counted_together() {
        let (once, twice): (&[_], &[_]) = (&[(0.7, 1), (1.9, -1)], &[(0.7, -2), (1.9, 2)]);
        let (b, c): (&[_], &[_]) = (&[(0.3, 1)], &[(0.4, 1)]);
        let plan = smallest(&[[once; 10], [twice; 10], [b; 10], [c; 10]].concat());
        assert_eq!(plan.n_sums(), 31 * 11 * 11);
        // Not where there is one of each: 1 and 1000 are two parents, not a thousand counts.
        let far: [&[(f64, i32)]; 2] = [&[(0.7, 1)], &[(0.7, 1000)]];
        assert_eq!(smallest(&[far; 10].concat()).n_sums(), 121);
    }

    #[test]
    fn what_no_other_parent_has_stands_in_the_last_table() {
        let (own, shared): (&[_], &[_]) = (&[(0.3, 1)], &[(1.2, 1)]);
        let plan = smallest(&[[shared; 12].as_slice(), &[own]].concat());
        assert_eq!((plan.n_sums(), plan.direct()), (26, [12].as_slice()));
    }

    #[test]
    fn what_is_too_large_is_known_soon() {
        let different: Vec<[(f64, i32); 1]> = (1..200).map(|i| [(f64::from(i), 1)]).collect();
        let different: Vec<&[(f64, i32)]> = different.iter().map(<[_; 1]>::as_slice).collect();
        assert_eq!(smallest(&different).n_cells(), u64::MAX);
        let same: &[(f64, i32)] = &[(1.0, 1)];
        assert_eq!(smallest(&vec![same; 100_000]).n_cells(), u64::MAX);
        let doubling: Vec<[(f64, i32); 1]> = (0..31).map(|i| [(1.0, 1 << i)]).collect();
        let doubling: Vec<&[(f64, i32)]> = doubling.iter().map(<[_; 1]>::as_slice).collect();
        assert!(smallest(&doubling).n_cells() > 1 << 31);
    }
}
