//! Holds the repository to what ARCHITECTURE.md and CONTRIBUTING.md say of it: the order of
//! modules and crates, the size of functions and files, and that what texts name is there.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

mod rust;

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of `crates/core` in order: each uses only those before it.
const MODULES: &[&str] = &[
    "source",
    "diagnostic",
    "credence",
    "case",
    "reader",
    "network",
    "weigh",
    "ledger",
    "plot",
    "report",
];

/// The crates in order: each depends only on those before it.
const CRATES: &[&str] = &[
    "abduce-infer",
    "abduce-netfile",
    "abduce-english",
    "abduce-core",
    "abduce-corpus",
    "abduce-server",
    "abduce",
    "xtask",
];

/// What tests and examples of a crate use of a later one: a crate, and the later one.
const BACKWARDS: &[(&str, &str)] = &[("abduce-infer", "abduce-netfile")];

/// What `crates/infer`, `crates/netfile` and `crates/core` leave to the binary.
const OUTSIDE: &[&str] = &["env", "fs", "net", "process", "time"];

/// Parts of texts that only make sense on one machine. Written in two parts, so that this
/// file does not have them itself.
const MACHINE: &[(&str, &str)] = &[
    ("/wo", "rk/"),
    ("/ro", "ot/"),
    ("/ho", "me/"),
    ("/Us", "ers/"),
    ("C:\\Us", "ers"),
];

const N_LINES_FUNCTION: (usize, usize) = (30, 80);
const N_LINES_FILE: (usize, usize) = (500, 1000);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// Every file of the repository with its path from the root, in order; what is built or
/// belongs to a tool is left out.
fn files() -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(root())
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            let left_out = [
                "target",
                "docs/book",
                "fuzz/target",
                "fuzz/corpus",
                "fuzz/artifacts",
                "tests/browser/node_modules",
            ];
            if left_out.contains(&name.as_str()) || name == ".git" {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((name, path));
            }
        }
    }
    found.sort();
    assert!(
        found.len() > 20,
        "the repository was not found at {}",
        root().display()
    );
    found
}

fn texts(ending: &str) -> Vec<(String, String)> {
    let all = files()
        .into_iter()
        .filter(|(name, _)| name.ends_with(ending));
    all.filter_map(|(name, path)| Some((name, fs::read_to_string(path).ok()?)))
        .collect()
}

/// Whether a file is nothing but tests, going by its name alone.
fn is_test_name(name: &str) -> bool {
    let folders = ["/tests/", "benches/", "fuzz/"];
    name.ends_with("/tests.rs") || folders.iter().any(|folder| name.contains(folder))
}

/// Rust files, each with whether it is nothing but tests: by its name, or because it is
/// declared as `#[cfg(test)] mod name;`.
fn rust_files() -> Vec<(String, String, bool)> {
    let all = texts(".rs");
    let mut declared = Vec::new();
    for (name, text) in &all {
        let stem = name.strip_suffix(".rs").unwrap();
        let (folder, own) = stem.rsplit_once('/').unwrap_or(("", stem));
        let inside = if ["mod", "lib", "main"].contains(&own) {
            folder
        } else {
            stem
        };
        let modules = rust::lex(text).unwrap().test_modules;
        declared.extend(modules.iter().map(|module| format!("{inside}/{module}.rs")));
    }
    let tests = |name: &String| is_test_name(name) || declared.contains(name);
    all.into_iter()
        .map(|(name, text)| (name.clone(), text, tests(&name)))
        .collect()
}

fn check(what: &str, faults: Vec<String>) {
    assert!(faults.is_empty(), "{what}:\n  {}\n", faults.join("\n  "));
}

// ---- order of modules and crates ----

/// The module of `crates/core` that the file belongs to.
fn module_of(name: &str) -> Option<&str> {
    let inside = name.strip_prefix("crates/core/src/")?;
    let module = inside.split('/').next()?.trim_end_matches(".rs");
    (module != "lib").then_some(module)
}

fn wrong_order(name: &str, text: &str) -> Vec<String> {
    let Some(module) = module_of(name) else {
        return Vec::new();
    };
    let rank = |module: &str| MODULES.iter().position(|&m| m == module);
    let Some(own) = rank(module) else {
        return vec![format!(
            "{name}: the module {module} has no place in MODULES"
        )];
    };
    let later = |used: &str| rank(used).is_none_or(|used| used > own);
    let file = rust::lex(text).unwrap();
    let wrong = file.crate_paths.iter().filter(|(used, _)| later(used));
    wrong
        .map(|(used, line)| format!("{name}:{line}: {module} uses {used}, which comes later"))
        .collect()
}

