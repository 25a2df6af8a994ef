//! Tests of the writer: on drafts made by hand, and on any draft at all.

use proptest::prelude::*;

use super::*;
use crate::case::model::RemarkKind;
use crate::reader::draft::{Attribution, DraftForecast, DraftRemark, Stated};
use crate::reader::sample::document;

fn found(text: &str, words: &str) -> Found {
    let start = text.find(words).expect(words);
    Found {
        span: Span::new(start, start + words.len()),
        rule: "test/rule",
    }
}

const TEXT: &str = "# Why did the ferry turn back?\n\n\
    Some said that a \"storm\" was near. That is hardly convincing. The sea was flat.\n\n\
    The line's spokeswoman Ida Holm said the engine failed. The engine failed in 2019 too.\n\n\
    Sailings will resume by June 2024.";

fn sample() -> (Draft, Document) {
    let span = |words| found(TEXT, words).span;
    let speaker = |speaker, cue, content| Attribution {
        speaker: span(speaker),
        name: speaker.to_string(),
        cue: span(cue),
        content: span(content),
        on_behalf_of: None,
        rule: "attribution/said",
    };
    let hypothesis = |words, attribution, stance| DraftHypothesis {
        found: found(TEXT, words),
        more: Vec::new(),
        attribution: Some(attribution),
        stance,
    };
    let low = Stance {
        low: 0.05,
        high: 0.2,
        span: span("hardly convincing"),
    };
    let evidence = |words, hypothesis, bearing, precedent| DraftEvidence {
        found: found(TEXT, words),
        bears_on: vec![(hypothesis, bearing)],
        precedent,
        attribution: None,
    };
    let draft = Draft {
        title: Some(Stated {
            value: "Why did the ferry turn back?".to_string(),
            span: None,
        }),
        date: Some(Stated {
            value: "2024-03-01".to_string(),
            span: None,
        }),
        question: Some(found(TEXT, "Why did the ferry turn back?")),
        event: Some(found(TEXT, "the ferry turn back")),
        attributions: vec![
            speaker("Some", "said that", "a \"storm\" was near"),
            speaker("Ida Holm", "said", "the engine failed"),
        ],
        hypotheses: vec![
            hypothesis("a \"storm\" was near", 0, Some(low)),
            hypothesis("the engine failed", 1, None),
        ],
        evidence: vec![
            evidence("The sea was flat.", 0, Bearing::Against, false),
            evidence("The engine failed in 2019 too.", 1, Bearing::For, true),
        ],
        forecasts: vec![DraftForecast {
            found: found(TEXT, "Sailings will resume by June 2024."),
            stance: None,
            horizon: Some(span("by June 2024")),
            attribution: None,
        }],
        remarks: vec![DraftRemark {
            found: found(TEXT, "The line's"),
            kind: RemarkKind::Anomaly,
            comment: "a comment".to_string(),
        }],
        ..Draft::default()
    };
    (draft, document(TEXT))
}

#[test]
fn a_draft_reads_well() {
    let (draft, document) = sample();
    insta::assert_snapshot!(case_toml(&draft, &document, "ferry.md"));
}

/// What the parser says of a case file's text.
fn faults(text: &str) -> Vec<String> {
    let mut sources = crate::source::SourceMap::default();
    let file = sources.add("case.toml", text);
    let parsed = crate::case::parse(text, file);
    parsed
        .diagnostics
        .iter()
        .map(|d| format!("{} {}", d.code.0, d.message))
        .collect()
}

#[test]
fn a_draft_has_no_faults_and_is_in_canonical_form() {
    let (draft, document) = sample();
    let text = case_toml(&draft, &document, "ferry.md");
    assert_eq!(faults(&text), Vec::<String>::new());
    assert_eq!(crate::case::format::format(&text).as_deref(), Some(&*text));
}

#[test]
fn an_empty_draft_is_a_case_too() {
    let text = case_toml(&Draft::default(), &Document::default(), "");
    let table: toml::Table = text.parse().unwrap();
    assert_eq!(table["abduce"].as_integer(), Some(1));
}

#[test]
fn words_that_stand_twice_get_context() {
    let document = document("Rates rose. Then rates rose again.\n\nRates rose.");
    let draft = Draft {
        hypotheses: vec![DraftHypothesis {
            found: Found {
                span: Span::new(17, 27),
                rule: "test/rule",
            },
            more: Vec::new(),
            attribution: None,
            stance: None,
        }],
        ..Draft::default()
    };
    let text = case_toml(&draft, &document, "a.txt");
    assert!(text.contains("\"rates rose\""), "{text}");
    let rose = Span::new(0, 10);
    let writer = Writer::new(&draft, &document, "a.txt");
    assert_eq!(writer.context(rose).suffix.as_deref(), Some(". Then"));
}

proptest! {
    #[test]
    fn any_spans_over_any_text_give_toml(
        text in any::<String>(),
        spans in proptest::collection::vec((0..300_usize, 0..300_usize, any::<bool>()), 0..12),
        file in any::<String>(),
    ) {
        let document = Document { text, ..Document::default() };
        let mut draft = Draft::default();
        for (i, &(start, end, against)) in spans.iter().enumerate() {
            let found = Found { span: Span::new(start, end), rule: "test/rule" };
            let stance = Some(Stance { low: 0.2, high: 0.45, span: found.span });
            draft.attributions.push(Attribution {
                speaker: found.span,
                name: String::new(),
                cue: found.span,
                content: found.span,
                on_behalf_of: None,
                rule: "test/rule",
            });
            draft.hypotheses.push(DraftHypothesis {
                found: found.clone(), more: vec![found.span], attribution: Some(i), stance,
            });
            let bearing = if against { Bearing::Against } else { Bearing::For };
            draft.evidence.push(DraftEvidence {
                found, bears_on: vec![(i, bearing), (0, Bearing::For)],
                precedent: against, attribution: None,
            });
        }
        let toml = case_toml(&draft, &document, &file);
        let table: toml::Table = toml.parse().unwrap();
        prop_assert_eq!(table.contains_key("hypotheses"), !spans.is_empty());
    }
}
