//! The noun phrase that speaks, and whose name it is.

use std::ops::Range;

use super::cues::{is_auxiliary, is_be, links};
use super::{Attribution, Found, Scene};
use crate::reader::draft::UNNAMED;
use crate::reader::names::{Gender, Mention, NameKind};
use crate::reader::text::{Sentence, TokenKind};

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
const PREPOSITIONS: &[&str] = &[
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
        if is_auxiliary(last) {
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
    let opener = np.len() == 1 && LEADING.contains(&last);
    !bad_end && !possessive && !opener && !matches!(first, "there" | "what" | "to" | "despite")
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
        if stop && end > start && !(token.lower == "and" && scene.text.is_capital(end + 1)) {
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
    if scene.lower(end) == ","
        && tokens
            .get(end + 1)
            .is_some_and(|t| t.is_any(&["a", "an", "the", "who", "whose"]))
    {
        let close = (end + 1..high.min(end + 22))
            .find(|&i| tokens[i].is_any(&[",", ".", ";", "—"]) && !inside_name(scene, i));
        if let Some(close) = close.filter(|_| end + 1 < high) {
            end = close;
        }
    }
    Some(start..end)
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

/// Words for those who speak for others.
const SPEAKS_FOR: &[&str] = &[
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "spokesmen",
    "spokespeople",
    "aide",
    "aides",
    "adviser",
    "advisers",
    "advisor",
    "advisors",
    "lawyer",
    "lawyers",
    "attorney",
    "attorneys",
    "representative",
    "representatives",
    "campaign",
    "office",
    "press",
    "secretary",
    "envoy",
    "ambassador",
    "team",
    "staff",
    "surrogate",
    "surrogates",
    "administration",
    "government",
];

/// Gives each attribution its names; pronouns are looked up in what was said before.
pub(super) fn name_all(scene: &Scene, found: &[Found]) -> Vec<Attribution> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| (found[i].cue.start, found[i].content.start));
    let mut names: Vec<Named> = vec![Named::default(); found.len()];
    let mut last: Option<(usize, Named)> = None;
    for index in order {
        let item = &found[index];
        let named = name(scene, item, last.as_ref());
        if !item.speaker.is_empty() {
            last = Some((item.cue.start, named.clone()));
        }
        names[index] = named;
    }
    let text = scene.text;
    found
        .iter()
        .zip(names)
        .map(|(item, named)| Attribution {
            speaker: text.span_of(item.speaker.clone()),
            name: named.name,
            cue: text.span_of(item.cue.clone()),
            content: text.span_of(item.content.clone()),
            on_behalf_of: named.on_behalf_of,
            rule: item.rule,
        })
        .collect()
}

/// A speaker by name.
#[derive(Clone, Debug, Default)]
struct Named {
    name: String,
    on_behalf_of: Option<String>,
    gender: Option<Gender>,
}

impl Named {
    fn of(scene: &Scene, mention: &Mention) -> Named {
        let entity = scene.names.entity(mention);
        Named {
            name: entity.name.clone(),
            on_behalf_of: None,
            gender: entity.gender,
        }
    }
}

/// The full name of a speaker (its own words when it has none), and whom it speaks for.
fn name(scene: &Scene, item: &Found, last: Option<&(usize, Named)>) -> Named {
    if item.speaker.is_empty() {
        return Named {
            name: UNNAMED.to_owned(),
            ..Named::default()
        };
    }
    let words = scene.text.slice(scene.text.span_of(item.speaker.clone()));
    let plain = Named {
        name: words.split_whitespace().collect::<Vec<_>>().join(" "),
        ..Named::default()
    };
    if item.speaker.len() == 1 {
        let lower = scene.lower(item.speaker.start);
        if matches!(lower, "he" | "she" | "who" | "his" | "her") {
            return pronoun(scene, item, lower, last).unwrap_or(plain);
        }
    }
    let mentions = scene.names.within(item.speaker.clone());
    let behalf = on_behalf(scene, &item.speaker, mentions);
    let own = mentions.iter().find(|m| {
        !m.possessive
            && Some(m.entity) != behalf.map(|b| b.entity)
            && heads(scene, &item.speaker, m)
    });
    Named {
        on_behalf_of: behalf.map(|m| scene.names.full_name(m).to_owned()),
        ..own.map_or(plain, |mention| Named::of(scene, mention))
    }
}

/// Whether a name is the head of the phrase, not something after a preposition in it.
fn heads(scene: &Scene, np: &Range<usize>, mention: &Mention) -> bool {
    // A title may reach back before the phrase.
    let start = mention.with_title().start;
    let before = np.start.min(start)..start;
    let mut tokens = scene.text.tokens[before].iter();
    !tokens.any(|t| t.is_any(PREPOSITIONS) || t.lower == ",")
}

/// Whom the speaker speaks for: "Putin's spokesman", "a spokesman for Putin".
fn on_behalf<'m>(scene: &Scene, np: &Range<usize>, mentions: &'m [Mention]) -> Option<&'m Mention> {
    let role = |i: usize| i < np.end && SPEAKS_FOR.contains(&scene.lower(i));
    mentions.iter().find(|m| {
        let next = m.tokens.end;
        if m.possessive && (next..next + 4).any(role) {
            return true;
        }
        let start = m.with_title().start;
        let prep = start > np.start && matches!(scene.lower(start - 1), "for" | "of" | "to");
        let the = start > np.start + 1 && scene.lower(start - 1) == "the";
        (prep || the) && (start.saturating_sub(4)..start).any(|i| i >= np.start && role(i))
    })
}

