//! A question to a case: its conclusion under some changes, beside today's.

use super::{Words, sentences};
use crate::case::model::{Case, Proposition};
use crate::credence::decibans;
use crate::plot::percent;
use crate::weigh::{Change, Model, Weighing, leader_of};

/// A conclusion under some changes, beside today's. The names of the fields are the keys of
/// `abduce ask --format json`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Asked {
    /// The changes, in words.
    pub changes: Vec<String>,
    /// The id of the hypothesis that leads today.
    pub leads_today: String,
    /// The id of the hypothesis that leads then.
    pub leads_then: String,
    /// Every hypothesis in the order of the file, then `other`.
    pub hypotheses: Vec<Row>,
    /// Every claim.
    pub claims: Vec<Row>,
    /// Every yes-no forecast.
    pub forecasts: Vec<Row>,
}

/// A proposition today and then.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// What it states.
    pub statement: Option<String>,
    /// Its probability today.
    pub today: f64,
    /// Its probability then.
    pub then: f64,
    /// The change of its log-odds, in decibans.
    pub change_db: f64,
    /// The 5th and the 95th percentile then, of hypotheses, where the case has ranges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<(f64, f64)>,
    /// The probability then in words.
    pub words: Words,
}

impl Asked {
    /// What a case says today and in another situation, whose analysis has its ranges.
    pub fn new(model: &Model, changes: &[Change], today: &Weighing, then: &Then) -> Asked {
        let case = model.case();
        let (before, after) = (today.posteriors(), then.weighing.posteriors());
        let id = |at: usize| case.id(sentences::hypothesis(case, at)).to_owned();
        let mut hypotheses = Vec::new();
        for at in 0..before.len() {
            let mut row = row(case, sentences::hypothesis(case, at), before[at], after[at]);
            row.interval = then.intervals.map(|intervals| intervals[at]);
            hypotheses.push(row);
        }
        let of = |count: usize, p: fn(usize) -> Proposition, a: &[f64], b: &[f64]| -> Vec<Row> {
            (0..count).map(|i| row(case, p(i), a[i], b[i])).collect()
        };
        let mut forecasts = of(
            case.forecasts.len(),
            Proposition::Forecast,
            &today.forecasts,
            &then.weighing.forecasts,
        );
        let mut is_yes_no = case
            .forecasts
            .iter()
            .map(crate::case::forecast::Forecast::is_yes_no);
        forecasts.retain(|_| is_yes_no.next().unwrap_or(false));
        Asked {
            changes: changes
                .iter()
                .map(|change| in_words(model, change))
                .collect(),
            leads_today: id(leader_of(&before)),
            leads_then: id(leader_of(&after)),
            hypotheses,
            claims: of(
                case.claims.len(),
                Proposition::Claim,
                &today.claims,
                &then.weighing.claims,
            ),
            forecasts,
        }
    }
}

/// Another situation, weighed.
#[derive(Clone, Copy, Debug)]
pub struct Then<'a> {
    /// Its posteriors.
    pub weighing: &'a Weighing,
    /// The 5th and the 95th percentile of each hypothesis, `other` last, where there are ranges.
    pub intervals: Option<&'a [(f64, f64)]>,
}

fn row(case: &Case, proposition: Proposition, today: f64, then: f64) -> Row {
    let statement = match proposition {
        Proposition::Other => None,
        p => Some(sentences::label(case, p).to_owned()),
    };
    Row {
        id: case.id(proposition).to_owned(),
        statement,
        today,
        then,
        change_db: decibans(then) - decibans(today),
        interval: None,
        words: Words::of(then, case.scale),
    }
}

/// What a change supposes.
pub fn in_words(model: &Model, change: &Change) -> String {
    let case = model.case();
    let label = |p| sentences::label(case, p);
    let stated = |credence: crate::credence::Credence| match credence.is_range() {
        true => format!("{}–{}", percent(credence.low()), percent(credence.high())),
        false => percent(credence.point().get()),
    };
    match *change {
        Change::Number { number, credence } => {
            let written = &model.numbers()[number];
            format!(
                "{} is {} instead of {}",
                sentences::number(case, &written.place),
                stated(credence),
                stated(written.credence)
            )
        }
        Change::Prior {
            hypothesis,
            credence,
        } => {
            format!(
                "the prior probability of “{}” is {}",
                label(hypothesis),
                stated(credence)
            )
        }
        Change::Suppose {
            proposition,
            is_true,
        } => {
            let so = if is_true { "so" } else { "not so" };
            format!("it is {so} that: {}", label(proposition))
        }
        Change::Drop(evidence) => {
            format!(
                "nothing is known of “{}”",
                label(Proposition::Evidence(evidence))
            )
        }
    }
}

/// The intervals of an analysis as pairs; none where nothing was drawn.
pub fn intervals(ranges: &crate::weigh::ranges::Ranges) -> Option<Vec<(f64, f64)>> {
    let pairs = ranges
        .hypotheses
        .iter()
        .map(|interval| (interval.low, interval.high));
    (ranges.n_draws > 0).then(|| pairs.collect())
}
