//! Rule "byline": "By Ann Lee", "By Ann Lee and Tom Hale, Staff Writers", "Author: …".
//!
//! Why: articles name their writers in a short line of their own at the start (or the
//! end). The metadata's authors come first; a byline then only gives them their place.

use super::{Provenance, Stated, edges, one_line};
use crate::reader::names::words::OPENERS;
use crate::reader::text::{Sentence, Text, TokenKind};
use crate::source::Span;

/// The longest byline, in tokens.
const MAX_BYLINE: usize = 30;

/// The longest name, in tokens.
const MAX_NAME: usize = 8;

/// Finds bylines.
pub(super) fn find(text: &Text, out: &mut Provenance) {
    let given = &text.document.metadata.authors;
    out.authors = given
        .iter()
        .map(|name| Stated {
            value: name.clone(),
            span: None,
        })
        .collect();
    for index in edges(text) {
        let sentence = &text.sentences[index];
        if sentence.tokens.len() > MAX_BYLINE || out.is_furniture(index) {
            continue;
        }
        let Some(start) = opening(text, sentence) else {
            continue;
        };
        let names = names(text, start, sentence.tokens.end);
        if names.is_empty() {
            continue;
        }
        out.mark(index);
        for span in names {
            place(text, out, span);
        }
    }
}

/// A bare full name in a line of its own, beside the line with the date.
pub(super) fn bare(text: &Text, out: &mut Provenance) {
    if !out.authors.is_empty() {
        return;
    }
    for index in 0..text.sentences.len().min(8) {
        let sentence = &text.sentences[index];
        let tokens = sentence.tokens.clone();
        let named = tokens.clone().all(|i| {
            let token = &text.tokens[i];
            token.kind == TokenKind::Word && text.is_capital(i) && !OPENERS.contains(token.stem())
                || token.lower == "." && i > tokens.start && text.tokens[i - 1].lower.len() <= 2
        });
        let words = tokens
            .clone()
            .filter(|&i| text.tokens[i].kind == TokenKind::Word)
            .count();
        let dated = |i: usize| {
            text.sentences
                .get(i)
                .is_some_and(|s| s.tokens.len() <= 20 && super::date_line(text, s).is_some())
        };
        let beside = dated(index + 1) || index > 0 && dated(index - 1);
        let titled = out.title.as_ref().and_then(|t| t.span) == Some(sentence.span);
        if named && (2..=4).contains(&words) && beside && !titled && sentence.block < super::FIRST {
            out.mark(index);
            place(text, out, sentence.span);
            return;
        }
    }
}

/// The token after "By" or "Author:", when the sentence is a byline.
fn opening(text: &Text, sentence: &Sentence) -> Option<usize> {
    let words = text.words(sentence);
    let marks = words
        .iter()
        .take_while(|t| t.kind == TokenKind::Mark)
        .count();
    let first = sentence.tokens.start + marks;
    let lower = |i: usize| text.tokens.get(i).map_or("", |t| t.lower.as_str());
    let mut at = match (lower(first), lower(first + 1)) {
        ("by", _) => first + 1,
        ("written" | "posted" | "text" | "words" | "story" | "analysis" | "opinion", "by") => {
            first + 2
        }
        ("author" | "authors" | "writer", ":") => first + 2,
        _ => return None,
    };
    while lower(at) == "[" || lower(at) == ":" || lower(at) == "*" {
        at += 1;
    }
    let capital = text.is_capital(at);
    // "By Monday nobody came." is a sentence.
    let last = words.last()?;
    let prose = last.is_any(&["?", "!"])
        || last.lower == "." && words.iter().filter(|t| t.kind == TokenKind::Word).count() > 10
        || sentence
            .tokens
            .clone()
            .skip(marks + 1)
            .filter(|&i| text.tokens[i].kind == TokenKind::Word && !text.is_capital(i))
            .count()
            > 4
        || verb_inside(text, sentence);
    (capital && !prose && !crate::reader::names::words::CALENDAR.contains(lower(at))).then_some(at)
}

fn verb_inside(text: &Text, sentence: &Sentence) -> bool {
    text.words(sentence).iter().any(|t| {
        t.is_any(&[
            "was", "were", "is", "are", "had", "has", "have", "would", "will", "came", "did",
        ])
    })
}

/// The names from token `at` on, parted by commas and "and".
fn names(text: &Text, at: usize, end: usize) -> Vec<Span> {
    let mut names = Vec::new();
    let mut start = at;
    let mut i = at;
    while i < end && i - start <= MAX_NAME {
        let token = &text.tokens[i];
        let part = token.kind == TokenKind::Word
            && (text.is_capital(i)
                || token.is_any(&[
                    "de", "van", "von", "der", "al", "bin", "la", "el", "le", "du", "da", "di",
                ]))
            || token.lower == "." && i > start && text.tokens[i - 1].lower.len() <= 2;
        if part {
            i += 1;
            continue;
        }
        let joined = token.is_any(&[",", "and", "&", "]"]);
        push(text, start..i, &mut names);
        if token.lower == "]" {
            // A link: its address in brackets follows.
            while i < end && text.tokens[i].lower != ")" {
                i += 1;
            }
        }
        if !joined {
            return names;
        }
        // The address of a link may run to the end of the line.
        i = (i + 1).min(end);
        start = i;
    }
    push(text, start..i, &mut names);
    names
}

fn push(text: &Text, tokens: std::ops::Range<usize>, names: &mut Vec<Span>) {
    let words = text.tokens[tokens.clone()]
        .iter()
        .filter(|t| t.kind == TokenKind::Word);
    let count = words.clone().count();
    let role = words.clone().any(|t| {
        t.is_any(&[
            "staff",
            "writer",
            "writers",
            "correspondent",
            "reporter",
            "editor",
            "columnist",
            "press",
            "news",
            "reuters",
            "contributor",
            "published",
            "updated",
            "the",
            "professor",
            "special",
        ])
    });
    // A lone word is a surname only as the first name ("By Saki"); later it is an agency.
    if (2..=6).contains(&count) && !role || count == 1 && names.is_empty() && !role {
        names.push(text.span_of(tokens));
    }
}

/// Gives an author its place, or adds it.
fn place(text: &Text, out: &mut Provenance, span: Span) {
    let name = one_line(text.slice(span));
    let known = out
        .authors
        .iter_mut()
        .find(|a| a.value.eq_ignore_ascii_case(&name));
    if let Some(author) = known {
        author.span = author.span.or(Some(span));
    } else if text.document.metadata.authors.is_empty() && out.authors.len() < 20 {
        out.authors.push(Stated {
            value: name,
            span: Some(span),
        });
    }
}
