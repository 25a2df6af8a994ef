//! What lists and the way a name is written say where the model has seen too little: "Hamas"
//! is a body, "Hale Street" a place, "the Iraqis" nobody in particular.
//!
//! Only what admits one reading is decided: "Jordan" is a country and a given name, so the
//! model keeps the last word on it.

use std::ops::Range;

use super::lexicon::{
    self, ANY_GIVEN, BODY, CALENDAR, CITY, COMMON, COUNTRY, Classes, KNOWN_BODY, MAN, OPENER,
    PEOPLE, PLACE_WORD, SURNAME, THING, TITLE, TITLE_PART, WOMAN,
};
use super::tagger::{Label, is_piece};
use super::words::{BODY_HEADS, PLACE_HEADS};
use crate::reader::text::Text;

/// What a person can be called.
const PERSONAL: Classes = ANY_GIVEN | SURNAME;

/// The most words of a name that is looked up whole.
const LONGEST: usize = 4;

/// Sets right what the lists know of the names of one run, and adds what was passed over.
pub(super) fn settle(
    text: &Text,
    run: &Range<usize>,
    loud: bool,
    found: &mut Vec<(Label, Range<usize>)>,
) {
    for at in 0..found.len() {
        let high = found.get(at + 1).map_or(run.end, |next| next.1.start);
        let (label, range) = &mut found[at];
        head(text, label, range, high);
        if nobody(text, range) {
            *label = Label::Other;
        } else if let Some(known) = known(text, range, *label) {
            *label = known;
        } else if *label == Label::Place && full_name(text, range) {
            *label = Label::Person;
        } else if !loud && *label == Label::Person && range.len() == 1 {
            *label = lone(text, range.start);
        }
    }
    if !loud {
        fill(text, run, found);
    }
}

/// "Hale | Street", "Hale | University": the word that says what it is belongs to the name.
fn head(text: &Text, label: &mut Label, range: &mut Range<usize>, high: usize) {
    let next = range.end;
    let closed = text.tokens[next - 1].is_possessive();
    if next < high && !closed && is_piece(text, next) {
        let stem = text.tokens[next].stem();
        if PLACE_HEADS.contains(stem) || BODY_HEADS.contains(stem) {
            range.end += 1;
        }
    }
    let last = text.tokens[range.end - 1].stem();
    if range.len() > 1 && *label != Label::Other || range.end > next {
        if PLACE_HEADS.contains(last) {
            *label = Label::Place;
        } else if BODY_HEADS.contains(last) {
            *label = Label::Body;
        }
    }
}

/// What the lists know a whole name to be, when it can be one thing only.
fn known(text: &Text, range: &Range<usize>, label: Label) -> Option<Label> {
    let classes = match range.len() {
        1 => lexicon::classes(text.tokens[range.start].stem()),
        2..=LONGEST => phrase(text, range),
        _ => return None,
    };
    sole(classes).filter(|sole| {
        // A word of the lists that is an adjective as well may open the name of a thing.
        *sole == Label::Body || label != Label::Other
    })
}

fn phrase(text: &Text, range: &Range<usize>) -> Classes {
    if !lexicon::opens_phrase(text.tokens[range.start].stem()) {
        return 0;
    }
    let words: Vec<&str> = text.tokens[range.clone()]
        .iter()
        .map(|t| t.stem())
        .collect();
    lexicon::classes(&words.join(" "))
}

/// The one kind of thing that words of these classes name; none for words of several.
fn sole(classes: Classes) -> Option<Label> {
    let kinds = KNOWN_BODY | COUNTRY | CITY | PERSONAL | COMMON | PEOPLE | TITLE;
    match classes & kinds {
        KNOWN_BODY => Some(Label::Body),
        mixed if mixed & !(COUNTRY | CITY) == 0 && mixed & COUNTRY != 0 => Some(Label::Place),
        _ => None,
    }
}

/// Whether a name is made of peoples, creeds and followers only ("Iraqis", "Sunni Arab",
/// "Trotskyists"), or is a letter that stands for anything.
fn nobody(text: &Text, range: &Range<usize>) -> bool {
    text.tokens[range.clone()].iter().all(|token| {
        let stem = token.stem();
        let singular = stem.strip_suffix('s').map_or(0, lexicon::classes);
        let classes = lexicon::classes(stem);
        let people = (classes | singular) & PEOPLE != 0;
        let letter = range.len() == 1 && stem.chars().count() == 1;
        let followers = classes == 0 && stem.len() > 5 && stem.ends_with("ists");
        classes & (COUNTRY | KNOWN_BODY | PERSONAL) == 0 && (people || letter || followers)
    })
}

