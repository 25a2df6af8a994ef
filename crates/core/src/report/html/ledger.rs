//! A ledger as one self-contained page: who was right about what, and what their words mean.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::{block, head, table};
use crate::ledger::by::PhraseRow;
use crate::ledger::{Judged, Record};
use crate::plot::calibration::{self, Point};
use crate::plot::{Table, escaped, percent};
use crate::report::assessment::Block;

/// What a page of a ledger tells.
#[derive(Clone, Copy, Debug)]
pub struct LedgerPage<'a> {
    /// The day it is taken to be.
    pub as_of: Date,
    /// How many questions are resolved, fell away, and are open.
    pub counts: [usize; 3],
    /// All together.
    pub overall: &'a Record,
    /// Each author by name, in order.
    pub authors: &'a [(&'a str, &'a Record)],
    /// What phrases came to mean.
    pub phrases: &'a [PhraseRow],
    /// Every scored forecast.
    pub forecasts: &'a [Judged],
}

const FOOT: &str = "</main><footer><p>Made by abduce from the case files above. Nothing in this file leaves it or comes \
                    from elsewhere.</p></footer></body></html>\n";

/// The whole page.
pub fn ledger_page(page: LedgerPage) -> String {
    let mut html = head("Ledger of forecasts", None);
    let [resolved, void, open] = page.counts;
    let _ = write!(
        html,
        "<a class=\"skip\" href=\"#authors\">To the authors</a><header><p class=\"kind\">Ledger</p><h1>Who was right about what</h1>\
         <p>As of <time>{}</time>: {resolved} questions resolved, {void} void, {open} not resolved; {} forecasts scored.</p></header>\
         <nav aria-label=\"Contents\"><ul><li><a href=\"#all\">All together</a></li><li><a href=\"#authors\">Authors</a></li>\
         <li><a href=\"#words\">Words</a></li><li><a href=\"#forecasts\">Forecasts</a></li></ul></nav><main>",
        page.as_of, page.overall.n
    );
    section(&mut html, "all", "All together", &all(page));
    section(&mut html, "authors", "Authors", &authors(page));
    section(
        &mut html,
        "words",
        "What words came to mean",
        &words(page.phrases),
    );
    section(
        &mut html,
        "forecasts",
        "Every forecast",
        &forecasts(page.forecasts),
    );
    html + FOOT
}

fn section(html: &mut String, id: &str, title: &str, body: &str) {
    let _ = write!(
        html,
        "<section id=\"{id}\" aria-labelledby=\"h-{id}\"><h2 id=\"h-{id}\">{title}</h2>{body}</section>"
    );
}

/// A calibration curve; nothing where there is nothing to draw.
fn curve(title: &str, record: &Record) -> String {
    let Some(yes_no) = record.yes_no.as_ref().filter(|of| of.n_scheduled > 0) else {
        return "<p>No forecast of yes or no whose day has come: no calibration.</p>".to_owned();
    };
    let point = |row: &crate::ledger::record::BinRow| Point {
        said: row.said,
        came: row.came,
        band: row.band,
        n: row.n,
    };
    let points: Vec<Point> = yes_no.calibration.iter().map(point).collect();
    block(&Block::Figure(calibration::draw(title, &points)))
}

fn all(page: LedgerPage) -> String {
    let mut html = curve("Calibration of all forecasts", page.overall);
    let parts = page.overall.yes_no.as_ref().and_then(|of| of.decomposition);
    if let Some(parts) = parts {
        let three = |value: f64| format!("{:.3}", value + 0.0);
        let rows = [
            (
                "Brier score",
                parts.brier,
                "what was lost on average; always saying 50% loses 0.250",
            ),
            (
                "unreliability",
                parts.reliability,
                "how far what was said lies from what came",
            ),
            (
                "resolution",
                parts.resolution,
                "how far outcomes differ between what was said; taken off",
            ),
            (
                "uncertainty",
                parts.uncertainty,
                "how hard the questions were",
            ),
            (
                "variance within bins",
                parts.within_variance,
                "of what was said",
            ),
            (
                "covariance within bins",
                parts.within_covariance,
                "with what came; taken off",
            ),
            ("sharpness", parts.sharpness, "how bold; no part of the sum"),
        ];
        html.push_str(&table(&Table {
            caption: "The Brier score taken apart".to_owned(),
            head: ["", "value", "what it is"].map(str::to_owned).to_vec(),
            rows: rows
                .iter()
                .map(|(name, value, what)| {
                    vec![(*name).to_owned(), three(*value), (*what).to_owned()]
                })
                .collect(),
        }));
    }
    html
}

