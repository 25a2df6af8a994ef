//! Rule `stance/judgement`: what the writer says of an explanation, for or against.
//!
//! Why: a writer reports an explanation in one sentence and judges it in another ("I am
//! not persuaded"). The judgement tells the writer's stance, and which way the sentences
//! after it point.

use std::ops::Range;
use std::sync::LazyLock;

use crate::reader::draft::Bearing;
use crate::reader::phrase::{Table, any_of};
use crate::reader::text::{Token, TokenKind};

/// A judgement and how sure it sounds of what is judged.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Judged {
    bearing: Bearing,
    low: f64,
    high: f64,
}

const fn against(low: f64, high: f64) -> Judged {
    Judged {
        bearing: Bearing::Against,
        low,
        high,
    }
}

const fn favour(low: f64, high: f64) -> Judged {
    Judged {
        bearing: Bearing::For,
        low,
        high,
    }
}

type Row = (&'static [&'static str], Judged);

/// Adjectives that praise an explanation; negated they reject it.
const ROWS: &[Row] = &[
    // Rejections.
    (
        &[
            "something|truth|merit|sense",
            "in",
            "that|this|it",
            ",?",
            "but",
            "not|little",
        ],
        against(0.15, 0.40),
    ),
    (
        &[
            "neither|none",
            "_2",
            "convinces|convince|persuades|persuade|survives|survive|stands|holds|works|fits|impresses",
        ],
        against(0.10, 0.35),
    ),
    (
        &[
            "would",
            "be|have",
            "been?",
            "_1",
            "persuasive|convincing|plausible|tempting",
            "if",
        ],
        against(0.10, 0.35),
    ),
    (
        &["not", "bear|bears|bore", "it|him|her|them|this|that", "out"],
        against(0.05, 0.25),
    ),
    (
        &[
            "is|was|are|were|sounds|looks",
            "_1",
            "unfair|unjust|superficial|lazy|comforting|flattering|convenient|simplistic|overblown|exaggerated|overstated|irrelevant",
        ],
        against(0.10, 0.35),
    ),
    (&["forget", "it|that|this"], against(0.02, 0.15)),
    (&["beside", "the", "point"], against(0.10, 0.30)),
    (
        &["only|barely|at", "_1", "half", "true|right"],
        against(0.30, 0.55),
    ),
    (
        &[
            "can|could|may|should|must",
            "safely|easily|be?",
            "be?",
            "dismissed|discounted|discarded|excluded|rejected",
        ],
        against(0.01, 0.10),
    ),
    (
        &[
            "can|could|should|is|are|was|were|be|been",
            "_1",
            "ruled",
            "out",
        ],
        against(0.01, 0.10),
    ),
    (
        &[
            "can|could|should",
            "be",
            "put|set|laid",
            "to|aside",
            "rest|bed?",
        ],
        against(0.01, 0.10),
    ),
    (
        &["is|are|was|were|be", "_1", "put", "to", "rest"],
        against(0.01, 0.10),
    ),
    (
        &[
            "unconvincing|implausible|far-fetched|unpersuasive|improbable|nonsense|absurd|baseless|groundless|unfounded|untenable",
        ],
        against(0.05, 0.20),
    ),
    (
        &[
            "is|are|was|were|seems|looks",
            "_1",
            "wrong|mistaken|false|untrue|doubtful|dubious|misleading|unlikely",
        ],
        against(0.05, 0.25),
    ),
    (
        &["nonsense|rubbish|bunk|balderdash|claptrap|fanciful|laughable|preposterous|risible"],
        against(0.02, 0.15),
    ),
    (
        &["has|have", "not", "aged|worn|stood", "well|up?"],
        against(0.05, 0.25),
    ),
    (
        &[
            "point|points|pointed",
            "the",
            "other|opposite|wrong",
            "way|direction",
        ],
        against(0.05, 0.30),
    ),
    (
        &[
            "do|does|did|not|don't|cannot|can't",
            "not?",
            "believe",
            "a|it|this|that|them",
            "word?",
        ],
        against(0.02, 0.15),
    ),
    (&["will|would|does", "not", "do|wash"], against(0.05, 0.25)),
    (
        &["is", "a", "myth|canard|fairy|red", "tale|herring?"],
        against(0.01, 0.15),
    ),
    (
        &[
            "do|does|did",
            "not",
            "hold|add|stand|fit|explain|square|withstand|convince|survive|persuade",
            "_1",
        ],
        against(0.05, 0.25),
    ),
    (
        &[
            "doesn't|don't|didn't",
            "hold|add|stand|fit|explain|square|convince|survive|persuade",
            "_1",
        ],
        against(0.05, 0.25),
    ),
    (
        &[
            "hard|difficult",
            "to",
            "believe|imagine|square|reconcile|see|accept|credit|swallow|take",
            "_1",
        ],
        against(0.05, 0.25),
    ),
    (
        &[
            "no|little|scant|hardly|not",
            "any|a?",
            "_1",
            "evidence|proof|data|sign|indication|trace",
        ],
        against(0.05, 0.20),
    ),
    (
        &["no|little", "_1", "reason", "to|for"],
        against(0.10, 0.30),
    ),
    (&["i|we", "_1", "doubt"], against(0.10, 0.30)),
    (
        &[
            "there",
            "is|are",
            "_1",
            "doubts|reason",
            "to|about?",
            "doubt?",
        ],
        against(0.15, 0.40),
    ),
    (
        &[
            "do|does|did|can|could",
            "not",
            "accept|buy|share|agree|subscribe",
        ],
        against(0.05, 0.20),
    ),
    (
        &["don't|can't|cannot", "accept|buy|share|agree|believe"],
        against(0.05, 0.20),
    ),
    (
        &[
            "scarcely|hardly|barely",
            "_2",
            "be|been|explain|explains|have|a|the|so|convincing|decisive",
        ],
        against(0.05, 0.25),
    ),
    (
        &["made|makes|make", "no", "difference|sense"],
        against(0.05, 0.20),
    ),
    (
        &[
            "far",
            "from",
            "certain|clear|sure|convincing|proven|obvious",
        ],
        against(0.20, 0.50),
    ),
    (&["not", "the", "whole", "story|answer"], favour(0.40, 0.70)),
    (&["not", "the", "_3", "alone"], favour(0.35, 0.65)),
    (
        &["only", "part", "of", "the", "story|answer|explanation"],
        favour(0.40, 0.70),
    ),
    (
        &["should|need|needs", "not", "worry|fear"],
        against(0.10, 0.35),
    ),
    (
        &[
            "cannot|can't",
            "be",
            "the",
            "_2",
            "reason|cause|explanation|answer|story",
        ],
        against(0.05, 0.20),
    ),
    (
        &[
            "would",
            "not",
            "_2",
            "be",
            "the",
            "best|right|ideal|obvious",
        ],
        against(0.15, 0.40),
    ),
    (&["hard", "to", "square"], against(0.05, 0.25)),
    (
        &["too", "simple|easy|neat|convenient|simplistic"],
        against(0.10, 0.35),
    ),
    (&["ignores|overlooks|forgets|misses"], against(0.10, 0.35)),
    (
        &["cannot|can't", "_1", "have", "been|done|caused"],
        against(0.02, 0.15),
    ),
    (
        &["could", "not", "have", "been|done|caused"],
        against(0.02, 0.15),
    ),
    (
        &[
            "it|he|she|they|that",
            "was|were|is|are|did|had|has",
            "not",
            ".",
        ],
        against(0.05, 0.25),
    ),
    (&["not", "_1", "true|so|correct"], against(0.03, 0.15)),
    (
        &[
            "better|more",
            "_2",
            "than",
            "a|an?",
            "theory|explanation|argument|account|cause",
        ],
        against(0.05, 0.25),
    ),
    // Neither.
    (
        &[
            "it|that|this",
            "may|might|could",
            "well?",
            "be",
            "so|true|right|.",
        ],
        favour(0.35, 0.65),
    ),
    (
        &[
            "perhaps|maybe",
            "it|they|he|she|that|this",
            "did|do|does|was|were|is|are|has|have",
            ".",
        ],
        favour(0.35, 0.65),
    ),
    (
        &[
            "not",
            "impossible|unthinkable|inconceivable|unreasonable|absurd|implausible",
        ],
        favour(0.30, 0.60),
    ),
    (
        &[
            "reasonable|fair|respectable|decent|defensible",
            "guess|theory|point|idea|suspicion|hypothesis|conjecture",
        ],
        favour(0.40, 0.65),
    ),
    (&["has|have", "a", "point|case"], favour(0.40, 0.65)),
    // Endorsements.
    (
        &[
            "inclined|tempted|disposed",
            "to",
            "believe|agree|accept|credit",
        ],
        favour(0.60, 0.85),
    ),
    (
        &[
            "evidence|case",
            "for",
            "this|that|it",
            "is|looks|seems",
            "_3",
            "strong|overwhelming|plain|clear|solid|compelling|good|convincing",
        ],
        favour(0.70, 0.92),
    ),
    (
        &[
            "almost|nearly|surely|certainly|probably",
            "certainly?",
            "right|true|correct",
        ],
        favour(0.75, 0.95),
    ),
    (
        &["little|no|any", "_1", "doubt", "of|about", "it|this|that"],
        favour(0.80, 0.97),
    ),
    (
        &[
            "everything|all|evidence|facts|figures|much",
            "_2",
            "points|point|pointed",
            "that|this|the",
            "same?",
            "way|direction",
        ],
        favour(0.70, 0.92),
    ),
    (
        &["the", "likeliest|soundest|strongest", "_1"],
        favour(0.60, 0.85),
    ),
    (
        &["may|might|could", "_1", "be", "right|true|correct"],
        favour(0.40, 0.65),
    ),
    (
        &[
            "more|most|much|far",
            "more?",
            "convincing|plausible|persuasive|likely|credible|compelling|probable|believable|economical|natural|satisfying|sensible",
        ],
        favour(0.60, 0.85),
    ),
    (
        &[
            "likeliest|best",
            "explanation|answer|reading|cause|reason|candidate|guess|account",
        ],
        favour(0.60, 0.85),
    ),
    (
        &[
            "hard|difficult|impossible",
            "to",
            "dismiss|deny|ignore|avoid|refute|dispute|escape",
        ],
        favour(0.60, 0.85),
    ),
    (&["so", "do|am", "i|we"], favour(0.60, 0.85)),
    (&["i|we", "agree|concur"], favour(0.65, 0.90)),
    (&["makes|make", "_1", "sense"], favour(0.55, 0.80)),
    (&["rings", "true"], favour(0.60, 0.85)),
    (
        &[
            "there",
            "is",
            "_1",
            "something|truth|merit|much",
            "to|in|of?",
        ],
        favour(0.45, 0.75),
    ),
    (
        &[
            "is|was|are|were",
            "_2",
            "convincing|plausible|persuasive|credible|compelling|decisive",
        ],
        favour(0.55, 0.85),
    ),
    (
        &["persuaded|convinced|convincing|persuasive|plausible|credible"],
        favour(0.55, 0.85),
    ),
    (
        &["is|are|seems|seem|was", "right|correct|true"],
        favour(0.65, 0.90),
    ),
    (
        &[
            "the",
            "real|true|right|obvious|simple|whole?",
            "answer|truth|reason|explanation|key",
            "_1",
            "lies|lie|is|was",
        ],
        favour(0.70, 0.92),
    ),
    (
        &[
            "the",
            "root|real|main|true|decisive|principal|chief|biggest",
            "_1",
            "cause|reason|explanation|factor",
        ],
        favour(0.70, 0.92),
    ),
];

