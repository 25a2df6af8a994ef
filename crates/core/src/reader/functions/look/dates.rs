//! Years that a text names, against the year it speaks from: the year it was published in,
//! or else the latest that it names without looking ahead.

use super::{Seen, View};
use crate::reader::functions::sign::{Sign, Signs};
use crate::reader::text::TokenKind;

/// A year that a sentence names.
#[derive(Clone, Copy, Debug)]
struct Year {
    sentence: usize,
    year: i16,
    /// Whether it is the name of something ("the 1948 convention"), not a time.
    named: bool,
}

/// The years of a text.
#[derive(Debug, Default)]
pub(super) struct Years {
    years: Vec<Year>,
    latest: Option<i16>,
}

impl Years {
    /// Takes in the years of the sentence that is number `sentence` of those seen.
    pub(super) fn of_sentence(&mut self, view: &View<'_>, sentence: usize, signs: &mut Signs) {
        for (at, token) in view.tokens.iter().enumerate() {
            if token.kind != TokenKind::Number {
                continue;
            }
            signs.add_if(is_decade(&token.lower), Sign::YearsAgo);
            let Some(year) = year(&token.lower) else {
                continue;
            };
            let since = at.saturating_sub(2)..at;
            signs.add_if(
                since.into_iter().any(|i| view.lower(i) == "since"),
                Sign::SinceThen,
            );
            if (1900..2035).contains(&year) && !signs.has(Sign::Cue) {
                self.latest = self.latest.max(Some(year));
            }
            self.years.push(Year {
                sentence,
                year,
                named: !timed(view, at),
            });
        }
    }

    /// Tells the sentences how their years stand to the year of publication.
    pub(super) fn settle(&self, published: Option<i16>, seen: &mut [Seen]) {
        let now = published.or(self.latest).unwrap_or(i16::MAX);
        for one in &self.years {
            let signs = &mut seen[one.sentence].signs;
            let sign = match one.year.cmp(&now) {
                std::cmp::Ordering::Less if one.named => Sign::YearOnly,
                std::cmp::Ordering::Less => Sign::YearBefore,
                std::cmp::Ordering::Equal => Sign::YearNow,
                std::cmp::Ordering::Greater => Sign::YearAhead,
            };
            signs.add(sign);
        }
        for one in seen {
            let signs = &mut one.signs;
            if signs.any(&[Sign::SinceThen, Sign::YearOnly]) {
                signs.remove(Sign::YearBefore);
            }
            let dates = [
                Sign::YearBefore,
                Sign::LastYear,
                Sign::YearsAgo,
                Sign::InMonth,
                Sign::YearOnly,
            ];
            signs.add_if(
                signs.has(Sign::AllPast) && signs.any(&dates),
                Sign::PastDated,
            );
        }
    }
}

/// A year between 1500 and 2099.
fn year(lower: &str) -> Option<i16> {
    let year: i16 = lower.parse().ok().filter(|_| lower.len() == 4)?;
    (1500..2100).contains(&year).then_some(year)
}

/// "1960s".
fn is_decade(lower: &str) -> bool {
    let decade = lower.strip_suffix("0s").filter(|d| d.len() == 3);
    decade.is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether the year at `at` tells when: after a preposition, a month or a day.
fn timed(view: &View<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let token = &view.tokens[before];
    let preposition = matches!(
        token.lower.as_str(),
        "in" | "of"
            | "from"
            | "until"
            | "to"
            | "by"
            | "during"
            | "and"
            | ","
            | "early"
            | "late"
            | "mid"
            | "around"
            | "through"
    );
    preposition || token.kind == TokenKind::Number || view.sign(before).has(Sign::Month)
}
