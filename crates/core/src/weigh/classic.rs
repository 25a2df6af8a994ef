//! What matrix tools answer for the same case: counts of inconsistencies. For comparison only;
//! no number here is a probability.
//!
//! Heuer, Psychology of Intelligence Analysis, 1999, chapter 8, counts for each hypothesis the
//! items that are inconsistent with it. PARC's ACH 2.0 weighs them: 1 for inconsistent, 2 for very
//! inconsistent, each times the credibility of its source (low 1/√2, medium 1, high √2) and times its relevance, which a case does not have (medium).

use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};

/// How an item is rated against a hypothesis by those who rate in letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rating {
    /// II, very inconsistent.
    VeryInconsistent,
    /// I, inconsistent.
    Inconsistent,
    /// N, neutral.
    Neutral,
    /// C, consistent.
    Consistent,
    /// CC, very consistent.
    VeryConsistent,
}

impl Rating {
    /// The rating whose value on the case file's table (0.05, 0.2, 0.5, 0.8, 0.95) is nearest to
    /// how probable the item is under the hypothesis.
    pub fn nearest(likelihood: f64) -> Rating {
        match likelihood {
            p if p < 0.125 => Rating::VeryInconsistent,
            p if p < 0.35 => Rating::Inconsistent,
            p if p <= 0.65 => Rating::Neutral,
            p if p <= 0.875 => Rating::Consistent,
            _ => Rating::VeryConsistent,
        }
    }

    /// As it is written in a matrix.
    pub fn letters(self) -> &'static str {
        match self {
            Rating::VeryInconsistent => "II",
            Rating::Inconsistent => "I",
            Rating::Neutral => "N",
            Rating::Consistent => "C",
            Rating::VeryConsistent => "CC",
        }
    }

    /// What it takes off: 2, 1 or nothing.
    fn inconsistency(self) -> u32 {
        match self {
            Rating::VeryInconsistent => 2,
            Rating::Inconsistent => 1,
            _ => 0,
        }
    }
}

/// How far a source is believed, in the three steps that matrix tools have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Credibility {
    /// 1/√2.
    Low,
    /// 1.
    Medium,
    /// √2.
    High,
}

impl Credibility {
    /// The step of a prior reliability: grades A and B are high, C and F medium, D and E low.
    pub fn of(reliability: f64) -> Credibility {
        match reliability {
            p if p < 0.45 => Credibility::Low,
            p if p < 0.7 => Credibility::Medium,
            _ => Credibility::High,
        }
    }

    /// Its weight.
    pub fn weight(self) -> f64 {
        match self {
            Credibility::Low => FRAC_1_SQRT_2,
            Credibility::Medium => 1.0,
            Credibility::High => SQRT_2,
        }
    }
}

/// A row of a matrix: an item that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The evidence item, by its place in the case.
    pub evidence: usize,
    /// How far its source is believed.
    pub credibility: Credibility,
    /// Its rating against each hypothesis.
    pub ratings: Vec<Rating>,
}

/// A matrix with what it comes to for each hypothesis; the fewer inconsistencies, the better it
/// stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Classic {
    /// Its rows.
    pub rows: Vec<Row>,
    /// Heuer's count: how many items are inconsistent, or very inconsistent, with it.
    pub counts: Vec<u32>,
    /// PARC's weighted score: 0 and below.
    pub weighted: Vec<f64>,
}

impl Classic {
    /// Counts the rows of a matrix with `n_hypotheses` columns.
    pub fn count(rows: Vec<Row>, n_hypotheses: usize) -> Classic {
        let mut counts = vec![0; n_hypotheses];
        let mut weighted = vec![0.0; n_hypotheses];
        for row in &rows {
            for (i, rating) in row.ratings.iter().enumerate().take(n_hypotheses) {
                counts[i] += u32::from(rating.inconsistency() > 0);
                weighted[i] -= f64::from(rating.inconsistency()) * row.credibility.weight();
            }
        }
        Classic {
            rows,
            counts,
            weighted,
        }
    }

    /// The hypotheses that the count puts first.
    pub fn first_by_count(&self) -> Vec<usize> {
        let least = self.counts.iter().min();
        let first = |&i: &usize| self.counts.get(i) == least;
        (0..self.counts.len()).filter(first).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Rating::{
        Consistent as C, Inconsistent as I, Neutral as N, VeryConsistent as CC,
        VeryInconsistent as II,
    };

    fn row(credibility: Credibility, ratings: [Rating; 3]) -> Row {
        Row {
            evidence: 0,
            credibility,
            ratings: ratings.to_vec(),
        }
    }

    #[test]
    fn inconsistencies_are_counted_and_weighed() {
        let matrix = Classic::count(
            vec![
                row(Credibility::Low, [II, C, I]),
                row(Credibility::High, [C, CC, II]),
                row(Credibility::Medium, [I, N, I]),
            ],
            3,
        );
        assert_eq!(matrix.counts, [2, 0, 3]);
        let expected = [
            -2.0 * FRAC_1_SQRT_2 - 1.0,
            0.0,
            -FRAC_1_SQRT_2 - 2.0 * SQRT_2 - 1.0,
        ];
        for (score, expected) in matrix.weighted.iter().zip(expected) {
            assert!((score - expected).abs() < 1e-12);
        }
        assert_eq!(matrix.first_by_count(), [1]);
    }

    /// Heuer's example of 1990, in his own plus and minus signs.
    #[test]
    fn heuers_example_comes_out_as_he_counts_it() {
        let signs = ["+++", "++-", "++-", "-++", "-++", "-++"];
        let rating = |sign| if sign == '-' { I } else { C };
        let rows = signs.map(|signs| Row {
            evidence: 0,
            credibility: Credibility::Medium,
            ratings: signs.chars().map(rating).collect(),
        });
        assert_eq!(Classic::count(rows.to_vec(), 3).counts, [3, 0, 2]);
    }

    #[test]
    fn a_likelihood_has_the_rating_that_stands_for_it() {
        for (value, letters) in [
            (0.95, "CC"),
            (0.8, "C"),
            (0.5, "N"),
            (0.2, "I"),
            (0.05, "II"),
        ] {
            assert_eq!(Rating::nearest(value).letters(), letters);
        }
    }
}
