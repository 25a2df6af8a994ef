//! Names that the model broke in two, made whole: "Juan | de la | Cruz", "Bank | of | Ulm".

use std::ops::Range;

use super::lexicon::{
    self, ANY_GIVEN, BODY, CALENDAR, CITY, COMMON, COUNTRY, Classes, KNOWN_BODY, OPENER, PARTICLE,
    PEOPLE, PLACE_WORD, THING, TITLE, TITLE_PART,
};
use super::tagger::{Label, at_start, is_piece};
use super::words::OF_HEADS;
use crate::reader::text::{Sentence, Text};

/// Words that are no part of a person's name.
const NO_PERSON: Classes = OPENER
    | COMMON
    | TITLE
    | TITLE_PART
    | PEOPLE
    | CALENDAR
    | BODY
    | PLACE_WORD
    | THING
    | COUNTRY
    | CITY
    | KNOWN_BODY;

/// Mends the names of one run.
pub(super) fn mend(
    text: &Text,
    sentence: &Sentence,
    run: &Range<usize>,
    found: &mut Vec<(Label, Range<usize>)>,
) {
    for at in 0..found.len() {
        let low = if at == 0 {
            run.start
        } else {
            found[at - 1].1.end
        };
        let high = found.get(at + 1).map_or(run.end, |next| next.1.start);
        let (label, range) = &mut found[at];
        if *label == Label::Person {
            widen(text, sentence, range, low, high);
        } else if OF_HEADS.contains(text.tokens[range.end - 1].stem()) {
            range.end = after_of(text, range.end, high);
        }
    }
    join(text, found);
}

/// A person's name with the parts beside it that can be nothing else.
fn widen(text: &Text, sentence: &Sentence, range: &mut Range<usize>, low: usize, high: usize) {
    let part = |at: usize| {
        let classes = lexicon::classes(text.tokens[at].stem());
        is_piece(text, at) && (classes & ANY_GIVEN != 0 || classes & NO_PERSON == 0)
    };
    while range.start > low
        && part(range.start - 1)
        && !text.tokens[range.start - 1].is_possessive()
        && !at_start(text, sentence, range.start - 1)
    {
        range.start -= 1;
    }
    while range.end < high && part(range.end) && !text.tokens[range.end - 1].is_possessive() {
        range.end += 1;
    }
}

/// One past "of the Interior" after a word that wants it.
fn after_of(text: &Text, end: usize, high: usize) -> usize {
    let is = |at: usize, word: &str| at < high && text.tokens[at].lower == word;
    if !is(end, "of") {
        return end;
    }
    let first = end + 1 + usize::from(is(end + 1, "the"));
    let mut last = first;
    while last < high && is_piece(text, last) {
        last += 1;
    }
    if last == first { end } else { last }
}

/// Makes one of two names with only a particle between, or "of" after a word that wants it.
fn join(text: &Text, found: &mut Vec<(Label, Range<usize>)>) {
    let mut kept: Vec<(Label, Range<usize>)> = Vec::new();
    for (label, range) in found.drain(..) {
        let Some((before, last)) = kept.last_mut() else {
            kept.push((label, range));
            continue;
        };
        let between = &text.tokens[last.end..range.start];
        let particles = (1..=3).contains(&between.len())
            && between
                .iter()
                .all(|t| lexicon::classes(&t.lower) & PARTICLE != 0)
            && *before == Label::Person;
        let of = between.first().is_some_and(|t| t.lower == "of")
            && (between.len() == 1 || between.len() == 2 && between[1].lower == "the")
            && matches!(before, Label::Body | Label::Other)
            && OF_HEADS.contains(text.tokens[last.end - 1].stem());
        if particles || of {
            last.end = range.end;
        } else {
            kept.push((label, range));
        }
    }
    *found = kept;
}
