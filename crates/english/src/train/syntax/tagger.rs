//! Training the tagger.

use super::both::Both;
use super::certain::Counts;
use super::treebank::Sentence;
use super::{Options, Random};
use crate::syntax::facts::Facts;
use crate::syntax::keys::Keys;
use crate::syntax::table::{Dictionary, LINE, Rows};
use crate::syntax::tagger::{self, Tag, Tagger};
use crate::syntax::wordnet::Wordnet;
use crate::word::{Upos, Xpos};

use std::collections::BTreeMap;

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
    pub(crate) sets: Vec<u64>,
    pub(crate) entries: Vec<(u32, u8)>,
}

/// The tags, and which of them each word may have.
fn lexicon(sentences: &[&Sentence], wordnet: &Wordnet) -> Lexicon {
    let mut tags: BTreeMap<(Upos, Xpos), usize> = BTreeMap::new();
    let mut words: BTreeMap<u32, BTreeMap<(Upos, Xpos), usize>> = BTreeMap::new();
    for sentence in sentences {
        for (word, facts) in sentence.words.iter().zip(sentence.facts(wordnet)) {
            *tags.entry((word.upos, word.xpos)).or_default() += 1;
            *words
                .entry(facts.lower)
                .or_default()
                .entry((word.upos, word.xpos))
                .or_default() += 1;
        }
    }
    let mut tags: Vec<_> = tags.into_iter().collect();
    tags.sort_by_key(|tag| std::cmp::Reverse(tag.1));
    let mut tags: Vec<_> = tags.into_iter().map(|tag| tag.0).take(LINE).collect();
    tags.sort_unstable();
    let number = |tag: &(Upos, Xpos)| number(&tags, *tag);
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
    let bits = |set: &[Tag]| set.iter().fold(0, |bits, tag| bits | 1 << tag);
    let mut sets = vec![match bits(&unknown) {
        0 => u64::MAX >> (LINE - tags.len()),
        unknown => unknown,
    }];
    let mut entries = Vec::new();
    for ((set, sure), words) in kinds.into_iter().take(254) {
        let set = bits(&set) | if sure { 0 } else { bits(&unknown) };
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

/// The number of a tag; that of another one with the same coarse part when it has none.
fn number(tags: &[(Upos, Xpos)], tag: (Upos, Xpos)) -> Tag {
    let other = || tags.iter().position(|t| t.0 == tag.0).unwrap_or(0);
    tags.binary_search(&tag).unwrap_or_else(|_| other()) as Tag
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
        first: Rows::empty(),
        lead: options.tag_lead as i32,
        weights: Rows::empty(),
    };
    let examples: Vec<(Vec<Facts>, Vec<Tag>)> = sentences
        .iter()
        .map(|s| {
            let right = s
                .words
                .iter()
                .map(|w| number(&tagger.tags, (w.upos, w.xpos)));
            (s.facts(wordnet), right.collect())
        })
        .collect();
    let mut weights = Both::new(options.rate, options.tag_margin);
    let mut random = Random::new(options.seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for _ in 0..options.tag_epochs {
        random.shuffle(&mut order);
        for &i in &order {
            learn(&tagger, &mut weights, &examples[i].0, &examples[i].1);
        }
    }
    (tagger.first, tagger.weights) =
        weights.pack(options.tag_least, options.first_bits, options.tag_bits);
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
            if !tagger.sets[usize::from(sets[at])].is_power_of_two() {
                counts.add(tagger::certain(facts, &sets, at, &right[..at]), tag);
            }
        }
    }
    counts.certain(8, 1000)
}

/// Learns from one sentence.
fn learn(tagger: &Tagger, weights: &mut Both, facts: &[Facts], right: &[Tag]) {
    let sets: Vec<u8> = facts.iter().map(|f| tagger.set(f)).collect();
    let title = tagger::is_title(facts);
    let mut tags = Vec::new();
    let mut keys = Keys::new();
    for at in 0..facts.len() {
        let set = tagger.sets[usize::from(sets[at])];
        if set.is_power_of_two() {
            tags.push(set.trailing_zeros() as Tag);
            continue;
        }
        tagger::features(&mut keys, facts, &sets, at, &tags, title).add(&mut keys);
        let guess = weights.learn(&keys, set, Some(right[at]));
        tags.push(guess);
    }
}
