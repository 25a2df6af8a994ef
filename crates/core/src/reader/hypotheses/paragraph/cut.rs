//! The clause of a sentence that states an explanation, and whose it is.

use std::ops::Range;

use super::Statement;
use super::label::numeral;
use crate::reader::draft::Attribution;
use crate::reader::hypotheses::NOUNS;
use crate::reader::outline::{Line, Outline, clause_end};
use crate::reader::phrase::{
    Phrase, any_of, find_any, find_each, find_phrase, has_any, match_any, match_at,
};
use crate::reader::stance::verdict::past;
use crate::reader::text::{Token, TokenKind};
use crate::source::Span;

/// The words that state an explanation, as indices into a line's body, and whose it is.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub(super) range: Range<usize>,
    pub(super) reported: bool,
    pub(super) speaker: Option<Span>,
    /// Whether the words that report it are of belief, and not only of speech.
    pub(super) strong: bool,
    /// Whether the words that report it doubt it, unless what follows turns against them.
    pub(super) doubted: bool,
}

impl Cut {
    /// A line taken whole.
    pub(super) fn whole(outline: &Outline<'_>, line: &Line) -> Cut {
        let body = outline.body(line);
        Cut {
            range: numeral(body)..body.len(),
            reported: false,
            speaker: None,
            strong: false,
            doubted: false,
        }
    }
}

/// Words after which others' explanation stands.
const REPORTS: &[&[&str]] = &[
    &[
        "insist|insists|insisted|swear|swears|swore|maintain|maintains|maintained|hold|holds|argue|argues|argued|claim|claims|claimed|believe|believes|believed|suspect|suspects|suspected|allege|alleges|alleged|conclude|concluded",
        "that",
    ],
    &["has|have|had", "it", "that"],
    &["tell|tells|told", "you|us|anyone|everyone", "that"],
    &["be|are|is", "told|assured", "_2", "that"],
    &[
        "prefer|prefers|like|likes|tempting",
        "to",
        "think|believe|say|conclude",
        "that",
    ],
];

/// Words that only say that somebody spoke.
const SPEECH: &[&[&str]] = &[&[
    "say|says|said|add|adds|added|suggest|suggests|suggested|wrote|writes|think|thinks|thought",
    "_3",
    "that",
]];

/// Words of belief that writers use of what they doubt.
const DOUBTED: &[&[&str]] = &[
    &["insist|insists|insisted|swear|swears|swore"],
    &["has|have|had", "it", "that"],
    &["tell|tells", "you|us|anyone|everyone", "that"],
    &["be", "told|assured"],
    &["prefer|prefers|like|likes", "to"],
];

/// What a line reports as somebody's explanation.
pub(super) fn reported(outline: &Outline<'_>, line: &Line) -> Option<Cut> {
    let body = outline.body(line);
    let hit = find_each(body, 0, REPORTS)
        .into_iter()
        .chain(find_each(body, 0, SPEECH))
        .filter(|hit| hit.start <= 16)
        .min_by_key(|hit| hit.end);
    let any = |rows: &'static [Phrase]| {
        let at = hit.as_ref().map(|hit| hit.start);
        at.is_some_and(|at| match_any(body, at, rows).is_some())
    };
    let (strong, doubted) = (!any(SPEECH), any(DOUBTED));
    let (start, who) = match named(body).or_else(|| according(body)) {
        Some(found) => found,
        None => hit.map(|hit| (hit.end, 0..hit.start))?,
    };
    let range = start..clause_end(body, start, body.len());
    candid(body, &range).then(|| Cut {
        range,
        reported: true,
        speaker: speaker(outline, line, who),
        strong,
        doubted,
    })
}

/// "The official version, repeated by the council, is that H": where H begins, and where the
/// council stands.
fn named(body: &[Token]) -> Option<(usize, Range<usize>)> {
    let noun = body.iter().take(5).position(|t| t.is_any(NOUNS))?;
    let back = any_of(&body[..noun], &["this", "that"]);
    let that = find_phrase(body, noun + 1, &["is|was", "that"])?;
    // Nothing but a bracket between commas may stand before "is that".
    let bracket =
        that.start == noun + 1 || body[noun + 1].is_mark(",") && body[that.start - 1].is_mark(",");
    let by = find_phrase(&body[..that.start], noun, &["by"]).map_or(noun..noun, |hit| {
        let end =
            (hit.end..that.start).find(|&i| body[i].is_any(&[",", "on", "in", "for", "since"]));
        hit.end..end.unwrap_or(that.start)
    });
    (!back && bracket && that.start <= 24).then_some((that.end, by))
}

