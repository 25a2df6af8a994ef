//! Whom pronouns and descriptions mean: "he", "her", "the minister" after "Minister Lee".
//!
//! One pass in reading order. A pronoun means the best of the people named or meant a short
//! while ago whose gender fits: subjects before others, near ones before far ones, those
//! spoken of often before those named once. A description means the last person who bore
//! the same title. What a pronoun tells of a person's gender is kept.

use std::collections::BTreeMap;
use std::ops::Range;

use super::names::{Gender, Mention, NameKind, Names, words};
use super::text::{Text, TokenKind};
use crate::source::Span;

/// How many sentences back a pronoun looks.
const WINDOW: usize = 3;

/// How many people are kept in mind.
const IN_MIND: usize = 10;

/// A pronoun or a description, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it means, as an index into the entities of the names.
    pub entity: usize,
}

/// What pronouns and descriptions mean.
#[derive(Clone, Debug, Default)]
pub struct Coreference {
    /// In order, not overlapping.
    pub references: Vec<Reference>,
}

/// Somebody in mind.
#[derive(Clone, Debug)]
struct Person {
    entity: usize,
    sentence: usize,
    /// Token where it was last named or meant.
    at: usize,
    subject: bool,
    times: usize,
    gender: Option<Gender>,
}

impl Coreference {
    /// Looks through a text.
    pub fn new(text: &Text, names: &Names) -> Coreference {
        let mut scene = Scene {
            text,
            names,
            minds: Vec::new(),
            titles: BTreeMap::new(),
            out: Vec::new(),
        };
        let mut mentions = names.mentions.iter().peekable();
        for (number, sentence) in text.sentences.iter().enumerate() {
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                while mentions.next_if(|m| m.tokens.end <= at).is_some() {}
                match mentions.next_if(|m| m.tokens.start == at) {
                    Some(mention) => {
                        scene.named(mention, sentence.tokens.start);
                        at = mention.tokens.end;
                    }
                    None => at = scene.token(at, number, sentence.tokens.clone()),
                }
            }
        }
        let references = scene.out;
        Coreference { references }
    }

    /// What the words at `span` mean: a name that stands in them and is not a possessive, or
    /// else the pronoun or the description that they are.
    pub fn who_is(&self, text: &Text, names: &Names, span: Span) -> Option<usize> {
        let tokens = text.tokens_in(span);
        let named = names.within(tokens.clone());
        if let Some(mention) = named.iter().find(|m| !m.possessive) {
            return Some(mention.entity);
        }
        let first = self
            .references
            .partition_point(|r| r.tokens.start < tokens.start);
        let found = self.references.get(first)?;
        (found.tokens.end <= tokens.end).then_some(found.entity)
    }
}

struct Scene<'a, 't> {
    text: &'a Text<'t>,
    names: &'a Names,
    minds: Vec<Person>,
    /// The last bearer of each title.
    titles: BTreeMap<&'a str, usize>,
    out: Vec<Reference>,
}

impl Scene<'_, '_> {
    /// A name: who bears it is in mind from now on.
    fn named(&mut self, mention: &Mention, start: usize) {
        let entity = self.names.entity(mention);
        let person = entity.kind == NameKind::Person
            || entity.kind == NameKind::Other && entity.gender.is_some();
        if !person {
            return;
        }
        for token in &self.text.tokens[mention.title.clone()] {
            if words::TITLES.contains(token.lower.as_str()) {
                self.titles.insert(&token.lower, mention.entity);
            }
        }
        let subject = !mention.possessive && self.is_subject(mention.with_title().start, start);
        self.keep(
            mention.entity,
            mention.sentence,
            mention.tokens.start,
            subject,
            None,
        );
    }

    /// Whether nothing but an adverbial opens the sentence before the token, or a
    /// conjunction stands right before it.
    fn is_subject(&self, at: usize, start: usize) -> bool {
        let before = at.checked_sub(1).map(|i| &self.text.tokens[i]);
        at == start
            || before.is_some_and(|t| {
                t.is_quote()
                    || t.is_any(&[
                        ",", "and", "but", "that", "when", "while", "because", "as", "if",
                    ])
            })
    }

