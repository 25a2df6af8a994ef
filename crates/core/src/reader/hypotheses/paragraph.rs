//! Rule `hypotheses/paragraph`: an article that explains treats one explanation to a
//! paragraph; the paragraph's first sentence, or the one after a label ("First, the frost."),
//! states it.
//!
//! Why: where no word calls an explanation one, its place in the article does. An
//! explanation invented is worse than one missed: the article must ask or announce, or
//! several paragraphs must bear marks of explaining.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Candidate, NOUNS};
use crate::reader::argument::attribution_of;
use crate::reader::draft::Attribution;
use crate::reader::outline::{Line, Opener, Outline, clause_end};
use crate::reader::phrase::{find_phrase, has_phrase, match_at};
use crate::reader::question::Question;
use crate::reader::roles::{self, Paragraph, Role};
use crate::reader::stance::judgement;
use crate::reader::stance::verdict::past;
use crate::reader::text::{Token, TokenKind};
use crate::source::Span;

pub(crate) const RULE: &str = "hypotheses/paragraph";

/// A sentence that is but a label has at most so many tokens.
const LABEL: usize = 9;

/// One that says what kind of explanation follows has at most so many.
const KIND: usize = 16;

/// The explanation is stated in the first so many sentences of its paragraph.
const NEAR: usize = 3;

/// The sentence that states a paragraph's explanation.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// Its words.
    pub(crate) candidate: Candidate,
    /// The line of the label before it, if any.
    pub(crate) label: Option<usize>,
    /// Whether the writer gives it as the answer, whatever the paragraph said before.
    pub(crate) decided: bool,
    /// Who holds it, where the words that bring it up say so.
    speaker: Option<Span>,
    /// Whether its words leave no doubt that it explains.
    sure: bool,
}

impl Statement {
    /// Whether it goes before what rules of wording see in its line.
    pub(crate) fn leads(&self) -> bool {
        self.label.is_some() || self.decided
    }
}

/// What the paragraphs of an article state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// The statements, by line.
    pub(crate) statements: BTreeMap<usize, Statement>,
    /// Whether the article explains, as far as its paragraphs tell.
    pub(crate) explains: bool,
}

impl Plan {
    /// Whether a line is a label of a statement after it.
    pub(crate) fn labels(&self, at: usize) -> bool {
        let after = self.statements.range(at..).next();
        after.is_some_and(|(_, s)| s.label == Some(at))
    }

    /// Who holds what the paragraphs state, where no attribution says so.
    pub(crate) fn speakers(
        &self,
        outline: &Outline<'_>,
        known: &[Attribution],
    ) -> Vec<Attribution> {
        let held = |(at, statement): (&usize, &Statement)| {
            let speaker = statement.speaker.filter(|_| self.explains)?;
            let start = outline.lines.get(*at)?.body.start;
            let range = &statement.candidate.range;
            let content = outline.span(start + range.start..start + range.end);
            let new = attribution_of(known, content).is_none();
            new.then(|| Attribution {
                speaker,
                name: outline.text.slice(speaker).to_owned(),
                cue: speaker,
                content,
                on_behalf_of: None,
                rule: RULE,
            })
        };
        self.statements.iter().filter_map(held).collect()
    }
}

/// What an article asks, and who says what in it.
pub(crate) struct Asked<'a> {
    /// Its question.
    pub(crate) question: Option<&'a Question>,
    /// Its title, wherever that comes from.
    pub(crate) title: Option<&'a str>,
    /// Who says what.
    pub(crate) attributions: &'a [Attribution],
}

