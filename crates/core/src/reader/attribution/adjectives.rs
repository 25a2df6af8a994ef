//! Rule "adjective": "S is critical of C", "S was sure that C", "S is eager to C".
//!
//! Why: a view is often put into an adjective. The cue is the copula with the adjective
//! and its preposition; the content what follows.

use super::cues::is_be;
use super::kinds;
use super::{Found, Scene, Used, extent, speaker};
use crate::reader::quotes;
use crate::reader::text::Sentence;

/// Adjectives of view and mood, sorted, with what may follow them.
pub(super) const ADJECTIVES: &[(&str, &[&str])] = &[
    ("adamant", &["that", "about", "in"]),
    ("afraid", &["that", "of", "to"]),
    ("alarmed", &["that", "by", "at", "about"]),
    ("angry", &["that", "about", "at", "with", "over"]),
    ("ashamed", &["that", "of"]),
    ("aware", &["that", "of"]),
    ("bullish", &["about", "on"]),
    ("certain", &["that", "of", "to", "about"]),
    ("clear", &["that", "about", "on"]),
    ("committed", &["to"]),
    ("concerned", &["that", "about", "with", "over"]),
    ("confident", &["that", "of", "in", "about"]),
    ("convinced", &["that", "of"]),
    ("critical", &["of", "about"]),
    ("determined", &["to", "that"]),
    ("disappointed", &["that", "by", "in", "with", "about"]),
    ("dismissive", &["of"]),
    ("doubtful", &["that", "of", "about"]),
    ("eager", &["to", "for"]),
    ("enthusiastic", &["about", "for"]),
    ("excited", &["that", "about", "by", "to"]),
    ("fearful", &["that", "of"]),
    ("fond", &["of"]),
    ("frustrated", &["that", "by", "with", "about"]),
    ("furious", &["that", "at", "with", "about", "over"]),
    ("glad", &["that", "to", "about"]),
    ("grateful", &["that", "for", "to"]),
    ("happy", &["that", "with", "about"]),
    ("hesitant", &["to", "about"]),
    ("hopeful", &["that", "about", "for"]),
    ("hostile", &["to", "toward", "towards"]),
    ("impressed", &["that", "by", "with"]),
    ("infatuated", &["with"]),
    ("interested", &["in", "to"]),
    ("keen", &["to", "on"]),
    ("mindful", &["that", "of"]),
    ("nervous", &["that", "about"]),
    ("opposed", &["to"]),
    ("optimistic", &["that", "about"]),
    ("outraged", &["that", "by", "at", "over"]),
    ("pessimistic", &["that", "about"]),
    ("pleased", &["that", "with", "by", "to", "about"]),
    ("proud", &["that", "of", "to"]),
    ("reluctant", &["to"]),
    ("sceptical", &["that", "of", "about"]),
    ("shocked", &["that", "by", "at", "to"]),
    ("skeptical", &["that", "of", "about"]),
    ("sorry", &["that", "for", "to", "about"]),
    ("supportive", &["of"]),
    (
        "sure",
        &[
            "that", "of", "to", "about", "if", "whether", "how", "what", "he", "she", "they", "the",
        ],
    ),
    ("surprised", &["that", "by", "at", "to"]),
    ("suspicious", &["that", "of", "about"]),
    ("sympathetic", &["to", "toward", "towards"]),
    ("tired", &["of"]),
    ("unaware", &["that", "of"]),
    ("uncertain", &["that", "of", "about", "whether"]),
    (
        "unclear",
        &["that", "about", "whether", "how", "what", "if", "why"],
    ),
    ("unhappy", &["that", "with", "about"]),
    (
        "unsure",
        &["that", "of", "about", "whether", "if", "how", "what"],
    ),
    ("unwilling", &["to"]),
    ("wary", &["of", "that", "about"]),
    ("worried", &["that", "about", "by", "over"]),
];

/// Finds adjectives of view.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, used: &Used) {
    if !scene.tagged() {
        return;
    }
    for sentence in &scene.text.sentences {
        for at in sentence.tokens.clone().skip(1) {
            if !scene.may(at, kinds::ADJECTIVE) {
                continue;
            }
            let lower = scene.lower(at);
            let Ok(row) = ADJECTIVES.binary_search_by_key(&lower, |(adjective, _)| adjective)
            else {
                continue;
            };
            if !used.contains(&at) && ADJECTIVES[row].1.contains(&scene.lower(at + 1)) {
                out.extend(found(scene, sentence, at));
            }
        }
    }
}

fn found(scene: &Scene, sentence: &Sentence, at: usize) -> Option<Found> {
    if quotes::around(scene.quotes, at).is_some() {
        return None;
    }
    let (np, cue) = speaker::before(scene, at, sentence.tokens.start)?;
    let copula = (cue.start..at).any(|i| {
        is_be(scene.lower(i)) || scene.lower(i).ends_with("'s") || scene.lower(i).ends_with("'re")
    });
    if !copula {
        return None;
    }
    let next = scene.lower(at + 1);
    let inside = matches!(
        next,
        "that" | "to" | "if" | "whether" | "how" | "what" | "why" | "he" | "she" | "they" | "the"
    );
    let end = at + 1 + usize::from(!inside);
    let content = extent::object(scene, sentence, end, at)?;
    // "It is clear that": nobody in particular.
    let nobody = np.len() == 1 && matches!(scene.lower(np.start), "it" | "there" | "this" | "that");
    let (speaker, start) = if nobody {
        (np.start..np.start, np.start)
    } else {
        (np, cue.start)
    };
    Some(Found {
        speaker,
        cue: start..end,
        content,
        hole: None,
        quiet: true,
        rule: "adjective",
    })
}

#[cfg(test)]
mod tests {
    use super::ADJECTIVES;
    use crate::reader::attribution::check::relations;

    #[test]
    fn the_list_is_sorted_for_binary_search() {
        assert!(ADJECTIVES.is_sorted_by_key(|(adjective, _)| adjective));
    }

    #[test]
    fn matches_and_must_not() {
        relations(
            "adjective",
            &[
                (
                    "The union was critical of the new timetable.",
                    &["The union | was critical of | the new timetable"],
                ),
                (
                    "The coach is confident that the team will recover.",
                    &["The coach | is confident | that the team will recover"],
                ),
                (
                    "It is unclear whether the bridge will reopen.",
                    &["- | It is unclear | whether the bridge will reopen"],
                ),
                (
                    "The water is clear of weed and critical supplies came.",
                    &[],
                ),
                ("The critical part of the engine failed.", &[]),
            ],
        );
    }
}
