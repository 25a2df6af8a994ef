//! Ranges carried through: every range of a case is drawn from at once, evenly and
//! independently, and each draw is weighed; the interval around an answer is the 5th to the
//! 95th percentile of what comes out (model.md, section 1).
//!
//! Draw `i` of number `j` is a pure function of the seed, `i` and `j` (the output function of
//! SplitMix64; Steele, Lea & Flood, "Fast splittable pseudorandom number generators", 2014), so the
//! same draws are made in any order and on any number of threads, and twice as many draws begin
//! with the same ones.

use abduce_infer::{Batch, BatchPosteriors, Error, Findings, Variable};

use super::changes::Situation;
use super::model::Model;
use super::{WeighError, leader_of};
use crate::case::model::Proposition;
use crate::network::Statement;

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    /// Where the draws begin.
    pub seed: u64,
    /// The fewest draws.
    pub least: usize,
    /// The most draws; doubled up to there until the intervals are known well enough.
    pub most: usize,
    /// On how many threads; it changes no digit of any answer.
    pub n_threads: usize,
}

impl Default for Draws {
    fn default() -> Draws {
        Draws {
            seed: 1,
            least: 1 << 10,
            most: 1 << 14,
            n_threads: 1,
        }
    }
}

/// The standard error of the ends of intervals at which no more draws are made: half a percent.
pub const ENOUGH: f64 = 0.005;

/// The 5th to the 95th percentile.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Interval {
    /// The 5th percentile.
    pub low: f64,
    /// The 95th percentile.
    pub high: f64,
    /// The standard error of the less certain end, from the order statistics around it.
    pub error: f64,
}

/// What is known of the answers when every range is drawn from.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranges {
    /// How many draws were made; 0 when no number of the case has a range.
    pub n_draws: usize,
    /// Where the draws began.
    pub seed: u64,
    /// How many numbers have ranges.
    pub n_ranges: usize,
    /// Of each hypothesis, `other` last.
    pub hypotheses: Vec<Interval>,
    /// Of each hypothesis, `other` last: the share of draws in which it leads.
    pub leads: Vec<f64>,
    /// Of each cause, `other` last: its but-for probability; contributory frame only.
    pub but_for: Option<Vec<Interval>>,
    /// Of each claim.
    pub claims: Vec<Interval>,
    /// Of each evidence item: that it is true.
    pub evidence: Vec<Interval>,
    /// Of each forecast.
    pub forecasts: Vec<Interval>,
    /// Of each source: that it is reliable.
    pub sources: Vec<Interval>,
}

impl Ranges {
    /// The largest standard error of an end of an interval.
    pub fn error(&self) -> f64 {
        let all = [
            &self.hypotheses,
            &self.claims,
            &self.evidence,
            &self.forecasts,
            &self.sources,
        ];
        let all = all.into_iter().chain(self.but_for.as_ref()).flatten();
        all.fold(0.0, |most, interval| f64::max(most, interval.error))
    }
}

impl Model<'_> {
    /// The intervals around all answers.
    ///
    /// # Errors
    /// When the tables of eight draws are beyond the memory limit, or what is known cannot be.
    pub fn ranges(&self, situation: &Situation, draws: Draws) -> Result<Ranges, WeighError> {
        self.find_ranges(situation, draws)
            .map_err(|error| WeighError::from_engine(error, self.network()))
    }

    /// The numbers of one draw, in the order of [`Model::numbers`].
    pub fn drawn_numbers(&self, situation: &Situation, draws: Draws, draw: usize) -> Vec<f64> {
        let ranges = self.drawn(situation);
        let drawing = Drawing {
            model: self,
            situation,
            ranges: &ranges,
            draws,
        };
        drawing.draw(draw)
    }

    fn find_ranges(&self, situation: &Situation, draws: Draws) -> Result<Ranges, Error> {
        let ranges = self.drawn(situation);
        let mut n = if ranges.is_empty() {
            0
        } else {
            draws.least.clamp(2, draws.most.max(2))
        };
        loop {
            let drawing = Drawing {
                model: self,
                situation,
                ranges: &ranges,
                draws,
            };
            let found = drawing.run(n)?;
            if n == 0 || found.error() <= ENOUGH || n >= draws.most {
                return Ok(found);
            }
            n = (n * 2).min(draws.most);
        }
    }

    /// The numbers that are drawn, with their ranges.
    fn drawn(&self, situation: &Situation) -> Vec<(usize, f64, f64)> {
        (0..self.numbers().len())
            .filter(|&i| !self.network().tables_of(i).is_empty())
            .filter_map(|i| situation.range(i).map(|(low, high)| (i, low, high)))
            .collect()
    }
}

