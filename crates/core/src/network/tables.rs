//! How the numbers of a case make the tables of its network, and how fast a table moves with a
//! number. Tables are row-major, the proposition last, "no" before "yes".

use crate::credence::Probability;

/// How a table is made of numbers, each by its index.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Recipe {
    /// Weights of rivals, scaled to sum to one.
    Rivals(Vec<usize>),
    /// Whether something is so: `[1 - p, p]`.
    Chance(usize),
    /// Whether a cause acts, given whether it is present: never, or with this probability.
    Acts(usize),
    /// Effects that add up in log-odds.
    Sum(Sum),
    /// Whether a source is reliable; else, if it is slanted, for or against.
    Reliable {
        grade: usize,
        /// Of a slanted source: how probably its slant is for what it says.
        slant: Option<usize>,
    },
    /// What is heard from a source that says things at random when unreliable.
    Heard {
        noise: usize,
        /// P(a reliable source says yes), by what it was told.
        truth: [f64; 2],
    },
}

/// logit P = logit(base) + the sum, over the states of all parents, of logit(with) - logit(base).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sum {
    pub(super) base: usize,
    /// Of each parent, of each of its states: the number that counts then.
    pub(super) parents: Vec<Vec<Option<usize>>>,
}

impl Recipe {
    /// The table that these numbers make.
    pub(super) fn table(&self, values: &[f64]) -> Vec<f64> {
        match self {
            Recipe::Rivals(weights) => {
                let total: f64 = weights.iter().map(|&w| values[w]).sum();
                weights.iter().map(|&w| values[w] / total).collect()
            }
            Recipe::Chance(p) => vec![1.0 - values[*p], values[*p]],
            Recipe::Acts(p) => vec![1.0, 0.0, 1.0 - values[*p], values[*p]],
            Recipe::Sum(sum) => sum.table(values),
            Recipe::Reliable { grade, slant } => {
                let grade = values[*grade];
                match slant.map(|slant| values[slant]) {
                    None => vec![grade, 1.0 - grade],
                    Some(m) => vec![grade, (1.0 - grade) * m, (1.0 - grade) * (1.0 - m)],
                }
            }
            Recipe::Heard { noise, truth } => {
                let noise = values[*noise];
                let says_yes = [truth[0], truth[1], noise, noise];
                says_yes.iter().flat_map(|p| [1.0 - p, *p]).collect()
            }
        }
    }

    /// The numbers that it is made of, each once.
    pub(super) fn numbers(&self) -> Vec<usize> {
        let mut numbers = match self {
            Recipe::Rivals(weights) => weights.clone(),
            Recipe::Chance(p) | Recipe::Acts(p) => vec![*p],
            Recipe::Sum(sum) => {
                let given = sum.parents.iter().flatten().flatten();
                given.copied().chain([sum.base]).collect()
            }
            Recipe::Reliable { grade, slant } => slant.iter().copied().chain([*grade]).collect(),
            Recipe::Heard { noise, .. } => vec![*noise],
        };
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// How fast each entry of the table moves with a number.
    pub(super) fn slope(&self, values: &[f64], number: usize) -> Vec<f64> {
        let is = |at: usize| f64::from(u8::from(at == number));
        match self {
            Recipe::Rivals(weights) => {
                let total: f64 = weights.iter().map(|&w| values[w]).sum();
                let moved: f64 = weights.iter().map(|&w| is(w)).sum();
                let slope = |&w: &usize| (is(w) - values[w] / total * moved) / total;
                weights.iter().map(slope).collect()
            }
            Recipe::Chance(p) => vec![-is(*p), is(*p)],
            Recipe::Acts(p) => vec![0.0, 0.0, -is(*p), is(*p)],
            Recipe::Sum(sum) => sum.slope(values, number),
            Recipe::Reliable { grade, slant: None } => vec![is(*grade), -is(*grade)],
            Recipe::Reliable {
                grade,
                slant: Some(slant),
            } => {
                let (r, m) = (values[*grade], values[*slant]);
                let (by_grade, by_slant) = (is(*grade), is(*slant));
                vec![
                    by_grade,
                    by_slant * (1.0 - r) - by_grade * m,
                    -by_slant * (1.0 - r) - by_grade * (1.0 - m),
                ]
            }
            Recipe::Heard { noise, .. } => {
                let by = is(*noise);
                vec![0.0, 0.0, 0.0, 0.0, -by, by, -by, by]
            }
        }
    }
}

impl Sum {
    /// How many entries the table has; [`usize::MAX`] for more than that.
    pub(super) fn n_entries(&self) -> usize {
        let states = self.parents.iter().map(Vec::len);
        states.fold(2, |n: usize, states| n.saturating_mul(states))
    }

