//! Rule `event`: what is to be explained.
//!
//! Why: an analyst wants it as a statement. Writers state it near the start, before or
//! right after the question; where they do not, the question without its question word is
//! the nearest thing.

use super::draft::Found;
use super::outline::{Outline, clause_end};
use super::phrase::{any_of, find_phrase};
use super::question::Question;
use super::stance::verdict::past;
use super::stems::{Stems, shared, stems};
use super::text::Token;
use crate::source::Span;

/// How many of the first lines may state the event.
const NEAR: usize = 8;

/// Words that tell of a question: what follows was to be explained.
const WHY: &[&str] = &[
    "explain|explains|explained|explaining|asked|wondered",
    "_2",
    "why",
];

/// What `question` wants explained.
pub(crate) fn find(outline: &Outline<'_>, question: &Question) -> Option<Found> {
    if !question.explanatory {
        return None;
    }
    let opens = || opening(outline).filter(|found| near(outline, question, found.span));
    let thin = thin(outline, question);
    explained(outline, question)
        .or_else(|| thin.then(opens).flatten())
        .or_else(|| stated(outline, question))
        .or_else(|| asked(outline, question))
}

/// Whether the question does not say by itself what happened: "what did for it?", "what
/// really took down the bridge".
fn thin(outline: &Outline<'_>, question: &Question) -> bool {
    const AUXILIARIES: &[&str] = &[
        "did", "does", "do", "was", "were", "is", "are", "has", "have", "had",
    ];
    let words = outline.words(outline.text.tokens_in(question.found.span));
    let what = words.first().is_some_and(|t| t.is_any(&["what"]));
    let clause = words.iter().skip(1).take(3).any(|t| t.is_any(AUXILIARIES));
    // "How greed sank the ferry" answers itself.
    let how = words.first().is_some_and(|t| t.is_any(&["how"])) && question.line.is_none();
    (what || how) && (!clause || stems(words).is_empty())
}

/// Whether a sentence has a word in common with the question.
fn near(outline: &Outline<'_>, question: &Question, span: Span) -> bool {
    let of = |span| stems(outline.words(outline.text.tokens_in(span)));
    let asked = of(question.found.span);
    asked.is_empty() || shared(&asked, &of(span)) >= 1 || question.line.is_none()
}

/// The event that an article opens with: its first sentence, where that tells of the past
/// and not of the writer.
pub(crate) fn opening(outline: &Outline<'_>) -> Option<Found> {
    const OTHER: &[&str] = &[
        "i", "we", "my", "our", "you", "he", "she", "it", "they", "this", "that", "there", "if",
    ];
    let line = outline
        .lines
        .iter()
        .find(|l| !l.question && outline.stops(l))?;
    if line.paragraph > 2 {
        return None;
    }
    let body = outline.body(line);
    let end = clause_end(body, 4, body.len());
    let other = body.first().is_none_or(|t| t.is_any(OTHER));
    let told = past(&body[..end]) && !body.iter().take(2).any(Token::is_quote);
    (told && !other && !line.question).then(|| Found {
        span: outline.statement(line),
        rule: "event/opening",
    })
}

/// The event of an article that weighs explanations and asks no question: the early
/// sentence of the past that shares most with what is `argued`, and is no part of it.
pub(crate) fn told(outline: &Outline<'_>, argued: &[Span]) -> Option<Found> {
    let mut explained = Stems::default();
    for &span in argued {
        explained.add(&stems(outline.words(outline.text.tokens_in(span))));
    }
    let mut best: Option<(usize, Span)> = None;
    for (at, line) in outline.lines.iter().take(NEAR).enumerate() {
        let body = outline.body(line);
        let told = (0..body.len()).any(|i| past(&body[i..=i]));
        if line.question || !told {
            continue;
        }
        let turn = any_of(body, TURNS);
        let pronoun = body
            .first()
            .is_some_and(|t| t.is_any(&["he", "she", "it", "they", "this", "that"]));
        let taken = argued
            .iter()
            .any(|s| s.start < line.span.end && line.span.start < s.end);
        if pronoun || taken {
            continue;
        }
        let score = shared(&line.stems, &explained)
            + if turn { 2 } else { 0 }
            + usize::from(line.paragraph == 0)
            + if at == 0 { 2 } else { 0 };
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, outline.statement(line)));
        }
    }
    best.map(|(_, span)| Found {
        span,
        rule: "event/told",
    })
}

