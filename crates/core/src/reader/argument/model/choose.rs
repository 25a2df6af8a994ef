//! Which sentences are taken as explanations and as evidence, and what each bears on.

use std::ops::RangeInclusive;

use super::features::{self, Feature, Holder, Sight, line_of};
use super::stand;
use super::weights::{Score, score, weights};
use crate::reader::argument::{Argued, Setting, attribution_of};
use crate::reader::draft::{Bearing, DraftEvidence, DraftHypothesis, Found, Reasons};
use crate::reader::evidence::{polarity, precedent};
use crate::reader::outline::{Line, Opener, Outline};
use crate::source::Span;

/// The rule's name for what the model adds.
pub(crate) const HYPOTHESIS: &str = "model/hypothesis";
/// The same for evidence.
pub(crate) const EVIDENCE: &str = "model/evidence";

/// An explanation must score so much, while there are few.
const EXPLAINS: f64 = -1.7;

/// What is said of an explanation stands at most so many sentences after it.
const SCOPE: usize = 12;

/// One that opens a paragraph of facts must score so much.
const HEADS: f64 = -2.6;

/// For each one more than every so many sentences have, it must score so much more.
const SENTENCES: f64 = 6.0;
const DEARER: f64 = 0.6;

/// Where the rules of wording found so many, there are few others: so many sentences to one.
const MANY: usize = 4;
const SPARSE: f64 = 9.0;

/// And those must score so much more: an article that names its explanations names all.
const NAMED: f64 = 0.8;

/// What rules of wording found is dropped below this.
const DOUBTFUL: f64 = -2.0;

/// Evidence must score so much.
const GROUNDS: f64 = -0.8;

/// What the rules found as evidence is dropped below this.
const IDLE: f64 = -1.2;

/// An explanation is grounded by sentences at most so many paragraphs away.
const REACH: usize = 3;

/// Adds what the rules of wording did not see to what is argued, and drops what only they
/// see. `title` is the article's.
///
/// An article that reports what others say is left as it is: one that argues asks why, or
/// brings up explanations in so many words, or has sentences enough that look like some.
pub(crate) fn complete(
    outline: &Outline<'_>,
    setting: &Setting<'_>,
    title: Option<Span>,
    argued: Argued,
) -> Argued {
    let asks = setting.question.is_some_and(|q| q.explanatory);
    let stated: Vec<(Span, &str)> = argued
        .hypotheses
        .iter()
        .flat_map(|h| spans(h).map(|s| (s, h.found.rule)))
        .collect();
    let grounds: Vec<Span> = argued.evidence.iter().map(|e| e.found.span).collect();
    let found = argued.hypotheses.len();
    let told = features::told(outline, setting);
    let lines = outline.lines.len();
    // Much of a report is what others say.
    let own = told * 5 <= lines * 2;
    let brought_up = own && (asks || found >= 2) || asks && told * 2 <= lines + 1;
    let long = own && lines >= COLUMN;
    if !(brought_up || long) {
        return argued;
    }
    let sight = Sight::new(outline, setting, title, &stated, &grounds);
    let column = long && sight.reports() * 10 <= lines * 3;
    if !brought_up && !column {
        return argued;
    }
    let mut features: Vec<Feature> = Vec::new();
    let scores: Vec<Score> = (0..lines)
        .map(|at| {
            sight.line(at, &mut features);
            score(&features)
        })
        .collect();
    let alike = scores.iter().filter(|s| s.hypothesis >= RESEMBLES).count();
    if !brought_up && alike < ENOUGH {
        return argued;
    }
    let mut argued = Choice::new(&sight, argued, &scores).ground(&scores);
    argued.reasons = sight.reasons(&argued);
    argued
}

/// A column has at least so many sentences.
const COLUMN: usize = 14;

/// A sentence that scores so much looks like an explanation.
const RESEMBLES: f64 = -1.9;

/// So many sentences that look like explanations make an article one that explains.
const ENOUGH: usize = 4;

/// Rules that often find the sentence that leads to an explanation.
const LEADING: &[&str] = &["hypotheses/listed", "hypotheses/blame"];

/// The last byte of a place.
fn last_of(span: Span) -> Span {
    Span::new(span.end.saturating_sub(1).max(span.start), span.end)
}

/// The places that state an explanation.
fn spans(h: &DraftHypothesis) -> impl Iterator<Item = Span> + '_ {
    std::iter::once(h.found.span).chain(h.more.iter().copied())
}

