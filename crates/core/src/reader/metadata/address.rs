//! Rule "address": a line that is, or announces, the article's address on the web.
//!
//! Why: saved articles often end with "Original url:" and the address. A bare address at
//! the end counts too; one in the middle of prose does not. The date in the path and the
//! host stand in for a date and a publisher that nothing else states.

use jiff::civil::Date;

use super::{Provenance, Stated, at_end};
use crate::reader::phrase::any_of;
use crate::reader::text::Text;
use crate::source::Span;

/// Finds the address.
pub(super) fn find(text: &Text, out: &mut Provenance) {
    let mut announced = false;
    for (index, sentence) in text.sentences.iter().enumerate() {
        if !at_end(text, sentence) && sentence.block >= super::FIRST {
            continue;
        }
        let words = text.words(sentence);
        let raw = text.slice(sentence.span);
        let announces = words.len() <= 6
            && any_of(
                words,
                &["url", "link", "source", "address", "permalink", "original"],
            )
            && words.iter().any(|t| t.lower == ":");
        let Some(at) = raw.find("http://").or_else(|| raw.find("https://")) else {
            announced = announces;
            if announces && words.last().is_some_and(|t| t.lower == ":") {
                out.mark(index);
            }
            continue;
        };
        let before = raw[..at].split_whitespace().count();
        let address = address(&raw[at..]);
        let after = raw[at + address.len()..].split_whitespace().count();
        let alone = before <= 4 && after <= 1 && !raw.contains("](");
        if alone && (announced || at_end(text, sentence) || before > 0) {
            let start = sentence.span.start + at;
            // A sentence may have been cut inside an address ("a.b/?c"): go on to its end.
            let whole = address_at(text, start);
            for covered in index..text.sentences.len() {
                if text.sentences[covered].span.start >= whole.end {
                    break;
                }
                out.mark(covered);
            }
            if out.url.is_none() && (announced || before > 0 || index + 3 >= text.sentences.len()) {
                out.url = Some(Stated {
                    value: text.slice(whole).to_owned(),
                    span: Some(whole),
                });
            }
        }
        announced = false;
    }
}

/// The address that opens `words`: up to white space or a closing bracket.
fn address(words: &str) -> &str {
    let end = words
        .find(|c: char| c.is_whitespace() || matches!(c, '>' | '"' | ')' | ']' | '<' | '”'))
        .unwrap_or(words.len());
    words[..end].trim_end_matches(['.', ',', ';'])
}

fn address_at(text: &Text, start: usize) -> Span {
    let rest = &text.document.text[start..];
    let near = &rest[..rest.floor_char_boundary(2000)];
    Span::new(start, start + address(near).len())
}

/// The day in a path such as "/2015/05/18/" or "/2015-05-18-".
pub(super) fn day_in(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let parts: Vec<&str> = path.split(['/', '-', '_']).take(40).collect();
    parts.windows(3).find_map(|w| {
        let digits = |s: &str, n: usize| {
            s.len() <= n && !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit())
        };
        let fits = w[0].len() == 4 && digits(w[0], 4) && digits(w[1], 2) && digits(w[2], 2);
        let year: i16 = w[0]
            .parse()
            .ok()
            .filter(|y| fits && (1990..=2100).contains(y))?;
        Date::new(year, w[1].parse().ok()?, w[2].parse().ok()?).ok()
    })
}

/// The host of an address, without "www.".
pub(super) fn host(url: &Stated) -> Option<Stated> {
    let (scheme, rest) = url.value.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let short = host.strip_prefix("www.").unwrap_or(host);
    let offset = scheme.len() + 3 + (host.len() - short.len());
    let span = url
        .span
        .map(|s| Span::new(s.start + offset, s.start + offset + short.len()));
    (short.contains('.')).then(|| Stated {
        value: short.to_owned(),
        span,
    })
}
