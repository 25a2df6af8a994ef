//! The words of a stretch as the models of causes look at them: lower form, lemma, tags,
//! class and place in the tree, each hashed once.

use std::ops::Range;
use std::sync::OnceLock;

use abduce_english::feature::Atom;
use abduce_english::{Parse, Relation, Upos, Word};

/// What stands for a word that is not there.
pub(super) const NONE: Atom = Atom::of("^");

/// Classes of words that cause, prevent, demand, harm, blame, ...: lemma, class.
const LEXICON: &str = include_str!("lexicon.tsv");

/// The first senses in WordNet 3.0 (see README.md) of nouns and verbs that are common: lemma,
/// then a letter for the field of the noun, one for the field of the verb, and a `c` when the
/// verb is to cause something.
const SENSES: &str = include_str!("senses.tsv");

/// A word, with its indices counted from the first word of the view.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) form: Atom<'a>,
    pub(super) lemma: Atom<'a>,
    pub(super) tag: Atom<'a>,
    /// Its relation to its head.
    pub(super) tie: Atom<'a>,
    /// Its class in the lexicon, or `-`.
    pub(super) class: Atom<'a>,
    /// The field of its sense: an act, a feeling, to communicate, ..., or `-`.
    pub(super) sense: Atom<'a>,
    pub(super) upos: Upos,
    pub(super) relation: Relation,
    /// Its own index for a root.
    pub(super) head: usize,
    pub(super) left: usize,
    pub(super) right: usize,
    /// The head of the clause that it belongs to.
    pub(super) clause: usize,
}

/// The lower forms and lemmas of some words, one after the other.
pub struct Lowered {
    text: String,
    ends: Vec<(u32, u32)>,
}

impl Lowered {
    /// Of these words of a text.
    pub fn new(text: &str, words: &[Word]) -> Self {
        let mut lowered = Lowered {
            text: String::new(),
            ends: Vec::with_capacity(words.len()),
        };
        for word in words {
            let form = word.form(text);
            if form.is_ascii() {
                lowered.text.push_str(form);
                let start = lowered.text.len() - form.len();
                lowered.text[start..].make_ascii_lowercase();
            } else {
                for c in form.chars() {
                    let c = if matches!(c, '’' | '‘') { '\'' } else { c };
                    lowered.text.extend(c.to_lowercase());
                }
            }
            let form = lowered.text.len() as u32;
            let lemma = word.lemma(text);
            match lemma.bytes().any(|b| b.is_ascii_uppercase()) {
                true => lowered.text.push_str(&lemma.to_ascii_lowercase()),
                false => lowered.text.push_str(&lemma),
            }
            lowered.ends.push((form, lowered.text.len() as u32));
        }
        lowered
    }
}

/// A stretch of words (a sentence, or two).
pub struct View<'a> {
    /// Index in the parse of its first word.
    pub first: usize,
    /// Whether the sentence is a paragraph of its own, as in much news, or stands in running
    /// text.
    pub(super) alone: bool,
    pub(super) words: Vec<Seen<'a>>,
}

impl<'a> View<'a> {
    /// The view of `range`, whose words were lowered.
    pub fn new(lowered: &'a Lowered, parse: &Parse, range: Range<usize>, alone: bool) -> Self {
        let mut view = View {
            first: range.start,
            alone,
            words: Vec::with_capacity(range.len()),
        };
        let words = parse.words.get(range.clone()).unwrap_or_default();
        let mut start = 0;
        for (word, &(form, lemma)) in words.iter().zip(&lowered.ends) {
            let (form, lemma) = (form as usize, lemma as usize);
            let local = |index: u32| (index as usize).clamp(range.start, range.end) - range.start;
            let stem = Atom::of(&lowered.text[form..lemma]);
            let meaning = meaning(word.upos, stem);
            view.words.push(Seen {
                form: Atom::of(&lowered.text[start..form]),
                lemma: stem,
                tag: Atom::of(word.xpos.label()),
                tie: Atom::of(word.relation.label()),
                class: meaning.0,
                sense: meaning.1,
                upos: word.upos,
                relation: word.relation,
                head: local(word.head),
                left: local(word.left),
                right: local(word.right),
                clause: 0,
            });
            start = lemma;
        }
        view.find_clauses();
        view
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has no words.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether it stands alone in its paragraph.
    pub(super) fn setting(&self) -> Atom<'static> {
        const ALONE: Atom = Atom::of("alone");
        const RUNNING: Atom = Atom::of("running");
        if self.alone { ALONE } else { RUNNING }
    }