/// Whom a pronoun means, where that is safe: the antecedent of "who", else the only
/// person of that gender named shortly before, else the last speaker.
fn pronoun(
    scene: &Scene,
    item: &Found,
    lower: &str,
    last: Option<&(usize, Named)>,
) -> Option<Named> {
    let at = item.speaker.start;
    if lower == "who" {
        let mention = scene.names.within(at.saturating_sub(8)..at).last()?;
        let near = at - mention.tokens.end <= 2;
        return near.then(|| Named::of(scene, mention));
    }
    let wanted = match lower {
        "he" | "his" => Gender::Man,
        _ => Gender::Woman,
    };
    let sentence = scene.sentence_of(at)?;
    let number = scene.text.sentence_at(sentence.span.start)?;
    if let Some(named) = cataphor(scene, sentence, at) {
        return Some(named);
    }
    let block = sentence.block;
    let near = (number.saturating_sub(2)..=number).find(|&i| {
        scene.text.sentences[i].block + 1 >= block && scene.text.is_prose(&scene.text.sentences[i])
    });
    let from = scene.text.sentences[near.unwrap_or(number)].tokens.start;
    let mut people: Vec<&Mention> = Vec::new();
    for mention in scene.names.within(from..at).iter().rev().take(24) {
        let entity = scene.names.entity(mention);
        let person = entity.kind == NameKind::Person
            || entity.kind == NameKind::Other && entity.parts.len() > 1;
        let fits = entity.gender.is_none_or(|g| g == wanted);
        if person && fits && people.iter().all(|p| p.entity != mention.entity) {
            people.push(mention);
        }
    }
    if let [only] = people.as_slice() {
        return Some(Named::of(scene, only));
    }
    let (said_at, speaker) = last?;
    let recent = *said_at >= from && *said_at < at || people.is_empty();
    let among = people
        .iter()
        .any(|p| scene.names.full_name(p) == speaker.name);
    let fits = speaker.gender.is_none_or(|g| g == wanted);
    let known = among || people.is_empty() && speaker.gender.is_some();
    (recent && known && fits).then(|| Named {
        on_behalf_of: None,
        ..speaker.clone()
    })
}

/// "As he explained …, spokesman Tom Hale left": the subject of the main clause after it.
fn cataphor(scene: &Scene, sentence: &Sentence, at: usize) -> Option<Named> {
    let first = sentence.tokens.start;
    let opens = matches!(
        scene.lower(first),
        "as" | "when" | "while" | "after" | "before" | "although" | "though"
    );
    if !opens || at != first + 1 {
        return None;
    }
    let limit = sentence.tokens.end.min(at + 60);
    let mentions = scene.names.within(at..limit);
    let mention = mentions.iter().find(|m| {
        let start = m.with_title().start;
        !m.possessive
            && (scene.lower(start - 1) == "," || scene.text.tokens[start - 1].is_possessive())
            && (scene.lower(start - 1) == "," || scene.lower(start.saturating_sub(2)) == ",")
    })?;
    Some(Named::of(scene, mention))
}

/// Whether the verb is passive: a form of "be" among the auxiliaries.
pub(super) fn is_passive(scene: &Scene, cue: &Range<usize>) -> bool {
    (cue.start..cue.end.saturating_sub(1)).any(|i| is_be(scene.lower(i)))
}
