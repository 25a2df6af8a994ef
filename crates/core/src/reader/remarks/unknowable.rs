//! Rule `unknowable`: what the writer says nobody knows, or ever will.
//!
//! Why: it bounds what any weighing may claim, and such words ("only time will tell")
//! would else be taken for forecasts.

use crate::reader::outline::{Line, Outline};
use crate::reader::phrase::has_any;

const PATTERNS: &[&[&str]] = &[
    &[
        "only",
        "future?",
        "historians|history|time|posterity",
        "_3",
        "tell|know|say|show|judge|decide|can|will",
    ],
    &["time", "will|alone", "will?", "tell"],
    &[
        "impossible|difficult|hard",
        "to",
        "know|say|tell|determine|establish|be",
        "_3",
        "whether|why|what|how|who|which|for|with|sure|certain|if",
    ],
    &["impossible", "to", "know|say|tell|determine|establish"],
    &["no|nobody|none", "one?", "_5", "knows|know|say|tell"],
    &["cannot|can't|never|may", "never?", "be", "known"],
    &[
        "cannot|can't|never",
        "_1",
        "be",
        "_1",
        "established|determined|ascertained|verified|proved|proven|told|reconstructed|settled|measured",
    ],
    &[
        "no",
        "way|means",
        "of|to",
        "_1",
        "knowing|telling|know|tell|establishing|establish|saying|say|checking|check|finding|find",
    ],
    &["never|ever", "will|shall|may", "be"],
    &[
        "lies|lie|is|are|remains",
        "beyond",
        "_1",
        "knowledge|proof|knowing",
    ],
    &["lost", "to", "history"],
    &["not", "known", "who|what|why|how|whether|if|when|where"],
    &["is", "a", "_1", "mystery|riddle|enigma"],
    &["may|might|will", "never", "_1", "come", "out|to"],
    &[
        "truth|secret|answer|answers|reason|reasons",
        "_2",
        "died|buried|went",
        "with",
    ],
    &[
        "no",
        "record|records|minutes|account",
        "of",
        "what|who|why|how|whether",
    ],
    &["can|could", "only", "guess|speculate|surmise|conjecture"],
    &[
        "matter|question",
        "of|for",
        "_1",
        "guesswork|speculation|conjecture",
    ],
    &[
        "god|heaven|goodness",
        "knows",
        "why|what|how|who|when|where",
    ],
    &[
        "may|might|will|shall|can",
        "never",
        "_3",
        "know|learn|discover|find|known|established|explained|told|solved|settled|certain|sure|clear|proved|proven",
    ],
    &["never", "_2", "know", "for|whether|why|what|who|how"],
    &[
        "unlikely",
        "_2",
        "ever",
        "to",
        "know|learn|settle|find|discover|establish",
    ],
    &[
        "remain|remains|remained|is|are|was",
        "still?",
        "unclear|unknown|unexplained|uncertain|unknowable",
    ],
    &["remain|remains", "a", "mystery|riddle|puzzle|secret"],
    &["anyone's|anybody's", "guess"],
    &["too", "early|soon", "to", "say|tell|know|judge"],
    &[
        "we|i",
        "do|does|can|simply|still|just",
        "not|n't",
        "know|say|tell",
    ],
    &["we|i", "don't|can't|cannot", "know|say|tell"],
    &["we", "shall|will", "never"],
    &["is", "an", "open", "question"],
    &["who", "knows"],
];

/// What has not been told: unknown, where the sentence asks what it is.
const UNTOLD: &[&[&str]] = &[&[
    "has|have|is|are",
    "not|never",
    "_2",
    "disclosed|revealed|published|established|explained|known|determined|released|recorded|documented",
]];

/// Beyond the writer: unknown too, where the sentence asks what it is.
const BEYOND: &[&[&str]] = &[
    &["is|are|was|remains", "beyond", "me|us|anyone|anybody"],
    &["escapes|eludes", "me|us"],
];

/// Words that open such a sentence.
const ASKING: &[&str] = &[
    "who", "what", "why", "how", "when", "where", "whether", "which", "whose",
];

/// Words beside which these are about something else.
const NOT: &[&[&str]] = &[
    &[
        "will|shall|would",
        "never",
        "be",
        "_1",
        "same|forgotten|enough",
    ],
    &["no", "one", "to"],
    &[
        "never",
        "_3",
        "find",
        "a|an|any|another|his|her|its|their|enough",
    ],
    &["not|don't", "know", "a|an|any|many|him|her|them"],
    &["nobody|no", "one?", "_4", "to", "say"],
];

/// Whether a line says that something is not known, or cannot be.
pub(crate) fn is(outline: &Outline<'_>, line: &Line) -> bool {
    let words = outline.words(line.tokens.clone());
    let body = outline.body(line);
    let asks = body.first().is_some_and(|t| t.is_any(ASKING));
    let untold = asks && (has_any(body, UNTOLD) || has_any(body, BEYOND));
    (untold || has_any(words, PATTERNS)) && !has_any(words, NOT)
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
    fn unknowables() {
        for text in [
            "Whether he meant it we may never know.",
            "Only time will tell.",
            "It is impossible to know how many came.",
            "Nobody outside the room can say.",
            "The cause remains unclear.",
            "It is too early to say which of them is right.",
            "How it got there is anyone's guess.",
            "What the flood cost the shops cannot be established.",
            "There is no way of knowing who signed.",
            "Who gave the order has not been disclosed and perhaps never will be.",
            "Why he left has never been explained.",
            "What the mayor knew is not recorded.",
            "It is not known who signed.",
            "We can only guess.",
            "There is no record of what was said.",
            "How it began is a mystery.",
            "Who opened the sluice, we may never find out.",
            "Whether she read it will remain a matter for speculation.",
            "What moved the man to do so is beyond me.",
            "Whether the guard had a key is an open question.",
        ] {
            assert!(holds(text), "{text}");
        }
    }

    #[test]
    fn others() {
        for text in [
            "She knows why the pump failed.",
            "The town will never be the same.",
            "It is hard to see him leaving.",
            "There was no one to help.",
            "The price has not been disclosed.",
            "The land may never be sold.",
            "I do not know a better mill.",
            "There is no record of a fire.",
            "What the law has not settled the court did.",
            "The task is beyond me.",
            "He may never find a buyer.",
        ] {
            assert!(!holds(text), "{text}");
        }
    }
}
