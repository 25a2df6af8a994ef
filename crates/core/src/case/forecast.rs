//! What a forecast is: what it asks, who believed what of it when, and what came of it.

use jiff::civil::Date;

use super::model::{Grounds, Item, Quote};
use crate::credence::{Credence, Quantile};
use crate::source::Spanned;

/// What a forecast asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Asks {
    /// Whether something happens.
    #[default]
    YesNo,
    /// Which of several things happens, exactly one of them.
    Options(Vec<String>),
    /// How much.
    Quantity,
    /// When.
    Date,
}

impl Asks {
    /// The name that case files use.
    pub fn name(&self) -> &'static str {
        match self {
            Asks::YesNo => "yes-no",
            Asks::Options(_) => "options",
            Asks::Quantity => "quantity",
            Asks::Date => "date",
        }
    }
}

/// What somebody believed of a forecast.
#[derive(Clone, Debug, PartialEq)]
pub enum Belief {
    /// How probable yes is.
    YesNo {
        /// The number or range.
        credence: Credence,
        /// The phrase of the scale that it was said in.
        phrase: Option<String>,
    },
    /// How probable each option is, in the order of the options.
    Options(Vec<Credence>),
    /// Quantiles in ascending order, of a quantity or of a date as a count of days from
    /// 1970-01-01.
    Quantiles(Vec<Quantile>),
}

impl Belief {
    /// How probable yes is; none of other kinds.
    pub fn credence(&self) -> Option<Credence> {
        match self {
            Belief::YesNo { credence, .. } => Some(*credence),
            _ => None,
        }
    }
}

/// What came of a forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// It happened, or it did not.
    YesNo(bool),
    /// The place of the option that came true.
    Option(usize),
    /// How much.
    Quantity(f64),
    /// When.
    Date(Date),
    /// It cannot be told, or the question fell away: not scored.
    Void,
}

/// What follows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forecast {
    /// Id, statement, quotes.
    pub item: Item,
    /// What it asks.
    pub asks: Asks,
    /// The unit of a quantity.
    pub unit: Option<String>,
    /// What it is about, for sorting.
    pub tags: Vec<String>,
    /// What decides it.
    pub criteria: Option<Spanned<String>>,
    /// What it depends on; yes-no only.
    pub grounds: Grounds,
    /// `case.sources[i]` that makes it; the case's own author when not written.
    pub source: Option<Spanned<usize>>,
    /// How sure that source sounded; never weighed, kept for scoring.
    pub stated: Option<Spanned<Belief>>,
    /// The words that it was said in, where they are no phrase of the scale.
    pub words: Option<String>,
    /// The day from which it could be made.
    pub opens: Option<Spanned<Date>>,
    /// The day it was made.
    pub date: Option<Spanned<Date>>,
    /// The day by which it is to be decided.
    pub resolves_by: Option<Spanned<Date>>,
    /// What was believed later, or by others.
    pub revisions: Vec<Revision>,
    /// What came of it.
    pub outcome: Option<Spanned<Outcome>>,
    /// The day `outcome` became known.
    pub resolved_on: Option<Spanned<Date>>,
    /// Why that is the outcome.
    pub resolution_note: Option<String>,
    /// Where that can be read.
    pub resolution_source: Option<String>,
    /// Outcomes that were written once and taken back, oldest first.
    pub history: Vec<Resolution>,
}

impl Forecast {
    /// Whether it came true: of a yes-no forecast that is resolved and not void. This is all
    /// that the network knows of outcomes.
    pub fn came_true(&self) -> Option<bool> {
        match self.outcome.as_ref()?.value {
            Outcome::YesNo(yes) => Some(yes),
            _ => None,
        }
    }

    /// Whether it is a proposition, true or false; other kinds are scored but never weighed.
    pub fn is_yes_no(&self) -> bool {
        self.asks == Asks::YesNo
    }
}

/// One entry of `[[forecasts.x.revisions]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// The day it was made.
    pub date: Spanned<Date>,
    /// `case.sources[i]` that makes it; the forecast's own when not written.
    pub source: Option<Spanned<usize>>,
    /// What was believed then.
    pub stated: Spanned<Belief>,
    /// The words that it was said in, where they are no phrase of the scale.
    pub words: Option<String>,
    /// Where it stands in the sources.
    pub quotes: Vec<Quote>,
    /// Free notes.
    pub notes: Option<String>,
}

/// One entry of `[[forecasts.x.history]]`: a resolution that was taken back or replaced.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// What was written as its outcome.
    pub outcome: Option<Spanned<Outcome>>,
    /// The day that outcome became known.
    pub resolved_on: Option<Spanned<Date>>,
    /// Why that was the outcome.
    pub resolution_note: Option<String>,
    /// Where that could be read.
    pub resolution_source: Option<String>,
    /// The day it was taken back.
    pub withdrawn_on: Option<Spanned<Date>>,
}
