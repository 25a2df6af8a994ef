//! Rule `hypotheses/blame`: verbs and prepositions of cause: "played a part", "was to
//! blame", "because of", "X blames Y".
//!
//! Why: in an article that asks why, the first such words of a paragraph give an answer.
//! Elsewhere they only tell a story.

use super::{Candidate, Place};
use crate::reader::outline::{Opener, clause_end};
use crate::reader::phrase::{any_of, find_any, has_phrase};
use crate::reader::remarks::counterfactual;
use crate::reader::stems::{Stem, Stems, shared, stems};
use crate::reader::text::Token;

const RULE: &str = "hypotheses/blame";

/// Words that make the whole clause an explanation.
const WHOLE: &[&[&str]] = &[
    &[
        "play|plays|played|playing",
        "its|a|some|no|their|his|her|the",
        "_2",
        "role|part",
    ],
    &["is|was|are|were|be|been", "_2", "to", "blame"],
    &["is|was|are|were|be", "_1", "responsible"],
    &["did|do", "the", "rest|damage"],
    &["did|does", "not", "help", "_1"],
    &["set", "it|this|everything", "off"],
    &["made", "matters|things", "worse"],
    &["contributed|contributes", "to"],
    &["comes|came|boils|boiled", "down", "to"],
    &["has|have|had", "_2", "to", "do", "with"],
    &["stems|stemmed|resulted|results", "_1", "from"],
    &["owes|owed|owe", "_3", "to"],
    &[
        "can|could|may|might",
        "be",
        "explained|put|attributed|traced|chalked",
    ],
    &[
        "was|were|is|are|been",
        "_2",
        "caused|triggered|driven|sparked|prompted",
        "_1",
        "by",
    ],
    BROUGHT_DOWN,
    BLAME_LIES,
    &["tipped", "the", "balance|scales"],
    &[
        "cost",
        "him|her|them|it",
        "_3",
        "election|victory|game|match|job|title",
    ],
];

/// What ended something.
const BROUGHT_DOWN: &[&str] = &[
    "was|were|been|is|are",
    "_2",
    "brought|undone|sunk|doomed|felled|ruined|wrecked|killed|defeated|destroyed",
    "down|low?",
    "by",
];

/// "Some of the blame belongs to the opening hours."
const BLAME_LIES: &[&str] = &[
    "blame|fault|responsibility",
    "_1",
    "belongs|lies|lay|rests|falls|goes",
    "_1",
    "with|to|on|at",
];

/// Words of cause that count even where the article asks nothing.
const STRONG: &[&[&str]] = &[
    BROUGHT_DOWN,
    BLAME_LIES,
    &["is|was|are|were", "_2", "to", "blame"],
    &[
        "was|were|is|are|been",
        "_2",
        "caused|triggered|driven|sparked|prompted",
        "_1",
        "by",
    ],
    &["comes|came|boils|boiled", "down", "to"],
];

/// Words that weigh a cause against others.
const DEGREES: &[&str] = &[
    "chiefly",
    "mainly",
    "largely",
    "mostly",
    "primarily",
    "partly",
    "principally",
    "all",
];

/// Words of someone who blames, and for nothing else.
const ACCUSES: &[&[&str]] = &[
    &["blame|blames|blamed"],
    &["point|points|pointed", "the", "finger", "at"],
    &["attribute|attributes|attributed", "_4", "to"],
];

/// Words of someone who blames.
const BLAMES: &[&[&str]] = &[
    &["blame|blames|blamed|blaming"],
    &["point|points|pointed", "the", "finger", "at"],
    &["points|point", "at|to"],
    &["attribute|attributes|attributed", "_4", "to"],
    &["put|puts", "_4", "down", "to"],
    &["put|puts|pin|pins|pinned", "it|this|that", "on"],
    &["hinted|hints", "at"],
];

/// Words that join an effect to its cause.
const JOINS: &[&[&str]] = &[
    &["because"],
    &["due|owing|thanks", "to"],
    &["as", "a", "result", "of"],
    &["on", "account", "of"],
    &["out", "of", "fear|spite|anger|pride|habit|weakness|concern"],
    &["for", "fear", "of|that"],
];

/// Words that say how much, not what of.
const UNITS: &[&str] = &["per", "cent", "percent", "million", "billion"];

