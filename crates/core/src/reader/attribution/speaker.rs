//! The noun phrase that speaks.

use std::ops::Range;

use abduce_english::{Upos, Xpos};

use super::Scene;
use super::cues::{is_be, links};
use crate::reader::text::TokenKind;

/// The longest speaker, in tokens.
const MAX_SPEAKER: usize = 28;

/// Words at which a subject begins at the latest: what stands before belongs elsewhere.
const BOUNDARY: &[&str] = &[
    "that", "because", "while", "when", "if", "though", "although", "but", "whether", "where",
    "what", "why", "how", "until", "unless", "whereas", "or", "so", "yet", "nor", "than", "is",
    "are", "was", "were", "has", "have", "had", "do", "does", "did", "will", "would", "could",
    "can", "may", "might", "must", "should", "be", "been", "said", "says", "say", "then", "as",
    "there", "not", "to", "before", "since",
];

/// Words that open a sentence or clause before its subject.
const LEADING: &[&str] = &[
    "still",
    "however",
    "yet",
    "so",
    "then",
    "meanwhile",
    "perhaps",
    "even",
    "but",
    "and",
    "also",
    "now",
    "later",
    "thus",
    "instead",
    "nevertheless",
    "moreover",
    "indeed",
    "once",
    "today",
    "yesterday",
    "here",
    "there",
    "after",
    "before",
    "until",
    "although",
    "though",
    "while",
    "when",
    "as",
    "because",
    "since",
    "if",
    "that",
    "whereas",
    "like",
    "unlike",
    "earlier",
    "afterwards",
    "initially",
    "apparently",
    "or",
];

/// Prepositions that open an adverbial before the subject ("In 2012 the ministry said").
pub(super) const PREPOSITIONS: &[&str] = &[
    "in", "on", "at", "during", "for", "with", "by", "from", "under", "over", "about", "into",
    "through", "against", "among", "between", "of", "to", "via", "without", "within",
];

/// Pronouns that can speak.
pub(super) const PRONOUNS: &[&str] = &[
    "he",
    "she",
    "they",
    "it",
    "who",
    "i",
    "we",
    "you",
    "which",
    "one",
    "this",
    "these",
    "those",
    "some",
    "many",
    "others",
    "most",
    "few",
    "several",
    "nobody",
    "everyone",
    "everybody",
    "someone",
    "all",
    "both",
    "none",
    "another",
];

/// The subject of the verb at `verb`, and the cue with its auxiliaries. `low` is the first
/// token that may belong to them.
pub(super) fn before(
    scene: &Scene,
    verb: usize,
    low: usize,
) -> Option<(Range<usize>, Range<usize>)> {
    let mut cue = verb;
    while cue > low && verb - cue < 7 {
        let last = scene.lower(cue - 1);
        if scene.is_auxiliary(cue - 1) {
            cue -= 1;
        } else if last == "to" && cue >= low + 2 && links(scene.lower(cue - 2)) {
            let went_on = scene.lower(cue - 2) == "on";
            cue = cue.saturating_sub(2 + usize::from(went_on)).max(low);
        } else {
            break;
        }
    }
    cue = cue.max(low);
    if cue == low {
        return None;
    }
    let np = if scene.lower(cue - 1) == "," {
        with_apposition(scene, cue - 1, low)?
    } else if matches!(scene.lower(cue - 1), "—" | "–") {
        between_dashes(scene, cue - 1, low)?
    } else {
        plain(scene, cue, low)?
    };
    Some((np, cue..verb + 1))
}

/// "Peskov, a spokesman," before a verb: from the name to the last comma. Appositions
/// may follow each other ("Ann Lee, 59, of Springfield, Va.,").
fn with_apposition(scene: &Scene, comma: usize, low: usize) -> Option<Range<usize>> {
    let mut end = comma;
    let mut best = None;
    for round in 0..4 {
        let first = (low..end)
            .rev()
            .take(24)
            .take_while(|&i| !scene.text.tokens[i].is_any(&[";", ":", "—"]))
            .find(|&i| scene.lower(i) == ",");
        let Some(first) = first.filter(|&i| i > low && apposes(scene, i + 1, round == 0)) else {
            break;
        };
        end = first;
        best = plain(scene, end, low).or(best);
    }
    let np = best?;
    (comma - np.start <= 2 * MAX_SPEAKER).then_some(np.start..comma)
}

/// "Lee — a farmer — said": from the name to the second dash.
fn between_dashes(scene: &Scene, dash: usize, low: usize) -> Option<Range<usize>> {
    let first = (low..dash)
        .rev()
        .take(24)
        .find(|&i| matches!(scene.lower(i), "—" | "–"))?;
    let np = plain(scene, first, low)?;
    Some(np.start..dash)
}

