//! A case as a Bayesian network: the rules of the model, one file each.
//!
//! The network holds all that the case says, whatever is known of it; what is known by a
//! day, or with one item left out, is a set of findings ([`CaseNetwork::findings`]). So one
//! compiled network answers every question about a case.
//!
//! Rules that would make wide tables are broken into chains of small ones that mean the
//! same: the noisy-OR of the causes, a source that is heard through others, and many grounds of
//! one proposition whose effects are few.

mod causes;
mod grounds;
mod known;
mod numbers;
mod reports;
mod tables;

use abduce_infer::{Error, FactorId, Findings, Network, Variable};
use jiff::civil::Date;

use crate::case::model::{Case, Frame, Proposition};
use crate::credence::{Credence, Scale};

pub use known::{is_known, known_on};
pub use numbers::{Number, Place, table as table_of};
pub use reports::prior_reliability;

use numbers::Numbers;
use tables::Recipe;

/// The most numbers that one proposition may take: 21 grounds whose effects all differ, or many
/// more of a few words.
pub const TABLE_LIMIT: usize = 1 << 22;

/// The most entries of one conditional table that is written out whole: 12 grounds. What depends on
/// more is broken into chains, which only hold for the numbers as they are.
pub const MOVABLE_LIMIT: usize = 1 << 13;

/// Why a case has no network.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NetworkError {
    /// A proposition depends on too many others at once.
    #[error(
        "one proposition depends on {n_grounds} others at once, whose effects have {n_sums} different sums: \
         its tables would hold more than {limit} numbers"
    )]
    TooManyGrounds {
        /// Which.
        proposition: Proposition,
        /// On how many it depends.
        n_grounds: usize,
        /// How many different sums their effects have, [`u64::MAX`] for that and more.
        n_sums: u64,
        /// The most numbers that its tables may hold.
        limit: usize,
    },
    /// The engine refused it.
    #[error(transparent)]
    Engine(#[from] Error),
}

/// What a variable of the network stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Which of the rival hypotheses is true.
    Hypotheses,
    /// Whether a proposition is true.
    Proposition(Proposition),
    /// Whether a source is reliable, by its place in the case.
    Source(usize),
    /// Whether a cause acts.
    Fires(Proposition),
    /// How many of the causes up to this one act.
    Acting(Proposition),
    /// What is heard of an evidence item, by its place in the case.
    Report(usize),
    /// What some grounds of a proposition add up to.
    Sum(Proposition),
}

/// One state of one variable: something that has a probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The variable.
    pub variable: Variable,
    /// Its state.
    pub state: usize,
}

/// State 1 of a yes/no variable, whose state 0 is "no".
fn yes(variable: Variable) -> Statement {
    Statement { variable, state: 1 }
}

/// The hypotheses of a case as variables.
#[derive(Clone, Debug)]
enum Hypotheses {
    /// One variable; state `i` is hypothesis `i`, the last is `other`.
    Rival(Variable),
    /// Yes/no variables, those of `other` last.
    Contributory(causes::Causes),
}

/// A case as a Bayesian network, and which variable stands for what.
#[derive(Clone, Debug)]
pub struct CaseNetwork<'a> {
    case: &'a Case,
    network: Network,
    origins: Vec<Origin>,
    numbers: Numbers,
    /// The tables that are made of numbers, and how, in ascending order.
    recipes: Vec<(FactorId, Recipe)>,
    hypotheses: Hypotheses,
    claims: Vec<Variable>,
    evidence: Vec<Variable>,
    forecasts: Vec<Variable>,
    /// Of each source; state 0 is "reliable".
    reliability: Vec<Variable>,
    /// Of each evidence item: what is heard from each of its sources.
    reports: Vec<Vec<Variable>>,
}

