//! Links: the word that ties a cause to its effect ("because", "to" of a purpose, "led"), or
//! where nothing ties them, the first word of the one that comes second.
//!
//! What a word is, is decided by a linear model from the word, its neighbours, and what it
//! hangs on.

use abduce_english::Upos;
use abduce_english::feature::{Atom, Sink};

use super::view::{NONE, View};

/// The classes of the model: no link; what the link introduces is the cause; is the effect.
pub const CLASSES: [&str; 3] = ["none", "cause", "effect"];

/// The classes of the gate: a link or none.
pub const GATE: [&str; 2] = ["none", "link"];

/// The few features by which most words are known to be no links, so that nobody looks
/// further at them.
pub fn gate_features(view: &View, i: usize, sink: &mut impl Sink) {
    const FORM: Atom = Atom::of("form+tag");
    const LEMMA: Atom = Atom::of("lemma+tag+tie");
    const CLASS: Atom = Atom::of("class+tag");
    const NEXT: Atom = Atom::of("form+next");
    const TAGS: Atom = Atom::of("form+next tag");
    const SENSE: Atom = Atom::of("sense+tag+tie");
    const SETTING: Atom = Atom::of("setting+tag");
    if let Some(word) = view.words.get(i) {
        sink.add(FORM, &[word.form, word.tag]);
        sink.add(LEMMA, &[word.lemma, word.tag, word.tie]);
        sink.add(CLASS, &[word.class, word.tag]);
        sink.add(NEXT, &[word.form, view.form(i, 1)]);
        sink.add(TAGS, &[word.form, view.tag(i, 1)]);
        sink.add(SENSE, &[word.sense, word.tag, word.tie]);
        sink.add(SETTING, &[view.setting(), word.tag]);
    }
    sink.end();
}

/// Whether a word can be a link at all.
pub fn may_link(view: &View, i: usize) -> bool {
    use Upos::{Aux, Det, Intj, Num, Part, Pron, Propn, Punct, Sym};
    let Some(word) = view.words.get(i) else {
        return false;
    };
    match word.upos {
        Punct | Num | Sym | Intj | Propn => false,
        Det | Pron => matches!(
            word.form.text(),
            "which" | "that" | "who" | "this" | "the" | "a"
        ),
        Part => word.form.text() == "to",
        Aux => !matches!(word.form.text(), "'s" | "'ll"),
        _ => true,
    }
}

/// What the link introduces, by the tree: the head of a preposition or a subordinator, else
/// the word itself.
pub(super) fn introduced(view: &View, i: usize) -> usize {
    let word = &view.words[i];
    match word.upos {
        Upos::Adp | Upos::Sconj | Upos::Part | Upos::Adv | Upos::Cconj | Upos::Det => word.head,
        _ => i,
    }
}

/// The features by which a word is or is not a link.
pub fn features(view: &View, i: usize, sink: &mut impl Sink) {
    all(view, i, sink);
    sink.end();
}

/// The same, without an end after them.
pub(super) fn all(view: &View, i: usize, sink: &mut impl Sink) {
    const BIAS: Atom = Atom::of("bias");
    let Some(word) = view.words.get(i) else {
        return;
    };
    sink.add(BIAS, &[]);
    setting(view, i, sink);
    senses(view, i, sink);
    near(view, i, sink);
    tree(view, i, sink);
    let verb = verb_before(view, i);
    const BEFORE: Atom = Atom::of("form+verb before");
    const CLASS_BEFORE: Atom = Atom::of("form+class before");
    sink.add(BEFORE, &[word.form, verb.0]);
    sink.add(CLASS_BEFORE, &[word.form, verb.1]);
    const PLACE: Atom = Atom::of("form+place");
    sink.add(PLACE, &[word.form, Atom::steps(i.min(4))]);
}

/// What goes for sentences of their own and for running text apart.
fn setting(view: &View, i: usize, sink: &mut impl Sink) {
    const BIAS: Atom = Atom::of("setting");
    const FORM: Atom = Atom::of("setting+form");
    const LEMMA: Atom = Atom::of("setting+lemma+tag");
    const NEXT: Atom = Atom::of("setting+form+next");
    const TIE: Atom = Atom::of("setting+form+tie");
    const NEXT_TAG: Atom = Atom::of("setting+form+next tag");
    const CLASS: Atom = Atom::of("setting+class+tag");
    const TAG: Atom = Atom::of("setting+tag+tie");
    let (setting, word) = (view.setting(), &view.words[i]);
    sink.add(BIAS, &[setting]);
    sink.add(FORM, &[setting, word.form]);
    sink.add(LEMMA, &[setting, word.lemma, word.tag]);
    sink.add(NEXT, &[setting, word.form, view.form(i, 1)]);
    sink.add(TIE, &[setting, word.form, word.tie]);
    sink.add(NEXT_TAG, &[setting, word.form, view.tag(i, 1)]);
    sink.add(CLASS, &[setting, word.class, word.tag]);
    sink.add(TAG, &[setting, word.tag, word.tie]);
}

