//! One posterior by recursive conditioning (Darwiche 2001): plain, and a check on the other ways.
//!
//! The factors are the leaves of a binary tree. To sum over a tree, each state of the variables
//! that its two halves share (its cutset) is supposed in turn; given that, the halves have
//! nothing to do with each other, and the product of their sums is added up. What a half comes to
//! depends only on those of its variables that also stand outside of it (its context), so it is
//! remembered for each of their states, as far as the memory goes; without memory the same is
//! found again and again, at the cost of time alone.

use crate::enumerate::advance;
use crate::error::bytes_of;
use crate::findings::Finding;
use crate::network::Factor;
use crate::wide::Wide;
use crate::{Error, Findings, Network, Variable};

/// What [`marginal`] finds.
#[derive(Debug, Clone)]
pub struct Conditioned {
    /// P(variable | findings): linear, one value per state, summing to one.
    pub marginal: Vec<f64>,
    /// The natural logarithm of the probability of the findings.
    pub evidence_ln: f64,
}

/// What may be spent.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of what is remembered and of the tables together.
    pub memory_bytes: u64,
    /// How often parts of the tree may be asked for their sum; the number is known in advance.
    pub n_calls: u64,
}

impl Default for Limits {
    /// 256 MiB and 2^28 calls.
    fn default() -> Limits {
        Limits {
            memory_bytes: 256 << 20,
            n_calls: 1 << 28,
        }
    }
}

/// P(variable | findings), from the probability of the findings with each of its states.
///
/// Building the tree takes time that grows with the cube of the number of variables.
///
/// # Errors
/// [`Error::TooLarge`] and [`Error::TooManyCalls`] before anything is summed;
/// [`Error::Impossible`], naming all variables with findings; [`Error::Loop`];
/// [`Error::UnknownVariable`]; what [`Findings::check`] finds.
pub fn marginal(
    network: &Network,
    findings: &Findings,
    variable: Variable,
    limits: Limits,
) -> Result<Conditioned, Error> {
    network.check_loops()?;
    network.check_variables(&[variable])?;
    findings.check(network)?;
    let n_states = network.states(variable);
    check_bytes(bytes_of(n_states as u64, 16), limits, vec![variable])?;
    let mut joint = vec![Wide::ZERO; n_states];
    let each = Limits {
        n_calls: limits.n_calls / n_states as u64,
        ..limits
    };
    for (state, sum) in joint.iter_mut().enumerate() {
        let weight = match findings.get(variable) {
            Some(Finding::State(found)) => Wide::new(f64::from(*found == state)),
            Some(Finding::Likelihood(values)) => Wide::new(values[state]),
            None => Wide::ONE,
        };
        if !weight.is_zero() {
            let supposed = findings.clone().with_state(variable, state);
            *sum = total(network, &supposed, each)?.times(weight);
        }
    }
    let all = joint.iter().fold(Wide::ZERO, |sum, value| sum.plus(*value));
    if all.is_zero() {
        return Err(Error::Impossible {
            variables: findings.iter().map(|(v, _)| v).collect(),
        });
    }
    Ok(Conditioned {
        marginal: joint.iter().map(|sum| sum.over(all).to_f64()).collect(),
        evidence_ln: all.ln(),
    })
}

/// The natural logarithm of the probability of the findings; minus infinity where they are
/// impossible.
///
/// # Errors
/// Those of [`marginal`], but for [`Error::Impossible`].
pub fn evidence_ln(network: &Network, findings: &Findings, limits: Limits) -> Result<f64, Error> {
    network.check_loops()?;
    findings.check(network)?;
    Ok(total(network, findings, limits)?.ln())
}

/// The sum, over all joint states, of the product of all factors and findings.
fn total(network: &Network, findings: &Findings, limits: Limits) -> Result<Wide, Error> {
    let (leaves, free) = leaves(network, findings, limits)?;
    let nodes = tree(network, leaves);
    let caches = caches(network, &nodes, limits)?;
    let sum = Recursion::new(network, &nodes, caches).run();
    Ok(sum.times(free))
}

