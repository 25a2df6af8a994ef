//! Files of each format as other programs write them, and what is wrong with bad ones.

#![expect(clippy::unwrap_used, reason = "what cannot be had fails the test")]

mod support;

use abduce_netfile::{Fault, Format, Limits, NamedNetwork, codes, read, uai, xdsl};
use support::{has_error, parents, values};

fn reading(text: &str, format: Format) -> Result<NamedNetwork, Vec<Fault>> {
    let reading = read(text.as_bytes(), format, &Limits::DEFAULT);
    assert_eq!(reading.network.is_none(), has_error(&reading.faults));
    reading.into_result()
}

/// The codes of all faults with the text that each points at.
fn told(text: &str, format: Format) -> Vec<(&'static str, String)> {
    let faults = read(text.as_bytes(), format, &Limits::DEFAULT).faults;
    let place = |f: &Fault| text[f.span.clone()].to_owned();
    faults.iter().map(|f| (f.code.0, place(f))).collect()
}

fn check(cases: &[(&str, &str, &str)], format: Format) {
    for (text, code, place) in cases {
        let found = told(text, format);
        assert!(
            found.contains(&(code, (*place).to_owned())),
            "{text}: {found:?}"
        );
    }
}

const XMLBIF: &str = r#"<?xml version="1.0" encoding="US-ASCII"?>
<!-- A comment -->
<!DOCTYPE BIF [ <!ELEMENT BIF ( NETWORK )*> ]>
<BIF VERSION="0.3">
<NETWORK>
<NAME>Wet</NAME>
<PROPERTY>by hand</PROPERTY>
<VARIABLE TYPE="nature"><NAME>rain &amp; hail</NAME><OUTCOME>yes</OUTCOME><OUTCOME>no</OUTCOME>
  <PROPERTY>position = (73, 165)</PROPERTY></VARIABLE>
<VARIABLE TYPE="nature"><NAME>grass</NAME><OUTCOME>wet</OUTCOME><OUTCOME>dry</OUTCOME></VARIABLE>
<DEFINITION><FOR>grass</FOR><GIVEN>rain &amp; hail</GIVEN>
  <TABLE>0.9 <!-- wet --> 0.1
    <![CDATA[ 0.2 ]]> 0.8</TABLE></DEFINITION>
<DEFINITION><FOR>rain &amp; hail</FOR><TABLE>0.2 0.8</TABLE></DEFINITION>
</NETWORK>
</BIF>
"#;

#[test]
fn xmlbif_is_read() {
    let network = reading(XMLBIF, Format::XmlBif).unwrap();
    assert_eq!(network.name, "Wet");
    assert_eq!(network.properties, ["by hand"]);
    assert_eq!(network.variables()[0].position, Some((73.0, 165.0)));
    assert_eq!(values(&network, "grass"), [0.9, 0.1, 0.2, 0.8]);
    assert_eq!(parents(&network, "grass"), ["rain & hail"]);
}

#[test]
fn what_is_wrong_with_xmlbif_is_told() {
    let wrap = |inside: &str| {
        format!("<BIF VERSION=\"0.3\"><NETWORK><NAME>x</NAME>{inside}</NETWORK></BIF>")
    };
    let a = "<VARIABLE><NAME>a</NAME><OUTCOME>x</OUTCOME><OUTCOME>y</OUTCOME></VARIABLE>";
    let define = |table: &str| wrap(&format!("{a}<DEFINITION><FOR>a</FOR>{table}</DEFINITION>"));
    let cases = [
        (define("<TABLE>0.5 0.5 0.5</TABLE>"), "N0011", "<TABLE>"),
        (define("<TABLE>0.5</TABLE>"), "N0011", "<TABLE>"),
        (define("<TABLE>0.5 0.4</TABLE>"), "N0014", "0.5 0.4"),
        (define("<TABLE>0.5 half</TABLE>"), "N0010", "half"),
        (
            define("<GIVEN>b</GIVEN><TABLE>0.5 0.5</TABLE>"),
            "N0008",
            "<GIVEN>",
        ),
        (define(""), "N0012", "<DEFINITION>"),
        (wrap(a), "N0012", "<VARIABLE>"),
        (wrap(&format!("{a}{a}")), "N0006", "<VARIABLE>"),
        (
            wrap("<VARIABLE TYPE=\"utility\"><NAME>u</NAME></VARIABLE>"),
            "N0017",
            "<VARIABLE TYPE=\"utility\">",
        ),
        (
            wrap("<VARIABLE><NAME>u</NAME></VARIABLE>"),
            "N0011",
            "<VARIABLE>",
        ),
        (wrap("&bomb;"), "N0004", "&bomb;"),
        ("<BIF><NETWORK>".to_owned(), "N0005", "<NETWORK>"),
        ("<BIF></NETWORK>".to_owned(), "N0004", ""),
        ("<BIF></BIF>".to_owned(), "N0003", ""),
        ("<BIF>".to_owned() + &"<a>".repeat(100), "N0002", "<a>"),
    ];
    let cases: Vec<_> = cases.iter().map(|(t, c, p)| (t.as_str(), *c, *p)).collect();
    check(&cases, Format::XmlBif);
}

