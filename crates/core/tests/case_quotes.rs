//! Quotes of a case fail closed, and what became of each is told at its place.

use std::collections::BTreeMap;

use abduce_core::case::{self, Verification};
use abduce_core::source::{ReadError, SourceMap, World, sha256_hex};
use jiff::civil::{Date, date};

/// Files in memory.
struct Files(BTreeMap<&'static str, Vec<u8>>);

impl World for Files {
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, ReadError> {
        let bytes = self.0.get(path).ok_or(ReadError::NotFound)?;
        if bytes.len() as u64 > limit {
            return Err(ReadError::TooLarge { limit });
        }
        Ok(bytes.clone())
    }

    fn today(&self) -> Date {
        date(2025, 1, 1)
    }
}

const NEWS: &str = "The bridge did not close on Monday. Nobody said why.\n\n\
    Engineers — three of them — looked at the deck. The bridge was old. It stood.\n\n\
    The bridge was old. It fell.\n";

/// A case with one item of evidence that has these quote keys, and one source with these.
fn case(evidence: &str, source: &str) -> String {
    let hash = sha256_hex(NEWS.as_bytes());
    let source = source.replace("HASH", &hash);
    format!(
        "abduce = 1\nquestion = \"Why?\"\n[hypotheses.age]\n[evidence.e]\nsource = \"paper\"\n\
         given = {{ age = 0.9 }}\n{evidence}\n[sources.paper]\n{source}\n"
    )
}

fn verify(text: &str) -> (Verification, SourceMap) {
    let mut sources = SourceMap::default();
    let file = sources.add("case.toml", text);
    let parsed = case::parse(text, file);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let files = BTreeMap::from([
        ("news.txt", NEWS.as_bytes().to_vec()),
        ("photo.txt", vec![0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0]),
    ]);
    let verification = case::verify(&parsed.case, file, &Files(files), &mut sources);
    (verification, sources)
}

const FILE: &str = "file = \"news.txt\"\nsha256 = \"HASH\"";

/// The codes and the texts at their first labels.
fn told(text: &str) -> Vec<(&'static str, String)> {
    let (verification, _) = verify(text);
    verification
        .diagnostics
        .iter()
        .map(|d| (d.code.0, text[d.labels[0].span.range()].to_owned()))
        .collect()
}

fn one(evidence: &str, source: &str) -> (String, String) {
    let text = case(evidence, source);
    let mut all = told(&text);
    assert_eq!(all.len(), 1, "{all:?}");
    let (code, place) = all.remove(0);
    (code.to_owned(), place)
}

#[test]
fn an_exact_quote_is_verified_at_its_place() {
    let text = case(
        "quote = \"Engineers - three of them - looked at the deck.\"",
        FILE,
    );
    let (verification, sources) = verify(&text);
    assert!(verification.diagnostics.is_empty());
    let verified = verification.verified[0];
    let shown = sources.get(verified.file);
    assert_eq!(shown.name, "news.txt");
    assert_eq!(
        &shown.text[verified.span.range()],
        "Engineers — three of them — looked at the deck."
    );
}

#[test]
fn a_dropped_not_is_told_with_the_difference() {
    let text = case("quote = \"The bridge did close on Monday.\"", FILE);
    let (verification, sources) = verify(&text);
    assert!(verification.verified.is_empty());
    let fault = &verification.diagnostics[0];
    assert_eq!(fault.code.0, "E0041");
    assert!(!fault.blocks_weighing);
    assert!(fault.help.as_ref().unwrap().contains("{+not+}"));
    let label = &fault.labels[1];
    let there = &sources.get(label.file).text[label.span.range()];
    assert!(there.contains("did not close"), "{there}");
}

#[test]
fn a_quote_that_is_not_there_is_lost() {
    let (code, place) = one("quote = \"Divers saw a second crack at noon\"", FILE);
    assert_eq!(
        (code.as_str(), place.as_str()),
        ("E0040", "\"Divers saw a second crack at noon\"")
    );
}

#[test]
fn a_quote_with_two_places_wants_a_context() {
    let (code, _) = one("quote = \"The bridge was old.\"", FILE);
    assert_eq!(code, "E0043");
    let quotes = "quotes = [{ exact = \"The bridge was old.\", suffix = \"It fell.\" }]";
    assert!(told(&case(quotes, FILE)).is_empty());
    let quotes = "quotes = [{ exact = \"The bridge was old.\", suffix = \"It moved.\" }]";
    assert_eq!(one(quotes, FILE).0, "E0042");
}

#[test]
fn a_file_must_be_there_unchanged_and_hashed() {
    let quote = "quote = \"Nobody said why.\"";
    let missing = "file = \"gone.txt\"\nsha256 = \"HASH\"";
    assert_eq!(
        one(quote, missing),
        ("E0037".to_owned(), "\"gone.txt\"".to_owned())
    );
    let binary = "file = \"photo.txt\"\nsha256 = \"HASH\"";
    assert_eq!(told(&case(quote, binary))[0].0, "E0037");
    let other = format!("file = \"news.txt\"\nsha256 = \"{}\"", "0".repeat(64));
    assert_eq!(one(quote, &other).0, "E0038");
    let text = case(quote, &other);
    assert!(verify(&text).0.verified.is_empty());
}

#[test]
fn the_patch_for_a_hash_makes_the_quote_verified() {
    let text = case(
        "quote = \"Nobody said why.\"",
        "file = \"news.txt\" # as printed",
    );
    let (verification, _) = verify(&text);
    assert!(verification.verified.is_empty());
    let fault = &verification.diagnostics[0];
    assert_eq!(fault.code.0, "E0039");
    let patch = fault.patch.clone().unwrap();
    let mut mended = text.clone();
    mended.replace_range(patch.span.range(), &patch.replacement);
    let (verification, _) = verify(&mended);
    assert!(verification.diagnostics.is_empty());
    assert_eq!(verification.verified.len(), 1);
}

#[test]
fn a_quote_without_a_file_is_a_warning_and_of_a_named_source_a_fault() {
    let (code, place) = one("quote = \"Nobody said why.\"", "");
    assert_eq!(
        (code.as_str(), place.as_str()),
        ("W0003", "\"Nobody said why.\"")
    );
    let (code, place) = one(
        "quotes = [{ exact = \"Nobody said why.\", source = \"paper\" }]",
        "",
    );
    assert_eq!((code.as_str(), place.as_str()), ("E0044", "\"paper\""));
}

#[test]
fn a_quote_is_looked_up_in_what_its_source_is_heard_through() {
    let via = format!("via = \"radio\"\n[sources.radio]\n{FILE}\n[sources.club]\nfile = \"x.txt\"");
    let text = case("quote = \"Nobody said why.\"", &via);
    let (verification, _) = verify(&text);
    assert_eq!(verification.verified.len(), 1);
    assert_eq!(verification.verified[0].source, 1);
}
