//! Turns of the talk: new sections, announcements, words that go back to an explanation,
//! and verdicts on the one being spoken of.

use super::{AHEAD, Flow, MOST_HYPOTHESES, Topic, alike, attribution_of, without};
use crate::reader::draft::{Bearing, Stance};
use crate::reader::evidence::{scope, taken_up};
use crate::reader::hypotheses::{NOUNS, announced, heading};
use crate::reader::outline::Line;
use crate::reader::phrase::{any_of, has_any, match_any};
use crate::reader::stance::last_word::Said;
use crate::reader::stance::verdict::{self, Verdict};
use crate::reader::stance::{judgement, words};
use crate::reader::stems::{Stem, Stems, shared, stems};
use crate::reader::text::Token;

/// Words that turn down all explanations of others at once.
const DISMISSALS: &[&[&str]] = &[
    &[
        "of",
        "the|these",
        "other|rival",
        "explanations|theories|accounts|versions|stories|reasons",
        "_2",
        "little|much|nothing",
        "remains|survives",
    ],
    &[
        "little|nothing",
        "remains|survives",
        "of",
        "the|these",
        "other|rival",
        "explanations|theories|accounts|versions|stories|reasons",
    ],
    &[
        "none|neither",
        "of",
        "these|the",
        "other?",
        "explanations|theories|accounts|versions|stories",
        "holds|hold|convinces|convince|survives|survive|works|work|explains|fits|fit|stands|stand",
    ],
];

/// "Habit had a part in it": of what has just been told, by another name.
const PART: &[&[&str]] = &[&[
    "had|played|play|have",
    "a|some|its|their",
    "_1",
    "part|role",
    "in",
]];

impl Flow<'_, '_> {
    /// A new section: its heading may ask, or turn to what is to come.
    pub(super) fn enter(&mut self, line: &Line) {
        self.section = line.section;
        self.current = None;
        let Some(heading) = line.section.and_then(|s| self.outline.headings.get(s)) else {
            return;
        };
        let words = self.outline.words(heading.clone());
        self.ahead = any_of(words, AHEAD);
        let explains = self.weighing || self.setting.question.is_some_and(|q| q.explanatory);
        let counts = heading::counts(words);
        let asks = (heading::asks(words) || counts) && explains && !self.ahead;
        if asks && self.topics.len() < MOST_HYPOTHESES {
            self.topics.push(Topic {
                span: self.outline.text.span_of(heading.clone()),
                more: Vec::new(),
                rule: heading::RULE,
                reported: !counts,
                stems: without(&stems(words), &self.asked),
                wide: without(&stems(words), &self.asked),
                paragraph: line.paragraph,
                section: line.section,
                said: Vec::new(),
                speaker: None,
            });
            self.current = Some(self.topics.len() - 1);
            self.spoken = line.paragraph;
            self.pointing = Bearing::For;
            self.run = 0;
            self.most = scope::RUN;
            self.open = false;
        }
    }

    /// "Three accounts are heard": explanations will follow.
    pub(super) fn announce(&mut self, at: usize, line: &Line) -> bool {
        let announces = announced::announces(self.outline, line);
        if announces {
            self.announced = Some(line.paragraph);
            self.announced_last = self.outline.paragraph_end(at) == at;
            self.current = None;
        }
        announces || self.dismissal(line)
    }

    /// "Little remains of the other theories": no explanation that others hold, and that
    /// nothing more was said of, is the writer's.
    fn dismissal(&mut self, line: &Line) -> bool {
        let body = self.outline.body(line);
        let dismissed = !line.question && has_any(body, DISMISSALS);
        if !dismissed {
            return false;
        }
        let span = self.outline.statement(line);
        let (low, high) = (0.1, 0.3);
        let unweighed = |t: &&mut Topic| t.reported && t.said.is_empty();
        for topic in self.topics.iter_mut().filter(unweighed) {
            topic.said.push(Said::Words(Stance { low, high, span }));
        }
        self.current = None;
        true
    }