const XDSL: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<smile version="1.0" id="Cough" numsamples="1000">
  <nodes>
    <cpt id="cold"><state id="yes" /><state id="no" /><probabilities>0.2 0.8</probabilities></cpt>
    <cpt id="dust"><state id="none" /><state id="much" /><probabilities>0.7 0.3</probabilities></cpt>
    <noisymax id="cough"><state id="bad" /><state id="light" /><state id="absent" />
      <parents>cold dust</parents>
      <strengths>0 1 1 0</strengths>
      <parameters>0.5 0.3 0.2 0 0 1 0.1 0.4 0.5 0 0 1 0.01 0.04 0.95</parameters></noisymax>
    <deterministic id="doctor"><state id="go" /><state id="stay" /><parents>cough</parents>
      <resultingstates>go stay stay</resultingstates></deterministic>
  </nodes>
  <extensions><genie version="1.0" app="x" name="y"><submodel id="s">
    <node id="cough"><name>Cough!</name><position>10 20 30 60</position></node>
  </submodel></genie></extensions>
</smile>
"#;

#[test]
fn xdsl_is_read() {
    let network = reading(XDSL, Format::Xdsl).unwrap();
    assert_eq!(network.name, "Cough");
    let cough = network.variable("cough").unwrap();
    let named = network.named(cough).unwrap();
    assert_eq!(named.label.as_deref(), Some("Cough!"));
    assert_eq!(named.position, Some((20.0, 40.0)));
    assert_eq!(values(&network, "doctor"), [1.0, 0.0, 0.0, 1.0, 0.0, 1.0]);
    assert!(network.network().noisy_max(cough).is_some());
    // By hand: P(at most light) is the product of those of all causes that act, and so on.
    // Dust has its second state as the strongest.
    let table = values(&network, "cough");
    let given = |cold: usize, dust: usize| &table[(cold * 2 + dust) * 3..][..3];
    let near = |a: &[f64], b: [f64; 3]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12);
    assert!(near(given(1, 0), [0.01, 0.04, 0.95]));
    let absent = 0.2 * 0.5 * 0.95;
    let at_most_light = 0.5 * 0.9 * 0.99;
    assert!(near(
        given(0, 1),
        [1.0 - at_most_light, at_most_light - absent, absent]
    ));
    assert!(near(
        given(0, 0),
        [1.0 - 0.5 * 0.99, 0.5 * 0.99 - 0.2 * 0.95, 0.2 * 0.95]
    ));
}

