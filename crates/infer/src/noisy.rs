//! Noisy-OR and noisy-MAX, kept factored: linear in the number of parents.

use crate::local::{LocalModel, check_len};
use crate::{Error, FactorId, Network, ROW_TOLERANCE, Variable};

/// Which end of a child's states is the lowest: what it has when nothing acts on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rank {
    /// State 0 is the lowest and the last the highest: "no" before "yes".
    #[default]
    Rising,
    /// State 0 is the highest and the last the lowest: "severe" before "absent".
    Falling,
}

impl Rank {
    /// The higher of two states.
    fn higher(self, a: usize, b: usize) -> usize {
        match self {
            Rank::Rising => a.max(b),
            Rank::Falling => a.min(b),
        }
    }
}

/// A child that is the highest of the effects that its parents have on it, each parent acting
/// independently of the others (Pearl 1988; Díez 1993 for more than two states). With two states
/// this is the noisy-OR.
///
/// It has one column of numbers per parent state, where a table would have one per joint state
/// of all parents.
#[derive(Debug, Clone, PartialEq)]
pub struct NoisyMax {
    child: Variable,
    n_states: usize,
    rank: Rank,
    links: Vec<Link>,
    leak: Option<Vec<f64>>,
}

/// One parent's effect.
#[derive(Debug, Clone, PartialEq)]
struct Link {
    parent: Variable,
    /// One row per state of the parent.
    effects: Vec<f64>,
}

impl NoisyMax {
    /// The model of a child with `n_states` states, the first of them the lowest, on which
    /// nothing acts yet.
    pub fn new(child: Variable, n_states: usize) -> NoisyMax {
        NoisyMax {
            child,
            n_states: n_states.max(1),
            rank: Rank::Rising,
            links: Vec::new(),
            leak: None,
        }
    }

    /// The same with the states of the child in another order.
    #[must_use]
    pub fn ranked(mut self, rank: Rank) -> NoisyMax {
        self.rank = rank;
        self
    }

    /// The same with one more parent: `effects` holds P(own effect | parent), linear, one row of
    /// `n_states` per state of the parent.
    #[must_use]
    pub fn with_parent(mut self, parent: Variable, effects: Vec<f64>) -> NoisyMax {
        self.links.push(Link { parent, effects });
        self
    }

    /// The same with the effect of all that is not modelled: P(effect), linear, one value per
    /// state of the child. Without a leak, a child on which nothing acts is in its lowest state.
    #[must_use]
    pub fn with_leak(mut self, leak: Vec<f64>) -> NoisyMax {
        self.leak = Some(leak);
        self
    }

    /// Whose model it is.
    pub fn child(&self) -> Variable {
        self.child
    }

    /// Which of the child's states is the lowest.
    pub fn rank(&self) -> Rank {
        self.rank
    }

    /// The parents, in the order in which they were added.
    pub fn parents(&self) -> impl ExactSizeIterator<Item = Variable> {
        self.links.iter().map(|link| link.parent)
    }

    /// Each parent with P(own effect | parent), one row per state of the parent.
    pub fn links(&self) -> impl ExactSizeIterator<Item = (Variable, &[f64])> {
        self.links
            .iter()
            .map(|link| (link.parent, link.effects.as_slice()))
    }

    /// P(effect) of what is not modelled, if any was given.
    pub fn leak(&self) -> Option<&[f64]> {
        self.leak.as_deref()
    }

    /// P(child | parents) in one table: row-major, the first parent's state changing slowest,
    /// the child's fastest. Exponential in the number of parents, hence the limit.
    ///
    /// The model is taken as it is: only [`Network::add_noisy_max`] checks its numbers.
    ///
    /// # Errors
    /// [`Error::TableTooLarge`] when it would hold more than `max_len` numbers.
    pub fn table(&self, max_len: usize) -> Result<Vec<f64>, Error> {
        let width = self.n_states;
        let needed = self.links.iter().fold(width as u64, |n, link| {
            n.saturating_mul((link.effects.len() / width).max(1) as u64)
        });
        let variables = || self.parents().chain([self.child]).collect();
        check_len(variables, needed, max_len as u64)?;
        let mut rows = self.lowest();
        for link in &self.links {
            let effects = normalised(&link.effects, width);
            let mut next = Vec::with_capacity(rows.len() * (effects.len() / width));
            for before in rows.chunks_exact(width) {
                for own in effects.chunks_exact(width) {
                    next.extend(self.highest(before, own));
                }
            }
            rows = next;
        }
        Ok(rows)
    }

