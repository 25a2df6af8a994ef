//! Numbers in a row, wherever their text stands.

use crate::fault::Span;
use crate::number::number;
use crate::xml::{Element, Piece};

/// What comes next.
#[derive(Debug, PartialEq)]
pub(crate) enum Step {
    /// A number, and where it stands.
    Number(f64, Span),
    /// Something else, and where.
    Other(Span),
    /// Nothing.
    End,
}

/// Numbers parted by blanks and commas, and by nothing else.
#[derive(Clone, Debug)]
pub(crate) struct Numbers<'t> {
    /// Stretches of text with where each starts; those before the first are done.
    pieces: Vec<(usize, &'t str)>,
    piece: usize,
    /// How far the piece has been read.
    at: usize,
    /// Marks that count as blanks.
    marks: &'static [u8],
    /// What opens a remark up to the end of its line.
    remark: Option<u8>,
}

impl<'t> Numbers<'t> {
    /// The numbers in `text`, which starts at `start`; `marks` count as blanks.
    pub(crate) fn new(start: usize, text: &'t str, marks: &'static [u8]) -> Numbers<'t> {
        Numbers {
            pieces: vec![(start, text)],
            piece: 0,
            at: 0,
            marks,
            remark: None,
        }
    }

    /// The same, where `remark` opens a remark up to the end of its line.
    pub(crate) fn with_remarks(mut self, remark: u8) -> Numbers<'t> {
        self.remark = Some(remark);
        self
    }

    /// The numbers in the text of an element.
    pub(crate) fn of_xml(element: Element<'t, '_>) -> Numbers<'t> {
        let piece = |piece: &'t Piece<'_>| (piece.start, &*piece.text);
        Numbers {
            pieces: element.pieces().iter().map(piece).collect(),
            ..Numbers::new(0, "", b"")
        }
    }

    /// How many numbers there are at most.
    pub(crate) fn most(&self) -> usize {
        let rest = self.pieces.iter().skip(self.piece);
        rest.map(|(_, text)| text.len() / 2 + 1).sum()
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> Step {
        while let Some((start, text)) = self.pieces.get(self.piece) {
            let bytes = text.as_bytes();
            let blank = |byte: &u8| {
                byte.is_ascii_whitespace() || *byte == b',' || self.marks.contains(byte)
            };
            while bytes.get(self.at).is_some_and(blank) {
                self.at += 1;
            }
            if self.at == bytes.len() {
                self.piece += 1;
                self.at = 0;
                continue;
            }
            let from = self.at;
            if self.remark == Some(bytes[from]) {
                let rest = &bytes[from..];
                let len = rest.iter().position(|&byte| byte == b'\n');
                self.at += len.unwrap_or(rest.len());
                continue;
            }
            if let Some((value, len)) = number(&bytes[from..])
                && bytes.get(from + len).is_none_or(blank)
            {
                self.at += len;
                return Step::Number(value, start + from..start + self.at);
            }
            while bytes.get(self.at).is_some_and(|byte| !blank(byte)) {
                self.at += 1;
            }
            return Step::Other(start + from..start + self.at);
        }
        Step::End
    }

    /// What stands at a place that was told of.
    pub(crate) fn text_at(&self, place: &Span) -> &'t str {
        let within = |(start, text): &(usize, &'t str)| {
            let from = place.start.checked_sub(*start)?;
            text.get(from..place.end - start)
        };
        self.pieces.iter().find_map(within).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_with_their_places() {
        let mut numbers = Numbers::new(10, " (0.5,1e-2) x1 3", b"()");
        assert_eq!(numbers.next(), Step::Number(0.5, 12..15));
        assert_eq!(numbers.next(), Step::Number(0.01, 16..20));
        assert_eq!(numbers.next(), Step::Other(22..24));
        assert_eq!(numbers.text_at(&(22..24)), "x1");
        assert_eq!(numbers.next(), Step::Number(3.0, 25..26));
        assert_eq!(numbers.next(), Step::End);
        assert_eq!(numbers.next(), Step::End);
    }
}
