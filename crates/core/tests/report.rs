//! Reports of all examples hold together: links lead somewhere, ids are there once, what is hostile
//! stays text, and the same case gives the same bytes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use abduce_core::case;
use abduce_core::report::html::{self, Page};
use abduce_core::report::markdown::markdown;
use abduce_core::source::{ReadError, SourceMap, World};
use abduce_core::weigh::ranges::Draws;
use abduce_core::weigh::{Model, Options};

/// The files beside a case.
struct Beside(PathBuf);

impl World for Beside {
    fn read(&self, path: &str, _limit: u64) -> Result<Vec<u8>, ReadError> {
        fs::read(self.0.join(path)).map_err(|_| ReadError::NotFound)
    }

    fn today(&self) -> jiff::civil::Date {
        jiff::civil::date(2026, 1, 1)
    }
}

/// The page and the Markdown of a case.
fn reports(text: &str, folder: &Path) -> (String, String) {
    let mut texts = SourceMap::default();
    let file = texts.add("case.toml", text);
    let parsed = case::parse(text, file);
    assert!(parsed.can_be_weighed(), "{:?}", parsed.diagnostics);
    let world = Beside(folder.to_owned());
    let verified = case::verify(&parsed.case, file, &world, &mut texts).verified;
    let model = Model::compile(&parsed.case, Options::default()).unwrap();
    let draws = Draws {
        most: 1 << 10,
        ..Draws::default()
    };
    let analysis = model.analyse(&model.today(), draws).unwrap();
    let page = Page {
        texts: &texts,
        file,
        verified: &verified,
        engine: None,
    };
    (
        html::page(&model, &analysis, page),
        markdown(&model, &analysis),
    )
}

/// What stands between each `start` and the next quote.
fn attributes<'a>(page: &'a str, start: &str) -> Vec<&'a str> {
    let parts = page.split(start).skip(1);
    parts.map(|part| part.split('"').next().unwrap()).collect()
}

#[test]
fn pages_of_all_examples_hold_together() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut n_pages = 0;
    for folder in fs::read_dir(examples).unwrap() {
        let folder = folder.unwrap().path();
        let Ok(text) = fs::read_to_string(folder.join("case.toml")) else {
            continue;
        };
        let (page, markdown) = reports(&text, &folder);
        assert_eq!(reports(&text, &folder), (page.clone(), markdown));
        let ids = attributes(&page, " id=\"");
        let once: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), once.len(), "{}: an id twice", folder.display());
        for link in attributes(&page, "href=\"#") {
            assert!(once.contains(link), "{}: #{link}", folder.display());
        }
        assert!(page.contains("<mark"), "{}: no quote", folder.display());
        assert!(!page.contains("<script"));
        assert!(page.len() < 1 << 20);
        n_pages += 1;
    }
    assert!(n_pages >= 4, "only {n_pages} pages");
}

#[test]
fn hostile_words_stay_words() {
    let text = r##"
abduce = 1
question = "<script>alert(1)</script> & 'x' \"y\""
frame = "rival"
[hypotheses.a]
statement = "</title></style><img src=x onerror=alert(1)>"
[hypotheses.b]
statement = "![x](http://x) | `code` \u202e"
[evidence.e]
statement = "</svg><script>"
given = { a = 0.9, b = [0.1, 0.4] }
source = "s"
[sources.s]
name = "\" onmouseover=\"alert(1)"
url = "javascript:alert(1)"
"##;
    let (page, markdown) = reports(text, Path::new("."));
    for mark in [
        "<script",
        "<img",
        "onmouseover=\"",
        "href=\"javascript",
        "</svg><script",
    ] {
        assert!(!page.contains(mark), "{mark}");
    }
    assert!(!page.contains('\u{202e}'));
    let marks = markdown.replace("\\<", "").replace("\\[", "");
    assert!(!marks.contains('<') && !marks.contains("!["), "{markdown}");
}
