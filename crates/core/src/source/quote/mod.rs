//! Quotes fail closed: after the declared normalisation (the table in `normal.rs`) a quote
//! stands at one place of its text, or it is not verified.
//!
//! A quote stands where its normalised words stand exactly, starting and ending at the
//! ends of words (`boundary.rs`). `prefix` and `suffix` are the words right before and
//! after it; they choose between several places and are held to the same exactness.
//! Anything else is told with the nearest passage and the difference, for a person to mend.

mod boundary;
mod nearest;
mod normal;
mod occurrences;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use super::Span;
use boundary::inside_word;
use nearest::Words;
pub use nearest::{Difference, render_difference};
use normal::Normal;
use occurrences::{Occurrences, normalised};

/// At most so many places are listed in a verdict.
pub const MAX_PLACES: usize = 64;
/// Words are made whole by at most so many characters on either side.
pub const MAX_WORD: usize = 100;
/// A minimal context has at most so many words on either side.
pub const MAX_CONTEXT: usize = 256;

/// What became of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It stands there, and nowhere else that its prefix and suffix would allow.
    Verified(Span),
    /// It stands at each of these places (at most [`MAX_PLACES`]): a prefix or suffix
    /// is wanted.
    Ambiguous(Vec<Span>),
    /// It stands at these places (at most [`MAX_PLACES`]), but the prefix and suffix
    /// stand at none of them.
    Moved(Vec<Span>),
    /// It does not stand in the text, but something like it does.
    Altered {
        /// The nearest passage.
        nearest: Span,
        /// How the passage differs from the quote, word by word.
        differences: Vec<Difference>,
    },
    /// Neither it nor anything like it stands in the text, or it has no words at all.
    Lost {
        /// The passage that shares the most words with it, if any shares a third.
        nearest: Option<Span>,
    },
}

/// A text made ready to look for many quotes in.
#[derive(Debug)]
pub struct Haystack<'a> {
    original: &'a str,
    normal: Normal,
    /// Made when first wanted: most quotes stand exactly.
    words: OnceLock<Words>,
}

