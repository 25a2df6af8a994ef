//! Sentences and tokens of a document, as byte spans into its text.
//!
//! One pass, left to right, block by block. A stop ends a sentence unless what
//! stands around it says otherwise: an abbreviation, an initial, a lower-case word
//! after it, a closing quote followed by "he said".

use std::ops::Range;

use super::phrase::may_be;
use crate::source::Span;
use crate::source::document::{Block, BlockKind, Document};

/// How much of a document is read, in bytes: what stands after it is left unread, so
/// that memory stays bounded whatever comes in. A long book has about a million.
pub const MAX_BYTES: usize = 8 << 20;

/// Of longer lists it is first looked up whether the word can be in them at all.
const MOST_COMPARED: usize = 8;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and hyphens ("nobody's", "would-be"), and
    /// letters with stops between ("U.S.", "p.m."), the last stop included.
    Word,
    /// Digits, with inner separators and what is glued to them ("1,200", "3.5",
    /// "10:30", "20th", "1990s").
    Number,
    /// Anything else that is not white space, one character each.
    Mark,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Its text in lower case, typographic apostrophes as `'`: what rules compare.
    pub lower: String,
    /// [`word_hash`] of `lower`.
    pub(crate) hash: u32,
    /// Whether it begins with a capital letter.
    upper: bool,
    /// Whether white space (or the start of the text) stands right before it.
    spaced: bool,
}

impl Token {
    /// Whether its text in lower case is one of `words`.
    #[inline]
    pub fn is_any(&self, words: &'static [&'static str]) -> bool {
        (words.len() <= MOST_COMPARED || may_be(words, self.hash)) && self.is_one_of(words)
    }

    /// The same, each word looked at.
    #[inline]
    pub(crate) fn is_one_of(&self, words: &[&str]) -> bool {
        let own = self.lower.as_bytes();
        // Most words differ in length or in their first letter: no call to compare the rest.
        words
            .iter()
            .map(|word| word.as_bytes())
            .any(|word| word.len() == own.len() && word.first() == own.first() && word == own)
    }

    /// Whether it is this one mark.
    pub fn is_mark(&self, mark: &str) -> bool {
        self.kind == TokenKind::Mark && self.lower == mark
    }

    /// Its lower-case text without a possessive ending: "kim" of "Kim's", "states" of
    /// "States'" (whose apostrophe is a mark of its own).
    pub fn stem(&self) -> &str {
        self.lower.strip_suffix("'s").unwrap_or(&self.lower)
    }

    /// Whether it ends in a possessive "'s".
    pub fn is_possessive(&self) -> bool {
        self.kind == TokenKind::Word && self.lower.ends_with("'s")
    }

    /// Whether it may open a quotation: curly or low quotes always, straight ones
    /// depend on where they stand.
    pub fn is_quote(&self) -> bool {
        self.kind == TokenKind::Mark && self.is_any(&["\"", "“", "”", "„", "«", "»", "‟"])
    }
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, with its final stop and closing quotes.
    pub span: Span,
    /// Its tokens, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
    /// The block it stands in, as an index into the document's blocks.
    pub block: usize,
}

/// A document cut into sentences and tokens.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// The document.
    pub document: &'a Document,
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// All sentences, in order; none crosses a block.
    pub sentences: Vec<Sentence>,
    /// Whether the document is longer than [`MAX_BYTES`] and only its start was read.
    pub truncated: bool,
}

impl<'a> Text<'a> {
    /// Cuts a document into sentences and tokens.
    pub fn new(document: &'a Document) -> Text<'a> {
        let mut text = Text {
            document,
            tokens: Vec::with_capacity(document.text.len().min(MAX_BYTES) / TOKEN),
            sentences: Vec::new(),
            truncated: document.text.len() > MAX_BYTES,
        };
        let limit = document.text.floor_char_boundary(MAX_BYTES);
        for (index, block) in document.blocks.iter().enumerate() {
            let end = block.span.end.min(limit);
            if block.span.start >= end {
                continue;
            }
            let span = Span::new(block.span.start, end);
            if stand_alone(&document.text[span.range()]) {
                for line in lines(&document.text, span) {
                    text.add(line, index);
                }
            } else {
                text.add(span, index);
            }
        }
        text
    }

    /// Adds the sentences of a stretch of one block.
    fn add(&mut self, span: Span, block: usize) {
        let first = self.tokens.len();
        let text = &self.document.text;
        tokenize(text, span, &mut self.tokens);
        cut(text, &self.tokens, first, block, &mut self.sentences);
    }

    /// The words that stand at `span`.
    pub fn slice(&self, span: Span) -> &'a str {
        &self.document.text[span.range()]
    }

