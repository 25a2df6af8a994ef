//! What words make of the events around them: the lists of `signatures.txt`, found by any
//! inflected form.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::reader::text::word_hash;

/// The lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// Over a clause with a subject of its own.
    That,
    /// Over a clause that takes its subject from outside.
    To,
    /// A noun over a clause.
    Noun,
    /// A verb over a noun.
    Object,
    /// A noun over a noun.
    Of,
    /// An adjective before an event.
    Adjective,
    /// A modal verb.
    Modal,
    /// What opens a clause.
    Marker,
    /// An adverb.
    Adverb,
}

/// The lists by the names that they have in the file, in the order of [`List`].
const LISTS: [&str; 9] = [
    "that",
    "to",
    "noun",
    "object",
    "of",
    "adjective",
    "modal",
    "marker",
    "adverb",
];

/// A value that a list does not have.
const NONE: i8 = i8::MIN;

/// What the lists have about one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signs([i8; LISTS.len()]);

impl Signs {
    const NOTHING: Signs = Signs([NONE; LISTS.len()]);

    /// What a list has: from 1, sure, to -1, surely not.
    pub(super) fn get(self, list: List) -> Option<f64> {
        let value = self.0[list as usize];
        (value != NONE).then(|| f64::from(value) / 100.0)
    }
}

/// All forms, in the order of their hashes.
static FORMS: LazyLock<Vec<(u32, String, Signs)>> = LazyLock::new(|| {
    let forms = read(include_str!("signatures.txt")).into_iter();
    let mut forms: Vec<_> = forms.map(|(f, s)| (word_hash(&f), f, s)).collect();
    forms.sort_by_key(|form| form.0);
    forms
});

/// The longest form looked at, in bytes.
const LONGEST: usize = 24;

/// What the lists have about a form as the text has it.
pub(super) fn of(form: &str) -> Signs {
    let mut lower = [0; LONGEST];
    let Some(lower) = fold(form, &mut lower) else {
        return Signs::NOTHING;
    };
    let hash = word_hash(lower);
    let at = FORMS.partition_point(|form| form.0 < hash);
    let mut same = FORMS[at..].iter().take_while(|form| form.0 == hash);
    same.find(|form| form.1 == lower)
        .map_or(Signs::NOTHING, |form| form.2)
}

/// A form in lower case with plain apostrophes; none when it is long or has other signs.
pub(super) fn fold<'b>(form: &str, lower: &'b mut [u8; LONGEST]) -> Option<&'b str> {
    let mut n = 0;
    for c in form.chars() {
        let c = if c == '’' { '\'' } else { c };
        *lower.get_mut(n).filter(|_| c.is_ascii())? = c.to_ascii_lowercase() as u8;
        n += 1;
    }
    std::str::from_utf8(&lower[..n]).ok()
}

fn read(lines: &str) -> BTreeMap<String, Signs> {
    let mut irregular: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (_, words) in entries(lines).filter(|(head, _)| *head == "forms") {
        let mut words = words.split_whitespace();
        if let Some(lemma) = words.next() {
            irregular.insert(lemma, words.collect());
        }
    }
    let mut forms: BTreeMap<String, Signs> = BTreeMap::new();
    for (head, words) in entries(lines) {
        let Some((list, value)) = list(head) else {
            continue;
        };
        for lemma in words.split_whitespace() {
            let own = irregular.get(lemma).map_or(&[] as &[&str], Vec::as_slice);
            for form in inflected(lemma, list, own) {
                let signs = forms.entry(form).or_insert(Signs::NOTHING);
                signs.0[list as usize] = value;
            }
        }
    }
    forms
}

/// The lines that are no remarks, cut at the colon.
fn entries(lines: &str) -> impl Iterator<Item = (&str, &str)> {
    lines
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'))
}

/// "that 95": a list and a value.
fn list(head: &str) -> Option<(List, i8)> {
    const ALL: [List; LISTS.len()] = [
        List::That,
        List::To,
        List::Noun,
        List::Object,
        List::Of,
        List::Adjective,
        List::Modal,
        List::Marker,
        List::Adverb,
    ];
    let (name, value) = head.split_once(' ')?;
    let at = LISTS.iter().position(|list| *list == name)?;
    Some((ALL[at], value.parse().ok()?))
}

/// The lemma and its forms: those of a verb, the plural of a noun, none of other words.
fn inflected(lemma: &str, list: List, irregular: &[&str]) -> Vec<String> {
    let mut forms = vec![lemma.to_owned()];
    forms.extend(irregular.iter().map(|&form| form.to_owned()));
    let verbal = matches!(list, List::That | List::To | List::Object);
    if verbal || matches!(list, List::Noun | List::Of) {
        forms.push(with_s(lemma));
    }
    if verbal {
        let stem = lemma.strip_suffix('e').unwrap_or(lemma);
        match lemma.strip_suffix('y').filter(|s| !s.ends_with(VOWELS)) {
            Some(stem) => forms.push(format!("{stem}ied")),
            None => forms.push(format!("{stem}ed")),
        }
        forms.push(format!(
            "{}ing",
            if lemma.ends_with("ee") { lemma } else { stem }
        ));
    }
    forms
}

const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

/// "Says", "tries", "pushes".
fn with_s(lemma: &str) -> String {
    match lemma.strip_suffix('y') {
        Some(stem) if !stem.ends_with(VOWELS) => format!("{stem}ies"),
        _ if ["s", "sh", "ch", "x"].iter().any(|e| lemma.ends_with(e)) => format!("{lemma}es"),
        _ => format!("{lemma}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        for (head, words) in entries(include_str!("signatures.txt")) {
            assert!(head == "forms" || list(head).is_some(), "{head}");
            assert!(!words.trim().is_empty(), "{head}");
            if let Some((_, value)) = list(head) {
                assert!((-100..=100).contains(&value), "{head}");
            }
        }
    }

    #[test]
    fn by_any_form() {
        let to = |form: &str| of(form).get(List::To);
        for form in ["try", "tries", "tried", "trying", "Tried"] {
            assert_eq!(to(form), Some(0.3), "{form}");
        }
        for form in ["refuse", "refuses", "refused", "refusing"] {
            assert_eq!(to(form), Some(-0.8), "{form}");
        }
        assert_eq!(of("threats").get(List::Of), Some(0.45));
        assert_eq!(of("Said").get(List::That), Some(0.95));
        assert_eq!(of("’ll").get(List::Modal), Some(0.83));
        assert_eq!(of("planning").get(List::Object), Some(0.5));
        assert_eq!(of("without").get(List::Marker), Some(-0.45));
        assert_eq!(to("walked"), None);
        assert_eq!(to("naïve"), None);
        assert_eq!(to(&"try".repeat(20)), None);
    }
}
