//! The manual's page of each code, for `abduce explain-code`.

use abduce_core::diagnostic::Code;

macro_rules! pages {
    ($($code:literal)*) => {
        /// Every code with its page, in order.
        const PAGES: &[(&str, &str)] = &[
            $(($code, include_str!(concat!("../../../../docs/src/codes/", $code, ".md")))),*
        ];
    };
}

pages! {
    "E0001" "E0002" "E0003" "E0004" "E0005" "E0006" "E0007" "E0008" "E0009" "E0010"
    "E0011" "E0012" "E0013" "E0014" "E0015" "E0016" "E0017" "E0018" "E0019" "E0020"
    "E0021" "E0022" "E0023" "E0024" "E0025" "E0026" "E0027" "E0028" "E0029" "E0030"
    "E0031" "E0032" "E0033" "E0034" "E0035" "E0036" "E0037" "E0038" "E0039" "E0040"
    "E0041" "E0042" "E0043" "E0044" "E0045" "E0046" "E0047"
    "W0001" "W0002" "W0003" "W0004" "W0005" "W0006" "W0007" "W0008" "W0009" "W0010"
    "W0011" "W0012" "W0013" "W0014"
}

/// The page of `code`, in Markdown; every code of the case file has one.
pub(crate) fn page(code: Code) -> Option<&'static str> {
    let found = PAGES.iter().find(|(name, _)| *name == code.0);
    found.map(|(_, page)| *page)
}

#[cfg(test)]
mod tests {
    use abduce_core::case::codes::CODES;

    use super::*;

    #[test]
    fn every_code_has_a_page_that_opens_with_its_title() {
        let codes: Vec<&str> = CODES.iter().map(|entry| entry.code.0).collect();
        let pages: Vec<&str> = PAGES.iter().map(|(code, _)| *code).collect();
        assert_eq!(
            codes, pages,
            "the list of pages in crates/cli/src/render/page.rs"
        );
        for entry in CODES {
            let page = page(entry.code).unwrap();
            let title = format!("# {}: {}\n\n", entry.code.0, entry.title);
            assert!(
                page.starts_with(&title),
                "{page:.80} does not open with {title}"
            );
            let words: Vec<&str> = page.split_whitespace().collect();
            assert!(
                words.join(" ").contains(entry.why),
                "{}: {}",
                entry.code.0,
                entry.why
            );
            for heading in ["`abduce check` says\n", "\n## What to do\n\n"] {
                assert!(page.contains(heading), "{} has no {heading}", entry.code.0);
            }
        }
    }
}
