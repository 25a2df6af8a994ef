//! The record of a set of scored forecasts: means, skill, calibration.

use serde::Serialize;

use super::judge::{Judged, Scores};
use super::score::calibration::{self, Bin, N_BINS, bins, wilson};
use super::score::{mean, murphy, skill};

/// What a set of scored forecasts comes to. Means are over those that have such a score.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Record {
    /// How many forecasts are scored.
    pub n: usize,
    /// The mean Brier loss of yes-no and options.
    pub brier: Option<f64>,
    /// The mean of the best and of the worst within each range, yes-no only.
    pub brier_between: Option<[f64; 2]>,
    /// The mean Brier loss of yes-no and options, over time.
    pub brier_over_time: Option<f64>,
    /// The mean logarithmic loss, in nats.
    pub logarithmic: Option<f64>,
    /// The mean spherical score.
    pub spherical: Option<f64>,
    /// The mean baseline score.
    pub baseline: Option<f64>,
    /// The mean peer score, over questions with others, and how many those are.
    pub peer: Option<f64>,
    /// The mean relative loss of yes-no and options, over questions with others.
    pub relative: Option<f64>,
    /// How many questions others answered, too.
    pub n_compared: usize,
    /// Yes-no only: skill and calibration.
    pub yes_no: Option<YesNo>,
    /// Quantities and dates, by their unit.
    pub quantities: Vec<Quantities>,
}

/// What yes-no forecasts come to. Calibration and decomposition are over those whose scheduled
/// day has come: what comes true early would make too many of the young ones true.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct YesNo {
    /// How many.
    pub n: usize,
    /// How often it was yes.
    pub base_rate: f64,
    /// 1 − Brier / Brier of always saying the base rate.
    pub skill_against_base_rate: Option<f64>,
    /// 1 − Brier / Brier of always saying 50 percent.
    pub skill_against_even: f64,
    /// How many count in calibration.
    pub n_scheduled: usize,
    /// The mean distance of what was said from what came, in calibration bins.
    pub calibration_error: Option<f64>,
    /// The Brier loss taken apart.
    pub decomposition: Option<murphy::Decomposition>,
    /// The calibration table, without empty bins.
    pub calibration: Vec<BinRow>,
}

/// One bin of a calibration table.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BinRow {
    /// Where it begins and ends.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// How many forecasts.
    pub n: usize,
    /// How many came true.
    pub n_yes: usize,
    /// The mean of what was said.
    pub said: f64,
    /// What part came true.
    pub came: f64,
    /// The 5th and 95th percentile of that: Wilson's band.
    pub band: [f64; 2],
}

/// Forecasts of quantities in one unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantities {
    /// The unit; "days" of dates.
    pub unit: String,
    /// How many.
    pub n: usize,
    /// The mean CRPS.
    pub crps: f64,
    /// The mean quantile score.
    pub quantile: f64,
}

/// Sums up scored forecasts; `unit` gives the unit of a forecast of a quantity.
pub fn record(judged: &[&Judged], unit: &dyn Fn(&Judged) -> String) -> Record {
    let of = |take: &dyn Fn(&Scores) -> Option<f64>| -> Option<f64> {
        let values: Vec<f64> = judged.iter().filter_map(|one| take(&one.scores)).collect();
        mean(&values)
    };
    let between = |i: usize| of(&|scores| scores.brier_between.map(|ends| ends[i]));
    let if_brier = |scores: &Scores, value: Option<f64>| scores.brier.and(value);
    Record {
        n: judged.len(),
        brier: of(&|scores| scores.brier),
        brier_between: between(0).zip(between(1)).map(|(a, b)| [a, b]),
        brier_over_time: of(&|scores| if_brier(scores, scores.over_time)),
        logarithmic: of(&|scores| scores.logarithmic),
        spherical: of(&|scores| scores.spherical),
        baseline: of(&|scores| scores.baseline),
        peer: of(&|scores| scores.peer),
        relative: of(&|scores| if_brier(scores, scores.relative)),
        n_compared: judged
            .iter()
            .filter(|one| one.scores.relative.is_some())
            .count(),
        yes_no: yes_no(judged),
        quantities: quantities(judged, unit),
    }
}

