//! The reader: an article in, a draft case out, every item tied to an exact quote.

pub mod annotation;
pub mod anomalies;
pub(crate) mod argument;
pub(crate) mod asked;
pub mod attribution;
pub mod causes;
pub mod certainty;
pub mod coreference;
pub mod dates;
pub mod draft;
pub(crate) mod event;
pub(crate) mod evidence;
pub mod forecasts;
pub(crate) mod frame;
pub mod functions;
pub(crate) mod hypotheses;
#[cfg(test)]
mod laws;
pub mod metadata;
pub mod names;
pub(crate) mod outline;
pub mod phrase;
pub(crate) mod question;
pub mod quotes;
pub mod reading;
pub(crate) mod remarks;
pub(crate) mod roles;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod scores;
pub(crate) mod stance;
pub(crate) mod stems;
pub mod syntax;
pub mod text;
pub mod write;

use self::draft::Draft;
use self::reading::Reading;
use crate::source::document::Document;

/// Reads an article into a draft case.
pub fn read(document: &Document) -> Draft {
    draft(&Reading::new(document))
}

/// The draft case of an article that was looked at.
pub fn draft(reading: &Reading<'_>) -> Draft {
    let Reading { text, names, .. } = reading;
    let mut draft = Draft::default();
    reading.provenance.fill(&mut draft);
    if reading.provenance.is_foreign() {
        return draft;
    }
    draft.attributions.clone_from(&reading.attributions);
    let furniture = reading.provenance.spans(text);
    argument::fill::fill(text, &mut draft, &furniture);
    if draft.question.is_none() && !draft.hypotheses.is_empty() {
        let title = draft.title.as_ref().and_then(|title| title.span);
        let event = draft.event.as_ref();
        draft.asks = event.and_then(|event| asked::of_article(reading, title, event.span));
    }
    let anomalies = anomalies::find(
        text,
        names,
        &reading.quotations,
        &reading.dates,
        reading.provenance.published(),
    );
    draft.remarks.extend(anomalies);
    draft
}
