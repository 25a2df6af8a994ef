//! What holds for every case file: parsing never fails to answer, and what is mended stays
//! mended.

use abduce_core::case::{self, MAX_FAULTS, Parsed, model::Case};
use abduce_core::source::{SourceMap, Span};
use proptest::prelude::*;

const SOUND: &str = include_str!("data/sound.toml");
const FAULTY: &str = include_str!("data/faulty.toml");

fn parse(text: &str) -> Parsed {
    let mut sources = SourceMap::default();
    let file = sources.add("case.toml", text);
    case::parse(text, file)
}

/// What every parse must hold to: places that are in the text, in order, none told twice.
fn check(text: &str) -> Parsed {
    let parsed = parse(text);
    assert!(parsed.diagnostics.len() <= MAX_FAULTS + 1);
    let mut last = Span::default();
    for (i, diagnostic) in parsed.diagnostics.iter().enumerate() {
        for label in &diagnostic.labels {
            assert!(text.get(label.span.range()).is_some(), "{diagnostic:?}");
        }
        if let Some(patch) = &diagnostic.patch {
            assert!(text.get(patch.span.range()).is_some(), "{diagnostic:?}");
        }
        assert!(!diagnostic.message.is_empty());
        let span = diagnostic.labels[0].span;
        assert!(i == MAX_FAULTS || last <= span);
        last = span;
        let again = &parsed.diagnostics[i + 1..];
        assert!(
            !again.iter().any(|other| other == diagnostic),
            "told twice: {diagnostic:?}"
        );
    }
    parsed
}

/// The text with a stretch of it replaced, by characters.
fn spliced(text: &str, at: usize, n: usize, with: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = at % (chars.len() + 1);
    let end = (at + n).min(chars.len());
    let head: String = chars[..at].iter().collect();
    let tail: String = chars[end..].iter().collect();
    head + with + &tail
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_toml_like_text_is_answered(
        text in r#"([\[\]{}=,."'# \n]|given|hypotheses|evidence|sources|via|a|0\.3|"x"|true){0,80}"#
    ) {
        check(&text);
    }

    #[test]
    fn any_change_of_a_case_is_answered(
        at in any::<usize>(),
        n in 0usize..12,
        with in r#"[\[\]{}=,."'# \na0é]{0,6}"#,
        faulty in any::<bool>(),
    ) {
        check(&spliced(if faulty { FAULTY } else { SOUND }, at, n, &with));
    }

    #[test]
    fn a_case_cut_anywhere_is_answered(at in 0usize..4000) {
        let text: String = SOUND.chars().take(at).collect();
        check(&text);
    }

    /// A line taken out makes no more faults than lines that hang on it.
    #[test]
    fn lines_in_any_order_are_answered(seed in any::<u64>()) {
        let mut lines: Vec<&str> = SOUND.lines().collect();
        let mut state = seed | 1;
        for i in (1..lines.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            lines.swap(i, (state >> 33) as usize % (i + 1));
        }
        check(&lines.join("\n"));
    }
}

/// The case with all places taken out.
fn without_places(case: &Case) -> String {
    let printed = format!("{case:#?}");
    let mut kept = String::new();
    let mut in_span = 0;
    for line in printed.lines() {
        if line.contains("Span {") {
            in_span = 2;
        } else if in_span > 0 {
            in_span -= 1;
        } else {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[test]
fn a_case_means_the_same_after_it_is_written_anew() {
    // Through the format of canonical files, and through a plain TOML table.
    let case = parse(SOUND).case;
    let formatted = case::format::format(SOUND).unwrap_or_default();
    assert_ne!(formatted, SOUND);
    assert_eq!(
        without_places(&parse(&formatted).case),
        without_places(&case)
    );
    let table: toml::Table = toml::from_str(SOUND).unwrap_or_default();
    let written = toml::to_string(&table).unwrap_or_default();
    let again = parse(&written);
    assert!(again.diagnostics.is_empty(), "{:?}", again.diagnostics);
    assert_eq!(without_places(&again.case), without_places(&case));
}

/// Applying all sure patches, over and over, comes to an end with no patch left, and never
/// adds a kind of fault that was not there.
#[test]
fn patches_come_to_an_end() {
    let mut text = FAULTY.to_owned();
    let kinds = |parsed: &Parsed| -> Vec<&str> {
        let mut kinds: Vec<&str> = parsed.diagnostics.iter().map(|d| d.code.0).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    };
    let first = kinds(&parse(&text));
    for _ in 0..100 {
        let parsed = check(&text);
        let Some(patch) = parsed.diagnostics.into_iter().find_map(|d| d.patch) else {
            let left = kinds(&parse(&text));
            let new: Vec<_> = left.iter().filter(|kind| !first.contains(kind)).collect();
            assert!(new.is_empty(), "{new:?}\n{text}");
            return;
        };
        text.replace_range(patch.span.range(), &patch.replacement);
    }
    panic!("patches without end:\n{text}");
}
