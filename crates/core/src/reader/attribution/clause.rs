//! Rule "clause": a subject, a verb of saying, thinking or judging, and what follows.
//!
//! Why: most attributions of news are "S said (that) C", "S alluded to C", "S vowed to
//! C". Without a parser the subject is the noun phrase right before the verb, and the
//! content what follows it up to the end of the clause.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cues::{Frame, NOUNS_TOO, Tense, Verb, is_auxiliary, uses};
use super::speaker::PRONOUNS;
use super::{Found, MAX_CONTENT, Scene, speaker, trim};
use crate::reader::quotes;
use crate::reader::text::{Sentence, TokenKind};

/// What shows or says without being anyone: "the poll shows".
const SHOWERS: &[&str] = &[
    "poll",
    "polls",
    "survey",
    "surveys",
    "study",
    "studies",
    "data",
    "report",
    "video",
    "average",
    "averages",
    "analysis",
    "figures",
    "footage",
    "documents",
    "research",
    "return",
    "letter",
    "transcript",
];

/// Finds subjects with their verbs and contents.
pub(super) fn find(scene: &Scene, out: &mut Vec<Found>, used: &BTreeSet<usize>) {
    for sentence in &scene.text.sentences {
        let mut low = sentence.tokens.start;
        let mut subject = None;
        for verb in sentence.tokens.clone() {
            if verb < low || used.contains(&verb) || scene.text.is_capital(verb) {
                continue;
            }
            let found = uses(scene.lower(verb))
                .iter()
                .find_map(|use_| at(scene, sentence, (low, subject.as_ref()), verb, use_));
            if let Some(found) = found {
                low = found.cue.end;
                subject = Some(found.speaker.clone());
                out.push(found);
            }
        }
    }
}

fn at(
    scene: &Scene,
    sentence: &Sentence,
    (low, subject): (usize, Option<&Range<usize>>),
    verb: usize,
    use_: &Verb,
) -> Option<Found> {
    let (limit_low, limit_high) = limits(scene, sentence, low, verb);
    let next = verb + 1;
    if next >= limit_high {
        return None;
    }
    let mut cue_end = next;
    if !use_.particle.is_empty() {
        if !use_.particle.split('|').any(|p| p == scene.lower(next)) {
            return None;
        }
        cue_end += usize::from(!matches!(scene.lower(next), "that"));
    }
    let (np, cue) = match use_.tense {
        Tense::Ing if verb > limit_low && is_auxiliary(scene.lower(verb - 1)) => {
            speaker::before(scene, verb, limit_low)
                .filter(|(_, cue)| speaker::is_passive(scene, cue))?
        }
        Tense::Ing => (participle_subject(scene, sentence, verb)?, verb..verb + 1),
        _ => speaker::before(scene, verb, limit_low)
            .or_else(|| coordinated(scene, sentence, subject, verb, use_))?,
    };
    if !agrees(scene, &np, &cue, verb, use_) {
        return None;
    }
    let limit_high = before_main_clause(scene, sentence, np.start, verb, limit_high);
    let content = content(scene, cue_end, limit_high, use_)?;
    let as_ = content.clone().take(10).any(|i| scene.lower(i) == "as");
    if takes_as(scene.lower(verb)) && !as_ {
        return None;
    }
    Some(Found {
        speaker: np,
        cue: cue.start..cue_end.min(content.start).max(verb + 1),
        content,
        hole: None,
        rule: "clause",
    })
}

/// The tokens that the clause may take: those of the sentence on the same side of the
/// quotation marks as the verb.
fn limits(scene: &Scene, sentence: &Sentence, low: usize, verb: usize) -> (usize, usize) {
    let high = sentence.tokens.end.min(verb + MAX_CONTENT);
    match quotes::around(scene.quotes, verb) {
        Some(q) => (low.max(q.inner.start), high.min(q.inner.end.max(verb))),
        None => (low, high),
    }
}

