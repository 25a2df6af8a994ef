//! A draft as a case file: what the rules found, in TOML that a person reads and edits.
//!
//! Nothing stands in it that the article does not say, but for ids, the even prior and
//! the likelihoods of [`LIKELIHOODS`], which its first lines declare as such.

mod check_first;
mod ids;
mod layout;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use self::ids::{Counts, Ids};
use self::layout::{Lines, brief, one_line, spaced, string};
use super::draft::{Attribution, Bearing, Draft, DraftEvidence, DraftHypothesis, Found, Stance};
use crate::case::format::format;
use crate::case::model::Frame;
use crate::credence::Scale;
use crate::source::Span;
use crate::source::document::Document;
use crate::source::quote::Haystack;

/// How probable an item of evidence is where what it bears on holds, and where it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likelihood {
    /// Which way the item points.
    pub bearing: Bearing,
    /// Whether it tells of a like event before.
    pub precedent: bool,
    /// Its value in `given`.
    pub given: &'static str,
    /// Its `otherwise`.
    pub otherwise: &'static str,
}

const fn likelihood(
    bearing: Bearing,
    precedent: bool,
    given: &'static str,
    otherwise: &'static str,
) -> Likelihood {
    Likelihood {
        bearing,
        precedent,
        given,
        otherwise,
    }
}

/// The likelihoods that a draft declares: modest on purpose, since a rule sees which way a
/// sentence points and not how hard. A fact moves odds by about 3 decibans at most, a
/// precedent by less than 2, both before its source is doubted.
pub const LIKELIHOODS: [Likelihood; 4] = [
    likelihood(Bearing::For, false, "likely", "unlikely"),
    likelihood(Bearing::Against, false, "unlikely", "likely"),
    likelihood(Bearing::For, true, "likely", "even"),
    likelihood(Bearing::Against, true, "unlikely", "even"),
];

/// The prior of every drafted hypothesis: an article's opinion of it is no evidence.
pub const PRIOR: &str = "even";

/// No more attributions than this are kept as remarks.
const MOST_ATTRIBUTIONS: usize = 200;

/// The grade of every drafted source.
pub const GRADE: &str = "F";

/// Longest statement, in characters: longer quotes are cut at a word, with a mark.
const STATEMENT: usize = 280;

/// `draft`, read from `document`, as the text of a case file; `file` is where the article
/// stands, relative to the case file.
///
/// The text parses without faults, save where the article itself leaves something out:
/// a case without hypotheses or question says so when it is checked.
pub fn case_toml(draft: &Draft, document: &Document, file: &str) -> String {
    let mut writer = Writer::new(draft, document, file);
    writer.preface();
    writer.root();
    writer.event();
    writer.hypotheses();
    writer.evidence();
    writer.forecasts();
    writer.sources();
    writer.remarks();
    let text = writer.lines.finish();
    format(&text).unwrap_or(text)
}

/// What a person should check first of `draft`, read from `document`: a line each, with the
/// ids that [`case_toml`] gives.
pub fn check_first(draft: &Draft, document: &Document) -> Vec<String> {
    let writer = Writer::new(draft, document, "");
    check_first::points(draft, document, &writer.names())
}

/// One case file in the making.
struct Writer<'a> {
    draft: &'a Draft,
    document: &'a Document,
    file: &'a str,
    haystack: Haystack<'a>,
    counts: Counts,
    propositions: Ids,
    hypotheses: Vec<String>,
    evidence: Vec<String>,
    speakers: Vec<String>,
    named: Vec<(String, String)>,
    date: Option<Date>,
    lines: Lines,
}

/// The id of the article among the sources.
const ARTICLE: &str = "article";

