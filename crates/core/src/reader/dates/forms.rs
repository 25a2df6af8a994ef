//! Dates that name a day, a month, a year or a decade.

use jiff::civil::Date;

use super::{Precision, Reading, is_number, month, month_days, weekday, year_days};
use crate::reader::text::{Text, Token};

/// Words before a bare number of four digits that make it a year.
const BEFORE_YEAR: &[&str] = &[
    "in", "since", "by", "from", "until", "till", "of", "during", "before", "after", "to",
    "through", "between", "and", "late", "early", "mid", "around", "circa", "about", "(", "-", "–",
    "year", "spring", "summer", "autumn", "fall", "winter", "for", "or", "the", "as", "a", "an",
    "his", "her", "its", "their", "our", "this", "on", "[", "c",
];

/// Words before a bare number that only mostly make it a year: a noun must not follow.
const WEAK: &[&str] = &[
    "to", "and", "about", "around", "for", "or", "the", "of", "by", "-", "–", "through", "between",
    "a", "an", "his", "her", "its", "their", "our", "this", "on", "[", "c", "as",
];

/// The date that begins at token `at`.
pub(super) fn read(
    text: &Text,
    tokens: &[Token],
    at: usize,
    published: Option<Date>,
) -> Option<Reading> {
    let token = &tokens[at];
    if let Some(day) = weekday(&token.lower).filter(|_| text.is_capital(at)) {
        // "Monday, May 18, 2015"
        let mut next = at + 1;
        while next < at + 3
            && tokens
                .get(next)
                .is_some_and(|t| t.is_any(&[",", ".", "the"]))
        {
            next += 1;
        }
        let after = tokens.get(next)?;
        if is_number(after.kind) || month(&after.lower).is_some() && text.is_capital(next) {
            let reading = dated(text, tokens, next, published)?;
            let full = reading.precision == Precision::Day;
            return full.then_some(Reading {
                weekday: Some(day),
                ..reading
            });
        }
        return None;
    }
    dated(text, tokens, at, published)
        .or_else(|| era(tokens, at))
        .or_else(|| year_alone(text, tokens, at))
        .or_else(|| cut_short(tokens, at))
        .or_else(|| part_of_decade(tokens, at))
        .or_else(|| old_year(tokens, at))
        .or_else(|| season(tokens, at))
        .or_else(|| season_alone(tokens, at))
        .or_else(|| century_in_words(tokens, at))
        .or_else(|| month_alone(text, tokens, at, published))
}

/// "508 BC", "5000 BCE", "394 AD".
fn era(tokens: &[Token], at: usize) -> Option<Reading> {
    let token = tokens.get(at).filter(|t| is_number(t.kind))?;
    let era = tokens.get(at + 1)?;
    let before = era.is_any(&["bc", "bce", "b.c.", "b.c"]);
    if !before && !era.is_any(&["ad", "ce", "a.d.", "a.d"]) || token.lower.len() > 6 {
        return None;
    }
    let digits: String = token.lower.chars().filter(|&c| c != ',').collect();
    let year: i16 = digits.parse().ok().filter(|y| *y > 0)?;
    let days = if before { None } else { year_days(year, 1) };
    Some(Reading::new(at + 2, days, Precision::Year))
}

/// "the '70s".
fn cut_short(tokens: &[Token], at: usize) -> Option<Reading> {
    let (mark, token) = (tokens.get(at)?, tokens.get(at + 1)?);
    let decade = token.lower.strip_suffix("0s")?;
    let quote = mark.is_any(&["'", "’", "‘"]) && mark.span.end == token.span.start;
    let ten: i16 = decade
        .parse()
        .ok()
        .filter(|n| quote && (1..=9).contains(n))?;
    Some(Reading::new(
        at + 2,
        year_days(1900 + ten * 10, 10),
        Precision::Decade,
    ))
}

/// "early 1980s", "mid-1990s": the part belongs to the name of the time.
fn part_of_decade(tokens: &[Token], at: usize) -> Option<Reading> {
    if !tokens[at].is_any(&["early", "late", "mid"]) {
        return None;
    }
    let dash = tokens.get(at + 1).is_some_and(|t| t.is_mark("-"));
    let number = at + 1 + usize::from(dash);
    tokens.get(number).and_then(|_| decade(tokens, number))
}