/// Verbs of seeing that hold a view only with "as" ("saw it as a threat").
fn takes_as(lower: &str) -> bool {
    ["see", "saw", "regard", "perceiv"]
        .iter()
        .any(|stem| lower.starts_with(stem))
        && !lower.starts_with("seek")
}

/// In a sentence that opens with a subordinate clause ("As she explained …, the mayor
/// left"), the comma before the main clause; else `high`.
fn before_main_clause(
    scene: &Scene,
    sentence: &Sentence,
    subject: usize,
    verb: usize,
    high: usize,
) -> usize {
    let first = scene.lower(sentence.tokens.start);
    let opens = matches!(
        first,
        "as" | "when"
            | "while"
            | "after"
            | "before"
            | "although"
            | "though"
            | "if"
            | "since"
            | "because"
    );
    if !opens || subject != sentence.tokens.start + 1 {
        return high;
    }
    (verb + 1..high)
        .find(|&i| {
            scene.lower(i) == ","
                && (scene.text.is_capital(i + 1)
                    || scene.text.tokens.get(i + 1).is_some_and(|t| {
                        t.is_any(PRONOUNS) || t.is_any(&["the", "a", "an", "his", "her", "their"])
                    }))
        })
        .unwrap_or(high)
}

/// Whether subject, auxiliaries and form of the verb fit together.
fn agrees(scene: &Scene, np: &Range<usize>, cue: &Range<usize>, verb: usize, use_: &Verb) -> bool {
    let last = scene.lower(np.end - 1);
    let helped = cue.len() > 1;
    if use_.tense == Tense::Past && speaker::is_passive(scene, cue) {
        return false;
    }
    let lower = scene.lower(verb);
    if matches!(last, "i" | "we" | "you") {
        // The voice that speaks already is no attribution.
        return false;
    }
    if last == "who"
        && (use_.frame != Frame::Clause
            || matches!(lower, "think" | "thinks" | "know" | "knows" | "feel"))
    {
        return false;
    }
    if (cue.start..verb).any(|i| matches!(scene.lower(i), "should" | "must" | "could" | "might")) {
        return false;
    }
    if lower.starts_with("continu") {
        return false;
    }
    if np.len() == 1
        && matches!(
            last,
            "it" | "this" | "which" | "these" | "those" | "one" | "that" | "all"
        )
    {
        // No one speaks: "it supposes that …" goes on about what was said before.
        return false;
    }
    if use_.tense == Tense::Base && !helped {
        let plural = last.ends_with('s') && !last.ends_with("ss")
            || PRONOUNS.contains(&last) && !matches!(last, "he" | "she" | "it" | "one")
            || matches!(last, "people" | "police" | "media" | "women" | "men")
            || np.len() > 2 && np.clone().any(|i| scene.lower(i) == "and");
        if !plural {
            return false;
        }
    }
    if NOUNS_TOO.contains(&scene.lower(verb)) && !helped && use_.tense != Tense::Past {
        let next = &scene.text.tokens[verb + 1];
        let subject = scene.names.at(np.end - 1).is_some()
            || np.clone().any(|i| scene.text.tokens[i].is_any(SHOWERS))
            || matches!(
                last,
                "he" | "she" | "they" | "who" | "some" | "many" | "others" | "critics"
            );
        let clear = next.is_any(&["that", "whether", "how", "why"]) && np.len() <= 4;
        return subject && !next.is_any(&["of", "for", "on", ",", ".", "is", "are", "and"])
            || clear;
    }
    true
}

