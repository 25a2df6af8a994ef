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
fn kind(xpos: Xpos) -> Option<&'static str> {
    match xpos {
        Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz | Xpos::Md => {
            Some("v")
        }
        Xpos::Nn | Xpos::Nns => Some("n"),
        Xpos::Jj | Xpos::Jjr | Xpos::Jjs | Xpos::Rb | Xpos::Rbr | Xpos::Rbs => Some("a"),
        Xpos::Prp | Xpos::PrpPoss | Xpos::Dt => Some("p"),
        _ => None,
    }
}

/// Looks a form up: lines are "kind, tab, form, tab, lemma".
fn irregular(kind: &str, form: &str) -> Option<&'static str> {
    let lines: &[&str] = lines();
    let key = |line: &&str| {
        let mut columns = line.split('\t');
        (columns.next().unwrap_or(""), columns.next().unwrap_or("")).cmp(&(kind, form))
    };
    let at = lines.binary_search_by(key).ok()?;
    lines[at].rsplit('\t').next()
}

fn lines() -> &'static [&'static str] {
    static LINES: std::sync::OnceLock<Vec<&str>> = std::sync::OnceLock::new();
    LINES.get_or_init(|| IRREGULAR.lines().collect())
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
        let key = |line: &&'static str| line.rsplit_once('\t').map(|(key, _)| key.split_once('\t'));
        assert!(lines().is_sorted_by_key(key));
        assert!(lines().iter().all(|line| line.split('\t').count() == 3));
    }
}
