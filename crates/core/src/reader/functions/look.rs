//! What is seen in each sentence of an article, in one pass over its tokens.

mod clause;
mod dates;
mod tense;
mod token;

use super::sign::{Sign, Signs};
use super::words;
use crate::reader::quotes::Quotation;
use crate::reader::reading::Reading;
use crate::reader::text::{Sentence, Token, TokenKind};

use self::dates::Years;
use self::tense::Tenses;

/// A sentence, and what is seen in it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// The sentence, as an index into the sentences of the text.
    pub(crate) sentence: usize,
    /// Its signs.
    pub(crate) signs: Signs,
    /// Whether it stands in prose and is no furniture.
    pub(crate) prose: bool,
}

/// What is seen in all sentences.
pub(crate) fn look(reading: &Reading<'_>) -> Vec<Seen> {
    let text = &reading.text;
    let mut out = Vec::with_capacity(text.sentences.len());
    let mut years = Years::default();
    let mut quoted = Quoted::default();
    let mut buffer = Vec::new();
    let mut block = usize::MAX;
    for (i, sentence) in text.sentences.iter().enumerate() {
        let furniture = reading.provenance.is_furniture(i);
        let share = quoted.share(&reading.quotations, text.words(sentence), sentence);
        let view = View::new(reading, sentence, &mut buffer);
        let mut signs = of_sentence(&view, share);
        clause::see(reading, i, &mut signs);
        years.of_sentence(&view, out.len(), &mut signs);
        signs.add_if(sentence.block != block, Sign::OpensParagraph);
        block = sentence.block;
        signs.add_if(furniture || is_caption(&view), Sign::Caption);
        out.push(Seen {
            sentence: i,
            signs,
            prose: text.is_prose(sentence) && !furniture,
        });
    }
    let published = reading.provenance.published().map(|d| d.year());
    years.settle(published, &mut out);
    places(&mut out);
    out
}

/// A sentence with the signs of each of its tokens.
pub(crate) struct View<'a> {
    pub(crate) tokens: &'a [Token],
    pub(crate) signs: &'a [Signs],
    reading: &'a Reading<'a>,
    start: usize,
}

impl<'a> View<'a> {
    fn new(reading: &'a Reading<'_>, sentence: &Sentence, buffer: &'a mut Vec<Signs>) -> View<'a> {
        let tokens = reading.text.words(sentence);
        buffer.clear();
        buffer.extend(tokens.iter().map(|t| match t.kind {
            TokenKind::Word => words::signs(t),
            _ => Signs::NONE,
        }));
        View {
            tokens,
            signs: buffer,
            reading,
            start: sentence.tokens.start,
        }
    }

    /// The token at `at` in lower case, or nothing.
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.lower.as_str())
    }

    /// The token before `at` in lower case, or nothing.
    pub(crate) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |i| self.lower(i))
    }

    /// The signs of the token at `at`.
    pub(crate) fn sign(&self, at: usize) -> Signs {
        self.signs.get(at).copied().unwrap_or(Signs::NONE)
    }

    /// Whether the token at `at` begins with a capital.
    pub(crate) fn capital(&self, at: usize) -> bool {
        self.reading.text.is_capital(self.start + at)
    }
}

/// The signs of one sentence that stand in it alone; `share` of its words are quoted.
fn of_sentence(view: &View<'_>, share: f64) -> Signs {
    let mut signs = Signs::NONE;
    let mut tenses = Tenses::default();
    for at in 0..view.tokens.len() {
        token::see(view, at, &mut signs);
        tenses.see(view, at, &mut signs);
    }
    opening(view, &mut signs, &mut tenses);
    make(view, share, &mut signs);
    tenses.settle(view.tokens.len(), share, &mut signs);
    signs
}

