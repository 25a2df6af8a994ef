//! Rule `hypotheses/named`: a noun says that an explanation is one: "one theory is that",
//! "the likeliest cause", "there is another reason".
//!
//! Why: the plainest way to bring one up. "This theory" is left to judgements: it speaks of
//! the explanation before it.

use super::{Candidate, NOUNS, Place, SURE_NOUNS};
use crate::reader::outline::clause_end;
use crate::reader::phrase::{any_of, find_phrase, match_any, match_at};
use crate::reader::remarks::unknowable;
use crate::reader::stance::judgement;
use crate::reader::stance::verdict::past;
use crate::reader::stems::{shared, stems};
use crate::reader::text::{Token, TokenKind};

const RULE: &str = "hypotheses/named";

/// Verbs that give an explanation's content after "that".
const HOLDS: &[&[&str]] = &[
    &[
        "holds|says|goes|supposes|suggests|runs|maintains",
        ",?",
        "that?",
    ],
    &["has|had", "it", "that"],
];

/// Verbs that tell of it without giving its content by itself.
const TELLS: &[&str] = &[
    "connects",
    "links",
    "ties",
    "blames",
    "concerns",
    "involves",
    "centres",
    "centers",
    "points",
    "attributes",
    "invokes",
    "looks",
    "focuses",
    "starts",
    "begins",
];

/// Words of others.
const OTHERS: &[&str] = &[
    "theory",
    "theories",
    "hypothesis",
    "rumour",
    "rumours",
    "rumor",
    "rumors",
    "claim",
    "claims",
    "story",
    "suggestion",
    "speculation",
    "narrative",
    "version",
    "suspicion",
    "interpretation",
    "popular",
    "common",
    "official",
    "usual",
    "standard",
    "conventional",
    "favoured",
    "favored",
    "widespread",
    "argument",
    "notion",
    "idea",
];

/// The explanation that the line names.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let body = place.body();
    if place.line.question || unknowable::is(place.outline, place.line) {
        return Vec::new();
    }
    if let Some(found) = ranked(place) {
        return vec![found];
    }
    let mut found = Vec::new();
    if !any_of(body, SURE_NOUNS) && !any_of(body, NOUNS) {
        return found;
    }
    for at in 0..body.len() {
        let sure = body[at].is_any(SURE_NOUNS);
        let noun = body[at].is_any(NOUNS) && (place.explanatory || holds_past(place, at));
        if !(sure || noun) || back_reference(body, at) {
            continue;
        }
        let hit = there_is(body, at)
            .or_else(|| that_clause(body, at).filter(|range| sure || about(place, range)))
            .or_else(|| interrupted(body, at))
            .or_else(|| copula(body, at))
            .or_else(|| verb(body, at))
            .or_else(|| predicate(body, at));
        let hit = hit.filter(|range| place.explanatory || place.weighing || solid(body, range));
        if let Some(range) = hit {
            found.push(candidate(body, at, range));
            break;
        }
    }
    found
}

/// "The favourite story is that the rent went up", where no question was asked.
fn holds_past(place: &Place<'_, '_>, noun: usize) -> bool {
    let body = place.body();
    let that = match_at(
        body,
        noun + 1,
        &["is|was|has|holds|goes", "it?", ",?", "that"],
    )
    .map(|end| end..clause_end(body, end, body.len()))
    .or_else(|| interrupted(body, noun));
    place.explains() && place.line.first && that.is_some_and(|range| past(&body[range]))
}

/// Whether the words name a thing or state something, as they must where the article does
/// not ask for explanations: not "being investigated", "unknown", "triggered the suit".
fn solid(body: &[Token], range: &std::ops::Range<usize>) -> bool {
    const OPEN: &[&str] = &[
        "unknown",
        "unclear",
        "investigated",
        "investigating",
        "investigation",
        "determined",
        "determine",
        "establish",
        "established",
        "probe",
        "examined",
        "looking",
        "trying",
    ];
    let own = &body[range.clone()];
    let said_that = range.start > 0 && body[range.start - 1].is_any(&["that"]);
    let first = own.first();
    let starts = first
        .is_some_and(|t| determined(body, range.start) || t.kind == TokenKind::Word && said_that);
    (starts || said_that) && !any_of(own, OPEN)
}

