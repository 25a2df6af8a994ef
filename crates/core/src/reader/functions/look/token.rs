//! Signs of single words and of short phrases.

use super::View;
use crate::reader::functions::sign::{Sign, Signs};
use crate::reader::text::TokenKind;

/// Adds what the token at `at`, with its neighbours, is a sign of.
pub(super) fn see(view: &View<'_>, at: usize, signs: &mut Signs) {
    let token = &view.tokens[at];
    match token.kind {
        TokenKind::Mark => mark(&token.lower, signs),
        TokenKind::Number => signs.add(Sign::Number),
        TokenKind::Word => word(view, at, signs),
    }
}

fn mark(lower: &str, signs: &mut Signs) {
    let sign = match lower {
        "?" => Sign::Question,
        "!" => Sign::Exclaim,
        ":" => Sign::Colon,
        "(" => Sign::Paren,
        "-" | "–" | "—" => Sign::Dash,
        _ => return,
    };
    signs.add(sign);
}

fn word(view: &View<'_>, at: usize, signs: &mut Signs) {
    let own = view.sign(at);
    // "May 5" is no "may".
    if view.lower(at) == "may" && at > 0 && view.capital(at) {
        signs.add(Sign::Month);
        signs.add_if(view.before(at) == "in", Sign::InMonth);
        return;
    }
    signs.extend(own);
    if own != Signs::NONE {
        known(view, at, own, signs);
    }
    phrase(view, at, signs);
}

/// Phrases of words that are signs by themselves.
fn known(view: &View<'_>, at: usize, own: Signs, signs: &mut Signs) {
    let (next, after) = (view.lower(at + 1), view.lower(at + 2));
    let before = view.before(at);
    if own.any(&[Sign::Will, Sign::Would, Sign::Could, Sign::May]) {
        let relative = matches!(before, "who" | "whom" | "which" | "that");
        signs.add_if(relative, Sign::Relative);
        let done = next == "have" || after == "have";
        signs.add_if(done && own.any(&[Sign::May, Sign::Could]), Sign::MayHave);
        let ours = matches!(before, "we" | "i") || matches!(view.lower(at), "we'll" | "i'll");
        signs.add_if(ours && own.has(Sign::Will), Sign::WeWill);
    }
    if own.any(&[Sign::Expect, Sign::Likely, Sign::Predict]) {
        signs.add_if(next == "to", Sign::ExpectTo);
    }
    if own.has(Sign::Last) {
        last(view, at, signs);
    }
    if own.any(&[Sign::Has, Sign::Had]) {
        signs.add_if(next == "to", Sign::HaveTo);
    }
    if own.has(Sign::Month) {
        signs.add_if(before == "in", Sign::InMonth);
        signs.add_if(before == "since", Sign::SinceThen);
    }
    be(view, at, own, signs);
}

/// "Last year", "last week".
fn last(view: &View<'_>, at: usize, signs: &mut Signs) {
    let next = view.sign(at + 1);
    match view.lower(at + 1) {
        "year" | "years" | "decade" | "decades" | "century" | "summer" | "winter" | "spring"
        | "autumn" | "fall" | "may" => signs.add(Sign::LastYear),
        "week" | "month" | "night" | "few" => signs.add(Sign::LastWeek),
        _ if next.has(Sign::Month) => signs.add(Sign::LastYear),
        _ if next.has(Sign::Weekday) => signs.add(Sign::LastWeek),
        _ => {}
    }
}

/// "Was found", "is a", "is to".
fn be(view: &View<'_>, at: usize, own: Signs, signs: &mut Signs) {
    if !own.any(&[Sign::Is, Sign::Was]) {
        return;
    }
    let next = view.lower(at + 1);
    let found = matches!(
        next,
        "found" | "shot" | "held" | "taken" | "given" | "killed" | "sent" | "made"
    );
    let done = next.len() > 4 && next.ends_with("ed") || found;
    signs.add_if(own.has(Sign::Was) && done, Sign::PassivePast);
    let is_a = matches!(
        next,
        "a" | "an" | "the" | "not" | "no" | "very" | "so" | "too"
    );
    signs.add_if(is_a, Sign::IsA);
    let foreseen = &[Sign::Expect, Sign::Likely, Sign::Schedule];
    let later = view.lower(at + 2) == "to" && next != "going" && !view.sign(at + 1).any(foreseen);
    signs.add_if(own.has(Sign::Is) && (next == "to" || later), Sign::IsTo);
}

/// Phrases that begin or end with other words.
fn phrase(view: &View<'_>, at: usize, signs: &mut Signs) {
    let (lower, next) = (view.lower(at), view.lower(at + 1));
    match lower {
        "going" | "about" if next == "to" => signs.add(Sign::GoingTo),
        "ago" => {
            let long = ["years", "year", "decades", "decade", "months", "century"];
            signs.add_if(long.contains(&view.before(at)), Sign::YearsAgo);
        }
        "this" if is_span(next) || matches!(next, "month" | "week") => signs.add(Sign::ThisYear),
        "next" if is_span(next) || next_of(view, at + 1) => signs.add(Sign::NextYear),
        "when" if matches!(next, "he" | "she" | "they" | "his" | "her" | "their") => {
            signs.add(Sign::WhenHe);
        }
        "if" if at < 2 => signs.add(Sign::OpensIf),
        "declined" | "respond" | "comment" if next == "to" || lower != "declined" => {
            signs.add(Sign::Declined);
        }
        "reuters" | "xinhua" | "ap" | "afp" if view.before(at) == "(" => {
            signs.add(Sign::Dateline);
        }
        "old" | "year-old" => signs.add(Sign::YearOld),
        "ensure" => signs.add(Sign::Purpose),
        "so" if next == "that" => signs.add(Sign::Purpose),
        "order" if next == "to" => signs.add(Sign::Purpose),
        "then" | "the" | "last" if view.before(at) == "since" => signs.add(Sign::SinceThen),
        _ => {}
    }
}

fn is_span(lower: &str) -> bool {
    matches!(
        lower,
        "year" | "summer" | "winter" | "spring" | "autumn" | "fall"
    )
}

/// Whether "next" before it counts time.
fn next_of(view: &View<'_>, at: usize) -> bool {
    let spans = [
        "month", "week", "round", "few", "two", "three", "four", "five", "decade",
    ];
    spans.contains(&view.lower(at)) || view.sign(at).any(&[Sign::Weekday, Sign::Month])
}
