//! Reads WordNet's files (`index.noun`, `noun.exc`, ...) into a table of forms: each lemma
//! of one word, and its inflections.

use std::collections::BTreeMap;
use std::path::Path;

use crate::syntax::facts;
use crate::syntax::wordnet::{Entry, Wordnet, kind};

/// Bits for what an inflected form may be, beside those of [`kind`].
mod more {
    pub(super) const PLURAL: u16 = 2;
    pub(super) const VERB_S: u16 = 8;
    pub(super) const PAST: u16 = 16;
    pub(super) const ING: u16 = 32;
    pub(super) const COMPARED: u16 = 128;
    pub(super) const NAME: u16 = 512;
    /// More often a verb than a noun.
    pub(super) const RATHER_VERB: u16 = 1024;
}

#[derive(Clone, Copy, Debug, Default)]
struct Form {
    kind: u16,
    noun: u8,
    verb: u8,
    n_noun: u32,
    n_verb: u32,
}

/// A dictionary, or nothing when training goes without one.
#[derive(Clone, Debug)]
pub struct Dictionary {
    pub(crate) table: Wordnet,
}

impl Dictionary {
    /// A dictionary of no words.
    pub fn empty() -> Dictionary {
        Dictionary {
            table: Wordnet::of(&[], &[], 0),
        }
    }

    /// Reads the folder of WordNet 3.0's files.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn read(folder: &Path) -> std::io::Result<Dictionary> {
        let file = |name: &str| std::fs::read_to_string(folder.join(name));
        let mut forms = BTreeMap::new();
        for (part, exceptions) in PARTS {
            let (index, data) = (
                file(&format!("index.{part}"))?,
                file(&format!("data.{part}"))?,
            );
            let exceptions = file(exceptions)?;
            add(&mut forms, part, &index, &data, &exceptions);
        }
        Ok(Dictionary {
            table: pack(&forms),
        })
    }
}

const PARTS: [(&str, &str); 4] = [
    ("noun", "noun.exc"),
    ("verb", "verb.exc"),
    ("adj", "adj.exc"),
    ("adv", "adv.exc"),
];

/// Adds the lemmas of a part of speech and their inflections.
fn add(forms: &mut BTreeMap<String, Form>, part: &str, index: &str, data: &str, exceptions: &str) {
    let mut irregular: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in exceptions.lines() {
        let mut words = line.split_whitespace();
        if let (Some(form), Some(lemma)) = (words.next(), words.next()) {
            irregular.entry(lemma).or_default().push(form);
        }
    }
    for line in index.lines().filter(|line| !line.starts_with(' ')) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let Some(&lemma) = fields.first() else {
            continue;
        };
        if !lemma.bytes().all(|b| b.is_ascii_lowercase()) || lemma.len() < 2 {
            continue;
        }
        let sense = first_sense(&fields, data);
        let own = irregular.get(lemma).map_or(&[][..], Vec::as_slice);
        for (form, kind) in inflect(part, lemma, own) {
            let known = forms.entry(form).or_default();
            known.kind |= if sense.is_name { more::NAME } else { kind };
            match part {
                "noun" => {
                    known.n_noun += sense.n;
                    known.noun = if known.noun == 0 {
                        sense.field
                    } else {
                        known.noun
                    };
                }
                "verb" => {
                    known.n_verb += sense.n;
                    known.verb = if known.verb == 0 {
                        sense.field
                    } else {
                        known.verb
                    };
                }
                _ => {}
            }
        }
    }
}

#[derive(Default)]
struct Sense {
    field: u8,
    is_name: bool,
    n: u32,
}

/// The first sense of a line of an index.
fn first_sense(fields: &[&str], data: &str) -> Sense {
    // lemma pos n_synsets n_pointers pointers... n_senses n_tagged offsets...
    let number = |at: usize| fields.get(at).and_then(|f| f.parse::<usize>().ok());
    let Some(at) = number(3).map(|n| n + 4) else {
        return Sense::default();
    };
    let n = number(at + 1).unwrap_or(0) as u32;
    let line = number(at + 2)
        .and_then(|offset| data.get(offset..))
        .unwrap_or("");
    let line: Vec<&str> = line
        .lines()
        .next()
        .unwrap_or("")
        .split_whitespace()
        .take(40)
        .collect();
    let field = line.get(1).and_then(|f| f.parse::<u8>().ok()).unwrap_or(0);
    // Fields of nouns begin at 3, of verbs at 29.
    let field = if field >= 29 {
        field - 28
    } else {
        field.saturating_sub(2)
    };
    let lemma = fields.first().copied().unwrap_or("");
    let written = line.iter().find(|w| w.eq_ignore_ascii_case(lemma));
    let is_name = written.is_some_and(|w| w.starts_with(|c: char| c.is_ascii_uppercase()));
    Sense { field, is_name, n }
}

