//! Dates that hang on the day of publication.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::{Precision, Reading, month, month_days, weekday, year_days};
use crate::reader::text::{Token, TokenKind};

/// The date that begins at token `at`.
pub(super) fn read(tokens: &[Token], at: usize, published: Option<Date>) -> Option<Reading> {
    let token = &tokens[at];
    let next = tokens.get(at + 1).map_or("", |t| t.stem());
    match token.stem() {
        // "still used today": nowadays.
        "today" if at > 0 && tokens[at - 1].is_any(&["known", "used", "use"]) => None,
        "today" | "tonight" => Some(day(at + 1, published, 0)),
        "yesterday" => Some(day(at + 1, published, -1)),
        "tomorrow" => Some(day(at + 1, published, 1)),
        "last" | "next" | "this" => shifted(token.stem(), next, at, published),
        _ => ago(tokens, at, published).or_else(|| on_weekday(tokens, at, published)),
    }
}

fn day(end: usize, published: Option<Date>, by: i64) -> Reading {
    let day = published.and_then(|d| d.checked_add(Span::new().days(by)).ok());
    Reading::new(end, day.map(|d| (d, d)), Precision::Day).relative()
}

/// "last week", "next year", "this month", "last October", "last Friday".
fn shifted(which: &str, unit: &str, at: usize, published: Option<Date>) -> Option<Reading> {
    let by: i64 = match which {
        "last" => -1,
        "next" => 1,
        _ => 0,
    };
    let end = at + 2;
    if let Some(number) = month(unit).filter(|_| unit.len() > 4 || unit == "june" || unit == "july")
    {
        let days = published.and_then(|d| month_near(d, number, by));
        return Some(Reading::new(end, days, Precision::Month).relative());
    }
    if let Some(wanted) = weekday(unit) {
        let days = published.and_then(|d| d.nth_weekday(if by < 0 { -1 } else { 1 }, wanted).ok());
        return Some(Reading::new(end, days.map(|d| (d, d)), Precision::Day).relative());
    }
    let (days, precision) = match unit {
        "week" | "weekend" => (published.and_then(|d| week(d, by)), Precision::Week),
        "month" => {
            let day = published.and_then(|d| d.checked_add(by.months()).ok());
            (
                day.and_then(|d| month_days(d.year(), d.month())),
                Precision::Month,
            )
        }
        "year" => {
            let by = i16::try_from(by).ok()?;
            (
                published.and_then(|d| year_days(d.year() + by, 1)),
                Precision::Year,
            )
        }
        "night" | "evening" if by <= 0 => (
            published
                .and_then(|d| d.checked_add(by.days()).ok())
                .map(|d| (d, d)),
            Precision::Day,
        ),
        "morning" | "afternoon" if by == 0 => (published.map(|d| (d, d)), Precision::Day),
        "decade" => (
            published.and_then(|d| year_days(d.year() - 10, 11)),
            Precision::Decade,
        ),
        "spring" | "summer" | "autumn" | "fall" | "winter" | "quarter" => (None, Precision::Season),
        _ => return None,
    };
    Some(Reading::new(end, days, precision).relative())
}

/// The month of this number that lies before, around or after the day.
fn month_near(day: Date, month: i8, by: i64) -> Option<(Date, Date)> {
    let shift = match by {
        -1 if month >= day.month() => -1,
        1 if month <= day.month() => 1,
        _ => 0,
    };
    month_days(day.year() + shift, month)
}

fn week(day: Date, by: i64) -> Option<(Date, Date)> {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    let monday = day
        .checked_sub(back.days())
        .ok()?
        .checked_add((7 * by).days())
        .ok()?;
    Some((monday, monday.checked_add(6.days()).ok()?))
}

/// "three days ago", "a year earlier" is left alone: it hangs on something else.
fn ago(tokens: &[Token], at: usize, published: Option<Date>) -> Option<Reading> {
    let n = count(&tokens[at])?;
    let unit = tokens.get(at + 1)?;
    if tokens.get(at + 2)?.lower != "ago" {
        return None;
    }
    let back = |span: Span| published.and_then(|d| d.checked_sub(span).ok());
    let (days, precision) = match unit.lower.as_str() {
        "day" | "days" => (back(n.days()).map(|d| (d, d)), Precision::Day),
        "week" | "weeks" => (back(n.weeks()).and_then(|d| week(d, 0)), Precision::Week),
        "month" | "months" => {
            let day = back(n.months());
            (
                day.and_then(|d| month_days(d.year(), d.month())),
                Precision::Month,
            )
        }
        "year" | "years" => (
            back(n.years()).and_then(|d| year_days(d.year(), 1)),
            Precision::Year,
        ),
        "decade" | "decades" => (
            back((10 * n).years()).and_then(|d| year_days(d.year() - 5, 10)),
            Precision::Decade,
        ),
        _ => return None,
    };
    Some(Reading::new(at + 3, days, precision).relative())
}

/// A small number in words or digits.
fn count(token: &Token) -> Option<i64> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    if token.kind == TokenKind::Number {
        return token.lower.parse().ok().filter(|n| (1..=900).contains(n));
    }
    if matches!(token.lower.as_str(), "a" | "an") {
        return Some(1);
    }
    let index = WORDS.iter().position(|w| *w == token.lower)?;
    i64::try_from(index).ok()
}

/// A bare weekday: the last one up to the day of publication ("said on Friday"); with
/// "next" before it the rule above has it.
fn on_weekday(tokens: &[Token], at: usize, published: Option<Date>) -> Option<Reading> {
    let token = &tokens[at];
    let wanted =
        weekday(&token.lower).filter(|_| token.lower.len() > 5 && token.lower.ends_with("day"))?;
    let day = published.map(|d| {
        if d.weekday() == wanted {
            d
        } else {
            d.nth_weekday(-1, wanted).unwrap_or(d)
        }
    });
    // "every Monday", "on a Sunday": no day in particular.
    let any = at
        .checked_sub(1)
        .is_some_and(|i| tokens[i].is_any(&["every", "each", "a", "any"]));
    if any {
        return None;
    }
    // "Thursday evening"
    let part = tokens
        .get(at + 1)
        .is_some_and(|t| t.is_any(&["morning", "afternoon", "evening"]));
    let end = at + 1 + usize::from(part);
    Some(Reading {
        weekday: Some(wanted),
        ..Reading::new(end, day.map(|d| (d, d)), Precision::Day).relative()
    })
}
