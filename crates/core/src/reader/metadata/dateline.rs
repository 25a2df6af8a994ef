//! Rule "dateline": "SEOUL, May 18 (Agency) —" at the start of the prose.
//!
//! Why: agencies open with place, day and their own name. The agency is the publisher
//! when nothing else says who is; the words are no part of the first sentence, but stay
//! in it, since a quote must be exact.

use super::{Provenance, Stated, one_line};
use crate::reader::text::{Sentence, Text, TokenKind};

/// The longest dateline, in tokens.
const MAX_DATELINE: usize = 16;

/// Reads the dateline of the first prose sentence, if there is one.
pub(super) fn find(text: &Text, out: &mut Provenance) {
    let first = text
        .sentences
        .iter()
        .enumerate()
        .find(|(index, s)| text.is_prose(s) && !out.is_furniture(*index));
    let Some((_, sentence)) = first else {
        return;
    };
    let Some(dash) = dash(text, sentence) else {
        return;
    };
    let tokens = sentence.tokens.start..dash;
    let bracket = tokens.clone().find(|&i| text.tokens[i].lower == "(");
    let agency = bracket.and_then(|open| {
        let close = (open..dash).find(|&i| text.tokens[i].lower == ")")?;
        (close > open + 1).then(|| text.span_of(open + 1..close))
    });
    if let (Some(span), None) = (agency, &out.publisher) {
        out.publisher = Some(Stated {
            value: one_line(text.slice(span)),
            span: Some(span),
        });
    }
}

/// The dash that ends a dateline: all before it is a place in capitals, with a date and an
/// agency.
fn dash(text: &Text, sentence: &Sentence) -> Option<usize> {
    let start = sentence.tokens.start;
    let raw = text.slice(text.tokens[start].span);
    let loud = raw.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !raw.chars().any(char::is_lowercase);
    let limit = sentence.tokens.end.min(start + MAX_DATELINE);
    let dash = (start + 1..limit).find(|&i| {
        text.tokens[i].is_any(&["—", "–", "―"])
            || text.tokens[i].lower == "-" && text.space_before(i)
    })?;
    let plain = (start..dash).all(|i| {
        let token = &text.tokens[i];
        token.kind != TokenKind::Word || text.is_capital(i)
    });
    (loud && plain).then_some(dash)
}