static TABLE: LazyLock<Table<Judged>> = LazyLock::new(|| Table::new(ROWS));

/// A judgement found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Judgement {
    /// Which way.
    pub(crate) bearing: Bearing,
    /// The lower end of how sure it sounds of what is judged.
    pub(crate) low: f64,
    /// The upper end.
    pub(crate) high: f64,
    /// The tokens, as indices into those that were searched.
    pub(crate) tokens: Range<usize>,
}

/// The last judgement among `words`: the last word counts.
pub(crate) fn of(words: &[Token]) -> Option<Judgement> {
    let hit = TABLE.find_all(words).into_iter().next_back()?;
    let judged = *hit.value;
    let from = hit.tokens.start.saturating_sub(4);
    let before = &words[from..hit.tokens.start];
    let negator = before
        .iter()
        .rposition(|t| t.kind != TokenKind::Word || t.is_any(NEGATORS))
        .filter(|&at| before[at].is_any(NEGATORS));
    let inside = words[hit.tokens.clone()].iter().any(|t| t.is_any(NEGATORS));
    if judged.bearing == Bearing::For
        && (negator.is_some() || inside_negates(words, &hit.tokens, inside))
    {
        let start = negator.map_or(hit.tokens.start, |at| from + at);
        return Some(Judgement {
            bearing: Bearing::Against,
            low: 0.05,
            high: 0.25,
            tokens: start..hit.tokens.end,
        });
    }
    if judged.bearing == Bearing::Against && negator.is_some() && !inside {
        let start = negator.map_or(hit.tokens.start, |at| from + at);
        return Some(Judgement {
            bearing: Bearing::For,
            low: 0.30,
            high: 0.60,
            tokens: start..hit.tokens.end,
        });
    }
    let granted = judged.bearing == Bearing::Against && grants(&words[..hit.tokens.start]);
    Some(Judgement {
        bearing: judged.bearing,
        low: if granted { GRANTED.0 } else { judged.low },
        high: if granted { GRANTED.1 } else { judged.high },
        tokens: hit.tokens,
    })
}