/// A node of the tree.
struct Node {
    /// Variables that stand outside of it too, ascending.
    context: Vec<Variable>,
    kind: Kind,
}

enum Kind {
    /// The values for each state of the context, row-major.
    Leaf(Vec<Wide>),
    Inner {
        halves: [usize; 2],
        /// Variables of both halves and of nothing outside, ascending.
        cutset: Vec<Variable>,
    },
}

// ---- the tree ----

/// Per factor and likelihood a leaf, without the variables whose state is known and summed over
/// those that stand in no other leaf; and the product of the state counts of variables that
/// stand in none.
fn leaves(
    network: &Network,
    findings: &Findings,
    limits: Limits,
) -> Result<(Vec<Node>, Wide), Error> {
    let known = |v: Variable| match findings.get(v) {
        Some(Finding::State(state)) => Some(*state),
        _ => None,
    };
    let likelihoods = findings.iter().filter_map(|(v, finding)| match finding {
        Finding::Likelihood(values) => Some(Factor {
            variables: vec![v],
            values: values.clone(),
            child: None,
        }),
        Finding::State(_) => None,
    });
    let factors: Vec<Factor> = network
        .tables()
        .iter()
        .cloned()
        .chain(likelihoods)
        .collect();
    let mut uses = vec![0_usize; network.n_variables()];
    for variable in factors.iter().flat_map(|factor| &factor.variables) {
        uses[variable.index()] += 1;
    }
    let n_cells = |factor: &Factor| factor.values.len() as u64;
    let cells = factors.iter().map(n_cells).sum();
    check_bytes(bytes_of(cells, size_of::<Wide>() as u64), limits, vec![])?;
    let is_free = |v: &Variable| known(*v).is_none() && uses[v.index()] == 0;
    let free = network.variables().filter(is_free);
    let free = free.fold(Wide::ONE, |n, v| {
        n.times(Wide::new(network.states(v) as f64))
    });
    let leaf = |factor: &Factor| leaf(network, factor, known, |v| uses[v.index()] > 1);
    Ok((factors.iter().map(leaf).collect(), free))
}

/// A factor as a leaf: every cell that agrees with the findings is added to the cell of its
/// shared variables' states.
fn leaf(
    network: &Network,
    factor: &Factor,
    known: impl Fn(Variable) -> Option<usize>,
    is_shared: impl Fn(Variable) -> bool,
) -> Node {
    let mut context = factor.variables.clone();
    context.retain(|v| known(*v).is_none() && is_shared(*v));
    context.sort_unstable();
    let mut values = vec![Wide::ZERO; n_states(network, &context) as usize];
    let counts: Vec<usize> = factor
        .variables
        .iter()
        .map(|v| network.states(*v))
        .collect();
    let mut states = vec![0; counts.len()];
    for value in factor.values.iter() {
        let mut told = factor.variables.iter().zip(&states);
        if told.all(|(v, state)| known(*v).is_none_or(|found| found == *state)) {
            let state_of = |v: Variable| {
                let at = factor.variables.iter().position(|w| *w == v);
                at.map_or(0, |at| states[at])
            };
            let at = place(network, &context, state_of);
            values[at] = values[at].plus(Wide::new(*value));
        }
        advance(&mut states, &counts);
    }
    Node {
        context,
        kind: Kind::Leaf(values),
    }
}

/// Puts leaves together: one variable after another, each time the one whose trees together have
/// the smallest context, joins all trees that it stands in. The last node is the root.
fn tree(network: &Network, leaves: Vec<Node>) -> Vec<Node> {
    let mut tree = Tree {
        n_left: vec![0; network.n_variables()],
        roots: (0..leaves.len()).collect(),
        nodes: leaves,
    };
    for variable in tree.nodes.iter().flat_map(|node| &node.context) {
        tree.n_left[variable.index()] += 1;
    }
    let mut open: Vec<Variable> = network
        .variables()
        .filter(|v| tree.n_left[v.index()] > 0)
        .collect();
    while let Some(at) = (0..open.len()).min_by_key(|at| (tree.cost(network, open[*at]), open[*at]))
    {
        let variable = open.swap_remove(at);
        let has = |root: &usize| tree.nodes[*root].context.contains(&variable);
        let (joined, rest): (Vec<usize>, Vec<usize>) = tree.roots.iter().partition(|r| has(r));
        tree.roots = rest;
        tree.join(joined);
        open.retain(|v| tree.n_left[v.index()] > 1);
    }
    let roots = std::mem::take(&mut tree.roots);
    tree.join(roots);
    tree.nodes
}

