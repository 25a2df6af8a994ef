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

/// All functions.
const FUNCTIONS: &[&Function] = &[
    &forecast::FORECAST,
    &future::FUTURE,
    &opinion::OPINION,
    &background::BACKGROUND,
];

/// Adds the annotations of this layer: a span for each sentence and function; forecasts
/// only where they are asked for.
pub fn annotate(reading: &Reading<'_>, forecasts: bool, out: &mut Vec<Annotation>) {
    concessions::annotate(reading, out);
    let seen = look::look(reading);
    let asked = |f: &&&Function| forecasts || f.label != forecast::FORECAST.label;
    for function in FUNCTIONS.iter().filter(asked) {
        let found = function.find(&seen);
        for at in (0..seen.len()).filter(|&i| found[i] && seen[i].prose) {
            let span = reading.text.sentences[seen[at].sentence].span;
            let stretch = at > 0 && found[at - 1];
            out.push(Annotation {
                why: function.reasons(&seen, at, stretch),
                ..Annotation::new(function.label, span, function.rule)
            });
        }
    }
}

#[cfg(test)]
mod tests;
