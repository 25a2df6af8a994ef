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

/// English prose has about 30 in 100 of the words above, tables and lists of names 12 or
/// more; French or German has below 6.
const DOUBTFUL: usize = 12;

/// Below so many in 100 the text is taken for another language.
const FOREIGN: usize = 8;

/// Says so when the text is not English, and whether it is to be left alone.
pub(super) fn find(text: &Text, out: &mut Provenance) {
    let words = text
        .tokens
        .iter()
        .filter(|t| t.kind == TokenKind::Word)
        .take(MAX_WORDS);
    let (mut all, mut known) = (0_usize, 0_usize);
    let (mut letters, mut latin) = (0_usize, 0_usize);
    for word in words {
        all += 1;
        known += usize::from(word.is_any(FUNCTION));
        let slice = text.slice(word.span);
        if slice.is_ascii() {
            let n = slice.bytes().filter(u8::is_ascii_alphabetic).count();
            letters += n.min(MAX_LETTERS);
            latin += n.min(MAX_LETTERS);
            continue;
        }
        let word = slice.chars().filter(|c| c.is_alphabetic());
        for letter in word.take(MAX_LETTERS) {
            letters += 1;
            latin += usize::from(is_latin(letter));
        }
    }
    let below = |share: usize| all >= MIN_WORDS && known * 100 < all * share;
    let other_script = letters >= MIN_WORDS && latin * 2 < letters;
    out.foreign = other_script || below(FOREIGN);
    if out.foreign || below(DOUBTFUL) {
        let mut sentences = text.sentences.iter();
        let prose = sentences.find(|s| text.is_prose(s) && s.tokens.len() > 3);
        if let Some(sentence) = prose.or(text.sentences.first()) {
            let comment = if out.foreign {
                "this is not English, and the rules know English only: nothing but quotations, \
                 and what the article says of itself, was read"
            } else {
                "this does not look like English, and the rules know English only"
            };
            out.remark(sentence.span, "language", comment);
        }
    }
}

/// Of a word so many letters are looked at: without spaces a whole text may be one.
const MAX_LETTERS: usize = 2_000;

/// Whether a letter is one of those that European languages in Latin script are written in.
fn is_latin(letter: char) -> bool {
    letter <= '\u{24f}' || ('\u{1e00}'..='\u{1eff}').contains(&letter)
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

    #[test]
    fn another_language_is_left_alone() {
        let foreign = |input: &str| {
            let document = document(input);
            let text = Text::new(&document);
            find(&text, &Names::new(&text)).is_foreign()
        };
        let german = "Die Brücke ist seit Montag offen. Warum, weiß im Ort niemand, sagte er. ";
        assert!(foreign(&german.repeat(6)));
        assert!(foreign(
            &"Мост открыт с понедельника, и никто не знает почему. ".repeat(3)
        ));
        assert!(foreign(
            &"大桥从星期一起开放。镇上的人不知道为什么。".repeat(6)
        ));
        assert!(!foreign("Мост is Russian for bridge."));
        let results = "Dahl 12, Berg 7, Lund 3, and Moen 1. Results of the vote in Odda: ";
        assert!(!foreign(&results.repeat(6)));
    }
}