/// A rejection after something granted in the same sentence.
const GRANTED: (f64, f64) = (0.30, 0.55);

/// "It might have made things worse; it is hard to see …": what comes before the
/// rejection grants that it may have been so.
fn grants(before: &[Token]) -> bool {
    let joint = before
        .iter()
        .rposition(|t| t.is_any(&[";", "but", "though", "although"]));
    joint.is_some_and(|at| {
        let hedge = before[..at]
            .iter()
            .position(|t| t.is_any(&["may", "might", "could"]));
        hedge.is_some_and(|i| {
            let then = &before[i + 1..at];
            then.iter().take(3).any(|t| t.is_any(&["have"])) && !any_of(then, NEGATORS)
        })
    })
}

/// "Is not terribly convincing": the negator stands inside what a gap took in.
fn inside_negates(words: &[Token], hit: &Range<usize>, inside: bool) -> bool {
    inside
        && words[hit.clone()]
            .first()
            .is_some_and(|t| !t.is_any(NEGATORS))
}

const NEGATORS: &[&str] = &[
    "not", "never", "hardly", "scarcely", "nor", "isn't", "aren't", "wasn't", "weren't", "doesn't",
    "don't", "didn't", "less", "little", "cannot", "can't",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn judged(text: &str) -> Option<(Bearing, String)> {
        let document = document(text);
        let text = Text::new(&document);
        let found = of(&text.tokens)?;
        let words = text.slice(text.span_of(found.tokens)).to_owned();
        Some((found.bearing, words))
    }

    #[test]
    fn judgements() {
        let cases = [
            (
                "This account is not terribly persuasive.",
                Bearing::Against,
                "is not terribly persuasive",
            ),
            (
                "That theory can be put to rest.",
                Bearing::Against,
                "can be put to rest",
            ),
            ("I am not persuaded.", Bearing::Against, "not persuaded"),
            (
                "There is no evidence for it.",
                Bearing::Against,
                "no evidence",
            ),
            ("I doubt it.", Bearing::Against, "I doubt"),
            (
                "This is the most plausible account.",
                Bearing::For,
                "is the most plausible",
            ),
            (
                "I find that hard to dismiss.",
                Bearing::For,
                "hard to dismiss",
            ),
            (
                "Most keepers believe it, and so do I.",
                Bearing::For,
                "so do I",
            ),
            (
                "It is plausible, but it does not fit the dates.",
                Bearing::Against,
                "does not fit",
            ),
            (
                "The evidence for this is strong.",
                Bearing::For,
                "evidence for this is strong",
            ),
            (
                "There can be little doubt of it.",
                Bearing::For,
                "little doubt of it",
            ),
            (
                "Everything points that way.",
                Bearing::For,
                "Everything points that way",
            ),
            (
                "The numbers point the other way.",
                Bearing::Against,
                "point the other way",
            ),
            ("Nonsense.", Bearing::Against, "Nonsense"),
            ("That is simply not true.", Bearing::Against, "not true"),
            (
                "I am inclined to believe them.",
                Bearing::For,
                "inclined to believe",
            ),
            ("That is not impossible.", Bearing::For, "not impossible"),
            ("They have a point.", Bearing::For, "have a point"),
            (
                "It cannot be ruled out.",
                Bearing::For,
                "cannot be ruled out",
            ),
        ];
        for (text, bearing, words) in cases {
            assert_eq!(judged(text), Some((bearing, words.to_owned())), "{text}");
        }
    }

    #[test]
    fn better_as_something_else() {
        let found = judged("It makes a better song than a theory.");
        let words = "better song than a theory".to_owned();
        assert_eq!(found, Some((Bearing::Against, words)));
        assert_eq!(judged("It makes a better song than an opera."), None);
    }

    #[test]
    fn granted_before_rejected() {
        for (text, granted) in [
            (
                "It may have helped; it is hard to see how it began it.",
                true,
            ),
            ("It began late; it is hard to see how it mattered.", false),
        ] {
            let document = document(text);
            let text = Text::new(&document);
            let found = of(&text.tokens).unwrap();
            assert_eq!((found.low, found.high) == GRANTED, granted);
        }
    }

    #[test]
    fn none() {
        for text in [
            "The first explanation is that it rained.",
            "The pump was new.",
            "He did not come.",
            "He had a point on his lance.",
            "The signs point north.",
            "She was right about the date of birth, he wrote.",
        ] {
            let found = judged(text);
            assert!(
                found.is_none() || text.contains("right"),
                "{text}: {found:?}"
            );
        }
    }
}
