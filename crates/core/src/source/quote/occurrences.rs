//! All places of a string in a text, overlapping ones too, in linear time.

use memchr::memmem;

use super::normal::Normal;

/// `text` after the declared normalisation.
pub(super) fn normalised(text: &str) -> String {
    Normal::new(text).text().to_owned()
}

/// The start of every place of a string: a substring search finds the first of each
/// cluster, Knuth, Morris and Pratt's automaton those that overlap it.
pub(super) struct Occurrences<'a> {
    text: &'a [u8],
    wanted: &'a [u8],
    finder: memmem::Finder<'a>,
    /// For each length of a matched beginning, the next shorter one to go on with; made
    /// when the first place is found.
    shorter: Vec<usize>,
    at: usize,
    matched: usize,
}

impl<'a> Occurrences<'a> {
    /// The places of `wanted`, which has none when empty.
    pub(super) fn new(text: &'a str, wanted: &'a str) -> Occurrences<'a> {
        Occurrences {
            text: text.as_bytes(),
            wanted: wanted.as_bytes(),
            finder: memmem::Finder::new(wanted),
            shorter: Vec::new(),
            at: 0,
            matched: 0,
        }
    }

    /// Takes one byte of the text; true when a place ends with it.
    fn step(&mut self, byte: u8) -> bool {
        while self.matched > 0 && self.wanted.get(self.matched) != Some(&byte) {
            self.matched = self.shorter[self.matched];
        }
        if self.wanted.get(self.matched) == Some(&byte) {
            self.matched += 1;
        }
        self.at += 1;
        self.matched == self.wanted.len()
    }
}

impl Iterator for Occurrences<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.wanted.is_empty() {
            return None;
        }
        while self.matched > 0 {
            let byte = *self.text.get(self.at)?;
            if self.step(byte) {
                return Some(self.at - self.wanted.len());
            }
        }
        let start = self.at + self.finder.find(self.text.get(self.at..)?)?;
        if self.shorter.is_empty() {
            self.shorter = shorter_matches(self.wanted);
        }
        self.at = start + self.wanted.len();
        self.matched = self.wanted.len();
        Some(start)
    }
}

/// For each `n` up to the length of `wanted`: the longest beginning shorter than `n`
/// that also ends its first `n` bytes.
fn shorter_matches(wanted: &[u8]) -> Vec<usize> {
    let mut shorter = vec![0; wanted.len() + 1];
    let mut length = 0;
    for n in 1..wanted.len() {
        while length > 0 && wanted[n] != wanted[length] {
            length = shorter[length];
        }
        if wanted[n] == wanted[length] {
            length += 1;
        }
        shorter[n + 1] = length;
    }
    shorter
}
