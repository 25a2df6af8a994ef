//! What a hard reviewer would attack first: what the conclusion falls without, who alone says it,
//! what was not tested, what cannot be scored.

use super::confidence::{carrier, falls_to, name};
use super::sentences::{hypothesis, label, number, reads, turn};
use crate::case::model::{Case, Proposition};
use crate::network::Place;
use crate::plot::percent;
use crate::source::Span;
use crate::weigh::sensitivity::Sensitivity;
use crate::weigh::{Analysis, Model, leader_of};

/// What kind of point it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Without it another hypothesis would lead.
    Linchpin,
    /// A number that turns the conclusion within its own range.
    Unsettled,
    /// What it rests on most, though it would stand without.
    Support,
    /// One source carries most of the weight.
    SingleSource,
    /// Something not listed is probable, or fits what is known better.
    Overlooked,
    /// Nothing tells a hypothesis from the others.
    Untested,
    /// Two items say the same.
    Redundant,
    /// A number without a range that matters.
    FalsePrecision,
    /// An item that tells nothing apart.
    Mute,
    /// A forecast that cannot be scored.
    Unscorable,
}

/// A point of a review.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Point {
    /// Its kind.
    pub kind: Kind,
    /// How much it matters, from 0 to 1: what points are ranked by.
    pub weight: f64,
    /// What to say, in one sentence.
    pub says: String,
    /// The path of the key in the case file that it is about, where there is one.
    pub path: Option<String>,
    /// Where that stands in the case file, from 1.
    pub line: Option<usize>,
    /// The same in bytes.
    #[serde(skip)]
    pub span: Option<Span>,
}

/// All points, the gravest first; `line_of` tells the line of a place in the case file.
pub fn review(model: &Model, analysis: &Analysis, line_of: impl Fn(Span) -> usize) -> Vec<Point> {
    let view = View {
        model,
        case: model.case(),
        analysis,
        leader: leader_of(&analysis.weighing.posteriors()),
    };
    let mut points = Vec::new();
    for find in [
        linchpins,
        supports,
        nearest,
        assumptions,
        unsettled,
        single_source,
        overlooked,
        untested,
        redundant,
        false_precision,
        mute,
        unscorable,
    ] {
        find(&view, &mut points);
    }
    points.sort_by(|a: &Point, b: &Point| b.weight.total_cmp(&a.weight).then(a.kind.cmp(&b.kind)));
    for point in &mut points {
        point.line = point.span.map(&line_of);
    }
    points
}

struct View<'a> {
    model: &'a Model<'a>,
    case: &'a Case,
    analysis: &'a Analysis,
    leader: usize,
}

impl View<'_> {
    fn name(&self, at: usize) -> &str {
        name(self.case, at)
    }

    fn posterior(&self, at: usize) -> f64 {
        self.analysis.weighing.hypotheses[at].posterior
    }

    fn point(&self, kind: Kind, weight: f64, says: String, about: Option<Proposition>) -> Point {
        let item = about.and_then(|p| match p {
            Proposition::Other => None,
            Proposition::Hypothesis(i) => Some(&self.case.hypotheses[i].item),
            Proposition::Claim(i) => Some(&self.case.claims[i].item),
            Proposition::Evidence(i) => Some(&self.case.evidence[i].item),
            Proposition::Forecast(i) => Some(&self.case.forecasts[i].item),
        });
        let path = about
            .zip(item)
            .map(|(p, item)| format!("{}.{}", crate::network::table_of(p), item.id));
        Point {
            kind,
            weight: weight.clamp(0.0, 1.0),
            says,
            path,
            line: None,
            span: item.map(|item| item.id_span),
        }
    }

    fn falls_to(&self, posteriors: &[f64]) -> Option<usize> {
        falls_to(self.case, self.leader, posteriors)
    }
}

fn linchpins(view: &View, points: &mut Vec<Point>) {
    for (i, row) in view.analysis.weighing.evidence.iter().enumerate() {
        let Some(weight) = &row.weight else { continue };
        if let Some(then) = view.falls_to(&weight.without) {
            let says = format!(
                "Without “{}” the lead would go to “{}” ({}).",
                label(view.case, Proposition::Evidence(i)),
                view.name(then),
                reads(weight.without[then], view.case.scale)
            );
            points.push(view.point(Kind::Linchpin, 1.0, says, Some(Proposition::Evidence(i))));
        }
    }
}

