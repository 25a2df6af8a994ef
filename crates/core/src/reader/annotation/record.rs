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

/// Writes the [`records`] of a document, one a line, as JSON: the same bytes as those of
/// `serde_json`, with what is the same in every line written out once.
///
/// # Errors
/// When a number cannot be written, which does not happen.
pub fn write_records(
    doc: &str,
    document: &Document,
    bytes: &[u8],
    annotations: &[Annotation],
    out: &mut Vec<u8>,
) -> serde_json::Result<()> {
    let characters = Characters::new(document, bytes);
    let mut head = b"{\"doc\":".to_vec();
    serde_json::to_writer(&mut head, doc)?;
    head.extend_from_slice(b",\"label\":");
    out.reserve(annotations.len() * (head.len() + LINE));
    for annotation in annotations {
        if let Some(place) = characters.of(document, annotation.span) {
            out.extend_from_slice(&head);
            line(annotation, place, out)?;
        }
    }
    Ok(())
}

/// What a line takes beside the name of its document, about, in bytes.
const LINE: usize = 96;

/// Writes what follows the document's name.
fn line(annotation: &Annotation, place: Span, out: &mut Vec<u8>) -> serde_json::Result<()> {
    string(annotation.label, out)?;
    out.extend_from_slice(b",\"start\":");
    integer(place.start, out);
    out.extend_from_slice(b",\"end\":");
    integer(place.end, out);
    if let Some(group) = &annotation.group {
        out.extend_from_slice(b",\"group\":");
        string(group, out)?;
    }
    match &annotation.value {
        Some(Value::Class(class)) => {
            out.extend_from_slice(b",\"value\":");
            string(class, out)?;
        }
        Some(Value::Number(number)) => {
            out.extend_from_slice(b",\"value\":");
            serde_json::to_writer(&mut *out, &thousandths(*number))?;
        }
        None => {}
    }
    out.extend_from_slice(b",\"attrs\":{\"rule\":");
    string(annotation.rule, out)?;
    if let Some((low, high)) = annotation.range {
        out.extend_from_slice(b",\"low\":");
        serde_json::to_writer(&mut *out, &thousandths(low))?;
        out.extend_from_slice(b",\"high\":");
        serde_json::to_writer(&mut *out, &thousandths(high))?;
    }
    if !annotation.why.is_empty() {
        out.extend_from_slice(b",\"why\":");
        why(&annotation.why, out)?;
    }
    out.extend_from_slice(b"}}\n");
    Ok(())
}

fn why(reasons: &[Reason], out: &mut Vec<u8>) -> serde_json::Result<()> {
    for (i, reason) in reasons.iter().enumerate() {
        out.extend_from_slice(if i == 0 { b"[[" } else { b",[" });
        string(&reason.feature, out)?;
        out.push(b',');
        serde_json::to_writer(&mut *out, &thousandths(reason.weight))?;
        out.push(b']');
    }
    out.push(b']');
    Ok(())
}

/// Writes a string; nearly all need no escapes.
fn string(text: &str, out: &mut Vec<u8>) -> serde_json::Result<()> {
    let escaped = |b: u8| b < 0x20 || b == b'"' || b == b'\\';
    if text.bytes().any(escaped) {
        return serde_json::to_writer(out, text);
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
    Ok(())
}

fn integer(number: usize, out: &mut Vec<u8>) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    let mut rest = number;
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// How many bytes lie between two counts.
const STEP: usize = 64;

/// Counts characters: of the file where the text stands in it byte for byte, of the text
/// where it does not (HTML, other charsets).
struct Characters<'a> {
    bytes: &'a [u8],
    /// The characters that start before each multiple of [`STEP`].
    counts: Vec<usize>,
}

impl<'a> Characters<'a> {
    /// Linear time.
    fn new(document: &'a Document, file: &'a [u8]) -> Characters<'a> {
        let known = document.raw_part(Span::new(0, document.text.len()));
        let bytes = if known.is_some() {
            file
        } else {
            document.text.as_bytes()
        };
        let mut counts = Vec::with_capacity(bytes.len() / STEP + 2);
        counts.push(0);
        let mut count = 0;
        for step in bytes.chunks(STEP) {
            count += starts(step);
            counts.push(count);
        }
        Characters { bytes, counts }
    }

    /// How many characters start before a byte.
    #[inline]
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
        let line = serde_json::to_string(&records[0]).unwrap();
        assert_eq!(
            line,
            r#"{"doc":"a","label":"uncertain","start":0,"end":3,"group":"U1","value":0.5,"attrs":{"rule":"hedge","why":[["word=may",0.123]]}}"#
        );
        let mut written = Vec::new();
        write_records("a", &document, b"may be", &annotations, &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), line + "\n");
    }

    #[test]
    fn what_is_written_is_what_is_recorded() {
        let reason = |feature: &str, weight| Reason {
            feature: feature.to_owned(),
            weight,
        };
        let text = "“Über alles, may be so,” he said.".repeat(9);
        let document = document::read(text.as_bytes(), None, "a.txt").unwrap();
        let many = (0..text.len()).step_by(7).map(|start| {
            let span = Span::new(start, (start * 3 / 2 + 1).min(text.len()));
            let plain = Annotation::new("source", span, "a/b").in_group(format!("S{start}"));
            Annotation {
                why: vec![
                    reason("tab\t \"quoted\" \\ ü", -1e-9),
                    reason("\u{7f}", 2.0),
                ],
                ..match start % 3 {
                    0 => plain.with_number(1.0 / 3.0).between(-0.0, 1e21),
                    1 => plain.of_class("so \"so\""),
                    _ => plain,
                }
            }
        });
        let many: Vec<Annotation> = many.collect();
        let mut expected = String::new();
        for record in records("q\"\n", &document, text.as_bytes(), &many) {
            expected += &serde_json::to_string(&record).unwrap();
            expected.push('\n');
        }
        let mut written = Vec::new();
        write_records("q\"\n", &document, text.as_bytes(), &many, &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), expected);
    }
}
