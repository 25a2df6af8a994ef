//! Scores what one author said to one question, once it is known what came of it.

use jiff::civil::Date;
use serde::Serialize;

use super::questions::{Author, Forecaster, Question, Said, Status};
use super::score::quantity::{self, crps_of_quantiles};
use super::score::track::{Standing, last_before, over_time};
use super::score::{binary, mean, options, relative};
use crate::case::day_number;
use crate::case::model::{Asks, Belief, Outcome};
use crate::credence::Credence;

/// One author's forecast, scored.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judged {
    /// The case's file.
    pub case: String,
    /// The forecast's id in there.
    pub forecast: String,
    /// What it states.
    pub statement: String,
    /// Who said it.
    pub author: Author,
    /// What it is about.
    pub tags: Vec<String>,
    /// What it asks.
    pub kind: &'static str,
    /// The day of what is scored.
    pub date: Option<Date>,
    /// The day by which it was to be decided.
    pub by: Option<Date>,
    /// The day it was decided.
    pub resolved_on: Option<Date>,
    /// Its words, where it was said in words.
    pub words: Option<String>,
    /// The probability of yes, or of the option that came true: the middle of its range.
    pub probability: Option<f64>,
    /// That range.
    pub range: Option<[f64; 2]>,
    /// Whether it came true; yes-no only.
    pub came_true: Option<bool>,
    /// Whether its scheduled day has come, so that it counts in calibration.
    pub scheduled: bool,
    /// What it scored.
    #[serde(flatten)]
    pub scores: Scores,
}

/// What a forecast scored; each has only those of its kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Scores {
    /// The Brier loss, 0 to 1; of options half of Brier's sum.
    pub brier: Option<f64>,
    /// The Brier loss of the best and the worst number within the range.
    pub brier_between: Option<[f64; 2]>,
    /// The logarithmic loss, in nats.
    pub logarithmic: Option<f64>,
    /// The spherical score, 0 to 1.
    pub spherical: Option<f64>,
    /// 100 for a certain hit, 0 for no knowledge.
    pub baseline: Option<f64>,
    /// The Brier loss, or the CRPS, of each day's belief, averaged over the days.
    pub over_time: Option<f64>,
    /// What part of the days had a forecast.
    pub coverage: Option<f64>,
    /// The continuous ranked probability score, from the quantiles, in the unit; of dates in
    /// days.
    pub crps: Option<f64>,
    /// The mean quantile score, in the unit.
    pub quantile: Option<f64>,
    /// A hundred times how much more than the others, in nats, was given to what happened;
    /// none without others.
    pub peer: Option<f64>,
    /// The Brier loss, or the CRPS, less the median of all; none without others.
    pub relative: Option<f64>,
}

/// Scores all who answered a question that is resolved by `today`. What was said on the day
/// it was decided, or later, is hindsight and not scored.
pub fn judge(question: &Question, today: Date) -> Vec<Judged> {
    let Some(outcome) = question.outcome else {
        return Vec::new();
    };
    if question.status(today) != Status::Resolved {
        return Vec::new();
    }
    let mut all: Vec<Judged> = question
        .forecasters
        .iter()
        .filter_map(|one| judge_one(question, one, outcome, today))
        .collect();
    compare(&mut all);
    all
}

/// The day before which a forecast must have been made to count: that of its resolution, or
/// the one after it fell due, whichever is first.
fn end(question: &Question) -> i64 {
    let resolved = question.resolved_on.map_or(i64::MAX, day_number);
    let due = question.by.map_or(i64::MAX, |by| day_number(by) + 1);
    resolved.min(due)
}

fn judge_one(
    question: &Question,
    one: &Forecaster,
    outcome: Outcome,
    today: Date,
) -> Option<Judged> {
    let track: Vec<Standing<&Said>> = one
        .said
        .iter()
        .map(|said| Standing {
            from: said.date.map_or(i64::MIN, day_number),
            value: said,
        })
        .collect();
    let last = last_before(&track, end(question))?;
    let mut scores = scores(&last.belief, outcome)?;
    time(&mut scores, question, &track, outcome);
    let chance = chance(&last.belief, outcome);
    Some(Judged {
        case: question.case.clone(),
        forecast: question.id.clone(),
        statement: question.statement.clone(),
        author: one.author.clone(),
        tags: question.tags.clone(),
        kind: question.asks.name(),
        date: last.date,
        by: question.by,
        resolved_on: question.resolved_on,
        words: last.words.clone(),
        probability: chance.map(|chance| f64::midpoint(chance.low(), chance.high())),
        range: chance.map(|chance| [chance.low(), chance.high()]),
        came_true: match (&question.asks, outcome) {
            (Asks::YesNo, Outcome::YesNo(yes)) => Some(yes),
            _ => None,
        },
        scheduled: question.by.is_some_and(|by| by <= today),
        scores,
    })
}

