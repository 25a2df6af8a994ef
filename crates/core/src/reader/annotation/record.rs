//! Annotations as records: the form that gold data has and that scorers read, with places
//! counted in characters of the file.

use serde::{Serialize, Serializer};

use super::{Annotation, Reason, Value};
use crate::source::Span;
use crate::source::document::Document;

/// One annotation of one document, as it is written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Record<'a> {
    /// The name of the document.
    pub doc: &'a str,
    /// What it is.
    pub label: &'static str,
    /// Where it starts in the file, in Unicode scalar values.
    pub start: usize,
    /// One past its end.
    pub end: usize,
    /// Ties together the arguments of one relation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<&'a str>,
    /// Its class or number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<&'a Value>,
    /// What found it.
    pub attrs: Attrs<'a>,
}

/// What found an annotation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attrs<'a> {
    /// The name of the rule.
    pub rule: &'static str,
    /// The lower end of the range around its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper end of that range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// The features that spoke for it, strongest first.
    #[serde(skip_serializing_if = "<[Reason]>::is_empty")]
    pub why: &'a [Reason],
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Class(class) => serializer.serialize_str(class),
            Value::Number(number) => serializer.serialize_f64(thousandths(*number)),
        }
    }
}

/// As a pair, so that lines stay short.
impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.feature, thousandths(self.weight)).serialize(serializer)
    }
}

/// A number as far as it means anything.
fn thousandths(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// The records of a document called `doc`, read from a file of these bytes.
pub fn records<'a>(
    doc: &'a str,
    document: &Document,
    bytes: &[u8],
    annotations: &'a [Annotation],
) -> Vec<Record<'a>> {
    let characters = Characters::new(document, bytes);
    let records = annotations.iter().filter_map(|annotation| {
        let place = characters.of(document, annotation.span)?;
        Some(Record {
            doc,
            label: annotation.label,
            start: place.start,
            end: place.end,
            group: annotation.group.as_deref(),
            value: annotation.value.as_ref(),
            attrs: Attrs {
                rule: annotation.rule,
                low: annotation.range.map(|r| thousandths(r.0)),
                high: annotation.range.map(|r| thousandths(r.1)),
                why: &annotation.why,
            },
        })
    });
    records.collect()
}

/// How many bytes lie between two counts.
const STEP: usize = 256;

/// Counts characters: of the file where the text stands in it byte for byte, of the text
/// where it does not (HTML, other charsets).
struct Characters<'a> {
    bytes: &'a [u8],
    /// The characters that start before each multiple of [`STEP`].
    counts: Vec<usize>,
}

impl<'a> Characters<'a> {
    fn new(document: &'a Document, file: &'a [u8]) -> Characters<'a> {
        let known = document.raw_part(Span::new(0, document.text.len()));
        let bytes = if known.is_some() {
            file
        } else {
            document.text.as_bytes()
        };
        let mut counts = vec![0];
        let mut count = 0;
        for step in bytes.chunks(STEP) {
            count += starts(step);
            counts.push(count);
        }
        Characters { bytes, counts }
    }

    /// How many characters start before a byte.
    fn before(&self, at: usize) -> usize {
        let step = (at / STEP).min(self.counts.len() - 1);
        let rest = self.bytes.get(step * STEP..at).unwrap_or(&[]);
        self.counts[step] + starts(rest)
    }

    /// A span of the document's text in characters; none when nothing of it stands in the
    /// file.
    fn of(&self, document: &Document, span: Span) -> Option<Span> {
        let span = document.raw_part(span).unwrap_or(span);
        let place = Span::new(self.before(span.start), self.before(span.end));
        (place.start < place.end).then_some(place)
    }
}

/// How many characters start in these bytes of UTF-8.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::document;

    /// What a scorer sees at the places that are given for `words`.
    fn seen(file: &[u8], name: &str, words: &str) -> String {
        let document = document::read(file, None, name).unwrap();
        let start = document.text.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        let annotations = [Annotation::new("name", span, "test")];
        let records = records("a", &document, file, &annotations);
        let characters: Vec<char> = String::from_utf8_lossy(file).chars().collect();
        characters[records[0].start..records[0].end]
            .iter()
            .collect()
    }

    #[test]
    fn places_are_the_files_own() {
        let long = "Ünïcödé wörds – and möre of them. ".repeat(40);
        let files = [
            "Ånn said so.\r\nBob did not.".to_owned(),
            "\u{feff}Ånn\u{a0}said so.\r\n\r\nBob did not.".to_owned(),
            format!("{long}\r\n\t{long}\r\n“Yes”,\u{a0}Bob did not."),
            "# Ånn\n\nShe said so.\n\n* Bob did not.".to_owned(),
        ];
        for file in &files {
            assert_eq!(seen(file.as_bytes(), "a.txt", "Bob did not"), "Bob did not");
        }
    }

    #[test]
    fn markdown_is_widened_to_what_stands_in_the_file() {
        let file = "Ånn *said* [so](http://a.b) &amp; **Bob did** not.";
        assert_eq!(seen(file.as_bytes(), "a.md", "said so"), "said* [so");
        assert_eq!(
            seen(file.as_bytes(), "a.md", "Bob did not"),
            "Bob did** not"
        );
    }

    #[test]
    fn a_record_is_one_line_of_json() {
        let annotation = Annotation {
            why: vec![Reason {
                feature: "word=may".to_owned(),
                weight: 0.123_456,
            }],
            ..Annotation::new("uncertain", Span::new(0, 3), "hedge")
        };
        let annotations = [annotation.in_group("U1".to_owned()).with_number(0.5)];
        let document = document::read(b"may be", None, "a.txt").unwrap();
        let records = records("a", &document, b"may be", &annotations);
        assert_eq!(
            serde_json::to_string(&records[0]).unwrap(),
            r#"{"doc":"a","label":"uncertain","start":0,"end":3,"group":"U1","value":0.5,"attrs":{"rule":"hedge","why":[["word=may",0.123]]}}"#
        );
    }
}