/// Whether a given name opens it that is nothing else, and a word that could be a surname
/// ends it, though a place bears that name as well.
fn full_name(text: &Text, range: &Range<usize>) -> bool {
    let classes = |at: usize| lexicon::classes(text.tokens[at].stem());
    let other = COMMON | COUNTRY | PEOPLE | TITLE | BODY | CITY | KNOWN_BODY | PLACE_WORD;
    let given = |all: Classes| all & ANY_GIVEN != 0 && all & other == 0;
    let last = classes(range.end - 1);
    (2..=3).contains(&range.len())
        && given(classes(range.start))
        && last & (COUNTRY | BODY | PLACE_WORD | COMMON) == 0
}

/// What a lone word is that was taken for a person: perhaps a body in capitals.
fn lone(text: &Text, at: usize) -> Label {
    let classes = lexicon::classes(text.tokens[at].stem());
    let raw = text.slice(text.tokens[at].span);
    let capitals = (3..=6).contains(&raw.len()) && raw.bytes().all(|b| b.is_ascii_uppercase());
    if capitals && classes & PERSONAL == 0 {
        return Label::Body;
    }
    Label::Person
}

/// Adds the lone words of a run that the model passed over and that can be one thing only.
fn fill(text: &Text, run: &Range<usize>, found: &mut Vec<(Label, Range<usize>)>) {
    let mut next = 0;
    let mut at = run.start;
    while at < run.end {
        if let Some((_, range)) = found.get(next)
            && range.start <= at
        {
            at = range.end.max(at + 1);
            next += 1;
            continue;
        }
        let alone = (at == run.start || !is_piece(text, at - 1))
            && (at + 1 >= run.end || !is_piece(text, at + 1));
        if alone && let Some(label) = passed_over(text, at) {
            found.insert(next, (label, at..at + 1));
            next += 1;
        }
        at += 1;
    }
}

fn passed_over(text: &Text, at: usize) -> Option<Label> {
    if !is_piece(text, at) {
        return None;
    }
    let classes = lexicon::classes(text.tokens[at].stem());
    let dull = COMMON | CALENDAR | OPENER | TITLE | TITLE_PART | PEOPLE | THING | BODY;
    if classes & dull != 0 {
        return None;
    }
    let given = classes & (MAN | WOMAN) != 0 && classes & (CITY | COUNTRY | KNOWN_BODY) == 0;
    sole(classes).or(given.then_some(Label::Person))
}

#[cfg(test)]
mod tests {
    use crate::reader::names::{NameKind, Names};
    use crate::reader::sample::document;
    use crate::reader::text::Text;

    fn names(input: &str) -> Vec<(String, NameKind)> {
        let document = document(input);
        let text = Text::new(&document);
        let names = Names::new(&text);
        let all = names.entities.iter();
        all.map(|e| (e.name.clone(), e.kind)).collect()
    }

    fn one(input: &str, name: &str, kind: NameKind) {
        assert_eq!(names(input), [(name.to_owned(), kind)], "{input}");
    }

    #[test]
    fn lists_decide_what_admits_one_reading() {
        one(
            "They stood with Hamas then.",
            "Hamas",
            NameKind::Organization,
        );
        one(
            "She grew up in the West Bank.",
            "West Bank",
            NameKind::Place,
        );
        one(
            "It rained on Oxley Street.",
            "Oxley Street",
            NameKind::Place,
        );
    }

    #[test]
    fn a_given_name_opens_a_sentence() {
        one("Suzanne is tired.", "Suzanne", NameKind::Person);
        assert_eq!(names("Will is a noun."), []);
    }

    #[test]
    fn peoples_and_letters_are_nobody() {
        let people = |input: &str| {
            let found = names(input);
            found.iter().any(|(_, kind)| *kind == NameKind::Person)
        };
        assert!(!people("Some eleven Iraqis were there."));
        assert!(!people("So the Trotskyists left."));
    }

    #[test]
    fn possessives_may_stand_apart() {
        one(
            "The office of Maria Halonen 's brother.",
            "Maria Halonen",
            NameKind::Person,
        );
    }
}
