//! What each format draws, and that nothing in a text can break it.

use abduce_core::diagnostic::{Code, Diagnostic};
use abduce_core::source::{SourceMap, Span};
use proptest::prelude::*;

use super::{Format, Look, diagnostics};

const PLAIN: Look = Look {
    colour: false,
    width: 100,
};

fn draw(found: &[Diagnostic], texts: &SourceMap, format: Format) -> String {
    let mut out = Vec::new();
    diagnostics(found, texts, format, &mut out, PLAIN).unwrap();
    String::from_utf8(out).unwrap()
}

/// Where `what` stands in `text`, for the `nth` time from 0.
fn span(text: &str, what: &str, nth: usize) -> Span {
    let (at, _) = text.match_indices(what).nth(nth).unwrap();
    Span::new(at, at + what.len())
}

const CASE: &str = r#"abduce = 1
question = "Why did the lights go out?"

[hypotheses.storm]
statement = "A storm — 大風 — felled the mast"
prior = 1.3

[evidence.wind]
statement = "Gusts of 40 m/s were measured"
given = { strom = "likely" }
soruce = "met"

[claims.wind]
statement = "The wind was strong"
"#;

const ARTICLE: &str = "At dawn,\u{202e} the\u{1b}[31m mast fell.\r\nNobody saw why.\r\n";

fn sample() -> (SourceMap, Vec<Diagnostic>) {
    let mut texts = SourceMap::default();
    let case = texts.add("cases/lights.toml", CASE);
    let article = texts.add("a,b:c%\n.txt", ARTICLE);
    let found = vec![
        Diagnostic::error(Code("E0031"), "a credence outside 0..1")
            .at(case, span(CASE, "1.3", 0), "more than certain")
            .expected("a number from 0 to 1, a percentage, a range or a phrase")
            .found("1.3"),
        Diagnostic::error(Code("E0024"), "no proposition is called `strom`")
            .at(case, span(CASE, "strom", 0), "not known")
            .at(case, span(CASE, "storm", 0), "this one is near")
            .help("name the hypothesis that is there")
            .patch(case, span(CASE, "strom", 0), "storm"),
        Diagnostic::error(Code("E0012"), "an unknown key")
            .at(case, span(CASE, "soruce", 0), "")
            .numbers_stand()
            .patch(case, span(CASE, "soruce", 0), "source"),
        Diagnostic::error(Code("E0023"), "two propositions are called `wind`")
            .at(case, span(CASE, "wind", 1), "here again")
            .at(case, span(CASE, "wind", 0), "first here"),
        Diagnostic::warning(Code("W0003"), "a quote is not the source's words")
            .at(case, span(CASE, "大風", 0), "this")
            .at(
                article,
                span(ARTICLE, "mast fell.\r\nNobody", 0),
                "the nearest",
            )
            .found("the \u{1b}[31m mast"),
        Diagnostic::warning(Code("W0009"), "nothing is asked"),
    ];
    (texts, found)
}

#[test]
fn human() {
    let (texts, found) = sample();
    insta::assert_snapshot!(draw(&found, &texts, Format::Human));
}

#[test]
fn json() {
    let (texts, found) = sample();
    insta::assert_snapshot!(draw(&found, &texts, Format::Json));
}

#[test]
fn sarif() {
    let (texts, found) = sample();
    let mut sarif: serde_json::Value =
        serde_json::from_str(&draw(&found, &texts, Format::Sarif)).unwrap();
    for rule in sarif["runs"][0]["tool"]["driver"]["rules"]
        .as_array_mut()
        .unwrap()
    {
        let page = rule["help"]["markdown"].as_str().unwrap();
        assert!(page.starts_with(&format!("# {}: ", rule["id"].as_str().unwrap())));
        rule.as_object_mut().unwrap().remove("help");
    }
    let version = env!("CARGO_PKG_VERSION");
    insta::assert_snapshot!(format!("{sarif:#}").replace(version, "[version]"));
}

