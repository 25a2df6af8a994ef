//! What is seen of one sentence: its signs, its place in the article, what stands around
//! it, and what the rules of wording found in it. Each feature has a name and a number.

use super::signs::{Sign, Signs};
use crate::reader::argument::{Setting, attribution_of};
use crate::reader::draft::Bearing;
use crate::reader::outline::{Line, Opener, Outline};
use crate::reader::phrase::{Phrase, any_of, match_any};
use crate::reader::question::is_explanatory;
use crate::reader::remarks::{counterfactual, unknowable};
use crate::reader::stance::judgement;
use crate::reader::stems::{Stems, shared, stems};
use crate::reader::text::Token;
use crate::source::Span;

/// A feature: its name and its value.
pub(crate) type Feature = (&'static str, f64);

/// Signs with the names of their features.
const NAMED: &[(Sign, &str)] = &[
    (Sign::CauseNoun, "noun of cause"),
    (Sign::CauseJoint, "joint of cause"),
    (Sign::CauseVerb, "verb of cause"),
    (Sign::Aim, "aim"),
    (Sign::Belief, "belief"),
    (Sign::Holder, "holder"),
    (Sign::Hedge, "hedge"),
    (Sign::Stress, "stress"),
    (Sign::Adding, "adding"),
    (Sign::Fault, "fault"),
    (Sign::Degree, "degree"),
    (Sign::Source, "source"),
    (Sign::Report, "report"),
    (Sign::When, "time"),
    (Sign::Measure, "measure"),
    (Sign::Instance, "instance"),
    (Sign::Person, "person"),
    (Sign::Modal, "modal"),
    (Sign::Turn, "turn"),
    (Sign::Denial, "denial"),
    (Sign::Names, "names the cause"),
    (Sign::Sum, "sums up"),
];

/// Openings of a sentence that speaks of explanations given before, and gives none.
const OF_EXPLANATIONS: &[Phrase] = &[
    &[
        "this|that|these|those|both|neither|such",
        "_1",
        "version|theory|theories|explanation|explanations|hypothesis|hypotheses|guess|guesses|account|accounts",
    ],
    &["the", "theories|explanations|hypotheses|guesses"],
];

/// Who holds an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// Somebody who has looked into it.
    Expert,
    /// A party to it, or nobody in particular.
    Other,
}

/// Words for people who look into things.
const EXPERTS: &[&str] = &[
    "academic",
    "adviser",
    "analyst",
    "author",
    "consultant",
    "director",
    "economist",
    "engineer",
    "expert",
    "experts",
    "historian",
    "pollster",
    "professor",
    "researcher",
    "researchers",
    "scholar",
    "scholars",
    "scientist",
    "scientists",
    "strategist",
    "study",
];

/// A sentence that says whose the next one is has at most so many tokens.
const LABEL: usize = 16;

/// A sentence that only leads to the next has at most so many tokens.
const LEADS: usize = 11;

/// One that presents what a paragraph is about has at most so many.
const PRESENTS: usize = 13;

/// How many lines are told or quoted from others.
pub(crate) fn told(outline: &Outline<'_>, setting: &Setting<'_>) -> usize {
    let told = outline.lines.iter().filter(|line| {
        outline.body(line).iter().any(Token::is_quote)
            || attribution_of(setting.attributions, line.span).is_some()
    });
    told.count()
}

/// What the article holds, line by line.
pub(crate) struct Sight<'a, 't> {
    pub(crate) outline: &'a Outline<'t>,
    pub(crate) setting: &'a Setting<'a>,
    /// The signs of each line.
    pub(crate) signs: Vec<Signs>,
    /// Which lines ask for an explanation.
    pub(crate) asks: Vec<bool>,
    /// Which lines state an explanation, by the rules of wording: the rule's name.
    pub(crate) stated: Vec<Option<&'static str>>,
    /// Which lines are evidence by them.
    pub(crate) grounds: Vec<bool>,
    /// Which way each line judges what stands before it, where it does.
    pub(crate) judged: Vec<Option<Bearing>>,
    /// The stems of the title, the question and the event.
    pub(crate) asked: Stems,
    /// Whether the title asks for an explanation.
    pub(crate) titled: bool,
}

