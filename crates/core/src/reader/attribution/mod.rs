//! Who says what: one rule per file, each from closed lists of cues and the shape of the
//! sentence around them.
//!
//! The rules run in the order of their trust; a cue that one rule has used is not used
//! again by a later one.

mod according;
mod adjectives;
mod as_said;
mod asked;
mod clause;
mod continued;
mod cues;
mod extent;
#[cfg(test)]
mod fields;
mod headline;
mod kinds;
mod light;
mod lines;
mod nouns;
mod passive;
mod polls;
mod quoted;
mod relations;
mod relative;
mod seeming;
mod speaker;
mod subject;
mod trailing;
mod tree;
mod who;
mod wide;

use std::ops::Range;

use abduce_english::{Depth, Upos, Word, Xpos};

pub use self::relations::Relation;

use super::draft::Attribution;
use super::names::Names;
use super::quotes::Quotation;
use super::syntax::Syntax;
use super::text::{Sentence, Text, TokenKind};

/// The most attributions that are kept of one document.
pub const MAX_ATTRIBUTIONS: usize = 50_000;

/// The most tokens that are searched for the end of what is said.
const MAX_CONTENT: usize = 400;

/// What the rules look at.
pub(super) struct Scene<'a> {
    /// The text.
    pub(super) text: &'a Text<'a>,
    /// Its names.
    pub(super) names: &'a Names,
    /// Its quotations.
    pub(super) quotes: &'a [Quotation],
    /// Its words, tags and trees, as far as they are known.
    pub(super) syntax: &'a Syntax,
    /// Which rules each token can set off.
    pub(super) kinds: Vec<u16>,
}

impl Scene<'_> {
    /// Whether the words have tags.
    fn tagged(&self) -> bool {
        self.syntax.depth != Depth::Tokens
    }

    /// The word that a token is, or the head of its words.
    fn word(&self, index: usize) -> Option<(u32, &Word)> {
        let at = self.syntax.head_of(self.text, index)?;
        Some((at, self.syntax.parse.word(at)?))
    }

    /// The part of speech of a token, `X` where there are no tags.
    fn upos(&self, index: usize) -> Upos {
        self.word(index).map_or(Upos::X, |(_, w)| w.upos)
    }

    /// The finer part of speech of a token, `Xx` where there are no tags.
    fn xpos(&self, index: usize) -> Xpos {
        self.word(index).map_or(Xpos::Xx, |(_, w)| w.xpos)
    }

    /// Whether the tags say that the word is no verb here.
    fn is_no_verb(&self, index: usize) -> bool {
        self.tagged() && !matches!(self.upos(index), Upos::Verb | Upos::Aux | Upos::X)
    }

    /// Whether a token stands between subject and verb and belongs to the verb.
    fn is_auxiliary(&self, index: usize) -> bool {
        let lower = self.lower(index);
        // "Jolly said": a name.
        let name = lower.ends_with("ly") && self.text.is_capital(index);
        !name && cues::is_auxiliary(lower)
    }

    /// Whether a token can set off a rule.
    fn may(&self, index: usize, kind: u16) -> bool {
        self.kinds.get(index).is_some_and(|k| k & kind != 0)
    }

    fn lower(&self, index: usize) -> &str {
        self.text.tokens.get(index).map_or("", |t| t.lower.as_str())
    }

    /// The sentence that holds a token.
    fn sentence_of(&self, token: usize) -> Option<&Sentence> {
        let sentences = &self.text.sentences;
        let after = sentences.partition_point(|s| s.tokens.start <= token);
        sentences.get(after.checked_sub(1)?)
    }
}

/// Someone saying something, in tokens.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The speaker's words; empty when nobody is named ("is said to").
    pub(super) speaker: Range<usize>,
    /// The cue.
    pub(super) cue: Range<usize>,
    /// What is said.
    pub(super) content: Range<usize>,
    /// What interrupts the content, most often speaker and cue.
    pub(super) hole: Option<Range<usize>>,
    /// Whether it is kept out of the draft: too weak to say whose view something is.
    pub(super) quiet: bool,
    /// The rule.
    pub(super) rule: &'static str,
}

/// The tokens that are cues already.
pub(super) struct Used(Vec<bool>);

impl Used {
    fn contains(&self, index: &usize) -> bool {
        self.0.get(*index).copied().unwrap_or(false)
    }

    fn mark(&mut self, cue: Range<usize>) {
        for index in cue {
            if let Some(used) = self.0.get_mut(index) {
                *used = true;
            }
        }
    }
}

/// A rule: what it finds is added to those found before; cues in use are not to be used
/// again.
type Rule = fn(&Scene, &mut Vec<Found>, &Used);