impl<'a> Writer<'a> {
    fn new(draft: &'a Draft, document: &'a Document, file: &'a str) -> Writer<'a> {
        let counts = Counts::of(&document.text);
        let mut propositions = Ids::without("other");
        let name = |found: &Found, kind: &str, ids: &mut Ids| {
            ids.give(slice(document, found.span), &counts, kind)
        };
        let hypotheses = draft
            .hypotheses
            .iter()
            .map(|h| name(&h.found, "hypothesis", &mut propositions))
            .collect();
        let evidence = draft
            .evidence
            .iter()
            .map(|e| name(&e.found, "evidence", &mut propositions))
            .collect();
        let (speakers, named) = speakers(draft, document);
        let date = draft.date.as_ref().and_then(|d| d.value.parse().ok());
        Writer {
            draft,
            document,
            file,
            haystack: Haystack::new(&document.text),
            counts,
            propositions,
            hypotheses,
            evidence,
            speakers,
            named,
            date,
            lines: Lines::default(),
        }
    }

    /// What a machine did here, and where to look first.
    fn preface(&mut self) {
        let article = if self.file.is_empty() {
            "an article"
        } else {
            self.file
        };
        self.lines.comment(&format!(
            "Drafted by a machine from {article}, by rules over its words; nobody has checked it."
        ));
        self.lines.comment(
            "Quotes are the article's own. Ids, priors and likelihoods are not: each prior is \"even\",",
        );
        self.lines.comment(
            "and each `given` and `otherwise` comes from one table, by whether a rule saw support or",
        );
        self.lines
            .comment("contradiction. `stance` is how sure the text sounds; it is never weighed.");
        self.lines.line("#");
        self.lines.comment("Check first:");
        for point in check_first::points(self.draft, self.document, &self.names()) {
            self.lines.comment(&format!("- {point}"));
        }
        self.lines.line("");
    }

    fn names(&self) -> check_first::Names<'_> {
        check_first::Names {
            hypotheses: &self.hypotheses,
            evidence: &self.evidence,
        }
    }

    fn root(&mut self) {
        self.lines.raw("abduce", "1");
        if let Some(title) = &self.draft.title {
            self.lines.text("title", &one_line(&title.value));
        }
        if let Some(question) = &self.draft.question {
            let text = statement(self.document, question.span);
            self.lines.text("question", &text);
        } else if let Some(event) = self.asked_event() {
            let made = || format!("Why: {event}?");
            let question = self.draft.asks.clone().unwrap_or_else(made);
            self.lines.text("question", &question);
        }
        let frame = match self.draft.rival {
            Some(_) => Frame::Rival,
            None => Frame::Contributory,
        };
        self.lines.text("frame", frame.name());
        let question = self.draft.question.as_ref().map(|f| f.rule);
        let made = self.asked_event().map(|_| "question/from_event");
        let rules = [
            question.or(made).map(|rule| ("question", rule)),
            self.draft.rival.as_ref().map(|f| ("frame", f.rule)),
        ];
        let notes: Vec<String> = rules
            .into_iter()
            .flatten()
            .map(|(what, rule)| format!("{what} drafted by rule {rule}"))
            .collect();
        if !notes.is_empty() {
            self.lines.text("notes", &notes.join("; "));
        }
    }

    /// The event, where the article asks no question but explains: the question is then why.
    fn asked_event(&self) -> Option<String> {
        let draft = self.draft;
        let event = draft.event.as_ref().filter(|_| draft.question.is_none())?;
        Some(statement(self.document, event.span)).filter(|_| !draft.hypotheses.is_empty())
    }

    fn event(&mut self) {
        if let Some(event) = &self.draft.event {
            self.lines.heading("event", None);
            self.lines
                .text("statement", &statement(self.document, event.span));
            self.quotes(event.span, &[]);
            self.note(event.rule, &[]);
        }
    }

    fn hypotheses(&mut self) {
        let draft = self.draft;
        for (i, hypothesis) in draft.hypotheses.iter().enumerate() {
            let id = self.hypotheses[i].clone();
            self.lines.heading("hypotheses", Some(&id));
            let text = statement(self.document, hypothesis.found.span);
            self.lines.text("statement", &text);
            self.lines.text("prior", PRIOR);
            let source = self.source(hypothesis.attribution);
            self.lines.text("source", &source);
            self.credence("stance", hypothesis.stance);
            self.quotes(hypothesis.found.span, &hypothesis.more);
            self.note(hypothesis.found.rule, &stance_note(hypothesis));
        }
    }

