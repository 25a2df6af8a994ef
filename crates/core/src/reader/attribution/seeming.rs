//! Rule "seeming": "C seems to …", "C appeared …".
//!
//! Why: who writes that something seems so reports an impression, not a fact. Nobody is
//! named for it; the content is the subject with what it seems to be, without the verb.

use super::kinds;
use super::{Found, Scene, Used, speaker, trim};
use crate::reader::quotes;
use crate::reader::text::Sentence;

/// Finds what seems so.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, used: &Used) {
    for sentence in &scene.text.sentences {
        for verb in sentence.tokens.clone().skip(1) {
            let may = scene.may(verb, kinds::SEEMING) && !used.contains(&verb);
            if may && seems(scene, verb) {
                out.extend(at(scene, sentence, verb));
            } else if may && hearsay(scene.lower(verb)) {
                out.extend(told(scene, sentence, verb));
            }
        }
    }
}

/// Adverbs by which a writer gives away whose word something is not.
fn hearsay(lower: &str) -> bool {
    matches!(lower, "purportedly" | "reportedly")
}

/// "The mine reportedly leaked": all but the adverb.
fn told(scene: &Scene, sentence: &Sentence, adverb: usize) -> Option<Found> {
    if quotes::around(scene.quotes, adverb).is_some() {
        return None;
    }
    let parts = |&i: &usize| matches!(scene.lower(i), ";" | "—" | "–" | ":");
    let start = (sentence.tokens.start..adverb).rev().find(parts);
    let end = (adverb + 1..sentence.tokens.end).find(parts);
    let content = trim(
        scene,
        start.map_or(sentence.tokens.start, |i| i + 1)..end.unwrap_or(sentence.tokens.end),
    );
    (content.len() > 3 && content.contains(&adverb)).then_some(Found {
        speaker: adverb..adverb,
        cue: adverb..adverb + 1,
        content,
        hole: Some(adverb..adverb + 1),
        quiet: true,
        rule: "seeming",
    })
}

/// Whether the token is a verb of seeming with something that seems.
fn seems(scene: &Scene, verb: usize) -> bool {
    let next = scene.lower(verb + 1);
    match scene.lower(verb) {
        "seem" | "seems" | "seemed" => true,
        "appear" | "appears" | "appeared" => !matches!(
            next,
            "on" | "in" | "at" | "before" | "with" | "." | "," | "and" | "as"
        ),
        "sound" | "sounds" | "sounded" => next == "like",
        _ => false,
    }
}

fn at(scene: &Scene, sentence: &Sentence, verb: usize) -> Option<Found> {
    if quotes::around(scene.quotes, verb).is_some() {
        return None;
    }
    let (np, cue) = speaker::before(scene, verb, sentence.tokens.start)?;
    let end = (verb + 1..sentence.tokens.end)
        .find(|&i| {
            matches!(scene.lower(i), ";" | "—" | "–")
                || scene.lower(i) == ","
                    && matches!(
                        scene.lower(i + 1),
                        "but" | "while" | "although" | "though" | "and" | "which" | "who" | "as"
                    )
        })
        .unwrap_or(sentence.tokens.end);
    let rest = trim(scene, cue.end..end);
    if rest.is_empty() {
        return None;
    }
    let it = np.len() == 1 && scene.lower(np.start) == "it" && scene.lower(cue.end) == "that";
    let start = if it { cue.end } else { np.start };
    Some(Found {
        speaker: cue.start..cue.start,
        cue: cue.clone(),
        content: start..rest.end,
        hole: (!it).then_some(cue),
        quiet: true,
        rule: "seeming",
    })
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::relations;

    #[test]
    fn matches_and_must_not() {
        relations(
            "seeming",
            &[
                (
                    "The harbour seemed empty after the storm.",
                    &["- | seemed | The harbour … empty after the storm"],
                ),
                (
                    "The ministry appears to be hiding the figures.",
                    &["- | appears | The ministry … to be hiding the figures"],
                ),
                (
                    "The mine reportedly leaked for years.",
                    &["- | reportedly | The mine … leaked for years"],
                ),
                ("She appeared on television twice.", &[]),
            ],
        );
    }
}
