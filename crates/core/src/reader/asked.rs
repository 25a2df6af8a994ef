//! The question that a statement leaves open: "Why did the court let the decree stand?" of
//! "On Thursday the court let the decree stand, by seven votes to two."
//!
//! Why: half of all opinion pieces ask nothing in so many words; an analyst wants the
//! question all the same, made from the main clause and from nothing else.

use abduce_english::{Relation, Upos, Word, Xpos};

use super::reading::Reading;
use crate::source::Span;

/// A question has at most so many words.
const LONGEST: usize = 32;

/// The words that begin what only adds to a clause.
const ADDS: &[&str] = &[
    "after",
    "although",
    "and",
    "as",
    "because",
    "but",
    "by",
    "despite",
    "having",
    "including",
    "leaving",
    "making",
    "more",
    "most",
    "since",
    "so",
    "the",
    "though",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whose",
    "with",
    "according",
    "a",
    "an",
    "at",
    "in",
    "on",
    "for",
];

/// Verbs of saying.
const SAYS: &[&str] = &[
    "ask", "claim", "insist", "say", "suggest", "tell", "think", "write",
];

/// What the headline or else the event leaves open: a headline that tells what happened
/// says what the article is about.
pub(crate) fn of_article(
    reading: &Reading<'_>,
    title: Option<Span>,
    event: Span,
) -> Option<String> {
    let told = title.filter(|&span| happened(reading, span));
    told.and_then(|span| why(reading, span))
        .or_else(|| why(reading, event))
}

/// Whether the main verb of a title tells of something done, and denies nothing.
fn happened(reading: &Reading<'_>, title: Span) -> bool {
    let parse = &reading.syntax.parse;
    let words = reading.syntax.words_in(title);
    let Some(root) = words
        .clone()
        .find(|&w| parse.word(w).is_some_and(|x| x.head == w))
    else {
        return false;
    };
    let whole = &reading.text.document.text;
    let hangs = |w: u32| parse.word(w).filter(|x| x.head == root && w != root);
    let denied = words.clone().filter_map(hangs).any(|x| {
        let form = x.form(whole).to_lowercase();
        x.relation == Relation::Cop || ["not", "n't", "never", "no"].contains(&form.as_str())
    });
    let helped = words.clone().filter_map(hangs).any(|x| {
        let form = x.form(whole).to_lowercase();
        x.relation == Relation::Aux && ["has", "have", "had"].contains(&form.as_str())
    });
    let past = parse.word(root).is_some_and(|x| x.xpos == Xpos::Vbd);
    !denied && (past || helped)
}

/// Why what `statement` tells is so, as a question; none without a tree, or where its main
/// clause has no subject before its verb.
pub(crate) fn why(reading: &Reading<'_>, statement: Span) -> Option<String> {
    let Reading { text, syntax, .. } = reading;
    if !syntax.has_trees() {
        return None;
    }
    let parse = &syntax.parse;
    let words = syntax.words_in(statement);
    let root = words
        .clone()
        .find(|&w| parse.word(w).is_some_and(|word| word.head == w))?;
    // What somebody says wants no explanation.
    let lemma = parse.word(root)?.lemma(&text.document.text);
    if SAYS.contains(&lemma.as_ref()) {
        return None;
    }
    let hangs = |w: &u32, any: &[Relation]| {
        parse
            .word(*w)
            .is_some_and(|word| word.head == root && *w != root && any.contains(&word.relation))
    };
    let subject = words
        .clone()
        .find(|w| hangs(w, &[Relation::Nsubj, Relation::NsubjPass]))?;
    let helper = words
        .clone()
        .find(|w| hangs(w, &[Relation::Aux, Relation::AuxPass, Relation::Cop]));
    let (subject, verb) = (parse.word(subject)?, helper.unwrap_or(root));
    let range = subject.left..subject.right;
    if range.is_empty() || range.end > verb || range.start < words.start {
        return None;
    }
    let whole = &text.document.text;
    let subject = lowered(
        whole,
        parse.words.get(range.start as usize)?,
        whole.get(
            parse.word(range.start)?.start as usize..parse.word(range.end - 1)?.end as usize,
        )?,
    );
    let form = parse.word(verb)?;
    let (first, second) = match helper {
        Some(_) => (form.form(whole).to_lowercase(), String::new()),
        None => (does(form)?.to_owned(), format!(" {}", form.lemma(whole))),
    };
    let between = range.end..verb;
    let between = rest(reading, between.start, between.end);
    let end = clause_end(reading, verb + 1, words.end);
    let after = rest(reading, verb + 1, end);
    let length = [&subject, &between, &after]
        .iter()
        .map(|s| s.split(' ').count())
        .sum::<usize>();
    (length <= LONGEST && helper.is_none_or(|h| h < root)).then(|| {
        let gap = if between.is_empty() { "" } else { " " };
        let tail = if after.is_empty() { "" } else { " " };
        format!("Why {first} {subject}{gap}{between}{second}{tail}{after}?")
    })
}

