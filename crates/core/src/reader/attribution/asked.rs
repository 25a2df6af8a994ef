//! Rule "asked": "asked whether C", "when asked about C", "pressed on C".
//!
//! Why: a reported question has content but no claim, and most often nobody who asks.

use super::cues::is_be;
use super::kinds;
use super::{Found, Scene, Used, extent};
use crate::reader::quotes;
use crate::reader::text::Sentence;

/// Finds questions that nobody in particular asks.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, used: &Used) {
    for sentence in &scene.text.sentences {
        for verb in sentence.tokens.clone() {
            if scene.may(verb, kinds::ASKED) && !used.contains(&verb) {
                out.extend(at(scene, sentence, verb));
            }
        }
    }
}

fn at(scene: &Scene, sentence: &Sentence, verb: usize) -> Option<Found> {
    let first = sentence.tokens.start;
    let before = if verb > first {
        scene.lower(verb - 1)
    } else {
        ""
    };
    let free = verb == first || matches!(before, "when" | "if" | "while" | "and" | ",");
    let passive = is_be(before) || before == "repeatedly";
    if !free && !passive || quotes::around(scene.quotes, verb).is_some() {
        return None;
    }
    let next = scene.lower(verb + 1);
    let about = matches!(next, "about" | "on" | "for");
    let question = matches!(
        next,
        "whether" | "if" | "why" | "how" | "what" | "who" | "which" | "where" | "when"
    );
    if !about && !question {
        return None;
    }
    let end = verb + 1 + usize::from(about);
    let content = extent::object(scene, sentence, end, verb)?;
    // ", he said": the question ends before the answer.
    let comma = content.clone().find(|&i| scene.lower(i) == ",");
    let content = content.start..comma.unwrap_or(content.end);
    let mut start = verb;
    while passive && start > first && scene.is_auxiliary(start - 1) {
        start -= 1;
    }
    (!content.is_empty()).then_some(Found {
        speaker: start..start,
        cue: start..end,
        content,
        hole: None,
        quiet: true,
        rule: "asked",
    })
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::relations;

    #[test]
    fn matches_and_must_not() {
        relations(
            "asked",
            &[
                (
                    "Asked whether the ferry was safe, the captain smiled.",
                    &["- | Asked | whether the ferry was safe"],
                ),
                (
                    "The captain was asked about the leak.",
                    &["- | was asked about | the leak"],
                ),
                ("The captain asked for tea and pressed on.", &[]),
            ],
        );
    }
}