/// What the paragraphs of an article state.
pub(crate) fn plan(outline: &Outline<'_>, asked: &Asked<'_>) -> Plan {
    let paragraphs = roles::of(outline);
    let announced = announced(outline, &paragraphs);
    let asks = asked.title.is_some_and(hints)
        || outline.lines.iter().any(|l| {
            let words = outline.words(l.tokens.clone());
            l.question && asks(words) && !words.iter().any(Token::is_quote)
        });
    let mut statements = BTreeMap::new();
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let amid = announced.is_some_and(|a| a < i);
        if paragraph.role == Role::Body
            && let Some((at, statement)) = state(outline, paragraph, asked, amid)
        {
            statements.insert(at, statement);
        }
    }
    let sure = statements.values().filter(|s| s.sure).count();
    let judged = outline
        .lines
        .iter()
        .filter(|l| judgement::of(outline.body(l)).is_some())
        .count();
    let told = outline.lines.first().is_some_and(|l| {
        let body = outline.body(l);
        (0..body.len()).any(|i| past(&body[i..=i]))
    });
    let several = statements.len() >= 2 && (sure >= 1 || judged >= 1);
    let marked = sure >= 3 || sure >= 2 && statements.len() >= 3 && judged >= 1;
    let explains = asked.question.is_some_and(|q| q.explanatory)
        || announced.is_some()
        || asks && several
        || told && marked;
    Plan {
        statements,
        explains,
    }
}

/// Questions that ask for an explanation by themselves.
const ASKS: &[&[&str]] = &[
    &["what", "did", "for", "_"],
    &["what", "_1", "went", "wrong"],
    &[
        "what",
        "really?",
        "happened|took|stopped|brought|killed|caused",
    ],
    &["what", "_3", "are", "we", "left", "with"],
    &["what", "explains|explain|lies|lay"],
    &["why", "did|was|were|is|are|has|have|had|does|do"],
    &["how", "did", "_2", "happen|fail|go|come"],
];

fn asks(words: &[Token]) -> bool {
    let start = usize::from(
        words
            .first()
            .is_some_and(|t| t.is_any(&["so", "and", "then", "but"])),
    );
    ASKS.iter().any(|p| match_at(words, start, p).is_some())
}

/// Whether a title speaks of causes.
fn hints(title: &str) -> bool {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|w| !w.is_empty())
        .collect();
    let opens = match words.as_slice() {
        ["why", next, ..] => !["i", "you", "we"].contains(next),
        [
            "what",
            "really" | "caused" | "killed" | "went" | "took" | "stopped" | "brought" | "sank"
            | "did" | "drove",
            ..,
        ] => true,
        [
            "how",
            _,
            "lost" | "failed" | "fell" | "won" | "collapsed",
            ..,
        ] => true,
        _ => false,
    };
    let names = words.iter().any(|w| {
        [
            "reason", "reasons", "blame", "cause", "causes", "culprit", "mystery",
        ]
        .contains(w)
    });
    let by = words.windows(2).any(|w| {
        matches!(
            w,
            [
                "killed" | "sunk" | "undone" | "ruined" | "doomed" | "caused",
                "by"
            ]
        )
    });
    opens || names || by
}

/// Words that count what is announced.
const COUNTS: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "several",
    "many",
    "various",
    "competing",
    "different",
    "rival",
    "these",
    "following",
    "other",
];

/// What is announced.
const ANNOUNCED: &[&str] = &[
    "candidates",
    "explanations",
    "theories",
    "reasons",
    "causes",
    "accounts",
    "suspects",
    "culprits",
    "factors",
    "hypotheses",
    "versions",
    "suspicions",
];

/// The paragraph that announces explanations: "There are three candidates."
fn announced(outline: &Outline<'_>, paragraphs: &[Paragraph]) -> Option<usize> {
    let announces = |line: &Line| {
        let body = outline.body(line);
        let plural = |i: usize| body[i].is_any(ANNOUNCED);
        let counted = (0..body.len()).any(|i| {
            plural(i)
                && body[i.saturating_sub(3)..i]
                    .iter()
                    .any(|t| t.is_any(COUNTS))
        });
        let held = has_phrase(body, &["held|are|were", "_2", "responsible|blame"])
            && body.first().is_some_and(|t| t.is_any(COUNTS));
        body.len() <= KIND && !line.question && (counted || held)
    };
    paragraphs.iter().position(|p| {
        let last = outline.lines.get(p.lines.end - 1);
        p.role != Role::Closing && last.is_some_and(announces)
    })
}

