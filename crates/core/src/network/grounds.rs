//! How probable a proposition is given others: effects add up in log-odds.

use abduce_infer::{LogOdds, Variable};

use super::{CaseNetwork, Hypotheses, NetworkError, Origin, TABLE_LIMIT, phrase};
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
            connect_one(
                built,
                Proposition::Hypothesis(i),
                &hypothesis.grounds,
                prior,
            )?;
        }
    }
    for (i, claim) in case.claims.iter().enumerate() {
        connect_one(built, Proposition::Claim(i), &claim.grounds, even)?;
    }
    for (i, evidence) in case.evidence.iter().enumerate() {
        connect_one(built, Proposition::Evidence(i), &evidence.grounds, even)?;
    }
    for (i, forecast) in case.forecasts.iter().enumerate() {
        connect_one(built, Proposition::Forecast(i), &forecast.grounds, even)?;
    }
    Ok(())
}

fn stated(credence: Option<&Spanned<Credence>>, default: Probability) -> Probability {
    credence.map_or(default, |credence| credence.value.held())
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

/// Gives a proposition its conditional table, or the chains that stand for it.
fn connect_one(
    built: &mut CaseNetwork,
    proposition: Proposition,
    grounds: &Grounds,
    default: Probability,
) -> Result<(), NetworkError> {
    let base = stated(grounds.otherwise.as_ref(), default);
    let child = built.proposition(proposition).variable;
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
