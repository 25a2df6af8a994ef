//! What a person is told: a weighed case as plain data, every number with its words.
//!
//! No probability is computed here. The names of the fields are the keys of
//! `abduce weigh --format json`; those of the executable specification come first in
//! each row and keep its names.

pub mod asked;
pub mod assessment;
pub mod confidence;
pub mod explanation;
pub mod html;
pub mod markdown;
pub mod questions;
pub mod review;
pub mod sentences;
pub mod standards;

use jiff::civil::Date;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::case::model::{Case, Frame, Item, Source};
use crate::credence::{Grade, Reading, Scale};
use crate::weigh::ranges::Ranges;
use crate::weigh::{WeighedEvidence, Weighing};

/// A weighed case.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Report {
    /// "rival" or "contributory".
    pub frame: &'static str,
    /// The natural logarithm of the probability of all that is known.
    pub log_evidence: f64,
    /// What is asked.
    pub question: Option<String>,
    /// Whose words of estimative probability are used.
    pub scale: Scale,
    /// The day that it was weighed as of.
    pub as_of: Option<Date>,
    /// Every hypothesis in the order of the file, then `other`.
    pub hypotheses: Vec<HypothesisRow>,
    /// Every evidence item in the order of the file.
    pub evidence: Vec<EvidenceRow>,
    /// Every claim.
    pub claims: Vec<PropositionRow>,
    /// Every source.
    pub sources: Vec<SourceRow>,
    /// Every forecast.
    pub forecasts: Vec<PropositionRow>,
    /// How intervals were drawn; null when no number is a range, or none were asked for.
    pub draws: Option<DrawsRow>,
}

/// A probability in words.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Words {
    /// The phrase; "between X and Y" where the scale leaves a gap.
    pub phrase: String,
    /// The lower end of what the phrase stands for.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Words {
    /// How `probability` reads on `scale`.
    pub fn of(probability: f64, scale: Scale) -> Words {
        let name = |grade: Grade| grade.names[0];
        let (phrase, low, high) = match scale.read(probability) {
            Reading::Within(g) => (name(g).to_owned(), g.low, g.high),
            Reading::Between(a, b) => (
                format!("between {} and {}", name(a), name(b)),
                a.high,
                b.low,
            ),
            Reading::Below(g) => (format!("below {}", name(g)), 0.0, g.low),
            Reading::Above(g) => (format!("above {}", name(g)), g.high, 1.0),
        };
        Words { phrase, low, high }
    }
}

/// A hypothesis.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct HypothesisRow {
    /// Its id; `other` for whatever is not listed.
    pub id: String,
    /// Its probability before anything is known.
    pub prior: f64,
    /// Its probability given all that is known.
    pub posterior: f64,
    /// The probability that it acted and nothing else did; contributory frame only, null
    /// when the event did not happen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub but_for: Option<Option<f64>>,
    /// What it states.
    pub statement: Option<String>,
    /// The posterior in words.
    pub words: Words,
    /// The 5th and the 95th percentile when all ranges are drawn from; null without ranges.
    pub interval: Option<(f64, f64)>,
    /// The share of draws in which it leads; null without ranges.
    pub leads: Option<f64>,
}

/// How intervals were drawn.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct DrawsRow {
    /// How many draws.
    pub n: usize,
    /// Where they began.
    pub seed: u64,
    /// How many numbers are ranges.
    pub n_ranges: usize,
    /// The largest standard error of an end of an interval.
    pub error: f64,
}

/// One number for each hypothesis, `other` last.
#[derive(Clone, Debug, PartialEq)]
pub struct ByHypothesis(pub Vec<(String, f64)>);

impl Serialize for ByHypothesis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, value) in &self.0 {
            map.serialize_entry(id, value)?;
        }
        map.end()
    }
}

/// An evidence item.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct EvidenceRow {
    /// Its id.
    pub id: String,
    /// Whether it is known by the day that the case was weighed as of.
    pub known: bool,
    /// The probability that it is true.
    pub posterior: f64,
    /// The posteriors of the hypotheses had it never been known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without: Option<ByHypothesis>,
    /// What it did to each hypothesis, in decibans.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_db: Option<ByHypothesis>,
    /// The largest difference between its weights on any two hypotheses, in decibans.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diagnosticity_db: Option<f64>,
    /// What it states.
    pub statement: Option<String>,
    /// False when its absence is what was found.
    pub observed: bool,
    /// The ids of the sources that report it.
    pub sources: Vec<String>,
    /// The posterior in words.
    pub words: Words,
}

/// A claim or a forecast.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct PropositionRow {
    /// Its id.
    pub id: String,
    /// The probability that it is true.
    pub posterior: f64,
    /// What it states.
    pub statement: Option<String>,
    /// The posterior in words.
    pub words: Words,
}