    /// The tokens of a sentence.
    pub fn words(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.tokens.clone()]
    }

    /// The block that a sentence stands in.
    pub fn block(&self, sentence: &Sentence) -> &'a Block {
        &self.document.blocks[sentence.block]
    }

    /// Whether a sentence stands in prose: not in a heading, a table, a caption.
    pub fn is_prose(&self, sentence: &Sentence) -> bool {
        !matches!(
            self.block(sentence).kind,
            BlockKind::Heading(_) | BlockKind::Aside
        )
    }

    /// The index of the sentence that holds the byte at `offset`.
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|s| s.span.start <= offset);
        let index = after.checked_sub(1)?;
        (offset < self.sentences[index].span.end).then_some(index)
    }

    /// The tokens that lie wholly inside `span`, as indices.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.start < span.start);
        let end = self.tokens.partition_point(|t| t.span.end <= span.end);
        start..end.max(start)
    }

    /// From the start of the first token of `range` to the end of its last; an empty
    /// span at the next token (or the end) when the range is empty.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        let start = match self.tokens.get(range.start) {
            Some(token) => token.span.start,
            None => self.tokens.last().map_or(0, |t| t.span.end),
        };
        if range.is_empty() {
            return Span::new(start, start);
        }
        let last = range.end.min(self.tokens.len()) - 1;
        Span::new(start, self.tokens[last].span.end)
    }

    /// Whether the token at `index` begins with a capital letter.
    pub fn is_capital(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|t| t.upper)
    }

    /// Whether white space (or the start of the text) stands right before this token.
    pub fn space_before(&self, index: usize) -> bool {
        self.tokens.get(index).is_none_or(|t| t.spaced)
    }
}

/// A token takes so many bytes at least in prose, about, white space with it.
const TOKEN: usize = 4;

/// The most characters of a line that stands by itself.
const MAX_LINE: usize = 60;

/// Whether the lines of a block stand by themselves, as a name above a date does: all
/// short, all beginning like a sentence, and none broken off in the middle.
fn stand_alone(block: &str) -> bool {
    let mut lines = block.lines().map(str::trim).peekable();
    let mut n = 0;
    while let Some(line) = lines.next() {
        n += 1;
        let opens = line.starts_with(|c: char| !c.is_alphabetic() || c.is_uppercase());
        let last = line.split_whitespace().next_back().unwrap_or("");
        let whole = last.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            || last.ends_with(['.', '?', '!', ':', ')', '"', '”']);
        if !opens || line.len() > MAX_LINE || n > 12 || lines.peek().is_some() && !whole {
            return false;
        }
    }
    n >= 2
}

/// The lines of a stretch, as spans.
fn lines(text: &str, span: Span) -> Vec<Span> {
    let mut at = span.start;
    let mut out = Vec::new();
    for line in text[span.range()].split_inclusive('\n') {
        out.push(Span::new(at, at + line.len()));
        at += line.len();
    }
    out
}

fn space_after(text: &str, token: &Token) -> bool {
    let after = text[token.span.end..].chars().next();
    after.is_none_or(char::is_whitespace)
}

// --- Tokens ---------------------------------------------------------------------

/// Appends the tokens of `text[span]`.
fn tokenize(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let mut at = span.start;
    let mut spaced = text[..at]
        .chars()
        .next_back()
        .is_none_or(char::is_whitespace);
    while let Some(first) = text[at..span.end].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            spaced = true;
            continue;
        }
        let rest = &text[at..span.end];
        let (kind, len) = if first.is_alphabetic() {
            (TokenKind::Word, word_len(rest))
        } else if first.is_numeric() {
            (TokenKind::Number, number_len(rest))
        } else {
            (TokenKind::Mark, first.len_utf8())
        };
        let lower = fold(&rest[..len]);
        tokens.push(Token {
            span: Span::new(at, at + len),
            kind,
            hash: word_hash(&lower),
            lower,
            upper: first.is_uppercase(),
            spaced,
        });
        spaced = false;
        at += len;
    }
}

