//! Which signs a word is.

use std::sync::LazyLock;

use super::sign::{Sign, Signs};
use crate::reader::phrase::Sieve;
use crate::reader::text::{Token, word_hash};

/// A line for each sign: its name, and its words.
const LIST: &str = include_str!("words.tsv");

/// The words, by their hashes.
struct Words {
    hashes: Sieve,
    rows: Vec<(u32, &'static str, Signs)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut rows: Vec<(u32, &str, Signs)> = Vec::new();
    for line in LIST.lines() {
        let (name, rest) = line.split_once('\t').unwrap_or((line, ""));
        let Some(&sign) = Sign::ALL.iter().find(|s| s.name() == name) else {
            continue;
        };
        for word in rest.split(' ') {
            let mut signs = Signs::NONE;
            signs.add(sign);
            rows.push((word_hash(word), word, signs));
        }
    }
    rows.sort_by_key(|row| (row.0, row.1));
    rows.dedup_by(|later, kept| {
        let same = later.1 == kept.1;
        if same {
            kept.2.extend(later.2);
        }
        same
    });
    Words {
        hashes: Sieve::new(rows.iter().map(|row| row.0)),
        rows,
    }
});

/// The signs of a word.
pub(crate) fn signs(token: &Token) -> Signs {
    if !WORDS.hashes.may_have(token.hash) {
        return Signs::NONE;
    }
    let key = (token.hash, token.lower.as_str());
    match WORDS.rows.binary_search_by(|row| (row.0, row.1).cmp(&key)) {
        Ok(at) => WORDS.rows[at].2,
        Err(_) => Signs::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    #[test]
    fn every_line_names_a_sign() {
        for line in LIST.lines() {
            let name = line.split('\t').next();
            assert!(Sign::ALL.iter().any(|s| Some(s.name()) == name), "{line}");
        }
    }

    #[test]
    fn words_with_several_signs() {
        let document = document("Had mill");
        let text = Text::new(&document);
        let had = signs(&text.tokens[0]);
        assert!(had.has(Sign::Had) && had.has(Sign::Aux) && !had.has(Sign::Has));
        assert_eq!(signs(&text.tokens[1]), Signs::NONE);
    }
}
