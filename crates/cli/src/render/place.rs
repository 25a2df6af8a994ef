//! Byte offsets as lines, columns and characters: all that a set of diagnostics needs, in
//! one pass over each text.

use std::collections::{BTreeMap, BTreeSet};

use abduce_core::diagnostic::Diagnostic;
use abduce_core::source::{FileId, SourceMap, Span};

/// One place in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters.
    pub(super) column: usize,
    /// From 0, in characters from the start of the text.
    pub(super) offset: usize,
    /// From 0, in bytes: on a character's boundary and within the text.
    pub(super) byte: usize,
    /// The byte that the line starts at.
    pub(super) line_start: usize,
}

/// Every place that a set of diagnostics names.
pub(super) struct Places(BTreeMap<(FileId, usize), Place>);

impl Places {
    /// The places of all labels and patches of `diagnostics`.
    pub(super) fn of(diagnostics: &[Diagnostic], texts: &SourceMap) -> Places {
        let mut wanted: BTreeMap<FileId, BTreeSet<usize>> = BTreeMap::new();
        let mut want = |file: FileId, span: Span| {
            wanted
                .entry(file)
                .or_default()
                .extend([span.start, span.end]);
        };
        for diagnostic in diagnostics {
            for label in &diagnostic.labels {
                want(label.file, label.span);
            }
            if let Some(patch) = &diagnostic.patch {
                want(patch.file, patch.span);
            }
        }
        let mut places = BTreeMap::new();
        for (file, offsets) in wanted {
            let text = &texts.get(file).text;
            places.extend(locate(text, &offsets).map(|(byte, place)| ((file, byte), place)));
        }
        Places(places)
    }

    /// The places of a span's start and end, which one of the diagnostics has; a span that
    /// is back to front counts as empty.
    pub(super) fn get(&self, file: FileId, span: Span) -> (Place, Place) {
        let at = |byte| self.0.get(&(file, byte)).copied().unwrap_or_default();
        let start = at(span.start);
        (start, at(span.end).max(start))
    }
}

/// The place of each of `offsets`, which come in order. One past the end counts as the
/// end; one inside a character counts as its start.
fn locate<'a>(
    text: &'a str,
    offsets: &'a BTreeSet<usize>,
) -> impl Iterator<Item = (usize, Place)> + 'a {
    let bytes = text.as_bytes();
    let mut place = Place {
        line: 1,
        column: 1,
        ..Place::default()
    };
    offsets.iter().map(move |&offset| {
        let end = text.floor_char_boundary(offset);
        while place.byte < end {
            let byte = bytes[place.byte];
            place.byte += 1;
            if byte == b'\n' {
                place.line += 1;
                place.column = 1;
                place.line_start = place.byte;
                place.offset += 1;
            } else if text.is_char_boundary(place.byte) {
                place.column += 1;
                place.offset += 1;
            }
        }
        (offset, place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_agree_with_the_text_on_every_offset() {
        let mut texts = SourceMap::default();
        let file = texts.add("a", "aé\n\r\n漢字e\u{301}\n\nz🙂");
        let source = texts.get(file);
        let offsets: BTreeSet<usize> = (0..source.text.len() + 3).collect();
        for (offset, place) in locate(&source.text, &offsets) {
            assert_eq!(
                (place.line, place.column),
                source.position(offset),
                "at {offset}"
            );
            let before = &source.text[..source.text.floor_char_boundary(offset)];
            assert_eq!(place.offset, before.chars().count(), "at {offset}");
            assert_eq!(place.line_start, before.rfind('\n').map_or(0, |i| i + 1));
        }
    }
}
