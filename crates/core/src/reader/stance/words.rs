//! Rule `stance/words`: words of probability, as ranges.
//!
//! Why: the words of ICD 203 have declared ranges; others take the range of the word they
//! stand nearest to in surveys of how people read them (Fagen-Ulmschneider's "Perception
//! of probability words", 2015-19; Barclay et al., 1977). A negator up to three words
//! before a word turns its range over.

use std::ops::Range;
use std::sync::LazyLock;

use crate::reader::phrase::Table;
use crate::reader::text::{Text, Token};

type Row = (&'static [&'static str], (f64, f64));

const CERTAIN: (f64, f64) = (0.95, 0.99);
const VERY_LIKELY: (f64, f64) = (0.80, 0.95);
const LIKELY: (f64, f64) = (0.55, 0.80);
const MAY: (f64, f64) = (0.30, 0.60);
const UNLIKELY: (f64, f64) = (0.20, 0.45);
const VERY_UNLIKELY: (f64, f64) = (0.05, 0.20);
const REMOTE: (f64, f64) = (0.01, 0.05);

const ROWS: &[Row] = &[
    (
        &[
            "almost|nearly|virtually|practically|all",
            "but?",
            "certain|certainly|inevitable|sure|bound",
        ],
        CERTAIN,
    ),
    (&["no|little|hardly", "any?", "doubt"], (0.90, 0.99)),
    (&["without", "a?", "_1", "doubt|question"], (0.90, 0.99)),
    (
        &[
            "undoubtedly|doubtless|unquestionably|certainly|surely|inevitably|definitely|clearly|obviously|plainly|evidently",
        ],
        (0.85, 0.98),
    ),
    (
        &["certain|sure|bound|guaranteed|doomed|destined", "to"],
        (0.85, 0.98),
    ),
    (&["inevitable|unavoidable|undeniable"], (0.85, 0.98)),
    (
        &[
            "very|highly|extremely|most|quite|overwhelmingly",
            "likely|probably|probable",
        ],
        VERY_LIKELY,
    ),
    (&["in", "all", "likelihood|probability"], VERY_LIKELY),
    (
        &["the", "odds|chances", "are", "_1", "that|,"],
        (0.60, 0.90),
    ),
    (&["chances|odds", "are", ",|that?"], (0.60, 0.90)),
    (
        &[
            "good|strong|excellent|every",
            "chance|reason",
            "to|that|of?",
        ],
        (0.60, 0.85),
    ),
    (&["likely|probable|probably|presumably|likeliest"], LIKELY),
    (
        &["in", "my|our|his|her", "view|opinion|judgement|judgment"],
        LIKELY,
    ),
    (
        &[
            "i",
            "_1",
            "think|believe|suspect|expect|imagine|reckon|guess|bet",
        ],
        LIKELY,
    ),
    (&["would", "appear|seem"], LIKELY),
    (
        &["appears|seems|appear|seem|seemed|appeared|apparently|seemingly|evidently"],
        LIKELY,
    ),
    (
        &[
            "is|are|was|were",
            "_1",
            "expected|set|due|poised|widely",
            "to|expected",
        ],
        (0.60, 0.85),
    ),
    (&["may|might|could", "well|easily|very"], (0.50, 0.75)),
    (
        &[
            "may|might|could|perhaps|maybe|possibly|possible|conceivably|conceivable|plausible|plausibly",
        ],
        MAY,
    ),
    (&["even|fifty-fifty", "chance|odds|bet"], (0.45, 0.55)),
    (
        &[
            "cannot|can't|not",
            "be?",
            "_1",
            "exclude|excluded|rule|ruled",
            "out?",
        ],
        (0.10, 0.45),
    ),
    (
        &["not|far", "from?", "certain|sure|clear|obvious|inevitable"],
        (0.20, 0.55),
    ),
    (
        &["very|highly|extremely|most", "unlikely|improbable|doubtful"],
        VERY_UNLIKELY,
    ),
    (&["unlikely|improbable|doubtful|implausible"], UNLIKELY),
    (&["i", "doubt"], (0.10, 0.30)),
    (
        &[
            "not",
            "very|terribly|particularly|too|exactly",
            "likely|probable",
        ],
        (0.10, 0.35),
    ),
    (
        &["do|does|did", "not", "expect|think|believe"],
        (0.10, 0.35),
    ),
    (
        &["don't|doesn't|didn't", "expect|think|believe"],
        (0.10, 0.35),
    ),
    (
        &[
            "difficult|hard",
            "to",
            "imagine|see|believe|conceive|envisage",
        ],
        (0.05, 0.25),
    ),
    (&["hardly|scarcely|barely"], (0.05, 0.25)),
    (
        &["little|slim|small|scant", "chance|prospect|likelihood|hope"],
        (0.05, 0.20),
    ),
    (&["almost|virtually|practically", "no", "chance"], REMOTE),
    (
        &["remote|vanishing|outside", "chance|possibility|prospect"],
        REMOTE,
    ),
    (
        &["realistic|real|distinct", "possibility|chance|prospect"],
        (0.40, 0.60),
    ),
    (&["no", "chance|prospect|way", "of|that|to"], REMOTE),
    (&["impossible|inconceivable|unthinkable"], REMOTE),
];