/// "c. 347", "circa 860": a year of three digits, which only such a word makes one.
fn old_year(tokens: &[Token], at: usize) -> Option<Reading> {
    let year = three_digits(tokens.get(at)?)?;
    let before = tokens.get(at.checked_sub(1)?)?;
    let cut = before.lower == "." && at >= 2 && tokens[at - 2].is_any(&["c", "ca"]);
    (cut || before.is_any(&["circa", "c.", "ca."]))
        .then(|| Reading::new(at + 1, year_days(year, 1), Precision::Year))
}

/// A year of three digits.
fn three_digits(token: &Token) -> Option<i16> {
    let plain = token.lower.len() == 3 && token.lower.bytes().all(|b| b.is_ascii_digit());
    token.lower.parse().ok().filter(|y| plain && *y >= 100)
}

/// "in the summer", "during winter": a season of no named year. "In the fall of prices" and
/// "in the spring water" tell of something else.
fn season_alone(tokens: &[Token], at: usize) -> Option<Reading> {
    if !tokens[at].is_any(&["spring", "summer", "autumn", "fall", "winter"]) {
        return None;
    }
    let word = |back: usize| {
        at.checked_sub(back)
            .map_or("", |i| tokens[i].lower.as_str())
    };
    let before = word(if word(1) == "the" { 2 } else { 1 });
    let ends = tokens.get(at + 1).is_none_or(|t| {
        t.kind != crate::reader::text::TokenKind::Word
            || t.is_any(&["and", "or", "when", "after", "before", "because", "but"])
    });
    (ends && matches!(before, "in" | "during" | "since" | "until" | "by"))
        .then(|| Reading::new(at + 1, None, Precision::Season).relative())
}

/// "summer of 2012", "the year 2030" from its "year" on.
fn season(tokens: &[Token], at: usize) -> Option<Reading> {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.lower.as_str());
    let first = match word(at) {
        "spring" => 3,
        "summer" => 6,
        "autumn" | "fall" => 9,
        "winter" => 12,
        _ => return None,
    };
    let number = at + 1 + usize::from(word(at + 1) == "of");
    let year = year(word(number)).filter(|y| *y >= 1500)?;
    let start = Date::new(year, first, 1).ok();
    let end = start.and_then(|d| d.checked_add(jiff::Span::new().months(2)).ok());
    let days = start
        .zip(end)
        .map(|(start, end)| (start, end.last_of_month()));
    Some(Reading::new(number + 1, days, Precision::Season))
}

/// "the thirteenth century", "the year 2030".
fn century_in_words(tokens: &[Token], at: usize) -> Option<Reading> {
    const ORDINALS: [&str; 21] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "twenty-first",
    ];
    let next = tokens.get(at + 1)?;
    if tokens[at].lower == "the" && next.lower == "year" {
        let year = tokens.get(at + 2).and_then(|t| year(&t.lower))?;
        return Some(Reading::new(at + 3, year_days(year, 1), Precision::Year));
    }
    if !next.is_any(&["century"]) {
        return None;
    }
    let place = ORDINALS.iter().position(|w| *w == tokens[at].lower)?;
    let first = i16::try_from(place * 100 + 1).ok()?;
    Some(Reading::new(
        at + 2,
        year_days(first, 100),
        Precision::Century,
    ))
}

/// Words before a month that stands alone.
const BEFORE_MONTH: &[&str] = &[
    "in", "since", "until", "till", "from", "by", "to", "through", "during", "of", "between",
    "and", "early", "late", "mid", "before", "after",
];

/// "in March", "from July to September".
fn month_alone(
    text: &Text,
    tokens: &[Token],
    at: usize,
    published: Option<Date>,
) -> Option<Reading> {
    let token = tokens.get(at)?;
    // "early October", "mid-August"
    if token.is_any(&["early", "late", "mid"]) {
        let dash = tokens.get(at + 1).is_some_and(|t| t.is_mark("-"));
        let month = at + 1 + usize::from(dash);
        if dated(text, tokens, month, published).is_some() {
            return None;
        }
        let rest = month_alone(text, tokens, month, published)?;
        return (rest.precision == Precision::Month).then_some(rest);
    }
    if !text.is_capital(at) || token.is_possessive() {
        return None;
    }
    let month = month(&token.lower)
        .filter(|_| token.lower.len() > 4 || token.is_any(&["may", "june", "july"]))?;
    let before = at
        .checked_sub(1)
        .is_some_and(|i| tokens[i].is_any(BEFORE_MONTH));
    // "from May Lee"
    let name = text.is_capital(at + 1) && at + 1 < tokens.len();
    let days = published.and_then(|today| {
        let limit = today.checked_add(jiff::Span::new().days(60)).ok()?;
        let near = |back: i16| month_days(limit.year() - back, month);
        (0..2).filter_map(near).find(|(first, _)| *first <= limit)
    });
    (before && !name).then(|| Reading::new(at + 1, days, Precision::Month).relative())
}

