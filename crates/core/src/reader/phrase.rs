//! Phrases: small patterns over lower-case tokens, matched inside one sentence.
//!
//! A pattern is a list of elements, each of which is
//! - a word or a mark: `"according"`, `","`;
//! - alternatives: `"said|says|saying"` (longer forms: `"according to"` is two elements);
//! - an optional element: `"very?"`, `"the|a?"`;
//! - `"_"`: any one token; `"_4"`: from none to four tokens, as few as fit (at most 9);
//! - `"#"`: a token that begins with a digit;
//! - `"*ous"`: a longer word that ends so, alone or among alternatives;
//! - `"'s"`: a word that ends in a possessive "'s", alone or among alternatives.
//!
//! The first element of a pattern must be words, marks, `#` or `'s`, not optional, so that
//! a [`Table`] finds its patterns by their first word.
//!
//! Patterns stand where they are used, as lists of words; each is compiled when it is first
//! used, and found again by its address. So that a pattern costs a few nanoseconds a token,
//! it first looks whether the token's hash can be one of its first words at all.

use std::cell::RefCell;
use std::ops::Range;

use super::text::{Token, TokenKind, word_hash};

/// A pattern as it is written: its elements, one a string.
pub type Phrase = &'static [&'static str];

/// Where the pattern matches first at or after token `from`, as a range of indices into
/// `tokens`.
pub fn find_phrase(tokens: &[Token], from: usize, pattern: Phrase) -> Option<Range<usize>> {
    COMPILED.with_borrow_mut(|memo| {
        let pattern = memo.of(pattern, Pattern::new);
        (from..tokens.len()).find_map(|at| pattern.match_at(tokens, at).map(|end| at..end))
    })
}

/// The first match of the first of the patterns that matches anywhere at or after token
/// `from`.
pub fn find_any(
    tokens: &[Token],
    from: usize,
    patterns: &'static [Phrase],
) -> Option<Range<usize>> {
    SETS.with_borrow_mut(|memo| {
        let set = memo.of(patterns, Set::new);
        let mut rows = set.rows_in(tokens.get(from..)?);
        rows.find_map(|row| set.find(row, tokens, from))
    })
}

/// The first match of each of the patterns that matches at or after token `from`, in the
/// order of the patterns.
pub fn find_each(tokens: &[Token], from: usize, patterns: &'static [Phrase]) -> Vec<Range<usize>> {
    SETS.with_borrow_mut(|memo| {
        let set = memo.of(patterns, Set::new);
        let rows = set.rows_in(tokens.get(from..).unwrap_or(&[]));
        rows.filter_map(|row| set.find(row, tokens, from)).collect()
    })
}

/// One past the last token of the match of the first of the patterns that matches at
/// token `at`.
pub fn match_any(tokens: &[Token], at: usize, patterns: &'static [Phrase]) -> Option<usize> {
    SETS.with_borrow_mut(|memo| {
        let set = memo.of(patterns, Set::new);
        let mut rows = set.rows_at(tokens.get(at)?);
        rows.find_map(|row| match_rest(tokens, at, &set.patterns[row].elements))
    })
}

/// One past the last token of the match of each of the patterns that matches at token `at`,
/// in the order of the patterns.
pub fn match_each(tokens: &[Token], at: usize, patterns: &'static [Phrase]) -> Vec<usize> {
    let Some(token) = tokens.get(at) else {
        return Vec::new();
    };
    SETS.with_borrow_mut(|memo| {
        let set = memo.of(patterns, Set::new);
        let rows = set.rows_at(token);
        rows.filter_map(|row| match_rest(tokens, at, &set.patterns[row].elements))
            .collect()
    })
}

/// Whether a word with this hash may be one of `words`: a long list is looked through
/// seldom.
pub(crate) fn may_be(words: &'static [&'static str], hash: u32) -> bool {
    LISTS.with_borrow_mut(|memo| {
        let bits = memo.of(words, |words| {
            let mut bits = [0_u64; 8];
            for word in words {
                let hash = word_hash(word);
                bits[(hash >> 6 & 7) as usize] |= bit(hash);
            }
            bits
        });
        bits[(hash >> 6 & 7) as usize] & bit(hash) != 0
    })
}

