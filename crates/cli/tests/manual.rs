//! Runs the manual: each `console` block of README.md and docs/src is typed into a folder of
//! its own, and what the binary says is compared with what the page shows.
//!
//! A page gets the repository's `examples/`, and the files that it shows itself: a block
//! after a line `<!-- file: NAME -->` is written there first. In a block, `$ abduce …` is a
//! command, `$ echo $?` asks for its exit code, and a line `…` stands for any number of lines.
//! `MANUAL=update cargo test --test manual` writes what the binary says into the pages.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One fenced block of a page.
#[derive(Debug, PartialEq)]
struct Block {
    /// The line after its opening fence, from 0.
    start: usize,
    /// One past its last line.
    end: usize,
    kind: Kind,
}

#[derive(Debug, PartialEq)]
enum Kind {
    Console,
    File(String),
    Other,
}

fn blocks(lines: &[&str]) -> Vec<Block> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if let Some(info) = lines[at].strip_prefix("```") {
            let start = at + 1;
            let end = (start..lines.len())
                .find(|&i| lines[i] == "```")
                .unwrap_or(lines.len());
            let before = lines[..at].iter().rev().find(|line| !line.is_empty());
            let file = before
                .and_then(|line| line.strip_prefix("<!-- file: "))
                .and_then(|line| line.strip_suffix(" -->"));
            let kind = match (file, info) {
                (Some(name), _) => Kind::File(name.to_owned()),
                (None, "console") => Kind::Console,
                _ => Kind::Other,
            };
            found.push(Block { start, end, kind });
            at = end;
        }
        at += 1;
    }
    found
}

/// A command of a block and the output that the page shows.
fn commands<'a>(lines: &[&'a str]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in lines {
        match (line.strip_prefix("$ "), found.last_mut()) {
            (Some(command), _) => found.push((command, Vec::new())),
            (None, Some((_, output))) => output.push(line),
            (None, None) => {}
        }
    }
    found
}

/// The words of a command; quotes hold a word together.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quote) = (None::<String>, None::<char>);
    for c in command.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '\'' || c == '"' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c == ' ' => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Runs `abduce …` in `folder` and gives its output, errors last, and its exit code.
fn run(command: &str, folder: &Path) -> (String, i32) {
    let (command, input) = command.split_once(" < ").unwrap_or((command, ""));
    let mut words = words(command).into_iter();
    assert_eq!(
        words.next().as_deref(),
        Some("abduce"),
        "only abduce can be run: {command}"
    );
    let input = match input {
        "" => Stdio::null(),
        name => fs::File::open(folder.join(name)).unwrap().into(),
    };
    let output = Command::new(env!("CARGO_BIN_EXE_abduce"))
        .args(words)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("COLUMNS", "80")
        .stdin(input)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (
        String::from_utf8(text).unwrap(),
        output.status.code().unwrap_or(-1),
    )
}

/// Whether `said` is what `shown` says, where a line `…` stands for any number of lines.
fn agrees(said: &[&str], shown: &[&str]) -> bool {
    match shown {
        [] => said.is_empty(),
        ["…", rest @ ..] => (0..=said.len()).any(|skip| agrees(&said[skip..], rest)),
        [first, rest @ ..] => said.first() == Some(first) && agrees(&said[1..], rest),
    }
}

fn tidied(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines
}

