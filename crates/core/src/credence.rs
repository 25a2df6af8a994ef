//! Degrees of belief as people write them: numbers, ranges, words and ratings.

use serde::Serialize;

/// A credence of exactly 0 or 1 is held this far inside, so that no evidence can be final.
pub const EDGE: f64 = 1e-6;

/// Default reliabilities of the Admiralty letters.
pub const GRADES: [(&str, f64); 6] = [
    ("A", 0.95),
    ("B", 0.80),
    ("C", 0.60),
    ("D", 0.40),
    ("E", 0.20),
    ("F", 0.50),
];

/// Credences of the ratings of an Analysis of Competing Hypotheses.
pub const RATINGS: [(&str, f64); 5] = [
    ("CC", 0.95),
    ("C", 0.80),
    ("N", 0.50),
    ("I", 0.20),
    ("II", 0.05),
];

/// Words of estimative probability, each with the range it stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// US Intelligence Community Directive 203.
    #[default]
    Icd203,
    /// The probability yardstick of the UK Professional Head of Intelligence Assessment.
    Phia,
}

/// One grade of a scale: its names, the first being the one to print, and its range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grade {
    /// All names, lower case.
    pub names: &'static [&'static str],
    /// The lower end of its range.
    pub low: f64,
    /// The upper end of its range.
    pub high: f64,
}

const fn grade(names: &'static [&'static str], low: f64, high: f64) -> Grade {
    Grade { names, low, high }
}

const ICD203: [Grade; 7] = [
    grade(&["almost no chance", "remote"], 0.01, 0.05),
    grade(&["very unlikely", "highly improbable"], 0.05, 0.20),
    grade(&["unlikely", "improbable"], 0.20, 0.45),
    grade(
        &["even", "roughly even chance", "roughly even odds"],
        0.45,
        0.55,
    ),
    grade(&["likely", "probable"], 0.55, 0.80),
    grade(&["very likely", "highly probable"], 0.80, 0.95),
    grade(&["almost certain", "nearly certain"], 0.95, 0.99),
];

const PHIA: [Grade; 7] = [
    grade(&["remote chance", "remote"], 0.00, 0.05),
    grade(&["highly unlikely", "very unlikely"], 0.10, 0.20),
    grade(&["unlikely"], 0.25, 0.35),
    grade(&["realistic possibility", "even"], 0.40, 0.50),
    grade(&["likely", "probable"], 0.55, 0.75),
    grade(&["highly likely", "very likely"], 0.80, 0.90),
    grade(&["almost certain"], 0.95, 1.00),
];

/// How a probability reads on a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    /// Inside the range of one grade.
    Within(Grade),
    /// In a gap that the scale leaves between two grades.
    Between(Grade, Grade),
    /// Below the lowest grade.
    Below(Grade),
    /// Above the highest grade.
    Above(Grade),
}

impl Scale {
    /// The name that case files use.
    pub fn name(self) -> &'static str {
        match self {
            Scale::Icd203 => "icd203",
            Scale::Phia => "phia",
        }
    }

    /// The scale of that name.
    pub fn from_name(name: &str) -> Option<Scale> {
        [Scale::Icd203, Scale::Phia]
            .into_iter()
            .find(|scale| scale.name() == name)
    }

    /// Its grades, from the least probable up.
    pub fn grades(self) -> &'static [Grade; 7] {
        match self {
            Scale::Icd203 => &ICD203,
            Scale::Phia => &PHIA,
        }
    }

    /// The grade that bears `phrase` as a name, in any case.
    pub fn grade(self, phrase: &str) -> Option<Grade> {
        let phrase = phrase.to_lowercase();
        self.grades()
            .iter()
            .copied()
            .find(|grade| grade.names.contains(&phrase.as_str()))
    }

    /// How `probability` reads: a bound that two grades share belongs to the upper one.
    pub fn read(self, probability: f64) -> Reading {
        let grades = self.grades();
        let below = grades.iter().rposition(|grade| grade.low <= probability);
        match below {
            None => Reading::Below(grades[0]),
            Some(i) if probability <= grades[i].high => Reading::Within(grades[i]),
            Some(i) if i + 1 < grades.len() => Reading::Between(grades[i], grades[i + 1]),
            Some(i) => Reading::Above(grades[i]),
        }
    }
}

/// One quantile: with probability `level` a quantity is at most `value`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// From 0 to 1.
    pub level: f64,
    /// In the quantity's unit.
    pub value: f64,
}

/// A probability, checked to lie in 0..=1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Probability(f64);

impl Probability {
    /// One half.
    pub const EVEN: Probability = Probability(0.5);

