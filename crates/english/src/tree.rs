//! Ways through the trees of a parse.

use std::ops::Range;

use crate::parse::Parse;
use crate::word::{Relation, Word};

impl Parse {
    /// The word with this index.
    pub fn word(&self, index: u32) -> Option<&Word> {
        self.words.get(index as usize)
    }

    /// The words that hang on this one, from left to right.
    pub fn children(&self, index: u32) -> impl DoubleEndedIterator<Item = u32> + '_ {
        self.subtree(index)
            .filter(move |&i| i != index && self.words[i as usize].head == index)
    }

    /// The first word that hangs on this one by `relation`.
    pub fn child_by(&self, index: u32, relation: Relation) -> Option<u32> {
        self.child_by_any(index, &[relation])
    }

    /// The first word that hangs on this one by one of `relations`.
    pub fn child_by_any(&self, index: u32, relations: &[Relation]) -> Option<u32> {
        self.children(index)
            .find(|&i| relations.contains(&self.words[i as usize].relation))
    }

    /// The words of its subtree, itself with them; trees are projective, so they stand
    /// together.
    pub fn subtree(&self, index: u32) -> Range<u32> {
        self.word(index).map_or(0..0, |w| w.left..w.right)
    }

    /// From the first to the last byte of its subtree.
    pub fn subtree_span(&self, index: u32) -> Range<usize> {
        let words = self.subtree(index);
        match (self.word(words.start), words.end.checked_sub(1)) {
            (Some(first), Some(last)) if !words.is_empty() => {
                first.start as usize..self.words[last as usize].end as usize
            }
            _ => 0..0,
        }
    }

    /// The word that it hangs on; none for a root.
    pub fn head(&self, index: u32) -> Option<u32> {
        let head = self.word(index)?.head;
        (head != index).then_some(head)
    }

    /// The word that holds this byte.
    pub fn word_at(&self, byte: usize) -> Option<u32> {
        let after = self.words.partition_point(|w| w.start as usize <= byte);
        let index = after.checked_sub(1)?;
        (byte < self.words[index].end as usize).then_some(index as u32)
    }

    /// The words that share a byte with `span`.
    pub fn words_in(&self, span: Range<usize>) -> Range<u32> {
        let start = self.words.partition_point(|w| w.end as usize <= span.start);
        let end = self
            .words
            .partition_point(|w| (w.start as usize) < span.end);
        start as u32..end.max(start) as u32
    }

    /// The sentence that a word belongs to.
    pub fn sentence_of(&self, index: u32) -> Option<usize> {
        let after = self.sentences.partition_point(|s| s.start <= index);
        let sentence = after.checked_sub(1)?;
        (index < self.sentences[sentence].end).then_some(sentence)
    }

    /// The root of a sentence; none when it has no words.
    pub fn root(&self, sentence: usize) -> Option<u32> {
        let words = self.sentences.get(sentence)?.clone();
        words.into_iter().find(|&i| self.head(i).is_none())
    }
}
