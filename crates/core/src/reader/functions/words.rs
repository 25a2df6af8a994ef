//! Which signs a word is.

use std::sync::LazyLock;

use super::sign::{Sign, Signs};

/// A line for each sign: its name, and its words.
const LIST: &str = include_str!("words.tsv");

static WORDS: LazyLock<Vec<(&'static str, Signs)>> = LazyLock::new(|| {
    let mut words: Vec<(&str, Signs)> = Vec::new();
    for line in LIST.lines() {
        let (name, rest) = line.split_once('\t').unwrap_or((line, ""));
        let Some(&sign) = Sign::ALL.iter().find(|s| s.name() == name) else {
            continue;
        };
        for word in rest.split(' ') {
            let mut signs = Signs::NONE;
            signs.add(sign);
            words.push((word, signs));
        }
    }
    words.sort_by_key(|w| w.0);
    words.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1.extend(later.1);
        }
        same
    });
    words
});

/// The signs of a word in lower case.
pub(crate) fn signs(lower: &str) -> Signs {
    match WORDS.binary_search_by(|w| w.0.cmp(lower)) {
        Ok(at) => WORDS[at].1,
        Err(_) => Signs::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_names_a_sign() {
        for line in LIST.lines() {
            let name = line.split('\t').next();
            assert!(Sign::ALL.iter().any(|s| Some(s.name()) == name), "{line}");
        }
    }

    #[test]
    fn words_with_several_signs() {
        let had = signs("had");
        assert!(had.has(Sign::Had) && had.has(Sign::Aux) && !had.has(Sign::Has));
        assert_eq!(signs("mill"), Signs::NONE);
    }
}
