//! Rules "disclaimer", "origin", "correction" and furniture that says nothing.
//!
//! Why: at its edges an article says whose views it holds, where it first stood, what was
//! corrected. These lines are kept as provenance and must not be read as argument.

use std::sync::LazyLock;

use super::{Provenance, Stated, edges, one_line};
use crate::reader::names::Names;
use crate::reader::phrase::Table;
use crate::reader::text::{Sentence, Text};

/// What a line at the edge of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Note {
    /// Whose views these are.
    Disclaimer,
    /// Where the article comes from.
    Origin,
    /// What was changed in it.
    Correction,
    /// Nothing to keep: links, credits, calls to subscribe.
    Clutter,
    /// The same, but only as the first words of the sentence.
    ClutterFirst,
}

static PATTERNS: &[(&[&str], Note)] = &[
    (
        &["views|opinions|view|opinion", "_4", "expressed"],
        Note::Disclaimer,
    ),
    (&["views|opinions", "are", "_4", "own"], Note::Disclaimer),
    (&["opinions|views", "are", "those", "of"], Note::Disclaimer),
    (
        &["not", "necessarily", "reflect|represent|those|the"],
        Note::Disclaimer,
    ),
    (
        &[
            "does|do",
            "not",
            "reflect|represent",
            "the",
            "_2",
            "views|position|opinion|opinions",
        ],
        Note::Disclaimer,
    ),
    (
        &["not", "_2", "financial|investment|legal|medical", "advice"],
        Note::Disclaimer,
    ),
    (&["all", "rights", "reserved"], Note::Disclaimer),
    (
        &[
            "may",
            "not",
            "be",
            "_2",
            "published|reproduced|republished|redistributed",
        ],
        Note::Disclaimer,
    ),
    (
        &[
            "this",
            "is",
            "an|a",
            "abridged|edited|condensed|shortened|updated|adapted|revised|slightly|translated|modified",
            "_2",
            "version|translation|excerpt|extract",
        ],
        Note::Origin,
    ),
    (
        &["this", "is", "an", "extract|excerpt|adaptation", "from|of"],
        Note::Origin,
    ),
    (
        &[
            "version",
            "of",
            "this",
            "_3",
            "appeared|published|was|ran|first|originally",
        ],
        Note::Origin,
    ),
    (
        &[
            "first|originally",
            "published|appeared|posted|printed|aired",
            "in|on|by|at|as",
        ],
        Note::Origin,
    ),
    (
        &["appeared|published", "originally|first", "in|on|at"],
        Note::Origin,
    ),
    (
        &[
            "this",
            "article|piece|column|essay|post|story|commentary|op-ed|text|report|interview",
            "_2",
            "first|originally",
            "_2",
            "published|appeared|posted",
        ],
        Note::Origin,
    ),
    (
        &[
            "this",
            "article|piece|column|essay|post|story|op-ed|report",
            "was|is",
            "produced|adapted|translated|excerpted|reprinted|republished|funded",
        ],
        Note::Origin,
    ),
    (&["translated", "from|by|into"], Note::Origin),
    (&["translation", "by|:"], Note::Origin),
    (
        &["reprinted|republished|excerpted|adapted", "with|from|by"],
        Note::Origin,
    ),
    (&["reporting|writing|editing|compiled", "by"], Note::Origin),
    (
        &[
            "contributed",
            "to",
            "this",
            "report|story|article|reporting",
        ],
        Note::Origin,
    ),
    (&["with", "reporting|files", "by|from"], Note::Origin),
    (
        &["an", "earlier", "version", "of", "this"],
        Note::Correction,
    ),
    (
        &["correction|clarification|corrections", ":"],
        Note::Correction,
    ),
    (&["editor's|editors'|editor's", "note"], Note::Correction),
    (
        &[
            "this",
            "article|story|post",
            "has",
            "been",
            "updated|corrected|amended",
        ],
        Note::Correction,
    ),
    (
        &[
            "this",
            "article|story|post",
            "was",
            "updated|corrected|amended",
        ],
        Note::Correction,
    ),
    (&["read|see", "more|also", ":"], Note::ClutterFirst),
    (&["read", "more", "at|here|on"], Note::ClutterFirst),
    (
        &["related|advertisement|tags|topics|photo|image|photograph|video|filed|share|print"],
        Note::ClutterFirst,
    ),
    (
        &[
            "subscribe|follow|sign|click|download|listen",
            "to|us|up|here|him|her|me|them|on",
        ],
        Note::ClutterFirst,
    ),
    (&["can", "be", "reached", "at"], Note::Clutter),
    (
        &[
            "follow",
            "_3",
            "on",
            "twitter|facebook|instagram|x|mastodon",
        ],
        Note::Clutter,
    ),
];