/// The explanation that a word of cause gives.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let body = place.body();
    let credits = any_of(body, &["reporting", "reported"]);
    let first = place.line.first && place.line.opener != Opener::Contrast;
    let weighing = (place.weighing || place.opening) && first;
    if !(place.may_begin() || weighing) || place.line.question || credits {
        return Vec::new();
    }
    let whole = 0..clause_end(body, body.len().min(6), body.len());
    if counterfactual::is(place.outline, place.line)
        || has_phrase(body, &["blame|blames", "no|nobody|no-one"])
    {
        return Vec::new();
    }
    let quiet = place.opening && !place.weighing && !place.explanatory;
    let blames = if quiet { ACCUSES } else { BLAMES };
    if let Some(hit) = find_any(body, 1, blames)
        && (hit.start <= 8 || hit.start <= 20 && interrupted(&body[..hit.start]))
        && !body[hit.start - 1].is_any(&["the", "of", "to", "for"])
        && !body
            .get(hit.end)
            .is_some_and(|t| t.is_any(&["something", "nothing"]))
        && !subject(&body[..hit.start])
            .iter()
            .any(|t| t.is_any(&["it", "this", "i", "we", "report", "note", "article", "not"]))
    {
        return vec![Candidate {
            speaker: Some(0..hit.start),
            ..Candidate::reported(whole, RULE)
        }];
    }
    if place.told() || !place.explains() {
        return Vec::new();
    }
    let opens = place.line.first || place.begun;
    let wholes = if place.explanatory { WHOLE } else { STRONG };
    let hit = find_any(body, 0, wholes);
    let about = |at: usize| !quiet || names_event(place, at);
    let lies = has_phrase(body, BLAME_LIES);
    if opens && hit.is_some_and(|hit| lies || about(hit.start)) {
        let end = clause_end(body, 2, body.len());
        return vec![Candidate::own(0..end.max(whole.end), RULE)];
    }
    let joined = find_any(body, 0, JOINS);
    let joined = joined.filter(|hit| !planned(body, hit.end));
    let Some(hit) = joined else { return Vec::new() };
    let end = clause_end(body, hit.end, body.len());
    let degree = hit.start > 1 && body[hit.start - 1].is_any(DEGREES);
    if place.line.first && degree && about(hit.start) && end > hit.end + 2 {
        vec![Candidate::own(hit.end..end, RULE)]
    } else if effect(place, body, hit.start) {
        vec![Candidate::own(0..end, RULE)]
    } else {
        Vec::new()
    }
}

/// Whether what stands before token `at` is what the article opens with, or a pronoun for
/// it: where nothing asks why, nothing else wants a cause.
fn names_event(place: &Place<'_, '_>, at: usize) -> bool {
    let body = place.body();
    let pronoun = body
        .first()
        .is_some_and(|t| t.is_any(&["it", "this", "that", "they", "he", "she"]));
    // "The closure" is that of what "closed".
    let asked = |stem: Stem| place.asked.iter().any(|a| stem.is_like(a));
    pronoun
        || stems(&body[..at])
            .iter()
            .filter(|&stem| !is_unit(stem))
            .any(asked)
}

fn is_unit(stem: Stem) -> bool {
    UNITS.iter().any(|unit| Stem::reading(unit) == stem)
}

/// "They were due to sign": a plan, and no cause.
fn planned(body: &[Token], at: usize) -> bool {
    const VERBS: &[&str] = &[
        "be", "become", "begin", "close", "end", "go", "leave", "meet", "open", "play", "retire",
        "sign", "speak", "start", "take", "vote",
    ];
    at >= 2 && body[at - 2].is_any(&["due"]) && body.get(at).is_some_and(|t| t.is_any(VERBS))
}

/// Who blames, without what stands between commas.
fn subject(before: &[Token]) -> &[Token] {
    let comma = before.iter().position(|t| t.is_mark(","));
    let cut = comma.filter(|_| interrupted(before));
    cut.map_or(before, |at| &before[..at])
}

/// "The statement, issued at noon on the day itself, blamed …".
fn interrupted(subject: &[Token]) -> bool {
    let commas = subject.iter().filter(|t| t.is_mark(",")).count();
    commas == 2 && subject.last().is_some_and(|t| t.is_mark(","))
}

/// Whether what stands before "because" is the event, or a pronoun for it.
fn effect(place: &Place<'_, '_>, body: &[Token], at: usize) -> bool {
    let before = stems(&body[..at]);
    let before: Stems = before.iter().filter(|&stem| !is_unit(stem)).collect();
    let after = stems(&body[at..]);
    let pronoun = body
        .first()
        .is_some_and(|t| t.is_any(&["it", "this", "that", "they", "he", "she"]));
    let asked = shared(&before, place.asked) >= 2 || (at == 0 && shared(&after, place.asked) >= 2);
    let pronoun = pronoun && at <= 6 && place.explanatory;
    (place.line.first || place.begun) && (asked || pronoun)
}