/// A lemma and its inflections.
fn inflect(part: &str, lemma: &str, irregular: &[&str]) -> Vec<(String, u16)> {
    let own = |kind: u16| irregular.iter().map(move |f| ((*f).to_owned(), kind));
    let plain = |kind: u16| (lemma.to_owned(), kind);
    match part {
        "noun" if irregular.is_empty() => vec![plain(kind::NOUN), (with_s(lemma), more::PLURAL)],
        "noun" => own(more::PLURAL).chain([plain(kind::NOUN)]).collect(),
        "verb" => {
            let kind_of = |f: &str| {
                if f.ends_with("ing") {
                    more::ING
                } else {
                    more::PAST
                }
            };
            let mut forms = vec![plain(kind::VERB), (with_s(lemma), more::VERB_S)];
            forms.extend(irregular.iter().map(|f| ((*f).to_owned(), kind_of(f))));
            for (form, kind) in [(with_ed(lemma), more::PAST), (with_ing(lemma), more::ING)] {
                if !irregular.iter().any(|f| kind_of(f) == kind) {
                    forms.push((form, kind));
                }
            }
            forms
        }
        "adj" => {
            let mut forms = vec![plain(kind::ADJECTIVE)];
            forms.extend(own(more::COMPARED));
            if lemma.len() <= 6 {
                let stem = stem_of_e(lemma);
                forms.extend(["er", "est"].map(|end| (format!("{stem}{end}"), more::COMPARED)));
            }
            forms
        }
        _ => vec![plain(kind::ADVERB)],
    }
}

fn ends_in_consonant_y(lemma: &str) -> Option<&str> {
    let stem = lemma.strip_suffix('y')?;
    (!stem.ends_with(['a', 'e', 'i', 'o', 'u'])).then_some(stem)
}

fn with_s(lemma: &str) -> String {
    if let Some(stem) = ends_in_consonant_y(lemma) {
        return format!("{stem}ies");
    }
    let hiss = ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| lemma.ends_with(end));
    format!("{lemma}{}", if hiss { "es" } else { "s" })
}

/// The stem before "-ed" and "-er".
fn stem_of_e(lemma: &str) -> String {
    match ends_in_consonant_y(lemma) {
        Some(stem) => format!("{stem}i"),
        None => lemma.strip_suffix('e').unwrap_or(lemma).to_owned(),
    }
}

fn with_ed(lemma: &str) -> String {
    format!("{}ed", stem_of_e(lemma))
}

fn with_ing(lemma: &str) -> String {
    let keeps = ["ee", "oe", "ye"].iter().any(|end| lemma.ends_with(end));
    let stem = lemma.strip_suffix('e').filter(|_| !keeps).unwrap_or(lemma);
    format!("{stem}ing")
}

fn pack(forms: &BTreeMap<String, Form>) -> Wordnet {
    let kind = |form: &Form| {
        let rather =
            form.kind & kind::VERB != 0 && form.kind & kind::NOUN != 0 && form.n_verb > form.n_noun;
        form.kind | if rather { more::RATHER_VERB } else { 0 }
    };
    let mut kinds: BTreeMap<u16, usize> = BTreeMap::new();
    for form in forms.values() {
        *kinds.entry(kind(form)).or_default() += 1;
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|&(kind, n)| (std::cmp::Reverse(n), kind));
    kinds.truncate(255);
    let number = |k: u16| {
        kinds
            .iter()
            .position(|&(kind, _)| kind == k)
            .map_or(0, |n| n as u8 + 1)
    };
    let mut entries: Vec<(u32, Entry)> = forms
        .iter()
        .map(|(form, known)| {
            let entry = Entry {
                kind: number(kind(known)),
                noun: known.noun,
                verb: known.verb,
            };
            (facts::hash(form), entry)
        })
        .filter(|(_, entry)| entry.kind != 0)
        .collect();
    entries.sort_by_key(|(hash, _)| *hash);
    entries.dedup_by_key(|(hash, _)| *hash);
    let masks: Vec<u16> = kinds.iter().map(|k| k.0).collect();
    let bits = (entries.len() * 4 / 3).next_power_of_two().trailing_zeros();
    Wordnet::of(&entries, &masks, bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections() {
        let forms = |part: &str, lemma: &str, own: &[&str]| {
            let forms = inflect(part, lemma, own);
            forms.into_iter().map(|f| f.0).collect::<Vec<_>>()
        };
        assert_eq!(forms("noun", "city", &[]), ["city", "cities"]);
        assert_eq!(
            forms("verb", "go", &["went", "gone"]),
            ["go", "gos", "went", "gone", "going"]
        );
        assert_eq!(
            forms("verb", "agree", &[]),
            ["agree", "agrees", "agreed", "agreeing"]
        );
        assert_eq!(
            forms("adj", "big", &["bigger"]),
            ["big", "bigger", "biger", "bigest"]
        );
    }

    #[test]
    fn what_was_put_in_is_found() {
        let entry = |kind| Entry {
            kind,
            noun: 3,
            verb: 2,
        };
        let letter = |i: usize| char::from(b'a' + (i % 26) as u8);
        let words = (0..500).map(|i| format!("word{}{}", letter(i), letter(i / 26)));
        let words: Vec<String> = words.collect();
        let entries: Vec<_> = words
            .iter()
            .zip(1..)
            .map(|(w, i)| (facts::hash(w), entry((i % 200) as u8 + 1)))
            .collect();
        let table = Wordnet::of(&entries, &[], 12);
        assert!(
            entries
                .iter()
                .all(|(hash, entry)| table.get(*hash) == *entry)
        );
        assert_eq!(table.get(facts::hash("other")), Entry::default());
    }
}
