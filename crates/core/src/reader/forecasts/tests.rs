//! Cases that foresee and cases that do not, over all rules of forecasts together.

use super::*;
use crate::reader::sample::document;

fn forecasts(text: &str) -> Vec<(String, &'static str)> {
    let document = document(text);
    let text = Text::new(&document);
    let outline = Outline::new(&text, &[]);
    find(&outline, &[])
        .iter()
        .map(|f| (text.slice(f.found.span).to_owned(), f.found.rule))
        .collect()
}

#[test]
fn one_forecast() {
    let cases = [
        ("Prices will fall.", "Prices will fall.", "forecasts/will"),
        (
            "Prices are going to fall.",
            "Prices are going to fall.",
            "forecasts/will",
        ),
        (
            "Prices are likely to fall by June.",
            "Prices are likely to fall by June.",
            "forecasts/likely",
        ),
        (
            "It is unlikely that prices will fall.",
            "It is unlikely that prices will fall.",
            "forecasts/likely",
        ),
        (
            "The bank said that prices would fall.",
            "prices would fall",
            "forecasts/will",
        ),
        (
            "The river was expected to rise.",
            "The river was expected to rise.",
            "forecasts/likely",
        ),
        (
            "Will prices fall? Probably not.",
            "Probably not.",
            "forecasts/answer",
        ),
        (
            "The vote could be repeated by next spring.",
            "The vote could be repeated by next spring.",
            "forecasts/may",
        ),
        (
            "The port is shut, but trade will go on.",
            "trade will go on",
            "forecasts/will",
        ),
        (
            "We do not expect the pump to fail again.",
            "We do not expect the pump to fail again.",
            "forecasts/likely",
        ),
    ];
    for (text, words, rule) in cases {
        assert_eq!(forecasts(text), [(words.to_owned(), rule)], "{text}");
    }
}

#[test]
fn two_forecasts() {
    let found = forecasts("The strike will end soon, and the mayor is likely to resign.");
    let words: Vec<&str> = found.iter().map(|f| f.0.as_str()).collect();
    assert_eq!(
        words,
        ["The strike will end soon", "the mayor is likely to resign"]
    );
}

#[test]
fn no_forecast() {
    for text in [
        "The council will vote on Tuesday.",
        "The mayor plans to resign.",
        "The firm said it would appeal.",
        "We will do what we can.",
        "They asked whether prices will fall.",
        "Then Mrs May lost.",
        "The pump may have failed.",
        "The pump is likely to have failed.",
        "The men who will row are tall.",
        "You will need four eggs.",
        "Only future historians will be able to say.",
        "A second pump would have saved the mine.",
        "His will to win was gone.",
        "The pump could not be seen.",
        "Could the pump have failed? I doubt it.",
    ] {
        assert_eq!(forecasts(text), [], "{text}");
    }
}
