//! A weighed case: hypotheses, then what each evidence item did to them, then sources,
//! claims and forecasts.

use abduce_core::report::{
    DrawsRow, EvidenceRow, HypothesisRow, PropositionRow, Report, SourceRow,
};

use super::bar::bar;
use super::lines::{columns, cut, pad, pad_left};
use super::numbers::{decibans, percent, words};
use super::{Screen, Tone};

const BAR: usize = 12;
const ID: usize = 20;
const NUMBER: usize = 8;

/// Draws a report.
pub(crate) fn draw(screen: &mut Screen, report: &Report) {
    title(screen, report);
    hypotheses(screen, report);
    evidence(screen, report);
    sources(screen, &report.sources);
    propositions(screen, "Claims", &report.claims);
    propositions(screen, "Forecasts", &report.forecasts);
}

/// Draws the hypotheses and the weights of evidence alone.
pub(crate) fn draw_brief(screen: &mut Screen, report: &Report) {
    hypotheses(screen, report);
    evidence(screen, report);
}

/// Draws the question and the hypotheses alone.
pub(crate) fn draw_hypotheses(screen: &mut Screen, report: &Report) {
    title(screen, report);
    hypotheses(screen, report);
}

fn title(screen: &mut Screen, report: &Report) {
    let question = report.question.as_deref().unwrap_or("(no question)");
    screen.paragraph(Tone::Strong, "", 0, question);
    let frame = match report.frame {
        "rival" => "rival explanations, exactly one is true",
        _ => "contributory causes, several may have been at work",
    };
    let known = report.evidence.iter().filter(|item| item.known).count();
    let as_of = report
        .as_of
        .map_or_else(String::new, |day| format!(" as of {day}"));
    let items = if known == 1 { "item" } else { "items" };
    let about = format!("{frame}; {known} {items} of evidence known{as_of}");
    screen.paragraph(Tone::Faint, "", 0, &about);
}

/// The ids' column: as wide as the widest id, within reason.
fn id_width(ids: impl Iterator<Item = usize>) -> usize {
    ids.max().unwrap_or(0).clamp(5, ID)
}

fn hypotheses(screen: &mut Screen, report: &Report) {
    let but_for = report
        .hypotheses
        .iter()
        .any(|row| matches!(row.but_for, Some(Some(_))));
    let width = id_width(report.hypotheses.iter().map(|row| columns(&row.id)));
    let look = Columns {
        id: width,
        but_for,
        interval: report.draws.is_some(),
    };
    let mut head = pad("", width + 2);
    head.push_str(&pad_left("prior", 6));
    head.push_str(&pad_left("now", 7));
    head.push_str(&pad("", look.bar() + 3));
    if look.interval {
        head.push_str(" 5–95%  ");
    }
    if but_for {
        head.push_str("but for  ");
    }
    screen.blank();
    screen.line(Tone::Faint, head.trim_end());
    let highest = report
        .hypotheses
        .iter()
        .map(|row| row.posterior)
        .fold(0.0, f64::max);
    for row in &report.hypotheses {
        let leads = row.posterior >= highest;
        hypothesis(screen, row, look, leads);
    }
    if let Some(draws) = &report.draws {
        screen.blank();
        screen.paragraph(Tone::Faint, "", 0, &drawn(report, draws));
    }
    if but_for {
        screen.blank();
        let note = "but for: the probability that it acted and nothing else did; without it, the event would not have happened.";
        screen.paragraph(Tone::Faint, "", 0, note);
    }
}

/// Which columns there are, and how wide that of ids is.
#[derive(Clone, Copy)]
struct Columns {
    id: usize,
    but_for: bool,
    interval: bool,
}

impl Columns {
    /// A bar is short where there are many columns.
    fn bar(self) -> usize {
        if self.interval { BAR / 2 } else { BAR }
    }
}

/// How the intervals were drawn, and how often each leads.
fn drawn(report: &Report, draws: &DrawsRow) -> String {
    let leads = report.hypotheses.iter().filter_map(|row| {
        let leads = row.leads.filter(|leads| *leads >= 0.0005)?;
        Some(format!("{} in {}", row.id, percent(leads)))
    });
    let leads: Vec<String> = leads.collect();
    format!(
        "5–95%: where nine tenths of {} draws of {} ranges lie (ends known to within {:.1} points). The lead goes to {}.",
        draws.n,
        draws.n_ranges,
        (100.0 * draws.error).max(0.1),
        leads.join(", ")
    )
}