/// An explanation with the line that states it.
struct Stated {
    line: usize,
    /// The last line that its words run into.
    end: usize,
    hypothesis: DraftHypothesis,
    /// Its index among those that the rules found.
    old: Option<usize>,
    /// Whose it is, where no attribution says so.
    speaker: Option<Span>,
    /// Who holds it, if it is not the writer's own.
    held: Option<Holder>,
}

/// The explanations that are kept, and all that is needed to ground them.
struct Choice<'a, 't> {
    outline: &'a Outline<'t>,
    setting: &'a Setting<'a>,
    /// In the order of the article.
    stated: Vec<Stated>,
    /// For each line, the explanation that it states.
    by_line: Vec<Option<usize>>,
    evidence: Vec<DraftEvidence>,
    /// Whether few of the article's lines are told by others, and half of the explanations
    /// or more are the writer's own: what others hold is then there to be answered.
    column: bool,
    /// For each line, how many up to it judge against what stands before them.
    doubts: Vec<usize>,
    /// For each line, how many up to it turn by a word of contrast.
    contrasts: Vec<usize>,
}

/// For each line, how many up to it have what is looked for.
fn counted(has: impl Iterator<Item = bool>) -> Vec<usize> {
    has.scan(0, |count, has| {
        *count += usize::from(has);
        Some(*count)
    })
    .collect()
}

/// For each of `lines`, the explanation whose words run over it.
fn by_line(outline: &Outline<'_>, stated: &[Stated]) -> Vec<Option<usize>> {
    let mut by_line = vec![None; outline.lines.len()];
    for (i, s) in stated.iter().enumerate() {
        for span in spans(&s.hypothesis) {
            let Some(first) = line_of(outline, span) else {
                continue;
            };
            let whole = outline.lines[first..].iter();
            let whole = whole.take_while(|l| l.span.start < span.end).count();
            for line in &mut by_line[first..first + whole] {
                line.get_or_insert(i);
            }
        }
    }
    by_line
}

impl<'a, 't> Choice<'a, 't> {
    fn new(sight: &Sight<'a, 't>, argued: Argued, scores: &[Score]) -> Choice<'a, 't> {
        let Sight {
            outline, setting, ..
        } = *sight;
        let mut stated: Vec<Stated> = Vec::new();
        let mut taken = vec![false; scores.len()];
        let said: Vec<bool> = sight.stated.iter().map(Option::is_some).collect();
        for (old, hypothesis) in argued.hypotheses.into_iter().enumerate() {
            let lines: Vec<usize> = spans(&hypothesis)
                .filter_map(|s| line_of(outline, s))
                .collect();
            let best = lines.iter().map(|&at| scores[at].hypothesis);
            let best = best.max_by(f64::total_cmp);
            if best.is_some_and(|b| b < DOUBTFUL) {
                continue;
            }
            for &at in &lines {
                taken[at] = true;
            }
            let speaker = argued.speakers.iter().find(|(i, _)| *i == old);
            let line = line_of(outline, hypothesis.found.span).unwrap_or(0);
            let mut hypothesis = hypothesis;
            let whole = hypothesis.found.span == outline.statement(&outline.lines[line]);
            let leading = LEADING.contains(&hypothesis.found.rule);
            let stated_flatly = hypothesis.stance.is_some_and(|s| s.low >= 0.6);
            if whole
                && leading
                && hypothesis.more.is_empty()
                && sight.leads(line)
                && !said[line + 1]
            {
                hypothesis.found.span.end = outline.lines[line + 1].span.end;
                taken[line + 1] = true;
            }
            stated.push(Stated {
                line,
                end: line_of(outline, last_of(hypothesis.found.span)).unwrap_or(line),
                // What the rules heard the writer state is the writer's.
                held: sight
                    .held(line, hypothesis.attribution)
                    .filter(|_| !stated_flatly),
                hypothesis,
                old: Some(old),
                speaker: speaker.map(|s| s.1),
            });
        }
        for (at, leads) in sight.added(scores, &taken, stated.len()) {
            let hypothesis = hypothesis(outline, setting, at..=at + usize::from(leads));
            stated.push(Stated {
                line: at,
                end: at + usize::from(leads),
                held: sight.held(at, hypothesis.attribution),
                hypothesis,
                old: None,
                speaker: None,
            });
        }
        stated.sort_by_key(|s| (s.line, s.hypothesis.found.span.start));
        let own = stated.iter().filter(|s| s.held.is_none()).count();
        Choice {
            outline,
            setting,
            by_line: by_line(outline, &stated),
            evidence: argued.evidence,
            column: features::told(outline, setting) * 4 <= scores.len() && own * 2 >= stated.len(),
            doubts: counted(sight.judged.iter().map(|j| *j == Some(Bearing::Against))),
            contrasts: counted(outline.lines.iter().map(|l| l.opener == Opener::Contrast)),
            stated,
        }
    }

