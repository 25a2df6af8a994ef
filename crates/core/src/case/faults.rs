//! The faults found so far: bounded in number, told once for each place, sorted at the end.

use super::codes;
use super::nearest::{MAX_CHARS, Nearest, nearest};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{FileId, Span};

/// How many faults of one file are shown.
pub const MAX_FAULTS: usize = 500;

/// How much may be spent, over a whole file, on finding nearest names: known names times
/// the square of the unknown one's length.
const MAX_COMPARED: usize = 30_000_000;

/// Collects the faults of one file.
pub(crate) struct Faults {
    /// The file.
    pub(crate) file: FileId,
    list: Vec<Diagnostic>,
    n_dropped: usize,
    dropped_error: bool,
    dropped_block: bool,
    /// What is left to spend on finding nearest names.
    budget: usize,
}

impl Faults {
    pub(crate) fn new(file: FileId) -> Faults {
        Faults {
            file,
            list: Vec::new(),
            n_dropped: 0,
            dropped_error: false,
            dropped_block: false,
            budget: MAX_COMPARED,
        }
    }

    /// Adds one.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if self.list.len() < MAX_FAULTS {
            self.list.push(diagnostic);
        } else {
            self.n_dropped += 1;
            self.dropped_error |= diagnostic.severity == Severity::Error;
            self.dropped_block |= diagnostic.blocks_weighing;
        }
    }

    /// An error at `span`.
    pub(crate) fn error(&self, code: Code, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic::error(code, message).at(self.file, span, "")
    }

    /// A warning at `span`.
    pub(crate) fn warning(&self, code: Code, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic::warning(code, message).at(self.file, span, "")
    }

    /// The nearest known name, while the budget for comparing lasts.
    pub(crate) fn nearest<'a>(
        &mut self,
        name: &str,
        known: impl IntoIterator<Item = &'a str, IntoIter: ExactSizeIterator>,
    ) -> Option<Nearest<'a>> {
        let known = known.into_iter();
        let length = name.len().min(MAX_CHARS);
        self.budget = self.budget.checked_sub(known.len() * length * length)?;
        nearest(name, known)
    }

    /// Whether no more are kept. If so one more error is counted, and need not be made.
    pub(crate) fn is_full(&mut self, blocks_weighing: bool) -> bool {
        let full = self.list.len() >= MAX_FAULTS;
        if full {
            self.n_dropped += 1;
            self.dropped_error = true;
            self.dropped_block |= blocks_weighing;
        }
        full
    }

    /// The lines of `text` that have something which cannot be read, cut where they are long.
    pub(crate) fn malformed_lines<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        const REACH: usize = 500;
        let spans = self
            .list
            .iter()
            .filter(|d| d.code == codes::SYNTAX)
            .filter_map(|d| d.labels.first().map(|label| label.span));
        spans.map(|span| {
            let at = text.floor_char_boundary(span.start);
            let from = text.floor_char_boundary(at.saturating_sub(REACH));
            let to = text.floor_char_boundary(at.saturating_add(REACH));
            let from = text[from..at].rfind('\n').map_or(from, |i| from + i + 1);
            let to = text[at..to].find('\n').map_or(to, |i| at + i);
            &text[from..to]
        })
    }

    /// All of them, sorted by place, none twice.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        let place = |d: &Diagnostic| d.labels.first().map_or(Span::default(), |label| label.span);
        self.list.sort_by_key(|d| (place(d), d.code));
        self.list
            .dedup_by(|a, b| a.code == b.code && place(a) == place(b) && a.message == b.message);
        let n = self.n_dropped;
        if self.dropped_error {
            let end = self.list.last().map_or(Span::default(), place);
            let mut more = self
                .error(
                    codes::TOO_MANY,
                    format!("{n} more faults are not shown"),
                    end,
                )
                .help("mend the ones shown, then check again");
            more.blocks_weighing = self.dropped_block;
            self.list.push(more);
        } else if let (1.., Some(last)) = (n, self.list.last_mut()) {
            // Warnings alone are no fault of the case.
            let help = last.help.take().unwrap_or_default();
            last.help = Some(format!("{help}; {n} more warnings are not shown"));
        }
        self.list
    }
}
