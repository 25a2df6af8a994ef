//! "which he said was late", "what she called a plot": the content lies around the cue.
//!
//! Why: in a relative clause the words of saying stand inside of what is said. The
//! pronoun that opens the clause and what follows the verb are the content, subject and
//! verb the hole in it.

use std::ops::Range;

use super::cues::{Frame, is_auxiliary};
use super::{Found, Scene, trim};
use crate::reader::text::Sentence;

/// What a verb of saying in a relative clause holds.
pub(super) fn find(
    scene: &Scene,
    sentence: &Sentence,
    np: &Range<usize>,
    cue: &Range<usize>,
    cue_end: usize,
    high: usize,
    frame: Frame,
) -> Option<Found> {
    // "which the probe said": the phrase before the verb may have the pronoun in it.
    let mut subject = np.clone();
    if np.len() > 1 && matches!(scene.lower(np.start), "which" | "whom" | "what") {
        subject.start += 1;
    }
    let pronoun = subject.start.checked_sub(1)?;
    let opens = match scene.lower(pronoun) {
        "which" | "whom" | "what" => true,
        "who" | "that" => frame == Frame::Clause && is_auxiliary(scene.lower(cue_end)),
        _ => false,
    };
    let cue_is_next = cue.start == subject.end;
    let direct = matches!(scene.lower(cue_end), "that" | "whether" | "if");
    if !opens || !cue_is_next || direct || pronoun < sentence.tokens.start {
        return None;
    }
    let to = (cue_end..high)
        .find(|&i| {
            matches!(scene.lower(i), "," | ";" | "—" | "–" | ".")
                || scene.text.tokens[i].is_quote() && i > cue_end + 1 && scene.lower(i - 1) == ","
        })
        .unwrap_or(high);
    let rest = trim(scene, cue_end..to);
    let hole = subject.start..cue_end;
    Some(Found {
        speaker: subject,
        cue: cue.start..cue_end,
        content: pronoun..rest.end.max(cue_end),
        hole: Some(hole),
        quiet: true,
        rule: "relative",
    })
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::relations;

    #[test]
    fn matches_and_must_not() {
        relations(
            "relative",
            &[
                (
                    "The letters, which he said were stolen, turned up.",
                    &["he | said | which … were stolen"],
                ),
                (
                    "She resigned over what she called a plot.",
                    &["she | called | what … a plot"],
                ),
                ("The letters that came late said nothing new.", &[]),
            ],
        );
    }
}
