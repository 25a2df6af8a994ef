//! Scored forecasts in groups: by author, tag, horizon and phrase.

use std::collections::BTreeMap;

use serde::Serialize;

use super::judge::Judged;
use super::score::calibration::wilson;
use crate::case::day_number;
use crate::credence::Scale;

/// What groups go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Who said it.
    Author,
    /// What it is about; a forecast stands in the group of each of its tags.
    Tag,
    /// How long before its day it was said.
    Horizon,
}

/// The horizons, in days up to which each reaches.
const HORIZONS: [(i64, &str); 5] = [
    (7, "up to a week"),
    (30, "up to a month"),
    (90, "up to three months"),
    (365, "up to a year"),
    (i64::MAX, "more than a year"),
];

/// Of a forecast whose day or whose making is not dated.
const NO_HORIZON: &str = "not dated";

/// Scored forecasts by group: authors and tags in alphabetical order, horizons from the nearest.
pub fn groups<'a>(judged: &[&'a Judged], by: By) -> Vec<(String, Vec<&'a Judged>)> {
    let mut found: BTreeMap<(usize, String), Vec<&'a Judged>> = BTreeMap::new();
    for &one in judged {
        let keys: Vec<(usize, String)> = match by {
            By::Author => vec![(0, one.author.name().to_owned())],
            By::Tag => one.tags.iter().map(|tag| (0, tag.clone())).collect(),
            By::Horizon => vec![horizon(one)],
        };
        for key in keys {
            found.entry(key).or_default().push(one);
        }
    }
    let name = |((_, name), group)| (name, group);
    found.into_iter().map(name).collect()
}

fn horizon(one: &Judged) -> (usize, String) {
    let Some((made, by)) = one.date.zip(one.by.or(one.resolved_on)) else {
        return (HORIZONS.len(), NO_HORIZON.to_owned());
    };
    let days = day_number(by) - day_number(made);
    let place = HORIZONS.iter().position(|(reach, _)| days <= *reach);
    let place = place.unwrap_or(HORIZONS.len() - 1);
    (place, HORIZONS[place].1.to_owned())
}

/// What a phrase came to mean with one author: "when this writer says likely, it happens 48
/// percent of the time".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PhraseRow {
    /// Who; of all together none.
    pub author: Option<String>,
    /// The words.
    pub phrase: String,
    /// How often it was used of what is decided, its scheduled day come.
    pub n: usize,
    /// How often it came true.
    pub n_yes: usize,
    /// What part came true.
    pub came: f64,
    /// The 5th and 95th percentile of that: Wilson's band.
    pub band: [f64; 2],
    /// The mean of the numbers it was taken for.
    pub said: f64,
    /// Whether what it was taken for lies outside of the band: the word does not mean to this
    /// author what it is said to mean.
    pub off: bool,
}

/// What phrases came to mean, for each author, and then for all together those that several
/// use.
pub fn phrases(judged: &[&Judged]) -> Vec<PhraseRow> {
    type Key = (bool, Option<String>, String);
    let mut found: BTreeMap<Key, Vec<&Judged>> = BTreeMap::new();
    for &one in judged.iter().filter(|one| one.scheduled) {
        if let (Some(words), Some(_)) = (&one.words, one.came_true) {
            let author = one.author.name().to_owned();
            for key in [(false, Some(author)), (true, None)] {
                let key = (key.0, key.1, words.clone());
                found.entry(key).or_default().push(one);
            }
        }
    }
    let mut rows: Vec<PhraseRow> = found
        .into_iter()
        .map(|((_, author, phrase), uses)| phrase_row(author, phrase, &uses))
        .collect();
    // What only one author says needs no row for all.
    let n_authors = |phrase: &str| {
        let of_authors = rows.iter().filter(|row| row.author.is_some());
        of_authors.filter(|row| row.phrase == phrase).count()
    };
    let alone: Vec<bool> = rows
        .iter()
        .map(|row| row.author.is_none() && n_authors(&row.phrase) < 2)
        .collect();
    let mut alone = alone.into_iter();
    rows.retain(|_| !alone.next().unwrap_or(false));
    let rank = |row: &PhraseRow| (row.author.is_none(), row.author.clone());
    rows.sort_by(|a, b| {
        let by_said = a.said.total_cmp(&b.said);
        rank(a).cmp(&rank(b)).then(by_said)
    });
    rows
}