/// The fields of the senses of the word, of what it introduces and of what that hangs on; and
/// what a verb takes.
fn senses(view: &View, i: usize, sink: &mut impl Sink) {
    const SENSE: Atom = Atom::of("sense+tie");
    const ARGUMENT: Atom = Atom::of("form+argument sense");
    const GOVERNOR: Atom = Atom::of("form+governor sense");
    const BOTH: Atom = Atom::of("form+senses");
    const TAKES: Atom = Atom::of("class+takes");
    const SENSE_TAKES: Atom = Atom::of("sense+takes");
    const LEMMA_TAKES: Atom = Atom::of("lemma+takes");
    let word = &view.words[i];
    let argument = introduced(view, i);
    let governor = view.head(argument).map_or(NONE, |g| view.words[g].sense);
    let sense = view.words[argument].sense;
    sink.add(SENSE, &[word.sense, word.tag, word.tie]);
    sink.add(ARGUMENT, &[word.form, sense]);
    sink.add(GOVERNOR, &[word.form, governor]);
    sink.add(BOTH, &[word.form, governor, sense]);
    if word.upos == Upos::Verb {
        let takes = takes(view, i);
        sink.add(TAKES, &[word.class, takes]);
        sink.add(SENSE_TAKES, &[word.sense, takes]);
        sink.add(LEMMA_TAKES, &[word.lemma, takes]);
    }
}

/// Whether a verb has an object, a clause, both or neither.
fn takes(view: &View, i: usize) -> Atom<'static> {
    use abduce_english::Relation::{Ccomp, Obj, Xcomp};
    const TAKES: [Atom; 4] = [
        Atom::of("nothing"),
        Atom::of("object"),
        Atom::of("clause"),
        Atom::of("both"),
    ];
    let mut found = 0;
    for child in children(view, i).take(12) {
        match view.words[child].relation {
            Obj => found |= 1,
            Xcomp | Ccomp => found |= 2,
            _ => {}
        }
    }
    TAKES[found]
}

/// The word and its neighbours.
fn near(view: &View, i: usize, sink: &mut impl Sink) {
    const FORM: Atom = Atom::of("form");
    const LEMMA: Atom = Atom::of("lemma");
    const TAG: Atom = Atom::of("tag");
    const CLASS: Atom = Atom::of("class+tag");
    const LEMMA_TAG: Atom = Atom::of("lemma+tag");
    const LAST: Atom = Atom::of("last+form");
    const NEXT: Atom = Atom::of("form+next");
    const LAST_ONE: Atom = Atom::of("last");
    const NEXT_ONE: Atom = Atom::of("next");
    const AFTER_NEXT: Atom = Atom::of("form+after next");
    const NEXT_TWO: Atom = Atom::of("form+next two");
    const AROUND: Atom = Atom::of("last+form+next");
    const LAST_TWO: Atom = Atom::of("last two+form");
    const TAGS: Atom = Atom::of("tags around");
    const TAG_LAST: Atom = Atom::of("last tag+form");
    const TAG_NEXT: Atom = Atom::of("form+next tag");
    const TAG_BOTH: Atom = Atom::of("last tag+form+next tag");
    const CLASS_NEXT: Atom = Atom::of("form+next class");
    const CLASS_LAST: Atom = Atom::of("last class+form");
    const LEMMA_NEXT: Atom = Atom::of("form+next lemma");
    let word = &view.words[i];
    let (last, next) = (view.form(i, -1), view.form(i, 1));
    let of = |by: isize| view.at(i, by).map_or((NONE, NONE), |w| (w.class, w.lemma));
    sink.add(FORM, &[word.form]);
    sink.add(LEMMA, &[word.lemma]);
    sink.add(TAG, &[word.tag]);
    sink.add(CLASS, &[word.class, word.tag]);
    sink.add(LEMMA_TAG, &[word.lemma, word.tag]);
    sink.add(LAST, &[last, word.form]);
    sink.add(NEXT, &[word.form, next]);
    sink.add(LAST_ONE, &[last]);
    sink.add(NEXT_ONE, &[next]);
    sink.add(AFTER_NEXT, &[word.form, view.form(i, 2)]);
    sink.add(NEXT_TWO, &[word.form, next, view.form(i, 2)]);
    sink.add(AROUND, &[last, word.form, next]);
    sink.add(LAST_TWO, &[view.form(i, -2), last, word.form]);
    sink.add(TAGS, &[view.tag(i, -1), word.tag, view.tag(i, 1)]);
    sink.add(TAG_LAST, &[view.tag(i, -1), word.form]);
    sink.add(TAG_NEXT, &[word.form, view.tag(i, 1)]);
    sink.add(TAG_BOTH, &[view.tag(i, -1), word.form, view.tag(i, 1)]);
    sink.add(CLASS_NEXT, &[word.form, of(1).0]);
    sink.add(CLASS_LAST, &[of(-1).0, word.form]);
    sink.add(LEMMA_NEXT, &[word.form, of(1).1]);
}

