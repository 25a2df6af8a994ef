//! Which capitalised words are a name, and of what: a sequence model over runs of such words.
//!
//! Only runs of capitalised words (with "of", "and" and the like between them) are looked
//! at: all else is no name in ordinary prose, and costs nothing.

use std::ops::Range;
use std::sync::LazyLock;

use abduce_english::feature::{Atom, Keys, Sink};
use abduce_english::sequence::{Room, Sequence, chunks};

use super::lexicon::{
    self, BODY, CALENDAR, CITY, COMMON, COUNTRY, Classes, GIVEN, KNOWN_BODY, MAN, N_CLASSES,
    OPENER, PEOPLE, PLACE_WORD, SUFFIX, SURNAME, THING, TITLE, TITLE_PART, WOMAN, WordMap,
};
use super::{listed, mend};
use crate::reader::text::{Sentence, Text, Token, TokenKind};

/// The labels of the model.
pub const LABELS: [&str; 4] = ["PER", "ORG", "LOC", "MISC"];

/// What a name is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// A person.
    Person,
    /// A firm, an agency, a party, a club.
    Body,
    /// A place.
    Place,
    /// Anything else that bears a name.
    Other,
}

static MODEL: LazyLock<Option<Sequence>> =
    LazyLock::new(|| Sequence::read(include_bytes!("names.bin")).ok());

/// Finds the names of one text, sentence by sentence.
pub(super) struct Tagger<'a, 't> {
    text: &'a Text<'t>,
    usage: &'a Usage<'a>,
    keys: Keys,
    room: Room,
}

impl<'a, 't> Tagger<'a, 't> {
    pub(super) fn new(text: &'a Text<'t>, usage: &'a Usage<'a>) -> Tagger<'a, 't> {
        let (keys, room) = (Keys::default(), Room::default());
        Tagger {
            text,
            usage,
            keys,
            room,
        }
    }

    /// The names of a sentence, in order.
    pub(super) fn names(&mut self, sentence: usize, mut each: impl FnMut(Label, Range<usize>)) {
        let Some(model) = &*MODEL else { return };
        let Tagger {
            text,
            usage,
            keys,
            room,
        } = self;
        let mut found: Vec<(Label, Range<usize>)> = Vec::new();
        runs(text, &text.sentences[sentence], |run| {
            keys.clear();
            features(text, sentence, run.clone(), usage, keys);
            found.clear();
            for chunk in chunks(model.tags(keys, &[], room)) {
                let label = match chunk.label {
                    0 => Label::Person,
                    1 => Label::Body,
                    2 => Label::Place,
                    _ => Label::Other,
                };
                let words = chunk.words;
                found.push((label, run.start + words.start..run.start + words.end));
            }
            mend::mend(text, &text.sentences[sentence], &run, &mut found);
            listed::settle(text, &run, usage.loud[sentence], &mut found);
            for (label, tokens) in found.drain(..) {
                each(label, tokens);
            }
        });
    }
}

/// The longest run that is looked at as one.
const LONGEST: usize = 48;

/// How the document writes a word that it has in capitals somewhere.
#[derive(Clone, Copy, Default)]
pub struct Seen {
    /// How often it stands capitalised where nothing but being a name explains it.
    pub middle: u16,
    /// How often it stands in lower case.
    pub lower: u16,
}

/// How the document itself writes its words.
pub struct Usage<'t> {
    seen: WordMap<'t, Seen>,
    /// Whether most words of the sentence are capitalised.
    pub loud: Vec<bool>,
}

