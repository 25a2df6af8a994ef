//! The words and marks of a BIF file.

use crate::fault::{Span, quoted};
use crate::number::number;

/// What stands next in the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Letters, digits and what else is not a mark or a blank.
    Word(&'a str),
    /// What stood between double quotes.
    Quoted(&'a str),
    /// One of `{}()[]|,;`.
    Mark(u8),
    /// A quote or comment that is never closed.
    Unclosed(&'static str),
    /// The end of the file.
    End,
}

impl Token<'_> {
    /// The token as a message names it.
    pub(super) fn told(&self) -> String {
        match self {
            Token::Word(word) => quoted(word),
            Token::Quoted(text) => format!("the quoted {}", quoted(text)),
            Token::Mark(mark) => format!("`{}`", char::from(*mark)),
            Token::Unclosed(what) => format!("a {what} that is never closed"),
            Token::End => "the end of the file".to_owned(),
        }
    }
}

/// A walk over a file, from token to token.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    at: usize,
    /// Where the token read last starts.
    start: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Lexer<'a> {
        let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Lexer::from(text, mark)
    }

    /// A walk that starts at a token's start.
    pub(super) fn from(text: &'a str, at: usize) -> Lexer<'a> {
        Lexer {
            text,
            at,
            start: at,
        }
    }

    /// Where the token read last stands.
    pub(super) fn span(&self) -> Span {
        self.start..self.at
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Token<'a> {
        if let Some(unclosed) = self.skip_blanks() {
            return unclosed;
        }
        self.start = self.at;
        match self.byte() {
            None => Token::End,
            Some(b'"') => self.quoted(),
            Some(mark) if is_mark(mark) => {
                self.at += 1;
                Token::Mark(mark)
            }
            Some(_) => {
                while self.byte().is_some_and(|byte| !ends_word(byte)) {
                    self.at += 1;
                }
                Token::Word(&self.text[self.start..self.at])
            }
        }
    }

    /// The next token, to be read again.
    pub(super) fn peek(&self) -> Token<'a> {
        self.clone().next()
    }

    /// A number with all blanks and commas before it; none when something else stands there,
    /// which is then the next token.
    pub(super) fn number(&mut self) -> Option<f64> {
        let bytes = self.text.as_bytes();
        loop {
            match self.byte() {
                Some(b' ' | b',' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(b'/') => {
                    let mut ahead = self.clone();
                    if ahead.skip_blanks().is_some() || ahead.at == self.at {
                        return None;
                    }
                    *self = ahead;
                }
                _ => break,
            }
        }
        let (value, len) = number(&bytes[self.at..])?;
        if self
            .text
            .as_bytes()
            .get(self.at + len)
            .is_some_and(|&b| !ends_word(b))
        {
            return None;
        }
        self.start = self.at;
        self.at += len;
        Some(value)
    }

    /// Skips blanks and comments; an unclosed comment is the next token.
    fn skip_blanks(&mut self) -> Option<Token<'a>> {
        while let Some(byte) = self.byte() {
            if byte.is_ascii_whitespace() || byte == 0x0b {
                self.at += 1;
                continue;
            }
            let rest = &self.text[self.at..];
            if byte != b'/' {
                break;
            }
            if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                let Some(end) = rest.find("*/") else {
                    self.start = self.at;
                    self.at = self.text.len();
                    return Some(Token::Unclosed("comment"));
                };
                self.at += end + 2;
            } else {
                break;
            }
        }
        None
    }

    fn quoted(&mut self) -> Token<'a> {
        let inside = &self.text[self.start + 1..];
        match inside.find('"') {
            Some(end) => {
                self.at = self.start + end + 2;
                Token::Quoted(&inside[..end])
            }
            None => {
                self.at = self.text.len();
                Token::Unclosed("quote")
            }
        }
    }
}

fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        b'{' | b'}' | b'(' | b')' | b'[' | b']' | b'|' | b',' | b';'
    )
}

fn ends_word(byte: u8) -> bool {
    is_mark(byte) || byte == b'"' || byte.is_ascii_whitespace() || byte == 0x0b
}
