//! What may be wrong with an article of a stream, as data.

/// A kind of fault of one line of a stream: `R0002`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    /// Its code.
    pub(crate) code: &'static str,
    /// What it is, in a few words.
    pub(crate) title: &'static str,
    /// Why it matters, and what to do.
    pub(crate) why: &'static str,
}

/// The entry of `code`, in any case, if there is one.
pub(crate) fn find(code: &str) -> Option<&'static Code> {
    CODES
        .iter()
        .copied()
        .find(|entry| entry.code.eq_ignore_ascii_case(code))
}

pub(super) const NOT_JSON: Code = Code {
    code: "R0001",
    title: "The line is not a JSON object",
    why: "Each line of a stream is one article: an object with a \"text\". The line is left out and reading goes on.",
};

pub(super) const WRONG_KEY: Code = Code {
    code: "R0002",
    title: "A key is missing or has a value of the wrong kind",
    why: "\"text\" has to be there and to be a string; \"doc\" or \"id\" a string or a number; \"author\" a string or a \
          list of strings; \"title\", \"date\", \"url\", \"publisher\" and \"language\" strings. The line is left out.",
};

pub(super) const TOO_LONG: Code = Code {
    code: "R0003",
    title: "The line is longer than the limit",
    why: "Memory is bounded, so no line may be longer than the manual says. The line is left out.",
};

pub(super) const UNREADABLE: Code = Code {
    code: "R0004",
    title: "The text cannot be read as an article",
    why: "It is empty, too large, or plainly no text. The line is left out.",
};

pub(super) const FAILED: Code = Code {
    code: "R0005",
    title: "The reader failed on this article",
    why: "This is a fault of the program. The line is left out; please report it, with the line if you may.",
};

pub(super) const NO_FILE_NAME: Code = Code {
    code: "R0006",
    title: "The draft cannot be called by the name of its document",
    why: "With -o the draft of document `x` is written to FOLDER/x.toml, so its name may hold letters, digits, \
          dots, hyphens and underscores, and may not begin with a dot. What was found is written; the draft is not.",
};

/// All kinds, in the order of their codes.
pub(crate) const CODES: [&Code; 6] = [
    &NOT_JSON,
    &WRONG_KEY,
    &TOO_LONG,
    &UNREADABLE,
    &FAILED,
    &NO_FILE_NAME,
];

#[cfg(test)]
mod tests {
    use super::CODES;

    #[test]
    fn each_is_in_the_manual() {
        let page = include_str!("../../../../../docs/src/annotations.md");
        for (i, entry) in CODES.iter().enumerate() {
            let row = format!("| {} | {} | {} |", entry.code, entry.title, entry.why);
            assert!(page.contains(&row), "{row}");
            assert_eq!(entry.code, format!("R{:04}", i + 1));
        }
    }
}
