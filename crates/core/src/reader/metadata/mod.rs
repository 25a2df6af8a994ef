//! What an article says of itself: title, authors, date, publisher, address, and which
//! sentences are furniture, no part of what it argues.
//!
//! What its markup says (meta tags, front matter) comes first; the article's own words
//! (bylines, datelines, lines about the author, disclaimers, notes on origin) fill the
//! gaps. Only the first and the last blocks are looked at for furniture.

mod address;
mod bio;
mod byline;
mod dateline;
mod language;
mod notes;

use jiff::civil::Date;

use super::dates::{self, Precision};
use super::draft::{Draft, DraftRemark, Found, Stated};
use super::names::Names;
use super::text::{Sentence, Text, TokenKind};
use crate::case::model::RemarkKind;
use crate::source::Span;
use crate::source::document::BlockKind;

/// How many blocks at the start may be furniture.
const FIRST: usize = 8;

/// How many blocks at the end may be furniture.
const LAST: usize = 14;

/// The most sentences that are given as furniture: real articles have a handful.
pub const MAX_SPANS: usize = 200;

/// What an article says of itself.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    /// Its title.
    pub title: Option<Stated>,
    /// Its authors.
    pub authors: Vec<Stated>,
    /// Its date.
    pub date: Option<Stated>,
    /// Its publisher.
    pub publisher: Option<Stated>,
    /// Its address.
    pub url: Option<Stated>,
    /// Lines about authors, disclaimers, notes on origin.
    pub remarks: Vec<DraftRemark>,
    /// For each sentence whether it is furniture.
    furniture: Vec<bool>,
    /// The day of publication.
    published: Option<Date>,
    /// Whether it is not in English.
    foreign: bool,
}

impl Provenance {
    /// Whether a sentence (by its index) is furniture: title, byline, date, a line about
    /// the author, a disclaimer, an address.
    pub fn is_furniture(&self, sentence: usize) -> bool {
        self.furniture.get(sentence).copied().unwrap_or(false)
    }

    /// Where the furniture stands, sentence by sentence; at most [`MAX_SPANS`].
    pub fn spans(&self, text: &Text) -> Vec<Span> {
        let sentences = text.sentences.iter().enumerate();
        sentences
            .filter(|(index, _)| self.is_furniture(*index))
            .map(|(_, sentence)| sentence.span)
            .take(MAX_SPANS)
            .collect()
    }

    /// Whether the article is not in English, so that nothing but quotations and what it
    /// says of itself can be read.
    pub fn is_foreign(&self) -> bool {
        self.foreign
    }

    /// The day of publication, when the article states one.
    pub fn published(&self) -> Option<Date> {
        self.published
    }

    /// Puts what was found into a draft.
    pub fn fill(&self, draft: &mut Draft) {
        draft.title.clone_from(&self.title);
        draft.authors.clone_from(&self.authors);
        draft.date.clone_from(&self.date);
        draft.publisher.clone_from(&self.publisher);
        draft.url.clone_from(&self.url);
        draft.remarks.extend(self.remarks.iter().cloned());
    }

    fn mark(&mut self, sentence: usize) {
        if let Some(flag) = self.furniture.get_mut(sentence) {
            *flag = true;
        }
    }

    fn remark(&mut self, span: Span, rule: &'static str, comment: &str) {
        self.remarks.push(DraftRemark {
            found: Found { span, rule },
            kind: RemarkKind::Provenance,
            comment: comment.to_owned(),
        });
    }
}

/// Reads what an article says of itself.
pub fn find(text: &Text, names: &Names) -> Provenance {
    let mut out = Provenance {
        furniture: vec![false; text.sentences.len()],
        ..Provenance::default()
    };
    title(text, &mut out);
    address::find(text, &mut out);
    byline::find(text, &mut out);
    date(text, &mut out);
    byline::bare(text, &mut out);
    language::find(text, &mut out);
    dateline::find(text, &mut out);
    notes::find(text, names, &mut out);
    bio::find(text, names, &mut out);
    from_metadata(text, &mut out);
    out.remarks.sort_by_key(|r| r.found.span);
    out
}

