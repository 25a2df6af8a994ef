//! Hostile files: broken, cut off, gigantic. They end in faults with places, within bounds.

#![expect(clippy::unwrap_used, reason = "what cannot be had fails the test")]

mod support;

use abduce_netfile::{Format, Limits, Severity, codes, read, text, write};
use proptest::prelude::*;

/// Small bounds, so that a network of broken sizes stays one.
const SMALL: Limits = Limits {
    bytes: 1 << 20,
    variables: 1 << 10,
    states: 1 << 12,
    cells: 1 << 14,
};

const BIF: &str = r#"network "w" { property "v 1"; } // remark
variable rain { type discrete [ 2 ] { yes, no }; property position = (10, 20) ; }
variable "wet grass" { type discrete[3] { wet damp dry }; } /* more */
probability ( "wet grass" | rain ) { (yes) 1, 0, 0; default 0.333, 0.333, 0.333; }
probability ( rain ) { table 0.2, 0.8; }
"#;
const XMLBIF: &str = r#"<?xml version="1.0"?><!DOCTYPE BIF [ <!ENTITY a "b"> ]>
<BIF VERSION="0.3"><NETWORK><NAME>w</NAME><PROPERTY>p</PROPERTY>
<VARIABLE TYPE="nature"><NAME>a &amp; b</NAME><OUTCOME>x</OUTCOME><OUTCOME>y</OUTCOME></VARIABLE>
<VARIABLE><NAME>c</NAME><OUTCOME>x</OUTCOME><OUTCOME>y</OUTCOME><PROPERTY>position = (1, 2)</PROPERTY></VARIABLE>
<DEFINITION><FOR>c</FOR><GIVEN>a &amp; b</GIVEN><TABLE>0.9 <!-- r --> 0.1 <![CDATA[0.2]]> 0.8</TABLE></DEFINITION>
<DEFINITION><FOR>a &amp; b</FOR><TABLE>0.2 0.8</TABLE></DEFINITION></NETWORK></BIF>"#;
const XDSL: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?><smile version="1.0" id="C"><nodes>
<cpt id="a"><state id="y" /><state id="n" /><probabilities>0.2 0.8</probabilities></cpt>
<noisymax id="b"><state id="y" /><state id="n" /><parents>a</parents><strengths>1 0</strengths>
<parameters>0.5 0.5 0 1 0.1 0.9</parameters></noisymax>
<deterministic id="d"><state id="go" /><state id="stay" /><parents>b</parents>
<resultingstates>go stay</resultingstates></deterministic></nodes>
<extensions><genie app="aGrUM"><node id="b"><name>B!</name><position>1 2 3 4</position></node></genie></extensions></smile>"#;
const NET: &str = r#"net { name = "w \"x\""; } % remark
node rain { label = "R"; position = (1 2); states = ("yes" "no"); }
discrete node grass { states = ("wet" "damp" ""); }
potential (rain) { data = (0.2 0.8); }
potential (grass | rain) { data = ((0.5 % w
 0.3 0.2) (0.1 0.2 0.7)); }
"#;
const BAYES: &str = "# r\nBAYES 2 2 3 2 1 0 2 0 1 2 0.4 0.6 6 0.1 0.2 0.7 0.2 0.7 0.1";
const MARKOV: &str = "MARKOV 2 2 2 2 1 0 2 0 1\n2 0.4 6\n4 1 9 2 8";

const SPECIMENS: [(&str, Format); 6] = [
    (BIF, Format::Bif),
    (XMLBIF, Format::XmlBif),
    (XDSL, Format::Xdsl),
    (NET, Format::Net),
    (BAYES, Format::Uai),
    (MARKOV, Format::Uai),
];

/// What must hold of whatever was read.
fn check(bytes: &[u8], format: Format) {
    let reading = read(bytes, format, &SMALL);
    let text = text(bytes);
    let mut has_error = false;
    for fault in &reading.faults {
        has_error |= fault.severity == Severity::Error;
        for span in fault.also.iter().map(|(span, _)| span).chain([&fault.span]) {
            let is_text = !text.contains(char::REPLACEMENT_CHARACTER);
            assert!(!is_text || text.get(span.clone()).is_some(), "{fault:?}");
        }
        assert!(fault.message.len() < 2_000, "{fault:?}");
    }
    assert_eq!(has_error, reading.network.is_none(), "{:?}", reading.faults);
    if let Some(network) = reading.network {
        for other in Format::ALL {
            if let Ok(written) = write(&network, other) {
                let again = read(written.text.as_bytes(), other, &Limits::DEFAULT);
                assert!(
                    again.network.is_some(),
                    "{:?}\n{}",
                    again.faults,
                    written.text
                );
            }
        }
    }
}

/// One change to a file.
#[derive(Clone, Debug)]
enum Change {
    Cut(usize),
    Remove(usize, usize),
    Put(usize, Vec<u8>),
    Repeat(usize, usize),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let words = prop::sample::select(vec![
        "{",
        "}",
        "(",
        ")",
        "\"",
        ";",
        "|",
        ",",
        "<",
        ">",
        "&",
        "/*",
        "//",
        "%",
        "#",
        "-",
        "1e9",
        "999999999999",
        "0.5",
        "nan",
        "table",
        "default",
        "<a>",
        "]]>",
        "\u{0}",
        "\u{e9}",
        "\n",
    ]);
    let put = prop_oneof![
        words.prop_map(|word| word.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 1..4),
    ];
    let change = prop_oneof![
        any::<usize>().prop_map(Change::Cut),
        (any::<usize>(), 1..40_usize).prop_map(|(at, n)| Change::Remove(at, n)),
        (any::<usize>(), put).prop_map(|(at, bytes)| Change::Put(at, bytes)),
        (any::<usize>(), 1..80_usize).prop_map(|(at, n)| Change::Repeat(at, n)),
    ];
    prop::collection::vec(change, 1..4)
}

