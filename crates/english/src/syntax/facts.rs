//! What the models see of a word: hashes of its form, its ends and its shape.

use super::wordnet::{Entry, Wordnet};
use crate::word::Word;

/// The hashes of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// The form as it stands.
    pub(crate) form: u32,
    /// In lower case, digits as `0`, typographic marks as plain ones.
    pub(crate) lower: u32,
    /// The last characters of the lower form: one, two, three, four.
    pub(crate) tails: [u32; 4],
    /// The first characters of the lower form: one, two, three.
    pub(crate) starts: [u32; 3],
    /// What it is made of: see [`shape`].
    pub(crate) shape: u32,
    /// What a dictionary knows of it.
    pub(crate) known: Entry,
}

/// Facts of what stands outside of a sentence.
pub(crate) const OUTSIDE: Facts = Facts {
    form: 3,
    lower: 3,
    tails: [3; 4],
    starts: [3; 3],
    shape: 31,
    known: Entry {
        kind: 0,
        noun: 0,
        verb: 0,
    },
};

/// The word begins with a capital.
pub(crate) const CAPITAL: u32 = 1;
/// All of its letters are capitals, two or more.
const UPPER: u32 = 2;
/// It has a digit.
const DIGIT: u32 = 4;
/// It has no letter and no digit.
const MARK: u32 = 8;
/// It has a hyphen or a stop inside.
const INNER: u32 = 16;

const BASE: u32 = 0x811c_9dc5;

fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
    hash ^ (hash >> 13)
}

/// The hash of a lower-case text, as [`Facts::lower`] has it.
#[cfg(any(test, feature = "train"))]
pub(crate) fn hash(lower: &str) -> u32 {
    finish(lower.bytes().fold(BASE, step))
}

impl Facts {
    /// The facts of a word of `text`.
    pub(crate) fn of(word: &Word, text: &str, wordnet: &Wordnet) -> Facts {
        let form = match word.form(text) {
            "``" | "''" => "\"",
            form => form,
        };
        let mut lower = [0; 64];
        let n = fold(form, &mut lower);
        let lower = &lower[..n];
        let tail = |n: usize| {
            finish(
                lower[lower.len().saturating_sub(n)..]
                    .iter()
                    .fold(BASE ^ 1, |h, &b| step(h, b)),
            )
        };
        let start = |n: usize| {
            finish(
                lower[..n.min(lower.len())]
                    .iter()
                    .fold(BASE ^ 2, |h, &b| step(h, b)),
            )
        };
        Facts {
            form: finish(form.bytes().fold(BASE, step)),
            lower: finish(lower.iter().copied().fold(BASE, step)),
            tails: [tail(1), tail(2), tail(3), tail(4)],
            starts: [start(1), start(2), start(3)],
            shape: shape(form),
            known: wordnet.get(finish(lower.iter().copied().fold(BASE, step))),
        }
    }
}

/// Lower case, digits as `0`, typographic marks as plain ones; the first 64 bytes.
fn fold(form: &str, lower: &mut [u8; 64]) -> usize {
    let mut n = 0;
    if form.is_ascii() {
        for (to, from) in lower.iter_mut().zip(form.bytes()) {
            *to = if from.is_ascii_digit() {
                b'0'
            } else {
                from.to_ascii_lowercase()
            };
            n += 1;
        }
        return n;
    }
    let plain = form.chars().map(|c| match c {
        '’' | '‘' | 'ʼ' => '\'',
        '“' | '”' => '"',
        '‐' | '‑' => '-',
        '–' => '—',
        c if c.is_numeric() => '0',
        c => c,
    });
    for c in plain.flat_map(char::to_lowercase) {
        let Some(to) = lower.get_mut(n..n + c.len_utf8()) else {
            break;
        };
        c.encode_utf8(to);
        n += c.len_utf8();
    }
    n
}

/// What a form is made of, in bits.
fn shape(form: &str) -> u32 {
    let mut shape = 0;
    let (mut letters, mut uppers) = (0, 0);
    for (at, c) in form.char_indices().take(64) {
        if c.is_numeric() {
            shape |= DIGIT;
        } else if c.is_alphabetic() {
            letters += 1;
            if c.is_uppercase() {
                uppers += 1;
                shape |= if at == 0 { CAPITAL } else { 0 };
            }
        } else if at > 0 && matches!(c, '-' | '.') {
            shape |= INNER;
        }
    }
    if letters == 0 && shape & DIGIT == 0 {
        shape |= MARK;
    }
    if uppers > 1 && uppers == letters {
        shape |= UPPER;
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Facts {
        Facts::of(&Word::bare(0..text.len(), 0), text, &Wordnet::of(&[], 0))
    }

    #[test]
    fn folded() {
        assert_eq!(of("’S").lower, of("'s").lower);
        assert_eq!(of("“").lower, hash("\""));
        assert_eq!(of("``"), of("\""));
        assert_eq!(of("''"), of("\""));
        assert_eq!(of("1990").lower, hash("0000"));
        assert_ne!(of("Said").form, of("said").form);
        assert_eq!(of("Said").lower, of("said").lower);
        assert_eq!(of("said").tails[1], of("Rapid").tails[1]);
        assert_eq!(of(&"é".repeat(100)).lower, hash(&"é".repeat(32)));
    }

    #[test]
    fn shapes() {
        assert_eq!(of("Kim").shape, CAPITAL);
        assert_eq!(of("US").shape, CAPITAL | UPPER);
        assert_eq!(of("3.5").shape, DIGIT | INNER);
        assert_eq!(of(",").shape, MARK);
    }
}
