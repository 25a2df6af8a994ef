//! What a sentence does in an article, beside telling the news: it expects something, looks
//! into the future, weighs or judges, or tells of what came long before.
//!
//! The words of a sentence say little of it by themselves ("will" foresees, promises,
//! threatens and is quoted), so that all kinds of signs are weighed: words, tenses, dates,
//! quotes, the place in the article and the sentences beside it.

mod background;
pub mod concessions;
mod forecast;
mod future;
mod look;
mod opinion;
mod sign;
mod weigh;
mod words;

use self::weigh::Function;
use super::annotation::Annotation;
use super::reading::Reading;
use crate::source::Span;

/// All functions.
const FUNCTIONS: &[&Function] = &[
    &forecast::FORECAST,
    &future::FUTURE,
    &opinion::OPINION,
    &background::BACKGROUND,
];

/// Adds the annotations of this layer: a span for each sentence and function, but none for
/// a forecast that is `kept` already (spans in order).
pub fn annotate(reading: &Reading<'_>, kept: &[Span], out: &mut Vec<Annotation>) {
    concessions::annotate(reading, out);
    let seen = look::look(reading);
    for function in FUNCTIONS {
        let found = function.find(&seen);
        for at in (0..seen.len()).filter(|&i| found[i] && seen[i].prose) {
            let span = reading.text.sentences[seen[at].sentence].span;
            if function.label == forecast::FORECAST.label && holds_one(span, kept) {
                continue;
            }
            let stretch = at > 0 && found[at - 1];
            out.push(Annotation {
                why: function.reasons(&seen, at, stretch),
                ..Annotation::new(function.label, span, function.rule)
            });
        }
    }
}

/// Whether one of some spans in order begins inside `span`.
fn holds_one(span: Span, spans: &[Span]) -> bool {
    let next = spans.partition_point(|s| s.start < span.start);
    spans.get(next).is_some_and(|s| s.start < span.end)
}

#[cfg(test)]
mod tests;
