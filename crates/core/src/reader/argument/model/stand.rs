//! Where the writer stands on an explanation that the model added, from the words that
//! state it, the judgements after it and the facts that bear on it.

use std::ops::Range;

use crate::reader::draft::{Bearing, DraftHypothesis, Stance};
use crate::reader::outline::{Line, Opener, Outline};
use crate::reader::phrase::{any_of, has_any};
use crate::reader::stance::last_word::{self, Said};
use crate::reader::stance::{judgement, short, words};
use crate::reader::text::Token;
use crate::source::Span;

/// Words that make a cause one among several.
const PART: &[&[&str]] = &[
    &["part|some|much", "of", "the|it|this|that"],
    &["something", "to", "do", "with"],
    &["a|the", "part|role|hand"],
    &["one|another", "_1", "reason|factor|cause|problem"],
    &["contributed|contributes|helped|helps"],
    &["did|does|do", "not", "help"],
    &["as", "well", "."],
    &["then", "there", "is|was|are|were"],
    &["there", "is|was|are|were", "also"],
    &["not|hardly", "help|improve"],
    &[
        "second|third|further|additional|lesser",
        "problem|cause|factor|reason",
    ],
];

/// Words that turn down what the same sentence brings up.
const DENIED: &[&[&str]] = &[
    &[
        "is|was|are|were",
        "never|not|hardly",
        "_1",
        "the|a",
        "_1",
        "difficulty|problem|reason|cause|trouble|issue|answer|explanation|culprit",
    ],
    &["had|has|have", "nothing", "to", "do", "with"],
    &["is|was|are|were", "not", "to", "blame"],
];

/// A cause that is turned down as it is brought up.
const TURNED_DOWN: (f64, f64) = (0.02, 0.20);

/// Whether a line turns down what it brings up: "Money was never the difficulty."
pub(super) fn denies(body: &[Token]) -> bool {
    has_any(body, DENIED)
}

/// A cause among several.
const IN_PART: (f64, f64) = (0.60, 0.85);

/// One that may be, and that facts speak for.
const GROUNDED: (f64, f64) = (0.45, 0.75);

/// The stance on the explanation that `line` states at `span`, `held` by others or not,
/// from the lines `after` it and the `facts` that bear on it.
pub(super) fn of<'l>(
    outline: &Outline<'_>,
    line: &Line,
    span: Span,
    held: bool,
    after: impl Iterator<Item = &'l Line>,
    facts: &[(Span, Bearing)],
) -> Option<Stance> {
    if denies(outline.body(line)) {
        let (low, high) = TURNED_DOWN;
        return Some(Stance { low, high, span });
    }
    let first = first_words(outline, line);
    let after: Vec<&Line> = after.collect();
    let mut said: Vec<(Span, Said)> = after.iter().filter_map(|l| later(outline, l)).collect();
    let judged = !said.is_empty();
    said.extend(first.map(|s| (s.span, Said::Words(s))));
    said.extend(facts.iter().map(|&(at, way)| (at, Said::Fact(way, at))));
    // A turn away from what others hold speaks against it, whatever it tells.
    let turns = after
        .iter()
        .filter(|l| held && l.opener == Opener::Contrast);
    let turns = turns.map(|l| outline.statement(l));
    let told = |at: &Span| said.iter().all(|(other, _)| other.start != at.start);
    let turns: Vec<Span> = turns.filter(told).collect();
    said.extend(
        turns
            .into_iter()
            .map(|at| (at, Said::Fact(Bearing::Against, at))),
    );
    said.sort_by_key(|(at, _)| at.start);
    let said: Vec<Said> = said.into_iter().map(|s| s.1).collect();
    let stance = last_word::of(span, held, &said)?;
    let grounded = facts.len() >= 2 && facts.iter().all(|f| f.1 == Bearing::For);
    let allowed = stance.low < GROUNDED.0 && stance.low >= 0.25 && stance.high <= GROUNDED.1;
    if !held && !judged && grounded && allowed {
        let (low, high) = GROUNDED;
        return Some(Stance {
            low,
            high,
            ..stance
        });
    }
    Some(stance)
}

/// Lowers the stance on what is stated flatly, but as one cause among several.
pub(super) fn in_part(outline: &Outline<'_>, line: &Line, hypothesis: &mut DraftHypothesis) {
    let body = outline.body(line);
    if let Some(stance) = hypothesis.stance.as_mut()
        && stance.low > IN_PART.0
        && has_any(body, PART)
    {
        (stance.low, stance.high) = IN_PART;
    }
}

/// Whether a line grants what stands before it: "is indeed warmer".
pub(super) fn grants(body: &[Token]) -> bool {
    any_of(
        body,
        &["indeed", "true", "fact", "certainly", "surely", "doubtless"],
    )
}

/// How sure the line that states an explanation sounds.
fn first_words(outline: &Outline<'_>, line: &Line) -> Option<Stance> {
    // "It was lost by a man who could not decide": doubt inside is no doubt of the whole.
    const INSIDE: &[&str] = &[
        "if", "what", "whatever", "whether", "which", "who", "whose", "whom",
    ];
    // "With hardly any policy" measures.
    const MEASURES: &[&str] = &["barely", "hardly", "scarcely"];
    let body = outline.body(line);
    let main = body.iter().skip(2).position(|t| t.is_any(INSIDE));
    let main = main.map_or(body.len(), |at| at + 2);
    let whole = |tokens: &Range<usize>| {
        let measures = body.get(tokens.start).is_some_and(|t| t.is_any(MEASURES));
        tokens.start < main && !measures
    };
    let found = words::all(outline.text, line.body.clone())
        .into_iter()
        .filter(|found| whole(&found.tokens))
        .min_by(|a, b| (a.low + a.high).total_cmp(&(b.low + b.high)))?;
    let tokens = line.body.start + found.tokens.start..line.body.start + found.tokens.end;
    Some(Stance {
        low: found.low,
        high: found.high,
        span: outline.text.span_of(tokens),
    })
}

/// A judgement in a line after it.
fn later(outline: &Outline<'_>, line: &Line) -> Option<(Span, Said)> {
    let body = outline.body(line);
    let judged = short::of(body).or_else(|| judgement::of(body))?;
    let tokens = line.body.start + judged.tokens.start..line.body.start + judged.tokens.end;
    let span = outline.text.span_of(tokens);
    let stance = Stance {
        low: judged.low,
        high: judged.high,
        span,
    };
    Some((span, Said::Words(stance)))
}
