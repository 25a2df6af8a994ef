//! From text to words, tags and trees.

use std::ops::Range;

use crate::syntax;
use crate::word::{Relation, Word};

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
    match syntax::shipped() {
        Some(model) => model.parse(text, stretches, depth),
        None => syntax::words(text, stretches),
    }
}

/// Makes one tree of the heads of a sentence, and says what each subtree covers: the roots of
/// later parts hang on the first root.
pub(crate) fn finish(words: &mut [Word], sentence: Range<u32>) {
    let mut root = None;
    for i in sentence.clone() {
        let word = &mut words[i as usize];
        (word.left, word.right) = (i, i + 1);
        match root {
            _ if word.head != i => {}
            None => root = Some(i),
            Some(root) => {
                word.head = root;
                word.relation = Relation::Parataxis;
            }
        }
    }
    // Heads to the right take what is on their left in one way, from left to right; the
    // other way likewise. A tree without crossing arcs needs no more.
    for i in sentence.clone() {
        reach(words, i);
    }
    for i in sentence.rev() {
        reach(words, i);
    }
}

/// Extends the subtree of the head of a word.
fn reach(words: &mut [Word], index: u32) {
    let Word {
        head, left, right, ..
    } = words[index as usize];
    let above = &mut words[head as usize];
    above.left = above.left.min(left);
    above.right = above.right.max(right);
}