/// A source.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct SourceRow {
    /// Its id.
    pub id: String,
    /// The probability that it is reliable before anything is known.
    pub prior: f64,
    /// The same given all that is known.
    pub posterior: f64,
    /// Who or what it is.
    pub name: Option<String>,
    /// The id of the source that it is heard through.
    pub via: Option<String>,
}

impl Report {
    /// The report of `case`, weighed as `weighing` says.
    pub fn new(case: &Case, weighing: &Weighing) -> Report {
        let scale = case.scale;
        let row = |item: &Item, posterior: f64| PropositionRow {
            id: item.id.clone(),
            posterior,
            statement: statement(item),
            words: Words::of(posterior, scale),
        };
        let claims = case.claims.iter().zip(&weighing.claims);
        let forecasts = case.forecasts.iter().zip(&weighing.forecasts);
        let evidence = case.evidence.iter().zip(&weighing.evidence);
        Report {
            frame: case.frame.name(),
            log_evidence: weighing.evidence_ln,
            question: case
                .question
                .as_ref()
                .map(|question| question.value.clone()),
            scale,
            as_of: weighing.as_of,
            hypotheses: hypotheses(case, weighing),
            evidence: evidence
                .map(|(item, weighed)| evidence_row(case, item, weighed))
                .collect(),
            claims: claims.map(|(claim, &p)| row(&claim.item, p)).collect(),
            sources: sources(case, weighing),
            forecasts: forecasts
                .filter(|(forecast, _)| forecast.is_yes_no())
                .map(|(forecast, &p)| row(&forecast.item, p))
                .collect(),
            draws: None,
        }
    }

    /// The same with the intervals of its hypotheses.
    #[must_use]
    pub fn with_ranges(mut self, ranges: &Ranges) -> Report {
        if ranges.n_draws == 0 {
            return self;
        }
        let drawn = ranges.hypotheses.iter().zip(&ranges.leads);
        for (row, (interval, leads)) in self.hypotheses.iter_mut().zip(drawn) {
            row.interval = Some((interval.low, interval.high));
            row.leads = Some(*leads);
        }
        self.draws = Some(DrawsRow {
            n: ranges.n_draws,
            seed: ranges.seed,
            n_ranges: ranges.n_ranges,
            error: ranges.error(),
        });
        self
    }
}

fn statement(item: &Item) -> Option<String> {
    item.statement
        .as_ref()
        .map(|statement| statement.value.clone())
}

/// The ids of the hypotheses, `other` last.
fn ids(case: &Case) -> impl Iterator<Item = String> {
    case.hypotheses
        .iter()
        .map(|h| h.item.id.clone())
        .chain(["other".to_owned()])
}

fn hypotheses(case: &Case, weighing: &Weighing) -> Vec<HypothesisRow> {
    let statements = case
        .hypotheses
        .iter()
        .map(|h| statement(&h.item))
        .chain([None]);
    let rows = ids(case).zip(statements).zip(&weighing.hypotheses);
    rows.map(|((id, statement), weighed)| HypothesisRow {
        id,
        prior: weighed.prior,
        posterior: weighed.posterior,
        but_for: (case.frame == Frame::Contributory).then_some(weighed.but_for),
        statement,
        words: Words::of(weighed.posterior, case.scale),
        interval: None,
        leads: None,
    })
    .collect()
}

fn evidence_row(
    case: &Case,
    evidence: &crate::case::model::Evidence,
    weighed: &WeighedEvidence,
) -> EvidenceRow {
    let by_hypothesis =
        |values: &[f64]| ByHypothesis(ids(case).zip(values.iter().copied()).collect());
    let weight = weighed.weight.as_ref();
    let sources = evidence.source.iter().chain(&evidence.also);
    EvidenceRow {
        id: evidence.item.id.clone(),
        known: weight.is_some(),
        posterior: weighed.posterior,
        without: weight.map(|weight| by_hypothesis(&weight.without)),
        weight_db: weight.map(|weight| by_hypothesis(&weight.decibans)),
        diagnosticity_db: weight.map(|weight| weight.diagnosticity()),
        statement: statement(&evidence.item),
        observed: evidence
            .observed
            .as_ref()
            .is_none_or(|observed| observed.value),
        sources: sources
            .map(|source| case.sources[source.value].item.id.clone())
            .collect(),
        words: Words::of(weighed.posterior, case.scale),
    }
}

fn sources(case: &Case, weighing: &Weighing) -> Vec<SourceRow> {
    let id = |source: &Source| source.item.id.clone();
    let rows = case.sources.iter().zip(&weighing.sources);
    rows.map(|(source, weighed)| SourceRow {
        id: id(source),
        prior: weighed.prior,
        posterior: weighed.posterior,
        name: statement(&source.item),
        via: source.via.as_ref().map(|via| id(&case.sources[via.value])),
    })
    .collect()
}
