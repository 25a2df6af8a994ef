//! Rule `forecasts/horizon_words`: the words that say by when.

use std::ops::Range;

use crate::reader::phrase::any_of;
use crate::reader::text::{Token, TokenKind};

/// Words that open a horizon.
const OPENS: &[&str] = &[
    "by", "before", "within", "in", "over", "during", "until", "till", "on", "this", "next",
    "tomorrow", "tonight", "later", "through", "for",
];

/// Words that may stand in one.
const INSIDE: &[&str] = &[
    "the",
    "end",
    "start",
    "beginning",
    "middle",
    "close",
    "half",
    "of",
    "next",
    "this",
    "coming",
    "first",
    "second",
    "third",
    "fourth",
    "last",
    "few",
    "several",
    "couple",
    "early",
    "mid",
    "late",
    "a",
    "an",
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
    "twelve",
    "eighteen",
    "twenty",
    "rest",
    "later",
    "at",
    "latest",
    "or",
];

/// Words one of which makes it a time.
const UNITS: &[&str] = &[
    "day",
    "days",
    "week",
    "weeks",
    "week's",
    "month",
    "months",
    "month's",
    "quarter",
    "quarters",
    "year",
    "years",
    "year's",
    "decade",
    "decades",
    "century",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
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
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "tomorrow",
    "tonight",
    "christmas",
];

/// The first horizon among `words`, as indices into them.
pub(crate) fn find(words: &[Token]) -> Option<Range<usize>> {
    let number = |t: &Token| t.kind == TokenKind::Number || is_mid(t);
    if !any_of(words, UNITS) && !words.iter().any(number) || !any_of(words, OPENS) {
        return None;
    }
    (0..words.len()).find_map(|start| {
        if !words[start].is_any(OPENS) {
            return None;
        }
        let mut end = start;
        let mut timed = false;
        while end < words.len() && end - start < 9 {
            let token = &words[end];
            let modal = token.is_any(&["may", "march"]) && !month(words, end);
            let unit = token.is_any(UNITS) && !modal || is_mid(token);
            let number = token.kind == TokenKind::Number && is_day_or_year(token);
            let inside = end == start || token.is_any(INSIDE) || token.is_mark(",") && timed;
            if !(unit || number || inside) {
                break;
            }
            timed = timed || unit || (number && token.lower.len() == 4);
            end += 1;
        }
        while end > start && words[end - 1].is_any(&[",", "or", "the", "a", "of", "at", "an"]) {
            end -= 1;
        }
        // "For three days" is how long, not by when.
        let lasts = words[start].is_any(&["for", "through"]);
        (timed && !lasts && end > start).then_some(start..end)
    })
}

/// "In May 2026", "by March": not "this may fall".
fn month(words: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map(|i| &words[i]);
    let after = words.get(at + 1);
    before.is_some_and(|t| {
        t.is_any(&[
            "in", "by", "of", "early", "late", "mid", "next", "until", "before",
        ])
    }) && after.is_none_or(|t| {
        t.kind != TokenKind::Word || t.is_any(&["or", "and", "at", "he", "she", "they", "it"])
    })
}

/// "mid-2026".
fn is_mid(token: &Token) -> bool {
    token.lower.starts_with("mid-") || token.lower.starts_with("year-end")
}

/// A year, or a day of the month.
fn is_day_or_year(token: &Token) -> bool {
    let digits = token
        .lower
        .trim_end_matches(|c: char| c.is_ascii_lowercase());
    digits
        .parse::<u16>()
        .is_ok_and(|n| (1..=31).contains(&n) || (1900..=2200).contains(&n))
        || digits.parse::<u16>().is_ok_and(|n| n < 400)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn horizon(text: &str) -> Option<String> {
        let document = document(text);
        let text = Text::new(&document);
        let range = find(&text.tokens)?;
        Some(text.slice(text.span_of(range)).to_owned())
    }

    #[test]
    fn horizons() {
        for (text, words) in [
            (
                "It will end by the end of next year.",
                "by the end of next year",
            ),
            ("It will end within two years, he said.", "within two years"),
            ("It will end in June 2024.", "in June 2024"),
            ("It will end on Friday.", "on Friday"),
            (
                "Over the coming decade it will fade.",
                "Over the coming decade",
            ),
            ("It will return before the summer.", "before the summer"),
        ] {
            assert_eq!(horizon(text).as_deref(), Some(words), "{text}");
        }
        for text in [
            "It will keep for three days.",
            "It will end in tears.",
            "By the river it will rain.",
        ] {
            assert_eq!(horizon(text), None, "{text}");
        }
    }
}
