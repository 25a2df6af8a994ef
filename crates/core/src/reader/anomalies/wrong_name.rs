//! Rule "wrong-name": a full name that stands once, like that of someone the article keeps
//! speaking of but for one part, and that nothing introduces.
//!
//! Why: a writer who has named Pak Song Min nine times and once writes "Pak Song Il's
//! visit" has slipped; so has one who calls the candidate Hale by the given name of
//! somebody else. A relative who belongs there is introduced (by a title, a word of kin,
//! an apposition), is named again, or stands beside the other in one breath.

use std::collections::BTreeMap;

use super::{LowerWords, Scene, anomaly};
use crate::reader::draft::DraftRemark;
use crate::reader::names::words::{
    CALENDAR, DEMONYMS, KIN, MEN, NAME_SUFFIXES, OPENERS, ORG_WORDS, PLACE_WORDS, PLACES,
    THING_WORDS, TITLE_PARTS, TITLES, WOMEN,
};
use crate::reader::names::{Entity, Mention, NameKind};
use crate::reader::text::TokenKind;

/// How often the other name must stand.
const RECURRING: usize = 3;

/// The most names of one kind that are compared with each other.
const MAX_ALIKE: usize = 16;

/// The most bearers of one surname among whom one can be wrong.
const MAX_FAMILY: usize = 3;

/// How many tokens around a name can introduce it.
const NEAR: usize = 8;

/// One full form of a name.
struct Form<'a> {
    parts: &'a [String],
    name: &'a str,
    /// Whether it is taken for a person's, or for nothing else.
    personal: bool,
    /// The mentions in this form, as indices.
    mentions: Vec<usize>,
}

/// Finds names that do not fit.
pub(super) fn find(scene: &Scene, out: &mut Vec<DraftRemark>) {
    let forms = forms(scene);
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, form) in forms.iter().enumerate() {
        for key in keys(form.parts) {
            let list = alike.entry(key).or_default();
            if list.len() < MAX_ALIKE {
                list.push(index);
            }
        }
    }
    let surnames = surnames(scene);
    for (key, group) in &alike {
        let Some(main) = main(&forms, group) else {
            continue;
        };
        if group.len() > MAX_FAMILY {
            // A surname that many bear says nothing.
            continue;
        }
        for &index in group {
            let form = &forms[index];
            if form.mentions.len() != 1 || index == main {
                continue;
            }
            let mention = &scene.names.mentions[form.mentions[0]];
            let right = &forms[main];
            let wrong = Pair {
                form,
                right,
                mention,
                surname: key.strip_prefix("* "),
                lower: &scene.lower,
            };
            if fits(scene, &wrong, &surnames) {
                let comment = format!(
                    "\"{}\" is named only here and not introduced; the rest speaks of {}",
                    form.name, right.name
                );
                out.push(anomaly(mention.span, "wrong-name", comment));
            }
        }
    }
}

/// A form that may be wrong, and what it may be a slip for.
struct Pair<'a> {
    form: &'a Form<'a>,
    right: &'a Form<'a>,
    mention: &'a Mention,
    /// What they share, when it is the surname.
    surname: Option<&'a str>,
    /// The words that the document has in lower case.
    lower: &'a LowerWords<'a>,
}

/// All names of two or three parts that may be people's, by their form.
fn forms<'a>(scene: &'a Scene) -> Vec<Form<'a>> {
    let mut forms: Vec<Form> = Vec::new();
    for entity in &scene.names.entities {
        if can_be_wrong(entity) {
            let whole = |&&m: &&usize| scene.names.mentions[m].tokens.len() > 1;
            forms.push(Form {
                parts: &entity.parts,
                name: &entity.name,
                personal: matches!(entity.kind, NameKind::Person | NameKind::Other),
                mentions: entity.mentions.iter().filter(whole).copied().collect(),
            });
        }
    }
    forms
}

/// What names share that differ in one part: the surname, or all but the last of three
/// parts.
fn keys(parts: &[String]) -> Vec<String> {
    let mut keys = Vec::new();
    if let [first, middle, _] = parts {
        keys.push(format!("{first} {middle} *"));
    }
    if let Some(last) = parts.last() {
        keys.push(format!("* {last}"));
    }
    keys
}

/// The form that stands most often in full, and of several such the first.
fn main(forms: &[Form], group: &[usize]) -> Option<usize> {
    let best = group.iter().copied().min_by_key(|&i| {
        (
            usize::MAX - forms[i].mentions.len(),
            forms[i].mentions.first().copied(),
        )
    })?;
    (group.len() > 1).then_some(best)
}

/// What is known of each surname.
#[derive(Default)]
struct Surname {
    /// How often it stands, alone or in full.
    count: usize,
    /// Whether a word of kin stands near it somewhere: the family is spoken of.
    family: bool,
}