/// The two items that the leader rests on most, though it would lead without either.
fn supports(view: &View, points: &mut Vec<Point>) {
    let rows = view.analysis.weighing.evidence.iter().enumerate();
    let mut items: Vec<(f64, usize, f64)> = rows
        .filter_map(|(i, row)| {
            let weight = row.weight.as_ref()?;
            let stands = view.falls_to(&weight.without).is_none();
            let without = weight.without[view.leader];
            stands.then_some((weight.decibans[view.leader], i, without))
        })
        .filter(|(weight, ..)| *weight >= 2.0)
        .collect();
    items.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (weight, i, without) in items.into_iter().take(2) {
        let says = format!(
            "It rests on “{}” ({weight:+.1} decibans): without it “{}” would still lead, with {}.",
            label(view.case, Proposition::Evidence(i)),
            view.name(view.leader),
            percent(without)
        );
        let weight = 0.2 + weight / 50.0;
        points.push(view.point(Kind::Support, weight, says, Some(Proposition::Evidence(i))));
    }
}

/// How many decibans of log-odds are one unit of natural logarithm.
const NEPER: f64 = 10.0 / std::f64::consts::LN_10;

/// The number that turns it with the smallest move, though that lies outside its range.
fn nearest(view: &View, points: &mut Vec<Point>) {
    let far = |found: &Sensitivity| {
        found.turn.filter(|turn| !turn.is_in_range)?;
        found.turns_after()
    };
    let all = view.analysis.sensitivities.iter();
    let nearest = all.filter_map(|found| Some((far(found)?, found)));
    let Some((far, found)) = nearest.min_by(|a, b| a.0.total_cmp(&b.0)) else {
        return;
    };
    let Some(says) = turn(view.model, found) else {
        return;
    };
    let written = &view.model.numbers()[found.number];
    points.push(Point {
        kind: Kind::Support,
        weight: 0.3 / (1.0 + far / NEPER),
        says,
        path: Some(written.place.path(view.case)),
        line: None,
        span: written.span,
    });
}

/// Claims and reported items whose being otherwise would turn the conclusion.
fn assumptions(view: &View, points: &mut Vec<Point>) {
    for found in &view.analysis.inquiries {
        if matches!(found.proposition, Proposition::Forecast(_)) {
            continue;
        }
        for (posteriors, p, so) in [
            (&found.if_true, found.probability, "is so"),
            (&found.if_false, 1.0 - found.probability, "is not so"),
        ] {
            let Some(then) = view.falls_to(posteriors) else {
                continue;
            };
            if p < 0.02 {
                continue;
            }
            let says = format!(
                "If it turns out that “{}” {so} (now {}), the lead goes to “{}”.",
                label(view.case, found.proposition),
                percent(p),
                view.name(then)
            );
            points.push(view.point(Kind::Linchpin, 0.6 + 0.4 * p, says, Some(found.proposition)));
        }
    }
}

fn unsettled(view: &View, points: &mut Vec<Point>) {
    for found in &view.analysis.sensitivities {
        let Some(says) = found
            .turn
            .filter(|turn| turn.is_in_range)
            .and_then(|_| turn(view.model, found))
        else {
            continue;
        };
        let written = &view.model.numbers()[found.number];
        points.push(Point {
            kind: Kind::Unsettled,
            weight: 0.9,
            says,
            path: Some(written.place.path(view.case)),
            line: None,
            span: written.span,
        });
    }
    let ranges = &view.analysis.ranges;
    if ranges.n_draws > 0 && ranges.leads[view.leader] < 0.9 {
        let lead = ranges.leads[view.leader];
        let says = format!(
            "When every range is taken at its word, “{}” leads in only {} of draws.",
            view.name(view.leader),
            percent(lead)
        );
        points.push(view.point(Kind::Unsettled, 1.0 - lead / 2.0, says, None));
    }
}

fn single_source(view: &View, points: &mut Vec<Point>) {
    let found = carrier(view.case, view.analysis, view.leader);
    let Some((at, share)) = found.filter(|(_, share)| *share > 0.4) else {
        return;
    };
    let source = &view.case.sources[at].item;
    let says = format!(
        "{} alone carries {} of the weight on “{}”.",
        source.label(),
        percent(share),
        view.name(view.leader)
    );
    let mut point = view.point(Kind::SingleSource, 0.5 * share + 0.2, says, None);
    point.path = Some(format!("sources.{}", source.id));
    point.span = Some(source.id_span);
    points.push(point);
}

