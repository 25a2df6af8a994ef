//! Rule "bio": a line about the author ("Ann Lee is a professor at …").
//!
//! Why: opinion pieces say who wrote them in a line at the end (or below the title). It
//! begins with an author's name, or, when no author is known, with a full name and a role
//! in one of the last blocks.

use super::{Provenance, Stated, at_edge, at_end, one_line};
use crate::reader::names::words::{NAME_SUFFIXES, TITLES};
use crate::reader::names::{NameKind, Names};
use crate::reader::text::{Sentence, Text};

/// Verbs of such lines.
const VERBS: &[&str] = &[
    "is", "was", "are", "were", "teaches", "writes", "covers", "reports", "served", "directs",
    "edits", "has", "holds", "works", "lives", "leads", "heads", "joined", "blogs",
];

/// Further roles than the titles.
const ROLES: &[&str] = &[
    "fellow",
    "specialist",
    "contributor",
    "co-author",
    "student",
    "editor-in-chief",
    "freelance",
    "lecturer",
    "member",
    "partner",
    "staff",
    "freelancer",
    "blogger",
    "producer",
    "teacher",
];

/// Finds lines about authors.
pub(super) fn find(text: &Text, names: &Names, out: &mut Provenance) {
    for (index, sentence) in text.sentences.iter().enumerate() {
        if !at_edge(text, sentence) || out.is_furniture(index) || !text.is_prose(sentence) {
            continue;
        }
        let Some(name) = subject(text, names, sentence) else {
            continue;
        };
        let known = out.authors.iter().any(|a| same_name(&a.value, &name.0));
        let role = has_role(text, sentence);
        let last = sentence.block + 4 >= text.document.blocks.len() && at_end(text, sentence);
        let edge = last || sentence.block < 4;
        let stranger = out.authors.is_empty() && role && last && opens_block(text, index);
        if !(known && (role && edge || last) || stranger && is_stranger(text, names, sentence)) {
            continue;
        }
        out.mark(index);
        out.remark(sentence.span, "bio", "who the author is");
        if out.authors.is_empty() {
            out.authors.push(Stated {
                value: name.0,
                span: Some(name.1),
            });
        }
        mark_rest(text, index, out);
    }
}

/// The sentences after it in the same block go on about the author.
fn mark_rest(text: &Text, index: usize, out: &mut Provenance) {
    let block = text.sentences[index].block;
    for next in index + 1..text.sentences.len().min(index + 5) {
        let sentence = &text.sentences[next];
        let personal = text
            .words(sentence)
            .first()
            .is_some_and(|t| t.is_any(&["he", "she", "they", "his", "her", "their", "follow"]));
        if sentence.block != block || !personal {
            break;
        }
        out.mark(next);
    }
}

/// Whether the sentence says what someone is whom the article names only here.
fn is_stranger(text: &Text, names: &Names, sentence: &Sentence) -> bool {
    let Some(mention) = names.within(sentence.tokens.clone()).first() else {
        return false;
    };
    let entity = names.entity(mention);
    let verb = text.tokens.get(mention.tokens.end);
    entity.kind == NameKind::Person
        && entity.mentions.len() == 1
        && mention.title.is_empty()
        && mention.tokens.start == sentence.tokens.start
        && verb.is_some_and(|t| t.is_any(&["is", "was", "teaches", "writes", "covers", "reports"]))
}

fn opens_block(text: &Text, index: usize) -> bool {
    index == 0 || text.sentences[index - 1].block != text.sentences[index].block
}

/// The full name that is the subject of the sentence.
fn subject(
    text: &Text,
    names: &Names,
    sentence: &Sentence,
) -> Option<(String, crate::source::Span)> {
    let mention = names.within(sentence.tokens.clone()).first()?;
    let near = mention.with_title().start <= sentence.tokens.start + 2;
    let verb = text.tokens.get(mention.tokens.end)?;
    let comma = verb.lower == "," || verb.lower == "(";
    let parts = names.entity(mention).parts.len();
    let whole = mention.tokens.len() >= 2 && parts >= 2;
    (near && whole && (verb.is_any(VERBS) || comma))
        .then(|| (one_line(text.slice(mention.span)), mention.span))
}

fn has_role(text: &Text, sentence: &Sentence) -> bool {
    let told = text
        .words(sentence)
        .iter()
        .take(20)
        .take_while(|t| !t.is_any(&["who", "whom", "that", "which", "when"]));
    let mut after_name = told.skip(2);
    after_name.any(|t| TITLES.contains(t.lower.as_str()) || ROLES.contains(&t.lower.as_str()))
}

/// Whether two names have the same last part and begin alike.
fn same_name(a: &str, b: &str) -> bool {
    let parts = |s: &str| -> Vec<String> {
        let words = s
            .split_whitespace()
            .map(|w| w.trim_matches(['.', ',']).to_lowercase());
        words
            .filter(|w| !NAME_SUFFIXES.contains(w.as_str()))
            .collect()
    };
    let (a, b) = (parts(a), parts(b));
    a.last() == b.last()
        && a.first().map(|w| w.chars().next()) == b.first().map(|w| w.chars().next())
}
