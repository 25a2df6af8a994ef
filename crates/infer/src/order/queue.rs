//! The vertex of the smallest key: a tournament.

/// Keys of vertices, the smallest on top; of equals, the lowest vertex.
#[derive(Debug, Clone)]
pub(super) struct Queue {
    /// Node 1 is the top; the players are from `first` on.
    keys: Vec<u64>,
    first: usize,
}

/// The key of a vertex that is not in the queue.
const GONE: u64 = u64::MAX;

impl Queue {
    /// A queue over `0..n`, all of them gone.
    pub(super) fn new(n: usize) -> Queue {
        let first = n.next_power_of_two();
        Queue {
            keys: vec![GONE; 2 * first],
            first,
        }
    }

    /// Puts a key in before [`Queue::build`].
    pub(super) fn put(&mut self, vertex: u32, key: u64) {
        self.keys[self.first + vertex as usize] = key.min(GONE - 1);
    }

    pub(super) fn build(&mut self) {
        for node in (1..self.first).rev() {
            self.keys[node] = self.keys[2 * node].min(self.keys[2 * node + 1]);
        }
    }

    pub(super) fn contains(&self, vertex: u32) -> bool {
        self.key(vertex) != GONE
    }

    pub(super) fn key(&self, vertex: u32) -> u64 {
        self.keys[self.first + vertex as usize]
    }

    pub(super) fn update(&mut self, vertex: u32, key: u64) {
        self.play(vertex, key.min(GONE - 1));
    }

    /// Takes the first out.
    pub(super) fn pop(&mut self) -> Option<u32> {
        let least = self.keys[1];
        if least == GONE {
            return None;
        }
        let mut node = 1;
        while node < self.first {
            node *= 2;
            if self.keys[node] != least {
                node += 1;
            }
        }
        let vertex = (node - self.first) as u32;
        self.play(vertex, GONE);
        Some(vertex)
    }

    fn play(&mut self, vertex: u32, key: u64) {
        let mut node = self.first + vertex as usize;
        self.keys[node] = key;
        while node > 1 {
            let winner = self.keys[node].min(self.keys[node ^ 1]);
            node /= 2;
            if self.keys[node] == winner {
                break;
            }
            self.keys[node] = winner;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_smallest_goes_first(
            keys in prop::collection::vec(0_u64..10, 0..40),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0_u64..10), 0..40),
        ) {
            let mut queue = Queue::new(keys.len());
            for (vertex, key) in keys.iter().enumerate() {
                queue.put(vertex as u32, *key);
            }
            queue.build();
            let mut left: Vec<Option<u64>> = keys.iter().copied().map(Some).collect();
            for (which, key) in changes {
                if left.is_empty() {
                    break;
                }
                let changed = which.index(left.len());
                if left[changed].is_some() {
                    left[changed] = Some(key);
                    queue.update(changed as u32, key);
                }
                let first = (0..left.len()).filter(|v| left[*v].is_some()).min_by_key(|v| left[*v]);
                prop_assert_eq!(queue.pop(), first.map(|v| v as u32));
                if let Some(first) = first {
                    left[first] = None;
                    prop_assert!(!queue.contains(first as u32));
                }
            }
        }
    }
}
