//! How many words around a link signal the relation: none, when the two are only put beside
//! each other, or the link and what belongs to it ("has led to", "in order to").

use abduce_english::feature::{Atom, Sink};

use super::view::View;

/// The classes of the model: none, else words before the link and after it.
pub const CLASSES: [&str; 13] = [
    "none", "0+0", "0+1", "0+2", "0+3", "1+0", "1+1", "1+2", "1+3", "2+0", "2+1", "2+2", "2+3",
];

/// Words before and after the link of a class; nothing for no signal.
pub fn reach(class: usize) -> Option<(usize, usize)> {
    let class = class.checked_sub(1)?;
    Some((class / 4, class % 4))
}

/// The class of a reach.
pub fn class_of(before: usize, after: usize) -> usize {
    1 + before.min(2) * 4 + after.min(3)
}

/// The features by which the reach of a signal is decided.
pub fn features(view: &View, link: usize, class: usize, sink: &mut impl Sink) {
    const BIAS: Atom = Atom::of("bias");
    const FORM: Atom = Atom::of("form");
    const TAG: Atom = Atom::of("class+tag");
    const TIE: Atom = Atom::of("form+tie");
    const NEXT: Atom = Atom::of("form+next");
    const NEXT_ONE: Atom = Atom::of("next");
    const NEXT_TWO: Atom = Atom::of("form+next two");
    const AFTER: Atom = Atom::of("after next");
    const NEXT_TAG: Atom = Atom::of("form+next tag");
    const TAGS: Atom = Atom::of("tag+next tag");
    const LAST: Atom = Atom::of("last+form");
    const LAST_TAG: Atom = Atom::of("last tag+tag");
    const LAST_TWO: Atom = Atom::of("last tags+tag");
    const LEXICON: Atom = Atom::of("lexicon+tag");
    let Some(word) = view.words.get(link) else {
        return;
    };
    let kind = Atom::of(super::links::CLASSES[class.min(2)]);
    sink.add(BIAS, &[kind]);
    sink.add(FORM, &[kind, word.form]);
    sink.add(TAG, &[kind, word.tag]);
    sink.add(TIE, &[word.form, word.tie]);
    sink.add(NEXT, &[word.form, view.form(link, 1)]);
    sink.add(NEXT_ONE, &[view.form(link, 1)]);
    sink.add(
        NEXT_TWO,
        &[word.form, view.form(link, 1), view.form(link, 2)],
    );
    sink.add(AFTER, &[word.tag, view.form(link, 2)]);
    sink.add(NEXT_TAG, &[word.form, view.tag(link, 1)]);
    sink.add(TAGS, &[word.tag, view.tag(link, 1)]);
    sink.add(LAST, &[view.form(link, -1), word.form]);
    sink.add(LAST_TAG, &[view.tag(link, -1), word.tag]);
    sink.add(
        LAST_TWO,
        &[view.tag(link, -2), view.tag(link, -1), word.tag],
    );
    sink.add(LEXICON, &[word.class, word.tag]);
    sink.end();
}
