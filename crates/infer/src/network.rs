//! Variables with finitely many states, and tables over them.

use std::fmt;
use std::sync::Arc;

use crate::Error;
use crate::error::bytes_of;
use crate::local::LocalModels;

/// How far the sum of a row of a conditional table may be from one.
pub const ROW_TOLERANCE: f64 = 1e-9;

/// A variable of a [`Network`], by its number in the order of adding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Variable(pub(crate) u32);

impl Variable {
    /// Its number, from 0 in the order of adding.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A table of a [`Network`], by its number in the order of adding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactorId(pub(crate) u32);

impl FactorId {
    /// Its number, from 0 in the order of adding.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for FactorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A non-negative table over some variables.
#[derive(Debug, Clone)]
pub(crate) struct Factor {
    /// Slowest first.
    pub(crate) variables: Vec<Variable>,
    /// Row-major.
    pub(crate) values: Arc<[f64]>,
    /// For a conditional table, the last of `variables`.
    pub(crate) child: Option<Variable>,
}

/// Variables and tables; the joint distribution is the product of the tables.
///
/// A variable may have one conditional table ([`Network::add_cpt`]) and any number of further
/// factors ([`Network::add_factor`]). A variable with no table at all counts each of its states
/// once: the total is then a number of states rather than a probability.
///
/// A network is a value: findings are not put into it but go with each query.
#[derive(Debug, Clone)]
pub struct Network {
    n_states: Vec<u32>,
    factors: Vec<Factor>,
    /// Per variable, its conditional table.
    cpts: Vec<Option<FactorId>>,
    n_cells: u64,
    limit_cells: u64,
    local: LocalModels,
}

impl Default for Network {
    fn default() -> Network {
        Network::new()
    }
}

impl Network {
    /// The limit of [`Network::new`] on the sum of all tables: 256 MiB.
    pub const DEFAULT_MEMORY_LIMIT_BYTES: u64 = 256 << 20;

    /// An empty network whose tables may take [`Network::DEFAULT_MEMORY_LIMIT_BYTES`].
    pub fn new() -> Network {
        Network::with_memory_limit(Network::DEFAULT_MEMORY_LIMIT_BYTES)
    }

    /// An empty network whose tables may take `bytes` together.
    pub fn with_memory_limit(bytes: u64) -> Network {
        Network {
            n_states: Vec::new(),
            factors: Vec::new(),
            cpts: Vec::new(),
            n_cells: 0,
            // Positions in a table are 32 bits wide.
            limit_cells: (bytes / size_of::<f64>() as u64).min(u64::from(u32::MAX)),
            local: LocalModels::default(),
        }
    }

    /// Adds a variable with the states `0..n_states`.
    ///
    /// # Errors
    /// [`Error::BadStateCount`] when `n_states` is 0 or beyond `u32::MAX`.
    pub fn add_variable(&mut self, n_states: usize) -> Result<Variable, Error> {
        let bad = Error::BadStateCount { n_states };
        let Ok(states) = u32::try_from(n_states) else {
            return Err(bad);
        };
        let Ok(number) = u32::try_from(self.n_states.len()) else {
            return Err(bad);
        };
        if states == 0 {
            return Err(bad);
        }
        self.n_states.push(states);
        self.cpts.push(None);
        Ok(Variable(number))
    }

    /// Adds P(`child` | `parents`), linear, row-major: the first parent's state changes slowest,
    /// the child's fastest, so that each row of `n_states(child)` values sums to one.
    ///
    /// A child without parents has one row, its prior.
    ///
    /// # Errors
    /// Those of [`Network::add_factor`]; [`Error::RowSum`] when a row is further than
    /// [`ROW_TOLERANCE`] from one; [`Error::SecondCpt`] when the child has a table already.
    /// Rings are found later, by [`Network::check_loops`].
    pub fn add_cpt(
        &mut self,
        child: Variable,
        parents: &[Variable],
        values: Vec<f64>,
    ) -> Result<FactorId, Error> {
        let mut variables = parents.to_vec();
        variables.push(child);
        self.check_table(&variables, &values)?;
        self.check_rows(child, &values)?;
        if let Some(first) = self.cpts[child.index()] {
            return Err(Error::SecondCpt { child, first });
        }
        let id = self.push(Factor {
            variables,
            values: values.into(),
            child: Some(child),
        })?;
        self.cpts[child.index()] = Some(id);
        Ok(id)
    }

