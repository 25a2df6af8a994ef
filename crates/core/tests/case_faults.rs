//! Every fault of a case file is reported, at its place, and nothing else is.

use abduce_core::case::codes;
use abduce_core::case::{self, Parsed};
use abduce_core::diagnostic::{Code, Diagnostic, Severity};
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

// --- The file as TOML ---

#[test]
fn text_without_quotes() {
    mended(
        "scale = \"icd203\"",
        "scale = icd203",
        codes::SYNTAX,
        "icd203",
    );
    mended("happened = true", "happened = True", codes::SYNTAX, "True");
    mended("strength = \"30%\"", "strength = 30%", codes::SYNTAX, "30%");
}

#[test]
fn a_bracket_that_is_never_closed_swallows_nothing() {
    one("[0.1, 0.3]", "[0.1, 0.3", codes::SYNTAX, "[");
    one(
        "given = { wet_winter = \"likely\" }",
        "given = { wet_winter = \"likely\"",
        codes::SYNTAX,
        "{",
    );
    one(
        "[claims.wet_winter]",
        "[claims.wet_winter",
        codes::SYNTAX,
        "",
    );
}

#[test]
fn an_unclosed_text_hides_no_more_than_it_must() {
    one(
        "statement = \"The winter was wet.\"",
        "statement = \"The winter was wet.",
        codes::SYNTAX,
        "",
    );
    // All that follows is swallowed: what seems missing may be there.
    one(
        "statement = \"The winter was wet.\"",
        "statement = \"\"\"The winter was wet.\"",
        codes::SYNTAX,
        "",
    );
}

#[test]
fn a_key_without_a_value() {
    one("strength = 0.9", "strength =", codes::SYNTAX, "");
    one("strength = 0.9", "strength", codes::SYNTAX, "");
    one("strength = 0.9", "= 0.9", codes::SYNTAX, "");
}

#[test]
fn keys_and_tables_written_twice() {
    let fault = one(
        "strength = 0.9",
        "strength = 0.9\nstrength = 0.8",
        codes::DUPLICATE_KEY,
        "strength",
    );
    assert_eq!(fault.labels.len(), 2);
    assert!(fault.labels[1].span < fault.labels[0].span);
    one(
        "[sources.wire]",
        "[sources.ministry]\ngrade = 1\n[sources.wire]",
        codes::DUPLICATE_KEY,
        "ministry",
    );
    // What stands in the second is checked as well.
    let text = changed(
        "[sources.wire]",
        "[sources.ministry]\ngrade = 11\n[sources.wire]",
    );
    assert_eq!(
        told(&text, &parse(&text)),
        [("E0007", "ministry"), ("E0031", "11")]
    );
}

#[test]
fn deep_nesting() {
    let deep = format!("notes = {}{}", "[".repeat(40), "]".repeat(40));
    one("notes = \"Reopened in May.\"", &deep, codes::TOO_DEEP, "[");
}

// --- Version, question, hypotheses ---

#[test]
fn versions() {
    mended("abduce = 1\n", "", codes::NO_VERSION, "");
    mended(
        "abduce = 1\n",
        "abduce = \"1\"\n",
        codes::BAD_VERSION,
        "\"1\"",
    );
    one("abduce = 1\n", "abduce = 0\n", codes::BAD_VERSION, "0");
    let fault = one("abduce = 1\n", "abduce = 2\n", codes::FUTURE_VERSION, "2");
    assert!(fault.blocks_weighing);
    // Of a later format nothing else is said.
    let text = changed("abduce = 1\ntitle", "abduce = 7\nnovelty");
    assert_eq!(told(&text, &parse(&text)), [("E0009", "7")]);
}

#[test]
fn a_missing_question() {
    let line = "question = \"Why did the bridge at Hallow close in March 2019?\"\n";
    let fault = one(line, "", codes::MISSING_QUESTION, "abduce");
    assert!(!fault.blocks_weighing);
    one(line, "question = \" \"\n", codes::EMPTY_TEXT, "\" \"");
    // Below a header it is told once, where it stands.
    let text = changed(line, "").replace("[event]\n", &format!("[event]\n{line}"));
    assert_eq!(told(&text, &parse(&text)), [("E0012", "question")]);
}