#[test]
fn xdsl_of_pyagrum_is_read_in_its_order() {
    let text = r#"<smile version="1.0" id="x"><nodes>
      <cpt id="a"><state id="a0" /><state id="a1" /><probabilities>0.2 0.8</probabilities></cpt>
      <cpt id="b"><state id="b0" /><state id="b1" /><probabilities>0.4 0.6</probabilities></cpt>
      <cpt id="c"><state id="c0" /><state id="c1" /><parents>a b</parents>
        <probabilities>0.1 0.9 0.2 0.8 0.3 0.7 0.4 0.6</probabilities></cpt>
      </nodes><extensions><genie app="aGrUM 3.3.1" /></extensions></smile>"#;
    let found = read(text.as_bytes(), Format::Xdsl, &Limits::DEFAULT);
    assert_eq!(found.faults.len(), 1);
    assert_eq!(found.faults[0].code, codes::OTHER_ORDER);
    let network = found.network.unwrap();
    // The second row is that of a1 and b0.
    assert_eq!(parents(&network, "c"), ["b", "a"]);
    assert_eq!(values(&network, "c")[2..4], [0.2, 0.8]);
    let genie = reading(&text.replace("aGrUM", "GeNIe"), Format::Xdsl).unwrap();
    assert_eq!(parents(&genie, "c"), ["a", "b"]);
}

#[test]
fn xdsl_in_the_old_charset_is_read() {
    let bytes: Vec<u8> = XDSL
        .replace("Cough!", "H\u{fc}stel")
        .chars()
        .map(|c| c as u8)
        .collect();
    let network = xdsl::read(&bytes, &Limits::DEFAULT).into_result().unwrap();
    let cough = network.variable("cough").unwrap();
    assert_eq!(
        network.named(cough).unwrap().label.as_deref(),
        Some("Hüstel")
    );
    let undeclared: Vec<u8> = bytes[44..].to_vec();
    let faults = xdsl::read(&undeclared, &Limits::DEFAULT).faults;
    assert_eq!(faults[0].code, codes::NOT_TEXT);
}

#[test]
fn what_is_wrong_with_xdsl_is_told() {
    let wrap = |inside: &str| format!("<smile version=\"1.0\"><nodes>{inside}</nodes></smile>");
    let state = "<state id=\"x\" /><state id=\"y\" />";
    let a = format!("<cpt id=\"a\">{state}<probabilities>0.5 0.5</probabilities></cpt>");
    let cases = [
        (
            wrap(&format!("<cpt id=\"a\">{state}</cpt>")),
            "N0012",
            "<cpt id=\"a\">",
        ),
        (
            wrap(&format!(
                "{a}<utility id=\"u\"><parents>a</parents></utility>"
            )),
            "N0017",
            "<utility id=\"u\">",
        ),
        (
            wrap(&format!("{a}<equation id=\"u\"></equation>")),
            "N0017",
            "<equation id=\"u\">",
        ),
        (wrap(&format!("{a}{a}")), "N0006", "<cpt id=\"a\">"),
        (
            wrap(&format!(
                "{a}<cpt id=\"b\">{state}<parents>a c</parents><probabilities>1 0</probabilities></cpt>"
            )),
            "N0008",
            "<parents>",
        ),
        (
            wrap(&format!(
                "{a}<deterministic id=\"b\">{state}<parents>a</parents><resultingstates>x z</resultingstates></deterministic>"
            )),
            "N0009",
            "<resultingstates>",
        ),
        (
            wrap(&format!(
                "{a}<deterministic id=\"b\">{state}<parents>a</parents><resultingstates>x</resultingstates></deterministic>"
            )),
            "N0011",
            "<resultingstates>",
        ),
        (
            wrap(&format!(
                "{a}<noisymax id=\"b\">{state}<parents>a</parents><parameters>1 0 0 1</parameters></noisymax>"
            )),
            "N0011",
            "<parameters>",
        ),
        (
            wrap(&format!(
                "{a}<noisymax id=\"b\">{state}<parents>a</parents><strengths>0</strengths><parameters>1 0 0 1 0 1</parameters></noisymax>"
            )),
            "N0017",
            "<strengths>",
        ),
        ("<smile/>".to_owned(), "N0003", ""),
    ];
    let cases: Vec<_> = cases.iter().map(|(t, c, p)| (t.as_str(), *c, *p)).collect();
    check(&cases, Format::Xdsl);
}

const NET: &str = r#"% From Hugin
net
{
    node_size = (80 40);
    name = "Wet \"grass\"";
}
node rain
{
    label = "Did it rain?";
    position = (145 10);
    states = ("yes"
              "no");
    HR_Desc = "a { in a text";
}
discrete node grass { states = ("wet" "damp" ""); }
potential (rain) { data = (0.2 0.8); }
potential (grass | rain)
{
    data = ((0.5 % wet
             0.3 0.2)
            (0.1 0.2 0.7));
    experience = (1 1);
}
"#;