#[test]
fn modules_of_core_use_only_those_before_them() {
    let faults = texts(".rs")
        .iter()
        .flat_map(|(name, text)| wrong_order(name, text))
        .collect();
    check("modules used against their order", faults);
    assert_eq!(
        wrong_order("crates/core/src/case/a.rs", "use crate::source::Span;"),
        [""; 0]
    );
    assert_eq!(
        wrong_order("crates/core/src/case.rs", "use crate::{case, weigh::W};").len(),
        1
    );
    assert_eq!(wrong_order("crates/core/src/new.rs", "").len(), 1);
    assert_eq!(
        wrong_order("crates/cli/src/a.rs", "use crate::anything;"),
        [""; 0]
    );
}

fn wrong_arrows(manifest: &str) -> Vec<String> {
    let manifest: toml::Table = manifest.parse().unwrap();
    let rank = |name: &str| CRATES.iter().position(|&c| c == name);
    let own = manifest["package"]["name"].as_str().unwrap();
    let tables = ["dependencies", "dev-dependencies", "build-dependencies"];
    let mut wrong = Vec::new();
    for table in tables {
        let Some(used) = manifest.get(table).and_then(toml::Value::as_table) else {
            continue;
        };
        for used in used.keys().filter(|name| name.starts_with("abduce")) {
            let is_test = table == "dev-dependencies" && BACKWARDS.contains(&(own, used));
            if !is_test && (rank(used).is_none() || rank(used) >= rank(own)) {
                wrong.push(format!("{own} depends on {used}"));
            }
        }
    }
    wrong
}

#[test]
fn crates_depend_only_on_those_before_them() {
    let manifests = texts("Cargo.toml")
        .into_iter()
        .filter(|(name, _)| name.starts_with("crates/"));
    let manifests: Vec<_> = manifests.collect();
    assert!(manifests.len() >= 3);
    check(
        "crates used against their order",
        manifests
            .iter()
            .flat_map(|(_, text)| wrong_arrows(text))
            .collect(),
    );
    assert_eq!(
        wrong_arrows("package.name = 'abduce'\n[dependencies]\nabduce-core = '1'"),
        [""; 0]
    );
    assert_eq!(
        wrong_arrows("package.name = 'abduce-core'\n[dev-dependencies]\nabduce = '1'").len(),
        1
    );
    assert_eq!(
        wrong_arrows("package.name = 'abduce-core'\n[dependencies]\nabduce-new = '1'").len(),
        1
    );
    let infer = |table| format!("package.name = 'abduce-infer'\n[{table}]\nabduce-netfile = '1'");
    assert_eq!(wrong_arrows(&infer("dev-dependencies")), [""; 0]);
    assert_eq!(wrong_arrows(&infer("dependencies")).len(), 1);
}

/// Dependencies that no Rust file of the crate names.
fn unused(manifest: &str, texts: &[String]) -> Vec<String> {
    let manifest: toml::Table = manifest.parse().unwrap();
    let tables = ["dependencies", "dev-dependencies"];
    let tables = tables
        .iter()
        .filter_map(|table| manifest.get(*table)?.as_table());
    let names = tables.flat_map(toml::Table::keys);
    let used = |name: &str| {
        let path = format!("{}::", name.replace('-', "_"));
        texts.iter().any(|text| text.contains(&path))
    };
    names.filter(|name| !used(name)).cloned().collect()
}

#[test]
fn every_dependency_is_used() {
    let rust = texts(".rs");
    let mut faults = Vec::new();
    for (name, manifest) in texts("Cargo.toml") {
        let folder = name.strip_suffix("Cargo.toml").unwrap();
        if folder.starts_with("crates/") {
            let own = rust.iter().filter(|(name, _)| name.starts_with(folder));
            let own: Vec<_> = own.map(|(_, text)| text.clone()).collect();
            faults.extend(
                unused(&manifest, &own)
                    .iter()
                    .map(|unused| format!("{name}: {unused}")),
            );
        }
    }
    check("dependencies that are not used", faults);
    let text = ["use b_c::D;".to_owned()];
    assert_eq!(unused("[dependencies]\nb-c = '1'\na = '1'", &text), ["a"]);
}