/// How a sentence opens.
fn opening(view: &View<'_>, signs: &mut Signs, tenses: &mut Tenses) {
    let worded = |t: &Token| t.kind != TokenKind::Mark;
    let Some(first) = view.tokens.iter().position(worded) else {
        return;
    };
    let lower = view.lower(first);
    let next = view.lower(first + 1);
    match lower {
        "but" | "and" | "however" | "still" | "yet" => signs.add(Sign::OpensBut),
        "the" => signs.add(Sign::OpensThe),
        "he" | "she" | "they" => signs.add(Sign::OpensHe),
        "in" | "on" | "during" | "since" | "after" | "before" | "when" => {
            signs.add(Sign::OpensTime);
        }
        "to" => signs.add(Sign::OpensTo),
        _ => {}
    }
    let letters = view.tokens[first..].iter().take(4);
    let word = letters.clone().position(|t| t.kind == TokenKind::Word);
    let adverb = word.is_some_and(|i| {
        matches!(
            view.lower(first + i),
            "also" | "further" | "fully" | "actively" | "immediately"
        )
    });
    let verb = word.map_or(first, |i| first + i + usize::from(adverb));
    signs.add_if(view.sign(verb).has(Sign::Measure), Sign::OpensMeasure);
    signs.add_if(lower.len() > 5 && lower.ends_with("ing"), Sign::OpensIng);
    let past = lower.len() > 4
        && lower.ends_with("ed")
        && !view.sign(first).has(Sign::NoPast)
        && !matches!(next, "by" | "," | "on" | "at" | "");
    if past {
        signs.add(Sign::OpensEd);
        tenses.past += 1;
    }
}

/// Quotes, length and names.
fn make(view: &View<'_>, share: f64, signs: &mut Signs) {
    if share > 0.8 {
        signs.add(Sign::Quoted);
    } else if share > 0.4 {
        signs.add(Sign::QuotedHalf);
    } else if share > 0.08 {
        signs.add(Sign::QuotedPart);
    }
    let words = view.tokens.iter().filter(|t| t.kind != TokenKind::Mark);
    signs.add_if((8..16).contains(&words.count()), Sign::Brief);
    let capitals = (1..view.tokens.len()).filter(|&i| view.capital(i));
    signs.add_if(capitals.count() >= 8, Sign::ManyNames);
    let loud = view.tokens.iter().filter(|t| t.kind == TokenKind::Word);
    let mut letters = loud
        .flat_map(|t| view.reading.text.slice(t.span).chars())
        .filter(|c| c.is_alphabetic())
        .peekable();
    let capitals = letters.peek().is_some() && letters.all(char::is_uppercase);
    signs.add_if(capitals, Sign::Capitals);
}

/// Whether a line credits or describes a picture.
fn is_caption(view: &View<'_>) -> bool {
    match (view.lower(0), view.lower(1)) {
        ("file", "photo")
        | ("photo", "taken")
        | ("source", ":")
        | ("editing" | "writing", "by") => true,
        ("reporting", "by") | ("additional", "reporting") | ("reuters", "/") => true,
        ("(", "reporting" | "editing" | "writing") => true,
        ("video" | "slideshow" | "advertisement", _) => view.tokens.len() < 8,
        _ => false,
    }
}

/// How much of each sentence stands between quotation marks, from left to right.
#[derive(Default)]
struct Quoted {
    /// The first quotation that may reach into the next sentence.
    next: usize,
}

impl Quoted {
    /// The share of the words of a sentence that are quoted.
    fn share(&mut self, quotations: &[Quotation], tokens: &[Token], sentence: &Sentence) -> f64 {
        let (mut words, mut inside) = (0u32, 0u32);
        for (i, token) in tokens.iter().enumerate() {
            let at = sentence.tokens.start + i;
            while quotations
                .get(self.next)
                .is_some_and(|q| q.tokens.end <= at)
            {
                self.next += 1;
            }
            if token.kind == TokenKind::Mark {
                continue;
            }
            let quoted = quotations
                .get(self.next)
                .is_some_and(|q| q.inner.contains(&at));
            words += 1;
            inside += u32::from(quoted);
        }
        if words == 0 {
            0.0
        } else {
            f64::from(inside) / f64::from(words)
        }
    }
}

/// Where each sentence stands in the article.
fn places(seen: &mut [Seen]) {
    let count = seen.len();
    for (i, one) in seen.iter_mut().enumerate() {
        let tenth = i * 10 / count;
        one.signs.add_if(i == 0, Sign::First);
        one.signs.add_if(tenth == 0, Sign::Early);
        one.signs.add_if(tenth == 1, Sign::Second);
        one.signs.add_if(tenth >= 6, Sign::Late);
    }
}
