//! Names: who and what an article names, and which mentions mean the same.
//!
//! A small sequence model over runs of capitalised words, fed by lists of titles, given
//! names, places and bodies and by the document's own evidence (a word that also occurs in
//! lower case is hardly a name); then rules: a title belongs to the name after it, a surname
//! to the full name that bears it, and what is named once is named wherever it stands.

mod chains;
mod entities;
pub mod lexicon;
mod listed;
mod mend;
pub mod tagger;
pub mod words;

use std::ops::Range;

use self::words::DEMONYMS;
use super::text::Text;
use crate::source::Span;

/// The most mentions that are kept of one document; what comes after is not read.
pub const MAX_MENTIONS: usize = 200_000;

/// What bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation.
    Organization,
    /// A place.
    Place,
    /// Anything else, or unclear.
    Other,
}

/// A person's gender as far as titles and given names tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// A man.
    Man,
    /// A woman.
    Woman,
}

/// One place where a name stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The tokens of the name itself, without title.
    pub tokens: Range<usize>,
    /// The name itself, without title and without a possessive ending.
    pub span: Span,
    /// The tokens of the title and what belongs to it, right before the name; empty
    /// when there is none ("South Korean President", "spokesman").
    pub title: Range<usize>,
    /// Whether it ends in a possessive.
    pub possessive: bool,
    /// The sentence it stands in.
    pub sentence: usize,
    /// What it names, as an index into [`Names::entities`].
    pub entity: usize,
}

impl Mention {
    /// The tokens of title and name together.
    pub fn with_title(&self) -> Range<usize> {
        if self.title.is_empty() {
            self.tokens.clone()
        } else {
            self.title.start..self.tokens.end
        }
    }
}

/// Someone or something named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The fullest form of the name that the document has, without title.
    pub name: String,
    /// The parts of that form in lower case, without possessive and initials' stops.
    pub parts: Vec<String>,
    /// What it is.
    pub kind: NameKind,
    /// Man or woman, where titles or given names tell.
    pub gender: Option<Gender>,
    /// Its mentions, as indices into [`Names::mentions`], in order.
    pub mentions: Vec<usize>,
}

/// All names of a document.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Where names stand, in order, not overlapping.
    pub mentions: Vec<Mention>,
    /// What they name, in order of the first mention.
    pub entities: Vec<Entity>,
}

impl Names {
    /// Finds the names of a text.
    pub fn new(text: &Text) -> Names {
        entities::resolve(text, chains::find(text))
    }

    /// The mention whose name covers the token at `index`.
    pub fn at(&self, index: usize) -> Option<&Mention> {
        let after = self.mentions.partition_point(|m| m.tokens.start <= index);
        let mention = &self.mentions[after.checked_sub(1)?];
        (index < mention.tokens.end).then_some(mention)
    }

    /// The mentions whose names lie within these tokens.
    pub fn within(&self, tokens: Range<usize>) -> &[Mention] {
        let start = self
            .mentions
            .partition_point(|m| m.tokens.start < tokens.start);
        let end = self
            .mentions
            .partition_point(|m| m.tokens.end <= tokens.end);
        &self.mentions[start..end.max(start)]
    }

    /// What a mention names.
    pub fn entity(&self, mention: &Mention) -> &Entity {
        &self.entities[mention.entity]
    }

    /// A name with the title before it as far as that is capitalised ("Judge Hale").
    pub fn with_capital_title(&self, text: &Text, mention: &Mention) -> Span {
        let mut start = mention.tokens.start;
        while start > mention.title.start {
            let stop = text.tokens[start - 1].is_mark(".");
            let demonym = DEMONYMS.contains(text.tokens[start - 1].lower.as_str());
            if !stop && (!text.is_capital(start - 1) || demonym) {
                break;
            }
            start -= 1;
        }
        Span::new(text.tokens[start].span.start, mention.span.end)
    }

