//! How belief moved: a stepped line for each hypothesis over the days on which something became known.

use super::svg::{Anchor, Svg, fitted, percent};
use super::{Figure, Table};

/// A line of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its id, for the page to find its marks by.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// The probability after each day, 0 to 1.
    pub values: Vec<f64>,
}

/// A day.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// How it is written; "undated" for what bears no date.
    pub label: String,
    /// Days since any fixed day; where it stands on the axis.
    pub at: f64,
}

const WIDTH: f64 = 860.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 540.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 276.0;

/// The second channel beside colour.
const DASHES: [&str; 8] = [
    "",
    "7 4",
    "2 3",
    "10 3 2 3",
    "4 2",
    "12 4",
    "1 4",
    "8 2 2 2 2 2",
];

/// Draws the lines over the days.
pub fn draw(title: &str, days: &[Day], lines: &[Line]) -> Figure {
    let mut svg = Svg::new(WIDTH, BOTTOM + 44.0);
    for p in [0.0, 0.25, 0.5, 0.75, 1.0] {
        svg.line("grid", (LEFT, y(p)), (RIGHT, y(p)));
        svg.text("faint", (LEFT - 6.0, y(p) + 4.5), Anchor::End, &percent(p));
    }
    let places = places(days);
    let mut free = f64::NEG_INFINITY;
    let last = places.last().copied().unwrap_or(LEFT);
    for (day, &x) in days.iter().zip(&places) {
        svg.line("axis", (x, BOTTOM), (x, BOTTOM + 5.0));
        // The last day is always named.
        if x >= last || (x >= free && x + 82.0 <= last) {
            svg.text("faint", (x, BOTTOM + 20.0), Anchor::Middle, &day.label);
            free = x + 82.0;
        }
    }
    for (i, line) in lines.iter().enumerate() {
        draw_line(&mut svg, i, line, &places);
    }
    labels(&mut svg, lines);
    let ends = lines.iter().filter_map(|line| {
        let (first, last) = (line.values.first()?, line.values.last()?);
        Some(format!(
            "{} from {} to {}",
            line.label,
            percent(*first),
            percent(*last)
        ))
    });
    let description = format!(
        "Probability of each hypothesis after each day: {}.",
        ends.collect::<Vec<_>>().join("; ")
    );
    Figure {
        svg: svg.finish("over-time", title, &description),
        table: table(title, days, lines),
    }
}

fn y(p: f64) -> f64 {
    BOTTOM - (BOTTOM - TOP) * p
}

/// Where the days stand: by time, but never closer than can be seen.
fn places(days: &[Day]) -> Vec<f64> {
    const LEAST: f64 = 14.0;
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Vec::new();
    };
    let span = (last.at - first.at).max(1.0);
    let gaps = days
        .windows(2)
        .map(|pair| ((pair[1].at - pair[0].at) / span * 400.0).max(LEAST));
    let mut places = vec![0.0];
    for gap in gaps {
        places.push(places[places.len() - 1] + gap);
    }
    let whole = places[places.len() - 1].max(1.0);
    let room = RIGHT - LEFT - 40.0;
    places
        .iter()
        .map(|x| LEFT + 24.0 + x / whole * room)
        .collect()
}

fn draw_line(svg: &mut Svg, i: usize, line: &Line, places: &[f64]) {
    let mut path = String::new();
    for (value, x) in line.values.iter().zip(places) {
        let step = if path.is_empty() {
            format!("M{x:.1} {:.1}", y(*value))
        } else {
            format!("H{x:.1}V{:.1}", y(*value))
        };
        path.push_str(&step);
    }
    path.push_str(&format!("H{RIGHT:.1}"));
    let dash = DASHES[i % DASHES.len()];
    let class = format!("line s{}", i % 8);
    let dash = (!dash.is_empty()).then_some(dash);
    svg.path_of(&class, &path, dash, Some(&line.id));
}

/// The names at the ends of the lines, pushed apart where they would overlap.
fn labels(svg: &mut Svg, lines: &[Line]) {
    const APART: f64 = 16.0;
    let mut ends: Vec<(f64, usize)> = lines
        .iter()
        .enumerate()
        .filter_map(|(i, line)| Some((y(*line.values.last()?), i)))
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = TOP;
    let mut placed: Vec<(f64, f64, usize)> = Vec::new();
    for (end, i) in ends {
        let at = end.max(free);
        placed.push((end, at, i));
        free = at + APART;
    }
    // What ran over the bottom is pushed up again.
    let mut limit = BOTTOM + 4.0;
    for place in placed.iter_mut().rev() {
        place.1 = place.1.min(limit);
        limit = place.1 - APART;
    }
    for (end, at, i) in placed {
        let path = format!(
            "M{RIGHT:.1} {end:.1}L{:.1} {at:.1}H{:.1}",
            RIGHT + 10.0,
            RIGHT + 22.0
        );
        let dash = DASHES[i % DASHES.len()];
        svg.path(
            &format!("line s{}", i % 8),
            &path,
            (!dash.is_empty()).then_some(dash),
        );
        let line = &lines[i];
        let now = line.values.last().copied().unwrap_or_default();
        let text = format!("{} {}", percent(now), line.label);
        svg.text(
            "",
            (RIGHT + 26.0, at + 4.5),
            Anchor::Start,
            &fitted(&text, WIDTH - RIGHT - 30.0),
        );
    }
}

fn table(title: &str, days: &[Day], lines: &[Line]) -> Table {
    let head = [String::new()]
        .into_iter()
        .chain(lines.iter().map(|line| line.label.clone()));
    let rows = days.iter().enumerate().map(|(d, day)| {
        let cells = lines
            .iter()
            .map(|line| line.values.get(d).map_or(String::new(), |p| percent(*p)));
        [day.label.clone()].into_iter().chain(cells).collect()
    });
    Table {
        caption: title.to_owned(),
        head: head.collect(),
        rows: rows.collect(),
    }
}
