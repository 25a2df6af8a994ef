//! The matrix: hypotheses in rows, evidence in columns; each column leads to its place in the case, and
//! from there to its quote.

use std::fmt::Write as _;

use super::super::sentences::{hypothesis, label};
use crate::case::model::Proposition;
use crate::plot::{escaped, percent, signed};
use crate::weigh::{Analysis, Model};

/// The matrix, and what its columns stand for.
pub(super) fn matrix(model: &Model, analysis: &Analysis) -> String {
    let case = model.case();
    let caption =
        "Weight of each item of evidence on each explanation, given the rest, in decibans";
    let mut html = format!(
        "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{caption}\"><table class=\"matrix\"><caption>{caption}: + for, − against; 3 decibans double or halve the odds</caption><thead><tr><td></td><th scope=\"col\">now</th>"
    );
    for (i, item) in case.evidence.iter().enumerate() {
        let title = escaped(label(case, Proposition::Evidence(i)));
        let _ = write!(
            html,
            "<th scope=\"col\"><a href=\"#case-evidence-{}\" title=\"{title}\">E{}</a></th>",
            escaped(&item.item.id),
            i + 1
        );
    }
    html.push_str("</tr></thead><tbody>");
    for (h, row) in analysis.weighing.hypotheses.iter().enumerate() {
        let name = escaped(label(case, hypothesis(case, h)));
        let _ = write!(
            html,
            "<tr><th scope=\"row\">{name}</th><td class=\"number\">{}</td>",
            percent(row.posterior)
        );
        for weighed in &analysis.weighing.evidence {
            let weight = weighed.weight.as_ref().map(|weight| weight.decibans[h]);
            html.push_str(&cell(weight));
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div><ol class=\"key\">");
    for (i, item) in case.evidence.iter().enumerate() {
        let found = item.observed.as_ref().is_none_or(|observed| observed.value);
        let found = if found {
            ""
        } else {
            "looked for and not found: "
        };
        let _ = write!(
            html,
            "<li><a href=\"#case-evidence-{}\">E{}</a> {found}{}; itself true: {}</li>",
            escaped(&item.item.id),
            i + 1,
            escaped(label(case, Proposition::Evidence(i))),
            percent(analysis.weighing.evidence[i].posterior)
        );
    }
    html.push_str("</ol>");
    html
}

/// A cell: its number with its sign, and one of nine shades.
fn cell(weight: Option<f64>) -> String {
    let Some(weight) = weight else {
        return "<td class=\"number faint\">not known</td>".to_owned();
    };
    let shade = match weight.abs() {
        w if w < 0.5 => 0,
        w if w < 2.0 => 1,
        w if w < 4.0 => 2,
        w if w < 8.0 => 3,
        _ => 4,
    };
    let text = signed(weight);
    match (shade, weight > 0.0) {
        (0, _) => format!("<td class=\"number faint\">{text}</td>"),
        (shade, true) => format!("<td class=\"number pro{shade}\">{text}</td>"),
        (shade, false) => format!("<td class=\"number con{shade}\">{text}</td>"),
    }
}