    fn evidence(&mut self) {
        let draft = self.draft;
        for (i, evidence) in draft.evidence.iter().enumerate() {
            let id = self.evidence[i].clone();
            self.lines.heading("evidence", Some(&id));
            let text = statement(self.document, evidence.found.span);
            self.lines.text("statement", &text);
            if evidence.precedent {
                self.lines.text("kind", "precedent");
            }
            self.given(evidence);
            let source = self.source(evidence.attribution);
            self.lines.text("source", &source);
            self.quotes(evidence.found.span, &[]);
            self.note(evidence.found.rule, &[]);
        }
    }

    /// `given` and `otherwise` of an item: what bears both ways starts from "even".
    fn given(&mut self, evidence: &DraftEvidence) {
        let mut given: Vec<(usize, String)> = Vec::new();
        let mut otherwise: Vec<&str> = Vec::new();
        for &(hypothesis, bearing) in &evidence.bears_on {
            let Some(id) = self.hypotheses.get(hypothesis) else {
                continue;
            };
            let row = LIKELIHOODS
                .iter()
                .find(|row| (row.bearing, row.precedent) == (bearing, evidence.precedent));
            if let Some(row) = row
                && given.iter().all(|(h, _)| *h != hypothesis)
            {
                let entry = format!("{} = {}", layout::key(id), string(row.given));
                given.push((hypothesis, entry));
                otherwise.push(row.otherwise);
            }
        }
        let Some(&first) = otherwise.first() else {
            return;
        };
        let agree = otherwise.iter().all(|&value| value == first);
        let given: Vec<String> = given.into_iter().map(|(_, entry)| entry).collect();
        self.lines
            .raw("given", &format!("{{ {} }}", given.join(", ")));
        self.lines
            .text("otherwise", if agree { first } else { "even" });
    }

    fn forecasts(&mut self) {
        let draft = self.draft;
        for forecast in &draft.forecasts {
            let words = slice(self.document, forecast.found.span);
            let id = self.propositions.give(words, &self.counts, "forecast");
            self.lines.heading("forecasts", Some(&id));
            let text = statement(self.document, forecast.found.span);
            self.lines.text("statement", &text);
            let source = self.source(forecast.attribution);
            self.lines.text("source", &source);
            self.credence("stated", forecast.stance);
            let mut more = Vec::new();
            if let Some(made) = self.date {
                self.lines.raw("date", &made.to_string());
                let by = forecast.horizon.and_then(|span| {
                    super::forecasts::horizon::resolve(slice(self.document, span), made)
                });
                if let Some(by) = by.filter(|&by| by >= made) {
                    self.lines.raw("resolves_by", &by.to_string());
                }
            }
            if let Some(horizon) = forecast.horizon {
                let words = brief(slice(self.document, horizon), STATEMENT);
                more.push(format!("its horizon is \"{words}\""));
            }
            if forecast.stance.is_some_and(|s| s.low + s.high < 1.0) {
                more.push("`stated` is of what is doubted, without the words of doubt".to_string());
            }
            self.quotes(forecast.found.span, &[]);
            self.note(forecast.found.rule, &more);
        }
    }

    fn sources(&mut self) {
        self.lines.heading("sources", Some(ARTICLE));
        self.lines
            .text("name", &article_name(self.draft, self.file));
        self.lines.text("grade", GRADE);
        if let Some(date) = self.date {
            self.lines.raw("date", &date.to_string());
        }
        if let Some(url) = &self.draft.url {
            self.lines.text("url", &one_line(&url.value));
        }
        if !self.file.is_empty() {
            self.lines.text("file", self.file);
            if !self.document.sha256.is_empty() {
                self.lines.text("sha256", &self.document.sha256);
            }
        }
        for (id, name) in std::mem::take(&mut self.named) {
            self.lines.heading("sources", Some(&id));
            // "It is said": somebody does, and the article does not name them.
            if !name.is_empty() {
                self.lines.text("name", &name);
            }
            self.lines.text("grade", GRADE);
            self.lines.text("via", ARTICLE);
            let behalf = self.behalf(&id);
            if let Some(behalf) = behalf {
                self.lines
                    .text("notes", &format!("speaks for {}", one_line(&behalf)));
            }
        }
    }

