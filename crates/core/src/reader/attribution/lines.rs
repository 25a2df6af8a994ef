//! Rule "line": a name and a colon at the start of a line, as in a transcript.
//!
//! Why: interviews, debates and headlines say who speaks by "NAME: words". The name is
//! at most a few capitalised words, so that "Two things: …" is not taken for one.

use super::{Found, Scene, Used, trim};
use crate::reader::quotes;
use crate::reader::text::TokenKind;

/// The longest name before the colon, in tokens.
const MAX_NAME: usize = 6;

/// What stands before a colon and is nobody.
const NOTES: &[&str] = &[
    "byline",
    "clarification",
    "correction",
    "editor",
    "note",
    "photo",
    "read",
    "related",
    "update",
    "updated",
    "video",
    "watch",
];

/// Finds the lines of a transcript.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, _used: &Used) {
    for sentence in &scene.text.sentences {
        let start = sentence.tokens.start;
        let end = sentence.tokens.end.min(start + MAX_NAME + 1);
        let Some(colon) = (start..end).find(|&i| scene.lower(i) == ":") else {
            continue;
        };
        let named = colon > start
            && (start..colon).all(|i| {
                scene.text.tokens[i].kind == TokenKind::Word && scene.text.is_capital(i)
                    || scene.lower(i) == "."
            })
            && scene
                .names
                .at(colon - 1)
                .is_some_and(|m| m.tokens.end == colon && m.with_title().start == start);
        let quote = quotes::around(scene.quotes, colon + 1).map(|q| q.tokens.clone());
        let whole = quote.filter(|q| q.start == colon + 1);
        let content = match &whole {
            Some(quote) => quote.clone(),
            None => trim(scene, colon + 1..sentence.tokens.end),
        };
        let outside = quotes::around(scene.quotes, start).is_none();
        let enough = whole.is_some() || content.len() >= 4;
        let note = NOTES.contains(&scene.lower(start));
        if named && outside && enough && !note {
            out.push(Found {
                speaker: start..colon,
                cue: colon..colon + 1,
                content,
                hole: None,
                quiet: false,
                rule: "line",
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::cases;

    #[test]
    fn matches_and_must_not() {
        cases(
            "line",
            &[
                ("HALE: Well, it rained.", &["HALE | : | Well, it rained"]),
                ("Two Things: it rained.", &[]),
                ("He wants one thing: rain.", &[]),
            ],
        );
    }
}
