//! The passage nearest to a quote that does not stand in its text, and how it differs.
//!
//! The search goes by whole words, letter case aside: Myers's bit-vector algorithm
//! (G. Myers 1999, in H. Hyyrö's block form of 2003) finds where the quote's words stand
//! with the fewest words dropped, added or changed. Of a longer quote only [`MAX_WORDS`]
//! words from a little before its first fault are compared, so the time is at most
//! `MAX_WORDS / 64` steps for each word of the text. The difference is then an alignment of words and marks within
//! that passage.

use std::collections::BTreeMap;
use std::ops::Range;

use memchr::memmem;

use super::boundary::{in_word, is_unspaced};
use crate::source::Span;

/// At most so many words of a quote are compared.
pub(super) const MAX_WORDS: usize = 1000;
/// A quote of at most so many bytes is compared letter by letter too,
const MAX_LETTERS: usize = 256;
/// with at most so many bytes of the text.
const MAX_LETTERED: usize = 4 << 20;
/// So many bytes are kept before the first fault of a long quote.
const BEFORE_FAULT: usize = 400;
/// At most so many words and marks are aligned on either side.
const MAX_TOKENS: usize = 2 * MAX_WORDS;

/// One stretch of a word-by-word comparison of a quote with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Both have it.
    Same(String),
    /// Only the quote has it.
    Quote(String),
    /// Only the source has it.
    Source(String),
}

/// The comparison as text: `this [-was-] {+was not+} so`, first the quote's words, then
/// the source's. Long stretches that both have are shortened.
pub fn render_difference(differences: &[Difference]) -> String {
    let parts: Vec<String> = differences
        .iter()
        .map(|difference| match difference {
            Difference::Same(words) => shortened(words),
            Difference::Quote(words) => format!("[-{words}-]"),
            Difference::Source(words) => format!("{{+{words}+}}"),
        })
        .collect();
    parts.join(" ")
}

/// The first and last five words of a stretch longer than twelve.
fn shortened(words: &str) -> String {
    let words: Vec<&str> = words.split(' ').collect();
    if words.len() <= 12 {
        return words.join(" ");
    }
    let (head, tail) = (&words[..5], &words[words.len() - 5..]);
    format!("{} … {}", head.join(" "), tail.join(" "))
}

/// The passage nearest to a quote.
#[derive(Debug)]
pub(super) struct Nearest {
    /// Where it stands in the normalised text.
    pub(super) span: Span,
    /// Whether it is near enough to be the quote's source: at most two in five words differ.
    pub(super) similar: bool,
    /// How it differs.
    pub(super) differences: Vec<Difference>,
}

/// A long quote from a little before the first word that keeps it from standing in
/// `text`; any other as it is. Both are normalised.
pub(super) fn around_first_fault<'a>(text: &str, quote: &'a str) -> &'a str {
    let long = tokens(quote)
        .filter(|span| is_word(&quote[span.range()]))
        .nth(MAX_WORDS);
    if long.is_none() {
        return quote;
    }
    // The longest beginning that stands in the text is within [stands, fails).
    let (mut stands, mut fails) = (0, quote.len());
    while fails - stands > 1 {
        let middle = stands.midpoint(fails);
        match memmem::find(text.as_bytes(), &quote.as_bytes()[..middle]) {
            Some(_) => stands = middle,
            None => fails = middle,
        }
    }
    let start = quote.floor_char_boundary(stands.saturating_sub(BEFORE_FAULT));
    let word = quote[start..].find(' ').filter(|_| start > 0);
    &quote[word.map_or(start, |i| start + i + 1)..]
}

/// The words of a text, numbered.
#[derive(Debug)]
pub(super) struct Words {
    spans: Vec<Span>,
    /// For each word the number of its lower-case form.
    numbers: Vec<u32>,
    names: BTreeMap<String, u32>,
}

impl Words {
    /// The words of a normalised text.
    pub(super) fn new(text: &str) -> Words {
        let mut words = Words {
            spans: Vec::new(),
            numbers: Vec::new(),
            names: BTreeMap::new(),
        };
        for span in tokens(text).filter(|span| is_word(&text[span.range()])) {
            let name = text[span.range()].to_lowercase();
            let next = u32::try_from(words.names.len()).unwrap_or(u32::MAX);
            words.numbers.push(*words.names.entry(name).or_insert(next));
            words.spans.push(span);
        }
        words
    }

