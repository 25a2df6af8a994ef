//! The reader: an article in, a draft case out, every item tied to an exact quote.

pub mod anomalies;
pub(crate) mod argument;
pub mod attribution;
pub mod dates;
pub mod draft;
pub(crate) mod event;
pub(crate) mod evidence;
pub mod forecasts;
pub(crate) mod frame;
pub(crate) mod hypotheses;
#[cfg(test)]
mod laws;
pub mod metadata;
pub mod names;
pub(crate) mod outline;
pub mod phrase;
pub(crate) mod question;
pub mod quotes;
pub(crate) mod remarks;
pub(crate) mod roles;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod scores;
pub(crate) mod stance;
pub mod text;
pub mod write;

use self::draft::Draft;
use self::names::Names;
use self::text::Text;
use crate::source::document::Document;

/// Reads an article.
pub fn read(document: &Document) -> Draft {
    let text = Text::new(document);
    let names = Names::new(&text);
    let quotations = quotes::find(&text);
    let mut draft = Draft {
        attributions: attribution::find(&text, &names, &quotations),
        ..Draft::default()
    };
    let provenance = metadata::find(&text, &names);
    provenance.fill(&mut draft);
    argument::fill::fill(&text, &mut draft, &provenance.spans(&text));
    let published = provenance.published();
    let days = dates::find(&text, published);
    let anomalies = anomalies::find(&text, &names, &quotations, &days, published);
    draft.remarks.extend(anomalies);
    draft
}
