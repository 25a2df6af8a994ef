//! Stretches of time counted from now or from what was told: "the last ten years", "several
//! months ago", "two years later", "the following day", "that same year".

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::{Precision, Reading};
use crate::reader::text::{Token, TokenKind};

/// The stretch that begins at token `at`.
pub(super) fn read(tokens: &[Token], at: usize, published: Option<Date>) -> Option<Reading> {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.lower.as_str());
    match word(at) {
        "the" | "these" | "this" => {
            around_now(tokens, at, published).or_else(|| beside(tokens, at))
        }
        "that" => beside(tokens, at),
        _ => away(tokens, at),
    }
}

/// "the last ten years", "the past few days", "the next decade", "this past week".
fn around_now(tokens: &[Token], at: usize, published: Option<Date>) -> Option<Reading> {
    let way = tokens.get(at + 1)?;
    let past = way.is_any(&["last", "past"]);
    if !past && !way.is_any(&["next", "coming"]) {
        return None;
    }
    let (n, after) = amount(tokens, at + 2).unwrap_or((Some(1), at + 2));
    let (unit, precision) = unit(&tokens.get(after)?.lower)?;
    let days = n.and_then(|n| n.checked_mul(unit.0)).and_then(|n| {
        let span = in_units(n, unit.1)?;
        let today = published?;
        if past {
            Some((today.checked_sub(span).ok()?, today))
        } else {
            Some((today, today.checked_add(span).ok()?))
        }
    });
    Some(Reading::new(after + 1, days, precision).relative())
}

/// "that year", "the same week", "the following month", "the next day".
fn beside(tokens: &[Token], at: usize) -> Option<Reading> {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.stem());
    let that = word(at) == "that";
    let which = matches!(
        word(at + 1),
        "same" | "following" | "previous" | "next" | "preceding"
    );
    let noun = match (that, which) {
        (true, true) => at + 2,
        (true, false) => at + 1,
        (false, true) => at + 2,
        (false, false) => return None,
    };
    let precision = match word(noun) {
        "day" | "night" | "morning" | "evening" | "afternoon" if which => Precision::Day,
        "week" | "weekend" => Precision::Week,
        "month" => Precision::Month,
        "year" => Precision::Year,
        _ => return None,
    };
    // "that year-old quarrel" is one token; "the next day care" is rare.
    Some(Reading::new(noun + 1, None, precision).relative())
}

/// "several months ago", "two years later", "a couple of weeks back".
fn away(tokens: &[Token], at: usize) -> Option<Reading> {
    let (_, after) = amount(tokens, at)?;
    let (_, precision) = unit(&tokens.get(after)?.lower)?;
    let way = tokens.get(after + 1)?;
    // "four minutes later" tells of the moment, not of a date.
    if matches!(
        unit_word(tokens, after),
        "hour" | "hours" | "minute" | "minutes"
    ) && way.lower != "ago"
    {
        return None;
    }
    let fits = way.is_any(&["ago", "later", "earlier", "back"]);
    fits.then(|| Reading::new(after + 2, None, precision).relative())
}

fn unit_word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |t| t.lower.as_str())
}

/// How much, and the token after it: "ten", "a few", "23", "two and a half"; no number where
/// the words give none.
fn amount(tokens: &[Token], at: usize) -> Option<(Option<i64>, usize)> {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.lower.as_str());
    let vague = |i: usize| matches!(word(i), "few" | "several" | "many" | "couple" | "dozen");
    let (mut n, mut next) = match word(at) {
        "a" | "an" if vague(at + 1) => (None, at + 2),
        "a" | "an" => (Some(1), at + 1),
        _ if vague(at) => (None, at + 1),
        _ => (Some(number(tokens.get(at)?)?), at + 1),
    };
    if word(next) == "of" && word(next - 1) == "couple" {
        next += 1;
    }
    if matches!(
        word(next),
        "hundred" | "thousand" | "million" | "billion" | "dozen"
    ) {
        (n, next) = (None, next + 1);
    }
    if word(next) == "and" && word(next + 1) == "a" && word(next + 2) == "half" {
        (n, next) = (None, next + 3);
    }
    if word(next) == "or" && tokens.get(next + 1).is_some_and(|t| number(t).is_some()) {
        (n, next) = (None, next + 2);
    }
    // "2 1/2 years"
    if tokens
        .get(next)
        .is_some_and(|t| t.kind == TokenKind::Number)
        && word(next + 1) == "/"
    {
        (n, next) = (None, next + 3);
    }
    Some((n, next))
}

/// A number in digits or in words up to ninety-nine.
fn number(token: &Token) -> Option<i64> {
    if token.kind == TokenKind::Number {
        let plain: String = token.lower.chars().filter(|&c| c != ',').take(9).collect();
        return plain.parse().ok();
    }
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let (tens, ones) = token.lower.split_once('-').unwrap_or((&token.lower, ""));
    let place = |list: &[&str], word: &str| list.iter().position(|w| *w == word);
    if let Some(ten) = place(&TENS, tens) {
        let one = if ones.is_empty() {
            0
        } else {
            place(&ONES[..10], ones)?
        };
        return i64::try_from((ten + 2) * 10 + one).ok();
    }
    let one = place(&ONES, tens).filter(|_| ones.is_empty())?;
    i64::try_from(one).ok()
}

/// A unit as so many of 'd'ays, 'm'onths or 'y'ears, and how exact it is.
fn unit(word: &str) -> Option<((i64, char), Precision)> {
    Some(match word {
        "hour" | "hours" | "minute" | "minutes" => ((0, 'd'), Precision::Day),
        "day" | "days" | "night" | "nights" => ((1, 'd'), Precision::Day),
        "week" | "weeks" | "weekend" | "weekends" => ((7, 'd'), Precision::Week),
        "month" | "months" => ((1, 'm'), Precision::Month),
        "year" | "years" => ((1, 'y'), Precision::Year),
        "decade" | "decades" => ((10, 'y'), Precision::Decade),
        "century" | "centuries" => ((100, 'y'), Precision::Century),
        _ => return None,
    })
}

fn in_units(n: i64, unit: char) -> Option<Span> {
    if !(0..=5_000).contains(&n) {
        return None;
    }
    Some(match unit {
        'd' => n.days(),
        'm' => n.months(),
        _ => n.years(),
    })
}
