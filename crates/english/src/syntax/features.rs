//! What the parser looks at when it chooses an action or a label.

use super::facts::{Facts, OUTSIDE};
use super::keys::{Keys, key};
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

/// A word as the parser sees it.
#[derive(Clone, Copy, Debug)]
struct Seen {
    /// The lower form.
    w: u32,
    /// Its tags.
    t: u32,
    /// Its part of speech, coarse.
    p: u32,
    /// Its tags, or the form of a word of a closed class.
    c: u32,
    /// What it is about: the field of its first sense.
    k: u32,
    /// Its last three characters.
    s: u32,
    /// The marks right before it, hashed; 0 for none.
    m: u32,
    /// Which brackets and quotes it stands in.
    region: u32,
    /// How many marks, verbs and conjunctions stand before it.
    commas: u16,
    verbs: u16,
    ands: u16,
}

const NOBODY: Seen = Seen {
    w: OUTSIDE.lower,
    t: 4000,
    p: 40,
    c: 4000,
    k: 0,
    s: 0,
    m: 0,
    region: 0,
    commas: 0,
    verbs: 0,
    ands: 0,
};

/// How many kinds of arcs there are.
pub(crate) const KINDS_OF_ARCS: usize = 18 * 18 * 2;

/// The kind of an arc: the parts of speech at its ends, and its direction.
pub(crate) fn kind_of_arc(sight: &Sight, head: u16, word: u16) -> usize {
    let (head_p, word_p) = (sight.at(head).p, sight.at(word).p);
    let left = usize::from(word < head);
    (head_p.min(17) as usize * 18 + word_p.min(17) as usize) * 2 + left
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
        let (mut m, mut quoted, mut depth) = (0, 0, 0u32);
        for (place, (facts, (upos, xpos))) in facts.iter().zip(tags).enumerate() {
            if marks::is_mark(upos) {
                m = (m ^ facts.lower).wrapping_mul(0x9e37_79b1) | 1;
                commas += 1;
                match xpos {
                    Xpos::OpenBracket => depth += 1,
                    Xpos::CloseBracket => depth = depth.saturating_sub(1),
                    Xpos::OpenQuote | Xpos::CloseQuote => quoted ^= 1,
                    _ => {}
                }
                continue;
            }
            self.places.push(place as u16);
            self.words.push(Seen {
                w: facts.lower,
                t: tag_number(upos, xpos),
                p: upos as u32,
                c: if is_closed(upos) {
                    facts.lower
                } else {
                    tag_number(upos, xpos)
                },
                k: field(facts, upos),
                s: facts.tails[2],
                m,
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
            w: 5,
            t: 3000,
            p: 17,
            c: 3000,
            m,
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

    /// Steps of the distance of two words.
    fn distance(&self, from: u16, to: u16) -> u32 {
        match u32::from(to.saturating_sub(from)) {
            d @ 0..=4 => d,
            5..=6 => 5,
            7..=10 => 6,
            11..=18 => 7,
            _ => 8,
        }
    }

    /// What stands between two words: commas, verbs, conjunctions.
    fn between(&self, from: u16, to: u16) -> u32 {
        let (a, b) = (self.at(from), self.at(to));
        let some =
            |a: u16, b: u16, own: bool| u32::from(b.saturating_sub(a + u16::from(own)).min(2));
        some(a.commas, b.commas, false)
            + 3 * some(
                a.verbs,
                b.verbs,
                matches!(a.p, p if p == Upos::Verb as u32 || p == Upos::Aux as u32),
            )
            + 9 * some(
                a.ands,
                b.ands,
                matches!(a.p, p if p == Upos::Cconj as u32 || p == Upos::Sconj as u32),
            )
            .min(1)
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

fn fold(set: u64) -> u32 {
    (set ^ (set >> 32).wrapping_mul(0x9e37_79b9)) as u32
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
    let (left0, right0) = (fold(n0.left_labels), fold(n0.right_labels));
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
    keys.add([s1.p, fold(n1.right_labels), s0.p, b0.p]);
    keys.add([b0.p, fold(m0.left_labels), s0.p]);
    keys.add([s0.p, b0.p, near]);
    keys.add([s1.p, s0.p, far, b0.p]);
    keys.add([s0.t, b0.t, b1.t]);
}

/// The features of an action.
pub(crate) fn action(keys: &mut Keys, sight: &Sight, state: &State) {
    keys.clear();
    let view = view(sight, state);
    view.singles(keys);
    view.pairs(keys);
    view.more(keys);
    view.trees(keys);
    view.labels(keys);
    view.marks(keys);
    view.classes(keys);
    view.between(keys);
}

/// Keys by which the label of an arc may be certain.
pub(crate) fn certain(sight: &Sight, state: &State, head: u16, word: u16) -> [u32; 2] {
    let (h, d, n) = (sight.at(head), sight.at(word), node(state, word));
    let left = u32::from(word < head);
    let lefts = fold(n.left_labels);
    let first = sight.at(n.first);
    [
        key([d.w, d.t, h.p, lefts, left]),
        key([d.t, h.t, lefts, first.c, left, 1]),
    ]
}

impl View<'_> {
    /// One word each.
    fn singles(&self, keys: &mut Keys) {
        for s in [self.s0, self.s1, self.b0, self.b1] {
            keys.add([s.w, s.t]);
            keys.add([s.t]);
            keys.add([s.w]);
        }
        for s in [self.s2, self.b2] {
            keys.add([s.w, s.p]);
            keys.add([s.t]);
        }
    }

    /// Two words each.
    fn pairs(&self, keys: &mut Keys) {
        let Self { s0, s1, b0, b1, .. } = self;
        keys.add([s0.w, b0.w]);
        keys.add([s0.w, s0.t, b0.w, b0.t]);
        keys.add([s0.w, s0.t, b0.t]);
        keys.add([s0.t, b0.w, b0.t]);
        keys.add([s0.t, b0.t]);
        keys.add([s1.w, s0.w]);
        keys.add([s1.w, s1.t, s0.t]);
        keys.add([s1.t, s0.w, s0.t]);
        keys.add([s1.t, s0.t]);
        keys.add([s1.w, b0.w]);
        keys.add([s1.w, s1.p, b0.t]);
        keys.add([s1.t, b0.w]);
        keys.add([s1.t, b0.t]);
        keys.add([b0.t, b1.t]);
        keys.add([b0.w, b1.t]);
        keys.add([b0.w, b1.w]);
        keys.add([s0.t, b1.t, b1.w]);
    }

    /// Three and four words each.
    fn more(&self, keys: &mut Keys) {
        let Self {
            s0,
            s1,
            s2,
            b0,
            b1,
            b2,
            ..
        } = self;
        keys.add([s0.p, b0.p, s1.p]);
        keys.add([s0.p, b0.p, b1.p]);
        keys.add([s0.p, b0.p, b1.p, b2.p]);
        keys.add([s0.p, b0.w, b1.t]);
        keys.add([s0.p, b0.p, b1.w]);
        keys.add([b0.p, b1.p, b2.p]);
        keys.add([s0.w, b0.w, b1.p]);
        keys.add([s1.p, s0.p, b0.p, b1.p]);
        keys.add([s0.p, b0.t, b1.t, b1.m]);
        keys.add([s0.t, b0.t, b1.t]);
        keys.add([s0.w, b0.t, b1.t]);
        keys.add([s0.t, b0.t, b1.t, b2.t]);
        keys.add([s1.t, s0.t, b0.t]);
        keys.add([s1.w, s0.t, b0.t]);
        keys.add([s1.t, s0.w, b0.t]);
        keys.add([s1.t, s0.t, b0.w]);
        keys.add([s1.p, s0.p, b0.t, b1.t]);
        keys.add([s2.t, s1.t, s0.t]);
        keys.add([s2.p, s1.p, s0.p, b0.p]);
        keys.add([s2.p, s1.t, s0.t, b0.t]);
    }

    /// What hangs on the words.
    fn trees(&self, keys: &mut Keys) {
        let Self {
            sight,
            state,
            s0,
            s1,
            b0,
            n0,
            n1,
            m0,
            ..
        } = self;
        let label = |i: u16| u32::from(node(state, i).label);
        let (l0, r0, l1, r1, lb) = (n0.first, n0.last, n1.first, n1.last, m0.first);
        keys.add([s0.t, b0.t, sight.at(l0).t]);
        keys.add([s0.t, b0.t, sight.at(r0).t, label(r0)]);
        keys.add([s0.t, b0.t, sight.at(lb).t]);
        keys.add([s0.p, b0.p, sight.at(lb).w]);
        keys.add([s1.t, s0.t, sight.at(l0).t, label(l0)]);
        keys.add([s1.t, s0.t, sight.at(r0).t]);
        keys.add([s1.t, s0.t, sight.at(r1).t, label(r1)]);
        keys.add([s1.t, s0.t, sight.at(l1).t]);
        keys.add([s1.t, s0.p, sight.at(r1).w]);
        keys.add([s1.w, s0.p, sight.at(l0).w]);
        keys.add([s0.t, b0.p, sight.at(l0).w]);
        keys.add([s0.p, label(l0), label(n0.second), b0.p]);
        keys.add([s0.p, label(r0), label(n0.last_but_one), b0.p]);
        keys.add([s1.p, label(r1), label(n1.last_but_one), s0.p]);
        keys.add([b0.p, label(lb), label(m0.second), s0.p]);
    }

    /// Words of closed classes by their form, others by what they are or are about.
    fn classes(&self, keys: &mut Keys) {
        let Self {
            sight,
            s0,
            s1,
            s2,
            b0,
            b1,
            b2,
            n0,
            n1,
            ..
        } = self;
        keys.add([s0.c, b0.c]);
        keys.add([s1.c, s0.c]);
        keys.add([s1.c, s0.c, b0.c]);
        keys.add([s0.c, b0.c, b1.c]);
        keys.add([s0.p, b0.c, b1.c, b2.c]);
        keys.add([s2.c, s1.c, s0.c]);
        keys.add([s2.p, s1.c, s0.p, b0.c]);
        keys.add([s0.k, b0.k]);
        keys.add([s1.k, s0.k]);
        let (under0, under1) = (sight.at(n0.first), sight.at(n1.last));
        keys.add([s1.k, s0.k, under0.c]);
        keys.add([s1.w, s0.k, under0.c]);
        keys.add([s1.c, s0.c, under0.c]);
        keys.add([s1.k, s0.p, under1.c, under0.c]);
        keys.add([s2.k, s1.k, s0.k, under0.c]);
    }

    /// The marks around and between.
    fn marks(&self, keys: &mut Keys) {
        let Self {
            sight,
            s0,
            s1,
            b0,
            b1,
            i0,
            i1,
            ..
        } = self;
        let after0 = sight.at(i0.wrapping_add(1)).m;
        let after1 = sight.at(i1.wrapping_add(1)).m;
        let same =
            |a: &Seen, b: &Seen| u32::from(a.region == b.region) + 2 * a.region + 16 * b.region;
        keys.add([s0.p, b0.p, b0.m]);
        keys.add([s0.t, b0.t, after0, b0.m]);
        keys.add([s0.p, b0.p, s0.m, b0.m]);
        keys.add([s1.p, s0.p, s0.m, b0.m]);
        keys.add([s1.p, s0.p, after1, s0.m]);
        keys.add([s1.t, s0.t, s0.m]);
        keys.add([s0.w, s0.m, b0.m]);
        keys.add([b0.w, b0.m, s0.p]);
        keys.add([s0.w, b0.m, b0.p]);
        keys.add([b0.p, b1.p, b0.m, b1.m]);
        keys.add([s0.p, b0.p, same(s0, b0)]);
        keys.add([s1.p, s0.p, same(s1, s0)]);
        keys.add([s1.p, s0.p, b0.p, s0.m, b0.m]);
    }

    /// By which labels.
    fn labels(&self, keys: &mut Keys) {
        let Self {
            s0,
            s1,
            b0,
            n0,
            n1,
            m0,
            ..
        } = self;
        let (left0, right0) = (fold(n0.left_labels), fold(n0.right_labels));
        let (left1, right1) = (fold(n1.left_labels), fold(n1.right_labels));
        keys.add([s0.t, left0]);
        keys.add([s0.t, right0]);
        keys.add([s0.w, left0, right0]);
        keys.add([s0.p, left0, right0, b0.p]);
        keys.add([s1.p, s0.p, left0, right1]);
        keys.add([s1.t, left1, right1]);
        keys.add([s1.w, right1, s0.p]);
        keys.add([b0.t, fold(m0.left_labels), s0.p]);
        keys.add([s1.p, s0.p, b0.p, left0]);
        let (lefts, rights) = (u32::from(n0.n_left.min(4)), u32::from(n0.n_right.min(4)));
        keys.add([s0.t, lefts, rights, b0.p]);
    }

    /// Distances, what stands between and beside, and the ends of words.
    fn between(&self, keys: &mut Keys) {
        let Self {
            sight,
            state,
            s0,
            s1,
            b0,
            i0,
            i1,
            j0,
            ..
        } = self;
        let (near, far) = (sight.distance(*i0, *j0), sight.distance(*i1, *i0));
        keys.add([s0.w, near]);
        keys.add([s0.t, b0.t, near]);
        keys.add([b0.w, near]);
        keys.add([s1.t, s0.t, far]);
        keys.add([s1.w, s0.p, far]);
        keys.add([s0.w, s1.p, far]);
        keys.add([s0.p, b0.p, sight.between(*i0, *j0)]);
        keys.add([s1.p, s0.p, sight.between(*i1, *i0)]);
        let (before, after) = (sight.at(i0.wrapping_sub(1)), sight.at(i0.wrapping_add(1)));
        keys.add([s0.p, before.t, after.t, b0.p]);
        keys.add([s0.s, s0.p, b0.p]);
        keys.add([b0.s, b0.p, s0.p]);
        keys.add([s1.s, s0.s]);
        keys.add([s0.s, b0.s]);
        keys.add([sight.at(j0.wrapping_sub(1)).t, b0.t, s0.p]);
        keys.add([
            state.stack.len().min(5) as u32,
            s0.p,
            b0.p,
            u32::from(*j0 >= state.n()),
        ]);
    }
}

/// The features of the label of an arc.
pub(crate) fn label(keys: &mut Keys, sight: &Sight, state: &State, head: u16, word: u16) {
    keys.clear();
    let (h, d) = (sight.at(head), sight.at(word));
    let (nh, nd) = (node(state, head), node(state, word));
    let left = u32::from(word < head);
    let (from, to) = if word < head {
        (word, head)
    } else {
        (head, word)
    };
    let near = sight.distance(from, to) * 2 + left;
    let label = |i: u16| u32::from(node(state, i).label);
    let [first, last] = [nd.first, nd.last].map(|i| sight.at(i));
    let (before, after) = (
        sight.at(word.wrapping_sub(1)),
        sight.at(word.wrapping_add(1)),
    );
    let below = sight.at(head.wrapping_add(1));
    let (lefts, rights) = (fold(nd.left_labels), fold(nd.right_labels));
    let beside = if left == 1 {
        nh.left_labels
    } else {
        nh.right_labels
    };
    let beside = fold(beside);
    keys.add([h.t, d.t, left]);
    keys.add([h.w, d.w, left]);
    keys.add([h.w, d.t, left]);
    keys.add([h.t, d.w, left]);
    keys.add([d.w, left]);
    keys.add([h.p, d.p, near]);
    keys.add([d.s, d.p, h.p, left]);
    keys.add([h.s, d.p, h.p, left]);
    keys.add([h.p, d.p, lefts, left]);
    keys.add([h.p, d.p, rights, left]);
    keys.add([d.t, lefts, rights]);
    keys.add([h.p, d.p, beside, left]);
    keys.add([h.w, beside, d.p, left]);
    keys.add([h.p, d.p, first.w, left]);
    keys.add([h.w, first.w, left]);
    keys.add([d.w, first.w, left]);
    keys.add([h.p, d.p, first.t, label(nd.first), left]);
    keys.add([h.p, d.p, last.t, label(nd.last), left]);
    keys.add([h.p, d.p, sight.at(nd.second).w, first.p, left]);
    keys.add([h.p, d.p, sight.between(from, to), left]);
    keys.add([h.p, d.p, before.t, left]);
    keys.add([h.p, d.p, after.t, left]);
    keys.add([h.p, d.p, below.t, left]);
    keys.add([
        d.p,
        h.p,
        label(if left == 1 { nh.first } else { nh.last }),
        near,
    ]);
    keys.add([
        h.p,
        d.p,
        u32::from(word == 0),
        sight.at(state.n() - 1).w,
        left,
    ]);
    keys.add([h.p, d.p, sight.at(state.next).t, left]);
    keys.add([d.w, d.t, h.p, beside]);
    keys.add([d.p, h.p, d.m, after.m, left]);
    keys.add([h.k, d.k, left]);
    keys.add([h.w, d.k, left]);
    keys.add([h.k, d.k, first.c, left]);
    keys.add([d.k, d.p, h.p, left]);
    keys.add([h.k, d.c, left]);
    keys.add([h.c, d.c, lefts, left]);
    keys.add([d.w, d.m, h.p, left]);
    keys.add([d.p, h.p, sight.at(first_of(state, word)).m, left]);
    keys.add([d.t, h.t, d.m, u32::from(d.region == h.region), left]);
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
