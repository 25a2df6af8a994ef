//! What is wrong with a file before its meaning is looked at.

use super::codes;
use super::faults::Faults;
use super::fields::quoted;
use super::hints::{self, Hint};
use super::tree::{MAX_DEPTH, SyntaxError, Tree};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, ReadError, Span};

/// The largest case file that is read, in bytes.
pub const MAX_BYTES: usize = 4 << 20;

/// At most so many bytes are shown as what cannot be read.
const MAX_SHOWN: usize = 1000;

/// Replacements longer than this, in bytes, are not proposed.
const MAX_REPLACEMENT: usize = 200;

/// The diagnostic for a case file that could not be had at all.
pub fn unreadable(error: &ReadError, file: FileId) -> Diagnostic {
    match error {
        ReadError::TooLarge { .. } => too_large(file),
        error => Diagnostic::error(
            codes::UNREADABLE,
            format!("the file cannot be read: {error}"),
        )
        .at(file, Span::default(), "")
        .expected("a case file")
        .help("check the path, and that you may read the file"),
    }
}

pub(super) fn too_large(file: FileId) -> Diagnostic {
    let limit = format!("at most {} MiB", MAX_BYTES >> 20);
    Diagnostic::error(codes::TOO_LARGE, "the file is too large for a case")
        .at(file, Span::default(), "")
        .expected(limit)
        .help("texts of sources stay in files of their own: name them with `file`")
}

pub(super) fn not_utf8(file: FileId, valid_up_to: usize, byte: u8) -> Diagnostic {
    // In the text as shown, the bad bytes are one replacement character of three bytes.
    Diagnostic::error(codes::NOT_UTF8, "the file is not UTF-8 text")
        .at(file, Span::new(valid_up_to, valid_up_to + 3), "")
        .expected("UTF-8")
        .found(format!("the byte 0x{byte:02X}"))
        .help("save it as UTF-8 in your editor")
}

pub(super) fn empty(file: FileId) -> Diagnostic {
    Diagnostic::error(codes::EMPTY, "the file is empty")
        .at(file, Span::default(), "")
        .expected("a case: a question and hypotheses")
        .help("`abduce new` writes a case to start from")
}

/// Tells what is wrong with the file as TOML.
pub(super) fn check(tree: &Tree, text: &str, faults: &mut Faults) {
    let mut last = None;
    for error in &tree.errors {
        let fault = match error {
            SyntaxError::Malformed {
                message,
                expected,
                span,
                value,
                ..
            } => {
                // The rest of a line is read as best it can be: its first error is the one.
                let same_line = last.is_some_and(|last| is_same_line(text, last, span.start));
                last = Some(span.start);
                if same_line {
                    continue;
                }
                let hint = hints::hint(text, message, *span, *value);
                malformed(faults, text, hint, expected.as_deref())
            }
            SyntaxError::Duplicate { key, span, first } => {
                let message = format!("{} is written twice", quoted(key));
                let mut fault = faults
                    .error(codes::DUPLICATE_KEY, message, *span)
                    .at(faults.file, *first, "written first here")
                    .expected("each key and table once")
                    .help("join the two, or rename one");
                fault.labels[0].text = "written again here".to_owned();
                fault
            }
            SyntaxError::TooDeep(span) => faults
                .error(codes::TOO_DEEP, "values are nested too deeply", *span)
                .expected(format!("at most {MAX_DEPTH} levels"))
                .help("no key of a case needs more than a few"),
        };
        faults.push(fault);
    }
}

fn malformed(faults: &Faults, text: &str, hint: Hint, expected: Option<&str>) -> Diagnostic {
    let place = visible(text, hint.place);
    let mut fault = faults.error(codes::SYNTAX, hint.message, place);
    fault.expected = hint.expected.or_else(|| expected.map(str::to_owned));
    fault.found = Some(found(text, hint.place));
    fault.help = Some(hint.help);
    match hint.patch {
        Some((span, with)) if with.len() <= MAX_REPLACEMENT => fault.patch(faults.file, span, with),
        _ => fault,
    }
}

/// Whether two places, the first before the second, are near each other on one line.
fn is_same_line(text: &str, first: usize, second: usize) -> bool {
    let near = second.saturating_sub(first) <= MAX_SHOWN;
    let between = text.get(first.min(second)..second);
    near && between.is_some_and(|between| !between.contains('\n'))
}

/// A place that can be shown: within the text, and of one line.
fn visible(text: &str, span: Span) -> Span {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = span.end.clamp(start, text.len()).min(start + MAX_SHOWN);
    let end = text.ceil_char_boundary(end);
    let line = text[start..end].find('\n').map_or(end, |i| start + i);
    Span::new(start, line.max(start))
}

fn found(text: &str, span: Span) -> String {
    let span = visible(text, span);
    let rest = &text[span.start..];
    let shown = if span.start < span.end {
        &text[span.range()]
    } else {
        match rest.chars().next() {
            None => return "the end of the file".to_owned(),
            Some('\n' | '\r') => return "the end of the line".to_owned(),
            Some(c) => &rest[..c.len_utf8()],
        }
    };
    format!("`{}`", super::fields::shortened(shown))
}
