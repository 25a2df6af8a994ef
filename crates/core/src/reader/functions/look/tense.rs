//! Tenses: how much of a sentence looks back, tells of the present, looks ahead.

use super::View;
use crate::reader::functions::sign::{Sign, Signs};
use crate::reader::text::TokenKind;

/// Finite verbs, counted; verbs of saying left out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tenses {
    /// Verbs in the past.
    pub(super) past: u32,
    present: u32,
    /// Looks ahead, and where the first of them is.
    ahead: u32,
    first: usize,
}

impl Tenses {
    /// Counts the token at `at`.
    pub(super) fn see(&mut self, view: &View<'_>, at: usize, signs: &mut Signs) {
        if view.tokens[at].kind != TokenKind::Word {
            return;
        }
        let own = view.sign(at);
        if ahead(view, at, own) {
            if self.ahead == 0 {
                self.first = at;
            }
            self.ahead += 1;
            signs.add(Sign::Cue);
        }
        if own.has(Sign::Saying) {
            return;
        }
        if past(view, at, own) {
            self.past += 1;
        } else if own.any(&[Sign::Is, Sign::Has, Sign::Do]) {
            self.present += 1;
        }
    }

    /// Turns the counts into signs of a sentence of `len` tokens.
    pub(super) fn settle(&self, len: usize, share: f64, signs: &mut Signs) {
        signs.add(match self.past {
            0 => Sign::Past0,
            1 => Sign::Past1,
            2 => Sign::Past2,
            _ => Sign::Past3,
        });
        signs.add(match self.present {
            0 => Sign::Present0,
            1 => Sign::Present1,
            2 => Sign::Present2,
            _ => Sign::Present3,
        });
        let modal = signs.any(&[Sign::Can, Sign::Should, Sign::Must]);
        let only_past = self.present == 0 && self.ahead == 0;
        signs.add_if(only_past && self.past > 0, Sign::AllPast);
        signs.add_if(only_past && self.past == 0 && !modal, Sign::NoFinite);
        if self.ahead > 0 {
            signs.add_if(self.ahead == 2, Sign::Cues2);
            signs.add_if(self.past == 0, Sign::CueNoPast);
            signs.add_if(self.present >= 2, Sign::CueTwoPresent);
            signs.add_if(self.first * 3 < len, Sign::CueEarly);
            signs.add_if(share > 0.4, Sign::CueQuoted);
        }
    }
}

/// Whether the token looks ahead: a modal verb of the future, or "expected to".
fn ahead(view: &View<'_>, at: usize, own: Signs) -> bool {
    let (lower, next) = (view.lower(at), view.lower(at + 1));
    if own.has(Sign::May) {
        return at == 0 || lower != "may" || !view.capital(at);
    }
    if own.has(Sign::Will) {
        let noun = [
            "the",
            "his",
            "her",
            "their",
            "political",
            "a",
            "own",
            "free",
        ];
        return !noun.contains(&view.before(at));
    }
    if own.has(Sign::Would) {
        return !lower.ends_with("'d");
    }
    if own.has(Sign::Could) || own.has(Sign::Likely) {
        return true;
    }
    if own.any(&[Sign::Expect, Sign::Predict]) {
        return next == "to" || expects(lower);
    }
    let to = next == "to";
    to && (own.any(&[Sign::Schedule, Sign::Plan]) || matches!(lower, "going" | "about"))
}

/// Verbs that expect in the present.
fn expects(lower: &str) -> bool {
    matches!(
        lower,
        "expects"
            | "expect"
            | "expecting"
            | "anticipates"
            | "predicts"
            | "predict"
            | "predicting"
            | "forecasts"
            | "forecasting"
            | "foresees"
    )
}

/// Whether the token is a finite verb in the past, as far as its form and the two words
/// before it tell.
fn past(view: &View<'_>, at: usize, own: Signs) -> bool {
    if own.any(&[Sign::Was, Sign::Had, Sign::Did]) {
        return true;
    }
    let lower = view.lower(at);
    let regular = lower.len() > 4 && lower.ends_with("ed") && !own.has(Sign::NoPast);
    if !regular && !own.has(Sign::Preterite) {
        return false;
    }
    let helped = (at.saturating_sub(2)..at).any(|i| view.sign(i).has(Sign::Aux));
    let bare = !view.capital(at)
        && !at
            .checked_sub(1)
            .is_some_and(|i| view.sign(i).has(Sign::Closed))
        && view.lower(at + 1) != "by";
    !helped && (own.has(Sign::Preterite) || bare)
}
