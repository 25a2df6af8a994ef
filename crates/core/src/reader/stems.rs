//! The stems of a text's content words: what sentences have in common.
//!
//! Nobody needs to read a stem again, so that it is kept as a hash: sets of them are small
//! sorted lists, and comparing two is one pass over both.

use std::sync::LazyLock;

use super::phrase::Sieve;
use super::text::{Token, TokenKind, word_hash};

/// A word without its commonest endings, as a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stem {
    hash: u64,
    /// The same of its first four characters.
    head: u64,
    /// Whether it has more than three bytes.
    long: bool,
}

impl Stem {
    /// The stem that reads so.
    pub(crate) fn reading(stem: &str) -> Stem {
        let head = stem.char_indices().nth(4).map_or(stem.len(), |(at, _)| at);
        Stem {
            hash: hash(stem),
            head: hash(&stem[..head]),
            long: stem.len() > 3,
        }
    }

    /// Whether it and another one may be forms of one word: "closure", "closed".
    pub(crate) fn is_like(self, other: Stem) -> bool {
        self == other || self.long && self.head == other.head
    }
}

/// FNV-1a, 64 bits.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A set of stems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stems(Vec<Stem>);

impl Stems {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a stem is one of them.
    pub(crate) fn contains(&self, stem: Stem) -> bool {
        self.0.binary_search(&stem).is_ok()
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Stem> + '_ {
        self.0.iter().copied()
    }

    /// Those that are not among `others`.
    pub(crate) fn without(&self, others: &Stems) -> Stems {
        let rest = self.iter().filter(|&stem| !others.contains(stem));
        Stems(rest.collect())
    }

    /// Takes in more.
    pub(crate) fn add(&mut self, more: &Stems) {
        self.0.extend(more.iter());
        self.0.sort_unstable();
        self.0.dedup();
    }
}

impl FromIterator<Stem> for Stems {
    fn from_iter<I: IntoIterator<Item = Stem>>(stems: I) -> Stems {
        let mut stems: Vec<Stem> = stems.into_iter().collect();
        stems.sort_unstable();
        stems.dedup();
        Stems(stems)
    }
}

/// Words that say nothing of what a sentence is about.
const EMPTY: &[&str] = &[
    "about", "above", "after", "again", "against", "all", "almost", "alone", "also", "although",
    "always", "among", "another", "any", "anyone", "are", "around", "away", "back", "because",
    "been", "before", "being", "best", "better", "between", "both", "came", "can", "cannot",
    "come", "could", "did", "does", "done", "down", "during", "each", "either", "else", "even",
    "ever", "every", "few", "first", "for", "from", "further", "gave", "get", "give", "given",
    "goes", "going", "gone", "good", "had", "has", "have", "having", "her", "here", "high", "him",
    "his", "how", "however", "idea", "indeed", "into", "its", "just", "kept", "kind", "know",
    "last", "least", "less", "like", "likely", "long", "made", "make", "many", "may", "might",
    "more", "most", "much", "must", "never", "new", "next", "none", "nor", "not", "nothing", "now",
    "off", "often", "once", "one", "only", "other", "others", "our", "out", "over", "own", "part",
    "people", "perhaps", "point", "possible", "probably", "quite", "rather", "real", "really",
    "reason", "role", "said", "same", "say", "says", "second", "see", "seem", "seems", "several",
    "she", "should", "simply", "since", "some", "still", "such", "take", "taken", "than", "that",
    "the", "their", "them", "then", "theory", "there", "these", "they", "thing", "think", "third",
    "this", "those", "though", "three", "through", "thus", "time", "too", "took", "two", "under",
    "until", "upon", "very", "want", "was", "way", "well", "went", "were", "what", "when", "where",
    "whether", "which", "while", "who", "whose", "why", "will", "with", "within", "without",
    "would", "year", "years", "yes", "yet", "you",
];

static EMPTY_SIEVE: LazyLock<Sieve> =
    LazyLock::new(|| Sieve::new(EMPTY.iter().map(|word| word_hash(word))));

/// The stems of the content words among `words`.
pub(crate) fn stems(words: &[Token]) -> Stems {
    let sieve = &*EMPTY_SIEVE;
    let content = words.iter().filter_map(|token| {
        let word = token.stem();
        let possessive = word.len() < token.lower.len();
        let empty = || {
            let hash = if possessive {
                word_hash(word)
            } else {
                token.hash
            };
            sieve.may_have(hash) && EMPTY.binary_search(&word).is_ok()
        };
        let counts = token.kind == TokenKind::Word && word.chars().nth(2).is_some() && !empty();
        counts.then(|| Stem::reading(stem(word)))
    });
    content.collect()
}

/// A word without its commonest endings, so that "meeting" and "meet" are one.
fn stem(word: &str) -> &str {
    let doubled = |w: &str| {
        let b = w.as_bytes();
        b.len() > 3
            && b[b.len() - 1] == b[b.len() - 2]
            && !matches!(b[b.len() - 1], b'l' | b's' | b'e')
    };
    // Most words end in none of these.
    let last = word.as_bytes().last();
    if !last.is_some_and(|b| matches!(b, b'g' | b'y' | b's' | b'd' | b'e')) {
        return word;
    }
    for ending in [
        "ings", "ing", "edly", "ies", "ied", "es", "ed", "s", "ly", "e",
    ] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.chars().nth(2).is_some()
            && !(ending == "s" && (rest.ends_with('s') || rest.ends_with('u')))
        {
            let rest = if doubled(rest) && rest.is_ascii() {
                &rest[..rest.len() - 1]
            } else {
                rest
            };
            let rest = rest
                .strip_suffix('i')
                .or(rest.strip_suffix('y'))
                .unwrap_or(rest);
            return rest.strip_suffix('e').unwrap_or(rest);
        }
    }
    word.strip_suffix('y').unwrap_or(word)
}

/// How many stems two sets share.
pub(crate) fn shared(a: &Stems, b: &Stems) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while let (Some(left), Some(right)) = (a.0.get(i), b.0.get(j)) {
        n += usize::from(left == right);
        i += usize::from(left <= right);
        j += usize::from(right <= left);
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    #[test]
    fn stems_join_the_forms_of_a_word() {
        for (a, b) in [
            ("meeting", "meet"),
            ("shares", "share"),
            ("planned", "plan"),
            ("cities", "city"),
            ("losses", "loss"),
            ("deployment", "deployments"),
            ("policy", "policies"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_ne!(stem("bus"), stem("bu"));
    }

    #[test]
    fn the_list_is_sorted_for_binary_search() {
        assert!(EMPTY.is_sorted());
    }
    #[test]
    fn sets() {
        let of = |text: &str| stems(&Text::new(&document(text)).tokens);
        let (a, b) = (
            of("The closure of the mill."),
            of("Mills closed; mills close."),
        );
        assert_eq!((a.len(), b.len(), shared(&a, &b)), (2, 2, 1));
        assert_eq!(a.without(&b).len(), 1);
        let mut both = a.clone();
        both.add(&b);
        assert_eq!(both.len(), 3);
        let (closure, close) = (Stem::reading("closur"), Stem::reading("clos"));
        assert!(both.contains(closure) && closure.is_like(close));
        assert!(of("It is their own.").is_empty());
    }
}
