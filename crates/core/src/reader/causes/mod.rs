//! Causal language: what the article says is a cause of what.
//!
//! Four small models, trained on public annotations (see README.md): which word ties a cause
//! to its effect, where the two stand, how far the signal reaches, and whether the sentence
//! tells of a cause at all. A gate of few features leaves out most words first. What a link has to reach to be believed differs between sentences
//! that are paragraphs of their own, as in the news of events, where every reason of an event
//! counts ("killed over a debt"), and running text, where a connective says what causes what.

pub mod arguments;
mod complete;
pub mod links;
pub mod models;
pub mod sentence;
pub mod signals;
#[cfg(test)]
mod tests;
pub mod view;

use std::ops::Range;

use abduce_english::feature::Named;

use self::models::{Desk, Models, Proposal};
use self::view::{Lowered, View};
use super::annotation::{Annotation, Reason};
use super::reading::Reading;
use super::text::Text;
use crate::source::Span;
use crate::source::document::BlockKind;

/// What causes what, by one sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// The words that say so; none when the two are only put beside each other.
    pub signal: Option<Span>,
    /// The cause; none when it is said before ("So ...").
    pub cause: Option<Span>,
    /// The effect.
    pub effect: Option<Span>,
    /// The sentence, as an index into those of the text.
    pub sentence: usize,
    /// The word that ties the two, as an index into those of the parse.
    pub link: usize,
    /// Whether what the link introduces is the cause ("because"), not the effect ("led to").
    pub introduces_cause: bool,
    /// The logarithm of the odds that the annotators would have seen a link here.
    pub odds: f32,
}

/// What the odds have to reach (logarithms): those of a sentence's best link, with so much of
/// the odds of the sentence itself; and those of any other link of the sentence by themselves.
struct Bar {
    best: f32,
    sentence: f32,
    other: f32,
}

const ALONE: Bar = Bar {
    best: -0.8,
    sentence: 0.8,
    other: -0.9,
};
const RUNNING: Bar = Bar {
    best: -0.9,
    sentence: 0.0,
    other: -0.9,
};

/// A sentence of more words is left alone: each of its links looks at all of them.
const MAX_WORDS: usize = 250;

/// The odds of a sentence count as at most this, for or against.
const MOST: f32 = 4.0;

/// What the article says is a cause of what, in the order of the text. Nothing is found
/// without trees.
pub fn find(reading: &Reading<'_>) -> Vec<Cause> {
    let mut causes = Vec::new();
    if !reading.syntax.has_trees() {
        return causes;
    }
    let Some(models) = Models::shipped() else {
        return causes;
    };
    let mut desk = Desk::default();
    for sentence in 0..reading.text.sentences.len() {
        each(reading, sentence, |view| {
            let whole = believed(models, view, &mut desk).into_iter();
            causes.extend(whole.map(|p| cause(reading, view, sentence, &p)));
        });
    }
    causes
}

/// The relations of a sentence that reach the bar.
fn believed(models: &Models, view: &View, desk: &mut Desk) -> Vec<Proposal> {
    let bar = if view.alone { ALONE } else { RUNNING };
    models.lay(view, desk);
    let odds = match bar.sentence {
        0.0 => 0.0,
        _ => models.sentence_odds(view, desk).clamp(-MOST, MOST),
    };
    let best_least = bar.best - bar.sentence * odds;
    let mut found = models.proposals(view, best_least.min(bar.other), bar.other, is_whole, desk);
    let best = found.first().map_or(f32::NEG_INFINITY, |p| p.odds);
    if best < best_least {
        found.clear();
    }
    found.retain(|p| p.odds == best || p.odds >= bar.other);
    found.sort_by_key(|p| p.link);
    found
}

/// Whether both sides were found, or only the effect and a signal of it ("So ...", "the need to
/// prevent ...").
pub fn is_whole(proposal: &Proposal) -> bool {
    let back = proposal.class == 2 && !proposal.signal.is_empty();
    !proposal.effect.is_empty() && (!proposal.cause.is_empty() || back)
}

/// Shows the view of a sentence that is prose and no longer than [`MAX_WORDS`].
fn each(reading: &Reading<'_>, sentence: usize, show: impl FnOnce(&View)) {
    let (text, parse) = (&reading.text, &reading.syntax.parse);
    let aside = |s| text.block(s).kind == BlockKind::Aside;
    if text.sentences.get(sentence).is_none_or(aside) {
        return;
    }
    let words = parse
        .sentences
        .get(sentence)
        .map_or(0..0, |w| w.start as usize..w.end as usize);
    let Some(slice) = parse.words.get(words.clone()) else {
        return;
    };
    if slice.len() > MAX_WORDS {
        return;
    }
    let lowered = Lowered::new(&text.document.text, slice);
    show(&View::new(
        &lowered,
        parse,
        words,
        stands_alone(text, sentence),
    ));
}

fn cause(reading: &Reading<'_>, view: &View, sentence: usize, proposal: &Proposal) -> Cause {
    let span = |words: &Range<usize>| {
        let all = &reading.syntax.parse.words;
        let words = all.get(view.first + words.start..view.first + words.end)?;
        Some(Span::new(
            words.first()?.start as usize,
            words.last()?.end as usize,
        ))
    };
    Cause {
        signal: span(&proposal.signal),
        cause: span(&proposal.cause),
        effect: span(&proposal.effect),
        sentence,
        link: view.first + proposal.link,
        introduces_cause: proposal.class == 1,
        odds: proposal.odds,
    }
}

/// What spoke for and against the link of a cause, strongest first.
pub fn why(reading: &Reading<'_>, cause: &Cause) -> Vec<Reason> {
    let mut reasons = Vec::new();
    each(reading, cause.sentence, |view| {
        let mut named = Named::default();
        links::features(view, cause.link.saturating_sub(view.first), &mut named);
        let class = if cause.introduces_cause { 1 } else { 2 };
        let found = Models::shipped().map(|m| m.links.reasons(&named, 0, class, 0));
        reasons.extend(found.into_iter().flatten().take(8).map(|r| Reason {
            feature: r.feature,
            weight: f64::from(r.weight),
        }));
    });
    reasons
}

/// Adds the cause, effect and signal of each relation to the annotations.
pub fn annotate(reading: &Reading<'_>, out: &mut Vec<Annotation>) {
    for (i, found) in find(reading).iter().enumerate() {
        let parts = [
            ("cause", found.cause),
            ("effect", found.effect),
            ("signal", found.signal),
        ];
        let mut why = why(reading, found);
        for (label, span) in parts {
            if let Some(span) = span {
                let mut annotation = Annotation::new(label, span, "cause");
                annotation.why = std::mem::take(&mut why);
                out.push(annotation.in_group(format!("C{}", i + 1)));
            }
        }
    }
}

/// Whether a sentence is a paragraph of its own.
pub fn stands_alone(text: &Text, sentence: usize) -> bool {
    let block = |i: usize| text.sentences.get(i).map(|s| s.block);
    let mine = block(sentence);
    let before = sentence.checked_sub(1).and_then(block);
    mine != before && mine != block(sentence + 1)
}
