//! One article as every layer of the reader looks at it: cut, named, dated and with its
//! speakers, made once.

pub use abduce_english::Depth;

use crate::source::document::Document;

use super::attribution::{self, Relation};
use super::dates::{self, DateMention};
use super::draft::Attribution;
use super::metadata::{self, Provenance};
use super::names::Names;
use super::quotes::{self, Quotation};
use super::syntax::Syntax;
use super::text::Text;

/// What the layers of the reader look at.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// Sentences and tokens.
    pub text: Text<'a>,
    /// Words, tags and trees.
    pub syntax: Syntax,
    /// Who and what is named.
    pub names: Names,
    /// What stands between quotation marks.
    pub quotations: Vec<Quotation>,
    /// What the article says of itself.
    pub provenance: Provenance,
    /// Dates in prose, counted from the day of publication.
    pub dates: Vec<DateMention>,
    /// Who says what.
    pub attributions: Vec<Attribution>,
    /// The same and more, as relations in pieces.
    pub relations: Vec<Relation>,
}

impl Reading<'_> {
    /// Looks at an article, its trees with it.
    pub fn new(document: &Document) -> Reading<'_> {
        Reading::to(document, Depth::Trees)
    }

    /// Looks at an article; its syntax is looked at as far as `depth`.
    pub fn to(document: &Document, depth: Depth) -> Reading<'_> {
        let text = Text::new(document);
        let syntax = Syntax::new(&text, depth);
        let names = Names::new(&text);
        let quotations = quotes::find(&text);
        let provenance = metadata::find(&text, &names);
        let dates = dates::find(&text, provenance.published());
        let (attributions, relations) = attribution::find(&text, &names, &quotations, &syntax);
        Reading {
            text,
            syntax,
            names,
            quotations,
            provenance,
            dates,
            attributions,
            relations,
        }
    }
}