/// Whether the pattern matches anywhere.
pub fn has_phrase(tokens: &[Token], pattern: Phrase) -> bool {
    find_phrase(tokens, 0, pattern).is_some()
}

/// Whether any of the patterns matches anywhere: one pass over the tokens, however many
/// patterns there are.
pub fn has_any(tokens: &[Token], patterns: &'static [Phrase]) -> bool {
    SETS.with_borrow_mut(|memo| {
        let set = memo.of(patterns, Set::new);
        set.may_match(tokens) && (0..tokens.len()).any(|at| set.matches_at(tokens, at))
    })
}

/// One past the last token of the match that begins at token `at`, if there is one.
///
/// Costs at most 10 to the number of gaps in the pattern: two gaps at most are allowed
/// in a rule.
pub fn match_at(tokens: &[Token], at: usize, pattern: Phrase) -> Option<usize> {
    COMPILED.with_borrow_mut(|memo| memo.of(pattern, Pattern::new).match_at(tokens, at))
}

/// A pattern, read once.
#[derive(Clone, Debug)]
struct Pattern {
    /// A bit for each hash (its lowest six bits) with which a match can begin; all bits
    /// where anything may.
    first: u64,
    elements: Vec<Element>,
    /// The element of which every match has a word, the least common one that there is;
    /// none where a match may begin with anything.
    needs: Option<usize>,
}

#[derive(Clone, Debug)]
enum Element {
    /// From none to so many tokens.
    Gap(usize),
    /// One of these words, with their hashes.
    Words {
        words: Vec<(u32, &'static str)>,
        forms: Vec<Form>,
        optional: bool,
    },
    /// A token that begins with a digit.
    Digit { optional: bool },
    /// Any one token.
    Any { optional: bool },
}

/// What a word may look like.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// It ends so, and is longer.
    Ending(&'static str),
    /// It ends in a possessive "'s".
    Possessive,
}

impl Form {
    fn read(word: &'static str) -> Option<Form> {
        match word.strip_prefix('*') {
            Some(ending) => Some(Form::Ending(ending)),
            None => (word == "'s").then_some(Form::Possessive),
        }
    }

    fn fits(self, token: &Token) -> bool {
        match self {
            Form::Ending(ending) => {
                token.kind == TokenKind::Word
                    && token.lower.len() > ending.len() + 1
                    && token.lower.ends_with(ending)
            }
            Form::Possessive => token.is_possessive(),
        }
    }
}

impl Pattern {
    fn new(pattern: Phrase) -> Pattern {
        let elements: Vec<Element> = pattern.iter().map(|e| Element::new(e)).collect();
        let first = match elements.first() {
            Some(Element::Words {
                words,
                forms,
                optional: false,
            }) if forms.is_empty() => words.iter().fold(0, |bits, (hash, _)| bits | bit(*hash)),
            _ => u64::MAX,
        };
        let plain = |i: &usize| elements[*i].plain_words().is_some();
        let rare = |i: &usize| elements[*i].plain_words().is_some_and(are_rare);
        let needs = (0..elements.len())
            .find(rare)
            .or_else(|| (0..elements.len()).find(plain));
        Pattern {
            first,
            elements,
            needs,
        }
    }

