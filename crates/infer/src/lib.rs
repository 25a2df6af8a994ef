//! Exact inference over discrete Bayesian networks.
//!
//! Build a [`Network`] of variables and tables, compile it once into a [`JunctionTree`], and ask
//! it as often as there are [`Findings`] to ask about:
//!
//! ```
//! use abduce_infer::{CompileOptions, Findings, JunctionTree, Network};
//!
//! # fn main() -> Result<(), abduce_infer::Error> {
//! // Did it rain, or did the sprinkler run? The grass is wet either way. States: no, yes.
//! let mut network = Network::new();
//! let rain = network.add_variable(2)?;
//! let sprinkler = network.add_variable(2)?;
//! let wet = network.add_variable(2)?;
//! network.add_cpt(rain, &[], vec![0.8, 0.2])?;
//! network.add_cpt(sprinkler, &[], vec![0.6, 0.4])?;
//! // One row per state of the parents, the last parent changing faster; each row sums to 1.
//! network.add_cpt(
//!     wet,
//!     &[rain, sprinkler],
//!     vec![
//!         1.0, 0.0, // neither
//!         0.1, 0.9, // the sprinkler ran
//!         0.2, 0.8, // it rained
//!         0.0, 1.0, // both
//!     ],
//! )?;
//! let tree = JunctionTree::compile(&network, &CompileOptions::default())?;
//!
//! // The grass is wet: P(wet) = 0.288 + 0.096 + 0.08, of which rain has the last two.
//! let seen = Findings::new().with_state(wet, 1);
//! let posterior = tree.propagate(&seen)?;
//! assert!((posterior.marginal(rain)?[1] - 0.176 / 0.464).abs() < 1e-12);
//! assert!((posterior.evidence_ln() - 0.464_f64.ln()).abs() < 1e-12);
//!
//! // A neighbour thinks, three to one, that the sprinkler ran: that explains the rain away.
//! let told = seen.with_likelihood(sprinkler, vec![1.0, 3.0]);
//! let rain_then = tree.propagate(&told)?.marginal(rain)?[1];
//! assert!(rain_then < 0.176 / 0.464);
//! # Ok(())
//! # }
//! ```
//!
//! # Shapes
//!
//! Variables and factors are numbered in the order of adding; states of a variable from 0. Tables
//! are flat and row-major: the state of the first variable changes slowest, that of the last
//! fastest. In a conditional table the child is last. [`Posterior::joint`] answers in the order
//! in which it was asked.
//!
//! # Linear or logarithm
//!
//! Every table, likelihood and posterior is linear. What ends in `_ln` is a natural logarithm;
//! there is one, [`Posterior::evidence_ln`]. Likelihoods may have any scale, which the
//! probability of the evidence then carries.
//!
//! # Range and precision
//!
//! No probability is too small. Tables are `f64`, scaled by powers of two on the way where that
//! may be needed; when a product might still be below what they can hold, the same propagation
//! is done again with numbers of the precision of `f64` and a 64-bit exponent. So 1,000 findings of 1e-3 for a hypothesis
//! and as many against it leave it where it was. What is logically impossible is exactly 0, and
//! only what is below the range of `f64` is rounded to it.
//!
//! # Cost
//!
//! Time grows with the cells of the cliques, which [`JunctionTree::n_cells`] counts; memory with
//! the cells that neighbouring cliques share, and is told by [`JunctionTree::n_bytes`]: large
//! cliques are computed block by block and never kept. [`JunctionTree::compile`] knows both
//! before it makes any table, and refuses with [`Error::TooLarge`] what is beyond the limit; the
//! same goes for single tables, see [`Network::table_len`]. Nothing is recursive. Compiling takes
//! about as long as a few propagations; say with [`CompileOptions::expecting`] for how many
//! queries it is. A [`Session`] computes again only what a change touches, and uses a smaller
//! tree while many states are told.
//!
//! Nothing depends on hash order, on time or on threads: the same calls give the same bits.
//!
//! # Errors
//!
//! Nothing panics on bad input. Each [`Error`] names the variables or the factor that was bad.
//!
//! # Four ways to a number
//!
//! [`enumerate`] visits all joint states, [`eliminate`] sums out one variable after another, and
//! [`condition`] takes the network apart by supposing states. They share little with the
//! junction tree but the reading of tables, are slow and plain, and are there so that each can
//! be checked against the others.
//!
//! # Too large to be exact
//!
//! [`bounds`] gives, for a network that is refused, between what its posteriors lie: another
//! function with another type, which never takes the place of an exact answer.
//!
//! # Sources
//!
//! - Message passing in a tree of cliques: S. L. Lauritzen and D. J. Spiegelhalter, "Local
//!   computations with probabilities on graphical structures and their application to expert
//!   systems", Journal of the Royal Statistical Society B 50 (1988); with one message each way
//!   per edge and division, F. V. Jensen, S. L. Lauritzen and K. G. Olesen, "Bayesian updating
//!   in causal probabilistic networks by local computations", Computational Statistics
//!   Quarterly 4 (1990).
//! - Evidence that cuts the tree down: A. L. Madsen and F. V. Jensen, "Lazy propagation: a
//!   junction tree inference algorithm based on lazy evaluation", Artificial Intelligence 113
//!   (1999). Leaving out zeros: F. Jensen and S. K. Andersen, "Approximations in Bayesian belief
//!   universes for knowledge-based systems", Uncertainty in Artificial Intelligence (1990).
//! - Min-fill and min-weight: U. Kjærulff, "Triangulation of graphs: algorithms giving small
//!   total state space", Aalborg University, R 90-09 (1990).
//! - A choice among trees of the same cliques: F. V. Jensen and F. Jensen, "Optimal junction
//!   trees", Uncertainty in Artificial Intelligence (1994).
//! - Barren variables: R. D. Shachter, "Evaluating influence diagrams", Operations Research 34
//!   (1986).
//! - Noisy-OR: J. Pearl, "Probabilistic reasoning in intelligent systems" (1988), 4.3.2; for
//!   more states, F. J. Díez, "Parameter adjustment in Bayes networks: the generalized noisy
//!   OR-gate", Uncertainty in Artificial Intelligence (1993); as a chain, D. Heckerman and J. S.
//!   Breese, "Causal independence for probability assessment and inference using Bayesian
//!   networks", IEEE Transactions on Systems, Man and Cybernetics A 26 (1996).
//! - Bounded conditioning: E. J. Horvitz, H. J. Suermondt and G. F. Cooper, "Bounded conditioning:
//!   flexible inference for decisions under scarce resources", Uncertainty in Artificial
//!   Intelligence (1989); with upper bounds by buckets that are split, R. Dechter and I. Rish,
//!   "Mini-buckets: a general scheme for bounded inference", Journal of the ACM 50 (2003), which
//!   lead a search as in Q. Lou, R. Dechter and A. Ihler, "Anytime anyspace AND/OR search for
//!   bounding the partition function", AAAI (2017).
//! - Elimination by buckets: R. Dechter, "Bucket elimination: a unifying framework for
//!   reasoning", Artificial Intelligence 113 (1999).
//! - Derivatives: A. Darwiche, "A differential approach to inference in Bayesian networks", Journal
//!   of the ACM 50 (2003); J. D. Park and A. Darwiche, "A differential semantics for jointree
//!   algorithms", Artificial Intelligence 156 (2004).
//! - The most probable explanation: A. P. Dawid, "Applications of a general propagation algorithm
//!   for probabilistic expert systems", Statistics and Computing 2 (1992).
//! - Recursive conditioning: A. Darwiche, "Recursive conditioning", Artificial Intelligence 126
//!   (2001).

mod batch;
pub mod bounds;
mod cell;
mod cliques;
pub mod condition;
mod conflict;
pub mod eliminate;
pub mod enumerate;
mod error;
mod explain;
mod findings;
mod gradient;
mod local;
mod log_odds;
mod network;
mod noisy;
mod order;
mod plan;
mod posterior;
mod rings;
mod session;
mod sparse;
mod state;
mod sums;
mod tree;
mod view;
mod wide;

pub use batch::{Batch, BatchPosteriors, Item};
pub use error::Error;
pub use explain::Explanation;
pub use findings::{Finding, Findings};
pub use gradient::Gradient;
pub use local::LocalModel;
pub use log_odds::LogOdds;
pub use network::{FactorId, Network, ROW_TOLERANCE, Variable};
pub use noisy::{NoisyMax, Rank};
pub use posterior::Posterior;
pub use session::Session;
pub use tree::{CompileOptions, JunctionTree};
