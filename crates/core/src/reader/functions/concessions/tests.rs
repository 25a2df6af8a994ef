//! What is granted, and what is not.

use super::*;
use crate::reader::sample::document;

/// What is granted in a paragraph.
fn granted(paragraph: &str) -> Vec<String> {
    let title = "What the council of Harwick should do about its old ferry this year.";
    let document = document(&format!("{title}\n\n{paragraph}"));
    let reading = Reading::new(&document);
    let found = find(&reading);
    found
        .iter()
        .map(|c| reading.text.slice(c.granted).to_owned())
        .collect()
}

#[test]
fn what_is_granted() {
    let cases: &[(&str, &[&str])] = &[
        (
            "The ferry should run at night. Of course it costs money, but the ships are there.",
            &["Of course it costs money,"],
        ),
        (
            "Even if the boats are old, they float. The ferry must stay.",
            &["Even if the boats are old,"],
        ),
        (
            "The ferry must stay, although few people take it in winter.",
            &["although few people take it in winter."],
        ),
        (
            "A bridge is quick. However, it ruins the bank. So the ferry should stay.",
            &["A bridge is quick."],
        ),
        (
            "The ferry should stay. It is cheap. However, it is also rather slow.",
            &["However, it is also rather slow."],
        ),
        (
            "The ferry should stay. Critics say that it is slow. Nobody is in a hurry here.",
            &["Critics say that it is slow."],
        ),
        (
            "The ferry should stay. It is cheap. It is not only cheap, but also clean.",
            &[],
        ),
        ("The ferry should stay. It has nothing but friends.", &[]),
    ];
    for (paragraph, expected) in cases {
        assert_eq!(granted(paragraph), *expected, "{paragraph}");
    }
}

#[test]
fn the_answer() {
    let document = document(
        "The ferry, and what is to become of it now.\n\nThe ferry should stay. Some people fear the cost, but it is small.",
    );
    let reading = Reading::new(&document);
    let found = find(&reading);
    let answers: Vec<&str> = found
        .iter()
        .filter_map(|c| c.answer.map(|span| reading.text.slice(span)))
        .collect();
    assert_eq!(answers, ["but it is small."]);
}

/// FIXME: an objection without a word that grants, and without a turn after it, is taken for
/// a reason; and a turn between two reasons for one claim is taken for an answer.
#[test]
fn what_is_not_understood() {
    let unmarked = "The ferry should stay. It is cheap. It would be quicker to build a bridge.";
    assert_eq!(granted(unmarked), Vec::<String>::new());
    let emphatic = "The ferry should stay. It is old. But it is dear to us for that reason.";
    assert_eq!(granted(emphatic), ["It is old."]);
}

/// One sentence of many turns costs in proportion to its length.
#[test]
fn many_turns() {
    let turns = "it is old, but it is dear, ".repeat(20_000);
    let text = format!(
        "The ferry, and what is to become of it.\n\nThe ferry should stay. It is old. Yes, {turns} and so on."
    );
    let document = document(&text);
    let reading = Reading::to(&document, abduce_english::Depth::Tokens);
    assert!(!find(&reading).is_empty());
}