/// The credence of yes, or of the option that came true.
fn chance(belief: &Belief, outcome: Outcome) -> Option<Credence> {
    match (belief, outcome) {
        (Belief::YesNo { credence, .. }, _) => Some(*credence),
        (Belief::Options(credences), Outcome::Option(i)) => credences.get(i).copied(),
        _ => None,
    }
}

fn scores(belief: &Belief, outcome: Outcome) -> Option<Scores> {
    match (belief, outcome) {
        (Belief::YesNo { credence, .. }, Outcome::YesNo(yes)) => Some(yes_no(*credence, yes)),
        (Belief::Options(credences), Outcome::Option(i)) => Some(of_options(credences, i)),
        (Belief::Quantiles(quantiles), Outcome::Quantity(value)) => of_quantiles(quantiles, value),
        #[allow(clippy::cast_precision_loss)]
        (Belief::Quantiles(quantiles), Outcome::Date(date)) => {
            of_quantiles(quantiles, day_number(date) as f64)
        }
        _ => None,
    }
}

fn yes_no(credence: Credence, yes: bool) -> Scores {
    let p = f64::midpoint(credence.low(), credence.high());
    let (best, worst) = binary::best_and_worst(credence.low(), credence.high(), yes);
    Scores {
        brier: Some(binary::brier(p, yes)),
        brier_between: Some([binary::brier(best, yes), binary::brier(worst, yes)]),
        logarithmic: Some(binary::logarithmic(p, yes)),
        spherical: Some(binary::spherical(p, yes)),
        baseline: Some(binary::baseline(p, yes)),
        ..Scores::default()
    }
}

/// The middles of ranges over options, scaled to sum to one.
fn scaled(credences: &[Credence]) -> Vec<f64> {
    let middle = |credence: &Credence| f64::midpoint(credence.low(), credence.high());
    let middles: Vec<f64> = credences.iter().map(middle).collect();
    let sum: f64 = middles.iter().sum();
    if sum > 0.0 {
        middles.iter().map(|p| p / sum).collect()
    } else {
        middles
    }
}

fn of_options(credences: &[Credence], happened: usize) -> Scores {
    let p = scaled(credences);
    Scores {
        brier: Some(options::brier(&p, happened) / 2.0),
        logarithmic: Some(options::logarithmic(&p, happened)),
        spherical: Some(options::spherical(&p, happened)),
        baseline: Some(options::baseline(&p, happened)),
        ..Scores::default()
    }
}

fn of_quantiles(quantiles: &[crate::credence::Quantile], outcome: f64) -> Option<Scores> {
    let losses: Vec<f64> = quantiles
        .iter()
        .map(|&quantile| quantity::quantile_score(quantile, outcome))
        .collect();
    Some(Scores {
        crps: crps_of_quantiles(quantiles, outcome),
        quantile: Some(mean(&losses)?),
        ..Scores::default()
    })
}

/// The loss that is averaged over time and compared with others'.
fn loss(scores: &Scores) -> Option<f64> {
    scores.brier.or(scores.crps)
}

/// Adds what the beliefs of all days scored. Undated beliefs have no days.
fn time(scores: &mut Scores, question: &Question, track: &[Standing<&Said>], outcome: Outcome) {
    let dated = |standing: &&Standing<&Said>| standing.value.date.is_some();
    let losses: Vec<Standing<f64>> = track
        .iter()
        .filter(dated)
        .filter_map(|standing| {
            let belief = &standing.value.belief;
            let value = loss(&self::scores(belief, outcome)?)?;
            Some(Standing {
                from: standing.from,
                value,
            })
        })
        .collect();
    let first = losses.first().map(|standing| standing.from);
    let Some(open) = question.opens.map(day_number).or(first) else {
        return;
    };
    let over = over_time(&losses, open, end(question));
    scores.over_time = over.map(|over| over.mean);
    scores.coverage = over.map(|over| over.coverage);
}