fn overlooked(view: &View, points: &mut Vec<Point>) {
    let other = view.case.hypotheses.len();
    let p = view.posterior(other);
    let prior = view.analysis.weighing.hypotheses[other].prior;
    if p >= 0.2 {
        let says = format!(
            "Something that is not listed holds {} (before the evidence {}): an explanation may be missing.",
            percent(p),
            percent(prior)
        );
        points.push(view.point(Kind::Overlooked, 0.3 + p, says, None));
    }
    if view.case.hypotheses.len() < 3 {
        let says = format!(
            "Only {} explanations are weighed; what else could it be?",
            view.case.hypotheses.len()
        );
        points.push(view.point(Kind::Overlooked, 0.35, says, None));
    }
}

fn untested(view: &View, points: &mut Vec<Point>) {
    for at in 0..view.case.hypotheses.len() {
        let most = view
            .analysis
            .weighing
            .evidence
            .iter()
            .filter_map(|row| row.weight.as_ref());
        let most = most
            .map(|weight| weight.decibans[at].abs())
            .fold(0.0, f64::max);
        if most < 1.0 {
            let says = format!(
                "Nothing tests “{}”: no item of evidence moves it by as much as one deciban.",
                view.name(at)
            );
            points.push(view.point(
                Kind::Untested,
                0.4 + 0.3 * view.posterior(at),
                says,
                Some(hypothesis(view.case, at)),
            ));
        }
        let against = view
            .analysis
            .weighing
            .evidence
            .iter()
            .filter_map(|row| row.weight.as_ref());
        let against = against
            .map(|weight| weight.decibans[at])
            .fold(0.0, f64::min);
        if at == view.leader && against > -0.5 {
            let says = format!(
                "Nothing speaks against “{}”: was evidence against it looked for?",
                view.name(at)
            );
            points.push(view.point(Kind::Untested, 0.45, says, Some(hypothesis(view.case, at))));
        }
    }
}

fn redundant(view: &View, points: &mut Vec<Point>) {
    for pair in &view.analysis.together.pairs {
        if pair.shared.abs() >= 3.0 {
            let what = if pair.shared > 0.0 {
                "say in part the same: each adds"
            } else {
                "need each other: each adds"
            };
            let more = if pair.shared > 0.0 { "less" } else { "more" };
            let says = format!(
                "“{}” and “{}” {what} {:.1} decibans {more} because the other is known.",
                label(view.case, Proposition::Evidence(pair.first)),
                label(view.case, Proposition::Evidence(pair.second)),
                pair.shared.abs()
            );
            points.push(view.point(
                Kind::Redundant,
                0.2 + pair.shared.abs() / 50.0,
                says,
                Some(Proposition::Evidence(pair.second)),
            ));
        }
    }
}

/// Numbers without a range that move the leader by more than five percentage points when their odds are halved or doubled.
fn false_precision(view: &View, points: &mut Vec<Point>) {
    for found in &view.analysis.sensitivities {
        let written = &view.model.numbers()[found.number];
        let swing = (found.ends[0].1[view.leader] - found.ends[1].1[view.leader]).abs();
        let is_judgement = !matches!(written.place, Place::Grade(_) | Place::Letter(_));
        if written.span.is_none() || written.credence.is_range() || swing < 0.05 || !is_judgement {
            continue;
        }
        let says = format!(
            "{} is {} without a range, yet halving and doubling its odds moves the leader by {} points.",
            capital(&number(view.case, &written.place)),
            percent(found.value),
            (100.0 * swing).round()
        );
        points.push(Point {
            kind: Kind::FalsePrecision,
            weight: 0.2 + swing,
            says,
            path: Some(written.place.path(view.case)),
            line: None,
            span: written.span,
        });
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

fn mute(view: &View, points: &mut Vec<Point>) {
    for (i, row) in view.analysis.weighing.evidence.iter().enumerate() {
        let Some(weight) = &row.weight else { continue };
        if weight.diagnosticity() < 0.1 {
            let says = format!(
                "“{}” tells no explanation from another.",
                label(view.case, Proposition::Evidence(i))
            );
            points.push(view.point(Kind::Mute, 0.15, says, Some(Proposition::Evidence(i))));
        }
    }
}

fn unscorable(view: &View, points: &mut Vec<Point>) {
    for (i, forecast) in view.case.forecasts.iter().enumerate() {
        if forecast.resolves_by.is_none() {
            let says = format!(
                "“{}” can never be scored: it has no day by which it is decided.",
                forecast.item.label()
            );
            points.push(view.point(Kind::Unscorable, 0.25, says, Some(Proposition::Forecast(i))));
        }
    }
}
