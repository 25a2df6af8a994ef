//! Features of a decision: a template and its parts, hashed on the fast path, and kept by
//! name as well when somebody asks why.
//!
//! ```
//! use abduce_english::feature::{Atom, Keys, Named, Sink};
//!
//! const LAST: Atom = Atom::of("last");
//! fn features(word: &str, sink: &mut impl Sink) {
//!     sink.add(LAST, &[Atom::of(word)]);
//! }
//! let (mut keys, mut named) = (Keys::default(), Named::default());
//! features("because", &mut keys);
//! features("because", &mut named);
//! assert_eq!(keys.keys(), named.keys());
//! assert_eq!(named.name(0), "last=because");
//! ```

/// A template, or a part of a feature: its text, hashed once.
#[derive(Debug, Clone, Copy)]
pub struct Atom<'a> {
    hash: u64,
    text: &'a str,
}

impl<'a> Atom<'a> {
    /// An atom of this text.
    pub const fn of(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut hash = 0xcbf2_9ce4_8422_2325;
        let mut i = 0;
        while i < bytes.len() {
            hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
            i += 1;
        }
        Self { hash, text }
    }

    /// What its text hashes to.
    pub const fn hash(&self) -> u64 {
        self.hash
    }

    /// Its text.
    pub const fn text(&self) -> &'a str {
        self.text
    }
}

impl Atom<'static> {
    /// A number in coarse steps: 0 to 5, then `6-8`, `9-14`, `15+`.
    pub fn steps(n: usize) -> Self {
        const STEPS: [Atom; 9] = [
            Atom::of("0"),
            Atom::of("1"),
            Atom::of("2"),
            Atom::of("3"),
            Atom::of("4"),
            Atom::of("5"),
            Atom::of("6-8"),
            Atom::of("9-14"),
            Atom::of("15+"),
        ];
        match n {
            0..=5 => STEPS[n],
            6..=8 => STEPS[6],
            9..=14 => STEPS[7],
            _ => STEPS[8],
        }
    }
}

/// The key of a feature in a model: what its template and parts hash to.
pub fn key(template: Atom, parts: &[Atom]) -> u32 {
    let hash = parts.iter().fold(template.hash, |hash, part| {
        (hash.rotate_left(5) ^ part.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    let mixed = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    // No feature has the key 0, which marks an empty place in a model's table.
    ((mixed >> 32) as u32).max(1)
}

/// Where the features of decisions go.
pub trait Sink {
    /// One feature of the decision at hand.
    fn add(&mut self, template: Atom, parts: &[Atom]);
    /// No more features for this decision: what follows belongs to the next.
    fn end(&mut self);
}

/// The features of several decisions (of a sentence's words, say), hashed.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    keys: Vec<u32>,
    ends: Vec<usize>,
}

impl Keys {
    /// All keys, decision after decision.
    pub fn keys(&self) -> &[u32] {
        &self.keys
    }

    /// How many decisions were ended.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no decision was ended.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The keys of decision `i`; none when there is no such decision.
    pub fn of(&self, i: usize) -> &[u32] {
        let start = match i.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(self.keys.len()),
            None => 0,
        };
        let end = self.ends.get(i).copied().unwrap_or(start);
        self.keys.get(start..end).unwrap_or_default()
    }

    /// Leaves each key once, and makes one decision of all.
    pub fn unite(&mut self) {
        self.unite_where(|_| true);
    }

    /// The same, of the keys that are wanted only: fewer have to be sorted.
    pub fn unite_where(&mut self, wanted: impl Fn(u32) -> bool) {
        self.keys.retain(|&key| wanted(key));
        self.keys.sort_unstable();
        self.keys.dedup();
        self.ends.clear();
        self.ends.push(self.keys.len());
    }

    /// Makes it empty and keeps its room.
    pub fn clear(&mut self) {
        self.keys.clear();
        self.ends.clear();
    }
}

impl Sink for Keys {
    fn add(&mut self, template: Atom, parts: &[Atom]) {
        self.keys.push(key(template, parts));
    }

    fn end(&mut self) {
        self.ends.push(self.keys.len());
    }
}

/// As [`Keys`], with the name of every feature beside its key.
#[derive(Debug, Clone, Default)]
pub struct Named {
    keys: Keys,
    names: Vec<String>,
}

impl Named {
    /// All keys, decision after decision.
    pub fn keys(&self) -> &[u32] {
        self.keys.keys()
    }

    /// The name of the feature whose key is the `i`th; empty when there is none.
    pub fn name(&self, i: usize) -> &str {
        self.names.get(i).map_or("", String::as_str)
    }

    /// The keys and names of decision `i`.
    pub fn of(&self, i: usize) -> impl Iterator<Item = (u32, &str)> {
        let start = match i {
            0 => 0,
            _ => self.keys.ends.get(i - 1).copied().unwrap_or(usize::MAX),
        };
        let keys = self.keys.of(i).iter().copied();
        keys.zip(self.names.iter().skip(start).map(String::as_str))
    }
}

impl Sink for Named {
    fn add(&mut self, template: Atom, parts: &[Atom]) {
        self.keys.add(template, parts);
        let mut name = template.text().to_owned();
        for (i, part) in parts.iter().enumerate() {
            name.push(if i == 0 { '=' } else { '/' });
            name.push_str(part.text());
        }
        self.names.push(name);
    }

    fn end(&mut self) {
        self.keys.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_kept_apart() {
        let mut named = Named::default();
        named.add(Atom::of("a"), &[]);
        named.add(Atom::of("b"), &[Atom::of("x"), Atom::of("y")]);
        named.end();
        named.end();
        named.add(Atom::of("c"), &[Atom::steps(7)]);
        named.end();
        let names = |i| named.of(i).map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(names(0), ["a", "b=x/y"]);
        assert_eq!(names(1), [""; 0]);
        assert_eq!(names(2), ["c=6-8"]);
        assert_eq!(names(3), [""; 0]);
        assert_eq!(named.keys.of(2), [key(Atom::of("c"), &[Atom::steps(7)])]);
        assert!(named.keys.of(9).is_empty());
    }

    #[test]
    fn the_order_of_parts_matters() {
        let [t, a, b] = ["t", "a", "b"].map(Atom::of);
        assert_ne!(key(t, &[a, b]), key(t, &[b, a]));
        assert_ne!(key(t, &[a]), key(a, &[t]));
    }
}
