//! Causes in sentences written for this.

use proptest::prelude::*;

use super::{find, why};
use crate::reader::reading::Reading;
use crate::source::document::{self, Format};

/// Each relation as `cause -> effect`, the signal in brackets.
fn causes(text: &str) -> Vec<String> {
    let Ok(document) = document::read(text.as_bytes(), Some(Format::Text), "test") else {
        return Vec::new();
    };
    let reading = Reading::new(&document);
    let slice = |span: Option<crate::source::Span>| span.map_or("", |s| &text[s.range()]);
    let found = find(&reading);
    found
        .iter()
        .map(|c| {
            format!(
                "{} -> {} [{}]",
                slice(c.cause),
                slice(c.effect),
                slice(c.signal)
            )
        })
        .collect()
}

#[test]
fn connectives_and_verbs() {
    let cases = [
        (
            "The ferry was cancelled because the engine had failed.",
            "the engine had failed -> The ferry was cancelled [because]",
        ),
        (
            "The tax led to a shortage of bread.",
            "The tax -> a shortage of bread [led to]",
        ),
        (
            "The parade was called off due to heavy rain.",
            "heavy rain -> The parade was called off [due to]",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(causes(text), [expected], "{text}");
    }
}

#[test]
fn sentences_without_causes() {
    for text in [
        "The museum stands on the bank of the river.",
        "The meeting begins at noon on Friday.",
        "",
    ] {
        assert_eq!(causes(text), [""; 0], "{text}");
    }
}

#[test]
fn a_decision_says_why() {
    let text = "The ferry was cancelled because the engine had failed.";
    let document = document::read(text.as_bytes(), Some(Format::Text), "test").unwrap();
    let reading = Reading::new(&document);
    let found = find(&reading);
    let reasons = why(&reading, &found[0]);
    assert!(
        reasons
            .iter()
            .any(|r| r.feature.contains("because") && r.weight > 0.0)
    );
    assert!(
        reasons
            .windows(2)
            .all(|w| w[0].weight.abs() >= w[1].weight.abs())
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn spans_lie_inside(text in "([A-Za-zé’,.\"“” \\n]{0,20}(because|led to|to|so|\\. ){0,2}){0,12}") {
        let document = document::read(text.as_bytes(), Some(Format::Text), "test");
        let Ok(document) = document else {
            return Ok(());
        };
        let reading = Reading::new(&document);
        for cause in find(&reading) {
            let sentence = reading.text.sentences[cause.sentence].span;
            for span in [cause.signal, cause.cause, cause.effect].into_iter().flatten() {
                prop_assert!(sentence.start <= span.start && span.end <= sentence.end);
                prop_assert!(span.start < span.end && text.get(span.range()).is_some());
            }
        }
    }
}
