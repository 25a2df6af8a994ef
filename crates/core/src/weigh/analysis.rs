//! Everything that is asked of a case at once, for reports.

use abduce_infer::{Error, Finding, Findings};

use super::changes::Situation;
use super::classic::{Classic, Credibility, Rating, Row};
use super::inquiry::Inquiry;
use super::model::{Model, probability};
use super::pairs::Together;
use super::ranges::{Draws, Ranges};
use super::sensitivity::Sensitivity;
use super::timeline::{Rung, Step};
use super::turning::JointTurn;
use super::{WeighError, Weighing};
use crate::case::model::Proposition;
use crate::network::prior_reliability;

/// A case weighed, and all that is said of what would change it.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// The posteriors, and what each item of evidence did.
    pub weighing: Weighing,
    /// The intervals around them.
    pub ranges: Ranges,
    /// How the answer hangs on each number.
    pub sensitivities: Vec<Sensitivity>,
    /// The smallest change of all numbers together that turns it.
    pub joint_turn: Option<JointTurn>,
    /// What is worth finding out.
    pub inquiries: Vec<Inquiry>,
    /// Items of evidence beside one another.
    pub together: Together,
    /// How belief moved.
    pub timeline: Vec<Step>,
    /// How it came to this, one thing after another.
    pub ladder: Vec<Rung>,
    /// What matrix tools would answer.
    pub classic: Classic,
}

impl Model<'_> {
    /// All analyses.
    ///
    /// # Errors
    /// When what is known cannot be, or eight draws do not fit into the memory allowed.
    pub fn analyse(&self, situation: &Situation, draws: Draws) -> Result<Analysis, WeighError> {
        let sensitivities = self.sensitivities(situation)?;
        Ok(Analysis {
            weighing: self.weigh(situation)?,
            ranges: self.ranges(situation, draws)?,
            joint_turn: self.joint_turn(situation, &sensitivities)?,
            sensitivities,
            inquiries: self.inquiries(situation)?,
            together: self.together(situation)?,
            timeline: self.timeline(situation)?,
            ladder: self.ladder(situation)?,
            classic: self.classic(situation)?,
        })
    }

    /// The matrix that a tool which counts inconsistencies would be given: each known item rated
    /// by how probable it is when a hypothesis is true and nothing else is known.
    ///
    /// # Errors
    /// Those of the engine, which has none for a case that was compiled.
    pub fn classic(&self, situation: &Situation) -> Result<Classic, WeighError> {
        self.find_classic(situation)
            .map_err(|error| WeighError::from_engine(error, self.network()))
    }

    fn find_classic(&self, situation: &Situation) -> Result<Classic, Error> {
        let case = self.case();
        let known: Vec<usize> = (0..case.evidence.len())
            .filter(|&i| self.network().is_heard(&situation.findings, i))
            .collect();
        let mut rows: Vec<Row> = known
            .iter()
            .map(|&evidence| Row {
                evidence,
                credibility: self.credibility(evidence),
                ratings: Vec::new(),
            })
            .collect();
        let mut session = self.session(situation)?;
        for hypothesis in (0..case.hypotheses.len()).map(Proposition::Hypothesis) {
            let statement = self.network().proposition(hypothesis);
            session.set_all(&Findings::new())?;
            session.set(statement.variable, Finding::State(statement.state))?;
            for row in &mut rows {
                let item = Proposition::Evidence(row.evidence);
                let p = probability(&mut session, self.network().proposition(item))?;
                let is_found = case.evidence[row.evidence]
                    .observed
                    .as_ref()
                    .is_none_or(|observed| observed.value);
                row.ratings
                    .push(Rating::nearest(if is_found { p } else { 1.0 - p }));
            }
        }
        Ok(Classic::count(rows, case.hypotheses.len()))
    }

    /// How far the best of an item's sources is believed; what was seen is believed.
    fn credibility(&self, evidence: usize) -> Credibility {
        let case = self.case();
        let item = &case.evidence[evidence];
        let sources = item.source.iter().chain(&item.also);
        let best = sources
            .map(|source| prior_reliability(case, &case.sources[source.value]))
            .fold(None, |best: Option<f64>, r| {
                Some(best.map_or(r, |b| b.max(r)))
            });
        Credibility::of(best.unwrap_or(1.0))
    }
}
