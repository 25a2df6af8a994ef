//! Rule `functions/concessions`: what a writer grants to the other side, and the answer.
//!
//! Why: an argument names what speaks against it in order to outweigh it: "of course …, but
//! …". What stands before a turn is granted, a clause of "although" is; what follows a
//! turn is granted only where it is turned against in its turn, or where the argument ends
//! with it after its claim. The claim itself is never granted.

mod marks;
mod pieces;

use std::ops::Range;

use self::pieces::{Kind, Piece, Turn};
use crate::reader::annotation::{Annotation, Reason};
use crate::reader::phrase::glance;
use crate::reader::reading::Reading;
use crate::reader::text::{Text, Token};
use crate::source::Span;

/// Something granted to the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concession {
    /// What is granted.
    pub granted: Span,
    /// What is held against it, where something is.
    pub answer: Option<Span>,
    /// How it shows.
    pub because: &'static str,
}

/// All concessions of the prose of an article, in order.
pub fn find(reading: &Reading<'_>) -> Vec<Concession> {
    let text = &reading.text;
    let mut out = Vec::new();
    let mut from = 0;
    while from < text.sentences.len() {
        let block = text.sentences[from].block;
        let more = text.sentences[from..]
            .iter()
            .take_while(|s| s.block == block);
        let range = from..from + more.count();
        from = range.end;
        let prose = text.is_prose(&text.sentences[range.start]);
        if prose && !reading.provenance.is_furniture(range.start) {
            in_paragraph(text, range, &mut out);
        }
    }
    out
}

/// Adds the units that are granted (opp) and those that answer them (pro).
pub(super) fn annotate(reading: &Reading<'_>, out: &mut Vec<Annotation>) {
    for (i, one) in find(reading).iter().enumerate() {
        let unit = |span: Span, class: &'static str| {
            let why = vec![Reason {
                feature: one.because.to_owned(),
                weight: 1.0,
            }];
            Annotation {
                why,
                ..Annotation::new("adu", span, "functions/concessions")
            }
            .of_class(class)
            .in_group(format!("G{}", i + 1))
        };
        out.push(unit(one.granted, "opp"));
        out.extend(one.answer.map(|span| unit(span, "pro")));
    }
}

/// Why a piece is granted, if it is.
type Side = Option<&'static str>;

/// The concessions of the sentences of one paragraph.
fn in_paragraph(text: &Text<'_>, sentences: Range<usize>, out: &mut Vec<Concession>) {
    let tokens =
        text.sentences[sentences.start].tokens.start..text.sentences[sentences.end - 1].tokens.end;
    let _glance = glance(&text.tokens[tokens]);
    let pieces = pieces::cut(text, sentences);
    if pieces.len() < 2 {
        return;
    }
    let argument = Argument {
        text,
        claim: claim(text, &pieces),
        last_opening: pieces.iter().rposition(|p| p.first).unwrap_or(0),
        pieces: &pieces,
    };
    let sides = argument.sides();
    for (i, side) in sides.iter().enumerate() {
        let Some(because) = *side else {
            continue;
        };
        let near = [i.checked_add(1), i.checked_sub(1)].into_iter().flatten();
        let order = match pieces[i].kind {
            Kind::Granted if !pieces[i].first => near.rev().collect::<Vec<_>>(),
            _ => near.collect(),
        };
        let mut free = order.into_iter().filter(|&j| sides.get(j) == Some(&None));
        out.push(Concession {
            granted: text.span_of(pieces[i].tokens.clone()),
            answer: free.next().map(|j| text.span_of(pieces[j].tokens.clone())),
            because,
        });
    }
}

/// The piece that the paragraph argues for: one that concludes what should be, else the
/// first that says what should be or is right.
fn claim(text: &Text<'_>, pieces: &[Piece]) -> usize {
    let open = |i: &usize| pieces[*i].kind != Kind::Granted;
    let words = |i: usize| &text.tokens[pieces[i].tokens.clone()];
    let indices = || (0..pieces.len()).filter(open);
    let concludes = |&i: &usize| marks::concludes(words(i)) && marks::demands(words(i), true);
    let turned = |i: usize| {
        let next = pieces.get(i + 1);
        next.is_some_and(|n| n.first && n.turn == Turn::But)
    };
    let demands =
        |&i: &usize| !turned(i) && (marks::demands(words(i), false) || marks::judges(words(i)));
    let found = indices()
        .find(concludes)
        .or_else(|| indices().find(demands));
    let at = found.unwrap_or(0);
    // "It is late, but we should go": the claim is the latter half.
    let latter = pieces.get(at + 1).is_some_and(|p| p.kind == Kind::Turned);
    match latter && marks::demands(words(at + 1), false) && !marks::concludes(words(at)) {
        true => at + 1,
        false => at,
    }
}

/// A paragraph in pieces.
struct Argument<'a> {
    text: &'a Text<'a>,
    pieces: &'a [Piece],
    claim: usize,
    /// The piece that opens the last sentence.
    last_opening: usize,
}

