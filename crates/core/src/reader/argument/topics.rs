//! Explanations as they are brought up: which words state them, which state them again,
//! and how sure those words sound.

use std::ops::Range;

use super::{Flow, LABEL, Topic, apart, without};
use crate::reader::draft::{Bearing, Stance};
use crate::reader::evidence::scope;
use crate::reader::hypotheses::{Candidate, NOUNS, heading, motive, paragraph, two};
use crate::reader::outline::Line;
use crate::reader::stance::last_word::Said;
use crate::reader::stance::{judgement, words};
use crate::reader::stems::{Stem, Stems, shared, stems};
use crate::source::Span;

impl Flow<'_, '_> {
    /// Takes in explanations: each a new one, or new words for an old one.
    pub(super) fn bring_up(&mut self, line: &Line, candidates: &[Candidate]) {
        let apart = |c: &Candidate| c.fresh && c.rule != two::RULE;
        let rivals = candidates.len() > 1 && candidates.iter().all(apart);
        for (i, candidate) in candidates.iter().enumerate() {
            let range =
                line.body.start + candidate.range.start..line.body.start + candidate.range.end;
            let own: Stems = stems(self.outline.words(range.clone()));
            let own = without(&own, &self.asked);
            let (span, label) = match self.label(line, candidate) {
                Some(label) => (self.candidate_span(line, &range), Some(label)),
                None if [two::RULE, motive::RULE].contains(&candidate.rule) => {
                    (self.candidate_span(line, &range), None)
                }
                None => self.worded(line, &range, own.len()),
            };
            let topic = match self.same(line, candidate, &own, i, rivals) {
                Some(topic) => {
                    self.again(topic, span);
                    self.answer(topic, span, candidate);
                    topic
                }
                None => {
                    self.topics.push(Topic {
                        span,
                        more: label.into_iter().collect(),
                        rule: candidate.rule,
                        reported: candidate.reported,
                        stems: own,
                        wide: self.heading_stems(line),
                        paragraph: line.paragraph,
                        section: line.section,
                        said: Vec::new(),
                        speaker: self.speaker(line, candidate),
                    });
                    self.topics.len() - 1
                }
            };
            self.current = Some(topic);
            self.spoken = line.paragraph;
            self.run = 0;
            self.most = scope::RUN;
            self.widen(line, topic);
            if !rivals {
                self.pointing = if candidate.rejected || candidate.doubted {
                    Bearing::Against
                } else {
                    Bearing::For
                };
                if candidate.rule == two::RULE {
                    self.weigh(span, candidate, topic);
                } else {
                    self.first_words(line, candidate, topic);
                }
                if let Some(Said::Words(stance)) = self.topics[topic].said.last()
                    && candidate.rule == "hypotheses/verdict"
                    && stance.low + stance.high < 0.8
                {
                    self.pointing = Bearing::Against;
                }
            }
        }
        self.open = false;
        self.just_asked = true;
    }

    /// The words that state an explanation: where the candidate is but a label ("begin with
    /// habit"), the heading over it or the whole sentence, and the label besides.
    pub(super) fn worded(
        &self,
        line: &Line,
        range: &Range<usize>,
        content: usize,
    ) -> (Span, Option<Span>) {
        let span = self.candidate_span(line, range);
        let hedges = words::all(self.outline.text, range.clone());
        let hedged: usize = hedges.iter().map(|w| w.tokens.len()).sum();
        if content.saturating_sub(hedged.min(1)) > 1 {
            return (span, None);
        }
        let heading = line
            .section
            .filter(|_| line.first)
            .and_then(|s| self.outline.headings.get(s))
            .filter(|h| {
                let words = self.outline.words((*h).clone());
                let asks = words
                    .first()
                    .is_some_and(|t| t.is_any(&["what", "how", "why", "who", "where"]));
                !asks && self.topics.iter().all(|t| t.section != line.section)
            });
        match heading {
            Some(heading) => (
                self.outline.text.span_of(heading.clone()),
                Some(self.outline.statement(line)),
            ),
            None => {
                let at = self
                    .outline
                    .lines
                    .partition_point(|l| l.span.start <= line.span.start);
                let next = self.outline.lines.get(at);
                let next = next.filter(|l| l.paragraph == line.paragraph && !l.question);
                let body = line.body.end - line.body.start;
                (
                    self.outline.statement(line),
                    next.filter(|_| body <= LABEL)
                        .map(|l| self.outline.statement(l)),
                )
            }
        }
    }

    /// The words of the heading that a line stands under.
    fn heading_stems(&self, line: &Line) -> Stems {
        let heading = line.section.and_then(|s| self.outline.headings.get(s));
        heading.map_or_else(Stems::default, |heading| {
            without(&stems(self.outline.words(heading.clone())), &self.asked)
        })
    }

    /// Whose words a candidate gives, as its rule saw it.
    fn speaker(&self, line: &Line, candidate: &Candidate) -> Option<Span> {
        const NOBODY: &[&str] = &["they", "he", "she", "it", "who", "that", "this", "and"];
        let own = candidate.speaker.clone()?;
        let words = self.outline.body(line).get(own.clone())?;
        let comma = words
            .iter()
            .position(|t| t.is_mark(","))
            .unwrap_or(words.len());
        let named = comma > 0 && !words[0].is_any(NOBODY);
        let start = line.body.start + own.start;
        named.then(|| self.outline.text.span_of(start..start + comma))
    }