/// Whether a sentence stands where furniture may stand.
fn at_edge(text: &Text, sentence: &Sentence) -> bool {
    let blocks = text.document.blocks.len();
    sentence.block < FIRST || sentence.block + LAST >= blocks
}

/// Whether a sentence stands in the last blocks, or in the first ones before the prose.
fn at_end(text: &Text, sentence: &Sentence) -> bool {
    sentence.block + LAST >= text.document.blocks.len() && sentence.block > 0
}

/// The indices of the sentences that may be furniture.
fn edges(text: &Text) -> Vec<usize> {
    let sentences = text.sentences.iter().enumerate();
    sentences
        .filter(|(_, s)| at_edge(text, s))
        .map(|(index, _)| index)
        .collect()
}

/// The title: the metadata's, else the first heading, else a first line that is no
/// sentence.
fn title(text: &Text, out: &mut Provenance) {
    let blocks = &text.document.blocks;
    let heading = blocks
        .iter()
        .take(FIRST)
        .find(|b| matches!(b.kind, BlockKind::Heading(_)));
    let span = match heading {
        Some(block) => Some(block.span),
        None => blocks.first().and_then(|b| first_line(text, b.span)),
    };
    let span = span
        .map(|s| trim_marks(text, s))
        .filter(|s| s.start < s.end);
    let stated = text.document.metadata.title.as_deref().map(str::trim);
    out.title = match (stated.filter(|t| !t.is_empty()), span) {
        (Some(title), span) => Some(Stated {
            value: title.to_owned(),
            span: span.filter(|&s| same_words(text.slice(s), title)),
        }),
        (None, Some(span)) => Some(Stated {
            value: one_line(text.slice(span)),
            span: Some(span),
        }),
        (None, None) => None,
    };
    if let Some(span) = out.title.as_ref().and_then(|t| t.span) {
        for index in text_sentences(text, span) {
            out.mark(index);
        }
    }
}

/// The first line of the first block, when it does not read like a sentence of prose.
fn first_line(text: &Text, block: Span) -> Option<Span> {
    let line = text.slice(block).lines().next()?.trim_end();
    let words = line.split_whitespace().count();
    let alone = text.document.blocks.len() > 1 || line.len() < block.end - block.start;
    let prose = line.ends_with('.') && words > 14 || line.ends_with([',', ';', ':']);
    let marked = line.starts_with("# ");
    (alone && (marked || (1..=24).contains(&words) && !prose && line.len() <= 200))
        .then(|| Span::new(block.start, block.start + line.len()))
}

/// Without the marks of Markdown around a title in plain text.
fn trim_marks(text: &Text, span: Span) -> Span {
    let raw = text.slice(span);
    let front = raw.len() - raw.trim_start_matches(['#', '*', ' ', '_']).len();
    let inner = raw[front..].trim_end_matches(['#', '*', ' ', '_']);
    Span::new(span.start + front, span.start + front + inner.len())
}

