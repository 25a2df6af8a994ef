//! Rule "poll": "in a new poll, C", "C in the latest survey".
//!
//! Why: what a poll found is the poll's word, not the writer's. The cue is the
//! preposition alone.

use std::ops::Range;

use super::kinds;
use super::{Found, Scene, Used, trim};
use crate::reader::quotes;
use crate::reader::text::{Sentence, TokenKind};

/// What asks people.
pub(super) const POLLS: &[&str] = &["poll", "polls", "polling", "survey", "surveys"];

/// The most tokens between the preposition and the poll.
const MAX_BETWEEN: usize = 9;

/// Finds polls that are named as a source.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, used: &Used) {
    for sentence in &scene.text.sentences {
        for poll in sentence.tokens.clone().skip(1) {
            if scene.may(poll, kinds::POLL) {
                let found = at(scene, sentence, poll);
                out.extend(found.filter(|f| !used.contains(&f.cue.start)));
            }
        }
    }
}

fn at(scene: &Scene, sentence: &Sentence, poll: usize) -> Option<Found> {
    let low = sentence.tokens.start.max(poll.saturating_sub(MAX_BETWEEN));
    let cue = (low..poll)
        .rev()
        .take_while(|&i| {
            let token = &scene.text.tokens[i];
            token.kind != TokenKind::Mark || token.is_any(&["/", "-", "."])
        })
        .find(|&i| scene.lower(i) == "in")?;
    if cue + 1 == poll && scene.lower(poll) == "polling"
        || quotes::around(scene.quotes, cue).is_some()
    {
        return None;
    }
    let speaker = cue + 1..end_of_source(scene, sentence, poll + 1);
    let opens = cue == sentence.tokens.start || cue == sentence.tokens.start + 1;
    let content = match opens {
        true => trim(scene, speaker.end..sentence.tokens.end),
        false => trim(scene, clause_start(scene, sentence, cue)..cue),
    };
    // "stumbled in the polls" tells how it went, not what a poll says.
    let counts = |i: usize| scene.text.tokens[i].kind == TokenKind::Number;
    let says = opens || scene.lower(poll) != "polls" && content.clone().any(counts);
    (says && content.len() >= 3).then_some(Found {
        speaker,
        cue: cue..cue + 1,
        content,
        hole: None,
        quiet: true,
        rule: "poll",
    })
}

/// Past "of likely voters", "released Sunday", "conducted by …" to a mark.
fn end_of_source(scene: &Scene, sentence: &Sentence, from: usize) -> usize {
    let more = [
        "of",
        "released",
        "conducted",
        "published",
        "taken",
        "by",
        "from",
        "last",
        "this",
        "out",
    ];
    if !more.contains(&scene.lower(from)) {
        return from;
    }
    (from..sentence.tokens.end.min(from + 12))
        .find(|&i| scene.text.tokens[i].kind == TokenKind::Mark)
        .unwrap_or(from)
}

/// Where the clause before the poll begins: after a mark that parts clauses.
fn clause_start(scene: &Scene, sentence: &Sentence, cue: usize) -> usize {
    let mark: Range<usize> = sentence.tokens.start..cue;
    mark.rev()
        .find(|&i| matches!(scene.lower(i), ";" | "—" | "–" | ":"))
        .map_or(sentence.tokens.start, |i| i + 1)
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::relations;

    #[test]
    fn matches_and_must_not() {
        relations(
            "poll",
            &[
                (
                    "In a new poll of growers, the ban led by ten points.",
                    &["a new poll of growers | In | the ban led by ten points"],
                ),
                (
                    "The ban leads by 10 points in the latest survey.",
                    &["the latest survey | in | The ban leads by 10 points"],
                ),
                ("She took part in the talks about a poll.", &[]),
                ("He voted at the polls.", &[]),
            ],
        );
    }
}
