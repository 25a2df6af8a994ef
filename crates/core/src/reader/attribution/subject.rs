//! Who says it: the noun phrase before the verb, or the subject that the verb shares with
//! what stands before it.

use std::ops::Range;

use abduce_english::Upos;

use super::cues::{Frame, NOUNS_TOO, Tense, Verb};
use super::speaker::PRONOUNS;
use super::{Scene, speaker, tree};
use crate::reader::quotes;
use crate::reader::text::Sentence;

/// Subject and cue of a verb.
pub(super) fn subject_of(
    scene: &Scene,
    sentence: &Sentence,
    (low, subject): (usize, Option<&Range<usize>>),
    verb: usize,
    use_: &Verb,
) -> Option<(Range<usize>, Range<usize>)> {
    let helped = verb > low && scene.is_auxiliary(verb - 1);
    let near = match use_.tense {
        Tense::Ing if helped => speaker::before(scene, verb, low)
            .filter(|(_, cue)| speaker::is_passive(scene, cue) || !scene.tagged()),
        Tense::Ing => described(scene, verb, low),
        _ => speaker::before(scene, verb, low),
    };
    // ", noting that …": who spoke before goes on.
    let goes_on = || {
        let comma = use_.tense == Tense::Ing && verb > low && scene.lower(verb - 1) == ",";
        let outside = quotes::around(scene.quotes, verb).is_none();
        let subject = subject.filter(|_| comma && outside && scene.tagged())?;
        Some((subject.clone(), verb..verb + 1))
    };
    near.or_else(|| coordinated(scene, sentence, subject, verb, use_))
        .or_else(goes_on)
        .or_else(|| shared(scene, (low, verb)))
        .or_else(|| match use_.tense {
            Tense::Ing => Some((participle_subject(scene, sentence, verb)?, verb..verb + 1)),
            _ => None,
        })
}

/// "groups backing the plan": the noun right before a participle.
fn described(scene: &Scene, verb: usize, low: usize) -> Option<(Range<usize>, Range<usize>)> {
    if !scene.tagged() || verb <= low {
        return None;
    }
    let noun = matches!(scene.upos(verb - 1), Upos::Noun | Upos::Propn)
        || matches!(scene.lower(verb - 1), "those" | "people");
    let found = speaker::before(scene, verb, low).filter(|_| noun)?;
    (found.1.start == verb).then_some(found)
}

/// The subject that the trees give a verb: its own, further away, or the one that it
/// shares with the verb or noun that it hangs on.
pub(super) fn shared(
    scene: &Scene,
    (low, verb): (usize, usize),
) -> Option<(Range<usize>, Range<usize>)> {
    if !scene.syntax.has_trees() || quotes::around(scene.quotes, verb).is_some() {
        return None;
    }
    let (word, _) = scene.word(verb)?;
    let subject = tree::subject(&scene.syntax.parse, word)?;
    let head = scene.syntax.tokens_of(scene.text, subject);
    let np = tree::phrase(scene, subject);
    let mut cue = verb;
    while cue > low.max(head.end) && verb - cue < 5 && scene.is_auxiliary(cue - 1) {
        cue -= 1;
    }
    // "the inability to agree": too often what might be, not what is said.
    let to = cue > head.end && scene.lower(cue - 1) == "to";
    let fits = !to
        && head.end <= cue
        && !np.is_empty()
        && quotes::around(scene.quotes, head.start).is_none();
    fits.then(|| (np.start..np.end.min(cue), cue..verb + 1))
}

/// How well subject and verb fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    No,
    /// Somebody speaks, but not so that a draft should name the view theirs.
    Weak,
    Yes,
}

/// How well subject, auxiliaries and form of the verb fit together.
pub(super) fn agrees(
    scene: &Scene,
    np: &Range<usize>,
    cue: &Range<usize>,
    verb: usize,
    use_: &Verb,
) -> Fit {
    if use_.tense == Tense::Past && speaker::is_passive(scene, cue) {
        return Fit::No;
    }
    let lower = scene.lower(verb);
    if lower.starts_with("continu") && use_.frame != Frame::Clause {
        return Fit::No;
    }
    if voice(scene, np, cue, verb, use_) {
        return match scene.tagged() {
            true => Fit::Weak,
            false => Fit::No,
        };
    }
    let fits = scene.tagged() || form_fits(scene, np, cue, verb, use_);
    match fits {
        true => Fit::Yes,
        false => Fit::No,
    }
}

/// Whether the subject is the voice that speaks already, a pronoun for no one or for
/// what was just named, or the verb only says what might be.
fn voice(scene: &Scene, np: &Range<usize>, cue: &Range<usize>, verb: usize, use_: &Verb) -> bool {
    let last = scene.lower(np.end - 1);
    let lower = scene.lower(verb);
    let own = matches!(last, "i" | "we" | "you");
    let relative = last == "who"
        && (use_.frame != Frame::Clause
            || matches!(lower, "think" | "thinks" | "know" | "knows" | "feel"));
    let modal =
        (cue.start..verb).any(|i| matches!(scene.lower(i), "should" | "must" | "could" | "might"));
    // No one speaks: "it supposes that …" goes on about what was said before.
    let thing = np.len() == 1
        && matches!(
            last,
            "it" | "this" | "which" | "these" | "those" | "one" | "that" | "all"
        );
    own || relative || modal || thing || lower.starts_with("continu")
}

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

/// Whether a form that may be a noun is a verb here, judged without tags.
fn form_fits(
    scene: &Scene,
    np: &Range<usize>,
    cue: &Range<usize>,
    verb: usize,
    use_: &Verb,
) -> bool {
    let last = scene.lower(np.end - 1);
    let helped = cue.len() > 1;
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
    while cue > low && verb - cue < 3 && scene.is_auxiliary(cue - 1) {
        cue -= 1;
    }
    let joined = cue >= low + 2 && matches!(scene.lower(cue - 1), "and" | "but" | "or");
    if !joined || use_.tense == Tense::Base && cue == verb {
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
