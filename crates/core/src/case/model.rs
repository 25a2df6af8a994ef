//! What a case is: the parsed case file, every id resolved, every number with its place.
//!
//! Whatever parsing could not make sense of is left out here and told in a diagnostic.
//! Items stand in the order of the file.

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use super::forecast::{Asks, Belief, Forecast, Outcome, Resolution, Revision};
use crate::credence::{Credence, Scale};
use crate::source::{Span, Spanned};

/// What it means to be a hypothesis of the case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frame {
    /// Exactly one hypothesis is true, or something not listed.
    Rival,
    /// Each hypothesis is a cause that may have been at work.
    #[default]
    Contributory,
}

impl Frame {
    /// The name that case files use.
    pub fn name(self) -> &'static str {
        match self {
            Frame::Rival => "rival",
            Frame::Contributory => "contributory",
        }
    }
}

/// A whole case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// What is asked.
    pub question: Option<Spanned<String>>,
    /// A short name for lists and headings.
    pub title: Option<Spanned<String>>,
    /// How hypotheses relate.
    pub frame: Frame,
    /// The scale whose phrases the file uses.
    pub scale: Scale,
    /// The day to weigh as of, unless another is asked for.
    pub as_of: Option<Spanned<Date>>,
    /// What happened and is to be explained.
    pub event: Event,
    /// The candidate answers or causes.
    pub hypotheses: Vec<Hypothesis>,
    /// Whatever is not listed.
    pub other: Other,
    /// Reliabilities that the file gives to grades, over the Admiralty ones.
    pub grades: BTreeMap<String, Spanned<Credence>>,
    /// Who says so.
    pub sources: Vec<Source>,
    /// What was reported or seen.
    pub evidence: Vec<Evidence>,
    /// Assumptions and intermediate steps.
    pub claims: Vec<Claim>,
    /// What follows.
    pub forecasts: Vec<Forecast>,
    /// What a text says that is not weighed: counterfactuals, anomalies and the like.
    pub remarks: Vec<Remark>,
    /// Free notes on the whole case.
    pub notes: Option<String>,
}

impl Case {
    /// Whether it only holds forecasts, and there is nothing to weigh.
    pub fn is_ledger(&self) -> bool {
        let weighs =
            !self.hypotheses.is_empty() || !self.evidence.is_empty() || !self.claims.is_empty();
        !weighs && !self.forecasts.is_empty()
    }

    /// The id of a proposition; `other` for whatever is not listed.
    pub fn id(&self, proposition: Proposition) -> &str {
        let item = match proposition {
            Proposition::Other => return "other",
            Proposition::Hypothesis(i) => &self.hypotheses[i].item,
            Proposition::Claim(i) => &self.claims[i].item,
            Proposition::Evidence(i) => &self.evidence[i].item,
            Proposition::Forecast(i) => &self.forecasts[i].item,
        };
        &item.id
    }
}

/// The event to be explained.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// What happened, as a statement.
    pub statement: Option<Spanned<String>>,
    /// `[event] happened`; true when not written.
    pub happened: Option<Spanned<bool>>,
    /// When.
    pub date: Option<Spanned<Date>>,
    /// Where it stands in the sources.
    pub quotes: Vec<Quote>,
}

/// What every item has: an id, words, and quotes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The key of its table, unique among propositions (or among sources, or remarks).
    pub id: String,
    /// Where the key stands.
    pub id_span: Span,
    /// What it states; of a source, its name.
    pub statement: Option<Spanned<String>>,
    /// Where it stands in the sources.
    pub quotes: Vec<Quote>,
    /// Free notes.
    pub notes: Option<String>,
}

impl Item {
    /// What to call it before a person: its statement, else its id.
    pub fn label(&self) -> &str {
        self.statement
            .as_ref()
            .map_or(&self.id, |statement| &statement.value)
    }
}

/// A proposition, by its place in the case's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proposition {
    /// `case.hypotheses[i]`
    Hypothesis(usize),
    /// Whatever is not listed.
    Other,
    /// `case.claims[i]`
    Claim(usize),
    /// `case.evidence[i]`
    Evidence(usize),
    /// `case.forecasts[i]`
    Forecast(usize),
}

/// One entry of a `given` table.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// What is supposed to be true.
    pub proposition: Proposition,
    /// Where its id stands.
    pub id_span: Span,
    /// How probable the item is then.
    pub credence: Spanned<Credence>,
}

/// `given` and `otherwise`: how probable an item is, depending on others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grounds {
    /// The propositions it depends on, in the order of the file.
    pub given: Vec<Given>,
    /// How probable it is when none of them is true.
    pub otherwise: Option<Spanned<Credence>>,
}

