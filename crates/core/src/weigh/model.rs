//! A case compiled once, to be asked again and again: with other numbers, other findings, or
//! one item left out.

use abduce_infer::{CompileOptions, Error, Findings, JunctionTree, Session};
use jiff::civil::Date;

use super::changes::Situation;
use super::{
    Options, WeighError, WeighedEvidence, WeighedHypothesis, WeighedSource, Weighing, Weight,
};
use crate::case::model::{Case, Proposition};
use crate::credence::decibans;
use crate::network::{self, CaseNetwork, Number, Statement};

/// A case, its network, and the junction tree compiled for it.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    case: &'a Case,
    network: CaseNetwork<'a>,
    tree: JunctionTree,
    as_of: Option<Date>,
}

impl<'a> Model<'a> {
    /// Compiles a case. `case` must have come from a file without faults that keep it from
    /// being weighed.
    ///
    /// # Errors
    /// When the network needs more memory than allowed, or a proposition has too many grounds.
    pub fn compile(case: &'a Case, options: Options) -> Result<Model<'a>, WeighError> {
        let network = CaseNetwork::build(case)?;
        let compile = CompileOptions::default().with_memory_limit(options.memory_limit);
        let tree = JunctionTree::compile(network.network(), &compile)
            .map_err(|error| WeighError::from_engine(error, &network))?;
        Ok(Model {
            case,
            tree,
            as_of: options.as_of.or(case.as_of.as_ref().map(|date| date.value)),
            network,
        })
    }

    /// The case.
    pub fn case(&self) -> &'a Case {
        self.case
    }

