//! Rule `probability/odds`: probabilities written as numbers.
//!
//! Why: "a 70 percent chance", "a one in three chance", "the odds are 3 to 1 against" say
//! outright what words of probability leave to the reader. "Odds of 3 to 1" are against,
//! as bookmakers write them, unless they say "on" or "in favour".

use std::ops::Range;

use super::probability::Numbers;
use crate::reader::text::Token;

/// How far a number of one who weighs may be off.
const AROUND: f64 = 0.05;

/// Nouns and adjectives of a probability.
const CHANCE: &[&str] = &[
    "chance",
    "chances",
    "probability",
    "likelihood",
    "likely",
    "possibility",
    "odds",
    "certain",
    "sure",
    "confident",
    "confidence",
    "certainty",
];

/// Small numbers in words.
const WORDS: &[(&str, f64)] = &[
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("twenty", 20.0),
    ("fifty", 50.0),
    ("hundred", 100.0),
];

/// How far from the number a word of chance may stand.
const NEAR: usize = 4;

/// The probabilities written as numbers, with where they stand.
pub(super) fn find(own: &[Token]) -> Vec<(Range<usize>, Numbers)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < own.len() {
        match own[at].is_any(CHANCE).then(|| near(own, at)).flatten() {
            Some((range, p)) => {
                at = range.end.max(at + 1);
                found.push((range, around(p)));
            }
            None => at += 1,
        }
    }
    found
}

/// A number and what surrounds it.
fn around(p: f64) -> Numbers {
    let range = ((p - AROUND).max(0.0), (p + AROUND).min(1.0));
    Numbers {
        case: (range.0.max(0.01), range.1.min(0.99)),
        middle: p,
        half: range,
    }
}

/// The number that a word of chance at `chance` goes with: before it ("70 percent chance",
/// "one in three chance", "3-to-1 odds") or after it ("odds of 3 to 1").
fn near(own: &[Token], chance: usize) -> Option<(Range<usize>, f64)> {
    let from = chance.saturating_sub(NEAR);
    let before = (from..chance).find_map(|at| {
        let (end, p) = number(own, at)?;
        (end == chance).then_some((at..chance + 1, p))
    });
    before.or_else(|| {
        let verb = &["of", "is", "are", "was", "were", "at", "about", "around"];
        let skip = own[chance + 1..].iter().take(2);
        let skip = skip.take_while(|t| t.is_any(verb)).count();
        let (end, p) = (skip > 0).then(|| number(own, chance + 1 + skip))??;
        Some((chance..end, p))
    })
}

/// The probability that is written at `at`, and one past its last token.
fn number(own: &[Token], at: usize) -> Option<(usize, f64)> {
    percent(own, at)
        .or_else(|| hyphened(own, at))
        .or_else(|| pair(own, at))
}

/// "70%", "70 percent", "70 per cent".
fn percent(own: &[Token], at: usize) -> Option<(usize, f64)> {
    let n: f64 = own.get(at)?.lower.parse().ok()?;
    let sign = own.get(at + 1)?;
    let end = match sign.lower.as_str() {
        "%" | "percent" => at + 2,
        "per" if own.get(at + 2)?.is_any(&["cent"]) => at + 3,
        _ => return None,
    };
    (0.0..=100.0).contains(&n).then_some((end, n / 100.0))
}

/// "3-to-1", "one-in-three": one token.
fn hyphened(own: &[Token], at: usize) -> Option<(usize, f64)> {
    let mut parts = own.get(at)?.lower.split('-');
    let (a, joint, b) = (parts.next()?, parts.next()?, parts.next()?);
    let p = joined(count(a)?, joint, count(b)?, own.get(at + 1))?;
    parts.next().is_none().then_some((at + 1, p))
}

/// "3 to 1", "one in three", "nine out of ten".
fn pair(own: &[Token], at: usize) -> Option<(usize, f64)> {
    let a = count(&own.get(at)?.lower)?;
    let joint = own.get(at + 1)?.lower.as_str();
    let to = match joint {
        "out" if own.get(at + 2)?.is_any(&["of"]) => at + 3,
        _ => at + 2,
    };
    let b = count(&own.get(to)?.lower)?;
    Some((to + 1, joined(a, joint, b, own.get(to + 1))?))
}

/// The probability of "a in b" and of "a to b", the latter against unless `next` says on.
fn joined(a: f64, joint: &str, b: f64, next: Option<&Token>) -> Option<f64> {
    let p = match joint {
        "in" | "out" => a / b,
        "to" if next.is_some_and(|t| t.is_any(&["on", "in", "favourite", "favorite"])) => {
            a / (a + b)
        }
        "to" => b / (a + b),
        _ => return None,
    };
    (0.0..=1.0).contains(&p).then_some(p)
}

/// A number in digits or in words; none for nought.
fn count(written: &str) -> Option<f64> {
    let word = WORDS.iter().find(|(word, _)| *word == written);
    let n = word.map(|(_, n)| *n).or_else(|| written.parse().ok())?;
    (n > 0.0 && n <= 1e9).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn read(text: &str) -> Vec<(String, f64)> {
        let document = document(text);
        let text = Text::new(&document);
        let found = find(&text.tokens).into_iter();
        let words = |range| text.slice(text.span_of(range)).to_owned();
        found
            .map(|(range, n)| (words(range), (n.middle * 100.0).round() / 100.0))
            .collect()
    }

    #[test]
    fn numbers() {
        let cases = [
            ("A 70% chance of rain.", "70% chance", 0.70),
            ("We are 90 per cent sure.", "90 per cent sure", 0.90),
            ("It is a two in three chance.", "two in three chance", 0.67),
            ("It is a one-in-five chance.", "one-in-five chance", 0.20),
            ("The odds are 3 to 1 against.", "odds are 3 to 1", 0.25),
            ("The odds are 3 to 1 on.", "odds are 3 to 1", 0.75),
            ("They gave 4 to 1 odds.", "4 to 1 odds", 0.20),
            (
                "The probability is about 40 percent.",
                "probability is about 40 percent",
                0.40,
            ),
            ("A nine out of ten chance.", "nine out of ten chance", 0.90),
        ];
        for (text, words, p) in cases {
            assert_eq!(read(text), [(words.to_owned(), p)], "{text}");
        }
    }

    #[test]
    fn none() {
        for text in [
            "The chance came in 1990.",
            "Chances of 0 to 0 odds.",
            "The team won 3 to 1.",
            "Of the 70 percent, chance alone decided.",
            "A 700% chance.",
            "Some 70 percent of certain herbs dried up.",
            "what the odds are",
            "the chance is 7",
            "a chance of",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
