//! How a hypothesis came to where it is: one step of log-odds for each thing that became known. Steps that are
//! too small to be seen are counted rather than drawn.

use super::svg::{Anchor, Svg, fitted, percent, signed};
use super::{Figure, Table};
use crate::credence::decibans;

/// A step: something that became known.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its id, for the page to find its marks by.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// The probability after it, 0 to 1.
    pub after: f64,
}

/// What is drawn, in decibans: less reads as 0.
const SEEN: f64 = 0.05;
const WIDTH: f64 = 860.0;
const LEFT: f64 = 390.0;
const RIGHT: f64 = 790.0;
const TOP: f64 = 26.0;
const ROW: f64 = 22.0;

/// Draws the steps from a start, which has a name and a probability.
pub fn draw(title: &str, (before, start): (&str, f64), steps: &[Step]) -> Figure {
    let ends: Vec<f64> = [start]
        .into_iter()
        .chain(steps.iter().map(|s| s.after))
        .map(decibans)
        .collect();
    let low = ends.iter().copied().fold(0.0, f64::min) - 2.0;
    let high = ends.iter().copied().fold(0.0, f64::max) + 2.0;
    // Left of the lowest there is room for a weight.
    let x = |db: f64| LEFT + 40.0 + (RIGHT - LEFT - 40.0) * (db - low) / (high - low);
    let is_seen = |i: usize| (ends[i + 1] - ends[i]).abs() >= SEEN;
    let n_seen = (0..steps.len()).filter(|&i| is_seen(i)).count();
    let unseen = unseen(steps.len() - n_seen);
    #[expect(clippy::cast_precision_loss, reason = "a picture has few rows")]
    let bottom = TOP + ROW * (n_seen + 2 + usize::from(unseen.is_some())) as f64;
    let mut svg = Svg::new(WIDTH, bottom + 24.0);
    for p in [0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999] {
        let at = decibans(p);
        if (low..=high).contains(&at) {
            svg.line("grid", (x(at), TOP - 6.0), (x(at), bottom));
            svg.text("faint", (x(at), bottom + 16.0), Anchor::Middle, &percent(p));
        }
    }
    let mut y = TOP;
    mark(&mut svg, before, start, x(ends[0]), y);
    for (i, step) in steps.iter().enumerate().filter(|&(i, _)| is_seen(i)) {
        y += ROW;
        draw_step(&mut svg, step, (ends[i], ends[i + 1]), x, y);
    }
    if let Some(unseen) = &unseen {
        y += ROW;
        svg.text("faint", (LEFT - 8.0, y + 14.0), Anchor::End, unseen);
    }
    y += ROW;
    mark(
        &mut svg,
        "now",
        steps.last().map_or(start, |s| s.after),
        x(ends[ends.len() - 1]),
        y,
    );
    let description = format!(
        "From {} {before} to {} now; steps to the right raise it, steps to the left lower it, in decibans{}.",
        percent(start),
        percent(steps.last().map_or(start, |s| s.after)),
        unseen.map_or(String::new(), |unseen| format!("; not drawn: {unseen}"))
    );
    Figure {
        svg: svg.finish("waterfall", title, &description),
        table: table(title, (before, start), steps, &ends),
    }
}

/// A step from one weight to another, at a height.
fn draw_step(svg: &mut Svg, step: &Step, (from, to): (f64, f64), x: impl Fn(f64) -> f64, y: f64) {
    let class = if to >= from { "for" } else { "against" };
    svg.text(
        "",
        (LEFT - 8.0, y + 14.0),
        Anchor::End,
        &fitted(&step.label, LEFT - 16.0),
    );
    svg.line("grid", (x(from), y - 4.0), (x(from), y + 4.0));
    let (a, b) = (x(from.min(to)), x(from.max(to)));
    svg.rect(
        class,
        [a, y + 4.0, (b - a).max(1.0), ROW - 8.0],
        Some(&step.id),
    );
    let (at, anchor) = if to >= from {
        (b + 5.0, Anchor::Start)
    } else {
        (a - 5.0, Anchor::End)
    };
    svg.text("faint", (at, y + 14.5), anchor, &signed(to - from));
}

/// How the steps are told that are not drawn.
fn unseen(n: usize) -> Option<String> {
    match n {
        0 => None,
        1 => Some("1 more, moving it by less than 0.05".to_owned()),
        n => Some(format!("{n} more, each moving it by less than 0.05")),
    }
}

fn mark(svg: &mut Svg, label: &str, p: f64, x: f64, y: f64) {
    svg.text("strong", (LEFT - 8.0, y + 14.0), Anchor::End, label);
    svg.diamond(
        if label == "now" { "dot" } else { "hollow" },
        (x, y + 10.0),
        6.0,
    );
    svg.text("strong", (x + 10.0, y + 14.5), Anchor::Start, &percent(p));
}

fn table(title: &str, (before, start): (&str, f64), steps: &[Step], ends: &[f64]) -> Table {
    let mut rows = vec![vec![before.to_owned(), String::new(), percent(start)]];
    let mut n_unseen = 0;
    for (i, step) in steps.iter().enumerate() {
        let weight = ends[i + 1] - ends[i];
        if weight.abs() < SEEN {
            n_unseen += 1;
            continue;
        }
        rows.push(vec![
            step.label.clone(),
            signed(weight),
            percent(step.after),
        ]);
    }
    let now = ends[ends.len() - 1] - ends[0];
    if let Some(unseen) = unseen(n_unseen) {
        rows.push(vec![unseen, String::new(), String::new()]);
    }
    let last = steps.last().map_or(start, |step| step.after);
    rows.push(vec!["now, in all".to_owned(), signed(now), percent(last)]);
    Table {
        caption: title.to_owned(),
        head: ["", "decibans", "then"].map(str::to_owned).to_vec(),
        rows,
    }
}
