//! An article explained: what it claims, what its evidence implies, where the two part.

use abduce_core::report::explanation::{
    ClaimedEvidence, ClaimedForecast, ClaimedHypothesis, ClaimedRemark, ClaimedStance, Explanation,
    Parting, Passage, Verdict,
};

use super::lines::columns;
use super::numbers::percent;
use super::{Screen, Tone, weighing};

/// Draws an explanation.
pub(crate) fn draw(screen: &mut Screen, explanation: &Explanation) {
    title(screen, explanation);
    claims(screen, explanation);
    remarks(screen, &explanation.remarks);
    if let Some(report) = &explanation.weighed {
        rule(screen, "What its evidence implies when weighed");
        weighing::draw_brief(screen, report);
        partings(screen, explanation);
    } else {
        rule(screen, "Nothing to weigh");
        let why = "No explanation was found in the text, so there is nothing to weigh. If it \
                   offers some, write them into a draft: abduce read ARTICLE -o case.toml";
        screen.paragraph(Tone::Plain, "", 0, why);
    }
    check_first(screen, &explanation.check_first);
}

fn title(screen: &mut Screen, explanation: &Explanation) {
    let title = explanation.title.as_deref().unwrap_or("(no title)");
    screen.paragraph(Tone::Strong, "", 0, title);
    let mut about = explanation.authors.clone();
    about.extend(explanation.publisher.clone());
    about.extend(explanation.date.clone());
    if !about.is_empty() {
        screen.paragraph(Tone::Faint, "", 0, &about.join(", "));
    }
    let drafted = "A machine drafted all of this by rules over the text; nobody has checked it.";
    screen.paragraph(Tone::Against, "", 0, drafted);
}

/// A heading across the screen.
fn rule(screen: &mut Screen, text: &str) {
    screen.blank();
    let rest = screen.width().saturating_sub(columns(text) + 1);
    screen.line(Tone::Strong, &format!("{text} {}", "─".repeat(rest)));
}

fn claims(screen: &mut Screen, explanation: &Explanation) {
    rule(screen, "What the article claims");
    if let Some(question) = &explanation.question {
        quoted(screen, "asks", question);
    }
    if let Some(event) = &explanation.event {
        quoted(screen, "event", event);
    }
    for hypothesis in &explanation.hypotheses {
        claimed_hypothesis(screen, hypothesis, &explanation.evidence);
    }
    let loose =
        |item: &&ClaimedEvidence| item.speaks_for.is_empty() && item.speaks_against.is_empty();
    let loose: Vec<_> = explanation.evidence.iter().filter(loose).collect();
    if !loose.is_empty() {
        screen.heading("Facts whose bearing was not seen");
        for item in loose {
            quoted(screen, &sign(item, "·"), &item.passage);
        }
    }
    if !explanation.forecasts.is_empty() {
        screen.heading("It expects");
        for forecast in &explanation.forecasts {
            claimed_forecast(screen, forecast);
        }
    }
}

