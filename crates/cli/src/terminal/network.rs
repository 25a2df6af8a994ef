//! A network's answers and costs as a person sees them.

use super::bar::bar;
use super::lines::{Screen, Tone, columns, cut, pad, pad_left};
use super::too_large::size;
use crate::commands::net::{Answer, Cost, Marginal};

/// Columns of a bar.
const BAR: usize = 20;
/// Columns that a probability takes up at most.
const NUMBER: usize = 9;

/// Draws what is given, how probable that was, and the probabilities asked for.
pub(crate) fn draw_answer(screen: &mut Screen, answer: &Answer) {
    if !answer.given.is_empty() {
        let given: Vec<&str> = answer.given.iter().map(|g| g.written.as_str()).collect();
        screen.paragraph(Tone::Plain, "given", 10, &given.join(", "));
    }
    draw_evidence(screen, answer);
    let names = answer
        .posteriors
        .iter()
        .flat_map(|marginal| &marginal.states);
    let widest = names.map(|state| columns(&state.state)).max().unwrap_or(0);
    let room = screen.width().saturating_sub(BAR + NUMBER + 6);
    for (i, marginal) in answer.posteriors.iter().enumerate() {
        if i > 0 || !answer.given.is_empty() {
            screen.blank();
        }
        draw_marginal(screen, marginal, widest.min(room));
    }
    if let Some(best) = &answer.most_probable {
        screen.blank();
        let p = probability(best.probability);
        let together = format!("most probable together: {p} (ln {:.6})", best.ln);
        screen.line(Tone::Strong, &together);
        for chosen in &best.states {
            let both = format!("  {}={}", chosen.variable, chosen.state);
            screen.line(Tone::Plain, &both);
        }
    }
}

fn draw_evidence(screen: &mut Screen, answer: &Answer) {
    let evidence = &answer.evidence;
    if !evidence.is_possible {
        screen.line(Tone::Against, "P(given)  0: these cannot hold together");
        screen.paragraph(Tone::Against, "conflict", 10, &evidence.conflict.join(", "));
        return;
    }
    if let Some(n) = answer.n_propagations {
        let what = format!("not exact: each number lies between two, after {n} propagations");
        screen.paragraph(Tone::Against, "bounds", 10, &what);
    }
    if answer.given.is_empty() {
        return;
    }
    if let (Some(ln), Some(p)) = (evidence.ln, evidence.probability) {
        let p = probability(p);
        screen.line(Tone::Plain, &format!("P(given)  {p} (ln {ln:.6})"));
    } else {
        let end = |ln: Option<f64>| ln.map_or("?".to_owned(), |ln| format!("{ln:.6}"));
        let (lower, upper) = (end(evidence.ln_lower), end(evidence.ln_upper));
        screen.line(Tone::Plain, &format!("P(given)  ln {lower} … {upper}"));
    }
}

fn draw_marginal(screen: &mut Screen, marginal: &Marginal, width: usize) {
    screen.line(Tone::Strong, &marginal.variable);
    for state in &marginal.states {
        let name = pad(&cut(&state.state, width), width);
        if let (Some(lower), Some(upper)) = (state.lower, state.upper) {
            let lower = pad_left(&probability(lower), NUMBER);
            let upper = probability(upper);
            screen.line(Tone::Plain, &format!("  {name}  {lower} … {upper}"));
            continue;
        }
        let p = state.probability.unwrap_or_default();
        let number = pad_left(&probability(p), NUMBER);
        screen.put(Tone::Plain, &format!("  {name}  {number}  "));
        screen.line(Tone::Faint, &bar(p, BAR));
    }
}

/// A probability with four places, or more where those would be 0 or 1.
fn probability(p: f64) -> String {
    if p == 0.0 || p == 1.0 {
        format!("{p}")
    } else if p < 0.00005 {
        format!("{p:.2e}")
    } else if p > 0.99995 {
        format!("1-{:.2e}", 1.0 - p)
    } else {
        format!("{p:.4}")
    }
}

/// Draws what inference costs.
pub(crate) fn draw_cost(screen: &mut Screen, cost: &Cost) {
    const INDENT: usize = 16;
    let mut row = |name: &str, text: &str| screen.paragraph(Tone::Plain, name, INDENT, text);
    let auxiliary = match cost.n_auxiliary {
        0 => String::new(),
        n => format!(", and {n} of local models"),
    };
    row(
        "variables",
        &format!("{}{auxiliary}", grouped(cost.n_variables as u64)),
    );
    row(
        "own tables",
        &format!("{} numbers", grouped(cost.n_table_cells)),
    );
    row("cliques", &grouped(cost.cliques.len() as u64));
    row(
        "width",
        &format!("{} (variables of the widest clique, less one)", cost.width),
    );
    if let Some(largest) = cost
        .cliques
        .iter()
        .rev()
        .max_by_key(|clique| clique.n_cells)
    {
        let n_cells = grouped(largest.n_cells);
        row(
            "largest clique",
            &format!("{n_cells} numbers over {}", largest.variables.join(", ")),
        );
    }
    row(
        "all cliques",
        &format!("{} numbers", grouped(cost.n_cells as u64)),
    );
    row(
        "memory",
        &format!(
            "{} of {} allowed",
            size(cost.n_bytes),
            size(cost.limit_bytes)
        ),
    );
}

/// A whole number with a comma after every three digits from its end.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_never_round_to_certainty() {
        let written = [0.0, 1e-7, 0.25, 0.99996, 1.0 - 1e-9, 1.0].map(probability);
        assert_eq!(
            written,
            ["0", "1.00e-7", "0.2500", "1-4.00e-5", "1-1.00e-9", "1"]
        );
    }

    #[test]
    fn whole_numbers_are_grouped() {
        assert_eq!(
            [0, 999, 1000, 1234567].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
    }
}