impl<'a> Haystack<'a> {
    /// Normalises `text` once; linear time, memory a small multiple of the text's.
    pub fn new(text: &'a str) -> Haystack<'a> {
        Haystack {
            original: text,
            normal: Normal::new(text),
            words: OnceLock::new(),
        }
    }

    /// What becomes of the quote `exact` in this text.
    ///
    /// An empty prefix or suffix counts as none. Time is linear in text and quote; the
    /// search for the nearest passage is bounded as `nearest.rs` states.
    pub fn find(&self, exact: &str, prefix: Option<&str>, suffix: Option<&str>) -> Verdict {
        let exact = normalised(exact);
        if !exact.chars().any(boundary::in_word) {
            return Verdict::Lost { nearest: None };
        }
        let prefix = normalised(prefix.unwrap_or_default());
        let suffix = normalised(suffix.unwrap_or_default());
        let mut anywhere = Vec::new();
        let mut in_context = Vec::new();
        for (at, span) in self.places(&exact) {
            let fits = self.fits(at, &prefix, &suffix);
            if fits && in_context.len() < MAX_PLACES {
                in_context.push(span);
            }
            if anywhere.len() < MAX_PLACES {
                anywhere.push(span);
            }
            if in_context.len() == MAX_PLACES {
                break;
            }
        }
        match in_context.as_slice() {
            [one] => Verdict::Verified(*one),
            [] if anywhere.is_empty() => self.nearest(&exact),
            [] => Verdict::Moved(anywhere),
            _ => Verdict::Ambiguous(in_context),
        }
    }

    /// `span` as a quote of this text can have it: without white space at its ends, and
    /// with the rest of the words that it starts and ends in; none when it has no words,
    /// or one of more than [`MAX_WORD`] characters.
    pub fn quotable(&self, span: Span) -> Option<Span> {
        let text = self.normal.text();
        let normal = self.normal.normal(span);
        let slice = text.get(normal.range())?;
        let words = slice.trim_matches(' ');
        if !words.chars().any(boundary::in_word) {
            return None;
        }
        let start = normal.end - slice.trim_start_matches(' ').len();
        let whole = self.whole_words(Span::new(start, start + words.len()));
        let ends = [whole.start, whole.end];
        if ends.iter().any(|&at| self.inside_word(at)) {
            return None;
        }
        self.normal.original(whole)
    }

    /// The words before and after `span` that tell its text from every other place where
    /// the same words stand: as few as do, whole words, none when it stands only there.
    ///
    /// [`Haystack::find`] with the slice at `span` and these verifies at that place, less
    /// white space at its ends, provided that `span` starts and ends at the ends of words
    /// (both are none otherwise) and that [`MAX_CONTEXT`] words are enough to tell (it
    /// gives so many otherwise).
    pub fn minimal_context(&self, span: Span) -> (Option<String>, Option<String>) {
        let exact = normalised(self.original.get(span.range()).unwrap_or_default());
        let found = self.places(&exact).find(|(_, place)| within(*place, span));
        let Some((at, _)) = found else {
            return (None, None);
        };
        let text = self.normal.text();
        let (mut start, mut end) = (at.start, at.end);
        let mut n_words = 0;
        while n_words < MAX_CONTEXT {
            let prefix = text[start..at.start].trim();
            let suffix = text[at.end..end].trim();
            for (prefix, suffix) in [(prefix, ""), ("", suffix), (prefix, suffix)] {
                if self.is_unique(&exact, prefix, suffix) {
                    return (some(prefix), some(suffix));
                }
            }
            // Beyond a sentence's worth of words only every doubling is tried.
            let more = if n_words < 16 { 1 } else { n_words };
            n_words += more;
            for _ in 0..more {
                start = self.word_before(start);
                end = self.word_after(end);
            }
        }
        (
            some(text[start..at.start].trim()),
            some(text[at.end..end].trim()),
        )
    }

    /// Whether the words stand at no more than one place after and before these.
    fn is_unique(&self, exact: &str, prefix: &str, suffix: &str) -> bool {
        self.places(exact)
            .filter(|&(place, _)| self.fits(place, prefix, suffix))
            .nth(1)
            .is_none()
    }

    /// Where the word ends that stands after `at`, or the text does.
    fn word_after(&self, mut at: usize) -> usize {
        let mut seen_word = false;
        for c in self.normal.text()[at..].chars() {
            if seen_word && !self.inside_word(at) {
                break;
            }
            seen_word |= boundary::in_word(c);
            at += c.len_utf8();
        }
        at
    }

    /// Where the word starts that stands before `at`, or the text does.
    fn word_before(&self, mut at: usize) -> usize {
        let mut seen_word = false;
        for c in self.normal.text()[..at].chars().rev() {
            if seen_word && !self.inside_word(at) {
                break;
            }
            seen_word |= boundary::in_word(c);
            at -= c.len_utf8();
        }
        at
    }

    /// Every place where the normalised words `exact` stand as whole words: in the
    /// normalised text and in the original.
    fn places<'b>(&'b self, exact: &'b str) -> impl Iterator<Item = (Span, Span)> + 'b {
        Occurrences::new(self.normal.text(), exact).filter_map(move |start| {
            let at = Span::new(start, start + exact.len());
            let whole = !self.inside_word(at.start) && !self.inside_word(at.end);
            let original = self.normal.original(at)?;
            whole.then_some((at, original))
        })
    }

    fn inside_word(&self, at: usize) -> bool {
        inside_word(self.original, &self.normal, at)
    }

    /// Whether the words of `prefix` stand right before the place, and `suffix` after.
    fn fits(&self, at: Span, prefix: &str, suffix: &str) -> bool {
        let text = self.normal.text();
        let before = text[..at.start].trim_end_matches(' ');
        let after = text[at.end..].trim_start_matches(' ');
        let outer = |at: usize| !self.inside_word(at);
        (prefix.is_empty() || before.ends_with(prefix) && outer(before.len() - prefix.len()))
            && (suffix.is_empty()
                || after.starts_with(suffix) && outer(text.len() - after.len() + suffix.len()))
    }

    fn nearest(&self, exact: &str) -> Verdict {
        let text = self.normal.text();
        let words = self.words.get_or_init(|| Words::new(text));
        let found = words.nearest(text, nearest::around_first_fault(text, exact));
        let lost = Verdict::Lost { nearest: None };
        let Some(found) = found else {
            return lost;
        };
        let span = self.whole_words(found.span);
        let Some(nearest) = self.normal.original(span) else {
            return lost;
        };
        if !found.similar {
            return Verdict::Lost {
                nearest: Some(nearest),
            };
        }
        let source = |start: usize, end: usize| {
            (start < end).then(|| Difference::Source(text[start..end].to_owned()))
        };
        let mut differences = Vec::from_iter(source(span.start, found.span.start));
        differences.extend(found.differences);
        differences.extend(source(found.span.end, span.end));
        Verdict::Altered {
            nearest,
            differences,
        }
    }

    /// A stretch of the normalised text with the rest of the words that it starts and
    /// ends in, as far as [`MAX_WORD`] allows.
    fn whole_words(&self, span: Span) -> Span {
        let text = self.normal.text();
        let (mut start, mut end) = (span.start, span.end);
        for c in text[..start].chars().rev().take(MAX_WORD) {
            if !self.inside_word(start) {
                break;
            }
            start -= c.len_utf8();
        }
        for c in text[end..].chars().take(MAX_WORD) {
            if !self.inside_word(end) {
                break;
            }
            end += c.len_utf8();
        }
        Span::new(start, end)
    }
}

/// What becomes of the quote `exact` in `text`; for many quotes make a [`Haystack`] once.
pub fn find(text: &str, exact: &str, prefix: Option<&str>, suffix: Option<&str>) -> Verdict {
    Haystack::new(text).find(exact, prefix, suffix)
}

/// [`Haystack::minimal_context`] for one span of `text`.
pub fn minimal_context(text: &str, span: Span) -> (Option<String>, Option<String>) {
    Haystack::new(text).minimal_context(span)
}

fn within(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn some(context: &str) -> Option<String> {
    (!context.is_empty()).then(|| context.to_owned())
}
