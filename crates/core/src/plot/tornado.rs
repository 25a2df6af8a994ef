//! Which numbers the leader's probability hangs on most: a bar from one end of a number's range to the other.

use super::svg::{Anchor, Svg, fitted, percent, width_of};
use super::{Figure, Table};

/// A number and what it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its path in the case, for the page to find its marks by.
    pub id: String,
    /// What it is of.
    pub label: String,
    /// Which number of it.
    pub detail: String,
    /// The number at its lower end, and the leader's probability then.
    pub low: (f64, f64),
    /// The same at its upper end.
    pub high: (f64, f64),
    /// Whether these are the ends of its range; else of half and twice its odds.
    pub is_range: bool,
    /// Whether another leads somewhere between.
    pub turns: bool,
}

const WIDTH: f64 = 790.0;
const LEFT: f64 = 360.0;
const RIGHT: f64 = 730.0;
const TOP: f64 = 58.0;
const ROW: f64 = 40.0;

/// Draws the rows around how probable the leader is now.
pub fn draw(title: &str, now: f64, rows: &[Row]) -> Figure {
    let all = || rows.iter().flat_map(|row| [row.low.1, row.high.1]);
    let low = (all().fold(now, f64::min) - 0.02).max(0.0);
    let high = (all().fold(now, f64::max) + 0.02).min(1.0);
    let x = |p: f64| LEFT + (RIGHT - LEFT) * (p - low) / (high - low).max(1e-9);
    #[expect(clippy::cast_precision_loss, reason = "a picture has few rows")]
    let bottom = TOP + ROW * rows.len() as f64;
    let mut svg = Svg::new(WIDTH, bottom + 26.0);
    svg.line("axis", (x(now), TOP - 8.0), (x(now), bottom + 4.0));
    svg.text(
        "strong",
        (x(now), TOP - 14.0),
        Anchor::Middle,
        &format!("now {}", percent(now)),
    );
    legend(&mut svg);
    let mut y = TOP;
    for row in rows {
        let label = if row.turns {
            format!("{} ◆", row.label)
        } else {
            row.label.clone()
        };
        svg.text(
            "",
            (LEFT - 48.0, y + 16.0),
            Anchor::End,
            &fitted(&label, LEFT - 56.0),
        );
        svg.text(
            "faint",
            (LEFT - 48.0, y + 31.0),
            Anchor::End,
            &fitted(&row.detail, LEFT - 56.0),
        );
        for (end, class) in [(row.low, "bar"), (row.high, "lead")] {
            let (a, b) = (x(now.min(end.1)), x(now.max(end.1)));
            svg.rect(class, [a, y + 11.0, b - a, ROW - 22.0], Some(&row.id));
        }
        let left = if row.low.1 <= row.high.1 {
            row.low
        } else {
            row.high
        };
        let right = if row.low.1 <= row.high.1 {
            row.high
        } else {
            row.low
        };
        svg.text(
            "faint",
            (x(left.1.min(now)) - 4.0, y + 24.5),
            Anchor::End,
            &percent(left.0),
        );
        svg.text(
            "faint",
            (x(right.1.max(now)) + 4.0, y + 24.5),
            Anchor::Start,
            &percent(right.0),
        );
        y += ROW;
    }
    for end in [low, high] {
        svg.text(
            "faint",
            (x(end), bottom + 18.0),
            Anchor::Middle,
            &percent(end),
        );
    }
    let description = format!(
        "Each bar runs from the leader's probability at the lower end of a number to that at its upper end, around {} now; the ends are marked with the number itself. A diamond marks numbers that turn the conclusion on the way.",
        percent(now)
    );
    Figure {
        svg: svg.finish("tornado", title, &description),
        table: table(title, rows),
    }
}

/// Which shade stands for which end.
fn legend(svg: &mut Svg) {
    let mut x = 8.0;
    for (class, text) in [
        ("bar", "the number at its lower end"),
        ("lead", "at its upper end"),
    ] {
        svg.rect(class, [x, 6.0, 14.0, 12.0], None);
        svg.text("faint", (x + 20.0, 16.5), Anchor::Start, text);
        x += 42.0 + width_of(text);
    }
    svg.text("faint", (x, 16.5), Anchor::Start, "◆ turns the conclusion");
}

fn table(title: &str, rows: &[Row]) -> Table {
    let row = |row: &Row| {
        vec![
            format!("{} ({})", row.label, row.detail),
            format!("{}: {}", percent(row.low.0), percent(row.low.1)),
            format!("{}: {}", percent(row.high.0), percent(row.high.1)),
            if row.is_range {
                "its range"
            } else {
                "half to twice its odds"
            }
            .to_owned(),
            if row.turns { "yes" } else { "no" }.to_owned(),
        ]
    };
    Table {
        caption: title.to_owned(),
        head: [
            "",
            "at the lower end",
            "at the upper end",
            "ends",
            "turns the conclusion",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.iter().map(row).collect(),
    }
}
