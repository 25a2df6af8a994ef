//! How probable a proposition is given others: effects add up in log-odds.

use abduce_infer::{Error, LogOdds, Variable};

use super::tables::{Recipe, Sum};
use super::{CaseNetwork, Hypotheses, MOVABLE_LIMIT, NetworkError, Origin, Place, TABLE_LIMIT};
use crate::case::model::{Grounds, Proposition};
use crate::credence::Probability;

/// Gives every proposition its table.
pub(super) fn connect(built: &mut CaseNetwork, values: &[f64]) -> Result<(), NetworkError> {
    let case = built.case;
    if let Hypotheses::Contributory(causes) = &built.hypotheses {
        let other = causes.present[case.hypotheses.len()];
        let prior = number(built, &Place::Prior(Proposition::Other));
        cook(built, values, other, &[], Recipe::Chance(prior))?;
        for (i, hypothesis) in case.hypotheses.iter().enumerate() {
            connect_one(
                built,
                values,
                Proposition::Hypothesis(i),
                &hypothesis.grounds,
            )?;
        }
    }
    for (i, claim) in case.claims.iter().enumerate() {
        connect_one(built, values, Proposition::Claim(i), &claim.grounds)?;
    }
    for (i, evidence) in case.evidence.iter().enumerate() {
        connect_one(built, values, Proposition::Evidence(i), &evidence.grounds)?;
    }
    for (i, forecast) in case.forecasts.iter().enumerate() {
        connect_one(built, values, Proposition::Forecast(i), &forecast.grounds)?;
    }
    Ok(())
}

/// Which number stands at a place.
fn number(built: &CaseNetwork, place: &Place) -> usize {
    built.numbers.at(place).unwrap_or_default()
}

/// The number that holds when nothing is true that a proposition depends on. Where `otherwise`
/// never holds, any of the others stands for it: it cancels.
fn base(built: &CaseNetwork, of: Proposition, grounds: &Grounds) -> usize {
    let first = grounds.given.first().map(|given| Place::Given {
        of,
        on: given.proposition,
    });
    [Some(Place::Otherwise(of)), Some(Place::Prior(of)), first]
        .into_iter()
        .flatten()
        .find_map(|place| built.numbers.at(&place))
        .unwrap_or_default()
}

fn cook(
    built: &mut CaseNetwork,
    values: &[f64],
    child: Variable,
    parents: &[Variable],
    recipe: Recipe,
) -> Result<(), Error> {
    let table = recipe.table(values);
    let id = built.network.add_cpt(child, parents, table)?;
    built.recipes.push((id, recipe));
    Ok(())
}

/// Log-odds as an amount that is not negative, and its sign. Of a number that stands for a
/// decimal of up to 15 places they are those of the decimal, so that the log-odds of 0.3 and
/// of 0.7 are opposite to the last digit, and are counted together.
fn log_odds(p: Probability) -> (f64, i32) {
    const PLACES: f64 = 1e15;
    let value = p.held().get();
    let (yes, no) = match (value * PLACES).round() {
        n if (n / PLACES - value).abs() <= f64::EPSILON * value => (n, PLACES - n),
        _ => (value, 1.0 - value),
    };
    if yes < no {
        (libm::log(no / yes), -1)
    } else {
        (libm::log(yes / no), 1)
    }
}

/// A weight: amounts of log-odds and how many times each.
type Counts = Vec<(f64, i32)>;

/// A proposition as a model of log-odds: each of `grounds` that is true adds the difference
/// between the log-odds with it alone and the `base` without any.
fn model(built: &CaseNetwork, child: Variable, grounds: &Grounds, base: Probability) -> LogOdds {
    let (base, base_sign) = log_odds(base);
    let mut added: Vec<(Variable, Vec<Counts>)> = Vec::new();
    for given in &grounds.given {
        let statement = built.proposition(given.proposition);
        let parent = statement.variable;
        let at = added.iter().position(|(variable, _)| *variable == parent);
        let at = at.unwrap_or_else(|| {
            added.push((parent, vec![Vec::new(); built.n_states(parent)]));
            added.len() - 1
        });
        let with = log_odds(given.credence.value.held());
        added[at].1[statement.state] = vec![with, (base, -base_sign)];
    }
    let model = LogOdds::new(child, base * f64::from(base_sign));
    added.iter().fold(model, |model, (parent, weights)| {
        let weights: Vec<&[(f64, i32)]> = weights.iter().map(Vec::as_slice).collect();
        model.with_counts(*parent, &weights)
    })
}

/// The variables that a proposition depends on, each with the number that counts in each of its states.
type Effects = Vec<(Variable, Vec<Option<usize>>)>;

fn effects(built: &CaseNetwork, of: Proposition, grounds: &Grounds) -> Effects {
    let mut effects: Effects = Vec::new();
    for given in &grounds.given {
        let on = given.proposition;
        let statement = built.proposition(on);
        let parent = statement.variable;
        let at = effects.iter().position(|(variable, _)| *variable == parent);
        let at = at.unwrap_or_else(|| {
            effects.push((parent, vec![None; built.n_states(parent)]));
            effects.len() - 1
        });
        effects[at].1[statement.state] = built.numbers.at(&Place::Given { of, on });
    }
    effects
}

/// Gives a proposition its conditional table, or the chains that stand for it.
fn connect_one(
    built: &mut CaseNetwork,
    values: &[f64],
    proposition: Proposition,
    grounds: &Grounds,
) -> Result<(), NetworkError> {
    let base = base(built, proposition, grounds);
    let child = built.proposition(proposition).variable;
    let (variables, parents) = effects(built, proposition, grounds).into_iter().unzip();
    let (variables, sum): (Vec<Variable>, _) = (variables, Sum { base, parents });
    if sum.n_entries() <= MOVABLE_LIMIT {
        cook(built, values, child, &variables, Recipe::Sum(sum))?;
        return Ok(());
    }
    let base = Probability::new(values[base]).unwrap_or(Probability::EVEN);
    let model = model(built, child, grounds, base);
    if model.n_cells() > TABLE_LIMIT as u64 {
        return Err(NetworkError::TooManyGrounds {
            proposition,
            n_grounds: grounds.given.len(),
            n_sums: model.n_sums(),
            limit: TABLE_LIMIT,
        });
    }
    let auxiliary = built.network.add_log_odds(model)?;
    let origins = auxiliary.iter().map(|_| Origin::Sum(proposition));
    built.origins.extend(origins);
    Ok(())
}