/// A tree under way.
struct Tree {
    nodes: Vec<Node>,
    /// The nodes that are part of no other yet.
    roots: Vec<usize>,
    /// Per variable, in how many roots' contexts it stands.
    n_left: Vec<usize>,
}

impl Tree {
    /// How many states the context of all trees with a variable has, and how many trees.
    fn cost(&self, network: &Network, variable: Variable) -> u64 {
        let contexts = self.roots.iter().map(|root| &self.nodes[*root].context);
        let with = contexts.filter(|context| context.contains(&variable));
        let mut near: Vec<Variable> = with.flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        n_states(network, &near)
    }

    /// Joins trees, two at a time, into one root.
    fn join(&mut self, roots: Vec<usize>) {
        let mut roots = roots.into_iter();
        let Some(mut whole) = roots.next() else {
            return;
        };
        for other in roots {
            whole = self.pair(whole, other);
        }
        self.roots.push(whole);
    }

    fn pair(&mut self, a: usize, b: usize) -> usize {
        let mut both = self.nodes[a].context.clone();
        for variable in &self.nodes[b].context {
            match both.binary_search(variable) {
                Ok(_) => self.n_left[variable.index()] -= 1,
                Err(at) => both.insert(at, *variable),
            }
        }
        // A variable of one of them only stands in some other root too.
        let is_shared = |v: &Variable| self.n_left[v.index()] > 1;
        let (context, cutset): (Vec<Variable>, Vec<Variable>) =
            both.into_iter().partition(is_shared);
        for variable in &cutset {
            self.n_left[variable.index()] = 0;
        }
        let halves = [a, b];
        self.nodes.push(Node {
            context,
            kind: Kind::Inner { halves, cutset },
        });
        self.nodes.len() - 1
    }
}

// ---- what is remembered ----

/// What is known of a node, for each state of its context.
type Cache = Option<Vec<Option<Wide>>>;

/// Room for what is remembered, the nodes with the smallest contexts first.
fn caches(network: &Network, nodes: &[Node], limits: Limits) -> Result<Vec<Cache>, Error> {
    let mut inner: Vec<(u64, usize)> = Vec::new();
    for (number, node) in nodes.iter().enumerate() {
        if matches!(node.kind, Kind::Inner { .. }) {
            inner.push((n_states(network, &node.context), number));
        }
    }
    inner.sort_unstable();
    let mut left = limits.memory_bytes / size_of::<Option<Wide>>() as u64;
    let mut fits = vec![false; nodes.len()];
    for (n, number) in &inner {
        if *n <= left {
            left -= n;
            fits[*number] = true;
        }
    }
    let n_calls = n_calls(network, nodes, &fits);
    if n_calls > limits.n_calls {
        return Err(Error::TooManyCalls {
            n_calls,
            max_calls: limits.n_calls,
        });
    }
    let cache = |(node, fits): (&Node, bool)| {
        fits.then(|| vec![None; n_states(network, &node.context) as usize])
    };
    Ok(nodes.iter().zip(fits).map(cache).collect())
}

/// How often nodes are asked for their sum, at most: as often as their parent is worked out,
/// once for each state of its cutset.
fn n_calls(network: &Network, nodes: &[Node], fits: &[bool]) -> u64 {
    let mut calls = vec![1_u64; nodes.len()];
    let mut all = 0_u64;
    for (number, node) in nodes.iter().enumerate().rev() {
        all = all.saturating_add(calls[number]);
        let Kind::Inner { halves, cutset } = &node.kind else {
            continue;
        };
        let mut worked_out = calls[number];
        if fits[number] {
            worked_out = worked_out.min(n_states(network, &node.context));
        }
        for half in halves {
            calls[*half] = worked_out.saturating_mul(n_states(network, cutset));
        }
    }
    all
}

