//! What the network implies given findings.

use std::sync::Arc;

use crate::cell::Cell;
use crate::cliques::NONE;
use crate::plan::{Fate, Plan};
use crate::state::State;
use crate::wide::Wide;
use crate::{Error, Variable};

/// The numbers of a propagation.
#[derive(Debug, Clone)]
pub(crate) enum Numbers {
    Narrow(State<f64>),
    Wide(State<Wide>),
}

impl Numbers {
    /// The probability of what was told.
    pub(crate) fn evidence(&self, plan: &Plan) -> Wide {
        match self {
            Numbers::Narrow(state) => state.evidence(plan)[0],
            Numbers::Wide(state) => state.evidence(plan)[0],
        }
    }

    /// The second pass: the marginals, each summing to one.
    pub(crate) fn marginals(&mut self, plan: &Plan, out: &mut [f64]) {
        match self {
            Numbers::Narrow(state) => {
                state.distribute(plan);
                out.copy_from_slice(&state.moving[..plan.n_marginals]);
                settle(plan, |v| state.state(v), out);
            }
            Numbers::Wide(state) => {
                state.distribute(plan);
                narrow(plan, &state.moving, out);
                settle(plan, |v| state.state(v), out);
            }
        }
    }

    /// Whether a pass may have lost something.
    pub(crate) fn are_lost(&self) -> bool {
        match self {
            Numbers::Narrow(state) => state.is_lost(),
            Numbers::Wide(_) => false,
        }
    }

    fn sums(&self, plan: &Plan, clique: usize, scope: &[u32]) -> Vec<f64> {
        match self {
            Numbers::Narrow(state) => state.sums(plan, clique, scope),
            Numbers::Wide(state) => {
                let sums = state.sums(plan, clique, scope);
                let total = Wide::sum(&sums);
                sums.iter().map(|cell| cell.over(total).to_f64()).collect()
            }
        }
    }
}

/// Makes every marginal sum to one.
fn settle(plan: &Plan, state: impl Fn(usize) -> usize, marginals: &mut [f64]) {
    for v in 0..plan.n_states.len() {
        let marginal = &mut marginals[plan.marginal(v)];
        match plan.fates[v] {
            Fate::Free => normalise(marginal),
            Fate::Observed => {
                marginal.fill(0.0);
                marginal[state(v)] = 1.0;
            }
            Fate::Constant => marginal.fill(1.0),
            Fate::Pruned => {}
        }
    }
}

/// Each marginal over its sum.
fn narrow(plan: &Plan, moving: &[Wide], out: &mut [f64]) {
    for v in 0..plan.n_states.len() {
        let cells = &moving[plan.marginal(v)];
        let sum = Wide::sum(cells);
        for (out, cell) in out[plan.marginal(v)].iter_mut().zip(cells) {
            *out = cell.over(sum).to_f64();
        }
    }
}

/// The posterior of every variable, and the probability of the findings.
#[derive(Debug, Clone)]
pub struct Posterior {
    plan: Arc<Plan>,
    numbers: Numbers,
    marginals: Vec<f64>,
    evidence_ln: f64,
}

impl Posterior {
    /// Of a first pass; `None` when what was told is impossible.
    pub(crate) fn new(plan: Arc<Plan>, mut numbers: Numbers) -> Option<Posterior> {
        let evidence = numbers.evidence(&plan);
        if evidence.is_zero() {
            return None;
        }
        let mut marginals = vec![0.0; plan.n_marginals];
        numbers.marginals(&plan, &mut marginals);
        Some(Posterior {
            marginals,
            plan,
            numbers,
            evidence_ln: evidence.ln(),
        })
    }

    /// Whether the second pass may have lost something.
    pub(crate) fn is_lost(&self) -> bool {
        self.numbers.are_lost()
    }

    /// P(variable | findings): linear, one value per state, summing to one. States that cannot
    /// be have exactly 0.
    ///
    /// # Errors
    /// [`Error::UnknownVariable`]; [`Error::Pruned`] when the tree was compiled without it.
    pub fn marginal(&self, variable: Variable) -> Result<&[f64], Error> {
        self.plan.check(variable)?;
        Ok(&self.marginals[self.plan.marginal(variable.index())])
    }

    /// The natural logarithm of the probability of the findings: of the sum, over all joint
    /// states, of the product of all factors and likelihoods.
    pub fn evidence_ln(&self) -> f64 {
        self.evidence_ln
    }

