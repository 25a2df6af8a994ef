//! Rule `probability`: words of probability and the numbers they stand for.
//!
//! Why: "we doubt" and "little chance" weigh what is said as a number does. Each phrase has
//! two ranges, kept apart. In a *case* a word has the range that its scale declares
//! (ICD 203: "likely" is .55 to .80), or that of the word of the scale that it stands
//! nearest to. What *people mean* by it is known from surveys (of 46 readers,
//! github.com/zonination/perceptions, MIT; for words that it did not ask for, a value by
//! hand between those that it did): the middle answer, and the range that holds half of the
//! answers. A negator up to three words before turns both over.
//!
//! The phrases are in `probability.txt`; numbers ("a 70 percent chance") are in `odds`.

use std::ops::Range;
use std::sync::LazyLock;

use super::{may, odds};
use crate::reader::phrase::Table;
use crate::reader::text::{Text, Token, TokenKind};

/// A phrase that weighs how probable something is.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Where it stands, its negator with it, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
    /// Its number, as written or as people mean it.
    pub numbers: Numbers,
}

/// What a phrase stands for, as probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numbers {
    /// The range that it has in a case.
    pub case: (f64, f64),
    /// The middle of what people mean by it.
    pub middle: f64,
    /// The range that holds the middle half of their answers.
    pub half: (f64, f64),
}

impl Numbers {
    /// The same for the opposite.
    #[must_use]
    pub fn negated(self) -> Numbers {
        let turn = |(low, high): (f64, f64)| (1.0 - high, 1.0 - low);
        Numbers {
            case: turn(self.case),
            middle: 1.0 - self.middle,
            half: turn(self.half),
        }
    }
}

static TABLE: LazyLock<Table<Numbers>> =
    LazyLock::new(|| Table::read(include_str!("probability.txt"), numbers));

/// "55/80/60/70/80".
fn numbers(written: &str) -> Option<Numbers> {
    let mut parts = written.split('/').map(|n| n.parse::<f64>().ok());
    let mut next = || Some(parts.next()?? / 100.0);
    let (low, high) = (next()?, next()?);
    let (q1, middle, q3) = (next()?, next()?, next()?);
    Some(Numbers {
        case: (low, high),
        middle,
        half: (q1, q3),
    })
}

/// Words that turn what follows over.
const NEGATORS: &[&str] = &[
    "not", "never", "no", "hardly", "scarcely", "neither", "nor", "isn't", "aren't", "wasn't",
    "weren't", "don't", "doesn't", "didn't", "nobody", "nothing",
];

/// How far before a word its negator stands.
const REACH: usize = 3;

/// The phrases of probability among `tokens`, words and numbers, from left to right.
pub fn of(text: &Text<'_>, tokens: Range<usize>) -> Vec<Estimate> {
    let own = text.tokens.get(tokens.clone()).unwrap_or(&[]);
    let mut words = words(text, tokens.clone()).into_iter().peekable();
    let mut found = Vec::new();
    for (range, numbers) in odds::find(own) {
        let range = tokens.start + range.start..tokens.start + range.end;
        while let Some(word) = words.next_if(|w| w.tokens.start < range.end) {
            // A word inside a number ("70 percent likely") says nothing of its own.
            if word.tokens.end <= range.start {
                found.push(word);
            }
        }
        let tokens = range;
        found.push(Estimate { tokens, numbers });
    }
    found.extend(words);
    found
}

/// The words of probability among `tokens`, negation taken into account.
pub fn words(text: &Text<'_>, tokens: Range<usize>) -> Vec<Estimate> {
    let own = text.tokens.get(tokens.clone()).unwrap_or(&[]);
    let mut found: Vec<Estimate> = Vec::new();
    for hit in TABLE.find_all(own) {
        if month_or_name(text, &tokens, hit.tokens.start) || is_ability(own, &hit.tokens) {
            continue;
        }
        let (start, numbers) = match negator(own, hit.tokens.start) {
            Some(at) => (at, hit.value.negated()),
            None => (hit.tokens.start, *hit.value),
        };
        // "Hardly likely": "hardly" is the negator now, no phrase of its own.
        if found
            .last()
            .is_some_and(|e| e.tokens.start >= tokens.start + start)
        {
            found.pop();
        }
        found.push(Estimate {
            tokens: tokens.start + start..tokens.start + hit.tokens.end,
            numbers,
        });
    }
    found
}