    /// Adds evidence, drops what is none, and tells the stance on what was added.
    fn ground(mut self, scores: &[Score]) -> Argued {
        let old = std::mem::take(&mut self.evidence);
        let mut kept: Vec<Option<DraftEvidence>> = (0..scores.len()).map(|_| None).collect();
        let mut rest = Vec::new();
        for item in old {
            let mut item = self.renumbered(item);
            self.turn(&mut item);
            match line_of(self.outline, item.found.span) {
                Some(at) if scores[at].evidence < IDLE => {}
                Some(at) if kept[at].is_none() => kept[at] = Some(item),
                _ => rest.push(item),
            }
        }
        let mut near: Option<usize> = None;
        for (at, kept) in kept.iter_mut().enumerate() {
            if let Some(i) = self.by_line[at] {
                near = Some(i);
                continue;
            }
            let wanted = scores[at].evidence >= GROUNDS;
            match kept.as_mut() {
                Some(item) if item.bears_on.is_empty() && wanted => {
                    item.bears_on.extend(self.bears(at, near));
                }
                None if wanted => *kept = self.evidence(at, near),
                _ => {}
            }
        }
        let mut evidence: Vec<DraftEvidence> = kept.into_iter().flatten().chain(rest).collect();
        evidence.retain(|e| !e.bears_on.is_empty());
        evidence.sort_by_key(|e| (e.found.span.start, e.found.span.end));
        self.judge(&evidence);
        let speakers = self.stated.iter().enumerate();
        Argued {
            reasons: Vec::new(),
            speakers: speakers
                .filter_map(|(i, s)| Some((i, s.speaker?)))
                .collect(),
            hypotheses: self.stated.into_iter().map(|s| s.hypothesis).collect(),
            evidence,
        }
    }

    /// Evidence with the new numbers of what it bears on.
    fn renumbered(&self, item: DraftEvidence) -> DraftEvidence {
        let new = |old: usize| self.stated.iter().position(|s| s.old == Some(old));
        let bears_on = item
            .bears_on
            .iter()
            .filter_map(|&(old, way)| Some((new(old)?, way)))
            .collect();
        DraftEvidence { bears_on, ..item }
    }

    /// Turns what the rules took for support, where the talk has turned against what others
    /// hold.
    fn turn(&self, item: &mut DraftEvidence) {
        let Some(at) = line_of(self.outline, item.found.span) else {
            return;
        };
        // What happened before speaks for it, whoever tells it.
        if item.found.rule != "evidence/support" || item.precedent {
            return;
        }
        for (topic, way) in &mut item.bears_on {
            let held = self.stated[*topic].held;
            if held == Some(Holder::Other) && self.way(at, *topic) == Bearing::Against {
                *way = Bearing::Against;
            }
        }
    }

    /// A line as evidence, if it bears on anything.
    fn evidence(&self, at: usize, near: Option<usize>) -> Option<DraftEvidence> {
        let line = &self.outline.lines[at];
        let span = self.outline.statement(line);
        Some(DraftEvidence {
            found: Found {
                span,
                rule: EVIDENCE,
            },
            bears_on: vec![self.bears(at, near)?],
            precedent: precedent::is(self.outline, line, self.setting.year),
            attribution: attribution_of(self.setting.attributions, span),
        })
    }

    /// What a line bears on: the explanation before it, else the one after it, if it is near.
    fn bears(&self, at: usize, near: Option<usize>) -> Option<(usize, Bearing)> {
        let line = &self.outline.lines[at];
        let paragraph = |i: usize| self.outline.lines[self.stated[i].line].paragraph;
        let before = near.filter(|&i| line.paragraph <= paragraph(i) + REACH);
        let after = || {
            let next = near.map_or(0, |i| i + 1);
            (next < self.stated.len() && paragraph(next) <= line.paragraph + 1).then_some(next)
        };
        let topic = before.or_else(after)?;
        Some((topic, self.way(at, topic)))
    }