fn pairs<'a>(judged: impl Iterator<Item = &'a &'a Judged>) -> Vec<(f64, bool)> {
    judged
        .filter_map(|one| one.probability.zip(one.came_true))
        .collect()
}

fn yes_no(judged: &[&Judged]) -> Option<YesNo> {
    let all = pairs(judged.iter());
    let skill = skill::brier_skill(&all)?;
    let scheduled = pairs(judged.iter().filter(|one| one.scheduled));
    let bins = bins(&scheduled, N_BINS);
    Some(YesNo {
        n: all.len(),
        base_rate: skill.base_rate,
        skill_against_base_rate: skill.against_base_rate,
        skill_against_even: skill.against_even,
        n_scheduled: scheduled.len(),
        calibration_error: calibration::error(&bins),
        decomposition: murphy::decompose(&bins),
        calibration: table(&bins),
    })
}

fn table(bins: &[Bin]) -> Vec<BinRow> {
    #[allow(clippy::cast_precision_loss)]
    let end = |i: usize| i as f64 / bins.len() as f64;
    let row = |(i, bin): (usize, &Bin)| {
        let (low, high) = wilson(bin.n_yes(), bin.pairs.len());
        BinRow {
            from: end(i),
            to: end(i + 1),
            n: bin.pairs.len(),
            n_yes: bin.n_yes(),
            said: bin.mean(),
            came: bin.frequency(),
            band: [low, high],
        }
    };
    let full = bins
        .iter()
        .enumerate()
        .filter(|(_, bin)| !bin.pairs.is_empty());
    full.map(row).collect()
}

fn quantities(judged: &[&Judged], unit: &dyn Fn(&Judged) -> String) -> Vec<Quantities> {
    let mut by_unit: std::collections::BTreeMap<String, (Vec<f64>, Vec<f64>)> = Default::default();
    for one in judged {
        if let Some((crps, quantile)) = one.scores.crps.zip(one.scores.quantile) {
            let (all, others) = by_unit.entry(unit(one)).or_default();
            all.push(crps);
            others.push(quantile);
        }
    }
    let row = |(unit, (crps, quantile)): (String, (Vec<f64>, Vec<f64>))| {
        Some(Quantities {
            unit,
            n: crps.len(),
            crps: mean(&crps)?,
            quantile: mean(&quantile)?,
        })
    };
    by_unit.into_iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::super::judge::judge;
    use super::super::questions::tests::of;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_worked_figures() {
        let mut keys = String::new();
        for (i, (p, yes)) in [(0.9, true), (0.7, true), (0.6, false), (0.2, false)]
            .iter()
            .enumerate()
        {
            keys.push_str(&format!(
                "[forecasts.f{i}]\nstated = {p}\ndate = 2020-01-01\nby = 2020-0{}-01\noutcome = {yes}\n\
                 resolved_on = 2020-02-01\n",
                2 + i
            ));
        }
        let judged: Vec<Judged> = of(&keys)
            .iter()
            .flat_map(|question| judge(question, date(2020, 4, 1)))
            .collect();
        let all: Vec<&Judged> = judged.iter().collect();
        let record = record(&all, &|_| String::new());
        assert_eq!(record.n, 4);
        assert!((record.brier.unwrap() - 0.125).abs() < 1e-12);
        assert!((record.logarithmic.unwrap() - 0.400_367_435_7).abs() < 1e-9);
        let yes_no = record.yes_no.unwrap();
        // The fourth falls due in May.
        assert_eq!((yes_no.n, yes_no.n_scheduled), (4, 3));
        let parts = yes_no.decomposition.unwrap();
        let sum = parts.reliability - parts.resolution + parts.uncertainty + parts.within_variance
            - parts.within_covariance;
        assert!((sum - parts.brier).abs() < 1e-12);
        assert_eq!(yes_no.calibration.len(), 3);
    }
}