fn changed(text: &str, changes: &[Change]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for change in changes {
        let place = |at: &usize| at % (bytes.len() + 1);
        match change {
            Change::Cut(at) => bytes.truncate(place(at)),
            Change::Remove(at, n) => {
                let at = place(at);
                let end = (at + n).min(bytes.len());
                bytes.drain(at..end);
            }
            Change::Put(at, put) => {
                let at = place(at);
                bytes.splice(at..at, put.iter().copied());
            }
            Change::Repeat(at, n) => {
                let at = place(at);
                let piece = bytes[at..(at + n).min(bytes.len())].to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn broken_files_end_in_faults(which in 0..SPECIMENS.len(), changes in changes()) {
        let (text, format) = SPECIMENS[which];
        check(&changed(text, &changes), format);
    }
}

#[test]
fn places_in_xml_are_at_characters() {
    let files = [
        "<BIF><NETWORK><NAME>\u{e9}</NAME><\u{e9}",
        "<BIF><NETWORK><NAME>\u{e9}</NAME></\u{e9}>",
        "<BIF><NETWORK><!\u{e9}",
        "\u{feff}<>XFXm",
        "\u{feff}<BIF><NETWORK><NAME>a</NAME>&b;</NETWORK></BIF>",
        "<BIF><NETWORK><VARIABLE><NAME>a</NAME><OUTCOME>x</OUTCOME></VARIABLE><DEFINITION><FOR>a</FOR>\
         <TABLE><![CDATA[\u{1f642}\u{e9}]]></TABLE></DEFINITION></NETWORK></BIF>",
    ];
    for text in files {
        check(text.as_bytes(), Format::XmlBif);
    }
}

#[test]
fn every_cut_file_ends_in_faults() {
    for (text, format) in SPECIMENS {
        for end in 0..=text.len() {
            check(&text.as_bytes()[..end], format);
        }
    }
}

/// A file of about `n` bytes that opens with `head` and goes on with `part` again and again.
fn long(head: &str, part: &str, n: usize) -> String {
    head.to_owned() + &part.repeat(n / part.len())
}

#[test]
fn long_files_end_in_time() {
    let a = "variable a { type discrete [ 2 ] { x, y }; }\n";
    let row = format!("{a}probability ( a ) {{ (");
    let cases = [
        (long("", "{", 1 << 20), Format::Bif),
        (long("", "/*", 1 << 20), Format::Bif),
        (long("", "\" ", 1 << 20), Format::Bif),
        (long("", "probability ( b ) {}\n", 1 << 20), Format::Bif),
        (long(a, "probability ( a ) {}\n", 1 << 20), Format::Bif),
        (long("", a, 1 << 20), Format::Bif),
        (
            long("variable v { type discrete [ 2 ] { ", "x, ", 1 << 18),
            Format::Bif,
        ),
        (long("probability ( ", "a, ", 1 << 18), Format::Bif),
        (long(&row, "x, ", 1 << 18), Format::Bif),
        (long("network x { property ", "y ", 1 << 18), Format::Bif),
        (long("<BIF><NETWORK>", "<a>", 1 << 18), Format::XmlBif),
        (
            long("<BIF><NETWORK>", "<VARIABLE/>", 1 << 18),
            Format::XmlBif,
        ),
        (long("<BIF ", "a='b' ", 1 << 18), Format::XmlBif),
        (
            long("<smile><nodes>", "<cpt id='a'/>", 1 << 18),
            Format::Xdsl,
        ),
        (
            long("<smile><nodes>", "<![CDATA[x]]>", 1 << 18),
            Format::Xdsl,
        ),
        (long("net { x = ", "(", 1 << 20), Format::Net),
        (long("", "class a {", 1 << 18), Format::Net),
        (
            long("", "node a { states = (\"x\"); }", 1 << 18),
            Format::Net,
        ),
        (long("MARKOV 1000000 ", "1 ", 1 << 20), Format::Uai),
        (long("BAYES 2 2 2 ", "1000000 ", 1 << 18), Format::Uai),
    ];
    let start = std::time::Instant::now();
    for (text, format) in &cases {
        let reading = read(text.as_bytes(), *format, &Limits::DEFAULT);
        assert!(reading.network.is_none(), "{:.40}", text);
        assert!(!reading.faults.is_empty() && reading.faults.len() < 102);
    }
    // They take a few seconds together on a slow and busy machine.
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}

#[test]
fn states_and_tables_that_are_declared_again_and_again_are_counted_together() {
    // Each table is within the limits, all of them are not.
    let mut text = String::new();
    for i in 0..24 {
        text += &format!("variable v{i} {{ type discrete [ 2 ] {{ x, y }}; }}\n");
    }
    for i in 0..24 {
        let parents: Vec<String> = (0..24)
            .filter(|j| *j != i)
            .map(|j| format!("v{j}"))
            .collect();
        text += &format!("probability ( v{i} | {} ) {{ }}\n", parents.join(", "));
    }
    let faults = read(text.as_bytes(), Format::Bif, &Limits::DEFAULT).faults;
    assert!(faults.iter().any(|fault| fault.code == codes::TOO_LARGE));
}
