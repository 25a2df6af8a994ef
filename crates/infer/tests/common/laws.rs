//! What must hold of every answer, whoever gives it.

use abduce_infer::{Error, Findings, Network, Variable, enumerate};

/// The most joint states that are enumerated.
pub(crate) const MAX_JOINT_STATES: u64 = 1 << 22;

/// Within 1e-10, of the larger for what is larger than 1.
pub(crate) fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-10 * b.abs().max(1.0)
}

/// Probabilities within 1e-10, the small ones too as far as an `f64` can say: what is impossible
/// is exactly 0.
pub(crate) fn same(found: &[f64], expected: &[f64]) -> bool {
    let near = |(a, b): (&f64, &f64)| {
        let small = *b < 1e-200 || (a / b - 1.0).abs() < 1e-10;
        close(*a, *b) && small && (*b > 0.0 || *a < 1e-250)
    };
    found.len() == expected.len() && found.iter().zip(expected).all(near)
}

#[track_caller]
pub(crate) fn assert_same(found: &[f64], expected: &[f64]) {
    assert!(same(found, expected), "{found:?}, not {expected:?}");
}

#[track_caller]
pub(crate) fn assert_close(found: f64, expected: f64) {
    assert!(close(found, expected), "{found}, not {expected}");
}

pub(crate) fn is_impossible<T>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::Impossible { .. }))
}

/// Only the findings on variables that are to be kept.
pub(crate) fn only(findings: &Findings, keep: impl Fn(Variable) -> bool) -> Findings {
    let mut less = Findings::new();
    for (variable, finding) in findings.iter().filter(|(v, _)| keep(*v)) {
        less.set(variable, finding.clone());
    }
    less
}

/// The findings named conflict, and no longer do when any of them is left out.
#[track_caller]
pub(crate) fn assert_conflict(network: &Network, findings: &Findings, named: &[Variable]) {
    let possible = |told: &Findings| enumerate::marginals(network, told, MAX_JOINT_STATES).is_ok();
    assert!(named.is_sorted() && named.iter().all(|v| findings.get(*v).is_some()));
    assert!(
        !possible(&only(findings, |v| named.contains(&v))),
        "{named:?} do not conflict"
    );
    for left_out in named {
        let rest = only(findings, |v| v != *left_out && named.contains(&v));
        assert!(possible(&rest), "{named:?} conflict without {left_out}");
    }
}
