//! Rule `counterfactual`: what would have been otherwise.
//!
//! Why: such sentences tell what the writer takes for a cause, but report nothing that
//! happened, so that they are neither evidence nor forecasts.

use std::borrow::Cow;

use crate::reader::outline::{Line, Outline};
use crate::reader::phrase::{Phrase, any_of, has_any, has_phrase, match_each};
use crate::reader::text::{Token, TokenKind};

/// The words of which each form of telling it has one.
const MODALS: &[&str] = &[
    "would",
    "could",
    "might",
    "should",
    "need",
    "needn't",
    "wouldn't",
    "would've",
    "could've",
    "might've",
    "wouldn't've",
];

/// Words that say so by themselves, before a participle.
const SURE: &[&[&str]] = &[
    &["would|wouldn't", "_3", "have", "_1"],
    &["would've|wouldn't've", "_1"],
    &["could|might", "never|easily|well", "have"],
];

/// Words that say so by themselves.
const WHOLE: &[&[&str]] = &[
    &[
        "need|needn't",
        "not?",
        "have",
        "happened|been|come|gone|ended|died|closed",
    ],
    &[
        "could|might",
        "_1",
        "have",
        "been|gone|ended|turned",
        "out?",
        "otherwise|different|differently",
    ],
    &[
        "could|might",
        "never?",
        "have",
        "been",
        "avoided|prevented|averted|saved|spared",
    ],
];

/// Words of the past that say so beside a condition, or where a chance is weighed.
const PERFECT: &[&[&str]] = &[
    &["could|might|should", "_3", "have"],
    &["could've|might've"],
];

/// Words of the present that say so beside a condition.
const PRESENT: &[&str] = &["would|might|could", "_2", "be|still|now|today"];

/// Conditions contrary to fact.
const CONDITIONS: &[&[&str]] = &[
    &["if", "_5", "had|were|hadn't|weren't"],
    &["if", "only"],
    &["without"],
];

/// Words that keep "would have" from being contrary to fact.
const NOT: &[&[&str]] = &[
    &["would", "have", "to"],
    &["would", "have", "us|you|people|it|been?", "believe"],
    &["would", "like", "to", "have"],
    &["may|must", "have"],
    &["would", "_1", "have", "liked|loved|preferred|wanted|wished"],
    &["by", "then", "_9", "would", "have"],
];

/// Judgements in the form of a condition: "it would be odd if only one failed".
const JUDGED: &[&[&str]] = &[
    &["it|that|this", "would|might", "_1", "be", "_3", "if|to"],
    &[
        "would|should|i'd|we'd",
        "_1",
        "be",
        "_1",
        "surprised|astonished|amazed|shocked|glad|happy|sorry",
        "if|to",
    ],
];

/// Words that weigh what might have been.
const WEIGHED: &[&[&str]] = &[
    &["possibility|risk|danger|chance", "that"],
    &["cannot|can't", "be?", "exclude|excluded|rule|ruled"],
];

/// Whether a line tells what would have been otherwise.
pub(crate) fn is(outline: &Outline<'_>, line: &Line) -> bool {
    let words = outline.words(line.tokens.clone());
    if line.question || !any_of(words, MODALS) {
        return false;
    }
    let masked = unquoted(words);
    let words = masked.as_ref();
    let any = |patterns: &'static [Phrase]| has_any(words, patterns);
    if any(JUDGED) && !any(&[&["had"], &["would", "_1", "have"]]) {
        return false;
    }
    if has_any(words, NOT) && !conditional(words) {
        return false;
    }
    // "It will go on whatever she would have said" foresees.
    if any_of(words, &["will", "won't"]) && !conditional(words) {
        return false;
    }
    if conditional(words) && (any(PERFECT) || has_phrase(words, PRESENT)) {
        return true;
    }
    perfect(words) || any(WHOLE) || any(WEIGHED) && any(PERFECT)
}

/// A sentence without the scraps of speech quoted in it: `he wrote that "but for the rain"
/// they "would have won"` tells what another takes for the cause. A quotation of a whole
/// sentence is left.
fn unquoted(words: &[Token]) -> Cow<'_, [Token]> {
    if !words.iter().any(Token::is_quote) {
        return Cow::Borrowed(words);
    }
    let mut kept: Vec<Token> = Vec::with_capacity(words.len());
    let mut open: Option<usize> = None;
    for token in words {
        if !token.is_quote() {
            kept.push(token.clone());
            continue;
        }
        match open.take() {
            // A scrap has no stop and no comma at its end, and does not open the sentence.
            Some(from) if from > 0 && kept.len() - from <= SCRAP && !ends(&kept) => {
                kept.truncate(from);
            }
            Some(_) => {}
            None => open = Some(kept.len()),
        }
    }
    Cow::Owned(kept)
}

