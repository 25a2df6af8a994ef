//! What does not add up in the text itself: one rule per file.
//!
//! A flag costs the analyst's time, so each rule prefers silence: it speaks only when
//! nothing in the article explains what it sees.

mod dates;
mod misspelt;
mod numbers;
mod tension;
mod wrong_name;

use jiff::civil::Date;

use super::dates::DateMention;
use super::draft::{DraftRemark, Found};
use super::names::Names;
use super::quotes::Quotation;
use super::text::{Text, TokenKind, word_hash};
use crate::case::model::RemarkKind;
use crate::source::Span;

/// What the rules look at.
pub(super) struct Scene<'a> {
    /// The text.
    pub(super) text: &'a Text<'a>,
    /// Its names.
    pub(super) names: &'a Names,
    /// Its dates.
    pub(super) dates: &'a [DateMention],
    /// Its quotations.
    pub(super) quotes: &'a [Quotation],
    /// The words that the text has in lower case.
    pub(super) lower: LowerWords<'a>,
    /// The day of publication.
    pub(super) published: Option<Date>,
}

/// A rule: adds what it finds.
type Rule = fn(&Scene, &mut Vec<DraftRemark>);

/// All anomalies of a text, in order.
///
/// `published` is the day of publication, when it is known.
pub fn find(
    text: &Text,
    names: &Names,
    quotes: &[Quotation],
    dates: &[DateMention],
    published: Option<Date>,
) -> Vec<DraftRemark> {
    let scene = Scene {
        text,
        names,
        dates,
        quotes,
        lower: LowerWords::of(text),
        published,
    };
    let rules: [Rule; 5] = [
        misspelt::find,
        wrong_name::find,
        dates::find,
        numbers::find,
        tension::find,
    ];
    let mut out = Vec::new();
    for rule in rules {
        rule(&scene, &mut out);
    }
    drop_repeats(&mut out);
    out.sort_by_key(|r| (r.found.span.start, r.found.span.end));
    out
}

/// Of two anomalies in one place the earlier rule's stays.
fn drop_repeats(out: &mut Vec<DraftRemark>) {
    let mut order: Vec<usize> = (0..out.len()).collect();
    order.sort_by_key(|&i| (out[i].found.span.start, i));
    let mut keep = vec![true; out.len()];
    for pair in order.windows(2) {
        let (a, b) = (&out[pair[0]].found, &out[pair[1]].found);
        if b.span.start < a.span.end && keep[pair[0]] && keep[pair[1]] {
            keep[pair[0].max(pair[1])] = false;
        }
    }
    let mut kept = keep.into_iter();
    out.retain(|_| kept.next().unwrap_or(true));
}

/// One anomaly.
fn anomaly(span: Span, rule: &'static str, comment: String) -> DraftRemark {
    DraftRemark {
        found: Found { span, rule },
        kind: RemarkKind::Anomaly,
        comment,
    }
}

/// The words that a document has in lower case.
pub(super) struct LowerWords<'s>(Vec<(u32, &'s str)>);

impl LowerWords<'_> {
    fn of<'s>(text: &'s Text) -> LowerWords<'s> {
        let tokens = text.tokens.iter().enumerate();
        let mut words: Vec<(u32, &str)> = tokens
            .filter(|(index, t)| t.kind == TokenKind::Word && !text.is_capital(*index))
            .map(|(_, t)| (t.hash, t.lower.as_str()))
            .collect();
        words.sort_unstable();
        words.dedup();
        LowerWords(words)
    }

    pub(super) fn contains(&self, word: &str) -> bool {
        self.0.binary_search(&(word_hash(word), word)).is_ok()
    }
}

#[cfg(test)]
pub(super) mod check {
    use super::*;
    use crate::reader::{dates, metadata, quotes, sample};

    /// What one rule finds, as "words | comment".
    pub(in crate::reader) fn by_rule(rule: &str, input: &str) -> Vec<String> {
        let document = sample::document(input);
        let text = Text::new(&document);
        let names = Names::new(&text);
        let published = metadata::find(&text, &names).published();
        let dates = dates::find(&text, published);
        let found = find(&text, &names, &quotes::find(&text), &dates, published).into_iter();
        found
            .filter(|r| r.found.rule == rule)
            .map(|r| text.slice(r.found.span).to_owned())
            .collect()
    }

    /// Each text with the words that the rule must flag in it, or none.
    #[track_caller]
    pub(in crate::reader) fn cases(rule: &str, cases: &[(&str, &[&str])]) {
        for (input, expected) in cases {
            assert_eq!(&by_rule(rule, input), expected, "{input}");
        }
    }
}
