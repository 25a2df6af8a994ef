//! Words by which a piece of an argument grants, tells what others think, supports,
//! concludes, or says what should be.

use crate::reader::phrase::{Phrase, has_any, match_any};
use crate::reader::text::Token;

const GRANTING: &[Phrase] = &[
    &["of", "course"],
    &["sure|surely|admittedly|certainly|granted|true|naturally|undoubtedly"],
    &[
        "it|that",
        "is",
        "true|understandable|undisputed|undeniable|clear|obvious",
    ],
    &[
        "it's|that's",
        "true|understandable|undisputed|undeniable|clear|obvious",
    ],
    &["to", "be", "sure"],
    &["no", "doubt"],
    &["indeed|yes|obviously|clearly"],
    &["in", "fact|principle|theory"],
    &["i", "know|understand|admit|grant"],
    &["it|there", "may|might|could", "be"],
    &["at", "first"],
    &["on", "the", "one", "hand"],
    &["not", "all|every|everyone"],
];

/// Anywhere in a piece.
const GRANTING_INSIDE: &[Phrase] = &[
    &["of", "course"],
    &["certainly|admittedly|undoubtedly|surely"],
    &["may|might", "well"],
];

/// Near the start of a piece.
const ALLOWING: &[Phrase] = &[&["does|do|may|might", "insist|seem|well|be|have"]];

const VOICES: &[Phrase] = &[
    &[
        "one|you",
        "could|might|may",
        "argue|say|think|worry|object|claim|believe|fear|assume",
    ],
    &[
        "some|many|most|others|people|critics|opponents|politicians|proponents|supporters|sceptics|skeptics|advocates|detractors",
        "people?",
        "argue|say|think|worry|object|claim|believe|fear|assume|point|stress|insist|see|complain|demand|feel",
    ],
    &[
        "some|many|most|critics|opponents|proponents|supporters|advocates",
        "of",
        "_3",
        "argue|say|think|worry|object|claim|believe|fear|assume|point|stress|insist|complain|demand",
    ],
    &[
        "critics|opponents|sceptics|skeptics|proponents|supporters|advocates|politicians",
        "will|would|may|might|are",
        "_1",
        "argue|say|think|worry|object|claim|believe|fear|point|stress|insist|trying",
    ],
    &[
        "it",
        "is",
        "often|sometimes|frequently|commonly?",
        "argued|said|claimed|feared|believed|assumed|objected",
    ],
    &[
        "the|one|an",
        "argument|objection|counter-argument|counterargument",
        "that|against|is",
    ],
];

const ADMITTING: &[Phrase] = &[
    &["of", "course"],
    &["sure|admittedly|granted|true|undeniably|undoubtedly"],
    &["it", "is", "true|undeniable"],
    &["it's", "true"],
];

const SUPPORTING: &[Phrase] = &[
    &[
        "also|besides|furthermore|moreover|for|plus|additionally|and|because|therefore|thus|that's|this|hence",
    ],
    &["after", "all"],
    &["in", "addition"],
    &["on", "top", "of", "that"],
];

const CONCLUDING: &[Phrase] = &[
    &["thus|therefore|hence|so|consequently"],
    &["that's|this", "is?", "why"],
    &["for", "these|this|that", "reason|reasons"],
    &["in", "conclusion"],
];

const CONCLUDING_INSIDE: &[Phrase] = &[&["therefore|thus|hence"]];

const DEMANDING: &[Phrase] = &[&["should|ought|must"], &["need|needs|have|has", "to"]];

const DEMANDING_MORE: &[Phrase] = &[
    &["should|ought|must|need|needs|cannot|can|can't"],
    &["have|has", "to"],
];

const JUDGING: &[Phrase] = &[
    &["right|wrong|irresponsible|inappropriate|appropriate|find"],
    &["in", "favour|favor"],
];

/// Whether one of the patterns matches at the start.
fn opens(words: &[Token], patterns: &'static [Phrase]) -> bool {
    match_any(words, 0, patterns).is_some()
}

/// The same, a joining word left out.
fn opens_or_after(words: &[Token], patterns: &'static [Phrase]) -> bool {
    opens(words, patterns) || words.len() > 1 && opens(&words[1..], patterns)
}

/// Whether a piece grants something: "of course", "may well".
pub(super) fn grants(words: &[Token]) -> bool {
    let near = &words[..words.len().min(8)];
    opens_or_after(words, GRANTING) || has_any(words, GRANTING_INSIDE) || has_any(near, ALLOWING)
}

/// Whether a piece tells what others think or what one might object.
pub(super) fn voices(words: &[Token]) -> bool {
    has_any(words, VOICES)
}

/// Whether a piece opens with an admission that needs no turn to show.
pub(super) fn admits(words: &[Token]) -> bool {
    opens_or_after(words, ADMITTING)
}

/// Whether a piece opens as a further reason.
pub(super) fn supports(words: &[Token]) -> bool {
    opens(words, SUPPORTING)
}

/// Whether a piece draws a conclusion.
pub(super) fn concludes(words: &[Token]) -> bool {
    opens(words, CONCLUDING) || has_any(words, CONCLUDING_INSIDE)
}

/// Whether a piece says what should be; `more`: or what can be.
pub(super) fn demands(words: &[Token], more: bool) -> bool {
    has_any(words, if more { DEMANDING_MORE } else { DEMANDING })
}

/// Whether a piece says what is right.
pub(super) fn judges(words: &[Token]) -> bool {
    has_any(words, JUDGING)
}