/// A hash of a word, the same on every platform: the FNV-1a hash, its bits spread so that
/// the lowest are good too.
pub(crate) fn word_hash(lower: &str) -> u32 {
    let hash = lower.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash ^ (hash >> 15)
}

/// Lower case, with typographic apostrophes and hyphens as plain ones.
fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.chars()
        .map(|c| match c {
            '’' | 'ʼ' | '‘' => '\'',
            '‐' | '‑' => '-',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Letters, digits, and marks that belong to the letter before them.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining(c) || c == '_'
}

/// Combining marks of the common blocks, joiners and the soft hyphen.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

/// The length of the word that opens `rest`.
fn word_len(rest: &str) -> usize {
    if let Some(len) = plain_len(rest.as_bytes()) {
        return len;
    }
    if let Some(len) = dotted_len(rest) {
        return len;
    }
    let mut chars = rest.char_indices().peekable();
    let mut end = 0;
    while let Some((at, c)) = chars.next() {
        let inner = matches!(c, '\'' | '’' | 'ʼ' | '-' | '‐' | '‑' | '&')
            && chars
                .peek()
                .is_some_and(|&(_, next)| next.is_alphanumeric());
        if !in_word(c) && !inner {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// The length of the word that opens `rest` where it is nothing but letters and digits of
/// ASCII, no mark after it that could belong to it, and not the start of an acronym: most
/// words.
fn plain_len(rest: &[u8]) -> Option<usize> {
    let end = rest
        .iter()
        .position(|b| !b.is_ascii_alphanumeric() && *b != b'_')
        .unwrap_or(rest.len());
    let acronym = end == 1 && rest.get(1) == Some(&b'.');
    let ends = rest
        .get(end)
        .is_none_or(|b| b.is_ascii() && !matches!(b, b'\'' | b'-' | b'&'));
    (end > 0 && !acronym && ends).then_some(end)
}

/// The length of "U.S.", "p.m." or "J.R.R." at the start of `rest`: at least two
/// single letters, each with its stop; the last stop may be missing ("U.S").
fn dotted_len(rest: &str) -> Option<usize> {
    let mut chars = rest.chars();
    let (mut len, mut letters) = (0, 0);
    loop {
        let mut ahead = chars.clone();
        let Some(letter) = ahead.next().filter(|c| c.is_alphabetic()) else {
            break;
        };
        match ahead.next() {
            Some('.') => {
                len += letter.len_utf8() + 1;
                letters += 1;
                chars = ahead;
            }
            Some(c) if in_word(c) => {
                // "J.Smith": a name glued to its initial is not an acronym.
                return (letters >= 2).then_some(len);
            }
            _ if letters >= 1 => {
                return Some(len + letter.len_utf8());
            }
            _ => break,
        }
    }
    (letters >= 2).then_some(len)
}

/// The length of the number that opens `rest`.
fn number_len(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    let mut end = 0;
    while let Some((at, c)) = chars.next() {
        let inner = matches!(c, '.' | ',' | ':')
            && chars.peek().is_some_and(|&(_, next)| next.is_numeric());
        if !in_word(c) && !inner {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

// --- Sentences ------------------------------------------------------------------

/// Titles, which never end a sentence.
const TITLES: &[&str] = &[
    "adm", "brig", "capt", "cmdr", "col", "cpl", "dr", "fr", "ft", "gen", "gov", "hon", "lt",
    "maj", "messrs", "mlle", "mme", "mr", "mrs", "ms", "mt", "pres", "prof", "rep", "reps", "rev",
    "sen", "sens", "sgt", "st", "supt", "vs", "cf", "e.g.", "i.e.", "v",
];

/// Abbreviations that a number follows.
const BEFORE_NUMBER: &[&str] = &[
    "no", "nos", "p", "pp", "fig", "figs", "vol", "ch", "art", "sec", "para", "ca", "c", "approx",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Abbreviations that end a sentence only when a word that opens sentences follows.
const MAY_END: &[&str] = &[
    "inc", "corp", "co", "cos", "ltd", "llc", "plc", "jr", "sr", "etc", "al", "ave", "blvd", "rd",
    "dept", "univ", "assn", "bros", "mass", "calif", "conn", "fla", "ga", "ill", "ind", "kan",
    "mich", "minn", "miss", "mo", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "wash",
    "wis", "ariz", "ark", "colo", "del", "la", "md", "mont", "ala", "ph.d", "ed", "eds", "trans",
    "jan", "feb", "aug", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat",
];

/// Words that open sentences, and that hardly continue a name: what follows an
/// abbreviation in capitals is taken for a new sentence when it is one of these.
const STARTERS: &[&str] = &[
    "a",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "another",
    "any",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "despite",
    "during",
    "each",
    "even",
    "every",
    "few",
    "for",
    "from",
    "he",
    "her",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "it",
    "its",
    "many",
    "meanwhile",
    "moreover",
    "most",
    "my",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "on",
    "once",
    "one",
    "only",
    "or",
    "others",
    "our",
    "perhaps",
    "several",
    "she",
    "since",
    "so",
    "some",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "thus",
    "to",
    "under",
    "unlike",
    "until",
    "we",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "without",
    "yet",
    "you",
    "your",
];

/// Verbs that say who spoke the quotation right before ("Why?" Smith asked).
const SAID: &[&str] = &[
    "said",
    "says",
    "asked",
    "asks",
    "wrote",
    "writes",
    "told",
    "added",
    "adds",
    "replied",
    "shouted",
    "cried",
    "exclaimed",
    "wondered",
    "tweeted",
    "declared",
    "insisted",
    "explained",
];

/// Cuts the tokens from `first` on, all of one block, into sentences.
fn cut(text: &str, tokens: &[Token], first: usize, block: usize, out: &mut Vec<Sentence>) {
    let mut start = first;
    let mut at = first;
    while at < tokens.len() {
        if !is_stop(text, &tokens[at]) {
            at += 1;
            continue;
        }
        let end = close(text, tokens, at + 1);
        if ends_sentence(text, tokens, start, at, end) {
            out.push(sentence(tokens, start..end, block));
            start = end;
        }
        at = end;
    }
    if start < tokens.len() {
        out.push(sentence(tokens, start..tokens.len(), block));
    }
}

fn sentence(tokens: &[Token], range: Range<usize>, block: usize) -> Sentence {
    Sentence {
        span: Span::new(
            tokens[range.start].span.start,
            tokens[range.end - 1].span.end,
        ),
        tokens: range,
        block,
    }
}

/// Whether a token may end a sentence; an acronym with a final stop may.
fn is_stop(text: &str, token: &Token) -> bool {
    match token.kind {
        TokenKind::Mark => token.is_any(&[".", "!", "?", "…", "。", "？", "！"]),
        TokenKind::Word => token.lower.ends_with('.') && space_after_closers(text, token),
        TokenKind::Number => false,
    }
}

/// Whether white space follows, perhaps after closing marks.
fn space_after_closers(text: &str, token: &Token) -> bool {
    let rest = text[token.span.end..].chars().take(4);
    for c in rest {
        if c.is_whitespace() {
            return true;
        }
        if !is_closer(c) {
            return false;
        }
    }
    true
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '”' | '\'' | '’' | ')' | ']' | '»' | '*' | '_' | '“' | '›'
    )
}

/// One past the stops and closing marks that go on from token `at`, glued together.
fn close(text: &str, tokens: &[Token], mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        let mark = token.lower.chars().next().unwrap_or(' ');
        if token.kind != TokenKind::Mark {
            break;
        }
        let glued = !token.spaced;
        let more = matches!(mark, '.' | '!' | '?' | '…' | '。');
        // ". . ." is an ellipsis; "“" closes in German, and only before a space.
        let spaced_dots = mark == '.' && tokens[at - 1].is_mark(".");
        let closes = is_closer(mark) && glued && (mark != '“' || space_after(text, token));
        if !(closes || more && glued || spaced_dots) {
            break;
        }
        at += 1;
    }
    at
}

/// Whether the stop at `stop`, with its closing marks up to `end`, ends the sentence
/// that began at token `start`.
fn ends_sentence(text: &str, tokens: &[Token], start: usize, stop: usize, end: usize) -> bool {
    let Some(next) = tokens.get(end) else {
        return true;
    };
    if !next.spaced {
        return glued_start(tokens, stop, end);
    }
    let after = first_word(tokens, end);
    let opens_lower = after.is_some_and(|t| t.kind == TokenKind::Word && !t.upper);
    if opens_lower && !caseless(text, after) {
        return false;
    }
    if next.is_any(&[",", ";", ":", "–", "—", "-", "/", "."]) {
        return false;
    }
    let closed_quote = tokens[stop + 1..end].iter().any(Token::is_quote);
    if closed_quote && !tokens[stop].is_mark(".") && speaker_follows(tokens, end) {
        return false;
    }
    if tokens[stop].lower == "…" || tokens[stop..end].iter().filter(|t| t.is_mark(".")).count() > 1
    {
        return !after.is_some_and(|t| t.is_any(&["i", "i'm", "i've"]));
    }
    let lone = tokens[stop].is_mark(".") || tokens[stop].kind == TokenKind::Word;
    !lone || end > stop + 1 && closed_quote || stop_ends(tokens, start, stop, end)
}

/// Whether a plain stop, of a word or after it, ends a sentence before a capital.
fn stop_ends(tokens: &[Token], start: usize, stop: usize, end: usize) -> bool {
    let next = &tokens[end];
    let starter = next.is_any(STARTERS) || next.is_quote();
    if tokens[stop].kind == TokenKind::Word {
        // An acronym with its own stop, or an initial pair before a surname.
        return !tokens[stop].is_any(TITLES) && starter;
    }
    let Some(last) = stop.checked_sub(1).filter(|&i| i >= start) else {
        return false;
    };
    let word = &tokens[last];
    if tokens[stop].spaced {
        return true;
    }
    if word.kind == TokenKind::Number {
        // "1. The first": a list's number.
        return last > start;
    }
    if word.is_any(BEFORE_NUMBER) && next.kind == TokenKind::Number {
        return false;
    }
    if word.is_any(TITLES) {
        return !word.upper && word.lower != "vs" && word.lower != "cf";
    }
    if word.is_any(MAY_END) && word.upper || word.is_any(&["etc", "al"]) {
        return starter;
    }
    let single = word.kind == TokenKind::Word && word.lower.chars().count() == 1;
    if single && word.upper {
        return starter;
    }
    true
}

/// Whether a sentence begins right after a stop without white space between, as texts
/// taken from the web often have it ("the end.The next").
fn glued_start(tokens: &[Token], stop: usize, end: usize) -> bool {
    let (Some(last), next) = (stop.checked_sub(1).map(|i| &tokens[i]), &tokens[end]) else {
        return false;
    };
    let plain = last.kind == TokenKind::Word
        && last.lower.chars().count() > 2
        && last.lower.chars().all(char::is_alphabetic);
    let quote_between = tokens[stop + 1..end].iter().any(Token::is_quote);
    plain
        && tokens[stop].kind == TokenKind::Mark
        && (next.is_any(STARTERS) || quote_between)
        && next.kind == TokenKind::Word
        && next.upper
}

/// The first token from `at` on that is not an opening mark, if it is near.
fn first_word(tokens: &[Token], at: usize) -> Option<&Token> {
    tokens[at..]
        .iter()
        .take(4)
        .find(|t| t.kind != TokenKind::Mark)
}

/// Whether a word has no case at all (Chinese, Arabic, Hebrew).
fn caseless(text: &str, token: Option<&Token>) -> bool {
    token.is_some_and(|t| {
        let first = text[t.span.range()].chars().next();
        first.is_some_and(|c| !c.is_lowercase() && !c.is_uppercase())
    })
}

/// Whether a name of at most four words and a verb of saying follow: "Why?" Dr. Ann
/// Smith asked.
fn speaker_follows(tokens: &[Token], at: usize) -> bool {
    for token in tokens[at..].iter().take(6) {
        if token.is_any(SAID) {
            return !token.upper;
        }
        let part = token.kind == TokenKind::Word && token.upper
            || token.is_any(&[".", "the", "a", "mr", "mrs", "de", "van", "von"]);
        if !part {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use proptest::prelude::*;

    fn cuts(text: &str) -> Vec<String> {
        let document = document(text);
        let text = Text::new(&document);
        let sentences = text.sentences.iter();
        sentences.map(|s| text.slice(s.span).to_owned()).collect()
    }

    /// `|` marks where the sentences part.
    #[track_caller]
    fn check(marked: &str) {
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(cuts(&marked.replace('|', "")), expected);
    }

    #[test]
    fn stops_end_sentences() {
        check("The train left at noon. | Nobody waved.");
        check("Is it late? | Yes! | It is.");
        check("It cost 3.5 million. | That was too much.");
        check("He trailed off... | Then he left. | She stayed … | The end.");
        check("It was the end.| The next day came.");
    }

    #[test]
    fn abbreviations_do_not() {
        check("Dr. Ann Lee met Mr. J. R. Brown of the U.S. Treasury. | They spoke.");
        check("It opens at 3 p.m. Eastern on Sundays. | It closes at 5 p.m. | The guard locks it.");
        check("He lives in the U.S. | He likes it.");
        check("See No. 5 on p. 12, vol. 3. | It is short.");
        check("Acme Inc. Chief Executive Jo Poe quit. | Acme Inc. | The end.");
        check("Gen. Tom Hale (ret.) left on Sept. 3. | He came back.");
        check("Many banks, e.g. Barings, failed. | Others did not.");
        check("We bought apples, pears, etc. and left.");
    }

    #[test]
    fn quotes_close_after_the_stop() {
        check("\"I am late.\" | She ran.");
        check("He spoke of “affairs between the two.” | Nobody understood.");
        check("“Why not?” Tom Hale asked. | He sat down.");
        check("\"Stop!\" the guard shouted. | He did not.");
        check("(It rained.) | We left. | [They stayed.]");
    }

    #[test]
    fn lower_case_goes_on() {
        check("The paper (est. in 1904) closed. | It had 12 pp. of adverts.");
        check("Yahoo! shares fell. | Nobody cared.");
    }

    #[test]
    fn never_across_a_block() {
        assert_eq!(
            cuts("A title\n\nThe text. More"),
            ["A title", "The text.", "More"]
        );
    }

    #[test]
    fn short_lines_stand_alone() {
        assert_eq!(
            cuts("Why It Rains\nBy Ann Lee\nMay 18, 2015"),
            ["Why It Rains", "By Ann Lee", "May 18, 2015"]
        );
        assert_eq!(
            cuts("It rains on\nMonday in\nOslo."),
            ["It rains on\nMonday in\nOslo."]
        );
    }

    #[test]
    fn tokens_by_kind() {
        let document = document("Nobody’s U.S. would-be 1,200 in the 1990s — 3.5%");
        let text = Text::new(&document);
        let lower: Vec<&str> = text.tokens.iter().map(|t| t.lower.as_str()).collect();
        let expected = [
            "nobody's", "u.s.", "would-be", "1,200", "in", "the", "1990s", "—", "3.5", "%",
        ];
        assert_eq!(lower, expected);
        assert_eq!(text.tokens[0].stem(), "nobody");
        assert_eq!(text.sentence_at(3), Some(0));
        assert_eq!(text.tokens_in(Span::new(11, 16)), 1..2);
    }

    proptest! {
        #[test]
        fn everything_is_covered_in_order(input in "[ -~\\n“”’é漢…]{0,80}") {
            let document = document(&input);
            let text = Text::new(&document);
            let mut end = 0;
            for token in &text.tokens {
                prop_assert!(token.span.start >= end && token.span.end > token.span.start);
                let between = &document.text[end..token.span.start];
                prop_assert!(between.chars().all(|c| c.is_whitespace() || c == '#'));
                end = token.span.end;
            }
            let mut next = 0;
            for sentence in &text.sentences {
                prop_assert_eq!(sentence.tokens.start, next);
                prop_assert!(!sentence.tokens.is_empty());
                next = sentence.tokens.end;
            }
            prop_assert_eq!(next, text.tokens.len());
        }
    }
}
