//! Effects that add up in log-odds, kept factored as far as their sums coincide.

use crate::local::{LocalModel, check_len};
use crate::sums::{Plan, Terms};
use crate::{Error, Network, Variable};

/// The largest amount that a weight of [`LogOdds`] may count in, and the largest base.
const LARGEST_AMOUNT: f64 = 1e100;

/// A child with two states whose log-odds are a base and what each of its parents adds: logistic
/// regression as a conditional distribution. State 1 of the child is that it is so.
///
/// The log-odds depend on the parents only through a sum. Where many weights are equal, opposite
/// or small multiples, there are few different sums, and the model is held as chains that count. Sums are merged only when they are the same by their counts, never
/// because they are near each other, so that the model is exact.
#[derive(Debug, Clone, PartialEq)]
pub struct LogOdds {
    child: Variable,
    base: f64,
    grounds: Vec<Ground>,
}

/// One parent.
#[derive(Debug, Clone, PartialEq)]
struct Ground {
    parent: Variable,
    /// What each of its states adds.
    weights: Vec<Terms>,
}

impl LogOdds {
    /// The model of a child with the log-odds `base` (natural) when nothing adds to them.
    pub fn new(child: Variable, base: f64) -> LogOdds {
        LogOdds {
            child,
            base,
            grounds: Vec::new(),
        }
    }

    /// The same with one more parent: `weights` holds what each of its states adds to the
    /// log-odds (natural). Equal weights of different parents, and opposite ones, are counted
    /// together.
    #[must_use]
    pub fn with_ground(self, parent: Variable, weights: &[f64]) -> LogOdds {
        let terms: Vec<[(f64, i32); 1]> = weights.iter().map(|w| [(*w, 1)]).collect();
        let terms: Vec<&[(f64, i32)]> = terms.iter().map(<[_; 1]>::as_slice).collect();
        self.with_counts(parent, &terms)
    }

    /// The same with one more parent: per state, what it adds as amounts and how many times
    /// each. To be used where weights are themselves sums and differences of a few amounts:
    /// those are then seen to coincide in exact terms, where rounding would hide it.
    #[must_use]
    pub fn with_counts(mut self, parent: Variable, weights: &[&[(f64, i32)]]) -> LogOdds {
        let weights = weights.iter().map(|terms| Terms::new(terms)).collect();
        self.grounds.push(Ground { parent, weights });
        self
    }

    /// Whose model it is.
    pub fn child(&self) -> Variable {
        self.child
    }

    /// The log-odds when nothing adds to them.
    pub fn base(&self) -> f64 {
        self.base
    }

    /// The parents, in the order in which they were added.
    pub fn parents(&self) -> impl ExactSizeIterator<Item = Variable> {
        self.grounds.iter().map(|ground| ground.parent)
    }

    /// What each state of each parent adds to the log-odds.
    pub fn weights(&self) -> impl ExactSizeIterator<Item = Vec<f64>> {
        let values = |ground: &Ground| ground.weights.iter().map(Terms::value).collect();
        self.grounds.iter().map(values)
    }

    /// How many numbers a network takes for the model; `u64::MAX` stands for that and more.
    pub fn n_cells(&self) -> u64 {
        self.plan().n_cells()
    }

    /// How many different sums of weights the model tells apart: the rows of its last table;
    /// `u64::MAX` stands for that and more.
    pub fn n_sums(&self) -> u64 {
        self.plan().n_sums()
    }

    /// P(child | parents) in one table: row-major, the first parent's state changing slowest,
    /// the child's fastest. Exponential in the number of parents, hence the limit.
    ///
    /// # Errors
    /// [`Error::TableTooLarge`] when it would hold more than `max_len` numbers.
    pub fn table(&self, max_len: usize) -> Result<Vec<f64>, Error> {
        let plan = Plan::table(&self.terms());
        let variables = || self.parents().chain([self.child]).collect();
        check_len(variables, plan.n_cells(), max_len as u64)?;
        Ok(plan.last_table(self.base))
    }

    fn terms(&self) -> Vec<&[Terms]> {
        self.grounds.iter().map(|g| g.weights.as_slice()).collect()
    }

    fn plan(&self) -> Plan {
        Plan::smallest(&self.terms())
    }