    /// The words one of which every match has; empty where a match may be without any.
    fn needed(&self) -> &[(u32, &'static str)] {
        let element = self.needs.and_then(|i| self.elements.get(i));
        element.and_then(Element::plain_words).unwrap_or(&[])
    }

    fn match_at(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let may = tokens
            .get(at)
            .is_none_or(|token| self.first & bit(token.hash) != 0);
        may.then(|| match_rest(tokens, at, &self.elements))
            .flatten()
    }
}

/// The bit of a hash in a set of 64.
fn bit(hash: u32) -> u64 {
    1 << (hash & 63)
}

/// Words that stand in every other sentence: what needs one of them is no rarer.
const COMMON: &[&str] = &[
    "\"", "'s", "(", ")", ",", "-", ".", ":", ";", "?", "a", "about", "after", "all", "an", "and",
    "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do", "does", "for",
    "from", "had", "has", "have", "he", "her", "him", "his", "i", "if", "in", "into", "is", "it",
    "its", "more", "no", "not", "of", "on", "one", "or", "our", "out", "said", "says", "she", "so",
    "some", "than", "that", "the", "their", "them", "there", "they", "this", "to", "up", "was",
    "we", "were", "what", "when", "which", "who", "will", "with", "would", "you", "–", "—", "“",
    "”",
];

fn are_rare(words: &[(u32, &'static str)]) -> bool {
    words.iter().all(|(_, word)| !COMMON.contains(word))
}

impl Element {
    /// Its words, where one of them has to stand there.
    fn plain_words(&self) -> Option<&[(u32, &'static str)]> {
        match self {
            Element::Words {
                words,
                forms,
                optional: false,
            } if forms.is_empty() => Some(words),
            _ => None,
        }
    }

    fn new(element: &'static str) -> Element {
        if let Some(most) = gap(element) {
            return Element::Gap(most);
        }
        let (words, optional) = match element.strip_suffix('?') {
            Some(words) if !words.is_empty() => (words, true),
            _ => (element, false),
        };
        match words {
            "_" => Element::Any { optional },
            "#" => Element::Digit { optional },
            "|" => Element::Words {
                words: vec![(word_hash("|"), "|")],
                forms: Vec::new(),
                optional,
            },
            _ => Element::Words {
                words: words.split('|').map(|w| (word_hash(w), w)).collect(),
                forms: words.split('|').filter_map(Form::read).collect(),
                optional,
            },
        }
    }

    fn is_optional(&self) -> bool {
        match *self {
            Element::Gap(_) => false,
            Element::Words { optional, .. }
            | Element::Digit { optional }
            | Element::Any { optional } => optional,
        }
    }

    /// Whether a token is one of the alternatives.
    fn fits(&self, token: &Token) -> bool {
        match self {
            Element::Words { words, forms, .. } => {
                let mut same = words.iter().filter(|(hash, _)| *hash == token.hash);
                same.any(|(_, word)| token.lower == *word)
                    || forms.iter().any(|form| form.fits(token))
            }
            Element::Digit { .. } => token.kind == TokenKind::Number,
            Element::Any { .. } | Element::Gap(_) => true,
        }
    }
}

fn match_rest(tokens: &[Token], at: usize, elements: &[Element]) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else {
        return Some(at);
    };
    if let Element::Gap(most) = *element {
        return (0..=most).find_map(|n| {
            (at + n <= tokens.len())
                .then(|| match_rest(tokens, at + n, rest))
                .flatten()
        });
    }
    let taken = tokens
        .get(at)
        .filter(|token| element.fits(token))
        .and_then(|_| match_rest(tokens, at + 1, rest));
    match taken {
        None if element.is_optional() => match_rest(tokens, at, rest),
        taken => taken,
    }
}

/// The most tokens that a gap such as "_4" may take.
fn gap(element: &str) -> Option<usize> {
    let digit = element.strip_prefix('_')?;
    digit.parse().ok().filter(|&n: &usize| n <= 9)
}

/// The entries of a sorted list that have this hash.
fn same_hash(sorted: &[(u32, usize)], hash: u32) -> &[(u32, usize)] {
    let from = sorted.partition_point(|&(h, _)| h < hash);
    let rest = &sorted[from..];
    let n = rest.iter().take_while(|(h, _)| *h == hash).count();
    &rest[..n]
}

/// Patterns any of which may match.
#[derive(Debug)]
struct Set {
    /// The patterns that begin with one of certain words, by the hash of the word.
    by_first: Vec<(u32, usize)>,
    first: Sieve,
    /// Those that may begin with other tokens.
    others: Vec<usize>,
    /// The words one of which every match has, whatever the pattern; none when there are
    /// no such words.
    needs: Option<Sieve>,
    patterns: Vec<Pattern>,
}

impl Set {
    fn new(patterns: &'static [Phrase]) -> Set {
        let patterns: Vec<Pattern> = patterns.iter().map(|p| Pattern::new(p)).collect();
        let mut by_first: Vec<(u32, usize)> = Vec::new();
        let mut others = Vec::new();
        for (i, pattern) in patterns.iter().enumerate() {
            match pattern.elements.first().and_then(Element::plain_words) {
                Some(words) => by_first.extend(words.iter().map(|&(hash, _)| (hash, i))),
                None => others.push(i),
            }
        }
        by_first.sort_unstable();
        by_first.dedup();
        let all_need = patterns.iter().all(|p| !p.needed().is_empty());
        let needed = patterns.iter().flat_map(Pattern::needed);
        Set {
            first: Sieve::new(by_first.iter().map(|&(hash, _)| hash)),
            by_first,
            others,
            needs: all_need.then(|| Sieve::new(needed.map(|&(hash, _)| hash))),
            patterns,
        }
    }

    /// Whether a word stands there that some pattern needs.
    fn may_match(&self, tokens: &[Token]) -> bool {
        let needs = self.needs.as_ref();
        needs.is_none_or(|needs| tokens.iter().any(|token| needs.may_have(token.hash)))
    }

    /// The patterns that may match somewhere in `tokens`, in their order.
    fn rows_in(&self, tokens: &[Token]) -> Rows {
        let mut rows = Rows::default();
        if self.may_match(tokens) {
            for token in tokens {
                rows.add(self, token);
            }
            rows.others(self);
        }
        rows
    }

    /// The patterns that may match at a token, in their order.
    fn rows_at(&self, token: &Token) -> Rows {
        let mut rows = Rows::default();
        rows.add(self, token);
        rows.others(self);
        rows
    }

    /// Where a pattern matches first at or after token `from`.
    fn find(&self, row: usize, tokens: &[Token], from: usize) -> Option<Range<usize>> {
        let pattern = &self.patterns[row];
        (from..tokens.len()).find_map(|at| pattern.match_at(tokens, at).map(|end| at..end))
    }

    fn matches_at(&self, tokens: &[Token], at: usize) -> bool {
        let hit = |i: &usize| match_rest(tokens, at, &self.patterns[*i].elements).is_some();
        let hash = tokens[at].hash;
        if self.first.may_have(hash) {
            let mut same = same_hash(&self.by_first, hash).iter();
            if same.any(|(_, i)| hit(i)) {
                return true;
            }
        }
        self.others.iter().any(hit)
    }
}

/// Some patterns of a set, to be looked at in their order: the first 64 as bits, and as
/// many more as there are when any of these is among them.
#[derive(Debug, Default)]
struct Rows {
    bits: u64,
    more: Range<usize>,
}

impl Rows {
    /// The patterns that begin with a token.
    fn add(&mut self, set: &Set, token: &Token) {
        if set.first.may_have(token.hash) {
            for &(_, row) in same_hash(&set.by_first, token.hash) {
                self.add_row(set, row);
            }
        }
    }

    /// The patterns that may begin with anything.
    fn others(&mut self, set: &Set) {
        for &row in &set.others {
            self.add_row(set, row);
        }
    }

    fn add_row(&mut self, set: &Set, row: usize) {
        if row < 64 {
            self.bits |= 1 << row;
        } else {
            self.more = 64..set.patterns.len();
        }
    }
}

impl Iterator for Rows {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.bits == 0 {
            return self.more.next();
        }
        let row = self.bits.trailing_zeros();
        self.bits &= self.bits - 1;
        Some(row as usize)
    }
}

thread_local! {
    /// The patterns that this thread has used, by where they stand in memory: static data
    /// never moves or changes, so that the place names the pattern.
    static COMPILED: RefCell<Memo<Pattern>> = RefCell::default();
    /// The same for lists of patterns.
    static SETS: RefCell<Memo<Set>> = RefCell::default();
    /// The hashes of lists of words, as bits.
    static LISTS: RefCell<Memo<[u64; 8]>> = RefCell::default();
}

/// What was made of static lists: an open table by the list's place, at most half full.
struct Memo<T> {
    /// For each slot one more than the index into `made`; 0 where it is free. A power of two.
    slots: Vec<u32>,
    /// Place and length of a list, and what was made of it.
    made: Vec<(usize, usize, T)>,
}

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo {
            slots: vec![0; 64],
            made: Vec::new(),
        }
    }
}

impl<T> Memo<T> {
    /// What was made of the list before, or is made of it now.
    fn of<E>(&mut self, list: &'static [E], new: impl FnOnce(&'static [E]) -> T) -> &T {
        let (place, len) = (list.as_ptr() as usize, list.len());
        let slot = match self.find(place, len) {
            Ok(index) => return &self.made[index].2,
            Err(slot) => slot,
        };
        self.made.push((place, len, new(list)));
        self.slots[slot] = self.made.len() as u32;
        if self.made.len() * 2 > self.slots.len() {
            self.grow();
        }
        &self.made[self.made.len() - 1].2
    }