/// Verbs of what wants explaining.
pub(crate) const TURNS: &[&str] = &[
    "abandoned",
    "broke",
    "burned",
    "burnt",
    "cancelled",
    "canceled",
    "closed",
    "collapsed",
    "crashed",
    "destroyed",
    "died",
    "disappeared",
    "dropped",
    "failed",
    "fell",
    "halted",
    "killed",
    "lost",
    "quit",
    "refused",
    "rejected",
    "resigned",
    "sank",
    "scrapped",
    "shut",
    "stopped",
    "suspended",
    "vanished",
    "withdrawn",
    "withdrew",
    "drowned",
    "down",
    "not",
];

/// "Asked why the line was closed, …": the clause after "why".
fn explained(outline: &Outline<'_>, question: &Question) -> Option<Found> {
    outline.lines.iter().take(NEAR).find_map(|line| {
        let words = outline.words(line.tokens.clone());
        let hit = find_phrase(words, 0, WHY)?;
        let end = clause_end(words, hit.end, words.len());
        let end = comma_before_subject(words, hit.end, end);
        let span = outline.span(line.tokens.start + hit.end..line.tokens.start + end);
        let apart = question.found.span.end <= span.start || span.end <= question.found.span.start;
        (end > hit.end + 2 && apart).then_some(Found {
            span,
            rule: "event/explained_why",
        })
    })
}

/// "… why the line was closed, the minister said": the clause ends at the comma.
fn comma_before_subject(words: &[Token], from: usize, end: usize) -> usize {
    (from + 3..end)
        .find(|&i| words[i].is_mark(","))
        .unwrap_or(end)
}

/// The early statement that shares most with the question.
fn stated(outline: &Outline<'_>, question: &Question) -> Option<Found> {
    let range = outline.text.tokens_in(question.found.span);
    let asked = stems(outline.words(range));
    let near = question.line.map_or(NEAR, |line| line.max(NEAR));
    let mut best: Option<(usize, Span)> = None;
    for line in outline.lines.iter().take(near) {
        let own = line.span.start <= question.found.span.start
            && question.found.span.end <= line.span.end;
        if line.question || own {
            continue;
        }
        let score = shared(&asked, &line.stems);
        if score >= 2 && score * 2 >= asked.len() && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, outline.statement(line)));
        }
    }
    if best.is_none()
        && asked.len() < 2
        && let Some(at) = question.line
    {
        // "What happened?" asks for the sentence before it.
        let before = outline.lines[..at].iter().rev().find(|l| !l.question);
        best = before.map(|line| (0, outline.statement(line)));
    }
    best.map(|(_, span)| Found {
        span,
        rule: "event/stated",
    })
}

/// The question without its question word.
fn asked(outline: &Outline<'_>, question: &Question) -> Option<Found> {
    let range = outline.text.tokens_in(question.found.span);
    let span = outline.span(question.rest.min(range.end)..range.end);
    (span.start < span.end).then_some(Found {
        span,
        rule: "event/asked",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::question;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn event(text: &str) -> Option<(String, &'static str)> {
        let document = document(text);
        let title = document.blocks.first().map(|b| b.span);
        let title = title.filter(|_| text.starts_with('#'));
        let text = Text::new(&document);
        let outline = Outline::new(&text, &[]);
        let question = question::find(&outline, title)?;
        find(&outline, &question).map(|f| (text.slice(f.span).to_owned(), f.rule))
    }

    #[test]
    fn events() {
        let cases = [
            (
                "# Why did Odda close its port?\n\nAsked why no ships had come since May, he smiled.",
                "no ships had come since May",
                "event/explained_why",
            ),
            (
                "# Why did Odda close its port?\n\nOn Monday Odda closed the port for good.",
                "On Monday Odda closed the port for good.",
                "event/stated",
            ),
            (
                "# Why did Odda close its port?\n\nIt is cold.",
                "Odda close its port",
                "event/asked",
            ),
            (
                "# How Odda lost its port\n\nIt is cold.",
                "Odda lost its port",
                "event/asked",
            ),
            (
                "# What really stopped the port?\n\nThe port stood still on Monday.",
                "The port stood still on Monday.",
                "event/opening",
            ),
            (
                "The bus never came. What happened?",
                "The bus never came.",
                "event/stated",
            ),
        ];
        for (text, words, rule) in cases {
            assert_eq!(event(text), Some((words.to_owned(), rule)), "{text}");
        }
        assert_eq!(event("# Will Odda close its port?\n\nPerhaps."), None);
    }
}
