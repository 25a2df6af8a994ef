//! Signs are weighed: small whole numbers, set by hand, for and against.
//!
//! Each function of a sentence is a table of such weights. They were set by looking at how
//! signs and functions go together in news articles, not by a machine, and the annotation
//! says which of them spoke.

use super::look::Seen;
use super::sign::{Sign, Signs};
use crate::reader::annotation::Reason;

/// Which sentence a sign is looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The sentence itself.
    Here,
    /// The one before it.
    Before,
    /// The one after it.
    After,
}

/// A sign, where it is looked for, and its weight.
pub(crate) type Row = (Side, Sign, i16);

/// A function of sentences.
pub(crate) struct Function {
    /// The label of its annotations.
    pub(crate) label: &'static str,
    /// The name of the rule.
    pub(crate) rule: &'static str,
    /// What speaks for it and against it.
    pub(crate) rows: &'static [Row],
    /// Added where the sentence before has this function: such sentences come in stretches.
    pub(crate) stretch: i16,
    /// The least sum that has it.
    pub(crate) least: i16,
}

impl Function {
    /// Which sentences have this function.
    pub(crate) fn find(&self, seen: &[Seen]) -> Vec<bool> {
        let mut out = Vec::with_capacity(seen.len());
        let mut before = false;
        for at in 0..seen.len() {
            let sum = self.sum(seen, at) + if before { self.stretch } else { 0 };
            before = sum >= self.least;
            out.push(before);
        }
        out
    }

    /// The sum of the weights of a sentence by itself.
    fn sum(&self, seen: &[Seen], at: usize) -> i16 {
        let sides = Sides::new(seen, at);
        let rows = self
            .rows
            .iter()
            .filter(|(side, sign, _)| sides.has(*side, *sign));
        rows.map(|row| row.2).sum()
    }

    /// What spoke for a sentence and against it, strongest first.
    pub(crate) fn reasons(&self, seen: &[Seen], at: usize, stretch: bool) -> Vec<Reason> {
        let sides = Sides::new(seen, at);
        let mut out: Vec<Reason> = self
            .rows
            .iter()
            .filter(|(side, sign, _)| sides.has(*side, *sign))
            .map(|&(side, sign, weight)| Reason {
                feature: feature(side, sign),
                weight: f64::from(weight),
            })
            .collect();
        if stretch && self.stretch != 0 {
            out.push(Reason {
                feature: "the sentence before is one".to_owned(),
                weight: f64::from(self.stretch),
            });
        }
        out.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        out
    }
}

/// The signs of a sentence and of its neighbours.
struct Sides {
    here: Signs,
    before: Signs,
    after: Signs,
}

impl Sides {
    fn new(seen: &[Seen], at: usize) -> Sides {
        let signs = |i: Option<usize>| i.and_then(|i| seen.get(i)).map_or(Signs::NONE, |s| s.signs);
        Sides {
            here: signs(Some(at)),
            before: signs(at.checked_sub(1)),
            after: signs(Some(at + 1)),
        }
    }

    fn has(&self, side: Side, sign: Sign) -> bool {
        match side {
            Side::Here => self.here.has(sign),
            Side::Before => self.before.has(sign),
            Side::After => self.after.has(sign),
        }
    }
}

fn feature(side: Side, sign: Sign) -> String {
    match side {
        Side::Here => sign.text().to_owned(),
        Side::Before => format!("before: {}", sign.text()),
        Side::After => format!("after: {}", sign.text()),
    }
}