    /// Whom the speaker `id` speaks for, as the article says.
    fn behalf(&self, id: &str) -> Option<String> {
        self.draft
            .attributions
            .iter()
            .zip(&self.speakers)
            .filter(|(_, speaker)| *speaker == id)
            .find_map(|(attribution, _)| attribution.on_behalf_of.clone())
    }

    fn remarks(&mut self) {
        let draft = self.draft;
        let mut ids = Ids::default();
        for remark in &draft.remarks {
            let id = ids.unique(remark.kind.name());
            self.lines.heading("remarks", Some(&id));
            let text = if remark.comment.is_empty() {
                statement(self.document, remark.found.span)
            } else {
                one_line(&remark.comment)
            };
            self.lines.text("statement", &text);
            self.lines.text("kind", remark.kind.name());
            self.lines.text("source", ARTICLE);
            self.quotes(remark.found.span, &[]);
            self.note(remark.found.rule, &[]);
        }
        let told = told(draft);
        let unused = |(i, a): &(usize, &Attribution)| {
            !told.contains(i)
                && self.speakers[*i] != ARTICLE
                && !slice(self.document, a.content).trim().is_empty()
        };
        let unused: Vec<(usize, &Attribution)> = draft
            .attributions
            .iter()
            .enumerate()
            .filter(unused)
            .take(MOST_ATTRIBUTIONS)
            .collect();
        for (i, attribution) in unused {
            let id = ids.unique("attribution");
            self.lines.heading("remarks", Some(&id));
            let text = statement(self.document, attribution.content);
            self.lines.text("statement", &text);
            self.lines.text("kind", "attribution");
            let source = self.source(Some(i));
            self.lines.text("source", &source);
            self.quotes(attribution.content, &[]);
            let cue = brief(slice(self.document, attribution.cue), 60);
            self.note(attribution.rule, &[format!("words of saying: \"{cue}\"")]);
        }
    }

    /// The id of the source behind an attribution; the article where there is none.
    fn source(&self, attribution: Option<usize>) -> String {
        attribution
            .and_then(|i| self.speakers.get(i))
            .map_or_else(|| ARTICLE.to_string(), String::clone)
    }

    /// A stance as a phrase of the scale or a range of per cent, with its words beside it.
    fn credence(&mut self, name: &str, stance: Option<Stance>) {
        let Some(stance) = stance else { return };
        let words = brief(slice(self.document, stance.span), 60);
        let value = string(&range(stance));
        self.lines.raw(name, &format!("{value} # \"{words}\""));
    }

    /// The quotes at `span` and `more`, each with as little context as tells it apart.
    fn quotes(&mut self, span: Span, more: &[Span]) {
        let spans: Vec<Span> = [span].iter().chain(more).copied().collect();
        let quotes: Vec<(String, Context)> = spans
            .iter()
            .filter_map(|&span| self.haystack.quotable(span))
            .map(|span| {
                (
                    slice(self.document, span).trim().to_string(),
                    self.context(span),
                )
            })
            .filter(|(exact, _)| !exact.is_empty())
            .collect();
        match quotes.as_slice() {
            [] => {}
            [(exact, context)] if context.is_empty() => {
                self.lines.text("quote", &spaced(exact));
            }
            quotes => {
                self.lines.line("quotes = [");
                for (exact, context) in quotes {
                    self.lines.line(&format!("  {},", entry(exact, context)));
                }
                self.lines.line("]");
            }
        }
    }

    fn note(&mut self, rule: &str, more: &[String]) {
        let mut notes = format!("drafted by rule {rule}");
        for note in more {
            notes.push_str("; ");
            notes.push_str(note);
        }
        self.lines.text("notes", &notes);
    }

    /// The words before and after `span` that tell it from other places with its words.
    fn context(&self, span: Span) -> Context {
        let (prefix, suffix) = self.haystack.minimal_context(span);
        Context { prefix, suffix }
    }
}

/// What stands right before and after a quote.
#[derive(Debug, Default)]
struct Context {
    prefix: Option<String>,
    suffix: Option<String>,
}

impl Context {
    fn is_empty(&self) -> bool {
        self.prefix.is_none() && self.suffix.is_none()
    }
}

