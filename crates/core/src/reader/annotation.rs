//! Every span that the reader finds, in one plain form that anybody can score.

mod record;

pub use self::record::{Attrs, Record, records, write_records};

use super::causes;
use super::certainty;
use super::draft::{Bearing, Draft, DraftEvidence, DraftForecast, DraftRemark};
use super::functions;
use super::names::NameKind;
use super::reading::Reading;
use super::stance::class;
use crate::case::model::RemarkKind;
use crate::source::Span;

/// The class or the number of an annotation.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A class.
    Class(&'static str),
    /// A number.
    Number(f64),
}

/// A feature that spoke for a decision, with its weight (positive: for it).
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What was seen.
    pub feature: String,
    /// How much it counted, in the units of the model that decided.
    pub weight: f64,
}

/// One span of the article, and what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// What it is: source, cue, content, cause, effect, signal, name, date, ...
    pub label: &'static str,
    /// Where it stands, in bytes of the document's text.
    pub span: Span,
    /// Ties together the arguments of one relation, with `label`s of one layer.
    pub group: Option<String>,
    /// Its class or number.
    pub value: Option<Value>,
    /// The range around its number.
    pub range: Option<(f64, f64)>,
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// What spoke for it, strongest first; empty where the rule's name says all.
    pub why: Vec<Reason>,
}

impl Annotation {
    /// An annotation without group, value and reasons.
    pub fn new(label: &'static str, span: Span, rule: &'static str) -> Annotation {
        Annotation {
            label,
            span,
            group: None,
            value: None,
            range: None,
            rule,
            why: Vec::new(),
        }
    }

    /// The same as a part of a relation.
    #[must_use]
    pub fn in_group(self, group: String) -> Annotation {
        let group = Some(group);
        Annotation { group, ..self }
    }

    /// The same with a class.
    #[must_use]
    pub fn of_class(self, class: &'static str) -> Annotation {
        let value = Some(Value::Class(class));
        Annotation { value, ..self }
    }

    /// The same with a number.
    #[must_use]
    pub fn with_number(self, number: f64) -> Annotation {
        let value = Some(Value::Number(number));
        Annotation { value, ..self }
    }

    /// The same with a range around its number.
    #[must_use]
    pub fn between(self, low: f64, high: f64) -> Annotation {
        let range = Some((low, high));
        Annotation { range, ..self }
    }
}

/// All annotations of an article, in order of place and label.
///
/// `draft` is the draft that was made of the same reading.
pub fn annotations(reading: &Reading<'_>, draft: &Draft) -> Vec<Annotation> {
    if reading.provenance.is_foreign() {
        return foreign(reading, draft);
    }
    let mut out = Vec::new();
    speech(reading, &mut out);
    names(reading, &mut out);
    argument(draft, &mut out);
    causes::annotate(reading, &mut out);
    certainty::annotate(reading, &mut out);
    let kept: Vec<Span> = kept(draft).map(|f| f.found.span).collect();
    functions::annotate(reading, &kept, &mut out);
    for date in &reading.dates {
        out.push(Annotation::new("date", date.span, "date"));
    }
    out.retain(|a| a.span.start < a.span.end);
    sentences(reading, &mut out);
    in_order(out)
}

/// Annotations in order of place and label; those alike in both stay as they are. What is
/// sorted is where they stand: they are large.
fn in_order(annotations: Vec<Annotation>) -> Vec<Annotation> {
    let key = |(at, a): (usize, &Annotation)| (a.span.start, a.span.end, a.label, at);
    let mut keys: Vec<_> = annotations.iter().enumerate().map(key).collect();
    keys.sort_unstable();
    let mut annotations: Vec<Option<Annotation>> = annotations.into_iter().map(Some).collect();
    keys.iter()
        .filter_map(|key| annotations.get_mut(key.3).and_then(Option::take))
        .collect()
}

/// What can be found in an article that is not in English: what stands between quotation
/// marks, and what the article says of itself.
fn foreign(reading: &Reading<'_>, draft: &Draft) -> Vec<Annotation> {
    let text = &reading.text;
    let mut out: Vec<Annotation> = draft.remarks.iter().map(remark).collect();
    for quotation in &reading.quotations {
        let span = text.span_of(quotation.inner.clone());
        out.push(Annotation::new("quotation", span, "quotation"));
    }
    out.retain(|a| a.span.start < a.span.end);
    out.sort_by_key(|a| (a.span.start, a.span.end, a.label));
    out
}