// ---- the recursion ----

/// The recursion, with a stack of its own.
struct Recursion<'a> {
    network: &'a Network,
    nodes: &'a [Node],
    caches: Vec<Cache>,
    /// Per variable, the state that is supposed; 0 for those of which nothing is.
    states: Vec<usize>,
    stack: Vec<Frame<'a>>,
}

/// An inner node being worked out.
struct Frame<'a> {
    number: usize,
    halves: [usize; 2],
    cutset: &'a [Variable],
    sum: Wide,
    /// What the first half comes to, once that is known.
    first: Option<Wide>,
}

impl<'a> Recursion<'a> {
    fn new(network: &'a Network, nodes: &'a [Node], caches: Vec<Cache>) -> Recursion<'a> {
        Recursion {
            network,
            nodes,
            caches,
            states: vec![0; network.n_variables()],
            stack: Vec::new(),
        }
    }

    fn run(mut self) -> Wide {
        let Some(root) = self.nodes.len().checked_sub(1) else {
            return Wide::ONE;
        };
        let mut known = self.ask(root);
        loop {
            let Some(sum) = known else {
                // The node last asked was begun: its first half comes first.
                let half = self.stack.last().map_or(root, |frame| frame.halves[0]);
                known = self.ask(half);
                continue;
            };
            let Some(frame) = self.stack.last_mut() else {
                return sum;
            };
            known = match frame.first {
                None if !sum.is_zero() => {
                    frame.first = Some(sum);
                    let half = frame.halves[1];
                    self.ask(half)
                }
                first => {
                    let product = first.unwrap_or(Wide::ZERO).times(sum);
                    frame.sum = frame.sum.plus(product);
                    frame.first = None;
                    self.next_state()
                }
            };
        }
    }

    /// What a node comes to, if that is known; else it is begun.
    fn ask(&mut self, number: usize) -> Option<Wide> {
        let node = &self.nodes[number];
        let at = place(self.network, &node.context, |v| self.states[v.index()]);
        match &node.kind {
            Kind::Leaf(values) => Some(values[at]),
            Kind::Inner { halves, cutset } => {
                let cached = self.caches[number].as_ref().and_then(|cache| cache[at]);
                if cached.is_none() {
                    self.stack.push(Frame {
                        number,
                        halves: *halves,
                        cutset,
                        sum: Wide::ZERO,
                        first: None,
                    });
                }
                cached
            }
        }
    }

    /// Supposes the next state of the cutset of the node being worked out; after the last one
    /// gives its sum, and remembers it.
    fn next_state(&mut self) -> Option<Wide> {
        let frame = self.stack.last()?;
        for variable in frame.cutset.iter().rev() {
            let state = &mut self.states[variable.index()];
            *state += 1;
            if *state < self.network.states(*variable) {
                return None;
            }
            *state = 0;
        }
        let (number, sum) = (frame.number, frame.sum);
        self.stack.pop();
        let context = &self.nodes[number].context;
        let at = place(self.network, context, |v| self.states[v.index()]);
        if let Some(cache) = &mut self.caches[number] {
            cache[at] = Some(sum);
        }
        Some(sum)
    }
}

// ---- counting ----

/// How many states some variables have together.
fn n_states(network: &Network, variables: &[Variable]) -> u64 {
    let times = |n: u64, v: &Variable| n.saturating_mul(network.states(*v) as u64);
    variables.iter().fold(1, times)
}

/// Where the states of some variables stand in a row-major table.
fn place(network: &Network, variables: &[Variable], state_of: impl Fn(Variable) -> usize) -> usize {
    let step = |at: usize, v: &Variable| at * network.states(*v) + state_of(*v);
    variables.iter().fold(0, step)
}

fn check_bytes(needed_bytes: u64, limits: Limits, variables: Vec<Variable>) -> Result<(), Error> {
    let limit_bytes = limits.memory_bytes;
    if needed_bytes > limit_bytes {
        return Err(Error::TooLarge {
            needed_bytes,
            limit_bytes,
            variables,
        });
    }
    Ok(())
}
