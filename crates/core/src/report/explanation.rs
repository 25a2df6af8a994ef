//! An article explained: what it claims, what the evidence that it offers implies when
//! weighed, and where the two part.

use super::Report;
use crate::case::model::Case;
use crate::reader::draft::{Bearing, Draft, Stance, Stated};
use crate::source::Span;
use crate::source::document::Document;

/// An article explained.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Explanation {
    /// Always true: a machine drafted it, and nobody has checked it.
    pub machine_drafted: bool,
    /// The article's title.
    pub title: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Its date, as 2015-05-18.
    pub date: Option<String>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// What it asks.
    pub question: Option<Passage>,
    /// What it sets out to explain.
    pub event: Option<Passage>,
    /// The explanations that it tells of, in its order.
    pub hypotheses: Vec<ClaimedHypothesis>,
    /// What it offers for or against them.
    pub evidence: Vec<ClaimedEvidence>,
    /// What it, or someone that it quotes, expects.
    pub forecasts: Vec<ClaimedForecast>,
    /// Counterfactuals, what cannot be known, anomalies and the like.
    pub remarks: Vec<ClaimedRemark>,
    /// What its evidence implies when weighed; none when it offers no explanation.
    pub weighed: Option<Report>,
    /// Every explanation whose stance was seen beside what its evidence implies.
    pub partings: Vec<Parting>,
    /// What to check first, a line each.
    pub check_first: Vec<String>,
}

/// Words of the article and their place.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Passage {
    /// The words, exactly.
    pub quote: String,
    /// The line of the text that they start on, from 1.
    pub line: usize,
    /// The first character, from 0 in the text.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The rule that found them.
    pub rule: &'static str,
}

/// How sure someone sounds.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct ClaimedStance {
    /// The lower end of the range.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The words that say so.
    pub said: String,
}

/// An explanation that the article tells of.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct ClaimedHypothesis {
    /// Its id in the draft case.
    pub id: String,
    /// Where it stands first.
    pub passage: Passage,
    /// Who advances it; the writer when null.
    pub by: Option<String>,
    /// How sure the writer sounds of it.
    pub stance: Option<ClaimedStance>,
}

/// Something offered for or against an explanation.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct ClaimedEvidence {
    /// Its id in the draft case.
    pub id: String,
    /// Where it stands.
    pub passage: Passage,
    /// Who says it; the writer when null.
    pub by: Option<String>,
    /// Whether it tells of a like event before.
    pub precedent: bool,
    /// The ids of the explanations that it speaks for.
    pub speaks_for: Vec<String>,
    /// The ids of the explanations that it speaks against.
    pub speaks_against: Vec<String>,
}

/// Something expected.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct ClaimedForecast {
    /// Its id in the draft case.
    pub id: String,
    /// Where it stands.
    pub passage: Passage,
    /// Who expects it; the writer when null.
    pub by: Option<String>,
    /// How sure they sound.
    pub stance: Option<ClaimedStance>,
    /// By when, in the article's words.
    pub horizon: Option<String>,
}

/// Something kept but not weighed.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct ClaimedRemark {
    /// "counterfactual", "unknowable", "anomaly", "attribution" or "provenance".
    pub kind: &'static str,
    /// Where it stands.
    pub passage: Passage,
    /// What to tell the analyst; empty when the words say it all.
    pub comment: String,
}

/// What the writer thinks of an explanation beside what the evidence implies.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Parting {
    /// The explanation's id in the draft case.
    pub id: String,
    /// The lower end of the writer's range.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// What the evidence implies.
    pub posterior: f64,
    /// Which way they part.
    pub verdict: Verdict,
}

/// Which way a writer and the evidence part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The posterior lies within the writer's range, or beside it by less than [`SLACK`].
    Agree,
    /// The writer is surer of it than the evidence offered makes it.
    WriterSurer,
    /// The evidence offered makes it more probable than the writer thinks.
    EvidenceSurer,
    /// Nothing that was found bears on it: its posterior is not the evidence's doing.
    NoEvidence,
}

