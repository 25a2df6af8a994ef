//! Hostile case files: none makes the parser panic, hang or tell more than it may.

use std::fmt::Write as _;
use std::time::Instant;

use abduce_core::case::{self, MAX_BYTES, MAX_FAULTS, codes};
use abduce_core::source::SourceMap;

/// How much of each file is made. Larger in a run by hand.
const SIZE: usize = 256 << 10;

fn repeated(lead: &str, part: &str) -> String {
    format!("{lead}{}", part.repeat((SIZE - lead.len()) / part.len()))
}

fn numbered(lead: &str, part: fn(usize) -> String, end: &str) -> String {
    numbered_to(SIZE, lead, part, end)
}

fn numbered_to(size: usize, lead: &str, part: fn(usize) -> String, end: &str) -> String {
    let mut text = lead.to_owned();
    for i in 0.. {
        let next = part(i);
        if text.len() + next.len() + end.len() > size {
            break;
        }
        text.push_str(&next);
    }
    text.push_str(end);
    text
}

fn dense() -> String {
    let mut text = "question = \"q\"\n[hypotheses.h]\n".to_owned();
    let n = (SIZE / 10).isqrt();
    for i in 0..n {
        let _ = write!(text, "[claims.c{i}]\ngiven = {{ ");
        for j in 0..n {
            let _ = write!(text, "c{j}=0.1,");
        }
        text.push_str(" }\n");
    }
    text
}

fn files() -> Vec<(&'static str, String)> {
    vec![
        ("open", repeated("", "[")),
        ("open value", repeated("x = ", "[")),
        ("open braces", repeated("x = ", "{a=")),
        ("closed", repeated("", "]\n")),
        ("nul", repeated("", "\0")),
        ("line", repeated("", "a")),
        ("equals", repeated("x = ", "=")),
        ("commas", repeated("x = [", ",")),
        ("dots", repeated("", "a.")),
        ("dotted headers", repeated("[a", ".a")),
        ("one header", repeated("", "[a.b]\n")),
        ("list of tables", repeated("", "[[a.b]]\n")),
        ("text", repeated("x = \"", "a")),
        ("long text", repeated("x = \"\"\"", "a\n")),
        ("escapes", repeated("x = \"", "\\q")),
        ("returns", repeated("", "\r")),
        ("empty lines", repeated("", "\r\n")),
        ("nested lists", repeated("x = [", "[[1],[2],")),
        ("braces in braces", repeated("x = {", "{a=1},")),
        ("tables in a list", repeated("x = [", "{a=1},")),
        (
            "quotes",
            repeated("[evidence.e]\nquotes = [", "{exact=\"a\"},"),
        ),
        ("unknown keys", numbered("", |i| format!("k{i} = 1\n"), "")),
        ("unknown tables", numbered("", |i| format!("[k{i}]\n"), "")),
        (
            "items",
            numbered("", |i| format!("[hypotheses.k{i}]\n"), ""),
        ),
        (
            "unknown ids",
            numbered("[claims.b]\ngiven = {", |i| format!("k{i} = 1,"), "}\n"),
        ),
        (
            "unclosed",
            numbered("", |i| format!("[hypotheses.k{i}]\nprior = [0.1\n"), ""),
        ),
        (
            "far loop",
            numbered(
                "[claims.end]\ngiven.k0 = 0.1\n",
                |i| format!("[claims.k{i}]\ngiven = {{ k{}=0.1, end=0.2 }}\n", i + 1),
                "",
            ),
        ),
        ("many loops", dense()),
        (
            "children first",
            numbered_to(SIZE / 2, "", |i| format!("[claims.k{}.given]\n", i / 2), "")
                + &numbered_to(SIZE / 2, "", |i| format!("[claims.k{i}]\n"), ""),
        ),
        (
            "like ids",
            numbered_to(
                SIZE / 2,
                "",
                |i| format!("[claims.{}{i}]\n", "a".repeat(58)),
                "",
            ) + &numbered_to(
                SIZE / 2,
                "[evidence.e]\ngiven = {",
                |i| format!("{}{i}x = 1,", "a".repeat(58)),
                "}",
            ),
        ),
    ]
}

#[test]
fn hostile_files_are_read() {
    for (name, text) in files() {
        let mut sources = SourceMap::default();
        let start = Instant::now();
        let (_, parsed) = case::parse_bytes(text.as_bytes(), "case.toml", &mut sources);
        let n = parsed.diagnostics.len();
        println!(
            "{name}: {} bytes, {n} faults, {:?}",
            text.len(),
            start.elapsed()
        );
        assert!(n > 0, "{name}");
        assert!(n <= MAX_FAULTS + 1, "{name}: {n}");
        for diagnostic in &parsed.diagnostics {
            assert!(diagnostic.message.len() < text.len(), "{name}");
            for label in &diagnostic.labels {
                assert!(text.get(label.span.range()).is_some(), "{name}");
            }
        }
        // A file that takes minutes is a fault; a slow machine is not.
        assert!(start.elapsed().as_secs() < 60, "{name}");
    }
}

#[test]
fn files_that_are_no_text_are_told_apart() {
    let parse = |bytes: &[u8]| {
        let mut sources = SourceMap::default();
        let (file, parsed) = case::parse_bytes(bytes, "case.toml", &mut sources);
        let diagnostic = parsed.diagnostics[0].clone();
        let shown = &sources.get(file).text;
        assert!(shown.get(diagnostic.labels[0].span.range()).is_some());
        (diagnostic.code, parsed.diagnostics.len())
    };
    assert_eq!(parse(b""), (codes::EMPTY, 1));
    assert_eq!(parse(b" \r\n# nothing\n"), (codes::EMPTY, 1));
    assert_eq!(parse(b"\xef\xbb\xbf"), (codes::EMPTY, 1));
    assert_eq!(parse(b"title = \"\xe9t\xe9\""), (codes::NOT_UTF8, 1));
    assert_eq!(parse(b"\xff\xfea\0"), (codes::NOT_UTF8, 1));
    assert_eq!(parse(&vec![b'['; MAX_BYTES + 1]), (codes::TOO_LARGE, 1));
}

#[test]
fn a_mark_of_byte_order_and_windows_lines_change_nothing() {
    let text = include_str!("data/sound.toml");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let mut sources = SourceMap::default();
    let (_, parsed) = case::parse_bytes(windows.as_bytes(), "case.toml", &mut sources);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
}
