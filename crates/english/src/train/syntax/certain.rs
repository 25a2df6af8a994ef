//! Counts what follows from a key, to find what is certain.

use std::collections::BTreeMap;

/// How often each class was seen with each key.
#[derive(Default)]
pub(crate) struct Counts {
    seen: BTreeMap<u32, BTreeMap<u8, u32>>,
}

impl Counts {
    pub(crate) fn add(&mut self, key: u32, class: u8) {
        *self.seen.entry(key).or_default().entry(class).or_default() += 1;
    }

    /// The keys seen `least` times or more with the same class but for one time in
    /// `rare`, and that class plus one.
    pub(crate) fn certain(&self, least: u32, rare: u32) -> Vec<(u32, u8)> {
        let mut certain = Vec::new();
        for (&key, classes) in &self.seen {
            let n: u32 = classes.values().sum();
            let top = classes.iter().max_by_key(|(_, n)| **n);
            if let Some((&class, &most)) = top
                && n >= least
                && (n - most) * rare <= n
            {
                certain.push((key, class + 1));
            }
        }
        certain
    }
}
