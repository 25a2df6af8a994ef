//! Rule `stance/verdict`: a probability of something past: "it is unlikely that the strike
//! decided it", "loose guns are now very unlikely", "it very probably played a part".
//!
//! Why: whoever puts a probability on what has been weighs an explanation, whether or not
//! a question was asked. Of what is to come it would be a forecast.

use std::ops::Range;

use super::words::{self, Words};
use crate::reader::forecasts::horizon_words;
use crate::reader::outline::{Line, Outline, clause_end};
use crate::reader::phrase::{any_of, find_any, has_any, match_any};
use crate::reader::text::{Token, TokenKind};

/// A verdict: on what, and how sure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Verdict {
    /// What it is on, as indices into the line's body.
    pub(crate) about: Range<usize>,
    /// How sure it sounds.
    pub(crate) words: Words,
    /// Whether it only points back: "this is unlikely".
    pub(crate) points_back: bool,
}

/// Openings before "that" and what is judged.
const THAT: &[&[&str]] = &[
    &[
        "it",
        "is|was|seems|appears|remains",
        "_3",
        "likely|unlikely|probable|improbable|certain|possible|doubtful|plausible|implausible|clear|inconceivable",
        "that",
    ],
    &[
        "there",
        "is|was|seems",
        "_4",
        "chance|possibility|likelihood|probability|doubt",
        "that",
    ],
    &["chances|odds", "are", "that"],
];

/// Ends of a clause that judge what stands before them.
const ENDS: &[&[&str]] = &[
    &[
        "is|are|was|were|seems|seem|looks|remains|remain",
        "_2",
        "likely|unlikely|improbable|probable|doubtful|implausible|possible",
    ],
    &[
        "had|has|have",
        "been",
        "thought|considered|deemed",
        "likely|unlikely|probable|possible",
    ],
];

/// Words of cause after a probability.
const ROLE: &[&[&str]] = &[
    &[
        "is|are|was|were",
        "_2",
        "likely|unlikely",
        "to",
        "be",
        "the|a",
        "_2",
        "answer|cause|reason|explanation|culprit|story",
    ],
    &["is|are|was|were", "_2", "likely|unlikely", "to", "have"],
    &[
        "probably|possibly|likely|certainly|undoubtedly|surely",
        "had|played|made|was|were|did|caused|helped",
    ],
    &[
        "may|might|could",
        "well|easily?",
        "have",
        "played|had|been|helped|caused|contributed",
    ],
];

/// The verdict in a line, if it passes one on the past.
pub(crate) fn of(outline: &Outline<'_>, line: &Line) -> Option<Verdict> {
    let body = outline.body(line);
    if line.question || body.iter().any(Token::is_quote) {
        return None;
    }
    let says = has_any(body, THAT);
    if !says && !has_any(body, ENDS) && !has_any(body, ROLE) {
        return None;
    }
    let at = |from: usize, to: usize| {
        let range = line.body.start + from..line.body.start + to;
        let found = words::of_clause(outline.text, range)?;
        Some(Words {
            tokens: from + found.tokens.start..from + found.tokens.end,
            ..found
        })
    };
    let that = (0..body.len()).filter(|_| says).find_map(|i| {
        let end = match_any(body, i, THAT)?;
        Some((i, end))
    });
    if let Some((start, end)) = that {
        let stop = clause_end(body, end, body.len());
        // "…, and she would have sunk anyway" is another clause.
        let stop = (end + 2..stop)
            .find(|&i| body[i].is_any(&["and"]) && body[i - 1].is_mark(","))
            .map_or(stop, |i| i - 1);
        let words = at(start, end)?;
        return past(&body[end..stop]).then_some(Verdict {
            about: end..stop,
            words,
            points_back: false,
        });
    }
    let ahead = horizon_words::find(body).is_some();
    ending(body, &at)
        .or_else(|| role(body, &at))
        .filter(|_| !ahead)
}

/// "So a fault in the migration is highly unlikely."
fn ending(body: &[Token], at: &dyn Fn(usize, usize) -> Option<Words>) -> Option<Verdict> {
    let hit = find_any(body, 1, ENDS)?;
    let closes = body
        .get(hit.end)
        .is_none_or(|t| t.kind == TokenKind::Mark && !t.is_any(&["(", "\"", "“"]));
    if !closes {
        return None;
    }
    let start = clause_start(body, hit.start);
    let words = at(hit.start, hit.end)?;
    Some(Verdict {
        about: start..hit.end,
        words,
        points_back: points_back(body, start, hit.start),
    })
}