impl<'t> Usage<'t> {
    /// Looks through a text.
    pub fn of_text(text: &'t Text) -> Usage<'t> {
        let loud: Vec<bool> = text.sentences.iter().map(|s| is_loud(text, s)).collect();
        let mut seen: WordMap<Seen> = WordMap::default();
        for (sentence, loud) in text.sentences.iter().zip(&loud) {
            for index in sentence.tokens.clone() {
                if is_piece(text, index) {
                    let entry = seen.entry(text.tokens[index].stem()).or_default();
                    let certain = !loud && !at_start(text, sentence, index);
                    entry.middle = entry.middle.saturating_add(u16::from(certain));
                }
            }
        }
        for (index, token) in text.tokens.iter().enumerate() {
            let lower = token.kind == TokenKind::Word && !text.is_capital(index);
            if let Some(entry) = lower.then(|| seen.get_mut(token.stem())).flatten() {
                entry.lower = entry.lower.saturating_add(1);
            }
        }
        Usage { seen, loud }
    }

    /// How often the word stands capitalised for no other reason, and in lower case.
    pub fn of(&self, stem: &str) -> Seen {
        self.seen.get(stem).copied().unwrap_or_default()
    }
}

/// Whether most longer words of a sentence are capitalised, as in a headline.
fn is_loud(text: &Text, sentence: &Sentence) -> bool {
    let (mut capital, mut all) = (0, 0);
    for index in sentence.tokens.clone().skip(1) {
        let token = &text.tokens[index];
        if token.kind == TokenKind::Word && token.lower.len() >= 4 {
            all += 1;
            capital += usize::from(text.is_capital(index));
        }
    }
    let stopped = text.words(sentence).last().is_some_and(|t| t.is_mark("."));
    if stopped && text.is_prose(sentence) {
        return all >= 5 && capital == all;
    }
    all >= 3 && capital * 4 >= all * 3
}

/// Whether a capital here may be due to the place alone.
pub fn at_start(text: &Text, sentence: &Sentence, index: usize) -> bool {
    index == sentence.tokens.start || {
        let last = &text.tokens[index - 1];
        last.kind == TokenKind::Mark
            && (last.is_quote()
                || last.is_any(&[":", "-", "—", "–", "•", "*", "'", "(", "…", "?", "!", "."]))
    }
}

/// Whether the token can be part of a name by its form alone.
pub fn is_piece(text: &Text, index: usize) -> bool {
    let token = &text.tokens[index];
    if token.kind != TokenKind::Word {
        return false;
    }
    if text.is_capital(index) {
        return token.lower != "i" && !token.lower.starts_with("i'");
    }
    // "al-Assad", "d'Estaing", "iPhone"
    let raw = text.slice(token.span);
    if raw.bytes().all(|b| b.is_ascii_lowercase()) {
        return false;
    }
    let capital = raw.char_indices().find(|(_, c)| c.is_uppercase());
    capital.is_some_and(|(at, _)| {
        at <= 3
            && (at == 1
                || matches!(raw.as_bytes()[at - 1], b'-' | b'\'')
                || raw[..at].ends_with('’'))
    })
}

/// Whether the token may stand between two parts of a name.
fn is_joiner(token: &Token) -> bool {
    // None is longer than "della".
    token.lower.len() <= 5
        && token.is_any(&[
            "of", "the", "and", "for", "&", "-", "–", "'", "’", ".", "/", "de", "del", "della",
            "di", "da", "dos", "das", "du", "la", "le", "van", "von", "der", "den", "ter", "ten",
            "bin", "ibn", "al", "el", "y", "e", "et", "s", "des", "und", "do", "in", "at", "from",
            ",", "on", "to", "with",
        ])
}

/// Whether a possessive ending that blanks cut off begins here, as tokenised text has it
/// ("Hale 's").
fn is_detached(text: &Text, at: usize) -> bool {
    text.tokens.get(at + 1).is_some_and(|s| s.lower == "s")
        && text.tokens[at].is_any(&["'", "’"])
        && text.space_before(at)
        && !text.space_before(at + 1)
}

/// The runs of a sentence that names are sought in.
pub fn runs(text: &Text, sentence: &Sentence, mut each: impl FnMut(Range<usize>)) {
    let end = sentence.tokens.end;
    let mut at = sentence.tokens.start;
    while at < end {
        if !is_piece(text, at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut last = at + 1;
        while last < end && last - start < LONGEST {
            let mut next = last;
            while next < end && next < last + 3 && is_joiner(&text.tokens[next]) {
                next += 1;
            }
            // "Acme, Inc."
            let comma = text.tokens[last].lower == "," && last + 1 < end;
            if comma
                && (lexicon::classes(text.tokens[last + 1].stem()) & SUFFIX != 0
                    || text.tokens[last + 1].is_any(&["inc", "ltd", "llc", "plc"]))
            {
                next = last + 1;
            }
            if next >= end
                || !is_piece(text, next)
                || is_detached(text, last)
                || text.tokens[last - 1].is_possessive()
            {
                break;
            }
            last = next + 1;
        }
        if !is_dull(text, sentence, start..last) {
            each(start..last);
        }
        at = last;
    }
}

/// A lone word that opens a sentence and is known to do so.
fn is_dull(text: &Text, sentence: &Sentence, run: Range<usize>) -> bool {
    let token = &text.tokens[run.start];
    run.len() == 1
        && at_start(text, sentence, run.start)
        && lexicon::classes(token.stem()) & (OPENER | MAN | WOMAN | CITY | COUNTRY) == OPENER
}

/// What the features of one word are made of.
struct Word<'t> {
    lower: &'t str,
    atom: Atom<'t>,
    shape: Atom<'static>,
    kind: Atom<'static>,
    classes: Classes,
}

const EDGE: &str = "<>";

fn word<'t>(text: &'t Text, range: &Range<usize>, index: Option<usize>) -> Word<'t> {
    let Some(index) = index.filter(|i| range.contains(i)) else {
        return Word {
            lower: "",
            atom: const { Atom::of(EDGE) },
            shape: const { Atom::of(EDGE) },
            kind: const { Atom::of(EDGE) },
            classes: 0,
        };
    };
    let token = &text.tokens[index];
    let lower = token.stem();
    let classes = lexicon::classes(lower);
    let shape = Atom::of(shape(text.slice(token.span), token.kind));
    Word {
        lower,
        atom: Atom::of(lower),
        shape,
        kind: Atom::of(kind(token, classes)),
        classes,
    }
}

