//! Rule `forecasts/sureness`: how sure a forecast sounds, by words that weigh what is to
//! come; other words as everywhere.
//!
//! Why: "I would be surprised if it fell" and "I would not bet on a fall" doubt it, without
//! a word of probability; "may well" leaves it open.

use std::ops::Range;
use std::sync::LazyLock;

use crate::reader::phrase::Table;
use crate::reader::stance::words::{self, Words};
use crate::reader::text::{Text, Token};

use super::chance;
use super::condition::ASTONISHED;

type Row = (&'static [&'static str], (f64, f64));

const DOUBTED: (f64, f64) = (0.05, 0.25);
const OPEN: (f64, f64) = (0.45, 0.70);

const ROWS: &[Row] = &[
    (&["may|might|could", "_1", "well|easily"], OPEN),
    (&["quite|perfectly|entirely", "possible"], OPEN),
    (
        &[
            "cannot|can't|not",
            "_1",
            "be?",
            "_1",
            "ruled|rule|excluded|exclude|discounted",
            "out?",
        ],
        (0.25, 0.60),
    ),
    (
        &[
            "would|should|will|i'd|we'd|it'd",
            "be",
            "_2",
            "surprised|surprising|surprise|astonished|astonishing|amazed|amazing|astounded|shocked|miracle|wonder",
            "if|to|were|should",
        ],
        DOUBTED,
    ),
    (
        &[
            "would|should|nobody|few|wouldn't|shouldn't|none",
            "not|should|would|be?",
            "be?",
            "_1",
            "surprised|surprising|surprise|astonished|amazed|shocked",
            "if|to|were",
        ],
        (0.45, 0.75),
    ),
    (
        &[
            "not|never|don't|shouldn't|wouldn't|won't|can't|cannot",
            "_1",
            "bet|count|bank|rely|wager|gamble",
        ],
        DOUBTED,
    ),
    (
        &[
            "nobody|few|none|one",
            "should|can|ought",
            "to?",
            "count|bank|bet|rely",
        ],
        DOUBTED,
    ),
    (&["bet|wager|money|stake", "_1", "against"], DOUBTED),
    (
        &[
            "my|our|the|a|safe|best|safest",
            "_1",
            "bet|money|prediction|expectation|wager",
            "is",
        ],
        (0.60, 0.85),
    ),
    (&["my|our", "_1", "guess|hunch", "is"], (0.55, 0.80)),
    (&["would|will|i'd|we'd", "bet|wager"], (0.60, 0.85)),
    (&["odds", "_1", "favour|favor"], (0.60, 0.85)),
    (&["odds", "are|lie|look|seem", "_1", "against"], DOUBTED),
    (&["hold", "_1", "breath"], DOUBTED),
    (
        &["don't|not", "be", "_1", "surprised|astonished|shocked"],
        (0.50, 0.75),
    ),
    (&["matter|question", "of", "time"], (0.85, 0.97)),
    (&["cannot|can't", "_1", "see|imagine"], DOUBTED),
    (&["is|are", "_1", "set|poised|due", "to"], (0.70, 0.90)),
];

static TABLE: LazyLock<Table<(f64, f64)>> = LazyLock::new(|| Table::new(ROWS));

/// The words that say how sure the clause at `range` is, as indices from its start.
pub(crate) fn of(text: &Text<'_>, range: Range<usize>) -> Option<Words> {
    let own = text.tokens.get(range.clone()).unwrap_or(&[]);
    let weighed = chance::weighed(own).map(|w| Words {
        low: w.range.0,
        high: w.range.1,
        tokens: w.tokens,
    });
    let said = TABLE.find_all(own).into_iter().map(|hit| {
        let (low, high) = match *hit.value {
            DOUBTED if denies(own, &hit.tokens) => (0.75, 0.95),
            range => range,
        };
        Words {
            low,
            high,
            tokens: hit.tokens,
        }
    });
    weighed
        .into_iter()
        .chain(said)
        .min_by(|a, b| (a.low + a.high).total_cmp(&(b.low + b.high)))
        .or_else(|| words::of_clause(text, range))
}

/// "Surprised if it did not fall": doubted twice.
fn denies(own: &[Token], hit: &Range<usize>) -> bool {
    let stunned = own[hit.clone()]
        .iter()
        .any(|t| t.is_any(ASTONISHED) && !t.is_any(&["bet"]));
    let not = own[hit.end..].iter().take(12).any(|t| {
        t.is_any(&[
            "not", "never", "nobody", "nothing", "no", "didn't", "don't", "doesn't", "failed",
        ])
    });
    stunned && not
}
