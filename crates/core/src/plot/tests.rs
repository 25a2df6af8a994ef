//! The pictures as they are, byte for byte, and what holds for any of them.

use super::{Figure, graph, over_time, posteriors, tornado, waterfall};

/// Words that could break out of a picture.
const HOSTILE: &str = "</text></svg><script>alert(\"1\")</script>";

fn posteriors_of(labels: [&str; 2]) -> Figure {
    let row = |id: &str, label: &str, prior, posterior, interval| posteriors::Row {
        id: id.to_owned(),
        label: label.to_owned(),
        prior,
        posterior,
        interval,
        words: "even (45–55%)".to_owned(),
    };
    let rows = [
        row("ice", labels[0], 0.2, 0.54, Some((0.4, 0.71))),
        row("other", labels[1], 0.1, 0.03, None),
    ];
    let scale = [
        ("unlikely", 0.2, 0.45),
        ("even", 0.45, 0.55),
        ("likely", 0.55, 0.8),
    ];
    posteriors::draw("How probable", &rows, &scale)
}

fn waterfall_of(label: &str) -> Figure {
    let step = |id: &str, after| waterfall::Step {
        id: id.to_owned(),
        label: label.to_owned(),
        after,
    };
    let steps = [step("log", 0.7), step("crew", 0.65), step("same", 0.65)];
    waterfall::draw("How it came", ("before", 0.3), &steps)
}

fn tornado_of(label: &str) -> Figure {
    let row = |id: &str, low, high, turns| tornado::Row {
        id: id.to_owned(),
        label: label.to_owned(),
        detail: "before the evidence".to_owned(),
        low: (0.2, low),
        high: (0.45, high),
        is_range: true,
        turns,
    };
    let rows = [
        row("hypotheses.ice.prior", 0.3, 0.8, true),
        row("sources.log.grade", 0.6, 0.5, false),
    ];
    tornado::draw("What it hangs on", 0.54, &rows)
}

fn over_time_of(label: &str) -> Figure {
    let line = |id: &str, values: [f64; 3]| over_time::Line {
        id: id.to_owned(),
        label: label.to_owned(),
        values: values.to_vec(),
    };
    let day = |label: &str, at| over_time::Day {
        label: label.to_owned(),
        at,
    };
    let days = [
        day("undated", -1.0),
        day("2020-01-01", 0.0),
        day("2020-03-01", 60.0),
    ];
    let lines = [
        line("ice", [0.2, 0.5, 0.54]),
        line("crew", [0.3, 0.5, 0.53]),
        line("other", [0.1, 0.05, 0.03]),
    ];
    over_time::draw("How belief moved", &days, &lines)
}

fn graph_of(label: &str) -> Figure {
    let node = |id: &str, kind| graph::Node {
        id: id.to_owned(),
        label: label.to_owned(),
        kind,
    };
    let nodes = [
        node("harbour", graph::Kind::Source),
        node("log", graph::Kind::Evidence),
        node("ice", graph::Kind::Hypothesis),
        node("crew", graph::Kind::Hypothesis),
    ];
    let edge = |from, to, sign| graph::Edge { from, to, sign };
    let edges = [edge(0, 1, 0), edge(1, 2, 1), edge(1, 3, -1)];
    graph::draw("What hangs on what", &nodes, &edges)
}

fn all(label: &str) -> Vec<(&'static str, Figure)> {
    vec![
        ("posteriors", posteriors_of([label, "something not listed"])),
        ("waterfall", waterfall_of(label)),
        ("tornado", tornado_of(label)),
        ("over_time", over_time_of(label)),
        ("graph", graph_of(label)),
    ]
}

#[test]
fn pictures_are_the_same_byte_for_byte() {
    for (name, figure) in all("Ice & wind in the strait") {
        let shown = format!(
            "{}\n{:#?}\n",
            figure.svg.replace("><", ">\n<"),
            figure.table
        );
        insta::assert_snapshot!(name, shown);
        let again = all("Ice & wind in the strait");
        assert!(again.contains(&(name, figure)));
    }
}

#[test]
fn every_picture_says_what_it_shows_and_has_a_table() {
    for (name, figure) in all("x") {
        assert!(figure.svg.contains("role=\"img\""), "{name}");
        assert!(
            figure.svg.contains("<title>") && figure.svg.contains("<desc>"),
            "{name}"
        );
        assert!(
            figure.svg.contains("data-id=\""),
            "{name}: marks have no ids"
        );
        assert!(!figure.table.rows.is_empty(), "{name}");
        let width = figure.table.head.len();
        assert!(
            figure.table.rows.iter().all(|row| row.len() == width),
            "{name}"
        );
    }
}

#[test]
fn hostile_words_stay_words() {
    for (name, figure) in all(HOSTILE) {
        assert!(!figure.svg.contains("<script"), "{name}");
        assert_eq!(figure.svg.matches("</svg>").count(), 1, "{name}");
    }
}

#[test]
fn nothing_to_draw_is_no_reason_to_fail() {
    let pictures = [
        posteriors::draw("", &[], &[]),
        waterfall::draw("", ("", 0.5), &[]),
        tornado::draw("", 0.5, &[]),
        over_time::draw("", &[], &[]),
        graph::draw("", &[], &[]),
    ];
    for figure in pictures {
        assert!(figure.svg.ends_with("</svg>"));
        assert!(!figure.svg.contains("NaN") && !figure.svg.contains("inf"));
    }
}

/// A graph as large as a case gets is drawn with no box upon another.
#[test]
fn forty_propositions_have_room() {
    let kinds = [
        graph::Kind::Source,
        graph::Kind::Evidence,
        graph::Kind::Claim,
        graph::Kind::Hypothesis,
    ];
    let nodes: Vec<graph::Node> = (0..40)
        .map(|i| graph::Node {
            id: format!("n{i}"),
            label: format!("Proposition {i}"),
            kind: kinds[i % 4],
        })
        .collect();
    let edges: Vec<graph::Edge> = (0..36)
        .map(|i| graph::Edge {
            from: i,
            to: i + (i * 7) % 3 + 1,
            sign: 1,
        })
        .collect();
    let figure = graph::draw("Forty", &nodes, &edges);
    let mut places: Vec<&str> = figure
        .svg
        .split("<rect ")
        .skip(1)
        .filter_map(|rect| rect.split(" width=").next())
        .collect();
    assert_eq!(places.len(), 40);
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 40, "two boxes in one place");
}