/// Whether reported words tell of the past, and are no plea.
fn candid(body: &[Token], range: &Range<usize>) -> bool {
    let Some(words) = body.get(range.clone()) else {
        return false;
    };
    let plea = words
        .iter()
        .take(6)
        .any(|t| t.is_any(&["should", "must", "ought", "will"]));
    let told = past(words) || any_of(words, &["could", "couldn't"]);
    words.len() > 3 && told && !plea
}

/// "According to the bank, H": where H begins, and where the bank stands.
fn according(body: &[Token]) -> Option<(usize, Range<usize>)> {
    let start = match_at(body, 0, &["according", "to"])?;
    let comma = body.iter().skip(start).rposition(|t| t.is_mark(","))? + start;
    let first = (start..=comma).find(|&i| body[i].is_mark(","))?;
    // "According to the agronomist, Ines Doret, the trees …": past the name.
    let second = (first + 1..=comma.min(first + 5)).find(|&i| body[i].is_mark(","));
    Some((second.unwrap_or(first) + 1, start..first))
}

/// What a speaker in the line says.
pub(super) fn said(
    outline: &Outline<'_>,
    line: &Line,
    attributions: &[Attribution],
) -> Option<Cut> {
    let from = attributions.partition_point(|a| a.content.end <= line.span.start);
    let found = attributions
        .get(from)
        .filter(|a| a.content.start >= line.span.start && a.content.end <= line.span.end)?;
    let tokens = outline.text.tokens_in(found.content);
    let start = tokens.start.max(line.body.start);
    let joined = start == line.body.start
        || outline.text.tokens.get(start - 1).is_some_and(|t| {
            t.is_quote()
                || t.is_any(&[
                    "that", ":", ",", "say", "says", "said", "think", "thinks", "claims",
                    "believe", "believes",
                ])
        });
    if !joined {
        return None;
    }
    let end = tokens.end.min(line.body.end);
    let range = start.max(line.body.start) - line.body.start..end.max(start) - line.body.start;
    candid(outline.body(line), &range).then_some(Cut {
        range,
        reported: true,
        speaker: None,
        strong: false,
        doubted: false,
    })
}

/// Words that join an effect to its surest cause: what comes after them.
const AFTER: &[&[&str]] = &[
    &[
        "chiefly|mainly|largely|mostly|simply|precisely|only|partly|primarily",
        "because",
    ],
    &["above", "all", "because"],
];

/// Words of cause that make a clause an explanation.
const SURE: &[&[&str]] = &[
    &[
        "was|were|been|is|are",
        "_2",
        "brought|laid",
        "down|low",
        "by",
    ],
    &[
        "was|were|been|is|are",
        "_2",
        "undone|sunk|doomed|ruined|killed|frightened|wrecked|caused|triggered|prompted|sparked|defeated",
        "by",
    ],
    &[
        "may|might|could|must",
        "_1",
        "have",
        "played|contributed|helped|done",
        "_4",
        "part|role|damage|to|in",
    ],
    &["played|plays", "_2", "part|role"],
    &["is|are|was|were", "_2", "to", "blame"],
    &["the", "_2", "cause|reason|culprit", "is|was|lies|lay"],
    &["did|does", "not", "help"],
    &[
        "is|was",
        "_1",
        "the",
        "_1",
        "reason|cause|culprit|explanation",
    ],
    &["had|has", "a", "hand", "in"],
    &["had|has", "_2", "to", "do", "with", "it|this|that"],
    &[
        "share|shares|bear|bears|carry|carries",
        "_2",
        "blame|responsibility",
    ],
];

/// Words that may tell of a cause, or only of why somebody did something.
const WEAK: &[&[&str]] = &[
    &["thanks|due|owing", "to"],
    &["drove|driven", "away|out|off"],
    &["may|might", "have", "wanted|feared|hoped|needed"],
    &["almost|quite", "certainly", "_"],
];

