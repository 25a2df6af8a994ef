//! Text made fit for a terminal: what could move the cursor, reorder or hide text is replaced.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

/// Characters that show nothing themselves but change how others are shown or what is
/// seen of them: C1 controls, soft hyphen, Arabic letter mark, marks, embeddings, overrides and
/// isolates of the bidirectional algorithm, separators, invisible operators, byte order
/// mark, interlinear annotation, tags, and the two private characters that the human
/// drawing uses itself. The joiners U+200C and U+200D, which scripts and
/// emoji need, are not among them.
const HIDDEN: [(u32, u32); 12] = [
    (0x80, 0x9f),
    (0xad, 0xad),
    (0x61c, 0x61c),
    (0x180e, 0x180e),
    (0x200b, 0x200b),
    (0x200e, 0x200f),
    (0x2028, 0x202e),
    (0x2060, 0x206f),
    (0xfeff, 0xfeff),
    (0xfff9, 0xfffb),
    (0xe0000, 0xe007f),
    (0xf0000, 0xf0001),
];

/// What stands for `c` on one line of a terminal: itself, a space for a tab, the picture
/// of a control character, or U+FFFD.
pub(crate) fn safe_char(c: char) -> char {
    match u32::from(c) {
        0x09 => ' ',
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        0x20..0x7f => c,
        code if HIDDEN
            .iter()
            .any(|&(low, high)| (low..=high).contains(&code)) =>
        {
            char::REPLACEMENT_CHARACTER
        }
        _ => c,
    }
}

/// `text` on one line, character for character, with nothing in it that a terminal obeys.
pub(crate) fn safe_line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| safe_char(c) == c) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(safe_char).collect())
    }
}

/// [`safe_line`], cut to `limit` characters.
pub(crate) fn short_line(text: &str, limit: usize) -> String {
    cut(text, limit).map_or_else(
        || safe_line(text).into_owned(),
        |t| format!("{}…", safe_line(t)),
    )
}

/// Several lines, each as [`safe_line`] has it, cut to `limit` characters in all.
pub(crate) fn short_lines(text: &str, limit: usize) -> String {
    let (text, end) = cut(text, limit).map_or((text, ""), |t| (t, "…"));
    let lines: Vec<Cow<'_, str>> = text.lines().map(safe_line).collect();
    lines.join("\n") + end
}

/// `text` with line breaks at spaces, so that lines fit in `width` columns where words do.
pub(crate) fn wrapped(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let mut current = String::new();
        for (i, word) in words(line).enumerate() {
            let is_full = current.width() + 1 + word.width() > width;
            if is_full && !current.trim_end().is_empty() {
                lines.push(std::mem::take(&mut current));
            } else if i > 0 {
                current.push(' ');
            }
            current.push_str(word);
        }
        lines.push(current);
    }
    lines.join("\n")
}

/// The words of a line, parted by single spaces; `key = value` counts as one.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest?;
        let ends = line.match_indices(' ').map(|(at, _)| at);
        let mut ends =
            ends.filter(|&at| !line[..at].ends_with(" =") && !line[at..].starts_with(" = "));
        let end = ends.next();
        rest = end.map(|at| &line[at + 1..]);
        Some(&line[..end.unwrap_or(line.len())])
    })
}

/// The first `limit` characters of a text that has more.
fn cut(text: &str, limit: usize) -> Option<&str> {
    text.char_indices().nth(limit).map(|(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_where_words_fit() {
        assert_eq!(wrapped("one two three\nfour", 8), "one two\nthree\nfour");
        assert_eq!(wrapped("漢字漢字 漢字", 8), "漢字漢字\n漢字");
        assert_eq!(wrapped("unbreakable word", 4), "unbreakable\nword");
        assert_eq!(wrapped("  indented  text", 40), "  indented  text");
        assert_eq!(wrapped("", 4), "");
        assert_eq!(
            wrapped("write a = 1; b = 2 = = c", 8),
            "write\na = 1;\nb = 2 = = c"
        );
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        let text = "a\u{1b}[2Jb\u{7f}\u{9b}\u{202e}c\u{200d}é\r";
        assert_eq!(safe_line(text), "a␛[2Jb␡\u{fffd}\u{fffd}c\u{200d}é␍");
        assert_eq!(short_line("abc\n", 3), "abc…");
        assert_eq!(short_lines("a\r\nb\u{0}", 9), "a\nb␀");
    }
}
