//! Lemmas: irregular forms by a list, the others by their ends and their tag.

use std::borrow::Cow;

use crate::syntax::{self, wordnet::Part};
use crate::word::Xpos;

/// Forms and their lemmas, by kind of word; one a line, sorted.
static IRREGULAR: &str = include_str!("lemma/irregular.tsv");

/// The lemma of a word with this part of speech.
pub(crate) fn lemma(form: &str, xpos: Xpos) -> Cow<'_, str> {
    if matches!(
        xpos,
        Xpos::Nnp | Xpos::Nnps | Xpos::Fw | Xpos::Add | Xpos::Cd
    ) {
        return Cow::Borrowed(form);
    }
    let lower = plain(form);
    let kind = kind(xpos);
    let found = kind.and_then(|kind| irregular(kind, &lower));
    match found
        .map(Cow::Borrowed)
        .or_else(|| by_end(&lower, xpos).map(Cow::Owned))
    {
        Some(lemma) => Cow::Owned(lemma.into_owned()),
        None => lower,
    }
}

/// In lower case, with a plain apostrophe.
fn plain(form: &str) -> Cow<'_, str> {
    if form
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
    {
        return Cow::Borrowed(form);
    }
    Cow::Owned(form.replace('’', "'").to_lowercase())
}

/// The part of the list that a tag looks at.
fn kind(xpos: Xpos) -> Option<u8> {
    match xpos {
        Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz | Xpos::Md => {
            Some(b'v')
        }
        Xpos::Nn | Xpos::Nns => Some(b'n'),
        Xpos::Jj | Xpos::Jjr | Xpos::Jjs | Xpos::Rb | Xpos::Rbr | Xpos::Rbs => Some(b'a'),
        Xpos::Prp | Xpos::PrpPoss | Xpos::Dt => Some(b'p'),
        _ => None,
    }
}

/// A form of the list: its kind, the form and the lemma.
type Irregular = (u8, &'static str, &'static str);

/// The list by hashes, so that a form costs one look or two; half of the places are empty.
struct Forms {
    places: Vec<Option<Irregular>>,
}

impl Forms {
    /// Reads the list: lines are "kind, tab, form, tab, lemma".
    fn read() -> Forms {
        let lines: Vec<&str> = IRREGULAR.lines().collect();
        let n = (lines.len() * 2).next_power_of_two().max(2);
        let mut forms = Forms {
            places: vec![None; n],
        };
        for line in lines {
            let mut columns = line.split('\t');
            if let (Some(kind), Some(form), Some(lemma)) =
                (columns.next(), columns.next(), columns.next())
            {
                let kind = kind.bytes().next().unwrap_or(0);
                let place = forms.place(kind, form);
                forms.places[place] = Some((kind, form, lemma));
            }
        }
        forms
    }

    /// Where a form is or would be.
    fn place(&self, kind: u8, form: &str) -> usize {
        let mask = self.places.len() - 1;
        let hash = form.bytes().fold(u32::from(kind), |hash, byte| {
            (hash.rotate_left(5) ^ u32::from(byte)).wrapping_mul(0x9e37_79b1)
        });
        let mut at = (hash >> 12) as usize & mask;
        while self.places[at].is_some_and(|found| (found.0, found.1) != (kind, form)) {
            at = (at + 1) & mask;
        }
        at
    }
}

/// Looks a form up.
fn irregular(kind: u8, form: &str) -> Option<&'static str> {
    static FORMS: std::sync::OnceLock<Forms> = std::sync::OnceLock::new();
    let forms = FORMS.get_or_init(Forms::read);
    forms.places[forms.place(kind, form)].map(|found| found.2)
}