fn authors(page: LedgerPage) -> String {
    let head = [
        "",
        "forecasts",
        "Brier",
        "best–worst",
        "log",
        "skill",
        "peer",
    ];
    let mut html = table(&Table {
        caption: "Brier and log are losses: 0 is best. Skill is what part of the loss of always saying 50% was saved. Peer is above 0 for whoever was better than others on the same questions.".to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows: page.authors.iter().map(|(name, record)| author_row(name, record)).collect(),
    });
    for (name, record) in page.authors {
        let _ = write!(html, "<h3>{}</h3>", escaped(name));
        let own = page
            .phrases
            .iter()
            .filter(|row| row.author.as_deref() == Some(name));
        let items: Vec<String> = own.map(phrase_sentence).collect();
        html.push_str(&curve(&format!("Calibration of {name}"), record));
        if !items.is_empty() {
            html.push_str(&block(&Block::List(items)));
        }
    }
    html
}

fn author_row(name: &str, record: &Record) -> Vec<String> {
    let three = |value: Option<f64>| value.map_or("–".to_owned(), |value| format!("{value:.3}"));
    let between = record.brier_between;
    let skill = record.yes_no.as_ref().map(|of| of.skill_against_even);
    vec![
        name.to_owned(),
        record.n.to_string(),
        three(record.brier),
        between.map_or("–".to_owned(), |[best, worst]| {
            format!("{best:.2}–{worst:.2}")
        }),
        three(record.logarithmic),
        skill.map_or("–".to_owned(), |skill| {
            format!("{:+.0}%", (100.0 * skill).round() + 0.0)
        }),
        record.peer.map_or("–".to_owned(), |peer| {
            format!("{:+.1}", (10.0 * peer).round() / 10.0 + 0.0)
        }),
    ]
}

fn phrase_sentence(row: &PhraseRow) -> String {
    let times = if row.n == 1 { "once" } else { "times" };
    let n = if row.n == 1 {
        String::new()
    } else {
        format!("{} ", row.n)
    };
    format!(
        "When this writer says “{}”, it happens {} of the time ({}–{}; said {n}{times}). It is taken for {}.",
        row.phrase,
        percent(row.came),
        percent(row.band[0]),
        percent(row.band[1]),
        percent(row.said)
    )
}

fn words(phrases: &[PhraseRow]) -> String {
    let row = |row: &PhraseRow| {
        vec![
            row.phrase.clone(),
            row.author
                .clone()
                .unwrap_or_else(|| "all together".to_owned()),
            row.n.to_string(),
            percent(row.said),
            percent(row.came),
            format!("{}–{}", percent(row.band[0]), percent(row.band[1])),
            if row.off {
                "off".to_owned()
            } else {
                String::new()
            },
        ]
    };
    let head = ["", "who", "uses", "taken for", "came true", "5–95 %", ""];
    table(&Table {
        caption: "Words of probability beside how often what they were said of came true. “Off” where the range that they are taken for lies outside of the band.".to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows: phrases.iter().map(row).collect(),
    })
}

fn forecasts(judged: &[Judged]) -> String {
    let row = |one: &Judged| {
        let said = match (&one.words, one.probability) {
            (Some(words), Some(p)) => format!("{words} ({})", percent(p)),
            (_, Some(p)) => percent(p),
            _ => "quantiles".to_owned(),
        };
        let came = match one.came_true {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        let score = match (one.scores.brier, one.scores.crps) {
            (Some(brier), _) => format!("{brier:.3}"),
            (None, Some(crps)) => format!("CRPS {crps:.2}"),
            _ => String::new(),
        };
        let day = one.resolved_on.map_or(String::new(), |day| day.to_string());
        vec![
            one.statement.clone(),
            one.author.name().to_owned(),
            said,
            came.to_owned(),
            day,
            score,
        ]
    };
    let head = ["", "who", "said", "came", "on", "Brier"];
    table(&Table {
        caption: "What counted: the last that each said before the day. Of options, what was given to the one that came true.".to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows: judged.iter().map(row).collect(),
    })
}
