//! The argument: which explanations the article brings up, what it says for and against
//! each, and where the writer stands. One pass over its sentences, keeping in mind which
//! explanation is being spoken of and which way the talk points.

pub(crate) mod fill;
pub(crate) mod model;
mod topics;
mod turns;
mod weighs;

use std::collections::BTreeMap;
use std::ops::Range;

use super::draft::{
    Attribution, Bearing, DraftEvidence, DraftForecast, DraftHypothesis, Found, Reasons, Stance,
};
use super::event;
use super::evidence::{aside, beside, checkable, emphasis, polarity, precedent, restated, scope};
use super::forecasts::answer;
use super::hypotheses::paragraph::{Plan, Statement};
use super::hypotheses::{self, Candidate, Place, possibility, two};
use super::outline::{Line, Opener, Outline};
use super::phrase::glance;
use super::question::{Question, is_explanatory};
use super::remarks::{counterfactual, unknowable};
use super::stance::last_word::{self, Said};
use super::stance::{judgement, short};
use super::stems::{Stem, Stems, shared, stems};
use crate::source::Span;

/// No more than this many explanations are kept: past it, a text is no argument.
const MOST_HYPOTHESES: usize = 40;

/// Rules whose words are clear enough to stand beside a forecast.
const EXPLICIT: &[&str] = &[
    "hypotheses/alternatives",
    "hypotheses/announced",
    "hypotheses/named",
    "hypotheses/reported",
    "hypotheses/verdict",
];

/// A sentence that is but a label has at most so many tokens.
const LABEL: usize = 9;

/// A column has at most so many sentences.
const SHORT: usize = 90;

/// Nor more evidence.
const MOST_EVIDENCE: usize = 400;

/// What the article is known to say before its argument is read.
pub(crate) struct Setting<'a> {
    /// What it asks.
    pub(crate) question: Option<&'a Question>,
    /// What it wants explained.
    pub(crate) event: Option<&'a Found>,
    /// Who says what, in the order of the text.
    pub(crate) attributions: &'a [Attribution],
    /// What it foresees.
    pub(crate) forecasts: &'a [DraftForecast],
    /// The year it was written.
    pub(crate) year: Option<i32>,
    /// What its paragraphs state.
    pub(crate) plan: &'a Plan,
}

/// One explanation in the making.
#[derive(Debug)]
struct Topic {
    span: Span,
    more: Vec<Span>,
    rule: &'static str,
    reported: bool,
    stems: Stems,
    /// Those of its whole paragraph.
    wide: Stems,
    paragraph: usize,
    section: Option<usize>,
    said: Vec<Said>,
    /// Whose it is, where its own words say so.
    speaker: Option<Span>,
}

/// Where the pass stands.
struct Flow<'a, 't> {
    outline: &'a Outline<'t>,
    setting: &'a Setting<'a>,
    /// What the paragraphs state, and whether statements without a label count.
    plan: &'a Plan,
    planned: bool,
    asked: Stems,
    /// Those of `asked` that do not stand everywhere in a long article.
    telling: Stems,
    topics: Vec<Topic>,
    evidence: Vec<DraftEvidence>,
    current: Option<usize>,
    pointing: Bearing,
    /// Which way the talk pointed before a fact was granted in the sentence before.
    granted: Option<Bearing>,
    /// The paragraph in which an earlier explanation was taken up again.
    taken: Option<usize>,
    paragraph: usize,
    open: bool,
    ahead: bool,
    just_asked: bool,
    /// Whether the article weighs explanations without asking for any.
    weighing: bool,
    /// Whether it asks nothing, but opens with an event.
    opening: bool,
    /// Whether two of its paragraphs or more count something off.
    counting: bool,
    section: Option<usize>,
    /// The paragraph in which explanations were announced, and whether its last words did.
    announced: Option<usize>,
    announced_last: bool,
    /// The paragraph that last spoke of the current explanation.
    spoken: usize,
    /// How many sentences in a row have grounded it, and how many may.
    run: usize,
    most: usize,
}

