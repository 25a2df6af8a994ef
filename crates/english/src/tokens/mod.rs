//! Text into words after the tradition of Universal Dependencies for English: clitics
//! stand apart ("do n't", "Kim 's", "can not"), so do the parts of hyphenated words
//! ("pro-" and the like excepted), marks, and signs of money; numbers, abbreviations,
//! addresses of the web and runs of one mark stay whole.

mod address;
mod lists;

use std::ops::Range;

use crate::word::Word;

/// The most bytes of one word; a longer run is cut, so that nothing looks far ahead.
const MAX_WORD: usize = 256;

/// Appends the words of `text[stretch]`, which is inside the text.
pub(crate) fn tokenize(text: &str, stretch: Range<usize>, words: &mut Vec<Word>) {
    let mut at = stretch.start;
    let mut glued = false;
    while at < stretch.end {
        let rest = &text[at..stretch.end];
        let first = rest.chars().next().unwrap_or(' ');
        if first.is_whitespace() || is_hidden(first) {
            at += first.len_utf8();
            glued = false;
            continue;
        }
        let (len, cut) = measure(rest, first, glued);
        if cut > 0 {
            words.push(Word::bare(at..at + cut, words.len() as u32));
        }
        words.push(Word::bare(at + cut..at + len, words.len() as u32));
        at += len;
        glued = first.is_alphanumeric() || glued && len > 0 && !rest[..len].ends_with(' ');
    }
}

/// Characters that nobody sees: they part words as white space does.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}'
    ) || c.is_control()
}

/// The length of what opens `rest`, and where it is cut in two words (0 for nowhere).
/// `glued` says that a word stands right before it.
fn measure(rest: &str, first: char, glued: bool) -> (usize, usize) {
    if first.is_alphanumeric() {
        if let Some(len) = address::len(rest) {
            return (len, 0);
        }
        if first.is_numeric() {
            return number(rest);
        }
        return word(rest);
    }
    (mark(rest, first, glued), 0)
}

/// Letters, digits, and marks that belong to the letter before them.
fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || !c.is_ascii() && (c.is_alphanumeric() || is_combining(c))
        || c == '_'
}

/// Combining marks of the common blocks, and joiners.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}' | '\u{200c}' | '\u{200d}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// The length of the letters and digits that open `rest`.
fn run(rest: &str) -> usize {
    let end = rest
        .char_indices()
        .find(|&(at, c)| at >= MAX_WORD || !in_word(c));
    end.map_or(rest.len(), |(at, _)| at)
}

/// What opens `rest` with a letter: its length, and where it is cut.
fn word(rest: &str) -> (usize, usize) {
    let mut end = run(rest);
    if let Some(len) = dotted(rest, end) {
        return (len, 0);
    }
    if let Some(cut) = lists::contraction(&rest[..end]) {
        return (end, cut);
    }
    let mut part = 0;
    while end < MAX_WORD {
        let Some(c) = rest[end..].chars().next() else {
            break;
        };
        let after = end + c.len_utf8();
        let tail = run(&rest[after..]);
        if is_apostrophe(c) && tail > 0 {
            match &rest[after..after + tail] {
                "t" | "T" if ends_in_n(&rest[..end]) => return (after + tail, end - 1),
                tail if lists::is_clitic(tail) => break,
                _ => {}
            }
        } else if !(is_hyphen(c)
            && tail > 0
            && keeps_hyphen(&rest[part..end], &rest[after..after + tail]))
            && !(c == '&'
                && tail > 0
                && all_upper(&rest[part..end])
                && all_upper(&rest[after..after + tail]))
        {
            break;
        }
        part = after;
        end = after + tail;
    }
    if end > 1 && rest[end..].starts_with('.') && lists::is_abbreviation(&rest[..end]) {
        return (end + 1, 0);
    }
    (end, 0)
}

fn ends_in_n(word: &str) -> bool {
    word.len() > 1 && word.ends_with(['n', 'N'])
}