/// Words that no bare label has.
const FINITE: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "will", "would", "can",
    "could", "may", "might", "must", "should", "said", "says", "went", "came", "fell", "rose",
    "made", "took", "told", "ran", "won", "lost", "left", "knew", "know", "knows",
];

/// Labels that say whose explanation comes, or of what kind: what they hold comes next.
const OWNERS: &[&[&str]] = &[
    &[
        "see|sees|saw",
        "it|things|this|matters",
        "_1",
        "differently|otherwise",
    ],
    &[
        "not",
        "how",
        "_9",
        "see|sees|saw|tell|tells|told|put|puts",
        "it",
    ],
    &[
        "have|has|had",
        "_1",
        "account|theory|version|view|explanation|story|answer|reading",
        "_3",
        "own",
    ],
    &["tell|tells|told", "a", "different", "story|tale"],
    &["disagree|disagrees|disagreed"],
    &["would", "rather|sooner", "blame"],
    &["prefer|prefers", "to", "blame"],
];

/// Openings that name a subject and leave the explanation to what comes next.
const BEGIN: &[&[&str]] = &[
    &[
        "i|we|let|one",
        "would|should|us|shall|must|will?",
        "begin|start",
        "with",
    ],
    &["begin|start", "with"],
    &["consider|take", "the|his|her|its|their"],
];

/// What kind of label a line is, if it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    /// A bare subject: "The frost."
    Subject,
    /// "The likeliest explanation is the dullest."
    Kind,
    /// "The producers see it differently."
    Owner,
}

fn label(outline: &Outline<'_>, at: usize) -> Option<Label> {
    let line = &outline.lines[at];
    let body = outline.body(line);
    let whole = outline.words(line.tokens.clone());
    let counted = line.opener == Opener::Ordinal
        || whole
            .first()
            .is_some_and(|t| t.kind == TokenKind::Number || t.is_any(&["last", "next", "then"]));
    let verb = whole
        .iter()
        .any(|t| t.is_any(FINITE) || t.lower.len() > 4 && t.lower.ends_with("ed"));
    let bare = !verb && whole.iter().filter(|t| t.kind == TokenKind::Word).count() >= 1;
    let starts = body
        .first()
        .is_some_and(|t| t.is_any(&["the", "a", "an", "his", "her", "its", "their"]));
    if body.len() <= KIND && BEGIN.iter().any(|p| match_at(body, 0, p).is_some()) {
        return Some(Label::Subject);
    }
    if body.len() <= KIND + 4 && OWNERS.iter().any(|p| has_phrase(body, p)) {
        return Some(Label::Owner);
    }
    let plain = matches!(line.opener, Opener::Plain | Opener::Ordinal);
    if plain && kind(body) {
        return Some(Label::Kind);
    }
    if bare && (counted && body.len() <= LABEL || starts && body.len() <= LABEL - 3) {
        return Some(Label::Subject);
    }
    None
}

/// "The simplest explanation is the dullest."
fn kind(body: &[Token]) -> bool {
    let Some(noun) = body.iter().take(6).position(|t| t.is_any(NOUNS)) else {
        return false;
    };
    let Some(copula) =
        (noun + 1..body.len()).find(|&i| body[i].is_any(&["is", "was", "may", "seems"]))
    else {
        return false;
    };
    // "This theory is not the best" judges.
    let back = body[..noun]
        .iter()
        .any(|t| t.is_any(&["this", "that", "these", "such"]));
    let not = body
        .iter()
        .any(|t| t.is_any(&["not", "hardly", "no", "never", "isn't", "neither"]));
    if back || not {
        return false;
    }
    let rest = &body[copula + 1..];
    let clause = rest
        .iter()
        .any(|t| t.is_any(&["that", ":", "—", "–"]) || t.is_any(FINITE));
    let adjective = rest
        .iter()
        .rev()
        .find(|t| t.kind == TokenKind::Word)
        .is_some_and(|t| {
            t.lower.ends_with("est")
                || t.is_any(&[
                    "simple",
                    "dull",
                    "duller",
                    "different",
                    "obvious",
                    "familiar",
                    "old",
                    "simpler",
                    "plain",
                    "likely",
                ])
        });
    let most = rest.iter().any(|t| t.is_any(&["most", "least"]));
    body.len() <= KIND && !clause && (adjective || most)
}

