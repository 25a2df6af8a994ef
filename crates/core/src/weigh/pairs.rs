//! Items of evidence one by one and two by two: what an item weighs alone and given the rest, and
//! how much of that another item says already.

use abduce_infer::{Error, Findings, Session};

use super::changes::Situation;
use super::model::Model;
use super::{WeighError, leader_of};
use crate::credence::decibans;

/// What an item weighs alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Alone {
    /// The evidence item, by its place in the case.
    pub evidence: usize,
    /// Its weight on each hypothesis, `other` last, in decibans, were no other item known.
    pub alone: Vec<f64>,
    /// Its weight on each given all others, in decibans.
    pub given_rest: Vec<f64>,
}

/// Two items that say in part the same, or that strengthen each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The first item, by its place in the case.
    pub first: usize,
    /// The second.
    pub second: usize,
    /// How many decibans each of them adds to the odds of the leader less because the other is
    /// known, all others known in any case; below 0 when it adds more. It is the same for both.
    pub shared: f64,
}

/// Weights alone, and pairs.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// The leader that pairs are about, by its place; the number of hypotheses for `other`.
    pub leader: usize,
    /// Each known item.
    pub alone: Vec<Alone>,
    /// Each two known items, in the order of the case.
    pub pairs: Vec<Pair>,
}

impl Model<'_> {
    /// What items weigh alone and beside one another.
    ///
    /// # Errors
    /// When what is known cannot be.
    pub fn together(&self, situation: &Situation) -> Result<Together, WeighError> {
        self.find_together(situation)
            .map_err(|error| WeighError::from_engine(error, self.network()))
    }

    fn find_together(&self, situation: &Situation) -> Result<Together, Error> {
        let all = situation.findings.clone();
        let known: Vec<usize> = (0..self.case().evidence.len())
            .filter(|&i| self.network().is_heard(&all, i))
            .collect();
        let mut session = self.session(situation)?;
        let now = self.log_odds(&mut session, &all)?;
        let leader = leader_of(&now);
        let nothing = known
            .iter()
            .fold(all.clone(), |left, &i| self.network().without(&left, i));
        let before = self.log_odds(&mut session, &nothing)?;
        let mut alone = Vec::new();
        let mut without = Vec::new();
        for &evidence in &known {
            let only = self.network().only(&nothing, &all, evidence);
            let only = self.log_odds(&mut session, &only)?;
            let left = self.network().without(&all, evidence);
            let left = self.log_odds(&mut session, &left)?;
            alone.push(Alone {
                evidence,
                alone: difference(&only, &before),
                given_rest: difference(&now, &left),
            });
            without.push(left[leader]);
        }
        let mut pairs = Vec::new();
        for (a, &first) in known.iter().enumerate() {
            let left = self.network().without(&all, first);
            for (b, &second) in known.iter().enumerate().skip(a + 1) {
                let neither = self.network().without(&left, second);
                let neither = self.log_odds(&mut session, &neither)?[leader];
                let shared = without[a] + without[b] - now[leader] - neither;
                pairs.push(Pair {
                    first,
                    second,
                    shared,
                });
            }
        }
        Ok(Together {
            leader,
            alone,
            pairs,
        })
    }

    /// The log-odds of each hypothesis, in decibans.
    fn log_odds(&self, session: &mut Session, findings: &Findings) -> Result<Vec<f64>, Error> {
        session.set_all(findings)?;
        let posteriors = self.posteriors(session)?;
        Ok(posteriors.into_iter().map(decibans).collect())
    }
}

fn difference(after: &[f64], before: &[f64]) -> Vec<f64> {
    after.iter().zip(before).map(|(a, b)| a - b).collect()
}