    /// The passage of `text` (the one that these words are of) nearest to `quote`, both
    /// normalised; none when it shares less than a third of the quote's words.
    pub(super) fn nearest(&self, text: &str, quote: &str) -> Option<Nearest> {
        let by_words = self.nearest_by_words(text, quote);
        match by_words {
            Some(nearest) if nearest.similar => Some(nearest),
            by_words => nearest_by_letters(text, quote).or(by_words),
        }
    }

    fn nearest_by_words(&self, text: &str, quote: &str) -> Option<Nearest> {
        let wanted = Tokens::of(quote, MAX_WORDS);
        let numbers: Vec<Option<u32>> = wanted
            .lower
            .iter()
            .filter(|word| is_word(word))
            .map(|word| self.names.get(word).copied())
            .collect();
        let numbered = self.numbers.iter().copied();
        let (distance, last) = fewest_edits(&numbers, numbered, self.names.len())?;
        let n_words = numbers.len();
        if (n_words - distance.min(n_words)) * 3 < n_words {
            return None;
        }
        // With the marks before its first word and after its last.
        let first = (last + 1).saturating_sub(n_words + distance);
        let before = first.checked_sub(1).and_then(|i| self.spans.get(i));
        let after = self.spans.get(last + 1);
        let window = Span::new(
            before.map_or(0, |word| word.end),
            after.map_or(text.len(), |word| word.start),
        );
        let aligned = align(&wanted, text, window);
        Some(Nearest {
            span: aligned.span?,
            similar: distance * 5 <= n_words * 2,
            differences: aligned.differences,
        })
    }
}

/// The passage nearest to a short quote letter by letter: at most one in five of its bytes
/// differ.
fn nearest_by_letters(text: &str, quote: &str) -> Option<Nearest> {
    if quote.len() > MAX_LETTERS {
        return None;
    }
    let text = &text[..text.floor_char_boundary(MAX_LETTERED)];
    let lower = |text: &'_ str| -> Vec<u32> {
        let bytes = text.bytes().map(|b| u32::from(b.to_ascii_lowercase()));
        bytes.collect()
    };
    let wanted: Vec<Option<u32>> = lower(quote).into_iter().map(Some).collect();
    let (distance, last) = fewest_edits(&wanted, lower(text), 256)?;
    if distance * 5 > quote.len() {
        return None;
    }
    let start = text.floor_char_boundary((last + 1).saturating_sub(quote.len() + distance));
    let end = text.ceil_char_boundary(last + 1);
    let word_start = text[..start].rfind(' ').map_or(0, |i| i + 1);
    let word_end = text[end..].find(' ').map_or(text.len(), |i| end + i);
    let window = Span::new(
        word_start.max(text.floor_char_boundary(start.saturating_sub(MAX_LETTERS))),
        word_end.min(text.ceil_char_boundary(end + MAX_LETTERS)),
    );
    let aligned = align(&Tokens::of(quote, MAX_WORDS), text, window);
    Some(Nearest {
        span: aligned.span?,
        similar: true,
        differences: aligned.differences,
    })
}

/// The first words and marks of a text.
struct Tokens<'a> {
    text: &'a str,
    spans: Vec<Span>,
    /// Their lower-case forms.
    lower: Vec<String>,
}

impl<'a> Tokens<'a> {
    /// At most `n_words` words and [`MAX_TOKENS`] words and marks of `text`.
    fn of(text: &'a str, n_words: usize) -> Tokens<'a> {
        let mut words = 0;
        let spans: Vec<Span> = tokens(text)
            .take_while(|span| {
                words += usize::from(is_word(&text[span.range()]));
                words <= n_words
            })
            .take(MAX_TOKENS)
            .collect();
        let lower = spans
            .iter()
            .map(|span| text[span.range()].to_lowercase())
            .collect();
        Tokens { text, spans, lower }
    }

    fn len(&self) -> usize {
        self.spans.len()
    }

    fn get(&self, i: usize) -> &'a str {
        &self.text[self.spans[i].range()]
    }

    /// Whether a token stands right after the one before it, with no space between.
    fn is_glued(&self, i: usize) -> bool {
        i > 0 && self.spans[i - 1].end == self.spans[i].start
    }

    /// From the first to the last of these tokens; none when there are none.
    fn span(&self, range: Range<usize>) -> Option<Span> {
        let spans = self.spans.get(range)?;
        Some(Span::new(spans.first()?.start, spans.last()?.end))
    }

