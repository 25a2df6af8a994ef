//! Times that bear a name: wars and ages ("World War II", "the Middle Ages").

use jiff::civil::{Date, date};

use super::{Precision, Reading};
use crate::reader::text::{Text, Token};

/// The words of a name, and its first and last day where they are agreed on.
type Period = (&'static [&'static str], Option<(Date, Date)>);

const PERIODS: &[Period] = &[
    (
        &["world", "war", "ii"],
        Some((date(1939, 9, 1), date(1945, 9, 2))),
    ),
    (
        &["world", "war", "two"],
        Some((date(1939, 9, 1), date(1945, 9, 2))),
    ),
    (
        &["world", "war", "i"],
        Some((date(1914, 7, 28), date(1918, 11, 11))),
    ),
    (
        &["world", "war", "one"],
        Some((date(1914, 7, 28), date(1918, 11, 11))),
    ),
    (&["wwii"], Some((date(1939, 9, 1), date(1945, 9, 2)))),
    (&["wwi"], Some((date(1914, 7, 28), date(1918, 11, 11)))),
    (
        &["cold", "war"],
        Some((date(1947, 3, 12), date(1991, 12, 26))),
    ),
    (&["middle", "ages"], None),
    (&["renaissance"], None),
];

/// The period that begins at token `at`.
pub(super) fn read(text: &Text, tokens: &[Token], at: usize) -> Option<Reading> {
    if !matches!(
        tokens[at].stem(),
        "world" | "wwii" | "wwi" | "cold" | "middle" | "renaissance"
    ) || !text.is_capital(at)
    {
        return None;
    }
    let fits = |(words, _): &&Period| {
        let mut place = at;
        words.iter().all(|word| {
            let same = tokens.get(place).is_some_and(|t| t.stem() == *word);
            place += 1;
            same
        })
    };
    let (words, days) = PERIODS.iter().find(fits)?;
    Some(Reading::new(at + words.len(), *days, Precision::Decade).relative())
}
