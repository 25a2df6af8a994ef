//! What the parser looks at when it chooses an action or a label.

use super::facts::{Facts, OUTSIDE};
use super::keys::{Keys, key, mix, mix_set};
use super::marks;
use super::parser::tag_number;
use super::state::{NONE, Node, State};
use crate::word::{Upos, Xpos};

/// The words of a sentence as the parser sees them, the root after them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sight {
    words: Vec<Seen>,
    places: Vec<u16>,
}

/// A word as the parser sees it, its values mixed.
#[derive(Clone, Copy, Debug)]
struct Seen {
    /// The lower form.
    w: u64,
    /// Its tags.
    t: u64,
    /// Its part of speech, coarse.
    p: u64,
    /// Its tags, or the form of a word of a closed class.
    c: u64,
    /// What it is about: the field of its first sense.
    k: u64,
    /// Its last three characters.
    s: u64,
    /// The marks right before it, hashed; 0 for none.
    m: u64,
    /// Its part of speech, as a number.
    upos: u8,
    /// Which brackets and quotes it stands in.
    region: u8,
    /// How many marks, verbs and conjunctions stand before it.
    commas: u16,
    verbs: u16,
    ands: u16,
}

const NOBODY: Seen = Seen {
    w: mix(OUTSIDE.lower),
    t: mix(4000),
    p: mix(40),
    c: mix(4000),
    k: mix(0),
    s: mix(0),
    m: mix(0),
    upos: 40,
    region: 0,
    commas: 0,
    verbs: 0,
    ands: 0,
};

/// How many kinds of arcs there are.
pub(crate) const KINDS_OF_ARCS: usize = 18 * 18 * 2;

/// The kind of an arc: the parts of speech at its ends, and its direction.
pub(crate) fn kind_of_arc(sight: &Sight, head: u16, word: u16) -> usize {
    let [head_p, word_p] = [head, word].map(|i| usize::from(sight.at(i).upos.min(17)));
    (head_p * 18 + word_p) * 2 + usize::from(word < head)
}

impl Sight {
    /// Looks at the words of a sentence, and says how many of them are no marks: only those
    /// are in sight.
    pub(crate) fn look(
        &mut self,
        facts: &[Facts],
        tags: impl Iterator<Item = (Upos, Xpos)>,
    ) -> u16 {
        self.words.clear();
        self.places.clear();
        let (mut commas, mut verbs, mut ands) = (0, 0, 0);
        let (mut m, mut quoted, mut depth) = (0, 0, 0u8);
        for (place, (facts, (upos, xpos))) in facts.iter().zip(tags).enumerate() {
            if marks::is_mark(upos) {
                m = (m ^ facts.lower).wrapping_mul(0x9e37_79b1) | 1;
                commas += 1;
                match xpos {
                    Xpos::OpenBracket => depth = depth.saturating_add(1),
                    Xpos::CloseBracket => depth = depth.saturating_sub(1),
                    Xpos::OpenQuote | Xpos::CloseQuote => quoted ^= 1,
                    _ => {}
                }
                continue;
            }
            self.places.push(place as u16);
            let (w, t) = (mix(facts.lower), mix(tag_number(upos, xpos)));
            self.words.push(Seen {
                w,
                t,
                p: mix(upos as u32),
                c: if is_closed(upos) { w } else { t },
                k: mix(field(facts, upos)),
                s: mix(facts.tails[2]),
                m: mix(m),
                upos: upos as u8,
                region: quoted + 2 * depth.min(2),
                commas,
                verbs,
                ands,
            });
            m = 0;
            verbs += u16::from(matches!(upos, Upos::Verb | Upos::Aux));
            ands += u16::from(matches!(upos, Upos::Cconj | Upos::Sconj));
        }
        self.words.push(Seen {
            w: mix(5),
            t: mix(3000),
            p: mix(17),
            c: mix(3000),
            m: mix(m),
            upos: 17,
            commas,
            verbs,
            ands,
            ..NOBODY
        });
        self.places.len() as u16
    }

    /// Where in the sentence the words in sight stand.
    pub(crate) fn places(&self) -> &[u16] {
        &self.places
    }

    fn at(&self, index: u16) -> &Seen {
        self.words.get(usize::from(index)).unwrap_or(&NOBODY)
    }

