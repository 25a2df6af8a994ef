//! What the network is told.

use std::sync::Arc;

use crate::{Error, Network, Variable};

/// What is told of one variable.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// It is in this state.
    State(usize),
    /// Per state, how probable what was seen is if that is the state: linear, any scale.
    Likelihood(Arc<[f64]>),
}

/// What is told of some variables: at most one finding each.
///
/// A value, cheap to clone and to change; it belongs to no network until it is used with one,
/// and only then is it checked.
///
/// ```
/// # use abduce_infer::{Findings, Network};
/// # let mut network = Network::new();
/// # let rain = network.add_variable(2).unwrap();
/// # let wet = network.add_variable(2).unwrap();
/// let told = Findings::new().with_state(wet, 1);
/// let also = told.clone().with_likelihood(rain, vec![0.2, 0.9]);
/// assert_eq!(also.without(rain), told);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    /// Ascending by variable.
    items: Vec<(Variable, Finding)>,
}

impl Findings {
    /// Nothing told.
    pub fn new() -> Findings {
        Findings::default()
    }

    /// Sets what is told of a variable, in place of what was.
    pub fn set(&mut self, variable: Variable, finding: Finding) {
        match self.position(variable) {
            Ok(at) => self.items[at].1 = finding,
            Err(at) => self.items.insert(at, (variable, finding)),
        }
    }

    /// Takes back what is told of a variable.
    pub fn unset(&mut self, variable: Variable) -> Option<Finding> {
        self.position(variable)
            .ok()
            .map(|at| self.items.remove(at).1)
    }

    /// The same, with the variable found in a state.
    #[must_use]
    pub fn with_state(mut self, variable: Variable, state: usize) -> Findings {
        self.set(variable, Finding::State(state));
        self
    }

    /// The same, with a likelihood vector (linear, one value per state) on the variable.
    #[must_use]
    pub fn with_likelihood(mut self, variable: Variable, values: Vec<f64>) -> Findings {
        self.set(variable, Finding::Likelihood(values.into()));
        self
    }

    /// The same, with nothing told of the variable.
    #[must_use]
    pub fn without(&self, variable: Variable) -> Findings {
        let mut less = self.clone();
        less.unset(variable);
        less
    }

    /// What is told of a variable.
    pub fn get(&self, variable: Variable) -> Option<&Finding> {
        self.position(variable).ok().map(|at| &self.items[at].1)
    }

    /// All that is told, ascending by variable.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Variable, &Finding)> {
        self.items
            .iter()
            .map(|(variable, finding)| (*variable, finding))
    }

    /// Of how many variables something is told.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether nothing is told.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// That every finding fits the network.
    ///
    /// # Errors
    /// [`Error::UnknownVariable`], [`Error::BadState`], [`Error::LikelihoodLength`],
    /// [`Error::BadLikelihood`].
    pub fn check(&self, network: &Network) -> Result<(), Error> {
        for (variable, finding) in self.iter() {
            check_finding(variable, finding, network.n_states(variable)?)?;
        }
        Ok(())
    }

    /// Only those on the given variables.
    pub(crate) fn only(&self, keep: impl Fn(Variable) -> bool) -> Findings {
        Findings {
            items: self
                .items
                .iter()
                .filter(|item| keep(item.0))
                .cloned()
                .collect(),
        }
    }

    fn position(&self, variable: Variable) -> Result<usize, usize> {
        self.items.binary_search_by_key(&variable, |item| item.0)
    }
}

/// That one finding fits a variable of so many states.
pub(crate) fn check_finding(
    variable: Variable,
    finding: &Finding,
    n_states: usize,
) -> Result<(), Error> {
    match finding {
        Finding::State(state) if *state >= n_states => Err(Error::BadState {
            variable,
            state: *state,
            n_states,
        }),
        Finding::State(_) => Ok(()),
        Finding::Likelihood(values) if values.len() != n_states => {
            let found = values.len();
            Err(Error::LikelihoodLength {
                variable,
                expected: n_states,
                found,
            })
        }
        Finding::Likelihood(values) => {
            match values.iter().position(|v| !(v.is_finite() && *v >= 0.0)) {
                Some(state) => Err(Error::BadLikelihood {
                    variable,
                    state,
                    value: values[state],
                }),
                None => Ok(()),
            }
        }
    }
}

/// The weight of each state under a finding.
pub(crate) fn weights(finding: &Finding, n_states: usize, out: &mut Vec<f64>) {
    out.clear();
    match finding {
        Finding::State(state) => out.extend((0..n_states).map(|s| f64::from(s == *state))),
        Finding::Likelihood(values) => out.extend_from_slice(values),
    }
}
