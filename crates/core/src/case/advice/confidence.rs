//! Confidence and likelihood in one sentence: "likely, with high confidence".
//!
//! Likelihood is of the thing, confidence of the grounds for saying so; in one sentence
//! readers take one for the other (ICD 203, 2015, section D.6.e.2.a).

use super::{Look, words};
use crate::case::codes;
use crate::case::faults::Faults;
use crate::credence::Scale;

/// Words of confidence.
const CONFIDENCE: &[&str] = &[
    "high confidence",
    "moderate confidence",
    "medium confidence",
    "low confidence",
    "very confident",
    "fairly confident",
    "highly confident",
    "are confident",
    "am confident",
    "is confident",
    "great confidence",
    "little confidence",
];

/// Words of likelihood beside the scales' own.
const LIKELIHOOD: &[&str] = &["probably", "likelihood", "probability", "odds", "chance"];

pub(super) fn check(look: &Look<'_>, faults: &mut Faults) {
    let likelihood = likelihood_words();
    for item in super::words(look.case) {
        for text in item.statement().into_iter().chain(item.quotes()) {
            if let Some(written) = mixed(&text.value, &likelihood) {
                let span = look.word(text.span, written);
                tell(written, span, faults);
            }
        }
        let notes = item.item.notes.as_deref().unwrap_or_default();
        if let Some(written) = mixed(notes, &likelihood) {
            tell(written, item.item.id_span, faults);
        }
    }
}

fn tell(written: &str, span: crate::source::Span, faults: &mut Faults) {
    let message = format!("\"{written}\" and a likelihood stand in one sentence");
    let warning = faults
        .warning(codes::CONFIDENCE_MIXED, message, span)
        .help("say how likely it is in one sentence, and how good the grounds are in another");
    faults.push(warning);
}

fn likelihood_words() -> Vec<&'static str> {
    let scales = [Scale::Icd203, Scale::Phia];
    let grades = scales.iter().flat_map(|scale| scale.grades());
    let names = grades.flat_map(|grade| grade.names.iter().copied());
    // "even" and "remote" have too many other uses.
    let mut all: Vec<&str> = names
        .filter(|name| !matches!(*name, "even" | "remote"))
        .collect();
    all.extend(LIKELIHOOD);
    all
}

/// The words of confidence of the first sentence that has both.
fn mixed<'t>(text: &'t str, likelihood: &[&str]) -> Option<&'t str> {
    words::sentences(text).find_map(|sentence| {
        let (_, at) = words::find(sentence, CONFIDENCE)?;
        words::find(sentence, likelihood)?;
        Some(&sentence[at])
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::places;
    use crate::case::codes::CONFIDENCE_MIXED;

    #[test]
    fn confidence_beside_likelihood_is_told() {
        for (keys, told) in [
            (
                "statement = \"It is likely, with high confidence, that he fled\"\n",
                &["high confidence"][..],
            ),
            (
                "notes = \"We are confident that it is unlikely.\"\n",
                &["a"],
            ),
            (
                "statement = \"It is likely. We say so with high confidence.\"\n",
                &[],
            ),
            ("statement = \"He had high confidence in her\"\n", &[]),
            ("statement = \"The vote of confidence is likely\"\n", &[]),
        ] {
            let case = format!("[hypotheses.a]\n{keys}");
            assert_eq!(places(CONFIDENCE_MIXED, &case), told, "{keys}");
        }
    }
}
