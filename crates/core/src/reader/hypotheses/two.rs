//! Rule `hypotheses/two`: one sentence weighs two explanations: "less because of X than
//! because of Y", "partly because X and partly because Y", "it was not X but Y".
//!
//! Why: its halves are explanations of their own, and the words between them say which
//! one the writer turns down.

use std::ops::Range;

use super::{Candidate, Place};
use crate::reader::outline::clause_end;
use crate::reader::phrase::{find_phrase, has_any, match_any};
use crate::reader::stems::{shared, stems};
use crate::reader::text::{Token, TokenKind};

pub(crate) const RULE: &str = "hypotheses/two";

/// A half and the words before it: opening, joint.
type Form = (&'static [&'static str], &'static [&'static str]);

/// What is turned down, then what is held.
const RATHER: &[Form] = &[
    (
        &["less|not", "so?", "much?", "because", "of?"],
        &["than|as|but", "because", "of?"],
    ),
    (
        &["less|not", "so?", "much?", "for", "fear|want", "of"],
        &["than|as|but", "for", "fear|want", "of"],
    ),
];

/// Both are held.
const BOTH: &[Form] = &[
    (&["partly", "because", "of?"], &["partly", "because", "of?"]),
    (
        &["in", "part", "because", "of?"],
        &["in", "part", "because", "of?"],
    ),
    (
        &["partly", "a", "matter", "of"],
        &["partly", "a", "matter", "of"],
    ),
];

/// "It was not X": what the article is about.
const NOT: &[&[&str]] = &[
    &["it", "was", "not"],
    &["it", "wasn't"],
    &["it", "has|had", "never", "been"],
    &["it", "was", "never"],
];

/// Words that say something again.
const RECAPS: &[&[&str]] = &[&["in", "other", "words"], &["in", "short|sum|brief"]];

/// The two explanations of a line.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    if !place.explains() || place.line.question {
        return Vec::new();
    }
    let body = place.body();
    // "It was not the wind, in short, but neglect" says again what was said before.
    let known = (place.explanatory || place.weighing) && place.begun;
    if known && has_any(body, RECAPS) {
        return Vec::new();
    }
    let rather = || RATHER.iter().find_map(|f| halves(body, *f));
    let (halves, rejects) = match BOTH.iter().find_map(|f| halves(body, *f)) {
        Some(found) => (Some(found), false),
        None => (rather().or_else(|| not_but(place)), true),
    };
    halves.map_or_else(Vec::new, |(first, second)| {
        vec![half(first, rejects), half(second, false)]
    })
}

fn half(range: Range<usize>, rejected: bool) -> Candidate {
    Candidate {
        rejected,
        fresh: true,
        ..Candidate::own(range, RULE)
    }
}

/// The words of two halves.
fn halves(body: &[Token], form: Form) -> Option<(Range<usize>, Range<usize>)> {
    let open = find_phrase(body, 0, form.0)?;
    let joint = find_phrase(body, open.end, form.1)?;
    let first = open.end..trimmed(body, open.end, joint.start);
    let end = clause_end(body, joint.end, body.len());
    let credit = find_phrase(&body[..end], joint.end, &[",", "according", "to"]);
    let second = joint.end..credit.map_or(end, |hit| hit.start);
    (!first.is_empty() && second.len() > 1).then_some((first, second))
}

/// The end of a half without the comma and the "and" after it.
fn trimmed(body: &[Token], start: usize, end: usize) -> usize {
    (start..end)
        .rev()
        .find(|&i| !body[i].is_any(&[",", "and", "but", "then"]))
        .map_or(start, |i| i + 1)
}

/// "It was not the wind, in other words, but the old rope that …".
fn not_but(place: &Place<'_, '_>) -> Option<(Range<usize>, Range<usize>)> {
    const THINGS: &[&str] = &["the", "a", "an", "his", "her", "their", "its"];
    let body = place.body();
    let start = match_any(body, 0, NOT)?;
    let but = (start + 1..body.len().min(start + 16)).find(|&i| body[i].is_any(&["but"]))?;
    let comma = (start..but).find(|&i| body[i].kind == TokenKind::Mark);
    let first = start..comma.unwrap_or(but);
    let end = clause_end(body, but + 1, body.len());
    let thing = |i: usize| body.get(i).is_some_and(|t| t.is_any(THINGS));
    // "But the walk that I remember": no cause of what the article is about.
    let that = (but + 1..end).find(|&i| body[i].is_any(&["that", "who", "which"]));
    let about = |at: usize| shared(&stems(&body[at..end]), place.asked) >= 1;
    let both = thing(start) && thing(but + 1) && that.is_none_or(about) && !place.told();
    (both && first.len() > 1 && end > but + 2).then_some((first, but + 1..end))
}

#[cfg(test)]
mod tests {
    use crate::reader::read;
    use crate::reader::sample::document;

    fn found(text: &str) -> Vec<(String, bool)> {
        let text =
            format!("# A ferry\n\nThe old ferry line closed in May.\n\n{text} The boat is gone.");
        let draft = read(&document(&text));
        let high = |s: crate::reader::draft::Stance| s.low + s.high > 1.0;
        let own = draft
            .hypotheses
            .iter()
            .filter(|h| h.found.rule == super::RULE);
        own.map(|h| {
            (
                text[h.found.span.range()].to_owned(),
                h.stance.is_some_and(high),
            )
        })
        .collect()
    }

    #[test]
    fn halves() {
        for (text, first, second, held) in [
            (
                "It closed less because of the fuel bill than because of the empty seats.",
                "the fuel bill",
                "the empty seats",
                false,
            ),
            (
                "The line closed partly because the hull was worn, and partly because the owners could not agree.",
                "the hull was worn",
                "the owners could not agree",
                true,
            ),
            (
                "It was not the fuel bill but the empty seats.",
                "the fuel bill",
                "the empty seats",
                false,
            ),
        ] {
            let expected = [(first.to_owned(), held), (second.to_owned(), true)];
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn none() {
        for text in [
            "It was not the fuel but the smell that I remember.",
            "It was not easy but the crew managed.",
            "There was less fuel than oil.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