fn touches_the_world(name: &str, text: &str) -> Vec<String> {
    let libraries = [
        "crates/core/src/",
        "crates/infer/src/",
        "crates/netfile/src/",
    ];
    let library = libraries.iter().any(|folder| name.starts_with(folder));
    if !library {
        return Vec::new();
    }
    let file = rust::lex(text).unwrap();
    let outside = file
        .std_paths
        .iter()
        .filter(|(used, _)| OUTSIDE.contains(&used.as_str()));
    outside
        .map(|(used, line)| format!("{name}:{line}: std::{used}"))
        .collect()
}

#[test]
fn libraries_leave_the_world_to_the_binary() {
    let faults = rust_files()
        .iter()
        .filter(|(_, _, is_test)| !is_test)
        .flat_map(|(name, text, _)| touches_the_world(name, text))
        .collect();
    check("input, output, clock or environment in a library", faults);
    assert_eq!(
        touches_the_world("crates/core/src/a.rs", "use std::{fmt, fs::File};").len(),
        1
    );
    assert_eq!(
        touches_the_world("crates/core/src/a.rs", "use std::{fmt, ops};"),
        [""; 0]
    );
    assert_eq!(
        touches_the_world("crates/cli/src/a.rs", "use std::fs;"),
        [""; 0]
    );
}

// ---- size ----

/// Faults of a size budget: 9 in 10 within the first limit, none past the second.
fn over_budget(
    what: &str,
    sizes: &[(String, usize)],
    (usual, most): (usize, usize),
) -> Vec<String> {
    let mut faults: Vec<String> = sizes
        .iter()
        .filter(|(_, size)| *size > most)
        .map(|(name, size)| format!("{name}: {size} lines; no {what} may have more than {most}"))
        .collect();
    let long: Vec<_> = sizes.iter().filter(|(_, size)| *size > usual).collect();
    if long.len() * 10 > sizes.len() {
        faults.push(format!(
            "{} of {} {what}s have more than {usual} lines:",
            long.len(),
            sizes.len()
        ));
        faults.extend(long.iter().map(|(name, size)| format!("{name}: {size}")));
    }
    faults
}

#[test]
fn functions_keep_their_size_budget() {
    let (mut product, mut tests) = (Vec::new(), Vec::new());
    for (name, text, is_test) in rust_files() {
        for function in rust::lex(&text).unwrap().functions {
            if function.excused {
                continue;
            }
            let size = (
                format!("{name}:{}: {}", function.line, function.name),
                function.n_lines,
            );
            let list = if function.in_tests || is_test {
                &mut tests
            } else {
                &mut product
            };
            list.push(size);
        }
    }
    let mut faults = over_budget("function", &product, N_LINES_FUNCTION);
    faults.extend(over_budget(
        "function",
        &tests,
        (N_LINES_FUNCTION.1, N_LINES_FUNCTION.1),
    ));
    check(
        "long functions (excuse one with #[expect(clippy::too_many_lines, reason = …)])",
        faults,
    );
}

/// The reason that a file gives for its length: a line `// long: …`.
fn is_excused(text: &str) -> bool {
    text.lines().any(|line| {
        line.strip_prefix("// long: ")
            .is_some_and(|why| why.len() > 10)
    })
}

#[test]
fn files_keep_their_size_budget() {
    let mut sizes = Vec::new();
    for (name, text, is_test) in rust_files() {
        if !is_test && !is_excused(&text) {
            let n_lines = text.lines().count() - rust::lex(&text).unwrap().n_test_lines;
            sizes.push((name, n_lines));
        }
    }
    check(
        "long files (excuse one with a line `// long: why`)",
        over_budget("file", &sizes, N_LINES_FILE),
    );
}

#[test]
fn budgets_can_be_exceeded() {
    let sizes = |sizes: &[usize]| -> Vec<(String, usize)> {
        sizes.iter().map(|&size| (size.to_string(), size)).collect()
    };
    let mut ten = vec![5; 9];
    ten.push(31);
    assert_eq!(over_budget("function", &sizes(&ten), (30, 80)), [""; 0]);
    ten.push(32);
    assert_eq!(over_budget("function", &sizes(&ten), (30, 80)).len(), 3);
    assert_eq!(over_budget("function", &sizes(&[81; 1]), (90, 80)).len(), 1);
    assert!(is_excused(
        "//! Doc.\n// long: one table, read from top to bottom\n"
    ));
    assert!(!is_excused("// long: \nlet long = 1;"));
}

// ---- texts ----