#[test]
fn net_is_read() {
    let found = read(NET.as_bytes(), Format::Net, &Limits::DEFAULT);
    assert_eq!(found.faults.len(), 1, "{:?}", found.faults);
    assert_eq!(found.faults[0].code, codes::PASSED_OVER);
    let network = found.network.unwrap();
    assert_eq!(network.name, "Wet \"grass\"");
    assert_eq!(values(&network, "grass"), [0.5, 0.3, 0.2, 0.1, 0.2, 0.7]);
    assert_eq!(network.variables()[1].states, ["wet", "damp", "state2"]);
    assert_eq!(network.variables()[0].position, Some((145.0, 10.0)));
    assert_eq!(
        network.variables()[0].label.as_deref(),
        Some("Did it rain?")
    );
}

#[test]
fn a_class_is_read_as_a_net() {
    let text = format!(
        "class weather {{ inputs = (); {} }}",
        &NET[NET.find("node rain").unwrap()..]
    );
    let network = reading(&text, Format::Net).unwrap();
    assert_eq!(network.name, "weather");
    assert_eq!(values(&network, "rain"), [0.2, 0.8]);
}

#[test]
fn what_is_wrong_with_net_is_told() {
    let a = "node a { states = (\"x\" \"y\"); }\n";
    let cases = [
        (
            format!("{a}potential (a) {{ data = (0.5 0.4); }}"),
            "N0014",
            "0.5 0.4",
        ),
        (
            format!("{a}potential (a) {{ data = (0.5 0.5 0.5); }}"),
            "N0011",
            "a",
        ),
        (
            format!("{a}potential (a) {{ data = (0.5 \"x\"); }}"),
            "N0005",
            "data",
        ),
        (format!("{a}potential (a) {{ }}"), "N0012", "a"),
        (
            format!("{a}potential (a) {{ model_nodes = (); }}"),
            "N0017",
            "model_nodes",
        ),
        (
            format!("{a}potential (a | b) {{ data = (0.5 0.5); }}"),
            "N0008",
            "b",
        ),
        (
            format!("{a}{a}potential (a) {{ data = (0.5 0.5); }}"),
            "N0006",
            "a",
        ),
        (format!("{a}continuous node c {{ }}"), "N0017", "continuous"),
        (
            format!("{a}potential (a a) {{ data = (0.5 0.5); }}"),
            "N0017",
            "potential",
        ),
        ("node a { states = (\"x\" \"y\")".to_owned(), "N0005", ""),
        ("node a { states = (\"x".to_owned(), "N0005", "\""),
        ("node a { states (x) }".to_owned(), "N0004", "("),
        ("node a { }".to_owned(), "N0011", "a"),
        ("net { } node".to_owned(), "N0005", ""),
        ("net { }".to_owned(), "N0020", ""),
        (format!("class x {{ class y {{ {a} }} }}"), "N0017", "y"),
    ];
    let cases: Vec<_> = cases.iter().map(|(t, c, p)| (t.as_str(), *c, *p)).collect();
    check(&cases, Format::Net);
}

const MARKOV: &str =
    "MARKOV\n3\n2 2 3\n2\n2 0 1\n2 1 2\n\n4\n 4.0 2.4\n 1.0 0.0\n\n6\n 2 2 3\n 1 1.5 7\n";

