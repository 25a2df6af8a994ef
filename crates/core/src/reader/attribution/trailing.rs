//! Rule "trailing": "C, S said" without quotation marks, and "C, S said, C".
//!
//! Why: news English puts the speaker last as often as first. A comma, a short subject
//! and a verb of saying right before the end of the sentence, or before another comma,
//! say that all that stands before was said.

use super::quoted::can_quote;
use super::{Found, Scene, Used, extent, speaker, trim};
use crate::reader::quotes;
use crate::reader::text::Sentence;

/// The fewest tokens of content.
const MIN_CONTENT: usize = 3;

/// Finds speakers that follow what they say.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, used: &Used) {
    for sentence in &scene.text.sentences {
        let mut low = sentence.tokens.start;
        for verb in sentence.tokens.clone() {
            let verbal = can_quote(scene, verb) && !scene.text.is_capital(verb);
            if !verbal || used.contains(&verb) || scene.is_no_verb(verb) {
                continue;
            }
            if let Some(found) = at(scene, sentence, low, verb) {
                low = found.cue.end;
                out.push(found);
            }
        }
    }
}

fn at(scene: &Scene, sentence: &Sentence, low: usize, verb: usize) -> Option<Found> {
    if !closes(scene, sentence, verb) {
        return None;
    }
    let (np, cue) = speaker::before(scene, verb, low)
        .filter(|(np, _)| np.start > low && after_comma(scene, np.start))
        .or_else(|| inverted(scene, sentence, low, verb))?;
    if speaker::is_passive(scene, &cue) {
        return None;
    }
    let comma = np.start.min(cue.start) - 1;
    let content = trim(scene, low..comma);
    let quote = |i| quotes::around(scene.quotes, i).map(|q| q.tokens.clone());
    let same_quote = quote(verb) == quote(content.start)
        || quote(content.start).is_some_and(|q| q.end <= verb) && quote(verb).is_none();
    let after = np.end.max(cue.end);
    let rest = rest(scene, sentence, after);
    let short = content.len() < MIN_CONTENT && low == sentence.tokens.start && rest.is_none();
    if short || content.is_empty() || !same_quote {
        return None;
    }
    if is_adverbial(scene, content.start) && rest.is_none() && !ends(scene, sentence, after) {
        return None;
    }
    let hole = rest.is_some().then(|| comma..after + 1);
    Some(Found {
        speaker: np,
        cue,
        content: content.start..rest.unwrap_or(content.end),
        hole,
        quiet: false,
        rule: "trailing",
    })
}

/// Whether nothing but a day or a place follows.
fn ends(scene: &Scene, sentence: &Sentence, at: usize) -> bool {
    at >= sentence.tokens.end || matches!(scene.lower(at), "." | "?" | "!")
}

/// The end of what goes on after ", Lee said,".
fn rest(scene: &Scene, sentence: &Sentence, at: usize) -> Option<usize> {
    if scene.lower(at) != "," || at + 2 >= sentence.tokens.end {
        return None;
    }
    let next = &scene.text.tokens[at + 1];
    let other = next.is_any(&[
        "adding",
        "noting",
        "citing",
        "referring",
        "arguing",
        "calling",
        "pointing",
        "according",
        "who",
        "which",
        "but",
        "while",
        "a",
        "an",
        "whose",
        "and",
        "as",
    ]);
    let end = trim(scene, at + 1..sentence.tokens.end).end;
    (!other && end > at + 2).then_some(end)
}

/// Whether a comma stands right before the token, perhaps inside a closing quotation mark.
fn after_comma(scene: &Scene, index: usize) -> bool {
    let mut before = (0..index).rev().take(3).map(|i| &scene.text.tokens[i]);
    before
        .find(|t| !t.is_any(&["\"", "”", "'", "’"]))
        .is_some_and(|t| t.lower == ",")
}

/// ", said Lee."
fn inverted(
    scene: &Scene,
    sentence: &Sentence,
    low: usize,
    verb: usize,
) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    if verb <= low || scene.lower(verb - 1) != "," {
        return None;
    }
    // "Lee, an analyst, said the plan …" only looks inverted.
    if speaker::before(scene, verb, low).is_some() {
        return None;
    }
    if !matches!(
        scene.lower(verb),
        "said"
            | "says"
            | "wrote"
            | "writes"
            | "added"
            | "argues"
            | "argued"
            | "reported"
            | "explained"
    ) {
        return None;
    }
    let np = speaker::after(scene, verb, sentence.tokens.end)?;
    let next = scene.lower(np.end);
    let pronoun = matches!(
        scene.lower(np.start),
        "he" | "she" | "they" | "it" | "we" | "i"
    );
    let closes = np.end >= sentence.tokens.end
        || matches!(
            next,
            "." | "," | ";" | "in" | "on" | "at" | "during" | "after" | "and"
        )
        || next.ends_with("day");
    (closes && !pronoun).then_some((np, verb..verb + 1))
}

/// Whether the saying ends here: the sentence or clause closes, or only an adverbial
/// follows ("on Monday", "in a statement").
fn closes(scene: &Scene, sentence: &Sentence, verb: usize) -> bool {
    let mut next = verb + 1;
    if matches!(scene.lower(verb), "told" | "tells" | "reminded") && scene.tagged() {
        // "he told reporters"
        next = extent::past_addressee(scene, next, sentence.tokens.end);
    }
    if next >= sentence.tokens.end {
        return true;
    }
    let token = &scene.text.tokens[next];
    let end = sentence.tokens.end.min(next + 12);
    let that = (next..end)
        .take_while(|&i| !matches!(scene.lower(i), "," | "." | ";"))
        .any(|i| scene.lower(i) == "that" || scene.text.tokens[i].is_quote());
    if that {
        return false;
    }
    let inverted = scene.lower(verb.saturating_sub(1)) == ",";
    token.is_any(&[
        ".",
        ",",
        ";",
        "in",
        "on",
        "at",
        "during",
        "after",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "?",
        "—",
        "earlier",
        "recently",
        "yesterday",
        "today",
        "last",
        "this",
        "while",
        "as",
        "when",
    ]) || inverted
}

/// Whether what stands before the comma is only where or when ("After the vote, Lee
/// said …").
fn is_adverbial(scene: &Scene, start: usize) -> bool {
    let first = scene.lower(start);
    first.ends_with("ing") && first.len() > 5
        || matches!(
            first,
            "even"
                | "amid"
                | "in"
                | "on"
                | "at"
                | "after"
                | "during"
                | "when"
                | "as"
                | "while"
                | "before"
                | "since"
                | "with"
                | "by"
                | "for"
                | "asked"
                | "if"
                | "although"
                | "though"
                | "despite"
                | "because"
                | "speaking"
                | "writing"
                | "until"
                | "from"
                | "under"
                | "to"
                | "unlike"
        )
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::cases;

    #[test]
    fn matches_and_must_not() {
        cases(
            "trailing",
            &[
                (
                    "Nobody came to the fair, Ann Lee said on Monday.",
                    &["Ann Lee | said | Nobody came to the fair"],
                ),
                (
                    "The fair was empty, said Ann Lee, a farmer.",
                    &["Ann Lee, a farmer | said | The fair was empty"],
                ),
                (
                    "After the fair was over, Ann Lee said on Monday that nobody came.",
                    &[],
                ),
                ("Ann Lee, a farmer, said she was late.", &[]),
            ],
        );
    }
}
