//! Front matter: the `key: value` and `key = value` lines that open a Markdown file.
//!
//! Only plain values, quoted values and lists of them are understood, which is what
//! articles have; anything deeper is passed over.

use super::Metadata;

/// What front matter (without its fences) says of its article.
pub(super) fn metadata(front_matter: &str) -> Metadata {
    let mut metadata = Metadata::default();
    for (key, values) in entries(front_matter) {
        let first = values.first().cloned();
        let slot = match key.as_str() {
            "title" => &mut metadata.title,
            "date" | "published" | "pubdate" | "publishdate" => &mut metadata.date,
            "publisher" | "publication" | "site" | "source" | "outlet" => &mut metadata.publisher,
            "url" | "link" | "canonical" | "canonical_url" | "permalink" => &mut metadata.url,
            "lang" | "language" => &mut metadata.language,
            "author" | "authors" | "byline" | "by" => {
                metadata.authors.extend(values);
                continue;
            }
            _ => continue,
        };
        if slot.is_none() {
            *slot = first;
        }
    }
    metadata
}

/// Keys in lower case with their values.
fn entries(front_matter: &str) -> Vec<(String, Vec<String>)> {
    let mut entries: Vec<(String, Vec<String>)> = Vec::new();
    for line in front_matter.lines() {
        let item = line.trim_start().strip_prefix("- ");
        if let (Some(item), Some((_, values))) = (item, entries.last_mut()) {
            values.extend(value(item));
        } else if !line.starts_with([' ', '\t', '#', '['])
            && let Some((key, written)) = line.split_once([':', '='])
        {
            entries.push((key.trim().to_ascii_lowercase(), list(written)));
        }
    }
    entries
}

/// The values of `[a, "b"]`, or the one of anything else.
fn list(written: &str) -> Vec<String> {
    let written = written.trim();
    let inner = written
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match inner {
        Some(inner) => inner.split(',').filter_map(value).collect(),
        None => value(written).into_iter().collect(),
    }
}

/// A value without its quotes; none when empty.
fn value(written: &str) -> Option<String> {
    let written = written.trim();
    let unquoted = ['"', '\'']
        .iter()
        .find_map(|&quote| written.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(written);
    let plain = !matches!(unquoted, "" | "~" | "null" | "|" | ">" | "{}");
    plain.then(|| unquoted.to_owned())
}
