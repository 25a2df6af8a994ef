//! How firmly a conclusion stands, apart from how probable it is: questions that can be checked.

use super::sentences::{hypothesis, label};
use crate::case::model::{Case, Frame, Proposition};
use crate::plot::percent;
use crate::weigh::sensitivity::Sensitivity;
use crate::weigh::{Analysis, leader_of};

/// How firmly a conclusion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Nothing looked at here speaks against relying on it.
    High,
    /// One thing does.
    Moderate,
    /// More than one does.
    Low,
}

/// A share of the weight at which one source carries a conclusion.
const MOST: f64 = 0.6;

/// How firmly the conclusion stands, and what speaks against relying on it: how often it leads, what turns
/// it within its own range, what it would fall without, and whether one source carries it.
pub fn confidence(case: &Case, analysis: &Analysis) -> (Confidence, Vec<String>) {
    let leader = leader_of(&analysis.weighing.posteriors());
    let doubts: Vec<String> = [
        leads(analysis, leader),
        turns(analysis),
        pillars(case, analysis, leader),
        carried(case, analysis, leader),
    ]
    .into_iter()
    .flatten()
    .collect();
    let confidence = match doubts.len() {
        0 => Confidence::High,
        1 => Confidence::Moderate,
        _ => Confidence::Low,
    };
    (confidence, doubts)
}

fn leads(analysis: &Analysis, leader: usize) -> Option<String> {
    let lead = analysis.ranges.leads[leader];
    (analysis.ranges.n_draws > 0 && lead < 0.9).then(|| {
        format!(
            "when every range is taken at its word, it leads in only {} of draws",
            percent(lead)
        )
    })
}

fn turns(analysis: &Analysis) -> Option<String> {
    let turns = |s: &&Sensitivity| s.turn.is_some_and(|turn| turn.is_in_range);
    match analysis.sensitivities.iter().filter(turns).count() {
        0 => None,
        1 => Some("one number, moved within its own range, would turn it".to_owned()),
        n => Some(format!(
            "{n} numbers, each moved within its own range, would turn it"
        )),
    }
}

/// The evidence items without which it would fall.
fn pillars(case: &Case, analysis: &Analysis, leader: usize) -> Option<String> {
    let rows = analysis.weighing.evidence.iter().enumerate();
    let falls = |posteriors: &[f64]| falls_to(case, leader, posteriors).is_some();
    let mut pillars =
        rows.filter(|(_, row)| row.weight.as_ref().is_some_and(|w| falls(&w.without)));
    let (first, _) = pillars.next()?;
    let more = match pillars.count() {
        0 => String::new(),
        more => format!(", and so with {more} more"),
    };
    Some(format!(
        "without “{}” another would lead{more}",
        label(case, Proposition::Evidence(first))
    ))
}

/// The one source that carries most of the weight on the leader.
fn carried(case: &Case, analysis: &Analysis, leader: usize) -> Option<String> {
    let (source, share) = carrier(case, analysis, leader)?;
    let name = case.sources[source].item.label();
    (share > MOST).then(|| {
        format!(
            "{} of the weight on it comes through one source, {name}",
            percent(share)
        )
    })
}

/// The hypothesis that leads instead of today's leader, if one does. Where causes may act
/// together, a leader that stays more probable than not has not fallen.
pub(super) fn falls_to(case: &Case, leader: usize, posteriors: &[f64]) -> Option<usize> {
    let then = leader_of(posteriors);
    let stands = case.frame == Frame::Contributory && posteriors[leader] >= 0.5;
    (then != leader && !stands).then_some(then)
}

/// The source that stands nearest to the reader and carries most of the weight on a hypothesis, and its
/// share of the weight of all evidence on it. What a second such source reports too is carried by neither.
pub(super) fn carrier(case: &Case, analysis: &Analysis, on: usize) -> Option<(usize, f64)> {
    let mut by_source = vec![0.0; case.sources.len()];
    let mut all = 0.0;
    for (item, row) in case.evidence.iter().zip(&analysis.weighing.evidence) {
        let Some(weight) = &row.weight else { continue };
        let size = weight.decibans[on].abs();
        all += size;
        let sources = item.source.iter().chain(&item.also);
        let mut outer: Vec<usize> = sources
            .map(|source| outermost(case, source.value))
            .collect();
        outer.dedup();
        if let [source] = outer[..] {
            by_source[source] += size;
        }
    }
    let most = by_source
        .iter()
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(b.1))?;
    (all > 1.0).then(|| (most.0, most.1 / all))
}

/// The source that stands nearest to the reader.
fn outermost(case: &Case, source: usize) -> usize {
    let via = |&at: &usize| case.sources[at].via.as_ref().map(|via| via.value);
    let chain = std::iter::successors(Some(source), via);
    chain.take(case.sources.len()).last().unwrap_or(source)
}

/// What a hypothesis is called, by its place.
pub(super) fn name(case: &Case, at: usize) -> &str {
    label(case, hypothesis(case, at))
}
