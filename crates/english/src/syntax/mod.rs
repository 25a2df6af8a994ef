//! The models of tags and trees, read from one packed file.

pub(crate) mod facts;
pub(crate) mod features;
pub(crate) mod keys;
pub(crate) mod marks;
pub(crate) mod parser;
pub(crate) mod state;
pub(crate) mod table;
pub(crate) mod tagger;
pub(crate) mod wordnet;

use std::ops::Range;
use std::sync::OnceLock;

use crate::packed::{Bytes, Fault};
use crate::parse::{Depth, Parse};
use crate::tokens;
use facts::Facts;
use parser::{Parser, Room};
use tagger::Tagger;
use wordnet::Wordnet;

/// A sentence with more words is parsed in parts of so many.
const MAX_WORDS: usize = 300;

/// The models of tags and trees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    pub(crate) wordnet: Wordnet,
    pub(crate) tagger: Tagger,
    pub(crate) parser: Parser,
}

/// The bytes that are shipped.
static SHIPPED: &[u8] = include_bytes!("../../model/syntax.bin");

/// The model that is shipped; none if it cannot be read, which a test rules out.
pub fn shipped() -> Option<&'static Model> {
    static MODEL: OnceLock<Option<Model>> = OnceLock::new();
    MODEL.get_or_init(|| Model::read(SHIPPED).ok()).as_ref()
}

impl Model {
    /// Reads a packed model.
    ///
    /// # Errors
    /// When the bytes are not a packed model.
    pub fn read(bytes: &[u8]) -> Result<Model, Fault> {
        let mut bytes = Bytes::new(bytes);
        bytes.mark(b"AbSy", "a model of syntax")?;
        bytes.mark(b"0003", "version 3")?;
        let wordnet = Wordnet::read(&mut bytes)?;
        let tagger = Tagger::read(&mut bytes)?;
        let parser = Parser::read(&mut bytes)?;
        bytes.end()?;
        Ok(Model {
            wordnet,
            tagger,
            parser,
        })
    }

    /// Parses stretches of `text`, each as one sentence: see [`crate::parse()`].
    pub fn parse(&self, text: &str, stretches: &[Range<usize>], depth: Depth) -> Parse {
        let mut parse = words(text, stretches);
        if depth == Depth::Tokens {
            return parse;
        }
        let (mut facts, mut tags, mut room) = (Vec::new(), Vec::new(), Room::new());
        for i in 0..parse.sentences.len() {
            let sentence = parse.sentences[i].clone();
            let (first, end) = (sentence.start as usize, sentence.end as usize);
            for start in (first..end).step_by(MAX_WORDS) {
                let words = &mut parse.words[start..end.min(start + MAX_WORDS)];
                facts.clear();
                facts.extend(words.iter().map(|w| Facts::of(w, text, &self.wordnet)));
                self.tagger.tag(&facts, &mut tags);
                self.tagger.give(&tags, words);
                if depth == Depth::Trees {
                    self.parser
                        .parse(&facts, text, words, start as u32, &mut room);
                }
            }
            if depth == Depth::Trees {
                parse.finish(sentence);
            }
        }
        parse
    }
}

/// The words of stretches, without tags.
pub(crate) fn words(text: &str, stretches: &[Range<usize>]) -> Parse {
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
