//! Training the tagger and the parser on a treebank.

mod both;
mod certain;
mod pack;
mod parser;
mod tagger;
mod threes;
pub mod treebank;
mod weights;
pub mod wordnet;

use crate::syntax::Model;
use crate::syntax::parser::Room;
use crate::syntax::table::Dictionary;
use crate::syntax::tagger::Tagger;
use crate::syntax::wordnet::Wordnet;
use crate::word::{Upos, Word, Xpos};
use treebank::Sentence;

/// How to train.
#[derive(Clone, Debug)]
pub struct Options {
    /// How often every sentence is seen by the tagger.
    pub tag_epochs: usize,
    /// How often by the parser.
    pub parse_epochs: usize,
    /// The first steps' size (AdaGrad).
    pub rate: f32,
    /// By how much the right tag must lead.
    pub tag_margin: f32,
    /// By how much the right action or label must.
    pub margin: f32,
    /// In how many parts sentences are tagged by a tagger that did not see them.
    pub folds: usize,
    /// Weights of the tagger below this, in steps of 1 to 127, are left out.
    pub tag_least: f32,
    /// Of the parser's actions.
    pub action_least: f32,
    /// Of the parser's labels.
    pub label_least: f32,
    /// At most `2^tag_bits` pairs of features are kept of the tagger.
    pub tag_bits: u32,
    /// Of the parser's actions.
    pub action_bits: u32,
    /// Of the parser's labels.
    pub label_bits: u32,
    /// At most `2^quick_bits` pairs of the parser's actions that are looked at first.
    pub quick_bits: u32,
    /// At most `2^first_bits` pairs of the tagger and of the labels that are looked at first.
    pub first_bits: u32,
    /// By how much a tag must lead by few features to be taken at once.
    pub tag_lead: u32,
    /// By how much an action must.
    pub lead: u32,
    /// By how much a label must.
    pub label_lead: u32,
    /// For the order in which sentences are seen.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            tag_epochs: 7,
            parse_epochs: 6,
            rate: 0.3,
            tag_margin: 6.0,
            margin: 8.0,
            folds: 5,
            tag_least: 10.0,
            action_least: 8.0,
            label_least: 10.0,
            tag_bits: 15,
            action_bits: 16,
            label_bits: 14,
            quick_bits: 13,
            first_bits: 13,
            tag_lead: 400,
            lead: 300,
            label_lead: 200,
            seed: 1,
        }
    }
}

/// A tagger and a parser, packed.
pub fn train(sentences: &[Sentence], wordnet: &wordnet::Dictionary, options: &Options) -> Vec<u8> {
    let sentences = treebank::vary(sentences);
    let tags = jackknife(&sentences, wordnet, options);
    train_with(&sentences, &tags, wordnet, options)
}

/// A tagger and a parser, packed; the parser learns with these tags of the sentences.
pub fn train_with(
    sentences: &[Sentence],
    tags: &[Vec<(Upos, Xpos)>],
    wordnet: &wordnet::Dictionary,
    options: &Options,
) -> Vec<u8> {
    let all: Vec<&Sentence> = sentences.iter().collect();
    let (tagger, entries) = tagger::train(&all, &wordnet.table, options);
    let (parser, labels) = parser::train(&all, &wordnet.table, tags, options);
    let model = Model {
        wordnet: wordnet.table.clone(),
        tagger,
        parser,
    };
    write(&model, &entries, &labels)
}

/// Tags each part of the sentences with a tagger trained on the others.
pub fn jackknife(
    sentences: &[Sentence],
    wordnet: &wordnet::Dictionary,
    options: &Options,
) -> Vec<Vec<(Upos, Xpos)>> {
    let n = options.folds.clamp(1, sentences.len().max(1));
    let part = |i: usize| i * n / sentences.len().max(1);
    let mut all = vec![Vec::new(); sentences.len()];
    for fold in 0..n {
        let others = sentences
            .iter()
            .enumerate()
            .filter(|(i, _)| part(*i) != fold || n == 1);
        let others: Vec<&Sentence> = others.map(|(_, s)| s).collect();
        let (tagger, _) = tagger::train(&others, &wordnet.table, options);
        for (i, sentence) in sentences
            .iter()
            .enumerate()
            .filter(|(i, _)| part(*i) == fold)
        {
            all[i] = tag(&tagger, sentence, &wordnet.table);
        }
    }
    all
}