fn hypothesis(screen: &mut Screen, row: &HypothesisRow, look: Columns, leads: bool) {
    let (width, bar_width) = (look.id, look.bar());
    let tone = if leads { Tone::Strong } else { Tone::Plain };
    screen.put(tone, &pad(&cut(&row.id, width), width + 2));
    screen.put(Tone::Faint, &pad_left(&percent(row.prior), 6));
    screen.put(tone, &pad_left(&percent(row.posterior), 7));
    screen.put(Tone::Plain, "  ");
    screen.put(
        if leads { Tone::For } else { Tone::Plain },
        &bar(row.posterior, bar_width),
    );
    screen.put(Tone::Plain, " ");
    let mut used = width + 2 + 6 + 7 + 2 + bar_width + 1;
    if look.interval {
        let ends = row.interval.map_or(String::new(), |(low, high)| {
            format!(
                "{}–{}",
                percent(low).trim_end_matches('%'),
                percent(high).trim_end_matches('%')
            )
        });
        screen.put(Tone::Faint, &pad_left(&ends, 7));
        used += 7;
    }
    if look.but_for {
        let number = row
            .but_for
            .flatten()
            .map_or_else(|| "-".to_owned(), percent);
        screen.put(Tone::Plain, &pad_left(&number, 7));
        used += 7;
    }
    screen.put(Tone::Plain, "  ");
    used += 2;
    let grade = words(&row.words);
    if used + columns(&grade) <= screen.width() {
        screen.line(tone, &grade);
    } else {
        screen.blank();
        screen.paragraph(tone, "", width + 2, &grade);
    }
    if let Some(statement) = &row.statement {
        screen.paragraph(Tone::Faint, "", 2, statement);
    }
}

/// Evidence items in columns, as many side by side as there is room for, each with a letter
/// that a list below explains.
fn evidence(screen: &mut Screen, report: &Report) {
    if report.evidence.is_empty() {
        return;
    }
    screen.heading("Weight of evidence, in decibans (+3 doubles the odds, -3 halves them)");
    let known: Vec<(usize, &EvidenceRow)> = report
        .evidence
        .iter()
        .enumerate()
        .filter(|(_, row)| row.known)
        .collect();
    let width = id_width(report.hypotheses.iter().map(|row| columns(&row.id)));
    let side_by_side = (screen.width().saturating_sub(width + 2) / NUMBER).max(1);
    for chunk in known.chunks(side_by_side) {
        weights(screen, report, chunk, width);
        screen.blank();
    }
    for (i, row) in report.evidence.iter().enumerate() {
        evidence_item(screen, i, row);
    }
}

fn weights(screen: &mut Screen, report: &Report, chunk: &[(usize, &EvidenceRow)], width: usize) {
    let numbers: String = chunk
        .iter()
        .map(|(i, _)| pad_left(&label(*i), NUMBER))
        .collect();
    screen.line(Tone::Faint, &format!("{}{numbers}", pad("", width + 2)));
    for (h, hypothesis) in report.hypotheses.iter().enumerate() {
        screen.put(Tone::Plain, &pad(&cut(&hypothesis.id, width), width + 2));
        for (_, row) in chunk {
            let weight = row.weight_db.as_ref().and_then(|weights| weights.0.get(h));
            let weight = weight.map_or(0.0, |(_, weight)| *weight);
            let tone = match weight {
                w if w >= 1.0 => Tone::For,
                w if w <= -1.0 => Tone::Against,
                _ => Tone::Faint,
            };
            screen.put(tone, &pad_left(&decibans(weight), NUMBER));
        }
        screen.blank();
    }
}

fn label(i: usize) -> String {
    format!("E{}", i + 1)
}

fn evidence_item(screen: &mut Screen, i: usize, row: &EvidenceRow) {
    let mut text = row.id.clone();
    if let Some(statement) = &row.statement {
        text = format!("{text}: {statement}");
    }
    if !row.observed {
        text.push_str(" [looked for, not found]");
    }
    if !row.known {
        text.push_str(" [not known by then]");
    }
    if row.sources.is_empty() {
        text.push_str(" (taken as seen)");
    } else {
        let held = format!(
            " ({}; true: {})",
            row.sources.join(", "),
            percent(row.posterior)
        );
        text.push_str(&held);
    }
    let tone = if row.known { Tone::Plain } else { Tone::Faint };
    screen.paragraph(tone, &format!("  {}", label(i)), 7, &text);
}

fn sources(screen: &mut Screen, rows: &[SourceRow]) {
    if rows.is_empty() {
        return;
    }
    screen.heading("Sources: how probably reliable, before and now");
    let width = id_width(rows.iter().map(|row| columns(&row.id)));
    for row in rows {
        let change = format!(
            "{} → {}",
            pad_left(&percent(row.prior), 5),
            percent(row.posterior)
        );
        let lead = format!(
            "{}{}",
            pad(&cut(&row.id, width), width + 2),
            pad(&change, 15)
        );
        let mut name = row.name.clone().unwrap_or_default();
        if let Some(via) = &row.via {
            name = format!("{name} (heard through {via})");
        }
        screen.paragraph(Tone::Plain, &lead, width + 2 + 15, &name);
    }
}

fn propositions(screen: &mut Screen, heading: &str, rows: &[PropositionRow]) {
    if rows.is_empty() {
        return;
    }
    screen.heading(heading);
    let width = id_width(rows.iter().map(|row| columns(&row.id)));
    for row in rows {
        screen.put(Tone::Plain, &pad(&cut(&row.id, width), width + 2));
        screen.put(Tone::Plain, &pad_left(&percent(row.posterior), 6));
        screen.put(Tone::Plain, "  ");
        screen.put(Tone::Plain, &bar(row.posterior, BAR));
        screen.line(Tone::Plain, &format!("  {}", words(&row.words)));
        if let Some(statement) = &row.statement {
            screen.paragraph(Tone::Faint, "", 2, statement);
        }
    }
}
