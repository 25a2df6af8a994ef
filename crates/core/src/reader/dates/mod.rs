//! Dates in English prose as intervals of days, with how exact they are.
//!
//! Full dates in any order ("May 18, 2015", "18 May 2015", "the 18th of May", ISO), months,
//! years, decades, weekdays and relative words ("last year", "three days ago"), which are
//! counted from the day the article was published, when that is known.

mod clock;
mod forms;
mod periods;
mod relative;
mod stretches;

use std::ops::Range;

use jiff::civil::{Date, Weekday, date};

use super::text::{Sentence, Text, TokenKind};
use crate::source::Span;

/// How exact a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// A time of day, on a day that is not told with it.
    Hour,
    /// One day.
    Day,
    /// A week or a weekend.
    Week,
    /// A month.
    Month,
    /// A season or a quarter.
    Season,
    /// A year.
    Year,
    /// A decade.
    Decade,
    /// A century.
    Century,
}

/// A date that the text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Where it stands.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// First and last day; none when there is no such day ("31 June"), or when it hangs on
    /// the day of publication and that is not known.
    pub days: Option<(Date, Date)>,
    /// How exact it is.
    pub precision: Precision,
    /// The weekday written with it.
    pub weekday: Option<Weekday>,
    /// Whether it names a day that no calendar has.
    pub impossible: bool,
    /// Whether it was counted from the day of publication.
    pub relative: bool,
}

/// A date before it is known where it stands.
#[derive(Clone, Debug)]
struct Reading {
    end: usize,
    days: Option<(Date, Date)>,
    precision: Precision,
    weekday: Option<Weekday>,
    impossible: bool,
    relative: bool,
}

impl Reading {
    fn new(end: usize, days: Option<(Date, Date)>, precision: Precision) -> Reading {
        Reading {
            end,
            days,
            precision,
            weekday: None,
            impossible: false,
            relative: false,
        }
    }

    fn relative(self) -> Reading {
        Reading {
            relative: true,
            ..self
        }
    }
}

/// All dates of a text, in order, not overlapping; `published` is the day that relative
/// ones are counted from.
pub fn find(text: &Text, published: Option<Date>) -> Vec<DateMention> {
    let mut out = Vec::new();
    for sentence in &text.sentences {
        in_sentence(text, sentence, published, &mut out);
    }
    out
}

/// Adds the dates of one sentence.
pub(super) fn in_sentence(
    text: &Text,
    sentence: &Sentence,
    published: Option<Date>,
    out: &mut Vec<DateMention>,
) {
    let tokens = &text.tokens[..sentence.tokens.end];
    let mut at = sentence.tokens.start;
    while at < tokens.len() {
        let reading = forms::read(text, tokens, at, published)
            .or_else(|| clock::read(tokens, at))
            .or_else(|| relative::read(tokens, at, published))
            .or_else(|| stretches::read(tokens, at, published))
            .or_else(|| periods::read(text, tokens, at));
        let Some(reading) = reading else {
            at += 1;
            continue;
        };
        let range = at..reading.end.max(at + 1);
        at = range.end;
        out.push(DateMention {
            span: bare(text, range.clone()),
            tokens: range,
            days: reading.days,
            precision: reading.precision,
            weekday: reading.weekday,
            impossible: reading.impossible,
            relative: reading.relative,
        });
    }
}

/// The words of a date without a possessive ending.
fn bare(text: &Text, range: Range<usize>) -> Span {
    let whole = text.span_of(range.clone());
    let possessive = text.tokens[range.end - 1].is_possessive();
    let raw = text.slice(whole);
    let cut = raw.rfind(['\'', '’', 'ʼ', '‘']).filter(|_| possessive);
    Span::new(whole.start, whole.start + cut.unwrap_or(raw.len()))
}

/// The first full day that `words` name, in any English or ISO form: for metadata.
pub fn parse(words: &str) -> Option<Date> {
    let words = words.trim();
    let document = line(words);
    let text = Text::new(&document);
    if let Some(day) = iso_start(words) {
        return Some(day);
    }
    find(&text, None)
        .into_iter()
        .find(|d| d.precision == Precision::Day)
        .and_then(|d| d.days)
        .map(|(first, _)| first)
        .or_else(|| slashes(words))
}

/// A document of one paragraph.
fn line(words: &str) -> crate::source::document::Document {
    use crate::source::document::{Block, BlockKind, Document};
    let end = words.floor_char_boundary(200);
    Document {
        text: words[..end].to_owned(),
        blocks: vec![Block {
            kind: BlockKind::Paragraph,
            span: Span::new(0, end),
        }],
        ..Document::default()
    }
}

