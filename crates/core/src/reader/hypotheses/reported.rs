//! Rule `hypotheses/reported`: "some say", "many interpreted it as", "it is often claimed
//! that", "…, they say".
//!
//! Why: writers bring up explanations of nobody in particular before they judge them. The
//! vagueness of who says so is no sign of how probable it is.

use super::{Candidate, Place};
use crate::reader::outline::clause_end;
use crate::reader::phrase::{any_of, find_any, find_each, find_phrase, match_any, match_at};
use crate::reader::stance::verdict::past;
use crate::reader::text::Token;

const RULE: &str = "hypotheses/reported";

/// Whoever stands for an opinion without being named.
const VAGUE: &[&str] = &[
    "some",
    "many",
    "others",
    "most",
    "several",
    "critics",
    "observers",
    "analysts",
    "experts",
    "commentators",
    "optimists",
    "pessimists",
    "cynics",
    "sceptics",
    "skeptics",
    "supporters",
    "opponents",
    "people",
    "locals",
    "insiders",
    "investigators",
    "officials",
    "economists",
    "scientists",
    "historians",
    "pundits",
    "everyone",
    "everybody",
    "defenders",
    "detractors",
    "conspiracy",
    "rumour",
    "rumor",
    "traders",
    "engineers",
    "few",
    "those",
    "members",
];

const HOLDS: &[&[&str]] = &[
    &[
        "say|said|think|thought|believe|believed|argue|argued|claim|claimed|suspect|suspected|maintain|insist|contend|suggest|suggested|assume|assumed|allege|speculate|speculated|reckon|feel|felt|hold",
        ",?",
        "that?",
    ],
    &[
        "interpret|interpreted|read|see|saw|regard|regarded|view|viewed|took",
        "it|this|that|the|them|him|her",
        "_4",
        "as",
    ],
    &[
        "have",
        "_1",
        "suggested|argued|claimed|said|interpreted|speculated|wondered",
        "it?",
        "as|that|whether|if?",
    ],
    &["hinted|hint|point|pointed|pointing", "at|to"],
    &["speak|talk|spoke|talked|whisper|whispered", "of|about"],
];

const IMPERSONAL: &[&[&str]] = &[
    &[
        "it",
        "is|was",
        "_1",
        "claimed|said|argued|believed|thought|suggested|assumed|alleged|rumoured|rumored|supposed|reported",
        "that",
    ],
    &[
        "it",
        "has|had",
        "_1",
        "been",
        "_1",
        "claimed|said|argued|suggested|alleged|rumoured|rumored|proposed",
        "that",
    ],
    &["rumour|rumor|legend|word|talk", "has|had", "it", "that"],
];

const AFTER: &[&[&str]] = &[
    &[
        ",",
        "they|some|many|people|critics|supporters",
        "say|said|argue|claim|insist|believe",
    ],
    &[
        ",",
        "say|said|argue|claim",
        "some|many|critics|supporters|others|his|her|their",
    ],
    &[
        ",",
        "so?",
        "the",
        "argument|story|theory|reasoning|thinking",
        "goes|runs|went",
    ],
    &[",", "it", "is|was", "said|claimed|argued|believed"],
];

/// Explanations that unnamed others hold.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let body = place.body();
    let weighing = place.weighing && place.open && place.begun && place.amid;
    let opening = (place.opening || place.weighing) && opines(body)
        || place.weighing && place.open && (telling(body).is_some() || cited(body).is_some());
    if !(place.explanatory || weighing || opening) || place.line.question {
        return Vec::new();
    }
    let another = |t: &Token| t.is_any(&["others", "another", "still", "some"]);
    let fresh = body.first().is_some_and(another) || telling(body).is_some();
    vague(body)
        .map(|(who, range)| (Some(who), range))
        .or_else(|| impersonal(body).map(|range| (None, range)))
        .or_else(|| afterwards(body).map(|range| (None, range)))
        .or_else(|| telling(body).map(|(who, range)| (Some(who), range)))
        .or_else(|| cited(body).map(|(who, range)| (Some(who), range)))
        .or_else(|| fragment(body).map(|range| (None, range)))
        .filter(|(_, range)| range.len() > 1 && plain(body, range))
        .map(|(speaker, range)| Candidate {
            fresh,
            speaker,
            ..Candidate::reported(range, RULE)
        })
        .into_iter()
        .collect()
}

