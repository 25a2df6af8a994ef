//! An assessment as one self-contained page: opens from disk, needs no network and no script.
//!
//! Plain functions and one escape rather than templates: a page is sections, tables and
//! pictures, all made from the same data, and what escapes can be seen in one place.

mod article;
pub mod ledger;
mod matrix;

use std::fmt::Write as _;

use super::assessment::{Block, Section, is_drafted, sections};
use crate::case::Verified;
use crate::plot::{self, Table, escaped};
use crate::source::{FileId, SourceMap, Span};
use crate::weigh::{Analysis, Model};

/// What the page looks like.
const STYLE: &str = include_str!("style.css");

/// What a page is made of, beside the case and its analysis.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The texts of the case and of its articles.
    pub texts: &'a SourceMap,
    /// The text of the case, in `texts`.
    pub file: FileId,
    /// The quotes of the case that stand where they should.
    pub verified: &'a [Verified],
    /// What lets a reader move numbers; none for a page that only stands.
    pub engine: Option<Engine<'a>>,
}

/// What lets a reader move numbers.
#[derive(Clone, Copy, Debug)]
pub struct Engine<'a> {
    /// A script, with the SHA-256 of it in base64 for the page's policy.
    pub script: &'a str,
    /// That hash.
    pub script_sha256: &'a str,
    /// WebAssembly, compressed with gzip, in base64.
    pub wasm: &'a str,
}

/// The whole page.
pub fn page(model: &Model, analysis: &Analysis, page: Page) -> String {
    let case = model.case();
    let question = case.question.as_ref().map_or("(no question)", |q| &q.value);
    let title = case.title.as_ref().map_or(question, |title| &title.value);
    let sections = sections(model, analysis);
    let mut html = head(title, page.engine);
    let _ = write!(
        html,
        "<a class=\"skip\" href=\"#bottom-line\">To the bottom line</a><header><p class=\"kind\">Assessment{}</p><h1>{}</h1>",
        drafted(model),
        escaped(question)
    );
    if let Some(day) = analysis.weighing.as_of {
        let _ = write!(html, "<p>As of <time>{day}</time>.</p>");
    }
    html.push_str(
        "</header><section id=\"variation\" aria-label=\"Your variation\" hidden></section>",
    );
    html.push_str(&contents(&sections));
    html.push_str("<main>");
    for (i, section) in sections.iter().enumerate() {
        let _ = write!(
            html,
            "<section id=\"{}\" aria-labelledby=\"h{i}\"><h2 id=\"h{i}\">{}</h2>",
            section.id, section.title
        );
        let _ = write!(
            html,
            "<div id=\"live-{}\">{}</div></section>",
            section.id,
            body(model, analysis, section)
        );
    }
    html.push_str(&article::articles(model, page));
    html.push_str(&article::case_file(model, page));
    html.push_str("</main><footer><p>Made by abduce from the case above. Nothing in this file leaves it or comes from elsewhere.</p></footer>");
    if let Some(engine) = page.engine {
        embed(&mut html, model, page, engine);
    }
    html.push_str("</body></html>\n");
    html
}

/// What depends on numbers: the id of each element, and what stands in it.
pub fn fragments(model: &Model, analysis: &Analysis) -> Vec<(String, String)> {
    sections(model, analysis)
        .iter()
        .map(|section| {
            (
                format!("live-{}", section.id),
                body(model, analysis, section),
            )
        })
        .collect()
}

fn head(title: &str, engine: Option<Engine>) -> String {
    let script = engine.map_or(String::new(), |engine| {
        format!(
            "; script-src 'sha256-{}' 'wasm-unsafe-eval'",
            engine.script_sha256
        )
    });
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'{script}; base-uri 'none'; form-action 'none'\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>{}</title><style>{STYLE}{}</style></head><body>",
        escaped(title),
        plot::STYLE
    )
}

fn drafted(model: &Model) -> &'static str {
    if is_drafted(model.case()) {
        " · drafted by a machine"
    } else {
        ""
    }
}

fn contents(sections: &[Section]) -> String {
    let items = sections
        .iter()
        .map(|s| (s.id, s.title))
        .chain([("articles", "The articles"), ("case", "The case file")]);
    let items: String = items
        .map(|(id, title)| format!("<li><a href=\"#{id}\">{title}</a></li>"))
        .collect();
    format!("<nav aria-label=\"Contents\"><ul>{items}</ul></nav>")
}

fn body(model: &Model, analysis: &Analysis, section: &Section) -> String {
    if section.id == "matrix" {
        return matrix::matrix(model, analysis);
    }
    section.blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Lead(text) => format!("<p class=\"lead\">{}</p>", escaped(text)),
        Block::Text(text) => format!("<p>{}</p>", escaped(text)),
        Block::List(items) => {
            let items: String = items
                .iter()
                .map(|item| format!("<li>{}</li>", escaped(item)))
                .collect();
            format!("<ul>{items}</ul>")
        }
        Block::Figure(figure) => format!(
            "<figure><figcaption>{0}</figcaption><div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{0}\">{1}</div><details><summary>The same as a table</summary>{2}</details></figure>",
            escaped(&figure.table.caption),
            figure.svg,
            table(&figure.table)
        ),
        Block::Table(data) => table(data),
    }
}

fn table(table: &Table) -> String {
    let mut html = format!(
        "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{0}\"><table><caption>{0}</caption><thead><tr>",
        escaped(&table.caption)
    );
    for (i, cell) in table.head.iter().enumerate() {
        // A head without words is no head.
        let _ = match cell.as_str() {
            "" => write!(html, "<td></td>"),
            cell => write!(
                html,
                "<th scope=\"col\"{}>{}</th>",
                number_class(table, i),
                escaped(cell)
            ),
        };
    }
    html.push_str("</tr></thead><tbody>");
    for row in &table.rows {
        html.push_str("<tr>");
        for (i, cell) in row.iter().enumerate() {
            let _ = match i {
                0 => write!(html, "<th scope=\"row\">{}</th>", escaped(cell)),
                _ => write!(html, "<td{}>{}</td>", number_class(table, i), escaped(cell)),
            };
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    html
}

/// Columns of numbers are set flush right.
fn number_class(table: &Table, column: usize) -> &'static str {
    let is_number = |cell: &String| {
        let digits = cell.chars().filter(|c| c.is_alphabetic()).count();
        digits == 0
    };
    let is_number = table
        .rows
        .iter()
        .filter_map(|row| row.get(column))
        .all(is_number);
    if is_number { " class=\"number\"" } else { "" }
}

fn embed(html: &mut String, model: &Model, page: Page, engine: Engine) {
    let case = &page.texts.get(page.file).text;
    let as_of = model
        .as_of()
        .map_or(String::new(), |day| format!(" data-as-of=\"{day}\""));
    // A script element ends at the first `</script`, whatever its type.
    let _ = write!(
        html,
        "<script type=\"application/json\" id=\"case-text\"{as_of}>{}</script>",
        json_text(case)
    );
    let _ = write!(
        html,
        "<script type=\"application/octet-stream\" id=\"engine\">{}</script>",
        engine.wasm
    );
    let _ = write!(html, "<script>{}</script>", engine.script);
}

/// A JSON string without a `<`.
fn json_text(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    json.replace('<', "\\u003c")
}

/// The line (from 1) that a place in the case is on.
fn line_of(page: Page, span: Span) -> usize {
    page.texts.get(page.file).position(span.start).0
}
