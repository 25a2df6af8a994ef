//! Rule "misspelt": a name that stands once and differs by one slip of the pen from a name
//! that recurs.
//!
//! Why: "Halonne" among ten "Halonen" is a typing error. Two people may well bear names
//! that are nearly alike, so a different given name before it, a place, a known given name,
//! a plural or another ending of the name keep the rule silent.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Scene, anomaly};
use crate::reader::draft::DraftRemark;
use crate::reader::names::lexicon;
use crate::reader::names::tagger::{at_start, is_piece};
use crate::reader::names::words::{DEMONYMS, MEN, PLACES, TITLES, WOMEN};
use crate::reader::text::TokenKind;
use crate::source::Span;

/// How often the right form must stand.
const RECURRING: usize = 3;

/// The shortest name that is looked at, in characters: shorter ones are too easily alike.
const MIN_LEN: usize = 4;

/// From this length on a name need stand only twice to be the right form.
const LONG: usize = 7;

/// The longest.
const MAX_LEN: usize = 24;

/// Endings that make another word of a name rather than a wrong one.
const ENDINGS: &[&str] = &["s", "n", "i", "a", "e", "y", "o", "es", "er"];

/// Finds misspelt names.
pub(super) fn find(scene: &Scene, out: &mut Vec<DraftRemark>) {
    let counts = counts(scene);
    let mut near: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (part, count) in &counts {
        let long = part.chars().count() >= LONG;
        if *count >= RECURRING || long && *count + 1 >= RECURRING {
            for form in forms(part) {
                let list = near.entry(form).or_default();
                if list.len() < 8 {
                    list.push(part);
                }
            }
        }
    }
    for index in name_tokens(scene) {
        let Some(part) = part_at(scene, index) else {
            continue;
        };
        if counts.get(&part) != Some(&1) || is_known(&part) || scene.lower.contains(&part) {
            continue;
        }
        let candidates = forms(&part).into_iter().filter_map(|form| near.get(&form));
        let right = candidates
            .flatten()
            .find(|right| is_slip(&part, right) && same_person(scene, index, right));
        if let Some(right) = right {
            let span = name_span(scene, index);
            let wrong = scene.text.slice(span);
            let comment = format!(
                "\"{wrong}\" is written so only here; elsewhere it is \"{}\"",
                capital(right)
            );
            out.push(anomaly(span, "misspelt", comment));
        }
    }
}

/// The tokens that may be a part of a name: those of names, and other capitalised words that
/// no beginning of a sentence explains.
fn name_tokens(scene: &Scene) -> Vec<usize> {
    let text = scene.text;
    let mut mentions = scene.names.mentions.iter().peekable();
    let mut out = Vec::new();
    for sentence in &text.sentences {
        for index in sentence.tokens.clone() {
            while mentions.next_if(|m| m.tokens.end <= index).is_some() {}
            let named = mentions.peek().is_some_and(|m| m.tokens.start <= index);
            // A word that no list knows is no common word at the start of a sentence either.
            let unknown = || lexicon::classes(text.tokens[index].stem()) == 0;
            let certain = || !at_start(text, sentence, index) || unknown();
            if named || is_piece(text, index) && certain() {
                out.push(index);
            }
        }
    }
    out
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    first + chars.as_str()
}

/// How often each part of a name stands.
fn counts(scene: &Scene) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for index in name_tokens(scene) {
        if let Some(part) = part_at(scene, index) {
            *counts.entry(part).or_default() += 1;
        }
    }
    counts
}

/// The part of a name at a token, when it is of a length to be looked at.
fn part_at(scene: &Scene, index: usize) -> Option<String> {
    let token = &scene.text.tokens[index];
    let stem = token.stem();
    let len = stem.chars().count();
    let plain = token.kind == TokenKind::Word && stem.chars().all(char::is_alphabetic);
    (plain && (MIN_LEN..=MAX_LEN).contains(&len) && scene.text.is_capital(index))
        .then(|| stem.to_owned())
}

/// The word and all words that leave out one of its letters: two words that are one slip
/// apart share one of these.
fn forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    for (at, c) in word.char_indices() {
        forms.push(format!("{}{}", &word[..at], &word[at + c.len_utf8()..]));
    }
    forms
}

fn is_known(part: &str) -> bool {
    let listed = [&MEN, &WOMEN, &PLACES, &DEMONYMS, &TITLES];
    listed.iter().any(|list| list.contains(part))
}