/// "Bad handling is unlikely to be the answer."
fn role(body: &[Token], at: &dyn Fn(usize, usize) -> Option<Words>) -> Option<Verdict> {
    let hit = find_any(body, 1, ROLE)?;
    let start = clause_start(body, hit.start);
    // "Slow it may have been" grants.
    let pronoun = body[hit.start - 1].is_any(&["it", "he", "she", "they", "that"]);
    if pronoun && hit.start > start + 1 && hit.end + 1 >= body.len() {
        return None;
    }
    let stop = clause_end(body, hit.end, body.len());
    let words = at(start, stop)?;
    Some(Verdict {
        about: start..stop,
        words,
        points_back: points_back(body, start, hit.start),
    })
}

/// Where the clause that ends at `at` begins.
fn clause_start(body: &[Token], at: usize) -> usize {
    let joint = (0..at).rev().find(|&i| {
        body[i].is_any(&[";", ":", "—", "–"])
            || i > 0 && body[i].is_any(&["so", "and", "but", "though"]) && body[i - 1].is_mark(",")
    });
    joint.map_or(0, |i| i + 1)
}

/// Whether the subject only points back.
fn points_back(body: &[Token], start: usize, verb: usize) -> bool {
    verb.saturating_sub(start) <= 3
        && body.get(start).is_some_and(|t| {
            t.is_any(&["this", "that", "it", "they", "he", "she", "which", "these"])
        })
}

/// Whether a clause tells of the past: a past or perfect verb, and no future.
pub(crate) fn past(words: &[Token]) -> bool {
    const FUTURE: &[&str] = &[
        "will", "won't", "would", "shall", "'ll", "going", "ever", "can", "cannot",
    ];
    const PAST: &[&str] = &[
        "was", "were", "had", "did", "has", "have", "been", "became", "began", "broke", "brought",
        "built", "came", "cut", "drove", "fell", "felt", "found", "gave", "got", "grew", "held",
        "kept", "knew", "led", "left", "lost", "made", "meant", "met", "put", "ran", "rose",
        "said", "sank", "saw", "set", "sold", "spoke", "stood", "struck", "thought", "threw",
        "told", "took", "turned", "went", "won",
    ];
    let future = any_of(words, FUTURE);
    let told = words.iter().any(|t| {
        t.is_any(PAST) || t.kind == TokenKind::Word && t.lower.len() > 4 && t.lower.ends_with("ed")
    });
    told && !future
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn verdict(text: &str) -> Option<(String, String, bool)> {
        let document = document(text);
        let text = Text::new(&document);
        let outline = Outline::new(&text, &[]);
        let line = outline.lines.first()?;
        let found = of(&outline, line)?;
        let words = |range: Range<usize>| {
            let range = line.body.start + range.start..line.body.start + range.end;
            text.slice(outline.span(range)).to_owned()
        };
        Some((
            words(found.about),
            words(found.words.tokens),
            found.points_back,
        ))
    }

    #[test]
    fn verdicts() {
        let cases = [
            (
                "It is unlikely that the strike decided the vote.",
                "the strike decided the vote",
                "unlikely",
                false,
            ),
            (
                "There is a slim chance that somebody attacked us.",
                "somebody attacked us",
                "slim chance",
                false,
            ),
            (
                "A loose bolt is now very unlikely.",
                "A loose bolt is now very unlikely",
                "very unlikely",
                false,
            ),
            (
                "Bad luck is unlikely to be the answer.",
                "Bad luck is unlikely to be the answer",
                "unlikely",
                false,
            ),
            (
                "It very probably had a part in it.",
                "It very probably had a part in it",
                "very probably",
                true,
            ),
        ];
        for (text, about, words, back) in cases {
            let expected = (about.to_owned(), words.to_owned(), back);
            assert_eq!(verdict(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn none() {
        for text in [
            "It is unlikely that the strike will decide the vote.",
            "The price is likely to fall.",
            "The strike decided the vote.",
            "A fall is likely next year.",
            "It is doubtful that the target can be met.",
            "By next June the men are likely to have found work.",
        ] {
            assert_eq!(verdict(text), None, "{text}");
        }
    }
}