/// The lemma by the end of a form that is in no list: of the stems that it could have,
/// the first that the dictionary knows.
fn by_end(lower: &str, xpos: Xpos) -> Option<String> {
    let (stems, part) = match xpos {
        Xpos::Nns => (before_s(lower)?, Part::Noun),
        Xpos::Vbz => (before_s(lower)?, Part::Verb),
        Xpos::Vbd | Xpos::Vbn => (stems(lower.strip_suffix("ed")?), Part::Verb),
        Xpos::Vbg => (stems(lower.strip_suffix("ing")?), Part::Verb),
        Xpos::Jjr | Xpos::Rbr => (stems(lower.strip_suffix("er")?), Part::Adjective),
        Xpos::Jjs | Xpos::Rbs => (stems(lower.strip_suffix("est")?), Part::Adjective),
        _ => return None,
    };
    let known = |stem: &&String| syntax::shipped().is_some_and(|m| m.wordnet.is_base(stem, part));
    let found = stems.iter().find(known).or(stems.last());
    found.filter(|stem| stem.len() > 1).cloned()
}

/// What may stand before "-s", the likeliest without a dictionary last.
fn before_s(lower: &str) -> Option<Vec<String>> {
    let bare = lower
        .strip_suffix('s')
        .filter(|s| !s.ends_with('s'))?
        .to_owned();
    let mut stems = vec![bare.clone()];
    if let Some(stem) = bare.strip_suffix('e') {
        stems.push(stem.to_owned());
    }
    if let Some(stem) = bare.strip_suffix("ie") {
        stems.push(format!("{stem}y"));
    }
    let hiss = ["sse", "she", "che", "xe", "zze"]
        .iter()
        .any(|end| bare.ends_with(end));
    if !hiss && !bare.ends_with("ie") {
        stems.push(bare);
    }
    if hiss {
        stems.rotate_left(2);
    }
    Some(stems)
}

/// What may stand before "-ed", "-ing", "-er", "-est", the likeliest without a dictionary
/// last.
fn stems(stem: &str) -> Vec<String> {
    let mut stems = vec![format!("{stem}e"), stem.to_owned()];
    if let Some(stem) = stem.strip_suffix('i') {
        stems.push(format!("{stem}y"));
    }
    if let [.., a, b] = stem.as_bytes()
        && a == b
        && a.is_ascii_alphabetic()
    {
        let one = stem[..stem.len() - 1].to_owned();
        stems.swap(0, 1);
        stems.push(one);
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xpos: Xpos, pairs: &[(&str, &str)]) {
        for (form, expected) in pairs {
            assert_eq!(lemma(form, xpos), *expected, "of {form}");
        }
    }

    #[test]
    fn verbs() {
        check(
            Xpos::Vbd,
            &[
                ("went", "go"),
                ("Said", "say"),
                ("planned", "plan"),
                ("hoped", "hope"),
                ("called", "call"),
                ("passed", "pass"),
                ("studied", "study"),
                ("died", "die"),
                ("visited", "visit"),
                ("agreed", "agree"),
                ("brexited", "brexit"),
            ],
        );
        check(
            Xpos::Vbg,
            &[
                ("making", "make"),
                ("running", "run"),
                ("seeing", "see"),
                ("telling", "tell"),
            ],
        );
        check(
            Xpos::Vbz,
            &[
                ("’s", "be"),
                ("goes", "go"),
                ("tries", "try"),
                ("causes", "cause"),
                ("passes", "pass"),
            ],
        );
    }

    #[test]
    fn the_others() {
        check(
            Xpos::Nns,
            &[
                ("children", "child"),
                ("companies", "company"),
                ("movies", "movie"),
                ("houses", "house"),
                ("buses", "bus"),
                ("classes", "class"),
                ("Brexiteers", "brexiteer"),
            ],
        );
        check(
            Xpos::Jjr,
            &[
                ("larger", "large"),
                ("bigger", "big"),
                ("happier", "happy"),
                ("better", "good"),
            ],
        );
        check(Xpos::Nnp, &[("Wales", "Wales")]);
        check(Xpos::Prp, &[("them", "they"), ("It", "it")]);
    }

    #[test]
    fn the_list_is_sorted() {
        let key = |line: &'static str| line.rsplit_once('\t').map(|(key, _)| key.split_once('\t'));
        assert!(IRREGULAR.lines().is_sorted_by_key(key));
        assert!(IRREGULAR.lines().all(|line| line.split('\t').count() == 3));
    }
}
