//! Laws of quotes: what must verify, what must never.

use proptest::prelude::*;

use super::normal::Normal;
use super::*;

/// Where the bracketed part of `marked` stands, and the text without the brackets.
fn marked(marked: &str) -> (String, Span) {
    let start = marked.find('⟦').unwrap();
    let text = marked.replace('⟦', "");
    let end = text.find('⟧').unwrap();
    (text.replace('⟧', ""), Span::new(start, end))
}

/// Checks that `quote` verifies in a text, right at its bracketed part.
fn check_verified(text: &str, quote: &str) {
    let (text, span) = marked(text);
    let verdict = find(&text, quote, None, None);
    assert_eq!(verdict, Verdict::Verified(span), "{quote:?} in {text:?}");
}

/// Checks that `quote` is altered or lost in `text`, and returns the difference drawn.
fn check_refused(text: &str, quote: &str) -> String {
    match find(text, quote, None, None) {
        Verdict::Altered { differences, .. } => render_difference(&differences),
        Verdict::Lost { nearest } => {
            format!("lost, nearest {:?}", nearest.map(|s| &text[s.range()]))
        }
        other => panic!("{quote:?} in {text:?}: {other:?}"),
    }
}

#[test]
fn what_the_table_names_is_one() {
    check_verified("He said: ⟦the   valve\r\n\tfailed⟧.", "the valve failed");
    check_verified("⟦the valve\u{A0}failed⟧", " the valve failed\n");
    check_verified("⟦the\u{2000}valve\u{2001} failed⟧", "the valve failed");
    check_verified("«⟦l’eau était froide⟧»", "l'eau e\u{301}tait froide");
    check_verified("⟦a well\u{2011}known fault⟧", "a well-known fault");
    check_verified(
        "⟦“It” – he said – ‘failed’…⟧",
        "\"It\" - he said - 'failed'...",
    );
    check_verified("⟦dis\u{AD}sat\u{200B}isfied⟧ men", "dissatisfied");
    check_verified("the coup\u{2014}⟦which failed⟧\u{2014}was", "which failed");
    check_verified("它⟦不支持⟧这一点", "不支持");
    check_verified("كان ⟦الوضع هادئا⟧ أمس", "الوضع هادئا");
    check_verified("\u{AD}\u{FEFF}⟦first⟧\u{AD} words", "first");
}

#[test]
fn a_quote_starts_and_ends_with_words() {
    for (text, quote) in [
        ("They recouped it.", "coup"),
        ("He can't go.", "He can"),
        ("He can’t go.", "t go"),
        ("It is a non-event.", "event"),
        ("It is a non\u{2011}event.", "a non"),
        ("It fell by -5 degrees", "5 degrees"),
        ("It fell by −5 degrees", "5 degrees"),
        ("It rose by 3.5 points", "5 points"),
        ("It cost 1,200 pounds", "cost 1"),
        ("In 2010–2015 it rose", "2015 it rose"),
        ("A caf\u{65}\u{301} opened", "A cafe"),
    ] {
        check_refused(text, quote);
    }
}

#[test]
fn nothing_else_is_one() {
    for (text, quote) in [
        ("The Coup failed", "The coup failed"),
        ("It was ﬁne", "It was fine"),
        ("It failed, he said", "It failed he said"),
        ("A 5′ pipe", "A 5' pipe"),
        ("x² grows", "x2 grows"),
        ("no table here", "notable here"),
    ] {
        check_refused(text, quote);
    }
    assert_eq!(find("a b", "", None, None), Verdict::Lost { nearest: None });
    assert_eq!(
        find("a -- b", "--", None, None),
        Verdict::Lost { nearest: None }
    );
}

#[test]
fn a_dropped_not_is_shown() {
    let text = "Still, this version does not appear convincing to us.";
    let drawn = check_refused(text, "this version does appear convincing");
    assert_eq!(drawn, "this version does {+not+} appear convincing");
    let drawn = check_refused(text, "this version was not very convincing");
    assert_eq!(
        drawn,
        "this version [-was-] {+does+} not [-very-] {+appear+} convincing"
    );
    let drawn = check_refused(text, "Nobody has ever seen a blue whale fly.");
    assert_eq!(drawn, "lost, nearest None");
}