/// Whether what begins at the token can stand between commas after a name.
fn apposes(scene: &Scene, index: usize, nearest: bool) -> bool {
    let token = &scene.text.tokens[index];
    token.is_any(&[
        "a",
        "an",
        "the",
        "who",
        "which",
        "whose",
        "now",
        "then",
        "former",
        "one",
        "his",
        "her",
        "its",
        "their",
        "himself",
        "herself",
        "along",
        "speaking",
        "of",
        "from",
        "chairman",
        "president",
        "director",
        "head",
        "founder",
        "author",
        "executive",
        "senior",
        "co-founder",
        "professor",
        "chief",
    ]) || token.kind == TokenKind::Number
        || scene.text.is_capital(index) && (nearest || scene.lower(index + 1) == ".")
        || scene.tagged() && nearest && describes(scene, index)
}

/// "Lee, chair of the council, said", "Lee, facing a new vote, said".
fn describes(scene: &Scene, index: usize) -> bool {
    let first = matches!(scene.upos(index), Upos::Noun | Upos::Adj | Upos::Num);
    let participle = matches!(scene.xpos(index), Xpos::Vbg | Xpos::Vbn);
    let token = &scene.text.tokens[index];
    (first || participle) && !token.is_any(&["according", "including", "last", "next"])
}

/// The noun phrase that ends right before token `end`.
fn plain(scene: &Scene, end: usize, low: usize) -> Option<Range<usize>> {
    let tokens = &scene.text.tokens;
    let mut start = end;
    while start > low && end - start <= MAX_SPEAKER {
        let token = &tokens[start - 1];
        if token.kind == TokenKind::Mark && !inside_name(scene, start - 1) {
            break;
        }
        if token.is_any(BOUNDARY) && !scene.text.is_capital(start - 1) {
            break;
        }
        if token.lower == "and" && !joins(scene, start - 1, end) {
            break;
        }
        start -= 1;
        if token.is_any(&["he", "she", "they", "i", "we", "who", "which"]) {
            break;
        }
    }
    if end - start > MAX_SPEAKER {
        return None;
    }
    let np = strip_adverbials(scene, start..end);
    is_noun_phrase(scene, &np).then_some(np)
}

/// Marks within names and figures: initials' stops, "&", "%", "$", brackets of parties.
fn inside_name(scene: &Scene, index: usize) -> bool {
    let token = &scene.text.tokens[index];
    match token.lower.as_str() {
        "." => {
            scene.names.at(index).is_some()
                || is_title_stop(scene, index)
                || matches!(scene.lower(index + 1), ")" | ",") && scene.text.is_capital(index - 1)
        }
        "&" | "%" | "$" | "-" | "/" => true,
        "'" | "’" => {
            !scene.text.space_before(index)
                && index > 0
                && scene.lower(index - 1).ends_with('s')
                && scene.lower(index + 1) != token.lower
        }
        ")" => (index.saturating_sub(6)..index).any(|i| scene.lower(i) == "("),
        "(" => (index + 1..index + 7).any(|i| scene.lower(i) == ")"),
        _ => false,
    }
}

fn is_title_stop(scene: &Scene, index: usize) -> bool {
    index > 0
        && !scene.text.space_before(index)
        && scene.lower(index - 1).len() < 7
        && crate::reader::names::words::HONORIFICS.contains(scene.lower(index - 1))
}

/// Whether "and" joins two names or nouns rather than two clauses.
fn joins(scene: &Scene, and: usize, end: usize) -> bool {
    let capital = |i: usize| scene.text.is_capital(i);
    let left = and > 0 && (capital(and - 1) || scene.lower(and - 1).ends_with('s'));
    let right = capital(and + 1) || and + 2 >= end || scene.lower(end - 1).ends_with('s');
    left && right && !scene.text.tokens[and + 1].is_any(PRONOUNS)
}

/// Without "still", "in 2012", "on Monday", "last week" before the subject.
fn strip_adverbials(scene: &Scene, mut np: Range<usize>) -> Range<usize> {
    for _ in 0..4 {
        if np.is_empty() {
            break;
        }
        let first = scene.lower(np.start);
        let more = np.len() > 1;
        let adverb = first.len() > 4 && first.ends_with("ly") && scene.names.at(np.start).is_none();
        if more && (LEADING.contains(&first) || adverb) {
            np.start += 1;
        } else if more
            && matches!(first, "last" | "this" | "next")
            && is_time(scene.lower(np.start + 1))
        {
            np.start += 2;
        } else if more && PREPOSITIONS.contains(&first) {
            np.start = after_adverbial(scene, &np);
        } else {
            break;
        }
    }
    np
}

fn is_time(lower: &str) -> bool {
    matches!(
        lower,
        "week"
            | "month"
            | "year"
            | "night"
            | "summer"
            | "spring"
            | "fall"
            | "autumn"
            | "winter"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "morning"
            | "evening"
            | "afternoon"
    )
}

