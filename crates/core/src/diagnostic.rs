//! Messages about a text: what is wrong, where, and what to do next.
//!
//! A [`Diagnostic`] is plain data. The binary draws it for a person, as JSON, as
//! SARIF or as GitHub annotations; nothing here knows how.

use serde::Serialize;

use crate::source::{FileId, Span};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The case has a fault.
    Error,
    /// The case is sound, but a good reviewer would ask.
    Warning,
}

/// A kind of diagnostic: `E0012` or `W0003`. Its page in the manual bears its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Code(pub &'static str);

/// A place in a text, with what is to be said of it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The text.
    pub file: FileId,
    /// The place.
    pub span: Span,
    /// What is said beside it; may be empty.
    pub text: String,
}

/// A change to a text that would mend the fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// The text.
    pub file: FileId,
    /// What is to be replaced; empty to insert.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

/// One message about a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// Whether the case cannot be weighed before this is mended.
    pub blocks_weighing: bool,
    /// What is wrong, in one sentence without a final stop.
    pub message: String,
    /// Where. The first label is the primary one.
    pub labels: Vec<Label>,
    /// What should stand there.
    pub expected: Option<String>,
    /// What stands there.
    pub found: Option<String>,
    /// What to do next.
    pub help: Option<String>,
    /// The change that would mend it, where one is sure.
    pub patch: Option<Patch>,
}

impl Diagnostic {
    /// An error that keeps the case from being weighed.
    pub fn error(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: Severity::Error,
            blocks_weighing: true,
            message: message.into(),
            labels: Vec::new(),
            expected: None,
            found: None,
            help: None,
            patch: None,
        }
    }

    /// A warning.
    pub fn warning(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Warning,
            blocks_weighing: false,
            ..Diagnostic::error(code, message)
        }
    }

    /// The same, but the case's numbers do not hang on it.
    pub fn numbers_stand(mut self) -> Diagnostic {
        self.blocks_weighing = false;
        self
    }

    /// With one more place.
    pub fn at(mut self, file: FileId, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label {
            file,
            span,
            text: text.into(),
        });
        self
    }

    /// With what should stand there.
    pub fn expected(mut self, text: impl Into<String>) -> Diagnostic {
        self.expected = Some(text.into());
        self
    }

    /// With what stands there.
    pub fn found(mut self, text: impl Into<String>) -> Diagnostic {
        self.found = Some(text.into());
        self
    }

    /// With what to do next.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    /// With the change that mends it.
    pub fn patch(mut self, file: FileId, span: Span, replacement: impl Into<String>) -> Diagnostic {
        self.patch = Some(Patch {
            file,
            span,
            replacement: replacement.into(),
        });
        self
    }
}