/// How a word is written.
fn shape(raw: &str, kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Number if raw.len() == 4 && raw.bytes().all(|b| b.is_ascii_digit()) => {
            return "0000";
        }
        TokenKind::Number => return "0",
        TokenKind::Mark => return "mark",
        TokenKind::Word => {}
    }
    let raw = raw
        .strip_suffix("'s")
        .or(raw.strip_suffix("’s"))
        .unwrap_or(raw);
    let mut chars = raw.chars();
    let first = chars.next().is_some_and(char::is_uppercase);
    let (mut upper, mut lower, mut other) = (0, 0, 0);
    for c in chars {
        if c.is_uppercase() {
            upper += 1;
        } else if c.is_lowercase() {
            lower += 1;
        } else {
            other += 1;
        }
    }
    match (first, upper, lower, other) {
        (true, 0, 0, 0) => "X",
        (true, 0, 0, _) => "X.",
        (true, 1, 0, 0) => "XX",
        (true, 2..=4, 0, 0) => "XXX",
        (true, _, 0, 0) => "XXXXX",
        (true, _, 0, _) => "X.X",
        (true, 0, _, 0) => "Xx",
        (true, 0, _, _) => "Xx-x",
        (true, _, _, 0) => "XxX",
        (true, _, _, _) => "Xx-X",
        (false, 0, _, _) => "x",
        (false, _, _, _) => "xX",
    }
}

/// The first class that a word has, those first that say most.
fn kind(token: &Token, classes: Classes) -> &'static str {
    const ORDER: [(Classes, &str); 14] = [
        (CALENDAR, "calendar"),
        (TITLE, "title"),
        (PEOPLE, "people"),
        (COUNTRY, "country"),
        (KNOWN_BODY, "knownbody"),
        (BODY, "body"),
        (PLACE_WORD, "placeword"),
        (SUFFIX, "suffix"),
        (TITLE_PART, "titlepart"),
        (THING, "thing"),
        (MAN | WOMAN | GIVEN, "given"),
        (CITY, "city"),
        (SURNAME, "surname"),
        (OPENER, "opener"),
    ];
    if token.kind != TokenKind::Word {
        return if token.kind == TokenKind::Number {
            "number"
        } else {
            "mark"
        };
    }
    let common = classes & COMMON != 0;
    match ORDER.iter().find(|(class, _)| classes & class != 0) {
        Some((SURNAME, _)) if common => "common",
        Some((_, name)) => name,
        None if common => "common",
        None => "unknown",
    }
}

