//! Training the tagger.

use super::certain::Counts;
use super::treebank::Sentence;
use super::weights::Weights;
use super::{Options, Random, pack};
use crate::syntax::facts::Facts;
use crate::syntax::keys::Keys;
use crate::syntax::table::{Dictionary, LINE, Rows};
use crate::syntax::tagger::{self, Tag, Tagger};
use crate::syntax::wordnet::Wordnet;
use crate::word::{Upos, Xpos};

use std::collections::{BTreeMap, BTreeSet};

/// How often a word must be seen before it is in the lexicon.
const KNOWN: usize = 3;
/// How often before its tags are all that it may have.
const SURE: usize = 40;
/// Tags of closed classes: their words are known.
fn is_open((upos, _): (Upos, Xpos)) -> bool {
    matches!(
        upos,
        Upos::Noun
            | Upos::Verb
            | Upos::Adj
            | Upos::Adv
            | Upos::Propn
            | Upos::Num
            | Upos::Intj
            | Upos::X
            | Upos::Sym
    )
}

/// The lexicon of a tagger while it is made.
pub(crate) struct Lexicon {
    pub(crate) tags: Vec<(Upos, Xpos)>,
    pub(crate) sets: Vec<Vec<Tag>>,
    pub(crate) entries: Vec<(u32, u8)>,
}

/// The tags, and which of them each word may have.
fn lexicon(sentences: &[&Sentence], wordnet: &Wordnet) -> Lexicon {
    let mut tags: BTreeSet<(Upos, Xpos)> = BTreeSet::new();
    let mut words: BTreeMap<u32, BTreeMap<(Upos, Xpos), usize>> = BTreeMap::new();
    for sentence in sentences {
        for (word, facts) in sentence.words.iter().zip(sentence.facts(wordnet)) {
            tags.insert((word.upos, word.xpos));
            *words
                .entry(facts.lower)
                .or_default()
                .entry((word.upos, word.xpos))
                .or_default() += 1;
        }
    }
    let tags: Vec<_> = tags.into_iter().take(LINE).collect();
    let number = |tag: &(Upos, Xpos)| tags.binary_search(tag).unwrap_or(0) as Tag;
    // The tags of rare words are what an unknown word may have.
    let mut rare: BTreeMap<Tag, usize> = BTreeMap::new();
    for seen in words.values() {
        if seen.values().sum::<usize>() <= 2 {
            for tag in seen.keys() {
                *rare.entry(number(tag)).or_default() += 1;
            }
        }
    }
    let unknown: Vec<Tag> = rare.iter().filter(|r| *r.1 >= 2).map(|r| *r.0).collect();
    let mut wanted: BTreeMap<Vec<Tag>, Vec<u32>> = BTreeMap::new();
    let mut kinds: BTreeMap<(Vec<Tag>, bool), Vec<u32>> = BTreeMap::new();
    for (&word, seen) in &words {
        let n: usize = seen.values().sum();
        if n < KNOWN {
            continue;
        }
        let all: Vec<Tag> = seen.keys().map(number).collect();
        let sure = n >= SURE || n >= 10 && seen.keys().all(|&t| !is_open(t));
        kinds.entry((all.clone(), sure)).or_default().push(word);
        wanted.entry(all).or_default().push(word);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    let mut sets = vec![if unknown.is_empty() {
        (0..tags.len() as Tag).collect()
    } else {
        unknown.clone()
    }];
    let mut entries = Vec::new();
    for ((mut set, sure), words) in kinds.into_iter().take(254) {
        if !sure {
            set.extend(&unknown);
            set.sort_unstable();
            set.dedup();
        }
        entries.extend(words.iter().map(|&w| (w, sets.len() as u8)));
        sets.push(set);
    }
    entries.sort_unstable();
    Lexicon {
        tags,
        sets,
        entries,
    }
}

/// Trains a tagger.
pub(crate) fn train(
    sentences: &[&Sentence],
    wordnet: &Wordnet,
    options: &Options,
) -> (Tagger, Entries) {
    let Lexicon {
        tags,
        sets,
        entries,
    } = lexicon(sentences, wordnet);
    let mut tagger = Tagger {
        tags,
        sets,
        lexicon: Dictionary::of(&entries),
        certain: Dictionary::of(&[]),
        weights: Rows::empty(),
    };
    let examples: Vec<(Vec<Facts>, Vec<Tag>)> = sentences
        .iter()
        .map(|s| {
            let right = s
                .words
                .iter()
                .map(|w| tagger.tags.binary_search(&(w.upos, w.xpos)).unwrap_or(0) as Tag);
            (s.facts(wordnet), right.collect())
        })
        .collect();
    let mut weights = Weights::new(options.rate);
    let mut random = Random::new(options.seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for _ in 0..options.tag_epochs {
        random.shuffle(&mut order);
        for &i in &order {
            learn(
                &tagger,
                &mut weights,
                &examples[i].0,
                &examples[i].1,
                options.margin,
            );
        }
    }
    tagger.weights = pack::rows(weights.averages(), options.tag_least, options.tag_bits);
    let certain = certain(&tagger, &examples);
    tagger.certain = Dictionary::of(&certain);
    (
        tagger,
        Entries {
            lexicon: entries,
            certain,
        },
    )
}

/// The entries of a tagger's dictionaries.
pub(crate) struct Entries {
    pub(crate) lexicon: Vec<(u32, u8)>,
    pub(crate) certain: Vec<(u32, u8)>,
}

/// Which tags are certain.
fn certain(tagger: &Tagger, examples: &[(Vec<Facts>, Vec<Tag>)]) -> Vec<(u32, u8)> {
    let mut counts = Counts::default();
    for (facts, right) in examples {
        let sets: Vec<u8> = facts.iter().map(|f| tagger.set(f)).collect();
        for (at, &tag) in right.iter().enumerate() {
            if tagger.sets[usize::from(sets[at])].len() > 1 {
                counts.add(tagger::certain(facts, &sets, at, &right[..at]), tag);
            }
        }
    }
    counts.certain(8, 1000)
}

/// Learns from one sentence.
fn learn(tagger: &Tagger, weights: &mut Weights, facts: &[Facts], right: &[Tag], margin: f32) {
    let sets: Vec<u8> = facts.iter().map(|f| tagger.set(f)).collect();
    let title = tagger::is_title(facts);
    let mut tags = Vec::new();
    let mut keys = Keys::new();
    for at in 0..facts.len() {
        let set = &tagger.sets[usize::from(sets[at])];
        if let &[only] = set.as_slice() {
            tags.push(only);
            continue;
        }
        tagger::features(&mut keys, facts, &sets, at, &tags, title);
        let mut sums = [0.0; 255];
        weights.score(keys.all(), &mut sums);
        let sum = |t: Tag| sums[usize::from(t)];
        let best = |a: Tag, b: Tag| if sum(b) > sum(a) { b } else { a };
        let guess = set.iter().copied().reduce(best).unwrap_or(0);
        let wrong = set
            .iter()
            .copied()
            .filter(|&t| t != right[at])
            .reduce(best)
            .unwrap_or(0);
        if sum(right[at]) - sum(wrong) < margin {
            weights.step(keys.all(), right[at], 1.0);
            weights.step(keys.all(), wrong, -1.0);
        }
        weights.tick();
        tags.push(guess);
    }
}