    /// Steps of the distance of two words, mixed.
    fn distance(&self, from: u16, to: u16) -> u64 {
        const STEPS: [u8; 20] = [0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 7, 7, 8];
        let steps = usize::from(to.saturating_sub(from)).min(19);
        mix(u32::from(STEPS[steps]))
    }

    /// What stands between two words: commas, verbs, conjunctions, mixed.
    fn between(&self, from: u16, to: u16) -> u64 {
        let (a, b) = (self.at(from), self.at(to));
        let is = |one: Upos, other: Upos| u16::from(a.upos == one as u8 || a.upos == other as u8);
        let some = |a: u16, b: u16| u32::from(b.saturating_sub(a).min(2));
        mix(some(a.commas, b.commas)
            + 3 * some(a.verbs + is(Upos::Verb, Upos::Aux), b.verbs)
            + 9 * some(a.ands + is(Upos::Cconj, Upos::Sconj), b.ands).min(1))
    }
}

/// Whether words of this kind are few and often seen.
fn is_closed(upos: Upos) -> bool {
    matches!(
        upos,
        Upos::Adp | Upos::Aux | Upos::Cconj | Upos::Det | Upos::Part | Upos::Pron | Upos::Sconj
    )
}

/// What a noun or a verb is about.
fn field(facts: &Facts, upos: Upos) -> u32 {
    match upos {
        Upos::Noun | Upos::Propn => u32::from(facts.known.noun),
        Upos::Verb => 32 + u32::from(facts.known.verb),
        _ => 48 + upos as u32,
    }
}

const NO_NODE: Node = Node {
    head: NONE,
    first: NONE,
    last: NONE,
    second: NONE,
    last_but_one: NONE,
    label: 62,
    n_left: 0,
    n_right: 0,
    left_labels: 0,
    right_labels: 0,
};

fn node(state: &State, index: u16) -> &Node {
    state.nodes.get(usize::from(index)).unwrap_or(&NO_NODE)
}

/// What an action is chosen by: the last words seen, the next ones, and their subtrees.
struct View<'a> {
    sight: &'a Sight,
    state: &'a State,
    s0: &'a Seen,
    s1: &'a Seen,
    s2: &'a Seen,
    b0: &'a Seen,
    b1: &'a Seen,
    b2: &'a Seen,
    n0: &'a Node,
    n1: &'a Node,
    m0: &'a Node,
    i0: u16,
    i1: u16,
    j0: u16,
}

fn view<'a>(sight: &'a Sight, state: &'a State) -> View<'a> {
    let (i0, i1, i2) = (state.seen(0), state.seen(1), state.seen(2));
    let j0 = state.next;
    let [s0, s1, s2, b0, b1, b2] = [i0, i1, i2, j0, j0 + 1, j0 + 2].map(|i| sight.at(i));
    let (n0, n1, m0) = (node(state, i0), node(state, i1), node(state, j0));
    View {
        sight,
        state,
        s0,
        s1,
        s2,
        b0,
        b1,
        b2,
        n0,
        n1,
        m0,
        i0,
        i1,
        j0,
    }
}

/// The few features by which most actions are clear.
pub(crate) fn quick(keys: &mut Keys, sight: &Sight, state: &State) {
    keys.clear();
    let view = view(sight, state);
    let View {
        s0,
        s1,
        s2,
        b0,
        b1,
        b2,
        n0,
        n1,
        m0,
        ..
    } = view;
    let (near, far) = (
        sight.distance(view.i0, view.j0),
        sight.distance(view.i1, view.i0),
    );
    let (left0, right0) = (mix_set(n0.left_labels), mix_set(n0.right_labels));
    keys.add([s0.c, b0.c]);
    keys.add([s1.c, s0.c]);
    keys.add([s0.c, b0.c, b1.c]);
    keys.add([s1.c, s0.c, b0.c]);
    keys.add([s0.p, b0.p, b1.p, b2.p]);
    keys.add([s2.p, s1.p, s0.p, b0.p]);
    keys.add([s0.t, b0.t, b0.m]);
    keys.add([s1.p, s0.p, s0.m, b0.m]);
    keys.add([s0.w, b0.p]);
    keys.add([s0.p, b0.w]);
    keys.add([s1.p, s0.w, b0.p]);
    keys.add([s0.p, left0, right0, b0.p]);
    keys.add([s1.p, s0.p, b0.p, left0]);
    keys.add([s1.p, mix_set(n1.right_labels), s0.p, b0.p]);
    keys.add([b0.p, mix_set(m0.left_labels), s0.p]);
    keys.add([s0.p, b0.p, near]);
    keys.add([s1.p, s0.p, far, b0.p]);
    keys.add([s0.t, b0.t, b1.t]);
    keys.end_first();
}

