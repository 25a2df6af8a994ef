//! Where words end: a quote may not start or end inside one.
//!
//! Letters, digits, marks and `_` make words; `'` and hyphens join them ("can't",
//! "would-be"), so "can" does not stand in "can't"; `.`, `,`, `:` and `/` join digits
//! ("3.5"); a sign belongs to its number ("-5"). Dashes (em dash, horizontal bar) part
//! words. In scripts written without spaces every character is a word.

use super::normal::Normal;
use crate::source::Span;

/// Whether position `at` of the normalised text falls inside a word.
pub(super) fn inside_word(original: &str, normal: &Normal, at: usize) -> bool {
    let text = normal.text();
    let mut before = text[..at].chars().rev();
    let mut after = text[at..].chars();
    let (Some(left), Some(right)) = (before.next(), after.next()) else {
        return false;
    };
    let (left2, right2) = (before.next(), after.next());
    if in_word(left) && in_word(right) {
        return !(is_unspaced(left) || is_unspaced(right));
    }
    let joins_left = || joins(original, normal, at - left.len_utf8(), left);
    let joins_right = || joins(original, normal, at, right);
    let is_word = |c: Option<char>| c.is_some_and(in_word);
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    (in_word(left) && is_word(right2) && joins_right())
        || (is_word(left2) && in_word(right) && joins_left())
        || (is_digit(Some(left)) && joins_digits(right) && is_digit(right2))
        || (is_digit(left2) && joins_digits(left) && is_digit(Some(right)))
        || (left == '-' && is_digit(Some(right)) && !matches!(left2, Some('-')) && joins_left())
}

/// Whether `c` is part of a word wherever it stands.
pub(super) fn in_word(c: char) -> bool {
    c.is_alphanumeric()
        || c == '_'
        || matches!(c, '\u{200C}' | '\u{200D}')
        || unicode_normalization::char::is_combining_mark(c)
}

/// Whether `c` belongs to a script written without spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}'
        | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{17FF}'
        | '\u{2E80}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Whether `c`, at `at`, joins the words on its sides.
fn joins(original: &str, normal: &Normal, at: usize, c: char) -> bool {
    match c {
        '\'' => true,
        '-' => normal
            .original(Span::new(at, at + 1))
            .is_none_or(|span| !matches!(&original[span.range()], "—" | "―")),
        _ => false,
    }
}

fn joins_digits(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '/')
}
