//! A screen of limited width: styled lines, wrapped where they are too long.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::render::safe::safe_line;

/// How a stretch of text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// As it is.
    Plain,
    /// A heading, or what leads.
    Strong,
    /// Beside the point.
    Faint,
    /// What speaks for.
    For,
    /// What speaks against, or is wrong.
    Against,
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Tone::Plain => Style::new(),
            Tone::Strong => Style::new().bold(),
            Tone::Faint => Style::new().dimmed(),
            Tone::For => AnsiColor::Green.on_default(),
            Tone::Against => AnsiColor::Red.on_default(),
        }
    }
}

/// Text in the making.
#[derive(Clone, Debug)]
pub(crate) struct Screen {
    text: String,
    width: usize,
    colour: bool,
}

impl Screen {
    /// An empty screen of `width` columns.
    pub(crate) fn new(width: usize, colour: bool) -> Screen {
        Screen {
            text: String::new(),
            width: width.clamp(40, 200),
            colour,
        }
    }

    /// Its width in columns.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// What was written.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// An empty line.
    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// `text` in `tone`, as part of a line.
    pub(crate) fn put(&mut self, tone: Tone, text: &str) {
        let text = &*safe_line(text);
        if self.colour && tone != Tone::Plain && !text.is_empty() {
            let style = tone.style();
            let _ = write!(self.text, "{style}{text}{style:#}");
        } else {
            self.text.push_str(text);
        }
    }

    /// A whole line in `tone`.
    pub(crate) fn line(&mut self, tone: Tone, text: &str) {
        self.put(tone, text);
        self.text.push('\n');
    }

    /// A heading with an empty line before it.
    pub(crate) fn heading(&mut self, text: &str) {
        self.blank();
        self.line(Tone::Strong, text);
    }

    /// `text` wrapped at white space, every line led by `indent` spaces; the first by
    /// `lead`, which takes up part of its indent.
    pub(crate) fn paragraph(&mut self, tone: Tone, lead: &str, indent: usize, text: &str) {
        let room = self.width.saturating_sub(indent).max(20);
        let lines = wrap(text, room);
        for (i, line) in lines.iter().enumerate() {
            let start = if i == 0 {
                pad(lead, indent)
            } else {
                " ".repeat(indent)
            };
            self.put(Tone::Plain, &start);
            self.line(tone, line);
        }
    }
}

/// The columns that `text` takes up.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// `text` filled with spaces on its right up to `width` columns.
pub(crate) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// `text` filled with spaces on its left up to `width` columns.
pub(crate) fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(columns(text))))
}

/// `text` cut to `width` columns, an ellipsis standing for what is cut.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if columns(&kept) > width.saturating_sub(1) {
            kept.pop();
            break;
        }
    }
    kept.push('…');
    kept
}

/// The words of `text` in lines of at most `width` columns; a longer word is cut up.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let n = columns(word);
        if used > 0 && used + 1 + n > width {
            lines.push(String::new());
            used = 0;
        }
        let line = lines.len() - 1;
        if used > 0 {
            lines[line].push(' ');
            used += 1;
        }
        lines[line].push_str(&cut(word, width));
        used += n.min(width);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_wrap_at_words() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("", 7), [""]);
        assert_eq!(wrap("unbreakable", 5), ["unbr…"]);
    }

    #[test]
    fn cutting_counts_columns_not_bytes() {
        assert_eq!(cut("東京都庁", 5), "東京…");
        assert_eq!(cut("Zürich", 6), "Zürich");
    }

    #[test]
    fn colour_is_only_written_when_asked() {
        let mut plain = Screen::new(80, false);
        plain.line(Tone::Against, "no");
        assert_eq!(plain.into_text(), "no\n");
        let mut coloured = Screen::new(80, true);
        coloured.line(Tone::Against, "no");
        assert!(coloured.into_text().starts_with('\u{1b}'));
    }
}