    /// The label before a statement that the paragraph's structure gives.
    fn label(&self, line: &Line, candidate: &Candidate) -> Option<Span> {
        if candidate.rule != paragraph::RULE {
            return None;
        }
        let lines = &self.outline.lines;
        let at = lines.partition_point(|l| l.span.start < line.span.start);
        let label = self.plan.statements.get(&at)?.label?;
        Some(self.outline.statement(lines.get(label)?))
    }

    /// Takes the words of a line into those that its explanation is known by.
    pub(super) fn widen(&mut self, line: &Line, topic: usize) {
        let topic = &mut self.topics[topic];
        if line.paragraph == topic.paragraph {
            topic.wide.add(&without(&line.stems, &self.asked));
        }
    }

    /// The words of an explanation: the whole sentence with its stop, or the part without.
    pub(super) fn candidate_span(&self, line: &Line, range: &Range<usize>) -> Span {
        let mut span = self.outline.span(range.clone());
        if range.start == line.body.start && range.end == line.body.end {
            span.end = line.span.end;
        }
        span
    }

    /// More words for an explanation.
    pub(super) fn again(&mut self, topic: usize, span: Span) {
        let topic = &mut self.topics[topic];
        if topic.more.len() < 4 && span != topic.span {
            topic.more.push(span);
        }
    }

    /// A motive told after "What about the rope?" is what the explanation says.
    fn answer(&mut self, topic: usize, span: Span, candidate: &Candidate) {
        let topic = &mut self.topics[topic];
        let asked = self.outline.text.slice(topic.span).ends_with('?');
        if asked && candidate.rule == motive::RULE {
            topic.more.retain(|&s| s != span);
            topic.more.insert(0, topic.span);
            topic.span = span;
            topic.rule = candidate.rule;
            topic.reported = false;
        }
    }

    /// What a sentence that weighs two explanations says of one of them.
    fn weigh(&mut self, span: Span, candidate: &Candidate, topic: usize) {
        let (low, high) = if candidate.rejected {
            (0.05, 0.25)
        } else {
            (0.7, 0.95)
        };
        let stance = Stance { low, high, span };
        self.topics[topic].said.push(Said::Words(stance));
    }

    /// The explanation that a candidate states again, if it does.
    pub(super) fn same(
        &self,
        line: &Line,
        candidate: &Candidate,
        own: &Stems,
        nth: usize,
        rivals: bool,
    ) -> Option<usize> {
        if rivals {
            return None;
        }
        let nouns: Stems = NOUNS.iter().map(|n| Stem::reading(n)).collect();
        let own = without(own, &nouns);
        let alike = self.topics.iter().rposition(|topic| {
            let least = own.len().min(topic.stems.len());
            let common = shared(&own, &topic.stems);
            least > 0 && common * 5 >= least * 3 && (common >= 2 || least == 1)
        });
        let current = self.current;
        let titled = current.filter(|&t| {
            let topic = &self.topics[t];
            topic.rule == heading::RULE && topic.section == line.section && line.first
        });
        if titled.is_some() {
            return titled;
        }
        let here = current.filter(|&t| self.topics[t].paragraph == line.paragraph);
        alike.or(here.filter(|_| !candidate.fresh || nth > 0 && candidate.rule != two::RULE))
    }

    /// What the sentence that brings an explanation up says of how sure the writer is.
    pub(super) fn first_words(&mut self, line: &Line, candidate: &Candidate, topic: usize) {
        let body = self.outline.body(line);
        let base = line.body.start;
        let inside = |range: &Range<usize>| {
            candidate.reported
                && range.start >= candidate.range.start
                && range.end <= candidate.range.end
        };
        let judged = judgement::of(body).filter(|j| !inside(&j.tokens));
        let hedge = words::all(self.outline.text, line.body.clone())
            .into_iter()
            .filter(|w| !inside(&w.tokens))
            .min_by(|a, b| (a.low + a.high).total_cmp(&(b.low + b.high)));
        let stance = match (judged, hedge) {
            (Some(j), Some(w)) if j.bearing == Bearing::For && apart(&j.tokens, &w.tokens) => {
                Some((w.low, w.high, w.tokens))
            }
            (Some(j), _) => Some((j.low, j.high, j.tokens)),
            (None, Some(w)) => Some((w.low, w.high, w.tokens)),
            (None, None) => None,
        };
        if let Some((low, high, tokens)) = stance {
            let span = self
                .outline
                .text
                .span_of(base + tokens.start..base + tokens.end);
            self.topics[topic]
                .said
                .push(Said::Words(Stance { low, high, span }));
        } else if candidate.rejected {
            let span = self.outline.statement(line);
            self.topics[topic].said.push(Said::Words(Stance {
                low: 0.05,
                high: 0.25,
                span,
            }));
        }
    }
}
