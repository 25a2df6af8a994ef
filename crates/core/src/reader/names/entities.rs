//! Which mentions name the same: full names first, then the short forms of each.

use std::collections::BTreeMap;

use super::chains::Chain;
use super::tagger::Label;
use super::words::{
    DEMONYMS, MEN, NAME_SUFFIXES, ORG_WORDS, PLACE_WORDS, PLACES, THING_WORDS, WOMEN,
};
use super::{Entity, Gender, Mention, NameKind, Names};
use crate::reader::text::{Text, TokenKind};
use crate::source::Span;

/// The most full names that one short form is compared with.
const MAX_CANDIDATES: usize = 32;

/// Says what each chain names.
pub(super) fn resolve(text: &Text, chains: Vec<Chain>) -> Names {
    let full = full_names(&chains);
    let by_part = short_forms(&full);
    let mut links: Vec<Vec<String>> = Vec::with_capacity(chains.len());
    let mut last_seen: BTreeMap<&Vec<String>, usize> = BTreeMap::new();
    for (index, chain) in chains.iter().enumerate() {
        let key = if let Some(form) = full.get(&chain.parts) {
            form.key.clone()
        } else {
            pick(chain, &by_part, &full, &last_seen)
        };
        if let Some((key, _)) = full.get_key_value(&key) {
            last_seen.insert(key, index);
        }
        links.push(key);
    }
    assemble(text, chains, links)
}

/// What is known of one full form.
#[derive(Clone, Debug)]
struct Form {
    /// The form that stands for all variants of it.
    key: Vec<String>,
    /// How often it (with its variants) is mentioned.
    count: usize,
    /// Whether something marks it as an organisation, a place or a thing.
    not_person: bool,
    /// Whether something marks it as a person.
    person: bool,
}

/// The names of two parts and more, variants of one name under one key.
fn full_names(chains: &[Chain]) -> BTreeMap<Vec<String>, Form> {
    let mut forms: BTreeMap<Vec<String>, Form> = BTreeMap::new();
    for chain in chains.iter().filter(|c| c.parts.len() >= 2) {
        let form = forms.entry(chain.parts.clone()).or_insert_with(|| Form {
            key: chain.parts.clone(),
            count: 0,
            not_person: THING_WORDS.contains(surname(&chain.parts)),
            person: false,
        });
        form.count += 1;
        form.not_person |= matches!(chain.label, Label::Body | Label::Place);
        form.person |= chain.label == Label::Person;
    }
    merge_middles(&mut forms);
    merge_parts(&mut forms);
    let mut counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for form in forms.values() {
        *counts.entry(form.key.clone()).or_default() += form.count;
    }
    for form in forms.values_mut() {
        form.count = counts.get(&form.key).copied().unwrap_or(form.count);
    }
    forms
}

/// The last part that is not "Jr" or the like.
fn surname(parts: &[String]) -> &str {
    let mut rev = parts.iter().rev().map(String::as_str);
    rev.find(|p| !NAME_SUFFIXES.contains(p)).unwrap_or("")
}

fn suffix(parts: &[String]) -> Option<&str> {
    let last = parts.last()?.as_str();
    NAME_SUFFIXES.contains(last).then_some(last)
}

/// "Hillary Rodham Clinton" and "Hillary Clinton": same ends, one without a middle.
fn merge_middles(forms: &mut BTreeMap<Vec<String>, Form>) {
    let mut by_ends: BTreeMap<(String, String, String), Vec<Vec<String>>> = BTreeMap::new();
    for parts in forms.keys() {
        let suffix = suffix(parts).unwrap_or("").to_owned();
        let ends = (parts[0].clone(), surname(parts).to_owned(), suffix);
        by_ends.entry(ends).or_default().push(parts.clone());
    }
    for group in by_ends.values().filter(|g| g.len() > 1) {
        let Some(short) = group.iter().min_by_key(|p| p.len()) else {
            continue;
        };
        if short.len() - usize::from(suffix(short).is_some()) != 2 {
            continue;
        }
        for parts in group {
            if let Some(form) = forms.get_mut(parts) {
                form.key = short.clone();
            }
        }
    }
}

