//! How far what is said reaches: past whom it was told and when, up to the next thing that
//! somebody does.

use std::ops::Range;

use abduce_english::{Relation, Upos, Xpos};

use super::cues::{Frame, Tense, Verb};
use super::kinds::uses;
use super::speaker::PRONOUNS;
use super::{MAX_CONTENT, Scene, trim};
use crate::reader::quotes;
use crate::reader::text::{Sentence, TokenKind};

/// The tokens that the clause may take: those of the sentence on the same side of the
/// quotation marks as the verb.
pub(super) fn limits(
    scene: &Scene,
    sentence: &Sentence,
    low: usize,
    verb: usize,
) -> (usize, usize) {
    let high = sentence.tokens.end.min(verb + MAX_CONTENT);
    match quotes::around(scene.quotes, verb) {
        Some(q) => (low.max(q.inner.start), high.min(q.inner.end.max(verb))),
        None => (low, high),
    }
}

/// In a clause that opens like "As she explained …, the mayor left" or "when he said …,
/// they left", the comma before the main clause; else `high`. A relative clause ("who
/// says …, left") ends at the comma before its noun's own verb.
pub(super) fn before_main_clause(
    scene: &Scene,
    sentence: &Sentence,
    np: &Range<usize>,
    verb: usize,
    high: usize,
) -> usize {
    let first = sentence.tokens.start;
    let opener = (first.max(np.start.saturating_sub(8))..np.start)
        .rev()
        .take_while(|&i| scene.lower(i) != "," && !scene.text.tokens[i].is_quote())
        .find(|&i| subordinates(scene.lower(i)));
    let opens = opener.is_some_and(|i| {
        i == first || i + 1 == np.start && scene.lower(i - 1) == "," || i == first + 1
    });
    let relative = matches!(scene.lower(np.start), "who" | "which" | "that") && np.len() == 1;
    let main = |i: usize| {
        scene.lower(i) == ","
            && (scene.text.is_capital(i + 1)
                || scene.text.tokens.get(i + 1).is_some_and(|t| {
                    t.is_any(PRONOUNS) || t.is_any(&["the", "a", "an", "his", "her", "their"])
                })
                || scene.tagged() && matches!(scene.upos(i + 1), Upos::Noun))
    };
    let finite = |i: usize| {
        let form = scene.xpos(i + 1);
        matches!(scene.lower(i), "," | "—" | "–" | "-")
            && matches!(form, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
    };
    let mut rest = verb + 1..high;
    match (opens, relative && scene.tagged()) {
        (true, _) => rest.find(|&i| main(i)).unwrap_or(high),
        (_, true) => rest.find(|&i| finite(i)).unwrap_or(high),
        _ => high,
    }
}

/// Words that open a subordinate clause.
fn subordinates(lower: &str) -> bool {
    matches!(
        lower,
        "as" | "when"
            | "while"
            | "after"
            | "before"
            | "although"
            | "though"
            | "if"
            | "since"
            | "because"
    )
}

/// What follows the verb, past whom it was told and when, up to the end of the clause.
pub(super) fn content(
    scene: &Scene,
    start: usize,
    high: usize,
    (use_, frame): (&Verb, Frame),
    (verb, relative): (usize, bool),
) -> Option<Range<usize>> {
    let start = match frame {
        Frame::Clause | Frame::Told => past_adjuncts(scene, start, high, frame)?,
        Frame::Object => start,
        Frame::Infinitive => infinitive(scene, start, high)?,
    };
    let mut end = clause_end(scene, start, high, frame, verb);
    if relative && frame == Frame::Object && scene.tagged() {
        // "those that have endorsed him say": the main verb is not part of it.
        end = before_verb(scene, start, end).max(start);
    }
    let content = trim(scene, start..end);
    let first = content.start;
    if frame == Frame::Object
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
    says_something(scene, &content).then_some(content)
}

/// What an adjective, a noun or a preposition of view holds: the words from `start` to
/// the end of their clause.
pub(super) fn object(
    scene: &Scene,
    sentence: &Sentence,
    start: usize,
    head: usize,
) -> Option<Range<usize>> {
    let (_, high) = limits(scene, sentence, sentence.tokens.start, head);
    let frame = match scene.lower(start) {
        "that" | "whether" | "how" | "what" | "why" | "if" => Frame::Clause,
        _ => Frame::Object,
    };
    let mut end = clause_end(scene, start, high, frame, head);
    if frame == Frame::Object && scene.tagged() {
        end = before_verb(scene, start, end);
    }
    let content = trim(scene, start..end.max(start));
    says_something(scene, &content).then(|| to_closing_mark(scene, content))
}

/// The end of a noun phrase at the latest: before a finite verb that no relative pronoun
/// before it takes.
fn before_verb(scene: &Scene, start: usize, end: usize) -> usize {
    let mut open = false;
    for at in start..end {
        let form = scene.xpos(at);
        open |= matches!(
            form,
            Xpos::Wdt | Xpos::Wp | Xpos::Wrb | Xpos::WpPoss | Xpos::In | Xpos::To
        ) && !matches!(
            scene.lower(at),
            "of" | "in" | "on" | "for" | "from" | "with" | "by" | "at" | "to"
        );
        if matches!(form, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) && at > start {
            if open {
                open = false;
            } else {
                return at;
            }
        }
    }
    end
}

/// Whether the words can be what somebody says.
fn says_something(scene: &Scene, content: &Range<usize>) -> bool {
    let stops = matches!(
        scene.lower(content.start),
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
    words && !content.is_empty() && !stops
}

/// A content that ends inside a quotation goes on to its closing mark, be it sentences
/// away.
pub(super) fn to_closing_mark(scene: &Scene, content: Range<usize>) -> Range<usize> {
    let last = content.end.saturating_sub(1);
    match quotes::around(scene.quotes, last) {
        Some(q) if q.closed && q.tokens.start >= content.start && q.tokens.end > content.end => {
            content.start..q.tokens.end
        }
        _ => content,
    }
}

/// Past an addressee ("told the court"), a day ("Tuesday") or a place of saying ("in a
/// statement") to "that", a quotation, or the clause itself.
fn past_adjuncts(scene: &Scene, start: usize, high: usize, frame: Frame) -> Option<usize> {
    let tokens = &scene.text.tokens;
    let opens = |i: usize| {
        tokens[i].is_any(&["that", "whether", "how", "why", "if", "what"])
            || quotes::around(scene.quotes, i).is_some_and(|q| q.tokens.start == i)
    };
    let infinitive =
        tokens[start].lower == "to" && start + 1 < high && scene.upos(start + 1) == Upos::Verb;
    if opens(start) || infinitive {
        return Some(start);
    }
    let near = (start..high.min(start + 14))
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
        let past = if scene.tagged() {
            past_phrase(scene, start, high)
        } else {
            None
        };
        return day.then_some(start + 1).or(past);
    }
    Some(start)
}

/// Past "on Monday", "in an interview", "last week" to a clause with a verb of its own.
fn past_phrase(scene: &Scene, start: usize, high: usize) -> Option<usize> {
    let mut at = start + 1;
    let first = at;
    while at < high.min(start + 8) {
        let lower = scene.lower(at);
        if is_day(lower) && at > start || at == first && scene.upos(at) == Upos::Num {
            at += 1;
            break;
        }
        if let Some(mention) = scene.names.at(at).filter(|_| at == first) {
            at = mention.tokens.end.max(at + 1);
            break;
        }
        let inside = matches!(scene.upos(at), Upos::Noun | Upos::Adj | Upos::Num)
            || at == first && scene.upos(at) == Upos::Det;
        if !inside {
            break;
        }
        at += 1;
    }
    let finite = |i: usize| matches!(scene.xpos(i), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    let opens = matches!(
        scene.upos(at),
        Upos::Pron | Upos::Det | Upos::Propn | Upos::Noun
    ) && !finite(at);
    (at > first && opens && (at + 1..high.min(at + 9)).any(finite)).then_some(at)
}

/// Days, and words that say when without a preposition.
fn is_day(lower: &str) -> bool {
    matches!(
        lower,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "yesterday"
            | "today"
            | "tomorrow"
            | "tonight"
    )
}

/// Past "him", "the court", "CNN": one noun phrase.
pub(super) fn past_addressee(scene: &Scene, start: usize, high: usize) -> usize {
    if start >= high {
        return high;
    }
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

/// The infinitive after "vowed", or the one asked with it ("urged him to").
fn infinitive(scene: &Scene, start: usize, high: usize) -> Option<usize> {
    let to = (start..high.min(start + 7))
        .take_while(|&i| scene.text.tokens[i].kind != TokenKind::Mark)
        .find(|&i| scene.lower(i) == "to")?;
    let adverb = |i: usize| matches!(scene.upos(i), Upos::Adv | Upos::Adp | Upos::X);
    let asked = scene.tagged() && !adverb(start) && !is_day(scene.lower(start));
    Some(if asked { start } else { to })
}

/// Where the content ends: at the sentence's end, a semicolon, a dash, a comma with which
/// a new clause begins, or at the next thing that the speaker does.
fn clause_end(scene: &Scene, start: usize, high: usize, frame: Frame, verb: usize) -> usize {
    let tokens = &scene.text.tokens;
    let long = matches!(frame, Frame::Clause | Frame::Told);
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
        let next = at + 1;
        let ends = match token.lower.as_str() {
            _ if at == start || next >= high => false,
            "," => comma_ends(scene, next, long) || does_more(scene, next, verb, long),
            "and" | "but" | "or" => does_more(scene, next, verb, long),
            "in" | "on" | "at" | "during" | "after" | "before" | "while" | "when" | "because"
            | "since" | "until" | "by" | "amid" | "despite" => !long && adjunct(scene, at, verb),
            lower => !long && is_time(scene, at, lower),
        };
        let ends = ends || at > start && next < high && goes_on(scene, at);
        if ends {
            return at;
        }
        at += 1;
    }
    high
}

/// "… last week", "… Tuesday": when the cue happens.
fn is_time(scene: &Scene, at: usize, lower: &str) -> bool {
    let unit = matches!(
        scene.lower(at + 1),
        "week" | "month" | "year" | "night" | "summer" | "spring" | "fall" | "winter" | "morning"
    ) || is_day(scene.lower(at + 1));
    scene.tagged()
        && (is_day(lower) && scene.lower(at - 1) != "on" && !scene.text.tokens[at].is_possessive()
            || matches!(lower, "last" | "this" | "earlier" | "late") && unit)
}

/// "… before adding", "… while noting": the speaker goes on.
fn goes_on(scene: &Scene, at: usize) -> bool {
    let joins = matches!(
        scene.lower(at),
        "before" | "after" | "while" | "without" | "by" | "from"
    );
    joins && scene.xpos(at + 1) == Xpos::Vbg && !uses(scene.lower(at + 1)).is_empty()
}

/// Whether a comma before `next` ends what is said.
fn comma_ends(scene: &Scene, next: usize, long: bool) -> bool {
    let lower = next;
    let next = &scene.text.tokens[next];
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
        "calling",
    ]);
    let short = !long
        && next.is_any(&[
            "and", "which", "who", "as", "when", "after", "because", "even", "a", "the",
        ]);
    // ", something that …", ", not least …": an aside about the object.
    let aside = !long
        && (matches!(
            scene.upos(lower),
            Upos::Adv | Upos::Part | Upos::Pron | Upos::Verb
        ) || matches!(scene.xpos(lower), Xpos::Vbn | Xpos::Vbg));
    new || short && !lists(scene, lower) || aside
}

