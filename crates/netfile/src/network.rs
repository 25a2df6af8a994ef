//! A network whose variables and states have names.

use std::borrow::Cow;
use std::collections::BTreeSet;

use abduce_infer::{Error, Network, Variable};

use crate::WriteError;

/// A variable's names and what else a file says of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedVariable {
    /// What tables and findings call it; no two variables share one.
    pub name: String,
    /// The names of its states; no two are the same.
    pub states: Vec<String>,
    /// What to call it before a person, where that is something else.
    pub label: Option<String>,
    /// Where its middle stands in a drawing: x to the right, y down.
    pub position: Option<(f64, f64)>,
    /// Further properties, as BIF and XMLBIF have them: free text.
    pub properties: Vec<String>,
}

impl NamedVariable {
    /// A variable with names alone.
    pub fn new<S: Into<String>>(
        name: impl Into<String>,
        states: impl IntoIterator<Item = S>,
    ) -> NamedVariable {
        NamedVariable {
            name: name.into(),
            states: states.into_iter().map(Into::into).collect(),
            ..NamedVariable::default()
        }
    }
}

/// Why names do not fit a network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// There is not one name for each variable.
    #[error("{names} names for {variables} variables")]
    VariableCount {
        /// How many names there are.
        names: usize,
        /// How many variables.
        variables: usize,
    },
    /// There is not one name for each state.
    #[error("{names} names for the {states} states of {variable}")]
    StateCount {
        /// The variable's name.
        variable: String,
        /// How many names there are.
        names: usize,
        /// How many states.
        states: usize,
    },
    /// Two variables have one name.
    #[error("two variables are called {name}")]
    RepeatedVariable {
        /// The name.
        name: String,
    },
    /// Two states of a variable have one name.
    #[error("two states of {variable} are called {state}")]
    RepeatedState {
        /// The variable's name.
        variable: String,
        /// The state's.
        state: String,
    },
}

/// A network with names. [`NamedNetwork::variables`] go with those of the network in order,
/// without the auxiliary ones that local models such as the noisy-MAX bring with them, which
/// have no names.
#[derive(Clone, Debug)]
pub struct NamedNetwork {
    /// What the network is called; may be empty.
    pub name: String,
    /// Properties of the whole, as BIF and XMLBIF have them: free text.
    pub properties: Vec<String>,
    variables: Vec<NamedVariable>,
    network: Network,
    /// The network's variable of each name, ascending.
    own: Vec<Variable>,
    /// The places in `variables`, in the order of their names.
    by_name: Vec<u32>,
}

impl NamedNetwork {
    /// Gives the variables of `network` their names.
    ///
    /// # Errors
    /// [`NameError`] when there is not one name for each variable and each state, or a name
    /// is there twice.
    pub fn new(
        name: impl Into<String>,
        variables: Vec<NamedVariable>,
        network: Network,
    ) -> Result<NamedNetwork, NameError> {
        let all = network.variables();
        let own: Vec<Variable> = all.filter(|&v| !network.is_auxiliary(v)).collect();
        if variables.len() != own.len() {
            return Err(NameError::VariableCount {
                names: variables.len(),
                variables: own.len(),
            });
        }
        for (&variable, named) in own.iter().zip(&variables) {
            check_states(named, network.n_states(variable).unwrap_or(0))?;
        }
        let by_name = sorted(variables.len(), |i| &variables[i].name);
        if let Some(i) = repeated(&by_name, |i| &variables[i].name) {
            return Err(NameError::RepeatedVariable {
                name: variables[i].name.clone(),
            });
        }
        Ok(NamedNetwork {
            name: name.into(),
            properties: Vec::new(),
            variables,
            network,
            own,
            by_name,
        })
    }

    /// The network itself.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The network alone.
    pub fn into_network(self) -> Network {
        self.network
    }

    /// The names, in the order of the network's variables.
    pub fn variables(&self) -> &[NamedVariable] {
        &self.variables
    }

    /// The network's variable of each of [`NamedNetwork::variables`], ascending.
    pub fn handles(&self) -> &[Variable] {
        &self.own
    }

    /// What a variable is called, with the names of its states; none for one without a name or
    /// of another network.
    pub fn named(&self, variable: Variable) -> Option<&NamedVariable> {
        let at = self.own.binary_search(&variable).ok()?;
        self.variables.get(at)
    }

    /// The variable of that name. Takes logarithmic time.
    pub fn variable(&self, name: &str) -> Option<Variable> {
        let order = |&i: &u32| self.variables[i as usize].name.as_str().cmp(name);
        let at = self.by_name.binary_search_by(order).ok()?;
        self.own.get(self.by_name[at] as usize).copied()
    }

    /// The state of that name of a variable. Takes time linear in the number of its states.
    pub fn state(&self, variable: Variable, name: &str) -> Option<usize> {
        let states = &self.named(variable)?.states;
        states.iter().position(|state| state == name)
    }

