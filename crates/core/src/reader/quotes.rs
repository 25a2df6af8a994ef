//! Quotations: what stands between quotation marks, by token.
//!
//! Curly, low and angle quotes pair by their form; straight ones, and the typewriter's
//! pairs of apostrophes (''so''), by the white space around them and by turns. A
//! quotation that is still open at the end of its block ends there: long quotations run
//! over several paragraphs and close only in the last.

use std::ops::Range;

use super::text::{Text, Token, TokenKind};

/// One quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its tokens, marks included.
    pub tokens: Range<usize>,
    /// Its tokens without the marks.
    pub inner: Range<usize>,
    /// Whether its closing mark is there.
    pub closed: bool,
}

/// All outermost quotations of a text, in order, not overlapping. Linear.
pub fn find(text: &Text) -> Vec<Quotation> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.sentences.len() {
        let block = text.sentences[at].block;
        let first = text.sentences[at].tokens.start;
        while at < text.sentences.len() && text.sentences[at].block == block {
            at += 1;
        }
        in_block(text, first..text.sentences[at - 1].tokens.end, &mut out);
    }
    out
}

/// The quotation that holds the token at `index`, marks included.
pub fn around(quotations: &[Quotation], index: usize) -> Option<&Quotation> {
    let after = quotations.partition_point(|q| q.tokens.start <= index);
    let quotation = &quotations[after.checked_sub(1)?];
    (index < quotation.tokens.end).then_some(quotation)
}

/// The closing mark for an opening one; for straight marks the same.
fn partner(mark: &str) -> Option<&'static str> {
    Some(match mark {
        "“" | "„" | "‟" => "”",
        "\"" => "\"",
        "«" => "»",
        "‘" => "’",
        "'" => "'",
        _ => return None,
    })
}

/// The longest quotation between single marks, in tokens: an apostrophe looks the same.
const MAX_SINGLE: usize = 60;

fn in_block(text: &Text, block: Range<usize>, out: &mut Vec<Quotation>) {
    // Marks that are known not to close in what is left of the block.
    let mut hopeless: Vec<(usize, &str)> = Vec::new();
    let mut at = block.start;
    while at < block.end {
        let Some((len, close)) = opening(text, at, block.end) else {
            at += 1;
            continue;
        };
        let start = at + len;
        let single = len == 1 && matches!(close, "’" | "'");
        let limit = if single {
            block.end.min(start + MAX_SINGLE)
        } else {
            block.end
        };
        let search = !hopeless.contains(&(len, close));
        let found = (start..limit).find(|&i| search && closes(text, i, block.end, close, len));
        match found {
            Some(end) if end > start => {
                out.push(Quotation {
                    tokens: at..end + len,
                    inner: start..end,
                    closed: true,
                });
                at = end + len;
            }
            None if !single && start < block.end && (close != "\"" || at == block.start) => {
                out.push(open_to_end(at, start, block.end));
                at = block.end;
            }
            _ => {
                if found.is_none() && !single && search {
                    hopeless.push((len, close));
                }
                at = start;
            }
        }
    }
}

fn open_to_end(at: usize, inner_start: usize, end: usize) -> Quotation {
    Quotation {
        tokens: at..end,
        inner: inner_start..end,
        closed: false,
    }
}

/// Whether a quotation opens at the token: the number of tokens of the mark, and the
/// mark that closes it.
fn opening(text: &Text, at: usize, end: usize) -> Option<(usize, &'static str)> {
    let token = &text.tokens[at];
    if token.kind != TokenKind::Mark {
        return None;
    }
    let close = partner(&token.lower)?;
    let doubled = is_doubled(text, at, end);
    let curly = !matches!(token.lower.as_str(), "\"" | "'" | "‘");
    let free = text.space_before(at) || (at > 0 && is_opener(&text.tokens[at - 1]));
    let glued_after = text
        .tokens
        .get(at + 1)
        .is_some_and(|_| !text.space_before(at + 1));
    (curly || free && (glued_after || token.lower == "\""))
        .then_some((if doubled { 2 } else { 1 }, close))
}

fn is_doubled(text: &Text, at: usize, end: usize) -> bool {
    let mark = text.tokens[at].lower.as_str();
    matches!(mark, "'" | "‘" | "’")
        && at + 1 < end
        && text.tokens[at + 1].lower == mark
        && !text.space_before(at + 1)
}

fn is_opener(token: &Token) -> bool {
    token.is_any(&["(", "[", "—", "–", "-", "/", "“", "\"", "‘", "'"])
}

fn closes(text: &Text, at: usize, end: usize, close: &str, len: usize) -> bool {
    let token = &text.tokens[at];
    if token.kind != TokenKind::Mark {
        return false;
    }
    // "“" closes what "„" opened; a straight mark may close a curly one.
    let same = token.lower == close || close == "”" && token.is_any(&["\"", "“"]);
    if !same || (len == 2) != is_doubled(text, at, end) {
        return false;
    }
    let glued = !text.space_before(at);
    match close {
        "'" | "’" | "\"" => glued || close == "\"" && text.space_before(at + 1),
        _ => token.lower == close || glued,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;

    fn quotes(input: &str) -> Vec<String> {
        let document = document(input);
        let text = Text::new(&document);
        let found = find(&text);
        let inner = found
            .iter()
            .map(|q| text.slice(text.span_of(q.inner.clone())));
        inner.map(str::to_owned).collect()
    }

    #[test]
    fn marks_of_all_kinds() {
        assert_eq!(
            quotes("\"I came. I saw,\" he said. \"Then I left.\""),
            ["I came. I saw,", "Then I left."]
        );
        assert_eq!(
            quotes("He spoke of “the ‘inner’ voice” twice."),
            ["the ‘inner’ voice"]
        );
        assert_eq!(quotes("It was ''not all'' that he said."), ["not all"]);
        assert_eq!(
            quotes("The ‘lost years’ of the dogs’ lives."),
            ["lost years"]
        );
        assert_eq!(quotes("Er sagte „nein“ und ging."), ["nein"]);
        assert_eq!(
            quotes("The dogs' bowls and the cats' toys of the '90s."),
            Vec::<String>::new()
        );
    }

    #[test]
    fn open_quotations_end_with_their_block() {
        assert_eq!(
            quotes("“It began early.\n\n“It ended late,” she said."),
            ["It began early.", "It ended late,"]
        );
    }
}
