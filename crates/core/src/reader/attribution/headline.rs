//! Rule "headline": "Mayor Backs Tram", "Poll: Most Want Tram".
//!
//! Why: headlines say who says what in their own grammar: verbs have capitals, and a
//! colon stands for "says". What stands before the verb is the speaker, all that follows
//! is what is said.

use super::cues::{NOUNS_TOO, Tense};
use super::kinds::uses;
use super::{Found, Scene, Used, trim};
use crate::reader::quotes;
use crate::reader::text::{Sentence, TokenKind};
use crate::source::document::BlockKind;

/// The longest headline, in tokens.
const MAX_HEADLINE: usize = 26;

/// What a colon makes a source: "Poll: …".
const SOURCES: &[&str] = &[
    "analysis",
    "analyst",
    "analysts",
    "expert",
    "experts",
    "investigators",
    "lawyers",
    "official",
    "officials",
    "police",
    "poll",
    "polls",
    "prosecutors",
    "report",
    "reports",
    "researchers",
    "scientists",
    "source",
    "sources",
    "study",
    "survey",
    "witnesses",
];

/// Longer words that headlines write small.
const SMALL: &[&str] = &[
    "about", "after", "against", "amid", "from", "into", "over", "than", "that", "with",
];

/// Finds the headline's verb or colon.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, _used: &Used) {
    for (number, sentence) in scene.text.sentences.iter().enumerate() {
        let heading = matches!(scene.text.block(sentence).kind, BlockKind::Heading(_));
        // The first block of a plain text is most often its title.
        let first = sentence.block == 0 && number < 2;
        if (heading || first) && sentence.tokens.len() <= MAX_HEADLINE {
            out.extend(colon(scene, sentence).or_else(|| verb(scene, sentence)));
        }
    }
}

/// "Poll: …", "Lee: ‘…’".
fn colon(scene: &Scene, sentence: &Sentence) -> Option<Found> {
    let tokens = sentence.tokens.clone();
    let colon = tokens.clone().find(|&i| scene.lower(i) == ":")?;
    let (start, len) = (tokens.start, colon - tokens.start);
    let content = trim(scene, colon + 1..tokens.end);
    let quoted = scene
        .text
        .tokens
        .get(colon + 1)
        .is_some_and(|t| t.is_quote() || t.is_any(&["‘", "'"]));
    let source = (start..colon).any(|i| SOURCES.contains(&scene.lower(i)));
    let named = len <= 3 && scene.names.at(colon.checked_sub(1)?).is_some();
    let fits =
        len > 0 && content.len() >= 3 && (len <= 12 && quoted || len <= 6 && source || named);
    fits.then_some(Found {
        speaker: start..colon,
        cue: colon..colon + 1,
        content,
        hole: None,
        quiet: true,
        rule: "headline",
    })
}

/// "Mayor Says …", where most words have capitals.
fn verb(scene: &Scene, sentence: &Sentence) -> Option<Found> {
    let tokens = sentence.tokens.clone();
    let words = || {
        tokens
            .clone()
            .filter(|&i| scene.text.tokens[i].kind == TokenKind::Word)
    };
    let capitals = words().filter(|&i| scene.text.is_capital(i)).count();
    let small = words().any(|i| {
        scene.lower(i).len() > 3 && !scene.text.is_capital(i) && !SMALL.contains(&scene.lower(i))
    });
    if small || capitals < 4 {
        return None;
    }
    let verb = tokens
        .clone()
        .skip(1)
        .find(|&i| speaks(scene, sentence, i))?;
    let mut cue = verb;
    while cue > tokens.start + 1
        && (super::cues::is_auxiliary(scene.lower(cue - 1)) || scene.lower(cue - 1) == "to")
    {
        cue -= 1;
    }
    let mark = |i: &usize| scene.text.tokens[*i].is_any(&[":", ";", "—", "–", ",", "?", "!", "|"]);
    let start = (tokens.start..cue)
        .rev()
        .find(mark)
        .map_or(tokens.start, |i| i + 1);
    let opens = [
        "why", "how", "what", "when", "after", "as", "if", "watch", "video", "report",
    ];
    let start = start + usize::from(opens.contains(&scene.lower(start)));
    let end =
        (verb + 1..tokens.end).find(|i| scene.text.tokens[*i].is_any(&[";", "—", "–", "?", "|"]));
    let mut cue_end = verb + 1;
    if matches!(
        scene.lower(cue_end),
        "on" | "for" | "of" | "about" | "at" | "against" | "with"
    ) {
        cue_end += 1;
    }
    let content = trim(scene, cue_end..end.unwrap_or(tokens.end));
    (cue > start && !content.is_empty()).then_some(Found {
        speaker: start..cue,
        cue: cue..cue_end,
        content,
        hole: None,
        quiet: true,
        rule: "headline",
    })
}

/// Whether the word is a verb of saying in a headline's form.
fn speaks(scene: &Scene, sentence: &Sentence, index: usize) -> bool {
    let lower = scene.lower(index);
    let helped = index > sentence.tokens.start
        && matches!(
            scene.lower(index - 1),
            "to" | "will" | "would" | "not" | "won't" | "doesn't"
        );
    let form = uses(lower).iter().any(|v| match v.tense {
        Tense::Third => true,
        Tense::Base => helped || scene.lower(index - 1).ends_with('s'),
        Tense::Past => true,
        Tense::Ing => false,
    });
    let noun = NOUNS_TOO.contains(&lower)
        && matches!(
            scene.lower(index + 1),
            "of" | "on" | "for" | "is" | "are" | "." | "," | "and" | ":"
        );
    scene.text.is_capital(index) && form && !noun && quotes::around(scene.quotes, index).is_none()
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::relations;

    #[test]
    fn matches_and_must_not() {
        relations(
            "headline",
            &[
                (
                    "Poll: Most Voters Want a New Bridge\n\nThe river is wide.",
                    &["Poll | : | Most Voters Want a New Bridge"],
                ),
                (
                    "Mayor Lee Says New Bridge Will Open Early\n\nThe river is wide.",
                    &["Mayor Lee | Says | New Bridge Will Open Early"],
                ),
                ("A Night at the Old Harbour\n\nThe river is wide.", &[]),
                (
                    "Three things: a night at the harbour\n\nThe river is wide.",
                    &[],
                ),
            ],
        );
    }
}