static CLASS_NAMES: [Atom; N_CLASSES] = [
    Atom::of("man"),
    Atom::of("woman"),
    Atom::of("given"),
    Atom::of("surname"),
    Atom::of("city"),
    Atom::of("country"),
    Atom::of("common"),
    Atom::of("title"),
    Atom::of("titlepart"),
    Atom::of("body"),
    Atom::of("placeword"),
    Atom::of("people"),
    Atom::of("calendar"),
    Atom::of("opener"),
    Atom::of("thing"),
    Atom::of("suffix"),
    Atom::of("particle"),
    Atom::of("kin"),
    Atom::of("speaks"),
    Atom::of("knownbody"),
];

fn class_features(template: Atom, classes: Classes, sink: &mut impl Sink) {
    let mut rest = classes;
    while rest != 0 {
        let bit = rest.trailing_zeros() as usize;
        sink.add(template, &[CLASS_NAMES[bit]]);
        rest &= rest - 1;
    }
}

/// The words of a run, with two before and two after it; a possessive ending that blanks cut
/// off is none.
fn around<'t>(text: &'t Text, range: &Range<usize>, run: &Range<usize>) -> Vec<Word<'t>> {
    let cut = run.start.checked_sub(2).filter(|&at| is_detached(text, at));
    let low = cut.unwrap_or(run.start);
    let high = run.end + 2 * usize::from(is_detached(text, run.end));
    let before = [low.checked_sub(2), low.checked_sub(1)];
    let after = [Some(high), Some(high + 1)];
    let own = run.clone().map(Some);
    let all = before.into_iter().chain(own).chain(after);
    all.map(|index| word(text, range, index)).collect()
}

/// Adds the features of each token of a run to `sink`.
pub fn features(
    text: &Text,
    sentence_index: usize,
    run: Range<usize>,
    usage: &Usage,
    sink: &mut impl Sink,
) {
    let sentence = &text.sentences[sentence_index];
    let range = &sentence.tokens;
    let around = around(text, range, &run);
    let pieces = run.clone().filter(|&i| is_piece(text, i)).count();
    let loud = usage.loud[sentence_index];
    let scene = Scene {
        text,
        sentence,
        run: run.clone(),
        around,
        pieces,
        loud,
    };
    for index in run {
        scene.word(index, usage, sink);
        sink.end();
    }
}

/// One run, as the features of its words see it.
struct Scene<'a, 't> {
    text: &'a Text<'t>,
    sentence: &'a Sentence,
    run: Range<usize>,
    around: Vec<Word<'a>>,
    pieces: usize,
    loud: bool,
}

impl Scene<'_, '_> {
    fn word(&self, index: usize, usage: &Usage, sink: &mut impl Sink) {
        let at = index - self.run.start + 2;
        let [b2, b1, w, a1, a2] = [at - 2, at - 1, at, at + 1, at + 2].map(|i| &self.around[i]);
        sink.add(const { Atom::of("bias") }, &[]);
        sink.add(const { Atom::of("w") }, &[w.atom]);
        sink.add(const { Atom::of("w-1") }, &[b1.atom]);
        sink.add(const { Atom::of("w+1") }, &[a1.atom]);
        sink.add(const { Atom::of("w-2") }, &[b2.atom]);
        sink.add(const { Atom::of("w+2") }, &[a2.atom]);
        sink.add(const { Atom::of("w-1,w") }, &[b1.atom, w.atom]);
        sink.add(const { Atom::of("w,w+1") }, &[w.atom, a1.atom]);
        sink.add(const { Atom::of("shape") }, &[w.shape]);
        sink.add(const { Atom::of("shapes") }, &[b1.shape, w.shape, a1.shape]);
        sink.add(const { Atom::of("kind-1") }, &[b1.kind]);
        sink.add(const { Atom::of("kinds") }, &[b1.kind, w.kind, a1.kind]);
        sink.add(const { Atom::of("kind,w+1") }, &[w.kind, a1.atom]);
        sink.add(const { Atom::of("kind,w-1") }, &[w.kind, b1.atom]);
        class_features(const { Atom::of("is") }, w.classes, sink);
        class_features(const { Atom::of("next") }, a1.classes, sink);
        class_features(const { Atom::of("before") }, b1.classes, sink);
        self.form(w, sink);
        self.place(index, w, usage, sink);
    }