#[test]
fn every_alteration_is_seen() {
    for (text, quote, drawn) in [
        (
            "“impossible”—only unlikely.",
            "\"impossible\" - only unlikely",
            "\"impossible\" [-- only-] {+-only+} unlikely",
        ),
        (
            "The co-operation failed.",
            "cooperation failed",
            "{+co-+} [-cooperation-] {+operation+} failed",
        ),
        ("It fell by -5 degrees.", "5 degrees", "{+-+} 5 degrees"),
        (
            "It was a non-event, he said.",
            "was a non",
            "was a non {+-event+}",
        ),
        (
            "They will recieve it.",
            "will receive",
            "will [-receive-] {+recieve+}",
        ),
        (
            "The Coup failed, he said.",
            "The coup failed",
            "The [-coup-] {+Coup+} failed",
        ),
        (
            "He can't go there now.",
            "He can go there now",
            "He [-can-] {+can't+} go there now",
        ),
        (
            "It failed, he said.",
            "It failed he said",
            "It failed {+,+} he said",
        ),
    ] {
        assert_eq!(check_refused(text, quote), drawn, "{quote:?} in {text:?}");
    }
}

#[test]
fn the_fault_of_a_long_quote_is_shown() {
    let text: String = (0..5000).map(|i| format!("word{i} ")).collect();
    let quote = text.replace("word4321 ", "");
    let Verdict::Altered {
        nearest,
        differences,
    } = find(&text, &quote, None, None)
    else {
        panic!("a dropped word is an alteration");
    };
    assert!(text[nearest.range()].contains("word4321"));
    assert!(differences.contains(&Difference::Source("word4321".to_owned())));
}

#[test]
fn context_chooses_or_moves() {
    let text = "He left. She left. They left.";
    let places = [3, 13, 24].map(|at| Span::new(at, at + 4));
    assert_eq!(
        find(text, "left", None, None),
        Verdict::Ambiguous(places.to_vec())
    );
    let find_left = |prefix, suffix| find(text, "left", prefix, suffix);
    assert_eq!(find_left(Some("She "), None), Verdict::Verified(places[1]));
    assert_eq!(
        find_left(None, Some(". They")),
        Verdict::Verified(places[1])
    );
    assert_eq!(
        find_left(Some("She"), Some(". She")),
        Verdict::Moved(places.to_vec())
    );
    // Not "She": a prefix is whole words too.
    assert_eq!(find_left(Some("he"), None), Verdict::Moved(places.to_vec()));
    assert_eq!(
        minimal_context(text, places[1]),
        (Some("She".to_owned()), None)
    );
    assert_eq!(minimal_context(text, Span::new(9, 17)), (None, None));
}

#[test]
fn quotable_spans_are_whole_words() {
    for (text, start, end, quote) in [
        ("The 3–5 percent", 6, 9, Some("3–5")),
        ("a non-event ”", 2, 5, Some("non-event")),
        ("a cafe\u{301}, ", 2, 6, Some("cafe\u{301}")),
        ("x  “so\u{AD}”  y", 1, 14, Some("“so\u{AD}”")),
        ("he said ”", 7, 11, None),
        ("he said", 7, 99, None),
        ("he said", 3, 3, None),
    ] {
        let span = Haystack::new(text).quotable(Span::new(start, end));
        assert_eq!(span.map(|span| &text[span.range()]), quote, "{text:?}");
    }
}

#[test]
fn overlapping_places_are_places() {
    let text = "ha ha ha";
    assert!(
        matches!(find(text, "ha ha", None, None), Verdict::Ambiguous(places) if places.len() == 2)
    );
    let starts: Vec<usize> = occurrences::Occurrences::new("aaabaaaab", "aa").collect();
    assert_eq!(starts, [0, 1, 4, 5, 6]);
}

