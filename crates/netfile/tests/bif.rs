//! Reading and writing BIF.

#![expect(clippy::unwrap_used, reason = "what cannot be had fails the test")]

use abduce_netfile::{Fault, Limits, NamedNetwork, bif, codes, position};

const RAIN: &str = "variable rain { type discrete [ 2 ] { yes, no }; }\n";
const GRASS: &str = "variable grass { type discrete [ 3 ] { wet, damp, dry }; }\n";
const PRIOR: &str = "probability ( rain ) { table 0.2, 0.8; }\n";

fn read(text: &str) -> Result<NamedNetwork, Vec<Fault>> {
    let reading = bif::read(text.as_bytes(), &Limits::DEFAULT);
    assert_eq!(
        reading.network.is_some(),
        reading
            .faults
            .iter()
            .all(|f| f.severity == abduce_netfile::Severity::Warning),
        "{:?}",
        reading.faults
    );
    reading.into_result()
}

fn values(network: &NamedNetwork, name: &str) -> Vec<f64> {
    let variable = network.variable(name).unwrap();
    let factor = network.network().cpt_of(variable).unwrap().unwrap();
    network.network().factor_values(factor).unwrap().to_vec()
}

/// The codes and places of all faults, each place as its text.
fn told(text: &str) -> Vec<(&'static str, String)> {
    let faults = bif::read(text.as_bytes(), &Limits::DEFAULT).faults;
    let place = |f: &Fault| text[f.span.clone()].to_owned();
    faults.iter().map(|f| (f.code.0, place(f))).collect()
}

/// A network of rain and grass with this inside of the table of grass.
fn with_grass(inside: &str) -> String {
    format!(
        "network weather {{}}\n{RAIN}{GRASS}{PRIOR}probability ( grass | rain ) {{ {inside} }}\n"
    )
}

#[test]
fn rows_are_told_by_the_names_of_states() {
    let network = read(&with_grass("(no) 0.1, 0.2, 0.7; (yes) 0.5 0.3 0.2;")).unwrap();
    assert_eq!(network.name, "weather");
    assert_eq!(values(&network, "rain"), [0.2, 0.8]);
    assert_eq!(values(&network, "grass"), [0.5, 0.3, 0.2, 0.1, 0.2, 0.7]);
    let rain = network.variable("rain").unwrap();
    assert_eq!(network.state(rain, "no"), Some(1));
    assert_eq!(network.state(rain, "maybe"), None);
    assert_eq!(network.variable("snow"), None);
}

#[test]
fn a_default_stands_for_rows_that_are_not_given() {
    let network = read(&with_grass("default 0, 0, 1; (yes) 0.5, 0.3, 0.2;")).unwrap();
    assert_eq!(values(&network, "grass"), [0.5, 0.3, 0.2, 0.0, 0.0, 1.0]);
}

#[test]
fn a_table_is_taken_in_the_order_whose_rows_sum_to_one() {
    let fast = read(&with_grass("table 0.5, 0.3, 0.2, 0.1, 0.2, 0.7;")).unwrap();
    let slow = read(&with_grass("table 0.5, 0.1, 0.3, 0.2, 0.2, 0.7;")).unwrap();
    assert_eq!(values(&fast, "grass"), [0.5, 0.3, 0.2, 0.1, 0.2, 0.7]);
    assert_eq!(values(&fast, "grass"), values(&slow, "grass"));
    let neither = told(&with_grass("table 0.5, 0.3, 0.3, 0.1, 0.2, 0.7;"));
    assert_eq!(
        neither,
        [("N0015", "table 0.5, 0.3, 0.3, 0.1, 0.2, 0.7;".to_owned())]
    );
}

#[test]
fn a_table_that_sums_to_one_in_both_orders_is_refused_unless_they_agree() {
    let square = |numbers: &str| {
        let wet = "variable wet { type discrete [ 2 ] { yes, no }; }\n";
        format!("{RAIN}{wet}{PRIOR}probability ( wet | rain ) {{ table {numbers}; }}\n")
    };
    assert!(read(&square("0.3, 0.7, 0.7, 0.3")).is_ok());
    assert!(read(&square("0.9, 0.1, 0.2, 0.8")).is_ok());
    // Three states by three: rows and columns of a Latin square sum to one.
    let three = "variable a { type discrete [ 3 ] { x, y, z }; }
        variable b { type discrete [ 3 ] { x, y, z }; }
        probability ( a ) { table 0.2, 0.3, 0.5; }
        probability ( b | a ) { table 0.2, 0.3, 0.5, 0.5, 0.2, 0.3, 0.3, 0.5, 0.2; }";
    let faults = read(three).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].code, codes::UNSURE_ORDER);
    assert!(
        faults[0].message.contains("both orders"),
        "{}",
        faults[0].message
    );
}

