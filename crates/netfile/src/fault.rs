//! What is wrong with a file, or was passed over in it: where, what was expected, what was
//! found, and what to do next.

use std::ops::Range;

use crate::codes::Code;

/// A half-open range of bytes of the file.
pub type Span = Range<usize>;

/// How much a [`Fault`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file does not say which network it means.
    Error,
    /// The network is sound, but something was changed or passed over.
    Warning,
}

/// One thing to be said of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which kind.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one sentence without a final stop.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What is said beside the place; may be empty.
    pub label: String,
    /// Other places, with what is said beside each.
    pub also: Vec<(Span, String)>,
    /// What should stand there.
    pub expected: Option<String>,
    /// What stands there.
    pub found: Option<String>,
    /// What to do next.
    pub help: Option<String>,
}

impl Fault {
    /// An error at `span`.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Fault {
        Fault {
            code,
            severity: Severity::Error,
            message: message.into(),
            span,
            label: String::new(),
            also: Vec::new(),
            expected: None,
            found: None,
            help: None,
        }
    }

    /// A warning at `span`.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Fault {
        Fault {
            severity: Severity::Warning,
            ..Fault::error(code, span, message)
        }
    }

    /// With what is said beside its place.
    pub fn label(mut self, text: impl Into<String>) -> Fault {
        self.label = text.into();
        self
    }

    /// With one more place.
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Fault {
        self.also.push((span, text.into()));
        self
    }

    /// With what should stand there.
    pub fn expected(mut self, text: impl Into<String>) -> Fault {
        self.expected = Some(text.into());
        self
    }

    /// With what stands there.
    pub fn found(mut self, text: impl Into<String>) -> Fault {
        self.found = Some(text.into());
        self
    }

    /// With what to do next.
    pub fn help(mut self, text: impl Into<String>) -> Fault {
        self.help = Some(text.into());
        self
    }
}

/// The line (from 1) and column (from 1, in characters) of a byte of `text`. What is past the
/// end counts as the end, what is inside a character as its start.
pub fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(byte)];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}

/// The faults of one file, up to [`Faults::MOST`] of them.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    kept: Vec<Fault>,
    n_more: usize,
    has_error: bool,
}

impl Faults {
    /// More faults than these are counted, not kept.
    pub(crate) const MOST: usize = 100;

    pub(crate) fn push(&mut self, fault: Fault) {
        self.has_error |= fault.severity == Severity::Error;
        if self.kept.len() < Faults::MOST {
            self.kept.push(fault);
        } else {
            self.n_more += 1;
        }
    }

    /// Whether the file was found to end before its time.
    pub(crate) fn is_cut(&self) -> bool {
        let ends = |fault: &Fault| fault.code == crate::codes::ENDS_EARLY;
        self.kept.iter().any(ends)
    }

    /// Whether further faults are only counted, so that words for them would be lost.
    pub(crate) fn is_full(&self) -> bool {
        self.kept.len() >= Faults::MOST
    }

    pub(crate) fn extend(&mut self, faults: impl IntoIterator<Item = Fault>) {
        faults.into_iter().for_each(|fault| self.push(fault));
    }

    /// Whether the file does not say which network it means.
    pub(crate) fn has_error(&self) -> bool {
        self.has_error
    }

    /// In the order of the file; the last one says how many more there were.
    pub(crate) fn finish(mut self) -> Vec<Fault> {
        self.kept.sort_by_key(|fault| fault.span.start);
        if self.n_more > 0 {
            let end = self.kept.last().map_or(0, |fault| fault.span.end);
            let message = format!("{} more faults are not shown", self.n_more);
            let fault = Fault {
                severity: if self.has_error {
                    Severity::Error
                } else {
                    Severity::Warning
                },
                ..Fault::error(crate::codes::TOO_MANY, end..end, message)
            };
            self.kept
                .push(fault.help("mend those above and read the file again"));
        }
        self.kept
    }
}

/// A name of the file fit for a message: quoted, and cut when long.
pub(crate) fn quoted(name: &str) -> String {
    const LONG: usize = 60;
    match name.char_indices().nth(LONG) {
        Some((end, _)) => format!("`{}…`", &name[..end]),
        None => format!("`{name}`"),
    }
}

/// A few of many names, quoted.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const MANY: usize = 6;
    let mut names = names.into_iter();
    let first: Vec<String> = names.by_ref().take(MANY).map(quoted).collect();
    // Of very many, not all are counted.
    let n_more = names.take(10_000).count();
    match n_more {
        0 => first.join(", "),
        _ => format!("{} and {n_more} more", first.join(", ")),
    }
}