#[allow(clippy::cast_precision_loss)]
fn phrase_row(author: Option<String>, phrase: String, uses: &[&Judged]) -> PhraseRow {
    let n_yes = uses
        .iter()
        .filter(|one| one.came_true == Some(true))
        .count();
    let (low, high) = wilson(n_yes, uses.len());
    let n = uses.len() as f64;
    let said = uses.iter().filter_map(|one| one.probability).sum::<f64>() / n;
    // A range that reaches into the band is not off.
    let ends = |i: usize| {
        uses.iter()
            .filter_map(|one| one.range.map(|r| r[i]))
            .sum::<f64>()
            / n
    };
    PhraseRow {
        author,
        phrase,
        n: uses.len(),
        n_yes,
        came: n_yes as f64 / n,
        band: [low, high],
        said,
        off: ends(1) < low || ends(0) > high,
    }
}

/// The range of a phrase on any scale, for people.
pub fn range_of(phrase: &str) -> Option<(f64, f64)> {
    [Scale::Icd203, Scale::Phia]
        .iter()
        .find_map(|scale| scale.grade(phrase))
        .map(|grade| (grade.low, grade.high))
}

#[cfg(test)]
mod tests {
    use super::super::judge::judge;
    use super::super::questions::tests::of;
    use super::*;
    use jiff::civil::date;

    fn judged() -> Vec<Judged> {
        let mut keys = String::new();
        for (i, yes) in [true, false, false, true, false, false, false]
            .iter()
            .enumerate()
        {
            keys.push_str(&format!(
                "[forecasts.f{i}]\nstated = \"likely\"\nsource = \"{}\"\ntags = [\"x\", \"t{}\"]\n\
                 date = 2020-01-01\nby = 2020-0{}-01\noutcome = {yes}\nresolved_on = 2020-01-20\n",
                if i < 6 { "ann" } else { "bob" },
                i % 2,
                2 + i % 3,
            ));
        }
        let questions = of(&keys);
        questions
            .iter()
            .flat_map(|question| judge(question, date(2021, 1, 1)))
            .collect()
    }

    #[test]
    fn groups_and_their_sizes() {
        let judged = judged();
        let all: Vec<&Judged> = judged.iter().collect();
        let sizes = |by: By| -> Vec<(String, usize)> {
            let groups = groups(&all, by).into_iter();
            groups.map(|(name, group)| (name, group.len())).collect()
        };
        let named = |pairs: &[(&str, usize)]| -> Vec<(String, usize)> {
            pairs
                .iter()
                .map(|(name, n)| ((*name).to_owned(), *n))
                .collect()
        };
        assert_eq!(sizes(By::Author), named(&[("Bob", 1), ("ann", 6)]));
        assert_eq!(sizes(By::Tag), named(&[("t0", 4), ("t1", 3), ("x", 7)]));
        let horizons = named(&[("up to three months", 5), ("up to a year", 2)]);
        assert_eq!(sizes(By::Horizon), horizons);
    }

    #[test]
    fn what_likely_means_with_each() {
        let judged = judged();
        let all: Vec<&Judged> = judged.iter().collect();
        let rows = phrases(&all);
        let ann = rows
            .iter()
            .find(|row| row.author.as_deref() == Some("ann"))
            .unwrap();
        assert_eq!((ann.n, ann.n_yes), (6, 2));
        assert!((ann.came - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(
            rows.last().map(|row| (row.author.clone(), row.n)),
            Some((None, 7))
        );
        assert_eq!(range_of("likely"), Some((0.55, 0.80)));
        assert_eq!(range_of("sort of"), None);
    }
}
