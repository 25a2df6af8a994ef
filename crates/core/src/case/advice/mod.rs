//! What a good reviewer would ask of a sound case: warnings, one rule per file.
//!
//! Each rule's file says why it asks, and has cases that it must speak up on and cases
//! that it must not.

mod confidence;
mod mute_evidence;
mod one_source;
mod priors;
mod range_words;
mod unopposed;
mod untested;
mod vague;
mod words;

use super::faults::Faults;
use super::model::{Case, Item, Quote};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, SourceMap, Span, Spanned};

/// Weights of less than this, in decibans, are told from nothing by nobody: a deciban is
/// about the least that intuition perceives (Good, Probability and the Weighing of
/// Evidence, 1950).
pub const PERCEPTIBLE_DB: f64 = 1.0;

/// What weighing says of a case, as far as advice needs it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// `case.hypotheses[leader]` has the highest posterior; none when `other` has.
    pub leader: Option<usize>,
    /// For each evidence item its weight on each hypothesis, `other` last, in decibans;
    /// none where it is not known yet.
    pub decibans: Vec<Option<Vec<f64>>>,
}

/// What the rules look at.
struct Look<'a> {
    case: &'a Case,
    text: &'a str,
    standing: Option<&'a Standing>,
}

/// All rules.
const RULES: &[fn(&Look<'_>, &mut Faults)] = &[
    priors::check,
    unopposed::check,
    untested::check,
    one_source::check,
    mute_evidence::check,
    vague::check_dates,
    vague::check_words,
    range_words::check,
    confidence::check,
];

/// The advice on `case`, which was parsed from `file`. Rules that go by weights are silent
/// without a `standing`.
pub fn advise(
    case: &Case,
    file: FileId,
    texts: &SourceMap,
    standing: Option<&Standing>,
) -> Vec<Diagnostic> {
    let look = Look {
        case,
        text: &texts.get(file).text,
        standing,
    };
    let mut faults = Faults::new(file);
    for rule in RULES {
        rule(&look, &mut faults);
    }
    faults.finish()
}

impl Look<'_> {
    /// Where a word stands in what is written at `value`; else all of it.
    fn word(&self, value: Span, word: &str) -> Span {
        let written = self.text.get(value.range()).unwrap_or_default();
        match written.find(word) {
            Some(i) if !word.is_empty() => Span::new(value.start + i, value.start + i + word.len()),
            _ => value,
        }
    }
}

/// The words of one item that rules about words look at.
struct Words<'a> {
    item: &'a Item,
    /// Whether how sure its source sounds is written down beside it.
    has_stance: bool,
}

impl<'a> Words<'a> {
    fn statement(&self) -> Option<&'a Spanned<String>> {
        self.item.statement.as_ref()
    }

    fn quotes(&self) -> impl Iterator<Item = &'a Spanned<String>> + use<'a> {
        self.item.quotes.iter().map(|quote: &Quote| &quote.exact)
    }
}

/// The items whose words a case is judged by: all but sources and remarks.
fn words(case: &Case) -> Vec<Words<'_>> {
    let item = |item, has_stance| Words { item, has_stance };
    let mut all = Vec::new();
    let hypotheses = case.hypotheses.iter();
    all.extend(hypotheses.map(|x| item(&x.item, x.stance.is_some())));
    all.extend(case.evidence.iter().map(|x| item(&x.item, false)));
    all.extend(case.claims.iter().map(|x| item(&x.item, false)));
    all.extend(
        case.forecasts
            .iter()
            .map(|x| item(&x.item, x.stated.is_some())),
    );
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::parse;

    /// The codes and places of the advice on a case, by the words at the place.
    pub(super) fn advice(rest: &str, standing: Option<&Standing>) -> Vec<(&'static str, String)> {
        let text = format!("abduce = 1\nquestion = \"Why?\"\n{rest}");
        let mut texts = SourceMap::default();
        let file = texts.add("case.toml", text.as_str());
        let parsed = parse(&text, file);
        assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
        advise(&parsed.case, file, &texts, standing)
            .iter()
            .map(|d| (d.code.0, text[d.labels[0].span.range()].to_owned()))
            .collect()
    }

    /// The places at which `code` is told.
    pub(super) fn places(code: crate::diagnostic::Code, rest: &str) -> Vec<String> {
        places_with(code, rest, None)
    }

    /// The same, with a standing.
    pub(super) fn places_with(
        code: crate::diagnostic::Code,
        rest: &str,
        standing: Option<&Standing>,
    ) -> Vec<String> {
        advice(rest, standing)
            .into_iter()
            .filter(|(told, _)| *told == code.0)
            .map(|(_, place)| place)
            .collect()
    }

    #[test]
    fn advice_beyond_the_limit_is_counted_and_no_fault() {
        let mut case = String::new();
        for i in 0..crate::case::MAX_FAULTS + 7 {
            case.push_str(&format!("[hypotheses.h{i}]\n"));
        }
        let text = format!("abduce = 1\nquestion = \"Why?\"\n{case}");
        let mut texts = SourceMap::default();
        let file = texts.add("case.toml", text.as_str());
        let advice = advise(&parse(&text, file).case, file, &texts, None);
        assert_eq!(advice.len(), crate::case::MAX_FAULTS);
        let warnings = advice
            .iter()
            .all(|d| d.severity == crate::diagnostic::Severity::Warning);
        let last = advice
            .last()
            .and_then(|d| d.help.clone())
            .unwrap_or_default();
        assert!(
            warnings && last.ends_with("; 7 more warnings are not shown"),
            "{last}"
        );
    }
}