/// One entry of `quotes`.
fn entry(exact: &str, context: &Context) -> String {
    let mut entry = format!("{{ exact = {}", string(&spaced(exact)));
    for (name, words) in [("prefix", &context.prefix), ("suffix", &context.suffix)] {
        if let Some(words) = words {
            let words = spaced(words);
            entry.push_str(&format!(", {name} = {}", string(&words)));
        }
    }
    entry.push_str(" }");
    entry
}

/// The words at `span`; none where it does not fit the text.
fn slice(document: &Document, span: Span) -> &str {
    document.text.get(span.range()).unwrap_or("")
}

/// The words at `span` as a statement: on one line, without a stop at the end.
fn statement(document: &Document, span: Span) -> String {
    let words = brief(slice(document, span), STATEMENT);
    let words = words.trim_matches(|c: char| c.is_whitespace() || ",;:–—-".contains(c));
    let words = match words.strip_suffix('.') {
        Some(rest) if !rest.ends_with('.') => rest,
        _ => words,
    };
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A stance as a phrase where the scale has one for just that range, else per cents.
fn range(stance: Stance) -> String {
    let phrase = Scale::Icd203
        .grades()
        .iter()
        .find(|grade| same(grade.low, stance.low) && same(grade.high, stance.high));
    match phrase {
        Some(grade) => grade.names[0].to_string(),
        None => {
            let low = (stance.low.clamp(0.0, 1.0) * 100.0).round();
            let high = (stance.high.clamp(0.0, 1.0) * 100.0).round();
            format!("{}-{}%", low.min(high), high.max(low))
        }
    }
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

/// Whose stance it is, where someone else advances the hypothesis.
fn stance_note(hypothesis: &DraftHypothesis) -> Vec<String> {
    let mut notes = Vec::new();
    if hypothesis.stance.is_some() && hypothesis.attribution.is_some() {
        notes.push("the stance is the article's, not that of the source".to_string());
    }
    notes
}

/// What the article's source is called.
fn article_name(draft: &Draft, file: &str) -> String {
    let mut parts: Vec<String> = draft.authors.iter().map(|a| one_line(&a.value)).collect();
    parts.extend(draft.publisher.as_ref().map(|p| one_line(&p.value)));
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() {
        parts.extend(draft.title.as_ref().map(|t| one_line(&t.value)));
        parts.retain(|part| !part.is_empty());
    }
    match parts.is_empty() {
        true if file.is_empty() => "the article".to_string(),
        true => file.to_string(),
        false => parts.join(", "),
    }
}

/// The source id of each attribution, and the sources (id, name) among them.
fn speakers(draft: &Draft, document: &Document) -> (Vec<String>, Vec<(String, String)>) {
    let mut ids = Ids::without(ARTICLE);
    let mut named: Vec<(String, String)> = Vec::new();
    let mut by_name = BTreeMap::new();
    let mut speakers = Vec::new();
    for attribution in &draft.attributions {
        let words = slice(document, attribution.speaker);
        let name = match attribution.name.trim() {
            "" => one_line(words),
            name => one_line(name),
        };
        // "It supposes that …": a word that points back names no source.
        let pronoun = ["it", "this", "that", "one", "which", "who", "they", "these"];
        if name.is_empty() || pronoun.contains(&name.to_lowercase().as_str()) {
            speakers.push(ARTICLE.to_string());
            continue;
        }
        let id: &mut String = by_name.entry(name.to_lowercase()).or_insert_with(|| {
            let id = ids.unique(&ids::of_name(&name).unwrap_or_else(|| "speaker".to_string()));
            named.push((id.clone(), name));
            id
        });
        speakers.push(id.clone());
    }
    (speakers, named)
}

/// The attributions that an item of the draft is told by.
fn told(draft: &Draft) -> BTreeSet<usize> {
    let hypotheses = draft.hypotheses.iter().map(|h| h.attribution);
    let evidence = draft.evidence.iter().map(|e| e.attribution);
    let forecasts = draft.forecasts.iter().map(|f| f.attribution);
    hypotheses
        .chain(evidence)
        .chain(forecasts)
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests;
