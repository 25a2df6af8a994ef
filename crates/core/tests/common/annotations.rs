//! What holds of the annotations of any bytes at all.

use abduce_core::reader::annotation::{Annotation, annotations, records};
use abduce_core::reader::draft;
use abduce_core::reader::reading::Reading;
use abduce_core::source::document::{self, Document, Format};

/// Reads `data` as an article; panics where something is promised that does not hold.
pub(crate) fn check_annotations(data: &[u8], format: Format) {
    let Ok(document) = document::read(data, Some(format), "article") else {
        return;
    };
    let found = annotate(&document);
    for annotation in &found {
        let words = document.text.get(annotation.span.range());
        let words = words.unwrap_or_else(|| panic!("{annotation:?} slices no text"));
        assert!(!words.trim().is_empty(), "{annotation:?}");
        let sound = annotation
            .why
            .iter()
            .all(|reason| reason.weight.is_finite());
        assert!(sound && !annotation.rule.is_empty(), "{annotation:?}");
    }
    let order = |a: &Annotation| (a.span.start, a.span.end, a.label);
    assert!(found.is_sorted_by_key(order), "in order of place");
    check_records(data, &document, &found);
    assert_eq!(found, annotate(&document), "twice the same");
}

/// Everything that is found.
pub(crate) fn annotate(document: &Document) -> Vec<Annotation> {
    let reading = Reading::new(document);
    annotations(&reading, &draft(&reading))
}

/// Whether places point into the file, and in plain text at the same words.
fn check_records(data: &[u8], document: &Document, found: &[Annotation]) {
    // What is UTF-8 may still be taken for another charset, as UTF-16 with many zeros is.
    let file = std::str::from_utf8(data)
        .ok()
        .filter(|_| document.charset == "UTF-8");
    let characters: Vec<char> = file.unwrap_or(&document.text).chars().collect();
    for (annotation, record) in found.iter().zip(records("a", document, data, found)) {
        assert!(record.start < record.end, "{record:?}");
        if document.format == Format::Text && document.charset == "UTF-8" {
            let there: String = characters[record.start..record.end].iter().collect();
            assert_eq!(there, document.text[annotation.span.range()], "{record:?}");
        }
    }
}