/// The page with its console blocks as the binary says them, where those disagree.
fn replayed(page: &str, folder: &Path) -> String {
    let lines: Vec<&str> = page.lines().collect();
    let mut out: Vec<String> = Vec::new();
    let mut copied = 0;
    let mut code = 0;
    for block in blocks(&lines) {
        let inside = &lines[block.start..block.end];
        if let Kind::File(name) = &block.kind {
            fs::write(folder.join(name), inside.join("\n") + "\n").unwrap();
        }
        if block.kind != Kind::Console {
            continue;
        }
        out.extend(lines[copied..block.start].iter().map(ToString::to_string));
        copied = block.end;
        for (command, shown) in commands(inside) {
            out.push(format!("$ {command}"));
            let said = if command == "echo $?" {
                code.to_string()
            } else {
                let (said, new_code) = run(command, folder);
                code = new_code;
                said
            };
            let said = tidied(&said);
            let shown = tidied(&shown.join("\n"))
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>();
            let shown_lines: Vec<&str> = shown.iter().map(String::as_str).collect();
            let kept = match shown_lines.as_slice() {
                shown if agrees(&said, shown) => shown.to_vec(),
                // What is left out at the end stays left out.
                [shown @ .., "…"] if !shown.contains(&"…") && shown.len() <= said.len() => {
                    [&said[..shown.len()], &["…"]].concat()
                }
                _ => said,
            };
            out.extend(kept.into_iter().map(ToOwned::to_owned));
        }
    }
    out.extend(lines[copied..].iter().map(ToString::to_string));
    out.join("\n") + "\n"
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// A new folder for one page, with the repository's examples in it.
fn folder_for(page: &Path, root: &Path) -> PathBuf {
    let name = page.to_string_lossy().replace(['/', '\\', '.'], "-");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("manual")
        .join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    if root.join("examples").is_dir() {
        copy(&root.join("examples"), &folder.join("examples"));
    }
    folder
}

fn pages(root: &Path) -> Vec<PathBuf> {
    let mut found = vec![PathBuf::from("README.md")];
    let mut folders = vec![PathBuf::from("docs/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder)).unwrap() {
            let path = folder.join(entry.unwrap().file_name());
            if root.join(&path).is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
#[expect(clippy::disallowed_methods, reason = "whether to compare or to update")]
fn the_manual_shows_what_the_binary_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let update = std::env::var("MANUAL").is_ok_and(|value| value == "update");
    let mut wrong = Vec::new();
    for page in pages(&root) {
        let text = fs::read_to_string(root.join(&page)).unwrap();
        if !text.contains("```console") {
            continue;
        }
        let said = replayed(&text, &folder_for(&page, &root));
        if update {
            fs::write(root.join(&page), said).unwrap();
        } else if let Some(at) = text.lines().zip(said.lines()).position(|(a, b)| a != b) {
            let (shown, said) = (text.lines().nth(at).unwrap(), said.lines().nth(at).unwrap());
            wrong.push(format!(
                "{}:{}:\n  shown: {shown}\n  said:  {said}",
                page.display(),
                at + 1
            ));
        } else if text.lines().count() != said.lines().count() {
            wrong.push(format!("{}: the end of the last block", page.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "MANUAL=update mends these:\n{}",
        wrong.join("\n")
    );
}

/// The text between two marks of a picture, as it was before it was escaped.
fn between(text: &str, open: &str, close: &str) -> String {
    let inside = text
        .split_once(open)
        .unwrap()
        .1
        .split_once(close)
        .unwrap()
        .0;
    let inside = inside.replace("&lt;", "<").replace("&gt;", ">");
    inside.replace("&amp;", "&")
}

#[test]
fn pictures_show_what_the_binary_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = folder_for(Path::new("pictures"), &root);
    for page in pages(&root) {
        let text = fs::read_to_string(root.join(&page)).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for block in blocks(&lines) {
            if let Kind::File(name) = &block.kind {
                fs::write(
                    folder.join(name),
                    lines[block.start..block.end].join("\n") + "\n",
                )
                .unwrap();
            }
        }
    }
    let mut old = Vec::new();
    for picture in fs::read_dir(root.join("docs/src/images")).unwrap() {
        let path = picture.unwrap().path();
        // Pictures of pages are made in a browser, not here.
        if path.extension().is_some_and(|end| end == "png") {
            continue;
        }
        let picture = fs::read_to_string(&path).unwrap();
        let (command, shown) = (
            between(&picture, "<title>", "</title>"),
            between(&picture, "<desc>", "</desc>"),
        );
        let (said, _) = run(&command, &folder);
        let said = tidied(&said).join("\n");
        if !said.starts_with(tidied(&shown).join("\n").as_str()) {
            old.push(format!("{}: {command}", path.display()));
        }
    }
    assert!(
        old.is_empty(),
        "docs/pictures.sh makes these again:\n{}",
        old.join("\n")
    );
}

#[test]
fn the_readme_sets_up_with_two_commands() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let typed: Vec<&str> = readme
        .split("```sh\n")
        .skip(1)
        .map(|rest| rest.lines().next().unwrap())
        .collect();
    let [main, tests] = typed.as_slice() else {
        panic!("{typed:?}");
    };
    let command = main.replace("cargo run --release -- ", "abduce ");
    let (said, code) = run(&command, &folder_for(Path::new("readme"), &root));
    assert_eq!(code, 0, "{main}: {said}");
    assert!(said.contains("A machine drafted"), "{said}");
    assert!(
        fs::read_to_string(root.join(".ci/run"))
            .unwrap()
            .contains(tests)
    );
}

#[test]
fn pages_are_taken_apart() {
    let page = "<!-- file: a.toml -->\n```toml\nx = 1\n```\ntext\n```console\n$ abduce a 'b c'\nout\n$ echo $?\n0\n```";
    let lines: Vec<&str> = page.lines().collect();
    let found = blocks(&lines);
    assert_eq!(
        found[0],
        Block {
            start: 2,
            end: 3,
            kind: Kind::File("a.toml".to_owned())
        }
    );
    assert_eq!(
        found[1],
        Block {
            start: 6,
            end: 10,
            kind: Kind::Console
        }
    );
    let typed = commands(&lines[6..10]);
    assert_eq!(
        typed,
        [("abduce a 'b c'", vec!["out"]), ("echo $?", vec!["0"])]
    );
    assert_eq!(
        words("abduce a 'b c' \"\" d"),
        ["abduce", "a", "b c", "", "d"]
    );
}

#[test]
fn output_must_agree() {
    assert!(agrees(&["a", "b"], &["a", "b"]));
    assert!(agrees(&["a", "b", "c", "d"], &["a", "…", "d"]));
    assert!(agrees(&["a"], &["a", "…"]));
    assert!(!agrees(&["a", "b"], &["a"]));
    assert!(!agrees(&["a", "b", "c"], &["…", "b"]));
    assert!(!agrees(&[], &["a"]));
}

#[test]
fn a_page_that_shows_something_else_is_changed() {
    let folder = folder_for(Path::new("test-page"), Path::new("nowhere"));
    let page = "# P\n```console\n$ abduce --version\nno such thing\n```\nend\n";
    let said = replayed(page, &folder);
    assert!(said.contains(env!("CARGO_PKG_VERSION")) && !said.contains("no such thing"));
    assert_eq!(replayed(&said, &folder), said);
    assert!(said.starts_with("# P\n") && said.ends_with("```\nend\n"));
}
