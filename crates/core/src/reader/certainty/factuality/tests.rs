//! Sentences that tell of one event in many ways.

use super::*;
use abduce_english::{Depth, parse};

/// The value of the word `event`, 3 when nothing lowers it.
#[track_caller]
fn value(text: &str, event: &str) -> f64 {
    let parse = parse(text, std::slice::from_ref(&(0..text.len())), Depth::Trees);
    let found = of(text, &parse);
    let is = |f: &&Factuality| parse.words[f.word as usize].form(text) == event;
    found.iter().find(is).map_or(HAPPENED, |f| f.value)
}

#[test]
fn it_happened() {
    for (text, event) in [
        ("The minister resigned on Monday.", "resigned"),
        ("The army said that the minister resigned.", "resigned"),
        ("She managed to open the door.", "open"),
        ("They knew that the king died.", "died"),
        ("He left after the vote failed.", "failed"),
        ("The attack killed three soldiers.", "attack"),
        ("Prices not only fell but collapsed.", "fell"),
    ] {
        let value = value(text, event);
        assert!(value > 2.4, "{text}: {value}");
    }
}

#[test]
fn it_did_not_happen() {
    for (text, event) in [
        ("The minister did not resign.", "resign"),
        ("The guards never opened the gate.", "opened"),
        ("No minister resigned.", "resigned"),
        ("Nobody resigned.", "resigned"),
        ("She failed to open the door.", "open"),
        ("The company refused to pay the fine.", "pay"),
        ("She did not manage to open the door.", "open"),
        ("He left the room without closing the door.", "closing"),
    ] {
        let value = value(text, event);
        assert!(value < -1.0, "{text}: {value}");
    }
}

#[test]
fn who_knows() {
    for (text, event) in [
        ("The minister may resign.", "resign"),
        ("The minister could resign.", "resign"),
        ("She tried to open the door.", "open"),
        ("They want to sell the house.", "sell"),
        ("If the minister resigns, the party will split.", "resigns"),
        ("They demanded an inquiry.", "inquiry"),
        ("The army made no arrests.", "made"),
        ("Critics fear the risk of war.", "war"),
    ] {
        let value = value(text, event);
        assert!((0.2..2.0).contains(&value), "{text}: {value}");
    }
}

#[test]
fn rather_so() {
    for (text, event) in [
        ("The minister will resign.", "resign"),
        ("The minister is expected to resign.", "resign"),
        ("They agreed to sell the house.", "sell"),
    ] {
        let value = value(text, event);
        assert!((1.5..2.8).contains(&value), "{text}: {value}");
    }
}

#[test]
fn less_and_less() {
    let ways = [
        "The minister resigned.",
        "The minister will resign.",
        "The minister may resign.",
        "The minister refused to resign.",
    ];
    let event = |text: &str| {
        if text.contains("resigned") {
            "resigned"
        } else {
            "resign"
        }
    };
    let values: Vec<f64> = ways.iter().map(|text| value(text, event(text))).collect();
    assert!(values.is_sorted_by(|a, b| a > b), "{values:?}");
}

#[test]
fn nothing_to_look_at() {
    let empty = parse("", &[], Depth::Trees);
    assert_eq!(of("", &empty), []);
    let flat = parse(
        "It may rain.",
        std::slice::from_ref(&(0..12)),
        Depth::Tokens,
    );
    assert_eq!(of("It may rain.", &flat), []);
}