fn surnames(scene: &Scene) -> BTreeMap<String, Surname> {
    let mut surnames: BTreeMap<String, Surname> = BTreeMap::new();
    let tokens = &scene.text.tokens;
    for mention in &scene.names.mentions {
        let last = tokens[mention.tokens.clone()]
            .iter()
            .rev()
            .find(|t| t.kind == TokenKind::Word);
        let Some(last) = last else {
            continue;
        };
        let known = surnames.entry(last.stem().to_owned()).or_default();
        known.count += 1;
        let low = mention.tokens.start.saturating_sub(3);
        let high = tokens.len().min(mention.tokens.end + 3);
        known.family |= tokens[low..high].iter().any(|t| KIN.contains(t.stem()));
    }
    surnames
}

fn can_be_wrong(entity: &Entity) -> bool {
    let odd = |part: &String| {
        let part = part.as_str();
        ORG_WORDS.contains(part)
            || PLACES.contains(part)
            || NAME_SUFFIXES.contains(part)
            || TITLES.contains(part)
            || DEMONYMS.contains(part)
            || TITLE_PARTS.contains(part)
            || CALENDAR.contains(part)
            || part == "of"
            || part.len() < 2
    };
    // An unknown name may be taken for a body's; that one of the two is a person's is asked
    // for later.
    let personal = entity.kind != NameKind::Place;
    let thing = entity.parts.last().is_some_and(|last| {
        THING_WORDS.contains(last.as_str()) || PLACE_WORDS.contains(last.as_str())
    });
    (2..=3).contains(&entity.parts.len()) && personal && !thing && !entity.parts.iter().any(odd)
}

/// Whether one name is the other but for one part, and nothing says that both are meant.
fn fits(scene: &Scene, pair: &Pair, surnames: &BTreeMap<String, Surname>) -> bool {
    let (a, b) = (pair.form.parts, pair.right.parts);
    let one_part = a.len() == b.len() && a.iter().zip(b).filter(|(x, y)| x != y).count() == 1;
    // "Patricia Hale" for "Mary J. Hale": another given name before the same surname.
    let given = a.len() == 2 && b.len() == 3 && a[1] == b[2] && a[0] != b[0] && a[0] != b[1];
    let initial = |p: &[String]| p[0].chars().count() == 1;
    if !(one_part || given) || initial(a) || initial(b) || short_for(&a[0], &b[0]) {
        return false;
    }
    if !pair.form.personal {
        return false;
    }
    let Some(surname) = pair.surname else {
        return pair.right.mentions.len() >= RECURRING
            && !is_introduced(scene, pair.mention)
            && !stand_together(scene, pair);
    };
    let known = surnames.get(surname);
    let often = known.is_some_and(|s| s.count >= RECURRING && !s.family);
    let later =
        pair.right.mentions.len() >= 2 || pair.right.mentions.first() < pair.form.mentions.first();
    let given = (MEN.contains(a[0].as_str()) || WOMEN.contains(a[0].as_str()))
        && !OPENERS.contains(a[0].as_str());
    let start = pair.mention.tokens.start;
    let opens = start == scene.text.sentences[pair.mention.sentence].tokens.start
        || scene.text.tokens[start - 1].kind == TokenKind::Mark
        || OPENERS.contains(a[0].as_str())
        || pair.lower.contains(a[0].as_str());
    often
        && later
        && (given || !opens)
        && !is_introduced(scene, pair.mention)
        && !stand_together(scene, pair)
}

/// Given names and what they are cut to, where the letters do not show it.
const SHORT: &[(&str, &str)] = &[
    ("william", "bill"),
    ("robert", "bob"),
    ("richard", "dick"),
    ("james", "jim"),
    ("john", "jack"),
    ("lawrence", "larry"),
    ("charles", "chuck"),
    ("henry", "harry"),
    ("edward", "ted"),
    ("theodore", "ted"),
    ("margaret", "peggy"),
    ("elizabeth", "betty"),
    ("elizabeth", "beth"),
    ("katherine", "kate"),
    ("anthony", "tony"),
    ("alexander", "sasha"),
    ("vladimir", "volodymyr"),
    ("james", "jimmy"),
    ("william", "billy"),
    ("robert", "bobby"),
    ("john", "johnny"),
    ("mary", "molly"),
    ("ann", "nancy"),
    ("sarah", "sally"),
    ("bernard", "bernie"),
];