/// Words of someone who blames.
const BLAMES: &[&[&str]] = &[&["blamed|blames", "_"], &["put|puts", "it", "down", "to"]];

/// The explanation that a line gives by a word of cause, and whether it is sure to be one.
pub(super) fn caused(outline: &Outline<'_>, line: &Line) -> Option<(Cut, bool)> {
    let body = outline.body(line);
    let own = |range: Range<usize>| Cut {
        range,
        reported: false,
        speaker: None,
        strong: false,
        doubted: false,
    };
    if let Some(hit) = find_any(body, 1, AFTER) {
        let end = clause_end(body, hit.end, body.len());
        return (end > hit.end + 2).then(|| (own(hit.end..end), true));
    }
    if let Some(hit) = find_any(body, 1, SURE) {
        let colon = (hit.end..body.len()).find(|&i| body[i].is_any(&[":", "—", "–"]));
        let before = (0..hit.start).rev().find(|&i| body[i].is_mark(":"));
        let end = clause_end(body, hit.end, body.len());
        let range = match (colon, before) {
            (Some(at), _) if at + 4 < body.len() && at <= hit.end + 3 => at + 1..body.len(),
            (_, Some(at)) => at + 1..end,
            _ => 0..end,
        };
        return Some((own(range), true));
    }
    if let Some(hit) = find_any(body, 1, BLAMES)
        && line.first
    {
        let cut = Cut {
            range: 0..clause_end(body, hit.end, body.len()),
            reported: true,
            speaker: speaker(outline, line, 0..hit.start),
            strong: true,
            doubted: false,
        };
        return Some((cut, true));
    }
    if line.first && find_phrase(body, 1, &["accuse|accuses|accused", "_"]).is_some() {
        let cut = Cut {
            reported: true,
            ..own(0..clause_end(body, 2, body.len()))
        };
        return Some((cut, false));
    }
    let weak = has_any(body, WEAK);
    (weak && past(body)).then(|| (own(0..body.len()), false))
}

/// Openings of the writer's own answer.
const DECIDED: &[&[&str]] = &[
    &["in", "my", "_1", "view|opinion|judgement|judgment", ",?"],
    &["to", "my", "mind", ",?"],
    &["the", "_1", "truth|answer", "is", "_2", "that"],
    &["there", "is", "_1", "no", "_1", "mystery", "_3", ":"],
    &["what", "really?", "did", "for", "_4", "was"],
];

/// The writer's own answer, if the line gives it.
pub(super) fn decided(outline: &Outline<'_>, at: usize) -> Option<Statement> {
    let line = &outline.lines[at];
    let body = outline.body(line);
    let start = match_any(body, 0, DECIDED)?;
    let end = clause_end(body, start, body.len());
    let colon = body.get(end).is_some_and(|t| t.is_mark(":")) && end + 3 < body.len();
    let range = if colon {
        end + 1..body.len()
    } else {
        start..end
    };
    let told = body.get(range.clone()).is_some_and(past);
    let cut = Cut {
        range,
        reported: false,
        speaker: None,
        strong: false,
        doubted: false,
    };
    (told && !line.question).then(|| Statement {
        decided: true,
        ..Statement::of(cut, true)
    })
}

/// The words of a speaker, given with what may stand around them.
pub(super) fn speaker(outline: &Outline<'_>, line: &Line, range: Range<usize>) -> Option<Span> {
    const NOBODY: &[&str] = &[
        "it", "he", "she", "they", "we", "i", "you", "this", "that", "there", "one", "who",
        "which", "is", "has", "have", "will", "would",
    ];
    let words = outline.body(line).get(range.clone())?;
    let end = words
        .iter()
        .position(|t| t.is_any(&[",", "will", "would", "like", "still", "now", "who", "which"]))
        .unwrap_or(words.len());
    let nobody = words[..end]
        .iter()
        .any(|t| t.is_any(NOBODY) || t.kind == TokenKind::Mark);
    let start = line.body.start + range.start;
    ((1..=8).contains(&end) && !nobody).then(|| outline.span(start..start + end))
}
