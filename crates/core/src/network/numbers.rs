//! Every number that the network of a case is made of, with its place in the file.

use std::collections::BTreeMap;

use super::phrase;
use crate::case::model::{Case, Frame, Grounds, Proposition, Source};
use crate::credence::Credence;
use crate::source::{Span, Spanned};

/// Where a number stands in a case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The prior of a hypothesis or of `other`; in the rival frame a weight.
    Prior(Proposition),
    /// How probably a cause acts when present.
    Strength(Proposition),
    /// How probable `of` is when `on` alone is true.
    Given {
        /// The proposition that depends on the other.
        of: Proposition,
        /// The proposition that it depends on.
        on: Proposition,
    },
    /// How probable a proposition is when none of those it depends on is true.
    Otherwise(Proposition),
    /// The reliability that the file's own `[grades]` gives to a grade.
    Letter(String),
    /// The reliability of a source, by its place in the case.
    Grade(usize),
    /// How probably a source says a thing in any case when it is unreliable.
    Noise(usize),
}

impl Place {
    /// The path of the key in the case file, as `evidence.x.given.y`.
    pub fn path(&self, case: &Case) -> String {
        let of = |p: Proposition| match p {
            Proposition::Other => "other".to_owned(),
            p => format!("{}.{}", table(p), case.id(p)),
        };
        match self {
            Place::Prior(p) => format!("{}.prior", of(*p)),
            Place::Strength(p) => format!("{}.strength", of(*p)),
            Place::Given { of: child, on } => format!("{}.given.{}", of(*child), case.id(*on)),
            Place::Otherwise(p) => format!("{}.otherwise", of(*p)),
            Place::Letter(letter) => format!("grades.{letter}"),
            Place::Grade(i) => format!("sources.{}.grade", case.sources[*i].item.id),
            Place::Noise(i) => format!("sources.{}.noise", case.sources[*i].item.id),
        }
    }
}

/// The table of the case file that holds a proposition.
pub fn table(proposition: Proposition) -> &'static str {
    match proposition {
        Proposition::Hypothesis(_) => "hypotheses",
        Proposition::Other => "other",
        Proposition::Claim(_) => "claims",
        Proposition::Evidence(_) => "evidence",
        Proposition::Forecast(_) => "forecasts",
    }
}

/// A number of a case: written, or what stands for one that is not.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Where it stands, or would stand.
    pub place: Place,
    /// How it is stated.
    pub credence: Credence,
    /// Where it is written; none for what stands when nothing is.
    pub span: Option<Span>,
}

impl Number {
    /// The number as weighed: the point, or the middle of the range.
    pub fn value(&self) -> f64 {
        self.credence.held().get()
    }

    /// Its range, held inside 0 and 1 as the number is; none for a point.
    pub fn range(&self) -> Option<(f64, f64)> {
        self.credence.held_range()
    }
}

/// All numbers of a case that have an effect on its network, in the order of the file; what is
/// not written comes last.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    pub(super) list: Vec<Number>,
    index: BTreeMap<Place, usize>,
}

impl Numbers {
    pub(super) fn of(case: &Case) -> Numbers {
        let mut numbers = Numbers::default();
        numbers.add_hypotheses(case);
        for (i, claim) in case.claims.iter().enumerate() {
            numbers.add_grounds(case, Proposition::Claim(i), &claim.grounds);
        }
        for (i, evidence) in case.evidence.iter().enumerate() {
            numbers.add_grounds(case, Proposition::Evidence(i), &evidence.grounds);
        }
        for (i, forecast) in case.forecasts.iter().enumerate() {
            numbers.add_grounds(case, Proposition::Forecast(i), &forecast.grounds);
        }
        for (i, source) in case.sources.iter().enumerate() {
            let (place, grade) = grade(case, i, source);
            numbers.add(place, grade, || point(0.5));
            numbers.add(Place::Noise(i), source.noise.as_ref(), || point(0.5));
        }
        let written = |n: &Number| n.span.map_or(usize::MAX, |span| span.start);
        numbers.list.sort_by_key(written);
        let places = numbers.list.iter().map(|n| n.place.clone());
        numbers.index = places.enumerate().map(|(i, place)| (place, i)).collect();
        numbers
    }