/// Whether `wrong` is `right` with one letter added, left out, changed or two swapped, and
/// is not just another ending of it.
fn is_slip(wrong: &str, right: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (wrong.chars().collect(), right.chars().collect());
    if a.first() != b.first() && a.get(1) != b.first() {
        return false;
    }
    let ending = |long: &str, short: &str| {
        let rest = long.strip_prefix(short);
        rest.is_some_and(|rest| {
            ENDINGS.contains(&rest) || rest.chars().count() == 1 && !short.ends_with(rest)
        })
    };
    if ending(wrong, right) || ending(right, wrong) {
        return false;
    }
    let same_front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[same_front..], &b[same_front..]);
    match a.len().abs_diff(b.len()) {
        0 => {
            let swapped = rest_a.len() >= 2
                && rest_a[0] == rest_b[1]
                && rest_a[1] == rest_b[0]
                && rest_a[2..] == rest_b[2..];
            // Another last letter is another ending ("Buddhism", "Buddhist").
            let changed = rest_a.len() >= 2 && rest_a[1..] == rest_b[1..] && a.len() >= 6;
            swapped || changed
        }
        1 if a.len() > b.len() => rest_a[1..] == *rest_b,
        1 => rest_a == &rest_b[1..],
        _ => false,
    }
}

/// Whether nothing says that the bearer is another: a given name before it that the right
/// name never has.
fn same_person(scene: &Scene, index: usize, right: &str) -> bool {
    let tokens = match scene.names.at(index) {
        Some(mention) => mention.tokens.clone(),
        None => around(scene, index),
    };
    if tokens.len() == 1 {
        return true;
    }
    let wrong_parts: Vec<&str> = scene.text.tokens[tokens.clone()]
        .iter()
        .filter(|t| t.kind == TokenKind::Word)
        .map(|t| t.stem())
        .collect();
    let place = scene.text.tokens[tokens.start..index]
        .iter()
        .filter(|t| t.kind == TokenKind::Word)
        .count();
    scene.names.entities.iter().take(5_000).any(|entity| {
        entity.parts.len() == wrong_parts.len()
            && entity.parts.get(place).map(String::as_str) == Some(right)
            && entity
                .parts
                .iter()
                .zip(&wrong_parts)
                .enumerate()
                .all(|(i, (x, y))| i == place || x == y)
    })
}

/// The capitalised words around one that is in no name.
fn around(scene: &Scene, index: usize) -> Range<usize> {
    let (mut start, mut end) = (index, index + 1);
    let dull = |at: usize| {
        let no_name = lexicon::CALENDAR | lexicon::OPENER | lexicon::TITLE;
        lexicon::classes(scene.text.tokens[at].stem()) & no_name != 0
    };
    while start > 0 && index - start < 4 && is_piece(scene.text, start - 1) && !dull(start - 1) {
        start -= 1;
    }
    while end < scene.text.tokens.len() && end - index < 4 && is_piece(scene.text, end) {
        end += 1;
    }
    start..end
}

/// The token without a possessive ending.
fn name_span(scene: &Scene, index: usize) -> Span {
    let token = &scene.text.tokens[index];
    let raw = scene.text.slice(token.span);
    let end = raw
        .rfind(['\'', '’', 'ʼ', '‘'])
        .filter(|_| token.is_possessive());
    Span::new(
        token.span.start,
        token.span.start + end.unwrap_or(raw.len()),
    )
}

#[cfg(test)]
mod tests {
    use super::is_slip;
    use crate::reader::anomalies::check::cases;

    #[test]
    fn slips_of_the_pen() {
        for (wrong, right) in [
            ("halonne", "halonen"),
            ("hallonen", "halonen"),
            ("haloen", "halonen"),
            ("hatonen", "halonen"),
        ] {
            assert!(is_slip(wrong, right), "{wrong}");
        }
        for (other, right) in [
            ("halonens", "halonen"),
            ("buddhism", "buddhist"),
            ("tale", "hale"),
            ("hal", "halonen"),
        ] {
            assert!(!is_slip(other, right), "{other}");
        }
    }

    #[test]
    fn matches_and_must_not() {
        let text = "Maria Halonen came. Then Halonen spoke. At noon Halonen left.";
        let slip = format!("{text} On Monday Halonne's dog died.");
        let other = format!("{text} On Monday the banker Juan Halonne died.");
        let people = format!("{text} On Monday the Halonens moved.");
        cases(
            "misspelt",
            &[
                (&slip, &["Halonne"]),
                (&other, &[]),
                (&people, &[]),
                (text, &[]),
            ],
        );
    }
}