/// What an explanation is made from.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// What the reader found.
    pub draft: &'a Draft,
    /// The article.
    pub document: &'a Document,
    /// The draft as a case, its lists in the draft's order.
    pub case: &'a Case,
    /// The case weighed.
    pub weighed: Option<&'a Report>,
    /// What to check first.
    pub check_first: &'a [String],
}

impl Explanation {
    /// The explanation of an article.
    pub fn new(sources: Sources<'_>) -> Explanation {
        let Sources {
            draft,
            document,
            case,
            weighed,
            check_first,
        } = sources;
        let explainer = Explainer {
            draft,
            case,
            text: Lines::of(document),
        };
        let stated = |stated: &Option<Stated>| stated.as_ref().map(|s| s.value.clone());
        Explanation {
            machine_drafted: true,
            title: stated(&draft.title),
            authors: draft
                .authors
                .iter()
                .map(|author| author.value.clone())
                .collect(),
            date: stated(&draft.date),
            publisher: stated(&draft.publisher),
            question: draft
                .question
                .as_ref()
                .map(|f| explainer.passage(f.span, f.rule)),
            event: draft
                .event
                .as_ref()
                .map(|f| explainer.passage(f.span, f.rule)),
            hypotheses: explainer.hypotheses(),
            evidence: explainer.evidence(),
            forecasts: explainer.forecasts(),
            remarks: explainer.remarks(),
            weighed: weighed.cloned(),
            partings: weighed
                .map(|report| partings(draft, report))
                .unwrap_or_default(),
            check_first: check_first.to_vec(),
        }
    }
}

struct Explainer<'a> {
    draft: &'a Draft,
    case: &'a Case,
    text: Lines<'a>,
}

impl Explainer<'_> {
    fn passage(&self, span: Span, rule: &'static str) -> Passage {
        self.text.passage(span, rule)
    }

    fn stance(&self, stance: Option<Stance>) -> Option<ClaimedStance> {
        stance.map(|stance| ClaimedStance {
            low: stance.low,
            high: stance.high,
            said: self.text.slice(stance.span).to_owned(),
        })
    }

    /// Who is behind an attribution, by name.
    fn by(&self, attribution: Option<usize>) -> Option<String> {
        attribution
            .and_then(|i| self.draft.attributions.get(i))
            .map(|by| by.name.clone())
    }

    fn hypothesis_id(&self, i: usize) -> String {
        self.case
            .hypotheses
            .get(i)
            .map(|h| h.item.id.clone())
            .unwrap_or_default()
    }

    fn hypotheses(&self) -> Vec<ClaimedHypothesis> {
        let hypotheses = self.draft.hypotheses.iter().enumerate();
        hypotheses
            .map(|(i, hypothesis)| ClaimedHypothesis {
                id: self.hypothesis_id(i),
                passage: self.passage(hypothesis.found.span, hypothesis.found.rule),
                by: self.by(hypothesis.attribution),
                stance: self.stance(hypothesis.stance),
            })
            .collect()
    }

    fn evidence(&self) -> Vec<ClaimedEvidence> {
        let pairs = self.draft.evidence.iter().zip(&self.case.evidence);
        pairs
            .map(|(found, item)| {
                let bearing = |way: Bearing| -> Vec<String> {
                    let ids = found.bears_on.iter().filter(|(_, bearing)| *bearing == way);
                    ids.map(|(i, _)| self.hypothesis_id(*i)).collect()
                };
                ClaimedEvidence {
                    id: item.item.id.clone(),
                    passage: self.passage(found.found.span, found.found.rule),
                    by: self.by(found.attribution),
                    precedent: found.precedent,
                    speaks_for: bearing(Bearing::For),
                    speaks_against: bearing(Bearing::Against),
                }
            })
            .collect()
    }

    fn forecasts(&self) -> Vec<ClaimedForecast> {
        let pairs = self.draft.forecasts.iter().zip(&self.case.forecasts);
        pairs
            .map(|(found, item)| ClaimedForecast {
                id: item.item.id.clone(),
                passage: self.passage(found.found.span, found.found.rule),
                by: self.by(found.attribution),
                stance: self.stance(found.stance),
                horizon: found.horizon.map(|span| self.text.slice(span).to_owned()),
            })
            .collect()
    }

    fn remarks(&self) -> Vec<ClaimedRemark> {
        let remarks = self.draft.remarks.iter().map(|remark| ClaimedRemark {
            kind: remark.kind.name(),
            passage: self.passage(remark.found.span, remark.found.rule),
            comment: remark.comment.clone(),
        });
        remarks.collect()
    }
}