fn dated(text: &Text, tokens: &[Token], at: usize, published: Option<Date>) -> Option<Reading> {
    let token = tokens.get(at)?;
    if let Some(number) = month(&token.lower).filter(|_| text.is_capital(at)) {
        return month_first(tokens, at, number, published);
    }
    if !is_number(token.kind) {
        return None;
    }
    iso(tokens, at).or_else(|| day_first(text, tokens, at, published))
}

/// "May 18, 2015", "May 18", "May 2015", "Sept. 3".
fn month_first(tokens: &[Token], at: usize, month: i8, published: Option<Date>) -> Option<Reading> {
    let mut next = at + 1;
    let cut =
        tokens[at].lower.len() <= 4 && tokens[at].lower != "june" && tokens[at].lower != "july";
    if cut && tokens.get(next).is_some_and(|t| t.lower == ".") {
        next += 1;
    }
    let (of, the) = (tokens.get(next), tokens.get(next + 1));
    if of.is_some_and(|t| t.lower == "of") && the.and_then(|t| year(&t.lower)).is_some() {
        next += 1;
    }
    // "December of 384"
    let old = the
        .and_then(three_digits)
        .filter(|_| of.is_some_and(|t| t.lower == "of"));
    if let Some(year) = old.filter(|_| !counts_something(tokens, next + 2)) {
        return Some(Reading::new(
            next + 2,
            month_days(year, month),
            Precision::Month,
        ));
    }
    let comma = usize::from(tokens.get(next).is_some_and(|t| t.lower == ","));
    let number = tokens.get(next)?;
    if let Some(year) = tokens.get(next + comma).and_then(|t| year(&t.lower)) {
        return Some(Reading::new(
            next + comma + 1,
            month_days(year, month),
            Precision::Month,
        ));
    }
    let day = day(&number.lower)?;
    let after = next + 1;
    // "May 18-20", "May 1,200 people": no day of the month.
    let comma = usize::from(tokens.get(after).is_some_and(|t| t.lower == ","));
    match tokens.get(after + comma).and_then(|t| year(&t.lower)) {
        Some(year) => Some(full(after + comma + 1, year, month, day)),
        // "the April 35 percent figure" names no day.
        None if day > 31 || counts_something(tokens, after) => None,
        None => Some(without_year(after, month, day, published)),
    }
}

/// Whether a number is followed by what it counts.
fn counts_something(tokens: &[Token], after: usize) -> bool {
    tokens.get(after).is_some_and(|t| {
        t.is_any(&[
            "percent",
            "per",
            "%",
            "people",
            "million",
            "billion",
            "percentage",
            "points",
        ])
    })
}

/// "18 May 2015", "the 18th of May", "18 May".
fn day_first(text: &Text, tokens: &[Token], at: usize, published: Option<Date>) -> Option<Reading> {
    let day = day(&tokens[at].lower)?;
    let mut next = at + 1;
    // "9-May-2006", whose tail is one token
    let tail = tokens.get(at + 2).and_then(|t| t.lower.split_once('-'));
    if let Some((name, number)) = tail.filter(|_| tokens[at + 1].is_mark("-")) {
        let month = self::month(name).filter(|_| text.is_capital(at + 2))?;
        return Some(full(at + 3, year(number)?, month, day));
    }
    // "5-6 September 2019"
    let second = tokens.get(at + 2).filter(|t| is_number(t.kind));
    let dash = tokens.get(next).is_some_and(|t| t.is_any(&["-", "–", "—"]));
    if let Some(last) = second.and_then(|t| self::day(&t.lower)).filter(|_| dash) {
        let month = tokens.get(at + 3).and_then(|t| month(&t.lower));
        if last > day && month.is_some() && text.is_capital(at + 3) {
            let rest = day_first(text, tokens, at + 2, published)?;
            let first = rest
                .days
                .and_then(|(d, _)| Date::new(d.year(), d.month(), day).ok());
            let days = first.zip(rest.days.map(|(_, last)| last));
            return Some(Reading { days, ..rest });
        }
    }
    next += usize::from(tokens.get(next).is_some_and(|t| t.lower == "of"));
    let word = tokens.get(next)?;
    let month = month(&word.lower).filter(|_| text.is_capital(next))?;
    let mut after = next + 1;
    if word.lower.len() <= 4
        && tokens.get(after).is_some_and(|t| t.lower == ".")
        && tokens
            .get(after + 1)
            .is_some_and(|t| year(&t.lower).is_some())
    {
        after += 1;
    }
    let comma = usize::from(tokens.get(after).is_some_and(|t| t.lower == ","));
    match tokens.get(after + comma).and_then(|t| year(&t.lower)) {
        Some(year) => Some(full(after + comma + 1, year, month, day)),
        None => Some(without_year(next + 1, month, day, published)),
    }
}