/// A scrap of speech has at most so many tokens.
const SCRAP: usize = 7;

fn ends(kept: &[Token]) -> bool {
    kept.last().is_some_and(|t| t.is_any(&[",", ".", "!", "?"]))
}

/// "Would have" and a participle, outside a relative clause ("a law that would have
/// changed it" only describes).
fn perfect(words: &[Token]) -> bool {
    let sure = has_any(words, SURE);
    sure && (0..words.len()).any(|at| {
        let relative = at > 0 && words[at - 1].is_any(&["that", "which", "who"]);
        let ends = match_each(words, at, SURE);
        !relative
            && ends.into_iter().any(|end| {
                words[end.min(words.len())..]
                    .iter()
                    .take(2)
                    .any(is_participle)
            })
    })
}

/// Whether a word may be a past participle.
fn is_participle(token: &Token) -> bool {
    const IRREGULAR: &[&str] = &[
        "been",
        "begun",
        "bought",
        "brought",
        "built",
        "caught",
        "come",
        "cost",
        "cut",
        "done",
        "dealt",
        "felt",
        "fought",
        "found",
        "gone",
        "got",
        "grown",
        "had",
        "heard",
        "held",
        "hurt",
        "kept",
        "known",
        "laid",
        "led",
        "left",
        "lent",
        "let",
        "lost",
        "made",
        "meant",
        "met",
        "paid",
        "put",
        "read",
        "run",
        "said",
        "sat",
        "seen",
        "sent",
        "set",
        "shot",
        "shut",
        "sold",
        "spent",
        "stood",
        "struck",
        "sunk",
        "swung",
        "taught",
        "thought",
        "told",
        "torn",
        "understood",
        "won",
        "worn",
        "become",
        "drawn",
        "shown",
        "thrown",
        "flown",
    ];
    token.kind == TokenKind::Word
        && (token.lower.ends_with("ed") || token.lower.ends_with("en") || token.is_any(IRREGULAR))
}

/// Whether a sentence poses a condition contrary to fact: "if", or "had it rained".
fn conditional(words: &[Token]) -> bool {
    if has_phrase(words, &["were", "to"]) {
        return false;
    }
    let inverted = words.iter().enumerate().any(|(i, t)| {
        let opens = i == 0 || words[i - 1].kind == TokenKind::Mark;
        let but_for = t.is_any(&["but"]) && words.get(i + 1).is_some_and(|t| t.is_any(&["for"]));
        // "The spokesman, had announced" has a participle after it, "had it rained" none.
        let inverts = t.is_any(&["had", "were"])
            && words
                .get(i + 1)
                .is_some_and(|t| t.kind == TokenKind::Word && (i == 0 || !is_participle(t)));
        opens && (inverts || i == 0 && but_for)
    });
    inverted || has_any(words, CONDITIONS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn holds(text: &str) -> bool {
        let document = document(text);
        let text = Text::new(&document);
        let outline = Outline::new(&text, &[]);
        outline.lines.iter().any(|line| is(&outline, line))
    }

    #[test]
    fn counterfactuals() {
        for text in [
            "A second pump would have saved the mine.",
            "Had the council listened, the bridge might have stood.",
            "If the ferry had waited, it could have carried them all.",
            "Without the strike they would be rich today.",
            "All this could have been avoided.",
            "The fire need not have happened.",
            "It could have been otherwise.",
            "A warning would probably have helped.",
            "Had Olsen called earlier, the boat might still be here.",
            "It would have been odd if nobody had noticed.",
            "We cannot rule out the possibility that a second strike might have hurt the firm.",
        ] {
            assert!(holds(text), "{text}");
        }
    }

    #[test]
    fn others() {
        for text in [
            "The pump may have failed.",
            "The strike could have played a part.",
            "He would have to go.",
            "Would the bridge have stood?",
            "The mayor would have liked to stay.",
            "By then the barges would have been sold.",
            "She would like to know.",
            "There is a risk that it could be late.",
            "The new firm would have a thousand men.",
            "It would be odd if the pump failed only on Sundays.",
            "I would be surprised if he were still here.",
            "In his letter he wrote that \"but for the rain\" the team \"would have won\".",
            "Nine days before the feast the spokesman, it is said, had announced that the king would not be coming.",
            "It was a bill that would have raised the tax.",
            "If that were to happen, it would still be late.",
            "The talks will go on whatever the mayor would have said.",
            "The council had listened to the engineers.",
            "If it rains, the match will be moved.",
            "The critics would have us believe that it rained.",
        ] {
            assert!(!holds(text), "{text}");
        }
    }
}
