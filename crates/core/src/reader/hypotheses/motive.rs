//! Rule `hypotheses/motive`: what moved somebody, told as a plain fact: "the owners could
//! not afford the crew", "she feared for the bank", "the club has a habit of waiting".
//!
//! Why: where an article explains what somebody did, the wishes, fears and habits of
//! those it tells of are explanations without any word of cause. One to a paragraph.

use std::ops::Range;

use super::{Candidate, Place};
use crate::reader::outline::Outline;
use crate::reader::phrase::{any_of, find_any, find_phrase};
use crate::reader::remarks::{counterfactual, unknowable};
use crate::reader::stems::{shared, stems};
use crate::reader::text::Token;

pub(crate) const RULE: &str = "hypotheses/motive";

/// The subject has at most so many tokens.
const SUBJECT: usize = 5;

/// Words of a wish, a fear or a habit.
const MOVED: &[&[&str]] = &[
    &["wanted|hoped|needed|longed|feared|dreaded", "_"],
    &["could", "not", "afford|bear|stand|face|resist"],
    &["couldn't", "afford|bear|stand|face|resist"],
    &["worried", "that|about"],
    &["was|were", "_1", "afraid|terrified|desperate|anxious", "_"],
    &[
        "had",
        "no|little",
        "wish|desire|appetite|stomach|incentive|interest",
        "_",
    ],
    &["has|have|had", "a|the", "_1", "habit", "of"],
    &["did|dared", "not", "dare|trust|want|like"],
];

/// Who is moved: those that the article speaks of.
const WHO: &[&str] = &[
    "he", "she", "they", "it", "the", "his", "her", "their", "its",
];

/// Words of a lasting trait.
const ALWAYS: &[&str] = &["has|have|had", "always|never|long", "_"];

/// The trait that a speaker in the line gives: "The line has never paid its way," said …
fn quoted(body: &[Token]) -> Option<Range<usize>> {
    let open = body.iter().position(Token::is_quote)?;
    let close = (open + 1..body.len()).find(|&i| body[i].is_quote())?;
    let own = body.get(open + 1..close)?;
    let hit = find_phrase(own, 1, ALWAYS).filter(|hit| hit.start <= SUBJECT)?;
    let who = own.first().is_some_and(|t| !t.is_any(&["i", "we", "you"]));
    (who && hit.end < own.len()).then_some(open + 1..close)
}

/// The motive that the line tells.
pub(crate) fn find(place: &Place<'_, '_>) -> Vec<Candidate> {
    let weighs = (place.explanatory || place.weighing) && place.open && place.begun;
    if let Some(range) = quoted(place.body()).filter(|_| weighs && !place.line.question) {
        return vec![Candidate {
            fresh: true,
            ..Candidate::reported(range, RULE)
        }];
    }
    told(place)
}

/// The motive that the writer tells.
fn told(place: &Place<'_, '_>) -> Vec<Candidate> {
    let line = place.line;
    let body = place.body();
    let free = place.open || answers(place.outline, line.paragraph);
    let stands = place.explanatory || place.weighing && place.begun;
    let here = stands && line.paragraph > 0 && free;
    if !here || line.question || spoken(body) || !moved(place, body) {
        return Vec::new();
    }
    let other = counterfactual::is(place.outline, line) || unknowable::is(place.outline, line);
    if other || any_of(body, &["will", "if"]) {
        return Vec::new();
    }
    vec![Candidate {
        fresh: place.open,
        ..Candidate::own(place.whole(), RULE)
    }]
}

/// Whether somebody the article speaks of is moved.
fn moved(place: &Place<'_, '_>, body: &[Token]) -> bool {
    let hit = find_any(body, 1, MOVED);
    let Some(hit) = hit.filter(|hit| hit.start <= SUBJECT) else {
        return false;
    };
    let subject = &body[..hit.start];
    let party = shared(&stems(subject), place.asked) >= 1;
    let who = subject.first().is_some_and(|t| t.is_any(WHO));
    let other = |t: &Token| t.is_any(&["who", "which", "that", "if", "by"]);
    (who || party) && !subject.iter().any(other)
}

/// Whether somebody speaks in the line; "she feared that" is no speech.
fn spoken(body: &[Token]) -> bool {
    let says = |t: &Token| t.is_any(&["said", "says", "told", "added"]);
    body.iter().any(Token::is_quote) || body.iter().take(SUBJECT + 3).any(says)
}

/// Whether a paragraph opens with a question: what it tells then is its answer.
fn answers(outline: &Outline<'_>, paragraph: usize) -> bool {
    let at = outline.lines.partition_point(|l| l.paragraph < paragraph);
    outline.lines.get(at).is_some_and(|l| l.question)
}

#[cfg(test)]
mod tests {
    use crate::reader::read;
    use crate::reader::sample::document;

    fn found(text: &str) -> Vec<String> {
        let text = format!("# Why did the ferry line close?\n\nThe line closed in May.\n\n{text}");
        let draft = read(&document(&text));
        let own = draft
            .hypotheses
            .iter()
            .filter(|h| h.found.rule == super::RULE);
        own.map(|h| text[h.found.span.range()].to_owned()).collect()
    }

    #[test]
    fn motives() {
        for text in [
            "The owners could not afford a second crew.",
            "Her partners feared for their savings.",
            "They worried that the hull would not last.",
            "The line had a habit of leaving late.",
        ] {
            assert_eq!(found(&format!("{text} The boat was old.")), [text]);
        }
        let quoted = "\"The line has never paid its way,\" said Ida Holm, a clerk.";
        assert_eq!(found(quoted), ["The line has never paid its way"]);
    }

    #[test]
    fn none() {
        for text in [
            "Tourists wanted ices.",
            "The man who owned the pier feared the sea.",
            "She said that the crew wanted more.",
            "\"I have always liked the sea,\" said Ida Holm.",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