    /// Which way a line points.
    fn way(&self, at: usize, topic: usize) -> Bearing {
        let line = &self.outline.lines[at];
        let body = self.outline.body(line);
        let held = self.stated[topic].held;
        if let Some(way) = polarity::of(body).filter(|_| held.is_some()) {
            return way;
        }
        let start = self.stated[topic].line;
        let opening = self.outline.body(&self.outline.lines[start]);
        if held.is_none() && stand::denies(opening) {
            return Bearing::Against;
        }
        let own = line.opener == Opener::Contrast && start < at;
        let supports = line.opener == Opener::Support || stand::grants(body);
        let along = line.paragraph == self.outline.lines[start].paragraph;
        let turned = match held {
            None => self.doubted(at, topic),
            Some(Holder::Expert) => self.turned(at, topic),
            // A column names what others say to answer it.
            Some(Holder::Other) => {
                self.column && along && !supports && start < at || self.turned(at, topic)
            }
        };
        if own || turned {
            Bearing::Against
        } else {
            Bearing::For
        }
    }

    /// Whether the writer has doubted an explanation between the line that states it and
    /// line `at`, no further than the paragraph after it.
    fn doubted(&self, at: usize, topic: usize) -> bool {
        self.between(at, topic, &self.doubts)
    }

    /// Whether the talk has turned against it there.
    fn turned(&self, at: usize, topic: usize) -> bool {
        self.doubted(at, topic) || self.between(at, topic, &self.contrasts)
    }

    /// Whether one of `marks` stands there: for each line, how many stood up to it.
    fn between(&self, at: usize, topic: usize, marks: &[usize]) -> bool {
        let start = self.stated[topic].end;
        let lines = &self.outline.lines;
        let next = lines[start].paragraph + 1;
        let end = at.min(lines.partition_point(|l| l.paragraph <= next) - 1);
        start < end && marks[end] > marks[start]
    }

    /// The stance on each explanation that was added, or that the rules left open.
    fn judge(&mut self, evidence: &[DraftEvidence]) {
        let outline = self.outline;
        let mut facts: Vec<Vec<(Span, Bearing)>> = vec![Vec::new(); self.stated.len()];
        for item in evidence {
            let (topic, way) = item.bears_on[0];
            facts[topic].push((item.found.span, way));
        }
        let mut facts = facts.into_iter();
        for i in 0..self.stated.len() {
            let facts = facts.next().unwrap_or_default();
            let from = self.stated[i].line;
            let line = &outline.lines[from];
            if self.stated[i].old.is_none() || self.left_open(i, &facts) {
                let held = self.stated[i].held.is_some();
                let span = self.stated[i].hypothesis.found.span;
                let after = self.after(self.stated[i].end);
                let stance = stand::of(outline, line, span, held, after.into_iter(), &facts);
                self.stated[i].hypothesis.stance = stance;
            }
            stand::in_part(outline, line, &mut self.stated[i].hypothesis);
        }
    }

    /// Whether the rules left open what others hold, and the talk then turned against it.
    fn left_open(&self, i: usize, facts: &[(Span, Bearing)]) -> bool {
        let stated = &self.stated[i];
        let open = stated
            .hypothesis
            .stance
            .is_none_or(|s| (0.4..0.6).contains(&s.low));
        let against = facts.iter().any(|f| f.1 == Bearing::Against);
        stated.held == Some(Holder::Other) && open && against
    }

    /// The lines that speak of the explanation in line `from`: those after it up to the
    /// next one, and one that turns down all that stands before it ("Neither convinces").
    fn after(&self, from: usize) -> Vec<&'a Line> {
        const NEAR: usize = 3;
        let lines = &self.outline.lines;
        let paragraph = lines[from].paragraph;
        let mut after = Vec::new();
        let mut own = true;
        for at in (from + 1..lines.len()).take(SCOPE) {
            let line = &lines[at];
            if line.paragraph > paragraph + 1 {
                break;
            }
            own &= self.by_line[at].is_none();
            let body = self.outline.body(line);
            let all = body
                .first()
                .is_some_and(|t| t.is_any(&["neither", "none", "both"]));
            if own && after.len() < NEAR || all {
                after.push(line);
            }
        }
        after
    }
}

