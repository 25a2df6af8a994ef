//! How probable each hypothesis is: a bar, the interval around it, and where it started; behind
//! them the words of the scale.

use super::svg::{Anchor, Svg, percent, wrapped};
use super::{Figure, Table};

/// A row of the picture. Probabilities are 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its id, for the page to find its marks by.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// How probable it was before anything was known.
    pub prior: f64,
    /// How probable it is.
    pub posterior: f64,
    /// The 5th and the 95th percentile, when anything is a range.
    pub interval: Option<(f64, f64)>,
    /// How it reads in words, with the range of the words.
    pub words: String,
}

const WIDTH: f64 = 820.0;
const LEFT: f64 = 240.0;
const RIGHT: f64 = 700.0;
const TOP: f64 = 44.0;
const ROW: f64 = 46.0;

/// Draws the rows over the words of a scale, each with its lower and upper end.
pub fn draw(title: &str, rows: &[Row], scale: &[(&str, f64, f64)]) -> Figure {
    #[expect(clippy::cast_precision_loss, reason = "a picture has few rows")]
    let bottom = TOP + ROW * rows.len() as f64;
    let mut svg = Svg::new(WIDTH, bottom + 28.0);
    bands(&mut svg, scale, bottom);
    let most = rows.iter().map(|row| row.posterior).fold(0.0, f64::max);
    let mut y = TOP;
    for row in rows {
        draw_row(&mut svg, row, y, row.posterior >= most);
        y += ROW;
    }
    axis(&mut svg, bottom);
    let said = rows
        .iter()
        .map(|row| format!("{}: {}, {}", row.label, percent(row.posterior), row.words));
    let description = format!(
        "Bars show how probable each is now, whiskers the middle nine tenths of draws, a hollow diamond where it started. {}.",
        said.collect::<Vec<_>>().join("; ")
    );
    Figure {
        svg: svg.finish("posteriors", title, &description),
        table: table(title, rows),
    }
}

fn axis(svg: &mut Svg, bottom: f64) {
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        svg.line("axis", (x(tick), bottom), (x(tick), bottom + 4.0));
        svg.text(
            "faint",
            (x(tick), bottom + 18.0),
            Anchor::Middle,
            &percent(tick),
        );
    }
}

fn x(p: f64) -> f64 {
    LEFT + (RIGHT - LEFT) * p
}

/// The words of the scale as bands; every second one is shaded, so that neighbours are told apart.
fn bands(svg: &mut Svg, scale: &[(&str, f64, f64)], bottom: f64) {
    for (i, &(name, low, high)) in scale.iter().enumerate() {
        if i % 2 == 1 {
            svg.rect(
                "band",
                [x(low), TOP - 4.0, x(high) - x(low), bottom - TOP + 4.0],
                None,
            );
        }
        let middle = f64::midpoint(x(low), x(high));
        let lines = wrapped(name, x(high) - x(low) + 6.0, 2);
        if lines.iter().all(|line| !line.contains('…')) {
            let mut y = TOP - 9.0 - 13.0 * (lines.len().saturating_sub(1)) as f64;
            for line in &lines {
                svg.text("faint", (middle, y), Anchor::Middle, line);
                y += 13.0;
            }
        }
    }
    svg.line("axis", (LEFT, TOP - 4.0), (LEFT, bottom));
    svg.line("axis", (LEFT, bottom), (RIGHT, bottom));
}

fn draw_row(svg: &mut Svg, row: &Row, y: f64, leads: bool) {
    let middle = y + ROW / 2.0;
    let class = if leads { "strong" } else { "" };
    // Strong letters are wider.
    let room = if leads { 0.88 } else { 1.0 } * (LEFT - 14.0);
    let lines = wrapped(&row.label, room, 2);
    let mut text_y = middle + if lines.len() > 1 { -3.0 } else { 4.5 };
    for line in &lines {
        svg.text(class, (LEFT - 8.0, text_y), Anchor::End, line);
        text_y += 15.0;
    }
    let bar = if leads { "bar lead" } else { "bar" };
    svg.rect(
        bar,
        [LEFT, middle - 9.0, x(row.posterior) - LEFT, 18.0],
        Some(&row.id),
    );
    if let Some((low, high)) = row.interval {
        svg.line("whisker", (x(low), middle), (x(high), middle));
        for end in [low, high] {
            svg.line("whisker", (x(end), middle - 5.0), (x(end), middle + 5.0));
        }
    }
    svg.diamond("hollow", (x(row.prior), middle), 5.0);
    svg.circle("dot", (x(row.posterior), middle), 4.5);
    let number = percent(row.posterior);
    svg.text(class, (RIGHT + 10.0, middle - 1.0), Anchor::Start, &number);
    if let Some((low, high)) = row.interval {
        let interval = match (percent(low), percent(high)) {
            (low, high) if low == high => low,
            (low, high) => format!("{low}–{high}"),
        };
        svg.text(
            "faint",
            (RIGHT + 10.0, middle + 14.0),
            Anchor::Start,
            &interval,
        );
    }
}

fn table(title: &str, rows: &[Row]) -> Table {
    let head = ["", "before", "now", "5–95 %", "in words"];
    let row = |row: &Row| {
        let interval = row.interval.map_or("–".to_owned(), |(low, high)| {
            format!("{}–{}", percent(low), percent(high))
        });
        vec![
            row.label.clone(),
            percent(row.prior),
            percent(row.posterior),
            interval,
            row.words.clone(),
        ]
    };
    Table {
        caption: title.to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows: rows.iter().map(row).collect(),
    }
}