    /// The full name of what a mention names.
    pub fn full_name(&self, mention: &Mention) -> &str {
        &self.entity(mention).name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;

    /// Each entity as "full name: mentions", titles in brackets.
    fn names(input: &str) -> Vec<String> {
        let document = document(input);
        let text = Text::new(&document);
        let names = Names::new(&text);
        let show = |&index: &usize| {
            let mention = &names.mentions[index];
            let title = text.slice(text.span_of(mention.title.clone()));
            let name = text.slice(mention.span);
            if title.is_empty() {
                name.to_owned()
            } else {
                format!("[{title}] {name}")
            }
        };
        let entities = names.entities.iter();
        entities
            .map(|e| {
                let mentions: Vec<String> = e.mentions.iter().map(show).collect();
                format!("{}: {}", e.name, mentions.join(", "))
            })
            .collect()
    }

    #[test]
    fn surnames_belong_to_full_names() {
        assert_eq!(
            names(
                "Finnish Economy Minister Maria Halonen resigned. Critics cheered. Ms. Halonen's party, which Halonen led, did not."
            ),
            ["Maria Halonen: [Finnish Economy Minister] Maria Halonen, [Ms.] Halonen, Halonen"]
        );
        assert_eq!(
            names(
                "The baker's spokesman Juan de la Cruz left. Then George W. Hale and J.R. Poe Jr. came, and de la Cruz, Hale said."
            ),
            [
                "Juan de la Cruz: [spokesman] Juan de la Cruz, Cruz",
                "George W. Hale: George W. Hale, Hale",
                "J.R. Poe Jr.: J.R. Poe Jr.",
            ]
        );
    }

    #[test]
    fn family_names_may_come_first() {
        assert_eq!(
            names(
                "The envoy Pak Song Min met Pak Song Min's aide. Later Pak left for Hanoi. In 1956 Pak Il Ho did not. So Pak stayed, and Pak Song Min smiled."
            ),
            [
                "Pak Song Min: [envoy] Pak Song Min, Pak Song Min, Pak, Pak, Pak Song Min",
                "Hanoi: Hanoi",
                "Pak Il Ho: Pak Il Ho",
            ]
        );
    }

    #[test]
    fn capitals_at_the_start_prove_nothing() {
        assert_eq!(
            names("Cats sleep. Disregarding that, Officials sleep too. Halonen's cat wakes."),
            ["Halonen: Halonen"]
        );
        assert_eq!(
            names("On Monday in May the Korean war came. She and I left."),
            Vec::<String>::new()
        );
    }

    #[test]
    fn bodies_and_places() {
        let kinds = |input: &str| {
            let document = document(input);
            let text = Text::new(&document);
            let names = Names::new(&text);
            let entities = names.entities.iter();
            entities
                .map(|e| (e.name.clone(), e.kind))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            kinds(
                "He left the Ministry of the Interior for Tallinn University in New Jersey, near Oslo. The BBC knew."
            ),
            [
                (
                    "Ministry of the Interior".to_owned(),
                    NameKind::Organization
                ),
                ("Tallinn University".to_owned(), NameKind::Organization),
                ("New Jersey".to_owned(), NameKind::Place),
                ("Oslo".to_owned(), NameKind::Place),
                ("BBC".to_owned(), NameKind::Organization),
            ]
        );
    }

    #[test]
    fn what_is_named_once_is_named_again() {
        assert_eq!(
            names(
                "The singer Ida Brandt sued her label. It was late. Brandt waited. \"Brandt,\" they cried."
            ),
            ["Ida Brandt: [singer] Ida Brandt, Brandt, Brandt"]
        );
    }

    #[test]
    fn titles_stand_outside() {
        let document = document("They met Judge Anna Hale and the French envoy Luc Brun.");
        let text = Text::new(&document);
        let names = Names::new(&text);
        let whole = |m: &Mention| text.slice(names.with_capital_title(&text, m)).to_owned();
        let found: Vec<String> = names.mentions.iter().map(whole).collect();
        assert_eq!(found, ["Judge Anna Hale", "Luc Brun"]);
    }

    #[test]
    fn headlines_only_repeat_names() {
        assert_eq!(
            names(
                "# Why Maria Halonen Left The Party Early\n\nNobody knows why Maria Halonen left."
            ),
            ["Maria Halonen: Maria Halonen, Maria Halonen"]
        );
    }

    #[test]
    fn possessives_are_no_part_of_the_name() {
        let document = document("It was Ann Lee’s idea.");
        let text = Text::new(&document);
        let names = Names::new(&text);
        assert_eq!(text.slice(names.mentions[0].span), "Ann Lee");
        assert!(names.mentions[0].possessive);
        assert_eq!(names.at(3).map(|m| names.full_name(m)), Some("Ann Lee"));
        assert_eq!(names.at(4).map(|m| names.full_name(m)), None);
    }

    proptest::proptest! {
        #[test]
        fn mentions_are_in_order(input in "([A-Zİéüß漢]?[a-zéßŉ]{0,3}(’s|'S|s’|\\.|-|ʼ)?[ \\n]){0,40}") {
            let document = document(&input);
            let text = Text::new(&document);
            let names = Names::new(&text);
            let mut end = 0;
            for mention in &names.mentions {
                proptest::prop_assert!(mention.title.start >= mention.title.end || mention.title.end == mention.tokens.start);
                proptest::prop_assert!(mention.tokens.start >= end && !mention.tokens.is_empty());
                proptest::prop_assert!(input.get(mention.span.range()).is_some_and(|s| !s.is_empty()));
                end = mention.tokens.end;
            }
        }
    }
}