#[test]
fn missing_hypotheses() {
    let text = "abduce = 1\nquestion = \"Why?\"\n";
    let parsed = parse(text);
    assert_eq!(told(text, &parsed), [("E0020", "abduce")]);
    assert!(!parsed.can_be_weighed());
    let text = "abduce = 1\nquestion = \"Why?\"\n[hypotheses]\n";
    assert_eq!(told(text, &parse(text)), [("E0020", "[hypotheses]")]);
    let text = "abduce = 1\nquestion = \"Why?\"\nhypotheses = 3\n";
    assert_eq!(told(text, &parse(text)), [("E0013", "3")]);
}

#[test]
fn items_that_are_no_tables() {
    let fault = one(
        "[other]",
        "[remarks]\nstatement = \"x\"\n[other]",
        codes::WRONG_TYPE,
        "statement",
    );
    assert!(
        fault
            .help
            .is_some_and(|help| help.contains("[remarks.some_id]"))
    );
    one(
        "[remarks.if_dry]",
        "[[remarks.also]]\nkind = \"anomaly\"\n[remarks.if_dry]",
        codes::WRONG_TYPE,
        "also",
    );
}

// --- Values ---

#[test]
fn wrong_types() {
    mended(
        "title = \"The bridge at Hallow\"",
        "title = 2019",
        codes::WRONG_TYPE,
        "2019",
    );
    mended(
        "happened = true",
        "happened = \"yes\"",
        codes::WRONG_TYPE,
        "\"yes\"",
    );
    mended(
        "also = [\"ministry\"]",
        "also = \"ministry\"",
        codes::WRONG_TYPE,
        "\"ministry\"",
    );
    one(
        "also = [\"ministry\"]",
        "also = [3]",
        codes::WRONG_TYPE,
        "3",
    );
    one(
        "given = {}",
        "given = [\"flood\"]",
        codes::WRONG_TYPE,
        "[\"flood\"]",
    );
    one(
        "prior = \"unlikely\"",
        "prior = true",
        codes::WRONG_TYPE,
        "true",
    );
    one(
        "grade = 0.9",
        "grade = { a = 1 }",
        codes::WRONG_TYPE,
        "{ a = 1 }",
    );
    mended(
        "given = {}",
        "given = {}\nquotes = \"It rained.\"",
        codes::WRONG_TYPE,
        "\"It rained.\"",
    );
    one(
        "given = {}",
        "given = {}\nquote = 3",
        codes::WRONG_TYPE,
        "3",
    );
}

/// A value of the wrong type is told for every key of every table: none is passed over.
#[test]
fn every_key_is_read() {
    use abduce_core::case::keys::{Kind, Shape, TABLES};
    for table in TABLES {
        for key in table.keys {
            let header = match table.shape {
                Shape::Root => String::new(),
                Shape::Single => format!("[{}]\n", table.name),
                _ => format!("[{}.x]\n", table.name),
            };
            // No kind of value takes a time.
            let value = if key.kind == Kind::Version {
                "{}"
            } else {
                "07:30:00"
            };
            let text = format!("{header}{} = {value}\n", key.name);
            let parsed = parse(&text);
            let at = parsed.diagnostics.iter().filter(|d| {
                text[d.labels[0].span.range()] == *value && d.severity == Severity::Error
            });
            assert_eq!(at.count(), 1, "{text}{}", summary(&parsed.diagnostics));
        }
    }
}

