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
fn one_forecast_without_will() {
    let cases = [
        (
            "There is little prospect of a quick sale.",
            "There is little prospect of a quick sale.",
            "forecasts/chance",
        ),
        (
            "The chances that the mill finds a buyer are slim.",
            "The chances that the mill finds a buyer are slim.",
            "forecasts/chance",
        ),
        (
            "There is a fair chance that a rival buys the mill.",
            "There is a fair chance that a rival buys the mill.",
            "forecasts/chance",
        ),
        (
            "My bet is that the mayor stays.",
            "My bet is that the mayor stays.",
            "forecasts/bet",
        ),
        (
            "I would be surprised if the court fined anyone.",
            "I would be surprised if the court fined anyone.",
            "forecasts/bet",
        ),
        (
            "Nobody should count on a new bridge.",
            "Nobody should count on a new bridge.",
            "forecasts/bet",
        ),
        (
            "The mill is set to open in May.",
            "The mill is set to open in May.",
            "forecasts/likely",
        ),
        (
            "A change of the law seems likely in the next parliament.",
            "A change of the law seems likely in the next parliament.",
            "forecasts/probable",
        ),
        (
            "What comes next? A second strike cannot be ruled out.",
            "A second strike cannot be ruled out.",
            "forecasts/probable",
        ),
        (
            "How might the strike change the election? Chances are, not at all.",
            "Chances are, not at all.",
            "forecasts/answer",
        ),
        (
            "The repairs will go on regardless.",
            "The repairs will go on regardless.",
            "forecasts/will",
        ),
        (
            "The mill will reopen, although few think so.",
            "The mill will reopen, although few think so.",
            "forecasts/will",
        ),
        (
            "The mill will reopen even if the bank refuses.",
            "The mill will reopen even if the bank refuses.",
            "forecasts/will",
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
        "The spokesman had announced that the king would not be coming.",
        "They had been to church, which is what one would expect sober men to say.",
        "The police will not say whether they have found him.",
        "The guards had leave to fire at will inside the yard.",
        "Let us hope that the mill will reopen.",
        "The firm said it would not appeal.",
        "The board had expected to sell the land.",
        "It will come as no surprise that the mayor knew.",
        "It was only a matter of time.",
        "The mill is old, and I would not count on it.",
        "If the bridge does go, the ferrymen will be glad.",
        "If the talks fail, and the strike begins, prices will rise.",
        "Should the talks fail, prices will rise.",
        "The match will be moved if it rains.",
        "Any miller will tell you that wheat was dear.",
        "Critics will say that it came too late.",
        "Whoever sells first will gain.",
        "The fee is roughly what the strike will cost them.",
        "The price that buyers will pay is not known to him.",
        "There is a remote chance that somebody broke in.",
        "My guess is that the pump failed.",
        "There was little prospect of a sale.",
        "Arson seems likely.",
        "It cannot be ruled out.",
        "He stayed, fearing that rivals might take his place.",
        "The seller hoped that the buyer would be surprised.",
        "Scrub the pan well. Fill it with milk. Once it is hot, stir it, and it will thicken.",
    ] {
        assert_eq!(forecasts(text), [], "{text}");
    }
}

#[test]
fn sureness() {
    let middle = |text: &str| {
        let document = document(text);
        let text = Text::new(&document);
        let outline = Outline::new(&text, &[]);
        let stance = find(&outline, &[]).first()?.stance?;
        Some((stance.low + stance.high) / 2.0)
    };
    let cases = [
        ("I would be surprised if the court fined anyone.", 0.0, 0.3),
        (
            "I would be surprised if the court did not fine them.",
            0.7,
            1.0,
        ),
        (
            "I would not be surprised if the court fined them.",
            0.5,
            0.7,
        ),
        ("I would not bet on the mill being sold.", 0.0, 0.3),
        ("I would bet on the mill being sold.", 0.6, 0.9),
        ("Do not count on a second bridge.", 0.0, 0.3),
        ("The mill may well be sold by June.", 0.4, 0.6),
        ("The mill will be sold soon.", 0.8, 0.95),
        ("The chances of a sale are high.", 0.6, 0.9),
        ("The odds of a sale are slim.", 0.0, 0.2),
        ("The odds are against a sale.", 0.0, 0.3),
        ("The odds favour a sale.", 0.6, 0.9),
        ("Do not be surprised if the land is sold.", 0.5, 0.7),
        ("I cannot see the mill reopening.", 0.0, 0.3),
        ("There is a 70 per cent chance of a sale.", 0.69, 0.71),
        ("A sale is only a matter of time.", 0.8, 1.0),
        ("My prediction: the land is sold within a year.", 0.6, 0.9),
        ("More closures are likely.", 0.6, 0.8),
        ("The land may never be sold.", 0.3, 0.6),
        ("It will take a decade to mend the dam.", 0.8, 1.0),
        ("There is a fair chance of a sale.", 0.4, 0.6),
        ("There is no prospect of a sale.", 0.0, 0.1),
    ];
    for (text, low, high) in cases {
        let found = middle(text);
        assert!(
            found.is_some_and(|m| (low..=high).contains(&m)),
            "{text}: {found:?}"
        );
    }
}