    /// "The sergeant's story": back to the explanation that is the sergeant's.
    pub(super) fn recall(&mut self, line: &Line) {
        let body = self.outline.body(line);
        let owner =
            body.iter().enumerate().take(8).find(|(i, t)| {
                t.is_possessive() && body.get(i + 1).is_some_and(|t| t.is_any(NOUNS))
            });
        let subject = body
            .get(..2)
            .filter(|w| w[0].is_any(&["the"]))
            .map(|w| &w[1]);
        let right = judgement::of(body).is_some() && body.len() <= 12;
        let word = owner.map(|(_, t)| t).or(subject.filter(|_| right));
        let Some(word) = word else { return };
        let owner = stems(std::slice::from_ref(word));
        let topic = self
            .topics
            .iter()
            .rposition(|topic| shared(&owner, &topic.wide) == 1);
        if let Some(topic) = topic {
            self.current = Some(topic);
            self.spoken = line.paragraph;
            self.pointing = Bearing::For;
            self.run = 0;
            self.most = scope::LATER_RUN;
        }
    }

    /// "As for the bandits": an earlier explanation, named again, and what is held by others
    /// is named to be answered; whether the line needs no further look.
    pub(super) fn take_up(&mut self, line: &Line) -> bool {
        let Some(taken) = taken_up::of(self.outline, line).filter(|_| !self.ahead) else {
            return false;
        };
        let body = self.outline.body(line);
        let own = without(&stems(&body[taken.name.clone()]), &self.asked);
        let own = without(&own, &NOUNS.iter().map(|n| Stem::reading(n)).collect());
        let shares = |topic: &Topic, wide: bool| {
            let stems = if wide { &topic.wide } else { &topic.stems };
            shared(&own, stems) >= 1 && topic.paragraph < line.paragraph
        };
        let found = [false, true]
            .into_iter()
            .find_map(|wide| self.topics.iter().rposition(|t| shares(t, wide)))
            .or_else(|| self.called(line, taken.theory(body)));
        let Some(topic) = found else {
            // "The Russian theory": of one that no rule has seen.
            let at = line.body.start + taken.name.start;
            if taken.held && self.outline.text.is_capital(at) && !own.is_empty() {
                self.current = None;
            }
            return false;
        };
        self.current = Some(topic);
        self.taken = Some(line.paragraph);
        self.spoken = line.paragraph;
        self.granted = None;
        self.run = 0;
        self.most = scope::RUN;
        self.pointing = match self.topics[topic].reported {
            true => Bearing::Against,
            false => Bearing::For,
        };
        taken.only
    }

    /// "The comfortable story": the explanation that was called so when it was new.
    fn called(&self, line: &Line, name: &[Token]) -> Option<usize> {
        const WITHIN: usize = 200;
        let own: Vec<&str> = name
            .iter()
            .map(|t| t.lower.as_str())
            .filter(|w| w.len() > 3)
            .collect();
        let outline = self.outline;
        let before = outline
            .lines
            .partition_point(|l| l.span.start < line.span.start);
        let called = outline.lines[..before]
            .iter()
            .rev()
            .take(WITHIN)
            .find(|l| {
                let words = outline.body(l);
                own.len() >= 2 && own.iter().all(|w| words.iter().any(|t| t.lower == **w))
            })?;
        self.topics
            .iter()
            .rposition(|t| t.span.start < called.span.end && t.paragraph + 1 >= called.paragraph)
    }

    /// A probability put on an explanation that is being spoken of; whether the line needs
    /// no further look.
    pub(super) fn verdict(&mut self, line: &Line) -> bool {
        let Some(verdict) = verdict::of(self.outline, line).filter(|_| !self.ahead) else {
            return false;
        };
        let about = line.body.start + verdict.about.start..line.body.start + verdict.about.end;
        let own = without(&stems(self.outline.words(about)), &self.asked);
        let near = self.current.filter(|&t| {
            let topic = &self.topics[t];
            let here = topic.paragraph == line.paragraph
                || topic.section.is_some() && topic.section == line.section;
            verdict.points_back && (here || self.spoken + 1 >= line.paragraph)
                || here && topic.rule == heading::RULE
                || here && alike(&own, &topic.wide)
                || here && own.len() <= 2 && has_any(self.outline.body(line), PART)
                || here && shared(&own, &topic.wide) >= 1 && topic.rule != "hypotheses/verdict"
        });
        let Some(topic) = near else {
            return verdict.points_back && self.point_back(line, &verdict);
        };
        self.judge(line, topic, &verdict);
        true
    }

