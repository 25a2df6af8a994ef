//! Junction tree, variable elimination and plain enumeration agree on random cases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use abduce_core::case::model::{
    Case, Claim, Evidence, Forecast, Frame, Given, Grounds, Hypothesis, Proposition, Source,
    Unreliable,
};
use abduce_core::credence::Credence;
use abduce_core::network::CaseNetwork;
use abduce_core::source::{Span, Spanned};
use abduce_infer::{CompileOptions, JunctionTree, eliminate, enumerate};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// Choices drawn from one seed (SplitMix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Draw) -> T) -> Option<T> {
        (self.below(2) == 0).then(|| make(self))
    }

    fn credence(&mut self) -> Spanned<Credence> {
        let point = match self.below(8) {
            0 => 0.0,
            1 => 1.0,
            _ => (self.next() % 1001) as f64 / 1000.0,
        };
        at(Credence::point_at(point).unwrap())
    }

    fn bool(&mut self) -> Spanned<bool> {
        at(self.below(2) == 0)
    }

    /// Grounds among `candidates`, at most three.
    fn grounds(&mut self, candidates: &[Proposition]) -> Grounds {
        let mut given: Vec<Given> = Vec::new();
        for &proposition in candidates {
            if given.len() < 3 && self.below(3) == 0 {
                let credence = self.credence();
                given.push(Given {
                    proposition,
                    id_span: Span::default(),
                    credence,
                });
            }
        }
        Grounds {
            given,
            otherwise: self.maybe(Draw::credence),
        }
    }

    fn source(&mut self, before: usize) -> Source {
        Source {
            grade: self.maybe(Draw::credence),
            noise: self.maybe(Draw::credence),
            unreliable: if self.below(2) == 0 {
                Unreliable::Slanted
            } else {
                Unreliable::Random
            },
            via: if before > 0 {
                self.maybe(|draw| at(draw.below(before)))
            } else {
                None
            },
            ..Source::default()
        }
    }

    fn case(&mut self) -> Case {
        let frame = if self.below(2) == 0 {
            Frame::Rival
        } else {
            Frame::Contributory
        };
        let mut case = Case {
            frame,
            ..Case::default()
        };
        let mut known = vec![Proposition::Other];
        for i in 0..self.below(3) + 1 {
            let mut hypothesis = Hypothesis {
                prior: self.maybe(Draw::credence),
                ..Default::default()
            };
            hypothesis.strength = self.maybe(Draw::credence);
            if frame == Frame::Contributory {
                hypothesis.grounds = self.grounds(&known);
            }
            case.hypotheses.push(hypothesis);
            known.push(Proposition::Hypothesis(i));
        }
        for i in 0..self.below(3) {
            let source = self.source(i);
            case.sources.push(source);
        }
        for i in 0..self.below(3) {
            let grounds = self.grounds(&known);
            let observed = self.maybe(Draw::bool);
            case.claims.push(Claim {
                grounds,
                observed,
                ..Claim::default()
            });
            known.push(Proposition::Claim(i));
        }
        for i in 0..self.below(4) {
            let evidence = self.evidence(&known, case.sources.len());
            case.evidence.push(evidence);
            known.push(Proposition::Evidence(i));
        }
        let grounds = self.grounds(&known);
        case.forecasts.push(Forecast {
            grounds,
            ..Forecast::default()
        });
        case
    }

    fn evidence(&mut self, known: &[Proposition], n_sources: usize) -> Evidence {
        let mut evidence = Evidence {
            grounds: self.grounds(known),
            ..Evidence::default()
        };
        evidence.observed = self.maybe(Draw::bool);
        if n_sources > 0 {
            evidence.source = self.maybe(|draw| at(draw.below(n_sources)));
            evidence
                .also
                .extend(self.maybe(|draw| at(draw.below(n_sources))));
        }
        evidence
    }
}

fn at<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

/// Joint states beyond which enumeration is left out, for time's sake.
const ENUMERATED: u64 = 1 << 16;

/// The three ways on one case; whether enumeration was one of them.
fn compare(case: &Case) -> bool {
    let built = CaseNetwork::build(case).unwrap();
    let network = built.network();
    let tree = JunctionTree::compile(network, &CompileOptions::default()).unwrap();
    let mut enumerated = false;
    for leave_out in std::iter::once(None).chain((0..case.evidence.len()).map(Some)) {
        let findings = built.findings(None, leave_out);
        let posterior = tree.propagate(&findings).unwrap();
        let all = enumerate::marginals(network, &findings, ENUMERATED).ok();
        enumerated |= all.is_some();
        for variable in network.variables() {
            let marginal = posterior.marginal(variable).unwrap();
            let eliminated = eliminate::marginal(network, &findings, variable, 1 << 30).unwrap();
            same(marginal, &eliminated.marginal);
            assert!((posterior.evidence_ln() - eliminated.evidence_ln).abs() < 1e-9);
            if let Some(all) = &all {
                same(marginal, &all.marginals[variable.index()]);
            }
        }
    }
    enumerated
}

fn same(a: &[f64], b: &[f64]) {
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(b) {
        assert!((a - b).abs() < 1e-10, "{a} is not {b}");
    }
}

#[test]
fn three_engines_agree() {
    let n = std::cell::RefCell::new(0);
    let mut runner = TestRunner::new(ProptestConfig::with_cases(150));
    runner
        .run(&any::<u64>(), |seed| {
            *n.borrow_mut() += usize::from(compare(&Draw(seed).case()));
            Ok(())
        })
        .unwrap();
    let n_enumerated = n.into_inner();
    assert!(
        n_enumerated >= 20,
        "only {n_enumerated} cases were small enough to enumerate"
    );
}