#[test]
fn each_rust_file_opens_with_what_it_is_for() {
    let opens = |text: &str| {
        text.lines()
            .next()
            .is_some_and(|line| line.strip_prefix("//! ").is_some_and(|said| said.len() > 5))
    };
    let silent = texts(".rs").into_iter().filter(|(_, text)| !opens(text));
    check(
        "files that do not open with a `//!` line",
        silent.map(|(name, _)| name).collect(),
    );
    assert!(opens("//! What it is for.\n") && !opens("// No.\n//! Late.\n") && !opens(""));
}

/// Words in backquotes that look like paths from the root of the repository, outside of
/// fenced blocks.
fn paths_named(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    let quoted = prose.flat_map(|prose| prose.split('`').skip(1).step_by(2));
    let ends = [".md", ".toml", ".rs", ".json", ".yml"];
    let plain = |word: &&str| !word.contains([' ', '*', '<', '{', ':', '(', '…', '!']);
    let path = |word: &&str| word.contains('/') || ends.iter().any(|end| word.ends_with(end));
    quoted.filter(plain).filter(path).collect()
}

/// Whether a path from the root is there; a module may be named without its `.rs`.
fn stands(path: &str) -> bool {
    root().join(path).exists() || root().join(format!("{path}.rs")).exists()
}

/// What ARCHITECTURE.md says is there, and what it says is absent.
fn named_and_absent(text: &str) -> (Vec<&str>, Vec<&str>) {
    let (before, absent) = text.split_once("\n## What is absent").unwrap();
    let (absent, after) = absent.split_once("\n## ").unwrap_or((absent, ""));
    let named = paths_named(before)
        .into_iter()
        .chain(paths_named(after))
        .collect();
    (named, paths_named(absent))
}

#[test]
fn what_architecture_names_is_there_and_what_it_misses_is_not() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (named, absent) = named_and_absent(&text);
    assert!(named.len() > 20 && !absent.is_empty());
    let there = |path: &&str| stands(path);
    check(
        "paths that ARCHITECTURE.md names in vain",
        named
            .iter()
            .filter(|p| !there(p))
            .map(ToString::to_string)
            .collect(),
    );
    check(
        "paths that ARCHITECTURE.md says are absent",
        absent
            .iter()
            .filter(|p| there(p))
            .map(ToString::to_string)
            .collect(),
    );

    let text = "`a/b` and `crate::c/d` `x y/z`\n```\n`not/this`\n```\n`e.md`\n## What is absent\n`f/g`\n## More\n`h/i`";
    assert_eq!(
        named_and_absent(text),
        (vec!["a/b", "e.md", "h/i"], vec!["f/g"])
    );
}

#[test]
fn recipes_of_contributing_name_files_that_are_there() {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let named = paths_named(&text);
    assert!(named.len() > 10);
    let gone = named.iter().filter(|path| !stands(path));
    check(
        "paths that CONTRIBUTING.md names in vain",
        gone.map(ToString::to_string).collect(),
    );
}

/// Targets of links and pictures that are files of the repository.
fn links(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    let targets = prose
        .flat_map(|prose| prose.split("](").skip(1))
        .filter_map(|rest| rest.split(')').next());
    let targets = targets.map(|target| target.split('#').next().unwrap_or_default());
    targets
        .filter(|target| !target.is_empty() && !target.contains("://"))
        .collect()
}

#[test]
fn links_between_texts_lead_somewhere() {
    let mut faults = Vec::new();
    for (name, text) in texts(".md") {
        if !name.starts_with("examples/") && !name.starts_with("tests/") {
            let folder = root().join(&name);
            let dead = links(&text)
                .into_iter()
                .filter(|to| !folder.parent().unwrap().join(to).exists());
            faults.extend(dead.map(|to| format!("{name}: {to}")));
        }
    }
    check("links that lead nowhere", faults);
    let text = "[a](b.md#c) ![d](e.svg) [f](https://g.h) [i](#j)\n```\n[k](l)\n```";
    assert_eq!(links(text), ["b.md", "e.svg"]);
}

#[test]
fn each_chapter_is_in_the_summary() {
    let summary = fs::read_to_string(root().join("docs/src/SUMMARY.md")).unwrap();
    let linked = links(&summary);
    let chapters = texts(".md")
        .into_iter()
        .filter_map(|(name, _)| Some(name.strip_prefix("docs/src/")?.to_owned()));
    let lost = chapters.filter(|name| name != "SUMMARY.md" && !linked.contains(&name.as_str()));
    check(
        "chapters that docs/src/SUMMARY.md does not link to",
        lost.collect(),
    );
}

