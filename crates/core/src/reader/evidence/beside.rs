//! Rule `evidence/beside`: what a counterfactual sentence tells beside what would have been.
//!
//! Why: "her hold takes a hundred tons, and she would have needed two hundred" reports a
//! fact; "with a better hull, she would have sailed home" reports none.

use crate::reader::outline::{Line, Outline};
use crate::reader::phrase::any_of;
use crate::reader::text::Token;

/// Words of what would have been.
const UNREAL: &[&str] = &[
    "would", "wouldn't", "could", "might", "should", "if", "unless", "would've", "could've",
];

/// Verbs by which a clause tells what is or was so.
const REAL: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "did", "does", "made", "remains", "remained",
    "stays", "stayed", "shows", "keeps", "kept", "came", "went", "took", "fell", "rose", "stood",
    "holds", "left", "gave", "lost", "won", "met", "found", "became", "began", "said",
];

/// Whether one of the clauses of a line tells what is so.
pub(crate) fn tells(outline: &Outline<'_>, line: &Line) -> bool {
    let body = outline.body(line);
    // "Had it rained, …", "if it had rained, …": the whole sentence supposes.
    let supposes = any_of(body, &["if", "without", "unless"])
        || body
            .first()
            .is_some_and(|t| t.is_any(&["had", "were", "with", "but"]));
    !supposes
        && body
            .split(|t| t.is_any(&[",", ";", "—", "–", ":"]))
            .any(is_real)
}

fn is_real(clause: &[Token]) -> bool {
    let unreal = any_of(clause, UNREAL);
    let real = clause
        .iter()
        .enumerate()
        .any(|(i, t)| t.is_any(REAL) || i > 0 && t.lower.ends_with("ed"));
    clause.len() >= 4 && !unreal && real
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn holds(text: &str) -> bool {
        let document = document(text);
        let text = Text::new(&document);
        let outline = Outline::new(&text, &[]);
        outline.lines.iter().any(|line| tells(&outline, line))
    }

    #[test]
    fn beside() {
        for text in [
            "Her hold takes a hundred tons and was full, and she would have needed two hundred.",
            "His refusal made the plan void, so the visit would have been useless.",
        ] {
            assert!(holds(text), "{text}");
        }
        for text in [
            "With a better hull, even an old one, she would have sailed home.",
            "If the pump had been mended, as was planned, the mine would still be dry.",
            "A guest of honour would have been told so.",
        ] {
            assert!(!holds(text), "{text}");
        }
    }
}
