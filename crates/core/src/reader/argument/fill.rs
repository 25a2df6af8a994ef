//! The argument of an article, put into its draft: question, event, frame, explanations,
//! evidence, forecasts, and what would have been or cannot be known.

use super::{Argued, Setting, model, read};
use crate::reader::draft::{Attribution, Draft, DraftForecast, DraftHypothesis};
use crate::reader::hypotheses::paragraph;
use crate::reader::outline::Outline;
use crate::reader::text::Text;
use crate::reader::{event, forecasts, frame, question, remarks};
use crate::source::Span;
use crate::source::document::BlockKind;

/// Fills in what the article argues, from its title, date and attributions already in
/// `draft`: question, event, frame, explanations, evidence, forecasts, and the remarks on
/// what would have been and what cannot be known. What stands inside `skip` (bylines,
/// disclaimers) argues nothing.
pub(crate) fn fill(text: &Text<'_>, draft: &mut Draft, skip: &[Span]) {
    let title = draft
        .title
        .as_ref()
        .and_then(|title| title.span)
        .or_else(|| first_heading(text));
    let skip: Vec<Span> = title.into_iter().chain(skip.iter().copied()).collect();
    let outline = Outline::new(text, &skip);
    let asked = question::find(&outline, title);
    draft.event = asked.as_ref().and_then(|q| event::find(&outline, q));
    let plan = paragraph::plan(
        &outline,
        &paragraph::Asked {
            question: asked.as_ref(),
            title: draft.title.as_ref().map(|t| t.value.as_str()),
            attributions: &draft.attributions,
        },
    );
    let speakers = plan.speakers(&outline, &draft.attributions);
    if !speakers.is_empty() {
        draft.attributions.extend(speakers);
        draft.attributions.sort_by_key(|a| a.content.start);
    }
    draft.forecasts = forecasts::find(&outline, &draft.attributions);
    let year = draft
        .date
        .as_ref()
        .and_then(|date| date.value.get(..4)?.parse().ok());
    let setting = Setting {
        question: asked.as_ref(),
        event: draft.event.as_ref(),
        attributions: &draft.attributions,
        forecasts: &draft.forecasts,
        year,
        plan: &plan,
    };
    let argued = read(&outline, &setting);
    let Argued {
        mut hypotheses,
        evidence,
        speakers,
        reasons,
    } = model::complete(&outline, &setting, title, argued);
    draft.forecasts.retain(|f| !states(&hypotheses, f));
    draft.rival = frame::rival(&outline, asked.as_ref(), &hypotheses);
    let remarks = remarks::find(&outline, &draft.attributions);
    for (i, speaker) in speakers {
        let said = hypotheses[i].found.span;
        hypotheses[i].attribution = Some(draft.attributions.len());
        draft.attributions.push(advances(text, speaker, said));
    }
    draft.reasons = reasons;
    draft.hypotheses = hypotheses;
    draft.evidence = evidence;
    if draft.event.is_none() && !draft.hypotheses.is_empty() {
        let hypotheses = draft.hypotheses.iter().map(|h| h.found.span);
        let evidence = draft.evidence.iter().map(|e| e.found.span);
        let argued: Vec<Span> = hypotheses.chain(evidence).collect();
        draft.event = event::told(&outline, &argued);
    }
    draft.question = asked.map(|q| q.found);
    draft.remarks.extend(remarks);
}

/// Whether an explanation states what a forecast was read from: one sentence is not both.
fn states(hypotheses: &[DraftHypothesis], forecast: &DraftForecast) -> bool {
    let own = forecast.found.span;
    hypotheses
        .iter()
        .flat_map(|h| std::iter::once(h.found.span).chain(h.more.iter().copied()))
        .any(|s| s.start < own.end && own.start < s.end)
}

/// Somebody who advances an explanation, as its own words say.
fn advances(text: &Text<'_>, speaker: Span, said: Span) -> Attribution {
    let words: Vec<&str> = text.slice(speaker).split_whitespace().collect();
    let name = words.join(" ");
    let name = name.trim_end_matches("'s").trim_end_matches("’s");
    Attribution {
        speaker,
        name: name.to_owned(),
        cue: between(speaker, said),
        content: said,
        on_behalf_of: None,
        rule: "argument",
    }
}

/// What stands between the speaker and the words spoken; the words where nothing does.
fn between(speaker: Span, said: Span) -> Span {
    if speaker.end < said.start {
        Span::new(speaker.end, said.start)
    } else {
        said
    }
}

/// The title of a document that gives none: its first heading, else a first block that is
/// one short line.
fn first_heading(text: &Text<'_>) -> Option<Span> {
    let blocks = &text.document.blocks;
    let heading = blocks
        .iter()
        .find(|b| matches!(b.kind, BlockKind::Heading(_)));
    let first = blocks.first().map(|block| {
        let line = text.slice(block.span).lines().next().unwrap_or("");
        Span::new(block.span.start, block.span.start + line.trim_end().len())
    });
    let short = first.filter(|&span| {
        let more = blocks.len() > 2 || blocks.first().is_some_and(|b| b.span != span);
        let words = text.tokens_in(span);
        let stopped = text
            .tokens
            .get(words.clone())
            .and_then(<[_]>::last)
            .is_some_and(|t| t.is_mark("."));
        more && !stopped && span.start < span.end && words.len() <= TITLE
    });
    heading.map(|b| b.span).or(short)
}

/// A title has at most so many tokens.
const TITLE: usize = 24;