impl<'a> CaseNetwork<'a> {
    /// The network of `case`.
    ///
    /// # Errors
    /// When a proposition has too many grounds for one table.
    pub fn build(case: &'a Case) -> Result<CaseNetwork<'a>, NetworkError> {
        let numbers = Numbers::of(case);
        let mut builder = Builder {
            case,
            network: Network::new(),
            origins: Vec::new(),
            values: numbers.list.iter().map(Number::value).collect(),
            numbers,
            recipes: Vec::new(),
        };
        let claims = builder.propositions(case.claims.len(), Proposition::Claim)?;
        let evidence = builder.propositions(case.evidence.len(), Proposition::Evidence)?;
        let forecasts = builder.propositions(case.forecasts.len(), Proposition::Forecast)?;
        let hypotheses = match case.frame {
            Frame::Rival => Hypotheses::Rival(causes::rivals(&mut builder)?),
            Frame::Contributory => Hypotheses::Contributory(causes::Causes::build(&mut builder)?),
        };
        let reliability = reports::reliabilities(&mut builder)?;
        let reports = reports::reports(&mut builder, &evidence, &reliability)?;
        let mut built = CaseNetwork {
            case,
            network: builder.network,
            origins: builder.origins,
            numbers: builder.numbers,
            recipes: builder.recipes,
            hypotheses,
            claims,
            evidence,
            forecasts,
            reliability,
            reports,
        };
        grounds::connect(&mut built, &builder.values)?;
        Ok(built)
    }

    /// The network itself.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Every number that has an effect on the network, in the order of the file; what is not
    /// written comes last.
    pub fn numbers(&self) -> &[Number] {
        &self.numbers.list
    }

    /// The tables that a number is in. None for a number that cannot be moved: one of a
    /// proposition with more than 12 grounds ([`MOVABLE_LIMIT`]).
    pub fn tables_of(&self, number: usize) -> Vec<FactorId> {
        let of =
            |(id, recipe): &(FactorId, Recipe)| recipe.numbers().contains(&number).then_some(*id);
        self.recipes.iter().filter_map(of).collect()
    }

    /// The numbers that a table is made of.
    pub fn numbers_of(&self, factor: FactorId) -> Vec<usize> {
        self.recipe(factor).map_or(Vec::new(), Recipe::numbers)
    }

    /// Every table that is made of numbers, in the order of the network.
    pub fn made_tables(&self) -> impl Iterator<Item = FactorId> {
        self.recipes.iter().map(|(id, _)| *id)
    }

    /// What a table holds when the numbers have these values, each inside 0 and 1. Empty for a table
    /// that is made of no numbers.
    pub fn table(&self, factor: FactorId, values: &[f64]) -> Vec<f64> {
        let recipe = self.recipe(factor);
        recipe.map_or(Vec::new(), |recipe| recipe.table(values))
    }

    /// How fast each entry of a table moves with a number. Empty for a table that is made of
    /// no numbers.
    pub fn slope(&self, factor: FactorId, values: &[f64], number: usize) -> Vec<f64> {
        let recipe = self.recipe(factor);
        recipe.map_or(Vec::new(), |recipe| recipe.slope(values, number))
    }

    fn recipe(&self, factor: FactorId) -> Option<&Recipe> {
        let at = self.recipes.binary_search_by_key(&factor, |(id, _)| *id);
        Some(&self.recipes[at.ok()?].1)
    }

    /// What a variable of the network stands for.
    pub fn origin(&self, variable: Variable) -> Origin {
        self.origins[variable.index()]
    }

    /// How many states a variable has that propositions can depend on.
    fn n_states(&self, variable: Variable) -> usize {
        match self.origin(variable) {
            Origin::Hypotheses => self.case.hypotheses.len() + 1,
            _ => 2,
        }
    }

    /// The propositions that these variables stand for or hang on, each once.
    pub fn propositions_of(&self, variables: &[Variable]) -> Vec<Proposition> {
        let mut propositions: Vec<Proposition> = variables
            .iter()
            .filter_map(|&variable| match self.origin(variable) {
                Origin::Proposition(p) | Origin::Fires(p) | Origin::Acting(p) | Origin::Sum(p) => {
                    Some(p)
                }
                Origin::Report(i) => Some(Proposition::Evidence(i)),
                Origin::Hypotheses | Origin::Source(_) => None,
            })
            .collect();
        propositions.sort();
        propositions.dedup();
        propositions
    }

    /// That a proposition is true.
    pub fn proposition(&self, proposition: Proposition) -> Statement {
        match (proposition, &self.hypotheses) {
            (Proposition::Claim(i), _) => yes(self.claims[i]),
            (Proposition::Evidence(i), _) => yes(self.evidence[i]),
            (Proposition::Forecast(i), _) => yes(self.forecasts[i]),
            (Proposition::Hypothesis(i), Hypotheses::Rival(h)) => Statement {
                variable: *h,
                state: i,
            },
            (Proposition::Other, Hypotheses::Rival(h)) => Statement {
                variable: *h,
                state: self.case.hypotheses.len(),
            },
            (Proposition::Hypothesis(i), Hypotheses::Contributory(causes)) => {
                yes(causes.present[i])
            }
            (Proposition::Other, Hypotheses::Contributory(causes)) => {
                yes(causes.present[self.case.hypotheses.len()])
            }
        }
    }

    /// That a source, by its place in the case, is reliable.
    pub fn reliable(&self, source: usize) -> Statement {
        Statement {
            variable: self.reliability[source],
            state: 0,
        }
    }

    /// All that is known as of a day, but for one evidence item.
    pub fn findings(&self, as_of: Option<Date>, leave_out: Option<usize>) -> Findings {
        known::findings(self, as_of, leave_out)
    }

    /// Whether something is heard of an evidence item, or seen where it has no source.
    pub fn is_heard(&self, findings: &Findings, evidence: usize) -> bool {
        let mut heard = self.reports[evidence].iter();
        let first = heard.next().unwrap_or(&self.evidence[evidence]);
        findings.get(*first).is_some()
    }

    /// The same findings without what is heard of one evidence item.
    pub fn without(&self, findings: &Findings, evidence: usize) -> Findings {
        let mut without = findings.clone();
        let heard = &self.reports[evidence];
        if heard.is_empty() {
            without.unset(self.evidence[evidence]);
        }
        for &report in heard {
            without.unset(report);
        }
        without
    }

    /// The same findings without what is told of a proposition: what is heard of an evidence
    /// item, or the state of another.
    pub fn untold(&self, findings: &Findings, proposition: Proposition) -> Findings {
        if let Proposition::Evidence(i) = proposition {
            return self.without(findings, i);
        }
        let mut untold = findings.clone();
        untold.unset(self.proposition(proposition).variable);
        untold
    }

    /// `few` and what `all` tells of one evidence item.
    pub fn only(&self, few: &Findings, all: &Findings, evidence: usize) -> Findings {
        let mut told = few.clone();
        let heard = self.reports[evidence].iter();
        for &variable in heard.chain([&self.evidence[evidence]]) {
            if let Some(finding) = all.get(variable) {
                told.set(variable, finding.clone());
            }
        }
        told
    }

    /// That a cause acts; none in the rival frame.
    pub fn acts(&self, cause: Proposition) -> Option<Statement> {
        let Hypotheses::Contributory(causes) = &self.hypotheses else {
            return None;
        };
        let i = match cause {
            Proposition::Hypothesis(i) => i,
            Proposition::Other => self.case.hypotheses.len(),
            _ => return None,
        };
        Some(yes(causes.fires[i]))
    }

    /// The same findings, and that exactly one cause acts; none in the rival frame, or when
    /// the event did not happen.
    pub fn one_acts(&self, findings: &Findings) -> Option<Findings> {
        let Hypotheses::Contributory(causes) = &self.hypotheses else {
            return None;
        };
        let happened = known::event_happened(self.case);
        happened.then(|| findings.clone().with_state(causes.acting, causes::ONE))
    }
}

/// A network in the making.
struct Builder<'a> {
    case: &'a Case,
    network: Network,
    origins: Vec<Origin>,
    numbers: Numbers,
    /// The numbers, as weighed.
    values: Vec<f64>,
    recipes: Vec<(FactorId, Recipe)>,
}