/// Adds how each did beside the others.
fn compare(all: &mut [Judged]) {
    let given: Vec<f64> = all
        .iter()
        .filter_map(|one| Some(libm::exp(-one.scores.logarithmic?)))
        .collect();
    let losses: Vec<f64> = all.iter().filter_map(|one| loss(&one.scores)).collect();
    let alike = |n: usize| n == all.len();
    let peers = relative::peer(&given).filter(|peers| alike(peers.len()));
    let medians = relative::to_median(&losses).filter(|medians| alike(medians.len()));
    for (i, one) in all.iter_mut().enumerate() {
        one.scores.peer = peers.as_ref().map(|peers| peers[i]);
        one.scores.relative = medians.as_ref().map(|medians| medians[i]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::questions::tests::of;
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = Date::constant(2021, 1, 1);

    fn judged(keys: &str) -> Vec<Judged> {
        judge(&of(&format!("[forecasts.f]\n{keys}"))[0], TODAY)
    }

    const RESOLVED: &str = "outcome = true\nresolved_on = 2020-12-01\n";

    #[test]
    fn words_are_scored_in_the_middle_and_at_both_ends() {
        let found = judged(&format!("stated = \"likely\"\nby = 2020-12-31\n{RESOLVED}"));
        let one = &found[0];
        assert_eq!(one.words.as_deref(), Some("likely"));
        assert!((one.probability.unwrap() - 0.675).abs() < 1e-12);
        assert!((one.scores.brier.unwrap() - 0.325 * 0.325).abs() < 1e-12);
        let [best, worst] = one.scores.brier_between.unwrap();
        assert!((best - 0.04).abs() < 1e-12 && (worst - 0.2025).abs() < 1e-12);
        assert_eq!((one.scores.peer, one.scores.relative), (None, None));
    }

    #[test]
    fn what_comes_true_early_is_scored_but_not_yet_calibrated() {
        let by = |by: &str| judged(&format!("stated = 0.8\nby = {by}\n{RESOLVED}"))[0].scheduled;
        assert!(by("2020-12-31") && by("2021-01-01"));
        assert!(!by("2021-01-02"));
        assert!(!judged(&format!("stated = 0.8\n{RESOLVED}"))[0].scheduled);
    }

    #[test]
    fn void_and_open_questions_and_hindsight_are_not_scored() {
        assert_eq!(judged("stated = 0.8\nby = 2020-12-31"), []);
        assert_eq!(
            judged("stated = 0.8\noutcome = \"void\"\nresolved_on = 2020-12-01"),
            []
        );
        let late = format!("stated = 0.8\ndate = 2020-12-01\n{RESOLVED}");
        assert_eq!(judged(&late), []);
        let unknown = judged("stated = 0.8\noutcome = true\nresolved_on = 2021-02-01");
        assert_eq!(unknown, []);
    }

    #[test]
    fn revisions_are_scored_day_by_day() {
        // Five days at .5, five at .9; the last counts as the forecast.
        let found = judged(
            "stated = 0.5\ndate = 2020-11-21\noutcome = true\nresolved_on = 2020-12-01\n\
             [[forecasts.f.revisions]]\ndate = 2020-11-26\nstated = 0.9\n",
        );
        let scores = &found[0].scores;
        assert!((scores.brier.unwrap() - 0.01).abs() < 1e-12);
        assert!((scores.over_time.unwrap() - 0.13).abs() < 1e-12);
        assert_eq!(scores.coverage, Some(1.0));
        assert_eq!(found[0].date, Some(date(2020, 11, 26)));
    }

    #[test]
    fn several_who_forecast_the_same_are_compared() {
        let found = judged(&format!(
            "stated = 0.8\nsource = \"ann\"\ndate = 2020-01-01\n{RESOLVED}\
             [[forecasts.f.revisions]]\ndate = 2020-02-01\nsource = \"bob\"\nstated = 0.4\n"
        ));
        let peers: Vec<f64> = found.iter().filter_map(|one| one.scores.peer).collect();
        assert!((peers[0] - 69.314_718_056).abs() < 1e-6 && (peers[0] + peers[1]).abs() < 1e-9);
        let relative: Vec<f64> = found.iter().filter_map(|one| one.scores.relative).collect();
        assert!((relative[0] + 0.16).abs() < 1e-12 && (relative[1] - 0.16).abs() < 1e-12);
    }

    #[test]
    fn options_quantities_and_dates() {
        let options = judged(
            "options = [\"a\", \"b\"]\nstated = { a = 0.7, b = 0.3 }\noutcome = \"b\"\nresolved_on = 2020-12-01",
        );
        assert!((options[0].scores.brier.unwrap() - 0.49).abs() < 1e-12);
        assert_eq!(options[0].probability, Some(0.3));
        let quantity = judged(
            "kind = \"quantity\"\nstated = { \"10%\" = 20, \"50%\" = 30, \"90%\" = 60 }\n\
             outcome = 50\nresolved_on = 2020-12-01",
        );
        assert!((quantity[0].scores.crps.unwrap() - 28.0 / 3.0).abs() < 1e-9);
        let when = judged(
            "kind = \"date\"\nstated = { \"50%\" = 2020-06-01 }\noutcome = 2020-06-11\nresolved_on = 2020-06-11",
        );
        assert!((when[0].scores.crps.unwrap() - 10.0).abs() < 1e-9);
        assert!((when[0].scores.quantile.unwrap() - 5.0).abs() < 1e-9);
    }
}