    fn keep(
        &mut self,
        entity: usize,
        sentence: usize,
        at: usize,
        subject: bool,
        gender: Option<Gender>,
    ) {
        let old = self.minds.iter().position(|p| p.entity == entity);
        let mut person = old.map(|i| self.minds.remove(i)).unwrap_or(Person {
            entity,
            sentence,
            at,
            subject,
            times: 0,
            gender: self.names.entities[entity].gender,
        });
        person.subject = subject || person.subject && person.sentence == sentence;
        (person.sentence, person.at) = (sentence, at);
        person.times += 1;
        person.gender = person.gender.or(gender);
        self.minds.push(person);
        if self.minds.len() > IN_MIND {
            self.minds.remove(0);
        }
    }

    /// A token outside of names; returns the next to look at.
    fn token(&mut self, at: usize, sentence: usize, tokens: Range<usize>) -> usize {
        let token = &self.text.tokens[at];
        if token.kind != TokenKind::Word || token.lower.len() > 7 {
            return at + 1;
        }
        let gender = match token.stem() {
            "he" | "him" | "his" | "himself" => Gender::Man,
            "she" | "her" | "hers" | "herself" => Gender::Woman,
            "the" => return self.description(at, sentence, tokens),
            _ => return at + 1,
        };
        if let Some(entity) = self.best(gender, at, sentence, &token.lower) {
            let subject = matches!(token.stem(), "he" | "she");
            self.keep(entity, sentence, at, subject, Some(gender));
            let tokens = at..at + 1;
            self.out.push(Reference { tokens, entity });
        }
        at + 1
    }

    fn best(&self, gender: Gender, at: usize, sentence: usize, lower: &str) -> Option<usize> {
        let fits =
            |p: &&Person| p.sentence + WINDOW >= sentence && p.gender.is_none_or(|g| g == gender);
        let score = |p: &Person| {
            let far = 3 * (sentence - p.sentence.min(sentence)) as i64;
            let known = i64::from(p.gender == Some(gender));
            // "Lee told him": not the subject right before, but "Lee lost his hat".
            let own = lower == "him" && p.subject && p.sentence == sentence;
            let near = i64::from(p.sentence == sentence && at - p.at < 12);
            let often = p.times.min(4) as i64;
            2 * i64::from(p.subject) + 2 * known + often + near - far - 4 * i64::from(own)
        };
        let best = self
            .minds
            .iter()
            .filter(fits)
            .max_by_key(|p| (score(p), p.at))?;
        Some(best.entity)
    }

    /// "the minister", "the former president".
    fn description(&mut self, at: usize, sentence: usize, tokens: Range<usize>) -> usize {
        let mut head = at + 1;
        while head + 1 < tokens.end
            && head < at + 4
            && words::TITLE_PARTS.contains(self.text.tokens[head].lower.as_str())
            && words::TITLES.contains(self.text.tokens[head + 1].lower.as_str())
        {
            head += 1;
        }
        let next_names = self.names.at(head + 1).is_some();
        let of = self
            .text
            .tokens
            .get(head + 1)
            .is_some_and(|t| t.is_any(&["of", "for", "."]));
        let known = (head < tokens.end && !next_names)
            .then(|| {
                self.titles
                    .get(self.text.tokens[head].lower.as_str())
                    .copied()
            })
            .flatten();
        match known {
            Some(entity) if !of || self.text.tokens[head + 1].lower == "." => {
                let subject = self.is_subject(at, tokens.start);
                self.keep(entity, sentence, at, subject, None);
                let tokens = at..head + 1;
                self.out.push(Reference { tokens, entity });
                head + 1
            }
            _ => at + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;

    /// Each reference as "words = name".
    fn meant(input: &str) -> Vec<String> {
        let document = document(input);
        let text = Text::new(&document);
        let names = Names::new(&text);
        let found = Coreference::new(&text, &names);
        let show = |r: &Reference| {
            let words = text.slice(text.span_of(r.tokens.clone()));
            format!("{words} = {}", names.entities[r.entity].name)
        };
        found.references.iter().map(show).collect()
    }

    #[test]
    fn genders_and_titles() {
        assert_eq!(
            meant("Judge Anna Hale met Tom Reed. She smiled. He left, and the judge stayed."),
            ["She = Anna Hale", "He = Tom Reed", "the judge = Anna Hale"]
        );
    }

    #[test]
    fn subjects_come_first() {
        assert_eq!(
            meant("Tom Reed thanked Paul Hale. Then he left with his dog."),
            ["he = Tom Reed", "his = Tom Reed"]
        );
    }

    #[test]
    fn nobody_is_guessed() {
        assert_eq!(meant("It rained. He left Oslo."), [""; 0]);
        assert_eq!(meant("The city of Oslo slept. She left."), [""; 0]);
    }
}