static TABLE: LazyLock<Table<(f64, f64)>> = LazyLock::new(|| Table::new(ROWS));

/// Words that turn what follows over.
const NEGATORS: &[&str] = &[
    "not", "never", "no", "hardly", "scarcely", "neither", "nor", "isn't", "aren't", "wasn't",
    "weren't", "don't", "doesn't", "didn't", "nobody", "nothing",
];

/// A range and the tokens it was read from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Words {
    /// Its lower end.
    pub(crate) low: f64,
    /// Its upper end.
    pub(crate) high: f64,
    /// The tokens, as indices into those that were searched.
    pub(crate) tokens: Range<usize>,
}

/// The words of probability among the tokens of `range`, negation taken into account;
/// their places are counted from its start.
pub(crate) fn all(text: &Text<'_>, range: Range<usize>) -> Vec<Words> {
    let words = text.tokens.get(range.clone()).unwrap_or(&[]);
    let month_or_name = |at: usize| {
        // "In May", "May 9", "Mrs May": a month or a name, not a doubt.
        words[at].lower == "may"
            && (at > 0 && text.is_capital(range.start + at)
                || words
                    .get(at + 1)
                    .is_none_or(|t| t.kind != crate::reader::text::TokenKind::Word)
                || at.checked_sub(1).is_some_and(|i| {
                    words[i].is_any(&["in", "on", "of", "by", "since", "until", "early", "late"])
                }))
    };
    TABLE
        .find_all(words)
        .into_iter()
        .filter(|hit| !month_or_name(hit.tokens.start))
        .filter(|hit| !is_ability(words, &hit.tokens))
        .map(|hit| {
            let (low, high) = *hit.value;
            let before = &words[hit.tokens.start.saturating_sub(3)..hit.tokens.start];
            let near = before
                .iter()
                .rev()
                .take_while(|t| t.kind == crate::reader::text::TokenKind::Word);
            let negated = near.clone().any(|t| t.is_any(NEGATORS));
            let (low, high) = if negated {
                (1.0 - high, 1.0 - low)
            } else {
                (low, high)
            };
            let start = match (negated, before.iter().rposition(|t| t.is_any(NEGATORS))) {
                (true, Some(at)) => hit.tokens.start - (before.len() - at),
                _ => hit.tokens.start,
            };
            Words {
                low,
                high,
                tokens: start..hit.tokens.end,
            }
        })
        .collect()
}

/// "Could not bring themselves", "could be seen": what someone was able to do.
fn is_ability(words: &[Token], hit: &Range<usize>) -> bool {
    words[hit.start].lower == "could"
        && hit.len() == 1
        && words
            .get(hit.end)
            .is_some_and(|t| t.is_any(&["not", "n't", "no", "see", "hear", "read", "only"]))
}

/// The words that judge the whole clause: those nearest its verb, here the most doubtful,
/// since "may well be certain" is no more than "may well".
pub(crate) fn of_clause(text: &Text<'_>, range: Range<usize>) -> Option<Words> {
    all(text, range)
        .into_iter()
        .min_by(|a, b| (a.low + a.high).total_cmp(&(b.low + b.high)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;

    fn range(text: &str) -> Option<(f64, f64, String)> {
        let document = document(text);
        let text = Text::new(&document);
        let found = of_clause(&text, 0..text.tokens.len())?;
        let round = |x: f64| (x * 100.0).round() / 100.0;
        let words = text.slice(text.span_of(found.tokens)).to_owned();
        Some((round(found.low), round(found.high), words))
    }

    #[test]
    fn ranges() {
        let cases = [
            ("It will probably rain.", 0.55, 0.80, "probably"),
            ("It is not likely to rain.", 0.20, 0.45, "not likely"),
            (
                "It is almost certain to rain.",
                0.95,
                0.99,
                "almost certain",
            ),
            ("It may well rain.", 0.50, 0.75, "may well"),
            ("It could rain.", 0.30, 0.60, "could"),
            (
                "In all likelihood it rained.",
                0.80,
                0.95,
                "In all likelihood",
            ),
            ("We cannot exclude rain.", 0.10, 0.45, "cannot exclude"),
            (
                "It is hard to imagine that it rains.",
                0.05,
                0.25,
                "hard to imagine",
            ),
            ("There is no doubt that it rained.", 0.90, 0.99, "no doubt"),
            (
                "It is highly unlikely that it rained.",
                0.05,
                0.20,
                "highly unlikely",
            ),
        ];
        for (text, low, high, words) in cases {
            assert_eq!(range(text), Some((low, high, words.to_owned())), "{text}");
        }
    }

    #[test]
    fn none() {
        for text in [
            "It rained in May.",
            "Then Mrs May resigned.",
            "It rained on 9 May, and all day.",
            "She could not find the key.",
            "Some say that it rained.",
            "It rained last May.",
        ] {
            assert_eq!(range(text), None, "{text}");
        }
    }
}