/// Whether one given name is short for, or another spelling of, the other: "Jeff" and
/// "Jeffrey", "Viktoria" and "Victoria".
fn short_for(a: &str, b: &str) -> bool {
    let front = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let tail = a
        .chars()
        .rev()
        .zip(b.chars().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let listed = SHORT.contains(&(a, b)) || SHORT.contains(&(b, a));
    a != b && (listed || front >= 3 || tail >= 4)
}

/// "Ann and Tom Hale", or the other full name within the same sentence.
fn stand_together(scene: &Scene, pair: &Pair) -> bool {
    let mention = pair.mention;
    let start = mention.tokens.start;
    let coupled = start >= 2
        && scene.text.tokens[start - 1].is_any(&["and", "&", "or"])
        && scene.text.is_capital(start - 2)
        && scene
            .names
            .at(start - 2)
            .is_none_or(|m| is_given_only(scene, m));
    let sentence = &scene.text.sentences[mention.sentence];
    let right = pair.right;
    let both = scene
        .names
        .within(sentence.tokens.clone())
        .iter()
        .take(40)
        .any(|m| {
            let other = m.tokens.len() > 1 && m.tokens != mention.tokens;
            other && scene.names.entity(m).parts == right.parts
        });
    coupled || both
}

fn is_given_only(scene: &Scene, mention: &Mention) -> bool {
    let token = &scene.text.tokens[mention.tokens.start];
    mention.tokens.len() == 1 && (MEN.contains(token.stem()) || WOMEN.contains(token.stem()))
}

/// Whether something says who this is: a title, a word of kin near by, an apposition, a
/// year of birth, "another".
fn is_introduced(scene: &Scene, mention: &Mention) -> bool {
    let tokens = &scene.text.tokens;
    let sentence = &scene.text.sentences[mention.sentence].tokens;
    if !mention.title.is_empty() {
        return true;
    }
    let low = sentence
        .start
        .max(mention.tokens.start.saturating_sub(NEAR));
    let high = sentence.end.min(mention.tokens.end + NEAR);
    let kin = tokens[low..high].iter().any(|t| KIN.contains(t.stem()));
    let close = sentence.start.max(mention.tokens.start.saturating_sub(3));
    let kin = kin
        || tokens[close..mention.tokens.start].iter().any(|t| {
            t.is_any(&[
                "elder",
                "younger",
                "late",
                "former",
                "namesake",
                "unrelated",
                "another",
            ])
        });
    let after = tokens
        .get(mention.tokens.end)
        .filter(|_| mention.tokens.end < sentence.end);
    let next = tokens.get(mention.tokens.end + 1);
    let apposition = after.is_some_and(|t| t.is_any(&[",", "—", "–"]))
        && next.is_some_and(|t| {
            t.kind == TokenKind::Number
                || t.is_any(&[
                    "a", "an", "the", "who", "whose", "his", "her", "their", "another", "then",
                ])
        })
        || after.is_some_and(|t| t.lower == "(" || t.lower == "who");
    let before = mention.tokens.start.checked_sub(1).map(|i| &tokens[i]);
    let role = before.is_some_and(|t| t.kind == TokenKind::Word && t.is_possessive());
    kin || apposition || role
}

#[cfg(test)]
mod tests {
    use crate::reader::anomalies::check::cases;

    const PAK: &str = "Pak Song Min did not go to Oslo. In Oslo they waited for Pak Song Min. \
        Nobody had told Pak Song Min. It was late.";

    #[test]
    fn one_part_of_three() {
        let slip = format!("{PAK} So Pak Song Il's visit would have been pointless.");
        let kin = format!("{PAK} His father Pak Song Il went there once.");
        let other = format!("{PAK} So Pak Il Ho's visit was pointless.");
        let aside = format!("{PAK} Another was Pak Song Il, a banker from Oslo.");
        cases(
            "wrong-name",
            &[
                (&slip, &["Pak Song Il"]),
                (&kin, &[]),
                (&other, &[]),
                (&aside, &[]),
                (PAK, &[]),
            ],
        );
    }

    const HALE: &str = "Maria Hale won the vote. Hale thanked her voters. On Monday Hale left. \
        Then Maria Hale slept.";

    #[test]
    fn another_given_name() {
        let slip = format!("{HALE} Nobody saw Karen Hale again.");
        let titled = format!("{HALE} Nobody saw Judge Karen Hale again.");
        let family = format!("{HALE} Hale's son Tom has a dog. Nobody saw Karen Hale again.");
        let twice = format!("{HALE} Nobody saw Karen Hale. Nobody missed Karen Hale.");
        let pair = format!("{HALE} They saw Tom and Karen Hale.");
        cases(
            "wrong-name",
            &[
                (&slip, &["Karen Hale"]),
                (&titled, &[]),
                (&family, &[]),
                (&twice, &[]),
                (&pair, &[]),
                (HALE, &[]),
            ],
        );
    }
}
