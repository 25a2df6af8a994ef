//! A conclusion under some changes, beside today's.

use abduce_core::report::asked::{Asked, Row};

use super::lines::{columns, cut, pad, pad_left};
use super::numbers::{decibans, percent, words};
use super::{Screen, Tone};

/// Columns of an id.
const ID: usize = 20;

/// Draws the changes, and what follows from them.
pub(crate) fn draw(screen: &mut Screen, asked: &Asked) {
    if asked.changes.is_empty() {
        screen.line(Tone::Strong, "Nothing is changed");
    } else {
        screen.line(Tone::Strong, "If");
    }
    for change in &asked.changes {
        screen.paragraph(Tone::Plain, "  -", 4, change);
    }
    rows(screen, "", &asked.hypotheses);
    screen.blank();
    let verdict = match asked.leads_today == asked.leads_then {
        true => format!("{} leads, as it does today.", asked.leads_then),
        false => format!(
            "{} leads; today it is {}.",
            asked.leads_then, asked.leads_today
        ),
    };
    screen.paragraph(Tone::Strong, "", 0, &verdict);
    rows(screen, "Claims", &asked.claims);
    rows(screen, "Forecasts", &asked.forecasts);
}

fn rows(screen: &mut Screen, heading: &str, rows: &[Row]) {
    if rows.is_empty() {
        return;
    }
    let width = rows
        .iter()
        .map(|row| columns(&row.id))
        .max()
        .unwrap_or(0)
        .clamp(5, ID);
    screen.blank();
    let interval = rows.iter().any(|row| row.interval.is_some());
    let head = format!(
        "{}{}{}{}{}",
        pad(heading, width + 2),
        pad_left("today", 6),
        pad_left("then", 8),
        pad_left("dB", 8),
        if interval { "   5–95 %" } else { "" }
    );
    screen.line(Tone::Faint, &head);
    for row in rows {
        let interval = row.interval.map_or(String::new(), |(low, high)| {
            pad_left(&format!("{}–{}", percent(low), percent(high)), 13)
        });
        screen.put(Tone::Plain, &pad(&cut(&row.id, width), width + 2));
        screen.put(Tone::Faint, &pad_left(&percent(row.today), 6));
        screen.put(Tone::Strong, &pad_left(&percent(row.then), 8));
        let tone = match row.change_db {
            change if change >= 1.0 => Tone::For,
            change if change <= -1.0 => Tone::Against,
            _ => Tone::Faint,
        };
        screen.put(tone, &pad_left(&decibans(row.change_db), 8));
        screen.put(Tone::Faint, &interval);
        screen.line(Tone::Plain, &format!("  {}", words(&row.words)));
    }
}
