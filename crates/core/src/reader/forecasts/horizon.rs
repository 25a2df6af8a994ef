//! The day by which a forecast is to be decided, from words such as "by the end of next
//! year" and the day they were written.

use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};

use crate::reader::dates::MONTHS;

/// Seasons of the north, each with the month that ends it.
const SEASONS: [(&str, i8); 5] = [
    ("spring", 5),
    ("summer", 8),
    ("autumn", 11),
    ("fall", 11),
    ("winter", 2),
];

const NUMBERS: [(&str, i32); 16] = [
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("eighteen", 18),
    ("twenty", 20),
    ("thirty", 30),
];

/// The last day that the words allow, seen from the day `made`; `None` where the words
/// are vague ("soon", "in the coming years") or are no horizon.
pub(crate) fn resolve(words: &str, made: Date) -> Option<Date> {
    let lower = words.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty())
        .take(24)
        .collect();
    let day = named_day(&words, made)
        .or_else(|| period(&words, made))
        .or_else(|| relative(&words, made))?;
    if words.first() == Some(&"before") {
        return before(&words, made, day);
    }
    Some(day)
}

/// "Before June 2016" ends the day before June begins.
fn before(words: &[&str], made: Date, last: Date) -> Option<Date> {
    let has_month = words.iter().any(|word| month(word).is_some());
    let has_year = words.iter().any(|word| year(word).is_some());
    let day_named = words.iter().any(|word| day_of_month(word).is_some());
    let end_named = words.contains(&"end");
    let first = match (day_named || end_named, has_month, has_year) {
        (true, _, _) => last,
        (false, true, _) => last.first_of_month(),
        (false, false, true) => date(last.year(), 1, 1),
        (false, false, false) => return Some(last),
    };
    first.yesterday().ok().filter(|&day| day >= made)
}

/// "3 June 2016", "June 2016", "June", "2016", "mid 2016", "spring", "Friday", "tomorrow".
fn named_day(words: &[&str], made: Date) -> Option<Date> {
    let the_year = words.iter().find_map(|word| year(word));
    if let Some(at) = words.iter().position(|word| month(word).is_some()) {
        let the_month = month(words[at])?;
        if the_month == 5 && the_year.is_none() && at == 0 {
            return None;
        }
        let after = words.get(at + 1).and_then(|word| day_of_month(word));
        let before = at.checked_sub(1).and_then(|i| day_of_month(words[i]));
        return in_month(the_month, the_year, after.or(before), made);
    }
    if let Some(&(_, ends)) = SEASONS.iter().find(|(season, _)| words.contains(season)) {
        let later = the_year.map(|y| if ends == 2 { y.saturating_add(1) } else { y });
        return in_month(ends, later, None, made);
    }
    if let Some(the_year) = the_year {
        let (month, _) = if words.contains(&"mid") || words.contains(&"middle") {
            (6, ())
        } else {
            (12, ())
        };
        return Date::new(the_year, month, 1).ok().map(Date::last_of_month);
    }
    weekday(words, made)
}

/// A month's day, or its last; of the year given or the first that is not past.
fn in_month(month: i8, year: Option<i16>, day: Option<i8>, made: Date) -> Option<Date> {
    let build = |year| {
        let first = Date::new(year, month, 1).ok()?;
        match day {
            Some(day) => Date::new(year, month, day).ok(),
            None => Some(first.last_of_month()),
        }
    };
    match year {
        Some(year) => build(year),
        None => build(made.year())
            .filter(|&day| day >= made)
            .or_else(|| build(made.year().saturating_add(1))),
    }
}

fn weekday(words: &[&str], made: Date) -> Option<Date> {
    const DAYS: [(&str, Weekday); 7] = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    if words.contains(&"tomorrow") {
        return made.tomorrow().ok();
    }
    if words.contains(&"today") || words.contains(&"tonight") {
        return Some(made);
    }
    let (_, day) = DAYS.iter().find(|(name, _)| words.contains(name))?;
    made.nth_weekday(1, *day).ok()
}

/// "this year", "next month", "the end of the decade", "year's end".
fn period(words: &[&str], made: Date) -> Option<Date> {
    let unit = words.iter().find_map(|word| unit(word))?;
    let counted = words.iter().any(|word| count(word).is_some_and(|n| n > 1));
    let within = words
        .iter()
        .any(|word| ["within", "over", "from", "coming"].contains(word));
    let next = words.contains(&"next");
    if counted || within || (plural(words) && next) {
        return None;
    }
    let ends = [
        "end", "this", "later", "next", "year's", "month's", "week's",
    ];
    if !words.iter().any(|word| ends.contains(word)) {
        return None;
    }
    let there = if next {
        made.checked_add(unit.span(1)).ok()?
    } else {
        made
    };
    unit.last_day(there)
}

fn plural(words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| ["days", "weeks", "months", "quarters", "years", "decades"].contains(word))
}

