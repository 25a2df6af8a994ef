//! Whose name a speaker bears, and for whom it speaks.

use std::ops::Range;

use super::speaker::PREPOSITIONS;
use super::{Attribution, Found, Scene};
use crate::reader::draft::UNNAMED;
use crate::reader::names::{Gender, Mention, NameKind};
use crate::reader::text::Sentence;

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
