//! What the suites share: random networks, and what must hold of answers.

#![allow(dead_code)] // Each suite uses a part.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test: to panic is to fail.

pub(crate) mod laws;
pub(crate) mod random;

use abduce_infer::{CompileOptions, JunctionTree, Network};
use proptest::test_runner::Config;

pub(crate) fn compiled(network: &Network) -> JunctionTree {
    JunctionTree::compile(network, &CompileOptions::default()).unwrap()
}

/// So many random cases, or `ABDUCE_TEST_FACTOR` times as many.
pub(crate) fn config(cases: u32) -> Config {
    #[expect(
        clippy::disallowed_methods,
        reason = "who runs the suite may ask for more of it"
    )]
    let factor = std::env::var("ABDUCE_TEST_FACTOR").ok();
    let factor: u32 = factor.and_then(|n| n.parse().ok()).unwrap_or(1);
    Config {
        cases: cases * factor,
        failure_persistence: None,
        ..Config::default()
    }
}
