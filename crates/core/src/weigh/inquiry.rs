//! What is worth finding out: how much the answer to each open question would tell about the
//! hypotheses, and what they would be then.

use abduce_infer::{Error, Finding, Session};

use super::WeighError;
use super::changes::Situation;
use super::model::{Model, probability};
use crate::case::model::{Frame, Proposition};

/// A proposition that is not known, and what knowing it would tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Inquiry {
    /// The claim, the forecast, or the evidence item that is only reported.
    pub proposition: Proposition,
    /// How probably it is true.
    pub probability: f64,
    /// Its mutual information with the hypotheses, in bits: in the rival frame one number; in
    /// the contributory frame one of each cause, `other` last.
    pub bits: Vec<f64>,
    /// The posteriors if it turned out true.
    pub if_true: Vec<f64>,
    /// The posteriors if it turned out false.
    pub if_false: Vec<f64>,
}

impl Inquiry {
    /// What it is worth at most: of all that it tells the largest, in bits.
    pub fn most_bits(&self) -> f64 {
        self.bits.iter().copied().fold(0.0, f64::max)
    }
}

impl Model<'_> {
    /// All that is not known and bears on something, in the order of the case: claims, evidence,
    /// forecasts.
    ///
    /// # Errors
    /// When what is known cannot be.
    pub fn inquiries(&self, situation: &Situation) -> Result<Vec<Inquiry>, WeighError> {
        self.find_inquiries(situation)
            .map_err(|error| WeighError::from_engine(error, self.network()))
    }

    fn find_inquiries(&self, situation: &Situation) -> Result<Vec<Inquiry>, Error> {
        let claims = (0..self.case().claims.len()).map(Proposition::Claim);
        let evidence = (0..self.case().evidence.len()).map(Proposition::Evidence);
        let is_yes_no = |i: &usize| self.case().forecasts[*i].is_yes_no();
        let forecasts = (0..self.case().forecasts.len()).filter(is_yes_no);
        let forecasts = forecasts.map(Proposition::Forecast);
        let mut session = self.session(situation)?;
        let now = self.posteriors(&mut session)?;
        let mut found = Vec::new();
        for proposition in claims.chain(evidence).chain(forecasts) {
            found.extend(self.inquiry(&mut session, proposition, &now)?);
        }
        Ok(found)
    }

    /// None for what is told.
    fn inquiry(
        &self,
        session: &mut Session,
        proposition: Proposition,
        now: &[f64],
    ) -> Result<Option<Inquiry>, Error> {
        let statement = self.network().proposition(proposition);
        if session.findings().get(statement.variable).is_some() {
            return Ok(None);
        }
        let p = probability(session, statement)?;
        let mut answer = |yes: bool| -> Result<Vec<f64>, Error> {
            session.set(statement.variable, Finding::State(usize::from(yes)))?;
            self.posteriors(session)
        };
        // What cannot be true, or false, to the last digit tells nothing.
        let (if_true, if_false) = match p {
            0.0 => (now.to_vec(), answer(false)?),
            1.0 => (answer(true)?, now.to_vec()),
            _ => (answer(true)?, answer(false)?),
        };
        session.unset(statement.variable);
        let mean = |tell: &dyn Fn(f64, f64) -> f64, i: usize| {
            p * tell(if_true[i], now[i]) + (1.0 - p) * tell(if_false[i], now[i])
        };
        let causes = 0..now.len();
        let bits: Vec<f64> = if self.case().frame == Frame::Rival {
            vec![causes.map(|i| mean(&divergence, i)).sum()]
        } else {
            // Of a cause: that it was at work, and that it was not.
            let both = |then, now| divergence(then, now) + divergence(1.0 - then, 1.0 - now);
            causes.map(|i| mean(&both, i)).collect()
        };
        let bits = bits.into_iter().map(|bits| bits.max(0.0)).collect();
        Ok(Some(Inquiry {
            proposition,
            probability: p,
            bits,
            if_true,
            if_false,
        }))
    }
}

/// p log2(p / q), and 0 where `p` is 0.
fn divergence(p: f64, q: f64) -> f64 {
    if p <= 0.0 || q <= 0.0 {
        return 0.0;
    }
    p * libm::log2(p / q)
}
