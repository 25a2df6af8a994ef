//! What each fuzz target does with its bytes: run the product's own functions, and panic
//! where one breaks a promise.

#[path = "../../crates/core/tests/common/annotations.rs"]
mod annotations_of;
mod infer;
#[path = "../../crates/infer/tests/common/random.rs"]
#[allow(dead_code, reason = "the engine's own suites use the rest")]
mod random;

pub use infer::infer_network;

use abduce_core::case;
use abduce_core::reader::{self, write};
use abduce_core::source::document::{self, Document, Format};
use abduce_core::source::quote::{Haystack, MAX_CONTEXT, Verdict};
use abduce_core::source::{ReadError, SourceMap, Span, World};
use abduce_netfile::{self as netfile, Limits, NamedNetwork, WriteError};
use jiff::civil::{Date, date};

/// Parses a case; formats what can be formatted, and looks up its quotes in files that
/// hold the case itself.
pub fn case_parse(data: &[u8]) {
    let mut sources = SourceMap::default();
    let (file, parsed) = case::parse_bytes(data, "case.toml", &mut sources);
    let verification = case::verify(&parsed.case, file, &Holds(data), &mut sources);
    for diagnostic in parsed.diagnostics.iter().chain(&verification.diagnostics) {
        for label in &diagnostic.labels {
            let text = &sources.get(label.file).text;
            assert!(text.get(label.span.range()).is_some(), "{diagnostic:?}");
        }
        assert!(!diagnostic.message.is_empty());
    }
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if let Some(formatted) = case::format::format(text) {
        let again = case::format::format(&formatted);
        assert_eq!(
            again.as_deref(),
            Some(formatted.as_str()),
            "formatting settles"
        );
    }
}

/// Annotates an article, whose first byte picks the format: places must point into the
/// file, in order, and be the same twice.
pub fn annotations(data: &[u8]) {
    if let Some((&first, data)) = data.split_first() {
        annotations_of::check_annotations(data, format_of(first));
    }
}

fn format_of(byte: u8) -> Format {
    match byte % 3 {
        0 => Format::Text,
        1 => Format::Markdown,
        _ => Format::Html,
    }
}

/// Reads an article, whose first byte picks the format, and drafts a case of it: blocks
/// and links must slice the text, the draft must parse, and each of its quotes must
/// verify in the article that it is of.
pub fn read_article(data: &[u8]) {
    let Some((&first, data)) = data.split_first() else {
        return;
    };
    let format = format_of(first);
    let path = match format {
        Format::Text => "article.text",
        Format::Markdown => "article.md",
        Format::Html => "article.html",
    };
    let Ok(document) = document::read(data, Some(format), path) else {
        return;
    };
    check_document(&document, data.len());
    let draft = reader::read(&document);
    let toml = write::case_toml(&draft, &document, path);
    write::check_first(&draft, &document);
    let mut sources = SourceMap::default();
    let (file, parsed) = case::parse_bytes(toml.as_bytes(), "case.toml", &mut sources);
    let allowed = ["question", "hypothes"];
    for diagnostic in &parsed.diagnostics {
        let message = diagnostic.message.as_str();
        assert!(
            allowed.iter().any(|word| message.contains(word)),
            "{message}\n{toml}"
        );
    }
    // A text that opens like Markdown is read as that by its name.
    if format == document.format && reads_alike(data, path, &document) {
        let verification = case::verify(&parsed.case, file, &Holds(data), &mut sources);
        for diagnostic in &verification.diagnostics {
            // Only where more words repeat than a context may have.
            let repeats = diagnostic.code == case::codes::QUOTE_AMBIGUOUS;
            assert!(
                repeats && data.len() > MAX_CONTEXT,
                "{diagnostic:?}\n{toml}"
            );
        }
    }
}

fn reads_alike(data: &[u8], path: &str, document: &Document) -> bool {
    document::read(data, None, path).is_ok_and(|again| again == *document)
}

fn check_document(document: &Document, n_bytes: usize) {
    let mut end = 0;
    for block in &document.blocks {
        let words = document
            .text
            .get(block.span.range())
            .expect("a block slices the text");
        assert!(block.span.start >= end, "blocks are in order");
        assert!(
            !words.is_empty() && words.trim() == words,
            "{words:?} is trimmed"
        );
        end = block.span.end;
    }
    for link in &document.links {
        assert!(
            document.text.get(link.span.range()).is_some(),
            "a link slices the text"
        );
    }
    if let Some(raw) = document.raw_span(Span::new(0, document.text.len())) {
        assert!(raw.start < raw.end && raw.end <= n_bytes);
    }
}