/// The subject of a verb after "and": that of the verb before it, or the name or pronoun
/// that opens the sentence.
fn coordinated(
    scene: &Scene,
    sentence: &Sentence,
    subject: Option<&Range<usize>>,
    verb: usize,
    use_: &Verb,
) -> Option<(Range<usize>, Range<usize>)> {
    let low = sentence.tokens.start;
    let mut cue = verb;
    while cue > low && verb - cue < 3 && is_auxiliary(scene.lower(cue - 1)) {
        cue -= 1;
    }
    if cue < low + 2 || scene.lower(cue - 1) != "and" || use_.tense == Tense::Base && cue == verb {
        return None;
    }
    if quotes::around(scene.quotes, verb).is_some() {
        return None;
    }
    let opening = || {
        let pronoun = matches!(scene.lower(low), "he" | "she" | "they");
        let mention = scene.names.within(low..verb.min(low + 8)).first();
        let mention = mention.filter(|m| m.with_title().start == low && !m.possessive);
        pronoun
            .then_some(low..low + 1)
            .or_else(|| mention.map(|m| m.with_title()))
    };
    let subject = subject.cloned().or_else(opening)?;
    Some((subject, cue..verb + 1))
}

/// The subject of a participle (", saying …"): the noun phrase that opens the sentence's
/// main clause, when it is a name or a pronoun.
fn participle_subject(scene: &Scene, sentence: &Sentence, verb: usize) -> Option<Range<usize>> {
    let before = scene.lower(verb.checked_sub(1)?);
    if !matches!(before, "," | "and" | "by" | "while" | "—") || verb == sentence.tokens.start {
        return None;
    }
    let low = quotes::around(scene.quotes, verb).map_or(sentence.tokens.start, |q| {
        q.inner.start.max(sentence.tokens.start)
    });
    let far = low.max(verb.saturating_sub(60));
    let pronoun = (far..verb).find(|&i| matches!(scene.lower(i), "he" | "she" | "they" | "who"));
    let mention = scene.names.within(far..verb).iter().find(|m| !m.possessive);
    match (pronoun, mention) {
        (Some(at), Some(m)) if at < m.tokens.start => Some(at..at + 1),
        (_, Some(m)) => Some(m.with_title()),
        (Some(at), None) => Some(at..at + 1),
        (None, None) => None,
    }
}

/// What follows the verb, past whom it was told and when, up to the end of the clause.
fn content(scene: &Scene, start: usize, high: usize, use_: &Verb) -> Option<Range<usize>> {
    let start = match use_.frame {
        Frame::Clause | Frame::Told => past_adjuncts(scene, start, high, use_.frame)?,
        Frame::Object => start,
        Frame::Infinitive => infinitive(scene, start, high)?,
    };
    let end = clause_end(scene, start, high, use_.frame);
    let content = trim(scene, start..end);
    let first = content.start;
    if use_.frame == Frame::Object
        && use_.tense == Tense::Past
        && matches!(
            scene.lower(first),
            "in" | "on" | "at" | "with" | "for" | "to"
        )
        && use_.particle.is_empty()
    {
        // "the views expressed in …" is a participle.
        return None;
    }
    let stops = matches!(
        scene.lower(first),
        "and"
            | "or"
            | "but"
            | "by"
            | "while"
            | "when"
            | "because"
            | "then"
            | "is"
            | "are"
            | "was"
            | "were"
            | "has"
            | "had"
            | ","
            | "."
    );
    let words = content
        .clone()
        .any(|i| scene.text.tokens[i].kind != TokenKind::Mark);
    (words && !content.is_empty() && !stops).then_some(content)
}

/// Past an addressee ("told the court"), a day ("Tuesday") or a place of saying ("in a
/// statement") to "that", a quotation, or the clause itself.
fn past_adjuncts(scene: &Scene, start: usize, high: usize, frame: Frame) -> Option<usize> {
    let tokens = &scene.text.tokens;
    let opens = |i: usize| {
        tokens[i].is_any(&["that", "whether", "how", "why", "if", "what"])
            || quotes::around(scene.quotes, i).is_some_and(|q| q.tokens.start == i)
    };
    if opens(start) {
        return Some(start);
    }
    let near = (start..high.min(start + 12))
        .take_while(|&i| !tokens[i].is_any(&[";", "—", "."]))
        .find(|&i| opens(i));
    let adjunct = tokens[start].is_any(&[
        "in",
        "on",
        "at",
        "during",
        "after",
        "to",
        "of",
        "through",
        "from",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "yesterday",
        "today",
        "last",
        "earlier",
        "recently",
        "this",
        "publicly",
        "repeatedly",
        "about",
        "for",
        "as",
        "with",
    ]);
    if frame == Frame::Told || adjunct {
        if let Some(at) = near {
            return Some(at);
        }
        if frame == Frame::Told {
            return Some(past_addressee(scene, start, high));
        }
        let day =
            tokens[start].lower.ends_with("day") || tokens[start].is_any(&["earlier", "recently"]);
        return day.then_some(start + 1);
    }
    Some(start)
}

