//! The declared normalisation of quotes: one table, and the way back to the original.
//!
//! | in the text | counts as |
//! | --- | --- |
//! | a run of white space: spaces, no-break spaces, tabs, line and paragraph breaks | one space; none at either end |
//! | soft hyphen U+00AD, zero-width space U+200B, word joiner U+2060, byte order mark U+FEFF | nothing |
//! | ‘ ’ ‚ ‛ ʼ ‹ › | `'` |
//! | “ ” „ ‟ « » | `"` |
//! | ‐ ‑ ‒ – — ― − (hyphens, dashes, minus) | `-` |
//! | … | `...` |
//! | any canonically equivalent sequence of characters | its Unicode form NFC |
//!
//! Nothing else: letter case, digits, punctuation, ligatures, zero-width joiners (which
//! part words in Persian) and marks of writing direction (which can reorder what is seen)
//! count as they stand. No row can change a word.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::source::Span;

/// A stretch of normalised text and the original that it stands for: both end where the
/// next piece starts.
#[derive(Clone, Copy, Debug)]
struct Piece {
    normal: usize,
    original: usize,
    /// Character for character the same lengths; else they correspond only as a whole.
    linear: bool,
}

/// A text after the declared normalisation, with the way back.
#[derive(Clone, Debug)]
pub(super) struct Normal {
    text: String,
    pieces: Vec<Piece>,
}

impl Normal {
    /// Normalises `original`, in linear time.
    pub(super) fn new(original: &str) -> Normal {
        let mut builder = Builder::default();
        let mut rest = original;
        while let Some(first) = rest.chars().next() {
            let at = original.len() - rest.len();
            let length = match plain_length(rest) {
                0 => builder.take(at, first, rest),
                length => builder.take_plain(at, &rest[..length]),
            };
            rest = &rest[length..];
        }
        builder.finish(original.len())
    }

    /// The normalised text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The original of a stretch of the normalised text; none when an end falls inside
    /// something that corresponds only as a whole.
    pub(super) fn original(&self, normal: Span) -> Option<Span> {
        if normal.start >= normal.end {
            return None;
        }
        let (first, _) = self.piece(self.pieces.partition_point(|p| p.normal <= normal.start));
        let start = match normal.start - first.normal {
            0 => first.original,
            inside if first.linear => first.original + inside,
            _ => return None,
        };
        let (last, next) = self.piece(self.pieces.partition_point(|p| p.normal < normal.end));
        let end = match next {
            _ if last.linear => last.original + (normal.end - last.normal),
            Some(next) if next.normal == normal.end => next.original,
            _ => return None,
        };
        (start < end).then_some(Span::new(start, end))
    }

    /// The normalised text that a stretch of the original became; what corresponds only as
    /// a whole is taken whole.
    pub(super) fn normal(&self, original: Span) -> Span {
        let (first, _) = self.piece(
            self.pieces
                .partition_point(|p| p.original <= original.start),
        );
        let (last, next) = self.piece(self.pieces.partition_point(|p| p.original < original.end));
        let start = match first.linear {
            true => first.normal + (original.start - first.original),
            false => first.normal,
        };
        let end = match (last.linear, next) {
            (true, _) => last.normal + (original.end - last.original),
            (false, Some(next)) => next.normal,
            (false, None) => self.text.len(),
        };
        Span::new(start.min(self.text.len()), end.min(self.text.len()))
    }

    /// The piece before index `after`, and the one at it.
    fn piece(&self, after: usize) -> (Piece, Option<Piece>) {
        let start = Piece {
            normal: 0,
            original: 0,
            linear: true,
        };
        let piece = after
            .checked_sub(1)
            .and_then(|i| self.pieces.get(i))
            .copied();
        (piece.unwrap_or(start), self.pieces.get(after).copied())
    }
}

/// How many ASCII characters, no white space, `text` starts with; not counting the last,
/// which what follows may combine with.
fn plain_length(text: &str) -> usize {
    let run = text.bytes().take_while(u8::is_ascii_graphic).count();
    run.saturating_sub(1)
}