    /// Adds a factor, linear, row-major, the first variable's state changing slowest: any finite
    /// non-negative numbers, such as a likelihood. It multiplies the joint distribution as it is.
    ///
    /// # Errors
    /// [`Error::UnknownVariable`], [`Error::RepeatedVariable`], [`Error::TableTooLarge`],
    /// [`Error::TableLength`], [`Error::BadValue`].
    pub fn add_factor(
        &mut self,
        variables: &[Variable],
        values: Vec<f64>,
    ) -> Result<FactorId, Error> {
        self.check_table(variables, &values)?;
        self.push(Factor {
            variables: variables.to_vec(),
            values: values.into(),
            child: None,
        })
    }

    /// Gives a factor other values, in the order of the old ones.
    ///
    /// # Errors
    /// [`Error::UnknownFactor`], [`Error::TableLength`], [`Error::BadValue`], and
    /// [`Error::RowSum`] for a conditional table.
    pub fn set_values(&mut self, factor: FactorId, values: Vec<f64>) -> Result<(), Error> {
        self.check_new(factor, &values)?;
        self.factors[factor.index()].values = values.into();
        self.local.forget(factor);
        Ok(())
    }

    /// That a factor may have these values.
    pub(crate) fn check_new(&self, factor: FactorId, values: &[f64]) -> Result<(), Error> {
        let old = self.factor(factor)?;
        check_values(&old.variables, old.values.len(), values)?;
        match old.child {
            Some(child) => self.check_rows(child, values),
            None => Ok(()),
        }
    }

    /// How many values a table over `variables` has, if the network may still hold it. To be
    /// asked before the table is filled.
    ///
    /// # Errors
    /// [`Error::UnknownVariable`], [`Error::RepeatedVariable`], [`Error::TableTooLarge`].
    pub fn table_len(&self, variables: &[Variable]) -> Result<usize, Error> {
        self.check_variables(variables)?;
        let left = self.left_cells();
        let needed = variables
            .iter()
            .fold(1_u64, |n, v| n.saturating_mul(self.states(*v) as u64));
        match usize::try_from(needed) {
            Ok(len) if needed <= left => Ok(len),
            _ => Err(Error::TableTooLarge {
                variables: variables.to_vec(),
                needed_bytes: bytes_of(needed, 8),
                left_bytes: bytes_of(left, 8),
            }),
        }
    }

    /// How many variables there are; they are numbered from 0.
    pub fn n_variables(&self) -> usize {
        self.n_states.len()
    }

    /// How many factors there are, conditional tables included; they are numbered from 0.
    pub fn n_factors(&self) -> usize {
        self.factors.len()
    }

    /// All variables, ascending.
    pub fn variables(&self) -> impl ExactSizeIterator<Item = Variable> + use<> {
        (0..self.n_states.len() as u32).map(Variable)
    }

    /// All factors, ascending, conditional tables included.
    pub fn factors(&self) -> impl ExactSizeIterator<Item = FactorId> + use<> {
        (0..self.factors.len() as u32).map(FactorId)
    }

    /// How many states a variable has.
    ///
    /// # Errors
    /// [`Error::UnknownVariable`].
    pub fn n_states(&self, variable: Variable) -> Result<usize, Error> {
        self.check_variables(&[variable])?;
        Ok(self.states(variable))
    }

    /// The variables of a factor, slowest first; of a conditional table the child is last.
    ///
    /// # Errors
    /// [`Error::UnknownFactor`].
    pub fn factor_variables(&self, factor: FactorId) -> Result<&[Variable], Error> {
        self.factor(factor).map(|f| f.variables.as_slice())
    }

    /// The values of a factor, row-major, linear.
    ///
    /// # Errors
    /// [`Error::UnknownFactor`].
    pub fn factor_values(&self, factor: FactorId) -> Result<&[f64], Error> {
        self.factor(factor).map(|f| &*f.values)
    }

    /// The conditional table of a variable; none where it has none.
    ///
    /// # Errors
    /// [`Error::UnknownVariable`].
    pub fn cpt_of(&self, child: Variable) -> Result<Option<FactorId>, Error> {
        self.check_variables(&[child])?;
        Ok(self.cpts[child.index()])
    }