fn full(end: usize, year: i16, month: i8, day: i8) -> Reading {
    match Date::new(year, month, day) {
        Ok(day) => Reading::new(end, Some((day, day)), Precision::Day),
        Err(_) => Reading {
            impossible: true,
            ..Reading::new(end, None, Precision::Day)
        },
    }
}

/// A day without its year is the last such day that is not more than two months after
/// the day of publication.
fn without_year(end: usize, month: i8, day: i8, published: Option<Date>) -> Reading {
    // 29 February exists in some years.
    if Date::new(2024, month, day).is_err() {
        return Reading {
            impossible: true,
            ..Reading::new(end, None, Precision::Day)
        };
    }
    let near = published.and_then(|today| {
        let limit = today.checked_add(jiff::Span::new().days(60)).ok()?;
        (0..9)
            .filter_map(|back| Date::new(limit.year() - back, month, day).ok())
            .find(|d| *d <= limit)
    });
    Reading::new(end, near.map(|d| (d, d)), Precision::Day).relative()
}

/// "2015-05-18": five tokens without white space.
fn iso(tokens: &[Token], at: usize) -> Option<Reading> {
    let [y, dash, m, dash2, d] = tokens.get(at..at + 5)? else {
        return None;
    };
    let glued = tokens[at..at + 5]
        .windows(2)
        .all(|w| w[0].span.end == w[1].span.start);
    if !glued || dash.lower != "-" || dash2.lower != "-" || m.lower.len() != 2 {
        return None;
    }
    let day = d.lower.get(..2)?;
    Some(full(
        at + 5,
        year(&y.lower)?,
        m.lower.parse().ok()?,
        day.parse().ok()?,
    ))
}

/// "in 1956", "the 1990s".
fn year_alone(text: &Text, tokens: &[Token], at: usize) -> Option<Reading> {
    let token = &tokens[at];
    if !is_number(token.kind) {
        return None;
    }
    if let Some(reading) = century(tokens, at) {
        return Some(reading);
    }
    if let Some(reading) = decade(tokens, at) {
        return Some(reading);
    }
    let year = year(&token.lower)?;
    let before = at.checked_sub(1).map_or("", |i| tokens[i].lower.as_str());
    let after = tokens.get(at + 1);
    let noun = after.is_some_and(|t| {
        t.kind == crate::reader::text::TokenKind::Word
            && !text.is_capital(at + 1)
            && t.lower.ends_with('s')
            && !t.is_any(&["was", "is", "has", "as", "its", "his", "this", "s"])
            || t.is_any(&[
                "people", "percent", "km", "miles", "per", "dollars", "%", "$", "million", "year",
            ])
    });
    let strong = BEFORE_YEAR.contains(&before) && !WEAK.contains(&before);
    let weak = WEAK.contains(&before) && (1500..=2100).contains(&year);
    let apart = (1800..=2100).contains(&year)
        && (at + 1 >= tokens.len()
            || after.is_some_and(|t| t.is_any(&[",", ".", ")", ";", ":", "]"]))
                && matches!(before, "," | ";"));
    let modern = (1700..=2100).contains(&year);
    // "the London 2012 games", "(Hale 2011)", "Hale, 2011 for more"
    let name =
        |i: usize| tokens[i].kind == crate::reader::text::TokenKind::Word && text.is_capital(i);
    let named = modern
        && at.checked_sub(1).is_some_and(|i| {
            name(i) || tokens[i].is_possessive() || before == "," && i > 0 && name(i - 1)
        });
    // "2000 - 2050"
    let range = modern
        && after.is_some_and(|t| t.is_any(&["-", "–", "—"]))
        && tokens
            .get(at + 2)
            .is_some_and(|t| self::year(&t.lower).is_some());
    // "c. 1640"
    let circa = before == "." && at >= 2 && tokens[at - 2].is_any(&["c", "ca"]);
    let told = (1800..=2100).contains(&year) && is_told(text, tokens, at);
    let fits = ((strong || weak || apart || named || range || circa) && !noun || told)
        && !is_telephone(tokens, at)
        && before != "$"
        && after.is_none_or(|t| t.lower != "%");
    fits.then(|| Reading::new(at + 1, year_days(year, 1), Precision::Year))
}