/// The form of "do" that a verb's tense asks for.
fn does(verb: &Word) -> Option<&'static str> {
    match verb.xpos {
        // "let" and "put" look alike in all tenses.
        Xpos::Vbd | Xpos::Vbn | Xpos::Vb => Some("did"),
        Xpos::Vbz => Some("does"),
        Xpos::Vbp => Some("do"),
        _ => None,
    }
}

/// The subject, without the capital of a sentence's first word.
fn lowered(whole: &str, first: &Word, subject: &str) -> String {
    let lower = matches!(first.upos, Upos::Det | Upos::Pron | Upos::Noun | Upos::Num)
        && first.form(whole) != "I";
    let mut letters = subject.chars();
    match letters.next().filter(|_| lower) {
        Some(letter) => letter.to_lowercase().chain(letters).collect(),
        None => subject.to_owned(),
    }
}

/// The words of a range, as the article has them.
fn rest(reading: &Reading<'_>, from: u32, end: u32) -> String {
    let parse = &reading.syntax.parse;
    let (Some(first), Some(last)) = (
        parse.word(from),
        end.checked_sub(1).and_then(|w| parse.word(w)),
    ) else {
        return String::new();
    };
    let whole = &reading.text.document.text;
    let slice = whole
        .get(first.start as usize..last.end as usize)
        .unwrap_or("");
    let words: Vec<&str> = slice.split_whitespace().collect();
    words.join(" ")
}

/// Where the clause that runs from word `from` ends: before its stop, or before what a
/// comma only adds.
fn clause_end(reading: &Reading<'_>, from: u32, end: u32) -> u32 {
    let parse = &reading.syntax.parse;
    let whole = &reading.text.document.text;
    let form = |w: u32| parse.word(w).map_or("", |word| word.form(whole));
    (from..end)
        .find(|&w| match form(w) {
            "because" | "." | ":" | ";" | "—" | "–" | "!" | "?" | "(" => true,
            "," => {
                let next = form(w + 1).to_lowercase();
                let adds = ADDS.contains(&next.as_str());
                let joins = parse
                    .word(w + 1)
                    .is_some_and(|x| matches!(x.xpos, Xpos::Vbg | Xpos::Vbn | Xpos::Cd));
                adds || joins
            }
            _ => false,
        })
        .unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::document;

    #[test]
    fn statements_become_questions() {
        for (statement, question) in [
            (
                "On Thursday the court upheld the decree, by seven votes to two.",
                "Why did the court uphold the decree?",
            ),
            (
                "The bank has closed nine branches.",
                "Why has the bank closed nine branches?",
            ),
        ] {
            let document = document(statement);
            let reading = Reading::new(&document);
            let whole = Span::new(0, statement.len());
            assert_eq!(why(&reading, whole).as_deref(), Some(question));
        }
    }

    #[test]
    fn fragments_ask_nothing() {
        for text in [
            "A day at the races.",
            "The architect says it was the builders.",
        ] {
            let document = document(text);
            let reading = Reading::new(&document);
            assert_eq!(why(&reading, Span::new(0, text.len())), None, "{text}");
        }
    }
}
