//! Strings, comments and tables as TOML text, laid out for people.

use std::fmt::Write;

/// `text` as a TOML string: literal when that spares escapes, else basic.
pub(super) fn string(text: &str) -> String {
    let awkward = text.contains(['"', '\\']);
    if awkward && !text.contains('\'') && !text.chars().any(char::is_control) {
        return format!("'{text}'");
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// `text` on one line: each run of white space as one space, none around it, other
/// control characters left out.
pub(super) fn one_line(text: &str) -> String {
    let clean: String = text
        .chars()
        .filter(|c| c.is_whitespace() || !c.is_control())
        .collect();
    spaced(&clean)
}

/// `text` with each run of white space as one space, none around it: the normalisation
/// that quotes are compared under.
pub(super) fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text` on one line, cut after `limit` characters at a word's end, with a mark of the cut.
pub(super) fn brief(text: &str, limit: usize) -> String {
    let line = one_line(text);
    if line.chars().count() <= limit {
        return line;
    }
    let mut out = String::new();
    for word in line.split(' ') {
        if out.chars().count() + word.chars().count() + 1 > limit {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.push('…');
    out
}

/// The text of one table, built line by line.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A table's heading, after a blank line.
    pub(super) fn heading(&mut self, table: &str, id: Option<&str>) {
        match id {
            Some(id) => self.line(&format!("\n[{table}.{}]", key(id))),
            None => self.line(&format!("\n[{table}]")),
        }
    }

    /// One line as it is.
    pub(super) fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    /// `# text`, on one line.
    pub(super) fn comment(&mut self, text: &str) {
        let text = one_line(text);
        self.line(format!("# {text}").trim_end());
    }

    /// `name = value`, the value being TOML already.
    pub(super) fn raw(&mut self, name: &str, value: &str) {
        self.line(&format!("{name} = {value}"));
    }

    /// `name = "text"`; nothing when the text is empty, as one of control characters alone
    /// is once they are left out.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.raw(name, &string(text));
        }
    }

    /// All lines.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// `id` as a key: bare where TOML allows that.
pub(super) fn key(id: &str) -> String {
    let bare = !id.is_empty()
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare { id.to_string() } else { string(id) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_of_nothing_is_left_out() {
        let mut lines = Lines::default();
        lines.text("title", &one_line(" \u{1}\n"));
        lines.text("question", "Why?");
        assert_eq!(lines.finish(), "question = \"Why?\"\n");
    }

    #[test]
    fn a_string_without_escapes_where_it_can_be() {
        assert_eq!(string("plain"), "\"plain\"");
        assert_eq!(string("he said \"no\""), "'he said \"no\"'");
        assert_eq!(string("it's \"no\""), "\"it's \\\"no\\\"\"");
    }

    #[test]
    fn brief_cuts_at_a_word() {
        assert_eq!(brief("one two three", 8), "one two…");
        assert_eq!(brief("one  two", 8), "one two");
    }

    proptest! {
        #[test]
        fn any_string_comes_back(text in any::<String>()) {
            let table: toml::Table = format!("a = {}", string(&text)).parse().unwrap();
            prop_assert_eq!(table["a"].as_str(), Some(text.as_str()));
        }

        #[test]
        fn any_key_comes_back(text in any::<String>()) {
            let table: toml::Table = format!("{} = 1", key(&text)).parse().unwrap();
            prop_assert!(table.contains_key(&text));
        }

        #[test]
        fn any_comment_is_one(text in any::<String>()) {
            let mut lines = Lines::default();
            lines.comment(&text);
            let table: toml::Table = lines.finish().parse().unwrap();
            prop_assert!(table.is_empty());
        }
    }
}
