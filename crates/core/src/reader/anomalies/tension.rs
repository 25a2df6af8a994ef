//! Rule "tension": the same person is said to have weighed soberly and to act on impulse.
//!
//! Why: two accounts of one decision that pull against each other are worth a question.
//! Only manners of deciding count, by a small table of opposed words; both must be said of
//! the same person, by the writer himself, within two sentences of each other, and no word
//! of contrast may bridge them: a writer who says "but" has seen it.

use super::{Scene, anomaly};
use crate::reader::draft::DraftRemark;
use crate::reader::quotes;
use crate::reader::text::Sentence;
use crate::source::Span;

/// With thought.
const SOBER: &[&str] = &[
    "soberly",
    "carefully",
    "cautiously",
    "prudently",
    "deliberately",
    "rationally",
    "calmly",
    "methodically",
    "patiently",
    "sober",
    "careful",
    "cautious",
    "prudent",
    "rational",
    "methodical",
    "measured",
    "calculating",
    "circumspect",
    "thoughtful",
    "deliberate",
    "thoughtfully",
];

/// Without.
const RASH: &[&str] = &[
    "impulsive",
    "impulsively",
    "rash",
    "rashly",
    "reckless",
    "recklessly",
    "hasty",
    "hastily",
    "erratic",
    "erratically",
    "whim",
    "impetuous",
    "impetuously",
    "hot-headed",
    "capricious",
    "unpredictable",
    "irrational",
    "irrationally",
    "mercurial",
];

/// Words that show the manner is one of deciding or acting.
const DECIDING: &[&str] = &[
    "decision",
    "decisions",
    "decided",
    "decides",
    "weighed",
    "weighing",
    "weigh",
    "judged",
    "judging",
    "considered",
    "considering",
    "consideration",
    "rethought",
    "reconsidered",
    "chose",
    "choice",
    "choices",
    "planned",
    "planning",
    "calculated",
    "acted",
    "acts",
    "moves",
    "thought",
    "reflection",
    "deliberation",
    "behavior",
    "behaviour",
    "politician",
    "leader",
    "manner",
    "ruler",
];

/// Words that bridge the two.
const CONTRAST: &[&str] = &[
    "but",
    "yet",
    "however",
    "although",
    "though",
    "despite",
    "nevertheless",
    "nonetheless",
    "unlike",
    "instead",
    "rather",
    "not",
    "never",
    "no",
    "once",
    "until",
    "used",
    "seem",
    "seems",
    "contrary",
    "paradox",
    "paradoxically",
    "while",
    "whereas",
    "contradiction",
    "otherwise",
];

/// Finds opposed manners of one person.
pub(super) fn find(scene: &Scene, out: &mut Vec<DraftRemark>) {
    let mut last: Option<(usize, bool, Span, Vec<usize>)> = None;
    for (index, sentence) in scene.text.sentences.iter().enumerate() {
        let Some((sober, at)) = manner(scene, sentence) else {
            continue;
        };
        let people = people(scene, sentence);
        let span = scene.text.tokens[at].span;
        if let Some((before, was_sober, first, whose)) = &last {
            let shared = people.iter().find(|p| whose.contains(p));
            let near = index - before <= 2;
            if let Some(&who) =
                shared.filter(|_| near && sober != *was_sober && !contrast(scene, *before, index))
            {
                let name = &scene.names.entities[who].name;
                let comment = format!(
                    "\"{}\" and \"{}\" are both said of {name}",
                    scene.text.slice(*first),
                    scene.text.slice(span)
                );
                out.push(anomaly(sentence.span, "tension", comment));
            }
        }
        last = Some((index, sober, span, people));
    }
}

/// The one manner of deciding that a sentence tells, outside quotations: sober or rash.
fn manner(scene: &Scene, sentence: &Sentence) -> Option<(bool, usize)> {
    if sentence.tokens.len() > 120 {
        return None;
    }
    let words = scene.text.words(sentence);
    let sober = words.iter().position(|t| t.is_any(SOBER));
    let rash = words.iter().position(|t| t.is_any(RASH));
    let deciding = words.iter().any(|t| t.is_any(DECIDING));
    let (is_sober, at) = match (sober, rash) {
        (Some(at), None) => (true, at),
        (None, Some(at)) => (false, at),
        _ => return None,
    };
    let at = sentence.tokens.start + at;
    (deciding && quotes::around(scene.quotes, at).is_none()).then_some((is_sober, at))
}

/// Who is named in the sentence.
fn people(scene: &Scene, sentence: &Sentence) -> Vec<usize> {
    let mentions = scene.names.within(sentence.tokens.clone());
    mentions.iter().take(8).map(|m| m.entity).collect()
}

/// Whether a word of contrast stands in the later sentence, or in any between.
fn contrast(scene: &Scene, from: usize, to: usize) -> bool {
    let sentences = &scene.text.sentences[from..=to];
    sentences.iter().any(|s| {
        let tokens = scene.text.words(s).iter();
        tokens
            .take(120)
            .any(|t| t.is_any(CONTRAST) && t.lower != "no")
    })
}

#[cfg(test)]
mod tests {
    use crate::reader::anomalies::check::cases;

    #[test]
    fn matches_and_must_not() {
        let rash = "Maria Halonen is known for her hasty decisions.";
        cases(
            "tension",
            &[
                (
                    "Maria Halonen weighed the plan carefully. Maria Halonen is known for her hasty decisions.",
                    &[rash],
                ),
                (
                    "Maria Halonen weighed the plan carefully. Tom Hale is known for his hasty decisions.",
                    &[],
                ),
                (
                    "Maria Halonen weighed the plan carefully. But Maria Halonen is known for her hasty decisions.",
                    &[],
                ),
                (
                    "Maria Halonen weighed the bread carefully. Maria Halonen is a hasty cook.",
                    &[],
                ),
            ],
        );
    }
}
