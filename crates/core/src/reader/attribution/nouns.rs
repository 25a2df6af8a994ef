//! Rule "noun": "the claim that C", "S's fear that C", "hopes of C", "rumours of C".
//!
//! Why: what was said is often packed into a noun. The speaker is the possessive before
//! it, "among S" or "by S" near it, else nobody.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Found, MAX_CONTENT, Scene, trim};
use crate::reader::quotes;
use crate::reader::text::Sentence;

/// Nouns of saying and thinking that "that" follows.
const NOUNS: &[&str] = &[
    "claim",
    "claims",
    "allegation",
    "allegations",
    "assertion",
    "assertions",
    "suggestion",
    "suggestions",
    "rumor",
    "rumors",
    "rumour",
    "rumours",
    "belief",
    "beliefs",
    "view",
    "views",
    "opinion",
    "argument",
    "arguments",
    "theory",
    "theories",
    "speculation",
    "hope",
    "hopes",
    "fear",
    "fears",
    "concern",
    "concerns",
    "notion",
    "idea",
    "hint",
    "hints",
    "warning",
    "warnings",
    "report",
    "reports",
    "statement",
    "statements",
    "accusation",
    "accusations",
    "charge",
    "charges",
    "conviction",
    "contention",
    "hypothesis",
    "assumption",
    "assurance",
    "assurances",
    "promise",
    "promises",
    "pledge",
    "vow",
    "prediction",
    "predictions",
    "insistence",
    "assessment",
    "conclusion",
    "announcement",
    "declaration",
    "complaint",
    "complaints",
    "suspicion",
    "suspicions",
    "expectation",
    "expectations",
    "impression",
    "denial",
    "admission",
    "acknowledgment",
    "doubts",
    "consensus",
];

/// Those that also take "of".
const WITH_OF: &[&str] = &[
    "allegation",
    "allegations",
    "accusation",
    "accusations",
    "rumor",
    "rumors",
    "rumour",
    "rumours",
    "hint",
    "hints",
    "hope",
    "hopes",
    "fear",
    "fears",
    "warning",
    "warnings",
    "charges",
    "suspicion",
    "suspicions",
    "talk",
];

/// Those that tell of saying even when nobody is named.
const ANYBODYS: &[&str] = &[
    "claim",
    "claims",
    "allegation",
    "allegations",
    "rumor",
    "rumors",
    "rumour",
    "rumours",
    "speculation",
    "suggestion",
    "suggestions",
    "accusation",
    "accusations",
    "hint",
    "hints",
    "theory",
    "reports",
    "argument",
    "arguments",
    "warnings",
    "complaints",
    "suspicions",
];

/// Finds nouns with what they hold.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, used: &BTreeSet<usize>) {
    for sentence in &scene.text.sentences {
        for noun in sentence.tokens.clone() {
            if used.contains(&noun) || scene.text.is_capital(noun) {
                continue;
            }
            if let Some(found) = at(scene, sentence, noun) {
                out.push(found);
            }
        }
    }
}

fn at(scene: &Scene, sentence: &Sentence, noun: usize) -> Option<Found> {
    let lower = scene.lower(noun);
    let next = scene.lower(noun + 1);
    let that = next == "that" && NOUNS.contains(&lower);
    let of = next == "of" && WITH_OF.contains(&lower);
    if !that && !of || noun + 2 >= sentence.tokens.end {
        return None;
    }
    // "the claim that he made" is a relative clause only when no subject follows; a
    // verb right after "that" shows it.
    if that
        && matches!(
            scene.lower(noun + 2),
            "is" | "was" | "has" | "had" | "are" | "were" | "will" | "would" | "can"
        )
    {
        return None;
    }
    let start = noun + 1 + usize::from(of);
    let limit = sentence.tokens.end.min(noun + MAX_CONTENT);
    let high =
        quotes::around(scene.quotes, noun).map_or(limit, |q| limit.min(q.inner.end.max(noun)));
    let end = (start..high)
        .find(|&i| {
            let token = &scene.text.tokens[i];
            token.is_any(&[";", "—", ":"])
                || of && token.lower == ","
                || token.lower == "," && i > start + 20
        })
        .unwrap_or(high);
    let content = trim(scene, start..end);
    if content.is_empty() {
        return None;
    }
    let speaker = owner(scene, sentence, noun);
    if speaker.is_empty() && !ANYBODYS.contains(&lower) {
        return None;
    }
    Some(Found {
        speaker,
        cue: noun..noun + 1 + usize::from(of),
        content,
        hole: None,
        rule: "noun",
    })
}

/// "S's", "his" right before the noun (an adjective may stand between).
fn owner(scene: &Scene, sentence: &Sentence, noun: usize) -> Range<usize> {
    for at in (sentence.tokens.start.max(noun.saturating_sub(3))..noun).rev() {
        let token = &scene.text.tokens[at];
        if token.is_any(&["his", "her", "their"]) {
            return at..at + 1;
        }
        if let Some(mention) = scene.names.at(at).filter(|m| m.possessive) {
            return mention.with_title();
        }
        if token.is_possessive() {
            let the =
                at > sentence.tokens.start && matches!(scene.lower(at - 1), "the" | "a" | "an");
            return at - usize::from(the)..at + 1;
        }
        if token.kind != crate::reader::text::TokenKind::Word {
            break;
        }
    }
    noun..noun
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::cases;

    #[test]
    fn matches_and_must_not() {
        cases(
            "noun",
            &[
                (
                    "The mayor's claim that nobody came is odd.",
                    &["The mayor's | claim | that nobody came is odd"],
                ),
                (
                    "There were rumours of a strike, then.",
                    &[" | rumours of | a strike"],
                ),
                ("The idea that nobody came is odd.", &[]),
                ("The claim that was made is odd.", &[]),
            ],
        );
    }
}