impl Argument<'_> {
    fn words(&self, at: usize) -> &[Token] {
        &self.text.tokens[self.pieces[at].tokens.clone()]
    }

    /// How the next piece turns against the one at `at`.
    fn turned(&self, at: usize) -> Turn {
        match self.pieces.get(at + 1) {
            Some(next) if next.kind == Kind::Turned => Turn::But,
            Some(next) if next.first => next.turn,
            _ => Turn::None,
        }
    }

    /// Whether the piece at `at` shares its sentence with the next one.
    fn shares(&self, at: usize) -> bool {
        self.pieces.get(at + 1).is_some_and(|next| !next.first)
    }

    /// Whether all that follows the piece at `at` is one sentence.
    fn last(&self, at: usize) -> bool {
        at + 1 < self.pieces.len() && self.last_opening <= at + 1
    }

    /// Whether what follows the piece at `at` is a sentence that turns, and is turned
    /// against by the next one.
    fn answered(&self, at: usize) -> bool {
        let turns = self
            .pieces
            .get(at + 1)
            .is_some_and(|p| p.first && p.turn.opens());
        let next = self.pieces.get(at + 2);
        turns && next.is_some_and(|p| p.first && p.turn != Turn::None)
    }

    /// Which pieces are granted, and why.
    fn sides(&self) -> Vec<Side> {
        let count = self.pieces.len();
        let mut sides: Vec<Side> = vec![None; count];
        for at in 0..count {
            if sides[at].is_some() {
                continue;
            }
            let side = self.side(at);
            if side.is_some() {
                sides[at] = side;
            } else if self.answered(at) && (at == self.claim || self.counts_against(at)) {
                sides[at + 1] = Some("a turn that is turned against");
            } else if self.ends_against(at, &sides) {
                sides[at + 1..].fill(Some("a turn after the claim"));
            }
        }
        self.stretches(&mut sides);
        sides
    }

    /// Whether the turn after the piece at `at` may be the other side's.
    fn counts_against(&self, at: usize) -> bool {
        at > self.claim && !marks::grants(self.words(at)) && !marks::voices(self.words(at))
    }

    /// Why the piece at `at` is granted by itself.
    fn side(&self, at: usize) -> Side {
        let piece = &self.pieces[at];
        let words = self.words(at);
        if piece.kind == Kind::Granted {
            return Some("a clause of although");
        }
        if at == self.claim {
            return None;
        }
        let turn = self.turned(at);
        let voiced = marks::voices(words);
        let marked = voiced || marks::grants(words);
        let turns = piece.kind != Kind::Plain || piece.turn != Turn::None;
        let free = !turns || marked && piece.kind != Kind::Turned;
        if turn != Turn::None && free && self.before_turn(at, turn, marked) {
            return Some("before a turn");
        }
        if voiced && piece.kind == Kind::Plain && piece.turn != Turn::But {
            return Some("others are said to think so");
        }
        marks::admits(words).then_some("an admission")
    }

    /// Whether a piece before a turn is what is turned against.
    fn before_turn(&self, at: usize, turn: Turn, marked: bool) -> bool {
        if !marked && at > self.claim && self.answered(at) {
            return false;
        }
        if !marked && at > self.claim && turn.is_strong() && self.last(at) && !self.shares(at) {
            // The last sentence turns: against the claim, unless it demands.
            return marks::demands(self.words(at + 1), false);
        }
        let supports = marks::supports(self.words(at));
        !supports || self.shares(at) && turn == Turn::But
    }

    /// Whether the last sentence turns against the claim.
    fn ends_against(&self, at: usize, sides: &[Side]) -> bool {
        let next = at + 1;
        if !self.last(at) || self.shares(at) || self.pieces[next].kind == Kind::Granted {
            return false;
        }
        let turn = self.turned(at);
        if at == self.claim {
            return at > 0 && turn.opens() && sides[..at].iter().all(Option::is_none);
        }
        let plain = self.pieces[at].kind == Kind::Plain && self.pieces[at].turn == Turn::None;
        turn.is_strong()
            && at > self.claim
            && sides[0].is_none()
            && (plain || self.pieces[at].turn != Turn::None)
            && !marks::demands(self.words(next), false)
    }

    /// What stands between two granted pieces, or before the first turn of a paragraph that
    /// comes to its claim later, is granted with them.
    fn stretches(&self, sides: &mut [Side]) {
        let count = sides.len();
        let plain = |i: usize| {
            let piece = &self.pieces[i];
            piece.kind == Kind::Plain && i != self.claim && !marks::supports(self.words(i))
        };
        for at in 1..count.saturating_sub(1) {
            let admitted = |side: Side| side.is_some_and(|why| why != "before a turn");
            let turns = at + 2 < count && self.pieces[at + 2].turn.opens();
            if admitted(sides[at]) && sides[at + 1].is_none() && turns {
                let next = &self.pieces[at + 1];
                if next.first && next.turn == Turn::None && plain(at + 1) {
                    sides[at + 1] = Some("beside what is granted");
                }
            }
        }
        let second = sides.get(1).copied().flatten() == Some("before a turn");
        if second && self.claim > 1 && sides[0].is_none() && self.pieces.len() > 2 {
            let marked = marks::grants(self.words(1)) || marks::voices(self.words(1));
            let yes = marks::grants(self.words(0));
            if yes || !marked && !self.shares(1) && self.pieces[2].turn.opens() {
                sides[0] = Some("beside what is granted");
            }
        }
    }
}

#[cfg(test)]
mod tests;
