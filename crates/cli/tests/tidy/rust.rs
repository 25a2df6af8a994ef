//! What the tidy test sees of a Rust file: its tokens, never its strings or comments.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

/// A function and how long it is.
#[derive(Debug, PartialEq)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) line: usize,
    /// Lines from `fn` to the closing brace that are neither blank nor only a comment.
    pub(crate) n_lines: usize,
    /// Whether it stands in a `#[cfg(test)]` module.
    pub(crate) in_tests: bool,
    /// Whether it says why it is long: `#[expect(clippy::too_many_lines, reason = "…")]`.
    pub(crate) excused: bool,
}

/// One Rust file.
#[derive(Debug, Default)]
pub(crate) struct File {
    pub(crate) functions: Vec<Function>,
    /// Names of modules of the same crate that it uses, with their lines: `crate::name`.
    pub(crate) crate_paths: Vec<(String, usize)>,
    /// Modules of the standard library that it uses outside of its tests.
    pub(crate) std_paths: Vec<(String, usize)>,
    /// Modules declared as `#[cfg(test)] mod name;`: files that are nothing but tests.
    pub(crate) test_modules: Vec<String>,
    /// Lines of `#[cfg(test)]` modules.
    pub(crate) n_test_lines: usize,
}

/// Lexes `text`.
pub(crate) fn lex(text: &str) -> Result<File, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("{error}"))?;
    let code = code_lines(text);
    let mut file = File::default();
    walk(tokens, &code, false, &mut file);
    Ok(file)
}

/// For each line, whether it has code.
fn code_lines(text: &str) -> Vec<bool> {
    let has_code = |line: &str| !line.is_empty() && !line.starts_with("//");
    text.lines().map(|line| has_code(line.trim())).collect()
}

fn walk(tokens: TokenStream, code: &[bool], in_tests: bool, file: &mut File) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut attributes = String::new();
    let mut test_module = false;
    for (at, token) in tokens.iter().enumerate() {
        let rest = &tokens[at + 1..];
        match token {
            TokenTree::Ident(word) if word == "fn" => {
                let excused =
                    attributes.contains("too_many_lines") && attributes.contains("reason");
                file.functions
                    .extend(function(word, rest, code, in_tests, excused));
                attributes.clear();
            }
            TokenTree::Ident(word) if word == "mod" => {
                test_module = attributes.contains("cfg (test)") || attributes.contains("cfg(test)");
                attributes.clear();
                if let ([TokenTree::Ident(name), TokenTree::Punct(end), ..], true) =
                    (rest, test_module)
                    && end.as_char() == ';'
                {
                    file.test_modules.push(name.to_string());
                }
            }
            TokenTree::Ident(word) if word == "crate" => {
                file.crate_paths.extend(next_names(rest));
            }
            TokenTree::Ident(word) if word == "std" && !in_tests => {
                file.std_paths.extend(next_names(rest));
            }
            TokenTree::Group(group) if is_attribute(&tokens, at) => {
                attributes.push_str(&group.to_string());
            }
            TokenTree::Group(group) => {
                let braces = group.delimiter() == Delimiter::Brace;
                let tests = in_tests || (test_module && braces);
                if tests && !in_tests {
                    let lines = group.span_open().start().line..=group.span_close().end().line;
                    file.n_test_lines += lines.count();
                }
                walk(group.stream(), code, tests, file);
                if braces {
                    test_module = false;
                    attributes.clear();
                }
            }
            TokenTree::Punct(mark) if mark.as_char() == ';' => {
                test_module = false;
                attributes.clear();
            }
            _ => {}
        }
    }
}

fn is_attribute(tokens: &[TokenTree], at: usize) -> bool {
    let is =
        |token: &TokenTree, mark: char| matches!(token, TokenTree::Punct(p) if p.as_char() == mark);
    let bracket = matches!(&tokens[at], TokenTree::Group(g) if g.delimiter() == Delimiter::Bracket);
    bracket
        && at > 0
        && (is(&tokens[at - 1], '#')
            || (at > 1 && is(&tokens[at - 1], '!') && is(&tokens[at - 2], '#')))
}