    /// Takes in the words of a verdict.
    pub(super) fn judge(&mut self, line: &Line, topic: usize, verdict: &Verdict) {
        let tokens = &verdict.words.tokens;
        let range = line.body.start + tokens.start..line.body.start + tokens.end;
        self.topics[topic].said.push(Said::Words(Stance {
            low: verdict.words.low,
            high: verdict.words.high,
            span: self.outline.text.span_of(range),
        }));
        let low = verdict.words.low + verdict.words.high < 0.8;
        self.pointing = if low { Bearing::Against } else { Bearing::For };
        self.spoken = line.paragraph;
    }

    /// "This may well have played a part": what the section or paragraph told so far is an
    /// explanation, and its facts speak for it.
    pub(super) fn point_back(&mut self, line: &Line, verdict: &Verdict) -> bool {
        let outline = self.outline;
        let explanatory = self.weighing || self.setting.question.is_some_and(|q| q.explanatory);
        let at = outline
            .lines
            .partition_point(|l| l.span.start < line.span.start);
        let before: Vec<&Line> = outline.lines[..at]
            .iter()
            .rev()
            .take_while(|l| l.paragraph == line.paragraph && !l.question)
            .take(scope::LATER_RUN)
            .collect();
        let told = attribution_of(self.setting.attributions, line.span).is_some();
        if told
            || !explanatory
            || !self.open
            || before.is_empty()
            || self.topics.len() >= MOST_HYPOTHESES
        {
            return false;
        }
        let heading = line.section.and_then(|s| outline.headings.get(s));
        let (span, evidence) = match heading {
            Some(heading) => (outline.text.span_of(heading.clone()), before.as_slice()),
            None => (
                outline.statement(before[before.len() - 1]),
                &before[..before.len() - 1],
            ),
        };
        let own: Stems = before.iter().flat_map(|l| l.stems.iter()).collect();
        self.topics.push(Topic {
            span,
            more: vec![outline.statement(line)],
            rule: "hypotheses/pointed_at",
            reported: false,
            stems: without(&own, &self.asked),
            wide: without(&own, &self.asked),
            paragraph: line.paragraph,
            section: line.section,
            said: Vec::new(),
            speaker: None,
        });
        let topic = self.topics.len() - 1;
        for line in evidence.iter().rev() {
            let span = outline.statement(line);
            self.push(line, span, topic, Bearing::For, "evidence/support");
        }
        self.current = Some(topic);
        self.open = false;
        self.run = 0;
        self.most = scope::LATER_RUN;
        self.judge(line, topic, verdict);
        true
    }

    /// "All things considered, it was the Agneta": the writer's choice.
    pub(super) fn conclusion(&mut self, line: &Line) -> bool {
        const CHOICE: &[&[&str]] = &[
            &["all", "things", "considered"],
            &["on", "balance"],
            &["in", "the", "end|final"],
            &["in", "sum|short|conclusion"],
            &["my", "_1", "conclusion|verdict|guess|view"],
            &["when", "all", "is"],
        ];
        let body = self.outline.body(line);
        let chosen = match_any(body, 0, CHOICE).is_some();
        if !chosen || line.question {
            return false;
        }
        let alike = self
            .topics
            .iter()
            .rposition(|topic| shared(&line.stems, &topic.stems) >= 1);
        let Some(topic) = alike else { return false };
        let found = words::of_clause(self.outline.text, line.body.clone());
        let (low, high) = found.map_or((0.75, 0.95), |w| (w.low, w.high));
        let span = self.outline.statement(line);
        self.topics[topic]
            .said
            .push(Said::Words(Stance { low, high, span }));
        self.current = None;
        true
    }
}