impl<'a, 't> Sight<'a, 't> {
    /// What stands in the article, with what the rules of wording found: explanations and
    /// evidence at these places.
    pub(crate) fn new(
        outline: &'a Outline<'t>,
        setting: &'a Setting<'a>,
        title: Option<Span>,
        stated: &[(Span, &'static str)],
        grounds: &[Span],
    ) -> Sight<'a, 't> {
        let lines = &outline.lines;
        let signs = lines.iter().map(|l| Signs::of(outline.body(l))).collect();
        let asks = lines
            .iter()
            .map(|l| l.question && is_explanatory(outline.body(l)))
            .collect();
        let mut by_line = vec![None; lines.len()];
        for &(span, rule) in stated {
            if let Some(at) = line_of(outline, span) {
                by_line[at] = Some(rule);
            }
        }
        let mut ground = vec![false; lines.len()];
        for &span in grounds {
            if let Some(at) = line_of(outline, span) {
                ground[at] = true;
            }
        }
        let of = |span| stems(outline.words(outline.text.tokens_in(span)));
        let mut asked: Stems = title.map(of).unwrap_or_default();
        let spans = setting.question.map(|q| q.found.span);
        for span in spans.into_iter().chain(setting.event.map(|e| e.span)) {
            asked.add(&of(span));
        }
        Sight {
            outline,
            setting,
            signs,
            asks,
            stated: by_line,
            grounds: ground,
            judged: lines
                .iter()
                .map(|l| judgement::of(outline.body(l)).map(|j| j.bearing))
                .collect(),
            asked,
            titled: setting
                .question
                .is_some_and(|q| q.explanatory && q.line.is_none()),
        }
    }

    /// The features of line `at`, whatever else is chosen.
    pub(crate) fn line(&self, at: usize, out: &mut Vec<Feature>) {
        let line = &self.outline.lines[at];
        let signs = &self.signs[at];
        out.clear();
        for &(sign, name) in NAMED {
            let count = signs.count(sign);
            if count > 0 {
                out.push((name, f64::from(count.min(2))));
            }
        }
        let mut number = |name, value: u8| {
            if value > 0 {
                out.push((name, f64::from(value)));
            }
        };
        number("digits", signs.digits.min(3));
        number("past", signs.past.min(2));
        number("quotation", u8::from(signs.quotes > 0));
        let length = line.body.len();
        number("short", u8::from(length < 9));
        number("long", u8::from(length > 36));
        self.place(at, line, out);
        self.asked_for(at, line, out);
        self.said(at, line, out);
    }

    /// Whether a line only leads to the explanation in the line after it: "There is a more
    /// prosaic factor."
    pub(crate) fn leads(&self, at: usize) -> bool {
        let lines = &self.outline.lines;
        let (line, signs) = (&lines[at], &self.signs[at]);
        let kinds = [
            Sign::CauseNoun,
            Sign::Names,
            Sign::Adding,
            Sign::Stress,
            Sign::Belief,
        ];
        let kinds = kinds.iter().any(|&k| signs.has(k)) && line.body.len() <= LEADS;
        let says = signs.digits > 0 || signs.has(Sign::CauseJoint) || signs.quotes > 0;
        let next = lines.get(at + 1).is_some_and(|next| {
            next.paragraph == line.paragraph
                && !next.question
                && !self.foreseen(next)
                && !self.foreseen(line)
                && !matches!(next.opener, Opener::Contrast | Opener::Concession)
        });
        next && (kinds || self.presents(line)) && !says && !line.question
    }

    /// Whether a paragraph's first line only presents what the paragraph is about: few words,
    /// held together by a light verb. "The trawlers are the point."
    fn presents(&self, line: &Line) -> bool {
        const LIGHT: &[&str] = &[
            "are", "began", "begin", "begins", "came", "come", "comes", "did", "do", "does",
            "gets", "get", "got", "had", "has", "have", "is", "lay", "lie", "lies", "like",
            "likes", "look", "looks", "play", "played", "plays", "start", "started", "starts",
            "was", "were",
        ];
        let body = self.outline.body(line);
        line.first
            && body.len() <= PRESENTS
            && line.stems.len() <= 3
            && body.iter().any(|t| t.is_any(LIGHT))
    }

    /// Whether a line is about what people of a kind think: "Television analysts like it."
    fn holds(&self, at: usize) -> bool {
        let line = &self.outline.lines[at];
        let body = self.outline.body(line);
        let head = &body[..body.len().min(3)];
        line.first && body.len() <= LABEL && Signs::of(head).has(Sign::Holder)
    }

    /// Who holds what a line tells, if it is not the writer.
    pub(crate) fn held(&self, at: usize, attribution: Option<usize>) -> Option<Holder> {
        if self.own(at) && attribution.is_none() {
            return None;
        }
        let label = self.label(at);
        let believed = self.signs[at].has(Sign::Belief) || self.holds(at);
        if attribution.is_none() && !believed && label.is_none() {
            return None;
        }
        let looks = |at: usize| {
            let words = self.outline.words(self.outline.lines[at].tokens.clone());
            any_of(words, EXPERTS)
        };
        let expert = looks(at) || label.is_some_and(looks) || self.quoted(at, attribution);
        Some(if expert {
            Holder::Expert
        } else {
            Holder::Other
        })
    }

    /// Whether the writer speaks in person.
    fn own(&self, at: usize) -> bool {
        let body = self.outline.body(&self.outline.lines[at]);
        body.iter()
            .take(3)
            .any(|t| t.is_any(&["here", "i", "my", "we"]))
    }

    /// The opening line of the paragraph that says that others hold what stands in line
    /// `at`: "In the cafes they tell another story."
    fn label(&self, at: usize) -> Option<usize> {
        let lines = &self.outline.lines;
        let from = at.checked_sub(1)?;
        let first = (from.saturating_sub(1)..=from)
            .rev()
            .find(|&i| lines[i].first)?;
        let turned = |i: usize| lines[i].opener == Opener::Contrast;
        let held = lines[first].paragraph == lines[at].paragraph
            && (self.signs[first].has(Sign::Belief) || self.holds(first))
            && !self.own(first)
            && lines[first].body.len() <= LABEL;
        (held && !(first + 1..=at).any(turned)).then_some(first)
    }

    /// Whether somebody with a name is quoted: writers call witnesses of their own.
    fn quoted(&self, at: usize, attribution: Option<usize>) -> bool {
        let Some(said) = attribution.and_then(|a| self.setting.attributions.get(a)) else {
            return false;
        };
        let mut words = said.name.split_whitespace();
        let named = words.next().is_some_and(|w| {
            w.starts_with(char::is_uppercase) && !["The", "A", "An", "Some"].contains(&w)
        });
        named && self.signs[at].quotes > 0
    }

    /// How many lines report.
    pub(crate) fn reports(&self) -> usize {
        self.signs.iter().filter(|s| s.has(Sign::Report)).count()
    }

    /// Where a line stands.
    fn place(&self, at: usize, line: &Line, out: &mut Vec<Feature>) {
        let lines = &self.outline.lines;
        let last = lines.last().map_or(0, |l| l.paragraph);
        let end = self.outline.paragraph_end(at);
        let mut on = |name, yes: bool| {
            if yes {
                out.push((name, 1.0));
            }
        };
        let second = at > 0 && lines[at - 1].first && !line.first;
        on("opening paragraph", line.paragraph == 0);
        on("second paragraph", line.paragraph == 1);
        on("last paragraph", line.paragraph == last);
        on("first in its paragraph", line.first);
        on("second in its paragraph", second);
        on("alone in its paragraph", line.first && end == at);
        on("contrast", line.opener == Opener::Contrast);
        on(
            "turn after the lead",
            line.opener == Opener::Contrast && (1..=2).contains(&line.paragraph),
        );
        on("concession", line.opener == Opener::Concession);
        on("support", line.opener == Opener::Support);
        on("counted", line.opener == Opener::Ordinal);
        let head = self.outline.body(line).first();
        on(
            "points back",
            head.is_some_and(|t| {
                t.is_any(&["he", "she", "it", "they", "this", "that", "these", "those"])
            }),
        );
        let cleft = head.is_some_and(|t| t.is_any(&["what", "all"])) && !line.question;
        on("what it was", cleft);
        let signs = &self.signs[at];
        let plain = signs.digits == 0 && signs.quotes == 0;
        let factual = |s: &Signs| s.digits > 0 || s.has(Sign::Source) || s.has(Sign::Measure);
        let after = &self.signs[at + 1..=end.max(at)];
        on("facts follow", after.iter().take(3).any(factual));
        let claims =
            signs.has(Sign::Fault) || signs.has(Sign::Stress) || signs.has(Sign::CauseVerb);
        on(
            "claim that opens",
            line.first && plain && claims && line.paragraph > 0 && !line.question,
        );
        on("factual", factual(signs));
        on("last of several", end == at && !line.first);
        on("much follows", line.first && end >= at + 3);
        let wide = signs.has(Sign::Belief)
            && (signs.has(Sign::Holder) || signs.has(Sign::CauseVerb) || signs.has(Sign::Fault));
        on("belief of others", wide);
        on(
            "denies and turns",
            signs.has(Sign::Denial) && signs.has(Sign::Turn),
        );
        let causal = signs.has(Sign::CauseVerb) || signs.has(Sign::CauseJoint);
        on("cause in a first sentence", line.first && causal);
        on("hedged cause", signs.has(Sign::Hedge) && causal);
        on(
            "aim of an actor",
            signs.has(Sign::Aim) && !signs.has(Sign::Modal) && plain,
        );
        on(
            "title for a section",
            line.first
                && line.section.is_some()
                && (at == 0 || lines[at - 1].section != line.section),
        );
        let before = at.checked_sub(1).map(|b| &lines[b]);
        let colon = before.is_some_and(|b| {
            self.outline
                .words(b.tokens.clone())
                .last()
                .is_some_and(|t| t.is_mark(":"))
        });
        on("after a colon", colon);
        self.answers(at, line, out);
    }

    /// How a line stands to the one before it in its paragraph.
    fn answers(&self, at: usize, line: &Line, out: &mut Vec<Feature>) {
        let Some(before) = at.checked_sub(1).filter(|_| !line.first) else {
            return;
        };
        let granted = || self.outline.lines[before].opener == Opener::Concession;
        let turns = line.opener == Opener::Contrast;
        if turns && (granted() || self.held(before, None).is_some()) {
            out.push(("answers what others hold", 1.0));
        }
        if self.judged[before] == Some(Bearing::Against) {
            out.push(("after a doubt", 1.0));
        }
    }

    /// How a line stands to what is asked.
    fn asked_for(&self, at: usize, line: &Line, out: &mut Vec<Feature>) {
        let mut on = |name, yes: bool| {
            if yes {
                out.push((name, 1.0));
            }
        };
        let from = at.saturating_sub(6);
        let distance = (from..at).rev().find(|&i| self.asks[i]).map(|i| at - i);
        let asking = line.question;
        on("asks", asking);
        on("answers", distance == Some(1) && !asking);
        on(
            "soon after a question",
            distance.is_some_and(|d| d > 1) && !asking,
        );
        let explanatory = self.setting.question.is_some_and(|q| q.explanatory);
        let asked = self.setting.question.and_then(|q| q.line);
        on("article asks why", explanatory);
        on("title asks why", self.titled);
        on(
            "before the question",
            explanatory && asked.is_some_and(|q| at < q),
        );
        self.shares(at, line, out);
    }

    /// Which words a line has in common with what is asked.
    fn shares(&self, at: usize, line: &Line, out: &mut Vec<Feature>) {
        let common = shared(&line.stems, &self.asked).min(3);
        let body = self.outline.body(line);
        let head = stems(&body[..body.len().min(6)]);
        let signs = &self.signs[at];
        let causes = [Sign::CauseVerb, Sign::CauseJoint, Sign::CauseNoun];
        if common > 0 && causes.iter().any(|&c| signs.has(c)) {
            out.push(("cause of what is asked", 1.0));
        }
        if common > 0 && shared(&head, &self.asked) > 0 {
            out.push(("subject is asked about", 1.0));
        }
        if common > 0 {
            out.push((
                "speaks of what is asked",
                f64::from(u8::try_from(common).unwrap_or(3)),
            ));
        }
    }

    /// Who says it, and what the rules of wording made of it.
    fn said(&self, at: usize, line: &Line, out: &mut Vec<Feature>) {
        let outline = self.outline;
        let mut on = |name, yes: bool| {
            if yes {
                out.push((name, 1.0));
            }
        };
        let told = attribution_of(self.setting.attributions, line.span).is_some();
        on("told by others", told);
        on("looks ahead", self.foreseen(line));
        on(
            "aside",
            unknowable::is(outline, line) || counterfactual::is(outline, line),
        );
        on("judges", self.judged[at].is_some());
        let opens = match_any(outline.body(line), 0, OF_EXPLANATIONS).is_some();
        let guessed = any_of(outline.body(line), &["guessing", "guesses", "speculation"]);
        on("of explanations", opens || guessed);
        let rule = self.stated[at];
        let structural = |r: &str| {
            matches!(
                r,
                "hypotheses/topic_sentence"
                    | "hypotheses/paragraph"
                    | "hypotheses/motive"
                    | "hypotheses/blame"
                    | "hypotheses/second_thoughts"
            )
        };
        on(
            "stated by its wording",
            rule.is_some_and(|r| !structural(r)),
        );
        on("stated by its place", rule.is_some_and(structural));
        on("ground by the rules", self.grounds[at]);
    }

    /// Whether a line holds a forecast.
    pub(super) fn foreseen(&self, line: &Line) -> bool {
        let forecasts = self.setting.forecasts;
        let at = forecasts.partition_point(|f| f.found.span.end <= line.span.start);
        forecasts
            .get(at)
            .is_some_and(|f| f.found.span.start < line.span.end)
    }
}

/// The line in which a span begins.
pub(crate) fn line_of(outline: &Outline<'_>, span: Span) -> Option<usize> {
    let at = outline.lines.partition_point(|l| l.span.end <= span.start);
    let line = outline.lines.get(at)?;
    (line.span.start < span.end).then_some(at)
}
