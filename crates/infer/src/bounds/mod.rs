//! Anytime bounds on posteriors of networks that are too large to be exact.

mod cutset;
mod hold;
mod minibuckets;
mod pieces;
mod rest;
mod search;

use crate::wide::Wide;
use crate::{Error, Findings, Network, Variable};

pub use search::BoundedSearch;

/// How to look for bounds.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BoundsOptions {
    /// The most that the tables of one propagation may take together. What is beyond is
    /// conditioned on.
    pub memory_limit_bytes: u64,
    /// The variables that will be asked for; the default, `None`, is all.
    pub asked: Option<Vec<Variable>>,
    /// The most values that one table of upper bounds may have, of which a few are kept per
    /// variable that is conditioned on: more make tighter bounds, and take longer to set up.
    pub bound_cells: u64,
    /// The most that the partial choices that wait to be looked into may take together. The
    /// less promising beyond that are given up: they stay between the bounds for ever.
    pub waiting_limit_bytes: u64,
}

impl Default for BoundsOptions {
    /// 1 GiB, all variables asked for, 262,144 values, and 256 MiB of choices.
    fn default() -> BoundsOptions {
        BoundsOptions {
            memory_limit_bytes: 1 << 30,
            asked: None,
            bound_cells: 1 << 18,
            waiting_limit_bytes: 256 << 20,
        }
    }
}

impl BoundsOptions {
    /// The same with another memory limit.
    #[must_use]
    pub fn with_memory_limit(mut self, bytes: u64) -> BoundsOptions {
        self.memory_limit_bytes = bytes;
        self
    }

    /// The same with only these variables to be asked for.
    #[must_use]
    pub fn asking(mut self, variables: Vec<Variable>) -> BoundsOptions {
        self.asked = Some(variables);
        self
    }

    /// The same with tables of upper bounds of so many values at most.
    #[must_use]
    pub fn with_bound_cells(mut self, n_cells: u64) -> BoundsOptions {
        self.bound_cells = n_cells;
        self
    }

    /// The same with another limit on the partial choices that wait.
    #[must_use]
    pub fn with_waiting_limit(mut self, bytes: u64) -> BoundsOptions {
        self.waiting_limit_bytes = bytes;
        self
    }
}

/// Between what a number lies, up to the rounding of `f64`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// It is not below this.
    pub lower: f64,
    /// It is not above this.
    pub upper: f64,
}

impl Bounds {
    /// How far apart they are; 0 when both are the same, infinities among them.
    pub fn width(self) -> f64 {
        if self.lower == self.upper {
            0.0
        } else {
            self.upper - self.lower
        }
    }

    /// Whether the number is known.
    pub fn is_exact(self) -> bool {
        self.lower == self.upper
    }

    /// Whether a number lies between them.
    pub fn contains(self, value: f64) -> bool {
        (self.lower..=self.upper).contains(&value)
    }
}

/// What a search knows at one time.
#[derive(Debug, Clone)]
pub struct Bounded {
    /// Per variable; none for one that was not asked for.
    marginals: Vec<Option<Vec<Bounds>>>,
    evidence_ln: Bounds,
    n_propagations: u64,
    is_exact: bool,
}

impl Bounded {
    /// P(variable | findings): linear, bounds on each state.
    ///
    /// # Errors
    /// [`Error::UnknownVariable`]; [`Error::Pruned`] for a variable that was not asked for.
    pub fn marginal(&self, variable: Variable) -> Result<&[Bounds], Error> {
        match self.marginals.get(variable.index()) {
            None => Err(Error::UnknownVariable {
                variable,
                n_variables: self.marginals.len(),
            }),
            Some(None) => Err(Error::Pruned { variable }),
            Some(Some(bounds)) => Ok(bounds),
        }
    }

    /// Bounds on the natural logarithm of the probability of the findings; the lower is minus
    /// infinity as long as nothing was found possible.
    pub fn evidence_ln(&self) -> Bounds {
        self.evidence_ln
    }

    /// How many exact propagations it took.
    pub fn n_propagations(&self) -> u64 {
        self.n_propagations
    }

    /// Whether all numbers are exact: then the bounds are equal everywhere.
    pub fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// The largest distance between the bounds on any state of any variable asked for.
    pub fn width(&self) -> f64 {
        let all = self.marginals.iter().flatten().flatten();
        all.map(|bounds| bounds.width()).fold(0.0, f64::max)
    }
}

/// Bounds on all posteriors asked for, from at most `max_propagations` exact propagations, or
/// fewer when no two bounds are further apart than `width` before that.
///
/// This is [`BoundedSearch`] from beginning to end.
///
/// # Errors
/// Those of [`BoundedSearch::new`] and [`BoundedSearch::step`].
pub fn marginals(
    network: &Network,
    findings: &Findings,
    options: &BoundsOptions,
    max_propagations: u64,
    width: f64,
) -> Result<Bounded, Error> {
    let mut search = BoundedSearch::new(network, findings, options)?;
    search.run(max_propagations, width, |_| true)
}

/// `a - b`, or 0.
fn less(a: Wide, b: Wide) -> Wide {
    if a.total_cmp(b).is_le() {
        return Wide::ZERO;
    }
    a.times(Wide::new(1.0 - b.over(a).to_f64()))
}