    /// The text from the first to the last of these tokens.
    fn words(&self, range: Range<usize>) -> String {
        self.span(range)
            .map_or_else(String::new, |span| self.text[span.range()].to_owned())
    }
}

fn is_word(token: &str) -> bool {
    token.chars().next().is_some_and(in_word)
}

/// The words and marks of a normalised text: a word is letters, digits and marks with
/// inner `'`, digits with inner separators too; anything else is a mark by itself.
fn tokens(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text[at..].trim_start_matches(' ');
        let start = text.len() - rest.len();
        let length = match rest.chars().next()? {
            c if is_unspaced(c) || !in_word(c) => c.len_utf8(),
            _ => word_length(rest),
        };
        at = start + length;
        Some(Span::new(start, at))
    })
}

/// How long the word is that `text` starts with.
fn word_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let joins = (c == '\'' && in_word(next))
            || (matches!(c, '.' | ',' | ':' | '/') && before.is_numeric() && next.is_numeric());
        if is_unspaced(c) || !(in_word(c) || joins) {
            return i;
        }
        before = c;
    }
    text.len()
}

/// Where in `text` the words `wanted` stand with the fewest words dropped, added or
/// changed: how many that is, and the index of the passage's last word (the first such).
///
/// `n_names` is one more than the largest number in `text`; words that the text does not
/// have are none.
pub(super) fn fewest_edits(
    wanted: &[Option<u32>],
    text: impl IntoIterator<Item = u32>,
    n_names: usize,
) -> Option<(usize, usize)> {
    let n_blocks = wanted.len().div_ceil(64);
    let last_bit = (wanted.len().checked_sub(1)?) % 64;
    let rows = match_rows(wanted, n_names, n_blocks);
    let mut blocks = vec![(u64::MAX, 0u64); n_blocks];
    let mut distance = wanted.len();
    let mut best = None;
    for (i, word) in text.into_iter().enumerate() {
        let matches = rows.of(word);
        let mut carry = 0;
        for (b, (plus, minus)) in blocks.iter_mut().enumerate() {
            let top = if b + 1 == n_blocks { last_bit } else { 63 };
            carry = advance(
                plus,
                minus,
                matches.get(b).copied().unwrap_or(0),
                carry,
                top,
            );
        }
        distance = distance.saturating_add_signed(carry);
        if best.is_none_or(|(fewest, _)| distance < fewest) {
            best = Some((distance, i));
        }
    }
    best
}

/// One block of one column of Myers's algorithm; takes and returns the horizontal
/// difference that passes from block to block.
fn advance(plus: &mut u64, minus: &mut u64, matches: u64, carry: isize, top: usize) -> isize {
    let vertical = matches | *minus;
    let matches = matches | u64::from(carry < 0);
    let horizontal = ((matches & *plus).wrapping_add(*plus) ^ *plus) | matches;
    let mut up = *minus | !(horizontal | *plus);
    let mut down = *plus & horizontal;
    let out = isize::from(up >> top & 1 == 1) - isize::from(down >> top & 1 == 1);
    up = up << 1 | u64::from(carry > 0);
    down = down << 1 | u64::from(carry < 0);
    *plus = down | !(vertical | up);
    *minus = up & vertical;
    out
}

/// For each word of the text, where it stands among the wanted, as bits.
struct MatchRows {
    row_of: Vec<u32>,
    bits: Vec<u64>,
    n_blocks: usize,
}

impl MatchRows {
    fn of(&self, word: u32) -> &[u64] {
        let row = self.row_of.get(word as usize).copied().unwrap_or(0) as usize;
        &self.bits[row * self.n_blocks..][..self.n_blocks]
    }
}

fn match_rows(wanted: &[Option<u32>], n_names: usize, n_blocks: usize) -> MatchRows {
    let mut rows = MatchRows {
        row_of: vec![0; n_names],
        bits: vec![0; n_blocks],
        n_blocks,
    };
    for (i, word) in wanted.iter().enumerate() {
        let Some(row) = word.and_then(|word| rows.row_of.get_mut(word as usize)) else {
            continue;
        };
        if *row == 0 {
            *row = u32::try_from(rows.bits.len() / n_blocks).unwrap_or(0);
            rows.bits.resize(rows.bits.len() + n_blocks, 0);
        }
        rows.bits[*row as usize * n_blocks + i / 64] |= 1 << (i % 64);
    }
    rows
}

struct Aligned {
    /// From the first to the last token of the passage that takes part.
    span: Option<Span>,
    differences: Vec<Difference>,
}

