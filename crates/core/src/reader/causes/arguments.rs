//! The words of the cause and of the effect that a link ties, by a sequence model: each word
//! is seen from the link: on which side and how far, and how it hangs together with what the
//! link introduces and with what that hangs on.

use abduce_english::feature::{Atom, Sink};

use super::links;
use super::view::{NONE, View};

/// The labels of the sequence model.
pub const LABELS: [&str; 2] = ["cause", "effect"];

/// How the view looks from a link.
struct Scene {
    link: usize,
    /// The head of what the link introduces.
    argument: usize,
    /// What the argument hangs on.
    governor: usize,
    /// The class of the link.
    class: Atom<'static>,
}

/// The features of every word of the view, seen from the link at `link` of this class.
pub fn features(view: &View, link: usize, class: usize, sink: &mut impl Sink) {
    if link >= view.len() {
        return;
    }
    let argument = links::introduced(view, link);
    let scene = Scene {
        link,
        argument,
        governor: view.head(argument).unwrap_or(argument),
        class: Atom::of(links::CLASSES[class.min(2)]),
    };
    let mut quoted = false;
    let mut commas = commas_to(view, link);
    for i in 0..view.len() {
        let form = view.words[i].form.text();
        if matches!(form, "\"" | "“" | "”" | "``" | "''") {
            quoted = !quoted;
        }
        word(view, &scene, i, sink);
        place(view, &scene, i, commas.unsigned_abs(), sink);
        if is_break(form) {
            commas += 1;
        }
        sink.end();
    }
}

/// The marks at which stretches often end.
fn is_break(form: &str) -> bool {
    matches!(form, "," | ";" | ":" | "-" | "–" | "—" | "(" | ")")
}

/// Minus how many breaks there are before the link.
fn commas_to(view: &View, link: usize) -> isize {
    let before = view.words[..link].iter();
    -(before.filter(|w| is_break(w.form.text())).count() as isize)
}

/// The word itself.
fn word(view: &View, scene: &Scene, i: usize, sink: &mut impl Sink) {
    const BIAS: Atom = Atom::of("side");
    const FORM: Atom = Atom::of("side+form");
    const LAST: Atom = Atom::of("side+last");
    const NEXT: Atom = Atom::of("side+next");
    const TAG: Atom = Atom::of("side+tag");
    const LAST_TAG: Atom = Atom::of("side+tags back");
    const NEXT_TAG: Atom = Atom::of("side+tags on");
    const LAST_PAIR: Atom = Atom::of("side+last+form");
    const NEXT_PAIR: Atom = Atom::of("side+form+next");
    const TIE: Atom = Atom::of("side+tie");
    const CLASS: Atom = Atom::of("side+class");
    let seen = &view.words[i];
    let side = side(scene, i);
    let class = scene.class;
    sink.add(BIAS, &[class, side]);
    sink.add(FORM, &[class, side, seen.form]);
    sink.add(LAST, &[class, side, view.form(i, -1)]);
    sink.add(NEXT, &[class, side, view.form(i, 1)]);
    sink.add(TAG, &[class, side, seen.tag]);
    sink.add(LAST_TAG, &[class, side, view.tag(i, -1), seen.tag]);
    sink.add(NEXT_TAG, &[class, side, seen.tag, view.tag(i, 1)]);
    sink.add(LAST_PAIR, &[side, view.form(i, -1), seen.form]);
    sink.add(NEXT_PAIR, &[side, seen.form, view.form(i, 1)]);
    sink.add(TIE, &[class, side, seen.tie]);
    sink.add(CLASS, &[class, side, seen.class]);
}

fn side(scene: &Scene, i: usize) -> Atom<'static> {
    const BEFORE: Atom = Atom::of("before");
    const HERE: Atom = Atom::of("here");
    const AFTER: Atom = Atom::of("after");
    match i.cmp(&scene.link) {
        std::cmp::Ordering::Less => BEFORE,
        std::cmp::Ordering::Equal => HERE,
        std::cmp::Ordering::Greater => AFTER,
    }
}