#[test]
fn rows_are_divided_by_their_sum_and_told_when_far() {
    let network = read(&with_grass(
        "(yes) 0.333, 0.333, 0.333; (no) 0.1, 0.2, 0.7;",
    ))
    .unwrap();
    let grass = values(&network, "grass");
    let third = 0.333 / (0.333 + 0.333 + 0.333);
    assert_eq!(grass[..3], [third; 3]);
    let text = with_grass("(yes) 0.333, 0.333, 0.333; (no) 0.109, 0.2, 0.7;");
    let reading = bif::read(text.as_bytes(), &Limits::DEFAULT);
    let warning = &reading.faults[0];
    assert_eq!((reading.faults.len(), warning.code), (1, codes::ROUNDED));
    assert!(
        warning.message.contains("2 rows of `grass`"),
        "{}",
        warning.message
    );
    assert_eq!(&text[warning.span.clone()], "(no) 0.109, 0.2, 0.7;");
    let off = told(&with_grass("(yes) 0.3, 0.3, 0.3; (no) 0.1, 0.2, 0.7;"));
    assert_eq!(off, [("N0014", "(yes) 0.3, 0.3, 0.3;".to_owned())]);
}

#[test]
fn the_old_style_is_read() {
    let text = r#"
        // JavaBayes
        network "Dog Problem" { property "version 1"; property author Nobody of note ; }
        variable "light on" { // 2 values
            type discrete[2] { "true" "false" };
            property "position = (218, 195.5)" ;
            property other = thing;
        }
        variable out { type discrete[2] { true false }; }
        /* priors
           and so on */
        probability ( "light on" ) { table 0.15 0.85 ; }
        probability ( out "light on" ) { (true) 0.6 0.4; (false) /* rare */ 0.05 0.95; }
    "#;
    let network = read(text).unwrap();
    assert_eq!(network.name, "Dog Problem");
    assert_eq!(network.properties, ["version 1", "author Nobody of note"]);
    let light = &network.variables()[0];
    assert_eq!(light.position, Some((218.0, 195.5)));
    assert_eq!(light.properties, ["other = thing"]);
    assert_eq!(values(&network, "out"), [0.6, 0.4, 0.05, 0.95]);
    let again = read(&bif::write(&network).unwrap().text).unwrap();
    assert_eq!(again.variables(), network.variables());
    assert_eq!(again.properties, network.properties);
}

#[test]
fn tables_may_stand_before_their_variables() {
    let text = format!(
        "probability ( grass | rain ) {{ default 0.5, 0.25, 0.25; }}\n{PRIOR}{RAIN}{GRASS}"
    );
    assert_eq!(
        values(&read(&text).unwrap(), "grass")[3..],
        [0.5, 0.25, 0.25]
    );
}

#[test]
fn every_fault_is_told_with_its_place() {
    let cases: &[(&str, &str, &str)] = &[
        (
            "(yes) 0.5, 0.3; (no) 0.1, 0.2, 0.7;",
            "N0011",
            "(yes) 0.5, 0.3;",
        ),
        (
            "(yes) 0.5, 0.3, 0.2; (on) 0.1, 0.2, 0.7; default 0, 0, 1;",
            "N0009",
            "on",
        ),
        (
            "(yes) 0.5, 0.3, 0.2; (no, no) 0.1, 0.2, 0.7;",
            "N0011",
            "(no, no)",
        ),
        ("(yes) 0.5, 0.3, 0.2; (no) 0.1, 0.2, x;", "N0010", "x"),
        ("(yes) 0.5, 0.3, 0.2; (no) -0.1, 0.4, 0.7;", "N0010", "-0.1"),
        (
            "(yes) 0.5, 0.3, 0.2; (yes) 0.1, 0.2, 0.7;",
            "N0013",
            "(yes)",
        ),
        ("(yes) 0.5, 0.3, 0.2;", "N0012", "grass"),
        ("", "N0012", "grass"),
        (
            "table 0.5, 0.3, 0.2;",
            "N0011",
            "grass | rain ) { table 0.5, 0.3, 0.2;",
        ),
        ("(yes) 0.5, 0.3, 0.2; nonsense", "N0004", "nonsense"),
        (
            "(yes) 1e999, 0.3, 0.2; (no) 0.1, 0.2, 0.7;",
            "N0010",
            "1e999",
        ),
        ("(yes) nan, 0.3, 0.2; (no) 0.1, 0.2, 0.7;", "N0010", "nan"),
    ];
    for (inside, code, place) in cases {
        let found = told(&with_grass(inside));
        assert!(
            found.contains(&(code, (*place).to_owned())),
            "{inside}: {found:?}"
        );
    }
}

