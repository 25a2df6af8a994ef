//! The models of causes, read from one packed file, and what they propose for a sentence.
//!
//! The file: `CAU2`, then the gate and the models of links, arguments, signals and sentences,
//! each with its length (u32, little-endian) before it.

use std::ops::Range;
use std::sync::OnceLock;

use abduce_english::Upos;
use abduce_english::feature::Keys;
use abduce_english::linear::Linear;
use abduce_english::sequence::{Chunk, Room, Sequence, chunks};

use super::complete::complete;
use super::view::View;
use super::{arguments, links, sentence, signals};

/// Made by `cargo xtask train causes`.
const PACKED: &[u8] = include_bytes!("causes.model");

/// The four models, and the gate before them.
pub struct Models {
    pub(super) gate: Linear,
    pub(super) links: Linear,
    pub(super) arguments: Sequence,
    pub(super) signals: Linear,
    pub(super) sentences: Linear,
}

/// A relation that may be there, its words counted from the first word of the view.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The word that ties the two.
    pub link: usize,
    /// The class of the link, one of [`links::CLASSES`].
    pub class: usize,
    /// The logarithm of the odds that the word is a link.
    pub odds: f32,
    /// The words that signal the relation; empty when it is not said.
    pub signal: Range<usize>,
    /// The cause; empty when it was not found.
    pub cause: Range<usize>,
    /// The effect; empty when it was not found.
    pub effect: Range<usize>,
}

/// Room for the models to work in, kept between sentences.
#[derive(Default)]
pub struct Desk {
    keys: Keys,
    room: Room,
    possible: Vec<usize>,
}

/// What a word's odds have to reach by the gate (logarithm).
const GATE: f32 = -4.0;

/// Writes the words of the view that may be links, by the gate, to `possible`.
pub fn possible(gate: &Linear, view: &View, keys: &mut Keys, possible: &mut Vec<usize>) {
    possible.clear();
    for i in (0..view.len()).filter(|&i| links::may_link(view, i)) {
        keys.clear();
        links::gate_features(view, i, keys);
        if gate.margin(keys.keys(), 1, 0) >= GATE {
            possible.push(i);
        }
    }
    keys.clear();
}

impl Models {
    /// Reads a packed file; nothing when it is not one.
    pub fn read(bytes: &[u8]) -> Option<Models> {
        let mut rest = bytes.strip_prefix(b"CAU2")?;
        let mut next = || {
            let (length, after) = rest.split_at_checked(4)?;
            let length = u32::from_le_bytes(length.try_into().ok()?);
            let (model, after) = after.split_at_checked(length as usize)?;
            rest = after;
            Some(model)
        };
        let (gate, a, b) = (next()?, next()?, next()?);
        let (c, d) = (next()?, next()?);
        let models = Models {
            gate: Linear::read(gate).ok()?,
            links: Linear::read(a).ok()?,
            arguments: Sequence::read(b).ok()?,
            signals: Linear::read(c).ok()?,
            sentences: Linear::read(d).ok()?,
        };
        let fits = models.gate.classes().len() == links::GATE.len()
            && models.links.classes().len() == links::CLASSES.len()
            && models.arguments.labels().len() == arguments::LABELS.len()
            && models.signals.classes().len() == signals::CLASSES.len()
            && models.sentences.classes().len() == sentence::CLASSES.len();
        (rest.is_empty() && fits).then_some(models)
    }

    /// Packs models that were trained, in the order of the file.
    pub fn pack(models: [&[u8]; 5]) -> Vec<u8> {
        let mut bytes = b"CAU2".to_vec();
        for model in models {
            bytes.extend((model.len() as u32).to_le_bytes());
            bytes.extend(model);
        }
        bytes
    }