/// The features of an action after the quick ones.
pub(crate) fn action(keys: &mut Keys, sight: &Sight, state: &State) {
    let view = view(sight, state);
    view.words(keys);
    view.trees(keys);
    view.around(keys);
}

/// Keys by which the label of an arc may be certain.
pub(crate) fn certain(sight: &Sight, state: &State, head: u16, word: u16) -> [u32; 2] {
    let (h, d, n) = (sight.at(head), sight.at(word), node(state, word));
    let left = mix(u32::from(word < head));
    let lefts = mix_set(n.left_labels);
    let first = sight.at(n.first);
    [
        key([d.w, d.t, h.p, lefts, left]),
        key([d.t, h.t, lefts, first.c, !left]),
    ]
}

impl View<'_> {
    /// One, two and three words each.
    fn words(&self, keys: &mut Keys) {
        let Self {
            s0,
            s1,
            s2,
            b0,
            b1,
            b2,
            ..
        } = self;
        keys.add([s0.w, s0.t]);
        keys.add([s0.t]);
        keys.add([s1.w, s1.t]);
        keys.add([s1.t]);
        keys.add([b0.w, b0.t]);
        keys.add([b0.t]);
        keys.add([b0.w]);
        keys.add([b1.t]);
        keys.add([s2.w, s2.p]);
        keys.add([b2.w, b2.p]);
        keys.add([b2.t]);
        keys.add([s0.w, s0.t, b0.t]);
        keys.add([s1.t, s0.w, s0.t]);
        keys.add([b0.t, b1.t]);
        keys.add([s0.t, b1.t, b1.w]);
        keys.add([s0.p, b0.p, b1.w]);
        keys.add([s0.p, b0.t, b1.t, b1.m]);
        keys.add([s0.k, b0.k]);
        keys.add([s1.k, s0.k]);
        keys.add([s0.s, b0.s]);
    }

    /// What hangs on the words.
    fn trees(&self, keys: &mut Keys) {
        let Self {
            s0, s1, b0, n0, n1, ..
        } = self;
        let [first0, last0, first] = [n0.first, n0.last, self.m0.first].map(|i| self.sight.at(i));
        let label = mix(u32::from(node(self.state, n0.first).label));
        keys.add([s0.t, b0.t, first0.t]);
        keys.add([s0.t, b0.t, first.t]);
        keys.add([s0.p, b0.p, first.w]);
        keys.add([s1.t, s0.t, first0.t, label]);
        keys.add([s1.t, s0.t, last0.t]);
        keys.add([s1.w, s0.p, first0.w]);
        let (left0, right0) = (mix_set(n0.left_labels), mix_set(n0.right_labels));
        let (left1, right1) = (mix_set(n1.left_labels), mix_set(n1.right_labels));
        keys.add([s0.t, left0]);
        keys.add([s0.w, left0, right0]);
        keys.add([s1.t, left1, right1]);
    }

    /// The marks around and between, distances, and what stands between and beside.
    fn around(&self, keys: &mut Keys) {
        let Self {
            sight,
            s0,
            s1,
            b0,
            b1,
            i0,
            i1,
            j0,
            ..
        } = self;
        let [before0, after0, after1] =
            [i0.wrapping_sub(1), i0.wrapping_add(1), i1.wrapping_add(1)].map(|i| sight.at(i));
        keys.add([s0.t, b0.t, after0.m, b0.m]);
        keys.add([s1.p, s0.p, after1.m, s0.m]);
        keys.add([s0.w, s0.m, b0.m]);
        keys.add([b0.p, b1.p, b0.m, b1.m]);
        let regions = u32::from(s0.region << 4 | b0.region);
        keys.add([s0.p, b0.p, mix(regions)]);
        keys.add([b0.w, sight.distance(*i0, *j0)]);
        keys.add([s0.p, b0.p, sight.between(*i0, *j0)]);
        keys.add([s1.p, s0.p, sight.between(*i1, *i0)]);
        keys.add([s0.p, before0.t, after0.t, b0.p]);
    }
}