    /// The distribution when no parent acts.
    fn lowest(&self) -> Vec<f64> {
        if let Some(leak) = &self.leak {
            return normalised(leak, self.n_states);
        }
        let lowest = match self.rank {
            Rank::Rising => 0,
            Rank::Falling => self.n_states - 1,
        };
        (0..self.n_states)
            .map(|s| f64::from(u8::from(s == lowest)))
            .collect()
    }

    /// The distribution of the higher of two independent states.
    fn highest(&self, a: &[f64], b: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; self.n_states];
        for (i, p) in a.iter().enumerate() {
            for (j, q) in b.iter().enumerate() {
                out[self.rank.higher(i, j)] += p * q;
            }
        }
        out
    }

    /// The table of one link of the chain: P(highest so far | highest before, parent).
    fn link_table(&self, effects: &[f64]) -> Vec<f64> {
        let mut table = Vec::with_capacity(self.n_states * effects.len());
        let mut sure = vec![0.0; self.n_states];
        for before in 0..self.n_states {
            sure.fill(0.0);
            sure[before] = 1.0;
            for own in effects.chunks_exact(self.n_states) {
                table.extend(self.highest(&sure, own));
            }
        }
        table
    }

    /// That the model fits a network, and how many numbers its chain takes.
    fn check(&self, network: &Network) -> Result<u64, Error> {
        let all: Vec<Variable> = self.parents().chain([self.child]).collect();
        network.check_variables(&all)?;
        let n_states = network.states(self.child);
        if self.n_states != n_states {
            return Err(Error::TableLength {
                variables: vec![self.child],
                expected: n_states,
                found: self.n_states,
            });
        }
        let mut n_cells = 0_u64;
        for (i, link) in self.links.iter().enumerate() {
            let variables = [link.parent, self.child];
            let rows = network.states(link.parent);
            crate::network::check_values(&variables, rows.saturating_mul(n_states), &link.effects)?;
            self.check_sums(Some(link.parent), &link.effects)?;
            let before = if i == 0 { 1 } else { n_states as u64 };
            n_cells = n_cells.saturating_add(before.saturating_mul(link.effects.len() as u64));
        }
        if let Some(leak) = &self.leak {
            crate::network::check_values(&[self.child], n_states, leak)?;
            self.check_sums(None, leak)?;
        }
        Ok(n_cells.max(n_states as u64))
    }

    fn check_sums(&self, parent: Option<Variable>, rows: &[f64]) -> Result<(), Error> {
        for (row, values) in rows.chunks_exact(self.n_states).enumerate() {
            let sum: f64 = values.iter().sum();
            if (sum - 1.0).abs() > ROW_TOLERANCE {
                return Err(Error::EffectSum {
                    child: self.child,
                    parent,
                    row,
                    sum,
                });
            }
        }
        Ok(())
    }

    /// The tables of the chain, one per link; the prior alone when there is no link.
    fn chain(&self) -> Vec<Vec<f64>> {
        let lowest = self.lowest();
        let first = self.links.first().map_or(lowest.clone(), |link| {
            let effects = normalised(&link.effects, self.n_states);
            let rows = effects.chunks_exact(self.n_states);
            rows.flat_map(|own| self.highest(&lowest, own)).collect()
        });
        let rest = self.links.iter().skip(1);
        let rest = rest.map(|link| self.link_table(&normalised(&link.effects, self.n_states)));
        [first].into_iter().chain(rest).collect()
    }
}

