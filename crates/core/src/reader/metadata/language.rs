//! Rule "language": a text that is not English.
//!
//! Why: the rules know English words only. On another language they find next to nothing,
//! and silence would look like a reading.

use super::Provenance;
use crate::reader::text::{Text, TokenKind};

/// Words that no English text of some length can do without.
const FUNCTION: &[&str] = &[
    "the", "of", "and", "to", "in", "a", "is", "that", "it", "was", "for", "on", "with", "as",
    "at", "by", "from", "are", "be", "this", "have", "not", "but", "had", "has", "he", "his",
    "they",
];

/// The fewest words from which the language can be told.
const MIN_WORDS: usize = 40;

/// How many words are looked at.
const MAX_WORDS: usize = 2_000;

/// Says so when the text is not English.
pub(super) fn find(text: &Text, out: &mut Provenance) {
    let words = text
        .tokens
        .iter()
        .filter(|t| t.kind == TokenKind::Word)
        .take(MAX_WORDS);
    let (mut all, mut known) = (0_usize, 0_usize);
    for word in words {
        all += 1;
        known += usize::from(word.is_any(FUNCTION));
    }
    // English prose has about 30 in 100 of these; French or German below 8.
    if all >= MIN_WORDS && known * 100 < all * 12 {
        let mut sentences = text.sentences.iter();
        let prose = sentences.find(|s| text.is_prose(s) && s.tokens.len() > 3);
        if let Some(sentence) = prose {
            let comment = "this does not look like English, and the rules know English only";
            out.remark(sentence.span, "language", comment);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::reader::metadata::find;
    use crate::reader::names::Names;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn flagged(input: &str) -> bool {
        let document = document(input);
        let text = Text::new(&document);
        let found = find(&text, &Names::new(&text));
        found.remarks.iter().any(|r| r.found.rule == "language")
    }

    #[test]
    fn english_and_not() {
        let french =
            "Le pont reste ouvert depuis lundi. Les gens du bourg ne savent pas pourquoi. ";
        let english = "The bridge has been open since Monday. The people of the town know why. ";
        assert!(flagged(&french.repeat(4)));
        assert!(!flagged(&english.repeat(4)));
        assert!(!flagged(french));
    }
}
