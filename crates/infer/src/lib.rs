//! Exact inference over discrete Bayesian networks.
//!
//! ```
//! use abduce_infer::{CompileOptions, Findings, JunctionTree, Network};
//!
//! # fn main() -> Result<(), abduce_infer::Error> {
//! let mut network = Network::new();
//! let rain = network.add_variable(2)?;
//! let wet = network.add_variable(2)?;
//! network.add_cpt(rain, &[], vec![0.8, 0.2])?;
//! network.add_cpt(wet, &[rain], vec![0.9, 0.1, 0.2, 0.8])?;
//!
//! let tree = JunctionTree::compile(&network, &CompileOptions::default())?;
//! let posterior = tree.propagate(&Findings::new().with_state(wet, 1))?;
//! assert!((posterior.marginal(rain)?[1] - 0.16 / 0.24).abs() < 1e-12);
//! assert!((posterior.evidence_ln() - 0.24_f64.ln()).abs() < 1e-12);
//! # Ok(())
//! # }
//! ```

pub mod eliminate;
pub mod enumerate;
mod error;
mod findings;
mod network;
mod order;
mod posterior;
mod propagate;
mod rings;
mod shape;
mod table;
mod tree;
mod wide;

pub use error::Error;
pub use findings::{Finding, Findings};
pub use network::{FactorId, Network, ROW_TOLERANCE, Variable};
pub use posterior::Posterior;
pub use tree::{CompileOptions, JunctionTree};
