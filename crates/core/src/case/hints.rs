//! What was surely or probably meant by text that is not TOML.

use super::nearest::nearest;
use crate::source::Span;

/// An error of the TOML parser, in words for whoever wrote the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hint {
    /// What is wrong.
    pub(super) message: String,
    /// What should stand there, where it is clearer than what the parser says.
    pub(super) expected: Option<String>,
    /// Where.
    pub(super) place: Span,
    /// What to do.
    pub(super) help: String,
    /// What to write instead of what, where that is sure.
    pub(super) patch: Option<(Span, String)>,
}

/// At most so many bytes of a value are looked at.
const MAX_LOOKED_AT: usize = 1000;

/// What an error `message` at `span` comes from; `value` is the whole of a value that
/// cannot be read.
pub(super) fn hint(text: &str, message: &str, span: Span, value: Option<Span>) -> Hint {
    let plain = Hint {
        message: message.to_owned(),
        expected: None,
        place: span,
        help: help_on(message).to_owned(),
        patch: None,
    };
    match value {
        Some(value) if value.start == value.end => Hint {
            message: "a key without a value".to_owned(),
            expected: Some("a value after `=`".to_owned()),
            help: "write the value after `=`".to_owned(),
            ..plain
        },
        Some(value) if value.end - value.start <= MAX_LOOKED_AT => of_value(text, value, plain),
        Some(_) => plain,
        None => of_mark(text, span, plain),
    }
}

/// A value that cannot be read.
fn of_value(text: &str, value: Span, plain: Hint) -> Hint {
    let Some(raw) = text.get(value.range()) else {
        return plain;
    };
    if raw.contains(['"', '\'', '\\', '\n']) {
        return plain;
    }
    let with = |help: &str, patch: Option<String>| Hint {
        place: value,
        help: help.to_owned(),
        patch: patch.map(|with| (value, with)),
        ..plain.clone()
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(bool) = nearest(raw, ["true", "false"]) {
        return with(
            "write true or false in small letters",
            Some(bool.name().to_owned()),
        );
    }
    if raw.strip_prefix('.').is_some_and(digits) {
        return with(
            "a number has a digit before its point",
            Some(format!("0{raw}")),
        );
    }
    if let Some(inner) = raw
        .strip_prefix(['“', '”', '„', '«', '‘', '’'])
        .and_then(|rest| rest.strip_suffix(['“', '”', '»', '’', '‘']))
    {
        let help = "text stands in straight quotes";
        return with(help, Some(format!("\"{inner}\"")));
    }
    let percent = raw.strip_suffix('%').map(str::trim_end);
    let is_percent =
        percent.is_some_and(|n| n.split(['-', '–']).all(|n| n.trim().parse::<f64>().is_ok()));
    if is_percent || is_words(raw) {
        let hint = with("put text in double quotes", Some(format!("\"{raw}\"")));
        let expected = Some("text in quotes".to_owned());
        return Hint { expected, ..hint };
    }
    if raw.split('.').count() == 3 && raw.split('.').all(digits) {
        return with("write a date as year-month-day: 2015-05-18", None);
    }
    if raw.contains('/') && raw.split('/').all(|part| digits(part.trim())) {
        return with("write a number with a point: 0.33", None);
    }
    with("put text in double quotes", None)
}

/// Whether it looks like words that quotes were left off from.
fn is_words(raw: &str) -> bool {
    raw.starts_with(char::is_alphabetic)
        && raw
            .chars()
            .all(|c| c.is_alphanumeric() || " _-.,?!():;".contains(c))
}

/// A mark that should not stand where it does.
fn of_mark(text: &str, span: Span, plain: Hint) -> Hint {
    let at = text.floor_char_boundary(span.start.min(text.len()));
    let (before, after) = (last_char(&text[..at]), first_chars(&text[at..]));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let message = plain.message.as_str();
    if message == "unexpected key or value" {
        return match (before, after) {
            (before, (Some(','), next)) if digit(before) && digit(next) => Hint {
                message: "a decimal comma".to_owned(),
                expected: Some("a point".to_owned()),
                place: Span::new(at, at + 1),
                help: "decimals stand after a point".to_owned(),
                patch: Some((Span::new(at, at + 1), ".".to_owned())),
            },
            (Some('"'), _) => Hint {
                help: "the text ends at its second quote: write \\\" for quotes in it, or put \
                       it in '…'"
                    .to_owned(),
                ..plain
            },
            (Some('\''), _) => Hint {
                help: "the text ends at its second apostrophe: put it in double quotes".to_owned(),
                ..plain
            },
            _ => plain,
        };
    }
    if message == "unclosed table" && matches!(after.0, Some(' ' | '\t')) {
        let help = "write an id of several words with _ between them, or in quotes";
        let help = help.to_owned();
        return Hint { help, ..plain };
    }
    if message == "invalid unquoted key" {
        return of_key(text, span, at, plain);
    }
    plain
}

/// A key with characters that it may not have.
fn of_key(text: &str, span: Span, at: usize, plain: Hint) -> Hint {
    let slice = text.get(at..span.end).unwrap_or_default();
    if slice.starts_with("//") {
        let place = Span::new(at, at + 2);
        return Hint {
            message: "`//` does not start a comment".to_owned(),
            expected: Some("`#`".to_owned()),
            place,
            help: "a comment starts with `#`".to_owned(),
            patch: Some((place, "#".to_owned())),
        };
    }
    if slice == ":" {
        return Hint {
            message: "a colon after a key".to_owned(),
            expected: Some("`=`".to_owned()),
            help: "a value stands after `=`".to_owned(),
            patch: Some((span, " =".to_owned())),
            ..plain
        };
    }
    plain
}

fn last_char(text: &str) -> Option<char> {
    text.chars().next_back()
}

fn first_chars(text: &str) -> (Option<char>, Option<char>) {
    let mut chars = text.chars();
    (chars.next(), chars.next())
}

fn help_on(message: &str) -> &'static str {
    match message {
        m if m.contains("must be quoted") => "put text in double quotes",
        m if m.contains("unclosed") => "close it",
        m if m.contains("missing comma") => "put a comma between the two",
        m if m.contains("invalid unquoted key") || m.contains("invalid key") => {
            "put a key with other characters than A-Z, a-z, 0-9, _ and - in quotes"
        }
        m if m.contains("key with no value") => "write the value after `=`",
        m if m.contains("basic string") => {
            "close the text with the same quotes; write \\\" for quotes in it, or put it in '…'"
        }
        _ => "the file is TOML: `key = value` on each line, tables under [headers]",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value of `key = …` as it would be patched.
    fn patched(raw: &str) -> Option<String> {
        let value = Span::new(0, raw.len());
        hint(raw, "string values must be quoted", value, Some(value))
            .patch
            .map(|(_, with)| with)
    }

    #[test]
    fn values_are_patched_only_where_it_is_sure() {
        for (raw, with) in [
            ("likely", Some("\"likely\"")),
            ("very likely", Some("\"very likely\"")),
            ("30%", Some("\"30%\"")),
            ("20 – 40 %", Some("\"20 – 40 %\"")),
            ("True", Some("true")),
            ("tru", Some("true")),
            (".3", Some("0.3")),
            ("“Why?”", Some("\"Why?\"")),
            ("1/3", None),
            ("18.5.2015", None),
            ("{x", None),
        ] {
            assert_eq!(patched(raw).as_deref(), with, "{raw}");
        }
    }
}