    /// Its network.
    pub fn network(&self) -> &CaseNetwork<'a> {
        &self.network
    }

    /// The tree compiled for it.
    pub fn tree(&self) -> &JunctionTree {
        &self.tree
    }

    /// The day that it is weighed as of.
    pub fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// Every number that has an effect, in the order of the file; what is not written comes last.
    pub fn numbers(&self) -> &[Number] {
        self.network.numbers()
    }

    /// A session with the numbers and the findings of a situation.
    ///
    /// # Errors
    /// Those of the engine, which has none for a case that was compiled.
    pub fn session(&self, situation: &Situation) -> Result<Session, Error> {
        let mut session = self.tree.session();
        let today: Vec<f64> = self.numbers().iter().map(Number::value).collect();
        self.set_values(&mut session, &today, situation.values())?;
        session.set_all(&situation.findings)?;
        Ok(session)
    }

    /// Gives a session the numbers `values` in place of those it has, `old`.
    ///
    /// # Errors
    /// Those of the engine, for values that are not inside 0 and 1.
    pub fn set_values(
        &self,
        session: &mut Session,
        old: &[f64],
        values: &[f64],
    ) -> Result<(), Error> {
        let moved: Vec<usize> = (0..values.len()).filter(|&i| old[i] != values[i]).collect();
        let mut tables: Vec<_> = moved
            .iter()
            .flat_map(|&number| self.network.tables_of(number))
            .collect();
        tables.sort_unstable();
        tables.dedup();
        for table in tables {
            session.set_values(table, self.network.table(table, values))?;
        }
        Ok(())
    }

    /// The hypotheses, then `other`.
    pub fn hypotheses(&self) -> impl Iterator<Item = Proposition> + use<> {
        let listed = (0..self.case.hypotheses.len()).map(Proposition::Hypothesis);
        listed.chain([Proposition::Other])
    }

    /// P(hypothesis) of each of them, `other` last, as a session has it.
    ///
    /// # Errors
    /// [`Error::Impossible`] when what the session is told cannot be.
    pub fn posteriors(&self, session: &mut Session) -> Result<Vec<f64>, Error> {
        let statements = self.hypotheses().map(|p| self.network.proposition(p));
        statements
            .map(|statement| probability(session, statement))
            .collect()
    }

    /// The posteriors, and what each item of evidence did.
    ///
    /// # Errors
    /// When what is known cannot be.
    pub fn weigh(&self, situation: &Situation) -> Result<Weighing, WeighError> {
        self.find_weighing(situation)
            .map_err(|error| WeighError::from_engine(error, &self.network))
    }

    fn find_weighing(&self, situation: &Situation) -> Result<Weighing, Error> {
        let session = &mut self.session(situation)?;
        let findings = &situation.findings;
        session.set_all(&Findings::new())?;
        let before = self.posteriors(session)?;
        session.set_all(findings)?;
        let evidence_ln = session.evidence_ln()?;
        let after = self.posteriors(session)?;
        let claims = self.all(session, self.case.claims.len(), Proposition::Claim)?;
        let forecasts = self.all(session, self.case.forecasts.len(), Proposition::Forecast)?;
        let items = self.all(session, self.case.evidence.len(), Proposition::Evidence)?;
        let sources = self.sources(session)?;
        let but_for = self.but_for(session, findings)?;
        let rows = before.into_iter().zip(&after).enumerate();
        let hypotheses = rows.map(|(i, (prior, &posterior))| WeighedHypothesis {
            prior,
            posterior,
            but_for: but_for.as_ref().map(|but_for| but_for[i]),
        });
        Ok(Weighing {
            as_of: self.as_of,
            evidence_ln,
            hypotheses: hypotheses.collect(),
            evidence: self.evidence(session, findings, &after, &items)?,
            claims,
            sources,
            forecasts,
        })
    }

    fn all(
        &self,
        session: &mut Session,
        count: usize,
        proposition: fn(usize) -> Proposition,
    ) -> Result<Vec<f64>, Error> {
        (0..count)
            .map(|i| probability(session, self.network.proposition(proposition(i))))
            .collect()
    }

    /// Of each cause, the probability that it acted and no other did: that one cause acted,
    /// and it was this one.
    pub(super) fn but_for(
        &self,
        session: &mut Session,
        findings: &Findings,
    ) -> Result<Option<Vec<f64>>, Error> {
        let Some(one_acts) = self.network.one_acts(findings) else {
            return Ok(None);
        };
        session.set_all(findings)?;
        let all_ln = session.evidence_ln()?;
        session.set_all(&one_acts)?;
        let p_one = libm::exp(session.evidence_ln()? - all_ln);
        let acts = self
            .hypotheses()
            .filter_map(|cause| self.network.acts(cause));
        let shares = acts.map(|acts| Ok(p_one * probability(session, acts)?));
        let shares = shares.collect::<Result<_, Error>>()?;
        session.set_all(findings)?;
        Ok(Some(shares))
    }

    fn evidence(
        &self,
        session: &mut Session,
        findings: &Findings,
        with: &[f64],
        items: &[f64],
    ) -> Result<Vec<WeighedEvidence>, Error> {
        let mut rows = Vec::with_capacity(items.len());
        for (i, posterior) in items.iter().enumerate() {
            let is_known = self.network.is_heard(findings, i);
            let weight = match is_known {
                true => Some(self.weight(session, findings, i, with)?),
                false => None,
            };
            rows.push(WeighedEvidence {
                posterior: *posterior,
                weight,
            });
        }
        session.set_all(findings)?;
        Ok(rows)
    }

    fn weight(
        &self,
        session: &mut Session,
        findings: &Findings,
        evidence: usize,
        with: &[f64],
    ) -> Result<Weight, Error> {
        session.set_all(&self.network.without(findings, evidence))?;
        let without = self.posteriors(session)?;
        let pairs = with.iter().zip(&without);
        let decibans = pairs
            .map(|(with, without)| decibans(*with) - decibans(*without))
            .collect();
        Ok(Weight { without, decibans })
    }

    fn sources(&self, session: &mut Session) -> Result<Vec<WeighedSource>, Error> {
        let sources = self.case.sources.iter().enumerate();
        let weighed = sources.map(|(i, source)| {
            let prior = network::prior_reliability(self.case, source);
            let posterior = probability(session, self.network.reliable(i))?;
            Ok(WeighedSource { prior, posterior })
        });
        weighed.collect()
    }
}

/// The probability of a statement, as a session has it.
pub(super) fn probability(session: &mut Session, statement: Statement) -> Result<f64, Error> {
    Ok(session.marginal(statement.variable)?[statement.state])
}
