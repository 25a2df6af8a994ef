//! What if: a case with some numbers, some truths or some evidence other than they are.
//!
//! A change is written as `PATH=VALUE`, the path being that of a key in the case file:
//! `evidence.x.given.y=0.3`, `hypotheses.y.prior=likely` and `sources.z.grade=B` give a number;
//! `claims.x=true` and `hypotheses.y=false` suppose that something is so;
//! `evidence.x=dropped` leaves an item out.

use abduce_infer::{Finding, Findings};

use super::model::Model;
use crate::case::model::{Frame, Proposition};
use crate::case::nearest::nearest;
use crate::credence::{Credence, CredenceError, GRADES};
use crate::network::{Place, table_of};

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A number, by its place among the model's.
    Number {
        /// Which.
        number: usize,
        /// What it is to be.
        credence: Credence,
    },
    /// The prior of a rival as a probability, the others keeping their proportions; in the
    /// contributory frame the same as `Number`.
    Prior {
        /// The hypothesis, or `other`.
        hypothesis: Proposition,
        /// What it is to be.
        credence: Credence,
    },
    /// A proposition is supposed to be true or false, whatever is heard of it.
    Suppose {
        /// Which.
        proposition: Proposition,
        /// True or false.
        is_true: bool,
    },
    /// An evidence item, by its place in the case, is taken as never known.
    Drop(usize),
}

/// Why a change makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// It is not `PATH=VALUE`.
    #[error(
        "`{0}` is not a change: write PATH=VALUE, such as claims.x=true or evidence.x.otherwise=0.2"
    )]
    NotAChange(String),
    /// Nothing of the case has that path.
    #[error("the case has no `{path}`{}", near(.nearest))]
    UnknownPath {
        /// What was written.
        path: String,
        /// The path that it comes nearest to.
        nearest: Option<String>,
    },
    /// The value does not fit the path.
    #[error("`{value}` is not {expected}")]
    BadValue {
        /// What was written.
        value: String,
        /// What may stand there.
        expected: &'static str,
    },
    /// The number stands in tables that hold only for the numbers as they are.
    #[error("`{0}` cannot be moved: its proposition depends on more than 12 others at once")]
    Fixed(String),
    /// No hypothesis would be left.
    #[error("every hypothesis would be ruled out")]
    NothingLeft,
}

fn near(nearest: &Option<String>) -> String {
    nearest
        .as_ref()
        .map_or(String::new(), |path| format!("; did you mean `{path}`?"))
}

/// What a case is weighed with: its numbers, and what is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Situation {
    /// Of each of the model's numbers.
    pub(super) credences: Vec<Credence>,
    /// The same as they are weighed, each inside 0 and 1.
    pub(super) values: Vec<f64>,
    pub(super) findings: Findings,
}

impl Situation {
    /// The numbers as weighed.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The range that a number is stated as, held inside 0 and 1; none for a point.
    pub(super) fn range(&self, number: usize) -> Option<(f64, f64)> {
        self.credences[number].held_range()
    }

    fn set(&mut self, number: usize, credence: Credence) {
        self.credences[number] = credence;
        self.values[number] = credence.held().get();
    }
}