    /// Those that are shipped.
    pub(super) fn shipped() -> Option<&'static Models> {
        static SHIPPED: OnceLock<Option<Models>> = OnceLock::new();
        SHIPPED.get_or_init(|| Models::read(PACKED)).as_ref()
    }

    /// Lays the words of a view that may be links on the desk, for what is asked next.
    pub fn lay(&self, view: &View, desk: &mut Desk) {
        possible(&self.gate, view, &mut desk.keys, &mut desk.possible);
    }

    /// The logarithm of the odds that the sentence tells of a cause, by its words.
    pub fn sentence_odds(&self, view: &View, desk: &mut Desk) -> f32 {
        desk.keys.clear();
        sentence::features(view, &desk.possible, &mut desk.keys);
        desk.keys.unite_where(|key| self.sentences.knows(key));
        self.sentences.margin(desk.keys.keys(), 1, 0)
    }

    /// Words that may be links and are, with odds of at least `least`: with their arguments,
    /// the likeliest first. Of those below `enough` no more are looked at when one that is
    /// wanted was found.
    pub fn proposals(
        &self,
        view: &View,
        least: f32,
        enough: f32,
        wanted: impl Fn(&Proposal) -> bool,
        desk: &mut Desk,
    ) -> Vec<Proposal> {
        let mut likely = Vec::new();
        for &link in &desk.possible {
            desk.keys.clear();
            links::features(view, link, &mut desk.keys);
            let mut scores = [0.0; links::CLASSES.len()];
            self.links.scores(desk.keys.keys(), &mut scores);
            let class = if scores[2] > scores[1] { 2 } else { 1 };
            let odds = scores[class] - scores[0];
            if odds >= least {
                likely.push((odds, link, class));
            }
        }
        likely.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut found = Vec::new();
        for (odds, link, class) in likely {
            if odds < enough && !found.is_empty() {
                break;
            }
            let proposal = self.arguments_of(view, link, class, odds, desk);
            if wanted(&proposal) {
                found.push(proposal);
            }
        }
        found
    }

    fn arguments_of(
        &self,
        view: &View,
        link: usize,
        class: usize,
        odds: f32,
        desk: &mut Desk,
    ) -> Proposal {
        desk.keys.clear();
        signals::features(view, link, class, &mut desk.keys);
        let reach = signals::reach(self.signals.decide(desk.keys.keys()));
        let signal = reach.map_or(link..link, |(before, after)| {
            link.saturating_sub(before)..(link + after + 1).min(view.len())
        });
        desk.keys.clear();
        arguments::features(view, link, class, &mut desk.keys);
        let tags = self.arguments.tags(&desk.keys, &[], &mut desk.room);
        let stretches = chunks(tags);
        let mut proposal = Proposal {
            link,
            class,
            odds,
            signal,
            cause: nearest(&stretches, 0, link),
            effect: nearest(&stretches, 1, link),
        };
        complete(view, &mut proposal);
        proposal.cause = trim(view, proposal.cause);
        proposal.effect = trim(view, proposal.effect);
        proposal
    }
}

/// The stretch with this label that is nearest to the link (the longer of two as near).
fn nearest(stretches: &[Chunk], label: usize, link: usize) -> Range<usize> {
    let far = |words: &Range<usize>| match () {
        () if words.contains(&link) => 0,
        () if words.end <= link => link - words.end,
        () => words.start - link,
    };
    let of_label = stretches.iter().filter(|chunk| chunk.label == label);
    let words = of_label.map(|chunk| chunk.words.clone());
    let nearest = words.min_by_key(|words| (far(words), usize::MAX - words.len()));
    nearest.unwrap_or(link..link)
}

/// A stretch without the marks at its edges.
fn trim(view: &View, words: Range<usize>) -> Range<usize> {
    let mark = |i: usize| view.words[i].upos == Upos::Punct;
    let Range { mut start, mut end } = words;
    while start < end && mark(start) {
        start += 1;
    }
    while start < end && mark(end - 1) {
        end -= 1;
    }
    start..end
}