struct Drawing<'a, 'c> {
    model: &'a Model<'c>,
    situation: &'a Situation,
    ranges: &'a [(usize, f64, f64)],
    draws: Draws,
}

impl Drawing<'_, '_> {
    fn run(&self, n: usize) -> Result<Ranges, Error> {
        let (model, case) = (self.model, self.model.case());
        let findings = &self.situation.findings;
        let network = model.network();
        let of = |count: usize, p: fn(usize) -> Proposition| -> Vec<Statement> {
            (0..count).map(|i| network.proposition(p(i))).collect()
        };
        let hypotheses: Vec<_> = model.hypotheses().map(|p| network.proposition(p)).collect();
        let claims = of(case.claims.len(), Proposition::Claim);
        let evidence = of(case.evidence.len(), Proposition::Evidence);
        let forecasts = of(case.forecasts.len(), Proposition::Forecast);
        let sources: Vec<_> = (0..case.sources.len())
            .map(|i| network.reliable(i))
            .collect();
        let lists = [&hypotheses, &claims, &evidence, &forecasts, &sources];
        let posteriors = self.weigh_each(&self.batch(findings, &lists)?, n)?;
        let intervals = |list: &[Statement]| -> Result<Vec<Interval>, Error> {
            list.iter().map(|&s| interval_of(&posteriors, s)).collect()
        };
        Ok(Ranges {
            n_draws: n,
            seed: self.draws.seed,
            n_ranges: self.ranges.len(),
            hypotheses: intervals(&hypotheses)?,
            leads: leads(&posteriors, &hypotheses)?,
            but_for: self.but_for(&posteriors, n)?,
            claims: intervals(&claims)?,
            evidence: intervals(&evidence)?,
            forecasts: intervals(&forecasts)?,
            sources: intervals(&sources)?,
        })
    }

    fn batch(&self, findings: &Findings, lists: &[&Vec<Statement>]) -> Result<Batch<'_>, Error> {
        let mut variables: Vec<Variable> = lists
            .iter()
            .flat_map(|list| list.iter().map(|statement| statement.variable))
            .collect();
        variables.sort_unstable();
        variables.dedup();
        let batch = self.model.tree().batch().telling(findings)?;
        Ok(batch
            .asking(&variables)?
            .on_threads(self.draws.n_threads.max(1)))
    }

    fn but_for(&self, all: &BatchPosteriors, n: usize) -> Result<Option<Vec<Interval>>, Error> {
        let network = self.model.network();
        let Some(one_acts) = network.one_acts(&self.situation.findings) else {
            return Ok(None);
        };
        let acts: Vec<_> = self
            .model
            .hypotheses()
            .filter_map(|cause| network.acts(cause))
            .collect();
        let one = self.weigh_each(&self.batch(&one_acts, &[&acts])?, n)?;
        let share = |statement: &Statement| {
            let each = (0..one.len()).map(|draw| {
                let p_one = libm::exp(one.evidence_ln(draw)? - all.evidence_ln(draw)?);
                Ok(p_one * one.marginal(draw, statement.variable)?[statement.state])
            });
            Ok(interval(each.collect::<Result<_, Error>>()?))
        };
        acts.iter().map(share).collect::<Result<_, _>>().map(Some)
    }

    /// The answers of a batch to each draw; to the numbers as they are when there are no draws.
    fn weigh_each(&self, batch: &Batch, n: usize) -> Result<BatchPosteriors, Error> {
        let network = self.model.network();
        let today = self.model.today();
        let changed = self.situation.values != today.values;
        let moves = |number: &usize| self.ranges.iter().any(|range| range.0 == *number);
        let tables: Vec<_> = network
            .made_tables()
            .filter(|&table| changed || network.numbers_of(table).iter().any(moves))
            .collect();
        batch.run(n.max(1), |draw, item| {
            let values = self.draw(draw);
            for &table in &tables {
                item.set_values(table, &network.table(table, &values))?;
            }
            Ok(())
        })
    }

    /// The numbers of a draw.
    fn draw(&self, draw: usize) -> Vec<f64> {
        let mut values = self.situation.values.clone();
        for &(number, low, high) in self.ranges {
            values[number] = low + (high - low) * uniform(self.draws.seed, draw, number);
        }
        values
    }
}

