//! Short readable ids, made from the content words of what they name.

use std::collections::{BTreeMap, BTreeSet};

/// Words that say too little to name anything by.
const EMPTY: &[&str] = &[
    "a",
    "about",
    "above",
    "according",
    "account",
    "accounts",
    "after",
    "again",
    "against",
    "ago",
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
    "anyone",
    "anything",
    "anyway",
    "are",
    "around",
    "as",
    "at",
    "away",
    "back",
    "be",
    "became",
    "because",
    "become",
    "becomes",
    "been",
    "before",
    "began",
    "begin",
    "begun",
    "behind",
    "being",
    "below",
    "best",
    "between",
    "both",
    "but",
    "by",
    "called",
    "came",
    "can",
    "cannot",
    "case",
    "certain",
    "come",
    "comes",
    "could",
    "course",
    "day",
    "days",
    "did",
    "difference",
    "different",
    "do",
    "does",
    "doing",
    "done",
    "down",
    "during",
    "each",
    "easy",
    "either",
    "else",
    "enough",
    "even",
    "ever",
    "every",
    "everybody",
    "everyone",
    "everything",
    "explain",
    "explained",
    "explains",
    "explanation",
    "explanations",
    "fact",
    "factor",
    "factors",
    "few",
    "find",
    "for",
    "found",
    "from",
    "further",
    "get",
    "getting",
    "give",
    "given",
    "goes",
    "going",
    "gone",
    "good",
    "got",
    "great",
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
    "hypotheses",
    "hypothesis",
    "idea",
    "if",
    "in",
    "indeed",
    "instead",
    "into",
    "is",
    "it",
    "its",
    "itself",
    "just",
    "keep",
    "kind",
    "kinds",
    "know",
    "last",
    "lay",
    "less",
    "let",
    "lie",
    "lies",
    "like",
    "likely",
    "little",
    "lot",
    "made",
    "main",
    "make",
    "makes",
    "many",
    "matter",
    "matters",
    "may",
    "maybe",
    "mean",
    "means",
    "mere",
    "might",
    "month",
    "months",
    "more",
    "most",
    "much",
    "must",
    "never",
    "next",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "now",
    "of",
    "off",
    "often",
    "old",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "others",
    "ought",
    "our",
    "out",
    "over",
    "own",
    "part",
    "people",
    "perhaps",
    "person",
    "play",
    "played",
    "possible",
    "probably",
    "put",
    "quite",
    "rather",
    "reading",
    "real",
    "really",
    "reason",
    "reasons",
    "role",
    "said",
    "same",
    "say",
    "says",
    "second",
    "seem",
    "seemed",
    "seems",
    "several",
    "shall",
    "she",
    "should",
    "shown",
    "simple",
    "simply",
    "since",
    "so",
    "some",
    "someone",
    "something",
    "sort",
    "still",
    "story",
    "such",
    "sure",
    "take",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "theories",
    "theory",
    "there",
    "these",
    "they",
    "thing",
    "things",
    "think",
    "third",
    "this",
    "those",
    "though",
    "three",
    "through",
    "thus",
    "to",
    "today",
    "told",
    "too",
    "toward",
    "towards",
    "truth",
    "two",
    "under",
    "until",
    "up",
    "upon",
    "us",
    "version",
    "versions",
    "very",
    "want",
    "was",
    "way",
    "ways",
    "we",
    "week",
    "weeks",
    "well",
    "went",
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
    "year",
    "years",
    "yes",
    "yesterday",
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
        let empty = EMPTY.binary_search(&word.as_str()).is_ok() || adverb(&word);
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

/// "inevitably", "quickly": words that say how, by their ends.
fn adverb(word: &str) -> bool {
    const ENDS: &[&str] = &[
        "ably", "antly", "arly", "edly", "ently", "fully", "ibly", "ickly", "ically", "ingly",
        "itely", "lessly", "ously", "tely", "ually", "vely",
    ];
    word.len() > 6 && ENDS.iter().any(|end| word.ends_with(end))
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
