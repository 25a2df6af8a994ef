//! Rule `evidence/precedent`: a like event before: "in 1987 an earlier garrison …", "the
//! same thing happened", "not unprecedented".
//!
//! Why: what happened to others, or before, says less than a fact about this event.

use crate::reader::outline::{Line, Outline};
use crate::reader::phrase::has_phrase;
use crate::reader::text::TokenKind;

const PATTERNS: &[&[&str]] = &[
    &["not|hardly|nothing", "unprecedented|new|unique|unheard"],
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
    PATTERNS.iter().any(|p| has_phrase(body, p)) || in_year(outline, line, year)
}

/// "In 1987 …" at the start of a sentence, years before the article.
fn in_year(outline: &Outline<'_>, line: &Line, year: Option<i32>) -> bool {
    let body = outline.body(line);
    let Some(year) = year else { return false };
    body.iter().take(4).enumerate().any(|(i, t)| {
        let named: Option<i32> = t.lower.parse().ok().filter(|_| t.kind == TokenKind::Number);
        let after_in = i > 0 && body[..i].iter().any(|t| t.is_any(&["in", "back"]));
        after_in && named.is_some_and(|n| (1000..=year - BACK).contains(&n))
    })
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
            "Much the same befell a Finnish bank in 2014.",
            "It was not the first time that the pump had failed.",
            "This has happened before.",
        ] {
            assert!(holds(text), "{text}");
        }
        for text in [
            "In 2019 the owner sold.",
            "Since 1987 the owner has sold nothing.",
            "The owner sold 1987 shares.",
        ] {
            assert!(!holds(text), "{text}");
        }
    }
}
