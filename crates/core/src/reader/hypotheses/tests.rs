//! Cases that bring up an explanation and cases that do not, over all rules together.

use super::*;
use crate::reader::argument::{self, Setting};
use crate::reader::question;
use crate::reader::sample::document;
use crate::reader::text::Text;

/// The explanations of `text` under the title "Why did the ferry turn back?".
fn explanations(text: &str) -> Vec<(String, &'static str)> {
    let document = document(&format!("# Why did the ferry turn back?\n\n{text}"));
    let title = document.blocks[0].span;
    let text = Text::new(&document);
    let outline = Outline::new(&text, &[]);
    let question = question::find(&outline, Some(title));
    let setting = Setting {
        question: question.as_ref(),
        event: None,
        attributions: &[],
        forecasts: &[],
        year: None,
        plan: &paragraph::Plan::default(),
    };
    let found = argument::read(&outline, &setting).hypotheses;
    found
        .iter()
        .map(|h| (text.slice(h.found.span).to_owned(), h.found.rule))
        .collect()
}

const ONE: &[(&str, &str, &str)] = &[
    (
        "The theory that many prefer is that the engine failed.",
        "the engine failed",
        "hypotheses/named",
    ),
    (
        "One theory is that the engine failed.",
        "the engine failed",
        "hypotheses/named",
    ),
    (
        "The obvious suspect is the engine.",
        "The obvious suspect is the engine.",
        "hypotheses/named",
    ),
    (
        "The reason is simple: the tide was low.",
        "the tide was low",
        "hypotheses/named",
    ),
    (
        "The answer lies in the old engine.",
        "the old engine",
        "hypotheses/named",
    ),
    (
        "There is another reason: the tide was low.",
        "the tide was low",
        "hypotheses/named",
    ),
    (
        "The theory that gulls broke the radar has no evidence behind it.",
        "gulls broke the radar",
        "hypotheses/named",
    ),
    (
        "More plausible is a fear of fog.",
        "a fear of fog",
        "hypotheses/named",
    ),
    (
        "Some say that the captain was drunk.",
        "the captain was drunk",
        "hypotheses/reported",
    ),
    (
        "Many read it as a sign of a leak.",
        "a sign of a leak",
        "hypotheses/reported",
    ),
    (
        "It is often claimed that the captain was drunk.",
        "the captain was drunk",
        "hypotheses/reported",
    ),
    (
        "The fog was too thick, they say.",
        "The fog was too thick",
        "hypotheses/reported",
    ),
    (
        "The fog may have played a part too.",
        "The fog may have played a part too",
        "hypotheses/verdict",
    ),
    (
        "It turned back because of the fog.",
        "It turned back because of the fog",
        "hypotheses/blame",
    ),
    (
        "First, the fog was thick.",
        "the fog was thick",
        "hypotheses/listed",
    ),
    (
        "Then there is the new captain.",
        "Then there is the new captain.",
        "hypotheses/listed",
    ),
    (
        "It did not help that the tide was low.",
        "the tide was low",
        "hypotheses/listed",
    ),
    (
        "Nor was it the captain's fault.",
        "the captain's fault",
        "hypotheses/rejected",
    ),
    (
        "It may be that the radar broke.",
        "the radar broke",
        "hypotheses/possibility",
    ),
    (
        "Could it have been the fog?",
        "Could it have been the fog?",
        "hypotheses/possibility",
    ),
    (
        "The official version, repeated by the line ever since, is that the tide was low.",
        "the tide was low",
        "hypotheses/named",
    ),
    (
        "According to the line, a valve had burst.",
        "a valve had burst",
        "hypotheses/according",
    ),
    (
        "Local wisdom has it that the captain was drunk.",
        "the captain was drunk",
        "hypotheses/maintained",
    ),
    (
        "The regulars, or the older ones, will tell you that the captain was drunk.",
        "the captain was drunk",
        "hypotheses/maintained",
    ),
    (
        "It is tempting to conclude that the captain was drunk.",
        "the captain was drunk",
        "hypotheses/maintained",
    ),
    (
        "The truth is that the captain was drunk.",
        "the captain was drunk",
        "hypotheses/avowed",
    ),
    (
        "In my view there is no riddle here: the line had sold its only pilot.",
        "the line had sold its only pilot",
        "hypotheses/avowed",
    ),
    (
        "There can be little doubt that the captain was drunk.",
        "the captain was drunk",
        "hypotheses/avowed",
    ),
    (
        "Could it be that the captain was drunk?",
        "the captain was drunk",
        "hypotheses/possibility",
    ),
    (
        "The statement, issued at noon on the quay, blamed the fog.",
        "The statement, issued at noon on the quay, blamed the fog",
        "hypotheses/blame",
    ),
    (
        "The ferry was undone by the fog.",
        "The ferry was undone by the fog",
        "hypotheses/blame",
    ),
    (
        "The ferry's captain changed his mind.",
        "The ferry's captain changed his mind.",
        "hypotheses/second_thoughts",
    ),
];

