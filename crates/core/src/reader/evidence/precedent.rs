//! Rule `evidence/precedent`: a like event before: "in 1987 an earlier garrison …", "the
//! same thing happened", "not unprecedented".
//!
//! Why: what happened to others, or before, says less than a fact about this event.

use crate::reader::outline::{Line, Outline};
use crate::reader::phrase::has_any;
use crate::reader::text::{Token, TokenKind};

const PATTERNS: &[&[&str]] = &[
    &[
        "not|hardly|nothing",
        "be?",
        "unprecedented|new|unique|unheard",
    ],
    &["precedent|precedents|predecessor"],
    &[
        "same",
        "thing|story|fate|mistake|way",
        "_2",
        "happened|befell",
    ],
    &["same", "_1", "befell|overtook|struck|happened|occurred"],
    &["not|hardly", "the", "first", "time|such|to"],
    &["has|have|had", "happened", "before|elsewhere|already"],
    &["has|have", "_1", "done", "so|it|this|the", "_1", "before"],
    &[
        "similar|like|comparable|earlier|previous",
        "_2",
        "followed|happened|failed|failure|case|cases|episode|attempt|plot|garrison|falls|outage|incident|crisis|scandal|strike",
    ],
    &["the", "last", "time"],
    &["as", "when"],
    &["just", "as", "in|it|he|she|they"],
    &["history", "is|offers|shows|has|knows"],
    &["once", "before"],
    &["happened", "before|in"],
    &["in", "the", "past"],
];

/// Years that a precedent lies back at least.
const BACK: i32 = 2;

/// Whether a line tells of a like event before, seen from the year of the article.
pub(crate) fn is(outline: &Outline<'_>, line: &Line, year: Option<i32>) -> bool {
    let body = outline.body(line);
    has_any(body, PATTERNS) || similar(body) || in_year(outline, line, year)
}

/// "A similar sale ruined the port next door".
fn similar(body: &[Token]) -> bool {
    const LIKE: &[&str] = &["similar", "comparable", "identical", "earlier", "previous"];
    const PAST: &[&str] = &[
        "brought", "broke", "came", "cost", "drove", "fell", "gave", "led", "left", "lost", "made",
        "met", "sank", "took", "went", "was", "were", "had",
    ];
    body.windows(2).enumerate().take(4).any(|(at, two)| {
        let from = (at + 2).min(body.len());
        let verb = body[from..(at + 6).min(body.len())].windows(2).any(|pair| {
            let passive = pair[0].is_any(&["is", "are", "be", "being"]);
            pair[1].is_any(PAST) || pair[1].lower.ends_with("ed") && !passive
        });
        two[0].is_any(&["a", "an", "another"]) && two[1].is_any(LIKE) && verb
    })
}

/// "In 1987 …" at the start of a sentence, years before the article.
fn in_year(outline: &Outline<'_>, line: &Line, year: Option<i32>) -> bool {
    let body = outline.body(line);
    let Some(year) = year else { return false };
    let first = body.iter().take(6).enumerate().any(|(i, t)| {
        let named: Option<i32> = t.lower.parse().ok().filter(|_| t.kind == TokenKind::Number);
        let leads = body[..i].iter().enumerate().all(|(j, t)| {
            if j == 0 {
                t.is_any(&["in", "back", "as", "once"])
            } else {
                t.is_any(LEADS) || t.kind == TokenKind::Number || t.is_mark(",")
            }
        });
        i > 0 && leads && named.is_some_and(|n| (1000..=year - BACK).contains(&n))
    });
    first || (2..body.len().saturating_sub(1)).any(|i| of_year(&body[i - 2..i + 2], year))
}

/// Words between "in" and the year: "in the summer of 1956", "back in 1987".
const LEADS: &[&str] = &[
    "in",
    "the",
    "of",
    "late",
    "early",
    "mid",
    "again",
    "and",
    "far",
    "back",
    "as",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "end",
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

/// "The floods of 2011": a like event by its year; `four` are "the", a noun, "of", a year.
fn of_year(four: &[Token], year: i32) -> bool {
    const EVENTS: &[&str] = &[
        "crisis",
        "flood",
        "floods",
        "strike",
        "strikes",
        "war",
        "coup",
        "fire",
        "crash",
        "drought",
        "storm",
        "riots",
        "election",
        "scandal",
        "panic",
        "famine",
        "earthquake",
        "boycott",
        "summit",
        "outage",
        "collapse",
        "recession",
        "epidemic",
        "plot",
        "revolt",
        "accident",
        "disaster",
    ];
    let named: Option<i32> = four[3].lower.parse().ok();
    four[0].kind == TokenKind::Word
        && four[1].is_any(EVENTS)
        && four[2].is_any(&["of", "in"])
        && named.is_some_and(|n| (1000..=year - BACK).contains(&n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn holds(text: &str) -> bool {
        let document = document(text);
        let text = Text::new(&document);
        let outline = Outline::new(&text, &[]);
        outline
            .lines
            .iter()
            .any(|line| is(&outline, line, Some(2019)))
    }

    #[test]
    fn precedents() {
        for text in [
            "In 1987 an earlier owner sold too late.",
            "Such leaks are not unprecedented.",
            "The same thing happened to the neighbours.",
            "A similar failure sank the other ship.",
            "In the summer of 1956 two clerks tried it.",
            "Nor did the floods of 2011 move the vote.",
            "Much the same befell a Finnish bank in 2014.",
            "It was not the first time that the pump had failed.",
            "This has happened before.",
            "A similar sale ruined the port next door.",
            "That would not be unprecedented.",
        ] {
            assert!(holds(text), "{text}");
        }
        for text in [
            "In 2019 the owner sold.",
            "Wages were higher than in 1999.",
            "The accounts of 2011 are lost.",
            "A similar price is asked for the rest.",
            "Since 1987 the owner has sold nothing.",
            "The owner sold 1987 shares.",
        ] {
            assert!(!holds(text), "{text}");
        }
    }
}