/// Past a prepositional phrase: to the next determiner, pronoun or name after its noun.
fn after_adverbial(scene: &Scene, np: &Range<usize>) -> usize {
    let mut at = np.start + 2;
    if scene
        .text
        .tokens
        .get(at - 1)
        .is_some_and(|t| t.is_any(&["the", "a", "an", "his", "her"]))
    {
        at += 1;
    }
    while at < np.end {
        let token = &scene.text.tokens[at];
        let opens = token.is_any(&["the", "a", "an", "his", "her", "their", "its"])
            || token.is_any(PRONOUNS)
            || scene.text.is_capital(at) && scene.names.at(at) != scene.names.at(at - 1);
        if opens {
            return at;
        }
        at += 1;
    }
    np.end
}

/// Whether what is left can speak at all.
fn is_noun_phrase(scene: &Scene, np: &Range<usize>) -> bool {
    if np.is_empty() {
        return false;
    }
    let last = scene.lower(np.end - 1);
    let first = scene.lower(np.start);
    let bad_end = PREPOSITIONS.contains(&last)
        || matches!(
            last,
            "the"
                | "a"
                | "an"
                | "and"
                | "or"
                | "that"
                | "his"
                | "their"
                | "its"
                | "this"
                | "these"
                | "my"
                | "your"
                | "our"
                | "no"
                | "very"
                | "such"
                | "any"
                | "every"
        ) && !(np.len() == 1 && matches!(last, "this" | "these"));
    let possessive = scene.text.tokens[np.end - 1].is_possessive();
    let token = &scene.text.tokens[np.end - 1];
    // One small word speaks only when it is a pronoun, a name or a plural.
    let plural = last.ends_with('s') && !last.ends_with("ss")
        || token.is_any(&["people", "police", "media", "women", "men"])
        || scene.xpos(np.end - 1) == Xpos::Nns;
    let known = scene.text.is_capital(np.start) || PRONOUNS.contains(&last) || plural;
    let lone = np.len() == 1 && !known;
    let amount = matches!(last, "million" | "billion");
    let opener = np.len() == 1 && LEADING.contains(&last);
    !bad_end
        && !lone
        && !amount
        && !possessive
        && !opener
        && !matches!(first, "there" | "what" | "to" | "despite")
}

/// The speaker after an inverted verb: "said Peskov, a spokesman".
pub(super) fn after(scene: &Scene, verb: usize, high: usize) -> Option<Range<usize>> {
    let tokens = &scene.text.tokens;
    let start = verb + 1;
    let mut end = start;
    while end < high && end - start < MAX_SPEAKER {
        let token = &tokens[end];
        if token.kind == TokenKind::Mark && !inside_name(scene, end) {
            break;
        }
        let stop = token.is_any(BOUNDARY)
            || token.is_any(&[
                "in", "on", "at", "during", "after", "by", "with", "about", "and",
            ])
            || is_time(&token.lower);
        // "an aide to the king"
        let to = token.lower == "to" && end > start && scene.upos(end - 1) == Upos::Noun;
        let and = token.lower == "and" && scene.text.is_capital(end + 1);
        if stop && end > start && !and && !to {
            break;
        }
        if stop && end == start {
            return None;
        }
        end += 1;
    }
    let after_quote = verb > 0 && scene.text.tokens[verb - 1].is_any(&["\"", "”", "'", "’"]);
    if end == start || !after_quote && !can_open(scene, start) {
        return None;
    }
    // ", a professor at Tallinn University" up to the stop belongs to the speaker.
    for round in 0..3 {
        if scene.lower(end) != "," || end + 1 >= high || !follows(scene, end + 1, round > 0) {
            break;
        }
        let close = (end + 1..high.min(end + 26))
            .find(|&i| tokens[i].is_any(&[",", ".", ";", "—"]) && !inside_name(scene, i));
        match close {
            Some(close) => end = close,
            None if high <= end + 26 => end = high,
            None => break,
        }
    }
    Some(start..end)
}

/// Whether what begins at the token, after a comma, tells more of the speaker.
fn follows(scene: &Scene, index: usize, again: bool) -> bool {
    let token = &scene.text.tokens[index];
    token.is_any(&["a", "an", "the", "who", "whose"])
        || !again
            && scene.tagged()
            && (token.kind == TokenKind::Number
                || matches!(
                    scene.upos(index),
                    Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num
                ))
            && !is_time(&token.lower)
            && !token.is_any(&["last", "earlier", "next"])
}

/// Whether a noun phrase can begin here: name, determiner, pronoun, or plural noun.
fn can_open(scene: &Scene, index: usize) -> bool {
    let token = &scene.text.tokens[index];
    token.kind != TokenKind::Mark
        && (scene.text.is_capital(index)
            || token.is_any(PRONOUNS)
            || token.is_any(&[
                "the", "a", "an", "his", "her", "their", "its", "one", "another", "two", "three",
            ])
            || crate::reader::names::words::TITLES.contains(token.lower.as_str())
            || token.lower.ends_with('s') && token.lower.len() > 4)
}

/// Whether the verb is passive: a form of "be" among the auxiliaries.
pub(super) fn is_passive(scene: &Scene, cue: &Range<usize>) -> bool {
    (cue.start..cue.end.saturating_sub(1)).any(|i| is_be(scene.lower(i)))
}