/// "2015-05-18", perhaps with a time after it, or "20150518".
fn iso_start(words: &str) -> Option<Date> {
    let digits: Vec<u8> = words.bytes().take(10).collect();
    let number = |range: Range<usize>| -> Option<i16> {
        let part = std::str::from_utf8(digits.get(range)?).ok()?;
        let plain = part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|_| plain)
    };
    let (month, day) = match digits.get(4)? {
        b'-' | b'/' | b'.' => (number(5..7)?, number(8..10)?),
        _ if words.len() == 8 => (number(4..6)?, number(6..8)?),
        _ => return None,
    };
    Date::new(
        number(0..4)?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// "5/18/2015" in the American order, "18/5/2015" when the other is impossible.
fn slashes(words: &str) -> Option<Date> {
    let head = words.split_whitespace().next()?;
    let parts: Vec<&str> = head.split(['/', '.', '-']).collect();
    let [first, second, year] = parts.as_slice() else {
        return None;
    };
    let (first, second): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
    let year: i16 = year.parse().ok()?;
    let year = if year < 100 { 2000 + year } else { year };
    Date::new(year, first, second)
        .or_else(|_| Date::new(year, second, first))
        .ok()
}

/// The months, from January.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month that a word names, in full or cut short.
fn month(lower: &str) -> Option<i8> {
    let full = MONTHS.iter().position(|m| *m == lower);
    let short = || {
        let cut = matches!(lower.len(), 3) || lower == "sept";
        MONTHS.iter().position(|m| cut && m.starts_with(lower))
    };
    let index = full.or_else(short)?;
    i8::try_from(index + 1).ok()
}

/// The weekday that a word names.
fn weekday(lower: &str) -> Option<Weekday> {
    Some(match lower {
        "monday" | "mon" | "mondays" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// First and last day of a month.
fn month_days(year: i16, month: i8) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

/// First and last day of `n` years.
fn year_days(year: i16, n: i16) -> Option<(Date, Date)> {
    let last = year.checked_add(n - 1).filter(|y| (1..=9998).contains(y))?;
    (1..=9998)
        .contains(&year)
        .then(|| (date(year, 1, 1), date(last, 12, 31)))
}

fn is_number(kind: TokenKind) -> bool {
    kind == TokenKind::Number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;

    fn found(input: &str) -> Vec<String> {
        let document = document(input);
        let text = Text::new(&document);
        let published = Some(date(2015, 5, 18));
        let dates = find(&text, published);
        dates
            .iter()
            .map(|d| match d.days {
                Some((first, last)) if first == last => format!("{}: {first}", text.slice(d.span)),
                Some((first, last)) => format!("{}: {first}..{last}", text.slice(d.span)),
                None if d.impossible => format!("{}: impossible", text.slice(d.span)),
                None => format!("{}: ?", text.slice(d.span)),
            })
            .collect()
    }

    #[test]
    fn full_dates() {
        let cases: &[(&str, &[&str])] = &[
            ("It began on May 18, 2015.", &["May 18, 2015: 2015-05-18"]),
            (
                "It began on 3rd March 1999 at noon.",
                &["3rd March 1999: 1999-03-03"],
            ),
            (
                "On Monday, 18 May 2015, it began.",
                &["Monday, 18 May 2015: 2015-05-18"],
            ),
            ("the 4th of July 1776", &["4th of July 1776: 1776-07-04"]),
            (
                "on 2014-02-28 and 2014-02-30",
                &["2014-02-28: 2014-02-28", "2014-02-30: impossible"],
            ),
            ("It fell on June 31, 2011.", &["June 31, 2011: impossible"]),
            ("on Sept. 3", &["Sept. 3: 2014-09-03"]),
            ("on May 9", &["May 9: 2015-05-09"]),
        ];
        for (input, expected) in cases {
            assert_eq!(found(input), *expected, "{input}");
        }
    }

    #[test]
    fn months_years_decades() {
        let cases: &[(&str, &[&str])] = &[
            ("In 1956 it failed.", &["1956: 1956-01-01..1956-12-31"]),
            (
                "from 2013 to 2015",
                &[
                    "2013: 2013-01-01..2013-12-31",
                    "2015: 2015-01-01..2015-12-31",
                ],
            ),
            ("in March 2012", &["March 2012: 2012-03-01..2012-03-31"]),
            (
                "in the 19th century",
                &["19th century: 1801-01-01..1900-12-31"],
            ),
            (
                "A 2011 study of 2011 cats (2010).",
                &[
                    "2011: 2011-01-01..2011-12-31",
                    "2010: 2010-01-01..2010-12-31",
                ],
            ),
            ("in the 1990s", &["1990s: 1990-01-01..1999-12-31"]),
            ("last October", &["last October: 2014-10-01..2014-10-31"]),
            ("They counted 2015 sheep and 1,956 goats.", &[]),
            ("You may go. We march on.", &[]),
        ];
        for (input, expected) in cases {
            assert_eq!(found(input), *expected, "{input}");
        }
    }

    #[test]
    fn relative_days() {
        let cases: &[(&str, &[&str])] = &[
            ("He left yesterday.", &["yesterday: 2015-05-17"]),
            ("It was last year.", &["last year: 2014-01-01..2014-12-31"]),
            ("It ended three days ago.", &["three days ago: 2015-05-15"]),
            ("He said so on Friday.", &["Friday: 2015-05-15"]),
            (
                "It ends next month.",
                &["next month: 2015-06-01..2015-06-30"],
            ),
        ];
        for (input, expected) in cases {
            assert_eq!(found(input), *expected, "{input}");
        }
    }

    #[test]
    fn years_beside_names_and_nouns() {
        let cases: &[(&str, &[&str])] = &[
            ("See Hale 2011 for more.", &["2011: 2011-01-01..2011-12-31"]),
            ("the 2014 protests", &["2014: 2014-01-01..2014-12-31"]),
            ("the Oslo 2012 games", &["2012: 2012-01-01..2012-12-31"]),
            (
                "prices over 2000 - 2050",
                &[
                    "2000: 2000-01-01..2000-12-31",
                    "2050: 2050-01-01..2050-12-31",
                ],
            ),
            ("built in 394 AD", &["394 AD: 0394-01-01..0394-12-31"]),
            ("built in 508 BC", &["508 BC: ?"]),
            ("the 2000 people", &[]),
            ("call 1 201 461-1776", &[]),
        ];
        for (input, expected) in cases {
            assert_eq!(found(input), *expected, "{input}");
        }
    }

    #[test]
    fn months_seasons_ranges() {
        let cases: &[(&str, &[&str])] = &[
            (
                "on 5-6 September 2019",
                &["5-6 September 2019: 2019-09-05..2019-09-06"],
            ),
            ("on 9-May-2006", &["9-May-2006: 2006-05-09"]),
            ("It rained in March.", &["March: 2015-03-01..2015-03-31"]),
            ("They came from April Lee.", &[]),
            (
                "in the summer of 2012",
                &["summer of 2012: 2012-06-01..2012-08-31"],
            ),
            (
                "in the thirteenth century",
                &["thirteenth century: 1201-01-01..1300-12-31"],
            ),
            (
                "after World War II",
                &["World War II: 1939-09-01..1945-09-02"],
            ),
        ];
        for (input, expected) in cases {
            assert_eq!(found(input), *expected, "{input}");
        }
    }

    #[test]
    fn parts_of_decades_old_years_and_bare_seasons() {
        let cases: &[(&str, &[&str])] = &[
            (
                "Mills shut in the early 1980s.",
                &["early 1980s: 1980-01-01..1989-12-31"],
            ),
            (
                "The monk died in December of 384.",
                &["December of 384: 0384-12-01..0384-12-31"],
            ),
            (
                "A tower of circa 860 stands.",
                &["860: 0860-01-01..0860-12-31"],
            ),
            ("The lake dries up in the summer.", &["summer: ?"]),
            (
                "They sow in spring and reap in autumn.",
                &["spring: ?", "autumn: ?"],
            ),
            ("He bathed in the spring water.", &[]),
            ("She saw profit in the fall of prices.", &[]),
            ("An early 384 people came.", &[]),
        ];
        for (input, expected) in cases {
            assert_eq!(found(input), *expected, "{input}");
        }
    }

    #[test]
    fn stretches_and_times_of_day() {
        let cases: &[(&str, &[&str])] = &[
            (
                "in the last ten years",
                &["the last ten years: 2005-05-18..2015-05-18"],
            ),
            ("in the past few days", &["the past few days: ?"]),
            ("Seventeen years ago it began.", &["Seventeen years ago: ?"]),
            ("two years later", &["two years later: ?"]),
            ("four minutes later", &[]),
            ("that same year", &["that same year: ?"]),
            ("on the following day", &["the following day: ?"]),
            ("at 8 pm, or at 15:11 GMT", &["8 pm: ?", "15:11 GMT: ?"]),
            ("They won 22:30.", &[]),
            ("It shuts every Monday.", &[]),
            ("on Thursday evening", &["Thursday evening: 2015-05-14"]),
            ("this year's theme", &["this year: 2015-01-01..2015-12-31"]),
        ];
        for (input, expected) in cases {
            assert_eq!(found(input), *expected, "{input}");
        }
    }

    #[test]
    fn metadata_forms() {
        for words in [
            "2015-05-18T10:00:00Z",
            "May 18, 2015",
            "18 May 2015",
            "Mon, 18 May 2015 10:00:00 GMT",
            "5/18/2015",
            "20150518",
            "Published: Monday 18th May, 2015",
            "18.05.2015",
        ] {
            assert_eq!(parse(words), Some(date(2015, 5, 18)), "{words}");
        }
        assert_eq!(parse("soon"), None);
        assert_eq!(parse(""), None);
    }
}