/// The marginal of one statement in each draw, as an interval.
fn interval_of(posteriors: &BatchPosteriors, statement: Statement) -> Result<Interval, Error> {
    let each = (0..posteriors.len())
        .map(|draw| Ok(posteriors.marginal(draw, statement.variable)?[statement.state]));
    Ok(interval(each.collect::<Result<_, Error>>()?))
}

/// The share of draws in which each hypothesis leads.
fn leads(posteriors: &BatchPosteriors, hypotheses: &[Statement]) -> Result<Vec<f64>, Error> {
    let mut counts = vec![0_usize; hypotheses.len()];
    for draw in 0..posteriors.len() {
        let row = hypotheses
            .iter()
            .map(|s| Ok(posteriors.marginal(draw, s.variable)?[s.state]));
        let row = row.collect::<Result<Vec<f64>, Error>>()?;
        counts[leader_of(&row)] += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "no case is drawn 2^52 times")]
    let share = |&count: &usize| count as f64 / posteriors.len().max(1) as f64;
    Ok(counts.iter().map(share).collect())
}

/// The 5th to the 95th percentile of some numbers, between order statistics as most programs
/// have it (type 7 of Hyndman & Fan, 1996).
fn interval(mut numbers: Vec<f64>) -> Interval {
    numbers.sort_unstable_by(f64::total_cmp);
    let (low, low_error) = percentile(&numbers, 0.05);
    let (high, high_error) = percentile(&numbers, 0.95);
    Interval {
        low,
        high,
        error: low_error.max(high_error),
    }
}

/// A percentile of ascending numbers, and its standard error: half the distance between the
/// order statistics that lie one standard deviation of their rank to either side.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ranks are small, and not negative"
)]
fn percentile(ascending: &[f64], p: f64) -> (f64, f64) {
    let Some(last) = ascending.len().checked_sub(1) else {
        return (0.0, 0.0);
    };
    let at = |rank: f64| {
        let rank = rank.clamp(0.0, last as f64);
        let below = rank as usize;
        let above = (below + 1).min(last);
        ascending[below] + (ascending[above] - ascending[below]) * (rank - below as f64)
    };
    let rank = last as f64 * p;
    let spread = libm::sqrt(ascending.len() as f64 * p * (1.0 - p));
    (at(rank), (at(rank + spread) - at(rank - spread)) / 2.0)
}

/// A number from 0 to 1 for each draw of each number.
fn uniform(seed: u64, draw: usize, number: usize) -> f64 {
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
    let stream = mixed(mixed(seed.wrapping_add(STEP)) ^ number as u64);
    let bits = mixed(stream.wrapping_add(STEP.wrapping_mul(draw as u64 + 1)));
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
    let unit = (bits >> 11) as f64 / (1_u64 << 53) as f64;
    unit
}

/// The output function of `SplitMix64`.
fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_even_and_do_not_hang_together() {
        const N: usize = 20_000;
        let draws = |number| (0..N).map(move |draw| uniform(7, draw, number));
        for number in 0..5 {
            let found = interval(draws(number).collect());
            assert!((found.low - 0.05).abs() < 4.0 * found.error);
            assert!((found.high - 0.95).abs() < 4.0 * found.error);
            let both = draws(number).zip(draws(number + 1));
            let products: f64 = both.map(|(a, b)| (a - 0.5) * (b - 0.5)).sum();
            // Of independent numbers: 0, with a standard deviation of 1/12 a draw.
            assert!(products.abs() < 4.0 * libm::sqrt(N as f64) / 12.0);
        }
    }

    #[test]
    fn percentiles_are_those_of_other_programs() {
        let found = interval((1..=101).map(f64::from).rev().collect());
        assert_eq!((found.low, found.high), (6.0, 96.0));
        assert_eq!(
            interval(vec![0.25]),
            Interval {
                low: 0.25,
                high: 0.25,
                error: 0.0
            }
        );
    }
}
