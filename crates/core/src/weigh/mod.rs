//! Weighing: what is known of a case turned into posteriors and weights of evidence, and what
//! would change them. One compiled network ([`Model`]) answers everything about a case.

pub mod analysis;
pub mod changes;
pub mod classic;
pub mod inquiry;
pub mod model;
pub mod pairs;
pub mod ranges;
pub mod sensitivity;
pub mod timeline;
pub mod turning;

use abduce_infer::Error;
use jiff::civil::Date;

use crate::case::Standing;
use crate::case::model::{Case, Proposition};
use crate::network::{CaseNetwork, NetworkError};

pub use analysis::Analysis;
pub use changes::{Change, ChangeError, Situation};
pub use model::Model;

/// Memory that weighing may take unless told otherwise, in bytes: 1 GiB.
pub const MEMORY_LIMIT: u64 = 1 << 30;

/// How to weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Leave out what was not known by this day; the case's own `as_of` when none.
    pub as_of: Option<Date>,
    /// The most memory that the tables of the compiled network may take, in bytes.
    pub memory_limit: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            as_of: None,
            memory_limit: MEMORY_LIMIT,
        }
    }
}

/// A case weighed. Probabilities are 0 to 1; lists run as the case's own do, and those of
/// hypotheses have `other` last.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighing {
    /// The day that it was weighed as of.
    pub as_of: Option<Date>,
    /// The natural logarithm of the probability of all that is known.
    pub evidence_ln: f64,
    /// Every hypothesis, then `other`.
    pub hypotheses: Vec<WeighedHypothesis>,
    /// Every evidence item.
    pub evidence: Vec<WeighedEvidence>,
    /// P(claim) given all that is known.
    pub claims: Vec<f64>,
    /// Every source.
    pub sources: Vec<WeighedSource>,
    /// P(forecast comes true) given all that is known.
    pub forecasts: Vec<f64>,
}

impl Weighing {
    /// The posteriors of the hypotheses, `other` last.
    pub fn posteriors(&self) -> Vec<f64> {
        self.hypotheses.iter().map(|row| row.posterior).collect()
    }

    /// What advice on the case goes by.
    pub fn standing(&self) -> Standing {
        let weight = |row: &WeighedEvidence| row.weight.as_ref().map(|w| w.decibans.clone());
        Standing {
            leader: self.leader(),
            decibans: self.evidence.iter().map(weight).collect(),
        }
    }

    /// The hypothesis with the highest posterior, by its place in the case; the first of
    /// those that share it; none when `other` is above them all.
    pub fn leader(&self) -> Option<usize> {
        let posteriors = self.posteriors();
        let leader = leader_of(&posteriors);
        (leader + 1 < posteriors.len()).then_some(leader)
    }
}

/// Which of some posteriors, `other` last, is the highest; of those that share it, the first.
pub(crate) fn leader_of(posteriors: &[f64]) -> usize {
    let mut leader = 0;
    for (i, posterior) in posteriors.iter().enumerate() {
        if *posterior > posteriors[leader] {
            leader = i;
        }
    }
    leader
}

/// A hypothesis weighed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeighedHypothesis {
    /// Its probability before anything is known.
    pub prior: f64,
    /// Its probability given all that is known.
    pub posterior: f64,
    /// The probability that it acted and nothing else did; contributory frame only, and
    /// only when the event happened.
    pub but_for: Option<f64>,
}

/// An evidence item weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct WeighedEvidence {
    /// The probability that it is true.
    pub posterior: f64,
    /// What it did to the hypotheses; none when it is not known by then.
    pub weight: Option<Weight>,
}

/// What an evidence item did to each hypothesis, `other` last.
#[derive(Clone, Debug, PartialEq)]
pub struct Weight {
    /// The posteriors had it never been known.
    pub without: Vec<f64>,
    /// Decibans: 10 log10 of the ratio of posterior odds with and without it (Good,
    /// Probability and the Weighing of Evidence, 1950).
    pub decibans: Vec<f64>,
}

impl Weight {
    /// The largest difference between the weights on any two hypotheses, in decibans.
    pub fn diagnosticity(&self) -> f64 {
        let most = self
            .decibans
            .iter()
            .copied()
            .fold(f64::NEG_INFINITY, f64::max);
        let least = self.decibans.iter().copied().fold(f64::INFINITY, f64::min);
        most - least
    }
}

/// A source weighed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeighedSource {
    /// The probability that it is reliable before anything is known.
    pub prior: f64,
    /// The same given all that is known.
    pub posterior: f64,
}

/// Weighs a case. `case` must have come from a file without faults that keep it from
/// being weighed.
///
/// # Errors
/// When the network needs more memory than allowed, or a proposition has too many grounds.
pub fn weigh(case: &Case, options: Options) -> Result<Weighing, WeighError> {
    let model = Model::compile(case, options)?;
    model.weigh(&model.today())
}

/// Why a case could not be weighed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum WeighError {
    /// Exact inference would need more memory than allowed.
    #[error("weighing needs {needed_bytes} bytes, more than the limit of {limit_bytes}")]
    TooLarge {
        /// What it would need, in bytes.
        needed_bytes: u64,
        /// What is allowed, in bytes.
        limit_bytes: u64,
        /// The propositions that hang together so closely.
        propositions: Vec<Proposition>,
    },
    /// There is no network.
    #[error(transparent)]
    Network(#[from] NetworkError),
}

impl WeighError {
    fn from_engine(error: Error, network: &CaseNetwork) -> WeighError {
        match error {
            Error::TooLarge {
                needed_bytes,
                limit_bytes,
                variables,
            } => WeighError::TooLarge {
                needed_bytes,
                limit_bytes,
                propositions: network.propositions_of(&variables),
            },
            error => WeighError::Network(NetworkError::Engine(error)),
        }
    }
}