/// What stands at one step of an alignment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Both,
    Quote,
    Source,
}

/// Aligns the quote's tokens with those of the window of `text`; tokens of the window
/// before and after the aligned ones are left out at no cost.
fn align(quote: &Tokens, text: &str, window: Span) -> Aligned {
    let source = Tokens::of(&text[window.range()], MAX_TOKENS);
    let (first, steps) = cheapest_steps(quote, &source);
    let n_source = steps.iter().filter(|&&step| step != Step::Quote).count();
    let span = source.span(first..first + n_source);
    Aligned {
        span: span.map(|s| Span::new(window.start + s.start, window.start + s.end)),
        differences: differences(quote, &source, first, &steps),
    }
}

fn keep_or_drop(token: &str) -> u32 {
    if is_word(token) { 2 } else { 1 }
}

/// The cost of token `i` of the quote standing for token `j` of the source; none when it
/// cannot.
fn change(quote: &Tokens, i: usize, source: &Tokens, j: usize) -> Option<u32> {
    let (wanted, other) = (quote.get(i), source.get(j));
    if wanted == other {
        let same_space = i == 0 || j == 0 || quote.is_glued(i) == source.is_glued(j);
        Some(u32::from(!same_space))
    } else if is_word(wanted) && is_word(other) {
        Some(if quote.lower[i] == source.lower[j] {
            1
        } else {
            2
        })
    } else {
        None
    }
}

/// The cheapest alignment of all of `quote` with some stretch of `source`: the stretch's
/// first token, and the steps. Time and memory: the product of the lengths.
fn cheapest_steps(quote: &Tokens, source: &Tokens) -> (usize, Vec<Step>) {
    let width = source.len() + 1;
    let mut cost = vec![0u32; width * (quote.len() + 1)];
    for i in 0..quote.len() {
        for j in 0..width {
            let mut least = cost[i * width + j] + keep_or_drop(quote.get(i));
            if let Some(k) = j.checked_sub(1) {
                least = least.min(cost[(i + 1) * width + k] + keep_or_drop(source.get(k)));
                if let Some(change) = change(quote, i, source, k) {
                    least = least.min(cost[i * width + k] + change);
                }
            }
            cost[(i + 1) * width + j] = least;
        }
    }
    trace_back(quote, source, &cost)
}

/// The path through the table of [`cheapest_steps`], from its cheapest end.
fn trace_back(quote: &Tokens, source: &Tokens, cost: &[u32]) -> (usize, Vec<Step>) {
    let width = source.len() + 1;
    let mut i = quote.len();
    let mut j = (0..width)
        .rev()
        .min_by_key(|&j| cost[i * width + j])
        .unwrap_or(0);
    let mut steps = Vec::new();
    while i > 0 {
        let here = cost[i * width + j];
        let wanted = quote.get(i - 1);
        let diagonal = j.checked_sub(1).and_then(|k| {
            change(quote, i - 1, source, k)
                .filter(|change| cost[(i - 1) * width + k] + change == here)
        });
        match diagonal {
            Some(change) => {
                match change {
                    0 => steps.push(Step::Both),
                    _ => steps.extend([Step::Source, Step::Quote]),
                }
                (i, j) = (i - 1, j - 1);
            }
            None if cost[(i - 1) * width + j] + keep_or_drop(wanted) == here => {
                steps.push(Step::Quote);
                i -= 1;
            }
            None => {
                steps.push(Step::Source);
                j -= 1;
            }
        }
    }
    steps.reverse();
    (j, steps)
}

/// The steps gathered into stretches; `first` is the source's first token taken.
fn differences(quote: &Tokens, source: &Tokens, first: usize, steps: &[Step]) -> Vec<Difference> {
    let mut stretches = Vec::new();
    let (mut i, mut j) = (0, first);
    for run in steps.chunk_by(|a, b| (*a == Step::Both) == (*b == Step::Both)) {
        let next_i = i + run.iter().filter(|&&step| step != Step::Source).count();
        let next_j = j + run.iter().filter(|&&step| step != Step::Quote).count();
        if run[0] == Step::Both {
            stretches.push(Difference::Same(source.words(j..next_j)));
        } else {
            if i < next_i {
                stretches.push(Difference::Quote(quote.words(i..next_i)));
            }
            if j < next_j {
                stretches.push(Difference::Source(source.words(j..next_j)));
            }
        }
        (i, j) = (next_i, next_j);
    }
    stretches
}