/// "J. Smith" and "John Smith"; "Rodham Clinton" and "Hillary Rodham Clinton".
fn merge_parts(forms: &mut BTreeMap<Vec<String>, Form>) {
    let mut by_surname: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for parts in forms.keys().filter(|p| p[0].chars().count() > 1) {
        let list = by_surname.entry(surname(parts).to_owned()).or_default();
        if list.len() < MAX_CANDIDATES {
            list.push(parts.clone());
        }
    }
    let keys: Vec<Vec<String>> = forms.keys().cloned().collect();
    for parts in keys {
        let Some(list) = by_surname.get(surname(&parts)) else {
            continue;
        };
        let initial = parts[0].chars().count() == 1;
        let mut like = list.iter().filter(|other| {
            **other != parts
                && suffix(other) == suffix(&parts)
                && (initial && other[0].starts_with(&parts[0])
                    || other.len() > parts.len() && other.ends_with(&parts))
        });
        let (Some(other), None) = (like.next(), like.next()) else {
            continue;
        };
        let Some(target) = forms
            .get(other)
            .filter(|f| !f.not_person)
            .map(|f| f.key.clone())
        else {
            continue;
        };
        if let Some(form) = forms.get_mut(&parts).filter(|f| !f.not_person) {
            form.key = target;
        }
    }
}

/// From one part of a name to the full names that it may stand for.
fn short_forms(full: &BTreeMap<Vec<String>, Form>) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut by_part: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for (parts, form) in full {
        let first = parts[0].as_str();
        let last = surname(parts);
        let dull = |part: &str| {
            ORG_WORDS.contains(part)
                || PLACE_WORDS.contains(part)
                || DEMONYMS.contains(part)
                || part.chars().count() < 2
        };
        let ends: &[&str] = if form.not_person {
            &[first]
        } else {
            &[last, first]
        };
        for part in ends.iter().filter(|p| !dull(p)) {
            let list = by_part.entry((*part).to_owned()).or_default();
            if list.len() < MAX_CANDIDATES && !list.contains(&form.key) {
                list.push(form.key.clone());
            }
        }
    }
    by_part
}

/// The full name that a short form stands for: the only one, or the one that dominates
/// the document, or the one mentioned last; its own parts when there is none.
fn pick(
    chain: &Chain,
    by_part: &BTreeMap<String, Vec<Vec<String>>>,
    full: &BTreeMap<Vec<String>, Form>,
    last_seen: &BTreeMap<&Vec<String>, usize>,
) -> Vec<String> {
    let [part] = chain.parts.as_slice() else {
        return chain.parts.clone();
    };
    if PLACES.contains(part.as_str()) && chain.title.is_empty() {
        return chain.parts.clone();
    }
    // A name that nothing marks as a person's must have been given in full before.
    let known = |key: &&Vec<String>| {
        last_seen.contains_key(*key) || full.get(*key).is_some_and(|form| form.person)
    };
    let all = by_part.get(part).map_or(&[][..], Vec::as_slice);
    let candidates: Vec<&Vec<String>> = all.iter().filter(known).collect();
    let count = |key: &Vec<String>| full.get(key).map_or(0, |form| form.count);
    let Some(&most) = candidates.iter().max_by_key(|key| count(key)) else {
        return chain.parts.clone();
    };
    let rest = candidates.iter().filter(|key| **key != most);
    let second = rest.map(|key| count(key)).max().unwrap_or(0);
    if second == 0 || count(most) >= 3 * second {
        return most.clone();
    }
    let seen = candidates
        .iter()
        .filter(|key| last_seen.contains_key(**key))
        .max_by_key(|key| last_seen.get(**key));
    seen.map_or_else(|| most.clone(), |key| (*key).clone())
}