#[test]
fn choices() {
    mended(
        "frame = \"contributory\"",
        "frame = \"contributary\"",
        codes::BAD_CHOICE,
        "\"contributary\"",
    );
    // An unknown scale or frame makes no further faults of the words that hang on it.
    one(
        "scale = \"icd203\"",
        "scale = \"kent\"",
        codes::BAD_CHOICE,
        "\"kent\"",
    );
    one(
        "kind = \"fact\"",
        "kind = \"rumour\"",
        codes::BAD_CHOICE,
        "\"rumour\"",
    );
    one(
        "kind = \"counterfactual\"",
        "kind = \"fable\"",
        codes::BAD_CHOICE,
        "\"fable\"",
    );
}

#[test]
fn dates() {
    mended(
        "as_of = 2019-06-01",
        "as_of = \"2019-06-01\"",
        codes::BAD_DATE,
        "\"2019-06-01\"",
    );
    mended(
        "as_of = 2019-06-01",
        "as_of = 2019-06-01T08:00:00Z",
        codes::BAD_DATE,
        "2019-06-01T08:00:00Z",
    );
    one(
        "as_of = 2019-06-01",
        "as_of = 2019-02-29",
        codes::BAD_DATE,
        "2019-02-29",
    );
    one(
        "as_of = 2019-06-01",
        "as_of = \"1 June 2019\"",
        codes::BAD_DATE,
        "\"1 June 2019\"",
    );
    one(
        "as_of = 2019-06-01",
        "as_of = 08:00:00",
        codes::BAD_DATE,
        "08:00:00",
    );
}

#[test]
fn paths_and_hashes() {
    let file = |value: &str| format!("unreliable = \"slanted\"\nfile = {value}");
    for path in [
        "\"/etc/hosts\"",
        "\"C:/a.txt\"",
        "'a\\b.txt'",
        "\"https://a.example/b\"",
    ] {
        one(
            "unreliable = \"slanted\"",
            &file(path),
            codes::BAD_PATH,
            path,
        );
    }
    one(
        "unreliable = \"slanted\"",
        &(file("\"a.txt\"") + "\nsha256 = \"abc\""),
        codes::BAD_SHA256,
        "\"abc\"",
    );
    let upper = format!("\"{}\"", "AB".repeat(32));
    let text = changed(
        "unreliable = \"slanted\"",
        &(file("\"a.txt\"") + "\nsha256 = " + &upper),
    );
    let parsed = parse(&text);
    assert_eq!(summary(&parsed.diagnostics), "");
    let hash = parsed.case.sources[1].sha256.as_ref();
    assert_eq!(hash.map(|hash| hash.value.clone()), Some("ab".repeat(32)));
}

#[test]
fn keys_that_must_be_there() {
    one(
        "kind = \"counterfactual\"\n",
        "",
        codes::MISSING_KEY,
        "if_dry",
    );
    one(
        "given = {}",
        "given = {}\nquotes = [{ prefix = \"so\" }]",
        codes::MISSING_KEY,
        "{ prefix = \"so\" }",
    );
}

// --- Ids ---

#[test]
fn bad_ids() {
    one(
        "[hypotheses.strike]",
        "[hypotheses.other]",
        codes::BAD_ID,
        "other",
    );
    one(
        "[hypotheses.strike]",
        "[hypotheses.\"\"]",
        codes::BAD_ID,
        "\"\"",
    );
    one(
        "[hypotheses.strike]",
        "[hypotheses.\"a\\u0007\"]",
        codes::BAD_ID,
        "\"a\\u0007\"",
    );
    // Sources and remarks may be called so.
    let text = changed("[remarks.if_dry]", "[remarks.other]");
    assert_eq!(summary(&parse(&text).diagnostics), "");
}