    /// The same network with local models such as the noisy-MAX taken apart: the auxiliary
    /// variables that they bring are named, and all tables are ordinary ones. Then every format
    /// with tables can hold it, however many parents a variable has.
    ///
    /// # Errors
    /// None that is known: those of [`Network`] for what was in a network before.
    pub fn unfolded(&self) -> Result<NamedNetwork, Error> {
        let network = &self.network;
        let mut flat = Network::with_memory_limit(u64::MAX);
        let mut names: Vec<NamedVariable> = Vec::with_capacity(network.n_variables());
        let mut taken: BTreeSet<String> = self.variables.iter().map(|v| v.name.clone()).collect();
        for variable in network.variables() {
            flat.add_variable(network.n_states(variable)?)?;
            if let Some(named) = self.named(variable) {
                names.push(named.clone());
                continue;
            }
            let child = network
                .auxiliary_of(variable)
                .and_then(|child| self.named(child));
            let child = child.map_or("auxiliary", |child| child.name.as_str());
            let mut number = variable.index();
            while !taken.insert(format!("{child}_part_{number}")) {
                number += network.n_variables();
            }
            let states = (0..network.n_states(variable)?).map(|state| format!("s{state}"));
            names.push(NamedVariable::new(format!("{child}_part_{number}"), states));
        }
        for factor in network.factors() {
            let variables = network.factor_variables(factor)?;
            let values = network.factor_values(factor)?.to_vec();
            match variables.split_last() {
                Some((&child, parents)) if network.cpt_of(child)? == Some(factor) => {
                    flat.add_cpt(child, parents, values)?;
                }
                _ => drop(flat.add_factor(variables, values)?),
            }
        }
        let mut named = NamedNetwork::new(self.name.clone(), names, flat)
            .map_err(|_| Error::BadStateCount { n_states: 0 })?;
        named.properties.clone_from(&self.properties);
        Ok(named)
    }

    /// The places of variables among those with names.
    pub(crate) fn places(&self, variables: &[Variable]) -> Vec<usize> {
        let place = |v: &Variable| self.own.binary_search(v).ok();
        variables.iter().filter_map(place).collect()
    }

    /// The conditional table of each variable, in their order.
    ///
    /// # Errors
    /// [`WriteError::NotBayesian`] where a variable has no table or where further factors stand
    /// beside the tables, as in a Markov network; [`WriteError::TooLarge`] for a local model
    /// that would have more than [`MOST_CELLS`] numbers as a table.
    pub(crate) fn tables(&self, format: &'static str) -> Result<Vec<Cpt<'_>>, WriteError> {
        self.check_bayesian(format)?;
        let named = self.own.iter().zip(&self.variables);
        named.map(|(&child, own)| self.table(child, own)).collect()
    }

    /// That each variable has a conditional table, and that there are no other factors.
    pub(crate) fn check_bayesian(&self, format: &'static str) -> Result<(), WriteError> {
        let network = &self.network;
        let has_table = |v: &Variable| matches!(network.cpt_of(*v), Ok(Some(_)));
        let n_tables = network.variables().filter(has_table).count();
        if n_tables == network.n_variables() && n_tables == network.n_factors() {
            Ok(())
        } else {
            Err(WriteError::NotBayesian { format })
        }
    }

    pub(crate) fn table(
        &self,
        child: Variable,
        own: &NamedVariable,
    ) -> Result<Cpt<'_>, WriteError> {
        let network = &self.network;
        let too_large = || WriteError::TooLarge {
            variable: own.name.clone(),
        };
        let parents = network.declared_parents(child).unwrap_or_default();
        let values = match (network.local_model(child), network.cpt_of(child)) {
            (None, Ok(Some(factor))) => network.factor_values(factor).map(Cow::Borrowed),
            _ => network
                .full_table(child, MOST_CELLS)
                .map(|values| Cow::Owned(values.unwrap_or_default())),
        };
        Ok(Cpt {
            parents,
            values: values.map_err(|_| too_large())?,
        })
    }
}

/// The most numbers that a local model is written as where a format has only tables.
pub const MOST_CELLS: usize = 1 << 24;

/// One conditional table of a network.
#[derive(Clone, Debug)]
pub(crate) struct Cpt<'a> {
    pub(crate) parents: Vec<Variable>,
    /// A row for each combination of the parents' states, the last parent's changing fastest.
    pub(crate) values: Cow<'a, [f64]>,
}

fn check_states(own: &NamedVariable, n_states: usize) -> Result<(), NameError> {
    if own.states.len() != n_states {
        return Err(NameError::StateCount {
            variable: own.name.clone(),
            names: own.states.len(),
            states: n_states,
        });
    }
    let order = sorted(n_states, |i| &own.states[i]);
    match repeated(&order, |i| &own.states[i]) {
        Some(i) => Err(NameError::RepeatedState {
            variable: own.name.clone(),
            state: own.states[i].clone(),
        }),
        None => Ok(()),
    }
}

/// The numbers below `n` in the order of their names, equal names in the order of numbers.
pub(crate) fn sorted<'a>(n: usize, name: impl Fn(usize) -> &'a String) -> Vec<u32> {
    let mut order: Vec<u32> = (0..n).map_while(|i| u32::try_from(i).ok()).collect();
    order.sort_unstable_by_key(|&i| (name(i as usize), i));
    order
}

/// The first in `order` that has the name of the one before it.
pub(crate) fn repeated<'a>(order: &[u32], name: impl Fn(usize) -> &'a String) -> Option<usize> {
    let pair = order
        .windows(2)
        .find(|pair| name(pair[0] as usize) == name(pair[1] as usize))?;
    Some(pair[1] as usize)
}
