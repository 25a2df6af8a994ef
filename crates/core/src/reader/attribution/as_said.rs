//! Rule "as": "as Reuters reported, C", "C, as the union points out".
//!
//! Why: "as" before a speaker and a verb of saying takes the rest of the sentence for
//! what is said.

use super::kinds;
use super::quoted::can_quote;
use super::{Found, Scene, Used, speaker, trim};
use crate::reader::quotes;
use crate::reader::text::Sentence;

/// The most tokens between "as" and its verb.
const MAX_SUBJECT: usize = 10;

/// Finds sources after "as".
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, used: &Used) {
    if !scene.tagged() {
        return;
    }
    for sentence in &scene.text.sentences {
        for at in sentence.tokens.clone() {
            if scene.may(at, kinds::ACCORDING) && scene.lower(at) == "as" && !used.contains(&at) {
                let found = after(scene, sentence, at);
                out.extend(found.filter(|f| !used.contains(&f.cue.start)));
            }
        }
    }
}

fn after(scene: &Scene, sentence: &Sentence, at: usize) -> Option<Found> {
    let end = sentence.tokens.end;
    let verb = (at + 2..end.min(at + MAX_SUBJECT))
        .take_while(|&i| !matches!(scene.lower(i), "," | "."))
        .find(|&i| can_quote(scene, i) && !scene.is_no_verb(i))?;
    let particle = usize::from(scene.lower(verb + 1) == "out");
    let close = verb + 1 + particle;
    let closes = close >= end || matches!(scene.lower(close), "," | "." | ";" | "—");
    let (np, cue) = speaker::before(scene, verb, at + 1)?;
    let fits = closes && np.start == at + 1 && quotes::around(scene.quotes, at).is_none();
    if !fits || speaker::is_passive(scene, &cue) {
        return None;
    }
    let opens = at <= sentence.tokens.start + 1;
    let content = match opens {
        true => trim(scene, close..end),
        false => trim(scene, sentence.tokens.start..at),
    };
    (content.len() >= 3).then_some(Found {
        speaker: np,
        cue: cue.start..close,
        content,
        hole: None,
        quiet: true,
        rule: "as",
    })
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::relations;

    #[test]
    fn matches_and_must_not() {
        relations(
            "as",
            &[
                (
                    "As the harbour master noted, the quay is too short.",
                    &["the harbour master | noted | the quay is too short"],
                ),
                (
                    "The quay is too short, as fishermen pointed out.",
                    &["fishermen | pointed out | The quay is too short"],
                ),
                ("As the ship left, the crew sang.", &[]),
            ],
        );
    }
}