    /// `value` as a probability; `None` outside 0..=1 or when not a number.
    pub fn new(value: f64) -> Option<Probability> {
        (0.0..=1.0).contains(&value).then_some(Probability(value))
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }

    /// Its log-odds, in nats, with 0 and 1 held [`EDGE`] inside.
    pub fn logit(self) -> f64 {
        let p = self.held().0;
        libm::log(p / (1.0 - p))
    }

    /// The same, held [`EDGE`] inside 0 and 1.
    pub fn held(self) -> Probability {
        Probability(self.0.clamp(EDGE, 1.0 - EDGE))
    }
}

/// The log-odds of a probability in decibans, with 0 and 1 held [`EDGE`] inside.
pub fn decibans(p: f64) -> f64 {
    let p = p.clamp(EDGE, 1.0 - EDGE);
    10.0 * libm::log10(p / (1.0 - p))
}

/// A stated degree of belief: a point, or a range to be anywhere in, evenly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Credence {
    low: f64,
    high: f64,
}

/// Why something is not a credence.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CredenceError {
    /// A number or percentage outside 0..1.
    #[error("{0} is outside 0..1")]
    Outside(f64),
    /// A range whose ends are not in order within 0..1.
    #[error("{0}..{1} is not a range within 0..1")]
    NotARange(f64, f64),
    /// A phrase that only another scale has.
    #[error("a phrase of the scale {}, not of this one", .0.name())]
    OtherScale(Scale),
    /// A phrase that no scale has, or a percentage that cannot be read.
    #[error("not a number, range, rating or phrase of the scale")]
    Unknown,
}

impl Credence {
    /// One half.
    pub const EVEN: Credence = Credence {
        low: 0.5,
        high: 0.5,
    };

    /// A point.
    ///
    /// # Errors
    /// When `value` is outside 0..=1 or not a number.
    pub fn point_at(value: f64) -> Result<Credence, CredenceError> {
        Probability::new(value)
            .map(|p| Credence {
                low: p.0,
                high: p.0,
            })
            .ok_or(CredenceError::Outside(value))
    }

    /// A range.
    ///
    /// # Errors
    /// When not 0 <= `low` <= `high` <= 1.
    pub fn range(low: f64, high: f64) -> Result<Credence, CredenceError> {
        if 0.0 <= low && low <= high && high <= 1.0 {
            Ok(Credence { low, high })
        } else {
            Err(CredenceError::NotARange(low, high))
        }
    }

    /// A credence written as text: `"30%"`, `"20-40%"`, `"CC"` or a phrase of `scale`.
    ///
    /// # Errors
    /// When it is none of these, or outside 0..1.
    pub fn parse(text: &str, scale: Scale) -> Result<Credence, CredenceError> {
        let text = text.trim();
        if let Some((_, value)) = RATINGS.iter().find(|(name, _)| *name == text) {
            return Credence::point_at(*value);
        }
        if let Some(percent) = text.strip_suffix('%') {
            return Credence::parse_percent(percent);
        }
        if let Some(grade) = scale.grade(text) {
            return Credence::range(grade.low, grade.high);
        }
        let other = [Scale::Icd203, Scale::Phia]
            .into_iter()
            .find(|s| s.grade(text).is_some());
        Err(other.map_or(CredenceError::Unknown, CredenceError::OtherScale))
    }

    fn parse_percent(text: &str) -> Result<Credence, CredenceError> {
        let parts: Option<Vec<f64>> = text
            .split(['-', '–'])
            .map(|part| part.trim().parse::<f64>().ok().map(|value| value / 100.0))
            .collect();
        match parts.as_deref() {
            Some([value]) => Credence::point_at(*value),
            Some([low, high]) => Credence::range(*low, *high),
            _ => Err(CredenceError::Unknown),
        }
    }

    /// The lower end; the point itself when there is no range.
    pub fn low(self) -> f64 {
        self.low
    }

    /// The upper end; the point itself when there is no range.
    pub fn high(self) -> f64 {
        self.high
    }

    /// Whether it is a range rather than a point.
    pub fn is_range(self) -> bool {
        self.low < self.high
    }

    /// The range as weighed, held [`EDGE`] inside 0 and 1; none for a point.
    pub fn held_range(self) -> Option<(f64, f64)> {
        let held = |p: f64| p.clamp(EDGE, 1.0 - EDGE);
        self.is_range().then(|| (held(self.low), held(self.high)))
    }

    /// The point value: the number itself, or the middle of the range.
    pub fn point(self) -> Probability {
        Probability(if self.is_range() {
            (self.low + self.high) / 2.0
        } else {
            self.low
        })
    }

    /// The point value as weighed: held [`EDGE`] inside 0 and 1.
    pub fn held(self) -> Probability {
        self.point().held()
    }
}