    /// The number at a place; those that have no effect are not there.
    pub(super) fn at(&self, place: &Place) -> Option<usize> {
        self.index.get(place).copied()
    }

    fn add(
        &mut self,
        place: Place,
        stated: Option<&Spanned<Credence>>,
        default: impl FnOnce() -> Credence,
    ) {
        if self.index.contains_key(&place) {
            return;
        }
        self.index.insert(place.clone(), self.list.len());
        self.list.push(Number {
            place,
            credence: stated.map_or_else(default, |stated| stated.value),
            span: stated.map(|stated| stated.span),
        });
    }

    fn add_hypotheses(&mut self, case: &Case) {
        let even = || phrase(case.scale, "even");
        let is_rival = case.frame == Frame::Rival;
        for (i, hypothesis) in case.hypotheses.iter().enumerate() {
            let of = Proposition::Hypothesis(i);
            if is_rival {
                #[expect(clippy::cast_precision_loss, reason = "no case has 2^52 hypotheses")]
                let share = || point(1.0 / case.hypotheses.len() as f64);
                self.add(Place::Prior(of), hypothesis.prior.as_ref(), share);
                continue;
            }
            if hypothesis.grounds.otherwise.is_some() {
                self.add_grounds(case, of, &hypothesis.grounds);
            } else {
                self.add(Place::Prior(of), hypothesis.prior.as_ref(), even);
                self.add_given(of, &hypothesis.grounds);
            }
            let likely = || phrase(case.scale, "likely");
            self.add(Place::Strength(of), hypothesis.strength.as_ref(), likely);
        }
        let unlikely = || phrase(case.scale, "unlikely");
        let (prior, strength) = (case.other.prior.as_ref(), case.other.strength.as_ref());
        self.add(Place::Prior(Proposition::Other), prior, unlikely);
        if !is_rival {
            self.add(Place::Strength(Proposition::Other), strength, || point(1.0));
        }
    }

    fn add_grounds(&mut self, case: &Case, of: Proposition, grounds: &Grounds) {
        let even = || phrase(case.scale, "even");
        if !names_every_rival(case, grounds) {
            self.add(Place::Otherwise(of), grounds.otherwise.as_ref(), even);
        }
        self.add_given(of, grounds);
    }

    fn add_given(&mut self, of: Proposition, grounds: &Grounds) {
        for given in &grounds.given {
            let on = given.proposition;
            self.add(Place::Given { of, on }, Some(&given.credence), || {
                given.credence.value
            });
        }
    }
}

/// Whether a proposition depends on the rival hypotheses alone and names each of them, so that
/// `otherwise` never holds.
pub(super) fn names_every_rival(case: &Case, grounds: &Grounds) -> bool {
    let is_rival = |p| matches!(p, Proposition::Hypothesis(_) | Proposition::Other);
    case.frame == Frame::Rival
        && grounds.given.len() == case.hypotheses.len() + 1
        && grounds
            .given
            .iter()
            .all(|given| is_rival(given.proposition))
}

/// Where the reliability of a source stands, and what stands there.
pub(super) fn grade<'a>(
    case: &'a Case,
    at: usize,
    source: &'a Source,
) -> (Place, Option<&'a Spanned<Credence>>) {
    let letter = match &source.grade {
        None => Some("F"),
        Some(_) => source.letter.as_deref(),
    };
    match letter.and_then(|letter| case.grades.get_key_value(letter)) {
        Some((letter, grade)) => (Place::Letter(letter.clone()), Some(grade)),
        None => (Place::Grade(at), source.grade.as_ref()),
    }
}

fn point(value: f64) -> Credence {
    Credence::point_at(value).unwrap_or(Credence::EVEN)
}
