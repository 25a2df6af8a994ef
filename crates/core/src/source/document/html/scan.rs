//! HTML as a stream of tags and texts: the part of the standard's tokeniser that articles
//! need, in linear time and without memory of what came before.

use memchr::{memchr, memmem};

/// A tag has at most so many attributes; further ones are passed over.
const MAX_ATTRIBUTES: usize = 64;

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// Its name in lower case.
    pub(super) name: String,
    /// Its attributes as written: entities not decoded.
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    /// The value of an attribute as written; empty when it has none.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|&(_, value)| value)
    }
}

/// What HTML is made of; comments and declarations are left out.
#[derive(Debug)]
pub(super) enum Token<'a> {
    /// Text as written: entities not decoded.
    Text(&'a str),
    /// A start tag.
    Start(Tag<'a>),
    /// An end tag, by its name in lower case.
    End(String),
    /// An element whose content is not markup: a script, a style, a title.
    Raw(Tag<'a>, &'a str),
}

/// The tokens of `html`.
pub(super) fn scan(html: &str) -> Scanner<'_> {
    Scanner { html, at: 0 }
}

pub(super) struct Scanner<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = &self.html[self.at..];
            let mut after = rest.bytes().skip(1);
            return match (rest.bytes().next()?, after.next(), after.next()) {
                (b'<', Some(letter), _) if letter.is_ascii_alphabetic() => Some(self.start_tag()),
                (b'<', Some(b'/'), Some(letter)) if letter.is_ascii_alphabetic() => {
                    self.at += 2;
                    let name = self.name();
                    self.attributes();
                    Some(Token::End(name))
                }
                (b'<', Some(b'!' | b'?' | b'/'), _) => {
                    self.skip_comment();
                    continue;
                }
                _ => Some(self.text()),
            };
        }
    }
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        &self.html[self.at..]
    }

    /// Takes as long as `taken` holds.
    fn take(&mut self, taken: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.bytes().position(|b| !taken(b)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Text up to what may be a tag; a `<` that opens none is text.
    fn text(&mut self) -> Token<'a> {
        let rest = self.rest();
        let length = memchr(b'<', &rest.as_bytes()[1..]).map_or(rest.len(), |i| i + 1);
        self.at += length;
        Token::Text(&rest[..length])
    }

    /// Passes over a comment or declaration.
    fn skip_comment(&mut self) {
        let rest = self.rest().as_bytes();
        let end = if rest.starts_with(b"<!--") {
            // `<!-->` is a whole comment.
            memmem::find(&rest[2..], b"-->").map(|i| i + 5)
        } else {
            memchr(b'>', rest).map(|i| i + 1)
        };
        self.at += end.unwrap_or(rest.len());
    }

    fn name(&mut self) -> String {
        self.take(|b| !(b.is_ascii_whitespace() || b == b'/' || b == b'>'))
            .to_ascii_lowercase()
    }

    fn start_tag(&mut self) -> Token<'a> {
        self.at += 1;
        let name = self.name();
        let attributes = self.attributes();
        let is_raw = matches!(
            name.as_str(),
            "script"
                | "style"
                | "title"
                | "textarea"
                | "noscript"
                | "iframe"
                | "noframes"
                | "noembed"
                | "xmp"
        );
        let tag = Tag { name, attributes };
        if !is_raw {
            return Token::Start(tag);
        }
        let content = self.raw_content(&tag.name);
        Token::Raw(tag, content)
    }

    /// Takes attributes up to and with the tag's `>`.
    fn attributes(&mut self) -> Vec<(&'a str, &'a str)> {
        let mut attributes = Vec::new();
        loop {
            self.take(|b| b.is_ascii_whitespace() || b == b'/');
            if self.rest().is_empty() || self.rest().starts_with('>') {
                self.at = self.html.len().min(self.at + 1);
                return attributes;
            }
            // A name may start with `=`.
            let start = self.at;
            self.take(|b| b == b'=');
            self.take(|b| !(b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'=')));
            let name = &self.html[start..self.at];
            self.take(|b| b.is_ascii_whitespace());
            let value = match self.rest().strip_prefix('=') {
                Some(_) => {
                    self.at += 1;
                    self.value()
                }
                None => "",
            };
            if attributes.len() < MAX_ATTRIBUTES {
                attributes.push((name, value));
            }
        }
    }

    fn value(&mut self) -> &'a str {
        self.take(|b| b.is_ascii_whitespace());
        let quote = match self.rest().bytes().next() {
            Some(quote @ (b'"' | b'\'')) => quote,
            _ => return self.take(|b| !(b.is_ascii_whitespace() || b == b'>')),
        };
        self.at += 1;
        let value = self.take(|b| b != quote);
        self.at = self.html.len().min(self.at + 1);
        value
    }

    /// Takes everything up to and with the end tag of the element `name`.
    fn raw_content(&mut self, name: &str) -> &'a str {
        let rest = self.rest();
        let end = memmem::find_iter(rest.as_bytes(), b"</").find(|i| {
            let after = &rest.as_bytes()[i + 2..];
            let is_name = after
                .get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
            let ends = after
                .get(name.len())
                .is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'));
            is_name && ends
        });
        let length = end.unwrap_or(rest.len());
        self.at += length;
        if end.is_some() {
            self.at += 2;
            self.name();
            self.attributes();
        }
        &rest[..length]
    }
}
