//! Rule `hedges`: phrases that weaken a sentence, each with a strength; a sentence whose
//! strengths add up to [`UNCERTAIN`] is uncertain.
//!
//! Why: one "some" or "probably" is enough to make a claim unsure, one "very" is not, and
//! several weak ones together are. Two kinds are kept apart. *Probability* weighs whether
//! what is said is so ("probably", "it is unclear whether", "may have"). *Vagueness* leaves
//! open who says it or of how many it holds, and is how an unsourced claim is dressed
//! ("some critics", "is widely considered", "one of the most famous").
//!
//! The phrases are in `hedges.txt`. They are chosen by hand; their strengths are set by
//! hand too, looking at one half of the public CoNLL-2010 Wikipedia sentences.

use std::ops::Range;
use std::sync::LazyLock;

use super::may;
use crate::reader::phrase::Table;
use crate::reader::text::Text;

/// The strength at which a sentence is uncertain.
pub const UNCERTAIN: i32 = 4;

/// What "may" adds when it is said of something definite.
const DEFINITE_MAY: i8 = 2;

/// What a hedge leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HedgeKind {
    /// Whether it is so.
    Probability,
    /// Who says so, or of how many it holds.
    Vagueness,
}

impl HedgeKind {
    /// Its name in annotations.
    pub fn name(self) -> &'static str {
        match self {
            HedgeKind::Probability => "probability",
            HedgeKind::Vagueness => "vagueness",
        }
    }
}

/// A phrase that weakens a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hedge {
    /// Where it stands, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
    /// What it leaves open.
    pub kind: HedgeKind,
    /// How strong it is: [`UNCERTAIN`] or more by itself makes a sentence uncertain; a
    /// negative one speaks for the sentence.
    pub strength: i8,
}

/// What weakens a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hedges {
    /// The phrases, from left to right.
    pub found: Vec<Hedge>,
    /// The sum of their strengths, each phrase counted once.
    pub strength: i32,
}

impl Hedges {
    /// Whether the sentence is uncertain.
    pub fn is_uncertain(&self) -> bool {
        self.strength >= UNCERTAIN
    }

    /// Those that weaken it.
    pub fn counted(&self) -> impl Iterator<Item = &Hedge> {
        self.found.iter().filter(|hedge| hedge.strength > 0)
    }

    /// The strength of those of one kind.
    pub fn of_kind(&self, kind: HedgeKind) -> i32 {
        let own = self.counted().filter(|hedge| hedge.kind == kind);
        own.map(|hedge| i32::from(hedge.strength)).sum()
    }
}

static TABLE: LazyLock<Table<(HedgeKind, i8)>> =
    LazyLock::new(|| Table::read(include_str!("hedges.txt"), value));

/// "v4": a kind and a strength.
fn value(written: &str) -> Option<(HedgeKind, i8)> {
    let kind = match written.as_bytes().first()? {
        b'p' => HedgeKind::Probability,
        b'v' => HedgeKind::Vagueness,
        _ => return None,
    };
    Some((kind, written[1..].parse().ok()?))
}

/// What weakens the sentence (or clause) at `tokens`.
pub fn of(text: &Text<'_>, tokens: Range<usize>) -> Hedges {
    let own = text.tokens.get(tokens.clone()).unwrap_or(&[]);
    let mut hedges = Hedges::default();
    let mut rows: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < own.len() {
        let place = tokens.start + at;
        let is_may = own[at].lower == "may";
        if is_may && may::is_name(text, tokens.start, place) {
            at += 1;
            continue;
        }
        let Some(hit) = TABLE.match_at(own, at) else {
            at += 1;
            continue;
        };
        at = hit.tokens.end.max(at + 1);
        let (kind, mut strength) = *hit.value;
        if is_may && strength > 0 && may::is_definite(text, tokens.start, place) {
            strength += DEFINITE_MAY;
        }
        if strength == 0 {
            continue;
        }
        if !rows.contains(&hit.row) {
            rows.push(hit.row);
            hedges.strength += i32::from(strength);
        }
        hedges.found.push(Hedge {
            tokens: tokens.start + hit.tokens.start..tokens.start + hit.tokens.end,
            kind,
            strength,
        });
    }
    hedges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;

    fn read(text: &str) -> (bool, Vec<String>) {
        let document = document(text);
        let text = Text::new(&document);
        let found = of(&text, 0..text.tokens.len());
        let words = found.counted().map(|h| {
            let words = text.slice(text.span_of(h.tokens.clone()));
            format!("{}: {words}", h.kind.name())
        });
        (found.is_uncertain(), words.collect())
    }

    #[test]
    fn every_line_is_read() {
        for line in include_str!("hedges.txt").lines() {
            let (first, rest) = line.split_once(' ').expect("a value and a pattern");
            assert!(first == "#" || value(first).is_some(), "{line}");
            assert!(first == "#" || !rest.contains("||"), "{line}");
            assert!(!rest.split(' ').any(|e| e.is_empty()), "{line}");
        }
    }

    #[test]
    fn uncertain() {
        let cases = [
            (
                "Some say that the bridge is haunted.",
                "vagueness: Some say",
            ),
            ("Many sailors avoided the strait.", "vagueness: Many"),
            (
                "She is widely regarded as the founder of the school.",
                "vagueness: is widely regarded as",
            ),
            (
                "It is said that the well never ran dry.",
                "vagueness: It is said",
            ),
            (
                "He was one of the most famous cooks of his day.",
                "vagueness: one of the most",
            ),
            (
                "The country's most popular dish is a soup.",
                "vagueness: country's most popular",
            ),
            (
                "The letter was probably written in Rome.",
                "probability: probably",
            ),
            ("The fleet may have turned back.", "probability: may have"),
            ("It might snow on Friday.", "probability: might"),
            ("Iran may strike first.", "probability: may"),
            (
                "It is unclear whether the king knew.",
                "probability: It is unclear",
            ),
            (
                "In some cases the fever returns.",
                "vagueness: In some cases",
            ),
            (
                "Critics argue that the law came too late.",
                "vagueness: Critics argue",
            ),
            ("Legend has it that he drowned.", "vagueness: Legend has"),
        ];
        for (text, words) in cases {
            let (uncertain, found) = read(text);
            assert!(uncertain, "{text}: {found:?}");
            assert!(found.iter().any(|f| f == words), "{text}: {found:?}");
        }
    }

    #[test]
    fn certain() {
        for text in [
            "The king died on 3 May 1702.",
            "Theresa May resigned.",
            "The valve opens and the water runs out.",
            "Some 3500 men crossed the river.",
            "He was certain that the door was shut.",
            "She usually takes the early train.",
            "The river is very deep.",
            "As soon as possible the boats were launched.",
            "At most three ships were lost.",
            "It was some kind of oil.",
            "A letter may be marked.",
        ] {
            let (uncertain, found) = read(text);
            assert!(!uncertain, "{text}: {found:?}");
        }
    }

    #[test]
    fn weak_ones_add_up() {
        assert!(!read("Various ships sank.").0);
        assert!(read("Various important ships sank.").0);
        assert!(!read("Various ships and various boats sank.").0);
    }

    #[test]
    fn kinds() {
        let document = document("Some say that it will probably rain.");
        let text = Text::new(&document);
        let found = of(&text, 0..text.tokens.len());
        assert!(found.of_kind(HedgeKind::Probability) >= UNCERTAIN);
        assert!(found.of_kind(HedgeKind::Vagueness) >= UNCERTAIN);
    }
}
