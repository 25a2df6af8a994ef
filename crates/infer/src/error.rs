//! What can go wrong, each with the parameter that was bad.

use crate::{FactorId, Variable};

/// Why a network, a finding or a query was refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// `n_states` of a new variable was 0, or there are more than `u32::MAX` of something.
    #[error("a variable needs between 1 and {max} states, not {n_states}", max = u32::MAX)]
    BadStateCount {
        /// The number of states asked for.
        n_states: usize,
    },
    /// A variable that this network does not have.
    #[error("variable {variable} is not of this network, which has {n_variables}")]
    UnknownVariable {
        /// The stranger.
        variable: Variable,
        /// How many variables there are.
        n_variables: usize,
    },
    /// A factor that this network does not have.
    #[error("factor {factor} is not of this network, which has {n_factors}")]
    UnknownFactor {
        /// The stranger.
        factor: FactorId,
        /// How many factors there are.
        n_factors: usize,
    },
    /// A variable named twice where each may stand once.
    #[error("variable {variable} is named twice")]
    RepeatedVariable {
        /// The variable named twice.
        variable: Variable,
    },
    /// A second conditional table for one child.
    #[error("variable {child} already has a conditional table, factor {first}")]
    SecondCpt {
        /// The child.
        child: Variable,
        /// The table that it has.
        first: FactorId,
    },
    /// `values` has another length than the product of the state counts.
    #[error("the table over {variables:?} needs {expected} values, not {found}")]
    TableLength {
        /// The table's variables, slowest first.
        variables: Vec<Variable>,
        /// The product of their state counts.
        expected: usize,
        /// The length given.
        found: usize,
    },
    /// A table beyond what the network may still hold (see [`crate::Network::table_len`]).
    #[error("the table over {variables:?} needs {needed_bytes} bytes; {left_bytes} are left")]
    TableTooLarge {
        /// The table's variables, slowest first.
        variables: Vec<Variable>,
        /// Bytes that the table needs; `u64::MAX` stands for that and more.
        needed_bytes: u64,
        /// Bytes left of the network's limit.
        left_bytes: u64,
    },
    /// An entry of `values` that is negative, infinite or not a number.
    #[error("value {index} of the table over {variables:?} is {value}")]
    BadValue {
        /// The table's variables, slowest first.
        variables: Vec<Variable>,
        /// Position in `values`.
        index: usize,
        /// What stands there.
        value: f64,
    },
    /// A row of a conditional table that does not sum to one.
    #[error("row {row} of the conditional table of variable {child} sums to {sum}, not 1")]
    RowSum {
        /// The child.
        child: Variable,
        /// Which row (which states of the parents, row-major).
        row: usize,
        /// What it sums to.
        sum: f64,
    },
    /// Numbers of a noisy-MAX that are no distribution.
    #[error("effect {row} on variable {child} of {of} sums to {sum}, not 1", of = cause(*parent))]
    EffectSum {
        /// The child.
        child: Variable,
        /// Whose effect; none for the leak.
        parent: Option<Variable>,
        /// In which state of the parent.
        row: usize,
        /// What it sums to.
        sum: f64,
    },
    /// Conditional tables that depend on each other in a ring.
    #[error("the conditional tables of {variables:?} depend on each other in a ring")]
    Loop {
        /// The ring, each the parent of the next and the last of the first.
        variables: Vec<Variable>,
    },
    /// A finding of a state that the variable does not have.
    #[error("variable {variable} has {n_states} states, so none numbered {state}")]
    BadState {
        /// The variable.
        variable: Variable,
        /// The state found.
        state: usize,
        /// How many states it has.
        n_states: usize,
    },
    /// A likelihood vector of the wrong length.
    #[error("variable {variable} has {expected} states, but its likelihood has {found} values")]
    LikelihoodLength {
        /// The variable.
        variable: Variable,
        /// How many states it has.
        expected: usize,
        /// The length given.
        found: usize,
    },
    /// A likelihood that is negative, infinite or not a number.
    #[error("the likelihood of state {state} of variable {variable} is {value}")]
    BadLikelihood {
        /// The variable.
        variable: Variable,
        /// Which state.
        state: usize,
        /// What was given.
        value: f64,
    },
    /// Inference would need more memory than allowed. Nothing of that size was allocated.
    #[error(
        "inference needs at least {needed_bytes} bytes and may use {limit_bytes}; \
         the largest table is over {variables:?}"
    )]
    TooLarge {
        /// A lower bound of the bytes needed; `u64::MAX` stands for that and more.
        needed_bytes: u64,
        /// The limit.
        limit_bytes: u64,
        /// The variables of the largest clique, ascending: what makes it so large.
        variables: Vec<Variable>,
    },
    /// An item that a batch does not have.
    #[error("item {item} is not of this batch, which has {n_items}")]
    NoSuchItem {
        /// The item asked for.
        item: usize,
        /// How many there are.
        n_items: usize,
    },
    /// Enumeration would visit more joint states than allowed.
    #[error("there are {n_joint_states} joint states, more than {max_joint_states}")]
    TooManyStates {
        /// The product of all state counts; `u64::MAX` stands for that and more.
        n_joint_states: u64,
        /// The limit.
        max_joint_states: u64,
    },
    /// Recursive conditioning would take more steps than allowed.
    #[error("conditioning would take {n_calls} calls, more than {max_calls}")]
    TooManyCalls {
        /// How many it would take; `u64::MAX` stands for that and more.
        n_calls: u64,
        /// The limit.
        max_calls: u64,
    },
    /// The findings have probability 0.
    #[error("the findings on {variables:?} cannot hold together")]
    Impossible {
        /// Variables, ascending, whose findings alone already conflict. Empty when the network
        /// has no possible state even without findings. Usually none can be left out.
        variables: Vec<Variable>,
    },
    /// The variable was left out at compile time, because it was not to be kept.
    #[error("variable {variable} was pruned when the network was compiled")]
    Pruned {
        /// The variable.
        variable: Variable,
    },
    /// The network was compiled for queries that tell the state of this variable.
    #[error("the state of variable {variable} must be told: the network was compiled for that")]
    NotTold {
        /// The variable.
        variable: Variable,
    },
    /// No single clique holds all these variables.
    #[error("no clique holds all of {variables:?}")]
    NotOneClique {
        /// The variables asked for.
        variables: Vec<Variable>,
    },
}

/// How an effect's cause is named.
fn cause(parent: Option<Variable>) -> String {
    parent.map_or_else(|| "the leak".into(), |v| format!("variable {v}"))
}

/// `n_cells` numbers of `cell_bytes` each, in bytes, held at `u64::MAX`.
pub(crate) fn bytes_of(n_cells: u64, cell_bytes: u64) -> u64 {
    n_cells.saturating_mul(cell_bytes)
}