/// The function whose `fn` stands before `rest`; none for a type such as `fn(u8)`.
fn function(
    keyword: &Ident,
    rest: &[TokenTree],
    code: &[bool],
    in_tests: bool,
    excused: bool,
) -> Option<Function> {
    let TokenTree::Ident(name) = rest.first()? else {
        return None;
    };
    for token in rest {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == ';' => return None,
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
                let line = keyword.span().start().line;
                let last = body.span_close().end().line;
                let lines = code.get(line - 1..last)?;
                return Some(Function {
                    name: name.to_string(),
                    line,
                    n_lines: lines.iter().filter(|&&has_code| has_code).count(),
                    in_tests,
                    excused,
                });
            }
            _ => {}
        }
    }
    None
}

/// The names that follow `::`, one or in braces, with their lines.
fn next_names(rest: &[TokenTree]) -> Vec<(String, usize)> {
    let [TokenTree::Punct(a), TokenTree::Punct(b), next, ..] = rest else {
        return Vec::new();
    };
    if (a.as_char(), b.as_char()) != (':', ':') {
        return Vec::new();
    }
    let named = |word: &Ident| (word.to_string(), word.span().start().line);
    match next {
        TokenTree::Ident(word) => vec![named(word)],
        TokenTree::Group(group) => {
            let mut first = true;
            let mut names = Vec::new();
            for token in group.stream() {
                match token {
                    TokenTree::Ident(word) if first => names.push(named(&word)),
                    TokenTree::Punct(mark) if mark.as_char() == ',' => {
                        first = true;
                        continue;
                    }
                    _ => {}
                }
                first = false;
            }
            names
        }
        _ => Vec::new(),
    }
}

#[test]
fn functions_are_measured_without_blank_lines_and_comments() {
    let file = lex("fn short() {}\n\n/// Long.\nfn long(\n    a: fn(u8) -> u8,\n) -> u8 {\n    // why\n\n    a(\"}\")\n}\ntrait T { fn declared(&self); }").unwrap();
    let seen: Vec<_> = file
        .functions
        .iter()
        .map(|f| (f.name.as_str(), f.line, f.n_lines))
        .collect();
    assert_eq!(seen, [("short", 1, 1), ("long", 4, 5)]);
}

#[test]
fn tests_and_excuses_are_told_apart() {
    let file = lex("#[expect(clippy::too_many_lines, reason = \"a table\")]\npub fn a() {}\n#[allow(clippy::too_many_lines)]\nfn b() {}\n#[cfg(test)]\nmod tests {\n    fn c() {}\n}\nmod d { fn e() {} }").unwrap();
    let seen: Vec<_> = file
        .functions
        .iter()
        .map(|f| (f.name.as_str(), f.in_tests, f.excused))
        .collect();
    assert_eq!(
        seen,
        [
            ("a", false, true),
            ("b", false, false),
            ("c", true, false),
            ("e", false, false)
        ]
    );
    assert_eq!(file.n_test_lines, 3);
    let file = lex("#[cfg(test)]\nmod scores;\nmod product;").unwrap();
    assert_eq!(file.test_modules, ["scores"]);
}

#[test]
fn paths_are_found_in_uses_expressions_and_macros_but_not_in_text() {
    let file = lex("//! crate::doc\nuse crate::{case::{Case, model}, source};\nuse std::fs;\nfn f() { m!(crate::weigh::x()); let _ = \"crate::text\"; }\n#[cfg(test)] mod tests { use std::env; use crate::report; }").unwrap();
    let names: Vec<_> = file
        .crate_paths
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(names, ["case", "source", "weigh", "report"]);
    assert_eq!(file.std_paths, [("fs".to_owned(), 3)]);
}
