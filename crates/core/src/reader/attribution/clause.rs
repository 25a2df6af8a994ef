//! Rule "clause": a subject, a verb of saying, thinking or judging, and what follows.
//!
//! Why: most attributions of news are "S said (that) C", "S alluded to C", "S vowed to
//! C". Without a parser the subject is the noun phrase right before the verb, and the
//! content what follows it up to the end of the clause.

use std::ops::Range;

use abduce_english::Upos;

use super::cues::{Frame, NOUNS_TOO, Tense, Verb};
use super::extent::{before_main_clause, content, limits, opens, to_closing_mark};
use super::kinds::{self, uses};
use super::subject::{Fit, agrees, subject_of};
use super::{Found, Scene, Used, relative};
use crate::reader::text::Sentence;

/// Finds subjects with their verbs and contents.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, used: &Used) {
    for sentence in &scene.text.sentences {
        let mut low = sentence.tokens.start;
        let mut subject = None;
        // What the last one of whom the writer tells says.
        let mut told = 0..0;
        for verb in sentence.tokens.clone() {
            let free = verb >= low && scene.may(verb, kinds::VERB) && !used.contains(&verb);
            if !free || scene.text.is_capital(verb) {
                continue;
            }
            let found = uses(scene.lower(verb))
                .iter()
                .find_map(|use_| at(scene, sentence, (low, subject.as_ref()), verb, use_));
            if let Some(found) = found {
                low = found.cue.end;
                if !told.contains(&verb) {
                    subject = Some(found.speaker.clone());
                    told = found.content.clone();
                }
                out.push(found);
            }
        }
    }
}

fn at(
    scene: &Scene,
    sentence: &Sentence,
    (low, subject): (usize, Option<&Range<usize>>),
    verb: usize,
    use_: &Verb,
) -> Option<Found> {
    let (limit_low, limit_high) = limits(scene, sentence, low, verb);
    let next = verb + 1;
    let no_verb = scene.is_no_verb(verb) && !surely_verb(scene, verb, use_);
    if next >= limit_high || use_.wide && !scene.tagged() || no_verb {
        return None;
    }
    let (cue_end, frame) = particles(scene, next, use_)?;
    let (np, cue) = subject_of(scene, sentence, (limit_low, subject), verb, use_)?;
    let fit = agrees(scene, &np, &cue, verb, use_);
    if fit == Fit::No {
        return None;
    }
    if let Some(found) = relative::find(scene, sentence, &np, &cue, cue_end, limit_high, frame) {
        return Some(found);
    }
    let relative = np.len() == 1 && matches!(scene.lower(np.start), "who" | "which" | "that");
    let limit_high = before_main_clause(scene, sentence, &np, verb, limit_high);
    let content = content(scene, cue_end, limit_high, (use_, frame), (verb, relative))?;
    let as_ = content.clone().take(10).any(|i| scene.lower(i) == "as");
    let that = matches!(
        scene.lower(content.start),
        "that" | "how" | "what" | "whether"
    );
    if takes_as(scene.lower(verb)) && !as_ && !that {
        return None;
    }
    if scene.lower(verb).starts_with("continu") && !opens(scene, content.start)
        || scene.lower(verb).starts_with("fe") && scene.upos(content.start) == Upos::Adj
    {
        return None;
    }
    Some(Found {
        speaker: np,
        cue: cue.start..cue_end.min(content.start).max(verb + 1),
        content: to_closing_mark(scene, content),
        hole: None,
        quiet: fit == Fit::Weak || use_.wide,
        rule: "clause",
    })
}

/// Whether a form is a verb whatever its tag says: "denies" is nothing else, and "that"
/// shows what "estimate" is.
fn surely_verb(scene: &Scene, verb: usize, use_: &Verb) -> bool {
    let form = matches!(use_.tense, Tense::Third | Tense::Past);
    let only = form && !NOUNS_TOO.contains(&scene.lower(verb)) && use_.frame == Frame::Clause;
    let shown = use_.frame == Frame::Clause
        && scene.lower(verb + 1) == "that"
        && verb > 0
        && matches!(scene.upos(verb - 1), Upos::Noun | Upos::Propn | Upos::Pron)
        && scene.lower(verb - 1).ends_with('s');
    !use_.wide && (only || shown)
}

/// Where the cue ends, with its particle or preposition, and what then follows.
fn particles(scene: &Scene, next: usize, use_: &Verb) -> Option<(usize, Frame)> {
    let lower = scene.lower(next);
    if use_.particle.is_empty() {
        let number = scene.upos(next + 1) == Upos::Num;
        let about = matches!(lower, "about" | "of" | "against") && !number;
        let spoken = matches!(use_.frame, Frame::Clause | Frame::Told);
        return Some(match about && spoken && scene.tagged() {
            true => (next + 1, Frame::Object),
            false => (next, use_.frame),
        });
    }
    if !use_.particle.split('|').any(|p| p == lower) {
        return None;
    }
    if lower == "that" {
        return Some((next, Frame::Clause));
    }
    // "weighed in on", "pushed back against"
    let second = matches!(lower, "in" | "out" | "back" | "down" | "off")
        && matches!(
            scene.lower(next + 1),
            "on" | "at" | "against" | "for" | "with" | "to" | "about"
        );
    Some((next + 1 + usize::from(second), use_.frame))
}

/// Verbs of seeing that hold a view only with "as" ("saw it as a threat").
fn takes_as(lower: &str) -> bool {
    ["see", "saw", "regard", "perceiv"]
        .iter()
        .any(|stem| lower.starts_with(stem))
        && !lower.starts_with("seek")
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::cases;

    #[test]
    fn matches_and_must_not() {
        cases(
            "clause",
            &[
                (
                    "Ann Lee said that nobody came.",
                    &["Ann Lee | said | that nobody came"],
                ),
                (
                    "The mayor's aide Tom Hale alluded to certain repairs.",
                    &["The mayor's aide Tom Hale | alluded to | certain repairs"],
                ),
                (
                    "Many interpreted it as a hint — the fair would close.",
                    &["Many | interpreted | it as a hint"],
                ),
                (
                    "Analysts believe the price will fall.",
                    &["Analysts | believe | the price will fall"],
                ),
                (
                    "Ann Lee, 59, of Bath, said the fair was empty and vowed to return.",
                    &[
                        "Ann Lee, 59, of Bath | said | the fair was empty",
                        "Ann Lee, 59, of Bath | vowed | to return",
                    ],
                ),
                (
                    "On Monday the ministry told reporters that nobody came.",
                    &["the ministry | told | that nobody came"],
                ),
                ("The claims of the ministry are false.", &[]),
                ("The views expressed in this piece are hers.", &[]),
                ("I think the fair is over.", &[]),
                ("It was said twice.", &[]),
            ],
        );
    }
}