/// Past "him", "the court", "CNN": one noun phrase.
fn past_addressee(scene: &Scene, start: usize, high: usize) -> usize {
    if let Some(mention) = scene.names.at(start) {
        return mention.tokens.end.min(high);
    }
    let the = scene.text.tokens[start].is_any(&["the", "a", "an", "his", "her", "their", "its"]);
    let mut at = start + 1 + usize::from(the);
    if scene.lower(at) == "'" || scene.lower(at) == "’" {
        at += 2;
    }
    if at < high && scene.text.tokens[at].is_any(&["on", "in", "at"]) {
        at += 2;
    }
    at.min(high)
}

/// The infinitive after "vowed", or after the one asked ("urged him to").
fn infinitive(scene: &Scene, start: usize, high: usize) -> Option<usize> {
    (start..high.min(start + 5))
        .take_while(|&i| scene.text.tokens[i].kind != TokenKind::Mark)
        .find(|&i| scene.lower(i) == "to")
}

/// Where the content ends: at the sentence's end, a semicolon, a dash, or a comma with
/// which a new clause begins.
fn clause_end(scene: &Scene, start: usize, high: usize, frame: Frame) -> usize {
    let tokens = &scene.text.tokens;
    let mut at = start;
    while at < high {
        if let Some(q) = quotes::around(scene.quotes, at).filter(|q| q.tokens.start == at) {
            at = q.tokens.end.max(at + 1);
            continue;
        }
        let token = &tokens[at];
        if token.is_any(&[";", "—"]) && at > start {
            return at;
        }
        if token.lower == "," && at + 1 < high {
            let next = &tokens[at + 1];
            let new = next.is_any(&[
                "but",
                "while",
                "although",
                "though",
                "whereas",
                "according",
                "adding",
                "saying",
                "noting",
                "citing",
                "arguing",
            ]);
            let short = frame != Frame::Clause
                && frame != Frame::Told
                && next.is_any(&[
                    "and", "which", "who", "as", "when", "after", "because", "even", "a", "the",
                ]);
            if new || short {
                return at;
            }
        }
        at += 1;
    }
    high
}

#[cfg(test)]
mod tests {
    use crate::reader::attribution::check::cases;

    #[test]
    fn matches_and_must_not() {
        cases(
            "clause",
            &[
                (
                    "Ann Lee said that nobody came.",
                    &["Ann Lee | said | that nobody came"],
                ),
                (
                    "The mayor's aide Tom Hale alluded to certain repairs.",
                    &["The mayor's aide Tom Hale | alluded to | certain repairs"],
                ),
                (
                    "Many interpreted it as a hint — the fair would close.",
                    &["Many | interpreted | it as a hint"],
                ),
                (
                    "Analysts believe the price will fall.",
                    &["Analysts | believe | the price will fall"],
                ),
                (
                    "Ann Lee, 59, of Bath, said the fair was empty and vowed to return.",
                    &[
                        "Ann Lee, 59, of Bath | said | the fair was empty and vowed to return",
                        "Ann Lee, 59, of Bath | vowed | to return",
                    ],
                ),
                (
                    "On Monday the ministry told reporters that nobody came.",
                    &["the ministry | told | that nobody came"],
                ),
                ("The claims of the ministry are false.", &[]),
                ("The views expressed in this piece are hers.", &[]),
                ("I think the fair is over.", &[]),
                ("It was said twice.", &[]),
            ],
        );
    }
}