/// Gaps smaller than this part nobody: neither a drafted likelihood nor a word is as fine.
pub const SLACK: f64 = 0.05;

fn partings(draft: &Draft, report: &Report) -> Vec<Parting> {
    let rows = draft.hypotheses.iter().zip(&report.hypotheses).enumerate();
    rows.filter_map(|(i, (hypothesis, row))| {
        let stance = hypothesis.stance?;
        let tested = draft
            .evidence
            .iter()
            .any(|e| e.bears_on.iter().any(|(h, _)| *h == i));
        let verdict = match row.posterior {
            _ if !tested => Verdict::NoEvidence,
            p if p < stance.low - SLACK => Verdict::WriterSurer,
            p if p > stance.high + SLACK => Verdict::EvidenceSurer,
            _ => Verdict::Agree,
        };
        Some(Parting {
            id: row.id.clone(),
            low: stance.low,
            high: stance.high,
            posterior: row.posterior,
            verdict,
        })
    })
    .collect()
}

/// A document's text with marks set along it, so that places are found fast however long
/// its lines are.
struct Lines<'a> {
    text: &'a str,
    marks: Vec<Mark>,
}

/// A place whose line and character are known.
#[derive(Clone, Copy)]
struct Mark {
    byte: usize,
    /// From 1.
    line: usize,
    /// How many characters stand before it.
    characters: usize,
}

/// Bytes between two marks, at most.
const STRIDE: usize = 1024;

impl<'a> Lines<'a> {
    fn of(document: &'a Document) -> Lines<'a> {
        let mut at = Mark {
            byte: 0,
            line: 1,
            characters: 0,
        };
        let mut marks = vec![at];
        for (byte, character) in document.text.char_indices() {
            at.byte = byte;
            if byte >= marks[marks.len() - 1].byte + STRIDE {
                marks.push(at);
            }
            at.characters += 1;
            at.line += usize::from(character == '\n');
        }
        Lines {
            text: &document.text,
            marks,
        }
    }

    fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The line of a byte, from 1, and the characters before it.
    fn place(&self, byte: usize) -> (usize, usize) {
        let after = self.marks.partition_point(|mark| mark.byte <= byte);
        let mark = self.marks[after.saturating_sub(1)];
        let between = self.slice(Span::new(mark.byte, byte));
        let lines = between.bytes().filter(|&b| b == b'\n').count();
        (mark.line + lines, mark.characters + between.chars().count())
    }

    fn passage(&self, span: Span, rule: &'static str) -> Passage {
        let (line, start) = self.place(span.start);
        let quote = self.slice(span).to_owned();
        Passage {
            end: start + quote.chars().count(),
            quote,
            line,
            start,
            rule,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_and_lines_however_long_the_lines_are() {
        let line = "é".repeat(3000);
        let document = Document {
            text: format!("{line}\n{line}x"),
            ..Document::default()
        };
        let lines = Lines::of(&document);
        assert_eq!(lines.place(0), (1, 0));
        assert_eq!(lines.place(2 * 2999), (1, 2999));
        assert_eq!(lines.place(2 * 3000 + 1), (2, 3001));
        let end = document.text.len();
        let passage = lines.passage(Span::new(end - 1, end), "test/rule");
        assert_eq!((passage.line, passage.start, passage.end), (2, 6001, 6002));
        assert_eq!(passage.quote, "x");
    }
}