/// Gathers mentions under their keys, in order of the first mention.
fn assemble(text: &Text, chains: Vec<Chain>, links: Vec<Vec<String>>) -> Names {
    let mut ids: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut names = Names::default();
    let mut votes: Vec<[u32; 4]> = Vec::new();
    for (chain, key) in chains.into_iter().zip(links) {
        let entity = *ids.entry(key).or_insert_with(|| {
            names.entities.push(Entity {
                name: String::new(),
                parts: Vec::new(),
                kind: NameKind::Other,
                gender: None,
                mentions: Vec::new(),
            });
            votes.push([0; 4]);
            names.entities.len() - 1
        });
        let vote = &mut votes[entity];
        // A title, or more than one part, says more than a lone word.
        let weight = 2 + u32::from(chain.parts.len() > 1) + 2 * u32::from(!chain.title.is_empty());
        vote[chain.label as usize] += weight;
        vote[0] += 3 * u32::from(!chain.title.is_empty());
        let target = &mut names.entities[entity];
        target.mentions.push(names.mentions.len());
        // Two forms that differ tell a person: "Kim Jong Un" and "Kim".
        if !target.parts.is_empty() && target.parts.len() != chain.parts.len() {
            vote[0] += 1;
        }
        if chain.parts.len() > target.parts.len() {
            target.name = written(text, &chain);
            target.parts.clone_from(&chain.parts);
        }
        target.gender = target.gender.or_else(|| gender(text, &chain));
        names.mentions.push(mention(text, chain, entity));
    }
    for (entity, votes) in names.entities.iter_mut().zip(votes) {
        let kinds = [
            NameKind::Person,
            NameKind::Organization,
            NameKind::Place,
            NameKind::Other,
        ];
        let most = votes.iter().max().copied().unwrap_or(0);
        let best = votes.iter().position(|&v| v == most).unwrap_or(0);
        entity.kind = kinds[best];
    }
    names
}

fn mention(text: &Text, chain: Chain, entity: usize) -> Mention {
    let whole = text.span_of(chain.tokens.clone());
    let possessive = text.tokens[chain.tokens.end - 1].is_possessive();
    Mention {
        span: Span::new(whole.start, bare_end(text, whole, possessive)),
        tokens: chain.tokens,
        title: chain.title,
        possessive,
        sentence: chain.sentence,
        entity,
    }
}

/// The end of a name without "'s" (whose apostrophe may take more than one byte).
fn bare_end(text: &Text, whole: Span, possessive: bool) -> usize {
    let raw = text.slice(whole);
    match raw.rfind(['\'', '’', 'ʼ', '‘']) {
        Some(at) if possessive => whole.start + at,
        _ => whole.end,
    }
}

/// The name as written, its white space made single.
fn written(text: &Text, chain: &Chain) -> String {
    let whole = text.span_of(chain.tokens.clone());
    let possessive = text.tokens[chain.tokens.end - 1].is_possessive();
    let span = Span::new(whole.start, bare_end(text, whole, possessive));
    let words: Vec<&str> = text.slice(span).split_whitespace().collect();
    words.join(" ")
}

fn gender(text: &Text, chain: &Chain) -> Option<Gender> {
    for token in &text.tokens[chain.title.clone()] {
        if token.kind != TokenKind::Word {
            continue;
        }
        match token.lower.as_str() {
            "mr" | "sir" | "lord" | "king" | "prince" | "spokesman" | "chairman"
            | "congressman" | "businessman" | "father" | "herr" | "monsieur" | "actor" => {
                return Some(Gender::Man);
            }
            "mrs" | "ms" | "miss" | "dame" | "lady" | "queen" | "princess" | "spokeswoman"
            | "chairwoman" | "congresswoman" | "businesswoman" | "sister" | "frau" | "madame"
            | "actress" => return Some(Gender::Woman),
            _ => {}
        }
    }
    let first = chain.parts.first().map_or("", String::as_str);
    match (MEN.contains(first), WOMEN.contains(first)) {
        (true, false) => Some(Gender::Man),
        (false, true) => Some(Gender::Woman),
        _ => None,
    }
}