    /// The word `by` places after `i`.
    pub(super) fn at(&self, i: usize, by: isize) -> Option<&Seen<'a>> {
        self.words.get(i.checked_add_signed(by)?)
    }

    pub(super) fn form(&self, i: usize, by: isize) -> Atom<'a> {
        self.at(i, by).map_or(NONE, |w| w.form)
    }

    pub(super) fn tag(&self, i: usize, by: isize) -> Atom<'a> {
        self.at(i, by).map_or(NONE, |w| w.tag)
    }

    /// The head of a word; none for a root.
    pub(super) fn head(&self, i: usize) -> Option<usize> {
        let head = self.words.get(i)?.head;
        (head != i).then_some(head)
    }

    /// Sets each word's clause: the nearest word on the way to the root that heads one. Heads
    /// may stand after their words, so the way is walked until a word with a known clause.
    fn find_clauses(&mut self) {
        const UNKNOWN: usize = usize::MAX;
        let mut clauses = vec![UNKNOWN; self.words.len()];
        let mut way = Vec::new();
        for start in 0..self.words.len() {
            let mut i = start;
            let found = loop {
                if clauses[i] != UNKNOWN {
                    break clauses[i];
                }
                way.push(i);
                match self.head(i) {
                    Some(head)
                        if !heads_clause(&self.words[i]) && way.len() <= self.words.len() =>
                    {
                        i = head;
                    }
                    _ => break i,
                }
            };
            way.drain(..).for_each(|i| clauses[i] = found);
        }
        for (word, clause) in self.words.iter_mut().zip(clauses) {
            word.clause = clause;
        }
    }
}

fn heads_clause(word: &Seen) -> bool {
    use Relation::{Acl, AclRelcl, Advcl, AdvclRelcl, Ccomp, Conj, Csubj, Parataxis, Root};
    match word.relation {
        Conj => word.upos == Upos::Verb,
        Acl | AclRelcl | Advcl | AdvclRelcl | Ccomp | Csubj | Parataxis | Root => true,
        _ => false,
    }
}

/// What a word that has content means: its class and the field of its sense.
fn meaning(upos: Upos, lemma: Atom) -> (Atom<'static>, Atom<'static>) {
    const PLAIN: Atom = Atom::of("-");
    static MEANINGS: OnceLock<Meanings> = OnceLock::new();
    if !matches!(upos, Upos::Verb | Upos::Noun | Upos::Adj | Upos::X) {
        return (PLAIN, PLAIN);
    }
    let entry = MEANINGS.get_or_init(Meanings::read).of(lemma.hash());
    let sense = match upos {
        Upos::Verb => entry.verb,
        Upos::Noun => entry.noun,
        _ => PLAIN,
    };
    (entry.class, sense)
}

/// The lexicon and the senses, found by the hash of a lemma.
struct Meanings {
    slots: Vec<Entry>,
}

#[derive(Clone, Copy)]
struct Entry {
    /// 0 for an empty place.
    hash: u64,
    class: Atom<'static>,
    noun: Atom<'static>,
    verb: Atom<'static>,
}

const EMPTY: Entry = Entry {
    hash: 0,
    class: Atom::of("-"),
    noun: Atom::of("-"),
    verb: Atom::of("-"),
};

impl Meanings {
    fn read() -> Self {
        let mut meanings = Meanings {
            slots: vec![EMPTY; 1 << 15],
        };
        for line in SENSES.lines() {
            if let Some((lemma, letters)) = line.split_once('\t') {
                let letter = |range| Atom::of(letters.get(range).unwrap_or("-"));
                meanings.add(Entry {
                    hash: Atom::of(lemma).hash(),
                    noun: letter(0..1),
                    verb: letter(1..letters.len()),
                    ..EMPTY
                });
            }
        }
        for line in LEXICON.lines() {
            if let Some((lemma, class)) = line.split_once('\t') {
                let hash = Atom::of(lemma).hash();
                let class = Atom::of(class);
                let old = meanings.of(hash);
                meanings.add(Entry { hash, class, ..old });
            }
        }
        meanings
    }

    /// Where the lemma of this hash is, or the empty place where it would be.
    fn place(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = (hash >> 20) as usize & mask;
        while self.slots[place].hash != hash && self.slots[place].hash != 0 {
            place = (place + 1) & mask;
        }
        place
    }

    fn add(&mut self, entry: Entry) {
        let place = self.place(entry.hash);
        self.slots[place] = entry;
    }

    fn of(&self, hash: u64) -> Entry {
        self.slots[self.place(hash)]
    }
}
