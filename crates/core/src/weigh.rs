//! Weighing: what is known of a case turned into posteriors and weights of evidence.

use abduce_infer::{CompileOptions, Error, Findings, JunctionTree, Posterior};
use jiff::civil::Date;

use crate::case::Standing;
use crate::case::model::{Case, Evidence, Proposition};
use crate::credence::EDGE;
use crate::network::{self, CaseNetwork, NetworkError, Statement};

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
        let (other, listed) = self.hypotheses.split_last()?;
        let mut leader = None;
        let mut highest = other.posterior;
        for (i, row) in listed.iter().enumerate() {
            if row.posterior > highest || (leader.is_none() && row.posterior >= highest) {
                (leader, highest) = (Some(i), row.posterior);
            }
        }
        leader
    }
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
    let as_of = options.as_of.or(case.as_of.as_ref().map(|date| date.value));
    let network = CaseNetwork::build(case)?;
    let compile = CompileOptions::default().with_memory_limit(options.memory_limit);
    let tree = JunctionTree::compile(network.network(), &compile)
        .map_err(|error| WeighError::from_engine(error, &network))?;
    let weigher = Weigher {
        case,
        network: &network,
        tree: &tree,
        as_of,
    };
    weigher
        .weigh()
        .map_err(|error| WeighError::from_engine(error, &network))
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

struct Weigher<'a> {
    case: &'a Case,
    network: &'a CaseNetwork<'a>,
    tree: &'a JunctionTree,
    as_of: Option<Date>,
}

impl Weigher<'_> {
    fn weigh(&self) -> Result<Weighing, Error> {
        let findings = self.network.findings(self.as_of, None);
        let posterior = self.tree.propagate(&findings)?;
        let all =
            |count: usize, proposition: fn(usize) -> Proposition| -> Result<Vec<f64>, Error> {
                let statements = (0..count).map(|i| self.network.proposition(proposition(i)));
                statements
                    .map(|statement| probability(&posterior, statement))
                    .collect()
            };
        Ok(Weighing {
            as_of: self.as_of,
            evidence_ln: posterior.evidence_ln(),
            hypotheses: self.hypotheses(&findings, &posterior)?,
            evidence: self.evidence(&posterior)?,
            claims: all(self.case.claims.len(), Proposition::Claim)?,
            sources: self.sources(&posterior)?,
            forecasts: all(self.case.forecasts.len(), Proposition::Forecast)?,
        })
    }

    /// Every hypothesis, then `other`.
    fn propositions(&self) -> impl Iterator<Item = Proposition> + use<> {
        let listed = (0..self.case.hypotheses.len()).map(Proposition::Hypothesis);
        listed.chain([Proposition::Other])
    }

    /// P(hypothesis) of each of them.
    fn posteriors(&self, posterior: &Posterior) -> Result<Vec<f64>, Error> {
        let statements = self.propositions().map(|p| self.network.proposition(p));
        statements
            .map(|statement| probability(posterior, statement))
            .collect()
    }

    fn hypotheses(
        &self,
        findings: &Findings,
        posterior: &Posterior,
    ) -> Result<Vec<WeighedHypothesis>, Error> {
        let before = self.posteriors(&self.tree.propagate(&Findings::new())?)?;
        let after = self.posteriors(posterior)?;
        let but_for = self.but_for(findings, posterior)?;
        let rows = before.into_iter().zip(after).enumerate();
        let row = |(i, (prior, posterior))| WeighedHypothesis {
            prior,
            posterior,
            but_for: but_for.as_ref().map(|but_for| but_for[i]),
        };
        Ok(rows.map(row).collect())
    }

    /// Of each cause, the probability that it acted and no other did: that one cause acted,
    /// and it was this one.
    fn but_for(
        &self,
        findings: &Findings,
        posterior: &Posterior,
    ) -> Result<Option<Vec<f64>>, Error> {
        let Some(one_acts) = self.network.one_acts(findings) else {
            return Ok(None);
        };
        let one = self.tree.propagate(&one_acts)?;
        let p_one = libm::exp(one.evidence_ln() - posterior.evidence_ln());
        let acts = self
            .propositions()
            .filter_map(|cause| self.network.acts(cause));
        let shares = acts.map(|acts| Ok(p_one * probability(&one, acts)?));
        shares.collect::<Result<_, _>>().map(Some)
    }

    fn evidence(&self, posterior: &Posterior) -> Result<Vec<WeighedEvidence>, Error> {
        let with = self.posteriors(posterior)?;
        let weighed = self.case.evidence.iter().enumerate().map(|(i, item)| {
            let statement = self.network.proposition(Proposition::Evidence(i));
            let weight = self
                .is_known(item)
                .then(|| self.weight(i, &with))
                .transpose()?;
            Ok(WeighedEvidence {
                posterior: probability(posterior, statement)?,
                weight,
            })
        });
        weighed.collect()
    }

    fn is_known(&self, item: &Evidence) -> bool {
        network::is_known(
            self.case,
            item.date.as_ref(),
            item.source.as_ref(),
            self.as_of,
        )
    }

    fn weight(&self, evidence: usize, with: &[f64]) -> Result<Weight, Error> {
        let findings = self.network.findings(self.as_of, Some(evidence));
        let without = self.posteriors(&self.tree.propagate(&findings)?)?;
        let pairs = with.iter().zip(&without);
        let decibans = pairs
            .map(|(with, without)| decibans(*with) - decibans(*without))
            .collect();
        Ok(Weight { without, decibans })
    }

    fn sources(&self, posterior: &Posterior) -> Result<Vec<WeighedSource>, Error> {
        let sources = self.case.sources.iter().enumerate();
        let weighed = sources.map(|(i, source)| {
            let prior = network::prior_reliability(self.case, source);
            let posterior = probability(posterior, self.network.reliable(i))?;
            Ok(WeighedSource { prior, posterior })
        });
        weighed.collect()
    }
}

fn probability(posterior: &Posterior, statement: Statement) -> Result<f64, Error> {
    Ok(posterior.marginal(statement.variable)?[statement.state])
}

/// The log-odds of a probability in decibans, with 0 and 1 held [`EDGE`] inside.
fn decibans(p: f64) -> f64 {
    let p = p.clamp(EDGE, 1.0 - EDGE);
    10.0 * libm::log10(p / (1.0 - p))
}
