//! The words and marks of a NET file.

use std::borrow::Cow;

use crate::fault::{Span, quoted};

/// What stands next in the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// A word or a number.
    Word(&'a str),
    /// What stood between double quotes, with backslashes taken away.
    Quoted(Cow<'a, str>),
    /// One of `{}()=;|,`.
    Mark(u8),
    /// A quote that is never closed.
    Unclosed,
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
            Token::Unclosed => "a quote that is never closed".to_owned(),
            Token::End => "the end of the file".to_owned(),
        }
    }
}

/// A walk over a file, from token to token.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    at: usize,
    start: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Lexer<'a> {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
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
        self.skip_blanks();
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

    /// The text up to the next semicolon that is not in a comment or a quote, which comes next;
    /// none when there is no such semicolon before a brace. Comments in it are blanked.
    pub(super) fn until_semicolon(&mut self) -> Option<Cow<'a, str>> {
        let start = self.at;
        let mut has_comment = false;
        loop {
            match self.byte()? {
                b';' => break,
                b'{' | b'}' | b'"' => return None,
                b'%' => {
                    has_comment = true;
                    self.skip_comment();
                }
                _ => self.at += 1,
            }
        }
        let text = &self.text[start..self.at];
        Some(if has_comment {
            Cow::Owned(blanked(text))
        } else {
            Cow::Borrowed(text)
        })
    }

    /// Where the next byte stands.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.byte() {
            match byte {
                b'%' => self.skip_comment(),
                _ if byte.is_ascii_whitespace() || byte == 0x0b => self.at += 1,
                _ => break,
            }
        }
    }

    fn skip_comment(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.find('\n').unwrap_or(rest.len());
    }

    fn quoted(&mut self) -> Token<'a> {
        self.at += 1;
        let inside = self.at;
        let mut has_escape = false;
        loop {
            match self.byte() {
                None => return Token::Unclosed,
                Some(b'"') => break,
                Some(b'\\') => {
                    has_escape = true;
                    self.at += 1;
                    // The character after it, whatever it is.
                    let next = self.text[self.at..].chars().next();
                    self.at += next.map_or(0, char::len_utf8);
                }
                Some(_) => self.at += 1,
            }
        }
        let text = &self.text[inside..self.at];
        self.at += 1;
        Token::Quoted(if has_escape {
            Cow::Owned(unescaped(text))
        } else {
            Cow::Borrowed(text)
        })
    }
}

/// The text with blanks where it has comments, byte for byte.
fn blanked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match line.find('%') {
            Some(at) => {
                out.push_str(&line[..at]);
                out.extend(std::iter::repeat_n(' ', line.len() - at));
            }
            None => out.push_str(line),
        }
    }
    out
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => chars.next().unwrap_or('\\'),
            c => c,
        });
    }
    out
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'{' | b'}' | b'(' | b')' | b'=' | b';' | b'|' | b',')
}

fn ends_word(byte: u8) -> bool {
    is_mark(byte) || matches!(byte, b'"' | b'%' | 0x0b) || byte.is_ascii_whitespace()
}