/// Looks up quotes: the bytes are a text, a quote, a prefix and a suffix, parted by 0xFF.
/// Spans must slice the text; what verifies must verify again by its own words and
/// minimal context; the text's whole words must verify as a quote of it.
pub fn quote(data: &[u8]) {
    let parts: Vec<String> = data
        .splitn(4, |&b| b == 0xFF)
        .map(|part| String::from_utf8_lossy(part).into_owned())
        .collect();
    let part = |i: usize| parts.get(i).map(String::as_str);
    let text = part(0).unwrap_or_default();
    let haystack = Haystack::new(text);
    let verdict = haystack.find(part(1).unwrap_or(text), part(2), part(3));
    match &verdict {
        Verdict::Verified(span) => check_verified(&haystack, text, *span),
        Verdict::Ambiguous(spans) => {
            assert!(spans.len() > 1);
            check_slices(text, spans);
        }
        Verdict::Moved(spans) => {
            assert!(!spans.is_empty());
            check_slices(text, spans);
        }
        Verdict::Altered { nearest, .. } => check_slices(text, &[*nearest]),
        Verdict::Lost { nearest } => check_slices(text, nearest.as_slice()),
    }
    if parts.len() == 1 && text.chars().any(char::is_alphanumeric) {
        assert!(
            matches!(verdict, Verdict::Verified(_)),
            "{text:?}: {verdict:?}"
        );
    }
}

fn check_slices(text: &str, spans: &[Span]) {
    for span in spans {
        let slice = text.get(span.range());
        assert!(
            slice.is_some_and(|slice| !slice.is_empty()),
            "{span:?} in {text:?}"
        );
    }
}

fn check_verified(haystack: &Haystack, text: &str, span: Span) {
    check_slices(text, &[span]);
    let (prefix, suffix) = haystack.minimal_context(span);
    let again = haystack.find(&text[span.range()], prefix.as_deref(), suffix.as_deref());
    assert_eq!(
        again,
        Verdict::Verified(span),
        "{prefix:?} {suffix:?} in {text:?}"
    );
}

/// Reads a network file: every fault must slice its text, there is a network when none is an
/// error, and what a network is written as, in any format, is read as the same numbers.
pub fn network(data: &[u8], format: netfile::Format) {
    const LIMITS: Limits = Limits {
        bytes: 1 << 20,
        variables: 1 << 10,
        states: 1 << 12,
        cells: 1 << 16,
    };
    let reading = netfile::read(data, format, &LIMITS);
    let text = netfile::text(data);
    let mut has_error = false;
    for fault in &reading.faults {
        has_error |= fault.severity == netfile::Severity::Error;
        let places = fault.also.iter().map(|(span, _)| span);
        for span in places.chain([&fault.span]) {
            // What is no text is shown with marks in place of what is not.
            let is_marked = text.contains(char::REPLACEMENT_CHARACTER)
                || fault.code == netfile::codes::NOT_TEXT;
            let slices = text.get(span.clone()).is_some();
            assert!(span.start <= span.end && (slices || is_marked), "{fault:?}");
        }
        assert!(!fault.message.is_empty() && fault.message.len() < 2_000);
    }
    assert_eq!(has_error, reading.network.is_none());
    let Some(network) = reading.network else {
        return;
    };
    for other in netfile::Format::ALL {
        match netfile::write(&network, other) {
            Ok(written) => check_written(&network, &written.text, other),
            Err(WriteError::NotBayesian { .. }) => assert_eq!(format, netfile::Format::Uai),
            Err(error) => assert!(matches!(error, WriteError::TooLarge { .. })),
        }
    }
}

fn check_written(network: &NamedNetwork, text: &str, format: netfile::Format) {
    // A noisy-MAX may be larger as a table.
    let again = netfile::read(text.as_bytes(), format, &Limits::DEFAULT);
    let again = again
        .into_result()
        .unwrap_or_else(|faults| panic!("{faults:?}\n{text}"));
    assert_eq!(again.variables().len(), network.variables().len());
    let sums = |network: &NamedNetwork| -> Vec<u64> {
        let own = network.network();
        let table = |v| {
            own.full_table(v, 1 << 24)
                .ok()
                .flatten()
                .unwrap_or_default()
        };
        let tables = network.handles().iter().map(|&v| table(v));
        let mut sums: Vec<u64> = tables
            .map(|table| {
                table
                    .iter()
                    .enumerate()
                    .map(|(i, v)| (i + 1) as f64 * v)
                    .sum::<f64>()
            })
            .map(f64::to_bits)
            .collect();
        sums.sort_unstable();
        sums
    };
    assert_eq!(sums(&again), sums(network), "{text}");
}

/// A world in which every file holds the same bytes.
struct Holds<'a>(&'a [u8]);

impl World for Holds<'_> {
    fn read(&self, _path: &str, limit: u64) -> Result<Vec<u8>, ReadError> {
        if self.0.len() as u64 > limit {
            return Err(ReadError::TooLarge { limit });
        }
        Ok(self.0.to_vec())
    }

    fn today(&self) -> Date {
        date(2020, 1, 2)
    }
}