/// The sentence of a paragraph that states its explanation.
fn state(
    outline: &Outline<'_>,
    paragraph: &Paragraph,
    asked: &Asked<'_>,
    amid: bool,
) -> Option<(usize, Statement)> {
    let lines = paragraph.lines.clone();
    let first = lines.clone().find(|&at| !outline.lines[at].question)?;
    if let Some(kind) = label(outline, first)
        && first + 1 < lines.end
    {
        return Some((first + 1, after_label(outline, first, kind, asked, amid)));
    }
    let near = first..lines.end.min(first + NEAR);
    near.clone()
        .find_map(|at| unlabelled(outline, at, first, &lines, asked, amid).map(|s| (at, s)))
        .or_else(|| {
            lines
                .clone()
                .find_map(|at| Some((at, decided(outline, at)?)))
        })
        .or_else(|| {
            let line = &outline.lines[first];
            let counted = amid && line.opener == Opener::Ordinal;
            counted.then(|| (first, Statement::of(Cut::whole(line), true)))
        })
}

/// What the line after a label states.
fn after_label(
    outline: &Outline<'_>,
    first: usize,
    kind: Label,
    asked: &Asked<'_>,
    amid: bool,
) -> Statement {
    let line = &outline.lines[first + 1];
    let cut = reported(outline, line)
        .or_else(|| said(outline, line, asked.attributions))
        .or_else(|| caused(outline, line).map(|c| c.0))
        .unwrap_or_else(|| Cut::whole(line));
    let counted = outline.lines[first].opener == Opener::Ordinal && amid;
    let mut statement = Statement::of(cut, kind != Label::Subject || counted);
    statement.label = Some(first);
    statement.candidate.reported |= kind == Label::Owner;
    if kind == Label::Owner {
        statement.speaker = owner(outline, &outline.lines[first]);
    }
    statement
}

/// What a line near the start of a paragraph without a label states.
fn unlabelled(
    outline: &Outline<'_>,
    at: usize,
    first: usize,
    lines: &Range<usize>,
    asked: &Asked<'_>,
    amid: bool,
) -> Option<Statement> {
    let line = &outline.lines[at];
    if line.question {
        return None;
    }
    let continues = continues(outline, &outline.lines[first]);
    if let Some((cut, sure)) = caused(outline, line)
        && (sure || at == first && !continues)
    {
        return Some(Statement::of(cut, sure));
    }
    let counted = amid && outline.lines[first].opener == Opener::Ordinal;
    if continues || lines.len() < 2 || at != first && !counted {
        return None;
    }
    reported(outline, line)
        .or_else(|| said(outline, line, asked.attributions).filter(|_| counted))
        .map(|cut| Statement::of(cut, false))
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
fn decided(outline: &Outline<'_>, at: usize) -> Option<Statement> {
    let line = &outline.lines[at];
    let body = outline.body(line);
    let start = DECIDED.iter().find_map(|p| match_at(body, 0, p))?;
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
    };
    (told && !line.question).then(|| Statement {
        decided: true,
        ..Statement::of(cut, true)
    })
}

/// The words that state an explanation, as indices into a line's body, and whose it is.
#[derive(Clone, Debug)]
struct Cut {
    range: Range<usize>,
    reported: bool,
    speaker: Option<Span>,
}

impl Cut {
    /// A line taken whole.
    fn whole(line: &Line) -> Cut {
        Cut {
            range: 0..line.body.end - line.body.start,
            reported: false,
            speaker: None,
        }
    }
}

impl Statement {
    fn of(cut: Cut, sure: bool) -> Statement {
        Statement {
            candidate: Candidate {
                reported: cut.reported,
                fresh: true,
                ..Candidate::own(cut.range, RULE)
            },
            label: None,
            decided: false,
            speaker: cut.speaker,
            sure,
        }
    }
}

