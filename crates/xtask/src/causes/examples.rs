//! What the models of causes learn from: the sentences of annotated texts, parsed as the
//! reader parses them, with the links that the annotations imply.

use std::ops::Range;

use abduce_core::reader::causes;
use abduce_core::reader::causes::view::{Lowered, View};
use abduce_core::reader::text::Text;
use abduce_core::source::document;
use abduce_english::{Depth, Parse, Upos};

use super::gold::{Gold, Relation};

/// A text and its parse.
pub(super) struct Read {
    pub(super) gold: Gold,
    pub(super) parse: Parse,
    pub(super) sentences: Vec<Sentence>,
}

/// One sentence with what is annotated in it.
pub(super) struct Sentence {
    /// Its words, as indices into the parse.
    pub(super) words: Range<usize>,
    /// Whether it stands alone in its paragraph.
    pub(super) alone: bool,
    /// Whether it was judged to tell of a cause.
    pub(super) causal: Option<bool>,
    pub(super) links: Vec<Link>,
}

/// A link as annotated; all counted from the sentence's first word.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) at: usize,
    /// 1: what it introduces is the cause; 2: the effect.
    pub(super) class: usize,
    pub(super) signal: Option<Range<usize>>,
    pub(super) cause: Option<Range<usize>>,
    pub(super) effect: Option<Range<usize>>,
}

impl Read {
    /// Reads an annotated text as the reader does.
    pub(super) fn new(gold: Gold) -> Result<Self, String> {
        let read = document::read(
            gold.text.as_bytes(),
            Some(document::Format::Text),
            &gold.doc,
        );
        let document = read.map_err(|e| format!("{}: {e}", gold.doc))?;
        if document.text != gold.text {
            return Err(format!("{}: the text is not read as it is", gold.doc));
        }
        let text = Text::new(&document);
        let spans: Vec<_> = text.sentences.iter().map(|s| s.span.range()).collect();
        let parse = abduce_english::parse(&gold.text, &spans, Depth::Trees);
        let mut read = Read {
            gold,
            parse,
            sentences: Vec::new(),
        };
        for (i, words) in read.parse.sentences.clone().into_iter().enumerate() {
            let words = words.start as usize..words.end as usize;
            let mut sentence = read.sentence(&spans[i], words);
            sentence.alone = causes::stands_alone(&text, i);
            read.sentences.push(sentence);
        }
        Ok(read)
    }

    /// The view of a sentence's words.
    pub(super) fn lowered(&self, sentence: &Sentence) -> Lowered {
        Lowered::new(&self.gold.text, &self.parse.words[sentence.words.clone()])
    }

    pub(super) fn view<'a>(&self, lowered: &'a Lowered, sentence: &Sentence) -> View<'a> {
        View::new(lowered, &self.parse, sentence.words.clone(), sentence.alone)
    }

    fn sentence(&self, span: &Range<usize>, words: Range<usize>) -> Sentence {
        let meets = |a: &Range<usize>| a.start < span.end && span.start < a.end;
        let judged = self.gold.sentences.iter().find(|(at, _)| meets(at));
        let links: Vec<Link> = self
            .gold
            .relations
            .iter()
            .filter_map(|r| self.link(r, &words))
            .collect();
        let whole = judged.is_some_and(|(at, _)| at.start == span.start && at.end == span.end);
        let causal = judged.map(|(_, causal)| *causal && (whole || !links.is_empty()));
        Sentence {
            words,
            alone: false,
            causal,
            links,
        }
    }

    /// The words of a span that lie in a sentence, counted from its start.
    fn local(&self, span: Option<&Range<usize>>, words: &Range<usize>) -> Option<Range<usize>> {
        let found = self.parse.words_in(span?.clone());
        let start = (found.start as usize).max(words.start);
        let end = (found.end as usize).min(words.end);
        (start < end).then(|| start - words.start..end - words.start)
    }

    fn link(&self, relation: &Relation, words: &Range<usize>) -> Option<Link> {
        let cause = self.local(relation.cause.as_ref(), words);
        let effect = self.local(relation.effect.as_ref(), words);
        let signal = self.local(relation.signal.as_ref(), words);
        let upos = |i: usize| {
            self.parse
                .words
                .get(words.start + i)
                .map_or(Upos::X, |w| w.upos)
        };
        let at = match &signal {
            Some(signal) => {
                let full = |&i: &usize| !matches!(upos(i), Upos::Aux | Upos::Det | Upos::Adv);
                signal.clone().find(full).unwrap_or(signal.start)
            }
            None => unmarked(cause.clone()?, effect.clone()?, upos),
        };
        // What begins at or after the link is what it introduces; in front of both, the first.
        let after = |r: &Option<Range<usize>>| r.as_ref().filter(|r| r.end > at).map(|r| r.start);
        let class = match (after(&cause), after(&effect)) {
            (Some(c), Some(e)) if c <= e => 1,
            (Some(_), Some(_)) => 2,
            (Some(_), None) => 1,
            (None, Some(_)) => 2,
            (None, None) => return None,
        };
        Some(Link {
            at,
            class,
            signal,
            cause,
            effect,
        })
    }
}

/// The link of two stretches without a signal: the preposition or subordinator before the
/// first or the second, else the first word of the second.
fn unmarked(a: Range<usize>, b: Range<usize>, upos: impl Fn(usize) -> Upos) -> usize {
    let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
    let ties = |i: usize| matches!(upos(i), Upos::Adp | Upos::Sconj | Upos::Adv | Upos::X);
    let between = first.end..second.start;
    if let Some(tie) = between.clone().rev().find(|&i| {
        matches!(
            upos(i),
            Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Adv | Upos::Verb
        )
    }) {
        return tie;
    }
    match first.start.checked_sub(1) {
        Some(before) if first.start <= 2 && ties(before) => before,
        _ => second.start,
    }
}
