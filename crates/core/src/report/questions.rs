//! What is told on request beside a weighed case: what would turn it, what is worth finding out,
//! how belief moved, how items hang together, what matrix tools would answer. The names of the fields
//! are keys of `abduce weigh --format json`.

use super::sentences::{self, hypothesis, label};
use super::{ByHypothesis, ids};
use crate::case::model::{Case, Proposition};
use crate::weigh::Model;
use crate::weigh::classic::Classic;
use crate::weigh::inquiry::Inquiry;
use crate::weigh::pairs::Together;
use crate::weigh::sensitivity::Sensitivity;
use crate::weigh::timeline::Step;
use crate::weigh::turning::JointTurn;

/// Answers that were asked for.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Questions {
    /// What would turn the conclusion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turning: Option<Turning>,
    /// What is worth finding out, the most telling first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inquiry: Option<Vec<InquiryRow>>,
    /// How belief moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeline: Option<Vec<StepRow>>,
    /// Items of evidence alone and beside one another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pairs: Option<Pairs>,
    /// What matrix tools would answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classic: Option<ClassicRows>,
}

/// What would turn the conclusion.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Turning {
    /// Every number that can be moved, in the order of the file.
    pub numbers: Vec<NumberRow>,
    /// The smallest joint change, where one was found.
    pub joint: Option<JointRow>,
}

/// A number.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct NumberRow {
    /// Its path in the case file.
    pub path: String,
    /// Its value as weighed.
    pub value: f64,
    /// Its range, where it is one.
    pub range: Option<(f64, f64)>,
    /// The derivative of each hypothesis's posterior with respect to it.
    pub slopes: ByHypothesis,
    /// The nearest value at which another hypothesis leads; null when there is none.
    pub turns_at: Option<f64>,
    /// How far that value is, in decibans of the number's own odds.
    pub turns_after_db: Option<f64>,
    /// The id of that hypothesis.
    pub turns_to: Option<String>,
    /// Whether that value lies in the range.
    pub turns_in_range: bool,
    /// The nearest value at which the leader reads otherwise in words.
    pub rewords_at: Option<f64>,
    /// All that in a sentence, where it turns the conclusion.
    pub says: Option<String>,
}

/// The smallest joint change.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct JointRow {
    /// The id of the hypothesis that is level with the leader then.
    pub to: String,
    /// Its size in decibans.
    pub decibans: f64,
    /// The paths of the numbers that move, with where they move to, the largest moves first.
    pub moves: Vec<(String, f64)>,
    /// All that in a sentence.
    pub says: String,
}

/// What an answer would tell.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct InquiryRow {
    /// The id of what is not known.
    pub id: String,
    /// How probably it is true.
    pub probability: f64,
    /// The mutual information with the hypotheses, in bits: one number in the rival frame, one of
    /// each cause in the contributory frame, `other` last.
    pub bits: Vec<f64>,
    /// The posteriors if it turned out true.
    pub if_true: ByHypothesis,
    /// The posteriors if it turned out false.
    pub if_false: ByHypothesis,
    /// All that in a sentence.
    pub says: String,
}

/// A day on which something became known.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct StepRow {
    /// The day; null for what is not dated.
    pub date: Option<jiff::civil::Date>,
    /// The posteriors after it.
    pub posteriors: ByHypothesis,
    /// What became known, with what it did to each hypothesis in decibans.
    pub news: Vec<NewsRow>,
}

/// Something that became known.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct NewsRow {
    /// Its id.
    pub id: String,
    /// What it did to each hypothesis, in decibans, given all that was known by the end of the day.
    pub weight_db: ByHypothesis,
}

/// Items of evidence alone and beside one another.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Pairs {
    /// Each known item.
    pub items: Vec<ItemRow>,
    /// Each two items of which one adds at least half a deciban more or less because of the other.
    pub pairs: Vec<PairRow>,
}

/// A known item.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct ItemRow {
    /// Its id.
    pub id: String,
    /// Its weight were no other item known, in decibans.
    pub alone_db: ByHypothesis,
    /// Its weight given all others, in decibans.
    pub given_rest_db: ByHypothesis,
}

/// Two items.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct PairRow {
    /// Their ids.
    pub ids: (String, String),
    /// How much less each adds to the leader because the other is known, in decibans.
    pub shared_db: f64,
}

/// A matrix as it would be counted.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct ClassicRows {
    /// Ratings: of each item by its id, the letters for each hypothesis (without `other`).
    pub ratings: Vec<(String, Vec<&'static str>)>,
    /// Heuer's count of inconsistent items for each hypothesis; the fewer the better.
    pub inconsistent: Vec<(String, u32)>,
    /// PARC's weighted inconsistency; the nearer to 0 the better.
    pub weighted: Vec<(String, f64)>,
    /// Why the count and the posterior differ, a sentence each; empty when they agree.
    pub why_they_differ: Vec<String>,
}

fn by_hypothesis(case: &Case, values: &[f64]) -> ByHypothesis {
    ByHypothesis(ids(case).zip(values.iter().copied()).collect())
}