/// An arc whose label is chosen.
pub(crate) struct Arc<'a> {
    sight: &'a Sight,
    state: &'a State,
    h: &'a Seen,
    d: &'a Seen,
    nd: &'a Node,
    first: &'a Seen,
    head: u16,
    word: u16,
    /// Whether the word stands before its head, mixed.
    left: u64,
    /// The labels of the words that hang on the head on the same side.
    beside: u64,
}

/// The features of the label of an arc that are looked at first; the arc has the others.
pub(crate) fn label<'a>(
    keys: &mut Keys,
    sight: &'a Sight,
    state: &'a State,
    head: u16,
    word: u16,
) -> Arc<'a> {
    keys.clear();
    let (nh, nd) = (node(state, head), node(state, word));
    let is_left = word < head;
    let arc = Arc {
        sight,
        state,
        h: sight.at(head),
        d: sight.at(word),
        nd,
        first: sight.at(nd.first),
        head,
        word,
        left: mix(u32::from(is_left)),
        beside: mix_set(if is_left {
            nh.left_labels
        } else {
            nh.right_labels
        }),
    };
    arc.first(keys);
    keys.end_first();
    arc
}

impl Arc<'_> {
    /// The features after those that are looked at first.
    pub(crate) fn others(&self, keys: &mut Keys) {
        self.words(keys);
        self.around(keys);
    }

    /// Those by which most labels are clear.
    fn first(&self, keys: &mut Keys) {
        let Self {
            h,
            d,
            first,
            left,
            beside,
            ..
        } = self;
        let lefts = mix_set(self.nd.left_labels);
        keys.add([h.t, d.t, *left]);
        keys.add([h.w, d.t, *left]);
        keys.add([d.w, *left]);
        keys.add([h.c, d.c, lefts, *left]);
        keys.add([h.p, d.p, *beside, *left]);
        keys.add([h.p, d.p, first.w, *left]);
        keys.add([h.k, d.k, first.c, *left]);
        keys.add([h.p, d.p, lefts, *left]);
        keys.add([d.w, d.t, h.p, *beside]);
        keys.add([d.s, d.p, h.p, *left]);
    }

    /// The words and what they are about.
    fn words(&self, keys: &mut Keys) {
        let Self {
            h, d, first, left, ..
        } = self;
        keys.add([h.t, d.w, *left]);
        keys.add([h.s, d.p, h.p, *left]);
        keys.add([h.w, self.beside, d.p, *left]);
        keys.add([h.w, first.w, *left]);
        keys.add([d.w, first.w, *left]);
    }

    /// What hangs on them, and what stands around and between them.
    fn around(&self, keys: &mut Keys) {
        let Self {
            sight,
            state,
            h,
            d,
            nd,
            head,
            word,
            left,
            ..
        } = self;
        let label = mix(u32::from(node(state, nd.first).label));
        let (lefts, rights) = (mix_set(nd.left_labels), mix_set(nd.right_labels));
        let before = sight.at(word.wrapping_sub(1));
        let after = sight.at(word.wrapping_add(1));
        let below = sight.at(head.wrapping_add(1));
        let between = sight.between(*head.min(word), *head.max(word));
        keys.add([d.t, lefts, rights]);
        keys.add([h.p, d.p, self.first.t, label, *left]);
        keys.add([h.p, d.p, between, *left]);
        keys.add([h.p, d.p, before.t, *left]);
        keys.add([h.p, d.p, after.t, *left]);
        keys.add([h.p, d.p, below.t, *left]);
        let end = sight.at(state.n().wrapping_sub(1)).w;
        keys.add([h.p, d.p, mix(u32::from(*word == 0)), end, *left]);
        keys.add([h.p, d.p, sight.at(state.next).t, *left]);
        keys.add([d.p, h.p, d.m, after.m, *left]);
        keys.add([d.p, h.p, sight.at(first_of(state, *word)).m, *left]);
    }
}

/// The first word of the subtree of a word.
fn first_of(state: &State, word: u16) -> u16 {
    let mut at = word;
    for _ in 0..8 {
        match node(state, at).first {
            NONE => break,
            first => at = first,
        }
    }
    at
}
