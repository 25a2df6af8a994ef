//! The smallest change of all judgements together that turns the conclusion.
//!
//! Numbers move in log-odds, and the size of a change is its Euclidean norm. The nearest point at
//! which two hypotheses are equal is sought by the iteration of Hasofer & Lind (1974) and Rackwitz & Fiessler
//! (1978), known from structural reliability: step to where the tangent plane of the log-ratio is
//! zero, nearest to the start. What is found is the nearest point near the start; another may
//! be nearer elsewhere, so it is sought from several starts, and it is weighed again before it is told.

use abduce_infer::{Error, Session};

use super::changes::Situation;
use super::model::Model;
use super::sensitivity::{Responses, Sensitivity};
use super::{WeighError, leader_of};
use crate::credence::EDGE;

/// A change of several numbers after which another hypothesis leads.
#[derive(Clone, Debug, PartialEq)]
pub struct JointTurn {
    /// The hypothesis that is level with the leader then, by its place; the number of hypotheses
    /// for `other`.
    pub to: usize,
    /// The size of the change: the root of the sum of squares, in decibans.
    pub decibans: f64,
    /// The numbers that move, with where they move to, the largest moves first.
    pub moves: Vec<(usize, f64)>,
}

/// Log-odds in nats to decibans.
const DECIBANS: f64 = 10.0 / std::f64::consts::LN_10;

impl Model<'_> {
    /// The smallest joint change that turns the conclusion; none where none was found.
    /// `sensitivities` are [`Model::sensitivities`] of the same.
    ///
    /// # Errors
    /// When what is known cannot be.
    pub fn joint_turn(
        &self,
        situation: &Situation,
        sensitivities: &[Sensitivity],
    ) -> Result<Option<JointTurn>, WeighError> {
        self.find_joint_turn(situation, sensitivities)
            .map_err(|error| WeighError::from_engine(error, self.network()))
    }

    fn find_joint_turn(
        &self,
        situation: &Situation,
        sensitivities: &[Sensitivity],
    ) -> Result<Option<JointTurn>, Error> {
        let mut session = self.session(situation)?;
        let posteriors = self.posteriors(&mut session)?;
        let leader = leader_of(&posteriors);
        let mut search = Search {
            model: self,
            numbers: sensitivities.iter().map(|s| s.number).collect(),
            start: situation.values().iter().map(|&p| logit(p)).collect(),
            from: situation.values().to_vec(),
            values: situation.values().to_vec(),
            session,
            leader,
        };
        let mut best: Option<(usize, Vec<f64>)> = None;
        for rival in (0..posteriors.len()).filter(|&rival| rival != leader) {
            for start in starts(sensitivities, rival) {
                let Some(found) = search.run(rival, start)? else {
                    continue;
                };
                let is_nearer = |best: &(usize, Vec<f64>)| norm(&found) < norm(&best.1);
                if best.as_ref().is_none_or(is_nearer) {
                    best = Some((rival, found));
                }
            }
        }
        Ok(best.map(|(to, by)| search.turn(to, &by)))
    }
}

/// Where to start: from the numbers as they are, and from where the nearest of them alone turns it.
fn starts(sensitivities: &[Sensitivity], rival: usize) -> Vec<Vec<f64>> {
    let none = vec![0.0; sensitivities.len()];
    let mut starts = vec![none.clone()];
    let alone = sensitivities.iter().enumerate().filter_map(|(i, s)| {
        let turn = s.turn.filter(|turn| turn.to == rival)?;
        Some((i, logit(turn.at) - logit(s.value)))
    });
    if let Some((i, by)) = alone.min_by(|a, b| a.1.abs().total_cmp(&b.1.abs())) {
        let mut start = none;
        start[i] = by;
        starts.push(start);
    }
    starts
}

struct Search<'a, 'c> {
    model: &'a Model<'c>,
    /// The numbers that move; changes are by their order.
    numbers: Vec<usize>,
    /// The log-odds of all numbers at the start.
    start: Vec<f64>,
    /// All numbers at the start.
    from: Vec<f64>,
    /// What the session has now.
    values: Vec<f64>,
    session: Session,
    leader: usize,
}

impl Search<'_, '_> {
    /// The nearest change that makes the rival level with the leader, from a start; none when
    /// it does not converge, or a third hypothesis leads there.
    fn run(&mut self, rival: usize, start: Vec<f64>) -> Result<Option<Vec<f64>>, Error> {
        const N_STEPS: usize = 60;
        let mut by = start;
        for _ in 0..N_STEPS {
            let (ahead, slopes, is_first) = self.ahead(rival, &by)?;
            let square: f64 = slopes.iter().map(|s| s * s).sum();
            if square < 1e-18 {
                return Ok(None);
            }
            let along: f64 = slopes.iter().zip(&by).map(|(s, b)| s * b).sum();
            let next: Vec<f64> = slopes
                .iter()
                .map(|s| s * (along - ahead) / square)
                .collect();
            let step = norm_between(&next, &by);
            if ahead.abs() < 1e-10 && step < 1e-7 {
                return Ok(is_first.then_some(by));
            }
            // A long step leaves the place where the tangent means anything.
            let share = f64::min(1.0, 2.0 / step);
            for (by, next) in by.iter_mut().zip(next) {
                *by += (next - *by) * share;
            }
        }
        Ok(None)
    }

    /// After a change: ln(leader / rival), its derivative by each number's log-odds, and whether no third
    /// hypothesis is above them.
    fn ahead(&mut self, rival: usize, by: &[f64]) -> Result<(f64, Vec<f64>, bool), Error> {
        let values = self.moved(by);
        self.model
            .set_values(&mut self.session, &self.values, &values)?;
        self.values = values;
        let responses = Responses::new(self.model, &mut self.session, &self.values)?;
        let p = &responses.posteriors;
        let (leader, rival_p) = (p[self.leader].max(1e-300), p[rival].max(1e-300));
        let slope = |&number: &usize| {
            let slopes = responses.slopes(number);
            let x = self.values[number];
            (slopes[self.leader] / leader - slopes[rival] / rival_p) * x * (1.0 - x)
        };
        let slopes = self.numbers.iter().map(slope).collect();
        let most = p.iter().copied().fold(0.0, f64::max);
        let is_first = most <= p[self.leader].max(p[rival]) + 1e-9;
        Ok((libm::log(leader / rival_p), slopes, is_first))
    }

    /// All numbers after a change.
    fn moved(&self, by: &[f64]) -> Vec<f64> {
        let mut values = self.from.clone();
        for (&number, by) in self.numbers.iter().zip(by) {
            let p = 1.0 / (1.0 + libm::exp(-(self.start[number] + by)));
            values[number] = p.clamp(EDGE, 1.0 - EDGE);
        }
        values
    }

    fn turn(&self, to: usize, by: &[f64]) -> JointTurn {
        let values = self.moved(by);
        let mut order: Vec<usize> = (0..by.len()).collect();
        order.sort_by(|&a, &b| by[b].abs().total_cmp(&by[a].abs()).then(a.cmp(&b)));
        order.retain(|&i| by[i] != 0.0);
        let moves = order.iter().map(|&i| {
            let number = self.numbers[i];
            (number, values[number])
        });
        JointTurn {
            to,
            decibans: norm(by) * DECIBANS,
            moves: moves.collect(),
        }
    }
}

fn logit(p: f64) -> f64 {
    libm::log(p / (1.0 - p))
}

fn norm(by: &[f64]) -> f64 {
    libm::sqrt(by.iter().map(|b| b * b).sum())
}

fn norm_between(a: &[f64], b: &[f64]) -> f64 {
    libm::sqrt(a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum())
}
