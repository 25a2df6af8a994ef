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

const MIX: u64 = 0xd6e8_feb8_6659_fd93;

fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(23) ^ word).wrapping_mul(MIX)
}

fn finish(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

/// A form in lower case, with digits as `0` and typographic marks as plain ones: its
/// first 64 bytes.
struct Folded {
    bytes: [u8; 64],
    n: usize,
    /// Which of the bytes were another character, as bits.
    changed: u64,
    shape: u32,
}

/// The hash of a lower-case text, as [`Facts::lower`] has it.
pub(crate) fn hash(lower: &str) -> u32 {
    Folded::of(lower).hash()
}

impl Facts {
    /// The facts of a word of `text`.
    pub(crate) fn of(word: &Word, text: &str, wordnet: &Wordnet) -> Facts {
        let form = match word.form(text) {
            "``" | "''" => "\"",
            form => form,
        };
        let folded = Folded::of(form);
        let lower = folded.hash();
        let (last, start) = (folded.last(), folded.start());
        let part = |bytes: u32, n: u64| finish(mix(MIX ^ n, u64::from(bytes)));
        Facts {
            form: finish(mix(u64::from(lower), folded.changed)),
            lower,
            tails: [
                part(last >> 24, 1),
                part(last >> 16, 2),
                part(last >> 8, 3),
                part(last, 4),
            ],
            starts: [
                part(start & 0xff, 5),
                part(start & 0xffff, 6),
                part(start & 0xff_ffff, 7),
            ],
            shape: folded.shape,
            known: if folded.shape & (MARK | DIGIT) == 0 {
                wordnet.get(lower)
            } else {
                Entry::default()
            },
        }
    }
}

impl Folded {
    fn of(form: &str) -> Folded {
        let mut folded = Folded {
            bytes: [0; 64],
            n: 0,
            changed: 0,
            shape: 0,
        };
        if !form.is_ascii() {
            folded.fold_characters(form);
            return folded;
        }
        let (mut letters, mut uppers) = (0, 0);
        for (at, (to, from)) in folded.bytes.iter_mut().zip(form.bytes()).enumerate() {
            *to = from.to_ascii_lowercase();
            if from.is_ascii_digit() {
                *to = b'0';
                folded.shape |= DIGIT;
            } else if from.is_ascii_alphabetic() {
                letters += 1;
                uppers += u32::from(from.is_ascii_uppercase());
            } else if at > 0 && matches!(from, b'-' | b'.') {
                folded.shape |= INNER;
            }
            folded.changed |= u64::from(*to != from) << at;
        }
        folded.n = form.len().min(64);
        folded.name_shape(
            letters,
            uppers,
            form.starts_with(|c: char| c.is_ascii_uppercase()),
        );
        folded
    }

    fn fold_characters(&mut self, form: &str) {
        let (mut letters, mut uppers) = (0, 0);
        for (at, c) in form.char_indices().take(64) {
            let plain = match c {
                '’' | '‘' | 'ʼ' => '\'',
                '“' | '”' => '"',
                '‐' | '‑' => '-',
                '–' => '—',
                c if c.is_numeric() => '0',
                c => c,
            };
            letters += u32::from(c.is_alphabetic());
            uppers += u32::from(c.is_uppercase());
            self.shape |= if c.is_numeric() { DIGIT } else { 0 };
            self.shape |= if at > 0 && matches!(plain, '-' | '.') {
                INNER
            } else {
                0
            };
            for lower in plain.to_lowercase() {
                let Some(to) = self.bytes.get_mut(self.n..self.n + lower.len_utf8()) else {
                    break;
                };
                lower.encode_utf8(to);
                self.changed |= u64::from(lower != c) << (self.n & 63);
                self.n += lower.len_utf8();
            }
        }
        self.name_shape(letters, uppers, form.starts_with(char::is_uppercase));
    }

    fn name_shape(&mut self, letters: u32, uppers: u32, capital: bool) {
        self.shape |= if capital { CAPITAL } else { 0 };
        self.shape |= if letters == 0 && self.shape & DIGIT == 0 {
            MARK
        } else {
            0
        };
        self.shape |= if uppers > 1 && uppers == letters {
            UPPER
        } else {
            0
        };
    }

    fn hash(&self) -> u32 {
        let mut hash = MIX ^ self.n as u64;
        for bytes in self.bytes[..self.n.next_multiple_of(8)].chunks_exact(8) {
            let word = bytes
                .iter()
                .rev()
                .fold(0, |word, &b| (word << 8) | u64::from(b));
            hash = mix(hash, word);
        }
        finish(hash)
    }

    /// The last four bytes, the very last one highest.
    fn last(&self) -> u32 {
        let at = |back: usize| {
            self.n
                .checked_sub(back)
                .map_or(0, |i| u32::from(self.bytes[i]))
        };
        at(4) | at(3) << 8 | at(2) << 16 | at(1) << 24
    }

    /// The first three bytes, the very first one lowest.
    fn start(&self) -> u32 {
        u32::from(self.bytes[0]) | u32::from(self.bytes[1]) << 8 | u32::from(self.bytes[2]) << 16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Facts {
        Facts::of(
            &Word::bare(0..text.len(), 0),
            text,
            &Wordnet::of(&[], &[], 0),
        )
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
