//! Rule "passive": "it is said that C", "C is believed to …", "C was criticised by S".
//!
//! Why: what nobody in particular says is still not the writer's own word. The speaker
//! is empty unless "by" names one.

use abduce_english::Upos;

use super::cues::{Tense, is_be};
use super::kinds::{self, uses};
use super::{Found, MAX_CONTENT, Scene, Used, trim};
use crate::reader::text::Sentence;

/// Participles that report.
pub(super) const REPORTED: &[&str] = &[
    "said",
    "believed",
    "thought",
    "reported",
    "rumored",
    "rumoured",
    "alleged",
    "considered",
    "expected",
    "known",
    "understood",
    "assumed",
    "claimed",
    "suspected",
    "seen",
    "regarded",
    "perceived",
    "estimated",
    "presumed",
    "argued",
    "suggested",
    "hoped",
    "feared",
    "interpreted",
    "deemed",
    "predicted",
    "projected",
    "likened",
    "accused",
    "praised",
    "criticized",
    "criticised",
    "blamed",
    "described",
    "portrayed",
    "credited",
    "declared",
    "dubbed",
    "called",
    "labeled",
    "labelled",
];

/// Finds passive reports.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, used: &Used) {
    for sentence in &scene.text.sentences {
        for verb in sentence.tokens.clone().skip(1) {
            if !scene.may(verb, kinds::REPORTED) || used.contains(&verb) {
                continue;
            }
            if let Some(found) = at(scene, sentence, verb) {
                out.push(found);
            }
        }
    }
}

fn at(scene: &Scene, sentence: &Sentence, verb: usize) -> Option<Found> {
    let past = uses(scene.lower(verb))
        .iter()
        .any(|v| v.tense == Tense::Past)
        || matches!(
            scene.lower(verb),
            "dubbed" | "rumored" | "rumoured" | "known" | "seen" | "projected" | "credited"
        );
    let low = sentence.tokens.start;
    let mut cue = verb;
    while cue > low && verb - cue < 5 && scene.is_auxiliary(cue - 1) {
        cue -= 1;
    }
    let passive = (cue..verb).any(|i| is_be(scene.lower(i)));
    if !past || !passive {
        return None;
    }
    let next = scene.lower(verb + 1);
    let end = sentence.tokens.end.min(verb + MAX_CONTENT);
    let impersonal = cue > low && scene.lower(cue - 1) == "it" && next == "that";
    if impersonal {
        let content = trim(scene, verb + 1..end);
        return found(verb..verb, cue..verb + 1, content);
    }
    let by = (verb + 1..end.min(verb + 6)).find(|&i| scene.lower(i) == "by");
    let judged = matches!(
        scene.lower(verb),
        "accused" | "praised" | "criticized" | "criticised" | "blamed" | "likened"
    );
    let as_ = matches!(
        scene.lower(verb),
        "seen" | "regarded" | "viewed" | "perceived" | "interpreted" | "described" | "portrayed"
    );
    let fits = match next {
        "to" => !as_,
        "as" => as_,
        "for" | "of" => judged,
        "by" => true,
        _ => styled(scene, verb),
    };
    if !fits {
        return None;
    }
    // "C is said to": subject and infinitive together are what is said.
    let subject = clause_start(scene, low, cue);
    let content = trim(scene, subject..clause_end(scene, verb + 1, end));
    match by.filter(|&i| next == "by" && i + 1 < end) {
        Some(by) => {
            let speaker = trim(scene, by + 1..clause_end(scene, by + 1, end).min(by + 12));
            found(speaker, cue..by + 1, trim(scene, subject..cue))
        }
        None if next != "by" => {
            let quiet = styled(scene, verb);
            found(verb..verb, cue..verb + 1, content).map(|f| Found { quiet, ..f })
        }
        None => None,
    }
}

fn found(
    speaker: std::ops::Range<usize>,
    cue: std::ops::Range<usize>,
    content: std::ops::Range<usize>,
) -> Option<Found> {
    let speaker = if speaker.is_empty() {
        cue.start..cue.start
    } else {
        speaker
    };
    // "The fair … to be empty": the cue stands in the middle.
    let hole = (content.start < cue.start && cue.end < content.end).then(|| cue.clone());
    (!content.is_empty()).then_some(Found {
        speaker,
        cue,
        content,
        hole,
        quiet: false,
        rule: "passive",
    })
}

/// "was declared the winner", "is called a traitor": a name or a rank given.
fn styled(scene: &Scene, verb: usize) -> bool {
    let style = matches!(
        scene.lower(verb),
        "declared" | "dubbed" | "called" | "labeled" | "labelled" | "considered" | "deemed"
    );
    let given = matches!(
        scene.upos(verb + 1),
        Upos::Det | Upos::Adj | Upos::Propn | Upos::Noun | Upos::Punct
    );
    style && given && scene.tagged() && !matches!(scene.lower(verb + 1), "." | ",")
}

/// Where the clause that ends at `end` begins: after the last comma, mark or conjunction.
fn clause_start(scene: &Scene, low: usize, end: usize) -> usize {
    let stop = (low..end).rev().take(30).find(|&i| {
        let token = &scene.text.tokens[i];
        token.is_any(&[
            ",", ";", ":", "—", "–", "that", "because", "but", "while", "although",
        ]) || token.is_quote()
    });
    stop.map_or(low.max(end.saturating_sub(30)), |i| i + 1)
}

/// Where the clause that begins at `start` ends.
fn clause_end(scene: &Scene, start: usize, high: usize) -> usize {
    (start..high)
        .find(|&i| {
            let token = &scene.text.tokens[i];
            token.is_any(&[
                ",", ";", ":", "—", "–", "but", "because", "while", "although",
            ]) || token.is_quote()
        })
        .unwrap_or(high)
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::cases;

    #[test]
    fn matches_and_must_not() {
        cases(
            "passive",
            &[
                (
                    "It is believed that nobody came.",
                    &[" | is believed | that nobody came"],
                ),
                (
                    "The fair is said to be empty.",
                    &[" | is said | The fair is said to be empty"],
                ),
                (
                    "The plan was criticised by farmers.",
                    &["farmers | was criticised by | The plan"],
                ),
                ("The fair was seen to end.", &[]),
                ("She said to wait.", &[]),
            ],
        );
    }
}
