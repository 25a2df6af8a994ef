//! Diagnostics as SARIF 2.1.0 (OASIS, 2020), which code scanners and editors read.

use std::collections::BTreeSet;
use std::io::{self, Write};

use abduce_core::case::codes;
use abduce_core::diagnostic::{Diagnostic, Label, Patch, Severity};
use abduce_core::source::{FileId, SourceMap, Span};
use serde_json::{Value, json};

use super::page;
use super::place::Places;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One log with one run, indented, with a line break at its end.
pub(super) fn write(
    diagnostics: &[Diagnostic],
    texts: &SourceMap,
    places: &Places,
    out: &mut impl Write,
) -> io::Result<()> {
    let codes: BTreeSet<&str> = diagnostics.iter().map(|d| d.code.0).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let log = Log {
        texts,
        places,
        codes: &codes,
    };
    let results: Vec<Value> = diagnostics.iter().map(|d| log.result(d)).collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(code)).collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "abduce",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// A kind of diagnostic, with its page of the manual.
fn rule(code: &str) -> Value {
    let Some(entry) = codes::find(code) else {
        return json!({ "id": code });
    };
    let page = page(entry.code).unwrap_or(entry.why);
    json!({
        "id": code,
        "shortDescription": { "text": entry.title },
        "fullDescription": { "text": entry.why },
        "help": { "text": page, "markdown": page },
    })
}

/// What every result refers to.
struct Log<'a> {
    texts: &'a SourceMap,
    places: &'a Places,
    codes: &'a [&'a str],
}

impl Log<'_> {
    fn result(&self, diagnostic: &Diagnostic) -> Value {
        let level = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut result = json!({
            "ruleId": diagnostic.code.0,
            "level": level,
            "message": { "text": message(diagnostic) },
        });
        if let Ok(index) = self.codes.binary_search(&diagnostic.code.0) {
            result["ruleIndex"] = json!(index);
        }
        if let Some((primary, related)) = diagnostic.labels.split_first() {
            result["locations"] = json!([self.location(primary)]);
            if !related.is_empty() {
                let related: Vec<Value> = related.iter().map(|l| self.location(l)).collect();
                result["relatedLocations"] = json!(related);
            }
        }
        if let Some(patch) = &diagnostic.patch {
            result["fixes"] = json!([self.fix(patch, diagnostic.help.as_deref())]);
        }
        result
    }

    fn location(&self, label: &Label) -> Value {
        let mut location = json!({
            "physicalLocation": {
                "artifactLocation": self.artifact(label.file),
                "region": self.region(label.file, label.span),
            },
        });
        if !label.text.is_empty() {
            location["message"] = json!({ "text": label.text });
        }
        location
    }

    fn fix(&self, patch: &Patch, help: Option<&str>) -> Value {
        json!({
            "description": { "text": help.unwrap_or("replace") },
            "artifactChanges": [{
                "artifactLocation": self.artifact(patch.file),
                "replacements": [{
                    "deletedRegion": self.region(patch.file, patch.span),
                    "insertedContent": { "text": patch.replacement },
                }],
            }],
        })
    }

    fn artifact(&self, file: FileId) -> Value {
        json!({ "uri": uri(&self.texts.get(file).name) })
    }

    fn region(&self, file: FileId, span: Span) -> Value {
        let (start, end) = self.places.get(file, span);
        json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "charOffset": start.offset,
            "charLength": end.offset - start.offset,
        })
    }
}

/// The message with what was expected and found, and the help, a line each.
fn message(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    let notes = [
        ("expected", &diagnostic.expected),
        ("found", &diagnostic.found),
        ("help", &diagnostic.help),
    ];
    for (name, note) in notes {
        if let Some(note) = note {
            text.push_str(&format!("\n{name}: {note}"));
        }
    }
    text
}

/// A path as a URI reference (RFC 3986): all but unreserved characters and slashes escaped.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.to_owned()
    };
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
