//! How probable a proposition is given others: effects add up in log-odds.

use abduce_infer::Variable;

use super::{CaseNetwork, Hypotheses, NetworkError, TABLE_LIMIT, phrase};
use crate::case::model::{Grounds, Proposition};
use crate::credence::{Credence, Probability};
use crate::source::Spanned;

/// Gives every proposition its table.
pub(super) fn connect(built: &mut CaseNetwork) -> Result<(), NetworkError> {
    let case = built.case;
    let even = phrase(case.scale, "even");
    if let Hypotheses::Contributory(causes) = &built.hypotheses {
        let other = causes.present[case.hypotheses.len()];
        let prior = stated(case.other.prior.as_ref(), phrase(case.scale, "unlikely")).get();
        built
            .network
            .add_cpt(other, &[], vec![1.0 - prior, prior])?;
        for (i, hypothesis) in case.hypotheses.iter().enumerate() {
            let prior = stated(hypothesis.prior.as_ref(), even);
            add_table(
                built,
                Proposition::Hypothesis(i),
                &hypothesis.grounds,
                prior,
            )?;
        }
    }
    for (i, claim) in case.claims.iter().enumerate() {
        add_table(built, Proposition::Claim(i), &claim.grounds, even)?;
    }
    for (i, evidence) in case.evidence.iter().enumerate() {
        add_table(built, Proposition::Evidence(i), &evidence.grounds, even)?;
    }
    for (i, forecast) in case.forecasts.iter().enumerate() {
        add_table(built, Proposition::Forecast(i), &forecast.grounds, even)?;
    }
    Ok(())
}

fn stated(credence: Option<&Spanned<Credence>>, default: Probability) -> Probability {
    credence.map_or(default, |credence| credence.value.held())
}

fn expit(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// The parents of one proposition, and what each of their states adds to its log-odds.
struct Effects {
    parents: Vec<Variable>,
    /// Of each parent, of each state.
    shifts: Vec<Vec<f64>>,
}

impl Effects {
    fn of(built: &CaseNetwork, grounds: &Grounds, base: f64) -> Effects {
        let mut effects = Effects {
            parents: Vec::new(),
            shifts: Vec::new(),
        };
        for given in &grounds.given {
            let statement = built.proposition(given.proposition);
            let shift = given.credence.value.held().logit() - base;
            let at = effects
                .parents
                .iter()
                .position(|&parent| parent == statement.variable);
            let at = at.unwrap_or_else(|| {
                effects.parents.push(statement.variable);
                effects
                    .shifts
                    .push(vec![0.0; built.n_states(statement.variable)]);
                effects.parents.len() - 1
            });
            effects.shifts[at][statement.state] = shift;
        }
        effects
    }

    /// The number of rows of the table, or nothing when the table would be too large.
    fn n_rows(&self) -> Option<usize> {
        let rows = self
            .shifts
            .iter()
            .try_fold(1_usize, |n, s| n.checked_mul(s.len()))?;
        (rows <= TABLE_LIMIT / 2).then_some(rows)
    }

    /// What the states of the parents in a row add up to; the last parent changes fastest.
    fn total(&self, mut row: usize) -> f64 {
        let mut total = 0.0;
        for shifts in self.shifts.iter().rev() {
            total += shifts[row % shifts.len()];
            row /= shifts.len();
        }
        total
    }
}

fn add_table(
    built: &mut CaseNetwork,
    proposition: Proposition,
    grounds: &Grounds,
    default: Probability,
) -> Result<(), NetworkError> {
    let base = stated(grounds.otherwise.as_ref(), default).logit();
    let effects = Effects::of(built, grounds, base);
    let rows = effects.n_rows().ok_or(NetworkError::TooManyGrounds {
        proposition,
        n_grounds: grounds.given.len(),
        limit: TABLE_LIMIT,
    })?;
    let values = (0..rows)
        .map(|row| expit(base + effects.total(row)))
        .flat_map(|p| [1.0 - p, p])
        .collect();
    let child = built.proposition(proposition).variable;
    built.network.add_cpt(child, &effects.parents, values)?;
    Ok(())
}