/// "More plausible is the fear of being cut off."
fn ranked(place: &Place<'_, '_>) -> Option<Candidate> {
    const RANKED: &[&str] = &[
        "more|most|far|equally",
        "more?",
        "plausible|likely|convincing|important|persuasive|credible|probable|serious|decisive|worrying|telling",
        "_2",
        "is|was|are|were|seems",
    ];
    if !place.explanatory {
        return None;
    }
    let body = place.body();
    let end = match_at(body, 0, RANKED)?;
    let stop = clause_end(body, end, body.len());
    (stop > end + 1).then(|| Candidate {
        fresh: true,
        ..Candidate::own(end..stop, RULE)
    })
}

/// "This theory", "such an explanation", "no reason": nothing new.
fn back_reference(body: &[Token], noun: usize) -> bool {
    let before = &body[noun.saturating_sub(3)..noun];
    let back = before.iter().any(|t| {
        t.is_any(&[
            "this", "that", "such", "these", "those", "no", "any", "its", "his", "her", "their",
            "without", "what", "which", "every", "good",
        ])
    });
    let clause = any_of(&body[noun.saturating_sub(4)..noun], &["by", "from", "not"]);
    back || clause
}

/// Whether the words speak of what the article asks.
fn about(place: &Place<'_, '_>, range: &std::ops::Range<usize>) -> bool {
    let own = stems(&place.body()[range.clone()]);
    shared(&own, place.asked) >= 1 || place.line.first
}

fn candidate(body: &[Token], noun: usize, range: std::ops::Range<usize>) -> Candidate {
    let from = noun.saturating_sub(5);
    let near = &body[from..(noun + 6).min(body.len())];
    let fresh = body[from..noun].iter().any(|t| {
        t.is_any(&[
            "another",
            "second",
            "third",
            "fourth",
            "other",
            "alternative",
            "final",
            "first",
            "last",
            "also",
        ])
    });
    let rejected = judgement::of(body).is_some_and(|j| {
        j.bearing == crate::reader::draft::Bearing::Against && outside(&j.tokens, &range)
    });
    Candidate {
        range,
        rule: RULE,
        doubted: false,
        reported: any_of(near, OTHERS) || owner(body, noun).is_some(),
        rejected,
        speaker: owner(body, noun),
        fresh,
    }
}

/// Whose explanation the noun is: "the company's version", "the official version, repeated
/// by ministers on every programme since".
fn owner(body: &[Token], noun: usize) -> Option<std::ops::Range<usize>> {
    const ENDS: &[&str] = &[
        ",", "on", "in", "at", "since", "for", "to", "ever", "every", "from", "over", "as", "is",
    ];
    let possessive = (noun.saturating_sub(3)..noun).find(|&i| body[i].is_possessive());
    if let Some(at) = possessive.filter(|&at| at <= 6) {
        return Some(0..at + 1);
    }
    body.get(noun + 1).filter(|t| t.is_mark(","))?;
    let by = (noun + 2..body.len().min(noun + 7)).find(|&i| body[i].is_any(&["by"]))?;
    let end = (by + 1..body.len()).find(|&i| body[i].is_any(ENDS))?;
    (end > by + 1).then_some(by + 1..end)
}

fn outside(a: &std::ops::Range<usize>, b: &std::ops::Range<usize>) -> bool {
    a.end <= b.start + 1 || b.end <= a.start + 1
}

/// "There is another reason, which few mention: the roof leaked."
fn there_is(body: &[Token], noun: usize) -> Option<std::ops::Range<usize>> {
    const THERE: &[&str] = &["there", "is|are|was|were|may|might|could|must|will", "_5"];
    let then = usize::from(
        body.first()
            .is_some_and(|t| t.is_any(&["then", "and", "finally"])),
    );
    match_at(body, then, THERE).filter(|_| noun <= 9)?;
    if body.get(noun + 1).is_some_and(|t| t.is_any(&["that"]))
        && let Some(at) = body[noun..].iter().position(|t| t.is_mark(":"))
    {
        return (noun + at + 2 < body.len()).then(|| noun + at + 1..body.len());
    }
    let colon = body[noun..].iter().position(|t| t.is_any(&[":", "—", "–"]));
    match colon {
        Some(at) if noun + at + 2 < body.len() => Some(noun + at + 1..body.len()),
        _ => Some(0..body.len()),
    }
}

