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
use crate::parse::{self, Depth, Parse};
use crate::tokens;
use facts::Facts;
use parser::{Parser, Room};
use tagger::{Tag, Tagger};
use wordnet::Wordnet;

/// A sentence with more words is parsed in parts of so many.
const MAX_WORDS: usize = 300;

/// So many words and the rest of their sentence are tagged before they are parsed: what one
/// model needs of memory stays near while it works.
const BLOCK: usize = 1000;

/// What tagging and parsing need again and again.
struct Desk {
    facts: Vec<Facts>,
    tags: Vec<Tag>,
    room: Room,
}

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
        let mut desk = Desk {
            facts: Vec::new(),
            tags: Vec::new(),
            room: Room::new(),
        };
        let mut first = 0;
        while first < parse.sentences.len() {
            let (mut end, mut n) = (first, 0);
            while end < parse.sentences.len() && n < BLOCK {
                n += parse.sentences[end].len();
                end += 1;
            }
            self.block(text, &mut parse, first..end, depth, &mut desk);
            first = end;
        }
        parse
    }

    /// Tags the words of some sentences, then parses them.
    fn block(
        &self,
        text: &str,
        parse: &mut Parse,
        sentences: Range<usize>,
        depth: Depth,
        desk: &mut Desk,
    ) {
        let Desk { facts, tags, room } = desk;
        let sentences = &parse.sentences[sentences];
        let first = sentences.first().map_or(0, |s| s.start as usize);
        let end = sentences.last().map_or(first, |s| s.end as usize);
        let words = &mut parse.words[first..end];
        facts.clear();
        facts.extend(words.iter().map(|w| Facts::of(w, text, &self.wordnet)));
        for part in parts(sentences, first) {
            self.tagger.tag(&facts[part.clone()], tags);
            self.tagger.give(tags, &mut words[part]);
        }
        if depth == Depth::Trees {
            for part in parts(sentences, first) {
                let start = (first + part.start) as u32;
                let facts = &facts[part.clone()];
                self.parser
                    .parse(facts, text, &mut words[part], start, room);
            }
            for sentence in sentences {
                parse::finish(&mut parse.words, sentence.clone());
            }
        }
    }
}

/// The parts that sentences are parsed in, their words counted from `first`.
fn parts(sentences: &[Range<u32>], first: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    sentences.iter().flat_map(move |sentence| {
        let (start, end) = (
            sentence.start as usize - first,
            sentence.end as usize - first,
        );
        let starts = (start..end).step_by(MAX_WORDS);
        starts.map(move |start| start..end.min(start + MAX_WORDS))
    })
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
