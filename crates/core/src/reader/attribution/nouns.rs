//! Rule "noun": "the claim that C", "S's fear that C", "hopes of C", "rumours of C".
//!
//! Why: what was said is often packed into a noun. The speaker is the possessive before
//! it, "among S" or "by S" near it, else nobody.

use std::ops::Range;

use abduce_english::Upos;

use super::kinds;
use super::{Found, MAX_CONTENT, Scene, Used, extent, trim};
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

/// Nouns of view with the words that their content stands after, sorted. Those that the
/// flag marks tell of a view even when nobody is named.
const WITH_PREPOSITION: &[(&str, &[&str], bool)] = &[
    ("accusations", &["of", "against"], true),
    ("admiration", &["for", "of"], false),
    ("admission", &["of"], false),
    ("agreement", &["to", "with", "on"], false),
    ("allegations", &["of", "about", "against"], false),
    ("apology", &["for", "to"], false),
    ("approval", &["of", "for"], false),
    ("argument", &["for", "against", "about"], false),
    ("assertion", &["of"], false),
    ("assessment", &["of"], false),
    ("attacks", &["on", "against"], false),
    ("backing", &["of", "for"], false),
    ("belief", &["in"], false),
    ("call", &["for", "to"], false),
    ("calls", &["for", "to"], true),
    ("claim", &["of", "to"], false),
    ("claims", &["of", "about", "to"], true),
    ("comments", &["about", "regarding"], true),
    ("complaints", &["about", "of", "against"], true),
    ("concern", &["about", "over", "for", "with"], true),
    ("concerns", &["about", "over", "with"], true),
    ("condemnation", &["of"], true),
    ("confidence", &["in"], false),
    ("criticism", &["of", "about"], true),
    ("criticisms", &["of", "about"], true),
    ("critique", &["of"], true),
    ("defense", &["of"], false),
    ("demand", &["for"], false),
    ("demands", &["for"], false),
    ("denial", &["of"], false),
    ("denials", &["of"], false),
    ("depiction", &["of"], false),
    ("description", &["of"], false),
    ("disagreement", &["with", "on", "over"], true),
    ("disagreements", &["with", "on", "over"], true),
    ("disdain", &["for"], false),
    ("dislike", &["of", "for"], false),
    ("doubts", &["about", "over"], true),
    ("embrace", &["of"], false),
    ("endorsement", &["of"], false),
    ("endorsements", &["of"], false),
    ("estimate", &["of"], false),
    ("fear", &["of"], false),
    ("fears", &["of", "about", "over"], true),
    ("hope", &["of", "for"], false),
    ("hopes", &["of", "for"], false),
    ("indictment", &["of"], false),
    ("insistence", &["on"], false),
    ("objections", &["to", "about"], true),
    ("opinion", &["of", "on", "about"], false),
    ("opposition", &["to"], true),
    ("outrage", &["over", "at", "about"], true),
    ("perception", &["of"], false),
    ("pledge", &["to", "of"], false),
    ("pledges", &["to", "of"], false),
    ("portrayal", &["of"], false),
    ("praise", &["for", "of"], true),
    ("prediction", &["of"], false),
    ("predictions", &["of", "about"], true),
    ("promise", &["to", "of"], true),
    ("promises", &["to", "of"], true),
    ("question", &["about"], true),
    ("questions", &["about", "over"], true),
    ("reference", &["to"], false),
    ("references", &["to"], false),
    ("refusal", &["to"], false),
    ("rejection", &["of"], false),
    ("remarks", &["on", "about"], true),
    ("reports", &["of", "about"], true),
    ("request", &["for", "to"], false),
    ("resistance", &["to"], false),
    ("skepticism", &["about", "of", "toward"], true),
    ("speculation", &["about", "over"], true),
    ("support", &["for", "of"], false),
    ("suspicions", &["about", "of"], true),
    ("testimony", &["about"], false),
    ("view", &["of", "on"], false),
    ("views", &["of", "on", "about"], false),
    ("vow", &["to"], false),
    ("warning", &["of", "about", "to"], false),
    ("warnings", &["of", "about"], true),
    ("worries", &["about", "over"], true),
];

/// All nouns of the rule.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    let plain = NOUNS.iter().chain(WITH_OF).copied();
    plain.chain(WITH_PREPOSITION.iter().map(|(noun, _, _)| *noun))
}

/// A noun with a preposition, "his criticism of the plan".
fn with_preposition(scene: &Scene, sentence: &Sentence, noun: usize) -> Option<Found> {
    let lower = scene.lower(noun);
    let row = WITH_PREPOSITION
        .binary_search_by_key(&lower, |(noun, _, _)| noun)
        .ok()?;
    let (_, words, anybodys) = WITH_PREPOSITION[row];
    let next = scene.lower(noun + 1);
    let verb = matches!(scene.upos(noun), Upos::Verb | Upos::Aux);
    if !words.contains(&next) || verb || quotes::around(scene.quotes, noun).is_some() {
        return None;
    }
    let speaker = owner(scene, sentence, noun);
    if speaker.is_empty() && !anybodys {
        return None;
    }
    let to = next == "to" && matches!(scene.upos(noun + 2), Upos::Verb | Upos::Aux);
    let end = noun + 1 + usize::from(!to);
    let content = extent::object(scene, sentence, end, noun)?;
    Some(Found {
        speaker,
        cue: noun..end,
        content,
        hole: None,
        quiet: true,
        rule: "noun",
    })
}

/// Finds nouns with what they hold.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, used: &Used) {
    for sentence in &scene.text.sentences {
        for noun in sentence.tokens.clone() {
            if !scene.may(noun, kinds::NOUN)
                || used.contains(&noun)
                || scene.text.is_capital(noun) && noun > sentence.tokens.start
            {
                continue;
            }
            let found = at(scene, sentence, noun);
            let tagged = scene.tagged();
            out.extend(
                found.or_else(|| with_preposition(scene, sentence, noun).filter(|_| tagged)),
            );
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
        quiet: false,
        rule: "noun",
    })
}

/// "S's", "his" right before the noun (an adjective may stand between).
pub(super) fn owner(scene: &Scene, sentence: &Sentence, noun: usize) -> Range<usize> {
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
    use super::WITH_PREPOSITION;
    use crate::reader::attribution::check::{cases, relations};

    #[test]
    fn the_list_is_sorted_for_binary_search() {
        assert!(WITH_PREPOSITION.is_sorted_by_key(|(noun, _, _)| noun));
    }

    #[test]
    fn nouns_with_prepositions() {
        relations(
            "noun",
            &[
                (
                    "The club fined the coach for his criticism of the referee.",
                    &["his | criticism of | the referee"],
                ),
                (
                    "Questions about the merger remain.",
                    &["- | Questions about | the merger"],
                ),
                ("The view of the bay is fine.", &[]),
            ],
        );
    }

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