    /// The ends of the word.
    fn form(&self, w: &Word, sink: &mut impl Sink) {
        if w.lower.len() < 3 {
            return;
        }
        let cut = |n: usize| {
            w.lower
                .char_indices()
                .rev()
                .nth(n - 1)
                .map(|(at, _)| &w.lower[at..])
        };
        for (n, template) in [(2, "end2"), (3, "end3"), (4, "end4")] {
            if let Some(end) = cut(n) {
                sink.add(Atom::of(template), &[Atom::of(end)]);
            }
        }
        if let Some((at, _)) = w.lower.char_indices().nth(3) {
            sink.add(const { Atom::of("front3") }, &[Atom::of(&w.lower[..at])]);
        }
    }

    /// Where it stands, and how the document writes it elsewhere.
    fn place(&self, index: usize, w: &Word, usage: &Usage, sink: &mut impl Sink) {
        let (run, text) = (&self.run, self.text);
        let token = &text.tokens[index];
        let seen = usage.of(w.lower);
        let start = at_start(text, self.sentence, index);
        let own = u16::from(!start && !self.loud && is_piece(text, index));
        let middle = if seen.middle > own {
            const { Atom::of("often") }
        } else {
            const { Atom::of("once") }
        };
        let lower = match (seen.lower, seen.middle) {
            (0, _) => const { Atom::of("never") },
            (l, m) if l > m => const { Atom::of("more") },
            _ => const { Atom::of("less") },
        };
        let begins = match (start, index == run.start) {
            (true, true) => const { Atom::of("opens") },
            (true, false) => const { Atom::of("after-mark") },
            (false, true) => const { Atom::of("first") },
            _ => const { Atom::of("inner") },
        };
        let loud = if self.loud {
            const { Atom::of("loud") }
        } else {
            const { Atom::of("prose") }
        };
        sink.add(const { Atom::of("begins") }, &[begins, loud]);
        sink.add(const { Atom::of("begins,kind") }, &[begins, w.kind, lower]);
        sink.add(const { Atom::of("elsewhere") }, &[middle, lower, begins]);
        sink.add(
            const { Atom::of("elsewhere,kind") },
            &[middle, lower, w.kind],
        );
        let last = if index + 1 == run.end {
            const { Atom::of("last") }
        } else {
            const { Atom::of("more") }
        };
        let size = Atom::steps(self.pieces);
        sink.add(const { Atom::of("size") }, &[size, last, begins]);
        let (first, end) = (&self.around[2], &self.around[self.around.len() - 3]);
        let (left, right) = (&self.around[1], &self.around[self.around.len() - 2]);
        sink.add(const { Atom::of("first") }, &[first.kind, size]);
        sink.add(const { Atom::of("head") }, &[end.kind, size]);
        sink.add(const { Atom::of("headword") }, &[end.atom]);
        sink.add(const { Atom::of("left") }, &[left.atom, w.kind]);
        sink.add(const { Atom::of("left1") }, &[left.atom]);
        sink.add(const { Atom::of("right") }, &[right.atom, w.kind]);
        sink.add(const { Atom::of("right1") }, &[right.atom]);
        let detached = index + 1 == run.end && is_detached(text, run.end);
        if token.is_possessive() || detached {
            sink.add(const { Atom::of("possessive") }, &[w.kind]);
        }
        self.phrases(index, sink);
    }

    /// Places of several words.
    fn phrases(&self, index: usize, sink: &mut impl Sink) {
        let text = self.text;
        for (low, high) in [(index, index + 1), (index.saturating_sub(1), index)] {
            if low == high || low < self.run.start || high >= self.run.end {
                continue;
            }
            if !lexicon::opens_phrase(text.tokens[low].stem()) {
                continue;
            }
            let phrase = format!("{} {}", text.tokens[low].stem(), text.tokens[high].stem());
            let classes = lexicon::classes(&phrase);
            if classes != 0 {
                let side = if low == index {
                    const { Atom::of("phrase") }
                } else {
                    const { Atom::of("phrase-end") }
                };
                class_features(side, classes, sink);
            }
        }
    }
}