#[test]
fn each_diagnostic_has_a_page() {
    let codes = abduce_core::case::codes::CODES
        .iter()
        .map(|entry| entry.code.0);
    let paths: Vec<_> = codes
        .map(|code| format!("docs/src/codes/{code}.md"))
        .collect();
    assert!(paths.len() > 30);
    let lost = paths.into_iter().filter(|path| !root().join(path).exists());
    check("diagnostics without a page", lost.collect());

    let page = fs::read_to_string(root().join("docs/src/diagnostics.md")).unwrap();
    let row = |entry: &abduce_core::case::codes::Entry| {
        let code = entry.code.0;
        format!(
            "| [{code}](codes/{code}.md) | {} | {} |",
            entry.title, entry.why
        )
    };
    let rows = abduce_core::case::codes::CODES.iter().map(row);
    check(
        "rows that docs/src/diagnostics.md lacks",
        rows.filter(|row| !page.contains(row)).collect(),
    );
}

#[test]
fn each_diagnostic_of_network_files_is_in_the_manual() {
    use abduce_netfile::codes::{CODES, Entry};
    let path = root().join("docs/src/network-diagnostics.md");
    let page = fs::read_to_string(path).unwrap();
    let row = |entry: &Entry| format!("| {} | {} | {} |", entry.code.0, entry.title, entry.why);
    check(
        "rows that docs/src/network-diagnostics.md lacks",
        CODES
            .iter()
            .map(row)
            .filter(|row| !page.contains(row))
            .collect(),
    );
    let rows = page.lines().filter(|line| line.starts_with("| N"));
    assert_eq!(rows.count(), CODES.len());
}

/// A whole number with a comma after every three digits from its end.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let groups: Vec<String> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect();
    groups.join(",")
}

#[test]
fn stated_limits_are_those_of_the_code() {
    use abduce_core::{case, reader, source};
    use abduce_netfile::{Limits, MOST_CELLS};
    let text = fs::read_to_string(root().join("docs/src/limits.md")).unwrap();
    let stated = [
        format!(
            "| a network file | {} MiB | refused",
            Limits::DEFAULT.bytes >> 20
        ),
        format!(
            "| variables of a network file | {} |",
            grouped(Limits::DEFAULT.variables)
        ),
        format!(
            "| states of all its variables | {} |",
            grouped(Limits::DEFAULT.states)
        ),
        format!(
            "| numbers of all its tables | {} |",
            grouped(Limits::DEFAULT.cells)
        ),
        format!("written as a table | {} |", grouped(MOST_CELLS)),
        format!("| a case file | {} MiB |", case::MAX_BYTES >> 20),
        format!("| faults shown for one file | {} |", case::MAX_FAULTS),
        format!("source | {} MiB |", source::document::MAX_BYTES >> 20),
        format!("evidence | {} MiB |", reader::text::MAX_BYTES >> 20),
    ];
    let lost = stated.into_iter().filter(|row| !text.contains(row));
    check(
        "limits that docs/src/limits.md does not state so",
        lost.collect(),
    );
}

fn of_a_machine(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for (a, b) in MACHINE {
            let part = format!("{a}{b}");
            let starts = line.match_indices(&part).any(|(i, _)| {
                !line[..i].ends_with(|c: char| c.is_alphanumeric() || "._-/".contains(c))
            });
            if starts {
                found.push(format!("{}: {line}", at + 1));
            }
        }
    }
    found
}

#[test]
fn no_file_holds_a_path_of_one_machine() {
    let all = texts("").into_iter();
    let faults = all.flat_map(|(name, text)| {
        of_a_machine(&text)
            .into_iter()
            .map(move |at| format!("{name}:{at}"))
    });
    check("paths of one machine", faults.collect());
    let (a, b) = MACHINE[0];
    assert_eq!(of_a_machine(&format!("see {a}{b}x")).len(), 1);
    assert_eq!(
        of_a_machine(&format!("https://example.org{a}{b}x")),
        [""; 0]
    );
}

#[test]
fn every_dependency_comes_from_the_public_registry() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let sources = lock
        .lines()
        .filter_map(|line| line.strip_prefix("source = "));
    let public = "\"registry+https://github.com/rust-lang/crates.io-index\"";
    check(
        "dependencies from elsewhere",
        sources
            .filter(|&s| s != public)
            .map(ToOwned::to_owned)
            .collect(),
    );
    let config = fs::read_to_string(root().join(".cargo/config.toml")).unwrap_or_default();
    let config: toml::Table = config.parse().unwrap();
    let keys: Vec<&String> = config.keys().collect();
    assert_eq!(keys, ["alias"], "a configuration of one machine");
}
