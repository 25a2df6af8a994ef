//! Finding whole words and phrases in a text, in any case.

use std::ops::Range;

/// The first of `phrases` (lower case) to stand in `text` as whole words, and where.
pub(super) fn find<'p>(text: &str, phrases: &[&'p str]) -> Option<(&'p str, Range<usize>)> {
    let mut first: Option<(&'p str, Range<usize>)> = None;
    for phrase in phrases {
        if let Some(at) = find_phrase(text, phrase) {
            let sooner = first
                .as_ref()
                .is_none_or(|(_, range)| at.start < range.start);
            if sooner {
                first = Some((phrase, at));
            }
        }
    }
    first
}

/// Where `phrase` (ASCII, lower case) first stands in `text` as whole words.
fn find_phrase(text: &str, phrase: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let n = phrase.len();
    (0..(bytes.len() + 1).saturating_sub(n)).find_map(|i| {
        let same = bytes[i..i + n].eq_ignore_ascii_case(phrase.as_bytes());
        let whole = same && ends_word(text, i) && starts_anew(text, i + n);
        whole.then_some(i..i + n)
    })
}

fn ends_word(text: &str, at: usize) -> bool {
    !text[..at]
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric)
}

fn starts_anew(text: &str, at: usize) -> bool {
    !text[at..].chars().next().is_some_and(char::is_alphanumeric)
}

/// The sentences of a short text: cut after `.`, `!` or `?` before white space.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .match_indices(['.', '!', '?'])
            .map(|(i, mark)| i + mark.len())
            .find(|&i| rest[i..].starts_with(char::is_whitespace))
            .unwrap_or(rest.len());
        let (sentence, after) = rest.split_at(end);
        rest = after;
        Some(sentence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_found() {
        assert_eq!(
            find("Maybe it may rain", &["may"]).map(|(_, at)| at),
            Some(9..12)
        );
        assert_eq!(find("dismay", &["may"]), None);
        assert_eq!(find("übermay", &["may"]), None);
        assert_eq!(
            find("It is Very Likely, perhaps", &["perhaps", "very likely"]),
            Some(("very likely", 6..17))
        );
    }

    #[test]
    fn sentences_are_cut_at_their_ends() {
        let cut: Vec<&str> = sentences("It rose by 3.5 m. Why? Nobody knows").collect();
        assert_eq!(cut, ["It rose by 3.5 m.", " Why?", " Nobody knows"]);
    }
}