/// ", and Lee": the last of a list.
fn lists(scene: &Scene, next: usize) -> bool {
    scene.tagged()
        && scene.lower(next) == "and"
        && matches!(scene.upos(next + 1), Upos::Propn | Upos::Noun | Upos::Adj)
        && !(next + 2..next + 6)
            .any(|i| matches!(scene.xpos(i), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md))
}

/// Whether a verb that the speaker goes on with stands at `next` or soon after it: the
/// trees join it to the cue, or it has the cue's own form and reports or judges too.
fn does_more(scene: &Scene, next: usize, verb: usize, long: bool) -> bool {
    if !scene.tagged() {
        return false;
    }
    let Some((cue, form)) = scene.word(verb).map(|(at, w)| (at, w.xpos)) else {
        return false;
    };
    let comma = scene.lower(next - 1) == ",";
    // ", and some call for": somebody else's view.
    let joined_clause = comma && matches!(scene.lower(next), "and" | "but" | "while" | "so");
    for at in next..next + 9 {
        let Some((_, word)) = scene.word(at) else {
            return false;
        };
        let near = at < next + 3;
        if word.upos == Upos::Verb && near {
            let joined = word.head == cue && word.relation == Relation::Conj;
            let finite = matches!(form, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
            let alike = word.xpos == form && (finite || form == Xpos::Vbg && !comma);
            let known = uses(scene.lower(at)).iter().any(|u| !u.wide);
            let participle_form = word.xpos == Xpos::Vbn && form == Xpos::Vbd && long;
            let alike =
                alike || participle_form && (scene.lower(at + 1) == "to" || opens(scene, at + 1));
            let listed = !uses(scene.lower(at)).is_empty();
            let participle = word.xpos == Xpos::Vbg && comma && at == next && listed;
            return joined && !long || alike && (!long || known) || participle;
        }
        // "and the union said": somebody else goes on.
        let finite = matches!(word.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        let finite = finite || joined_clause && word.upos == Upos::Verb && at > next + 1;
        if finite && at > next {
            let known = uses(scene.lower(at)).iter().any(|u| !u.wide);
            return !comma && !long || long && joined_clause && known;
        }
        let inside = matches!(
            word.upos,
            Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num
        );
        let passes = matches!(word.upos, Upos::Adv | Upos::Aux | Upos::Cconj | Upos::Part);
        if !passes && (!inside || long && !joined_clause) {
            return false;
        }
    }
    false
}

/// Whether an object clause or a quotation opens here.
pub(super) fn opens(scene: &Scene, index: usize) -> bool {
    matches!(scene.lower(index), "that" | "whether" | "how" | "why")
        || quotes::around(scene.quotes, index).is_some_and(|q| q.tokens.start == index)
}

/// Whether the words that the token opens say when or where the cue happens, not what
/// its object is.
fn adjunct(scene: &Scene, at: usize, verb: usize) -> bool {
    let time = matches!(
        scene.lower(at),
        "during" | "after" | "before" | "while" | "when" | "because" | "since" | "until" | "amid"
    );
    if !scene.syntax.has_trees() {
        return time;
    }
    let Some((cue, _)) = scene.word(verb) else {
        return time;
    };
    let head = |w: u32| scene.syntax.parse.head(w);
    let holder = scene.word(at).and_then(|(w, _)| head(w));
    let dated = matches!(scene.lower(at), "in" | "on" | "at" | "by")
        && (is_day(scene.lower(at + 1))
            || scene.upos(at + 1) == Upos::Num && scene.lower(at) == "in");
    time || dated || holder.and_then(head) == Some(cue)
}
