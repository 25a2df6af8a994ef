//! What the network implies given findings.

use std::sync::Arc;

use crate::shape::Shape;
use crate::table::sum_states;
use crate::{Error, Variable};

/// The posterior of every variable, and the probability of the findings.
#[derive(Debug, Clone)]
pub struct Posterior {
    shape: Arc<Shape>,
    /// Each clique's table, in proportion to the posterior.
    tables: Vec<f64>,
    marginals: Vec<f64>,
    evidence_ln: f64,
}

impl Posterior {
    pub(crate) fn new(shape: Arc<Shape>, tables: Vec<f64>, evidence_ln: f64) -> Posterior {
        let n = shape.marginals.last().map_or(0, |range| range.end);
        let mut marginals = vec![0.0; n];
        for (range, home) in shape.marginals.iter().zip(&shape.homes) {
            let Some(home) = home else { continue };
            let out = &mut marginals[range.clone()];
            sum_states(
                &tables[shape.cliques[home.clique].cells.clone()],
                home.stride,
                out,
            );
            normalise(out);
        }
        Posterior {
            shape,
            tables,
            marginals,
            evidence_ln,
        }
    }

    /// P(variable | findings): linear, one value per state, summing to one. States that cannot
    /// be have exactly 0.
    ///
    /// # Errors
    /// [`Error::UnknownVariable`]; [`Error::Pruned`] when the tree was compiled without it.
    pub fn marginal(&self, variable: Variable) -> Result<&[f64], Error> {
        let n_variables = self.shape.homes.len();
        match self.shape.homes.get(variable.index()) {
            None => Err(Error::UnknownVariable {
                variable,
                n_variables,
            }),
            Some(None) => Err(Error::Pruned { variable }),
            Some(Some(_)) => Ok(&self.marginals[self.shape.marginals[variable.index()].clone()]),
        }
    }

    /// The natural logarithm of the probability of the findings: of the sum, over all joint
    /// states, of the product of all factors and likelihoods.
    pub fn evidence_ln(&self) -> f64 {
        self.evidence_ln
    }

    /// P(variables | findings): linear, row-major in the order asked (the first slowest),
    /// summing to one. The variables of any one factor are always within one clique.
    ///
    /// # Errors
    /// [`Error::NotOneClique`] when they are not; [`Error::UnknownVariable`],
    /// [`Error::RepeatedVariable`], [`Error::Pruned`].
    pub fn joint(&self, variables: &[Variable]) -> Result<Vec<f64>, Error> {
        let mut seen: Vec<Variable> = variables.to_vec();
        seen.sort_unstable();
        if let Some(pair) = seen.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(Error::RepeatedVariable { variable: pair[0] });
        }
        for variable in variables {
            self.marginal(*variable)?;
        }
        // Variables of one state are in a clique of their own and take no room in another.
        let wide = variables
            .iter()
            .filter(|v| self.shape.n_states[v.index()] > 1);
        let asked: Vec<u32> = wide.map(|v| v.0).collect();
        let Some(first) = asked.first() else {
            return Ok(vec![1.0]);
        };
        let holds = |clique: &&usize| {
            let has = &self.shape.cliques[**clique].variables;
            asked.iter().all(|v| has.contains(v))
        };
        let with_first = self.shape.cliques_with[*first as usize]
            .iter()
            .filter(holds);
        let Some(clique) = with_first.min_by_key(|c| self.shape.cliques[**c].cells.len()) else {
            return Err(Error::NotOneClique {
                variables: variables.to_vec(),
            });
        };
        let clique = &self.shape.cliques[*clique];
        let mut out = vec![0.0; self.shape.states_of(&asked).iter().product()];
        let map = self.shape.map_between(&clique.variables, &asked);
        map.add_into(&self.tables[clique.cells.clone()], &mut out);
        normalise(&mut out);
        Ok(out)
    }
}

/// Divides by the sum, if there is any.
pub(crate) fn normalise(values: &mut [f64]) {
    let sum: f64 = values.iter().sum();
    if sum > 0.0 {
        for value in values {
            *value /= sum;
        }
    }
}