/// A candidate answer (rival) or cause (contributory).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hypothesis {
    /// Id, statement, quotes.
    pub item: Item,
    /// Its prior; in the rival frame a weight.
    pub prior: Option<Spanned<Credence>>,
    /// How probably it acts when present; contributory frame only.
    pub strength: Option<Spanned<Credence>>,
    /// What it depends on; contributory frame only.
    pub grounds: Grounds,
    /// What the text's author or another source thinks of it, where a text was read.
    pub stance: Option<Spanned<Credence>>,
    /// Who advances it.
    pub source: Option<Spanned<usize>>,
}

/// `[other]`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Other {
    /// Its prior; "unlikely" when not written.
    pub prior: Option<Spanned<Credence>>,
    /// How probably it acts when present; 1 when not written.
    pub strength: Option<Spanned<Credence>>,
}

/// What an unreliable source does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unreliable {
    /// It says things at random, each time anew.
    #[default]
    Random,
    /// It has one slant for all that it says.
    Slanted,
}

/// Who says so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Id, name (as `statement`), quotes.
    pub item: Item,
    /// Its prior reliability, grades looked up; 'F' when not written.
    pub grade: Option<Spanned<Credence>>,
    /// The grade of the file's own `[grades]` that `grade` was written as.
    pub letter: Option<String>,
    /// What it does when unreliable.
    pub unreliable: Unreliable,
    /// How probably an unreliable source says a thing whatever is so; 0.5 when not written.
    pub noise: Option<Spanned<Credence>>,
    /// `case.sources[i]` that stands between it and the reader.
    pub via: Option<Spanned<usize>>,
    /// The day its items are known from, unless they say otherwise.
    pub date: Option<Spanned<Date>>,
    /// The file that holds its text, relative to the case file.
    pub file: Option<Spanned<String>>,
    /// The SHA-256 of that file, lower-case hexadecimal.
    pub sha256: Option<Spanned<String>>,
    /// Where it was published.
    pub url: Option<Spanned<String>>,
}

/// What kind of evidence an item is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EvidenceKind {
    /// Something about this event.
    #[default]
    Fact,
    /// A like event before.
    Precedent,
}

/// Something reported or seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Id, statement, quotes.
    pub item: Item,
    /// Fact or precedent.
    pub kind: EvidenceKind,
    /// What it depends on.
    pub grounds: Grounds,
    /// False when its absence is what was found; true when not written.
    pub observed: Option<Spanned<bool>>,
    /// `case.sources[i]` that reports it.
    pub source: Option<Spanned<usize>>,
    /// Further sources that report the same.
    pub also: Vec<Spanned<usize>>,
    /// The day it is known from.
    pub date: Option<Spanned<Date>>,
}

/// An assumption or intermediate step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claim {
    /// Id, statement, quotes.
    pub item: Item,
    /// What it depends on.
    pub grounds: Grounds,
    /// Known to be true or false; unknown when not written.
    pub observed: Option<Spanned<bool>>,
    /// `case.sources[i]` that makes it; its date is the claim's when the claim has none.
    pub source: Option<Spanned<usize>>,
    /// The day `observed` is known from.
    pub date: Option<Spanned<Date>>,
}

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// What would have been otherwise.
    Counterfactual,
    /// What the writer says cannot be known.
    Unknowable,
    /// What does not add up in the text itself.
    Anomaly,
    /// Who says what, where it bears on no hypothesis.
    Attribution,
    /// Disclaimers and origin.
    Provenance,
}

impl RemarkKind {
    /// The name that case files use.
    pub fn name(self) -> &'static str {
        match self {
            RemarkKind::Counterfactual => "counterfactual",
            RemarkKind::Unknowable => "unknowable",
            RemarkKind::Anomaly => "anomaly",
            RemarkKind::Attribution => "attribution",
            RemarkKind::Provenance => "provenance",
        }
    }
}

/// Something a text says that is kept but not weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// Id, statement, quotes.
    pub item: Item,
    /// What it is about.
    pub kind: RemarkKind,
    /// `case.sources[i]` that says it.
    pub source: Option<Spanned<usize>>,
}

/// A quote as the case file gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// `case.sources[i]` whose file it stands in; when not written, the item's source or
    /// the nearest `via` of it that has a file, else the only source that has one.
    pub source: Option<Spanned<usize>>,
    /// The words.
    pub exact: Spanned<String>,
    /// The words right before it, to tell one place from another.
    pub prefix: Option<Spanned<String>>,
    /// The words right after it.
    pub suffix: Option<Spanned<String>>,
}