/// What the argument comes to.
#[derive(Debug, Default)]
pub(crate) struct Argued {
    /// The explanations.
    pub(crate) hypotheses: Vec<DraftHypothesis>,
    /// The evidence.
    pub(crate) evidence: Vec<DraftEvidence>,
    /// Who advances an explanation, by its index, where no attribution says so.
    pub(crate) speakers: Vec<(usize, Span)>,
    /// What spoke for those that no single rule found.
    pub(crate) reasons: Vec<Reasons>,
}

/// The explanations and the evidence of an article.
pub(crate) fn read(outline: &Outline<'_>, setting: &Setting<'_>) -> Argued {
    let mut plan = setting.plan.clone();
    let mut flow = Flow::through(outline, setting, &plan, false);
    if flow.opening && !plan.explains && flow.topics.len() >= 2 {
        // Two explanations in so many words: the article weighs them.
        plan.explains = true;
        flow = Flow::through(outline, setting, &plan, false);
    }
    if plan.explains && !plan.statements.is_empty() {
        // What no rule of wording has seen, the paragraphs give.
        let mut covered: BTreeMap<usize, usize> = BTreeMap::new();
        for topic in &flow.topics {
            covered.entry(topic.paragraph).or_insert(topic.span.start);
        }
        plan.statements.retain(|&at, s| {
            let line = &outline.lines[at];
            let before = covered
                .get(&line.paragraph)
                .is_some_and(|&start| start < line.span.end);
            s.leads() || !before
        });
        flow = Flow::through(outline, setting, &plan, true);
    }
    let mut argued = Argued {
        evidence: flow.evidence,
        ..Argued::default()
    };
    for (i, topic) in flow.topics.iter().enumerate() {
        let attribution = attribution_of(setting.attributions, topic.span);
        // What the writer states whole is the writer's, whoever is heard in it.
        let attribution = attribution.filter(|&a| {
            topic.reported || setting.attributions[a].content.start <= topic.span.start
        });
        if let Some(speaker) = topic.speaker.filter(|_| attribution.is_none()) {
            argued.speakers.push((i, speaker));
        }
        argued.hypotheses.push(DraftHypothesis {
            found: Found {
                span: topic.span,
                rule: topic.rule,
            },
            more: topic.more.clone(),
            attribution,
            stance: last_word::of(topic.span, topic.reported, &topic.said),
        });
    }
    argued
}

impl<'a, 't> Flow<'a, 't> {
    /// The article from its first line to its last.
    fn through(
        outline: &'a Outline<'t>,
        setting: &'a Setting<'a>,
        plan: &'a Plan,
        planned: bool,
    ) -> Flow<'a, 't> {
        let mut flow = Flow::new(outline, setting, plan, planned);
        for (at, line) in outline.lines.iter().enumerate() {
            let _glance = glance(outline.words(line.tokens.clone()));
            flow.line(at);
        }
        flow
    }

    fn new(
        outline: &'a Outline<'t>,
        setting: &'a Setting<'a>,
        plan: &'a Plan,
        planned: bool,
    ) -> Flow<'a, 't> {
        let asks = setting.question.is_some_and(|q| q.explanatory);
        let opening = event::opening(outline).filter(|_| !asks);
        let spans = setting
            .question
            .map(|q| q.found.span)
            .into_iter()
            .chain(setting.event.map(|e| e.span))
            .chain(opening.as_ref().map(|e| e.span));
        let asked: Stems = spans.fold(Stems::default(), |mut all, span| {
            all.add(&stems(outline.words(outline.text.tokens_in(span))));
            all
        });
        Flow {
            outline,
            setting,
            plan,
            planned,
            telling: telling(outline, &asked),
            asked,
            topics: Vec::new(),
            evidence: Vec::new(),
            current: None,
            pointing: Bearing::For,
            granted: None,
            taken: None,
            paragraph: usize::MAX,
            open: true,
            ahead: false,
            just_asked: setting
                .question
                .is_some_and(|q| q.explanatory && q.line.is_none()),
            weighing: plan.explains || weighs::weighs(outline, setting.attributions),
            opening: opening.is_some(),
            counting: outline
                .lines
                .iter()
                .filter(|l| l.first && l.opener == Opener::Ordinal)
                .count()
                >= 2,
            section: None,
            announced: None,
            announced_last: false,
            spoken: 0,
            run: 0,
            most: scope::RUN,
        }
    }