/// "Some say that the lock froze": of the past, in the present, and not of themselves. In
/// a report they said so.
fn opines(body: &[Token]) -> bool {
    const OPINE: &[&str] = &[
        "say|think|believe|argue|claim|suspect|maintain|insist|contend|suggest|reckon|speculate",
        "that?",
    ];
    const SELVES: &[&str] = &[
        "they", "he", "she", "i", "we", "it", "there", "their", "his",
    ];
    find_phrase(body, 1, OPINE)
        .filter(|hit| hit.start <= 4)
        .is_some_and(|hit| {
            let own = &body[hit.end..];
            past(own) && !rates(own) && own.first().is_some_and(|t| !t.is_any(SELVES))
        })
}

/// "The rise was too small": it rates what happened, and explains nothing.
fn rates(words: &[Token]) -> bool {
    const RATES: &[&str] = &[
        "is|was|are|were",
        "_1",
        "too|wrong|right|good|bad|fair|unfair|necessary|unnecessary|enough|insufficient|overdue|late|justified|welcome|better|worse|worth|great|best|worst",
    ];
    find_phrase(words, 0, RATES).is_some()
}

/// "Many read it as a sign of weakness."
fn vague(body: &[Token]) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let who = (0..body.len().min(4)).find(|&i| body[i].is_any(VAGUE))?;
    let negative = body
        .iter()
        .take(who)
        .any(|t| t.is_any(&["no", "not", "the"]));
    if negative {
        return None;
    }
    let verb = find_each(body, who + 1, HOLDS)
        .into_iter()
        .min_by_key(|r| r.start)?;
    if verb.start > who + 9 {
        return None;
    }
    let end = clause_end(body, verb.end, body.len());
    Some((0..verb.start, verb.end..end))
}

/// "It has been suggested that the lock froze."
fn impersonal(body: &[Token]) -> Option<std::ops::Range<usize>> {
    let end = match_any(body, 0, IMPERSONAL)?;
    Some(end..clause_end(body, end, body.len()))
}

/// "The guides have repeated the same story: the rope was old."
fn telling(body: &[Token]) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    const TELL: &[&str] = &[
        "repeated|repeat|repeats|preferred|prefer|prefers|offer|offers|offered|tells|favour|favours|favor|favors",
        "_",
    ];
    let verb = find_phrase(body, 1, TELL).filter(|hit| hit.start <= 10)?;
    let colon = (verb.end..body.len()).find(|&i| body[i].is_mark(":"))?;
    let range = colon + 1..clause_end(body, colon + 1, body.len());
    let told = range.len() > 2 && past(&body[range.clone()]);
    let own = any_of(&body[..verb.start], &["i", "we", "not", "you"]);
    (told && !own).then_some((0..verb.start, range))
}

/// "The guides cited “a frayed rope”", "some saw in it a warning to the valley".
fn cited(body: &[Token]) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    const CITED: &[&[&str]] = &[
        &["cited|cites", "“|\"|a|an"],
        &["saw|see|sees", "in", "it|this|that", "a|an|the"],
    ];
    let hit = find_any(body, 1, CITED)?;
    let end = clause_end(body, hit.end, body.len());
    (hit.start <= 10 && end > hit.end + 1).then_some((0..hit.start, hit.end - 1..end))
}

/// "An old rope, they say, of a make long forbidden."
fn fragment(body: &[Token]) -> Option<std::ops::Range<usize>> {
    const SAID: &[&str] = &[
        "a|an|the",
        "_4",
        ",",
        "it|they|he|she",
        "says|say|insists|insist",
        ",",
    ];
    let tag = match_at(body, 0, SAID)?;
    (!past(&body[..tag]) && tag < body.len()).then_some(0..body.len())
}

/// "Rain kept the voters at home, they say."
fn afterwards(body: &[Token]) -> Option<std::ops::Range<usize>> {
    let hit = find_any(body, 2, AFTER)?;
    (hit.end + 3 >= body.len()).then_some(0..hit.start)
}

/// Not about a wish or a plan, and not a question of theirs.
fn plain(body: &[Token], range: &std::ops::Range<usize>) -> bool {
    let own = &body[range.clone()];
    !own.iter()
        .take(3)
        .any(|t| t.is_any(&["should", "must", "ought"]))
        && !any_of(own, &["will"])
}