/// "within two years", "in the next six months", "a year from now".
fn relative(words: &[&str], made: Date) -> Option<Date> {
    let at = words.iter().position(|word| unit(word).is_some())?;
    let unit = unit(words[at])?;
    let vague = ["few", "several", "some", "many", "coming", "couple"];
    if words[..at].iter().any(|word| vague.contains(word)) {
        return None;
    }
    let single = ["a", "an", "one", "next", "the"];
    let n = words[..at]
        .iter()
        .rev()
        .find_map(|word| count(word).filter(|&n| n > 1))
        .or_else(|| {
            (!plural(words) && words[..at].iter().any(|w| single.contains(w))).then_some(1)
        })?;
    made.checked_add(unit.span(n)).ok()
}

/// A stretch of time.
#[derive(Clone, Copy, Debug)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    fn span(self, n: i32) -> Span {
        let n = n.clamp(0, 999);
        match self {
            Unit::Day => n.days(),
            Unit::Week => n.weeks(),
            Unit::Month => n.months(),
            Unit::Quarter => (3 * n).months(),
            Unit::Year => n.years(),
            Unit::Decade => (10 * n).min(5000).years(),
            Unit::Century => (100 * n).min(5000).years(),
        }
    }

    /// The last day of the stretch that `day` lies in.
    fn last_day(self, day: Date) -> Option<Date> {
        let year = day.year();
        match self {
            Unit::Day => Some(day),
            Unit::Week => {
                let left = 7 - i32::from(day.weekday().to_monday_one_offset());
                day.checked_add(left.days()).ok()
            }
            Unit::Month => Some(day.last_of_month()),
            Unit::Quarter => {
                let month = (day.month() - 1) / 3 * 3 + 3;
                Date::new(year, month, 1).ok().map(Date::last_of_month)
            }
            Unit::Year => Date::new(year, 12, 31).ok(),
            Unit::Decade => Date::new(year - year.rem_euclid(10) + 9, 12, 31).ok(),
            Unit::Century => Date::new(year - (year - 1).rem_euclid(100) + 99, 12, 31).ok(),
        }
    }
}

fn unit(word: &str) -> Option<Unit> {
    match word {
        "day" | "days" => Some(Unit::Day),
        "week" | "weeks" | "week's" => Some(Unit::Week),
        "month" | "months" | "month's" => Some(Unit::Month),
        "quarter" | "quarters" => Some(Unit::Quarter),
        "year" | "years" | "year's" => Some(Unit::Year),
        "decade" | "decades" => Some(Unit::Decade),
        "century" => Some(Unit::Century),
        _ => None,
    }
}

fn count(word: &str) -> Option<i32> {
    let written = NUMBERS.iter().find(|(name, _)| *name == word);
    written
        .map(|(_, n)| *n)
        .or_else(|| word.parse().ok().filter(|n| (1..=400).contains(n)))
}

fn month(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|name| *name == word)?;
    i8::try_from(at + 1).ok()
}

fn year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|y| (1000..=2999).contains(y))
}

fn day_of_month(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn horizons() {
        let made = date(2023, 11, 8);
        let cases = [
            ("by the end of next year", Some(date(2024, 12, 31))),
            ("by the end of the year", Some(date(2023, 12, 31))),
            ("by year's end", Some(date(2023, 12, 31))),
            ("this month", Some(date(2023, 11, 30))),
            ("next week", Some(date(2023, 11, 19))),
            ("next quarter", Some(date(2024, 3, 31))),
            ("by the end of the decade", Some(date(2029, 12, 31))),
            ("by June 2024", Some(date(2024, 6, 30))),
            ("by 3 June 2024", Some(date(2024, 6, 3))),
            ("by June 3rd, 2024", Some(date(2024, 6, 3))),
            ("before June 2024", Some(date(2024, 5, 31))),
            ("before 2025", Some(date(2024, 12, 31))),
            ("by March", Some(date(2024, 3, 31))),
            ("in 2027", Some(date(2027, 12, 31))),
            ("by mid-2026", Some(date(2026, 6, 30))),
            ("within two years", Some(date(2025, 11, 8))),
            ("in the next six months", Some(date(2024, 5, 8))),
            ("within a year", Some(date(2024, 11, 8))),
            ("over the next decade", Some(date(2033, 11, 8))),
            ("by next spring", Some(date(2024, 5, 31))),
            ("on Friday", Some(date(2023, 11, 10))),
            ("tomorrow", Some(date(2023, 11, 9))),
            ("in the coming years", None),
            ("in a few weeks", None),
            ("soon", None),
            ("over the next several years", None),
            ("may", None),
        ];
        for (words, expected) in cases {
            assert_eq!(resolve(words, made), expected, "{words}");
        }
    }

    proptest! {
        #[test]
        fn no_words_break_it(words in "[a-z0-9 ]{0,60}", year in -9999..9999_i16) {
            resolve(&words, Date::new(year, 12, 31).unwrap());
            resolve(&format!("by the end of the {words}"), Date::new(year, 1, 1).unwrap());
        }

        #[test]
        fn any_words_do(words in any::<String>()) {
            resolve(&words, date(9999, 12, 31));
        }
    }
}