    /// Takes in one line.
    fn line(&mut self, at: usize) {
        let outline = self.outline;
        let line = &outline.lines[at];
        if line.paragraph != self.paragraph {
            self.paragraph = line.paragraph;
            self.open = true;
        }
        if line.section != self.section {
            self.enter(line);
        }
        if self.take_up(line) || line.question && self.question(line) {
            return;
        }
        if self.plan.explains && !self.ahead && self.plan.labels(at) {
            self.current = None;
            return;
        }
        self.recall(line);
        if self.verdict(line) {
            return;
        }
        let candidates = self.candidates(at, line);
        if !candidates.is_empty() && self.topics.len() < MOST_HYPOTHESES {
            self.bring_up(line, &candidates);
            return;
        }
        if line.question || self.announce(at, line) || self.conclusion(line) {
            return;
        }
        if line.first && self.taken != Some(line.paragraph) && !self.reaches(line) {
            self.current = None;
        }
        if let Some(topic) = self.current.filter(|_| !self.ahead) {
            self.bear(line, topic);
        }
    }

    /// Keeps an item of evidence.
    fn push(
        &mut self,
        line: &Line,
        span: Span,
        topic: usize,
        pointing: Bearing,
        rule: &'static str,
    ) {
        if self.evidence.len() < MOST_EVIDENCE {
            self.evidence.push(DraftEvidence {
                found: Found { span, rule },
                bears_on: vec![(topic, pointing)],
                precedent: precedent::is(self.outline, line, self.setting.year),
                attribution: attribution_of(self.setting.attributions, span),
            });
        }
    }

    /// A question turns the talk; whether the line needs no further look.
    fn question(&mut self, line: &Line) -> bool {
        let outline = self.outline;
        if possibility::offers(outline.body(line)) {
            return false;
        }
        if answer::asks_ahead(outline, line) {
            self.ahead = true;
            self.current = None;
            return true;
        }
        if is_explanatory(outline.body(line)) {
            self.ahead = false;
            self.current = None;
            self.just_asked = true;
            return true;
        }
        false
    }

    fn candidates(&self, at: usize, line: &Line) -> Vec<Candidate> {
        let explanatory = self.setting.question.is_some_and(|q| {
            q.explanatory
                && q.line
                    .is_none_or(|asked| asked <= at || !self.topics.is_empty())
        });
        let place = Place {
            outline: self.outline,
            line,
            at,
            asked: &self.telling,
            attributions: self.setting.attributions,
            explanatory: explanatory && !self.ahead,
            weighing: self.weighing && !self.ahead,
            opening: self.opening && !self.ahead && line.paragraph > 0,
            counting: self.counting,
            announced: self.announced == Some(line.paragraph)
                || line.first && self.announced_last
                || self.announced_last && self.announced == Some(line.paragraph.wrapping_sub(1)),
            open: self.open,
            amid: !self.topics.is_empty()
                && line.paragraph <= self.spoken + 1
                && self.outline.lines.len() <= SHORT,
            begun: !self.topics.is_empty() || self.just_asked,
        };
        let foreseen = self.foreseen(line);
        let mut found = hypotheses::in_line(&place);
        found.retain(|c| match foreseen {
            None => true,
            // "More closures are likely" looks ahead, whatever a verdict makes of it.
            Some(rule) => {
                let verdict = c.rule == "hypotheses/verdict" && rule == "forecasts/probable";
                EXPLICIT.contains(&c.rule) && !verdict
            }
        });
        let two = found.iter().any(|c| c.rule == two::RULE);
        match self.stated(at).filter(|_| !two) {
            Some(stated) if stated.leads() => vec![stated.candidate.clone()],
            Some(stated)
                if found.is_empty() && (foreseen.is_none() || stated.candidate.reported) =>
            {
                vec![stated.candidate.clone()]
            }
            _ => found,
        }
    }