    fn table(&self, values: &[f64]) -> Vec<f64> {
        let yes = self.log_odds(values).into_iter();
        yes.flat_map(|x| [expit(-x), expit(x)]).collect()
    }

    /// The log-odds of "yes" in each row.
    fn log_odds(&self, values: &[f64]) -> Vec<f64> {
        let base = logit(values[self.base]);
        let effect = |with: &Option<usize>| with.map_or(0.0, |with| logit(values[with]) - base);
        self.rows(base, |_, with| effect(with))
    }

    /// A number for each row: `start` and what each parent's state adds.
    fn rows(&self, start: f64, add: impl Fn(usize, &Option<usize>) -> f64) -> Vec<f64> {
        let mut rows = vec![start];
        for (i, states) in self.parents.iter().enumerate() {
            let added: Vec<f64> = states.iter().map(|with| add(i, with)).collect();
            let each = |row: &f64| added.iter().map(|by| row + by).collect::<Vec<f64>>();
            rows = rows.iter().flat_map(each).collect();
        }
        rows
    }

    fn slope(&self, values: &[f64], number: usize) -> Vec<f64> {
        let is = |at: usize| f64::from(u8::from(at == number));
        let base = is(self.base);
        // How many times the number's log-odds count in each row.
        let counts = self.rows(base, |_, with| with.map_or(0.0, |with| is(with) - base));
        let p = values[number];
        let per_unit = 1.0 / (p * (1.0 - p));
        let rows = self.log_odds(values).into_iter().zip(counts);
        rows.flat_map(|(x, count)| {
            let slope = expit(x) * expit(-x) * count * per_unit;
            [-slope, slope]
        })
        .collect()
    }
}

/// The log-odds of a probability inside 0 and 1, in nats.
pub(super) fn logit(p: f64) -> f64 {
    Probability::new(p).map_or(0.0, Probability::logit)
}

/// The probability of these log-odds.
fn expit(x: f64) -> f64 {
    if x < 0.0 {
        let odds = libm::exp(x);
        odds / (1.0 + odds)
    } else {
        1.0 / (1.0 + libm::exp(-x))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every recipe, over the numbers 0 to 4.
    fn recipes() -> Vec<Recipe> {
        let parents = vec![
            vec![None, Some(1)],
            vec![Some(2), None, Some(3)],
            vec![None, Some(4)],
        ];
        vec![
            Recipe::Rivals(vec![0, 1, 2]),
            Recipe::Chance(1),
            Recipe::Acts(2),
            Recipe::Sum(Sum { base: 0, parents }),
            Recipe::Sum(Sum {
                base: 1,
                parents: vec![vec![Some(1), Some(2)]],
            }),
            Recipe::Reliable {
                grade: 0,
                slant: None,
            },
            Recipe::Reliable {
                grade: 0,
                slant: Some(3),
            },
            Recipe::Heard {
                noise: 4,
                truth: [1.0, 0.0],
            },
        ]
    }

    const VALUES: [f64; 5] = [0.3, 0.85, 0.02, 0.55, 0.97];

    #[test]
    fn a_slope_is_what_a_small_step_shows() {
        const STEP: f64 = 1e-6;
        for recipe in recipes() {
            for number in 0..VALUES.len() {
                let at = |by: f64| {
                    let mut values = VALUES;
                    values[number] += by;
                    recipe.table(&values)
                };
                let slope = recipe.slope(&VALUES, number);
                let steps = at(STEP).into_iter().zip(at(-STEP));
                for (slope, (after, before)) in slope.iter().zip(steps) {
                    let step = (after - before) / (2.0 * STEP);
                    assert!((slope - step).abs() < 1e-7, "{recipe:?}: {slope}, {step}");
                }
                let moves = slope.iter().any(|&by| by != 0.0);
                assert_eq!(moves, recipe.numbers().contains(&number), "{recipe:?}");
            }
        }
    }

    #[test]
    fn one_ground_gives_back_the_numbers_written() {
        let sum = Sum {
            base: 0,
            parents: vec![vec![None, Some(1)]],
        };
        let table = Recipe::Sum(sum).table(&VALUES);
        for (cell, expected) in table.iter().zip([0.7, 0.3, 0.15, 0.85]) {
            assert!((cell - expected).abs() < 1e-15);
        }
    }
}