#[test]
fn ids_used_twice_are_told_at_both_places() {
    let fault = one(
        "[evidence.gauge]",
        "[evidence.strike]",
        codes::DUPLICATE_ID,
        "strike",
    );
    let text = changed("[evidence.gauge]", "[evidence.strike]");
    let line = |label: &abduce_core::diagnostic::Label| {
        text[..label.span.start]
            .lines()
            .last()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(line(&fault.labels[0]), "[evidence.");
    assert_eq!(line(&fault.labels[1]), "[hypotheses.");
    assert!(fault.blocks_weighing);
    // A source may have the id of a proposition.
    let text = changed("[remarks.if_dry]", "[sources.flood]\n[remarks.if_dry]");
    assert_eq!(summary(&parse(&text).diagnostics), "");
}

#[test]
fn unknown_ids() {
    let fault = mended(
        "given.cracks = \"unlikely\"",
        "given.crakcs = \"unlikely\"",
        codes::UNKNOWN_ID,
        "crakcs",
    );
    assert!(fault.blocks_weighing);
    mended(
        "via = \"wire\"",
        "via = \"wier\"",
        codes::UNKNOWN_SOURCE,
        "\"wier\"",
    );
    mended(
        "also = [\"ministry\"]",
        "also = [\"minstry\"]",
        codes::UNKNOWN_SOURCE,
        "\"minstry\"",
    );
    let fault = one(
        "given.cracks = \"unlikely\"",
        "given.ministry = \"unlikely\"",
        codes::UNKNOWN_ID,
        "ministry",
    );
    assert!(fault.help.is_some_and(|help| help.contains("is a source")));
    // A quote's source, which is not weighed, does not keep the case from being so.
    let text = changed(
        "stance = \"likely\"",
        "stance = \"likely\"\nquotes = [{ exact = \"x\", source = \"nobody\" }]",
    );
    let parsed = parse(&text);
    assert_eq!(told(&text, &parsed), [("E0025", "\"nobody\"")]);
    assert!(parsed.can_be_weighed());
}

#[test]
fn a_forecast_as_a_ground() {
    one(
        "given = { flood = \"almost certain\" }",
        "given = { reopens = 0.2 }",
        codes::GIVEN_FORECAST,
        "reopens",
    );
}

#[test]
fn loops_in_given() {
    let text = changed("given = {}", "given = { wet_winter = 0.3 }");
    let parsed = parse(&text);
    assert_eq!(told(&text, &parsed), [("E0026", "wet_winter")]);
    let text = changed("given = {}", "given = { gauge = 0.3 }");
    let parsed = parse(&text);
    assert_eq!(
        parsed.diagnostics[0].message,
        "\"flood\" depends on \"wet_winter\" depends on \"gauge\" depends on \"flood\""
    );
    assert_eq!(parsed.diagnostics.len(), 1);
    assert_eq!(parsed.diagnostics[0].labels.len(), 3);
    assert!(parsed.diagnostics[0].blocks_weighing);
    // A credence that cannot be read hides no loop.
    let text = changed("given = {}", "given = { gauge = 3.5 }");
    let codes: Vec<&str> = parse(&text).diagnostics.iter().map(|d| d.code.0).collect();
    assert_eq!(codes, ["E0026", "E0031"]);
}

#[test]
fn loops_in_via() {
    let text = changed("[sources.wire]", "[sources.wire]\nvia = \"gazette\"");
    let parsed = parse(&text);
    assert_eq!(
        parsed.diagnostics[0].message,
        "\"gazette\" is heard through \"wire\" is heard through \"gazette\""
    );
    assert_eq!(parsed.diagnostics[0].code, codes::VIA_LOOP);
    one(
        "unreliable = \"slanted\"",
        "via = \"ministry\"",
        codes::VIA_LOOP,
        "\"ministry\"",
    );
}

#[test]
fn sources_counted_twice() {
    let fault = one(
        "also = [\"ministry\"]",
        "also = [\"ministry\", \"gazette\"]",
        codes::SOURCE_TWICE,
        "\"gazette\"",
    );
    assert!(!fault.blocks_weighing);
}

// --- Credences ---

#[test]
fn bad_credences() {
    mended(
        "prior = \"unlikely\"",
        "prior = \"unlikly\"",
        codes::BAD_CREDENCE,
        "\"unlikly\"",
    );
    mended(
        "prior = \"unlikely\"",
        "prior = \"0.3\"",
        codes::BAD_CREDENCE,
        "\"0.3\"",
    );
    mended(
        "prior = \"unlikely\"",
        "prior = \"20%-40%\"",
        codes::BAD_CREDENCE,
        "\"20%-40%\"",
    );
    mended(
        "grade = \"B\"",
        "grade = \"b\"",
        codes::BAD_CREDENCE,
        "\"b\"",
    );
    let fault = one(
        "prior = \"unlikely\"",
        "prior = \"dunno\"",
        codes::BAD_CREDENCE,
        "\"dunno\"",
    );
    assert!(fault.blocks_weighing);
    let help = fault.help.unwrap_or_default();
    assert!(
        help.contains("almost certain / nearly certain 95-99%"),
        "{help}"
    );
    // What is never weighed may be faulty, and the numbers stand.
    let fault = one(
        "stance = \"likely\"",
        "stance = \"dunno\"",
        codes::BAD_CREDENCE,
        "\"dunno\"",
    );
    assert!(!fault.blocks_weighing);
    // A grade of the file that is faulty is told there, not where it is used.
    one(
        "own = 0.7",
        "own = \"dunno\"",
        codes::BAD_CREDENCE,
        "\"dunno\"",
    );
}

#[test]
fn phrases_of_the_other_scale() {
    let fault = one(
        "prior = \"unlikely\"",
        "prior = \"realistic possibility\"",
        codes::OTHER_SCALE,
        "\"realistic possibility\"",
    );
    let help = fault.help.unwrap_or_default();
    assert!(help.contains("means 40-50% on phia"), "{help}");
    assert!(
        help.contains("nearest of icd203 is \"even\" (45-55%)"),
        "{help}"
    );
    assert!(fault.patch.is_none());
}

#[test]
fn credences_outside_their_range() {
    mended("prior = \"unlikely\"", "prior = 30", codes::OUTSIDE, "30");
    let fault = one("prior = \"unlikely\"", "prior = 1.2", codes::OUTSIDE, "1.2");
    assert!(fault.patch.is_none());
    let huge = "99999999999999999999";
    for value in ["\"130%\"", "-0.2", "nan", "inf", huge] {
        one(
            "prior = \"unlikely\"",
            &format!("prior = {value}"),
            codes::OUTSIDE,
            value,
        );
    }
    mended("[0.1, 0.3]", "[0.3, 0.1]", codes::BAD_RANGE, "[0.3, 0.1]");
    mended("[0.1, 0.3]", "\"30-10%\"", codes::BAD_RANGE, "\"30-10%\"");
    mended("[0.1, 0.3]", "[10, 30]", codes::BAD_RANGE, "[10, 30]");
    one(
        "[0.1, 0.3]",
        "[0.1, 0.2, 0.3]",
        codes::BAD_RANGE,
        "[0.1, 0.2, 0.3]",
    );
    one(
        "[0.1, 0.3]",
        "[\"10%\", \"30%\"]",
        codes::BAD_RANGE,
        "[\"10%\", \"30%\"]",
    );
}

// --- What does not go together ---

#[test]
fn rivals_have_neither_grounds_nor_strength() {
    let text = changed("frame = \"contributory\"", "frame = \"rival\"");
    let parsed = parse(&text);
    assert_eq!(
        told(&text, &parsed),
        [
            ("E0034", "strength"),
            ("E0034", "strength"),
            ("E0033", "otherwise"),
            ("E0033", "given"),
            ("E0034", "strength"),
        ]
    );
    assert!(parsed.can_be_weighed());
    let flood = &parsed.case.hypotheses[2];
    assert!(flood.grounds.given.is_empty() && flood.grounds.otherwise.is_none());
    assert!(parsed.case.hypotheses[0].strength.is_none());
}

#[test]
fn outcomes_and_their_days() {
    one(
        "resolved_on = 2019-05-14\n",
        "",
        codes::OUTCOME_UNDATED,
        "outcome",
    );
    one("outcome = true\n", "", codes::NO_EFFECT, "resolved_on");
    // One that cannot be read is not missing as well.
    one(
        "resolved_on = 2019-05-14",
        "resolved_on = 2019-05-44",
        codes::BAD_DATE,
        "2019-05-44",
    );
}

#[test]
fn dates_out_of_order() {
    one(
        "resolved_on = 2019-05-14",
        "resolved_on = 2019-03-14",
        codes::DATE_ORDER,
        "2019-03-14",
    );
    one(
        "resolves_by = 2019-06-01",
        "resolves_by = 2019-01-01",
        codes::DATE_ORDER,
        "2019-01-01",
    );
    one(
        "date = 2019-03-12",
        "date = 2019-03-09",
        codes::SOURCE_LATER,
        "2019-03-09",
    );
}

#[test]
fn keys_without_effect() {
    one(
        "otherwise = \"20-40%\"",
        "otherwise = \"20-40%\"\nprior = 0.3",
        codes::NO_EFFECT,
        "prior",
    );
    let hash = format!("unreliable = \"slanted\"\nsha256 = \"{}\"", "0".repeat(64));
    one(
        "unreliable = \"slanted\"",
        &hash,
        codes::NO_EFFECT,
        "sha256",
    );
}

#[test]
fn more_faults_than_are_shown() {
    let mut text = "abduce = 1\nquestion = \"Why?\"\n[hypotheses.a]\n[evidence.e]\n".to_owned();
    for i in 0..case::MAX_FAULTS + 20 {
        text.push_str(&format!("k{i} = 1\n"));
    }
    let parsed = parse(&text);
    assert_eq!(parsed.diagnostics.len(), case::MAX_FAULTS + 1);
    let last = &parsed.diagnostics[case::MAX_FAULTS];
    assert_eq!(last.message, "20 more faults are not shown");
    assert!(parsed.can_be_weighed());
    text.push_str("[forecasts.f]\ngiven = { nobody = 0.1 }\n");
    assert!(!parse(&text).can_be_weighed());
}

#[test]
fn a_file_with_many_faults_tells_all_of_them() {
    let text = include_str!("data/faulty.toml");
    let parsed = parse(text);
    let mut sources = SourceMap::default();
    let file = sources.add("faulty.toml", text);
    let lines: String = parsed
        .diagnostics
        .iter()
        .map(|d| {
            let (line, column) = sources.get(file).position(d.labels[0].span.start);
            let at = &text[d.labels[0].span.range()];
            format!("{line}:{column} {} {at} | {}\n", d.code.0, d.message)
        })
        .collect();
    insta::assert_snapshot!(lines);
    let mut kinds: Vec<_> = parsed.diagnostics.iter().map(|d| d.code).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert!(kinds.len() >= 20, "{}", kinds.len());
}

/// What people write by habit: each is told once, and mended where it is sure.
#[test]
fn habits_from_elsewhere() {
    mended("strength = 0.9", "strength = .9", codes::SYNTAX, ".9");
    mended("strength = 0.9", "strength = 0,9", codes::SYNTAX, ",");
    mended(
        "given = {}",
        "// given = 3\ngiven = {}",
        codes::SYNTAX,
        "//",
    );
    mended(
        "{ flood = \"almost certain\" }",
        "{ flood: \"almost certain\" }",
        codes::SYNTAX,
        ":",
    );
    mended(
        "\"The winter was wet.\"",
        "“The winter was wet.”",
        codes::SYNTAX,
        "“The winter was wet.”",
    );
    one(
        "\"The winter was wet.\"",
        "\"The \"wet\" winter.\"",
        codes::SYNTAX,
        "",
    );
    one(
        "\"The winter was wet.\"",
        "'The winter's end.'",
        codes::SYNTAX,
        "",
    );
    one("[remarks.if_dry]", "[remarks.if dry]", codes::SYNTAX, "");
    one("strength = 0.9", "strength = 1/3", codes::SYNTAX, "1/3");
}
