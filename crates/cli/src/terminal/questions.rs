//! What is told on request beside a weighed case.

use abduce_core::report::ByHypothesis;
use abduce_core::report::questions::{ClassicRows, Pairs, Questions, StepRow, Turning};

use super::lines::{cut, pad, pad_left};
use super::numbers::{decibans, percent};
use super::{Screen, Tone};

/// How many sentences of a kind are told.
const MOST: usize = 10;

/// Draws the answers that were asked for.
pub(crate) fn draw(screen: &mut Screen, questions: &Questions) {
    if let Some(turning) = &questions.turning {
        draw_turning(screen, turning);
    }
    if let Some(rows) = &questions.inquiry {
        screen.heading("What is worth finding out");
        for row in rows.iter().take(MOST) {
            screen.paragraph(Tone::Plain, "  -", 4, &row.says);
        }
    }
    if let Some(steps) = &questions.timeline {
        draw_timeline(screen, steps);
    }
    if let Some(pairs) = &questions.pairs {
        draw_pairs(screen, pairs);
    }
    if let Some(classic) = &questions.classic {
        draw_classic(screen, classic);
    }
}

fn draw_turning(screen: &mut Screen, turning: &Turning) {
    screen.heading("What would turn it");
    let mut rows: Vec<(f64, &String)> = turning
        .numbers
        .iter()
        .filter_map(|row| Some((row.turns_after_db?, row.says.as_ref()?)))
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    if rows.is_empty() {
        let says =
            "No single number, moved anywhere between 0 and 1, puts another explanation first.";
        screen.paragraph(Tone::Plain, "  -", 4, says);
    }
    for (_, says) in rows.iter().take(MOST) {
        screen.paragraph(Tone::Plain, "  -", 4, says);
    }
    if let Some(joint) = &turning.joint {
        screen.paragraph(Tone::Plain, "  -", 4, &joint.says);
    }
}

fn draw_timeline(screen: &mut Screen, steps: &[StepRow]) {
    screen.heading("How belief moved");
    for step in steps {
        let day = step
            .date
            .map_or("undated".to_owned(), |day| day.to_string());
        let all = step.posteriors.0.iter();
        let all: Vec<String> = all.map(|(id, p)| format!("{id} {}", percent(*p))).collect();
        screen.paragraph(Tone::Plain, &day, 12, &all.join(", "));
        for news in &step.news {
            let most = largest(&news.weight_db);
            let moved = most.map_or(String::new(), |(id, db)| {
                format!(" ({id} {} dB)", decibans(db))
            });
            screen.paragraph(Tone::Faint, "", 12, &format!("{}{moved}", news.id));
        }
    }
}

/// The hypothesis that is moved most.
fn largest(by: &ByHypothesis) -> Option<(&str, f64)> {
    let most = by.0.iter().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))?;
    Some((&most.0, most.1))
}

fn draw_pairs(screen: &mut Screen, pairs: &Pairs) {
    screen.heading("What items weigh alone, and given all others (largest, in decibans)");
    for item in &pairs.items {
        let alone = largest(&item.alone_db)
            .map_or(String::new(), |(id, db)| format!("{} {id}", decibans(db)));
        let rest = largest(&item.given_rest_db)
            .map_or(String::new(), |(id, db)| format!("{} {id}", decibans(db)));
        let line = format!(
            "  {}{}  {rest}",
            pad(&cut(&item.id, 24), 26),
            pad(&cut(&alone, 24), 24)
        );
        screen.line(Tone::Plain, &line);
    }
    for pair in pairs.pairs.iter().take(MOST) {
        let adds = if pair.shared_db > 0.0 { "less" } else { "more" };
        let says = format!(
            "{} and {}: each adds {:.1} dB {adds} to the leader because the other is known",
            pair.ids.0,
            pair.ids.1,
            pair.shared_db.abs()
        );
        screen.paragraph(Tone::Plain, "  -", 4, &says);
    }
}

fn draw_classic(screen: &mut Screen, classic: &ClassicRows) {
    screen.heading("What counting inconsistencies would say (for comparison only)");
    screen.line(
        Tone::Faint,
        &format!(
            "  {}{}{}",
            pad("", 22),
            pad_left("inconsistent", 13),
            pad_left("weighted", 10)
        ),
    );
    for ((id, count), (_, weighted)) in classic.inconsistent.iter().zip(&classic.weighted) {
        let line = format!(
            "  {}{}{}",
            pad(&cut(id, 20), 22),
            pad_left(&count.to_string(), 13),
            pad_left(&decibans(*weighted), 10)
        );
        screen.line(Tone::Plain, &line);
    }
    for says in &classic.why_they_differ {
        screen.paragraph(Tone::Plain, "  -", 4, says);
    }
}