    /// What the paragraph of line `at` states by its structure, if that line states it.
    fn stated(&self, at: usize) -> Option<&'a Statement> {
        let explains = self.plan.explains && !self.ahead;
        let stated = self.plan.statements.get(&at).filter(|_| explains)?;
        let free = self.open || stated.decided;
        (free && (self.planned || stated.leads())).then_some(stated)
    }

    /// The rule of the forecast that takes up the line, if one does.
    fn foreseen(&self, line: &Line) -> Option<&'static str> {
        let forecasts = self.setting.forecasts;
        let at = forecasts.partition_point(|f| f.found.span.end <= line.span.start);
        forecasts
            .get(at)
            .filter(|f| f.found.span.start < line.span.end)
            .map(|f| f.found.rule)
    }

    /// Whether a paragraph's first line still speaks of the current explanation, or of
    /// another that it names.
    fn reaches(&mut self, line: &Line) -> bool {
        let Some(current) = self.current else {
            return self.returns(line);
        };
        if self.topics[current].rule == "hypotheses/alternatives" && self.returns(line) {
            return true;
        }
        let next = line.paragraph <= self.spoken + 1;
        let section = self.topics[current].section;
        // A byline taken for a heading stands over the whole article: that is no section.
        let lines = &self.outline.lines;
        let whole = lines.first().map(|l| l.section) == lines.last().map(|l| l.section);
        if section.is_some() && section == line.section && next && !whole {
            self.run = 0;
            self.most = scope::RUN;
            return true;
        }
        if scope::reaches(self.outline, line, &self.topics[current].wide, next) {
            self.run = 0;
            self.most = scope::LATER_RUN;
            return true;
        }
        self.returns(line)
    }

    /// Whether the line goes back to an earlier explanation by its words.
    fn returns(&mut self, line: &Line) -> bool {
        // Of alternatives one word tells which is meant.
        let told: Vec<usize> = (0..self.topics.len())
            .filter(|&i| shared(&line.stems, &self.topics[i].stems) >= 1)
            .collect();
        if let [only] = told.as_slice()
            && self.topics[*only].rule == "hypotheses/alternatives"
        {
            self.current = Some(*only);
            self.pointing = Bearing::For;
            self.granted = None;
            self.run = 0;
            self.most = scope::RUN;
            return true;
        }
        let best = (0..self.topics.len())
            .map(|i| (shared(&line.stems, &self.topics[i].stems), i))
            .max();
        match best {
            Some((common, topic)) if common >= 2 && self.topics[topic].stems.len() < common * 3 => {
                self.current = Some(topic);
                self.pointing = Bearing::For;
                self.granted = None;
                self.run = 0;
                self.most = scope::LATER_RUN;
                true
            }
            _ => false,
        }
    }

    /// Takes in a line that speaks of an explanation.
    fn bear(&mut self, line: &Line, topic: usize) {
        let outline = self.outline;
        if unknowable::is(outline, line) {
            return;
        }
        if self.foreseen(line).is_some() {
            if line.first {
                self.current = None;
            }
            return;
        }
        self.run += 1;
        if self.run > self.most {
            return;
        }
        self.spoken = line.paragraph;
        if restated::is(outline, line) {
            self.again(topic, outline.statement(line));
            self.widen(line, topic);
            return;
        }
        let body = outline.body(line);
        let judged =
            judgement::of(body).filter(|j| scope::judges(outline, line, &j.tokens) || line.first);
        let judged = judged.or_else(|| short::of(body));
        let spoken = judged.is_some();
        let pointing = match (&judged, polarity::of(body)) {
            (Some(j), _) => j.bearing,
            (None, Some(bearing)) => bearing,
            (None, None) => self.turn(line, topic),
        };
        // "It did look so": a grant, after which the talk goes on as it went before.
        let grants = !spoken && emphasis::is(body);
        self.granted = grants.then_some(self.granted.unwrap_or(self.pointing));
        self.pointing = pointing;
        if let Some(j) = judged {
            let range = line.body.start + j.tokens.start..line.body.start + j.tokens.end;
            let stance = Stance {
                low: j.low,
                high: j.high,
                span: outline.text.span_of(range),
            };
            self.topics[topic].said.push(Said::Words(stance));
            if scope::only_judges(outline, line, &j.tokens) {
                return;
            }
        }
        if counterfactual::is(outline, line) && !beside::tells(outline, line) {
            return;
        }
        self.widen(line, topic);
        let before = precedent::is(outline, line, self.setting.year);
        if !before && (aside::is(outline, line) || self.talks(line, topic, spoken)) {
            return;
        }
        let span = outline.statement(line);
        if !spoken {
            self.topics[topic].said.push(Said::Fact(pointing, span));
        }
        self.push(line, span, topic, pointing, rule(line, pointing));
    }

    /// Whether a line only leads over, or stands away from what it would ground and tells
    /// nothing that could be checked.
    fn talks(&self, line: &Line, topic: usize, spoken: bool) -> bool {
        let near = self.topics[topic].paragraph == line.paragraph && self.run <= 2;
        checkable::leads_over(self.outline, line)
            || !near
                && !spoken
                && line.opener == Opener::Plain
                && polarity::of(self.outline.body(line)).is_none()
                && !checkable::is(self.outline, line)
    }

    /// Which way a line points that does not say so itself.
    fn turn(&self, line: &Line, topic: usize) -> Bearing {
        // "The bandits, by contrast": set against what stood before, not turned.
        let taken = self.taken == Some(line.paragraph) && self.run == 1 && line.first;
        match line.opener {
            Opener::Contrast if taken => self.pointing,
            Opener::Contrast => other(self.pointing),
            Opener::Concession if self.topics[topic].reported => Bearing::For,
            Opener::Concession => Bearing::Against,
            Opener::Plain | Opener::Support | Opener::Ordinal => {
                self.granted.unwrap_or(self.pointing)
            }
        }
    }
}

