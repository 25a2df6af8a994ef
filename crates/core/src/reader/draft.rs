//! What the reader proposes: a case in the making, each item with its place in the
//! article and the rule that found it.

use crate::case::model::RemarkKind;
use crate::source::Span;

/// How sure a writer sounds: a range, and the words that say so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stance {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The words it was read from.
    pub span: Span,
}

/// Something found in the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where it stands; the quote is the text there.
    pub span: Span,
    /// The name of the rule that found it.
    pub rule: &'static str,
}

/// The name of a speaker whom the article leaves unnamed.
pub const UNNAMED: &str = "someone unnamed";

/// Who says something: from the one heard last to the one who said it first.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words that name the speaker.
    pub speaker: Span,
    /// The full name of the speaker, where the article gives one elsewhere; else its words;
    /// [`UNNAMED`] where nobody is named ("is said to").
    pub name: String,
    /// The words of saying ("alluded to", "according to").
    pub cue: Span,
    /// What is said.
    pub content: Span,
    /// The name of whom the speaker speaks for ("Putin" of "Putin's spokesman"), if any.
    pub on_behalf_of: Option<String>,
    /// The name of the rule that found it.
    pub rule: &'static str,
}

/// A candidate explanation.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftHypothesis {
    /// Its words in the article.
    pub found: Found,
    /// Further places that state it.
    pub more: Vec<Span>,
    /// Who advances it, as an index into [`Draft::attributions`]; the writer when none.
    pub attribution: Option<usize>,
    /// How sure the writer sounds of it.
    pub stance: Option<Stance>,
}

/// Which way an item of evidence bears on a hypothesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearing {
    /// It speaks for it.
    For,
    /// It speaks against it.
    Against,
}

/// Something offered for or against an explanation.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftEvidence {
    /// Its words in the article.
    pub found: Found,
    /// Indices into [`Draft::hypotheses`], and which way.
    pub bears_on: Vec<(usize, Bearing)>,
    /// Whether it tells of a like event before.
    pub precedent: bool,
    /// Who says it, as an index into [`Draft::attributions`]; the writer when none.
    pub attribution: Option<usize>,
}

/// What spoke for taking a place as it was taken: features and what each counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Reasons {
    /// The place.
    pub span: Span,
    /// The features, strongest first.
    pub features: Vec<(&'static str, f64)>,
}

/// What the writer expects.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftForecast {
    /// Its words in the article.
    pub found: Found,
    /// How sure the writer sounds of it.
    pub stance: Option<Stance>,
    /// The words that say by when, if any.
    pub horizon: Option<Span>,
    /// Who makes it, as an index into [`Draft::attributions`]; the writer when none.
    pub attribution: Option<usize>,
}

/// Something kept but not weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftRemark {
    /// Its words in the article.
    pub found: Found,
    /// What it is about.
    pub kind: RemarkKind,
    /// What to tell the analyst; empty when the quote says it all.
    pub comment: String,
}

/// What the article says of itself: from its metadata or from its own words.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// The value: as written, but for dates, which are written as 2015-05-18.
    pub value: String,
    /// Where it stands in the text; none when it comes from metadata.
    pub span: Option<Span>,
}

/// What the reader proposes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The article's title.
    pub title: Option<Stated>,
    /// Its authors.
    pub authors: Vec<Stated>,
    /// Its date.
    pub date: Option<Stated>,
    /// Its publisher.
    pub publisher: Option<Stated>,
    /// Its address.
    pub url: Option<Stated>,
    /// What is asked.
    pub question: Option<Found>,
    /// The question that the event leaves open, where the article asks none.
    pub asks: Option<String>,
    /// What is to be explained.
    pub event: Option<Found>,
    /// Words that pose the explanations as excluding each other; none when several may be
    /// at work together.
    pub rival: Option<Found>,
    /// Who says what.
    pub attributions: Vec<Attribution>,
    /// The candidate explanations, in the order of the article.
    pub hypotheses: Vec<DraftHypothesis>,
    /// What is offered for or against them.
    pub evidence: Vec<DraftEvidence>,
    /// What spoke for explanations and evidence that no single rule found, strongest first,
    /// in the order of the article.
    pub reasons: Vec<Reasons>,
    /// What the writer, or someone quoted, expects.
    pub forecasts: Vec<DraftForecast>,
    /// Counterfactuals, what cannot be known, anomalies, disclaimers and origin.
    pub remarks: Vec<DraftRemark>,
}