#[test]
fn faults_of_the_whole_file_are_told() {
    let cases: &[(String, &str, &str)] = &[
        (format!("{RAIN}{RAIN}{PRIOR}"), "N0006", "rain"),
        (format!("{RAIN}{PRIOR}{PRIOR}"), "N0013", "rain"),
        (format!("{RAIN}{PRIOR}{GRASS}"), "N0012", "grass"),
        (
            format!("{RAIN}{PRIOR}probability ( snow ) {{ table 1; }}"),
            "N0008",
            "snow",
        ),
        (
            format!("{RAIN}{PRIOR}{GRASS}probability ( grass | rian ) {{ table 1; }}"),
            "N0008",
            "rian",
        ),
        (
            format!("{RAIN}probability ( rain | rain ) {{ default 0.5, 0.5; }}"),
            "N0019",
            "rain",
        ),
        (
            "variable a { type discrete [ 2 ] { x, x }; }".to_owned(),
            "N0007",
            "a",
        ),
        (
            "variable a { type discrete [ 3 ] { x, y }; }".to_owned(),
            "N0011",
            "a",
        ),
        (
            "variable a { type continuous [ 3 ] { x, y }; }".to_owned(),
            "N0017",
            "continuous",
        ),
        ("variable a { }".to_owned(), "N0011", "a"),
        (
            "variable a { type discrete [ 1 ] { x }; type discrete [ 1 ] { y }; }".to_owned(),
            "N0004",
            "type",
        ),
        (
            format!("{RAIN}probability ( rain ) {{ default 1, 0; default 0, 1; }}"),
            "N0013",
            "default",
        ),
        (
            "variable a { type discrete [ 2 ] { x, y }".to_owned(),
            "N0005",
            "",
        ),
        ("network x { property \"y".to_owned(), "N0005", "\""),
        ("network x { } /* never closed".to_owned(), "N0005", "/"),
        ("<?xml version=\"1.0\"?>".to_owned(), "N0004", "<?xml"),
        (String::new(), "N0020", ""),
    ];
    for (text, code, place) in cases {
        let found = told(text);
        assert!(
            found.contains(&(code, (*place).to_owned())),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn one_slip_does_not_bring_faults_of_its_own() {
    let broken = with_grass("(yes) 0.5, 0.3, 0.2; (no) 0.1, 0.2, 0.7;")
        .replace("discrete [ 2 ]", "discrete 2 ]");
    assert_eq!(told(&broken), [("N0004", "2".to_owned())]);
    let cut = format!("{RAIN}{GRASS}{PRIOR}probability ( grass | rain ) {{ (yes) 0.5,");
    assert_eq!(told(&cut), [("N0005", String::new())]);
    assert_eq!(
        told(&format!("{RAIN}{GRASS}probability (")),
        [("N0005", String::new())]
    );
    let broken = with_grass("(yes 0.5, 0.3, 0.2; (no) 0.1, 0.2, 0.7;");
    assert_eq!(told(&broken), [("N0004", ";".to_owned())]);
}

#[test]
fn rings_are_told_whole() {
    let text = "variable a { type discrete [ 1 ] { x }; }
        variable b { type discrete [ 1 ] { x }; }
        probability ( a | b ) { default 1; }
        probability ( b | a ) { default 1; }";
    let faults = read(text).unwrap_err();
    assert_eq!((faults.len(), faults[0].code), (1, codes::LOOP));
    assert_eq!(faults[0].also.len(), 1);
}

#[test]
fn what_is_declared_is_not_allocated() {
    let mut text = String::new();
    for i in 0..64 {
        text += &format!("variable v{i} {{ type discrete [ 2 ] {{ a, b }}; }}\n");
    }
    let parents: Vec<String> = (1..64).map(|i| format!("v{i}")).collect();
    for _ in 0..2 {
        text += &format!(
            "probability ( v0 | {} ) {{ default 0.5, 0.5; }}\n",
            parents.join(", ")
        );
    }
    let faults = read(&text).unwrap_err();
    assert!(
        faults.iter().any(|f| f.code == codes::TOO_LARGE),
        "{faults:?}"
    );
    let text = "variable a { type discrete [ 4000000000 ] { x, y }; }";
    assert_eq!(told(text)[0].0, "N0011");
}

#[test]
fn what_is_no_text_is_told() {
    let faults = bif::read(b"network \xff {}", &Limits::DEFAULT).faults;
    assert_eq!(
        (faults[0].code, faults[0].span.clone()),
        (codes::NOT_TEXT, 8..9)
    );
    let small = Limits {
        bytes: 10,
        ..Limits::DEFAULT
    };
    assert_eq!(
        bif::read(RAIN.as_bytes(), &small).faults[0].code,
        codes::TOO_LARGE
    );
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let text = format!("\u{feff}{RAIN}{PRIOR}");
    assert!(read(&text).is_ok());
    assert_eq!(position(&text, 3), (1, 2));
}

#[test]
fn many_faults_are_counted() {
    let faults = read(&"nonsense }\nvariable ;".repeat(300)).unwrap_err();
    assert_eq!(faults.len(), 101);
    assert_eq!(faults[100].code, codes::TOO_MANY);
}