    fn check(&self, network: &Network) -> Result<(), Error> {
        let all: Vec<Variable> = self.parents().chain([self.child]).collect();
        network.check_variables(&all)?;
        let states = |variable: Variable, found: usize| match network.states(variable) {
            expected if expected == found => Ok(()),
            expected => Err(Error::TableLength {
                variables: vec![variable],
                expected,
                found,
            }),
        };
        states(self.child, 2)?;
        let amount = |variable: Variable, index: usize, value: f64| {
            // Written so that what is not a number fails.
            if value.abs() <= LARGEST_AMOUNT {
                return Ok(());
            }
            Err(Error::BadValue {
                variables: vec![variable],
                index,
                value,
            })
        };
        amount(self.child, 0, self.base)?;
        for ground in &self.grounds {
            states(ground.parent, ground.weights.len())?;
            for (state, terms) in ground.weights.iter().enumerate() {
                for value in terms.amounts() {
                    amount(ground.parent, state, value)?;
                }
            }
        }
        Ok(())
    }
}

impl Network {
    /// Gives a child with two states a conditional distribution whose log-odds are a sum, and
    /// gives back the auxiliary variables added for it.
    ///
    /// With few different weights this takes little: `n` parents of one weight take a chain
    /// that counts to `n`; with `n₁`, `n₂`, … parents of several weights there is one chain each
    /// and a last table with a row for each of the `(n₁ + 1)(n₂ + 1)…` sums. Where all weights
    /// differ every joint state of the parents has a sum of its own, and no exact way is known
    /// to take fewer rows than there are: 2ⁿ for `n` parents of two states. The smallest of the
    /// forms is taken, one table among them; see [`LogOdds::n_cells`].
    ///
    /// ```
    /// use abduce_infer::{CompileOptions, Findings, JunctionTree, LogOdds, Network};
    ///
    /// # fn main() -> Result<(), abduce_infer::Error> {
    /// // Forty witnesses, each even odds; each that is right adds or takes away a factor of 3.
    /// let mut network = Network::new();
    /// let claim = network.add_variable(2)?;
    /// let mut model = LogOdds::new(claim, 0.0);
    /// for i in 0..40 {
    ///     let witness = network.add_variable(2)?;
    ///     network.add_cpt(witness, &[], vec![0.5, 0.5])?;
    ///     let weight = if i % 2 == 0 { 3_f64.ln() } else { -3_f64.ln() };
    ///     model = model.with_ground(witness, &[0.0, weight]);
    /// }
    /// assert_eq!(model.n_sums(), 41); // a table would have 2^40 rows
    /// network.add_log_odds(model)?;
    /// let tree = JunctionTree::compile(&network, &CompileOptions::default())?;
    /// let posterior = tree.propagate(&Findings::new())?;
    /// assert!((posterior.marginal(claim)?[1] - 0.5).abs() < 1e-12);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::UnknownVariable`], [`Error::RepeatedVariable`]; [`Error::SecondCpt`];
    /// [`Error::TableLength`] when the child has not two states or a parent not as many as it
    /// has weights; [`Error::BadValue`] for a weight or base that is not finite or beyond 1e100;
    /// [`Error::TableTooLarge`] when it is more than the network may still hold. Nothing is
    /// added then.
    pub fn add_log_odds(&mut self, model: LogOdds) -> Result<Vec<Variable>, Error> {
        model.check(self)?;
        let child = model.child;
        if let Some(first) = self.cpt(child) {
            return Err(Error::SecondCpt { child, first });
        }
        let parents: Vec<Variable> = model.parents().collect();
        let all = || parents.iter().copied().chain([child]).collect();
        let plan = model.plan();
        check_len(all, plan.n_cells(), self.left_cells())?;
        let mut auxiliary = Vec::new();
        let mut factors = Vec::new();
        let mut ends = Vec::new();
        for links in plan.chains() {
            let mut end: Option<Variable> = None;
            for link in links {
                let before = end.into_iter();
                let own = link.grounds.iter().map(|ground| parents[*ground]);
                let of_link: Vec<Variable> = before.chain(own).collect();
                let sum = self.add_variable(link.n_sums)?;
                factors.push(self.add_cpt(sum, &of_link, link.table)?);
                auxiliary.push(sum);
                end = Some(sum);
            }
            ends.extend(end);
        }
        ends.extend(plan.direct().iter().map(|ground| parents[*ground]));
        factors.push(self.add_cpt(child, &ends, plan.last_table(model.base))?);
        let noted = LocalModel::LogOdds(model);
        self.local_mut().note(child, noted, &auxiliary, &factors);
        Ok(auxiliary)
    }

    /// The log-odds model that a child has, if it has one and none of its tables was given other
    /// values since.
    pub fn log_odds(&self, child: Variable) -> Option<&LogOdds> {
        match self.local_model(child) {
            Some(LocalModel::LogOdds(model)) => Some(model),
            _ => None,
        }
    }
}
