//! The state of the parser: what it has seen and not attached yet, and the tree so far.
//!
//! Three actions: shift the next word; attach the last seen word to the next word (left)
//! or to the one before it (right), after which it is done. The root stands after the
//! last word, and takes one word, the last one left.

/// No word.
pub(crate) const NONE: u16 = u16::MAX;

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// The next word is seen.
    Shift,
    /// The last seen word hangs on the next one.
    Left,
    /// The last seen word hangs on the one seen before it.
    Right,
}

/// All actions, in the order of their weights.
pub(crate) const ACTIONS: [Action; 3] = [Action::Shift, Action::Left, Action::Right];

/// A word in the tree so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    /// The word that it hangs on.
    pub(crate) head: u16,
    /// The outermost words that hang on it, left and right.
    pub(crate) first: u16,
    pub(crate) last: u16,
    /// The next ones inside of those.
    pub(crate) second: u16,
    pub(crate) last_but_one: u16,
    /// How it hangs on its head.
    pub(crate) label: u8,
    /// How many words hang on it, left and right.
    pub(crate) n_left: u8,
    pub(crate) n_right: u8,
    /// The labels of the words that hang on it, left and right, as bits.
    pub(crate) left_labels: u64,
    pub(crate) right_labels: u64,
}

const FRESH: Node = Node {
    head: NONE,
    first: NONE,
    last: NONE,
    second: NONE,
    last_but_one: NONE,
    label: 63,
    n_left: 0,
    n_right: 0,
    left_labels: 0,
    right_labels: 0,
};

/// The state of the parser.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    /// Words seen and not attached, the last one last.
    pub(crate) stack: Vec<u16>,
    /// The next word; the number of words for the root.
    pub(crate) next: u16,
    /// The words, and the root after them.
    pub(crate) nodes: Vec<Node>,
    n: u16,
}

impl State {
    /// Starts a sentence of `n` words.
    pub(crate) fn start(&mut self, n: u16) {
        self.stack.clear();
        self.nodes.clear();
        self.nodes.resize(usize::from(n) + 1, FRESH);
        self.next = 0;
        self.n = n;
    }

    /// The number of words; also the index of the root.
    pub(crate) fn n(&self) -> u16 {
        self.n
    }

    /// Whether all words are attached.
    pub(crate) fn is_done(&self) -> bool {
        self.next == self.n && self.stack.is_empty()
    }

    /// Which actions are possible, in the order of [`ACTIONS`].
    pub(crate) fn possible(&self) -> [bool; 3] {
        let n = self.stack.len();
        let more = self.next < self.n;
        [more, more && n > 0 || n == 1, n > 1]
    }

    /// The word that lies `depth` below the last seen one.
    pub(crate) fn seen(&self, depth: usize) -> u16 {
        let at = self.stack.len().checked_sub(depth + 1);
        at.map_or(NONE, |at| self.stack[at])
    }

    /// The arc that an action makes: head and dependent.
    pub(crate) fn arc(&self, action: Action) -> Option<(u16, u16)> {
        match action {
            Action::Shift => None,
            Action::Left => Some((self.next, self.seen(0))),
            Action::Right => Some((self.seen(1), self.seen(0))),
        }
    }

    /// Shifts the next word.
    pub(crate) fn shift(&mut self) {
        self.stack.push(self.next);
        self.next += 1;
    }

    /// Attaches the last seen word.
    pub(crate) fn attach(&mut self, head: u16, label: u8) {
        let Some(word) = self.stack.pop() else {
            return;
        };
        if let Some(node) = self.nodes.get_mut(usize::from(word)) {
            node.head = head;
            node.label = label;
        }
        let Some(above) = self.nodes.get_mut(usize::from(head)) else {
            return;
        };
        if word < head {
            above.second = above.first;
            above.first = word;
            above.n_left = above.n_left.saturating_add(1);
            above.left_labels |= 1 << (label & 63);
        } else {
            above.last_but_one = above.last;
            above.last = word;
            above.n_right = above.n_right.saturating_add(1);
            above.right_labels |= 1 << (label & 63);
        }
    }
}
