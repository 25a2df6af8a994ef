//! Exact inference over discrete Bayesian networks.
