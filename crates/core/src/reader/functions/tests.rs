//! Sentences and what they do.

use super::*;
use crate::reader::sample::document;

/// An article on a strike at a mill, one paragraph for each sentence.
const ARTICLE: &[(&str, &[&str])] = &[
    (
        "The mill in Harwick stopped work on Monday after its crew walked out.",
        &[],
    ),
    (
        "Police said that 40 people had gathered at the gate by noon.",
        &[],
    ),
    (
        "The owner told 30 of them on Tuesday that a mediator was on the way.",
        &[],
    ),
    (
        "“This is a very bad day for the town, and we are ashamed,” said the mayor.",
        &["opinion"],
    ),
    (
        "Analysts said that the strike was particularly dangerous for small growers.",
        &["opinion"],
    ),
    (
        "The strike is likely to spread if the talks fail, and bread could cost more.",
        &["forecast", "future"],
    ),
    (
        "The owner expects prices to rise soon.",
        &["forecast", "future"],
    ),
    (
        "The hall of the council is at the river, near the old bridge.",
        &[],
    ),
    (
        "The mill was founded in 1890, when his grandfather bought the land.",
        &["background"],
    ),
    (
        "In March 1974 the crew walked out and stayed away for a year.",
        &["background"],
    ),
    (
        "The owner then sold his house and left the town.",
        &["background"],
    ),
    (
        "Last year the mill lost its best customer and closed a shed.",
        &["background"],
    ),
];

/// The functions of each sentence of some paragraphs.
fn functions(paragraphs: &[&str]) -> Vec<Vec<&'static str>> {
    let document = document(&paragraphs.join("\n\n"));
    let reading = Reading::new(&document);
    let mut found = Vec::new();
    annotate(&reading, &[], &mut found);
    let of = |span| {
        let here = found.iter().filter(|a| a.span == span);
        let mut labels: Vec<&str> = here.map(|a| a.label).collect();
        labels.sort_unstable();
        labels
    };
    reading.text.sentences.iter().map(|s| of(s.span)).collect()
}

#[test]
fn an_article() {
    let paragraphs: Vec<&str> = ARTICLE.iter().map(|a| a.0).collect();
    let found = functions(&paragraphs);
    assert_eq!(found.len(), ARTICLE.len());
    let told: Vec<_> = ARTICLE.iter().map(|a| (a.0, a.1.to_vec())).collect();
    let read: Vec<_> = ARTICLE.iter().zip(found).map(|(a, f)| (a.0, f)).collect();
    assert_eq!(read, told);
}

#[test]
fn a_programme() {
    let cases = [
        ("We will build a bridge at Harwick.", true),
        ("Build more homes for those who work here.", true),
        ("Ensuring that every school has a library.", true),
        ("The council should buy the land.", true),
        ("The council has bought the land and is proud of it.", false),
        ("They lost the land and had nothing.", false),
        ("It is a great town.", false),
    ];
    let mut sentences = vec!["What the council has done for Harwick, and what it has not."];
    sentences.extend(cases.iter().map(|c| c.0));
    let found = functions(&sentences);
    let read = cases.iter().zip(&found[1..]);
    let read: Vec<_> = read.map(|(c, f)| (c.0, f.contains(&"future"))).collect();
    assert_eq!(read, cases);
}

#[test]
fn a_promise_is_no_forecast() {
    let lead = ARTICLE[0].0;
    let found = functions(&[
        lead,
        lead,
        lead,
        lead,
        "“I will not sell the mill to you,” he said.",
    ]);
    assert_eq!(found[4], ["future"]);
}

#[test]
fn reasons() {
    let paragraphs: Vec<&str> = ARTICLE.iter().map(|a| a.0).collect();
    let document = document(&paragraphs.join("\n\n"));
    let reading = Reading::new(&document);
    let mut found = Vec::new();
    annotate(&reading, &[], &mut found);
    let old = found.iter().find(|a| a.label == "background").unwrap();
    let first: Vec<&str> = old.why.iter().map(|r| r.feature.as_str()).take(2).collect();
    assert_eq!(
        first,
        [
            "a date in an earlier year",
            "all in the past, with a date of its own"
        ]
    );
    let second = found
        .iter()
        .filter(|a| a.label == "background")
        .nth(1)
        .unwrap();
    assert!(
        second
            .why
            .iter()
            .any(|r| r.feature == "the sentence before is one")
    );
}

/// FIXME: a threat, a condition in a contract and a forecast look the same: nothing tells
/// who could bring it about.
#[test]
fn a_threat_is_taken_for_a_forecast() {
    let lead = ARTICLE[0].0;
    let threat = "If the crew does not return soon, the owner will close the mill.";
    let found = functions(&[lead, lead, lead, lead, threat]);
    assert_eq!(found[4], ["forecast", "future"]);
}