/// Who says what. What is told inside of what another says, or inside a quotation, has
/// labels of its own.
fn speech(reading: &Reading<'_>, out: &mut Vec<Annotation>) {
    for (i, relation) in reading.relations.iter().enumerate() {
        let group = format!("S{}", i + 1);
        let [source, cue, content] = match relation.nested {
            false => ["source", "cue", "content"],
            true => ["nested-source", "nested-cue", "nested-content"],
        };
        let mut push = |label, span| {
            let annotation = Annotation::new(label, span, relation.rule);
            out.push(annotation.in_group(group.clone()));
        };
        if let Some(span) = relation.source {
            push(source, span);
        }
        push(cue, relation.cue);
        for &span in &relation.content {
            push(content, span);
        }
    }
}

/// Names: each as a name of any kind, and as what it names.
fn names(reading: &Reading<'_>, out: &mut Vec<Annotation>) {
    for mention in &reading.names.mentions {
        let whole = reading.names.with_capital_title(&reading.text, mention);
        out.push(Annotation::new("name", whole, "name"));
        let label = match reading.names.entity(mention).kind {
            NameKind::Person => "PER",
            NameKind::Organization => "ORG",
            NameKind::Place => "LOC",
            NameKind::Other => continue,
        };
        out.push(Annotation::new(label, mention.span, "name"));
    }
}

/// The forecasts of the draft, clause by clause: of an article that weighs explanations.
/// Those of a report are told by what its sentences do.
fn kept(draft: &Draft) -> impl Iterator<Item = &DraftForecast> {
    let weighs = !draft.hypotheses.is_empty();
    draft.forecasts.iter().filter(move |_| weighs)
}

/// The sentences that hold a hedge, as uncertain, and the others of prose as certain.
fn sentences(reading: &Reading<'_>, out: &mut Vec<Annotation>) {
    let text = &reading.text;
    let mut uncertain = vec![false; text.sentences.len()];
    for hedge in out.iter().filter(|a| a.label == certainty::UNCERTAIN) {
        if let Some(at) = text.sentence_at(hedge.span.start) {
            uncertain[at] = true;
        }
    }
    for (sentence, uncertain) in text.sentences.iter().zip(uncertain) {
        let class = if uncertain { "uncertain" } else { "certain" };
        out.push(Annotation::new("sentence", sentence.span, "hedge").of_class(class));
    }
}

/// What the draft has.
fn argument(draft: &Draft, out: &mut Vec<Annotation>) {
    if let Some(found) = &draft.question {
        out.push(Annotation::new("question", found.span, found.rule));
    }
    for h in &draft.hypotheses {
        for span in std::iter::once(h.found.span).chain(h.more.iter().copied()) {
            let hypothesis = Annotation::new("hypothesis", span, h.found.rule);
            let why = reasons(draft, span);
            out.push(Annotation { why, ..hypothesis }.of_class(class::of(h)));
        }
    }
    for e in &draft.evidence {
        let evidence = Annotation::new("evidence", e.found.span, e.found.rule);
        let why = reasons(draft, e.found.span);
        out.push(Annotation { why, ..evidence }.of_class(polarity(e)));
    }
    for f in kept(draft) {
        out.push(Annotation::new("forecast", f.found.span, f.found.rule));
    }
    out.extend(draft.remarks.iter().map(remark));
}

/// What spoke for what was taken at a place.
fn reasons(draft: &Draft, span: Span) -> Vec<Reason> {
    let found = draft
        .reasons
        .binary_search_by_key(&span.start, |r| r.span.start);
    let features = found.map_or(&[][..], |at| &draft.reasons[at].features);
    features
        .iter()
        .map(|&(feature, weight)| Reason {
            feature: feature.to_owned(),
            weight,
        })
        .collect()
}

/// Which way evidence bears on most of the hypotheses that it bears on.
fn polarity(evidence: &DraftEvidence) -> &'static str {
    let against = |bears: &&(usize, Bearing)| bears.1 == Bearing::Against;
    let n_against = evidence.bears_on.iter().filter(against).count();
    if n_against * 2 > evidence.bears_on.len() {
        "contradicts"
    } else {
        "supports"
    }
}

fn remark(remark: &DraftRemark) -> Annotation {
    let rule = remark.found.rule;
    let label = match remark.kind {
        RemarkKind::Anomaly if ["misspelt", "wrong-name"].contains(&rule) => "slip",
        kind => kind.name(),
    };
    Annotation::new(label, remark.found.span, rule)
}
