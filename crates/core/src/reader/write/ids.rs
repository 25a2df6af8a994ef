//! Short readable ids, made from the content words of what they name.

use std::collections::{BTreeMap, BTreeSet};

/// Words that say too little to name anything by.
const EMPTY: &[&str] = &[
    "a",
    "about",
    "above",
    "according",
    "after",
    "again",
    "against",
    "all",
    "almost",
    "alone",
    "along",
    "already",
    "also",
    "although",
    "always",
    "among",
    "an",
    "and",
    "another",
    "any",
    "are",
    "around",
    "as",
    "at",
    "away",
    "be",
    "because",
    "been",
    "before",
    "being",
    "below",
    "best",
    "between",
    "both",
    "but",
    "by",
    "can",
    "cannot",
    "certain",
    "could",
    "did",
    "do",
    "does",
    "doing",
    "done",
    "down",
    "during",
    "each",
    "either",
    "else",
    "even",
    "ever",
    "every",
    "few",
    "for",
    "from",
    "further",
    "get",
    "give",
    "given",
    "gone",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "him",
    "his",
    "how",
    "however",
    "if",
    "in",
    "indeed",
    "into",
    "is",
    "it",
    "its",
    "itself",
    "just",
    "like",
    "likely",
    "made",
    "make",
    "makes",
    "many",
    "may",
    "might",
    "more",
    "most",
    "much",
    "must",
    "never",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "often",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "our",
    "out",
    "over",
    "own",
    "part",
    "perhaps",
    "play",
    "played",
    "possible",
    "probably",
    "put",
    "quite",
    "rather",
    "real",
    "really",
    "reason",
    "role",
    "said",
    "same",
    "say",
    "says",
    "several",
    "she",
    "should",
    "simply",
    "since",
    "so",
    "some",
    "still",
    "such",
    "take",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "theory",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "three",
    "through",
    "thus",
    "to",
    "too",
    "two",
    "under",
    "until",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "way",
    "we",
    "well",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yet",
    "you",
];

/// How many words make an id.
const WORDS: usize = 3;

/// No id grows longer than this, in characters.
const LENGTH: usize = 40;

/// How often each word stands in a text: a word that stands everywhere tells nothing apart.
#[derive(Debug, Default)]
pub(super) struct Counts(BTreeMap<String, usize>);

impl Counts {
    /// The words of `text`.
    pub(super) fn of(text: &str) -> Counts {
        let mut counts = BTreeMap::new();
        for word in words(text) {
            *counts.entry(word).or_insert(0) += 1;
        }
        Counts(counts)
    }

    fn of_word(&self, word: &str) -> usize {
        self.0.get(word).copied().unwrap_or(0)
    }
}

/// Ids given so far in one namespace.
#[derive(Debug, Default)]
pub(super) struct Ids(BTreeSet<String>);

impl Ids {
    /// A namespace in which `reserved` is taken.
    pub(super) fn without(reserved: &str) -> Ids {
        Ids(BTreeSet::from([reserved.to_string()]))
    }

    /// A new id for `text`; `kind` where its words give none.
    pub(super) fn give(&mut self, text: &str, counts: &Counts, kind: &str) -> String {
        let stem = stem(text, counts);
        let stem = if stem.is_empty() { kind } else { &stem };
        self.unique(stem)
    }

    /// `stem`, numbered from 2 where it is taken.
    pub(super) fn unique(&mut self, stem: &str) -> String {
        let mut id = stem.to_string();
        let mut n = 2_usize;
        while !self.0.insert(id.clone()) {
            id = format!("{stem}-{n}");
            n += 1;
        }
        id
    }
}

/// The first telling words of `text`, hyphenated: the rarest half where there are many.
fn stem(text: &str, counts: &Counts) -> String {
    let mut telling: Vec<String> = Vec::new();
    for word in words(text).take(60) {
        let empty = EMPTY.binary_search(&word.as_str()).is_ok();
        if !empty && word.len() > 2 && !telling.contains(&word) {
            telling.push(word);
        }
    }
    let common = telling.iter().map(|word| counts.of_word(word)).max();
    if telling.len() > WORDS
        && let Some(common) = common
        && common > 3
    {
        let rare: Vec<String> = telling
            .iter()
            .filter(|word| counts.of_word(word) * 2 < common)
            .cloned()
            .collect();
        if rare.len() >= 2 {
            telling = rare;
        }
    }
    telling.truncate(WORDS);
    let mut id = telling.join("-");
    id.truncate(LENGTH);
    id.trim_end_matches('-').to_string()
}

/// The words of ASCII letters and digits in `text`, lower case, possessive ends left out.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .map(|word| {
            let word = word.to_lowercase().replace('’', "'");
            let word = word.strip_suffix("'s").unwrap_or(&word).to_string();
            word.chars().filter(char::is_ascii_alphanumeric).collect()
        })
        .filter(|word: &String| !word.is_empty() && !word.chars().all(|c| c.is_ascii_digit()))
}

/// An id for a person or body: the last of its words that has letters.
pub(super) fn of_name(name: &str) -> Option<String> {
    let telling = words(name).filter(|word| EMPTY.binary_search(&word.as_str()).is_err());
    let mut id = telling.last().or_else(|| words(name).next())?;
    id.truncate(LENGTH);
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_for_binary_search() {
        assert!(EMPTY.is_sorted());
    }

    #[test]
    fn ids_are_made_from_telling_words_and_never_repeat() {
        let counts = Counts::default();
        let mut ids = Ids::without("other");
        assert_eq!(
            ids.give("It was the fear of a strike", &counts, "h"),
            "fear-strike"
        );
        assert_eq!(
            ids.give("the fear of a strike", &counts, "h"),
            "fear-strike-2"
        );
        assert_eq!(ids.give("It is.", &counts, "hypothesis"), "hypothesis");
        assert_eq!(ids.unique("other"), "other-2");
        assert_eq!(ids.give("Das große Übel", &counts, "h"), "das-groe-bel");
    }

    #[test]
    fn words_that_stand_everywhere_are_passed_over() {
        let counts =
            Counts::of("Varga Varga Varga Varga Varga resigned over budget dispute letters");
        let mut ids = Ids::default();
        let id = ids.give("Varga resigned over budget dispute", &counts, "h");
        assert_eq!(id, "resigned-budget-dispute");
    }

    #[test]
    fn a_name_is_known_by_its_last_word() {
        assert_eq!(of_name("Dr Ada Lindqvist").as_deref(), Some("lindqvist"));
        assert_eq!(of_name("some").as_deref(), Some("some"));
        assert_eq!(of_name("…"), None);
        assert_eq!(of_name("many analysts").as_deref(), Some("analysts"));
    }
}