/// All attributions of a text, in order of their content, and the relations that they
/// come from.
pub fn find(
    text: &Text,
    names: &Names,
    quotes: &[Quotation],
    syntax: &Syntax,
) -> (Vec<Attribution>, Vec<Relation>) {
    let scene = Scene {
        text,
        names,
        quotes,
        syntax,
        kinds: text.tokens.iter().map(|t| kinds::of(&t.lower)).collect(),
    };
    let mut used = Used(vec![false; text.tokens.len()]);
    let mut found: Vec<Found> = Vec::new();
    let rules: [Rule; 14] = [
        headline::find,
        quoted::find,
        lines::find,
        according::find,
        polls::find,
        as_said::find,
        trailing::find,
        passive::find,
        light::find,
        clause::find,
        asked::find,
        adjectives::find,
        nouns::find,
        seeming::find,
    ];
    for rule in rules {
        let first = found.len();
        rule(&scene, &mut found, &used);
        found.truncate(MAX_ATTRIBUTIONS);
        for item in &found[first.min(found.len())..] {
            used.mark(item.cue.clone());
        }
    }
    continued::find(&scene, &mut found);
    let has_word = |range: &Range<usize>| {
        let mut tokens = text.tokens[range.clone()].iter();
        tokens.any(|t| t.kind != TokenKind::Mark)
    };
    found.retain(|f| has_word(&f.content) && (f.speaker.is_empty() || has_word(&f.speaker)));
    found.sort_by_key(|f| (f.content.start, f.cue.start, f.content.end));
    let relations = relations::of(&scene, &found);
    found.retain(|f| !f.quiet);
    (who::name_all(&scene, &found), relations)
}

/// The content without white space and the stop that closes the sentence around it.
fn trim(scene: &Scene, mut content: Range<usize>) -> Range<usize> {
    while content.end > content.start
        && scene.text.tokens[content.end - 1].is_any(&[".", ",", ";", ":", "—", "–", "-"])
    {
        content.end -= 1;
    }
    while content.start < content.end
        && scene.text.tokens[content.start].is_any(&[",", ":", ";", "—", "–", "."])
    {
        content.start += 1;
    }
    content
}

#[cfg(test)]
pub(super) mod check {
    use super::*;
    use crate::reader::quotes;
    use crate::reader::sample::document;

    /// All attributions of `input`.
    pub(in crate::reader) fn all(input: &str) -> Vec<Attribution> {
        let document = document(input);
        let text = Text::new(&document);
        let names = Names::new(&text);
        let syntax = Syntax::new(&text, Depth::Trees);
        find(&text, &names, &quotes::find(&text), &syntax).0
    }

    /// Each text with the relations that the rule must find in it, nested ones left out:
    /// "source | cue | piece … piece"; nothing when it must not match.
    #[track_caller]
    pub(in crate::reader) fn relations(rule: &str, cases: &[(&str, &[&str])]) {
        for (input, expected) in cases {
            let document = document(input);
            let text = Text::new(&document);
            let names = Names::new(&text);
            let syntax = Syntax::new(&text, Depth::Trees);
            let slice = |span: crate::source::Span| &input[span.range()];
            let (_, relations) = find(&text, &names, &quotes::find(&text), &syntax);
            let found = relations.iter().filter(|r| !r.nested);
            let found: Vec<String> = found
                .filter(|r| r.rule == rule || rule == "*")
                .map(|r| {
                    let pieces: Vec<&str> = r.content.iter().map(|&s| slice(s)).collect();
                    let source = r.source.map_or("-", slice);
                    format!("{source} | {} | {}", slice(r.cue), pieces.join(" … "))
                })
                .collect();
            assert_eq!(&found, expected, "{input}");
        }
    }

    /// Those that one rule finds, as "speaker | cue | content".
    pub(in crate::reader) fn by_rule(rule: &str, input: &str) -> Vec<String> {
        let slice = |span: crate::source::Span| &input[span.range()];
        let found = all(input).into_iter().filter(|a| a.rule == rule);
        found
            .map(|a| {
                format!(
                    "{} | {} | {}",
                    slice(a.speaker),
                    slice(a.cue),
                    slice(a.content)
                )
            })
            .collect()
    }

    /// Each sentence with what the rule must find in it; nothing when it must not match.
    #[track_caller]
    pub(in crate::reader) fn cases(rule: &str, cases: &[(&str, &[&str])]) {
        for (input, expected) in cases {
            assert_eq!(&by_rule(rule, input), expected, "{input}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check::all;
    use proptest::prelude::*;

    #[test]
    fn speakers_by_full_name_and_for_whom() {
        let input = "The mayor's spokesman Tom Hale alluded to repairs. Maria Halonen, a lawyer, was there. \
            Hale said the bridge would open. A spokeswoman for Halonen denied that. \
            \n\nAs he explained why the road was closed, Governor Juan Poe smiled. He said it was ice.";
        let found = all(input);
        let names: Vec<(&str, Option<&str>)> = found
            .iter()
            .map(|a| (a.name.as_str(), a.on_behalf_of.as_deref()))
            .collect();
        assert_eq!(
            names,
            [
                ("Tom Hale", None),
                ("Tom Hale", None),
                ("A spokeswoman for Halonen", Some("Maria Halonen")),
                ("Juan Poe", None),
                ("Juan Poe", None),
            ]
        );
        let found = all("Halonen's spokesman Tom Hale said no.");
        assert_eq!(found[0].on_behalf_of.as_deref(), Some("Halonen"));
    }

    #[test]
    fn pronouns_stay_when_unsafe() {
        let found = all("Tom Hale met Juan Poe. He said the road was closed.");
        assert_eq!(found[0].name, "He");
    }

    proptest! {
        #[test]
        fn spans_lie_inside(words in proptest::collection::vec("said|that|Tom|Hale|he|,|\\.|“|”|\"|''|according|to|by|is|and|claim|of|:|—|’|as|the|believed", 0..60)) {
            let input = words.join(" ");
            for found in all(&input) {
                for span in [found.speaker, found.cue, found.content] {
                    prop_assert!(span.start <= span.end && span.end <= input.len());
                    prop_assert!(input.get(span.range()).is_some());
                }
                prop_assert!(found.content.start < found.content.end);
            }
        }
    }
}
