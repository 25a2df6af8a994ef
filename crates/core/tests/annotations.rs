//! The reader on hostile, mutated and growing texts: what is found has its place, and the
//! work grows no faster than the text.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "common/annotations.rs"]
mod common;

use std::fs;
use std::time::Instant;

use abduce_core::source::document::{self, Format};
use common::{annotate, check_annotations};
use proptest::prelude::*;

const OPED: &str = "\
Why did the harbour board change its mind? Some say that the storm left it no choice. \
“We had to act,” said Ånn Dahl, the board’s chair, on 3 May 2021, “because the quay was sinking.” \
Still, the engineers’ report, which the board had read in April, calls the quay sound. \
According to Ole Berg, a former mayor, the fire at the mill probably caused the rest. \
Had the mill not burned, the board would hardly have met at all. \
Another theory is that the ferry company, Odda Ferries Inc., asked for it; nobody has shown that. \
The council will likely vote next week, and it may well turn the plan down.\n\n";

fn formats() -> impl Strategy<Value = Format> {
    prop_oneof![
        Just(Format::Text),
        Just(Format::Markdown),
        Just(Format::Html)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn bytes_of_any_kind(data in prop::collection::vec(any::<u8>(), 0..400), format in formats()) {
        check_annotations(&data, format);
    }

    /// Real prose with pieces cut out, doubled, and marks thrown in.
    #[test]
    fn mutated_prose(
        cuts in prop::collection::vec((0..OPED.len(), 0..60_usize, "[“”\"'()\\[\\],.;:?!—\n\r\t\u{a0}#*<>&]{0,3}", any::<bool>()), 1..12),
        format in formats(),
    ) {
        let mut text = OPED.to_owned();
        for (at, length, marks, double) in cuts {
            let start = text.floor_char_boundary(at.min(text.len()));
            let end = text.floor_char_boundary((start + length).min(text.len()));
            let piece = if double { text[start..end].repeat(2) } else { String::new() };
            text.replace_range(start..end, &(piece + &marks));
        }
        check_annotations(text.as_bytes(), format);
    }
}

/// What fuzzing found: a verb of saying at the end, and UTF-8 that looks like UTF-16.
#[test]
fn texts_that_fuzzing_found() {
    for data in [&b"~told"[..], b"\x06\0\x1a\0a7"] {
        check_annotations(data, Format::Text);
    }
}

/// Texts that grow, each in a way that some rule might look at again and again.
const KINDS: &[(&str, &str)] = &[
    ("prose", OPED),
    (
        "one sentence",
        "and the board, which met Ånn Dahl of Odda, said that it rained because it was cold ",
    ),
    ("speech in speech", "Ole said that Kari said that "),
    ("open quotes", "“It may rain. "),
    ("quotes", "“It rained,” he said. \"So what?\" "),
    ("brackets", "((("),
    ("commas", "it, and, "),
    ("names", "Ånn Dahl Ole Berg Kari Lund "),
    ("dates", "3 May 2021 to 4 June "),
    ("hedges", "perhaps probably some say may "),
    ("causes", "it burned because of the storm, which led to "),
    ("questions", "Why did it burn? "),
    (
        "hypotheses",
        "Another theory is that the mill burned. One explanation is the storm. ",
    ),
    ("lines", "Mill\n"),
    ("paragraphs", "It rained.\n\n"),
    ("one word", "mill"),
    ("stops", "U.S. a. "),
];

/// Nanoseconds that this thread has run, where the system tells; those that passed where not.
fn clock(start: Instant) -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split_whitespace().next().and_then(|n| n.parse().ok());
    first.unwrap_or_else(|| u64::try_from(start.elapsed().as_nanos()).unwrap())
}

fn time_of(piece: &str, size: usize) -> u64 {
    let text = piece.repeat(size / piece.len() + 1);
    let document = document::read(text.as_bytes(), Some(Format::Text), "a").unwrap();
    let start = Instant::now();
    let before = clock(start);
    annotate(&document);
    clock(start) - before
}

/// The work on a text of eight times the length is not much more than eight times as much;
/// were it quadratic, it would be 64 times as much.
#[test]
fn work_grows_no_faster_than_the_text() {
    const SMALL: usize = 12_000;
    /// Some systems count the time of a thread only at each of their ticks.
    const TICK: u64 = 4_000_000;
    annotate(&document::read(OPED.as_bytes(), None, "a").unwrap());
    for (name, piece) in KINDS {
        let ratio = || time_of(piece, SMALL * 8) as f64 / time_of(piece, SMALL).max(TICK) as f64;
        let ratios: Vec<f64> = (0..3).map(|_| ratio()).take_while(|&r| r > 16.0).collect();
        assert!(ratios.len() < 3, "{name}: {ratios:?}");
    }
}