    /// P(variables | findings): linear, row-major in the order asked (the first slowest),
    /// summing to one. The variables of any one factor are always within one clique.
    ///
    /// # Errors
    /// [`Error::NotOneClique`] when they are not; [`Error::UnknownVariable`],
    /// [`Error::RepeatedVariable`], [`Error::Pruned`].
    pub fn joint(&self, variables: &[Variable]) -> Result<Vec<f64>, Error> {
        joint(&self.plan, &self.numbers, &self.marginals, variables)
    }
}

/// P(variables | what was told), after both passes.
pub(crate) fn joint(
    plan: &Plan,
    numbers: &Numbers,
    marginals: &[f64],
    variables: &[Variable],
) -> Result<Vec<f64>, Error> {
    let mut seen: Vec<Variable> = variables.to_vec();
    seen.sort_unstable();
    if let Some(pair) = seen.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(Error::RepeatedVariable { variable: pair[0] });
    }
    for variable in variables {
        plan.check(*variable)?;
    }
    let free = variables
        .iter()
        .filter(|v| plan.fates[v.index()] == Fate::Free);
    let asked: Vec<u32> = free.map(|v| v.0).collect();
    let mut sums = vec![1.0];
    let mut scope = Vec::new();
    if !asked.is_empty() {
        let Some(clique) = plan.clique_with(&asked) else {
            let variables = variables.to_vec();
            return Err(Error::NotOneClique { variables });
        };
        let members = plan.members(clique).iter().copied();
        scope.extend(members.filter(|v| asked.contains(v)));
        sums = numbers.sums(plan, clique, &scope);
        normalise(&mut sums);
    }
    Ok(ordered(plan, marginals, variables, &scope, &sums))
}

/// A table over `scope`, in the order asked, with the variables that take no room added.
fn ordered(
    plan: &Plan,
    marginals: &[f64],
    variables: &[Variable],
    scope: &[u32],
    sums: &[f64],
) -> Vec<f64> {
    let states = |v: usize| plan.n_states[v] as usize;
    let step = |v: usize| {
        let at = scope.iter().position(|s| *s as usize == v)?;
        let faster = scope[at + 1..].iter().map(|s| states(*s as usize));
        Some(faster.product::<usize>())
    };
    // Positions in `sums`; `None` where an observed variable is in another state.
    let mut places: Vec<Option<usize>> = vec![Some(0)];
    for v in variables.iter().map(|v| v.index()) {
        let told = &marginals[plan.marginal(v)];
        let (step, free) = (step(v).unwrap_or(0), plan.fates[v] == Fate::Free);
        let with = |place: Option<usize>, state: usize| {
            let at = place? + state * step;
            (free || told[state] > 0.0).then_some(at)
        };
        let all = places
            .iter()
            .flat_map(|place| (0..states(v)).map(|s| with(*place, s)));
        places = all.collect();
    }
    let value = |place: &Option<usize>| place.map_or(0.0, |at| sums[at]);
    places.iter().map(value).collect()
}

impl Plan {
    /// Where the marginal of a variable is.
    pub(crate) fn marginal(&self, variable: usize) -> std::ops::Range<usize> {
        let start = self.marginals[variable];
        match self.fates[variable] {
            Fate::Pruned => start..start,
            _ => start..start + self.n_states[variable] as usize,
        }
    }

    /// That the variable is of this network, and was not left out.
    pub(crate) fn check(&self, variable: Variable) -> Result<(), Error> {
        match self.fates.get(variable.index()) {
            None => Err(Error::UnknownVariable {
                variable,
                n_variables: self.fates.len(),
            }),
            Some(Fate::Pruned) => Err(Error::Pruned { variable }),
            Some(_) => Ok(()),
        }
    }

    /// The smallest clique that has all of these variables.
    pub(crate) fn clique_with(&self, variables: &[u32]) -> Option<usize> {
        let holds = |clique: &usize| {
            let members = self.members(*clique);
            variables.iter().all(|v| members.contains(v))
        };
        match variables {
            [one] if self.homes[*one as usize] != NONE => Some(self.homes[*one as usize] as usize),
            _ => (0..self.cliques.len())
                .filter(holds)
                .min_by_key(|c| self.cliques[*c].n_cells),
        }
    }
}

/// Divides by the sum, if there is any.
pub(crate) fn normalise(values: &mut [f64]) {
    let sum: f64 = values.iter().sum();
    if sum > 0.0 {
        for value in values {
            *value /= sum;
        }
    }
}