fn same_words(a: &str, b: &str) -> bool {
    let letters = |s: &str| -> String {
        let chars = s.chars().filter(|c| c.is_alphanumeric());
        chars.flat_map(char::to_lowercase).collect()
    };
    letters(a) == letters(b)
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentences that lie within a span.
fn text_sentences(text: &Text, span: Span) -> Vec<usize> {
    let first = text
        .sentences
        .partition_point(|s| s.span.start < span.start.saturating_sub(4));
    let rest = text.sentences.iter().enumerate().skip(first);
    rest.take_while(|(_, s)| s.span.end <= span.end + 2)
        .map(|(index, _)| index)
        .collect()
}

/// The date: the metadata's, else a line that is little more than a date.
fn date(text: &Text, out: &mut Provenance) {
    let stated = text.document.metadata.date.as_deref();
    if let Some(day) = stated.and_then(dates::parse) {
        out.published = Some(day);
        out.date = Some(Stated {
            value: day.to_string(),
            span: None,
        });
    }
    for index in edges(text) {
        let sentence = &text.sentences[index];
        if sentence.tokens.len() > 20 || out.is_furniture(index) {
            continue;
        }
        let Some((span, day)) = date_line(text, sentence) else {
            continue;
        };
        out.mark(index);
        let updated = text
            .words(sentence)
            .iter()
            .any(|t| t.is_any(&["updated", "modified", "accessed", "retrieved"]));
        if out.published.is_none() && !updated {
            out.published = Some(day);
            out.date = Some(Stated {
                value: day.to_string(),
                span: Some(span),
            });
        }
    }
}

/// A line that holds a full date and no more than its trimmings.
fn date_line(text: &Text, sentence: &Sentence) -> Option<(Span, Date)> {
    let words = text.words(sentence);
    let mut found = Vec::new();
    dates::in_sentence(text, sentence, None, &mut found);
    let day = found
        .iter()
        .find(|d| d.precision == Precision::Day && d.days.is_some())?;
    let others = sentence.tokens.clone().zip(words).filter(|(i, t)| {
        let dated = found.iter().any(|d| d.tokens.contains(i));
        !dated && t.kind != TokenKind::Mark && !is_trimming(&t.lower)
    });
    let first = day.days.map(|(first, _)| first)?;
    (others.count() <= 1).then_some((day.span, first))
}

/// Words that stand around the date of an article.
fn is_trimming(lower: &str) -> bool {
    matches!(
        lower,
        "published"
            | "updated"
            | "posted"
            | "on"
            | "at"
            | "date"
            | "by"
            | "first"
            | "last"
            | "modified"
            | "created"
            | "am"
            | "pm"
            | "a.m."
            | "p.m."
            | "et"
            | "est"
            | "edt"
            | "gmt"
            | "utc"
            | "bst"
            | "cet"
            | "pst"
            | "pdt"
            | "eastern"
            | "time"
            | "the"
            | "of"
            | "accessed"
            | "retrieved"
            | "printed"
            | "issue"
            | "edition"
    ) || lower.starts_with(|c: char| c.is_ascii_digit())
}

/// What only the metadata has.
fn from_metadata(text: &Text, out: &mut Provenance) {
    let metadata = &text.document.metadata;
    let stated = |value: &Option<String>| {
        let value = value.as_deref().map(str::trim).filter(|v| !v.is_empty());
        value.map(|v| Stated {
            value: v.to_owned(),
            span: None,
        })
    };
    if let Some(url) = stated(&metadata.url) {
        out.url = Some(url);
    }
    if let Some(publisher) = stated(&metadata.publisher) {
        out.publisher = Some(publisher);
    }
    if out.published.is_none() {
        let day = out.url.as_ref().and_then(|url| address::day_in(&url.value));
        out.published = day;
        out.date = day.map(|day| Stated {
            value: day.to_string(),
            span: out.url.as_ref().and_then(|url| url.span),
        });
    }
    if out.publisher.is_none() {
        out.publisher = out.url.as_ref().and_then(address::host);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::source::document::Document;

    fn read(document: &Document) -> (Vec<String>, Vec<String>) {
        let text = Text::new(document);
        let names = Names::new(&text);
        let found = find(&text, &names);
        let mut said = Vec::new();
        for (what, stated) in [
            ("title", &found.title),
            ("date", &found.date),
            ("publisher", &found.publisher),
            ("url", &found.url),
        ] {
            said.extend(stated.iter().map(|s| format!("{what}: {}", s.value)));
        }
        said.extend(found.authors.iter().map(|a| format!("author: {}", a.value)));
        said.extend(
            found
                .remarks
                .iter()
                .map(|r| format!("{}: {}", r.found.rule, text.slice(r.found.span))),
        );
        let prose = text
            .sentences
            .iter()
            .enumerate()
            .filter(|(i, _)| !found.is_furniture(*i));
        let prose = prose.map(|(_, s)| text.slice(s.span).to_owned()).collect();
        (said, prose)
    }

    #[track_caller]
    fn check(input: &str, said: &[&str], prose: &[&str]) {
        let (found, left) = read(&document(input));
        assert_eq!(found, said, "{input}");
        assert_eq!(left, prose, "{input}");
    }

    #[test]
    fn a_saved_article() {
        check(
            "# Why the Bridge Closed\n\nBy [Maria Halonen](#)\n\nMarch 3, 2011\n\nThe bridge closed. It had ice.\n\nMaria Halonen is a professor at Tallinn University. This is an abridged version of a post on her blog.\n\n*The views expressed here do not necessarily reflect the position of The Daily Bridge.*\n\nOriginal url:\n\n<https://www.bridge.example/2011/03/03/why.html>",
            &[
                "title: Why the Bridge Closed",
                "date: 2011-03-03",
                "publisher: The Daily Bridge",
                "url: https://www.bridge.example/2011/03/03/why.html",
                "author: Maria Halonen",
                "bio: Maria Halonen is a professor at Tallinn University.",
                "origin: This is an abridged version of a post on her blog.",
                "disclaimer: *The views expressed here do not necessarily reflect the position of The Daily Bridge.*",
            ],
            &["The bridge closed.", "It had ice."],
        );
    }

    #[test]
    fn a_link_that_never_closes_ends_with_its_line() {
        let (found, _) = read(&document(
            "Title here\n\nBy [Ann Roe](http://bridge.example/x",
        ));
        assert!(found.contains(&"author: Ann Roe".to_owned()), "{found:?}");
    }

    #[test]
    fn agencies_and_several_authors() {
        check(
            "Bridge closes after storm\n\nBy Tom Hale and J. R. Poe\n\nOSLO, March 3 (Nordnews) — The bridge closed on Thursday.\n\n(c) 2011 The Daily Bridge. All rights reserved.",
            &[
                "title: Bridge closes after storm",
                "publisher: Nordnews",
                "author: Tom Hale",
                "author: J. R. Poe",
                "copyright: (c) 2011 The Daily Bridge.",
                "disclaimer: All rights reserved.",
            ],
            &["OSLO, March 3 (Nordnews) — The bridge closed on Thursday."],
        );
    }

    #[test]
    fn a_bare_name_above_the_date() {
        check(
            "# Why It Rains\n\nIngrid Falk\n9 February 2024\n\nIt rained all week.",
            &[
                "title: Why It Rains",
                "date: 2024-02-09",
                "author: Ingrid Falk",
            ],
            &["It rained all week."],
        );
    }

    #[test]
    fn prose_is_no_furniture() {
        let prose = [
            "By Monday nobody came.",
            "The book, first published in 1859, sold well.",
            "Tom Hale is a farmer whom the mayor met on May 3, 2011 in Oslo.",
        ];
        let input = format!("# Rain\n\n{}\n\nThe end is near.", prose.join("\n\n"));
        let mut left = prose.to_vec();
        left.push("The end is near.");
        check(&input, &["title: Rain"], &left);
    }

    #[test]
    fn markup_comes_first() {
        let mut document = document("# Rain\n\nBy Tom Hale\n\nIt rained.");
        document.metadata.title = Some("Rain — The Daily".to_owned());
        document.metadata.authors = vec!["Tom Hale".to_owned()];
        document.metadata.date = Some("2011-03-03T10:00:00Z".to_owned());
        let text = Text::new(&document);
        let found = find(&text, &Names::new(&text));
        assert_eq!(
            found.title.as_ref().map(|t| t.value.as_str()),
            Some("Rain — The Daily")
        );
        assert_eq!(found.authors.len(), 1);
        assert_eq!(
            found.authors[0].span.map(|s| text.slice(s)),
            Some("Tom Hale")
        );
        assert_eq!(found.published(), Some(jiff::civil::date(2011, 3, 3)));
    }

    #[test]
    fn addresses() {
        let day = address::day_in("https://a.example/2015/05/18/why");
        assert_eq!(day, Some(jiff::civil::date(2015, 5, 18)));
        assert_eq!(address::day_in("https://a.example/2015/15/18/why"), None);
    }
}
