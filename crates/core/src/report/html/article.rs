//! The articles with their quotes marked, and the case file with its lines, each leading to the other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Page;
use crate::case::Verified;
use crate::case::model::{Case, Evidence, Item, Proposition};
use crate::plot::escaped;
use crate::source::{FileId, Span};
use crate::weigh::Model;

/// The most text of one article that stands in a page, in bytes.
const MAX_ARTICLE: usize = 200_000;

/// An item of the case that has quotes.
struct Quoted<'a> {
    item: &'a Item,
    /// Its table in the case file.
    table: &'static str,
    /// The hypothesis that it bears on most, by its place, for its colour.
    bears_on: Option<usize>,
}

/// The articles that the case's sources name, with the quotes that stand in them.
pub(super) fn articles(model: &Model, page: Page) -> String {
    let mut html = "<section id=\"articles\" aria-labelledby=\"h-articles\"><h2 id=\"h-articles\">The articles</h2>".to_owned();
    let by_span: BTreeMap<Span, Quoted> = quoted(model.case());
    let mut files: BTreeMap<FileId, Vec<&Verified>> = BTreeMap::new();
    for verified in page.verified {
        files.entry(verified.file).or_default().push(verified);
    }
    if files.is_empty() {
        html.push_str(
            "<p>No article stands beside this case: its quotes cannot be looked up here.</p>",
        );
    }
    let mut seen = BTreeSet::new();
    for (file, quotes) in files {
        let source = &page.texts.get(file);
        let _ = write!(html, "<article><h3>{}</h3>", escaped(&source.name));
        html.push_str(&marked(
            model.case(),
            &source.text,
            &quotes,
            &by_span,
            &mut seen,
        ));
        html.push_str("</article>");
    }
    html.push_str("</section>");
    html
}

/// Every item by the places of its quotes in the case file.
fn quoted(case: &Case) -> BTreeMap<Span, Quoted<'_>> {
    let mut found = BTreeMap::new();
    let mut add = |item, table, bears_on| {
        let item: &Item = item;
        for quote in &item.quotes {
            found.insert(
                quote.exact.span,
                Quoted {
                    item,
                    table,
                    bears_on,
                },
            );
        }
    };
    for (i, hypothesis) in case.hypotheses.iter().enumerate() {
        add(&hypothesis.item, "hypotheses", Some(i));
    }
    for item in &case.evidence {
        add(&item.item, "evidence", bears_on(item));
    }
    case.claims
        .iter()
        .for_each(|claim| add(&claim.item, "claims", None));
    case.forecasts
        .iter()
        .for_each(|forecast| add(&forecast.item, "forecasts", None));
    case.remarks
        .iter()
        .for_each(|remark| add(&remark.item, "remarks", None));
    found
}

/// The first hypothesis that an item names.
fn bears_on(item: &Evidence) -> Option<usize> {
    item.grounds
        .given
        .iter()
        .find_map(|given| match given.proposition {
            Proposition::Hypothesis(i) => Some(i),
            _ => None,
        })
}

/// The text in paragraphs, with the quotes marked; of quotes that overlap the first is marked.
fn marked(
    case: &Case,
    text: &str,
    quotes: &[&Verified],
    by_span: &BTreeMap<Span, Quoted>,
    seen: &mut BTreeSet<String>,
) -> String {
    let end = text.floor_char_boundary(MAX_ARTICLE);
    let mut quotes: Vec<&Verified> = quotes.to_vec();
    quotes.sort_by_key(|verified| verified.span);
    let mut html = String::from("<div class=\"text\">");
    let mut at = 0;
    for verified in quotes {
        let Some(quoted) = by_span.get(&verified.quote) else {
            continue;
        };
        let span = verified.span;
        if span.start < at || span.end > end {
            continue;
        }
        html.push_str(&paragraphs(&text[at..span.start]));
        let colour = quoted
            .bears_on
            .map_or(String::new(), |h| format!(" class=\"m{}\"", h % 8));
        let about = quoted.bears_on.map_or(quoted.table.to_owned(), |h| {
            format!("{}: {}", quoted.table, case.hypotheses[h].item.label())
        });
        let _ = write!(
            html,
            "<a class=\"mark\"{} href=\"#case-{}-{}\"><mark{colour} title=\"{}\">{}</mark></a>",
            first_id(seen, quoted),
            quoted.table,
            escaped(&quoted.item.id),
            escaped(&about),
            paragraphs(&text[span.range()])
        );
        at = span.end;
    }
    html.push_str(&paragraphs(&text[at..end]));
    if end < text.len() {
        html.push_str("\n\n[The rest of this article is left out.]");
    }
    html.push_str("</div>");
    html
}

/// The id of an item's first quote; an item may have more.
fn first_id(seen: &mut BTreeSet<String>, quoted: &Quoted) -> String {
    let id = format!("quote-{}-{}", quoted.table, escaped(&quoted.item.id));
    match seen.insert(id.clone()) {
        true => format!(" id=\"{id}\""),
        false => String::new(),
    }
}

/// Text with its paragraphs; a line that goes on in the next is one line with it, so that it is wrapped
/// where the reader's page ends.
fn paragraphs(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\n') {
        let (line, after) = (&rest[..at], &rest[at + 1..]);
        joined.push_str(line);
        let starts_anew =
            |c: char| matches!(c, '\n' | '\r' | '#' | '>' | '|' | '-' | '*' | ' ' | '\t');
        let goes_on =
            !line.trim().is_empty() && !after.is_empty() && !after.starts_with(starts_anew);
        joined.push(if goes_on { ' ' } else { '\n' });
        rest = after;
    }
    joined.push_str(rest);
    escaped(&joined)
}

/// The case file, a line at a time, each item with its anchor.
pub(super) fn case_file(model: &Model, page: Page) -> String {
    let case = model.case();
    let verified: Vec<Span> = page
        .verified
        .iter()
        .map(|verified| verified.quote)
        .collect();
    let mut anchors: BTreeMap<usize, String> = BTreeMap::new();
    let mut add = |item: &Item, table: &str| {
        let id = escaped(&item.id);
        let quote = item
            .quotes
            .iter()
            .any(|quote| verified.contains(&quote.exact.span));
        let link = if quote {
            format!(" <a href=\"#quote-{table}-{id}\">→ quote</a>")
        } else {
            String::new()
        };
        anchors.insert(
            super::line_of(page, item.id_span),
            format!("<span id=\"case-{table}-{id}\"></span>{link}"),
        );
    };
    case.hypotheses
        .iter()
        .for_each(|h| add(&h.item, "hypotheses"));
    case.evidence.iter().for_each(|e| add(&e.item, "evidence"));
    case.claims.iter().for_each(|c| add(&c.item, "claims"));
    case.forecasts
        .iter()
        .for_each(|f| add(&f.item, "forecasts"));
    case.sources.iter().for_each(|s| add(&s.item, "sources"));
    case.remarks.iter().for_each(|r| add(&r.item, "remarks"));
    let file = page.texts.get(page.file);
    let mut html = format!(
        "<section id=\"case\" aria-labelledby=\"h-case\"><h2 id=\"h-case\">The case file</h2><p>{}</p><details open><summary>Every number above stands here</summary><div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"The case file\"><ol class=\"lines\">",
        escaped(&file.name)
    );
    for (i, line) in file.text.lines().enumerate() {
        let anchor = anchors.get(&(i + 1)).map_or("", String::as_str);
        let _ = write!(
            html,
            "<li id=\"L{}\"><code>{}</code>{anchor}</li>",
            i + 1,
            escaped(line)
        );
    }
    html.push_str("</ol></div></details></section>");
    html
}