/// Words of a heading that turns to what is to come, or away from the argument.
const AHEAD: &[&str] = &[
    "next",
    "follows",
    "follow",
    "outlook",
    "follow-up",
    "ahead",
    "lessons",
    "future",
    "prospects",
    "cost",
    "actions",
    "means",
];

/// The stems that do not stand in every sixth sentence of a long article.
fn telling(outline: &Outline<'_>, asked: &Stems) -> Stems {
    let lines = outline.lines.len();
    if lines <= LONG {
        return asked.clone();
    }
    let everywhere = |stem: Stem| {
        let n = outline
            .lines
            .iter()
            .filter(|l| l.stems.contains(stem))
            .count();
        n * 6 > lines
    };
    asked.iter().filter(|&s| !everywhere(s)).collect()
}

/// Longer articles than this, in sentences, name their subject everywhere.
const LONG: usize = 40;

/// Whether few words are mostly among others.
fn alike(own: &Stems, all: &Stems) -> bool {
    let common = shared(own, all);
    common * 2 >= own.len() && (common >= 2 || common == 1 && own.len() == 1)
}

/// The name of the rule that decides which way a line points.
fn rule(line: &Line, pointing: Bearing) -> &'static str {
    match (line.opener, pointing) {
        (Opener::Contrast, _) => "evidence/contrast",
        (Opener::Concession, _) => "evidence/concession",
        (_, Bearing::For) => "evidence/support",
        (_, Bearing::Against) => "evidence/rebuttal",
    }
}

fn other(bearing: Bearing) -> Bearing {
    match bearing {
        Bearing::For => Bearing::Against,
        Bearing::Against => Bearing::For,
    }
}

fn without(a: &Stems, b: &Stems) -> Stems {
    a.without(b)
}

fn apart(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.end <= b.start || b.end <= a.start
}

/// Who says most of what stands at `span`, if it is not the writer. Words with no speaker,
/// or none but "it", say nothing of who.
pub(crate) fn attribution_of(attributions: &[Attribution], span: Span) -> Option<usize> {
    const NOBODY: &[&str] = &["", "it", "this", "that", "one", "which", "who", "they"];
    // Longer names, in bytes and in any case, are none of these.
    const LONGEST_NAME: usize = 24;
    let length = span.end.saturating_sub(span.start);
    let from = attributions.partition_point(|a| a.content.end <= span.start);
    let common = |a: &Attribution| {
        let end = a.content.end.min(span.end);
        end.saturating_sub(a.content.start.max(span.start))
    };
    attributions
        .iter()
        .enumerate()
        .skip(from)
        .take(8)
        .filter(|(_, a)| common(a) * 2 > length)
        .filter(|(_, a)| {
            let name = a.name.trim();
            name.len() > LONGEST_NAME || !NOBODY.contains(&name.to_lowercase().as_str())
        })
        .max_by_key(|(i, a)| (common(a), std::cmp::Reverse(*i)))
        .map(|(i, _)| i)
}