impl Sight<'_, '_> {
    /// What spoke for the explanations and the evidence that the model added.
    fn reasons(&self, argued: &Argued) -> Vec<Reasons> {
        let hypotheses = argued.hypotheses.iter().map(|h| (&h.found, false));
        let evidence = argued.evidence.iter().map(|e| (&e.found, true));
        let mut seen: Vec<Feature> = Vec::new();
        let mut reasons: Vec<Reasons> = hypotheses
            .chain(evidence)
            .filter(|(found, _)| [HYPOTHESIS, EVIDENCE].contains(&found.rule))
            .filter_map(|(found, grounds)| {
                self.line(line_of(self.outline, found.span)?, &mut seen);
                let counted = |&(name, value): &Feature| {
                    let (explains, supports) = weights(name);
                    (name, value * if grounds { supports } else { explains })
                };
                let mut features: Vec<Feature> = seen.iter().map(counted).collect();
                features.retain(|f| f.1.abs() > 0.01);
                features.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
                let span = found.span;
                Some(Reasons { span, features })
            })
            .collect();
        reasons.sort_by_key(|r| r.span.start);
        reasons
    }

    /// The lines that are added as explanations, besides those `taken`, `found` of them; and
    /// whether each only leads to the next.
    fn added(&self, scores: &[Score], taken: &[bool], found: usize) -> Vec<(usize, bool)> {
        let mut taken = taken.to_vec();
        let mut added = add(scores, &taken, found);
        for &at in &added {
            taken[at] = true;
        }
        let headed = self.headed(scores, &taken);
        for &at in &headed {
            taken[at] = true;
        }
        added.extend(headed);
        let leads = |at: usize| (at, self.leads(at) && !taken[at + 1]);
        added.into_iter().map(leads).collect()
    }

    /// The sentences that open a paragraph of facts, where nothing in it states what the
    /// facts are for: a paragraph's first sentence says what the rest is about.
    fn headed(&self, scores: &[Score], taken: &[bool]) -> Vec<usize> {
        let lines = &self.outline.lines;
        let asked = self.setting.question.and_then(|q| q.line);
        let last = lines.last().map_or(0, |l| l.paragraph);
        let mut out = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            let end = self.outline.paragraph_end(at).max(at);
            let stated = (at..=end).any(|i| taken[i]);
            let facts = (at + 1..=end).filter(|&i| scores[i].evidence >= GROUNDS);
            let line = &lines[at];
            let amid = line.paragraph > 0 && line.paragraph < last;
            let late = asked.is_none_or(|q| q < at);
            let opens = !line.question && !self.foreseen(line) && line.opener != Opener::Contrast;
            if amid
                && late
                && opens
                && !stated
                && scores[at].hypothesis >= HEADS
                && facts.count() >= 2
            {
                out.push(at);
            }
            at = end + 1;
        }
        out
    }
}

/// The lines that are added as explanations, besides those `taken`, `found` of them.
fn add(scores: &[Score], taken: &[bool], found: usize) -> Vec<usize> {
    let least = EXPLAINS + if found >= MANY { NAMED } else { 0.0 };
    let mut free: Vec<usize> = (0..scores.len())
        .filter(|&at| !taken[at] && scores[at].hypothesis >= least)
        .collect();
    free.sort_by(|&a, &b| {
        let (a_score, b_score) = (scores[a].hypothesis, scores[b].hypothesis);
        b_score.total_cmp(&a_score).then(a.cmp(&b))
    });
    let lines = f64::from(u32::try_from(scores.len()).unwrap_or(u32::MAX));
    let share = if found >= MANY { SPARSE } else { SENTENCES };
    let mut chosen = Vec::new();
    for at in free {
        let have = f64::from(u32::try_from(found + chosen.len()).unwrap_or(u32::MAX));
        let price = EXPLAINS + DEARER * (have - lines / share).max(0.0);
        if scores[at].hypothesis < price {
            break;
        }
        chosen.push(at);
    }
    chosen
}

/// Lines as an explanation.
fn hypothesis(
    outline: &Outline<'_>,
    setting: &Setting<'_>,
    lines: RangeInclusive<usize>,
) -> DraftHypothesis {
    let first = outline.statement(&outline.lines[*lines.start()]);
    let span = Span::new(first.start, outline.lines[*lines.end()].span.end);
    DraftHypothesis {
        found: Found {
            span,
            rule: HYPOTHESIS,
        },
        more: Vec::new(),
        attribution: attribution_of(setting.attributions, span),
        stance: None,
    }
}