fn tag(tagger: &Tagger, sentence: &Sentence, wordnet: &Wordnet) -> Vec<(Upos, Xpos)> {
    let mut tags = Vec::new();
    tagger.tag(&sentence.facts(wordnet), &mut tags);
    tags.iter().map(|&t| tagger.tags[usize::from(t)]).collect()
}

fn write(model: &Model, entries: &tagger::Entries, labels: &[(u32, u8)]) -> Vec<u8> {
    let mut out = b"AbSy0003".to_vec();
    let text = |out: &mut Vec<u8>, text: &str| {
        out.push(text.len() as u8);
        out.extend(text.bytes());
    };
    model.wordnet.write(&mut out);
    out.push(model.tagger.tags.len() as u8);
    for (upos, xpos) in &model.tagger.tags {
        text(&mut out, upos.label());
        text(&mut out, xpos.label());
    }
    out.push(model.tagger.sets.len() as u8);
    for set in &model.tagger.sets {
        out.extend(set.to_le_bytes());
    }
    Dictionary::write(&entries.lexicon, &mut out);
    Dictionary::write(&entries.certain, &mut out);
    let lead = |out: &mut Vec<u8>, lead: i32| out.extend(lead.unsigned_abs().to_le_bytes());
    model.tagger.first.write(&mut out);
    lead(&mut out, model.tagger.lead);
    model.tagger.weights.write(&mut out);
    out.push(model.parser.labels.len() as u8);
    for label in &model.parser.labels {
        text(&mut out, label.label());
    }
    let allowed = model.parser.allowed.iter();
    out.extend(allowed.flat_map(|set| set.to_le_bytes()));
    Dictionary::write(labels, &mut out);
    model.parser.quick.write(&mut out);
    lead(&mut out, model.parser.lead);
    model.parser.actions.write(&mut out);
    model.parser.first.write(&mut out);
    lead(&mut out, model.parser.label_lead);
    model.parser.weights.write(&mut out);
    out
}

/// How a model's words compare with the right ones.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Words in all.
    pub n: usize,
    /// With the right coarse part of speech.
    pub upos: usize,
    /// With the right fine one.
    pub xpos: usize,
    /// On the right head.
    pub heads: usize,
    /// And with the right relation.
    pub arcs: usize,
    /// And with the right relation, subtypes aside.
    pub plain_arcs: usize,
}

/// Tags and parses the words of sentences, and compares.
pub fn measure(model: &Model, sentences: &[Sentence], mut each: impl FnMut(&Word, &Word)) -> Score {
    let mut score = Score::default();
    let (mut tags, mut room) = (Vec::new(), Room::new());
    for sentence in sentences {
        let facts = sentence.facts(&model.wordnet);
        let mut words = sentence.words.clone();
        model.tagger.tag(&facts, &mut tags);
        model.tagger.give(&tags, &mut words);
        model
            .parser
            .parse(&facts, &sentence.text, &mut words, 0, &mut room);
        for (word, right) in words.iter().zip(&sentence.words) {
            each(word, right);
            score.n += 1;
            score.upos += usize::from(word.upos == right.upos);
            score.xpos += usize::from(word.xpos == right.xpos);
            if word.head == right.head {
                let plain = |w: &Word| w.relation.label().split(':').next().unwrap_or("");
                score.heads += 1;
                score.arcs += usize::from(word.relation == right.relation);
                score.plain_arcs += usize::from(plain(word) == plain(right));
            }
        }
    }
    score
}

/// A generator of numbers (xorshift).
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % n.max(1) as u64) as usize
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests;