    /// The index of what was made of a list, or the free slot that it belongs into.
    fn find(&self, place: usize, len: usize) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let spread = (place as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let mut slot = (spread as usize ^ len) & mask;
        loop {
            match self.slots[slot] as usize {
                0 => return Err(slot),
                n if (self.made[n - 1].0, self.made[n - 1].1) == (place, len) => return Ok(n - 1),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for index in 0..self.made.len() {
            if let Err(slot) = self.find(self.made[index].0, self.made[index].1) {
                self.slots[slot] = index as u32 + 1;
            }
        }
    }
}

/// A set of hashes that may say yes to another one: 4,096 bits.
#[derive(Clone, Debug)]
pub(crate) struct Sieve([u64; 64]);

impl Sieve {
    /// The set of these hashes.
    pub(crate) fn new(hashes: impl Iterator<Item = u32>) -> Sieve {
        let mut bits = [0; 64];
        for hash in hashes {
            bits[(hash >> 6 & 63) as usize] |= bit(hash);
        }
        Sieve(bits)
    }

    /// Whether the hash may be in the set.
    pub(crate) fn may_have(&self, hash: u32) -> bool {
        self.0[(hash >> 6 & 63) as usize] & bit(hash) != 0
    }
}

/// Patterns, each with what it stands for, found by their first word.
#[derive(Clone, Debug)]
pub struct Table<T: 'static> {
    rows: &'static [(Phrase, T)],
    patterns: Vec<Pattern>,
    /// The rows that begin with a word, by its hash.
    by_first: Vec<(u32, usize)>,
    first: Sieve,
    /// The rows that begin with any number, or any possessive.
    numbers: Vec<usize>,
    possessives: Vec<usize>,
}

/// One place where a pattern of a [`Table`] matches.
#[derive(Debug)]
pub struct Hit<'t, T> {
    /// The tokens, as indices into those that were searched.
    pub tokens: Range<usize>,
    /// What the pattern stands for.
    pub value: &'t T,
    /// The pattern's row in the table.
    pub row: usize,
}

