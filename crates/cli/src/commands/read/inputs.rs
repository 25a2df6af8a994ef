//! The articles that arguments name: files, and the articles in folders.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::files;
use crate::output::Stop;

/// The endings of articles in a folder.
const ENDINGS: &[&str] = &["htm", "html", "markdown", "md", "text", "txt"];

/// An article, and what it is called in records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Input {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its file's name without the ending.
    pub(super) doc: String,
}

/// The articles that `paths` name: a folder stands for the articles that lie in it, in the
/// order of their names.
///
/// # Errors
/// When a folder cannot be read or has no article, or two articles would go by one name.
pub(super) fn articles(paths: &[PathBuf]) -> Result<Vec<Input>, Stop> {
    let mut found = Vec::new();
    for path in paths {
        if !files::is_standard_input(path) && path.is_dir() {
            let inside = in_folder(path)?;
            if inside.is_empty() {
                let why = format!("{}: no article in this folder", path.display());
                return Err(Stop::because(why));
            }
            found.extend(inside);
        } else {
            found.push(path.clone());
        }
    }
    let inputs: Vec<Input> = found.into_iter().map(named).collect();
    let mut by_doc: BTreeMap<&str, &Path> = BTreeMap::new();
    for input in &inputs {
        if let Some(other) = by_doc.insert(&input.doc, &input.path) {
            let (path, other) = (input.path.display(), other.display());
            let why = format!(
                "{other} and {path} would both be the document `{}`",
                input.doc
            );
            return Err(Stop::because(why));
        }
    }
    Ok(inputs)
}

fn named(path: PathBuf) -> Input {
    let doc = match path.file_stem() {
        Some(stem) if !files::is_standard_input(&path) => stem.to_string_lossy().into_owned(),
        _ => "stdin".to_owned(),
    };
    Input { path, doc }
}

/// The articles of a folder, in the order of their names.
fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let unreadable =
        |error: std::io::Error| Stop::because(format!("{}: {error}", folder.display()));
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let ending = path.extension().map(|e| e.to_ascii_lowercase());
        let ending = ending.as_deref().and_then(|e| e.to_str());
        if ending.is_some_and(|e| ENDINGS.contains(&e)) && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