/// What the table says of one character.
enum Row {
    Space,
    Nothing,
    As(&'static str),
    Itself,
}

fn row(c: char) -> Row {
    match c {
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => Row::Nothing,
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '‹' | '›' => Row::As("'"),
        '“' | '”' | '„' | '‟' | '«' | '»' => Row::As("\""),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Row::As("-"),
        '…' => Row::As("..."),
        c if c.is_whitespace() => Row::Space,
        _ => Row::Itself,
    }
}

/// Whether nothing before `c` can combine with it.
fn starts_anew(c: char) -> bool {
    // The quads U+2000 and U+2001 are not their own NFC, but white space all the same.
    c.is_ascii()
        || c.is_whitespace()
        || (canonical_combining_class(c) == 0
            && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes)
}

#[derive(Default)]
struct Builder {
    text: String,
    pieces: Vec<Piece>,
    /// Where white space not yet written starts in the original.
    space: Option<usize>,
}

impl Builder {
    /// Takes what starts with `first` at `at`, and returns how many bytes it took.
    fn take(&mut self, at: usize, first: char, rest: &str) -> usize {
        let length = first.len_utf8();
        match row(first) {
            Row::Space => {
                self.space.get_or_insert(at);
                length
            }
            Row::Nothing => {
                if self.space.is_none() {
                    self.piece(at, false);
                }
                length
            }
            Row::As(written) if !combines(&rest[length..]) => {
                self.write_space(at);
                self.write(at, written, length);
                length
            }
            _ => {
                self.write_space(at);
                self.take_sequence(at, rest)
            }
        }
    }

    /// Takes characters that are their own form whatever follows.
    fn take_plain(&mut self, at: usize, plain: &str) -> usize {
        self.write_space(at);
        self.piece(at, true);
        self.text.push_str(plain);
        plain.len()
    }

    /// Writes one character with all that may combine with it, in NFC.
    fn take_sequence(&mut self, at: usize, rest: &str) -> usize {
        let length = sequence_length(rest);
        let sequence = &rest[..length];
        if is_own_form(sequence) {
            self.write(at, sequence, length);
        } else {
            self.piece(at, false);
            self.text
                .extend(sequence.chars().filter(|&c| !is_nothing(c)).nfc());
            self.piece(at + length, true);
        }
        length
    }

    /// Writes the space that is due before `at`, unless at the very start.
    fn write_space(&mut self, at: usize) {
        let Some(space) = self.space.take() else {
            return;
        };
        if self.text.is_empty() {
            self.piece(at, true);
        } else {
            self.write(space, " ", at - space);
        }
    }

    /// Writes `written` for one character, of `length` bytes, of the original at `at`.
    fn write(&mut self, at: usize, written: &str, length: usize) {
        if written.len() == length && written.chars().nth(1).is_none() {
            self.piece(at, true);
            self.text.push_str(written);
        } else {
            self.piece(at, false);
            self.text.push_str(written);
            self.piece(at + length, true);
        }
    }

    /// Starts a piece here, unless the last one runs on.
    fn piece(&mut self, original: usize, linear: bool) {
        let normal = self.text.len();
        if let Some(last) = self.pieces.last()
            && linear
            && last.linear
            && original.checked_sub(last.original) == normal.checked_sub(last.normal)
        {
            return;
        }
        self.pieces.push(Piece {
            normal,
            original,
            linear,
        });
    }

    fn finish(mut self, length: usize) -> Normal {
        self.piece(self.space.unwrap_or(length), false);
        Normal {
            text: self.text,
            pieces: self.pieces,
        }
    }
}

fn is_nothing(c: char) -> bool {
    matches!(row(c), Row::Nothing)
}

/// Whether what follows would combine with the character before it.
fn combines(rest: &str) -> bool {
    rest.chars()
        .find(|&c| !is_nothing(c))
        .is_some_and(|c| !starts_anew(c))
}

/// The length of the first character with all that may combine with it, and what counts
/// as nothing between them.
fn sequence_length(text: &str) -> usize {
    let mut length = text.chars().next().map_or(0, char::len_utf8);
    for (i, c) in text.char_indices().skip(1) {
        if is_nothing(c) {
            continue;
        }
        if starts_anew(c) {
            break;
        }
        length = i + c.len_utf8();
    }
    length
}

/// Whether a sequence is a single character that is its own NFC.
fn is_own_form(sequence: &str) -> bool {
    let mut chars = sequence.chars();
    chars.next().is_some_and(starts_anew) && chars.next().is_none()
}
