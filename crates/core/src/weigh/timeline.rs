//! How belief moved: the posteriors after each day on which something became known.

use abduce_infer::{Error, Findings, Session};
use jiff::civil::Date;

use super::WeighError;
use super::changes::Situation;
use super::model::Model;
use crate::case::model::Proposition;
use crate::credence::decibans;
use crate::network::known_on;

/// A day on which something became known.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The day; none for what was known from the start, or bears no date.
    pub date: Option<Date>,
    /// The posteriors after it, `other` last.
    pub posteriors: Vec<f64>,
    /// What became known, in the order of the case.
    pub news: Vec<News>,
}

/// Something that became known.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// The evidence item, claim or forecast.
    pub proposition: Proposition,
    /// What it did to each hypothesis, `other` last, in decibans, given all that was known by the
    /// end of the day.
    pub decibans: Vec<f64>,
}

/// The posteriors after one more thing became known.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung {
    /// What became known; none at the start.
    pub news: Option<Proposition>,
    /// The posteriors then, `other` last.
    pub posteriors: Vec<f64>,
}

impl Model<'_> {
    /// The posteriors over time, up to the day that the case is weighed as of. The first step is
    /// what is undated; a forecast without a day to be weighed as of is left out, as it is in weighing.
    ///
    /// # Errors
    /// When what is known cannot be.
    pub fn timeline(&self, situation: &Situation) -> Result<Vec<Step>, WeighError> {
        self.find_timeline(situation)
            .map_err(|error| WeighError::from_engine(error, self.network()))
    }

    fn find_timeline(&self, situation: &Situation) -> Result<Vec<Step>, Error> {
        let news = self.news(situation);
        let mut session = self.session(situation)?;
        let mut steps = Vec::new();
        let mut at = 0;
        let mut date = None;
        loop {
            let n = news[at..].iter().take_while(|item| item.1 == date).count();
            let fresh: Vec<Proposition> = news[at..at + n].iter().map(|item| item.0).collect();
            at += n;
            let findings = self.before(situation, &news[at..]);
            steps.push(self.step(&mut session, date, &findings, &fresh)?);
            let Some(next) = news.get(at) else {
                return Ok(steps);
            };
            date = next.1;
        }
    }

    /// The posteriors as one thing after another becomes known, in the order of their days and, on one
    /// day, of the case: first with nothing known but whether the event happened.
    ///
    /// # Errors
    /// When what is known cannot be.
    pub fn ladder(&self, situation: &Situation) -> Result<Vec<Rung>, WeighError> {
        self.find_ladder(situation)
            .map_err(|error| WeighError::from_engine(error, self.network()))
    }

    fn find_ladder(&self, situation: &Situation) -> Result<Vec<Rung>, Error> {
        let news = self.news(situation);
        let mut session = self.session(situation)?;
        let mut rungs = Vec::new();
        for n_known in 0..=news.len() {
            session.set_all(&self.before(situation, &news[n_known..]))?;
            rungs.push(Rung {
                news: n_known.checked_sub(1).map(|last| news[last].0),
                posteriors: self.posteriors(&mut session)?,
            });
        }
        Ok(rungs)
    }

    /// What is known, with its day, in the order of the days.
    fn news(&self, situation: &Situation) -> Vec<(Proposition, Option<Date>)> {
        let mut news = known_on(self.case(), self.as_of());
        news.retain(|(p, _)| match p {
            Proposition::Evidence(i) => self.network().is_heard(&situation.findings, *i),
            _ => true,
        });
        news.sort_by_key(|(_, date)| *date);
        news
    }

    /// What was known before some things became so.
    fn before(&self, situation: &Situation, later: &[(Proposition, Option<Date>)]) -> Findings {
        let all = situation.findings.clone();
        later
            .iter()
            .fold(all, |left, item| self.network().untold(&left, item.0))
    }

    fn step(
        &self,
        session: &mut Session,
        date: Option<Date>,
        findings: &Findings,
        fresh: &[Proposition],
    ) -> Result<Step, Error> {
        session.set_all(findings)?;
        let posteriors = self.posteriors(session)?;
        let mut news = Vec::new();
        for &proposition in fresh {
            session.set_all(&self.network().untold(findings, proposition))?;
            let without = self.posteriors(session)?;
            let pairs = posteriors.iter().zip(&without);
            news.push(News {
                proposition,
                decibans: pairs.map(|(a, b)| decibans(*a) - decibans(*b)).collect(),
            });
        }
        Ok(Step {
            date,
            posteriors,
            news,
        })
    }
}