    /// Whether the conditional tables are free of rings, as those of a Bayesian network are.
    /// Compiling asks this itself. Linear in the size of the network.
    ///
    /// # Errors
    /// [`Error::Loop`], naming one ring in full.
    pub fn check_loops(&self) -> Result<(), Error> {
        match crate::rings::find_ring(self) {
            Some(variables) => Err(Error::Loop { variables }),
            None => Ok(()),
        }
    }

    pub(crate) fn factor(&self, factor: FactorId) -> Result<&Factor, Error> {
        let unknown = Error::UnknownFactor {
            factor,
            n_factors: self.factors.len(),
        };
        self.factors.get(factor.index()).ok_or(unknown)
    }

    pub(crate) fn tables(&self) -> &[Factor] {
        &self.factors
    }

    /// The factor that is a variable's conditional table.
    pub(crate) fn cpt(&self, child: Variable) -> Option<FactorId> {
        self.cpts[child.index()]
    }

    pub(crate) fn local(&self) -> &LocalModels {
        &self.local
    }

    pub(crate) fn local_mut(&mut self) -> &mut LocalModels {
        &mut self.local
    }

    /// How many more numbers the tables may hold together.
    pub(crate) fn left_cells(&self) -> u64 {
        self.limit_cells - self.n_cells
    }

    /// Several variables of as many states each; all or none.
    pub(crate) fn add_variables(
        &mut self,
        count: usize,
        n_states: usize,
    ) -> Result<Vec<Variable>, Error> {
        if self.n_states.len().saturating_add(count) > u32::MAX as usize {
            return Err(Error::BadStateCount { n_states });
        }
        (0..count).map(|_| self.add_variable(n_states)).collect()
    }

    /// The parents in a variable's conditional table; none without one.
    pub(crate) fn parents(&self, child: Variable) -> &[Variable] {
        match self.cpts[child.index()] {
            Some(id) => {
                let variables = &self.factors[id.index()].variables;
                &variables[..variables.len() - 1]
            }
            None => &[],
        }
    }

    /// The state count of a variable known to be of this network.
    pub(crate) fn states(&self, variable: Variable) -> usize {
        self.n_states[variable.index()] as usize
    }

    /// That each is of this network and none stands twice.
    pub(crate) fn check_variables(&self, variables: &[Variable]) -> Result<(), Error> {
        let n_variables = self.n_states.len();
        if let Some(&variable) = variables.iter().find(|v| v.index() >= n_variables) {
            return Err(Error::UnknownVariable {
                variable,
                n_variables,
            });
        }
        let mut sorted = variables.to_vec();
        sorted.sort_unstable();
        match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(Error::RepeatedVariable { variable: pair[0] }),
            None => Ok(()),
        }
    }

    /// That a child's rows sum to one.
    fn check_rows(&self, child: Variable, values: &[f64]) -> Result<(), Error> {
        for (row, cells) in values.chunks_exact(self.states(child)).enumerate() {
            let sum: f64 = cells.iter().sum();
            if (sum - 1.0).abs() > ROW_TOLERANCE {
                return Err(Error::RowSum { child, row, sum });
            }
        }
        Ok(())
    }

    fn check_table(&self, variables: &[Variable], values: &[f64]) -> Result<(), Error> {
        let expected = self.table_len(variables)?;
        check_values(variables, expected, values)
    }

    fn push(&mut self, factor: Factor) -> Result<FactorId, Error> {
        let n_factors = self.factors.len();
        let number = u32::try_from(n_factors).map_err(|_| Error::UnknownFactor {
            factor: FactorId(u32::MAX),
            n_factors,
        })?;
        self.n_cells += factor.values.len() as u64;
        self.factors.push(factor);
        Ok(FactorId(number))
    }
}

/// That a table has `expected` values, each finite and not negative.
pub(crate) fn check_values(
    variables: &[Variable],
    expected: usize,
    values: &[f64],
) -> Result<(), Error> {
    let variables = || variables.to_vec();
    if values.len() != expected {
        return Err(Error::TableLength {
            variables: variables(),
            expected,
            found: values.len(),
        });
    }
    // Without a branch per value; only then which one it was.
    let is_good = |v: &f64| v.is_finite() & (*v >= 0.0);
    if values.iter().fold(true, |all, v| all & is_good(v)) {
        return Ok(());
    }
    match values.iter().position(|v| !is_good(v)) {
        Some(index) => Err(Error::BadValue {
            variables: variables(),
            index,
            value: values[index],
        }),
        None => Ok(()),
    }
}
