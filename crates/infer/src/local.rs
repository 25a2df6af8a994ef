//! Local structure: which conditional tables of a network are written as chains of small ones.

use std::collections::BTreeMap;

use crate::{Error, FactorId, LogOdds, Network, NoisyMax, Variable};

/// What a child's chain of tables means.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum LocalModel {
    /// See [`Network::add_noisy_max`].
    NoisyMax(NoisyMax),
    /// See [`Network::add_log_odds`].
    LogOdds(LogOdds),
}

impl LocalModel {
    /// What the child depends on, in the order of the model.
    pub fn parents(&self) -> Vec<Variable> {
        match self {
            LocalModel::NoisyMax(model) => model.parents().collect(),
            LocalModel::LogOdds(model) => model.parents().collect(),
        }
    }

    /// P(child | parents) in one table: row-major, the last parent's state changing faster than
    /// those before it and the child's fastest.
    ///
    /// # Errors
    /// [`Error::TableTooLarge`] when it would hold more than `max_len` numbers.
    pub fn table(&self, max_len: usize) -> Result<Vec<f64>, Error> {
        match self {
            LocalModel::NoisyMax(model) => model.table(max_len),
            LocalModel::LogOdds(model) => model.table(max_len),
        }
    }
}

/// The local models of a network and the variables that were added for them.
#[derive(Debug, Clone, Default)]
pub(crate) struct LocalModels {
    /// By child.
    models: BTreeMap<Variable, LocalModel>,
    /// The child that an auxiliary variable was added for.
    children: BTreeMap<Variable, Variable>,
    /// The child whose chain a factor is part of.
    owners: BTreeMap<FactorId, Variable>,
}

impl LocalModels {
    /// Notes a model that is in the network now.
    pub(crate) fn note(
        &mut self,
        child: Variable,
        model: LocalModel,
        auxiliary: &[Variable],
        factors: &[FactorId],
    ) {
        self.models.insert(child, model);
        self.children.extend(auxiliary.iter().map(|v| (*v, child)));
        self.owners.extend(factors.iter().map(|f| (*f, child)));
    }

    /// A factor has other values now: it is no longer what the model said.
    pub(crate) fn forget(&mut self, factor: FactorId) {
        if let Some(child) = self.owners.get(&factor) {
            self.models.remove(child);
        }
    }
}

impl Network {
    /// What the conditional table of `child` was written as, if it was written as a local model
    /// and none of its tables was given other values since.
    pub fn local_model(&self, child: Variable) -> Option<&LocalModel> {
        self.local().models.get(&child)
    }

    /// The child for whose local model `variable` was added; none for a variable that
    /// [`Network::add_variable`] made.
    pub fn auxiliary_of(&self, variable: Variable) -> Option<Variable> {
        self.local().children.get(&variable).copied()
    }

    /// Whether a variable was added for a local model, so that it stands for nothing outside.
    pub fn is_auxiliary(&self, variable: Variable) -> bool {
        self.auxiliary_of(variable).is_some()
    }

    /// What `child` depends on as it was declared: the parents of its local model, or else of
    /// its conditional table. Never an auxiliary variable, unless a table was given one.
    ///
    /// # Errors
    /// [`Error::UnknownVariable`].
    pub fn declared_parents(&self, child: Variable) -> Result<Vec<Variable>, Error> {
        self.check_variables(&[child])?;
        let model = self.local_model(child);
        Ok(model.map_or_else(|| self.parents(child).to_vec(), LocalModel::parents))
    }

    /// P(`child` | its declared parents) in one table, whether it is held as one table or as a
    /// local model; nothing for a child that has neither. For formats that know only tables.
    ///
    /// # Errors
    /// [`Error::UnknownVariable`]; [`Error::TableTooLarge`] when a local model would need more
    /// than `max_len` numbers.
    pub fn full_table(&self, child: Variable, max_len: usize) -> Result<Option<Vec<f64>>, Error> {
        self.check_variables(&[child])?;
        if let Some(model) = self.local_model(child) {
            return model.table(max_len).map(Some);
        }
        let values = self.cpt(child).map(|factor| self.factor_values(factor));
        Ok(values.transpose()?.map(<[f64]>::to_vec))
    }
}

/// That a table over `variables` with `needed` numbers is within `max_len`.
pub(crate) fn check_len(
    variables: impl FnOnce() -> Vec<Variable>,
    needed: u64,
    max_len: u64,
) -> Result<(), Error> {
    if needed <= max_len {
        return Ok(());
    }
    Err(Error::TableTooLarge {
        variables: variables(),
        needed_bytes: crate::error::bytes_of(needed, 8),
        left_bytes: crate::error::bytes_of(max_len, 8),
    })
}