/// "The theory that masts confuse bees has many friends."
fn that_clause(body: &[Token], noun: usize) -> Option<std::ops::Range<usize>> {
    body.get(noun + 1).filter(|t| t.is_any(&["that"]))?;
    let end = clause_end(body, noun + 2, body.len());
    // "The theory that many prefer is that it rained."
    let prefers = find_phrase(body, noun + 3, &["is|was", "that"]).filter(|hit| hit.end < end);
    let start = prefers.map_or(noun + 2, |hit| hit.end);
    if end <= start {
        return None;
    }
    let judged = judgement::of(&body[start..end]).map_or(end, |j| start + j.tokens.start);
    let main = (start + 3..judged.min(end)).rev().find(|&i| {
        body[i].is_any(&[
            "has", "have", "is", "are", "can", "could", "does", "do", "did", "was", "were",
            "seems", "may", "might", "should", "deserves", "remains", "will",
        ])
    });
    let end = match (judged < end, main) {
        (true, Some(main)) => main,
        (true, None) => judged,
        (false, _) => end,
    };
    (end > start + 1).then_some(start..end)
}

/// "The official version, repeated by ministers ever since, is that it rained."
fn interrupted(body: &[Token], noun: usize) -> Option<std::ops::Range<usize>> {
    body.get(noun + 1).filter(|t| t.is_mark(","))?;
    let hit = find_phrase(body, noun + 3, &[",", "is|was|runs|holds", ",?", "that"])?;
    let end = clause_end(body, hit.end, body.len());
    (hit.start <= noun + 30 && end > hit.end + 2).then_some(hit.end..end)
}

/// "The likeliest reading is a dull one: shares were dear." "The answer lies in the rents."
fn copula(body: &[Token], noun: usize) -> Option<std::ops::Range<usize>> {
    const IS: &[&str] = &["is|was|are|were|lies|lay|remains|seems|appears|might|may|could|must"];
    let hit = find_phrase(body, noun + 1, IS)?;
    if hit.start > noun + 9 || any_of(&body[noun + 1..hit.start], &[";", ":", "—"]) {
        return None;
    }
    if body[hit.start - 1].is_any(&["there"]) {
        return None;
    }
    let mut start = hit.end;
    while body.get(start).is_some_and(|t| {
        t.is_any(&[
            "be", "to", "that", "likely", "probably", "simply", ",", "perhaps", "in", "with",
        ])
    }) {
        start += 1;
    }
    let end = clause_end(body, start, body.len());
    let said_that = any_of(&body[hit.end..start], &["that"]);
    if !body[start..end.max(start)]
        .iter()
        .any(|t| t.kind != TokenKind::Mark)
    {
        return None;
    }
    let colon = body.get(end).is_some_and(|t| t.is_any(&[":", "—", "–"]));
    if colon && end - start <= 6 && end + 2 < body.len() {
        return Some(end + 1..body.len());
    }
    let judged = judgement::of(&body[hit.start..end]).is_some();
    let adjective = end - start <= 2
        && body[start].kind == TokenKind::Word
        && !said_that
        && !determined(body, start);
    (said_that || !(judged || adjective)).then_some(start..end)
}

/// "the mite", "a pesticide", "Ada's bus".
fn determined(body: &[Token], at: usize) -> bool {
    body[at].is_any(&[
        "the", "a", "an", "his", "her", "its", "their", "our", "some",
    ]) || body[at].is_possessive()
}

/// "One theory holds that it rained." "Another hypothesis connects it with the strike."
fn verb(body: &[Token], noun: usize) -> Option<std::ops::Range<usize>> {
    let after = noun + 1;
    if let Some(end) = match_any(body, after, HOLDS) {
        let stop = clause_end(body, end, body.len());
        return (stop > end + 1).then_some(end..stop);
    }
    body.get(after)
        .filter(|t| t.is_any(TELLS))
        .map(|_| 0..clause_end(body, after, body.len()))
}

/// "The failing disk is the root cause." "Cost is a more convincing answer."
fn predicate(body: &[Token], noun: usize) -> Option<std::ops::Range<usize>> {
    const PRONOUNS: &[&str] = &[
        "this", "that", "it", "these", "those", "which", "there", "he", "she", "they", "what", "i",
        "we", "here", "none", "neither", "nor", "one",
    ];
    let copula = (noun.saturating_sub(7)..noun)
        .rev()
        .find(|&i| body[i].is_any(&["is", "was", "are", "were", "be", "seems", "remains"]))?;
    let subject = body.first()?;
    let named = copula >= 1 && !subject.is_any(PRONOUNS);
    let article = any_of(&body[copula..noun], &["a", "an", "the", "another"]);
    // "A list of theories" names none.
    if any_of(&body[noun.saturating_sub(2)..noun], &["of"]) {
        return None;
    }
    let of_other = body.get(noun + 1).is_some_and(|t| t.is_any(&["of", "to"]));
    (named && article && !of_other && copula <= 14).then(|| 0..clause_end(body, noun, body.len()))
}
