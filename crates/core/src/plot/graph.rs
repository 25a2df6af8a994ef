//! What hangs on what: sources, evidence, claims, hypotheses and forecasts in columns, with a line
//! from each to what it bears on.
//!
//! Columns are ordered by the mean place of their neighbours, twice each way (Sugiyama, Tagawa & Toda, 1981).

use super::svg::{Anchor, Svg, wrapped};
use super::{Figure, Table};

/// What a node is; its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Who says so.
    Source,
    /// An evidence item.
    Evidence,
    /// A claim.
    Claim,
    /// A hypothesis, or `other`.
    Hypothesis,
    /// A forecast.
    Forecast,
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its id, for the page to find its marks by.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Its column.
    pub kind: Kind,
}

/// A line between two nodes, by their places in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// One end.
    pub from: usize,
    /// The other.
    pub to: usize,
    /// For (1), against (-1), or neither.
    pub sign: i8,
}

const COLUMN: f64 = 179.0;
const BOX: f64 = 142.0;
const ROW: f64 = 46.0;
const HEIGHT: f64 = 38.0;
const LEFT: f64 = 20.0;
const TOP: f64 = 34.0;

/// Draws the nodes and the lines between them.
pub fn draw(title: &str, nodes: &[Node], edges: &[Edge]) -> Figure {
    let columns = order(nodes, edges);
    let tallest = columns
        .iter()
        .map(|(_, column)| column.len())
        .max()
        .unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "a picture has few rows")]
    let (height, width) = (
        TOP + ROW * tallest as f64 + 8.0,
        LEFT + COLUMN * columns.len() as f64 - (COLUMN - BOX) + 2.0,
    );
    let mut places = vec![(0.0, 0.0); nodes.len()];
    let mut svg = Svg::new(width.max(COLUMN), height);
    let mut x = LEFT;
    for (kind, column) in &columns {
        svg.text(
            "faint",
            (x + BOX / 2.0, 16.0),
            Anchor::Middle,
            heading(*kind),
        );
        #[expect(clippy::cast_precision_loss, reason = "a picture has few rows")]
        let free = (tallest - column.len()) as f64 * ROW / 2.0;
        let mut y = TOP + free;
        for &node in column {
            places[node] = (x, y);
            y += ROW;
        }
        x += COLUMN;
    }
    for edge in edges {
        draw_edge(&mut svg, *edge, nodes, &places);
    }
    for (node, &(x, y)) in nodes.iter().zip(&places) {
        let class = match node.kind {
            Kind::Hypothesis => "node hypothesis",
            Kind::Source => "node source",
            _ => "node",
        };
        svg.rect(class, [x, y, BOX, HEIGHT], Some(&node.id));
        let lines = wrapped(&node.label, BOX - 8.0, 2);
        let mut text_y = y + if lines.len() > 1 { 15.5 } else { 23.0 };
        for line in &lines {
            svg.text("small", (x + 6.0, text_y), Anchor::Start, line);
            text_y += 14.0;
        }
    }
    let description = format!(
        "{} sources and propositions in columns, and {} lines between them: whole lines speak for, broken ones against.",
        nodes.len(),
        edges.len()
    );
    Figure {
        svg: svg.finish("graph", title, &description),
        table: table(title, nodes, edges),
    }
}

fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Source => "sources",
        Kind::Evidence => "evidence",
        Kind::Claim => "claims",
        Kind::Hypothesis => "hypotheses",
        Kind::Forecast => "forecasts",
    }
}

/// The columns that have nodes, each in its order.
fn order(nodes: &[Node], edges: &[Edge]) -> Vec<(Kind, Vec<usize>)> {
    let kinds = [
        Kind::Source,
        Kind::Evidence,
        Kind::Claim,
        Kind::Hypothesis,
        Kind::Forecast,
    ];
    let of = |kind| (0..nodes.len()).filter(move |&i| nodes[i].kind == kind);
    let mut columns: Vec<(Kind, Vec<usize>)> = kinds
        .into_iter()
        .map(|kind| (kind, of(kind).collect::<Vec<_>>()))
        .filter(|(_, column)| !column.is_empty())
        .collect();
    let mut rank = vec![0.0; nodes.len()];
    settle(&columns, &mut rank);
    for sweep in 0..4 {
        let mut turns: Vec<usize> = (0..columns.len()).collect();
        if sweep % 2 == 1 {
            turns.reverse();
        }
        for at in turns {
            let mean = |node: usize| {
                let near = edges.iter().filter_map(|edge| match edge {
                    e if e.from == node => Some(rank[e.to]),
                    e if e.to == node => Some(rank[e.from]),
                    _ => None,
                });
                let (sum, n) = near.fold((0.0, 0.0), |(sum, n), r| (sum + r, n + 1.0));
                if n > 0.0 { sum / n } else { rank[node] }
            };
            let mut keyed: Vec<(f64, usize)> = columns[at]
                .1
                .iter()
                .map(|&node| (mean(node), node))
                .collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            columns[at].1 = keyed.into_iter().map(|(_, node)| node).collect();
            settle(&columns, &mut rank);
        }
    }
    columns
}

/// Where each node stands in its column, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "a picture has few rows")]
fn settle(columns: &[(Kind, Vec<usize>)], rank: &mut [f64]) {
    for (_, column) in columns {
        for (i, &node) in column.iter().enumerate() {
            rank[node] = (i as f64 + 0.5) / column.len() as f64;
        }
    }
}

fn draw_edge(svg: &mut Svg, edge: Edge, nodes: &[Node], places: &[(f64, f64)]) {
    let (a, b) = if places[edge.from].0 <= places[edge.to].0 {
        (edge.from, edge.to)
    } else {
        (edge.to, edge.from)
    };
    let (from, to) = (places[a], places[b]);
    let (ay, by) = (from.1 + HEIGHT / 2.0, to.1 + HEIGHT / 2.0);
    let path = if nodes[a].kind == nodes[b].kind {
        // Within a column: around its left side.
        let x = from.0;
        format!(
            "M{x:.1} {ay:.1}C{:.1} {ay:.1} {:.1} {by:.1} {x:.1} {by:.1}",
            x - 24.0,
            x - 24.0
        )
    } else {
        let (ax, bx) = (from.0 + BOX, to.0);
        let bend = (bx - ax) / 2.0;
        format!(
            "M{ax:.1} {ay:.1}C{:.1} {ay:.1} {:.1} {by:.1} {bx:.1} {by:.1}",
            ax + bend,
            bx - bend
        )
    };
    svg.path(edge_class(edge.sign), &path, None);
}

fn edge_class(sign: i8) -> &'static str {
    match sign {
        1.. => "edge pro",
        0 => "edge",
        _ => "edge con",
    }
}

fn table(title: &str, nodes: &[Node], edges: &[Edge]) -> Table {
    let row = |edge: &Edge| {
        let sign = match edge.sign {
            1.. => "speaks for",
            0 => "bears on",
            _ => "speaks against",
        };
        let sign = if nodes[edge.from].kind == Kind::Source {
            "reports"
        } else {
            sign
        };
        vec![
            nodes[edge.from].label.clone(),
            sign.to_owned(),
            nodes[edge.to].label.clone(),
        ]
    };
    Table {
        caption: title.to_owned(),
        head: ["", "", ""].map(str::to_owned).to_vec(),
        rows: edges.iter().map(row).collect(),
    }
}