#[test]
fn uai_is_read() {
    let network = reading(MARKOV, Format::Uai).unwrap();
    assert_eq!(network.variables()[2].name, "var2");
    assert_eq!(
        network.variables()[2].states,
        ["state0", "state1", "state2"]
    );
    let factor = network.network().factors().next().unwrap();
    assert_eq!(
        network.network().factor_values(factor).unwrap(),
        [4.0, 2.4, 1.0, 0.0]
    );
    let written = abduce_netfile::write(&network, Format::Uai).unwrap();
    assert!(written.text.starts_with("MARKOV"));
    let again = reading(&written.text, Format::Uai).unwrap();
    assert_eq!(again.network().n_factors(), 2);
    let refused = abduce_netfile::write(&network, Format::Bif).unwrap_err();
    assert!(
        refused.to_string().starts_with("BIF holds one"),
        "{refused}"
    );
    let remarks = "# by hand\nBAYES 1 2 1 # one\n1 0 2 0.4 0.6 # end";
    let remarks = reading(remarks, Format::Uai).unwrap();
    assert_eq!(values(&remarks, "var0"), [0.4, 0.6]);
    let bayes = reading(
        "BAYES 2 2 2 2 1 0 2 0 1 2 0.4 0.6 4 0.1 0.9 0.2 0.8",
        Format::Uai,
    )
    .unwrap();
    assert_eq!(values(&bayes, "var1"), [0.1, 0.9, 0.2, 0.8]);
}

#[test]
fn what_is_wrong_with_uai_is_told() {
    let cases = [
        ("BAYES 1 2 1 1 0 2 0.4 0.4", "N0014", "0.4 0.4"),
        ("BAYES 1 2 1 1 0 2 0.4", "N0011", "2"),
        ("BAYES 1 2 1 1 0 3 0.4 0.6 0", "N0011", "3"),
        ("BAYES 1 2 1 1 1 2 0.4 0.6", "N0008", "1"),
        ("BAYES 1 2 1 2 0 0 4 0.4 0.6 1 0", "N0019", "2"),
        ("BAYES 1 2 0", "N0012", "2"),
        ("BAYES 1 0 0", "N0011", "0"),
        ("BAYES 1 x", "N0004", "x"),
        ("BAYES 1 2.5", "N0010", "2.5"),
        ("BAYES", "N0005", ""),
        ("BAYES 1 2 1 1 0 2 0.4 0.6 7", "N0011", "7"),
        ("BAYES 1 2 1 1 0 2 0.4 x", "N0010", "x"),
        ("MARKOV 1 2 1 1 0 2 4 -1", "N0010", "-1"),
        ("MARKOV 1 2 1 2 0 0 4 1 1 1 1", "N0019", "2"),
        ("BAYES 1 999999999999", "N0002", "999999999999"),
        ("BAYES 99999999999999", "N0005", ""),
        ("MARKOV 2 40000 40000 1 2 0 1 1600000000 1 1", "N0002", "2"),
    ];
    check(&cases, Format::Uai);
}

#[test]
fn evidence_that_does_not_fit_is_told() {
    let network = reading(MARKOV, Format::Uai).unwrap();
    let read = |text: &str| uai::read_evidence(text.as_bytes(), &network, &Limits::DEFAULT);
    assert_eq!(
        read("2 1 0 2 1").unwrap(),
        [(network.handles()[1], 0), (network.handles()[2], 1)]
    );
    assert_eq!(read("0").unwrap(), []);
    assert_eq!(read("").unwrap(), []);
    let code = |text: &str| read(text).unwrap_err()[0].code.0;
    assert_eq!(code("2 1 0"), "N0011");
    assert_eq!(code("1 3 0"), "N0008");
    assert_eq!(code("1 1 2"), "N0009");
    assert_eq!(code("1 1 x"), "N0010");
}

#[test]
fn formats_are_told_by_content() {
    let cases = [
        (XMLBIF, Some(Format::XmlBif)),
        (XDSL, Some(Format::Xdsl)),
        (NET, Some(Format::Net)),
        (MARKOV, Some(Format::Uai)),
        ("// c\nnetwork x {}", Some(Format::Bif)),
        ("\u{feff}network x {}", Some(Format::Bif)),
        ("<html>", None),
        ("hello", None),
        ("", None),
    ];
    for (text, format) in cases {
        assert_eq!(Format::of_content(text.as_bytes()), format, "{text}");
    }
    let wrong = told(XDSL, Format::Bif);
    assert_eq!(wrong, [("N0003", String::new())]);
    assert_eq!(Format::of_ending("XDSL"), Some(Format::Xdsl));
    assert_eq!(Format::of_ending("txt"), None);
}
