//! The case file: one plain TOML file, parsed with all its faults at once.
//!
//! [`parse`] never stops at a fault: it gives the case as far as it can be read, and a
//! diagnostic for each fault, at its place. [`keys`] says what may stand in the file,
//! [`codes`] what may be wrong with it, [`model`] what it means.

pub mod advice;
mod beliefs;
pub mod codes;
mod credences;
mod faults;
mod fields;
pub mod forecast;
pub mod format;
mod hints;
mod ids;
mod items;
pub mod keys;
mod loops;
pub mod model;
pub(crate) mod nearest;
mod rules;
pub mod schema;
mod syntax;
pub mod template;
mod tree;
mod verify;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, SourceMap, Span};
use faults::Faults;
use fields::Reader;
use model::Case;

pub use advice::{Standing, advise};
pub use beliefs::day_number;
pub use faults::MAX_FAULTS;
pub use ids::OTHER;
pub use syntax::{MAX_BYTES, unreadable};
pub use verify::{Verification, Verified, verify};

/// A case file, read.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The case, as far as it can be read.
    pub case: Case,
    /// What is wrong with the file, in the order of its places.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Whether the case can be weighed.
    pub fn can_be_weighed(&self) -> bool {
        !self.case.is_ledger() && !self.diagnostics.iter().any(|d| d.blocks_weighing)
    }

    fn failed(diagnostic: Diagnostic) -> Parsed {
        Parsed {
            case: Case::default(),
            diagnostics: vec![diagnostic],
        }
    }
}

/// Reads a case file of any bytes, and adds its text to `sources` under `name`.
///
/// Bytes that are not UTF-8 are shown as replacement characters; of a file beyond
/// [`MAX_BYTES`] nothing is kept.
pub fn parse_bytes(bytes: &[u8], name: &str, sources: &mut SourceMap) -> (FileId, Parsed) {
    if bytes.len() > MAX_BYTES {
        let file = sources.add(name, "");
        return (file, Parsed::failed(syntax::too_large(file)));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let file = sources.add(name, text);
            (file, parse(text, file))
        }
        Err(error) => {
            let at = error.valid_up_to();
            let file = sources.add(name, String::from_utf8_lossy(bytes));
            let byte = bytes.get(at).copied().unwrap_or_default();
            (file, Parsed::failed(syntax::not_utf8(file, at, byte)))
        }
    }
}

/// Reads the text of a case file: the case as far as it can be read, and all faults.
///
/// Never panics; time and memory are bounded by [`MAX_BYTES`].
pub fn parse(text: &str, file: FileId) -> Parsed {
    if text.len() > MAX_BYTES {
        return Parsed::failed(syntax::too_large(file));
    }
    let tree = tree::read(text);
    let mut faults = Faults::new(file);
    syntax::check(&tree, text, &mut faults);
    if tree.tables[tree::ROOT].entries.is_empty() && tree.errors.is_empty() {
        return Parsed::failed(syntax::empty(file));
    }
    let version = tree.tables[tree::ROOT].get("abduce");
    if check_version(version, text, &mut faults) {
        return Parsed {
            case: Case::default(),
            diagnostics: faults.finish(),
        };
    }
    let mut reader = Reader {
        text,
        tree: &tree,
        faults,
        scale: None,
        frame: None,
        asks: Default::default(),
        ids: ids::Ids::default(),
        grades: Default::default(),
        strayed: Vec::new(),
        current: None,
        links: Vec::new(),
    };
    reader.peek();
    let case = reader.case();
    rules::check(&case, &reader.links, &mut reader.faults);
    Parsed {
        case,
        diagnostics: reader.faults.finish(),
    }
}

/// Tells of a missing or future version; returns whether it is a future one, in which
/// case nothing more can be said of the file.
fn check_version(version: Option<&tree::Entry>, text: &str, faults: &mut Faults) -> bool {
    let Some(entry) = version else {
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let at = Span::new(start, start);
        let line = format!("abduce = {}\n", keys::VERSION);
        let warning = faults
            .warning(
                codes::NO_VERSION,
                "the file does not say which version of the format it is in",
                at,
            )
            .expected(line.trim_end())
            .help("write it on the first line")
            .patch(faults.file, at, line);
        faults.push(warning);
        return false;
    };
    let tree::Value::Integer(version) = entry.node.value else {
        return false;
    };
    if version <= keys::VERSION {
        return false;
    }
    let fault = faults
        .error(
            codes::FUTURE_VERSION,
            "the file is of a later version of the format",
            entry.node.span,
        )
        .expected(format!("at most {}", keys::VERSION))
        .found(version.to_string())
        .help("use a later abduce");
    faults.push(fault);
    true
}