impl<T> Table<T> {
    /// A table of `rows`. Where several match at one place, the longest match wins, then
    /// the earlier row.
    pub fn new(rows: &'static [(Phrase, T)]) -> Table<T> {
        let firsts = rows.iter().enumerate().flat_map(|(row, (pattern, _))| {
            let first = pattern.first().copied().unwrap_or("");
            first.split('|').map(move |word| (word, row))
        });
        let of = |word| firsts.clone().filter(move |(w, _)| *w == word);
        let mut by_first: Vec<(u32, usize)> = firsts
            .clone()
            .map(|(word, row)| (word_hash(word), row))
            .collect();
        by_first.sort_unstable();
        Table {
            rows,
            patterns: rows
                .iter()
                .map(|(pattern, _)| Pattern::new(pattern))
                .collect(),
            first: Sieve::new(by_first.iter().map(|&(hash, _)| hash)),
            by_first,
            numbers: of("#").map(|(_, row)| row).collect(),
            possessives: of("'s").map(|(_, row)| row).collect(),
        }
    }

    /// A table read from lines of text: `value pattern…`, what the pattern stands for and
    /// its elements, parted by spaces; lines that begin with "# " are remarks. Lines whose
    /// value `read` does not know are left out. Its rows are kept for good: for tables that
    /// are made once.
    pub fn read(lines: &'static str, read: impl Fn(&'static str) -> Option<T>) -> Table<T> {
        let rows: Vec<(Phrase, T)> = lines
            .lines()
            .filter(|line| !line.starts_with("# "))
            .filter_map(|line| {
                let (value, pattern) = line.split_once(' ')?;
                let pattern: Vec<&'static str> = pattern.split_whitespace().collect();
                Some((&*pattern.leak(), read(value)?))
            })
            .collect();
        Table::new(rows.leak())
    }

    /// The best match that begins at token `at`.
    pub fn match_at(&self, tokens: &[Token], at: usize) -> Option<Hit<'_, T>> {
        let token = tokens.get(at)?;
        let by_kind: &[usize] = match token.kind {
            TokenKind::Number => &self.numbers,
            TokenKind::Word if token.is_possessive() => &self.possessives,
            _ => &[],
        };
        let by_word = match self.first.may_have(token.hash) {
            true => same_hash(&self.by_first, token.hash),
            false => &[],
        };
        let rows = by_word.iter().map(|&(_, row)| row);
        let mut best: Option<(usize, usize)> = None;
        for row in rows.chain(by_kind.iter().copied()) {
            let Some(end) = self.patterns[row].match_at(tokens, at) else {
                continue;
            };
            if best.is_none_or(|(longest, _)| end > longest) {
                best = Some((end, row));
            }
        }
        best.map(|(end, row)| Hit {
            tokens: at..end,
            value: &self.rows[row].1,
            row,
        })
    }

    /// All matches from left to right, not overlapping.
    pub fn find_all(&self, tokens: &[Token]) -> Vec<Hit<'_, T>> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.match_at(tokens, at) {
                Some(hit) => {
                    at = hit.tokens.end.max(at + 1);
                    hits.push(hit);
                }
                None => at += 1,
            }
        }
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn found(text: &str, pattern: Phrase) -> Option<String> {
        let document = document(text);
        let text = Text::new(&document);
        let range = find_phrase(&text.tokens, 0, pattern)?;
        Some(text.slice(text.span_of(range)).to_owned())
    }

    #[test]
    fn elements() {
        let text = "It does not seem very likely to end in 1995, he said.";
        let cases: &[(Phrase, Option<&str>)] = &[
            (
                &["seem|appear", "very?", "likely"],
                Some("seem very likely"),
            ),
            (&["does", "very?", "not"], Some("does not")),
            (&["not", "_2", "likely"], Some("not seem very likely")),
            (&["not", "_1", "likely"], None),
            (&["in", "#", ","], Some("in 1995,")),
            (&["very", "_", "to"], Some("very likely to")),
            (&["said", ".", "_"], None),
        ];
        for (pattern, expected) in cases {
            assert_eq!(found(text, pattern).as_deref(), *expected, "{pattern:?}");
        }
    }

    #[test]
    fn endings() {
        let text = "Kim's most famous speech is the nation's most important event.";
        let cases: &[(Phrase, Option<&str>)] = &[
            (&["'s", "most", "old|*ous|*ant"], Some("Kim's most famous")),
            (&["'s", "most", "*ant"], Some("nation's most important")),
            (&["is", "*s"], None),
        ];
        for (pattern, expected) in cases {
            assert_eq!(found(text, pattern).as_deref(), *expected, "{pattern:?}");
        }
        let table = Table::read("# a remark\n1 's most *ant\nx speech\n2 speech is", |v| {
            v.parse().ok()
        });
        let document = document(text);
        let values: Vec<u8> = table
            .find_all(&Text::new(&document).tokens)
            .iter()
            .map(|h| *h.value)
            .collect();
        assert_eq!(values, [2, 1]);
    }

    #[test]
    fn tables_take_the_longest() {
        static ROWS: &[(&[&str], f64)] = &[
            (&["likely"], 0.7),
            (&["likely|probably", "not"], 0.3),
            (&["#", "percent"], 0.1),
        ];
        let table = Table::new(ROWS);
        let document = document("It is likely, but likely not 9 percent.");
        let text = Text::new(&document);
        let values: Vec<f64> = table
            .find_all(&text.tokens)
            .iter()
            .map(|h| *h.value)
            .collect();
        assert_eq!(values, [0.7, 0.3, 0.1]);
    }
}
