//! What holds of any reading of any text: it ends, every span slices the text, every item
//! of the case file is tied to words of the article, and the file parses.

use proptest::prelude::*;

use super::annotation::annotations;
use super::draft::Draft;
use super::reading::{Depth, Reading};
use super::{draft, phrase, read, write};
use crate::case;
use crate::source::document::{self, Document, Format};
use crate::source::quote::{Haystack, Verdict};
use crate::source::{SourceMap, Span};

/// All spans of a draft.
fn spans(draft: &Draft) -> Vec<Span> {
    let found = [&draft.question, &draft.event, &draft.rival];
    let mut spans: Vec<Span> = found.into_iter().flatten().map(|f| f.span).collect();
    for a in &draft.attributions {
        // A speaker who is not named has no words.
        let speaker = Some(a.speaker).filter(|s| s.start != s.end);
        spans.extend(speaker.into_iter().chain([a.cue, a.content]));
    }
    for h in &draft.hypotheses {
        spans.push(h.found.span);
        spans.extend(&h.more);
        spans.extend(h.stance.map(|s| s.span));
    }
    spans.extend(draft.evidence.iter().map(|e| e.found.span));
    for f in &draft.forecasts {
        spans.push(f.found.span);
        spans.extend(f.stance.map(|s| s.span));
        spans.extend(f.horizon);
    }
    spans.extend(draft.remarks.iter().map(|r| r.found.span));
    spans
}

fn check(document: &Document) {
    let draft = read(document);
    for span in spans(&draft) {
        assert!(span.start <= span.end, "{span:?}");
        let words = document.text.get(span.range());
        assert!(
            words.is_some_and(|w| !w.trim().is_empty()),
            "{span:?}: {words:?}"
        );
    }
    for stance in draft.hypotheses.iter().filter_map(|h| h.stance) {
        assert!(
            (0.0..=1.0).contains(&stance.low) && stance.low <= stance.high && stance.high <= 1.0
        );
    }
    for (hypothesis, _) in draft.evidence.iter().flat_map(|e| &e.bears_on) {
        assert!(*hypothesis < draft.hypotheses.len());
    }
    assert_eq!(draft, read(document), "twice the same");
    let text = write::case_toml(&draft, document, "article.txt");
    let mut sources = SourceMap::default();
    let file = sources.add("case.toml", text.as_str());
    let parsed = case::parse(&text, file);
    let missing = |d: &&crate::diagnostic::Diagnostic| {
        !d.message.contains("no question") && !d.message.contains("no hypotheses")
    };
    let faults: Vec<String> = parsed
        .diagnostics
        .iter()
        .filter(missing)
        .map(|d| format!("{} {}", d.code.0, d.message))
        .collect();
    assert!(faults.is_empty(), "{faults:?}\n{text}");
    let case = parsed.case;
    let items = case.hypotheses.iter().map(|h| &h.item);
    let items = items
        .chain(case.evidence.iter().map(|e| &e.item))
        .chain(case.forecasts.iter().map(|f| &f.item))
        .chain(case.remarks.iter().map(|r| &r.item));
    let haystack = Haystack::new(&document.text);
    for quote in items
        .flat_map(|item| &item.quotes)
        .chain(&case.event.quotes)
    {
        let prefix = quote.prefix.as_ref().map(|p| p.value.as_str());
        let suffix = quote.suffix.as_ref().map(|s| s.value.as_str());
        let verdict = haystack.find(&quote.exact.value, prefix, suffix);
        assert!(
            matches!(verdict, Verdict::Verified(_) | Verdict::Ambiguous(_)),
            "{verdict:?}: {quote:?}"
        );
    }
}

/// Words that rules look for, so that random texts set them off.
const WORDS: &[&str] = &[
    "why",
    "did",
    "what",
    "caused",
    "the",
    "theory",
    "that",
    "is",
    "was",
    "because",
    "of",
    "some",
    "say",
    "it",
    "may",
    "be",
    "perhaps",
    "either",
    "or",
    "not",
    "convincing",
    "However",
    "But",
    "will",
    "likely",
    "to",
    "fall",
    "by",
    "2030",
    "In",
    "1956",
    "would",
    "have",
    "failed",
    "if",
    "had",
    "only",
    "time",
    "tell",
    "First",
    "Second",
    "another",
    "reason",
    "Ada",
    "Lindqvist",
    "said",
    "according",
    "her",
    "spokesman",
    "no",
    "evidence",
    "played",
    "a",
    "part",
    "Mr",
    "Either",
    "Why",
    "There",
    "answer",
    "lies",
    "in",
    "nor",
    "unclear",
    "could",
    "been",
    "chances",
    "are",
];

const MARKS: &[&str] = &[
    " ", " ", " ", " ", " ", ". ", ", ", "? ", ".\n\n", "\n", ": ", " — ", "\"", "” ", " “", "'s ",
    "; ", "! ", "\n\n# ",
];

fn prose() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS);
    let mark = prop::sample::select(MARKS);
    prop::collection::vec((word, mark), 0..160).prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(word, mark)| [word, mark])
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        if let Ok(document) = document::read(text.as_bytes(), Some(Format::Text), "a.txt") {
            check(&document);
        }
    }

    #[test]
    fn any_prose_is_read(text in prose()) {
        for format in [Format::Text, Format::Markdown] {
            if let Ok(document) = document::read(text.as_bytes(), Some(format), "a") {
                check(&document);
            }
        }
    }
}

/// How much a text gives to look through.
fn work(text: &str) -> u64 {
    let document = document::read(text.as_bytes(), Some(Format::Text), "a.txt").unwrap();
    let before = phrase::work();
    let reading = Reading::to(&document, Depth::Tokens);
    let draft = draft(&reading);
    let found = annotations(&reading, &draft);
    assert!(!found.is_empty());
    phrase::work() - before
}

#[test]
fn twice_the_text_is_twice_the_work() {
    for piece in [
        "Some say that the pump failed, but it may be that the gate will fall by 2030. ",
        "Why did it fall?\n\nThe first theory is that it rained. However, Ole Berg doubts it.\n\n",
        "\"It will not hold,\" Ann Lee said. \"I would not bet on it,\" she added. ",
        "why ",
        "\n\nFirst, it fell. ",
        "Ole Berg, the mayor of Odda, said that Kim Lee could have closed it on May 3. ",
        "It is likely to fall; it might, perhaps, never have been built, although it was. ",
    ] {
        let sizes = [1 << 13, 1 << 14, 1 << 15];
        let [small, middle, large] = sizes.map(|size| work(&piece.repeat(size / piece.len())));
        let (first, second) = (middle - small, large - middle);
        assert!(
            second * 10 <= first * 23,
            "{piece:?}: {small}, {middle}, {large}"
        );
    }
}

#[test]
fn long_texts_take_linear_time() {
    // Not a clock: a text ten times as long would time the tests out were it quadratic.
    let sentence = "Some say that the pump failed, but it may be that the gate will fall by 2030. ";
    for text in [
        sentence.repeat(4_000),
        "why ".repeat(100_000),
        "\n\nFirst, it fell.".repeat(8_000),
    ] {
        let document = document::read(text.as_bytes(), Some(Format::Text), "a.txt").unwrap();
        let draft = read(&document);
        assert!(draft.hypotheses.len() <= 40);
    }
}
