//! From text to words, tags and trees.

use std::ops::Range;

use crate::tokens;
use crate::word::Word;

/// How far a parse goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Words only: each a tree of its own, without tags.
    Tokens,
    /// Words and their parts of speech.
    Tags,
    /// Words, parts of speech and the tree of each sentence.
    Trees,
}

/// The words of a text and their trees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    /// All words, in the order of the text.
    pub words: Vec<Word>,
    /// The words of each stretch, one for each stretch given.
    pub sentences: Vec<Range<u32>>,
}

/// Parses stretches of `text`, each as one sentence. They are in order and apart;
/// a stretch that is not inside the text, or cuts a character, or goes back, has no words.
pub fn parse(text: &str, stretches: &[Range<usize>], depth: Depth) -> Parse {
    let _ = depth;
    let mut parse = Parse::default();
    let mut end = 0;
    for stretch in stretches {
        let first = parse.words.len() as u32;
        if stretch.start >= end && text.get(stretch.clone()).is_some() {
            tokens::tokenize(text, stretch.clone(), &mut parse.words);
            end = stretch.end;
        }
        parse.sentences.push(first..parse.words.len() as u32);
    }
    parse
}
