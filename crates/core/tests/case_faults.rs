//! Every fault of a case file is reported, at its place, and nothing else is.

use abduce_core::case::codes;
use abduce_core::case::{self, Parsed};
use abduce_core::diagnostic::{Code, Diagnostic};
use abduce_core::source::SourceMap;

/// A sound case with everything in it; the tests change one thing each.
const SOUND: &str = include_str!("data/sound.toml");

fn parse(text: &str) -> Parsed {
    let mut sources = SourceMap::default();
    let file = sources.add("case.toml", text);
    case::parse(text, file)
}

/// Each diagnostic as its code and the text at its first label.
fn told<'t>(text: &'t str, parsed: &Parsed) -> Vec<(&'static str, &'t str)> {
    parsed
        .diagnostics
        .iter()
        .map(|d| (d.code.0, &text[d.labels[0].span.range()]))
        .collect()
}

fn summary(diagnostics: &[Diagnostic]) -> String {
    diagnostics
        .iter()
        .map(|d| format!("{} {}\n", d.code.0, d.message))
        .collect()
}

/// The sound case with `from` replaced by `to`.
fn changed(from: &str, to: &str) -> String {
    assert_eq!(SOUND.matches(from).count(), 1, "{from:?} stands once");
    SOUND.replacen(from, to, 1)
}

/// One change gives exactly one diagnostic, of this code, at this text.
#[track_caller]
fn one(from: &str, to: &str, code: Code, place: &str) -> Diagnostic {
    let text = changed(from, to);
    let parsed = parse(&text);
    assert_eq!(
        told(&text, &parsed),
        [(code.0, place)],
        "{}",
        summary(&parsed.diagnostics)
    );
    parsed.diagnostics[0].clone()
}

/// As [`one`]; and applying the patch makes the case sound again, or as before.
#[track_caller]
fn mended(from: &str, to: &str, code: Code, place: &str) -> Diagnostic {
    let fault = one(from, to, code, place);
    assert!(fault.patch.is_some(), "no patch: {}", fault.message);
    let Some(patch) = fault.patch.clone() else {
        return fault;
    };
    let mut text = changed(from, to);
    text.replace_range(patch.span.range(), &patch.replacement);
    let left = parse(&text).diagnostics;
    assert!(left.is_empty(), "{}\n{text}", summary(&left));
    fault
}

#[test]
fn the_sound_case_is_sound() {
    let parsed = parse(SOUND);
    assert_eq!(summary(&parsed.diagnostics), "");
    assert!(parsed.can_be_weighed());
}

#[test]
fn unknown_tables() {
    mended("[event]", "[evnt]", codes::UNKNOWN_TABLE, "evnt");
    one(
        "[event]",
        "[weather]\nwind = 3\n[event]",
        codes::UNKNOWN_TABLE,
        "weather",
    );
}

#[test]
fn unknown_keys() {
    mended("title = ", "titel = ", codes::UNKNOWN_KEY, "titel");
    mended(
        "strength = 0.9",
        "strenght = 0.9",
        codes::UNKNOWN_KEY,
        "strenght",
    );
    one(
        "grade = 0.9",
        "grade = 0.9\nweight = 3",
        codes::UNKNOWN_KEY,
        "weight",
    );
    let fault = one(
        "happened = true",
        "happened = true\nas_of = 2019-01-01",
        codes::UNKNOWN_KEY,
        "as_of",
    );
    assert!(
        fault
            .help
            .is_some_and(|help| help.contains("top of the file"))
    );
}

#[test]
fn a_misspelt_key_hides_nothing_and_is_not_missing() {
    let text = changed("question = ", "qestion = ");
    assert_eq!(told(&text, &parse(&text)), [("E0012", "qestion")]);
    let text = changed("prior = \"unlikely\"", "piror = \"unlikly\"");
    assert_eq!(
        told(&text, &parse(&text)),
        [("E0012", "piror"), ("E0029", "\"unlikly\"")]
    );
}

#[test]
fn what_this_project_ships_is_sound() {
    let template = abduce_core::case::template::TEMPLATE;
    let moscow = include_str!("../../../examples/moscow-2015/case.toml");
    for text in [template, moscow] {
        assert_eq!(summary(&parse(text).diagnostics), "");
    }
}