/// Where the word stands, seen from the link and in the tree.
fn place(view: &View, scene: &Scene, i: usize, commas: usize, sink: &mut impl Sink) {
    const FAR: Atom = Atom::of("side+far");
    const BREAKS: Atom = Atom::of("side+breaks");
    const LINK: Atom = Atom::of("side+link");
    const LINK_FAR: Atom = Atom::of("link+side+near");
    const HOLD: Atom = Atom::of("side+holds");
    const HOLD_LINK: Atom = Atom::of("link+side+holds");
    const EDGE: Atom = Atom::of("side+edges");
    const EDGE_TAG: Atom = Atom::of("side+edges+tag");
    const CLAUSE: Atom = Atom::of("side+clauses");
    const CLAUSE_HOLD: Atom = Atom::of("side+clauses+breaks");
    const START: Atom = Atom::of("side+start");
    const END: Atom = Atom::of("side+end");
    const HEAD: Atom = Atom::of("side+head");
    let (class, side) = (scene.class, side(scene, i));
    let link = view.words[scene.link].form;
    let far = i.abs_diff(scene.link);
    let breaks = Atom::steps(commas.min(4));
    let hold = holds(view, scene, i);
    let edges = edges(view, scene, i);
    let clauses = clauses(view, scene, i);
    sink.add(FAR, &[class, side, Atom::steps(far)]);
    sink.add(BREAKS, &[class, side, breaks]);
    sink.add(LINK, &[link, side]);
    sink.add(LINK_FAR, &[link, side, Atom::steps(far.min(3))]);
    sink.add(HOLD, &[class, side, hold]);
    sink.add(HOLD_LINK, &[link, side, hold]);
    sink.add(EDGE, &[class, side, edges]);
    sink.add(EDGE_TAG, &[class, side, edges, view.tag(i, 0)]);
    sink.add(CLAUSE, &[class, side, clauses]);
    sink.add(CLAUSE_HOLD, &[class, side, clauses, hold, breaks]);
    sink.add(START, &[class, side, Atom::steps(i.min(3))]);
    sink.add(
        END,
        &[class, side, Atom::steps((view.len() - 1 - i).min(3))],
    );
    let head = view.head(i).map_or(NONE, |h| view.words[h].tie);
    sink.add(HEAD, &[class, side, view.words[i].tie, head]);
}

/// Whether the word is in the subtree of the argument, else of its governor.
fn holds(view: &View, scene: &Scene, i: usize) -> Atom<'static> {
    const ARGUMENT: Atom = Atom::of("argument");
    const GOVERNOR: Atom = Atom::of("governor");
    const ABOVE: Atom = Atom::of("above");
    const OUT: Atom = Atom::of("out");
    let within = |top: usize| (view.words[top].left..view.words[top].right).contains(&i);
    if within(scene.argument) {
        return ARGUMENT;
    }
    if within(scene.governor) {
        return GOVERNOR;
    }
    let above = view.head(scene.governor);
    if above.is_some_and(within) {
        ABOVE
    } else {
        OUT
    }
}

/// At which edges of the argument's, the governor's and the clause's subtrees it stands.
fn edges(view: &View, scene: &Scene, i: usize) -> Atom<'static> {
    const EDGES: [Atom; 9] = [
        Atom::of("first of argument"),
        Atom::of("last of argument"),
        Atom::of("first of governor"),
        Atom::of("last of governor"),
        Atom::of("first of clause"),
        Atom::of("last of clause"),
        Atom::of("first of any"),
        Atom::of("last of any"),
        Atom::of("none"),
    ];
    let clause = view.words[scene.governor].clause;
    for (k, top) in [scene.argument, scene.governor, clause]
        .into_iter()
        .enumerate()
    {
        if view.words[top].left == i {
            return EDGES[2 * k];
        }
        if view.words[top].right == i + 1 {
            return EDGES[2 * k + 1];
        }
    }
    let clause = &view.words[view.words[i].clause];
    match (clause.left == i, clause.right == i + 1) {
        (true, _) => EDGES[6],
        (_, true) => EDGES[7],
        _ => EDGES[8],
    }
}

/// How the word's clause and those of the argument and of the governor lie to each other.
fn clauses(view: &View, scene: &Scene, i: usize) -> Atom<'static> {
    const SAME: [Atom; 6] = [
        Atom::of("argument's"),
        Atom::of("governor's"),
        Atom::of("below argument's"),
        Atom::of("below governor's"),
        Atom::of("above"),
        Atom::of("elsewhere"),
    ];
    let mine = view.words[i].clause;
    let argument = view.words[scene.argument].clause;
    let governor = view.words[scene.governor].clause;
    let above = |clause: usize| view.head(clause).map_or(clause, |h| view.words[h].clause);
    let up = above(mine);
    let found = match () {
        () if mine == argument => 0,
        () if mine == governor => 1,
        () if up == argument => 2,
        () if up == governor => 3,
        () if above(governor) == mine => 4,
        () => 5,
    };
    SAME[found]
}