/// Rows that sum to one as nearly as can be.
fn normalised(rows: &[f64], width: usize) -> Vec<f64> {
    let mut rows = rows.to_vec();
    for row in rows.chunks_exact_mut(width) {
        let sum: f64 = row.iter().sum();
        row.iter_mut().for_each(|value| *value /= sum);
    }
    rows
}

impl Network {
    /// Gives a child a noisy-MAX in place of a conditional table, exactly and in space linear in
    /// the number of parents: a chain of auxiliary variables, each the highest of the effects up
    /// to one parent, the child itself at its end (Heckerman & Breese 1996; the field calls it
    /// parent divorcing or temporal). Per link it takes `n_states(child)`² · `n_states(parent)`
    /// numbers. Gives back the auxiliary variables, one fewer than there are parents.
    ///
    /// ```
    /// use abduce_infer::{CompileOptions, Findings, JunctionTree, Network, NoisyMax};
    ///
    /// # fn main() -> Result<(), abduce_infer::Error> {
    /// // Twenty diseases, each of which one patient in a hundred has and which gives a fever
    /// // nine times in ten; one in a thousand has a fever with none of them.
    /// let mut network = Network::new();
    /// let fever = network.add_variable(2)?;
    /// let mut model = NoisyMax::new(fever, 2).with_leak(vec![0.999, 0.001]);
    /// let mut diseases = Vec::new();
    /// for _ in 0..20 {
    ///     let disease = network.add_variable(2)?;
    ///     network.add_cpt(disease, &[], vec![0.99, 0.01])?;
    ///     model = model.with_parent(disease, vec![1.0, 0.0, 0.1, 0.9]);
    ///     diseases.push(disease);
    /// }
    /// let auxiliary = network.add_noisy_max(model)?; // 152 numbers; a table has 2,097,152
    /// assert_eq!(auxiliary.len(), 19);
    ///
    /// let tree = JunctionTree::compile(&network, &CompileOptions::default())?;
    /// let p_fever = tree.propagate(&Findings::new())?.marginal(fever)?[1];
    /// assert!((p_fever - (1.0 - 0.999 * 0.991_f64.powi(20))).abs() < 1e-12);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::UnknownVariable`], [`Error::RepeatedVariable`]; [`Error::SecondCpt`];
    /// [`Error::TableLength`] for numbers that do not fit the states, [`Error::BadValue`] and
    /// [`Error::EffectSum`] for what is no distribution; [`Error::TableTooLarge`] when the chain
    /// is more than the network may still hold. Nothing is added then.
    pub fn add_noisy_max(&mut self, model: NoisyMax) -> Result<Vec<Variable>, Error> {
        let n_cells = model.check(self)?;
        let child = model.child;
        if let Some(first) = self.cpt(child) {
            return Err(Error::SecondCpt { child, first });
        }
        check_len(|| vec![child], n_cells, self.left_cells())?;
        let n_auxiliary = model.links.len().saturating_sub(1);
        let auxiliary = self.add_variables(n_auxiliary, model.n_states)?;
        let mut factors: Vec<FactorId> = Vec::with_capacity(model.links.len());
        for (i, table) in model.chain().into_iter().enumerate() {
            let before = i.checked_sub(1).map(|i| auxiliary[i]);
            let own = model.links.get(i).map(|link| link.parent);
            let parents: Vec<Variable> = before.into_iter().chain(own).collect();
            let end = auxiliary.get(i).copied().unwrap_or(child);
            factors.push(self.add_cpt(end, &parents, table)?);
        }
        let noted = LocalModel::NoisyMax(model);
        self.local_mut().note(child, noted, &auxiliary, &factors);
        Ok(auxiliary)
    }

    /// The noisy-MAX that a child has, if it has one and none of its tables was given other
    /// values since.
    pub fn noisy_max(&self, child: Variable) -> Option<&NoisyMax> {
        match self.local_model(child) {
            Some(LocalModel::NoisyMax(model)) => Some(model),
            _ => None,
        }
    }
}