impl Model<'_> {
    /// The case as it is.
    pub fn today(&self) -> Situation {
        let credences: Vec<Credence> = self.numbers().iter().map(|n| n.credence).collect();
        Situation {
            values: credences.iter().map(|c| c.held().get()).collect(),
            credences,
            findings: self.network().findings(self.as_of(), None),
        }
    }

    /// The case with some changes, made one after the other.
    ///
    /// # Errors
    /// [`ChangeError::Fixed`], [`ChangeError::NothingLeft`].
    pub fn changed(&self, changes: &[Change]) -> Result<Situation, ChangeError> {
        let mut situation = self.today();
        for change in changes {
            self.make(&mut situation, change)?;
        }
        Ok(situation)
    }

    fn make(&self, situation: &mut Situation, change: &Change) -> Result<(), ChangeError> {
        match *change {
            Change::Number { number, credence } => {
                self.check_moves(number)?;
                situation.set(number, credence);
            }
            Change::Prior {
                hypothesis,
                credence,
            } => self.set_prior(situation, hypothesis, credence)?,
            Change::Suppose {
                proposition,
                is_true,
            } => self.suppose(&mut situation.findings, proposition, is_true)?,
            Change::Drop(evidence) => {
                situation.findings = self.network().without(&situation.findings, evidence);
            }
        }
        Ok(())
    }

    fn check_moves(&self, number: usize) -> Result<(), ChangeError> {
        if self.network().tables_of(number).is_empty() {
            let path = self.numbers()[number].place.path(self.case());
            return Err(ChangeError::Fixed(path));
        }
        Ok(())
    }

    fn set_prior(
        &self,
        situation: &mut Situation,
        hypothesis: Proposition,
        credence: Credence,
    ) -> Result<(), ChangeError> {
        let number = |of| self.number_at(&Place::Prior(of));
        if self.case().frame == Frame::Contributory {
            let base = number(hypothesis).or_else(|| self.number_at(&Place::Otherwise(hypothesis)));
            let Some(number) = base else { return Ok(()) };
            self.check_moves(number)?;
            situation.set(number, credence);
            return Ok(());
        }
        let others = self.hypotheses().filter(|&p| p != hypothesis);
        let others: Vec<usize> = others.filter_map(number).collect();
        let rest: f64 = others.iter().map(|&n| situation.values[n]).sum();
        let left = 1.0 - credence.held().get();
        for n in others {
            let scaled = |p: f64| (p / rest * left).clamp(0.0, 1.0);
            let old = situation.credences[n];
            let new = Credence::range(scaled(old.low()), scaled(old.high()));
            situation.set(n, new.unwrap_or(Credence::EVEN));
        }
        if let Some(number) = number(hypothesis) {
            situation.set(number, credence);
        }
        Ok(())
    }

    fn suppose(
        &self,
        findings: &mut Findings,
        proposition: Proposition,
        is_true: bool,
    ) -> Result<(), ChangeError> {
        let statement = self.network().proposition(proposition);
        let is_rival = self.case().frame == Frame::Rival
            && matches!(proposition, Proposition::Hypothesis(_) | Proposition::Other);
        if is_true || !is_rival {
            let state = if is_true { statement.state } else { 0 };
            findings.set(statement.variable, Finding::State(state));
            return Ok(());
        }
        let n_states = self.hypotheses().count();
        let mut left = match findings.get(statement.variable) {
            Some(Finding::Likelihood(left)) => left.to_vec(),
            Some(Finding::State(state)) => (0..n_states)
                .map(|s| f64::from(u8::from(s == *state)))
                .collect(),
            None => vec![1.0; n_states],
        };
        left[statement.state] = 0.0;
        if left.iter().all(|&p| p == 0.0) {
            return Err(ChangeError::NothingLeft);
        }
        findings.set(statement.variable, Finding::Likelihood(left.into()));
        Ok(())
    }

    /// The number at a place, by its place among the model's.
    pub fn number_at(&self, place: &Place) -> Option<usize> {
        self.numbers().iter().position(|n| n.place == *place)
    }

    /// Reads a change, `PATH=VALUE`.
    ///
    /// # Errors
    /// All but [`ChangeError::Fixed`] and [`ChangeError::NothingLeft`].
    pub fn read_change(&self, text: &str) -> Result<Change, ChangeError> {
        let Some((path, value)) = text.split_once('=') else {
            return Err(ChangeError::NotAChange(text.to_owned()));
        };
        let (path, value) = (path.trim(), value.trim());
        if let Some(proposition) = self.proposition_at(path) {
            return read_truth(proposition, value);
        }
        let case = self.case();
        let number = self
            .numbers()
            .iter()
            .position(|n| n.place.path(case) == path);
        match number {
            Some(number) => Ok(Change::Number {
                number,
                credence: self.read_credence(number, value)?,
            }),
            None => Err(self.unknown(path)),
        }
    }

    /// Reads what is supposed, `PATH=true` or `PATH=false`.
    ///
    /// # Errors
    /// As [`Model::read_change`].
    pub fn read_supposed(&self, text: &str) -> Result<Change, ChangeError> {
        match self.read_change(text)? {
            change @ Change::Suppose { .. } => Ok(change),
            _ => Err(ChangeError::BadValue {
                value: text.to_owned(),
                expected: "a proposition that is true or false, such as evidence.x=false",
            }),
        }
    }

    /// Reads a change of a prior, `HYPOTHESIS=VALUE`.
    ///
    /// # Errors
    /// As [`Model::read_change`].
    pub fn read_prior(&self, text: &str) -> Result<Change, ChangeError> {
        let Some((id, value)) = text.split_once('=') else {
            return Err(ChangeError::NotAChange(text.to_owned()));
        };
        let hypothesis = self.hypothesis_called(id.trim())?;
        let credence = self.credence(value.trim())?;
        Ok(Change::Prior {
            hypothesis,
            credence,
        })
    }

    /// The hypothesis with an id, or `hypotheses.ID`.
    ///
    /// # Errors
    /// [`ChangeError::UnknownPath`].
    pub fn hypothesis_called(&self, id: &str) -> Result<Proposition, ChangeError> {
        let id = id.strip_prefix("hypotheses.").unwrap_or(id);
        let found = self.hypotheses().find(|&p| self.case().id(p) == id);
        found.ok_or_else(|| ChangeError::UnknownPath {
            path: id.to_owned(),
            nearest: nearest(id, self.hypotheses().map(|p| self.case().id(p)))
                .map(|near| near.name().to_owned()),
        })
    }

    /// The evidence item with an id, or `evidence.ID`, by its place in the case.
    ///
    /// # Errors
    /// [`ChangeError::UnknownPath`].
    pub fn evidence_called(&self, id: &str) -> Result<usize, ChangeError> {
        let id = id.strip_prefix("evidence.").unwrap_or(id);
        let ids = || self.case().evidence.iter().map(|e| e.item.id.as_str());
        let found = ids().position(|known| known == id);
        found.ok_or_else(|| ChangeError::UnknownPath {
            path: id.to_owned(),
            nearest: nearest(id, ids()).map(|near| near.name().to_owned()),
        })
    }

    /// Every proposition of the case.
    fn propositions(&self) -> impl Iterator<Item = Proposition> {
        let case = self.case();
        let claims = (0..case.claims.len()).map(Proposition::Claim);
        let evidence = (0..case.evidence.len()).map(Proposition::Evidence);
        let forecasts = (0..case.forecasts.len()).map(Proposition::Forecast);
        self.hypotheses()
            .chain(claims)
            .chain(evidence)
            .chain(forecasts)
    }

    fn path_of(&self, proposition: Proposition) -> String {
        match proposition {
            Proposition::Other => "other".to_owned(),
            p => format!("{}.{}", table_of(p), self.case().id(p)),
        }
    }

    fn proposition_at(&self, path: &str) -> Option<Proposition> {
        self.propositions().find(|&p| self.path_of(p) == path)
    }

    fn unknown(&self, path: &str) -> ChangeError {
        let numbers = self.numbers().iter().map(|n| n.place.path(self.case()));
        let known: Vec<String> = self
            .propositions()
            .map(|p| self.path_of(p))
            .chain(numbers)
            .collect();
        let near = nearest(path, known.iter().map(String::as_str));
        ChangeError::UnknownPath {
            path: path.to_owned(),
            nearest: near.map(|near| near.name().to_owned()),
        }
    }

    /// A credence, or the grade of a source.
    fn read_credence(&self, number: usize, value: &str) -> Result<Credence, ChangeError> {
        if let Place::Grade(_) = self.numbers()[number].place {
            if let Some(grade) = self.case().grades.get(value) {
                return Ok(grade.value);
            }
            if let Some((_, grade)) = GRADES.iter().find(|(name, _)| *name == value) {
                return Ok(Credence::point_at(*grade).unwrap_or(Credence::EVEN));
            }
        }
        self.credence(value)
    }

    fn credence(&self, value: &str) -> Result<Credence, ChangeError> {
        let number = value.parse().map_err(|_| CredenceError::Unknown);
        number
            .and_then(Credence::point_at)
            .or_else(|_| Credence::parse(value, self.case().scale))
            .map_err(|_| ChangeError::BadValue {
                value: value.to_owned(),
                expected: "a number from 0 to 1, 30%, 20-40%, a rating (CC, C, N, I, II) or a phrase of the scale",
            })
    }
}

fn read_truth(proposition: Proposition, value: &str) -> Result<Change, ChangeError> {
    let suppose = |is_true| Change::Suppose {
        proposition,
        is_true,
    };
    match (value, proposition) {
        ("true" | "yes", _) => Ok(suppose(true)),
        ("false" | "no", _) => Ok(suppose(false)),
        ("dropped", Proposition::Evidence(i)) => Ok(Change::Drop(i)),
        (_, Proposition::Evidence(_)) => Err(ChangeError::BadValue {
            value: value.to_owned(),
            expected: "true, false or dropped",
        }),
        _ => Err(ChangeError::BadValue {
            value: value.to_owned(),
            expected: "true or false",
        }),
    }
}
