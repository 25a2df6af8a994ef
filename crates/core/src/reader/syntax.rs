//! The words, tags and trees of a text, and the way from the reader's tokens to them and
//! back. A token may be several words ("nobody's", "would-be"), a word several tokens
//! ("Mr.", an address of the web).

use std::ops::Range;

use abduce_english::{Depth, Parse, Word, parse};

use super::text::Text;
use crate::source::Span;

/// The words of a text and their trees, one for each of its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syntax {
    /// Words, tags and heads; the sentences are those of the text.
    pub parse: Parse,
    /// How far the parse went.
    pub depth: Depth,
    /// For each token the first word that shares a byte with it or stands after it.
    first_words: Vec<u32>,
    /// For each word the first token that shares a byte with it or stands after it.
    first_tokens: Vec<u32>,
}

impl Syntax {
    /// Parses every sentence of a text. Nothing looks at words without tags, so that at
    /// [`Depth::Tokens`] there are none.
    pub fn new(text: &Text<'_>, depth: Depth) -> Syntax {
        if depth == Depth::Tokens {
            return Syntax {
                parse: Parse::default(),
                depth,
                first_words: Vec::new(),
                first_tokens: Vec::new(),
            };
        }
        let stretches: Vec<Range<usize>> = text.sentences.iter().map(|s| s.span.range()).collect();
        let parse = parse(&text.document.text, &stretches, depth);
        let (mut first_words, mut first_tokens) = (Vec::new(), Vec::new());
        let mut at = 0;
        for token in &text.tokens {
            while parse
                .words
                .get(at)
                .is_some_and(|w| w.end as usize <= token.span.start)
            {
                at += 1;
            }
            first_words.push(at as u32);
        }
        at = 0;
        for word in &parse.words {
            while text
                .tokens
                .get(at)
                .is_some_and(|t| t.span.end <= word.start as usize)
            {
                at += 1;
            }
            first_tokens.push(at as u32);
        }
        Syntax {
            parse,
            depth,
            first_words,
            first_tokens,
        }
    }

    /// Whether there are trees to look at.
    pub fn has_trees(&self) -> bool {
        self.depth == Depth::Trees
    }

    /// The words that share a byte with a token.
    pub fn words_of(&self, text: &Text<'_>, token: usize) -> Range<u32> {
        let (Some(&first), Some(token)) = (self.first_words.get(token), text.tokens.get(token))
        else {
            return 0..0;
        };
        let mut end = first;
        while self
            .parse
            .word(end)
            .is_some_and(|w| (w.start as usize) < token.span.end)
        {
            end += 1;
        }
        first..end
    }

    /// The tokens that share a byte with a word.
    pub fn tokens_of(&self, text: &Text<'_>, word: u32) -> Range<usize> {
        let (Some(&first), Some(word)) =
            (self.first_tokens.get(word as usize), self.parse.word(word))
        else {
            return 0..0;
        };
        let first = first as usize;
        let more = text.tokens[first.min(text.tokens.len())..].iter();
        let n = more
            .take_while(|t| t.span.start < word.end as usize)
            .count();
        first..first + n
    }

    /// The word that a token is, or the one of its words that the others hang on:
    /// "leader" of "leader's".
    pub fn head_of(&self, text: &Text<'_>, token: usize) -> Option<u32> {
        let words = self.words_of(text, token);
        let outside = |&w: &u32| self.parse.head(w).is_none_or(|h| !words.contains(&h));
        words
            .clone()
            .find(outside)
            .or(Some(words.start).filter(|_| !words.is_empty()))
    }

    /// The words of a sentence of the text.
    pub fn words(&self, sentence: usize) -> &[Word] {
        let words = self.parse.sentences.get(sentence).cloned().unwrap_or(0..0);
        &self.parse.words[words.start as usize..words.end as usize]
    }

    /// The words that lie wholly inside `span`.
    pub fn words_in(&self, span: Span) -> Range<u32> {
        let words = &self.parse.words;
        let start = words.partition_point(|w| (w.start as usize) < span.start);
        let end = words.partition_point(|w| w.end as usize <= span.end);
        start as u32..end.max(start) as u32
    }

    /// From the first to the last byte of the words that hang on this one, itself with
    /// them.
    pub fn span_of(&self, word: u32) -> Span {
        let span = self.parse.subtree_span(word);
        Span::new(span.start, span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;
    use abduce_english::Relation;

    #[test]
    fn from_tokens_to_words_and_back() {
        let document = document("Mr. Lee’s would-be rivals left. They came back.");
        let text = Text::new(&document);
        let syntax = Syntax::new(&text, Depth::Trees);
        let form = |w: u32| syntax.parse.words[w as usize].form(&document.text);
        let forms = |t: usize| syntax.words_of(&text, t).map(form).collect::<Vec<_>>();
        let at = |lower: &str| text.tokens.iter().position(|t| t.lower == lower).unwrap();
        assert_eq!(forms(at("lee's")), ["Lee", "’s"]);
        assert_eq!(forms(at("would-be")), ["would", "-", "be"]);
        assert_eq!(forms(at("mr")), ["Mr."]);
        assert_eq!(syntax.head_of(&text, at("lee's")).map(form), Some("Lee"));
        assert_eq!(syntax.tokens_of(&text, 0), 0..2);
        assert_eq!(syntax.words(1).len(), 4);
        let came = syntax.head_of(&text, at("came")).unwrap();
        let subject = syntax.parse.child_by(came, Relation::Nsubj).unwrap();
        assert_eq!(text.slice(syntax.span_of(subject)), "They");
        let all = Span::new(0, document.text.len());
        assert_eq!(syntax.words_in(all).len(), syntax.parse.words.len());
    }

    #[test]
    fn every_word_lies_in_its_sentence() {
        let document = document("See www.example.org/a, he said...\n\n“No!” A 3.5% rise.");
        let text = Text::new(&document);
        let syntax = Syntax::new(&text, Depth::Tags);
        assert!(!syntax.has_trees());
        for (sentence, n) in text.sentences.iter().zip(0..) {
            for word in syntax.words(n) {
                assert!(sentence.span.start <= word.start as usize);
                assert!(word.end as usize <= sentence.span.end);
            }
        }
        for token in 0..text.tokens.len() {
            assert!(!syntax.words_of(&text, token).is_empty());
        }
    }
}