/// Whose explanation a label announces: "the producers" of "The producers see it
/// differently".
fn owner(outline: &Outline<'_>, line: &Line) -> Option<Span> {
    let body = outline.body(line);
    let hit = OWNERS.iter().find_map(|p| find_phrase(body, 0, p))?;
    let range = match body[hit.clone()].iter().position(|t| t.is_any(&["how"])) {
        Some(how) => hit.start + how + 1..hit.end.saturating_sub(2),
        None => 0..hit.start,
    };
    speaker(outline, line, range)
}

/// The words of a speaker, given with what may stand around them.
fn speaker(outline: &Outline<'_>, line: &Line, range: Range<usize>) -> Option<Span> {
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

/// Whether a paragraph goes on with what stands before it.
fn continues(outline: &Outline<'_>, line: &Line) -> bool {
    let body = outline.body(line);
    let points = body.first().is_some_and(|t| {
        t.is_any(&[
            "he", "she", "it", "they", "this", "that", "these", "those", "such", "both", "neither",
            "none",
        ])
    });
    points
        || matches!(
            line.opener,
            Opener::Contrast | Opener::Concession | Opener::Support
        )
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
    &[
        "say|says|said|add|adds|added|suggest|suggests|suggested|wrote|writes|think|thinks|thought",
        "_3",
        "that",
    ],
];

/// What a line reports as somebody's explanation.
fn reported(outline: &Outline<'_>, line: &Line) -> Option<Cut> {
    let body = outline.body(line);
    let hit = REPORTS
        .iter()
        .filter_map(|p| find_phrase(body, 0, p))
        .filter(|hit| hit.start <= 16)
        .min_by_key(|hit| hit.end);
    let (start, who) = match hit {
        Some(hit) => (hit.end, 0..hit.start),
        None => according(body)?,
    };
    let range = start..clause_end(body, start, body.len());
    candid(body, &range).then(|| Cut {
        range,
        reported: true,
        speaker: speaker(outline, line, who),
    })
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
    let told = past(words) || words.iter().any(|t| t.is_any(&["could", "couldn't"]));
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
fn said(outline: &Outline<'_>, line: &Line, attributions: &[Attribution]) -> Option<Cut> {
    let from = attributions.partition_point(|a| a.content.end <= line.span.start);
    let found = attributions
        .get(from)
        .filter(|a| a.content.start >= line.span.start && a.content.end <= line.span.end)?;
    let tokens = outline.text.tokens_in(found.content);
    let start = tokens.start.max(line.body.start);
    let joined = start == line.body.start
        || outline
            .text
            .tokens
            .get(start - 1)
            .is_some_and(|t| t.is_quote() || t.is_any(&["that", ":", ","]));
    if !joined {
        return None;
    }
    let end = tokens.end.min(line.body.end);
    let range = start.max(line.body.start) - line.body.start..end.max(start) - line.body.start;
    candid(outline.body(line), &range).then_some(Cut {
        range,
        reported: true,
        speaker: None,
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
fn caused(outline: &Outline<'_>, line: &Line) -> Option<(Cut, bool)> {
    let body = outline.body(line);
    let own = |range: Range<usize>| Cut {
        range,
        reported: false,
        speaker: None,
    };
    if let Some(hit) = AFTER.iter().find_map(|p| find_phrase(body, 1, p)) {
        let end = clause_end(body, hit.end, body.len());
        return (end > hit.end + 2).then(|| (own(hit.end..end), true));
    }
    if let Some(hit) = SURE.iter().find_map(|p| find_phrase(body, 1, p)) {
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
    if let Some(hit) = BLAMES.iter().find_map(|p| find_phrase(body, 1, p))
        && line.first
    {
        let cut = Cut {
            range: 0..clause_end(body, hit.end, body.len()),
            reported: true,
            speaker: speaker(outline, line, 0..hit.start),
        };
        return Some((cut, true));
    }
    let weak = WEAK.iter().any(|p| has_phrase(body, p));
    (weak && past(body)).then(|| (own(0..body.len()), false))
}
