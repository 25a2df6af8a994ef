//! Rule "according": "according to S, C" and "C, according to S", and the like.
//!
//! Why: these prepositions name a source as plainly as a verb does. Content is the rest
//! of the sentence.

use std::ops::Range;

use super::kinds;
use super::{Found, MAX_CONTENT, Scene, Used, trim};
use crate::reader::phrase::match_any;
use crate::reader::text::TokenKind;

const CUES: &[&[&str]] = &[
    &["according", "to"],
    &["as", "reported", "by"],
    &["as", "noted", "by"],
    &[
        "in",
        "the",
        "view|opinion|words|eyes|judgment|judgement|account|telling",
        "of",
    ],
    &["as", "told", "by"],
];

/// Finds prepositional sources.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, used: &Used) {
    let tokens = &scene.text.tokens;
    for sentence in &scene.text.sentences {
        let mut low = sentence.tokens.start;
        let mut at = low;
        while at < sentence.tokens.end {
            if !scene.may(at, kinds::ACCORDING) {
                at += 1;
                continue;
            }
            let hit = match_any(tokens, at, CUES);
            let Some(end) = hit.filter(|&end| end < sentence.tokens.end && !used.contains(&at))
            else {
                at += 1;
                continue;
            };
            let speaker = source(scene, end, sentence.tokens.end);
            if let Some(content) = content(scene, low, at, &speaker, sentence.tokens.end) {
                let next = content.end.max(speaker.end);
                out.push(Found {
                    speaker,
                    cue: at..end,
                    content,
                    hole: None,
                    quiet: false,
                    rule: "according",
                });
                low = next;
            }
            at = end;
        }
    }
}

/// The source: up to a comma that is not an apposition's, or the end.
fn source(scene: &Scene, start: usize, limit: usize) -> Range<usize> {
    let tokens = &scene.text.tokens;
    let mut end = start;
    while end < limit.min(start + MAX_CONTENT) {
        let token = &tokens[end];
        let stop = token.is_any(&[",", ";", ":", "—", "–", "?", "!"])
            || token.is_quote()
            || token.kind == TokenKind::Mark && token.lower == "." && scene.names.at(end).is_none()
            || token.is_any(&["that", "which", "because", "but", "while"]) && end > start + 1;
        if stop {
            break;
        }
        end += 1;
    }
    start..end
}

/// What is said: before the cue when something stands there, else after the source.
fn content(
    scene: &Scene,
    low: usize,
    cue: usize,
    speaker: &Range<usize>,
    limit: usize,
) -> Option<Range<usize>> {
    if speaker.is_empty() {
        return None;
    }
    let before = trim(scene, low..cue);
    let content = if before.len() >= 3 {
        before
    } else {
        trim(scene, speaker.end..limit)
    };
    (!content.is_empty()).then_some(content)
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::cases;

    #[test]
    fn matches_and_must_not() {
        cases(
            "according",
            &[
                (
                    "According to the ministry, nobody came.",
                    &["the ministry | According to | nobody came"],
                ),
                (
                    "Nobody came to town, according to Ann Lee, a farmer.",
                    &["Ann Lee | according to | Nobody came to town"],
                ),
                ("They dressed according", &[]),
            ],
        );
    }
}