#[test]
fn hostile_input_is_bounded() {
    let text = "a ".repeat(1 << 17);
    let quote = "a ".repeat(1 << 14);
    assert!(
        matches!(find(&text, &quote, None, None), Verdict::Ambiguous(places) if places.len() == MAX_PLACES)
    );
    let quote = format!("{quote} b");
    assert!(matches!(
        find(&text, &quote, None, Some("a")),
        Verdict::Altered { .. }
    ));
    let marks = "e\u{301}\u{316}".repeat(1 << 13) + &"\u{301}".repeat(1 << 15);
    assert!(matches!(
        find(&marks, "x", None, None),
        Verdict::Lost { .. }
    ));
    minimal_context(&text, Span::new(1 << 17, (1 << 17) + 1));
}

/// Words that share beginnings, ends and letters, some of them not ASCII.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("not".to_owned()),
        Just("no".to_owned()),
        Just("naïve".to_owned()),
        Just("n'est".to_owned()),
        Just("Ελλάδα".to_owned()),
        Just("свет".to_owned()),
        Just("coup".to_owned()),
        Just("re-coup".to_owned()),
        Just("3.5".to_owned()),
        Just("e\u{301}te\u{301}".to_owned()),
        "[a-c]{1,3}",
    ]
}

fn gap() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        " ",
        " ",
        " ",
        ", ",
        ". ",
        "\n\n",
        "\r\n",
        "\u{A0}",
        " – ",
        "—",
        "… ",
        " “",
        "” ",
        " \u{200B} ",
        ".\u{AD} ",
    ])
}

/// A text, and its words' spans.
fn text() -> impl Strategy<Value = (String, Vec<Span>)> {
    prop::collection::vec((word(), gap()), 1..40).prop_map(|parts| {
        let mut text = String::new();
        let mut spans = Vec::new();
        for (word, gap) in parts {
            spans.push(Span::new(text.len(), text.len() + word.len()));
            text.push_str(&word);
            text.push_str(gap);
        }
        (text, spans)
    })
}

/// A text, a run of its words as indices, and the words' spans.
fn text_and_run() -> impl Strategy<Value = (String, Vec<Span>, std::ops::Range<usize>)> {
    (
        text(),
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
    )
        .prop_map(|((text, spans), a, b)| {
            let (a, b) = (a.index(spans.len()), b.index(spans.len()));
            (text, spans, a.min(b)..a.max(b) + 1)
        })
}