static TABLE: LazyLock<Table<Note>> = LazyLock::new(|| Table::new(PATTERNS));

/// The longest note, in tokens.
const MAX_NOTE: usize = 80;

/// Finds notes and marks their sentences.
pub(super) fn find(text: &Text, names: &Names, out: &mut Provenance) {
    for index in edges(text) {
        let sentence = &text.sentences[index];
        if sentence.tokens.len() > MAX_NOTE || out.is_furniture(index) {
            continue;
        }
        if is_copyright(text, sentence) {
            out.mark(index);
            copyright(text, sentence, names, out);
            continue;
        }
        match note(text, sentence) {
            Some(Note::Disclaimer) => {
                out.mark(index);
                disclaimed(text, sentence, names, out);
                out.remark(sentence.span, "disclaimer", "whose views these are");
            }
            Some(Note::Origin) => {
                out.mark(index);
                out.remark(sentence.span, "origin", "where the article comes from");
            }
            Some(Note::Correction) => {
                out.mark(index);
                out.remark(sentence.span, "correction", "what was changed");
            }
            Some(Note::Clutter | Note::ClutterFirst) => out.mark(index),
            None => {}
        }
    }
}

fn note(text: &Text, sentence: &Sentence) -> Option<Note> {
    let words = text.words(sentence);
    let hits = TABLE.find_all(words);
    let short = words.len() <= 12;
    hits.into_iter()
        .find(|hit| match hit.value {
            Note::ClutterFirst => hit.tokens.start <= 1 && short,
            Note::Origin => words.len() <= 50 && opens_origin(words, hit.tokens.start),
            _ => true,
        })
        .map(|hit| *hit.value)
}

/// "First published in" may stand in prose ("The book, first published in 1859, …"): as a
/// note it opens its sentence, or "this article" does.
fn opens_origin(words: &[crate::reader::text::Token], at: usize) -> bool {
    at <= 2
        || words.iter().take(4).any(|t| {
            t.is_any(&[
                "article",
                "piece",
                "column",
                "essay",
                "post",
                "story",
                "op-ed",
                "version",
                "report",
                "commentary",
                "excerpt",
                "reporting",
                "interview",
            ])
        }) && words
            .iter()
            .take(3)
            .any(|t| t.is_any(&["this", "a", "an", "additional", "the", "reporting"]))
        || words
            .iter()
            .rev()
            .take(6)
            .any(|t| t.is_any(&["report", "reporting"]))
}

/// "© 2015 The Daily", "Copyright 2015", "(c) The Daily".
fn is_copyright(text: &Text, sentence: &Sentence) -> bool {
    let words = text.words(sentence);
    let sign = words
        .iter()
        .take(4)
        .any(|t| t.lower == "©" || t.lower == "copyright");
    let bracket =
        words.len() > 3 && words[0].lower == "(" && words[1].lower == "c" && words[2].lower == ")";
    (sign || bracket) && words.len() <= 40
}

/// The name after the sign of copyright publishes, when nothing else says who does.
fn copyright(text: &Text, sentence: &Sentence, names: &Names, out: &mut Provenance) {
    out.remark(sentence.span, "copyright", "who holds the rights");
    let mention = names.within(sentence.tokens.clone()).first();
    publisher(text, mention.map(|m| m.tokens.clone()), out);
}

/// The body whose position the views need not reflect publishes them.
fn disclaimed(text: &Text, sentence: &Sentence, names: &Names, out: &mut Provenance) {
    let words = text.words(sentence);
    let Some(at) = words.iter().position(|t| {
        t.is_any(&[
            "position", "views", "opinion", "opinions", "policy", "policies", "reflect", "stance",
            "those",
        ])
    }) else {
        return;
    };
    let from = sentence.tokens.start + at;
    let mention = names.within(from..sentence.tokens.end).iter().find(|m| {
        m.tokens.start > from
            && matches!(text.tokens[m.tokens.start - 1].lower.as_str(), "the" | "of")
    });
    publisher(text, mention.map(|m| m.tokens.clone()), out);
}

fn publisher(text: &Text, tokens: Option<std::ops::Range<usize>>, out: &mut Provenance) {
    let Some(mut tokens) = tokens.filter(|_| out.publisher.is_none()) else {
        return;
    };
    // "The Daily": the article belongs to the name when it is written large.
    if tokens.start > 0
        && text.tokens[tokens.start - 1].lower == "the"
        && text.is_capital(tokens.start - 1)
    {
        tokens.start -= 1;
    }
    let span = text.span_of(tokens);
    out.publisher = Some(Stated {
        value: one_line(text.slice(span)).trim_end_matches("'s").to_owned(),
        span: Some(span),
    });
}
