//! Character references (`&amp;`, `&#8217;`) decoded in linear time.
//!
//! Parsers append what each reference stands for to the text before it, one by one, which
//! takes the square of their number. Here each name is asked of the parser once.

use std::collections::BTreeMap;

use dom_query::Document as Page;

/// At most so many different names are asked for; further ones stay as written.
const MAX_NAMES: usize = 4096;
/// No name is longer, in bytes.
const MAX_NAME: usize = 40;

/// The names met so far, with what they stand for.
#[derive(Default)]
pub(super) struct Entities {
    names: BTreeMap<String, String>,
}

impl Entities {
    /// `text` with its character references decoded.
    pub(super) fn decode(&mut self, text: &str) -> String {
        let mut decoded = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
            decoded.push_str(&rest[..at]);
            let length = reference_length(&rest[at..]);
            decoded.push_str(&self.reference(&rest[at..at + length]));
            rest = &rest[at + length..];
        }
        decoded.push_str(rest);
        decoded
    }

    /// What one reference stands for; itself when it is none.
    fn reference(&mut self, written: &str) -> String {
        if written.len() < 3 {
            return written.to_owned();
        }
        if let Some(number) = written.strip_prefix("&#") {
            return numbered(number).map_or_else(|| written.to_owned(), String::from);
        }
        if let Some(known) = self.names.get(written) {
            return known.clone();
        }
        if self.names.len() >= MAX_NAMES {
            return written.to_owned();
        }
        let decoded = Page::fragment(written).text().to_string();
        self.names.insert(written.to_owned(), decoded.clone());
        decoded
    }
}

/// The length of the reference that `text`, which starts with `&`, may start with.
fn reference_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let start = if bytes.get(1) == Some(&b'#') { 2 } else { 1 };
    let name = bytes[start..]
        .iter()
        .take(MAX_NAME)
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    let end = start + name;
    end + usize::from(name > 0 && bytes.get(end) == Some(&b';'))
}

/// The character of `8217;` or `x2019;`; what no character has is U+FFFD, and the C1
/// controls are what Windows made of them.
fn numbered(number: &str) -> Option<char> {
    let number = number.trim_end_matches(';');
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) if digits.bytes().all(|b| b.is_ascii_hexdigit()) && !digits.is_empty() => {
            u32::from_str_radix(digits, 16).unwrap_or(u32::MAX)
        }
        None if number.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty() => {
            number.parse().unwrap_or(u32::MAX)
        }
        _ => return None,
    };
    if let Ok(byte @ 0x80..=0x9F) = u8::try_from(code) {
        let bytes = [byte];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        return text.chars().next();
    }
    let c = char::from_u32(code).filter(|&c| c != '\0');
    Some(c.unwrap_or(char::REPLACEMENT_CHARACTER))
}