#[test]
fn github() {
    let (texts, found) = sample();
    insta::assert_snapshot!(draw(&found, &texts, Format::Github));
}

#[test]
fn colour_only_when_asked() {
    let (texts, found) = sample();
    let mut out = Vec::new();
    diagnostics(
        &found,
        &texts,
        Format::Human,
        &mut out,
        Look {
            colour: true,
            ..PLAIN
        },
    )
    .unwrap();
    assert!(out.contains(&0x1b));
    assert!(!draw(&found, &texts, Format::Human).contains('\u{1b}'));
}

#[test]
fn a_long_line_is_cut_and_its_column_is_true() {
    let mut text = "é".repeat(1_000_000);
    let at = text.len();
    text.push_str("fault");
    text.push_str(&"x".repeat(1_000_000));
    let mut texts = SourceMap::default();
    let file = texts.add("long.toml", text);
    let found = [Diagnostic::error(Code("E0031"), "too far")
        .at(file, Span::new(at, at + 5), "here")
        .at(file, Span::new(0, 1), "far before")
        .at(file, Span::new(0, at), "all this")
        .patch(file, Span::new(at, at + 5), "mend")];
    let drawn = draw(&found, &texts, Format::Human);
    assert!(drawn.contains("long.toml:1:1000001\n"), "{drawn}");
    assert!(drawn.len() < 4_000, "{}", drawn.len());
    insta::assert_snapshot!(drawn);
}

#[test]
fn a_text_that_is_not_there_is_only_named() {
    let mut texts = SourceMap::default();
    let file = texts.add("gone.toml", "");
    let found = [
        Diagnostic::error(Code("E0001"), "the file cannot be read: no such file")
            .at(file, Span::default(), "")
            .expected("a case file"),
    ];
    let drawn = draw(&found, &texts, Format::Human);
    insta::assert_snapshot!(drawn);
}

/// Characters that are apt to break a drawing.
fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\t\u{1b}[2J\u{0}".to_owned()),
        Just("\u{202e}\u{2066}\u{f0000}1\u{f0001}:1".to_owned()),
        Just("e\u{301}漢🙂".to_owned()),
        Just("y".repeat(700)),
        "[ -~]{0,12}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn is_fit_for_a_terminal(drawn: &str) -> bool {
    let bad = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    !drawn.contains(bad) && !drawn.contains(['\u{2066}', '\u{f0000}', '\u{f0001}'])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_in_a_text_breaks_a_format(
        text in hostile_text(),
        other in hostile_text(),
        spans in prop::collection::vec((0_usize..4000, 0_usize..60, any::<bool>()), 0..15),
        patch in prop::option::of((0_usize..4000, 0_usize..60, hostile_text())),
    ) {
        let mut texts = SourceMap::default();
        let files = [texts.add(other.clone(), text.clone()), texts.add("b", other.clone())];
        let n = text.len() + 2;
        let mut found = Diagnostic::error(Code("E0031"), other.clone()).help(text.clone());
        for (start, length, which) in spans {
            let start = start % n;
            found = found.at(files[usize::from(which)], Span::new(start, start + length), &*other);
        }
        if let Some((start, length, replacement)) = patch {
            let start = start % n;
            found = found.patch(files[0], Span::new(start, start + length), replacement);
        }
        let found = [found.clone(), Diagnostic { help: None, ..found }];
        for format in [Format::Human, Format::Github] {
            let drawn = draw(&found, &texts, format);
            prop_assert!(is_fit_for_a_terminal(&drawn), "{drawn:?}");
        }
        prop_assert_eq!(draw(&found, &texts, Format::Github).lines().count(), 2);
        let mut out = Vec::new();
        let look = Look { colour: true, width: 0 };
        prop_assert!(diagnostics(&found, &texts, Format::Human, &mut out, look).is_ok());
        for format in [Format::Json, Format::Sarif] {
            let drawn = draw(&found, &texts, format);
            prop_assert!(serde_json::from_str::<serde_json::Value>(&drawn).is_ok());
        }
    }
}