/// The same quote written in another way that the table allows.
fn rewritten(quote: &str, seed: u64) -> String {
    let mut state = seed;
    let mut next = |n: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    use unicode_normalization::UnicodeNormalization;
    let decomposed: String = if next(2) == 0 {
        quote.nfd().collect()
    } else {
        quote.nfc().collect()
    };
    let mut out = String::new();
    for c in decomposed.chars() {
        let pick = |options: [&'static str; 3], i: u64| options[usize::try_from(i).unwrap()];
        match c {
            '\'' | '’' => out.push_str(pick(["'", "’", "‘"], next(3))),
            '"' | '“' | '”' => out.push_str(pick(["\"", "”", "„"], next(3))),
            '…' => out.push_str(pick(["…", "...", "…"], next(3))),
            '–' | '—' => out.push_str(pick(["—", "–", "-"], next(3))),
            c if c.is_whitespace() => out.push_str(pick([" ", "\u{A0}\n", "\t  "], next(3))),
            c => out.push(c),
        }
    }
    out
}

/// Edit distance of `wanted` to the nearest run of `text` and that run's first possible
/// end, by the plain table (Sellers 1980).
fn fewest_edits_by_table(wanted: &[Option<u32>], text: &[u32]) -> Option<(usize, usize)> {
    let mut column: Vec<usize> = (0..=wanted.len()).collect();
    let mut best: Option<(usize, usize)> = None;
    for (i, &word) in text.iter().enumerate() {
        let mut next = vec![0];
        for (j, &wanted) in wanted.iter().enumerate() {
            let change = column[j] + usize::from(wanted != Some(word));
            next.push(change.min(column[j + 1] + 1).min(next[j] + 1));
        }
        column = next;
        if best.is_none_or(|(fewest, _)| column[wanted.len()] < fewest) {
            best = Some((column[wanted.len()], i));
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_slice_with_its_minimal_context_verifies((text, spans, run) in text_and_run()) {
        let span = Span::new(spans[run.start].start, spans[run.end - 1].end);
        let quote = &text[span.range()];
        let (prefix, suffix) = minimal_context(&text, span);
        let verdict = find(&text, quote, prefix.as_deref(), suffix.as_deref());
        prop_assert_eq!(verdict, Verdict::Verified(span));
    }

    #[test]
    fn rewriting_as_the_table_allows_verifies((text, spans, run) in text_and_run(), seed in any::<u64>()) {
        let span = Span::new(spans[run.start].start, spans[run.end - 1].end);
        let (prefix, suffix) = minimal_context(&text, span);
        let quote = rewritten(&text[span.range()], seed);
        let context = |side: Option<String>| side.map(|side| rewritten(&side, seed));
        let verdict = find(&text, &quote, context(prefix).as_deref(), context(suffix).as_deref());
        prop_assert_eq!(verdict, Verdict::Verified(span));
    }

    #[test]
    fn a_changed_word_never_verifies(
        (text, spans, run) in text_and_run(),
        at in any::<prop::sample::Index>(),
        way in 0..3,
    ) {
        let span = Span::new(spans[run.start].start, spans[run.end - 1].end);
        let (prefix, suffix) = minimal_context(&text, span);
        let changed = spans[run.start + at.index(run.len())];
        let (before, after) = (&text[span.start..changed.start], &text[changed.end..span.end]);
        let quote = match way {
            0 => format!("{before}{after}"),
            1 => format!("{before}zzz {}{after}", &text[changed.range()]),
            _ => format!("{before}zzz{after}"),
        };
        let verdict = find(&text, &quote, prefix.as_deref(), suffix.as_deref());
        // Dropping a word may leave words that stand elsewhere, but never at this place,
        // or right beside it when the dropped word was the first or last.
        if let Verdict::Verified(place) = verdict {
            prop_assert_eq!(way, 0);
            prop_assert_ne!(place, span);
            prop_assert!(Normal::new(&text[place.range()]).text() == Normal::new(&quote).text());
        }
    }

    #[test]
    fn verified_is_equal_after_normalisation(text in "\\PC{0,40}", quote in "\\PC{0,6}") {
        if let Verdict::Verified(span) = find(&text, &quote, None, None) {
            let (there, quote) = (Normal::new(&text[span.range()]), Normal::new(&quote));
            prop_assert_eq!(there.text(), quote.text());
        }
    }

    #[test]
    fn any_strings_give_spans_that_slice(
        text in "[ab \u{301}\u{AD}’—é…\n\u{200B}e3.\u{202E}]{0,30}",
        quote in "[ab \u{301}\u{AD}’—é…\n\u{200B}e3.\u{202E}]{0,8}",
    ) {
        let spans = match find(&text, &quote, None, None) {
            Verdict::Verified(span) => vec![span],
            Verdict::Ambiguous(spans) | Verdict::Moved(spans) => spans,
            Verdict::Altered { nearest, differences } => {
                let seen = differences.iter().any(|d| !matches!(d, Difference::Same(_)));
                prop_assert!(seen, "{differences:?}");
                vec![nearest]
            }
            Verdict::Lost { nearest } => nearest.into_iter().collect(),
        };
        for span in spans {
            prop_assert!(text.get(span.range()).is_some_and(|slice| !slice.is_empty()));
        }
        let haystack = Haystack::new(&text);
        for (i, _) in text.char_indices() {
            for (j, _) in text[i..].char_indices().skip(1) {
                if let Some(span) = haystack.quotable(Span::new(i, i + j)) {
                    let (prefix, suffix) = haystack.minimal_context(span);
                    let verdict = haystack.find(&text[span.range()], prefix.as_deref(), suffix.as_deref());
                    prop_assert_eq!(verdict, Verdict::Verified(span));
                }
            }
        }
        let whole = Normal::new(&text);
        let again = Normal::new(whole.text());
        prop_assert_eq!(again.text(), whole.text());
    }

    #[test]
    fn bit_vectors_agree_with_the_table(
        wanted in prop::collection::vec(prop::option::weighted(0.9, 0u32..4), 1..150),
        text in prop::collection::vec(0u32..4, 0..200),
    ) {
        let fast = nearest::fewest_edits(&wanted, text.iter().copied(), 4);
        prop_assert_eq!(fast, fewest_edits_by_table(&wanted, &text));
    }
}
