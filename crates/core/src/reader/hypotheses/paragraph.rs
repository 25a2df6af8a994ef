//! Rule `hypotheses/paragraph`: an article that explains treats one explanation to a
//! paragraph; the paragraph's first sentence, or the one after a label ("First, the frost."),
//! states it.
//!
//! Why: where no word calls an explanation one, its place in the article does. An
//! explanation invented is worse than one missed: the article must ask or announce, or
//! several paragraphs must bear marks of explaining.

mod cut;
mod explains;
mod label;

use std::collections::BTreeMap;
use std::ops::Range;

use self::cut::{Cut, caused, decided, reported, said};
use self::explains::{announced, asks, hints, names};
use self::label::{Label, counted, denied, label, owner};
use super::Candidate;
use crate::reader::argument::attribution_of;
use crate::reader::draft::Attribution;
use crate::reader::outline::{Line, Opener, Outline};
use crate::reader::phrase::glance;
use crate::reader::question::Question;
use crate::reader::roles::{self, Paragraph, Role};
use crate::reader::stance::judgement;
use crate::reader::stance::verdict::past;
use crate::reader::text::Token;
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
    /// Whether the label before it says whose it is.
    owned: bool,
}

impl Statement {
    /// Whether it goes before what rules of wording see in its line.
    pub(crate) fn leads(&self) -> bool {
        self.label.is_some() || self.decided
    }

    fn of(cut: Cut, sure: bool) -> Statement {
        Statement {
            candidate: Candidate {
                reported: cut.reported,
                doubted: cut.doubted,
                fresh: true,
                ..Candidate::own(cut.range, RULE)
            },
            label: None,
            decided: false,
            speaker: cut.speaker,
            sure,
            owned: false,
        }
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
        let _glance = glance(paragraph.words(outline));
        if paragraph.role == Role::Body
            && let Some((at, mut statement)) = state(outline, paragraph, asked, amid)
        {
            let after = &outline.lines[at + 1..paragraph.lines.end];
            let turns = |l: &Line| matches!(l.opener, Opener::Contrast | Opener::Concession);
            statement.candidate.doubted &= !after.iter().any(turns);
            statement.candidate.rejected |=
                denied(outline, &outline.lines[at]) && !after.is_empty();
            statements.insert(at, statement);
        }
    }
    let sure = statements.values().filter(|s| s.sure).count();
    // Where a single statement stands, nothing hangs on it.
    let judged = statements.len() >= 2
        && outline
            .lines
            .iter()
            .any(|l| judgement::of(outline.body(l)).is_some());
    let told = outline
        .lines
        .iter()
        .take_while(|l| l.paragraph == 0)
        .any(|l| {
            let body = outline.body(l);
            (0..body.len()).any(|i| past(&body[i..=i]))
        });
    let owned = statements.values().filter(|s| s.owned).count();
    let named = paragraphs.iter().filter(|p| names(outline, p)).count();
    let several = statements.len() >= 2 && (sure >= 1 || judged);
    let marked = sure >= 3 || sure >= 2 && statements.len() >= 3 && judged;
    let explains = asked.question.is_some_and(|q| q.explanatory)
        || announced.is_some()
        || asks && several
        || told && (marked || owned >= 2 || named >= 2 && statements.len() >= 2);
    Plan {
        statements,
        explains,
    }
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
            let counted = amid && counted(outline, line);
            counted.then(|| (first, Statement::of(Cut::whole(outline, line), true)))
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
        .unwrap_or_else(|| Cut::whole(outline, line));
    let counted = amid && counted(outline, &outline.lines[first]);
    let mut statement = Statement::of(cut, kind != Label::Subject || counted);
    statement.label = Some(first);
    statement.owned = kind == Label::Owner;
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
    let counted = amid && counted(outline, &outline.lines[first]);
    if continues || lines.len() < 2 || at != first && !counted {
        return None;
    }
    let weighed = weighed(outline, &outline.lines[at + 1..lines.end]);
    let told = said(outline, line, asked.attributions).filter(|_| counted || weighed);
    let reported = reported(outline, line).filter(|c| c.strong || counted || weighed);
    reported.or(told).map(|cut| Statement::of(cut, false))
}

/// Whether lines weigh what was reported before them.
fn weighed(outline: &Outline<'_>, lines: &[Line]) -> bool {
    lines.iter().any(|line| {
        matches!(line.opener, Opener::Contrast | Opener::Concession)
            || judgement::of(outline.body(line)).is_some()
    })
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

#[cfg(test)]
mod tests;