#[test]
fn one_explanation() {
    for (text, words, rule) in ONE {
        let found: Vec<(String, &str)> = explanations(text);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(w, r)| (w.trim_end_matches('.'), *r))
            .collect();
        assert_eq!(found, [(words.trim_end_matches('.'), *rule)], "{text}");
    }
}

#[test]
fn two_explanations() {
    let found = explanations("Either the radar broke down, or the captain lost heart.");
    let words: Vec<&str> = found.iter().map(|f| f.0.as_str()).collect();
    assert_eq!(words, ["the radar broke down", "the captain lost heart"]);
    let found =
        explanations("Some blame the fog.\n\nThe ferry has one weakness — it is slow in a tide.");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn no_explanation() {
    for text in [
        "The ferry left at nine.",
        "This theory is not convincing.",
        "The ferry will sail again in May.",
        "Nobody knows the reason.",
        "The questions are still the best list of theories there is.",
        "The captain waved to the crowd.",
        "The captain insists that passengers should wear vests.",
        "The captain will tell you that he knew nothing.",
        "According to the line, 40 people were aboard.",
        "The truth is that nobody will ever know.",
        "Look at the ferry and count its lamps. It has 9.",
    ] {
        assert_eq!(explanations(text), [], "{text}");
    }
}

/// The explanations of `text` in an article that asks nothing and opens with an event.
fn unasked(text: &str) -> usize {
    let document = document(&format!(
        "# The ferry was not turned by the tide\n\nThe ferry turned back on Monday with sixty people aboard.\n\n{text}"
    ));
    let title = document.blocks[0].span;
    let text = Text::new(&document);
    let outline = Outline::new(&text, &[title]);
    let setting = Setting {
        question: None,
        event: None,
        attributions: &[],
        forecasts: &[],
        year: None,
        plan: &paragraph::Plan::default(),
    };
    argument::read(&outline, &setting).hypotheses.len()
}

#[test]
fn an_event_asks_for_explanations() {
    for (text, expected) in [
        ("Some say that the captain was drunk.", 1),
        ("Critics blame the fog.", 1),
        ("The ferry turned back because the fog was thick.", 1),
        ("Conventional wisdom has it that the captain was drunk.", 1),
        ("In my view the captain was drunk.", 1),
        (
            "First, the fog was thick.\n\nSecond, the pilot was drunk.",
            2,
        ),
        (
            "The crew's favourite story is that the captain was drunk.",
            1,
        ),
        ("Was it the fog, then?", 1),
        ("Was it worth the fare?", 0),
        ("Could it have been avoided?", 0),
        ("Some of the blame belongs to the fog.", 1),
        (
            "Critics blame the fog.\n\nAnalysts blame the tide.\n\nWhat about the pilot?",
            3,
        ),
        ("What about the pilot?", 0),
        ("They sailed home chiefly because the fog was thick.", 1),
        ("Some say the turn was too slow.", 0),
        ("Some said that they had felt a bump.", 0),
        ("The captain said that the fog was thick.", 0),
        ("She waved because she knew him.", 0),
        ("First, the mayor spoke.", 0),
        ("Some say that they will never sail again.", 0),
    ] {
        assert_eq!(unasked(text), expected, "{text}");
    }
}

#[test]
fn a_section_that_is_pointed_back_at() {
    let found = explanations(
        "Some blame the fog.\n\n## A quarrel over wages\n\nThe crew had asked for more since May. \
         The line had said no twice. This may well have played a part, although it was an old quarrel.",
    );
    assert_eq!(found.len(), 2, "{found:?}");
}
