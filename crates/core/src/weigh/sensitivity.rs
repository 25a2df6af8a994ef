//! How the answer hangs on each number: the derivative of every posterior, and the nearest value
//! at which another hypothesis leads, or the leader reads otherwise in words.
//!
//! One table of a network enters the probability of what is known linearly (Castillo, Gutiérrez & Hadi,
//! "Sensitivity analysis in discrete Bayesian networks", 1997). So the derivatives of one pass
//! say what every posterior is for any value of a number that stands in one table, exactly and
//! without weighing again; only numbers in several tables (the grade of several sources, the noise of a source
//! heard more than once) are weighed anew.

use abduce_infer::{Error, FactorId, Session};

use super::changes::Situation;
use super::model::Model;
use super::{WeighError, leader_of};
use crate::credence::{EDGE, Reading, decibans};

/// How the answer hangs on one number.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// Which of the model's numbers.
    pub number: usize,
    /// Its value as weighed.
    pub value: f64,
    /// Of each hypothesis, `other` last: the derivative of its posterior with respect to the
    /// number, per unit.
    pub slopes: Vec<f64>,
    /// The posteriors at the lower and the upper end of the number's range; of a number without
    /// a range, at half and at twice its odds.
    pub ends: [(f64, Vec<f64>); 2],
    /// The nearest value at which another hypothesis leads; none when there is none in (0, 1).
    pub turn: Option<Turn>,
    /// The nearest value at which the leader's posterior reads otherwise on the case's scale.
    pub rewording: Option<Rewording>,
}

/// A value at which another hypothesis leads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    /// The value: beyond it the other leads.
    pub at: f64,
    /// The hypothesis that leads then, by its place; the number of hypotheses for `other`.
    pub to: usize,
    /// Whether the value lies in the range that the number is stated as; never for a point.
    pub is_in_range: bool,
}

/// A value at which the leader's posterior reads otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rewording {
    /// The value: beyond it the words are others.
    pub at: f64,
    /// How it reads then.
    pub to: Reading,
    /// Whether the value lies in the range that the number is stated as; never for a point.
    pub is_in_range: bool,
}

impl Sensitivity {
    /// How far the number is from where it turns the answer, in decibans of its own odds; none
    /// where it does not.
    pub fn turns_after(&self) -> Option<f64> {
        let turn = self.turn?;
        Some((decibans(turn.at) - decibans(self.value)).abs())
    }
}

impl Model<'_> {
    /// How the answer hangs on every number that can be moved, in the order of
    /// [`Model::numbers`].
    ///
    /// # Errors
    /// When what is known cannot be.
    pub fn sensitivities(&self, situation: &Situation) -> Result<Vec<Sensitivity>, WeighError> {
        self.find_sensitivities(situation)
            .map_err(|error| WeighError::from_engine(error, self.network()))
    }

    fn find_sensitivities(&self, situation: &Situation) -> Result<Vec<Sensitivity>, Error> {
        let mut session = self.session(situation)?;
        let responses = Responses::new(self, &mut session, situation.values())?;
        let mut found = Vec::new();
        for number in 0..self.numbers().len() {
            if !self.network().tables_of(number).is_empty() {
                let range = situation.range(number);
                found.push(responses.sensitivity(&mut session, number, range)?);
            }
        }
        Ok(found)
    }
}

/// All derivatives at some values of the numbers.
pub(super) struct Responses<'a, 'c> {
    model: &'a Model<'c>,
    values: &'a [f64],
    pub(super) posteriors: Vec<f64>,
    /// Of each hypothesis, of each made table: the derivative of its posterior by each entry.
    slopes: Vec<Vec<(FactorId, Vec<f64>)>>,
    /// The same of ln P(what is known).
    slopes_ln: Vec<(FactorId, Vec<f64>)>,
}

impl<'a, 'c> Responses<'a, 'c> {
    /// The session must have these values.
    pub(super) fn new(
        model: &'a Model<'c>,
        session: &mut Session,
        values: &'a [f64],
    ) -> Result<Responses<'a, 'c>, Error> {
        let network = model.network();
        let mut slopes = Vec::new();
        for hypothesis in model.hypotheses() {
            let statement = network.proposition(hypothesis);
            let gradient = session.gradient(statement.variable, statement.state)?;
            let each = network
                .made_tables()
                .map(|table| Ok((table, gradient.of(table)?.to_vec())));
            slopes.push(each.collect::<Result<_, Error>>()?);
        }
        let gradient = session.gradient_evidence()?;
        let each = network
            .made_tables()
            .map(|table| Ok((table, gradient.of(table)?.to_vec())));
        Ok(Responses {
            model,
            values,
            posteriors: model.posteriors(session)?,
            slopes,
            slopes_ln: each.collect::<Result<_, Error>>()?,
        })
    }

    /// Of each hypothesis, the derivative of its posterior with respect to a number.
    pub(super) fn slopes(&self, number: usize) -> Vec<f64> {
        let network = self.model.network();
        let mut slopes = vec![0.0; self.slopes.len()];
        for table in network.tables_of(number) {
            let moves = network.slope(table, self.values, number);
            for (slope, by_table) in slopes.iter_mut().zip(&self.slopes) {
                *slope += dot(of(by_table, table), &moves);
            }
        }
        slopes
    }