/// A quote with its line, after a word that says what it is.
fn quoted(screen: &mut Screen, lead: &str, passage: &Passage) {
    let quote = passage
        .quote
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let text = format!("“{quote}” (line {})", passage.line);
    screen.paragraph(Tone::Plain, &format!("  {lead}"), 9, &text);
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn claimed_hypothesis(
    screen: &mut Screen,
    hypothesis: &ClaimedHypothesis,
    evidence: &[ClaimedEvidence],
) {
    screen.blank();
    screen.put(Tone::Strong, &hypothesis.id);
    let by = hypothesis.by.as_deref().unwrap_or("the writer");
    screen.put(
        Tone::Faint,
        &format!("  advanced by {by}; the writer's stance: "),
    );
    screen.line(Tone::Plain, &sureness(hypothesis.stance.as_ref()));
    quoted(screen, "says", &hypothesis.passage);
    if let Some(stance) = &hypothesis.stance {
        let said = one_line(&stance.said);
        let stated = said == one_line(&hypothesis.passage.quote);
        let said = if stated {
            "said without a hedge".to_owned()
        } else {
            format!("“{said}”")
        };
        screen.paragraph(Tone::Plain, "  stance", 9, &said);
    }
    for item in evidence {
        if item.speaks_for.contains(&hypothesis.id) {
            quoted(screen, &sign(item, "+"), &item.passage);
        }
        if item.speaks_against.contains(&hypothesis.id) {
            quoted(screen, &sign(item, "−"), &item.passage);
        }
    }
}

/// What stands before an item of evidence: its direction, and whether it is a precedent.
fn sign(item: &ClaimedEvidence, direction: &str) -> String {
    if item.precedent {
        format!("{direction} past")
    } else {
        direction.to_owned()
    }
}

fn sureness(stance: Option<&ClaimedStance>) -> String {
    stance.map_or_else(
        || "not seen".to_owned(),
        |stance| format!("{:.0}–{:.0}%", 100.0 * stance.low, 100.0 * stance.high),
    )
}

fn claimed_forecast(screen: &mut Screen, forecast: &ClaimedForecast) {
    let sure = match &forecast.stance {
        Some(stance) => sureness(Some(stance)),
        None => "?".to_owned(),
    };
    quoted(screen, &sure, &forecast.passage);
}

fn remarks(screen: &mut Screen, remarks: &[ClaimedRemark]) {
    let kinds = [
        ("anomaly", "What does not add up in the text"),
        ("counterfactual", "What would have been otherwise"),
        ("unknowable", "What it says cannot be known"),
    ];
    for (kind, heading) in kinds {
        let mut of_kind = remarks
            .iter()
            .filter(|remark| remark.kind == kind)
            .peekable();
        if of_kind.peek().is_none() {
            continue;
        }
        screen.heading(heading);
        for remark in of_kind {
            quoted(
                screen,
                if kind == "anomaly" { "!" } else { "·" },
                &remark.passage,
            );
            if !remark.comment.is_empty() {
                screen.paragraph(Tone::Plain, "", 9, &remark.comment);
            }
        }
    }
}

fn partings(screen: &mut Screen, explanation: &Explanation) {
    rule(screen, "Where the two part");
    if explanation.partings.is_empty() {
        let none = "The writer's stance on the explanations was not seen, so there is nothing \
                    to compare.";
        screen.paragraph(Tone::Plain, "", 0, none);
    }
    for parting in &explanation.partings {
        let (tone, text) = verdict(parting);
        screen.put(Tone::Strong, &parting.id);
        screen.blank();
        screen.paragraph(tone, "", 2, &text);
    }
}

fn verdict(parting: &Parting) -> (Tone, String) {
    let claimed = format!("{:.0}–{:.0}%", 100.0 * parting.low, 100.0 * parting.high);
    let weighed = percent(parting.posterior);
    match parting.verdict {
        Verdict::Agree => (
            Tone::Plain,
            format!("they agree: the writer sounds {claimed} sure, the evidence gives {weighed}."),
        ),
        Verdict::WriterSurer => (
            Tone::Against,
            format!(
                "the writer sounds surer ({claimed}) than the evidence offered makes it ({weighed})."
            ),
        ),
        Verdict::EvidenceSurer => (
            Tone::Against,
            format!(
                "the evidence offered makes it more probable ({weighed}) than the writer thinks ({claimed})."
            ),
        ),
        Verdict::NoEvidence => (
            Tone::Faint,
            format!(
                "the writer sounds {claimed} sure, but nothing was found that bears on it: its {weighed} comes from the prior and from its rivals."
            ),
        ),
    }
}

fn check_first(screen: &mut Screen, points: &[String]) {
    rule(screen, "Check first");
    for point in points {
        screen.paragraph(Tone::Plain, "-", 2, point);
    }
    screen.blank();
    let next = "To correct it: abduce read ARTICLE -o case.toml, edit case.toml, \
                abduce weigh case.toml";
    screen.paragraph(Tone::Faint, "", 0, next);
}