fn all_upper(part: &str) -> bool {
    part.len() <= 5 && part.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether a hyphen between these parts stays inside the word: after a prefix
/// ("non-profit"), and in given names of the East Asian kind ("Chi-wai").
fn keeps_hyphen(before: &str, after: &str) -> bool {
    let upper = |part: &str| part.starts_with(|c: char| c.is_uppercase());
    let name = upper(before) && !upper(after) && before.len() <= 4 && after.len() <= 5;
    lists::is_prefix(before) || name && !lists::follows_hyphen(after)
}

/// The length of "U.S.", "p.m." or "J." at the start of `rest`, whose first letters end
/// at `first`: single letters, each with its stop.
fn dotted(rest: &str, first: usize) -> Option<usize> {
    let bytes = rest.as_bytes();
    if first != 1 || bytes.get(1) != Some(&b'.') {
        return None;
    }
    let mut end = 2;
    while bytes.get(end).is_some_and(u8::is_ascii_alphabetic) && end < MAX_WORD {
        if run(&rest[end..]) != 1 {
            // "Ph.D" aside, a longer word begins: "J.Smith".
            break;
        }
        if bytes.get(end + 1) != Some(&b'.') {
            return Some(end + 1);
        }
        end += 2;
    }
    let initial = bytes[0].is_ascii_uppercase() && bytes[0] != b'I';
    let more = rest[end..].chars().any(|c| c.is_alphanumeric());
    (end > 2 || more && (initial || lists::is_abbreviation(&rest[..1]))).then_some(end)
}

/// What opens `rest` with a digit: its length, and where it is cut.
fn number(rest: &str) -> (usize, usize) {
    let bytes = rest.as_bytes();
    let digits = |at: usize| {
        bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut end = digits(0);
    while end > 0 && end < MAX_WORD {
        match bytes.get(end) {
            Some(b'.' | b',' | b':' | b'/') if digits(end + 1) > 0 => {
                end += 1 + digits(end + 1);
            }
            Some(b'-') if phone(&bytes[..end], &bytes[end + 1..]) => {
                end += 1 + digits(end + 1);
            }
            _ => break,
        }
    }
    let tail = run(&rest[end..]);
    let unit = lists::is_unit(&rest[end..end + tail]);
    if end == 0 || tail == 0 || unit {
        return if unit && tail > 0 {
            (end + tail, end)
        } else {
            (end.max(tail), 0)
        };
    }
    (end + tail, 0)
}

/// Whether a hyphen between digits stands in a telephone number: three digits or more
/// before it, exactly four or exactly three and another group after it.
fn phone(before: &[u8], after: &[u8]) -> bool {
    let last = before
        .iter()
        .rev()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let next = after.iter().take_while(|b| b.is_ascii_digit()).count();
    let plain = !before
        .iter()
        .any(|b| matches!(b, b'.' | b',' | b':' | b'/'));
    plain && last == 3 && (next == 4 || next == 3 && after.get(3) == Some(&b'-'))
}

/// The length of the mark that opens `rest`: one character, a run of the same, a clitic
/// or a shortened word with its apostrophe, a tag of a social network, a smiley, ``.
fn mark(rest: &str, first: char, glued: bool) -> usize {
    let len = first.len_utf8();
    let after = rest[len..].chars().next().unwrap_or(' ');
    if is_apostrophe(first) && after.is_alphanumeric() {
        let tail = run(&rest[len..]);
        let word = &rest[len..len + tail];
        let clitic = glued && lists::is_clitic(word);
        return if clitic || !glued && lists::is_shortened(word) {
            len + tail
        } else {
            len
        };
    }
    match first {
        '#' | '@' if !glued && after.is_alphabetic() => len + run(&rest[len..]),
        '.' | '!' | '?' | '-' | '*' | '=' | '~' | '…' if after == first => {
            let more = rest
                .char_indices()
                .find(|&(at, c)| c != first || at >= MAX_WORD);
            more.map_or(rest.len(), |(at, _)| at)
        }
        ':' | ';' if !glued && rest.len() > 1 => lists::smiley(rest).unwrap_or(len),
        '[' if rest.starts_with("[...]") => 5,
        // Quotation marks of typewriters and of TeX: ``so''.
        '`' | '\'' if after == first => 2,
        _ => len,
    }
}

#[cfg(test)]
mod tests;