/// The negator that turns over the word at `at`: the nearest of those up to three words
/// before it, no mark between them.
fn negator(own: &[Token], at: usize) -> Option<usize> {
    (at.saturating_sub(REACH)..at)
        .rev()
        .take_while(|&i| own[i].kind == TokenKind::Word)
        .find(|&i| own[i].is_any(NEGATORS))
}

/// "In May", "May 9", "Mrs May": a month or a name, not a doubt.
fn month_or_name(text: &Text<'_>, tokens: &Range<usize>, at: usize) -> bool {
    let own = &text.tokens[tokens.clone()];
    own[at].lower == "may"
        && (may::is_name(text, tokens.start, tokens.start + at)
            || own.get(at + 1).is_none_or(|t| t.kind != TokenKind::Word)
            || at.checked_sub(1).is_some_and(|i| {
                own[i].is_any(&["in", "on", "of", "by", "since", "until", "early", "late"])
            }))
}

/// "Could not bring themselves", "could be seen": what someone was able to do.
fn is_ability(words: &[Token], hit: &Range<usize>) -> bool {
    words[hit.start].lower == "could"
        && hit.len() == 1
        && words
            .get(hit.end)
            .is_some_and(|t| t.is_any(&["not", "n't", "no", "see", "hear", "read", "only"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;

    fn read(text: &str) -> Vec<(String, f64)> {
        let document = document(text);
        let text = Text::new(&document);
        let found = of(&text, 0..text.tokens.len());
        let round = |x: f64| (x * 100.0).round() / 100.0;
        found
            .into_iter()
            .map(|e| {
                let words = text.slice(text.span_of(e.tokens)).to_owned();
                (words, round(e.numbers.middle))
            })
            .collect()
    }

    #[test]
    fn every_line_is_read() {
        for line in include_str!("probability.txt").lines() {
            let (first, rest) = line.split_once(' ').expect("numbers and a pattern");
            assert!(first == "#" || numbers(first).is_some(), "{line}");
            assert!(
                first == "#" || !rest.split(' ').any(str::is_empty),
                "{line}"
            );
            if let Some(n) = numbers(first) {
                let ordered = [0.0, n.half.0, n.middle, n.half.1, 1.0];
                assert!(ordered.is_sorted(), "{line}");
                assert!(n.case.0 < n.case.1 && n.case.1 < 1.0, "{line}");
            }
        }
    }

    #[test]
    fn what_people_mean() {
        let cases = [
            ("Rain is almost certainly coming.", "almost certainly", 0.95),
            (
                "There is a very good chance of rain.",
                "very good chance",
                0.80,
            ),
            ("We believe that the dam holds.", "We believe", 0.70),
            (
                "The chances are better than even.",
                "chances are better than even",
                0.60,
            ),
            (
                "Chances are slight that it holds.",
                "Chances are slight",
                0.10,
            ),
            ("The dam will probably not hold.", "probably not", 0.26),
            ("We doubt that it holds.", "We doubt", 0.25),
            (
                "There is almost no chance of rain.",
                "almost no chance",
                0.02,
            ),
            ("Rain is not likely.", "not likely", 0.30),
            ("Rain is 70% likely.", "70% likely", 0.70),
            ("Rain is hardly likely.", "hardly likely", 0.30),
            (
                "There is a 70 percent chance of rain.",
                "70 percent chance",
                0.70,
            ),
        ];
        for (text, words, middle) in cases {
            assert_eq!(read(text), [(words.to_owned(), middle)], "{text}");
        }
    }

    #[test]
    fn none() {
        for text in [
            "It rained in May.",
            "Some 70 percent of the fields dried up.",
            "Some say that it rained.",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