    fn sensitivity(
        &self,
        session: &mut Session,
        number: usize,
        range: Option<(f64, f64)>,
    ) -> Result<Sensitivity, Error> {
        let leader = leader_of(&self.posteriors);
        let scale = self.model.case().scale;
        let reading = scale.read(self.posteriors[leader]);
        let is_in_range = |at: f64| range.is_some_and(|(low, high)| (low..=high).contains(&at));
        let mut response = Response::new(self, session, number);
        let turned = |posteriors: &[f64]| leader_of(posteriors) != leader;
        let turn = response.nearest(turned)?.map(|(at, beyond)| Turn {
            at,
            to: leader_of(&beyond),
            is_in_range: is_in_range(at),
        });
        let reads_otherwise = |posteriors: &[f64]| scale.read(posteriors[leader]) != reading;
        let reworded = response.nearest(reads_otherwise)?;
        let rewording = reworded.map(|(at, beyond)| Rewording {
            at,
            to: scale.read(beyond[leader]),
            is_in_range: is_in_range(at),
        });
        let value = self.values[number];
        let by_odds = |factor: f64| factor * value / (1.0 - value + factor * value);
        let (low, high) = range.unwrap_or((by_odds(0.5), by_odds(2.0)));
        let ends = [(low, response.at(low)?), (high, response.at(high)?)];
        response.restore()?;
        Ok(Sensitivity {
            ends,
            number,
            value: self.values[number],
            slopes: self.slopes(number),
            turn,
            rewording,
        })
    }
}

/// The posteriors as one number moves.
struct Response<'r, 'a, 'c> {
    all: &'r Responses<'a, 'c>,
    session: &'r mut Session,
    number: usize,
    tables: Vec<FactorId>,
    values: Vec<f64>,
}

impl<'r, 'a, 'c> Response<'r, 'a, 'c> {
    fn new(all: &'r Responses<'a, 'c>, session: &'r mut Session, number: usize) -> Self {
        Response {
            session,
            number,
            tables: all.model.network().tables_of(number),
            values: all.values.to_vec(),
            all,
        }
    }

    /// The posteriors with the number at `at`, inside 0 and 1.
    fn at(&mut self, at: f64) -> Result<Vec<f64>, Error> {
        self.values[self.number] = at;
        if let [table] = self.tables[..] {
            return Ok(self.in_one_table(table));
        }
        self.tell()?;
        self.all.model.posteriors(self.session)
    }

    /// P(h, e) / P(e) before = the sum over all entries of the table of what each counts for.
    fn in_one_table(&self, table: FactorId) -> Vec<f64> {
        let entries = self.all.model.network().table(table, &self.values);
        let by_evidence = of(&self.all.slopes_ln, table);
        let all = dot(by_evidence, &entries);
        let rows = self.all.slopes.iter().zip(&self.all.posteriors);
        rows.map(|(slopes, p)| {
            let joint = dot(of(slopes, table), &entries) + p * all;
            (joint / all).clamp(0.0, 1.0)
        })
        .collect()
    }

    fn tell(&mut self) -> Result<(), Error> {
        let network = self.all.model.network();
        for &table in &self.tables {
            let entries = network.table(table, &self.values);
            self.session.set_values(table, entries)?;
        }
        Ok(())
    }

    /// Gives the session back as it was.
    fn restore(mut self) -> Result<(), Error> {
        self.values[self.number] = self.all.values[self.number];
        if self.tables.len() > 1 {
            self.tell()
        } else {
            Ok(())
        }
    }

    /// The value nearest to the number's at which `is_other` begins to hold, to either side, and the posteriors right beyond it.
    fn nearest(
        &mut self,
        is_other: impl Fn(&[f64]) -> bool,
    ) -> Result<Option<(f64, Vec<f64>)>, Error> {
        let from = self.all.values[self.number];
        let mut nearest: Option<(f64, Vec<f64>)> = None;
        for direction in [-1.0, 1.0] {
            if let Some(found) = self.first(direction, &is_other)? {
                let is_nearer = |old: &(f64, _)| (found.0 - from).abs() < (old.0 - from).abs();
                if nearest.as_ref().is_none_or(is_nearer) {
                    nearest = Some(found);
                }
            }
        }
        Ok(nearest)
    }

    /// The first such value in one direction: steps of log-odds, then halves of a step.
    fn first(
        &mut self,
        direction: f64,
        is_other: &impl Fn(&[f64]) -> bool,
    ) -> Result<Option<(f64, Vec<f64>)>, Error> {
        /// In nats.
        const STEP: f64 = 0.05;
        let edge = if direction < 0.0 { EDGE } else { 1.0 - EDGE };
        let mut inside = self.all.values[self.number];
        let mut log_odds = libm::log(inside / (1.0 - inside));
        while inside != edge {
            log_odds += direction * STEP;
            let next = 1.0 / (1.0 + libm::exp(-log_odds));
            let next = if (next - edge) * direction >= 0.0 {
                edge
            } else {
                next
            };
            if is_other(&self.at(next)?) {
                return self.halve(inside, next, is_other).map(Some);
            }
            inside = next;
        }
        Ok(None)
    }

    fn halve(
        &mut self,
        mut inside: f64,
        mut beyond: f64,
        is_other: &impl Fn(&[f64]) -> bool,
    ) -> Result<(f64, Vec<f64>), Error> {
        for _ in 0..60 {
            let middle = inside + (beyond - inside) / 2.0;
            if middle == inside || middle == beyond {
                break;
            }
            match is_other(&self.at(middle)?) {
                true => beyond = middle,
                false => inside = middle,
            }
        }
        Ok((beyond, self.at(beyond)?))
    }
}

fn of(tables: &[(FactorId, Vec<f64>)], table: FactorId) -> &[f64] {
    let at = tables.binary_search_by_key(&table, |(id, _)| *id);
    at.map_or(&[], |at| &tables[at].1)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
