//! Whether a sentence tells of a cause and its effect at all: by its words, and by all that
//! its possible links look like.

use abduce_english::Relation;
use abduce_english::feature::{Atom, Sink};

use super::links;
use super::view::{NONE, View};

/// The classes of the model.
pub const CLASSES: [&str; 2] = ["none", "causal"];

/// The features by which a sentence is decided, with those of its possible links.
pub fn features(view: &View, possible: &[usize], sink: &mut impl Sink) {
    const BIAS: Atom = Atom::of("bias");
    const LENGTH: Atom = Atom::of("length");
    const LEMMA: Atom = Atom::of("word");
    const PAIR: Atom = Atom::of("pair");
    const TAGS: Atom = Atom::of("tags");
    const CLASS: Atom = Atom::of("class");
    const CLASSES: Atom = Atom::of("class+tie");
    const HEAD: Atom = Atom::of("word+head");
    const SENSES: Atom = Atom::of("sense+tie+sense");
    const LINK: Atom = Atom::of("word+senses");
    const MARK: Atom = Atom::of("word+head sense");
    const VERBS: Atom = Atom::of("root+word");
    const FIRST: Atom = Atom::of("first");
    let n = view.len();
    sink.add(BIAS, &[]);
    sink.add(LENGTH, &[Atom::steps(n / 4)]);
    sink.add(FIRST, &[view.form(0, 0)]);
    for (i, word) in view.words.iter().enumerate() {
        sink.add(LEMMA, &[word.lemma]);
        sink.add(PAIR, &[word.form, view.form(i, 1)]);
        sink.add(TAGS, &[word.tag, view.tag(i, 1), view.tag(i, 2)]);
        if word.class.text() != "-" {
            sink.add(CLASS, &[word.class]);
            sink.add(CLASSES, &[word.class, word.tag, word.tie]);
        }
        if let Some(head) = view.head(i) {
            let up = view.head(head).map_or(NONE, |up| view.words[up].sense);
            let head = &view.words[head];
            sink.add(SENSES, &[word.sense, word.tie, head.sense]);
            if word.sense.text() == "-" {
                sink.add(MARK, &[word.form, head.sense]);
                sink.add(LINK, &[word.form, head.sense, up]);
            }
            if head.relation == Relation::Root {
                sink.add(VERBS, &[head.lemma, word.form]);
            }
            sink.add(HEAD, &[word.lemma, word.tie, head.class]);
        }
    }
    for &i in possible {
        links::all(view, i, sink);
    }
    sink.end();
}