/// What it introduces and what that hangs on.
fn tree(view: &View, i: usize, sink: &mut impl Sink) {
    const TIE: Atom = Atom::of("form+tie");
    const CLASS_TIE: Atom = Atom::of("class+tie");
    const TAG_TIE: Atom = Atom::of("tag+tie");
    const ARGUMENT: Atom = Atom::of("form+argument");
    const ARGUMENT_CLASS: Atom = Atom::of("form+argument class");
    const ARGUMENT_TAG: Atom = Atom::of("form+argument tag+tie");
    const GOVERNOR: Atom = Atom::of("form+governor");
    const GOVERNOR_CLASS: Atom = Atom::of("form+governor class");
    const GOVERNOR_TAG: Atom = Atom::of("form+governor tag");
    const BOTH: Atom = Atom::of("form+classes");
    const SPREAD: Atom = Atom::of("lemma+spread");
    const CHILD: Atom = Atom::of("lemma+child");
    const CHILD_WORD: Atom = Atom::of("lemma+child word");
    let word = &view.words[i];
    sink.add(TIE, &[word.form, word.tie]);
    sink.add(CLASS_TIE, &[word.class, word.tie]);
    sink.add(TAG_TIE, &[word.tag, word.tie]);
    let argument = introduced(view, i);
    let a = &view.words[argument];
    sink.add(ARGUMENT, &[word.form, a.lemma]);
    sink.add(ARGUMENT_CLASS, &[word.form, a.class]);
    sink.add(ARGUMENT_TAG, &[word.form, a.tag, a.tie]);
    let governor = view.head(argument).map(|g| &view.words[g]);
    let (lemma, class, tag) = governor.map_or((NONE, NONE, NONE), |g| (g.lemma, g.class, g.tag));
    sink.add(GOVERNOR, &[word.form, lemma]);
    sink.add(GOVERNOR_CLASS, &[word.form, class]);
    sink.add(GOVERNOR_TAG, &[word.form, tag]);
    sink.add(BOTH, &[word.form, class, a.class]);
    sink.add(
        SPREAD,
        &[word.lemma, Atom::steps((word.right - word.left).min(6))],
    );
    if word.upos == Upos::Verb {
        for child in children(view, i).take(8) {
            let child = &view.words[child];
            sink.add(CHILD, &[word.lemma, child.tie]);
            sink.add(CHILD_WORD, &[word.lemma, child.tie, child.lemma]);
        }
    }
}

pub(super) fn children<'v>(view: &'v View, i: usize) -> impl Iterator<Item = usize> + 'v {
    let word = view.words[i];
    let near = word.left.max(i.saturating_sub(30))..word.right.min(i + 30);
    near.filter(move |&j| j != i && view.words[j].head == i)
}

/// Lemma and class of the nearest verb before a word.
fn verb_before<'a>(view: &View<'a>, i: usize) -> (Atom<'a>, Atom<'a>) {
    let before = view.words[i.saturating_sub(12)..i].iter().rev();
    let verb = before.clone().find(|w| w.upos == Upos::Verb);
    let class = before.clone().find(|w| w.class.text() != "-");
    (
        verb.map_or(NONE, |w| w.lemma),
        class.map_or(NONE, |w| w.class),
    )
}