impl Builder<'_> {
    fn variable(&mut self, origin: Origin, n_states: usize) -> Result<Variable, Error> {
        self.origins.push(origin);
        self.network.add_variable(n_states)
    }

    fn propositions(
        &mut self,
        count: usize,
        proposition: fn(usize) -> Proposition,
    ) -> Result<Vec<Variable>, Error> {
        (0..count)
            .map(|i| self.variable(Origin::Proposition(proposition(i)), 2))
            .collect()
    }

    /// Which number stands at a place that has an effect.
    fn number(&self, place: &Place) -> usize {
        let number = self.numbers.at(place);
        debug_assert!(number.is_some(), "{place:?} has no number");
        number.unwrap_or_default()
    }

    /// Gives a variable the table that a recipe makes.
    fn cook(&mut self, child: Variable, parents: &[Variable], recipe: Recipe) -> Result<(), Error> {
        let table = recipe.table(&self.values);
        let id = self.network.add_cpt(child, parents, table)?;
        self.recipes.push((id, recipe));
        Ok(())
    }
}

/// What a phrase that both scales have stands for.
fn phrase(scale: Scale, phrase: &str) -> Credence {
    let credence = Credence::parse(phrase, scale);
    debug_assert!(
        credence.is_ok(),
        "{phrase} is no phrase of {}",
        scale.name()
    );
    credence.unwrap_or(Credence::EVEN)
}