/// "the 1990s", "the 1800s".
fn decade(tokens: &[Token], at: usize) -> Option<Reading> {
    let start = tokens[at].lower.strip_suffix('s').and_then(year)?;
    let century = start % 100 == 0 && start < 2000;
    let days = year_days(start, if century { 100 } else { 10 });
    (start % 10 == 0).then(|| Reading::new(at + 1, days, Precision::Decade))
}

/// "1 201 461-1776"
fn is_telephone(tokens: &[Token], at: usize) -> bool {
    at >= 2
        && tokens[at - 1].is_any(&["-", "–"])
        && is_number(tokens[at - 2].kind)
        && tokens[at - 2].lower.len() < 4
        && tokens[at - 1].span.start == tokens[at - 2].span.end
}

/// "the 2014 protests", "the 2011 and 2017 counts", "the Oslo 2012 games": a year, whatever
/// noun follows.
fn is_told(text: &Text, tokens: &[Token], at: usize) -> bool {
    const COUNTED: &[&str] = &[
        "people", "percent", "km", "miles", "per", "dollars", "%", "$", "million", "year", "years",
    ];
    if tokens.get(at + 1).is_some_and(|t| t.is_any(COUNTED)) {
        return false;
    }
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let token = &tokens[before];
    let another = token.lower == "and"
        && before
            .checked_sub(1)
            .and_then(|i| year(&tokens[i].lower))
            .is_some_and(|y| (1700..=2100).contains(&y));
    let name = token.kind == crate::reader::text::TokenKind::Word && text.is_capital(before);
    another || name || token.lower == "the" || token.is_possessive()
}

/// "the 19th century": counted as its hundred years.
fn century(tokens: &[Token], at: usize) -> Option<Reading> {
    let lower = tokens[at].lower.as_str();
    let bc = tokens.get(at + 2).filter(|t| t.is_any(&["bc", "bce"]));
    if bc.is_some() && tokens[at + 1].lower == "century" {
        return Some(Reading::new(at + 3, None, Precision::Century));
    }
    let digits = lower.trim_end_matches(char::is_alphabetic);
    // "19th-century"
    let dash = usize::from(tokens.get(at + 1)?.is_mark("-"));
    let word = tokens.get(at + 1 + dash)?;
    let fits = matches!(&lower[digits.len()..], "st" | "nd" | "rd" | "th");
    let number: i16 = digits
        .parse()
        .ok()
        .filter(|n| fits && (1..=21).contains(n))?;
    let days = year_days((number - 1) * 100 + 1, 100);
    (word.lower == "century").then(|| Reading::new(at + 2 + dash, days, Precision::Century))
}

/// A year of four digits.
fn year(lower: &str) -> Option<i16> {
    let plain = lower.len() == 4 && lower.bytes().all(|b| b.is_ascii_digit());
    lower
        .parse()
        .ok()
        .filter(|y| plain && (1000..=2200).contains(y))
}

/// A day of the month, perhaps with its ending ("3rd"); up to 39, so that "the 31st of
/// June" and "35 May" are seen for what they are.
fn day(lower: &str) -> Option<i8> {
    let digits = lower.trim_end_matches(char::is_alphabetic);
    let ending = &lower[digits.len()..];
    let fits = ["", "st", "nd", "rd", "th"].contains(&ending) && digits.len() <= 2;
    digits.parse().ok().filter(|d| fits && (1..=39).contains(d))
}