/// What would turn it.
pub fn turning(model: &Model, found: &[Sensitivity], joint: Option<&JointTurn>) -> Turning {
    let case = model.case();
    let id = |at: usize| case.id(hypothesis(case, at)).to_owned();
    let row = |s: &Sensitivity| {
        let written = &model.numbers()[s.number];
        NumberRow {
            path: written.place.path(case),
            value: s.value,
            range: written.range(),
            slopes: by_hypothesis(case, &s.slopes),
            turns_at: s.turn.map(|turn| turn.at),
            turns_after_db: s.turns_after(),
            turns_to: s.turn.map(|turn| id(turn.to)),
            turns_in_range: s.turn.is_some_and(|turn| turn.is_in_range),
            rewords_at: s.rewording.map(|rewording| rewording.at),
            says: sentences::turn(model, s),
        }
    };
    let joint = joint.map(|joint| JointRow {
        to: id(joint.to),
        decibans: joint.decibans,
        moves: joint
            .moves
            .iter()
            .map(|&(at, to)| (model.numbers()[at].place.path(case), to))
            .collect(),
        says: sentences::joint_turn(model, joint, 4),
    });
    Turning {
        numbers: found.iter().map(row).collect(),
        joint,
    }
}

/// What is worth finding out, the most telling first.
pub fn inquiry(case: &Case, now: &[f64], found: &[Inquiry]) -> Vec<InquiryRow> {
    let mut order: Vec<&Inquiry> = found.iter().collect();
    order.sort_by(|a, b| {
        b.most_bits()
            .total_cmp(&a.most_bits())
            .then(a.proposition.cmp(&b.proposition))
    });
    let row = |found: &Inquiry| InquiryRow {
        id: case.id(found.proposition).to_owned(),
        probability: found.probability,
        bits: found.bits.clone(),
        if_true: by_hypothesis(case, &found.if_true),
        if_false: by_hypothesis(case, &found.if_false),
        says: sentences::inquiry(case, now, found),
    };
    order.into_iter().map(row).collect()
}

/// How belief moved.
pub fn timeline(case: &Case, steps: &[Step]) -> Vec<StepRow> {
    let row = |step: &Step| StepRow {
        date: step.date,
        posteriors: by_hypothesis(case, &step.posteriors),
        news: step
            .news
            .iter()
            .map(|news| NewsRow {
                id: case.id(news.proposition).to_owned(),
                weight_db: by_hypothesis(case, &news.decibans),
            })
            .collect(),
    };
    steps.iter().map(row).collect()
}

/// Items alone and beside one another.
pub fn pairs(case: &Case, together: &Together) -> Pairs {
    let id = |i: usize| case.evidence[i].item.id.clone();
    let items = together.alone.iter().map(|row| ItemRow {
        id: id(row.evidence),
        alone_db: by_hypothesis(case, &row.alone),
        given_rest_db: by_hypothesis(case, &row.given_rest),
    });
    let mut pairs: Vec<PairRow> = together
        .pairs
        .iter()
        .filter(|pair| pair.shared.abs() >= 0.5)
        .map(|pair| PairRow {
            ids: (id(pair.first), id(pair.second)),
            shared_db: pair.shared,
        })
        .collect();
    pairs.sort_by(|a, b| b.shared_db.abs().total_cmp(&a.shared_db.abs()));
    Pairs {
        items: items.collect(),
        pairs,
    }
}

/// The counts of matrix tools, and why they differ from the posterior.
pub fn classic(model: &Model, classic: &Classic, together: &Together) -> ClassicRows {
    let case = model.case();
    let id = |h: usize| case.hypotheses[h].item.id.clone();
    let ratings = classic.rows.iter().map(|row| {
        let letters = row.ratings.iter().map(|rating| rating.letters()).collect();
        (case.evidence[row.evidence].item.id.clone(), letters)
    });
    ClassicRows {
        ratings: ratings.collect(),
        inconsistent: classic
            .counts
            .iter()
            .enumerate()
            .map(|(h, n)| (id(h), *n))
            .collect(),
        weighted: classic
            .weighted
            .iter()
            .enumerate()
            .map(|(h, w)| (id(h), *w))
            .collect(),
        why_they_differ: differences(case, classic, together),
    }
}

/// Why a count puts another first than the posterior does.
fn differences(case: &Case, classic: &Classic, together: &Together) -> Vec<String> {
    let first = classic.first_by_count();
    if first == [together.leader] {
        return Vec::new();
    }
    let names: Vec<String> = first
        .iter()
        .map(|&h| format!("“{}”", label(case, hypothesis(case, h))))
        .collect();
    let mut why = vec![format!(
        "Counting puts {} first, the posterior “{}”.",
        names.join(" and "),
        label(case, hypothesis(case, together.leader))
    )];
    let item = |i: usize| format!("“{}”", label(case, Proposition::Evidence(i)));
    for row in &classic.rows {
        let weight = together
            .alone
            .iter()
            .find(|alone| alone.evidence == row.evidence);
        let weight = weight.map_or(0.0, |alone| alone.given_rest[together.leader]);
        let counts: Vec<bool> = row
            .ratings
            .iter()
            .map(|r| r.letters().starts_with('I'))
            .collect();
        if counts.iter().all(|&counts| counts) && counts.len() > 1 {
            why.push(format!(
                "{} counts against every explanation, and so tells nothing.",
                item(row.evidence)
            ));
        } else if weight >= 3.0 && !counts.contains(&true) {
            why.push(format!(
                "{} counts for nothing, and weighs {weight:.1} decibans for the leader.",
                item(row.evidence)
            ));
        } else if counts.get(together.leader) == Some(&true) && weight.abs() < 1.0 {
            why.push(format!(
                "{} counts against the leader in full, and weighs {weight:+.1} decibans.",
                item(row.evidence)
            ));
        }
    }
    why.push("A count knows no priors, takes each report as independent, and has no room for causes that act together.".to_owned());
    why
}
