//! Calibration: what was said against what came, with the band of each bin. On the diagonal
//! lies whoever is right about how sure to be.

use super::svg::{Anchor, Svg, percent};
use super::{Figure, Table};

/// Forecasts of about the same probability. Probabilities are 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The mean of what was said.
    pub said: f64,
    /// What part came true.
    pub came: f64,
    /// The 5th and 95th percentile of that.
    pub band: [f64; 2],
    /// How many forecasts.
    pub n: usize,
}

const LEFT: f64 = 62.0;
const TOP: f64 = 16.0;
const SIDE: f64 = 320.0;

/// Draws the points, in the order of what was said.
pub fn draw(title: &str, points: &[Point]) -> Figure {
    let mut svg = Svg::new(LEFT + SIDE + 60.0, TOP + SIDE + 52.0);
    axes(&mut svg);
    svg.path(
        "axis",
        &format!("M{LEFT} {}L{} {TOP}", TOP + SIDE, LEFT + SIDE),
        Some("5 4"),
    );
    for pair in points.windows(2) {
        svg.line(
            "grid",
            at(pair[0].said, pair[0].came),
            at(pair[1].said, pair[1].came),
        );
    }
    for point in points {
        draw_point(&mut svg, point);
    }
    Figure {
        svg: svg.finish("calibration", title, &description(points)),
        table: table(title, points),
    }
}

fn description(points: &[Point]) -> String {
    let said = points.iter().map(|point| {
        let (said, came) = (percent(point.said), percent(point.came));
        format!("of {} called about {said}, {came} came true", point.n)
    });
    format!(
        "Dots show what part came true of forecasts of about the same probability; whiskers the band from the 5th to the 95th percentile; on the dashed diagonal both agree. {}.",
        said.collect::<Vec<_>>().join("; ")
    )
}

fn at(said: f64, came: f64) -> (f64, f64) {
    (LEFT + SIDE * said, TOP + SIDE * (1.0 - came))
}

fn axes(svg: &mut Svg) {
    let (right, bottom) = (LEFT + SIDE, TOP + SIDE);
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let (x, y) = at(tick, tick);
        svg.line("grid", (x, TOP), (x, bottom));
        svg.line("grid", (LEFT, y), (right, y));
        let text = percent(tick);
        svg.text("faint", (x, bottom + 18.0), Anchor::Middle, &text);
        svg.text("faint", (LEFT - 8.0, y + 4.5), Anchor::End, &text);
    }
    svg.line("axis", (LEFT, TOP), (LEFT, bottom));
    svg.line("axis", (LEFT, bottom), (right, bottom));
    let middle = (LEFT + SIDE / 2.0, bottom + 40.0);
    svg.text("", middle, Anchor::Middle, "said");
    svg.text("", (LEFT + 6.0, TOP + 12.0), Anchor::Start, "came true");
}

fn draw_point(svg: &mut Svg, point: &Point) {
    let [low, high] = point.band;
    svg.line("whisker", at(point.said, low), at(point.said, high));
    for end in [low, high] {
        let (x, y) = at(point.said, end);
        svg.line("whisker", (x - 4.0, y), (x + 4.0, y));
    }
    let (x, y) = at(point.said, point.came);
    svg.circle("dot", (x, y), 5.5);
    let n = point.n.to_string();
    svg.text("faint", (x + 8.0, y + 4.5), Anchor::Start, &n);
}

fn table(title: &str, points: &[Point]) -> Table {
    let head = ["said", "forecasts", "came true", "5–95 %"];
    let row = |point: &Point| {
        vec![
            percent(point.said),
            point.n.to_string(),
            percent(point.came),
            format!("{}–{}", percent(point.band[0]), percent(point.band[1])),
        ]
    };
    Table {
        caption: title.to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows: points.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_is_told() {
        let point = Point {
            said: 0.7,
            came: 0.5,
            band: [0.3, 0.7],
            n: 8,
        };
        let figure = draw("Calibration of <Ann>", &[point]);
        assert!(figure.svg.contains("of 8 called about 70%, 50% came true"));
        assert!(
            figure
                .svg
                .contains("<title>Calibration of &lt;Ann&gt;</title>")
        );
        assert_eq!(figure.table.rows, [["70%", "8", "50%", "30%–70%"]]);
    }
}
